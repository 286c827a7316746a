"""The nearest neighbours of each statement as a graph: exact where that is cheap, in cells where it is not."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from retold.arguments.grouping.embedding import Vectors
from retold.arguments.grouping.means import find_nearest, move_means
from retold.ties import COSINE_DIGITS, best_first, settle, take_best

# Neighbours of a statement in the graph that is clustered.
NEIGHBOURS = 10

# Up to so many statements every pair is compared; beyond, only those in near cells.
EXACT = 20_000

# With more cells each comparison is cheaper and more of them are needed: the square root balances both.
# Of these so many are searched: on mixtures nine of ten true neighbours lie there (benchmarks/arguments.py).
CELLS_OF_ROOT, PROBED = 1.0, 10

# Rows of a block: a block of similarities stays below a few hundred megabytes.
BLOCK_CELLS = 20_000_000

# The centres of the cells are found on so many statements, and moved so often; more does not move them any further.
CELL_SAMPLE, CELL_ROUNDS = 30_000, 5

Floats = NDArray[np.float64]
Places = NDArray[np.int64]


def neighbour_graph(vectors: Vectors, *, neighbours: int = NEIGHBOURS, exact: int = EXACT) -> Any:
    """Return the graph that joins each statement to its nearest ones.

    Parameters
    ----------
    vectors : array of shape (n, d)
        Rows of length one, or zero.
    neighbours : int
        How many neighbours of each.
    exact : int
        Up to how many statements all pairs are compared.

    Returns
    -------
    scipy.sparse.csr_matrix of shape (n, n)
        Symmetric; the weight of an edge is its cosine to six digits, and only positive ones are kept. Of equally near
        statements the first are neighbours.
    """
    # Single precision would leave cosines that differ in the sixth digit from CPU to CPU.
    vectors = np.ascontiguousarray(vectors, dtype=np.float64)
    count = min(neighbours, len(vectors) - 1)
    if count < 1:
        return sparse.csr_matrix((len(vectors), len(vectors)))
    search = _search_all if len(vectors) <= exact else _search_cells
    return _graph(*search(vectors, count))


def _nearest(similar: Floats, count: int) -> tuple[Places, Floats]:
    """Return the most similar of each row, and how similar they are."""
    at = take_best(similar, count, digits=COSINE_DIGITS)
    return at, np.asarray(settle(np.take_along_axis(similar, at, axis=1), COSINE_DIGITS))


def _search_all(vectors: Floats, count: int) -> tuple[Places, Floats]:
    n = len(vectors)
    at, cosines = np.zeros((n, count), dtype=np.int64), np.zeros((n, count))
    step = max(BLOCK_CELLS // n, 1)
    for start in range(0, n, step):
        rows = np.arange(start, min(start + step, n))
        similar = vectors[rows] @ vectors.T
        similar[np.arange(len(rows)), rows] = -np.inf
        at[rows], cosines[rows] = _nearest(similar, count)
    return at, cosines


def _search_cells(vectors: Floats, count: int) -> tuple[Places, Floats]:
    """Search the cells nearest to the own one, cell by cell, so that each is one product of two blocks."""
    centres, cell = _cells(vectors, max(int(CELLS_OF_ROOT * np.sqrt(len(vectors))), 2))
    members = [np.flatnonzero(cell == number) for number in range(len(centres))]
    near = best_first(centres @ centres.T, axis=1, digits=COSINE_DIGITS)
    n = len(vectors)
    at, cosines = np.zeros((n, count), dtype=np.int64), np.full((n, count), -1.0)
    for number, own in enumerate(members):
        if not len(own):
            continue
        probed = near[number][near[number] != number][: PROBED - 1]
        others = np.sort(np.concatenate([own, *(members[other] for other in probed)]))
        if len(others) <= count:
            others = np.arange(n)
        similar = vectors[own] @ vectors[others].T
        similar[np.arange(len(own)), np.searchsorted(others, own)] = -np.inf
        places, cosines[own] = _nearest(similar, count)
        at[own] = others[places]
    return at, cosines


def _cells(vectors: Floats, cells: int) -> tuple[Floats, Places]:
    sample = vectors[:: max(len(vectors) // CELL_SAMPLE, 1)]
    drawn = np.sort(np.random.default_rng(0).choice(len(sample), size=min(cells, len(sample)), replace=False))
    centres = move_means(sample, sample[drawn], rounds=CELL_ROUNDS)
    return centres, find_nearest(vectors, centres)[0]


def _graph(at: Places, weights: Floats) -> Any:
    n, count = at.shape
    rows = np.repeat(np.arange(n), count)
    kept = weights.ravel() > 0
    cells = settle(weights.ravel()[kept], COSINE_DIGITS)
    graph = sparse.csr_matrix((cells, (rows[kept], at.ravel()[kept])), shape=(n, n))
    graph = graph.maximum(graph.T).tocsr()
    graph.eliminate_zeros()
    graph.sort_indices()
    return graph
