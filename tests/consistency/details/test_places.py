"""Places: a name after "in", "at", "near" or "outside", and what such a name may be instead."""

import pytest

from retold.consistency.details.places import Place, find_places, same_place
from retold.language.clauses import read_sentences


def find(text):
    return [found for sentence in read_sentences(text) for found in find_places(text, sentence)]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("", []),
        ("They met.", []),
        ("They met in", []),
        ("They met in Holm.", ["holm"]),
        ("They met at Holm, near Old Valdora and outside Hadley.", ["holm", "old valdora", "hadley"]),
        ("They met in St. Anne.", ["st anne"]),
        ("They met in One Two Three Four.", ["one two three"]),
        ("They met in the harbour.", []),
        ("They went to Holm from Hadley.", []),
        ("They met in March and in Spring.", ["spring"]),
        ("They met on Monday in May.", []),
        ("They are in NATO and in EU.", ["eu"]),
        ("It is so in Olsen's view.", []),
        ("It is so in the Treaty.", []),
        ("It is so in Treaty law.", []),
        ("It is so in Hadley Convention rooms.", []),
        ("It is so in Hadley law.", []),
        ("They met in, Holm said.", []),
    ],
)
def test_places(text, values):
    assert [found.value for found in find(text)] == values


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("In Hadley they held a meeting about the tensions near Holm.", ["hadley"]),
        ("They met about the old strike in Holm.", []),
        ("She asked about fishing in Holm.", []),
        ("He warned of new fires in Holm.", []),
        ("There were fears over a strike at Hadley.", []),
        ("There was anger over the closing of schools in Lenn.", []),
        ("She spoke on the war in Norland.", []),
        ("He condemned the attack in Holm.", []),
        ("They held talks concerning the dam near Marl.", []),
        ("The mayors discussed the floods in Marl at Hadley.", ["hadley"]),
        # Where it was, and no topic.
        ("She spoke in Holm about the war.", ["holm"]),
        ("The mayors held a summit on trade in Holm.", ["holm"]),
        ("The meeting of the mayors in Holm ended.", ["holm"]),
        ("They held talks on Monday in Holm.", ["holm"]),
        ("They talked over dinner in Holm.", ["holm"]),
        ("They spoke of it in May at Hadley.", ["hadley"]),
        ("He spoke of the strike, and they met in Holm.", ["holm"]),
        ("About 40 boats sank in Holm.", ["holm"]),
        ("About noon in Holm it rained.", ["holm"]),
        ("About a mile outside Holm it burnt.", ["holm"]),
        ("It was about to rain in Holm.", ["holm"]),
    ],
)
def test_what_is_talked_about_is_not_where(text, values):
    assert [found.value for found in find(text)] == values


def test_where_a_place_stands():
    assert find("They met in Old Valdora.") == [Place(12, 23, "old valdora")]


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("holm", "holm", True),
        ("valdora", "waldora", True),
        ("valdora", "waldorra", True),
        ("valdora", "waldorran", False),
        ("old valdora", "valdora", True),
        ("valdora", "valdora old", True),
        ("old valdora", "new valdora", False),
        ("valdora", "hadley", False),
        ("holm", "home", False),  # too short for a spelling
        ("holms", "homes", True),
    ],
)
def test_same_place(a, b, same):
    assert same_place(a, b) is same
    assert same_place(b, a) is same
