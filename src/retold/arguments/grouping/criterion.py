"""The criterion that chooses among groupings: how well each agrees with the pair probabilities."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.spatial.distance import squareform

from retold.arguments.grouping.embedding import Vectors
from retold.arguments.grouping.same_claim import neighbour_likeness, read_weights, weigh
from retold.ties import settle

Labels = NDArray[np.int64]
Pairs = NDArray[np.int64]

# Pairs that the criterion rests on where there are too many statements to look at all; seeded.
SAMPLED_PAIRS = 300_000


def expected_rand(probabilities: Vectors, same: NDArray[np.bool_]) -> float:
    """Return the adjusted Rand index that a grouping is expected to have with the true one.

    Parameters
    ----------
    probabilities : array of shape (m,)
        Of each pair, that it belongs together.
    same : array of bool of shape (m,)
        Whether the grouping puts the pair together.

    Returns
    -------
    float
        1 for a grouping that the probabilities confirm, 0 for one no better than chance, as are
        "all in one group" and "each on its own".

    References
    ----------
    Fritsch & Ickstadt (2009), Improved criteria for clustering based on the posterior similarity matrix
    (PEAR). Bayesian Analysis 4. It is the adjusted Rand index of Hubert & Arabie (1985) with
    probabilities in place of the true pairs.

    Examples
    --------
    >>> expected_rand(np.array([1.0, 0.0, 0.0]), np.array([True, False, False]))
    1.0
    >>> expected_rand(np.array([0.9, 0.1, 0.1]), np.array([True, True, True]))
    0.0
    """
    total, together = float(probabilities.sum()), float(same.sum())
    chance = together * total / max(len(same), 1)
    room = (together + total) / 2 - chance
    if room <= 1e-9:
        return 0.0
    return float(settle((float(probabilities[same].sum()) - chance) / room))


def all_pairs(n: int) -> Pairs:
    """Return the pairs of n things, in the order of `scipy.spatial.distance.squareform`."""
    return np.stack(np.triu_indices(n, 1), axis=1)


def judge(probabilities: Vectors, labels: Labels) -> float:
    """Return `expected_rand` of labels (0 is alone), from a whole matrix of probabilities."""
    pairs = all_pairs(len(labels))
    return expected_rand(squareform(probabilities, checks=False), put_together(labels, pairs))


def put_together(labels: Labels, pairs: Pairs) -> NDArray[np.bool_]:
    """Say of each pair whether it is in one group."""
    first, second = labels[pairs[:, 0]], labels[pairs[:, 1]]
    return np.asarray((first == second) & (first > 0))


def sample_pairs(vectors: Vectors, *, seed: int = 0) -> tuple[Pairs, Vectors]:
    """Draw pairs of statements, and return them with their probabilities."""
    rng = np.random.default_rng(seed)
    pairs = rng.integers(0, len(vectors), size=(SAMPLED_PAIRS, 2))
    pairs = pairs[pairs[:, 0] != pairs[:, 1]]
    cosines = np.concatenate(
        [
            np.einsum("ij,ij->i", vectors[block[:, 0]], vectors[block[:, 1]])
            for block in np.array_split(pairs, 20)
        ]
    )
    neighbours = np.concatenate([neighbour_likeness(vectors, block) for block in np.array_split(pairs, 20)])
    return pairs, weigh({"cosine": cosines, "neighbours": neighbours}, read_weights()["vectors"])
