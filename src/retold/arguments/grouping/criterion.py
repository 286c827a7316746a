"""The criterion that chooses among groupings: how well each agrees with the pair probabilities."""

from __future__ import annotations

import itertools

import numpy as np
from numpy.typing import NDArray

from retold.arguments.grouping.embedding import Vectors
from retold.arguments.grouping.same_claim import neighbour_likeness, read_weights, weigh
from retold.ties import settle

Labels = NDArray[np.int64]
Pairs = NDArray[np.int64]

# Where all is certain and nothing is left to chance, the index is not defined; sums of probabilities are exact to this.
LEAST_ROOM = 1e-9

# The mean silhouette counts half as much as the expected index in the joint criterion: it keeps apart the many small groups of
# reports that the index alone puts together. On train (topics that the encoder hadn't learned from; three folds) the joint one gave in debates,
# claims, claims put together, disputes .99, 1.00, .97 and 1.00 of the better of its two halves; the index alone 1.00, .97, .92 and 1.00, the silhouette
# .62, 1.00, 1.00 and 1.00. From a quarter to three quarters all are alike; the whole silhouette loses in debates (.88).
SILHOUETTE_SHARE = 0.5

# Of many statements, most pairs of which have nothing to do with each other, the index is near 0 and lies highest where all is put
# together; the silhouette counts twice. ARI on train with it / half / alone (`wordllama`, `local`): 2,500 and 6,000 texts of Perspectrum .379 / .129 / .425
# and .295 / .295 / .295, 2,500 and 3,000 of ArgKP .325 / .325 / .325 and .322 / .335 / .322.
LARGE_SILHOUETTE_SHARE = 2.0

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
    inside, total = float(probabilities[same].sum()), float(probabilities.sum())
    return _adjusted(inside, total, float(same.sum()), len(same))


def _adjusted(inside: float, total: float, together: float, pairs: int) -> float:
    """Return the index from sums of probabilities (of pairs together, of all) and numbers of pairs (together, all)."""
    chance = together * total / max(pairs, 1)
    room = (together + total) / 2 - chance
    return float(settle((inside - chance) / room)) if room > LEAST_ROOM else 0.0


def all_pairs(n: int) -> Pairs:
    """Return the pairs of n things, in the order of `scipy.spatial.distance.squareform`."""
    return np.stack(np.triu_indices(n, 1), axis=1)


def judge(probabilities: Vectors, labels: Labels) -> float:
    """Return `expected_rand` of labels (0 is alone), from a whole matrix of probabilities (1 on the diagonal)."""
    n = len(labels)
    order = np.argsort(labels, kind="stable")
    ends = np.searchsorted(labels[order], np.arange(1, int(labels.max(initial=0)) + 2))
    inside, together = 0.0, 0
    for start, end in itertools.pairwise(ends):
        own, size = order[start:end], int(end - start)
        inside += (float(probabilities[np.ix_(own, own)].sum()) - size) / 2
        together += size * (size - 1) // 2
    return _adjusted(inside, (float(probabilities.sum()) - n) / 2, together, n * (n - 1) // 2)


def joint_criterion(expected: Vectors, widths: Vectors, *, share: float = SILHOUETTE_SHARE) -> Vectors:
    """Return the expected index plus a share of the mean silhouette, of each grouping, settled; where none was measured the index alone.

    Parameters
    ----------
    expected : array of shape (m,)
        See `expected_rand`.
    widths : array of shape (m,)
        Mean silhouettes; nan where none was measured.
    share : float
        How much of them counts.

    Examples
    --------
    >>> joint_criterion(np.array([0.4, 0.5]), np.array([0.6, 0.2])).tolist()
    [0.7, 0.6]
    """
    return np.asarray(settle(expected + share * np.nan_to_num(widths)))


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
    return pairs, weigh(
        {"cosine": cosines, "neighbours": neighbour_likeness(vectors, pairs)}, read_weights()["vectors"]
    )
