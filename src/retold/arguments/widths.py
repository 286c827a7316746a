"""How tight and how separate groups are, which statement is at the centre of each, and where all lie on a map."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from retold.arguments.embedding import Vectors

Labels = NDArray[np.int64]

# Rows that are measured at a time, so that many statements of many groups fit into memory.
ROWS = 8192


def silhouettes(distances: Vectors, labels: Labels) -> Vectors:
    """Return the silhouette of each statement (-1..1); 0 for one that stays alone, or if there is one group.

    References
    ----------
    Rousseeuw (1987), Silhouettes. Journal of Computational and Applied Mathematics 20.
    """
    sums = distances @ _membership(labels)
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


def _membership(labels: Labels) -> Vectors:
    return np.asarray(labels[:, None] == np.arange(1, labels.max(initial=0) + 1)[None, :], dtype=np.float32)


def _widths(sums: Vectors, labels: Labels, counts: Labels) -> Vectors:
    result = np.zeros(len(labels))
    groups = sums.shape[1]
    if groups < 2:
        return result
    sizes = counts[1:]
    at = np.flatnonzero(labels > 0)
    own = labels[at] - 1
    inside = sums[at, own] / np.maximum(sizes[own] - 1, 1)
    means = sums[at] / sizes
    means[np.arange(len(at)), own] = np.inf
    outside = means.min(axis=1)
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
    return np.round(strength, 9)


def find_medoids(vectors: Vectors, labels: Labels) -> list[int]:
    """Return the most central statement of each group; of equals the first."""
    strength = mean_cosines(vectors, labels)
    order = np.lexsort((np.arange(len(labels)), -np.nan_to_num(strength, nan=-2.0), labels))
    grouped = order[labels[order] > 0]
    first = np.unique(labels[grouped], return_index=True)[1]
    return [int(at) for at in grouped[first]]


def plane(vectors: Vectors) -> tuple[Vectors, Vectors]:
    """Project onto the two main axes; the full decomposition, because it has no random start."""
    from sklearn.decomposition import PCA

    if not np.ptp(vectors, axis=0).any():  # all statements are the same
        return np.zeros(len(vectors)), np.zeros(len(vectors))
    size = min(2, *vectors.shape)
    solver = "full" if len(vectors) <= 5000 else "covariance_eigh"
    places = PCA(n_components=size, svd_solver=solver).fit_transform(vectors)
    places = np.pad(places, ((0, 0), (0, 2 - size)))
    return places[:, 0], places[:, 1]
