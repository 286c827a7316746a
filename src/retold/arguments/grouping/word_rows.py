"""What each word of a study adds to the vectors of its claims, so that claims without some words are compared at once.

Whether a group hangs on single words is seen by leaving words out, many times. To read the claims anew each time would
cost as much as reading them the first time; but the vector of a claim is a sum over its words, and a sum without some
of them costs nothing. The words of the encoder keep what they have seen of their neighbours: the sentence stays read
as it was, and is summed up without them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from retold.arguments.grouping import embedding as embeddings
from retold.arguments.grouping.embedding import Vectors, find_parts, scale_rows
from retold.arguments.grouping.same_claim import (
    ALIGNED,
    compare_parts,
    find_denials,
    find_products,
    find_weights,
    shared_subject,
    tell_apart,
    weigh,
)
from retold.arguments.grouping.word_overlap import Aligner, Numbers, align_words, read_words
from retold.language.encoder import load_encoder
from retold.language.vectors import wordllama_model
from retold.ties import distinct

Places = NDArray[np.int64]

# What is left out is what stands between blanks, with the signs at it.
_BETWEEN_BLANKS = re.compile(r"\S+")

# The vectors of the encoder are rounded to so many digits (see `retold.language.encoder`).
ENCODED_DIGITS = 6


@dataclass(frozen=True)
class PartRows:
    """One part of an embedding: a row for each word, and how the sums of rows become vectors of length one.

    Without rows, claims are read anew by `finish`.
    """

    rows: Any
    finish: Callable[[Any], Any]


@dataclass(frozen=True)
class WordRows:
    """The words of the claims of a study, and what each adds.

    Some of the claims, or of their words, are told by places alone: rows are not copied, since this is asked at every resample.

    Attributes
    ----------
    every : list of str
        What stands between blanks, in the order of all claims.
    kept : array of int
        The places of the words that are here, which rise.
    owner : array of int
        The claim of each of these.
    size : int
        How many claims there are.
    parts : dict of PartRows
        By the part's name; rows of every word.
    aligner, held : Aligner, csr_array of shape (words, content words)
        The content words of every word, by number; None if the likeness of this embedding does without.
    embedding : str
        Which one it is.
    denials : sparse array of shape (size, size)
        How far claims deny each other, see `find_denials`: read off whole claims, whichever words are left out.
    """

    every: list[str]
    kept: Places
    owner: Places
    size: int
    parts: dict[str, PartRows]
    aligner: Aligner | None
    held: sparse.csr_array
    embedding: str
    denials: Any

    @property
    def words(self) -> list[str]:
        """Return the words that are here."""
        return [self.every[place] for place in self.kept]

    def vectors(self) -> dict[str, Any]:
        """Return the vectors of each part, of length one and not centred; those of characters are sparse."""
        table = self._table()
        return {
            name: part.finish(self._texts() if part.rows is None else table @ part.rows)
            for name, part in self.parts.items()
        }

    def probabilities(self) -> Vectors:
        """Return for each two claims the probability that they are the same, see `pair_probabilities`."""
        found = compare_parts(self.vectors())
        if self.aligner is not None:
            found["alignment"] = self.aligner.align(self._content())
        return tell_apart(weigh(found, find_weights(self.embedding)), self.denials)

    def shared(self) -> float:
        """Return how far all claims speak of one thing, see `shared_subject`."""
        return shared_subject(find_products(next(iter(self.vectors().values()))))

    def part(self, claims: Places) -> WordRows:
        """Return some of the claims, in the order given by their places, which rise."""
        place = np.full(self.size, -1, dtype=np.int64)
        place[claims] = np.arange(len(claims))
        kept = self._keep(place[self.owner] >= 0)
        row, column = (place[side] for side in self.denials.coords)
        own = (row >= 0) & (column >= 0)
        denials = sparse.coo_array(
            (self.denials.data[own], (row[own], column[own])), shape=(len(claims), len(claims))
        )
        return replace(kept, owner=place[kept.owner], size=len(claims), denials=denials)

    def without(self, left_out: NDArray[np.bool_]) -> WordRows:
        """Return the claims without some of their words; one that would lose all of them keeps them."""
        stays = ~left_out
        left = np.bincount(self.owner, weights=stays, minlength=self.size)
        return self._keep(stays | (left[self.owner] == 0))

    def shuffled(self, rng: np.random.Generator) -> WordRows:
        """Return as many claims of the same lengths, the words shuffled among all.

        Words that know their sentence differ less from each other within it than among all; shuffled, their claims would all lie
        at the middle and look alike. They are spread again as far as the claims were. Nothing of them denies anything.
        """
        places = self.kept[rng.permutation(len(self.kept))]
        mixed = replace(
            self,
            every=[self.every[place] for place in places],
            kept=np.arange(len(places)),
            parts={
                name: part if part.rows is None else replace(part, rows=part.rows[places])
                for name, part in self.parts.items()
            },
            held=self.held[places],
            denials=sparse.coo_array((self.size, self.size)),
        )
        return replace(
            mixed, parts={name: self._spread(part, mixed.parts[name]) for name, part in self.parts.items()}
        )

    def _spread(self, part: PartRows, mixed: PartRows) -> PartRows:
        if not isinstance(part.rows, np.ndarray) or not len(part.rows):
            return mixed
        middle = part.rows.mean(axis=0, dtype=np.float64)
        table = self._table()
        lengths = np.sqrt(np.maximum(table.sum(axis=1), 1))[:, None]
        was, now = (((table @ (own.rows - middle) / lengths) ** 2).sum() for own in (part, mixed))
        return replace(
            mixed, rows=middle + (mixed.rows - middle) * np.sqrt(was / now) if now > 0 else mixed.rows
        )

    def _keep(self, stays: NDArray[np.bool_]) -> WordRows:
        return replace(self, kept=self.kept[stays], owner=self.owner[stays])

    def _table(self) -> Any:
        """Return which words (columns) each claim (row) has, so that its product with their rows is their sum."""
        ends = np.append(0, np.cumsum(np.bincount(self.owner, minlength=self.size)))
        ones = np.ones(len(self.kept))
        return sparse.csr_array((ones, self.kept, ends), shape=(self.size, len(self.every)))

    def _texts(self) -> list[str]:
        texts: list[list[str]] = [[] for _ in range(self.size)]
        for word, owner in zip(self.words, self.owner, strict=True):
            texts[owner].append(word)
        return [" ".join(own) for own in texts]

    def _content(self) -> list[Numbers]:
        """Return the distinct content words of each claim, by number: in one sort, since this is asked at every resample."""
        counts = np.diff(self.held.indptr)[self.kept]
        first = np.repeat(self.held.indptr[self.kept] - np.cumsum(counts) + counts, counts)
        numbers = self.held.indices[first + np.arange(counts.sum())].astype(np.int64)
        width = self.held.shape[1]
        pairs = distinct(np.repeat(self.owner, counts) * width + numbers)
        ends = np.searchsorted(pairs, np.arange(self.size + 1) * width)
        return np.split(pairs % width, ends[1:-1])


def read_word_rows(claims: Sequence[str], *, embedding: str = "encoder") -> WordRows:
    """Return what each word of claims adds to their vectors by an embedding.

    Examples
    --------
    >>> rows = read_word_rows(["rain fell", "rain fell today", "taxes rose"], embedding="wordllama")
    >>> likely = rows.probabilities()
    >>> bool(likely[0, 1] > likely[0, 2])
    True
    """
    found = [[(m.start(), m.group()) for m in _BETWEEN_BLANKS.finditer(claim)] for claim in claims]
    starts = [np.array([start for start, _ in own], dtype=np.int64) for own in found]
    words = [word for own in found for _, word in own]
    owner = np.repeat(np.arange(len(claims)), [len(own) for own in found])
    parts = {
        name: ROWS[part](claims, starts, words, owner) if part in ROWS else PartRows(None, _reader(part))
        for name, part in find_parts(embedding).items()
    }
    aligner, held = None, []
    if embedding in ALIGNED:
        aligner, numbers = read_words(claims)
        held = align_words(claims, words, owner, numbers)
    denials = sparse.coo_array(find_denials(claims))
    content = _lay_out(held, len(words))
    return WordRows(
        words, np.arange(len(words)), owner, len(claims), parts, aligner, content, embedding, denials
    )


def _lay_out(held: Sequence[Numbers], words: int) -> sparse.csr_array:
    """Return the numbers of each word as a sparse table, a row a word."""
    numbers = np.concatenate([np.zeros(0, dtype=np.int64), *held])
    ends = (
        np.append(0, np.cumsum([len(own) for own in held])) if held else np.zeros(words + 1, dtype=np.int64)
    )
    return sparse.csr_array(
        (np.ones(len(numbers)), numbers, ends), shape=(words, int(numbers.max(initial=0)) + 1)
    )


def _reader(part: Callable[[Sequence[str]], Vectors]) -> Callable[[Any], Any]:
    return lambda texts: scale_rows(part(texts))


def _by_word(pieces: Places, starts: Places) -> Places:
    """Return the word that each piece of a text belongs to, by where they begin; marks of the whole go to the first."""
    return np.maximum(np.searchsorted(starts, pieces, side="right") - 1, 0)


def _sum_pieces(rows: Any, words: Places, count: int) -> Any:
    table = sparse.csr_array((np.ones(len(words)), (words, np.arange(len(words)))), shape=(count, len(words)))
    return table @ rows


def _encoder_rows(
    claims: Sequence[str], starts: Sequence[Places], words: Sequence[str], owner: Places
) -> PartRows:
    pieces = load_encoder().encode_pieces(claims)
    width = next((own.rows.shape[1] for own in pieces), 1)
    rows = np.zeros((len(words), width), dtype=np.float32)
    first = np.searchsorted(owner, np.arange(len(claims)))
    for at, own in enumerate(pieces):
        if len(starts[at]):
            summed = _sum_pieces(own.rows, _by_word(own.starts, starts[at]), len(starts[at]))
            rows[first[at] : first[at] + len(starts[at])] = summed
    return PartRows(
        rows, lambda sums: np.round(scale_rows(np.asarray(sums, dtype=np.float64)), ENCODED_DIGITS)
    )


def _wordllama_rows(
    claims: Sequence[str], starts: Sequence[Places], words: Sequence[str], owner: Places
) -> PartRows:
    model = wordllama_model()
    first = np.searchsorted(owner, np.arange(len(claims)))
    ids, places = [], []
    for at, claim in enumerate(claims):
        code = model.tokenizer.encode(claim, add_special_tokens=False)
        if len(starts[at]):
            # A token may begin with the blank before its word.
            ends = np.array([end for _, end in code.offsets], dtype=np.int64)
            ids.append(np.asarray(code.ids, dtype=np.int64))
            places.append(first[at] + _by_word(np.maximum(ends - 1, 0), starts[at]))
    if not ids:
        return PartRows(np.zeros((len(words), 1)), scale_rows)
    tokens = np.concatenate(ids)
    used, numbers, counts = np.unique(tokens, return_inverse=True, return_counts=True)
    weights = embeddings.HALF_WEIGHT / (embeddings.HALF_WEIGHT + counts / counts.sum())
    weighted = model.embedding[used].astype(np.float64) * weights[:, None]
    return PartRows(_sum_pieces(weighted[numbers], np.concatenate(places), len(words)), scale_rows)


def _character_rows(
    claims: Sequence[str], starts: Sequence[Places], words: Sequence[str], owner: Places
) -> PartRows:
    from sklearn.feature_extraction.text import CountVectorizer, TfidfTransformer

    try:
        counts = CountVectorizer(**embeddings.CHARACTERS).fit_transform(words).tocsr()
    except ValueError:  # no word at all
        return PartRows(np.zeros((len(words), 1)), scale_rows)
    table = sparse.csr_array(
        (np.ones(len(words)), (owner, np.arange(len(words)))), shape=(len(claims), len(words))
    )
    kept = embeddings.commonest_terms(counts)
    rows = counts[:, kept]
    model = TfidfTransformer(sublinear_tf=True).fit(sparse.csr_matrix(table @ rows))
    return PartRows(rows, lambda sums: _weigh_characters(sums, model.idf_))


def _weigh_characters(sums: Any, rarity: NDArray[np.float64]) -> Any:
    """Return what the fitted TfidfTransformer makes of counts; its checks take longer than its work on a hundred claims."""
    counts = sparse.csr_matrix(sums, dtype=np.float64)
    row = np.repeat(np.arange(counts.shape[0]), np.diff(counts.indptr))
    weights = (np.log(counts.data) + 1) * rarity[counts.indices]
    lengths = np.sqrt(np.bincount(row, weights * weights, minlength=counts.shape[0]))
    return sparse.csr_matrix((weights / lengths[row], counts.indices, counts.indptr), shape=counts.shape)


ROWS: dict[Any, Callable[..., PartRows]] = {
    embeddings.encode_claims: _encoder_rows,
    embeddings.sum_word_vectors: _wordllama_rows,
    embeddings.count_characters: _character_rows,
}
