"""Neighbourhoods of many statements: within one all pairs are compared, so that many are grouped as few are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from retold.arguments.grouping.cohesion import ROWS
from retold.arguments.grouping.embedding import Vectors
from retold.arguments.grouping.neighbours import neighbour_graph
from retold.ties import COSINE_DIGITS, settle

Labels = NDArray[np.int64]

# A neighbourhood of more different statements is divided again. Its pairs are some megabytes; groups are smaller.
MOST = 500

# Louvain finds more and smaller communities at each doubling; what is still one at the last is left whole.
RESOLUTIONS = 2.0 ** np.arange(8)


@dataclass(frozen=True)
class Neighbourhoods:
    """Where statements have their neighbours.

    Attributes
    ----------
    owner : array of int of shape (n,)
        The neighbourhood of each statement.
    copy : array of int of shape (n,)
        The same number for statements with the same vector, which stay together whatever else is parted.
    moments : array of shape (d, d)
        Second moments of all vectors, from which follows how two statements are like all others.
    graph : sparse array
        Of the nearest neighbours of each different statement, by its `copy`.
    """

    owner: Labels
    copy: Labels
    moments: Vectors
    graph: Any

    @staticmethod
    def of(vectors: Vectors, *, most: int = MOST) -> Neighbourhoods:
        """Find the neighbourhoods of vectors, with at most so many different ones in each where there is a way to part them."""
        copy = find_copies(vectors)
        first = np.unique(copy, return_index=True)[1]
        graph = neighbour_graph(vectors[first])
        return Neighbourhoods(find_communities(graph, most)[copy], copy, _moments(vectors), graph)

    def part(self, kept: Labels) -> Neighbourhoods:
        """Return where some of the statements have their neighbours: where they had them among all."""
        return Neighbourhoods(self.owner[kept], self.copy[kept], self.moments, self.graph)

    def blocks(self) -> list[Labels]:
        """Return the places of the different statements of each neighbourhood, of copies the first."""
        first = np.unique(self.copy, return_index=True)[1]
        order = np.argsort(self.owner[first], kind="stable")
        ends = np.flatnonzero(np.diff(self.owner[first][order])) + 1
        return [np.sort(first[own]) for own in np.split(order, ends)]


def find_copies(vectors: Vectors) -> Labels:
    """Return a number for each row, the same for rows that are the same to six digits.

    Examples
    --------
    >>> find_copies(np.array([[0.6, 0.8], [1.0, 0.0], [0.6, 0.8]])).tolist()
    [0, 1, 0]
    """
    numbers: dict[bytes, int] = {}
    found = np.zeros(len(vectors), dtype=np.int64)
    for start in range(0, len(vectors), ROWS):
        # + 0.0, because -0.0 has other bytes.
        for at, row in enumerate(np.round(vectors[start : start + ROWS], COSINE_DIGITS) + 0.0, start=start):
            found[at] = numbers.setdefault(row.tobytes(), len(numbers))
    return found


def _moments(vectors: Vectors) -> Vectors:
    total = np.zeros((vectors.shape[1], vectors.shape[1]))
    for start in range(0, len(vectors), ROWS):
        own = vectors[start : start + ROWS].astype(np.float64)
        total += own.T @ own
    return total


def find_communities(graph: Any, most: int) -> Labels:
    """Return the communities of a graph, each divided again until it has at most so many nodes.

    Examples
    --------
    >>> pairs = np.kron(np.eye(2), np.ones((2, 2))) - np.eye(4)
    >>> from scipy import sparse
    >>> find_communities(sparse.csr_matrix(pairs), 3).tolist()
    [0, 0, 1, 1]
    """
    found = np.zeros(graph.shape[0], dtype=np.int64)
    waiting, count = [np.arange(graph.shape[0])], 0
    while waiting:
        own = waiting.pop()
        parts = [own] if len(own) <= most else _divide(graph[own][:, own], own)
        if len(parts) == 1:
            found[own] = count
            count += 1
        else:
            waiting += parts[::-1]
    return found


def _divide(graph: Any, places: Labels) -> list[Labels]:
    from sknetwork.clustering import Louvain

    if not graph.nnz:
        return list(places[:, None])
    for resolution in RESOLUTIONS:
        labels = Louvain(resolution=resolution, shuffle_nodes=False, random_state=0).fit_predict(graph)
        if labels.max() > 0:
            return [places[labels == label] for label in range(labels.max() + 1)]
    return [places]


def near_silhouettes(
    vectors: Vectors, labels: Labels, places: Neighbourhoods, *, most: int | None = None
) -> Vectors:
    """Return the silhouette of statements on cosine distances, with the nearest other group looked for among their neighbours' groups.

    Parameters
    ----------
    vectors : array of shape (n, d)
        Rows of length one, or zero.
    labels : array of shape (n,)
        Groups 1, 2, ...; 0 is alone.
    places : Neighbourhoods
        Of these vectors.
    most : int, optional
        Measure only so many of the different statements, spread evenly; by default all statements.

    Returns
    -------
    array of shape (n,), or of at most `most` values
        In -1..1; 0 for one that stays alone. One whose neighbours are all of its own group, or alone, is at a distance of 1
        from others, as statements are that have nothing to do with each other.
    """
    first = np.unique(places.copy, return_index=True)[1]
    rows = np.arange(len(first))
    if most is not None and len(rows) > most:
        rows = np.linspace(0, len(first) - 1, most).round().astype(np.int64)
    sizes = np.bincount(labels, minlength=2)
    ones = np.ones(len(labels), dtype=vectors.dtype)
    members = sparse.csr_array((ones, (labels, np.arange(len(labels)))), shape=(len(sizes), len(labels)))
    sums = members @ vectors
    found = np.zeros(len(rows))
    for start in range(0, len(rows), ROWS):
        own = rows[start : start + ROWS]
        found[start : start + ROWS] = _near_widths(vectors, labels, sums, sizes, first, own, places.graph)
    return found if most is not None else found[places.copy]


def _near_widths(
    vectors: Vectors, labels: Labels, sums: Vectors, sizes: Labels, first: Labels, own: Labels, graph: Any
) -> Vectors:
    at = first[own]
    groups = labels[at]
    inside = settle(1 - _mean_cosines(vectors, sums, sizes - 1, at, groups, less=1.0), COSINE_DIGITS)
    edges = graph[own].tocoo()
    others = labels[first[edges.col]]
    kept = (others > 0) & (others != groups[edges.row])
    pairs = np.unique(np.stack([edges.row[kept], others[kept]]), axis=1).astype(np.int64)
    outside = np.full(len(own), np.inf)
    for start in range(0, pairs.shape[1], ROWS):
        row, group = pairs[:, start : start + ROWS]
        distances = settle(1 - _mean_cosines(vectors, sums, sizes, at[row], group), COSINE_DIGITS)
        np.minimum.at(outside, row, distances)
    outside[np.isinf(outside)] = 1.0
    largest = np.maximum(inside, outside)
    widths = np.divide(outside - inside, largest, out=np.zeros(len(own)), where=largest > 0)
    return np.asarray(np.where(groups > 0, widths, 0.0))


def _mean_cosines(
    vectors: Vectors, sums: Vectors, sizes: Labels, rows: Labels, groups: Labels, *, less: float = 0.0
) -> Vectors:
    """Return the mean cosine of statements with groups; of their own group, less what they are to themselves."""
    shared = np.einsum("ij,ij->i", vectors[rows], sums[groups], dtype=np.float64)
    return np.asarray((shared - less) / np.maximum(sizes[groups], 1))
