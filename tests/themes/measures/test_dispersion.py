"""Dispersion of themes over articles: published values and degenerate rows."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retold.themes.measures.dispersion import measure_spread, theme_dispersion
from tests.themes.measures.cases import frequencies

pytestmark = pytest.mark.filterwarnings("error")

# DP and D of the first case are those of Gries (2008); the second DP is his example of three equal parts.
SPREADS = [
    ([1, 2, 3, 4, 5], [9, 10, 10, 10, 11], 0.18, 0.18 / 0.82, 0.785),
    ([2, 1, 0], [10, 10, 10], 1 / 3, 1 / 2, 1 - np.sqrt(2 / 3) / np.sqrt(2)),
    ([1, 2, 3], [10, 20, 30], 0, 0, 1),
    ([6, 0, 0], [10, 20, 30], 5 / 6, 1, 0),
    ([0, 0, 6], [10, 20, 30], 1 / 2, 3 / 5, 0),
]


@pytest.mark.parametrize(("hits", "words", "dp", "dp_norm", "d"), SPREADS)
def test_dispersion(hits, words, dp, dp_norm, d):
    (row,) = theme_dispersion(frequencies(hits, words), replicates=20).itertuples()
    assert (row.dp, row.dp_norm, row.juilland_d) == pytest.approx((dp, dp_norm, d), abs=5e-4)
    assert row.articles_with == sum(n > 0 for n in hits)
    assert row.hits == sum(hits)


UNSPREAD = [([0, 0], [10, 10], "no hits"), ([3], [10], "one article"), ([3, 0], [10, 0], "one article")]


@pytest.mark.parametrize(("hits", "words", "note"), UNSPREAD)
def test_dispersion_that_is_not_defined(hits, words, note):
    (row,) = theme_dispersion(frequencies(hits, words), replicates=20).itertuples()
    assert np.isnan([row.dp, row.dp_norm, row.juilland_d, row.low, row.high]).all()
    assert row.note == f"not defined: {note}"


def test_dispersion_counts_resamples_without_hits():
    (row,) = theme_dispersion(frequencies([9, 0, 0], [10, 10, 10]), replicates=200).itertuples()
    assert row.low <= row.high
    assert "resamples had no hits" in row.note
    assert "fewer than 10 articles" in row.note
    assert theme_dispersion(frequencies([0], [0])).empty


def test_a_weight_is_a_part_of_its_own():
    hits, words = np.array([[4.0], [1.0], [0.0]]), np.array([10.0, 30.0, 20.0])
    weighted = measure_spread(hits, words, np.array([2.0, 1.0, 0.0]))
    assert np.ravel(weighted) == pytest.approx(np.ravel(measure_spread(hits[[0, 0, 1]], words[[0, 0, 1]])))


@settings(max_examples=200)
@given(st.lists(st.tuples(st.integers(0, 50), st.integers(1, 500)), min_size=1, max_size=8))
def test_dispersion_lies_between_its_ends(articles):
    hits, words = np.array(articles, dtype=float).T
    spread = measure_spread(hits[:, None], words)
    values = np.ravel(spread)
    if len(articles) < 2 or hits.sum() == 0:
        assert np.isnan(values).all()
        return
    assert ((values >= 0) & (values <= 1)).all()
    assert spread.dp[0] <= spread.dp_norm[0] + 1e-12
    even = measure_spread(words[:, None], words)
    assert np.ravel(even) == pytest.approx([0, 0, 1])
