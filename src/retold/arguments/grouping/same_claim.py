"""How probable it is that two statements make the same claim, from a few likenesses of theirs."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.special import expit

from retold.arguments.grouping.embedding import Vectors, embed_parts
from retold.arguments.grouping.word_overlap import align_claims
from retold.language import encoder
from retold.language.denial import measure_denial
from retold.ties import settle

Weights = Mapping[str, float]

# The weights inside the package; the hash is that of the file.
WEIGHTS = Path(__file__).with_name("same_claim.json")
SHA256 = "312cbffcdb4786a89edd8d5e0cc58486a3befc31ab910ed4cd01e6eb6b1a099d"

# Pairs whose vectors are laid side by side at a time.
PAIRS = 16_384

# Statements of a larger cosine are copies of each other.
COPY = 1 - 1e-6

# A centred vector that is shorter is rounding.
LEAST_LENGTH = 1e-6

# From here on a claim surely denies another: at less, one in two pairs of the train splits that `measure_denial` names says the same in
# other words ("more efficient policies", "no efficient policy").
SURELY_DENIED = 0.8

# Embeddings whose likeness knows how far words find a like word in the other claim.
ALIGNED = ("wordllama", "encoder")


@cache
def read_weights() -> dict[str, dict[str, float]]:
    """Return the weights of the likenesses, by embedding.

    They are fitted by ``training/train_arguments.py`` on pairs of arguments whose groups are known; the
    file says on which data, and under which licence.

    Raises
    ------
    StudyError
        If the file is missing, or not the one of this version; the message names its hash.
    """
    weights: dict[str, dict[str, float]] = json.loads(encoder.read_weights(WEIGHTS, SHA256))["weights"]
    return weights


def find_weights(embedding: str) -> dict[str, float]:
    """Return the weights of an embedding; those of plain vectors if it has none of its own."""
    weights = read_weights()
    return weights.get(embedding, weights["vectors"])


def measure_likenesses(claims: Sequence[str], *, embedding: str = "encoder") -> dict[str, Vectors]:
    """Return the likenesses of each two claims, by name.

    Returns
    -------
    dict of arrays of shape (n, n)
        Those of `compare_parts`; for the embeddings inside the package (`ALIGNED`) also ``alignment`` (see `align_claims`).
    """
    found = compare_parts(embed_parts(claims, method=embedding))
    if embedding in ALIGNED:
        found["alignment"] = align_claims(claims)
    return found


def compare_parts(parts: Mapping[str, Vectors]) -> dict[str, Vectors]:
    """Return the likenesses of each two statements that follow from the parts of their vectors.

    Parameters
    ----------
    parts : mapping of str to array or sparse array of shape (n, d)
        Rows of length one, or zero; not centred.

    Returns
    -------
    dict of arrays of shape (n, n)
        The cosine of each part, by its name; ``cosine`` and ``neighbours`` (cosine of their likenesses to all others) of the
        joined vectors, which are centred; ``shared``, the same for every pair, see `shared_subject`.
    """
    found = {name: find_products(part) for name, part in parts.items()}
    shared = shared_subject(next(iter(found.values())))
    cosine = centre_products(sum(centre_products(own) for own in found.values()))
    neighbours = neighbour_cosines(cosine)
    return found | {"cosine": cosine, "neighbours": neighbours, "shared": np.full_like(cosine, shared)}


def find_products(part: Any) -> Vectors:
    """Return the products of each two rows of a table, which may be sparse."""
    found = part @ part.T
    return np.asarray(found.toarray() if sparse.issparse(found) else found)


def centre_products(products: Any) -> Vectors:
    """Return the cosines of vectors with their mean subtracted, from the products of the vectors.

    Examples
    --------
    >>> centre_products(np.array([[1.0, 0.0], [0.0, 1.0]])).round(6).tolist()
    [[1.0, -1.0], [-1.0, 1.0]]
    """
    if not len(products):
        return np.zeros((0, 0))
    means = products.mean(axis=0)
    centred = products - means - means[:, None] + means.mean()
    lengths = np.sqrt(np.maximum(np.diagonal(centred), 0))
    # What is left of a mean after rounding is not a direction.
    inverse = np.divide(1, lengths, out=np.zeros(len(lengths)), where=lengths > LEAST_LENGTH)
    cosines: Vectors = centred * inverse * inverse[:, None]
    return cosines


def neighbour_cosines(cosines: Vectors) -> Vectors:
    """Return the cosine of how two statements are like all others (themselves left out), see `neighbour_likeness`."""
    others = cosines.copy()
    np.fill_diagonal(others, 0)
    lengths = np.linalg.norm(others, axis=1)
    return _scaled(others @ others.T, lengths[:, None] * lengths)


def _scaled(shared: Vectors, scale: Vectors) -> Vectors:
    cosines = np.divide(shared, scale, out=np.zeros_like(shared), where=scale > 1e-6)
    return np.asarray(np.clip(cosines, -1, 1))


def shared_subject(cosines: Vectors) -> float:
    """Return the mean cosine of two different statements: how far all of a study speak of one thing. Copies count once.

    It is what makes a likeness mean something else in a debate about one question, in which any two arguments share
    their words, than in reports on many. What is left of the cosines is then compared on one scale.

    Parameters
    ----------
    cosines : array of shape (n, n)
        Of vectors that are not centred.

    Returns
    -------
    float
        In -1..1; 0 of fewer than two statements.

    Examples
    --------
    >>> shared_subject(np.array([[1.0, 0.5, 0.3], [0.5, 1.0, 0.1], [0.3, 0.1, 1.0]]))
    0.3
    """
    copies = np.triu(cosines > COPY, 1).any(axis=0)
    cosines = cosines[np.ix_(~copies, ~copies)]
    n = len(cosines)
    return float(settle((cosines.sum() - np.trace(cosines)) / (n * (n - 1)))) if n > 1 else 0.0


def neighbour_likeness(
    vectors: Vectors, pairs: NDArray[np.int64] | None = None, *, moments: Vectors | None = None
) -> Vectors:
    """Return the cosine of how two statements are like all others (themselves left out).

    Two claims in different words are like the same third ones. It follows from the second moments of the
    vectors alone, so that it costs the same for a few pairs of a million statements.

    Parameters
    ----------
    vectors : array of shape (n, d)
        Rows of length one, or zero.
    pairs : array of shape (m, 2), optional
        Which pairs; default all.
    moments : array of shape (d, d), optional
        The second moments of all others, where these vectors are only some.

    Returns
    -------
    array of shape (n, n) or (m,)
        In -1..1; 0 where a statement is like nobody.
    """
    if pairs is None and moments is None and len(vectors) <= vectors.shape[1]:
        return neighbour_cosines(vectors @ vectors.T)
    known = (vectors * vectors).sum(axis=1) > 0.5  # 0 or 1, but for rounding
    mapped = vectors @ (vectors.T @ vectors if moments is None else moments)
    lengths = np.sqrt(np.maximum((mapped * vectors).sum(axis=1) - known, 0))
    if pairs is None:
        return _scaled(mapped @ vectors.T - 2 * (vectors @ vectors.T), lengths[:, None] * lengths)
    reached = mapped - 2 * vectors
    blocks = np.split(pairs, range(PAIRS, len(pairs), PAIRS))
    shared = np.concatenate([np.einsum("ij,ij->i", reached[own[:, 0]], vectors[own[:, 1]]) for own in blocks])
    return _scaled(shared, lengths[pairs[:, 0]] * lengths[pairs[:, 1]])


def pair_probabilities(claims: Sequence[str], *, embedding: str = "encoder", denials: Any = None) -> Vectors:
    """Return for each two claims the probability that they are the same.

    Parameters
    ----------
    claims : sequence of str
        The claims, see `retold.arguments.grouping.claims.claim_texts`.
    embedding : str
        See `retold.arguments.grouping.embedding.embed`.
    denials : sparse array of shape (n, n), optional
        What `find_denials` gives, where it is known already.

    Returns
    -------
    numpy.ndarray of shape (n, n)
        Symmetric, in 0..1, with 1 on the diagonal. Calibrated on debates, on claims of several debates put together and
        on invented news disputes; elsewhere read it as a score. Of a claim and its denial (see `find_denials`) it is near 0, however
        alike they are.
    """
    likely = weigh(measure_likenesses(claims, embedding=embedding), find_weights(embedding))
    return tell_apart(likely, find_denials(claims) if denials is None else denials)


def find_denials(claims: Sequence[str]) -> Any:
    """Return how far each two claims deny each other, where they surely do, see `retold.language.denial.measure_denial`.

    Returns
    -------
    scipy.sparse.csr_array of shape (n, n)
        In 0.8..1, or 0.

    Examples
    --------
    >>> find_denials(["The dam is safe", "The dam is not safe", "Taxes rose"]).toarray().tolist()
    [[0.0, 1.0, 0.0], [1.0, 0.0, 0.0], [0.0, 0.0, 0.0]]
    """
    found = measure_denial(claims, claims)
    return sparse.csr_array(np.where(found >= SURELY_DENIED, found, 0))


def tell_apart(probabilities: Vectors, denials: Any) -> Vectors:
    """Return probabilities that claims are the same, less those of claims that deny each other.

    Examples
    --------
    >>> tell_apart(np.array([[1.0, 0.9], [0.9, 1.0]]), np.array([[0.0, 1.0], [1.0, 0.0]])).tolist()
    [[1.0, 0.0], [0.0, 1.0]]
    """
    apart = sparse.coo_array(denials)
    result = probabilities.copy()
    result[apart.row, apart.col] *= 1 - apart.data
    return result


def vector_probabilities(vectors: Vectors, *, moments: Vectors | None = None) -> Vectors:
    """Return for each two vectors the probability that they are the same claim, see `pair_probabilities`.

    Where they are only some of a study, the second moments of all say how each is like all others.
    """
    found = {"cosine": vectors @ vectors.T, "neighbours": neighbour_likeness(vectors, moments=moments)}
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
