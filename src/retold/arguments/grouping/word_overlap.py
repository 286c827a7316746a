"""How much of one claim's words come back, in the same or a near word, in another."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from retold.arguments.grouping.embedding import Vectors, scale_rows, token_table
from retold.language.english.frozen import frozen_stop_words
from retold.language.tokens import APOSTROPHES, HYPHENS, JOINED, normal_form
from retold.language.vectors import wordllama_model
from retold.ties import settle

Numbers = NDArray[np.int64]

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
    aligner, words = read_words(claims)
    return aligner.align(words)


@dataclass(frozen=True)
class Aligner:
    """The words of a study: how rare each is, and how alike each two are."""

    weights: NDArray[np.float64]
    alike: NDArray[np.float64]

    def align(self, words: Sequence[Numbers]) -> Vectors:
        """Return for each two claims how far their words, by number, find a like word in the other."""
        n = len(words)
        covers = np.zeros((n, len(self.weights)))
        for row, own in enumerate(words):
            if len(own):
                covers[row] = self.alike[own].max(axis=0)
        at = np.concatenate([*words, np.zeros(0, dtype=np.int64)])
        totals = np.array([self.weights[own].sum() for own in words])
        counts = [len(own) for own in words]
        shares = self.weights[at] / np.repeat(totals, counts)
        own_words = sparse.csr_array((shares, (np.repeat(np.arange(n), counts), at)), shape=covers.shape)
        covered: Vectors = own_words @ covers.T
        return (covered + covered.T) / 2


def read_words(claims: Sequence[str]) -> tuple[Aligner, list[Numbers]]:
    """Return the aligner of a study, and the distinct content words of each claim by their number in it."""
    vocabulary, held = _word_numbers(claims)
    return Aligner(_rarity(held, len(vocabulary)), _word_likeness(vocabulary)), held


def align_words(
    claims: Sequence[str], words: Sequence[str], owner: Numbers, numbers: Sequence[Numbers]
) -> list[Numbers]:
    """Return the content words inside each word of claims, by the numbers that `read_words` gave each claim's.

    Parameters
    ----------
    claims : sequence of str
        The claims.
    words : sequence of str
        What stands between blanks in them, in order.
    owner : array of int
        The claim of each word.
    numbers : sequence of arrays
        The content words of each claim, in the order of the alphabet.
    """
    known = [
        dict(zip(_content_words(claim), own.tolist(), strict=True))
        for claim, own in zip(claims, numbers, strict=True)
    ]
    return [
        np.array(
            [known[at][form] for form in map(normal_form, WORD.findall(word)) if form in known[at]],
            dtype=np.int64,
        )
        for word, at in zip(words, owner, strict=True)
    ]


def _content_words(claim: str) -> list[str]:
    stop = frozen_stop_words()
    words = sorted({normal_form(word) for word in WORD.findall(claim)})
    return [word for word in words if word not in stop] or words


def _word_numbers(claims: Sequence[str]) -> tuple[list[str], list[Numbers]]:
    """Return the vocabulary, and the distinct content words of each claim by their number in it."""
    found = [_content_words(claim) for claim in claims]
    vocabulary = sorted({word for words in found for word in words})
    numbers = {word: number for number, word in enumerate(vocabulary)}
    return vocabulary, [np.array([numbers[word] for word in words], dtype=np.int64) for words in found]


def _rarity(held: Sequence[NDArray[np.int64]], words: int) -> NDArray[np.float64]:
    counts = np.bincount(np.concatenate([*held, np.array([], dtype=np.int64)]), minlength=words)
    return np.asarray(np.log((1 + len(held)) / (1 + counts)) + LEAST_WEIGHT)


def _word_likeness(vocabulary: Sequence[str]) -> NDArray[np.float64]:
    if not vocabulary:
        return np.zeros((0, 0))
    counts = token_table([" " + word for word in vocabulary])
    # Only the rows of these words' own tokens: the whole table has a hundred thousand.
    used = np.unique(counts.indices)
    vectors = scale_rows(counts[:, used] @ wordllama_model().embedding[used].astype(np.float64))
    likeness = np.clip((settle(vectors @ vectors.T) - UNRELATED) / (1 - UNRELATED), 0, 1)
    np.fill_diagonal(likeness, 1)
    return np.asarray(likeness, dtype=np.float64)
