"""Resamples as weights: how often each unit was drawn, within its stratum."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

# Weights held at one time: some tens of megabytes.
WEIGHTS_AT_ONCE = 2_000_000


def resampled_weights(
    sizes: NDArray[np.int64], *, replicates: int, seed: int
) -> Iterator[NDArray[np.float64]]:
    """Draw as many units as there are, with replacement, within each stratum.

    Parameters
    ----------
    sizes : array of shape (strata,)
        How many units each stratum has; its units follow one another.
    replicates, seed : int
        How many resamples, and the seed of their draw.

    Yields
    ------
    array of shape (some replicates, units)
        How often each unit was drawn.

    References
    ----------
    Efron & Tibshirani (1993), An introduction to the bootstrap, chapters 6 and 8.

    Examples
    --------
    >>> (weights,) = resampled_weights(np.array([1, 3]), replicates=2, seed=0)
    >>> weights[:, 0].tolist(), weights[:, 1:].sum(axis=1).tolist()
    ([1.0, 1.0], [3.0, 3.0])
    """
    units = int(sizes.sum())
    first = np.repeat(np.cumsum(sizes) - sizes, sizes)
    size = np.repeat(sizes, sizes)
    step = max(1, WEIGHTS_AT_ONCE // max(units, 1))
    rng = np.random.default_rng(seed)
    for done in range(0, replicates, step):
        rows = min(step, replicates - done)
        drawn = first + (rng.random((rows, units)) * size).astype(np.int64)
        drawn += units * np.arange(rows)[:, None]
        yield np.bincount(drawn.ravel(), minlength=rows * units).reshape(rows, units).astype(float)
