"""Whether two details are of one slot, and each rule that keeps two of them apart."""

import pytest

from retold.consistency.conflicts.features import NO_ASPECT, SETTLES
from retold.consistency.conflicts.verdicts import (
    CONFLICT_APART_FROM,
    CONFLICT_FROM,
    CONFLICT_OF_PLACES_FROM,
    SAME_FROM,
    SURE_BY_WORDS,
    Known,
    compare_slots,
    is_forbidden,
)
from retold.consistency.details.detail import Detail, canonical

NOTHING = Known({}, frozenset())
ROW = {
    "detail_id": "a:d1", "article_id": "a", "statement_id": "a:1", "kind": "number", "measure": "count", "start": 7,
    "sentence": 2, "text": "14 boats", "value": "14", "low": 14.0, "high": 14.0, "bound": "", "approximate": False,
    "head": "boats", "context": "sold council | river |", "day": "", "cues": "", "flag": "",
}  # fmt: skip


def side(article="a", **fields):
    return Detail.from_row(ROW | {"article_id": article} | fields)


def pair(one, other, **both):
    return side("a", **both, **one), side("b", **both, **other)


def forbidden(a, b, names=()):
    known = Known({}, frozenset(map(canonical, names)))
    found = compare_slots(a, b, known, sure=1.0, differ=True)
    turned = compare_slots(b, a, known, sure=1.0, differ=True)
    assert is_forbidden(a, b, known) == is_forbidden(b, a, known)
    assert (found.sure > 0) == (turned.sure > 0)
    return found.apart


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ({}, {}, ""),
        ({"measure": "ordinal"}, {}, "one is a rank, the other a count"),
        ({"measure": "ordinal"}, {"measure": "ordinal"}, "two ranks are of two things"),
        ({"cues": "rate:year"}, {"cues": "rate:day"}, "one is for each year, the other for each day"),
        ({"cues": "rate:year"}, {}, ""),
        ({"cues": "part:alone"}, {}, "one is of a part or a difference, the other of the whole"),
        ({"cues": "part:alone"}, {"cues": "part:alone"}, ""),
        ({"cues": "rank:last"}, {"cues": "rank:second"}, "one is of the last, the other of the second"),
        ({"cues": "aspect:sold"}, {"cues": "aspect:built"}, "different aspects (sold; built)"),
        ({"cues": "aspect:sold"}, {"cues": "aspect:sold aspect:built"}, ""),
        ({"cues": "aspect:sold"}, {}, ""),
        ({"cues": "outer:sold"}, {"cues": "aspect:built"}, ""),  # the sentence settles it for dates alone
        ({"head": "boats"}, {"head": "carts"}, "one is of boats, the other of carts"),
        ({"head": "boats"}, {"head": ""}, "one is of boats, the other of something not named"),
        ({"head": "boats"}, {"head": "", "context": "sold council boats | river |"}, ""),
        ({"cues": "change:then"}, {}, "one speaks of another time"),
        ({"cues": "scope:town"}, {"cues": "scope:region"}, "different scope (town; region)"),
        ({"cues": "scope:town"}, {}, "different scope (town; none named)"),
        ({"cues": "scope:town"}, {"cues": "scope:town scope:region"}, ""),
    ],
)
def test_what_keeps_two_numbers_apart(one, other, apart):
    assert forbidden(*pair(one, other)) == apart


@pytest.mark.parametrize(
    ("measure", "one", "other", "apart"),
    [
        ("length", "dimension:height", "dimension:width", "different measures (height; width)"),
        ("length", "dimension:height", "dimension:height", ""),
        ("length", "dimension:height", "", ""),
        ("count", "dimension:height", "dimension:width", ""),
    ],
)
def test_dimensions(measure, one, other, apart):
    assert forbidden(*pair({"cues": one}, {"cues": other}, measure=measure)) == apart


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ({"head": "olsen"}, {"head": "olsen"}, ""),
        ({"head": "olsen"}, {"head": "hadley"}, "ages of two persons"),
        ({"head": "", "context": "Olsen old man ||"}, {"head": "olsen", "context": "old man ||"}, ""),
        (
            {"head": "", "context": "old man ||"},
            {"head": "olsen", "context": "old man ||"},
            "ages of two persons",
        ),
    ],
)
def test_ages(one, other, apart):
    a, b = pair(one, other, measure="time", kind="duration", cues="dimension:age")
    assert forbidden(a, b, names=["olsen", "hadley"]) == apart


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ({"head": "treaty"}, {"head": "pact"}, ""),
        ({"head": "treaty"}, {"head": "war"}, "one dates the treaty, the other the war"),
        ({"head": "treaty"}, {"head": ""}, ""),
        ({"cues": "figure:7"}, {"cues": "figure:8"}, "other figures are given for the two days (7; 8)"),
        ({"cues": "figure:7"}, {}, ""),
        ({"cues": "outer:sold"}, {"cues": "aspect:built"}, "different aspects (sold; built)"),
    ],
)
def test_what_keeps_two_dates_apart(one, other, apart):
    assert forbidden(*pair(one, other, kind="date", measure="")) == apart


@pytest.mark.parametrize("kind", ["number", "duration", "date", "place"])
def test_different_names(kind):
    measure = {"number": "count", "duration": "time"}.get(kind, "")
    a, b = pair(
        {"context": "sold council Holm | river |"},
        {"context": "sold council Hadley | river |"},
        kind=kind,
        measure=measure,
    )
    assert forbidden(a, b, names=["holm", "hadley"]) == (
        "" if kind == "place" else "different names (Holm; Hadley)"
    )
    assert "different names" not in forbidden(a, b)


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ({"day": "1950-03-05"}, {"day": "1950-03-05"}, ""),
        ({"day": "1950-03-05"}, {"day": "1950-03-06"}, "counted at another time (1950-03-05; 1950-03-06)"),
        ({"day": "1950-03"}, {"day": "1950-03-06"}, ""),
        ({"day": "1950-03-05"}, {"day": "1950-03-06?"}, ""),  # printed on the next day
        ({"day": "1950-03-05"}, {"day": "1950-03-07?"}, "counted at another time (1950-03-05; 1950-03-07)"),
        ({"day": "1950-03-05?"}, {"day": "1950-03-07?"}, ""),
        ({"day": "1950-03-05?", "cues": "aspect:killed"}, {"day": "1950-03-06?", "cues": "outer:killed"},
         "counted at another time (1950-03-05; 1950-03-06)"),
        ({"day": "1950-03-05", "cues": "timeless"}, {"day": "1950-03-07?", "cues": "timeless"}, ""),
        ({"day": "1950-03-05", "cues": "timeless"}, {"day": "1950-03-07", "cues": "timeless"},
         "counted at another time (1950-03-05; 1950-03-07)"),
        ({"day": "1950-03-05"}, {}, ""),
    ],
)  # fmt: skip
def test_numbers_of_two_days(one, other, apart):
    assert forbidden(*pair(one, other)) == apart


def test_documents_conflict_only_if_both_settle_a_matter():
    both = {"kind": "document", "measure": "", "head": "treaty"}
    assert forbidden(*pair({}, {}, **both)) == "nothing says that both settle one matter"
    assert forbidden(*pair({"cues": f"aspect:{SETTLES}"}, {"cues": f"outer:{SETTLES}"}, **both)) == ""


def test_an_aspect_that_says_nothing_keeps_nothing_apart():
    vague = min(NO_ASPECT)
    assert forbidden(*pair({"cues": f"aspect:{vague}"}, {"cues": "aspect:built"})) == ""


@pytest.mark.parametrize(
    ("kind", "sure", "differ", "kept"),
    [
        ("number", CONFLICT_FROM, True, True),
        ("number", CONFLICT_FROM - 0.01, True, False),
        ("number", SAME_FROM, False, True),
        ("number", SAME_FROM - 0.01, False, False),
        ("place", CONFLICT_OF_PLACES_FROM, True, True),
        ("place", CONFLICT_OF_PLACES_FROM - 0.01, True, False),
    ],
)
def test_how_sure_the_scorer_must_be(kind, sure, differ, kept):
    a, b = pair({}, {}, kind=kind, measure="count" if kind == "number" else "")
    found = compare_slots(a, b, NOTHING, sure=sure, differ=differ)
    assert found.sure == (sure if kept else 0.0)
    assert bool(found.why) == kept


@pytest.mark.parametrize(
    ("kind", "head", "least"), [("number", "boats", CONFLICT_APART_FROM), ("date", "treaty", CONFLICT_FROM)]
)
def test_clauses_that_name_something_else(kind, head, least):
    a, b = pair(
        {"context": "council sold mill | river |"}, {"context": "council sold farm | river |"}, kind=kind, head=head,
        measure="count" if kind == "number" else "",
    )  # fmt: skip
    assert compare_slots(a, b, NOTHING, sure=least, differ=True).sure == least
    found = compare_slots(a, b, NOTHING, sure=least - 0.01, differ=True)
    assert found == (0.0, "", "each names something else (mill; farm)", found.shared)


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
