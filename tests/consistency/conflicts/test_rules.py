"""Each rule that keeps two details with different values apart."""

import pytest

from retold.consistency.conflicts.features import NO_ASPECT, SETTLES
from retold.consistency.conflicts.rules import RULES, say_apart, say_kinds, say_later
from retold.consistency.details.detail import canonical
from tests.consistency.conflicts.sides import pair


def forbidden(a, b, names=()):
    known = frozenset(map(canonical, names))
    found, turned = (next(say_apart(*sides, known), "") for sides in ((a, b), (b, a)))
    assert bool(found) == bool(turned)
    return found


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


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        # "The council painted the mill on Monday." "The council prayed in a hall on Tuesday."
        ({"context": "painted mill ||"}, {"context": "prayed hall ||"}, "each dates something else (mill, painted; hall, prayed)"),
        ({"context": "painted mill ||"}, {"context": "visited old mill ||"}, ""),
        # Whoever acts is no act.
        ({"context": "Olsen painted mill ||"}, {"context": "Olsen prayed hall ||"}, "each dates something else (mill, painted; hall, prayed)"),
        # "On Monday, the council painted the mill." A sentence says less surely than a clause what its date is of.
        ({"context": "| painted mill |"}, {"context": "visited mill ||"}, "each dates something else (painted; visited)"),
        ({"context": "| painted old mill |"}, {"context": "visited old mill ||"}, ""),
        ({"context": "| painted old mill |"}, {"context": "| visited old mill |"}, "each dates something else (painted; visited)"),
        ({"context": "| painted old stone mill |"}, {"context": "| visited old stone mill |"}, ""),
        # One act by two words, and dates that are part of a name.
        ({"context": "painted mill ||", "cues": "aspect:sold"}, {"context": "bought house ||", "cues": "aspect:sold"}, ""),
        ({"context": "binds coast ||", "head": "treaty"}, {"context": "keeps peace ||", "head": "treaty"}, ""),
    ],
)  # fmt: skip
def test_dates_are_of_what_their_clauses_tell(one, other, apart):
    one, other = ({"head": ""} | fields for fields in (one, other))
    assert forbidden(*pair(one, other, kind="date", measure=""), names=["Olsen"]) == apart


@pytest.mark.parametrize(
    ("days", "flags", "apart"),
    [
        ((711600.0, 711621.0), ("relative", "relative"), False),
        ((711600.0, 711622.0), ("relative", "relative"), True),
        ((711600.0, 711622.0), ("relative", ""), False),
        ((711600.0, 711622.0), ("", ""), False),
    ],
)
def test_days_counted_from_reports_far_apart(days, flags, apart):
    one, other = ({"low": day, "high": day, "flag": flag} for day, flag in zip(days, flags, strict=True))
    found = forbidden(*pair(one, other, kind="date", measure=""))
    assert found == ("days counted from reports that are far apart" if apart else "")


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
    ("one", "other", "apart"),
    [
        ({"value": "2012", "head": "election"}, {"value": "2016", "head": "election"}, True),
        ({"value": "2012", "context": "won party primaries | river |"}, {"value": "2016"}, True),
        ({"value": "2012-11-06", "head": "election"}, {"value": "2012-11-08", "head": "election"}, False),
        ({"value": "1950", "head": "treaty"}, {"value": "1951", "head": "treaty"}, False),
    ],
)
def test_a_year_may_say_which_of_several_is_meant(one, other, apart):
    found = forbidden(*pair(one, other, kind="date", measure=""))
    assert found == ("a year says which of several is meant" if apart else "")


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ({"cues": "future"}, {}, True),
        ({"cues": "future"}, {"cues": "future"}, False),
        ({"text": "next Tuesday"}, {"text": "Wednesday"}, True),
        ({"text": "next Tuesday"}, {"text": "tomorrow"}, False),
        ({"text": "last Tuesday"}, {"text": "Wednesday"}, False),
    ],
)
def test_what_is_still_to_come(one, other, apart):
    found = forbidden(*pair(one, other, kind="date", measure=""))
    assert found == ("one is still to come, the other is not" if apart else "")


@pytest.mark.parametrize(
    ("kind", "days", "cues", "apart"),
    [
        ("number", ("1950-03-05?", "1950-03-26?"), "", False),
        ("number", ("1950-03-05?", "1950-03-27?"), "", True),
        ("duration", ("1950-03-05?", "1951-03-05?"), "", True),
        ("number", ("1950-03-05?", "1951-03-05?"), "timeless", False),
        ("number", ("", "1951-03-05?"), "", False),
        ("date", ("1950-03-05?", "1951-03-05?"), "", False),
    ],
)
def test_reports_far_apart(kind, days, cues, apart):
    measure = {"number": "count", "duration": "time"}.get(kind, "")
    one, other = ({"day": day, "cues": cues} for day in days)
    assert forbidden(*pair(one, other, kind=kind, measure=measure)) == (
        "reported at another time" if apart else ""
    )


def test_each_rule_is_named_and_says_nothing_of_a_detail_beside_itself():
    a, b = pair({}, {})
    assert not any(rule(a, b, frozenset()) for name, (_, rule) in RULES.items() if name != "settled matter")
    assert not list(say_kinds(a, b))


@pytest.mark.parametrize(
    ("kind", "one", "other", "told"),
    [
        ("number", {"day": "1950-03-05"}, {"day": "1950-03-06"}, "counted at another time (1950-03-05; 1950-03-06)"),
        ("number", {"day": "1950-03-05"}, {"day": "1951-03-06"}, ""),  # another year
        ("number", {"cues": "change:initially"}, {}, "one speaks of another time"),
        ("number", {"cues": "future"}, {}, ""),  # an amount that is planned is another amount
        ("date", {"cues": "future"}, {}, "one is still to come, the other is not"),
        ("number", {"day": "1950-03-05", "cues": "scope:town"}, {"day": "1950-03-06"}, ""),  # of two things
        ("number", {}, {}, ""),
        ("place", {"cues": "future"}, {}, ""),
    ],
)  # fmt: skip
def test_what_may_be_an_update(kind, one, other, told):
    found = pair(one, other, kind=kind, measure="count" if kind == "number" else "")
    assert say_later(*found, frozenset()) == told
