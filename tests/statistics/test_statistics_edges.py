"""Edges of intervals and measures: what is passed on, what is drawn in parts, and what a refusal names."""

import numpy as np
import pytest

from retold.errors import ParameterError
from retold.statistics import intervals, reliability
from retold.statistics.contrasts import g2, log_odds_dirichlet
from retold.statistics.intervals import bootstrap_interval, jackknife, percentile_bounds, wilson_interval
from retold.statistics.reliability import alpha_from_counts, cohen_kappa, krippendorff_alpha


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: wilson_interval(3, 2), r"successes must lie between 0 and n\n  where: wilson_interval"),
        (lambda: wilson_interval(-1, 2), "successes must lie between 0 and n"),
        (lambda: wilson_interval(1, 2, level=1), "level should lie between 0 and 1, and is 1"),
        (lambda: wilson_interval(1, 2, level=0), "level should lie between 0 and 1, and is 0"),
        (lambda: percentile_bounds([1.0], level=2), "level should lie between 0 and 1, and is 2"),
        (lambda: g2(3, 2, 0, 2), r"each count must lie between 0 and its total\n  where: g2"),
        (lambda: g2(0, 2, 3, 2), "each count must lie"),
        (lambda: g2(-1, 2, 0, 2), "each count must lie"),
        (lambda: g2(0, 2, -1, 2), "each count must lie"),
        (
            lambda: krippendorff_alpha([[0, 1]], method="x"),
            r"method 'x' is unknown\n(.|\n)*use one of: bootstrap, jackknife$",
        ),
        (
            lambda: krippendorff_alpha([[0, 1]], level="x"),
            r"level 'x' is unknown\n(.|\n)*use one of: nominal, ordinal, interval, ratio$",
        ),
        (lambda: krippendorff_alpha([0, 1]), "coders x units, and have 1 dimension"),
        (lambda: alpha_from_counts([[0.5, 1]]), r"whole numbers from 0 up\n  where: alpha_from_counts"),
        (lambda: cohen_kappa([1], [1, 0]), r"have 1 and 2 elements\n  where: cohen_kappa"),
    ],
)
def test_what_is_refused_is_named(call, message):
    with pytest.raises(ParameterError, match=message):
        call()


@pytest.mark.parametrize(
    ("row", "value"),
    [
        ((1, 1, 0, 1), 4 * np.log(2)),
        ((0, 1, 1, 1), -4 * np.log(2)),
        ((1, 1, 1, 1), 0),
        ((0, 1, 0, 1), 0),
        ((0, 0, 1, 1), np.nan),
        ((1, 1, 0, 0), np.nan),
    ],
)
def test_g2_of_one_word(row, value):
    assert g2(*row) == pytest.approx(value, nan_ok=True)
    assert isinstance(g2(*row), float)
    assert g2([row[0]], *row[1:]) == pytest.approx([value], nan_ok=True)


def test_jackknife_leaves_out_rows():
    rows = np.array([[1.0, 2.0], [3.0, 4.0], [5.0, 9.0]])
    found = jackknife(rows, lambda kept: kept[:, 1].sum())
    assert (found.value, found.left_out.tolist()) == (15, [13, 11, 6])
    assert found.bias == pytest.approx(2 * (10 - 15))
    assert found.error == pytest.approx(np.sqrt(2 / 3 * (9 + 1 + 16)))
    one = jackknife(rows[:1], np.sum)
    assert one.value == 3
    assert np.isnan([one.bias, one.error, *one.left_out]).all()
    assert np.isnan(jackknife([], np.sum).value)


@pytest.mark.parametrize("shape", [(0,), (0, 2), (0, 2, 3)])
def test_percentiles_of_nothing(shape):
    low, high = percentile_bounds(np.zeros(shape))
    assert np.shape(low) == np.shape(high) == shape[1:]
    assert np.isnan(low).all()
    assert np.isnan(high).all()


@pytest.mark.parametrize("cells", [1, 7, 40, 4_000_000])
def test_resampling_in_parts_gives_what_it_gives_at_once(monkeypatch, cells):
    codes = [[1, 1, 0, 0, 1, 0, 1], [1, 0, 0, 0, 1, 0, 0]]
    values = [1.0, 4.0, 2.0, 8.0]
    whole = (
        krippendorff_alpha(codes, replicates=25),
        bootstrap_interval(values, np.mean, seed=1, replicates=25),
    )
    for home in (intervals, reliability):
        monkeypatch.setattr(home, "RESAMPLED_CELLS", cells)
    parts = (
        krippendorff_alpha(codes, replicates=25),
        bootstrap_interval(values, np.mean, seed=1, replicates=25),
    )
    assert parts == whole


def test_of_perfect_agreement_all_resamples_are_perfect():
    alpha = krippendorff_alpha([[1, 0, 1, 0, 1, 0]] * 2, replicates=3)
    assert (alpha.value, alpha.low, alpha.high) == (1, 1, 1)


@pytest.mark.parametrize("method", ["bootstrap", "jackknife"])
@pytest.mark.parametrize("level", ["nominal", "ordinal", "interval", "ratio"])
def test_zeros_are_codes_like_others(level, method):
    alpha = krippendorff_alpha([[0, 0, 3, 0], [0, 0, 3, 1]], level=level, method=method)
    assert -1 < alpha.value < 1
    assert alpha.low <= alpha.value <= alpha.high
    same = krippendorff_alpha([[0, 0, 3, 1], [0, 0, 3, 1]], level=level, method=method)
    assert same.value == 1


def test_log_odds_of_whole_numbers_and_of_empty_categories():
    log_odds, z = log_odds_dirichlet([3, 0, 5], [3, 0, 2], 0)
    assert log_odds[0] == pytest.approx(np.log(3 / 5) - np.log(3 / 2))
    assert np.isnan([log_odds[1], z[1]]).all()
    whole, _ = log_odds_dirichlet([4], [4], 1.0)
    assert np.isnan(whole).all()
