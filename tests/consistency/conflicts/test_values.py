"""How two values stand to each other, for each kind of detail."""

import math

import pytest

from retold.consistency.conflicts.values import SAYINGS, relate
from retold.consistency.details.detail import Value
from retold.language.calendar import edtf_days

INF = math.inf


def number(value, low=None, high=None, *, bound="", approximate=False, unit="", kind="number"):
    low = float(value) if low is None else low
    high = float(value) if high is None else high
    return Value(kind, str(value), low, high, bound, approximate, unit)


def day(value, *, approximate=False):
    unknown = value.startswith("XXXX")
    low, high = (math.nan, math.nan) if unknown or not value else edtf_days(value)
    return Value("date", value, low, high, "", approximate, "")


def clock(value, minutes, *, slack=0, approximate=False):
    return Value("time", value, (minutes - slack) / 1440, (minutes + slack) / 1440, "", approximate, "")


def name(value, kind="place"):
    return Value(kind, value, math.nan, math.nan, "", False, "")


ROWS = {
    "two equal numbers": (number(4), number(4), "same"),
    "two numbers": (number(4), number(5), "differ"),
    "no value": (number(4), number("nan")._replace(value=""), "unknown"),
    "neither has a value": (day(""), day(""), "unknown"),
    "exact inside a range": (number(4), number(3, 3, 5), "inside"),
    "two ranges that touch": (number(3, 3, 5), number(5, 5, 7), "inside"),
    "two ranges apart": (number(3, 3, 5), number(6, 6, 7), "differ"),
    "about": (number(4), number(5, 3.75, 6.25, bound="about", approximate=True), "near"),
    "about and far": (number(4), number(40, 30, 50, bound="about", approximate=True), "differ"),
    "more than": (number(5), number(4, 4, INF, bound="min", approximate=True), "near"),
    "more than, and fewer": (number(3), number(4, 4, INF, bound="min", approximate=True), "differ"),
    "two lower bounds": (number(4, 4, INF, bound="min"), number(5, 5, INF, bound="min"), "differ"),
    "two upper bounds": (number(4, -INF, 4, bound="max"), number(5, -INF, 5, bound="max"), "differ"),
    "two bounds, one number": (number(4, 4, INF, bound="min"), number(4, -INF, 4, bound="max"), "inside"),
    "rounded to thousands": (number(40_000), number(38_500), "inside"),
    "not its rounding": (number(40_000), number(34_500), "differ"),
    "rounded to half a step": (number(40_000), number(45_000), "inside"),
    "small numbers are not rounded": (number(40), number(38), "differ"),
    "both as round": (number(40_000), number(50_000), "differ"),
    "fewer decimals": (number(68), number(68.3), "inside"),
    "not the same with fewer decimals": (number(68), number(69.6), "differ"),
    "cut off": (number(68), number(68.9), "inside"),
    "decimals of percent": (number(0.68, unit="percent"), number(0.683, unit="percent"), "inside"),
    "other percent": (number(0.68, unit="percent"), number(0.702, unit="percent"), "differ"),
    "miles and kilometres": (number(48_280.32, unit="mile"), number(48_000, unit="km"), "unit"),
    "miles and other kilometres": (number(48_280.32, unit="mile"), number(60_000, unit="km"), "differ"),
    "five percent apart": (number(100, unit="mile"), number(104.9, unit="km"), "unit"),
    "six percent apart": (number(100, unit="mile"), number(106, unit="km"), "differ"),
    "the same, in one unit": (number("a", 4.0, 4.0), number("b", 4.0, 4.0), "same"),
    "60 days and two months": (
        number("P60D", 60, 60, unit="day", kind="duration"),
        number("P2M", 60.88, 60.88, unit="month", kind="duration"),
        "unit",
    ),
    "60 days and three months": (
        number("P60D", 60, 60, unit="day", kind="duration"),
        number("P3M", 91.32, 91.32, unit="month", kind="duration"),
        "differ",
    ),
    "one day": (day("1950-03-05"), day("1950-03-05"), "same"),
    "two days": (day("1950-03-05"), day("1950-03-06"), "differ"),
    "a day of a month": (day("1950-03-05"), day("1950-03"), "inside"),
    "a day of another month": (day("1950-03-05"), day("1950-04"), "differ"),
    "a day of about a month": (day("1950-03-05"), day("1950-03", approximate=True), "near"),
    "without a year": (day("XXXX-03-05"), day("1950-03-05"), "inside"),
    "without a year, another day": (day("XXXX-03-05"), day("1950-03-06"), "differ"),
    "both without a year": (day("XXXX-03-05"), day("XXXX-03-06"), "differ"),
    "a year against a yearless day": (day("XXXX-03-05"), day("1950"), "inside"),
    "since two years": (day("1950/.."), day("1952/.."), "differ"),
    "since one year and a day of it": (day("1950/.."), day("1950-03/.."), "inside"),
    "by two days": (day("../1950-05-01"), day("../1950-05-10"), "differ"),
    "since and until": (day("1950/.."), day("../1952"), "inside"),
    "since and until before": (day("1952/.."), day("../1950"), "differ"),
    "one place": (name("holm"), name("holm"), "same"),
    "two places": (name("holm"), name("valdora"), "differ"),
    "two spellings": (name("valdora"), name("waldora"), "name"),
    "a name and a part of it": (name("old valdora"), name("valdora"), "name"),
    "two documents": (name("treaty of holm", "document"), name("act of war", "document"), "differ"),
    "one time": (clock("T15:40", 940), clock("T15:40", 940), "same"),
    "two times": (clock("T15:40", 940), clock("T15:50", 950), "differ"),
    "the same half": (clock("T15:40", 940), clock("T03:40/T15:40", 220), "inside"),
    "the other half": (clock("T03:40/T15:40", 220), clock("T15:40", 940), "inside"),
    "about four": (clock("T15:50", 950), clock("T16:00", 960, slack=30, approximate=True), "near"),
    "morning and afternoon": (clock("T03:40", 220), clock("T15:40", 940), "differ"),
}


@pytest.mark.parametrize(("a", "b", "relation"), ROWS.values(), ids=ROWS)
def test_relations(a, b, relation):
    assert relate(a, b) == relation
    assert relate(b, a) == relation
    assert relation in SAYINGS


def test_a_guessed_year_gives_way():
    guessed = Value("date", "XXXX-03-05", *edtf_days("1951-03-05"), "", False, "")
    assert relate(guessed, day("1950-03-05")) == "inside"
    assert relate(guessed, day("1950-03-06")) == "differ"


def test_open_dates_with_a_guessed_year_are_held_at_their_known_end():
    since = Value("date", "XXXX-03-05/..", edtf_days("1951-03-05")[0], INF, "", False, "")
    later = Value("date", "XXXX-03-07/..", edtf_days("1951-03-07")[0], INF, "", False, "")
    assert relate(since, since._replace(bound="min")) == "same"
    assert relate(since, later) == relate(later, since) == "differ"


def test_each_relation_has_its_words():
    assert set(SAYINGS) == {"same", "unit", "inside", "near", "name", "differ", "unknown"}
    for saying in SAYINGS.values():
        assert "{a}" in saying


def test_clocks_of_two_zones():
    def clock(value, hours):
        return Value("time", value, hours / 24, hours / 24, "", False, "")

    east, west = clock("T12:00-05:00", 12), clock("T09:00-08:00", 9)
    assert relate(east, west) == relate(west, east) == "inside"
    assert relate(east, clock("T09:00-05:00", 9)) == relate(east, clock("T09:00", 9)) == "differ"
    # Over midnight.
    assert relate(clock("T23:00-05:00", 23), clock("T04:00+00:00", 4)) == "inside"
