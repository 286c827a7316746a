"""Krippendorff's alpha with its intervals, of codes and of counts of codes."""

import re

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retold.errors import ParameterError
from retold.statistics.reliability import LEVELS, METHODS, alpha_from_counts, krippendorff_alpha
from tests.statistics.cases import PUBLISHED, VALUES, X


def counted(table):
    """Return units x values from coders x units."""
    values = np.unique(table[~np.isnan(table)])
    return pd.DataFrame((table[:, :, None] == values).sum(axis=0), columns=values)


@pytest.mark.parametrize(("level", "expected"), VALUES.items())
@pytest.mark.parametrize("method", METHODS)
def test_published_example_as_codes_and_as_counts(level, expected, method):
    alpha = krippendorff_alpha(PUBLISHED, level=level, replicates=200, method=method)
    assert round(alpha.value, 3) == expected
    assert alpha.low < alpha.value < alpha.high <= 1
    assert alpha.n_units == 11
    from_counts = alpha_from_counts(counted(PUBLISHED), level=level, replicates=200, method=method)
    assert from_counts == pytest.approx(alpha)


def brute_jackknife(table, level):
    """Leave units out one by one through the public call, and put the interval together by the book."""
    from scipy import stats

    pairable = table[:, (~np.isnan(table)).sum(axis=0) >= 2]
    n = pairable.shape[1]
    left_out = [
        krippendorff_alpha(np.delete(pairable, i, axis=1), level=level, replicates=0).value for i in range(n)
    ]
    error = np.sqrt((n - 1) / n * np.sum((left_out - np.mean(left_out)) ** 2))
    value = krippendorff_alpha(table, level=level, replicates=0).value
    half = stats.t.ppf(0.975, n - 1) * error
    return value - half, min(1, value + half)


@pytest.mark.parametrize("level", LEVELS)
def test_jackknife_is_leaving_out_one_unit_at_a_time(level):
    alpha = krippendorff_alpha(PUBLISHED, level=level, method="jackknife")
    assert (alpha.low, alpha.high) == pytest.approx(brute_jackknife(PUBLISHED, level))


@pytest.mark.parametrize(
    ("codes", "value", "note"),
    [
        ([[1, 1], [1, 1]], X, "not defined: all codes are the same"),
        ([[1, X], [X, 1]], X, "not defined: no unit has two codes"),
        (np.empty((2, 0)), X, "not defined: no unit has two codes"),
        ([[1], [0]], 0.0, "no jackknife interval: there is one unit only"),
        ([[1, 1, 0], [1, 1, 0]], 1.0, "no jackknife interval: without one unit all codes are the same"),
    ],
)
def test_jackknife_that_is_not_defined_says_so(codes, value, note):
    alpha = krippendorff_alpha(codes, method="jackknife")
    assert alpha.value == pytest.approx(value, nan_ok=True)
    assert np.isnan([alpha.low, alpha.high]).all()
    assert alpha.note.startswith(note)


def test_jackknife_of_perfect_agreement_has_no_width():
    alpha = krippendorff_alpha([[1, 1, 0, 0], [1, 1, 0, 0]], method="jackknife")
    assert (alpha.value, alpha.low, alpha.high) == (1, 1, 1)


@pytest.mark.parametrize("method", METHODS)
def test_units_of_one_group_count_as_one_draw(method):
    """Three copies of each unit are no more evidence than one, if they are resampled together."""
    once = np.array([[2, 0], [1, 1], [0, 2], [2, 0], [1, 1], [0, 2], [0, 2], [2, 0]])
    thrice = np.repeat(once, 3, axis=0)
    groups = np.repeat(np.arange(len(once)), 3)
    bare = alpha_from_counts(thrice, replicates=400, method=method)
    grouped = alpha_from_counts(thrice, groups=groups, replicates=400, method=method)
    assert bare.value == grouped.value
    assert grouped.high - grouped.low > 1.3 * (bare.high - bare.low)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"counts": [1, 2]}, "units x values"),
        ({"counts": [[1, -1]]}, "whole numbers from 0 up"),
        (
            {"counts": [[0.5, 1]]},
            r"^counts should be units x values, whole numbers from 0 up\n  where: alpha_from_counts$",
        ),
        (
            {"counts": [[1, 1]], "values": [1]},
            "^the two vectors have 1 and 2 elements\n  where: values and columns of the counts$",
        ),
        (
            {"counts": [[1, 1]], "groups": [1, 2]},
            "^the two vectors have 2 and 1 elements\n  where: groups and rows of the counts$",
        ),
        ({"counts": [[1, 1]], "level": "cardinal"}, "level 'cardinal' is unknown"),
        ({"counts": [[1, 1]], "method": "guess"}, "method 'guess' is unknown"),
        ({"counts": [[1, 1]], "values": ["a", "b"], "level": "ordinal"}, "must be numbers"),
        ({"counts": [[1, 1]], "values": [-1, 1], "level": "ratio"}, "cannot be negative"),
    ],
)
def test_counts_that_do_not_fit_are_refused(options, message):
    with pytest.raises(ParameterError, match=message):
        alpha_from_counts(**options)


@settings(max_examples=60)
@given(
    st.lists(st.lists(st.sampled_from([1.0, 2.0, 3.0, X]), min_size=3, max_size=3), min_size=1, max_size=15),
    st.sampled_from(LEVELS),
    st.randoms(),
)
def test_counts_in_any_order_of_values_give_what_codes_give(units, level, random):
    table = np.array(units).T
    counts = counted(table)
    shuffled = counts[random.sample(list(counts.columns), counts.shape[1])]
    direct = krippendorff_alpha(table, level=level, replicates=0)
    from_counts = alpha_from_counts(shuffled, level=level, replicates=0)
    assert np.isclose(direct.value, from_counts.value, equal_nan=True)
    assert (direct.n_units, direct.note) == (from_counts.n_units, from_counts.note)


def test_jackknife_covers_the_alpha_that_codes_were_drawn_from():
    """Two coders see the truth with an error of one in ten: nominal alpha of fair 0/1 codes is 0.64."""
    rng = np.random.default_rng(7)
    inside = dict.fromkeys(METHODS, 0)
    for _ in range(150):
        truth = rng.integers(0, 2, 80)
        codes = [np.where(rng.random(80) < 0.1, 1 - truth, truth) for _ in range(2)]
        for method in METHODS:
            alpha = krippendorff_alpha(codes, method=method, replicates=200)
            inside[method] += alpha.low <= 0.64 <= alpha.high
    assert all(0.88 <= n / 150 <= 0.99 for n in inside.values()), inside


def test_alpha_says_how_many_resamples_were_lost():
    alpha = krippendorff_alpha([[1, 1, 1, 0], [1, 1, 1, 0]], replicates=200)
    assert (alpha.value, alpha.low, alpha.high) == (1, 1, 1)
    # The one unit of another kind is in none of the four drawn in (3/4)^4 of all resamples, about 63 of 200.
    lost = re.fullmatch(
        r"(\d+) of 200 resamples had one code only and are left out of the interval", alpha.note
    )
    assert 40 < int(lost[1]) < 90


@pytest.mark.parametrize("replicates", [1, 3])
def test_of_perfect_agreement_all_resamples_are_perfect(replicates):
    alpha = krippendorff_alpha([[1, 0, 1, 0, 1, 0]] * 2, replicates=replicates)
    assert (alpha.value, alpha.low, alpha.high, alpha.note) == (1, 1, 1, "")


@pytest.mark.parametrize("method", METHODS)
def test_a_wider_interval_of_a_higher_coverage(method):
    narrow, wide = (
        krippendorff_alpha(PUBLISHED, interval=interval, replicates=500, method=method)
        for interval in (0.5, 0.9)
    )
    assert wide.low < narrow.low < narrow.value < narrow.high < wide.high


def test_same_seed_same_resamples():
    first, again, other = (krippendorff_alpha(PUBLISHED, replicates=100, seed=seed) for seed in (4, 4, 5))
    assert first == again
    assert (first.low, first.high) != (other.low, other.high)


def test_without_resamples_there_is_no_interval():
    alpha = krippendorff_alpha(PUBLISHED, replicates=0)
    assert np.isnan([alpha.low, alpha.high]).all()
    assert alpha.note == ""
