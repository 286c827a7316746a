"""The nearest neighbours of each statement as a graph: exact where that is cheap, in cells where it is not."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from retold.arguments.embedding import Vectors

# Neighbours of a statement in the graph that is clustered.
NEIGHBOURS = 10

# Up to so many statements every pair is compared; beyond, only those in near cells.
EXACT = 20_000

# With more cells each comparison is cheaper and more of them are needed: the square root balances both.
# Of these so many are searched: on mixtures nine of ten true neighbours lie there (benchmarks/arguments.py).
CELLS_OF_ROOT, PROBED = 1.0, 10

# Rows of a block: a block of similarities stays below a few hundred megabytes.
BLOCK_CELLS = 20_000_000

# The cells are found on so many statements; more do not move their centres.
CELL_SAMPLE = 30_000


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
        Symmetric; the weight of an edge is its cosine, and only positive ones are kept.
    """
    vectors = np.ascontiguousarray(vectors, dtype=np.float32)
    count = min(neighbours, len(vectors) - 1)
    if count < 1:
        return sparse.csr_matrix((len(vectors), len(vectors)))
    search = _search_all if len(vectors) <= exact else _search_cells
    return _graph(*search(vectors, count))


def graph_of(similarities: Vectors, *, neighbours: int = NEIGHBOURS) -> Any:
    """Return the same graph from a matrix of similarities."""
    similar = np.array(similarities, dtype=np.float32)
    np.fill_diagonal(similar, -np.inf)
    return _graph(*_nearest(similar, min(neighbours, len(similar) - 1)))


def _nearest(similar: NDArray[np.float32], count: int) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    at = np.argpartition(similar, -count, axis=1)[:, -count:]
    return at, np.take_along_axis(similar, at, axis=1)


def _search_all(vectors: NDArray[np.float32], count: int) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    n = len(vectors)
    at, cosines = np.zeros((n, count), dtype=np.int64), np.zeros((n, count), dtype=np.float32)
    step = max(BLOCK_CELLS // n, 1)
    for start in range(0, n, step):
        rows = np.arange(start, min(start + step, n))
        similar = vectors[rows] @ vectors.T
        similar[np.arange(len(rows)), rows] = -np.inf
        at[rows], cosines[rows] = _nearest(similar, count)
    return at, cosines


def _search_cells(vectors: NDArray[np.float32], count: int) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """Search the cells nearest to the own one, cell by cell, so that each is one product of two blocks."""
    centres, cell = _cells(vectors, max(int(CELLS_OF_ROOT * np.sqrt(len(vectors))), 2))
    members = [np.flatnonzero(cell == number) for number in range(len(centres))]
    near = np.argsort(-np.round(centres @ centres.T, 6), axis=1, kind="stable")
    n = len(vectors)
    at, cosines = np.zeros((n, count), dtype=np.int64), np.full((n, count), -1, dtype=np.float32)
    for number, own in enumerate(members):
        if not len(own):
            continue
        probed = near[number][near[number] != number][: PROBED - 1]
        others = np.concatenate([own, *(members[other] for other in probed)])
        if len(others) <= count:
            others = np.arange(n)
        similar = vectors[own] @ vectors[others].T
        itself = np.arange(len(own)) if len(others) < n else own
        similar[np.arange(len(own)), itself] = -np.inf
        places, cosines[own] = _nearest(similar, count)
        at[own] = others[places]
    return at, cosines


def _cells(vectors: NDArray[np.float32], cells: int) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
    from sklearn.cluster import MiniBatchKMeans

    step = max(len(vectors) // CELL_SAMPLE, 1)
    model = MiniBatchKMeans(cells, batch_size=4096, n_init=1, max_iter=5, random_state=0)
    centres = model.fit(vectors[::step]).cluster_centers_
    centres = centres / np.maximum(np.linalg.norm(centres, axis=1, keepdims=True), 1e-9)
    cell = np.concatenate(
        [
            np.argmax(vectors[start : start + 8192] @ centres.T, axis=1)
            for start in range(0, len(vectors), 8192)
        ]
    )
    return np.asarray(centres, dtype=np.float32), np.asarray(cell, dtype=np.int64)


def _graph(at: NDArray[np.int64], weights: NDArray[np.float32]) -> Any:
    n, count = at.shape
    rows = np.repeat(np.arange(n), count)
    kept = weights.ravel() > 0
    # Rounding keeps ties ties on every CPU.
    cells = np.round(weights.ravel()[kept].astype(np.float64), 6)
    graph = sparse.csr_matrix((cells, (rows[kept], at.ravel()[kept])), shape=(n, n))
    graph = graph.maximum(graph.T).tocsr()
    graph.eliminate_zeros()
    graph.sort_indices()
    return graph
