"""Precision of hits that were checked by hand: the sample, the answers, and their intervals."""

from math import isnan, nan

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retold.errors import TableError
from retold.statistics.intervals import wilson_interval
from retold.study.config import read_coding
from retold.tables import conform, empty_table, read_table, write_table
from retold.themes.audit.precision import hit_precision
from retold.themes.audit.sample import sample_hits
from retold.vocabulary import ALL
from tests.themes.audit.cases import NO_SENTENCES, counted, many_hits


def checked(*answers, theme="t", hits=None):
    rows = many_hits(len(answers), theme)
    return rows.assign(correct=list(answers), stratum=theme, stratum_hits=hits or len(answers))


def test_precision_of_one_theme_is_wilsons():
    table = hit_precision(checked(*["1"] * 9, *["0"] * 3, "", hits=50)).set_index("theme")
    for theme in ("t", ALL):
        row = table.loc[theme]
        assert row[["hits", "checked", "correct", "precision"]].tolist() == [50, 12, 9, 0.75]
        assert (row["low"], row["high"]) == pytest.approx(wilson_interval(9, 12))
        assert row["note"] == ""


def test_the_pooled_precision_weighs_themes_by_their_hits():
    sample = pd.concat(
        [
            checked(*"1111111111", theme="t", hits=30),
            checked(*"1100", theme="u", hits=10),
            checked("", theme="v", hits=5),
        ]
    )
    table = hit_precision(sample).set_index("theme")
    pooled = table.loc[ALL]
    assert pooled["precision"] == pytest.approx(0.75 * 1 + 0.25 * 0.5)
    effective = 1 / (0.75**2 / 10 + 0.25**2 / 4)
    assert (pooled["low"], pooled["high"]) == pytest.approx(wilson_interval(0.875 * effective, effective))
    assert (pooled["hits"], pooled["checked"], pooled["correct"]) == (45, 14, 12)
    assert pooled["note"] == "without 5 hits of which none was checked"
    assert table.loc["u", "note"] == "fewer than 10 hits checked"
    assert table.loc["v", "note"] == "no hit checked"
    assert isnan(table.loc["v", "precision"])
    conform(hit_precision(sample), "theme_precision")


ANSWERS = [
    (["1", "0", ""], 1, 2), ([1, 0, None], 1, 2), ([1.0, nan, nan], 1, 1), ([True, False, True], 2, 3),
    ([" 1 ", "0.0", "1.0"], 2, 3), (["", "", ""], 0, 0), ([pd.NA, "1", "TRUE"], 2, 2),
]  # fmt: skip


@pytest.mark.parametrize(("answers", "correct", "n"), ANSWERS)
def test_answers_as_spreadsheets_write_them(answers, correct, n):
    row = hit_precision(checked(*answers)).iloc[-1]
    assert (row["correct"], row["checked"]) == (correct, n)


BAD = [
    (lambda rows: rows.assign(correct=["1", "maybe", ""]), "holds 'maybe'", "row 2 below the heading, column correct"),
    (lambda rows: rows.assign(correct=["1", "2", ""]), "holds '2'", "article a1, theme t"),
    (lambda rows: rows.drop(columns="correct"), "lacks the column 'correct'", "theme_sample"),
    (lambda rows: rows.drop(columns="stratum"), "lacks the column 'stratum'", "theme_sample"),
    (lambda rows: rows.assign(start=["0", "x", "2"]), "'start' should hold a number", "row 2"),
    (lambda rows: pd.concat([rows, rows.iloc[:1]]), "stands twice", "row 4"),
    (lambda rows: rows.assign(stratum_hits=2), "said to have 2 hits", "3 rows"),
    (lambda rows: rows.assign(stratum_hits=[3, 3, 4]), "said to have 4 hits, elsewhere 3", "stratum_hits"),
    (lambda rows: rows.assign(stratum_hits=["3", "", "3"]), "'stratum_hits' should hold a number", "row 2"),
]  # fmt: skip


@pytest.mark.parametrize(("spoil", "what", "where"), BAD)
def test_bad_samples_are_named_by_row_and_column(spoil, what, where):
    with pytest.raises(TableError) as error:
        hit_precision(spoil(checked("1", "0", "")))
    assert what in str(error.value)
    assert where in str(error.value)


def test_hits_of_today_decide_what_counts():
    sample = checked(*"1111100000", hits=10)
    today = many_hits(10).iloc[:6]
    row = hit_precision(sample, hits=today).set_index("theme").loc["t"]
    assert row[["hits", "checked", "correct"]].tolist() == [6, 6, 5]
    assert row["note"] == "every hit checked; 4 in the sample found no more"
    bare = sample[["article_id", "theme", "pattern", "start", "end", "correct"]]
    pd.testing.assert_frame_equal(hit_precision(bare, hits=today), hit_precision(sample, hits=today))
    gone = hit_precision(sample, hits=empty_table("theme_hits"))
    assert gone["note"].tolist() == ["no hit checked; 10 in the sample found no more"] * 2
    with pytest.raises(TableError, match="neither themes nor patterns"):
        hit_precision(sample.assign(stratum="x"), hits=today)
    more = pd.concat([today, many_hits(4, "u")])
    assert hit_precision(sample, hits=more).set_index("theme").loc["u", "note"] == "no hit checked"


def test_strata_of_patterns_add_up_within_their_theme():
    hits = pd.concat([many_hits(9).assign(pattern="p0"), many_hits(90).assign(pattern="p1")])
    sample = sample_hits(hits, NO_SENTENCES, n=9, by="pattern")
    sample["correct"] = np.where(sample["pattern"] == "p0", "0", "1")
    for table in (hit_precision(sample), hit_precision(sample, hits=hits)):
        assert table["precision"].tolist() == pytest.approx([90 / 99] * 2)


def test_nothing_checked_by_hand_gives_no_rows(tmp_path):
    assert hit_precision(read_coding(tmp_path, "hits", "original")).empty
    assert hit_precision(read_coding(tmp_path, "hits", "original"), hits=many_hits()).empty


def test_a_sample_makes_the_way_through_a_study(tmp_path):
    hits, statements = counted()
    path = write_table(sample_hits(hits, statements, edition="original"), "theme_sample", tmp_path)
    (tmp_path / "coding").mkdir()
    (tmp_path / "coding" / "hits.csv").write_bytes(path.read_bytes())
    blank = hit_precision(read_coding(tmp_path, "hits", "original"), hits=hits)
    assert set(blank["checked"]) == {0}
    filled = read_table("theme_sample", tmp_path)
    filled.assign(correct=["1", "", "0", "1", "1", "1", "1"]).to_csv(
        tmp_path / "coding" / "hits.csv", index=False
    )
    found = hit_precision(read_coding(tmp_path, "hits", "original"), hits=hits).set_index("theme")
    assert found.loc[ALL, ["hits", "checked", "correct"]].tolist() == [7, 6, 5]
    assert hit_precision(read_coding(tmp_path, "hits", "paraphrase"), hits=hits).empty


@given(
    st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12), st.integers(0, 40)), min_size=1, max_size=5)
)
def test_precision_lies_within_its_interval(strata):
    parts = [
        checked(*["1"] * right, *["0"] * wrong, theme=f"t{n}", hits=right + wrong + more)
        for n, (right, wrong, more) in enumerate(strata)
        if right + wrong
    ]
    if parts:
        table = hit_precision(pd.concat(parts))
        assert (
            (table["low"] <= table["precision"] + 1e-12) & (table["precision"] <= table["high"] + 1e-12)
        ).all()
        assert table["low"].min() >= 0
        assert table["high"].max() <= 1
        themes = table.iloc[:-1]
        weights = themes["hits"] / themes["hits"].sum()
        assert table["precision"].iloc[-1] == pytest.approx((weights * themes["precision"]).sum())
