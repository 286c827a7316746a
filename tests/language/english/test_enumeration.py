"""What joins the claims of a list, and where a sentence goes on with another clause."""

import pytest

from retold.language.english.enumeration import ENUMERATIONS, JOINING_WORD, NEXT_CLAUSE

THAT, TO, NUMBERED, ORDINAL = ENUMERATIONS


def gaps(kind, text):
    return [text[gap.start() : gap.end()] for gap in kind.gap.finditer(text)]


@pytest.mark.parametrize(
    ("kind", "text", "joints"),
    [
        (THAT, "", []),
        (THAT, "He said that it rained and that it snowed, that it froze", [" and ", ", "]),
        (THAT, "He said that it rained, as well as that it snowed", [", as well as "]),
        (THAT, "It rained and that is why they left", []),  # a pronoun
        (THAT, "It rained and that's all", []),
        (THAT, "He said that it rained", []),
        (TO, "to open the road, to pay and to leave", [", ", " and "]),
        (TO, "to stay or not to stay", [" or "]),
        (TO, "to stay and to 9 others", []),
        (NUMBERED, "1. Open the road. 2. Pay, and 3) leave", [". ", ", and "]),
        (NUMBERED, "It cost 1.5 million", []),
        (ORDINAL, "First, open it; secondly, pay, and finally, leave", ["; ", ", and "]),
        (ORDINAL, "They came first and left", []),
    ],
)
def test_what_stands_between_two_claims(kind, text, joints):
    assert gaps(kind, text) == joints


@pytest.mark.parametrize(
    ("kind", "text", "at"),
    [
        (THAT, "He said that it rained", 8),
        (THAT, "He said so", None),
        (TO, "They want to leave", 10),
        (TO, "Tomorrow they leave", None),
        (NUMBERED, "He wants (1) peace", 9),
        (NUMBERED, "It is 1.5 m wide", None),
        (ORDINAL, "Firstly, it rained", 0),
        (ORDINAL, "At first", None),
    ],
)
def test_where_the_first_claim_begins(kind, text, at):
    found = kind.first.search(text)
    assert (found and found.start()) == at


def test_only_three_infinitives_are_a_list():
    assert [kind.least for kind in ENUMERATIONS] == [1, 2, 1, 1]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("", None),
        ("The bridge is shut", None),
        ("The bridge is shut, because it shook", "The bridge is shut"),
        ("The bridge is shut; it shook", "The bridge is shut"),
        ("The bridge is shut – it shook", "The bridge is shut"),
        ("The bridge is shut. It shook", "The bridge is shut"),
        ("St. Anne is shut", None),  # too short for an end
        ("The bridge, a ruin, is shut", None),
        ("The bridge is shut,because it shook", None),
        ("It withstood, withal, the flood", None),
    ],
)
def test_the_next_clause(text, first):
    found = NEXT_CLAUSE.search(text)
    assert (found and text[: found.start()]) == first


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("and the bridge is shut", "the bridge is shut"),
        ("Because it shook", "it shook"),
        ("android", "android"),
        ("sober and calm", "sober and calm"),
        ("and", "and"),
        ("", ""),
    ],
)
def test_a_name_begins_behind_what_joins_it(text, name):
    assert JOINING_WORD.sub("", text) == name
