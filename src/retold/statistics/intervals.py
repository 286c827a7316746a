"""Intervals: Wilson's of a share, bootstrap and jackknife of any statistic. Each names its source."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtri

from retold.errors import ParameterError

Floats = NDArray[np.float64]
Statistic = Callable[..., Any]

# A resample of a few thousand rows at a time keeps the working set of a bootstrap in tens of megabytes.
RESAMPLED_CELLS = 4_000_000


class Jackknife(NamedTuple):
    """A statistic with its jackknife bias and standard error, and its value without each row."""

    value: float
    bias: float
    error: float
    left_out: Floats


def wilson_interval(successes: ArrayLike, n: ArrayLike, *, level: float = 0.95) -> tuple[Any, Any]:
    """Return the Wilson score interval of a share.

    Parameters
    ----------
    successes, n : number or array
        How many of how many; they are broadcast against each other.
    level : float
        Coverage, between 0 and 1.

    Returns
    -------
    low, high : float or numpy.ndarray
        Bounds in [0, 1]; nan where ``n`` is 0.

    Raises
    ------
    ParameterError
        If a count is negative, or there are more successes than trials.

    References
    ----------
    Wilson (1927), Probable inference, the law of succession, and statistical inference. JASA 22.

    Examples
    --------
    >>> low, high = wilson_interval(2, 10)
    >>> round(low, 3), round(high, 3)
    (0.057, 0.51)
    """
    k, trials = np.broadcast_arrays(np.asarray(successes, dtype=float), np.asarray(n, dtype=float))
    if (k < 0).any() or (k > trials).any():
        raise ParameterError("successes must lie between 0 and n", where="wilson_interval")
    z = ndtri(0.5 + check_level(level) / 2)
    trials = np.where(trials > 0, trials, np.nan)
    share = k / trials
    scale = 1 + z**2 / trials
    middle = (share + z**2 / (2 * trials)) / scale
    half = z / scale * np.sqrt(share * (1 - share) / trials + z**2 / (4 * trials**2))
    # Rounding may push a bound past the share itself at 0 of n and n of n, where it is exact.
    low, high = np.where(k == 0, 0 * share, middle - half), np.where(k == trials, share, middle + half)
    return (float(low), float(high)) if low.ndim == 0 else (low, high)


def bootstrap_interval(
    values: ArrayLike, statistic: Statistic, *, seed: int, replicates: int = 1000, level: float = 0.95
) -> tuple[Any, Any]:
    """Return the percentile bootstrap interval of a statistic; rows are resampled.

    Parameters
    ----------
    values : array of shape (n, ...)
        The observations, one a row.
    statistic : callable
        Called as ``statistic(samples, axis=1)`` on an array of shape (replicates, n, ...), as ``numpy.mean``
        can be.
    seed : int
        Seed of the resampling.
    replicates : int
        How many resamples.
    level : float
        Coverage, between 0 and 1.

    Returns
    -------
    low, high : float or numpy.ndarray
        In the units of the statistic; nan without observations. Replicates in which the statistic is not
        defined (nan) are left out.

    References
    ----------
    Efron & Tibshirani (1993), An introduction to the bootstrap, chapter 13.

    Examples
    --------
    >>> low, high = bootstrap_interval([1.0, 2.0, 3.0, 4.0], np.mean, seed=1)
    >>> 1 <= low < 2.5 < high <= 4
    True
    """
    data = np.asarray(values, dtype=float)
    if len(data) == 0:
        return float("nan"), float("nan")
    rng = np.random.default_rng(seed)
    step = max(1, RESAMPLED_CELLS // max(1, data.size))
    found = [
        np.asarray(
            statistic(data[rng.integers(0, len(data), (min(step, replicates - done), len(data)))], axis=1)
        )
        for done in range(0, replicates, step)
    ]
    return percentile_bounds(np.concatenate(found), level=level)


def percentile_bounds(replicated: ArrayLike, *, level: float = 0.95) -> tuple[Any, Any]:
    """Return the bounds that hold the middle ``level`` of replicated values (axis 0), nan left out.

    Examples
    --------
    >>> percentile_bounds([0.0, 1.0, 2.0, 3.0, 4.0, float("nan")], level=0.5)
    (1.0, 3.0)
    """
    data = np.asarray(replicated, dtype=float)
    tail = (1 - check_level(level)) / 2
    bounds = np.full((2, *data.shape[1:]), np.nan)
    # A column in which nothing is defined has no bounds.
    known = np.asarray(~np.isnan(data).all(axis=0))
    if known.any():
        bounds[:, known] = np.nanquantile(data[:, known], [tail, 1 - tail], axis=0)
    low, high = bounds
    return (float(low), float(high)) if np.ndim(low) == 0 else (low, high)


def jackknife(values: ArrayLike, statistic: Statistic) -> Jackknife:
    """Return a statistic with each row left out in turn, and the bias and standard error that follow.

    Parameters
    ----------
    values : array of shape (n, ...)
        The observations, one a row.
    statistic : callable
        Called on an array of the same kind; returns a number.

    Returns
    -------
    Jackknife
        ``value``, ``bias``, ``error``, and ``left_out`` of shape (n,). With fewer than two rows, or where
        a left-out value is nan, bias and error are nan.

    References
    ----------
    Efron & Tibshirani (1993), An introduction to the bootstrap, chapter 11.

    Examples
    --------
    >>> result = jackknife([1.0, 2.0, 3.0], np.mean)
    >>> result.left_out.tolist(), round(result.error, 4)
    ([2.5, 2.0, 1.5], 0.5774)
    """
    data = np.asarray(values)
    n = len(data)
    if n < 2:
        value = float(statistic(data)) if n else float("nan")
        return Jackknife(value, float("nan"), float("nan"), np.full(n, np.nan))
    value = float(statistic(data))
    left_out = np.array([float(statistic(np.delete(data, i, axis=0))) for i in range(n)])
    bias = (n - 1) * (left_out.mean() - value)
    error = np.sqrt((n - 1) / n * np.sum((left_out - left_out.mean()) ** 2))
    return Jackknife(value, float(bias), float(error), left_out)


def check_level(level: float) -> float:
    """Return a coverage of intervals, or refuse one that does not lie between 0 and 1."""
    if not 0 < level < 1:
        raise ParameterError(f"level should lie between 0 and 1, and is {level}")
    return level
