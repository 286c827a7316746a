"""Published values, special cases and degenerate rows of the measures."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retold.errors import ParameterError
from retold.statistics.contrasts import benjamini_hochberg, g2, holm, log_odds_dirichlet
from retold.statistics.intervals import bootstrap_interval, jackknife, wilson_interval
from retold.statistics.reliability import cohen_kappa, jaccard, krippendorff_alpha

X = np.nan

# Krippendorff (2011), the example of four coders and twelve units.
PUBLISHED = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, X, X, X],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, X, 3],
    [X, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, X],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, X],
]


@pytest.mark.parametrize(
    ("level", "expected"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849), ("ratio", 0.797)]
)
def test_alpha_of_the_published_example(level, expected):
    alpha = krippendorff_alpha(PUBLISHED, level=level, replicates=200)
    assert round(alpha.value, 3) == expected
    assert alpha.low <= alpha.value <= alpha.high
    assert alpha.n_units == 11


@pytest.mark.parametrize(
    ("codes", "n_units", "note"),
    [
        ([[1, 1, 1], [1, 1, 1]], 3, "not defined: all codes are the same"),
        ([[1, X], [X, 2]], 0, "not defined: no unit has two codes"),
        ([[1, 2, 3]], 0, "not defined: no unit has two codes"),
        (np.empty((2, 0)), 0, "not defined: no unit has two codes"),
        ([[None, None], [None, None]], 0, "not defined: no unit has two codes"),
    ],
)
def test_alpha_that_is_not_defined_says_so(codes, n_units, note):
    alpha = krippendorff_alpha(codes)
    assert np.isnan(alpha.value)
    assert np.isnan(alpha.low)
    assert alpha.n_units == n_units
    assert alpha.note.startswith(note)


def test_alpha_of_perfect_agreement_is_one_and_of_words_equals_that_of_numbers():
    assert krippendorff_alpha([["a", "b", "a"], ["a", "b", "a"]]).value == 1
    words = [["x" if v == 1 else "y" for v in row] for row in ([1, 0, 1, 1], [1, 1, 0, 1])]
    numbers = [[1, 0, 1, 1], [1, 1, 0, 1]]
    assert krippendorff_alpha(words) == krippendorff_alpha(numbers)


def test_alpha_says_how_many_resamples_were_lost():
    alpha = krippendorff_alpha([[1, 1, 1, 0], [1, 1, 1, 0]], replicates=200)
    assert alpha.value == 1
    assert "resamples had one code only" in alpha.note


@pytest.mark.parametrize(
    ("codes", "level", "message"),
    [
        ([[1]], "cardinal", "level 'cardinal' is unknown"),
        ([1, 2], "nominal", "1 dimension"),
        ([["a", "b"], ["a", "b"]], "interval", "must be numbers"),
        ([[-1, 1], [1, 1]], "ratio", "cannot be negative"),
    ],
)
def test_alpha_refuses_what_it_cannot_code(codes, level, message):
    with pytest.raises(ParameterError, match=message):
        krippendorff_alpha(codes, level=level)


@settings(max_examples=40)
@given(st.lists(st.lists(st.integers(1, 4), min_size=3, max_size=3), min_size=2, max_size=12), st.randoms())
def test_alpha_does_not_depend_on_the_order_of_coders_and_units(units, random):
    table = np.array(units, dtype=float).T
    shuffled = table[random.sample(range(3), 3)][:, random.sample(range(len(units)), len(units))]
    for level in ("nominal", "ordinal", "interval", "ratio"):
        first = krippendorff_alpha(table, level=level, replicates=0).value
        second = krippendorff_alpha(shuffled, level=level, replicates=0).value
        assert np.isclose(first, second, equal_nan=True)
        assert np.isnan(first) or first <= 1


@pytest.mark.parametrize(
    ("k", "n", "low", "high"),
    [
        (0, 10, 0.0, 0.2775),  # Newcombe (1998) and common tables
        (10, 10, 0.7225, 1.0),
        (81, 263, 0.2553, 0.3662),  # Newcombe (1998), table I
        (0, 0, X, X),
    ],
)
def test_wilson_interval(k, n, low, high):
    found = wilson_interval(k, n)
    assert np.allclose(found, (low, high), atol=5e-5, equal_nan=True)


def test_wilson_interval_of_arrays_and_of_impossible_counts():
    low, high = wilson_interval([0, 5, 0], [10, 10, 0])
    assert low.shape == high.shape == (3,)
    assert np.isnan(low[2])
    with pytest.raises(ParameterError):
        wilson_interval(11, 10)
    with pytest.raises(ParameterError):
        wilson_interval(1, 10, level=95)


@given(st.integers(0, 500), st.integers(1, 500))
def test_wilson_interval_holds_the_share(k, n):
    k = min(k, n)
    low, high = wilson_interval(k, n)
    assert 0 <= low <= k / n <= high <= 1


def test_bootstrap_interval():
    data = np.arange(20.0)
    first = bootstrap_interval(data, np.mean, seed=3)
    assert first == bootstrap_interval(data, np.mean, seed=3)
    assert first != bootstrap_interval(data, np.mean, seed=4)
    # The standard error of this mean is 1.29, so the interval is about 5 wide.
    assert 4 < first[1] - first[0] < 6
    low, high = bootstrap_interval(np.column_stack([data, data * 0]), np.mean, seed=3)
    assert low.shape == (2,)
    assert (low[1], high[1]) == (0, 0)
    assert bootstrap_interval([7.0], np.mean, seed=0) == (7.0, 7.0)
    assert np.isnan(bootstrap_interval([], np.mean, seed=0)).all()


def test_jackknife_of_the_mean_equals_the_textbook_standard_error():
    data = np.array([2.0, 4.0, 9.0, 1.0])
    result = jackknife(data, np.mean)
    assert np.isclose(result.error, data.std(ddof=1) / 2)
    assert np.isclose(result.bias, 0)
    # The bias of the plug-in variance is known exactly.
    assert np.isclose(jackknife(data, np.var).bias, -data.var(ddof=1) / 4)
    assert np.isnan(jackknife([1.0], np.mean).error)
    assert np.isnan(jackknife([], np.mean).value)


def test_log_odds_by_hand_and_degenerate():
    log_odds, z = log_odds_dirichlet([3, 1], [1, 3], [1, 1])
    assert np.allclose(log_odds, [np.log(4 / 2) - np.log(2 / 4), np.log(2 / 4) - np.log(4 / 2)])
    assert np.allclose(z, log_odds / np.sqrt(1 / 4 + 1 / 2))
    log_odds, z = log_odds_dirichlet([0, 0], [0, 0], [1, 1])
    assert np.allclose(log_odds, 0)
    assert np.isnan(log_odds_dirichlet([3], [1], [1])[0]).all()  # one category is all there is
    assert np.isfinite(log_odds_dirichlet([3], [1], [1], total_a=30, total_b=30)[0]).all()
    assert np.isnan(log_odds_dirichlet([0, 3], [0, 3], 0)[1]).all()


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ((10, 100, 10, 100), 0.0),
        ((0, 100, 0, 100), 0.0),
        ((0, 0, 5, 10), X),
        ((10, 100, 0, 100), 2 * (10 * np.log(2) + 90 * np.log(90 / 95) + 100 * np.log(100 / 95))),
    ],
)
def test_g2(row, expected):
    assert np.isclose(g2(*row), expected, equal_nan=True)
    a, n_a, b, n_b = row
    assert np.isclose(g2(b, n_b, a, n_a), -expected, equal_nan=True)
    with pytest.raises(ParameterError):
        g2(5, 4, 1, 10)


@pytest.mark.parametrize(
    ("p", "by_holm", "by_bh"),
    [
        ([], [], []),
        ([0.2], [0.2], [0.2]),
        ([0.01, 0.02, 0.03, 0.04], [0.04, 0.06, 0.06, 0.06], [0.04, 0.04, 0.04, 0.04]),
        ([0.9, 0.001, 0.5], [1.0, 0.003, 1.0], [0.9, 0.003, 0.75]),
        ([X, 0.01, 0.04], [X, 0.02, 0.04], [X, 0.02, 0.04]),
    ],
)
def test_adjusted_p_values(p, by_holm, by_bh):
    assert np.allclose(holm(p), by_holm, equal_nan=True)
    assert np.allclose(benjamini_hochberg(p), by_bh, equal_nan=True)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=20))
def test_adjusting_never_lowers_and_holm_is_the_stricter(p):
    tolerance = 1e-12
    assert (benjamini_hochberg(p) >= np.array(p) - tolerance).all()
    assert (holm(p) >= benjamini_hochberg(p) - tolerance).all()


def test_p_values_outside_zero_and_one_are_refused():
    with pytest.raises(ParameterError):
        holm([1.2])


@pytest.mark.parametrize(
    ("a", "b", "kappa"),
    [
        ([1, 1, 0, 0], [1, 1, 0, 0], 1.0),
        ([1, 1, 0, 0], [0, 0, 1, 1], -1.0),
        ([1, 0, 1, 0], [1, 1, 0, 0], 0.0),
        ([1, 1], [1, 1], X),
        ([1, 1], [0, 0], 0.0),
        ([], [], X),
        ([1, None, 0, 0], [1, 1, 0, None], 1.0),
        # Cohen's measure from a 2 x 2 table of 20, 5, 10, 15: (0.70 - 0.50) / 0.50.
        ([1] * 25 + [0] * 25, [1] * 20 + [0] * 5 + [1] * 10 + [0] * 15, 0.4),
    ],
)
def test_cohen_kappa(a, b, kappa):
    assert np.isclose(cohen_kappa(a, b), kappa, equal_nan=True)


@pytest.mark.parametrize(
    ("a", "b", "share"),
    [
        ([1, 1, 0], [1, 1, 0], 1.0),
        ([1, 0], [0, 1], 0.0),
        ([1, 1, 1, 0], [0, 1, 1, 1], 0.5),
        ([0, 0], [1, 0], 0.0),
        ([0, 0], [0, 0], X),
        ([], [], X),
    ],
)
def test_jaccard(a, b, share):
    assert np.isclose(jaccard(a, b), share, equal_nan=True)


def test_vectors_of_different_length_are_refused():
    with pytest.raises(ParameterError, match="2 and 1"):
        jaccard([1, 0], [1])
    with pytest.raises(ParameterError, match="2 and 1"):
        cohen_kappa([1, 0], [1])
