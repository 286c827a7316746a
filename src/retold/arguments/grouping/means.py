"""Groups around means: k-means on the unit sphere, in which no choice hangs on the last bit of a sum.

The one of scikit-learn adds up its means in the order in which its threads finish, and gives a statement that is as near
to two means to either. Here cosines are settled before they are compared, and of equals the first counts.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from retold.ties import COSINE_DIGITS, first_best, settle

Floats = NDArray[np.float64]
Labels = NDArray[np.int64]

# Rows that are compared with the means at a time.
ROWS = 8192


def group_by_means(
    vectors: Floats, groups: int, *, seed: int = 0, starts: int = 4, rounds: int = 50
) -> Labels:
    """Return the group, 0, 1, ..., of each vector: the best of several starts.

    Parameters
    ----------
    vectors : array of shape (n, d)
        Rows of length one, or zero.
    groups : int
        How many groups at most; there are no more than there are different vectors.
    seed, starts, rounds : int
        Of the first means, see `first_means`; how often they are drawn, and how often they are moved at most.

    References
    ----------
    Dhillon & Modha (2001), Concept decompositions for large sparse text data using clustering. Machine Learning 42.

    Examples
    --------
    >>> group_by_means(np.eye(3)[[0, 0, 1, 1, 2]], 3).tolist()
    [0, 0, 1, 1, 2]
    """
    rng = np.random.default_rng(seed)
    best, found = -np.inf, np.zeros(len(vectors), dtype=np.int64)
    for _ in range(starts):
        means = move_means(vectors, first_means(vectors, groups, rng), rounds=rounds)
        labels, cosines = find_nearest(vectors, means)
        # Millionths are whole numbers, and their sum is exact in any order.
        quality = float(np.rint(cosines * 10.0**COSINE_DIGITS).sum())
        if quality > best:
            best, found = quality, labels
    # In the order of their first member, so that a group's number says nothing of the draw.
    return np.asarray(np.argsort(np.argsort(_first_places(found)))[found], dtype=np.int64)


def _first_places(labels: Labels) -> Labels:
    first = np.full(int(labels.max(initial=-1)) + 1, len(labels), dtype=np.int64)
    np.minimum.at(first, labels, np.arange(len(labels)))
    return first


def first_means(vectors: Floats, groups: int, rng: np.random.Generator) -> Floats:
    """Draw vectors to begin with, each with a chance that grows with its distance from those drawn before.

    References
    ----------
    Arthur & Vassilvitskii (2007), k-means++: the advantages of careful seeding. SODA.
    """
    drawn = [int(rng.integers(len(vectors)))]
    apart = np.full(len(vectors), np.inf)
    while len(drawn) < groups:
        own = settle(vectors @ vectors[drawn[-1]], COSINE_DIGITS)
        apart = np.minimum(apart, np.rint((1 - own) * 10.0**COSINE_DIGITS))
        apart[drawn[-1]] = 0.0
        chances = np.cumsum(apart)
        if chances[-1] <= 0:  # all that is left was drawn already
            break
        drawn.append(int(np.searchsorted(chances, rng.random() * chances[-1], side="right")))
    return vectors[drawn]


def move_means(vectors: Floats, means: Floats, *, rounds: int) -> Floats:
    """Move each mean to the middle of what is nearest to it, until nothing changes; an empty one stays."""
    labels = np.full(len(vectors), -1, dtype=np.int64)
    for _ in range(rounds):
        before, (labels, _) = labels, find_nearest(vectors, means)
        if (labels == before).all():
            break
        own = sparse.csr_array(
            (np.ones(len(labels)), (labels, np.arange(len(labels)))), shape=(len(means), len(labels))
        )
        sums = own @ vectors
        lengths = np.linalg.norm(sums, axis=1, keepdims=True)
        means = np.where(settle(lengths) > 0, sums / np.maximum(lengths, 1e-9), means)
    return means


def find_nearest(vectors: Floats, means: Floats) -> tuple[Labels, Floats]:
    """Return of each vector the nearest mean, of equals the first, and the settled cosine with it."""
    labels, cosines = np.zeros(len(vectors), dtype=np.int64), np.zeros(len(vectors))
    for rows in _blocks(len(vectors)):
        near = settle(vectors[rows] @ means.T, COSINE_DIGITS)
        labels[rows] = first_best(near, axis=1)
        cosines[rows] = np.take_along_axis(near, labels[rows, None], axis=1)[:, 0]
    return labels, cosines


def _blocks(n: int) -> Iterator[slice]:
    for start in range(0, n, ROWS):
        yield slice(start, start + ROWS)
