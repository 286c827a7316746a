"""Whether coders agree: published values, small cases, and what has no value."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retold.coding.reliability import (
    list_disagreements,
    majority_codes,
    score_code_counts,
    score_coder_pairs,
    score_coders,
)
from retold.errors import ParameterError, TableError
from retold.statistics.reliability import LEVELS
from retold.tables import CODING_SCHEMAS
from tests.coding.cases import X, long

PUBLISHED = {
    "A": [1, 2, 3, 3, 2, 1, 4, 1, 2, X, X, X],
    "B": [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, X, 3],
    "C": [X, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, X],
    "D": [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, X],
}


@pytest.mark.parametrize(
    ("level", "alpha"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849), ("ratio", 0.797)]
)
def test_published_example_scored_from_long_codes(level, alpha):
    row = score_coders(long(PUBLISHED), level=level, replicates=100).iloc[0]
    assert round(row["alpha"], 3) == alpha
    assert (row["coders"], row["units"], row["n"], row["blank"]) == (4, 12, 11, 7)
    assert row["jackknife_low"] < row["alpha"] < row["jackknife_high"]
    assert row["level"] == level


AGREEMENT = {
    "perfect": ({"A": [1, 0, 1], "B": [1, 0, 1]}, {"alpha": 1, "agreement": 1, "kappa": 1, "n": 3}, ""),
    "as bad as can be": ({"A": [1, 0], "B": [0, 1]}, {"alpha": -0.5, "agreement": 0, "kappa": -1, "n": 2}, ""),
    "one code throughout": (
        {"A": [1, 1], "B": [1, 1]},
        {"alpha": X, "low": X, "agreement": 1, "kappa": X, "n": 2, "prevalence": 1},
        "not defined: all codes are the same",
    ),
    "no overlap": (
        {"A": [1, X], "B": [X, 0]},
        {"alpha": X, "agreement": X, "kappa": X, "n": 0, "units": 2},
        "not defined: no unit has two codes",
    ),
    "one coder": ({"A": [1, 0]}, {"alpha": X, "agreement": X, "n": 0, "prevalence": 0.5}, "not defined: one coder only"),
    "no codes": ({"A": [X], "B": [X]}, {"alpha": X, "units": 0, "coders": 0, "blank": 2, "prevalence": X}, "not defined"),
    "blank codes": ({"A": [1, 0, X], "B": [1, 0, 1]}, {"alpha": 1, "n": 2, "units": 3, "blank": 1}, ""),
    "three coders": (
        {"A": [1, 0, 1, 0], "B": [1, 0, 1, 0], "C": [1, 0, 0, 0]},
        {"agreement": 10 / 12, "kappa": (1 + 0.5 + 0.5) / 3},
        "kappa is the mean over 3 pairs",
    ),
    "kappa of a pair is lost": (
        {"A": [1, 1, X], "B": [1, 1, 0], "C": [1, 0, 0]},
        {"kappa": (0 + 0.4) / 2},
        "1 more are not defined",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("table", "expected", "note"), AGREEMENT.values(), ids=AGREEMENT)
def test_agreement_of_small_cases(table, expected, note):
    row = score_coders(long(table), replicates=20).iloc[0]
    for column, value in expected.items():
        assert row[column] == pytest.approx(value, nan_ok=True), column
    assert note in row["note"]
    undefined = row[["alpha", "agreement", "kappa", "prevalence"]].isna().any()
    assert bool(row["note"]) or not undefined


@settings(max_examples=80)
@given(
    st.lists(st.lists(st.sampled_from([0, 1, 2, X]), min_size=5, max_size=5), min_size=1, max_size=4),
    st.sampled_from(LEVELS),
)
def test_nothing_is_missing_without_a_note(table, level):
    codes = long({f"c{n}": row for n, row in enumerate(table)})
    for row in score_coders(codes, level=level, replicates=20).to_dict("records"):
        scores = [row[name] for name in row if name not in ("theme", "level", "note")]
        assert row["note"] or not pd.isna(scores).any()


def test_simulated_coders_have_the_agreement_they_were_made_with():
    """Two coders see a fair truth with an error of one in ten: agreement 0.82, alpha and kappa 0.64."""
    rng = np.random.default_rng(3)
    truth = rng.integers(0, 2, 4000)
    table = {name: np.where(rng.random(4000) < 0.1, 1 - truth, truth) for name in ("A", "B")}
    row = score_coders(long(table), replicates=200).iloc[0]
    assert row["alpha"] == pytest.approx(0.64, abs=0.03)
    # The share of agreements is binomial, and alpha is that share over 0.5, the disagreement by chance.
    width = 2 * 1.96 * np.sqrt(0.82 * 0.18 / 4000) / 0.5
    assert row["high"] - row["low"] == pytest.approx(width, rel=0.2)
    assert row["jackknife_high"] - row["jackknife_low"] == pytest.approx(width, rel=0.1)
    assert row["agreement"] == pytest.approx(0.82, abs=0.02)
    assert row["kappa"] == pytest.approx(row["alpha"], abs=0.001)
    assert row["prevalence"] == pytest.approx(0.5, abs=0.03)


def test_all_themes_together_count_units_of_each_theme_and_resample_sentences():
    codes = pd.concat([long(PUBLISHED, theme) for theme in ("s", "t", "u")])
    scores = score_coders(codes, replicates=300).set_index("theme")
    assert list(scores.index) == ["*", "s", "t", "u"]
    assert scores.loc["*", "n"] == 33
    # The same codes three times over are no more evidence than once.
    width = scores["high"] - scores["low"]
    assert width["*"] == pytest.approx(width["t"], rel=0.25)


def test_scores_do_not_depend_on_the_order_of_rows():
    codes = pd.concat([long(PUBLISHED, theme) for theme in ("s", "t")])
    shuffled = codes.sample(frac=1, random_state=1)
    pd.testing.assert_frame_equal(score_coders(codes, replicates=50), score_coders(shuffled, replicates=50))
    pd.testing.assert_frame_equal(list_disagreements(codes), list_disagreements(shuffled))


def test_codes_may_be_names():
    row = score_coders(long({"A": ["x", "y", None], "B": ["x", "x", "y"]}), replicates=0).iloc[0]
    assert row["agreement"] == 0.5
    assert row["note"].startswith("no prevalence: codes are names") or "no prevalence" in row["note"]
    with pytest.raises(ParameterError, match="must be numbers"):
        score_coders(long({"A": ["x", "y"], "B": ["x", "x"]}), level="ordinal")


def test_long_codes_that_cannot_be_scored():
    with pytest.raises(TableError, match=r"lacks the column 'code'(.|\n)*did you mean 'codes'"):
        score_coders(long(PUBLISHED).rename(columns={"code": "codes"}))
    with pytest.raises(TableError, match="coded unit '0' twice"):
        score_coders(pd.concat([long({"A": [1]}), long({"A": [0]})]))
    assert score_coders(long({})).empty


def test_pairs_show_who_differs():
    table = {"A": [1, 0, 1, 0, X], "B": [1, 0, 1, 0, 1], "C": [0, 1, 0, 1, 1]}
    pairs = score_coder_pairs(pd.concat([long(table, "s"), long(table, "t")]))
    whole = pairs[pairs["theme"] == "*"]
    assert whole[["coder_a", "coder_b", "n", "kappa"]].values.tolist() == [
        ["A", "B", 8, 1.0],
        ["A", "C", 8, -1.0],
        ["B", "C", 10, pytest.approx(-2 / 3)],
    ]
    assert len(pairs) == 9
    for few in ({"A": [1]}, {"A": [1], "B": [X]}):
        assert list(score_coder_pairs(long(few)).columns) == CODING_SCHEMAS["coder_pairs"].columns
        assert score_coder_pairs(long(few)).empty
    alone = score_coder_pairs(long({"A": [1, X], "B": [X, 1]})).iloc[0]
    assert (alone["n"], alone["note"]) == (0, "not defined: no unit has two codes")


def test_a_crowd_has_no_kappa():
    rng = np.random.default_rng(0)
    row = score_coders(long({f"c{n}": rng.integers(0, 2, 5) for n in range(60)}), replicates=0).iloc[0]
    assert np.isnan(row["kappa"])
    assert "more than 50 coders" in row["note"]


def test_disagreements_show_each_coders_code_and_the_sentence():
    codes = pd.concat(
        [long({"A": [1, 0, X], "B": [0, 0, 1]}, "s"), long({"A": [2, 0, 1], "B": [1, 0, X]}, "t")]
    )
    sentences = pd.DataFrame({"sentence_id": ["0", "1", "2"], "text": ["zero", "one", "two"]})
    apart = list_disagreements(codes, sentences)
    assert apart.to_dict("records") == [
        {
            "unit": "0",
            "theme": "s",
            "codes": 2,
            "different": 2,
            "text": "zero",
            "coder A": "1",
            "coder B": "0",
        },
        {
            "unit": "0",
            "theme": "t",
            "codes": 2,
            "different": 2,
            "text": "zero",
            "coder A": "2",
            "coder B": "1",
        },
    ]
    assert (
        list(list_disagreements(long({"A": [1]})).columns)[:5]
        == CODING_SCHEMAS["coder_disagreements"].columns
    )


def test_majority_of_counts():
    counts = pd.DataFrame({"no": [2, 1, 0, 0], "yes": [0, 1, 0, 3]}, index=["a", "b", "c", "d"])
    majority, tied = majority_codes(counts)
    assert majority.tolist() == ["no", None, None, "yes"]
    assert tied.tolist() == [False, True, False, False]


def test_counts_of_coders_give_the_alpha_of_their_codes():
    table = np.array(list(PUBLISHED.values()))
    counts = pd.DataFrame({str(v): (table == v).sum(axis=0) for v in range(1, 6)})
    row = score_code_counts({"all": counts}, level="interval", replicates=0).iloc[0]
    direct = score_coders(long(PUBLISHED), level="interval", replicates=0).iloc[0]
    for column in ("alpha", "agreement", "n", "jackknife_low", "jackknife_high", "prevalence"):
        assert row[column] == pytest.approx(direct[column])
    assert "counts do not tell who coded" in row["note"]
