"""How tight and how separate groups are, which statement is at the centre of each, and where all lie on a map."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from retold.arguments.grouping.embedding import Vectors
from retold.ties import COSINE_DIGITS, first_best, settle

Labels = NDArray[np.int64]

# Rows that are measured at a time, so that many statements of many groups fit into memory.
ROWS = 8192


def silhouettes(distances: Vectors, labels: Labels) -> Vectors:
    """Return the silhouette of each statement (-1..1); 0 for one that stays alone, or if there is one group.

    References
    ----------
    Rousseeuw (1987), Silhouettes. Journal of Computational and Applied Mathematics 20.
    """
    # Sparse, because most groups are small; and symmetric, so that it may stand on the left.
    sums = (_membership(labels).T @ distances).T
    return _widths(sums, labels, np.bincount(labels, minlength=sums.shape[1] + 1))


def vector_silhouettes(vectors: Vectors, labels: Labels) -> Vectors:
    """Return the same on cosine distances, from the sum vector of each group, so that no pair is compared."""
    groups = int(labels.max(initial=0))
    totals = np.zeros((groups + 1, vectors.shape[1]), dtype=vectors.dtype)
    np.add.at(totals, labels, vectors)
    sizes = np.bincount(labels, minlength=groups + 1)
    result = np.zeros(len(labels))
    for start in range(0, len(labels), ROWS):
        rows = slice(start, start + ROWS)
        result[rows] = _widths(sizes[1:] - vectors[rows] @ totals[1:].T, labels[rows], sizes)
    return result


def _membership(labels: Labels) -> Any:
    at = np.flatnonzero(labels > 0)
    return sparse.csr_array(
        (np.ones(len(at)), (at, labels[at] - 1)), shape=(len(labels), int(labels.max(initial=0)))
    )


def _widths(sums: Vectors, labels: Labels, counts: Labels) -> Vectors:
    result = np.zeros(len(labels))
    groups = sums.shape[1]
    if groups < 2:
        return result
    sizes = counts[1:]
    at = np.flatnonzero(labels > 0)
    own = labels[at] - 1
    # Settled, because what is left of a distance of 0 in a sum has no meaning, and would be divided by another such.
    inside = settle(sums[at, own] / np.maximum(sizes[own] - 1, 1))
    means = sums[at] / sizes
    means[np.arange(len(at)), own] = np.inf
    outside = settle(means.min(axis=1))
    largest = np.maximum(inside, outside)
    result[at] = np.divide(outside - inside, largest, out=np.zeros(len(at)), where=largest > 0)
    return result


def mean_cosines(vectors: Vectors, labels: Labels) -> Vectors:
    """Return each statement's mean cosine with the others of its group; nan for one that stays alone."""
    groups = int(labels.max(initial=0))
    sizes = np.bincount(labels, minlength=groups + 1)
    sums = np.zeros((groups + 1, vectors.shape[1]))
    np.add.at(sums, labels, vectors)
    inside = (vectors * sums[labels]).sum(axis=1) - (vectors * vectors).sum(axis=1)
    strength: Vectors = np.where(labels > 0, inside / np.maximum(sizes[labels] - 1, 1), np.nan)
    return np.asarray(settle(strength))


def find_medoids(vectors: Vectors, labels: Labels) -> list[int]:
    """Return the most central statement of each group; of equals the first."""
    strength = mean_cosines(vectors, labels)
    order = np.lexsort((np.arange(len(labels)), -np.nan_to_num(strength, nan=-2.0), labels))
    grouped = order[labels[order] > 0]
    first = np.unique(labels[grouped], return_index=True)[1]
    return [int(at) for at in grouped[first]]


def plane(vectors: Vectors) -> tuple[Vectors, Vectors]:
    """Project onto the two main axes (principal components); places on an axis that is not there are 0.

    An axis has no direction of its own: it points to the statement that is farthest out on it. Axes along which the
    statements spread alike are not told apart by the decomposition, which returns any turn of them; the first of them is
    then the one towards the statement that is farthest out in all of them together, of equals the first.

    Examples
    --------
    >>> x, y = plane(np.array([[0.0, 0.0], [1.0, 0.0], [4.0, 0.5]]))
    >>> bool(x[2] > 0), float(np.abs(x).max()) > float(np.abs(y).max())
    (True, True)
    """
    places = np.zeros((len(vectors), 2))
    if not len(vectors):
        return places[:, 0], places[:, 1]
    centred = np.asarray(vectors - vectors.mean(axis=0), dtype=np.float64)
    spreads, turned = _spread(centred)
    known = settle(spreads / max(spreads.max(initial=0), 1e-9), COSINE_DIGITS)
    column = 0
    for level in np.unique(known[known > 0])[::-1]:
        alike = turned[:, known == level]
        for _ in range(min(alike.shape[1], 2 - column)):
            own = _farthest(alike)
            places[:, column] = own
            alike = alike - np.outer(own, own @ alike) / (own @ own)
            column += 1
        if column == 2:
            break
    places = settle(places)
    return places[:, 0], places[:, 1]


def _spread(centred: Vectors) -> tuple[Vectors, Vectors]:
    """Return how far vectors spread along each principal axis, from the largest down, and their places on all axes."""
    if len(centred) <= centred.shape[1]:
        squares, axes = np.linalg.eigh(centred @ centred.T)
        turned = axes * np.sqrt(np.maximum(squares, 0))
    else:
        squares, axes = np.linalg.eigh(centred.T @ centred)
        turned = centred @ axes
    return np.sqrt(np.maximum(squares, 0))[::-1], turned[:, ::-1]


def _farthest(places: Vectors) -> Vectors:
    """Return the places on the axis, of those given, towards the one that is farthest from the middle."""
    at = first_best(np.linalg.norm(places, axis=1), digits=COSINE_DIGITS)
    direction: Vectors = places[at] / np.linalg.norm(places[at])
    return np.asarray(places @ direction)
