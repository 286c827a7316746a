"""How much of one claim's words come back, in the same or a near word, in another."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from retold.arguments.grouping.embedding import Vectors, token_table
from retold.language.english.frozen import frozen_stop_words
from retold.language.tokens import APOSTROPHES, HYPHENS, JOINED, normal_form
from retold.language.vectors import wordllama_model
from retold.ties import settle

WORD = re.compile(rf"[^\W_](?:[^\W_]|[{JOINED}])*(?:[{HYPHENS}{APOSTROPHES}][^\W_](?:[^\W_]|[{JOINED}])*)*")

# Cosines of unrelated words of the model go up to about a quarter; what is beyond is scaled to 0..1.
UNRELATED = 0.25

# A word that stands in every claim still counts a little, so that no claim is without weight.
LEAST_WEIGHT = 0.1


def align_claims(claims: Sequence[str]) -> Vectors:
    """Return for each two claims how far their words find a like word in the other.

    Each word takes its best match in the other claim (0..1, by cosine of static word vectors; the same
    word is 1), rare words weigh more (inverse document frequency in these claims), and both directions
    are averaged.

    Parameters
    ----------
    claims : sequence of str
        The claims.

    Returns
    -------
    numpy.ndarray of shape (n, n)
        Symmetric, in 0..1.

    References
    ----------
    Corley & Mihalcea (2005), Measuring the semantic similarity of texts. ACL Workshop EMSEE.

    Examples
    --------
    >>> likeness = align_claims(["rain fell", "rain fell today", "taxes rose"])
    >>> bool(likeness[0, 1] > 0.6 > 0.3 > likeness[0, 2])
    True
    """
    vocabulary, held = _word_numbers(claims)
    weights = _rarity(held, len(vocabulary))
    alike = _word_likeness(vocabulary)
    covers = np.zeros((len(claims), len(vocabulary)))
    for row, words in enumerate(held):
        if len(words):
            covers[row] = alike[:, words].max(axis=1)
    covered = np.zeros((len(claims), len(claims)))
    for row, words in enumerate(held):
        if len(words):
            own = weights[words]
            covered[row] = covers[:, words] @ own / own.sum()
    return (covered + covered.T) / 2


def _word_numbers(claims: Sequence[str]) -> tuple[list[str], list[NDArray[np.int64]]]:
    """Return the vocabulary, and the distinct content words of each claim by their number in it."""
    stop = frozen_stop_words()
    found = []
    for claim in claims:
        words = sorted({normal_form(word) for word in WORD.findall(claim)})
        found.append([word for word in words if word not in stop] or words)
    vocabulary = sorted({word for words in found for word in words})
    numbers = {word: number for number, word in enumerate(vocabulary)}
    return vocabulary, [np.array([numbers[word] for word in words], dtype=np.int64) for words in found]


def _rarity(held: Sequence[NDArray[np.int64]], words: int) -> NDArray[np.float64]:
    counts = np.bincount(np.concatenate([*held, np.array([], dtype=np.int64)]), minlength=words)
    return np.asarray(np.log((1 + len(held)) / (1 + counts)) + LEAST_WEIGHT)


@cache
def _word_vector(word: str) -> NDArray[np.float64]:
    counts = token_table([" " + word])
    # Only the rows of the word's own tokens: the whole table has a hundred thousand.
    mean = counts.data @ wordllama_model().embedding[counts.indices].astype(np.float64)
    length = float(np.linalg.norm(mean))
    return np.asarray(mean / length if length > 0 else mean, dtype=np.float64)


def _word_likeness(vocabulary: Sequence[str]) -> NDArray[np.float64]:
    if not vocabulary:
        return np.zeros((0, 0))
    vectors = np.stack([_word_vector(word) for word in vocabulary])
    likeness = np.clip((settle(vectors @ vectors.T) - UNRELATED) / (1 - UNRELATED), 0, 1)
    np.fill_diagonal(likeness, 1)
    return np.asarray(likeness, dtype=np.float64)
