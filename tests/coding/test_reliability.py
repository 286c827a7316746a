"""How far coders agree: each number by hand, and each case in which it is not defined."""

import datetime
import math

import pandas as pd
import pytest

from retold.coding.reliability import (
    MOST_KAPPA_CODERS,
    list_disagreements,
    majority_codes,
    score_code_counts,
    score_coder_pairs,
    score_coders,
)
from retold.errors import ParameterError, TableError
from tests.coding.cases import long

NAN = float("nan")


def codes(theme="rain", **coders):
    """Codes as a table; each coder has one sign a unit, with a space where nothing is coded."""
    rows = [
        (str(unit), coder, theme, float(sign) if sign.isdigit() else sign)
        for coder, signs in coders.items()
        for unit, sign in enumerate(signs)
        if sign != " "
    ]
    return pd.DataFrame(rows, columns=["unit", "coder", "theme", "code"])


def score(table, **options):
    (row,) = score_coders(table, replicates=0, **options).to_dict("records")
    return row


ROWS = {
    # coders, then coders, units, n, alpha, agreement, kappa, prevalence
    "all agree": ({"a": "0101", "b": "0101"}, (2, 4, 4, 1, 1, 1, 0.5)),
    "half agree": ({"a": "1100", "b": "1000"}, (2, 4, 4, 0.533333, 0.75, 0.5, 3 / 8)),
    "never agree": ({"a": "01", "b": "10"}, (2, 2, 2, -0.5, 0, -1, 0.5)),
    "all the same": ({"a": "111", "b": "111"}, (2, 3, 3, NAN, 1, NAN, 1)),
    "one unit": ({"a": "1", "b": "0"}, (2, 1, 1, 0, 0, 0, 0.5)),
    "units that one coder coded": ({"a": "0101", "b": "01 1"}, (2, 4, 3, 1, 1, 1, 4 / 7)),
    "one coder": ({"a": "0101"}, (1, 4, 0, NAN, NAN, NAN, 0.5)),
    "no unit of two": ({"a": "01  ", "b": "  01"}, (2, 4, 0, NAN, NAN, NAN, 0.5)),
    "three coders": ({"a": "0011", "b": "0011", "c": "0101"}, (3, 4, 4, 7 / 18, 4 / 6, 1 / 3, 0.5)),
}  # fmt: skip


@pytest.mark.parametrize(("coders", "expected"), ROWS.values(), ids=ROWS)
def test_scores(coders, expected):
    row = score(codes(**coders))
    names = ["coders", "units", "n", "alpha", "agreement", "kappa", "prevalence"]
    assert [row[name] for name in names] == pytest.approx(expected, nan_ok=True, abs=1e-6)
    assert (row["theme"], row["level"], row["blank"]) == ("rain", "nominal", 0)


NOTES = {
    "all agree": ({"a": "0101", "b": "0101"}, ""),
    "all the same": ({"a": "111", "b": "111"}, "not defined: all codes are the same, so there is no variation to agree on"),
    "one coder": ({"a": "0101"}, "not defined: one coder only, so no unit has two codes"),
    "no unit of two": ({"a": "01  ", "b": "  01"}, "not defined: no unit has two codes"),
    "three coders": ({"a": "0011", "b": "0011", "c": "0101"}, "kappa is the mean over 3 pairs of coders"),
    "a pair without kappa": (
        {"a": "00110", "b": "00110", "c": "11   "},
        "kappa is the mean over 3 pairs of coders",
    ),
    "some kappas are not defined": (
        {"a": "00110", "b": "00110", "c": "00   "},
        "kappa is the mean over 1 pairs of coders, 2 more are not defined",
    ),
    "no kappa is defined": (
        {"a": "00 ", "b": "001", "c": "  1"},
        "no jackknife interval: without one unit all codes are the same; "
        "kappa not defined: no pair of coders used two codes on the units they share",
    ),
    "names": ({"a": "xyxy", "b": "xyxy"}, "no prevalence: codes are names"),
}  # fmt: skip


@pytest.mark.parametrize(("coders", "note"), NOTES.values(), ids=NOTES)
def test_notes(coders, note):
    assert score(codes(**coders))["note"] == note


def test_names_are_codes_without_prevalence():
    row = score(codes(a="xyxx", b="xyyx"))
    assert (row["agreement"], row["kappa"], row["n"]) == (0.75, 0.5, 4)
    assert math.isnan(row["prevalence"])
    with pytest.raises(ParameterError, match="must be numbers"):
        score(codes(a="xy", b="xy"), level="interval")


LEVELS = {
    # One minus observed over expected difference, of 1 and 2 (twice), 1 and 4, 2 and 4, each value given twice.
    "nominal": 1 - (4 / 6) / (8 * 3 / 30),
    "ordinal": 1 - (4 * 4 / 6) / (8 * (4 + 16 + 4) / 30),
    "interval": 1 - (4 / 6) / (8 * (1 + 9 + 4) / 30),
    "ratio": 1 - (4 / 9 / 6) / (8 * (1 / 9 + 9 / 25 + 4 / 36) / 30),
}


@pytest.mark.parametrize(("level", "alpha"), LEVELS.items())
def test_levels(level, alpha):
    row = score(codes(a="124", b="214"), level=level)
    assert row["level"] == level
    assert row["alpha"] == pytest.approx(alpha, abs=1e-6)


def test_blank_codes_are_counted_and_left_out():
    table = codes(a="0101", b="0101")
    table.loc[[0, 5], "code"] = None
    row = score(table)
    assert (row["blank"], row["units"], row["n"], row["agreement"]) == (2, 4, 2, 1)


def test_themes_and_all_together():
    table = pd.concat([codes("rain", a="01", b="01"), codes("fire", a="01", b="10"), codes("fire", c="0")])
    scores = score_coders(table, replicates=0).set_index("theme")
    assert set(scores.index) == {"fire", "rain", "*"}
    assert scores.loc["*", ["coders", "units", "n"]].tolist() == [3, 4, 4]
    assert scores.loc["*", "agreement"] == pytest.approx((2 * 2 + 2) / (3 * 2 + 6))


def test_units_of_all_themes_are_resampled_together():
    parts = [codes(name, a="0110100", b="0110110") for name in ("rain", "fire", "wind")]
    scores = score_coders(pd.concat(parts), replicates=300).set_index("theme")
    one = scores.loc["rain"]
    every = scores.loc["*"]
    # Three copies of one theme hold no more than the theme does.
    assert every["high"] - every["low"] == pytest.approx(one["high"] - one["low"], abs=0.1)
    assert every["jackknife_low"] == pytest.approx(one["jackknife_low"], abs=0.1)


def test_intervals_hold_alpha_and_widen_with_their_coverage():
    table = codes(a="01101001", b="01100001")
    (wide,) = score_coders(table, interval=0.95, replicates=200).to_dict("records")
    (narrow,) = score_coders(table, interval=0.5, replicates=200).to_dict("records")
    for low, high in (("low", "high"), ("jackknife_low", "jackknife_high")):
        assert wide[low] < narrow[low] <= wide["alpha"] <= narrow[high] <= wide[high]
    (other,) = score_coders(table, replicates=200, seed=1).to_dict("records")
    assert other["low"] != wide["low"] or other["high"] != wide["high"]


def test_theme_may_be_left_out_and_order_does_not_matter():
    table = codes("code", a="0110", b="0100")
    plain = score_coders(table.drop(columns="theme"), replicates=50)
    pd.testing.assert_frame_equal(plain, score_coders(table.sample(frac=1, random_state=1), replicates=50))


def test_no_codes():
    empty = codes()
    assert score_coders(empty).empty
    assert score_coder_pairs(empty).empty
    assert list_disagreements(empty).empty


@pytest.mark.parametrize(
    ("table", "message"),
    [
        (
            codes(a="1").drop(columns="unit"),
            r"lacks the column 'unit'(.|\n)*codes(.|\n)*unit, coder, theme and code",
        ),
        (codes(a="1").rename(columns={"code": "codes"}), r"lacks the column 'code'(.|\n)*codes"),
        (
            pd.concat([codes(a="1"), codes(a="0")]),
            r"coder 'a' has coded unit '0' twice for 'rain'(.|\n)*row 1(.|\n)*keep one",
        ),
    ],
)
def test_what_is_refused(table, message):
    for call in (score_coders, score_coder_pairs, list_disagreements):
        with pytest.raises(TableError, match=message):
            call(table)


def test_unknown_level():
    with pytest.raises(ParameterError, match="level 'order' is unknown"):
        score(codes(a="01", b="01"), level="order")


def test_more_coders_than_kappa_is_for():
    many = {f"c{n}": "01"[n % 2] + "1" for n in range(MOST_KAPPA_CODERS + 1)}
    row = score(codes(**many))
    assert math.isnan(row["kappa"])
    assert f"no kappa: more than {MOST_KAPPA_CODERS} coders" in row["note"]
    assert score_coder_pairs(codes(**many)).empty
    few = dict(list(many.items())[:MOST_KAPPA_CODERS])
    assert "mean over" in score(codes(**few))["note"]


def test_pairs_of_coders():
    table = codes(a="0011", b="0011", c="01  ")
    pairs = score_coder_pairs(table)
    assert pairs[["coder_a", "coder_b", "theme", "n"]].values.tolist() == [
        ["a", "b", "rain", 4], ["a", "c", "rain", 2], ["b", "c", "rain", 2],
    ]  # fmt: skip
    assert pairs["agreement"].tolist() == [1, 0.5, 0.5]
    assert pairs["kappa"].tolist() == pytest.approx([1, 0, 0])
    assert not pairs["note"].str.contains("jackknife").any()
    assert score_coder_pairs(codes(a="01")).empty


def test_disagreements():
    table = pd.concat([codes(a="010", b="011", c=" 1 "), codes("fire", a="1", b="0")])
    sentences = pd.DataFrame({"sentence_id": ["0", "2"], "text": ["It rained.", "It fell."]})
    found = list_disagreements(table, sentences)
    assert found.astype(str).values.tolist() == [
        ["0", "fire", "2", "2", "It rained.", "1", "0", ""], ["2", "rain", "2", "2", "It fell.", "0", "1", ""],
    ]  # fmt: skip
    assert list(found.columns)[-3:] == ["coder a", "coder b", "coder c"]
    assert list_disagreements(table)["text"].tolist() == ["", ""]
    assert list_disagreements(codes(a="xy", b="xz"))[["coder a", "coder b"]].values.tolist() == [["y", "z"]]


@pytest.mark.parametrize(
    ("counts", "majority", "tied"),
    [
        ({"no": [], "yes": []}, [], []),
        ({"no": [2], "yes": [1]}, ["no"], [False]),
        ({"no": [1], "yes": [1]}, [None], [True]),
        ({"no": [0], "yes": [0]}, [None], [False]),
        ({"no": [2], "yes": [2], "maybe": [3]}, ["maybe"], [False]),
        ({"no": [3], "yes": [3], "maybe": [2]}, [None], [True]),
    ],
)
def test_majority(counts, majority, tied):
    found = majority_codes(pd.DataFrame(counts))
    assert (found[0].tolist(), found[1].tolist()) == (majority, tied)


def test_counts_of_groups():
    index = pd.Index(["1", "2", "3"], name="unit")
    groups = {
        "experts": pd.DataFrame({"0": [2, 0, 0], "1": [0, 2, 0]}, index=index),
        "crowd": pd.DataFrame({"0": [4, 1, 1], "1": [1, 4, 1]}, index=index),
    }
    scores = score_code_counts(groups, replicates=0).set_index("theme")
    assert list(scores.index) == ["crowd", "experts", "experts / crowd"]
    assert scores["units"].tolist() == [3, 2, 2]
    assert scores["n"].tolist() == [3, 2, 2]
    assert scores["coders"].tolist() == [5, 2, 2]
    assert scores["agreement"].tolist() == pytest.approx([24 / 42, 1, 1])
    assert scores.loc[["crowd", "experts"], "prevalence"].tolist() == [6 / 12, 0.5]
    assert scores["kappa"].tolist() == pytest.approx([NAN, NAN, 1], nan_ok=True)
    assert "no kappa: counts do not tell who coded" in scores.loc["crowd", "note"]
    assert scores.loc["experts / crowd", "note"].endswith(
        "by majority; experts ties on 0, crowd ties on 1 units"
    )
    assert score_code_counts({}).empty


def test_counts_of_codes_that_are_names():
    counts = pd.DataFrame({"no": [2, 0], "yes": [0, 2]}, index=["1", "2"])
    row = score_code_counts({"all": counts}, replicates=0).iloc[0]
    assert row["alpha"] == 1
    assert math.isnan(row["prevalence"])
    assert row["note"].endswith("; no kappa: counts do not tell who coded")


def test_ties_keep_the_names_of_their_units():
    counts = pd.DataFrame({"no": [2, 1], "yes": [0, 1]}, index=["u", "v"])
    majority, tied = majority_codes(counts)
    assert (majority.to_dict(), tied.to_dict()) == ({"u": "no", "v": None}, {"u": False, "v": True})


def test_codes_of_several_types_are_names():
    table = codes(a="0101", b="0101").astype({"code": object})
    table["code"] = ["x", 1, "x", 1] * 2
    row = score(table)
    assert (row["alpha"], row["agreement"]) == (1, 1)


def test_codes_of_any_kind_are_codes():
    day = datetime.date(2021, 5, 3)
    codes = long({"A": [1, day, 1, day], "B": [1, day, 1, 1]})
    names = long({"A": ["1", "x", "1", "x"], "B": ["1", "x", "1", "1"]})
    scores = [score_coders(table, replicates=0)[["alpha", "n"]].values.tolist() for table in (codes, names)]
    assert scores[0] == scores[1]
