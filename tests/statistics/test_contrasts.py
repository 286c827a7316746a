"""How two counts differ, and p-values of many tests: published values, peers, values by hand, degenerate rows."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from retold.errors import ParameterError
from retold.statistics.contrasts import benjamini_hochberg, g2, holm, log_odds_dirichlet

X = np.nan


def test_log_odds_by_hand():
    log_odds, z = log_odds_dirichlet([3, 1], [1, 3], [1, 1])
    # With its pseudo-count the first category has odds of 4 to 2 here and of 2 to 4 there.
    assert log_odds.tolist() == pytest.approx([np.log(4), -np.log(4)])
    assert z.tolist() == pytest.approx([np.log(4) / np.sqrt(3 / 4), -np.log(4) / np.sqrt(3 / 4)])
    one = log_odds_dirichlet([3, 1], [1, 3], 1)
    assert np.array_equal(one, (log_odds, z))


@pytest.mark.parametrize(
    ("options", "odds"),
    [
        # 3 of 30 and 1 of 20, with a pseudo-count of 2 of 5: (5 of 35) and (3 of 25).
        ({"total_a": 30, "total_b": 20, "total_prior": 5}, (5 / 30, 3 / 22)),
        # The prior's size is its sum where none is given.
        ({"total_a": 30, "total_b": 20}, (5 / 27, 3 / 19)),
        # So is a text's.
        ({"total_prior": 5}, (5 / 3, 3 / 3)),
        ({"total_a": 30, "total_prior": 5}, (5 / 30, 3 / 3)),
        ({"total_b": 20, "total_prior": 5}, (5 / 3, 3 / 22)),
        ({"total_a": [30], "total_b": [20], "total_prior": 5}, (5 / 30, 3 / 22)),
    ],
)
def test_log_odds_of_categories_that_are_not_the_whole(options, odds):
    log_odds, z = log_odds_dirichlet([3], [1], 2, **options)
    expected = np.log(odds[0] / odds[1])
    assert log_odds.tolist() == pytest.approx([expected])
    assert z.tolist() == pytest.approx([expected / np.sqrt(1 / 5 + 1 / 3)])


@pytest.mark.parametrize(
    ("a", "b", "prior", "log_odds"),
    [
        ([0, 0], [0, 0], [1, 1], [0, 0]),
        ([3], [1], [1], [X]),  # one category is all there is
        ([4], [4], 1.0, [X]),
        ([0, 3], [0, 3], 0, [X, X]),  # empty on both sides, and then the other one is all there is
        ([3, 0, 5], [3, 0, 2], 0, [np.log(3 / 5) - np.log(3 / 2), X, np.log(5 / 3) - np.log(2 / 3)]),
        ([0, 3, 1], [2, 3, 1], 0, [X, np.log(3 / 1) - np.log(3 / 3), np.log(1 / 3) - np.log(1 / 5)]),
        ([], [], 1, []),
    ],
)
def test_log_odds_that_are_not_defined_are_nan_with_their_z(a, b, prior, log_odds):
    found, z = log_odds_dirichlet(a, b, prior)
    assert found.tolist() == pytest.approx(log_odds, nan_ok=True)
    assert (np.isnan(z) == np.isnan(log_odds)).all()


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ((1, 1, 0, 1), 4 * np.log(2)),
        ((0, 1, 1, 1), -4 * np.log(2)),
        ((10, 100, 0, 100), 2 * (10 * np.log(2) + 90 * np.log(90 / 95) + 100 * np.log(100 / 95))),
        ((10, 100, 10, 100), 0.0),
        ((5, 50, 10, 100), 0.0),
        ((0, 100, 0, 100), 0.0),
        ((1, 1, 1, 1), 0.0),
        ((0, 0, 5, 10), X),
        ((1, 1, 0, 0), X),
        ((0, 0, 0, 0), X),
    ],
)
def test_g2(row, expected):
    a, n_a, b, n_b = row
    assert g2(*row) == pytest.approx(expected, abs=1e-12, nan_ok=True)
    assert g2(b, n_b, a, n_a) == pytest.approx(-expected, abs=1e-12, nan_ok=True)
    assert isinstance(g2(*row), float)
    assert g2([a, a], n_a, b, n_b).tolist() == pytest.approx([expected] * 2, abs=1e-12, nan_ok=True)


@pytest.mark.parametrize("row", [(10, 100, 2, 100), (7, 1000, 90, 3000), (1, 3, 2, 3), (40, 45, 3, 2000)])
def test_g2_equals_the_likelihood_ratio_of_scipy(row):
    a, n_a, b, n_b = row
    table = [[a, n_a - a], [b, n_b - b]]
    peer = stats.chi2_contingency(table, correction=False, lambda_="log-likelihood").statistic
    assert g2(*row) == pytest.approx(peer if a / n_a > b / n_b else -peer)


@pytest.mark.parametrize("row", [(3, 2, 0, 2), (0, 2, 3, 2), (-1, 2, 0, 2), (0, 2, -1, 2), ([1, 3], 2, 0, 2)])
def test_counts_that_cannot_be_are_refused(row):
    with pytest.raises(ParameterError, match=r"^each count must lie between 0 and its total\n  where: g2$"):
        g2(*row)


# Benjamini & Hochberg (1995), section 4.1: fifteen tests, of which at 0.05 Bonferroni's (and Holm's) method
# rejects three, and theirs the first four.
PUBLISHED = [
    0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0,
]  # fmt: skip


def test_adjusted_p_values_of_the_published_example():
    assert (holm(PUBLISHED) <= 0.05).sum() == 3
    assert (benjamini_hochberg(PUBLISHED) <= 0.05).sum() == 4
    assert benjamini_hochberg(PUBLISHED) == pytest.approx(stats.false_discovery_control(PUBLISHED))
    assert holm(PUBLISHED)[:4].tolist() == pytest.approx([15 * 0.0001, 14 * 0.0004, 13 * 0.0019, 12 * 0.0095])


@pytest.mark.parametrize(
    ("p", "by_holm", "by_bh"),
    [
        ([], [], []),
        ([0.2], [0.2], [0.2]),
        ([0, 1], [0, 1], [0, 1]),
        ([0.01, 0.02, 0.03, 0.04], [0.04, 0.06, 0.06, 0.06], [0.04, 0.04, 0.04, 0.04]),
        ([0.9, 0.001, 0.5], [1.0, 0.003, 1.0], [0.9, 0.003, 0.75]),
        ([0.02, 0.02], [0.04, 0.04], [0.02, 0.02]),
        ([X, 0.01, 0.04], [X, 0.02, 0.04], [X, 0.02, 0.04]),
        ([0.04, X, 0.01], [0.04, X, 0.02], [0.04, X, 0.02]),
        ([X, X], [X, X], [X, X]),
    ],
)
def test_adjusted_p_values(p, by_holm, by_bh):
    assert holm(p).tolist() == pytest.approx(by_holm, nan_ok=True)
    assert benjamini_hochberg(p).tolist() == pytest.approx(by_bh, nan_ok=True)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=20))
def test_adjusting_never_lowers_and_holm_is_the_stricter(p):
    tolerance = 1e-12
    assert (benjamini_hochberg(p) >= np.array(p) - tolerance).all()
    assert (holm(p) >= benjamini_hochberg(p) - tolerance).all()


@pytest.mark.parametrize("adjust", [holm, benjamini_hochberg])
@pytest.mark.parametrize("p", [[1.2], [0.5, -0.1], [X, 2.0]])
def test_p_values_outside_zero_and_one_are_refused(adjust, p):
    with pytest.raises(
        ParameterError, match=r"^a p-value must lie between 0 and 1\n  where: multiple testing$"
    ):
        adjust(p)
