"""A row of the table of details as it is compared."""

import io
import math
from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retold.consistency.details.detail import CUE_KINDS, WEIGHTS, Detail, Value, canonical, read_unit, say_day
from retold.consistency.details.slots import Cue, Slot
from retold.tables import SCHEMAS, conform
from retold.vocabulary import DETAIL_KINDS

ROW = {
    "detail_id": "a:d1", "article_id": "a", "statement_id": "a:1", "kind": "number", "measure": "count", "start": 7,
    "sentence": 2, "text": "14  old\nboats", "value": "14", "low": 14.0, "high": 14.0, "bound": "", "approximate": False,
    "head": "boats", "context": "sold council | Holm sold | council old", "day": "1950-03-05",
    "cues": "aspect:sold outer:shut scope:town part:alone rate:year modifier:boats change:then dimension:cost figure:7 rank:last known",
    "flag": "",
}  # fmt: skip


def ordinal(day):
    return float(date.fromisoformat(day).toordinal())


def test_all_of_a_detail():
    detail = Detail.from_row(ROW)
    assert (detail.detail_id, detail.article_id, detail.statement_id) == ("a:d1", "a", "a:1")
    assert (detail.kind, detail.measure, detail.start, detail.sentence, detail.said) == (
        "number",
        "count",
        7,
        2,
        "14 old boats",
    )
    assert (detail.head, detail.own, detail.flag) == ("boat", "boats", "")
    council, sold, holm, old = map(canonical, ("council", "sold", "Holm", "old"))
    # A word counts where it stands nearest.
    assert detail.words == {sold: WEIGHTS[0], council: WEIGHTS[0], holm: WEIGHTS[1]}
    assert detail.near == {old: WEIGHTS[2]}
    assert detail.clause == {sold, council}
    assert detail.shown == {sold: "sold", council: "council", holm: "Holm", old: "old"}
    marks = (
        detail.aspects,
        detail.outer,
        detail.scopes,
        detail.parts,
        detail.rates,
        detail.dimensions,
        detail.figures,
        detail.ranks,
    )
    assert marks == ({"sold"}, {"shut"}, {"town"}, {"alone"}, {"year"}, {"cost"}, {"7"}, {"last"})
    assert (detail.modifiers, detail.changes, detail.marks) == ({"boat"}, {"then"}, {"known"})
    assert (detail.day, detail.day_is) == ((ordinal("1950-03-05"),) * 2, "told")
    assert detail.value == ("number", "14", 14.0, 14.0, "", False, "")


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
    detail = Detail.from_row(ROW | blank)
    assert (detail.words, detail.near, detail.clause, detail.shown) == ({}, {}, frozenset(), {})
    assert (detail.head, detail.own, detail.aspects, detail.marks, detail.day, detail.day_is) == (
        "",
        "",
        set(),
        set(),
        None,
        "",
    )
    assert math.isnan(detail.value.low)
    assert math.isnan(detail.value.high)


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
    detail = Detail.from_row(ROW | {"day": day})
    assert detail.day == (days and tuple(map(ordinal, days)))
    assert detail.day_is == known


@pytest.mark.parametrize(
    ("text", "measure", "unit"),
    [
        ("40 miles", "length", "mile"), ("40 km", "length", "km"), ("40%", "share", "%"), ("40 per cent", "share", "cent"),
        ("six hours", "time", "hour"), ("14 boats", "count", ""), ("fourth gate", "ordinal", ""), ("5 March", "", ""),
    ],
)  # fmt: skip
def test_units(text, measure, unit):
    assert Detail.from_row(ROW | {"text": text, "measure": measure}).value.unit == unit


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


WORDS = st.lists(st.text("abcÉé1'’-", min_size=1, max_size=4), max_size=3).map(tuple)
CUES = st.builds(Cue, st.sampled_from(["", *sorted(CUE_KINDS)]), st.text("ab-é", min_size=1, max_size=4))
SLOTS = st.builds(
    Slot, st.sampled_from(["", "boats"]), WORDS, WORDS, WORDS, st.lists(CUES, max_size=4).map(tuple),
    st.sampled_from(["", "1950", "1950-03-05?", "1950-03-05~", "XXXX-06"]),
)  # fmt: skip
EDGES = st.floats(-1e6, 1e6).map(lambda edge: round(edge, 4)) | st.just(math.inf)
FOUND = st.builds(
    lambda text, measure, kind, value, low, high, bound, about, flag, slot: Detail(
        "a:d1", "a", "a:1", measure, 7, 2, text,
        Value(kind, value, low, high, bound, about, read_unit(text, measure)), flag, slot,
    ),
    st.sampled_from(["14  boats", "40 miles", "40%"]), st.sampled_from(["", "count", "length", "share", "ordinal"]),
    st.sampled_from(DETAIL_KINDS), st.sampled_from(["", "14", "../1997"]), EDGES, EDGES,
    st.sampled_from(["", "min", "about"]), st.booleans(), st.sampled_from(["", "relative"]), SLOTS,
)  # fmt: skip


@given(FOUND)
def test_a_row_holds_all_of_a_detail(detail):
    assert Detail.from_row(detail.to_row()) == detail


@given(FOUND)
def test_a_table_from_disk_holds_all_of_a_detail(detail):
    written = conform(pd.DataFrame([detail.to_row()]), "details").to_csv(index=False)
    read = conform(pd.read_csv(io.StringIO(written), keep_default_na=False), "details")
    assert Detail.from_row(read.to_dict("records")[0]) == detail


def test_a_row_has_the_columns_of_the_table():
    assert set(Detail.from_row(ROW).to_row()) == set(SCHEMAS["details"].columns)
