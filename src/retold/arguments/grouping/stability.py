"""How far each group can be trusted: whether it is found again when statements and words are left out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from retold.arguments.grouping.embedding import Vectors
from retold.arguments.grouping.word_rows import WordRows
from retold.progress import count_off
from retold.statistics.intervals import percentile_bounds
from retold.ties import settle

Labels = NDArray[np.int64]
Group = Callable[[Vectors], Labels]

# Each resample keeps this share of the statements. Subsets rather than draws with replacement, because a
# statement drawn twice is at distance 0 from itself and makes a group by itself (Hennig 2007, section 3.2).
SUBSET = 0.8

# Each resample also keeps this share of the words. Two statements that are nearest to each other are found together
# in every subset of the statements, whatever they say; with words left out only those that say alike are.
WORDS_KEPT = 0.8

# Studies of shuffled words, and resamples of each, that show how stable groups by chance are.
NULL_STUDIES, NULL_RESAMPLES, NULL_QUANTILE = 4, 30, 0.95

# Of more claims one shuffled study has groups enough.
MANY_CLAIMS = 300

# Likenesses are measured anew for each resample: of so many statements in all, so that large studies end.
RESAMPLED_STATEMENTS, MOST_RESAMPLES, FEWEST_RESAMPLES = 10_000, 100, 10


class Stability(NamedTuple):
    """Per group: mean Jaccard similarity in resamples, and what groups by chance of that size reach."""

    value: Vectors
    null: Vectors


def count_resamples(n: int, replicates: int) -> int:
    """Return how often n statements are resampled: as asked for, but at most 100, and less often if many.

    Examples
    --------
    >>> count_resamples(100, 500), count_resamples(1000, 500), count_resamples(100, 30)
    (100, 10, 30)
    """
    affordable = max(RESAMPLED_STATEMENTS // max(n, 1), FEWEST_RESAMPLES)
    return min(replicates, affordable, MOST_RESAMPLES)


def claim_stability(rows: WordRows, labels: Labels, group: Group, *, replicates: int, seed: int) -> Stability:
    """Return how stable groups of claims are when statements and words are left out, and a null reference.

    The reference is the 95 % quantile of the stability of groups, of at least the size in question, that the same method
    finds where all words were shuffled among the statements. It is 0 where chance makes no group so large.

    Parameters
    ----------
    rows : WordRows
        The claims, and what each word of theirs adds.
    labels : array of shape (n,)
        Groups 1, 2, ...; 0 is alone.
    group : callable
        Groups a matrix of pair probabilities.
    replicates, seed
        How many resamples, see `count_resamples`, and their seed.

    References
    ----------
    Hennig (2007), Cluster-wise assessment of cluster stability. Comput. Stat. Data Anal. 52.
    """
    times = count_resamples(rows.size, replicates)
    value = _resample(rows, labels, group, times, np.random.default_rng([seed, 0]))
    sizes, levels = [], []
    for study in range(NULL_STUDIES if rows.size <= MANY_CLAIMS else 1):
        rng = np.random.default_rng([seed, 1, study])
        shuffled = rows.shuffled(rng)
        chance = group(shuffled.probabilities())
        sizes.append(np.bincount(chance, minlength=1)[1:])
        levels.append(_resample(shuffled, chance, group, min(times, NULL_RESAMPLES), rng))
    reached = _reached(np.concatenate(sizes), np.concatenate(levels), np.bincount(labels, minlength=1)[1:])
    return Stability(value, reached)


def _reached(sizes: Labels, levels: Vectors, own: Labels) -> Vectors:
    """Return the quantile of the levels of chance groups that are as large as the own ones, or larger."""
    sizes, levels = sizes[~np.isnan(levels)], levels[~np.isnan(levels)]
    found = [
        np.quantile(levels[sizes >= size], NULL_QUANTILE) if (sizes >= size).any() else 0.0 for size in own
    ]
    return np.asarray(settle(np.array(found, dtype=float)))


def _resample(rows: WordRows, labels: Labels, group: Group, times: int, rng: np.random.Generator) -> Vectors:
    groups = int(labels.max(initial=0))
    scores = np.full((times, groups), np.nan)
    for row in count_off(scores, "resamples of groups", total=times):
        kept = _subset(rows.size, rng)
        part = rows.part(kept)
        again = group(part.without(rng.random(len(part.kept)) >= WORDS_KEPT).probabilities())
        row[:] = nearest_jaccard(labels[kept], again, groups)
    return _means(scores)


def _means(scores: Vectors) -> Vectors:
    seen = ~np.isnan(scores)
    sums, times = np.nansum(scores, axis=0), seen.sum(axis=0)
    means: Vectors = np.divide(sums, times, out=np.full(scores.shape[1], np.nan), where=times > 0)
    return np.asarray(settle(means))


def _subset(n: int, rng: np.random.Generator) -> Labels:
    return np.sort(rng.choice(n, size=max(2, round(SUBSET * n)), replace=False))


def subsets(n: int, replicates: int, seed: int) -> Iterator[Labels]:
    """Yield random subsets of n statements."""
    rng = np.random.default_rng(seed)
    for _ in count_off(range(replicates), "resamples of groups", total=replicates):
        yield _subset(n, rng)


def subset_stability(
    n: int, labels: Labels, group: Callable[[Labels], Labels], *, replicates: int, seed: int
) -> Vectors:
    """Return the mean Jaccard similarity of each group with its nearest one in subsets of the statements.

    Parameters
    ----------
    n : int
        How many statements.
    labels : array of shape (n,)
        Groups 1, 2, ...; 0 is alone.
    group : callable
        Groups the statements at given places.
    replicates, seed
        How many subsets, and their seed.

    Returns
    -------
    array, one value (0..1) a group; nan where no subset held two of its statements.
    """
    groups = int(labels.max(initial=0))
    scores = [nearest_jaccard(labels[kept], group(kept), groups) for kept in subsets(n, replicates, seed)]
    return _means(np.array(scores).reshape(-1, groups))


def nearest_jaccard(labels: Labels, again: Labels, groups: int) -> Vectors:
    """Return the best Jaccard similarity of each group 1..groups with any group of another labelling.

    A group of which fewer than two statements are there is nan: it cannot be found again, and is not missed.

    Examples
    --------
    >>> nearest_jaccard(np.array([1, 1, 1, 2, 2]), np.array([1, 1, 2, 0, 2]), 2).round(2).tolist()
    [0.67, 0.33]
    """
    width = int(again.max(initial=0)) + 1
    sizes, others = np.bincount(labels, minlength=groups + 1), np.bincount(again, minlength=1)
    grouped = (labels > 0) & (again > 0)
    key, shared = np.unique(labels[grouped] * width + again[grouped], return_counts=True)
    one, other = np.divmod(key, width)
    best = np.zeros(groups + 1)
    np.maximum.at(best, one, shared / (sizes[one] + others[other] - shared))
    result: Vectors = np.where(sizes[1:] >= 2, best[1:], np.nan)
    return result


def sweep_stability(
    full: Sequence[Labels],
    regroup: Callable[[Labels], Labels],
    *,
    replicates: int = 100,
    level: float = 0.95,
    seed: int = 0,
) -> dict[str, list[float]]:
    """Return, for each value of a parameter, how well the groups of subsets agree with those of all statements.

    The measure is the share of statement pairs that one grouping puts together and the other does
    too (Jaccard index of pairs, 0..1), with the middle `level` of its values over subsets.
    """
    groupings = np.array(full)
    scores = np.full((replicates, len(groupings)), np.nan)
    for row, kept in zip(scores, subsets(groupings.shape[1], replicates, seed), strict=True):
        row[:] = pair_jaccard(groupings[:, kept], regroup(kept))
    defined = [column[~np.isnan(column)] for column in scores.T]
    bounds = [
        percentile_bounds(column, level=level) if len(column) else (np.nan, np.nan) for column in defined
    ]
    return {
        "stability": [float(column.mean()) if len(column) else np.nan for column in defined],
        "low": [float(low) for low, _ in bounds],
        "high": [float(high) for _, high in bounds],
    }


def pair_jaccard(a: Labels, b: Labels) -> Vectors:
    """Return the share of pairs together in either grouping that are together in both; nan if there are none.

    Parameters
    ----------
    a, b : array of int of shape (m, n)
        Groups 1, 2, ... of n statements; 0 is alone. Each row of the one is compared with that of the other.

    Returns
    -------
    array of shape (m,)
        From 0 to 1, or nan.

    Examples
    --------
    >>> pair_jaccard(np.array([[1, 1, 1, 0], [0, 0, 0, 0]]), np.array([[1, 1, 0, 0], [0, 0, 0, 0]])).round(3).tolist()
    [0.333, nan]
    """
    shared = np.where((a > 0) & (b > 0), a * (b.max(initial=0) + 1) + b, 0)
    together, one, other = (_count_pairs(labels) for labels in (shared, a, b))
    union = one + other - together
    found: Vectors = np.divide(together, union, out=np.full(len(a), np.nan), where=union > 0)
    return found


def _count_pairs(labels: Labels) -> Vectors:
    """Return how many pairs each row of labels puts together; all rows are counted in one sort."""
    width = int(labels.max(initial=0)) + 1
    row, column = np.nonzero(labels)
    keys, counts = np.unique(row * width + labels[row, column], return_counts=True)
    pairs: Vectors = np.bincount(keys // width, weights=counts * (counts - 1) / 2, minlength=len(labels))
    return pairs
