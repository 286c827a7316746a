"""A row of the table of details as it is compared."""

import math
from datetime import date

import pytest

from retold.consistency.details.detail import WEIGHTS, canonical, read_side, say_day

ROW = {
    "detail_id": "a:d1", "article_id": "a", "statement_id": "a:1", "kind": "number", "measure": "count", "start": 7,
    "sentence": 2, "text": "14  old\nboats", "value": "14", "low": 14.0, "high": 14.0, "bound": "", "approximate": False,
    "head": "boats", "context": "sold council | Holm sold | council old", "day": "1950-03-05",
    "cues": "aspect:sold outer:shut scope:town part:alone rate:year modifier:boats change:then dimension:cost figure:7 rank:last known",
    "flag": "",
}  # fmt: skip


def ordinal(day):
    return float(date.fromisoformat(day).toordinal())


def test_all_of_a_side():
    side = read_side(ROW)
    assert (side.detail_id, side.article_id, side.statement_id) == ("a:d1", "a", "a:1")
    assert (side.kind, side.measure, side.start, side.sentence, side.text) == (
        "number",
        "count",
        7,
        2,
        "14 old boats",
    )
    assert (side.head, side.own, side.flag) == ("boat", "boats", "")
    council, sold, holm, old = map(canonical, ("council", "sold", "Holm", "old"))
    # A word counts where it stands nearest.
    assert side.words == {sold: WEIGHTS[0], council: WEIGHTS[0], holm: WEIGHTS[1]}
    assert side.near == {old: WEIGHTS[2]}
    assert side.clause == {sold, council}
    assert side.shown == {sold: "sold", council: "council", holm: "Holm", old: "old"}
    marks = (
        side.aspects,
        side.outer,
        side.scopes,
        side.parts,
        side.rates,
        side.dimensions,
        side.figures,
        side.ranks,
    )
    assert marks == ({"sold"}, {"shut"}, {"town"}, {"alone"}, {"year"}, {"cost"}, {"7"}, {"last"})
    assert (side.modifiers, side.changes, side.marks) == ({"boat"}, {"then"}, {"known"})
    assert (side.day, side.day_is) == ((ordinal("1950-03-05"),) * 2, "told")
    assert side.value == ("number", "14", 14.0, 14.0, "", False, "")


def test_an_empty_row():
    blank = {
        "context": "",
        "cues": "",
        "day": "",
        "head": "",
        "value": "",
        "low": None,
        "high": "",
        "text": "",
    }
    side = read_side(ROW | blank)
    assert (side.words, side.near, side.clause, side.shown) == ({}, {}, frozenset(), {})
    assert (side.head, side.own, side.aspects, side.marks, side.day, side.day_is) == (
        "",
        "",
        set(),
        set(),
        None,
        "",
    )
    assert math.isnan(side.value.low)
    assert math.isnan(side.value.high)


@pytest.mark.parametrize(
    ("day", "days", "known"),
    [
        ("1950-03-05", ("1950-03-05", "1950-03-05"), "told"),
        ("1950-03", ("1950-03-01", "1950-03-31"), "told"),
        ("1950-03-05?", ("1950-03-05", "1950-03-05"), "article"),
        ("1950-03-05~", ("1950-03-05", "1950-03-05"), "paragraph"),
        ("XXXX-03-05", None, ""),
        ("../1950", None, ""),
        ("1950/..", None, ""),
    ],
)
def test_days(day, days, known):
    side = read_side(ROW | {"day": day})
    assert side.day == (days and tuple(map(ordinal, days)))
    assert side.day_is == known


@pytest.mark.parametrize(
    ("text", "measure", "unit"),
    [
        ("40 miles", "length", "mile"), ("40 km", "length", "km"), ("40%", "share", "%"), ("40 per cent", "share", "cent"),
        ("six hours", "time", "hour"), ("14 boats", "count", ""), ("fourth gate", "ordinal", ""), ("5 March", "", ""),
    ],
)  # fmt: skip
def test_units(text, measure, unit):
    assert read_side(ROW | {"text": text, "measure": measure}).value.unit == unit


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("signed", "concluded", True), ("pact", "treaty", True), ("Treaties", "treaty", True), ("gates", "gate", True),
        ("lower", "lowered", False), ("gate", "goat", False), ("killed", "wounded", False),
    ],
)  # fmt: skip
def test_canonical(one, other, same):
    assert (canonical(one) == canonical(other)) is same


def test_say_day():
    first, last = ordinal("1949-04-01"), ordinal("1949-04-30")
    assert (say_day((first, first)), say_day((first, last))) == ("1949-04-01", "1949-04-01 to 1949-04-30")
