"""How stable groups are when a part of the statements is left out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from retold.statistics import percentile_bounds

Vectors = NDArray[np.float64]
Labels = NDArray[np.int64]

# Each resample keeps this share of the statements. Subsets rather than draws with replacement, because a
# statement drawn twice is at distance 0 from itself and makes a group by itself (Hennig 2007, section 3.2).
SUBSET = 0.8

# Hennig's reading of the mean Jaccard similarity: below 0.6 a group should not be trusted.
STABLE = 0.6


def _subsets(n: int, replicates: int, seed: int) -> Iterator[Labels]:
    rng = np.random.default_rng(seed)
    for _ in range(replicates):
        yield np.sort(rng.choice(n, size=max(2, round(SUBSET * n)), replace=False))


def group_stability(
    distances: Vectors,
    labels: Labels,
    cluster: Callable[[Vectors], Labels],
    *,
    replicates: int = 100,
    seed: int = 0,
) -> Vectors:
    """Return the mean Jaccard similarity of each group with its nearest group in subsets (0..1).

    Parameters
    ----------
    distances : array of shape (n, n)
        Distances of the statements.
    labels : array of shape (n,)
        Groups 1, 2, ...; 0 is no group.
    cluster : callable
        Groups a smaller distance matrix in the same way.
    replicates, seed
        How many subsets, and their seed.

    References
    ----------
    Hennig (2007), Cluster-wise assessment of cluster stability. Comput. Stat. Data Anal. 52.
    """
    groups = int(labels.max(initial=0))
    scores = np.full((replicates, groups), np.nan)
    for row, kept in zip(scores, _subsets(len(labels), replicates, seed), strict=True):
        again = cluster(distances[np.ix_(kept, kept)])
        row[:] = _nearest_jaccard(labels[kept], again, groups)
    seen = ~np.isnan(scores)
    sums, times = np.nansum(scores, axis=0), seen.sum(axis=0)
    means: Vectors = np.divide(sums, times, out=np.full(groups, np.nan), where=times > 0)
    return means


def _nearest_jaccard(labels: Labels, again: Labels, groups: int) -> Vectors:
    table = np.zeros((groups + 1, int(again.max(initial=0)) + 1))
    np.add.at(table, (labels, again), 1)
    union = table.sum(axis=1, keepdims=True) + table.sum(axis=0, keepdims=True) - table
    jaccard = np.divide(table, union, out=np.zeros_like(table), where=union > 0)
    best = jaccard[1:, 1:].max(axis=1, initial=0)
    # A group of which the subset holds fewer than two statements cannot be found again, and is not missed.
    return np.where(table[1:].sum(axis=1) >= 2, best, np.nan)


def threshold_stability(
    distances: Vectors,
    full: Sequence[Labels],
    cuts: Callable[[Vectors], list[Labels]],
    *,
    replicates: int = 100,
    level: float = 0.95,
    seed: int = 0,
) -> dict[str, list[float]]:
    """Return, for each cut, how well the groups of subsets agree with those of all statements.

    The measure is the share of statement pairs that one grouping puts together and the other does
    too (Jaccard index of pairs, 0..1), with the middle `level` of its values over subsets.
    """
    scores = np.full((replicates, len(full)), np.nan)
    for row, kept in zip(scores, _subsets(len(distances), replicates, seed), strict=True):
        for n, again in enumerate(cuts(distances[np.ix_(kept, kept)])):
            row[n] = _pair_jaccard(full[n][kept], again)
    defined = [column[~np.isnan(column)] for column in scores.T]
    bounds = [
        percentile_bounds(column, level=level) if len(column) else (np.nan, np.nan) for column in defined
    ]
    return {
        "stability": [float(column.mean()) if len(column) else np.nan for column in defined],
        "low": [float(low) for low, _ in bounds],
        "high": [float(high) for _, high in bounds],
    }


def _pair_jaccard(a: Labels, b: Labels) -> float:
    table = np.zeros((int(a.max(initial=0)) + 1, int(b.max(initial=0)) + 1))
    np.add.at(table, (a, b), 1)
    inner = table[1:, 1:]
    pairs = [
        (counts * (counts - 1) / 2).sum()
        for counts in (inner, table[1:].sum(axis=1), table[:, 1:].sum(axis=0))
    ]
    union = pairs[1] + pairs[2] - pairs[0]
    return float(pairs[0] / union) if union else float("nan")
