"""How probable it is that two statements make the same claim, from a few likenesses of theirs."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from retold.arguments.grouping.embedding import Vectors, embed_parts, join
from retold.arguments.grouping.word_overlap import align_claims
from retold.ties import settle

Weights = Mapping[str, float]

# Embeddings whose parts are weighed one by one.
PARTED = ("wordllama", "encoder")


@cache
def read_weights() -> dict[str, dict[str, float]]:
    """Return the weights of the likenesses, by embedding.

    They are fitted by ``training/train_arguments.py`` on pairs of arguments whose groups are known; the
    file says on which data, and under which licence.
    """
    file = Path(__file__).with_name("same_claim.json")
    weights: dict[str, dict[str, float]] = json.loads(file.read_text("utf-8"))["weights"]
    return weights


def find_weights(embedding: str) -> dict[str, float]:
    """Return the weights of an embedding; those of plain vectors if it has none of its own."""
    weights = read_weights()
    return weights.get(embedding, weights["vectors"])


def measure_likenesses(claims: Sequence[str], *, embedding: str = "wordllama") -> dict[str, Vectors]:
    """Return the likenesses of each two claims, by name.

    Returns
    -------
    dict of arrays of shape (n, n)
        ``cosine`` and ``neighbours`` (cosine of their likenesses to all others), of the joined vectors;
        for the embeddings inside the package (`PARTED`) also the cosines of their parts, by name, and for ``wordllama``
        ``alignment`` (see `align_claims`).
    """
    parts = embed_parts(claims, method=embedding)
    vectors = join(parts)
    found = {"cosine": vectors @ vectors.T, "neighbours": neighbour_likeness(vectors)}
    if embedding in PARTED:
        found |= {name: part @ part.T for name, part in parts.items()}
    if embedding == "wordllama":  # a sentence's vector knows its words already
        found["alignment"] = align_claims(claims)
    return found


def neighbour_likeness(vectors: Vectors, pairs: NDArray[np.int64] | None = None) -> Vectors:
    """Return the cosine of how two statements are like all others (themselves left out).

    Two claims in different words are like the same third ones. It follows from the second moments of the
    vectors alone, so that it costs the same for a few pairs of a million statements.

    Parameters
    ----------
    vectors : array of shape (n, d)
        Rows of length one, or zero.
    pairs : array of shape (m, 2), optional
        Which pairs; default all.

    Returns
    -------
    array of shape (n, n) or (m,)
        In -1..1; 0 where a statement is like nobody.
    """
    if pairs is None and len(vectors) <= vectors.shape[1]:
        others = vectors @ vectors.T
        np.fill_diagonal(others, 0)
        shared, lengths = others @ others.T, np.linalg.norm(others, axis=1)
    else:
        known = (vectors * vectors).sum(axis=1) > 0.5  # 0 or 1, but for rounding
        mapped = vectors @ (vectors.T @ vectors)
        lengths = np.sqrt(np.maximum((mapped * vectors).sum(axis=1) - known, 0))
        first, second = (vectors, vectors) if pairs is None else (vectors[pairs[:, 0]], vectors[pairs[:, 1]])
        if pairs is None:
            shared = mapped @ second.T - 2 * (first @ second.T)
        else:
            shared = ((mapped[pairs[:, 0]] - 2 * first) * second).sum(axis=1)
    scale = lengths[:, None] * lengths if pairs is None else lengths[pairs[:, 0]] * lengths[pairs[:, 1]]
    cosines = np.divide(shared, scale, out=np.zeros_like(shared), where=scale > 1e-6)
    result: Vectors = np.clip(cosines, -1, 1)
    return result


def pair_probabilities(claims: Sequence[str], *, embedding: str = "wordllama") -> Vectors:
    """Return for each two claims the probability that they are the same.

    Parameters
    ----------
    claims : sequence of str
        The claims, see `retold.arguments.grouping.claims.claim_texts`.
    embedding : str
        See `retold.arguments.grouping.embedding.embed`.

    Returns
    -------
    numpy.ndarray of shape (n, n)
        Symmetric, in 0..1, with 1 on the diagonal. Calibrated on debates in which one pair in six or so
        makes the same claim; elsewhere read it as a score.
    """
    return weigh(measure_likenesses(claims, embedding=embedding), find_weights(embedding))


def vector_probabilities(vectors: Vectors) -> Vectors:
    """Return for each two vectors the probability that they are the same claim, see `pair_probabilities`."""
    found = {"cosine": vectors @ vectors.T, "neighbours": neighbour_likeness(vectors)}
    return weigh(found, read_weights()["vectors"])


def weigh(likenesses: Mapping[str, Vectors], weights: Weights) -> Vectors:
    """Turn likenesses into probabilities by a logistic function of their weighted sum."""
    total = weights["intercept"] + sum(
        weight * likenesses[name] for name, weight in weights.items() if name != "intercept"
    )
    probabilities = expit(np.asarray(total, dtype=np.float64))
    if probabilities.ndim == 2:
        probabilities = settle((probabilities + probabilities.T) / 2)
        np.fill_diagonal(probabilities, 1)
    result: Vectors = probabilities
    return result
