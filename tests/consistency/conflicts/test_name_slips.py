"""Two mentions of one person that do not agree: spelled in two ways, a slip of the pen, in office and out of it."""

import pytest

from retold.consistency.conflicts.compare import compare_details
from retold.consistency.conflicts.name_slips import SURE, compare_names
from tests.consistency.conflicts.cases import find
from tests.consistency.conflicts.sides import side


def told(*texts):
    found = compare_details(find(*texts))
    return found[found["kind"] == "name"][["verdict", "reason"]].values.tolist()


SPELLING = "both name the chairman: one writes Ann Priebe, the other Ann Preibe"


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ("It hit Board Chairman Ann Priebe.", "Ann Preibe, chairman of the board, left.", SPELLING),
        ("It hit Board Chairman Ann Priebe.", "Ann Priebe, chairman of the board, left.", ""),
        ("It hit Board Chairman Ann Priebe.", "Eva Preibe, chairman of the board, left.", ""),
        ("It hit Board Chairman Ann Priebe.", "Ann Holmgren, chairman of the board, left.", ""),
        # Whoever knows both means two.
        ("It hit Board Chairman Ann Priebe.", "Ann Preibe, the chairman, met mayor Ann Priebe.", ""),
        # Two letters, and another role: two persons.
        ("It hit Board Chairman Ann Nilson.", "Ann Nielsen, a farmer, left.", ""),
        ("It hit Board Chairman Ann Nilson.", "Ann Nielsen, the chairman, left.",
         "both name the chairman: one writes Ann Nilson, the other Ann Nielsen"),
        ("They heard Board official Jan Lund.", "They heard Jan Lund, a former senior official.",
         "both say what Jan Lund is: one says official, the other former official"),
        ("They heard Board official Jan Lund.", "They heard Jan Lund, a former Bank official.", ""),  # two bodies
        ("They heard Board official Jan Lund.", "They heard Jan Lund, a former judge.", ""),
        ("They heard Board official Jan Lund.", "They heard Eva Lund, a former official.", ""),
        ("They heard former official Jan Lund.", "They heard Jan Lund, a former official.", ""),
        # A title is kept by courtesy.
        ("They heard President Jan Lund.", "They heard former president Jan Lund.", ""),
    ],
)  # fmt: skip
def test_two_articles(one, other, reason):
    assert told(one, other) == ([["conflict", reason]] if reason else [])


def test_a_slip_stands_against_the_name_of_its_article():
    one = "It hit mayor Ann Olsen. Olson was hurt."
    assert told(one, "It rained.") == [
        ["conflict", "Olson is nobody else in the article, and a letter off Ann Olsen"]
    ]


@pytest.mark.parametrize(
    ("days", "compared"),
    [
        (("2012-08-21", "2012-08-23?"), True),
        (("2012-08-21", "2012-09-11"), True),
        (("2012-08-21", "2012-09-12"), False),
        (("2010-11", "2012-08-21?"), False),
        (("", "2012-08-21?"), True),
    ],
)
@pytest.mark.parametrize("cues", [("", ""), ("timeless", "timeless")])
def test_reports_far_apart_may_name_two_persons(days, cues, compared):
    names = [
        side(name, kind="name", measure="full name", text=text, value=text.lower(), head="chairman", day=day, cues=cue,
             detail_id=f"{name}:d1")
        for name, text, day, cue in zip("ab", ("Ann Priebe", "Ann Preibe"), days, cues, strict=True)
    ]  # fmt: skip
    assert len(compare_names(names, lambda a, b: True)) == compared


def test_articles_of_two_stories_are_not_compared():
    names = [
        side(name, kind="name", measure="full name", text=text, value=text.lower(), head="chairman", detail_id=f"{name}:d1")
        for name, text in (("a", "Ann Priebe"), ("b", "Ann Preibe"))
    ]  # fmt: skip
    assert [(pair.what, pair.sure) for pair in compare_names(names, lambda a, b: True)] == [
        ("spelling", SURE["spelling"])
    ]
    assert compare_names(names, lambda a, b: False) == []
