"""Whether the articles agree more than chance: arguments dealt at random, each article keeping how many it reports."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from retold.consistency.agreement.article_pairs import (
    CELLS,
    PairSample,
    count_bits,
    count_both,
    mean_pairs,
    measure_counts,
)
from retold.consistency.agreement.headlines import alpha_of_reports
from retold.consistency.agreement.reports import as_cells
from retold.progress import count_off
from retold.ties import distinct
from retold.vocabulary import PAIR_MEASURES

Floats = NDArray[np.float64]

# Tables of up to so many cells (1,000 articles by 250 arguments) are shuffled whole; of larger ones, what is reported is dealt.
MOST_DEALT = 250_000

# To shuffle a cell takes a sixteenth of the time in which what is reported is dealt: fuller tables are shuffled, too.
CELLS_FOR_ONE = 16

# Means that are equal on paper may differ by a rounding error.
ROUNDING = 1e-12


def cannot_vary(table: NDArray[np.bool_] | sparse.csr_array) -> bool:
    """Return whether each article reports all arguments or none, so that every deal is the same."""
    cells = as_cells(table)
    reported = np.diff(cells.indptr)
    return bool(((reported == cells.shape[1]) | (reported == 0)).all())


def deal_at_random(
    table: NDArray[np.bool_] | sparse.csr_array,
    pairs: PairSample,
    rng: np.random.Generator,
    replicates: int,
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
    cells = as_cells(table)
    if cannot_vary(cells):
        return {}
    few = cells.shape[0] * cells.shape[1] <= max(MOST_DEALT, CELLS_FOR_ONE * cells.nnz)
    deals = (_deal_all if few else _deal_reported)(cells, pairs, rng, replicates)
    # What is seen is measured in the way that the deals are.
    seen = next((_measure_all if few else _measure_reported)(cells, pairs))
    as_high = np.zeros(len(seen))
    for dealt in count_off(deals, "random deals", total=replicates):
        as_high += dealt >= seen - ROUNDING
    chances = dict(zip((*PAIR_MEASURES, "alpha"), (as_high + 1) / (replicates + 1), strict=True))
    return {
        name: float(chance)
        for (name, chance), value in zip(chances.items(), seen, strict=True)
        if value == value
    }


def _deal_all(
    cells: sparse.csr_array, pairs: PairSample, rng: np.random.Generator, replicates: int
) -> Iterator[Floats]:
    """Yield the measures of each deal, in which each row of the whole table is shuffled."""
    table = cells.toarray().astype(bool)
    step = max(1, CELLS // max(table.size, len(pairs.one)))
    for start in range(0, replicates, step):
        # Shuffled one below the other, rows take the same numbers from the generator as deal by deal.
        dealt = np.tile(table, (min(step, replicates - start), 1))
        yield from _measure_tables(rng.permuted(dealt, axis=1), len(table), pairs)


def _measure_all(cells: sparse.csr_array, pairs: PairSample) -> Iterator[Floats]:
    yield from _measure_tables(cells.toarray().astype(bool), cells.shape[0], pairs)


def _measure_tables(tables: NDArray[np.bool_], coders: int, pairs: PairSample) -> Floats:
    """Return the means over pairs and alpha (columns) of tables that stand one below the other (a row each)."""
    deals, total = len(tables) // coders, tables.shape[1]
    below = coders * np.arange(deals)[:, None]
    both = count_bits(
        tables, PairSample((pairs.one + below).ravel(), (pairs.other + below).ravel(), pairs.total)
    )
    each = tables[:coders].sum(axis=1, dtype=float)
    ones = tables.reshape(deals, coders, total).sum(axis=1, dtype=float)
    return _means_of(both.reshape(deals, -1), each, pairs, ones)


def _deal_reported(
    cells: sparse.csr_array, pairs: PairSample, rng: np.random.Generator, replicates: int
) -> Iterator[Floats]:
    """Yield the measures of each deal, in which each row draws as many different columns as it has."""
    row, total = np.repeat(np.arange(cells.shape[0]), np.diff(cells.indptr)), cells.shape[1]
    for _ in range(replicates):
        key = distinct(row * total + rng.integers(total, size=len(row)))
        # What was drawn twice is drawn again, until all of a row differ: each set of columns has the same chance.
        while len(key) < len(row):
            lost = np.diff(cells.indptr) - np.bincount(key // total, minlength=cells.shape[0])
            again = np.repeat(np.arange(cells.shape[0]), lost)
            key = distinct(np.append(key, again * total + rng.integers(total, size=len(again))))
        dealt = sparse.csr_array((cells.data, key % total, cells.indptr), shape=cells.shape)
        yield from _measure_reported(dealt, pairs)


def _measure_reported(cells: sparse.csr_array, pairs: PairSample) -> Iterator[Floats]:
    both = count_both(cells, pairs)[None]
    each, ones = (np.asarray(cells.sum(axis=axis), dtype=float) for axis in (1, 0))
    yield from _means_of(both, each, pairs, ones[None])


def _means_of(both: Floats, each: Floats, pairs: PairSample, ones: Floats) -> Floats:
    coders, total = len(each), ones.shape[1]
    measures = measure_counts(both, each[pairs.one], each[pairs.other], float(total))
    alpha = alpha_of_reports((ones * (coders - ones)).sum(axis=1), ones.sum(axis=1), coders, total)
    return np.column_stack([*(mean_pairs(getattr(measures, name)) for name in PAIR_MEASURES), alpha])
