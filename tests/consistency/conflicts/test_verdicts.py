"""Whether two details may be of one slot, what is shared, and why, in words."""

import pytest

from retold.consistency.conflicts.verdicts import (
    SAME_FROM,
    SURE_BY_WORDS,
    Known,
    compare_slots,
    name_apart,
)
from retold.consistency.details.detail import canonical
from tests.consistency.conflicts.sides import pair, side

NOTHING = Known({}, frozenset())


@pytest.mark.parametrize(("sure", "kept"), [(SAME_FROM, True), (SAME_FROM - 0.01, False)])
def test_how_sure_the_scorer_must_be_of_two_values_that_agree(sure, kept):
    found = compare_slots(*pair({}, {}), NOTHING, sure=sure, differ=False)
    assert found.sure == (sure if kept else 0.0)
    assert bool(found.why) == kept


def test_two_values_that_differ_keep_the_answer_of_the_scorer_for_those_who_judge_it():
    assert compare_slots(*pair({}, {}), NOTHING, sure=0.2, differ=True).sure == 0.2


@pytest.mark.parametrize(
    ("one", "other", "doubt"),
    [
        (
            "council sold mill | river |",
            "council sold farm | river |",
            "each names something else (mill; farm)",
        ),
        ("council sold mill | river |", "council sold | river |", ""),
        ("council sold | river |", "council sold | river |", ""),
        ("| council mill |", "council sold | river |", "each names something else (mill; river, sold)"),
        (
            "council sold Hadley | river |",
            "council sold Holm | river |",
            "",
        ),  # names are told apart elsewhere
    ],
)
def test_clauses_that_name_something_else(one, other, doubt):
    names = frozenset(map(canonical, ("Hadley", "Holm")))
    assert name_apart(*pair({"context": one}, {"context": other}), names) == doubt


def test_aligned_details_are_of_one_slot():
    a, b = pair({"cues": "part:alone", "context": "||"}, {"context": "||"})
    found = compare_slots(a, b, NOTHING, sure=0.1, differ=True, aligned=True)
    assert (found.sure, found.why) == (SURE_BY_WORDS, "both report the same words")
    ranks = pair({}, {}, measure="ordinal")
    assert compare_slots(*ranks, NOTHING, sure=0.1, differ=True, aligned=True).sure == 0.0


def test_very_little_in_common_is_no_conflict():
    a, b = pair({"context": "sold ||"}, {"context": "bought ||"})
    assert compare_slots(a, b, NOTHING, sure=1.0, differ=True).apart == "hardly a word is common to both"
    assert compare_slots(a, b, NOTHING, sure=1.0, differ=False).sure == 1.0


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({}, "both count boats"),
        ({"head": ""}, "both count the same"),
        ({"kind": "document", "measure": "", "head": "treaty"}, "both say which treaty"),
        ({"kind": "document", "measure": "", "head": ""}, "both name the document"),
        ({"kind": "place", "measure": "", "head": ""}, "both say where it was"),
        ({"kind": "date", "measure": "", "head": "treaty"}, "both date the treaty"),
        ({"kind": "date", "measure": "", "head": ""}, "both date the same"),
        ({"kind": "date", "measure": "", "head": "", "cues": "aspect:sold"}, "both date the same act (sold)"),
        ({"kind": "time", "measure": "", "head": ""}, "both date the same"),
        ({"measure": "length", "head": "", "cues": "dimension:height"}, "both give the height"),
        ({"measure": "time", "kind": "duration", "head": ""}, "both say how long"),
        ({"measure": "time", "kind": "duration", "head": "talks"}, "both say how long, of the talks"),
        ({"measure": "share", "head": "farmers"}, "both say which share, of the farmers"),
        ({"measure": "mass", "head": "milk"}, "both say which mass, of the milk"),
    ],
)
def test_why(fields, why):
    assert compare_slots(*pair({}, {}, **fields), NOTHING, sure=1.0, differ=False).why == why


def test_shared_words_are_weighed():
    a, b = pair({"context": "sold council | river | mill"}, {"context": "sold | council | mill river"})
    shared = compare_slots(a, b, Known({"council": 0.5}, frozenset()), sure=1.0, differ=False).shared
    assert shared == pytest.approx({"council": 0.35, "river": 0.3, "mill": 0.3, "sold": 1.0})
    same = side("a", context="sold | council | mill river")
    assert set(compare_slots(a, same, NOTHING, sure=1.0, differ=False).shared) == {"sold", "council"}


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ({"cues": "modifier:old"}, {}, "what is counted has another name"),
        ({"cues": "timeless"}, {}, "one counts a whole set, the other some"),
        ({}, {}, ""),
    ],
)
def test_doubts_are_told_where_the_scorer_is_not_sure(one, other, apart):
    found = compare_slots(*pair(one, other), NOTHING, sure=0.1, differ=False)
    assert (found.sure, found.why, found.apart) == (0.0, "", apart)
