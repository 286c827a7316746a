"""Intervals: published values, values by hand, degenerate rows, and what is refused."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retold.errors import ParameterError
from retold.statistics import intervals
from retold.statistics.intervals import (
    bootstrap_interval,
    check_level,
    jackknife,
    percentile_bounds,
    wilson_interval,
)

X = np.nan


@pytest.mark.parametrize(
    ("k", "n", "low", "high"),
    [
        # Newcombe (1998), Two-sided confidence intervals for the single proportion, table I, method 3.
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
        # n of n is the mirror of 0 of n, whose upper bound is z² / (n + z²).
        (0, 10, 0.0, 0.2775),
        (10, 10, 0.7225, 1.0),
        (0, 0, X, X),
    ],
)
def test_wilson_interval(k, n, low, high):
    found = wilson_interval(k, n)
    assert found == pytest.approx((low, high), abs=5e-5, nan_ok=True)
    assert [type(bound) for bound in found] == [float, float]


@pytest.mark.parametrize(
    ("level", "z"), [(0.5, 0.674490), (0.8, 1.281552), (0.9, 1.644854), (0.95, 1.959964), (0.99, 2.575829)]
)
def test_wilson_interval_of_other_levels(level, z):
    # The bounds are where the share lies z standard errors away: (k/n - p)² = z² p (1 - p) / n.
    for bound in wilson_interval(3, 8, level=level):
        assert (3 / 8 - bound) ** 2 == pytest.approx(z**2 * bound * (1 - bound) / 8, rel=1e-5)
    assert wilson_interval(0, 8, level=level) == pytest.approx((0, z**2 / (8 + z**2)), abs=1e-6)


def test_wilson_interval_of_arrays():
    low, high = wilson_interval([0, 5, 0], [10, 10, 0])
    assert low.tolist() == pytest.approx([0, 0.2366, X], abs=5e-5, nan_ok=True)
    assert high.tolist() == pytest.approx([0.2775, 0.7634, X], abs=5e-5, nan_ok=True)
    many = wilson_interval(1, [1, 2, 4])
    assert [bounds.shape for bounds in many] == [(3,), (3,)]
    assert many[0][2] == wilson_interval(1, 4)[0]


@given(st.integers(0, 500), st.integers(1, 500))
def test_wilson_interval_holds_the_share(k, n):
    k = min(k, n)
    low, high = wilson_interval(k, n)
    assert 0 <= low <= k / n <= high <= 1


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: wilson_interval(3, 2), "^successes must lie between 0 and n\n  where: wilson_interval$"),
        (lambda: wilson_interval(-1, 2), "successes must lie between 0 and n"),
        (lambda: wilson_interval([1, 3], [2, 2]), "successes must lie between 0 and n"),
        (lambda: wilson_interval(1, 2, level=95), "level should lie between 0 and 1, and is 95"),
        (lambda: wilson_interval(1, 2, level=1), "level should lie between 0 and 1, and is 1"),
        (lambda: wilson_interval(1, 2, level=0), "level should lie between 0 and 1, and is 0"),
        (lambda: percentile_bounds([1.0], level=2), "level should lie between 0 and 1, and is 2"),
        (lambda: bootstrap_interval([1.0], np.mean, seed=0, level=-0.5), "and is -0.5"),
    ],
)
def test_what_is_refused_is_named(call, message):
    with pytest.raises(ParameterError, match=message):
        call()


@pytest.mark.parametrize("level", [1e-9, 0.5, 0.95, 1 - 1e-9])
def test_levels_are_given_back(level):
    assert check_level(level) == level


@pytest.mark.parametrize(
    ("values", "level", "bounds"),
    [
        (
            [5, 3, 1, 2, 4],
            0.5,
            (2, 4),
        ),  # quarters of five numbers in order stand on the second and the fourth
        ([0, 10], 0.8, (1, 9)),  # a tenth from either end of a line
        (np.arange(41), 0.95, (1, 39)),
        ([7], 0.95, (7, 7)),
        ([X, 0, X, 10], 0.8, (1, 9)),
        ([X, X], 0.8, (X, X)),
        ([], 0.8, (X, X)),
    ],
)
def test_percentile_bounds(values, level, bounds):
    found = percentile_bounds(values, level=level)
    assert found == pytest.approx(bounds, nan_ok=True)
    assert [type(bound) for bound in found] == [float, float]
    columns = percentile_bounds(np.column_stack([values, np.negative(values)]), level=level)
    assert columns[0].tolist() == pytest.approx([bounds[0], -bounds[1]], nan_ok=True)
    assert columns[1].tolist() == pytest.approx([bounds[1], -bounds[0]], nan_ok=True)


def test_percentile_bounds_are_of_95_percent_by_default():
    assert percentile_bounds(np.arange(41.0)) == pytest.approx((1, 39))
    assert wilson_interval(3, 8) == wilson_interval(3, 8, level=0.95)


def test_a_bootstrap_draws_a_thousand_times_by_default():
    drawn = []

    def counted(samples, axis):
        drawn.append(len(samples))
        return samples.mean(axis=axis)

    data = [1.0, 4.0, 2.0, 8.0]
    assert bootstrap_interval(data, counted, seed=1) == bootstrap_interval(data, np.mean, seed=1, level=0.95)
    assert sum(drawn) == 1000


def test_percentile_bounds_pass_over_a_column_that_is_never_defined():
    low, high = percentile_bounds([[1.0, X], [3.0, X]], level=0.5)
    assert low.tolist() == pytest.approx([1.5, X], nan_ok=True)
    assert high.tolist() == pytest.approx([2.5, X], nan_ok=True)


@pytest.mark.parametrize("shape", [(0,), (0, 2), (0, 2, 3)])
def test_percentiles_of_nothing(shape):
    low, high = percentile_bounds(np.zeros(shape))
    assert np.shape(low) == np.shape(high) == shape[1:]
    assert np.isnan(low).all()
    assert np.isnan(high).all()


def test_bootstrap_interval():
    data = np.arange(20.0)
    first = bootstrap_interval(data, np.mean, seed=3)
    assert first == bootstrap_interval(data, np.mean, seed=3)
    assert first != bootstrap_interval(data, np.mean, seed=4)
    # The standard error of this mean is 1.29, so the interval is about 5 wide, and of half the level about 1.7.
    assert 4 < first[1] - first[0] < 6
    low, high = bootstrap_interval(data, np.mean, seed=3, level=0.5)
    assert 1.4 < high - low < 2.1
    low, high = bootstrap_interval(np.column_stack([data, data * 0]), np.mean, seed=3)
    assert low.shape == (2,)
    assert (low[1], high[1]) == (0, 0)
    assert bootstrap_interval([7.0], np.mean, seed=0) == (7.0, 7.0)
    assert bootstrap_interval([], np.mean, seed=0) == pytest.approx((X, X), nan_ok=True)


@pytest.mark.parametrize("data", [[1.0, 2.0, 5.0], [[1.0, 3.0], [2.0, 6.0], [9.0, 0.0]]])
def test_whole_rows_are_drawn_as_often_as_asked_for(data):
    asked = []

    def look(samples, axis):
        asked.append((samples.shape, axis))
        rows = {tuple(np.atleast_1d(row)) for row in np.array(data)}
        assert {tuple(np.atleast_1d(row)) for sample in samples for row in sample} == rows
        return samples.mean(axis=axis)

    bootstrap_interval(data, look, seed=0, replicates=50)
    assert asked == [((50, *np.shape(data)), 1)]


def test_resamples_in_which_a_statistic_is_not_defined_are_left_out():
    def fails_on_zero(samples, axis):
        return np.where((samples == 0).any(axis=axis), X, samples.max(axis=axis))

    assert bootstrap_interval([0.0, 2.0], fails_on_zero, seed=1, replicates=40) == (2, 2)


@pytest.mark.parametrize("cells", [1, 4, 7, 40, 4_000_000])
def test_resampling_in_parts_gives_what_it_gives_at_once(monkeypatch, cells):
    values = [1.0, 4.0, 2.0, 8.0]
    whole = bootstrap_interval(values, np.mean, seed=1, replicates=25)
    sizes = []

    def counted(samples, axis):
        sizes.append(len(samples))
        return samples.mean(axis=axis)

    monkeypatch.setattr(intervals, "RESAMPLED_CELLS", cells)
    assert bootstrap_interval(values, counted, seed=1, replicates=25) == whole
    assert sum(sizes) == 25
    assert max(sizes) == min(25, max(1, cells // 4))


def test_jackknife_of_the_mean_equals_the_textbook_standard_error():
    data = np.array([2.0, 4.0, 9.0, 1.0])
    result = jackknife(data, np.mean)
    assert result.value == 4
    assert result.error == pytest.approx(data.std(ddof=1) / 2)
    assert result.bias == pytest.approx(0)
    # The bias of the plug-in variance is known exactly.
    assert jackknife(data, np.var).bias == pytest.approx(-data.var(ddof=1) / 4)


def test_jackknife_leaves_out_rows():
    rows = np.array([[1.0, 2.0], [3.0, 4.0], [5.0, 9.0]])
    found = jackknife(rows, lambda kept: kept[:, 1].sum())
    assert (found.value, found.left_out.tolist()) == (15, [13, 11, 6])
    assert found.bias == pytest.approx(2 * (10 - 15))
    assert found.error == pytest.approx(np.sqrt(2 / 3 * (9 + 1 + 16)))

    two = jackknife([1.0, 3.0], np.mean)
    assert (two.value, two.bias, two.error, two.left_out.tolist()) == (2, 0, 1, [3, 1])


@pytest.mark.parametrize(("rows", "value"), [([], X), ([3.0], 3), ([[3.0, 4.0]], 7)])
def test_jackknife_of_fewer_than_two_rows_has_the_value_alone(rows, value):
    found = jackknife(rows, np.sum)
    assert found.value == pytest.approx(value, nan_ok=True)
    assert np.isnan([found.bias, found.error]).all()
    assert found.left_out.tolist() == pytest.approx([X] * len(rows), nan_ok=True)


def test_jackknife_is_not_defined_where_a_value_without_one_row_is_not():
    found = jackknife([1.0, 2.0, 3.0], lambda kept: X if 3.0 not in kept else kept.sum())
    assert found.value == 6
    assert found.left_out.tolist() == pytest.approx([5, 4, X], nan_ok=True)
    assert np.isnan([found.bias, found.error]).all()
