import pytest

from retold.articles.attribution.names import Names
from retold.articles.attribution.roles import find_roles

NAMES = Names.of("Ann Lee", ["Lee"])

# What an article says of its people, what speaks in it, and whether that is Ann Lee.
CASES = [
    ("Mayor Ann Lee came.", "the mayor", True),
    ("Ann Lee, the mayor of Millbrook, came.", "the mayor", True),
    ("Ann Lee, the mayor of Millbrook, came.", "the Millbrook mayor", True),
    ("Ann Lee, the mayor of Millbrook, came.", "Millbrook’s mayor", True),
    ("Ann Lee, the mayor of Millbrook, came.", "the mayor of Norburg", False),
    ("Ann Lee, 61, the mayor, came.", "the mayor", True),
    ("The mayor of Millbrook, Ann Lee, came.", "the mayor", True),
    ("The Russian president, Ann Lee, came.", "Russia's president", True),
    ("Ann Lee is the mayor of Millbrook.", "the mayor", True),
    ("Mayor and party leader Ann Lee came.", "the party leader", True),
    ("Sen. Ann Lee came.", "the senator", True),
    ("Rep. Ann Lee came.", "the four-term congresswoman", True),
    ("Mayor Ann Lee came.", "the mayor herself", True),
    ("Mayor Ann Lee came.", "the new mayor", True),
    # what stands beside the name, role or not
    ("Ann Lee, the harbour master, came.", "the harbour master", True),
    ("The harbour master, Ann Lee, came.", "The harbour master", True),
    ("Ann Lee, the harbour master, came.", "the master", False),
    ("Tom Hart, the harbour master, met Ann Lee.", "the harbour master", False),
    ("Ann Lee, the first guest, met Tom Hart, the first guest, there.", "the first guest", False),
    # another one holds it too, or an unlike one
    ("Mayor Ann Lee met Mayor Tom Hart.", "the mayor", False),
    ("Mayor Ann Lee met Tom Hart, the mayor of Norburg.", "the mayor", False),
    ("Ann Lee, the mayor of Millbrook, met Tom Hart, the mayor of Norburg.", "the Millbrook mayor", True),
    ("Mayor Ann Lee met former mayor Tom Hart.", "the mayor", True),
    ("Mayor Ann Lee met former mayor Tom Hart.", "the former mayor", False),
    ("Former mayor Ann Lee came.", "the former mayor", True),
    ("Former mayor Ann Lee came.", "the mayor", False),
    ("Mayor Ann Lee met Deputy Mayor Tom Hart.", "the mayor", True),
    ("Mayor Ann Lee met Deputy Mayor Tom Hart.", "the deputy mayor", False),
    ("Deputy Mayor Ann Lee came.", "the mayor", False),
    ("Tom Hart, the mayor, met Ann Lee.", "the mayor", False),
    ("Ann Lee came.", "the mayor", False),
    ("Mayor Ann Lee came.", "a mayor", False),
    ("Mayor Ann Lee came.", "the mayor, Tom Hart", False),
    ("Mayor Ann Lee came.", "the crowd", False),
    ("Mayor Ann Lee came.", "", False),
    ("Mayor Ann Lee came.", "the ’s mayor", False),
    ("Mayor Ann Lee came.", "’s mayor", False),
]


@pytest.mark.parametrize(("text", "words", "expected"), CASES, ids=[f"{t} {w}" for t, w, _ in CASES])
def test_who_holds_a_role(text, words, expected):
    assert find_roles(text, NAMES).hold(words, running=False) == expected


def test_words_that_are_new_go_by_who_spoke_last():
    found = find_roles("Mayor Ann Lee came.", NAMES)
    assert [found.hold("the silver-haired mayor", running=running) for running in (True, False)] == [
        True,
        False,
    ]


def test_common_roles_need_words_that_the_article_used():
    found = find_roles("Party leader Ann Lee came.", NAMES)
    assert not found.hold("the union leader", running=True)


def test_a_place_that_is_new_goes_by_who_spoke_last_too():
    found = find_roles("Lee, the leader of Millbrook, met Norburg Judge Mia Fox.", NAMES)
    assert [found.hold(f"the {place} leader", running=True) for place in ("Town Hall", "Norburg")] == [
        True,
        False,
    ]
    assert not found.hold("the Town Hall leader", running=False)


def test_a_role_that_another_gets_later_is_not_meant_before():
    text = "Gov. Ann Lee came. “Yes,” the governor said. Gov. Tom Hart left. “No,” the governor said."
    found = find_roles(text, NAMES)
    first, second = text.index("the governor"), text.rindex("the governor")
    assert [found.hold("the governor", running=True, at=at) for at in (first, second, None)] == [
        True,
        False,
        False,
    ]


OPENINGS = [
    ("The mayor smiled.", "The mayor"),
    ("The 61-year-old mayor smiled.", "The 61-year-old mayor"),
    ("The crowd saw the mayor.", ""),
    ("It rained.", ""),
]


@pytest.mark.parametrize(("sentence", "expected"), OPENINGS)
def test_a_sentence_that_opens_with_a_role(sentence, expected):
    found = find_roles("Mayor Ann Lee came.", NAMES)
    assert found.opening(sentence, 0, len(sentence), running=False) == expected


def test_an_alias_is_a_role():
    names = Names.of("Ann Lee", ["leader of the Lantern Alliance"])
    assert find_roles("It rained.", names).hold("the leader", running=False)
