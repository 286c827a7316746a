"""Whether the articles agree more than chance: arguments dealt at random, each article keeping how many it reports."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from retold.consistency.agreement.article_pairs import PairSample, count_both, mean_pairs, measure_counts
from retold.consistency.agreement.headlines import alpha_of_reports
from retold.progress import count_off
from retold.vocabulary import PAIR_MEASURES

# Means that are equal on paper may differ by a rounding error.
ROUNDING = 1e-12


def cannot_vary(table: NDArray[np.bool_]) -> bool:
    """Return whether each article reports all arguments or none, so that every deal is the same."""
    return bool((table.all(axis=1) | ~table.any(axis=1)).all())


def deal_at_random(
    table: NDArray[np.bool_], pairs: PairSample, rng: np.random.Generator, replicates: int
) -> dict[str, float]:
    """Return for each measure the share of random deals that agree at least as much as what is seen.

    Parameters
    ----------
    table : array of bool of shape (articles, arguments)
        Who reports what.
    pairs : PairSample
        The pairs over which the means are taken, of what is seen and of each deal.
    rng : numpy.random.Generator
        Where the deals come from.
    replicates : int
        How many deals.

    Returns
    -------
    dict of str to float
        In (0, 1], plus one in both counts (Phipson & Smyth 2010). Without the measures that are not defined;
        empty where every deal is the same.

    Examples
    --------
    >>> from retold.consistency.agreement.article_pairs import draw_pairs
    >>> table = np.array([[1, 1, 0, 0], [1, 1, 0, 0]], dtype=bool)
    >>> found = deal_at_random(table, draw_pairs(2, most=1), np.random.default_rng(1), 99)
    >>> 0.1 < found["jaccard"] < 0.3
    True
    """
    if cannot_vary(table):
        return {}
    seen = _measure_deal(table, pairs)
    as_high = np.zeros(len(seen))
    for _ in count_off(range(replicates), "random deals", total=replicates):
        as_high += _measure_deal(rng.permuted(table, axis=1), pairs) >= seen - ROUNDING
    chances = dict(zip((*PAIR_MEASURES, "alpha"), (as_high + 1) / (replicates + 1), strict=True))
    return {
        name: float(chance)
        for (name, chance), value in zip(chances.items(), seen, strict=True)
        if value == value
    }


def _measure_deal(table: NDArray[np.bool_], pairs: PairSample) -> NDArray[np.float64]:
    """Return the means over pairs and alpha."""
    each, total = table.sum(axis=1, dtype=float), table.shape[1]
    measures = measure_counts(count_both(table, pairs), each[pairs.one], each[pairs.other], float(total))
    ones, coders = table.sum(axis=0, dtype=float), len(table)
    alpha = alpha_of_reports((ones * (coders - ones)).sum(), ones.sum(), coders, total)
    return np.array([*(mean_pairs(getattr(measures, name)) for name in PAIR_MEASURES), alpha], dtype=float)
