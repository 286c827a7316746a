"""A small encoder that knows claims: texts in, vectors out, with weights inside the package and no torch.

It is all-MiniLM-L6-v2, trained further on arguments whose groups are known; `encoder.md` beside the weights says on what,
under which licences, by which command and with which result. The forward pass is numpy, in the exact arithmetic of
`retold.language.exact`, so that a text has the same vector on every CPU, alone or among others.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from retold.cores import do_each
from retold.errors import StudyError
from retold.language.exact import (
    GRID,
    HEAD_STEPS,
    SHARES,
    STEPS,
    WIDTH,
    Floats,
    activate_steps,
    check_weights,
    dense,
    multiply,
    normalise,
    rescale,
    shares,
    to_steps,
    unit_means,
)

WEIGHTS = Path(__file__).with_name("encoder.npz")
SHA256 = "e186537fd4e7dc28d3756be71c65c63be5ff4a19825379758fae50ea66180b75"

# The rest of a longer text is not read: a statement of so many words makes more than one claim.
MOST_TOKENS = 128

# Texts of a like length are encoded together, so many tokens at a time: more do not fit into a core's cache.
BATCH_TOKENS = 512

# The vectors of so many texts are kept for the next call, 60 MB: grouping, its trust and matching ask for the same statements.
REMEMBERED = 20_000


@dataclass(frozen=True)
class Dense:
    """A dense layer: whole numbers, what each column's step is worth, and what is added."""

    weights: Floats
    scales: Floats
    shift: Floats

    def __call__(self, rows: Floats) -> Floats:
        """Return the rows after the layer."""
        return dense(rows, self.weights, self.scales, self.shift)


@dataclass(frozen=True)
class Norm:
    """Rows to mean 0 and variance 1, then a gain and a shift."""

    gain: Floats
    shift: Floats

    def __call__(self, rows: Floats) -> Floats:
        """Return the rows after the norm."""
        return normalise(rows, self.gain, self.shift)


@dataclass(frozen=True)
class Layer:
    """One layer of a transformer."""

    qkv: Dense
    out: Dense
    norm1: Norm
    up: Dense
    down: Dense
    norm2: Norm
    heads: int

    def __call__(self, rows: Floats, told: NDArray[np.bool_]) -> Floats:
        """Return the next rows (texts * places x width) of texts whose places are told."""
        rows = self.norm1(rows + self.out(self._attend(rows, told)))
        whole, worth = to_steps(rows, STEPS)
        up, down = self.up, self.down
        whole, worth = activate_steps(multiply(whole, up.weights), worth, up.scales, up.shift)
        return self.norm2(rows + rescale(multiply(whole, down.weights), worth, down.scales, down.shift))

    def _attend(self, rows: Floats, told: NDArray[np.bool_]) -> Floats:
        n, places = told.shape
        split = self.qkv(rows).reshape(n, places, 3, self.heads, -1).transpose(2, 0, 3, 1, 4)
        (query, key), (query_worth, key_worth) = to_steps(split[:2], HEAD_STEPS)
        scores = key @ query.swapaxes(-1, -2)
        scores *= query_worth.swapaxes(-1, -2)
        scores *= key_worth
        scores *= np.float32(split.shape[-1] ** -0.5)
        # One step for all places of a value, since they are added up; what only fills up a batch has no say in it.
        value, worth = to_steps((split[2] * told[:, None, :, None]).swapaxes(-1, -2), STEPS)
        mixed = shares(scores, told[:, None, :, None]).swapaxes(-1, -2) @ value.swapaxes(-1, -2)
        mixed *= worth.swapaxes(-1, -2)
        mixed *= np.float32(1 / SHARES)
        return np.ascontiguousarray(mixed.transpose(0, 2, 1, 3)).reshape(n * places, -1)


class Pieces(NamedTuple):
    """The word pieces of a text: where each begins in it, and its row of whole numbers."""

    starts: NDArray[Any]
    rows: NDArray[Any]


def _batches(codes: Sequence[Any]) -> Iterator[NDArray[np.intp]]:
    """Yield the places of texts of a like length."""
    order = np.argsort([len(code.ids) for code in codes], kind="stable")
    start = 0
    while start < len(order):
        # The longest of a batch is its last; shorter ones are filled up.
        end = start + 1
        while end < len(order) and (end + 1 - start) * len(codes[order[end]].ids) <= BATCH_TOKENS:
            end += 1
        yield order[start:end]
        start = end


class Encoder:
    """The encoder, read from its file.

    Parameters
    ----------
    tables : mapping
        What the file holds, see `training/encoder/pack.py`.
    """

    def __init__(self, tables: dict[str, NDArray[Any]]) -> None:
        self.words, self.word_scales = tables["words"], tables["word_scales"]
        self.places = tables["places"].astype(np.float32)
        self.first = _norm(tables, "norm")
        count = int(tables["layers"])
        self.layers = [_layer(tables, at, int(tables["heads"])) for at in range(count)]
        self._known: dict[str, NDArray[np.float64]] = {}
        self.tokenizer = make_tokenizer(bytes(tables["vocabulary"]).decode("utf-8").split("\n"))

    def encode(self, texts: Sequence[str]) -> NDArray[np.float64]:
        """Return the vectors of texts; each different text is read once, and not again if it was read lately.

        Parameters
        ----------
        texts : sequence of str
            Of any length; what is beyond `MOST_TOKENS` word pieces is not read.

        Returns
        -------
        numpy.ndarray of shape (n, width)
            Rows of length one, rounded to six digits.
        """
        different = {text: at for at, text in enumerate(dict.fromkeys(texts))}
        new = [text for text in different if text not in self._known]
        read = dict(zip(new, self._encode(new), strict=True))
        found = np.zeros((len(different), self.places.shape[1]))
        for text, at in different.items():
            found[at] = read[text] if text in read else self._known[text]
        self._remember(read)
        return found[[different[text] for text in texts]]

    def _remember(self, read: dict[str, NDArray[np.float64]]) -> None:
        if len(self._known) + len(read) > REMEMBERED:
            self._known.clear()
        if len(read) <= REMEMBERED:
            self._known |= read

    def _encode(self, texts: Sequence[str]) -> NDArray[np.float64]:
        codes = self._read(texts)
        found = np.zeros((len(codes), self.places.shape[1]))

        def read(own: NDArray[np.intp]) -> None:
            found[own] = unit_means(*self._forward([codes[at].ids for at in own]))

        do_each(read, _batches(codes))
        return found

    def encode_pieces(self, texts: Sequence[str]) -> list[Pieces]:
        """Return what each word piece of each text adds to its vector.

        Returns
        -------
        list of Pieces
            The vector of a text is the sum of its rows, at a length of one and rounded to six digits. Rows are whole
            numbers, so that a sum of them is the same in any order. `encode` knows these texts from then on.
        """
        codes = self._read(texts)
        found: list[Pieces] = [Pieces(np.zeros(0), np.zeros(0))] * len(codes)
        vectors = np.zeros((len(codes), self.places.shape[1]))

        def read(own: NDArray[np.intp]) -> None:
            rows, told = self._forward([codes[at].ids for at in own])
            vectors[own] = unit_means(rows, told)
            for at, row in zip(own, np.rint(rows / np.float32(GRID)), strict=True):
                starts = np.array([start for start, _ in codes[at].offsets], dtype=np.int64)
                found[at] = Pieces(starts, row[: len(starts)])

        do_each(read, _batches(codes))
        self._remember(dict(zip(texts, vectors, strict=True)))
        return found

    def _read(self, texts: Sequence[str]) -> list[Any]:
        readable = [text.encode("utf-8", "replace").decode("utf-8") for text in texts]
        return list(self.tokenizer.encode_batch(readable))

    def _forward(self, codes: Sequence[Sequence[int]]) -> tuple[Floats, NDArray[np.bool_]]:
        """Return the last rows (texts x places x width) of texts, and which places are told."""
        width = max(map(len, codes))
        ids = np.zeros((len(codes), width), dtype=np.int64)
        told = np.zeros(ids.shape, dtype=np.bool_)
        for row, own in enumerate(codes):
            ids[row, : len(own)], told[row, : len(own)] = own, True
        rows = self.words[ids].astype(np.float32) * self.word_scales[ids][..., None] + self.places[:width]
        rows = self.first(rows.reshape(ids.size, -1))
        for layer in self.layers:
            rows = layer(rows, told)
        return rows.reshape(*ids.shape, -1), told


def _dense(tables: dict[str, NDArray[Any]], name: str) -> Dense:
    weights = tables[f"{name}.weights"]
    if not all(check_weights(weights[at : at + WIDTH]) for at in range(0, len(weights), WIDTH)):
        raise StudyError(f"the weights {name} are too large to be added up exactly", where=str(WEIGHTS))
    return Dense(weights.astype(np.float32), tables[f"{name}.scales"], tables[f"{name}.shift"])


def _layer(tables: dict[str, NDArray[Any]], at: int, heads: int) -> Layer:
    qkv, out, up, down = (_dense(tables, f"{at}.{name}") for name in ("qkv", "out", "up", "down"))
    norm1, norm2 = (_norm(tables, f"{at}.{name}") for name in ("norm1", "norm2"))
    return Layer(qkv, out, norm1, up, down, norm2, heads)


def _norm(tables: dict[str, NDArray[Any]], name: str) -> Norm:
    return Norm(tables[f"{name}.gain"], tables[f"{name}.shift"])


def make_tokenizer(vocabulary: Sequence[str]) -> Any:
    """Return the tokenizer of BERT, uncased, with a vocabulary."""
    from tokenizers import Tokenizer
    from tokenizers.models import WordPiece
    from tokenizers.normalizers import BertNormalizer
    from tokenizers.pre_tokenizers import BertPreTokenizer
    from tokenizers.processors import TemplateProcessing

    at = {piece: number for number, piece in enumerate(vocabulary)}
    tokenizer = Tokenizer(WordPiece(at, unk_token="[UNK]", max_input_chars_per_word=100))
    tokenizer.normalizer = BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = BertPreTokenizer()
    tokenizer.post_processor = TemplateProcessing(
        single="[CLS] $A [SEP]", special_tokens=[(name, at[name]) for name in ("[CLS]", "[SEP]")]
    )
    tokenizer.enable_truncation(MOST_TOKENS)
    return tokenizer


def read_weights(file: Path, sha256: str) -> bytes:
    """Return a file of the package, after checking that it is the one that is meant.

    Raises
    ------
    StudyError
        If the file is missing or another one.
    """
    todo = "install the package again: pip install --force-reinstall --no-deps retold"
    try:
        data = file.read_bytes()
    except OSError as error:
        raise StudyError("a file of weights is missing", where=file, todo=todo) from error
    found = hashlib.sha256(data).hexdigest()
    if found != sha256:
        raise StudyError(
            f"a file of weights is damaged: sha256 is {found}, expected {sha256}",
            where=file,
            todo=todo,
        )
    return data


def read_tables(file: Path, sha256: str) -> dict[str, NDArray[Any]]:
    """Return the arrays of a file of the package, see `read_weights`."""
    with np.load(io.BytesIO(read_weights(file, sha256)), allow_pickle=False) as tables:
        return dict(tables)


@cache
def load_encoder() -> Encoder:
    """Return the encoder inside the package."""
    return Encoder(read_tables(WEIGHTS, SHA256))


def encode(texts: Sequence[str]) -> NDArray[np.float64]:
    """Return the vectors of texts by the encoder inside the package, see `Encoder.encode`."""
    return load_encoder().encode(texts)
