"""What speaks for two details being of one slot, as numbers: words shared and alike, marks, values, days.

All pairs of a block are measured at once, from sparse tables of words and marks and from word vectors. What the numbers
come to is learned (`slot_scorer`).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from retold.consistency.conflicts.candidates import PlaceReader, Places, measure_rarity
from retold.consistency.details.detail import WEIGHTS, Detail
from retold.language.vectors import embed_words
from retold.ties import settle
from retold.vocabulary import DETAIL_KINDS

Numbers = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


# Kinds that are told apart; names have a comparison of their own (`retold.consistency.conflicts.name_slips`).
KINDS = tuple(kind for kind in DETAIL_KINDS if kind != "name")

# Marks of slots that are compared as sets.
MARKS = ("act", "dimension", "scope", "part", "rank", "rate", "change", "modifier", "figure")
FLAGS = ("quoted", "known", "timeless", "approximate", "told", "paragraph")

# So many words of a clause, of a sentence, and of these with their neighbours, are held against each other, the rarest
# first; clauses and sentences of more are rare.
CLAUSE_WORDS, SENTENCE_WORDS, NEAR_WORDS = 6, 12, 18
PADDED = ("clause", "sentence", "near")

# Days and ratios beyond these make no difference.
MOST_DAYS, MOST_WIDTH, MOST_APART = 30.0, 400.0, 6.0

# Numbers are rounded to so many digits, so that the last bits of a processor decide nothing.
DIGITS = 4

_WORDS = (
    "shared shared_names shared_plain shared_clause shared_part cover_clause cover_near cover_sentence like_sentence like_clause"
    " like_near left_least left_most left_word_least left_word_most clause_least clause_most"
)
_HEADS = "head headless"
_SETS = "act act_other dimension dimension_other scope_other part_other rank_other rate_other change_other modifier_other figure_other"
_VALUES = "apart size unit approximate bound_other grows"
_PLACES = "same_article aligned quoted quoted_other known timeless names_other"
_DAYS = "days width told paragraph"
FEATURES = tuple(" ".join((_WORDS, _HEADS, _SETS, _VALUES, _PLACES, _DAYS)).split()) + tuple(
    f"is_{kind}" for kind in KINDS
)


class Context(NamedTuple):
    """All details of a corpus in arrays; rows are details.

    ``near`` holds words with their weights (clause 1, sentence 0.7, beside it 0.3), ``clause`` those of the clause;
    ``marks`` are sparse tables of flags, ``codes`` numbers of article, kind, measure, unit, bound and value; ``values``
    low, high and the days at which a detail holds.
    """

    places: Places
    rarity: Floats
    near: sparse.csr_array
    clause: sparse.csr_array
    marks: Mapping[str, sparse.csr_array]
    flags: Mapping[str, Flags]
    codes: Mapping[str, Numbers]
    values: Mapping[str, Floats]
    vectors: Floats
    padded: Mapping[str, NDArray[np.int32]]


def read_context(details: Iterable[Detail]) -> Context:
    """Read details into arrays, one after the other, so that they need not be held.

    Examples
    --------
    >>> read_context([]).near.shape
    (0, 0)
    """
    reader, marks = PlaceReader(), _MarkReader()
    for detail in details:
        reader.add(detail)
        marks.add(detail)
    places = reader.places()
    rarity = measure_rarity(places)
    known = np.nan_to_num(rarity)
    shape = (len(places.heads), len(places.words))
    near = sparse.csr_array((places.weights, (places.details, places.numbers)), shape=shape)
    inner = places.weights >= WEIGHTS[0]
    clause = sparse.csr_array(
        (np.ones(int(inner.sum())), (places.details[inner], places.numbers[inner])), shape=shape
    )
    vectors = _embed(places.shown)
    padded = {
        "clause": _pad(places, known, least=WEIGHTS[0], size=CLAUSE_WORDS),
        "sentence": _pad(places, known, least=WEIGHTS[1], size=SENTENCE_WORDS),
        "near": _pad(places, known, least=0.0, size=NEAR_WORDS),
    }
    return Context(places, known, near, clause, *marks.tables(), vectors, padded)


def _embed(words: Sequence[str]) -> Floats:
    """Return unit vectors of words, and a last one of zeros that stands for no word."""
    vectors = embed_words(words)
    return np.vstack([vectors, np.zeros((1, vectors.shape[1]))])


def _pad(places: Places, rarity: Floats, *, least: float, size: int) -> NDArray[np.int32]:
    """Return for each detail its rarest words that are no names, as numbers of words; -1 for none."""
    kept = (places.weights >= least) & ~places.names[places.numbers]
    details, numbers = places.details[kept], places.numbers[kept]
    order = np.lexsort((numbers, -rarity[numbers], details))
    details, numbers = details[order], numbers[order]
    starts = np.flatnonzero(np.diff(details, prepend=-1))
    rank = np.arange(len(details)) - np.repeat(starts, np.diff(starts, append=len(details)))
    table = np.full((len(places.heads), size), -1, dtype=np.int32)
    first = rank < size
    table[details[first], rank[first]] = numbers[first]
    return table


class _MarkReader:
    """Collects the marks, flags, codes and values of details."""

    def __init__(self) -> None:
        self.size = 0
        self.known: dict[str, dict[str, int]] = {name: {} for name in MARKS}
        self.cells: dict[str, tuple[list[int], list[int]]] = {name: ([], []) for name in MARKS}
        self.flags: dict[str, list[bool]] = {name: [] for name in FLAGS}
        self.codes: dict[str, list[str]] = {
            name: [] for name in ("article", "kind", "measure", "unit", "bound", "value")
        }
        self.values: dict[str, list[float]] = {name: [] for name in ("low", "high", "day", "last_day")}

    def add(self, detail: Detail) -> None:
        for name, marks in _marks_of(detail).items():
            rows, columns = self.cells[name]
            for mark in sorted(marks):
                rows.append(self.size)
                columns.append(self.known[name].setdefault(mark, len(self.known[name])))
        flags = {
            **{name: name in detail.marks for name in ("quoted", "known", "timeless")},
            "approximate": detail.value.approximate,
            "told": detail.day_is == "told",
            "paragraph": detail.day_is == "paragraph",
        }
        for name, flag in flags.items():
            self.flags[name].append(flag)
        codes = (
            detail.article_id,
            detail.kind,
            detail.measure,
            detail.value.unit,
            detail.value.bound,
            detail.value.value,
        )
        for own, code in zip(self.codes.values(), codes, strict=True):
            own.append(code)
        day = detail.day or (math.nan, math.nan)
        for values, value in zip(
            self.values.values(), (detail.value.low, detail.value.high, *day), strict=True
        ):
            values.append(value)
        self.size += 1

    def tables(
        self,
    ) -> tuple[dict[str, sparse.csr_array], dict[str, Flags], dict[str, Numbers], dict[str, Floats]]:
        marks = {
            name: sparse.csr_array(
                (np.ones(len(rows)), (rows, columns)), shape=(self.size, max(len(self.known[name]), 1))
            )
            for name, (rows, columns) in self.cells.items()
        }
        flags = {name: np.array(values, dtype=bool) for name, values in self.flags.items()}
        codes = {
            name: np.unique(np.array(values, dtype=object).astype(str), return_inverse=True)[1].astype(
                np.int64
            )
            if values
            else np.zeros(0, dtype=np.int64)
            for name, values in self.codes.items()
        }
        # The kinds have features of their own, in a fixed order.
        order = {name: at for at, name in enumerate(KINDS)}
        codes["kind"] = np.array([order[kind] for kind in self.codes["kind"]], dtype=np.int64)
        values = {name: np.array(own, dtype=float) for name, own in self.values.items()}
        return marks, flags, codes, values


def _marks_of(detail: Detail) -> dict[str, frozenset[str]]:
    """Return the marks of a detail; a date whose clause has no act has those of its sentence."""
    return {
        "act": (detail.aspects or (detail.outer if detail.kind == "date" else frozenset())) - NO_ASPECT,
        "dimension": detail.dimensions,
        "scope": detail.scopes,
        "part": detail.parts,
        "rank": detail.ranks,
        "rate": detail.rates,
        "change": detail.changes,
        "modifier": detail.modifiers,
        "figure": detail.figures,
    }


# What a document does that has a slot of its own.
SETTLES = "settles"

# Acts that go together with others: what settles a matter was signed, and what was signed lasted.
NO_ASPECT = frozenset({SETTLES, "released", "lasted", "spoke"})


def measure_pairs(context: Context, first: Numbers, second: Numbers, aligned: Flags) -> Floats:
    """Return the features of pairs of details, one row a pair, in the order of ``FEATURES``.

    Parameters
    ----------
    context : Context
        All details.
    first, second : array of int
        The details of each pair, of one kind and measure.
    aligned : array of bool
        Whether the table of wording pairs has both at one place of the same words.
    """
    parts = {
        **_measure_words(context, first, second),
        **_measure_likeness(context, first, second),
        **_measure_heads(context, first, second),
        **_measure_marks(context, first, second),
        **_measure_values(context, first, second),
        "aligned": aligned.astype(float),
    }
    kinds = context.codes["kind"][first]
    parts |= {f"is_{name}": (kinds == at).astype(float) for at, name in enumerate(KINDS)}
    return np.asarray(settle(np.column_stack([parts[name] for name in FEATURES]), DIGITS))


def _row_sums(table: sparse.csr_array, weights: Floats) -> Floats:
    return np.asarray(table @ weights, dtype=float).ravel()


def _measure_words(context: Context, a: Numbers, b: Numbers) -> dict[str, Floats]:
    """Measure what words two details share, weighed by how rare and how near they are."""
    rarity, names = context.rarity, context.places.names.astype(float)
    left, right = context.near[a], context.near[b]
    same_article = context.codes["article"][a] == context.codes["article"][b]
    both = left.minimum(right).tocsr()
    # Two details of one article have their neighbours in common.
    beside = sparse.csr_array(
        (np.where(both.data > WEIGHTS[2], both.data, 0.0), both.indices, both.indptr), shape=both.shape
    )
    shared, inner = _row_sums(both, rarity), _row_sums(beside, rarity)
    shared_names, inner_names = _row_sums(both, rarity * names), _row_sums(beside, rarity * names)
    shared, shared_names = (
        np.where(same_article, inner, shared),
        np.where(same_article, inner_names, shared_names),
    )
    clause_a, clause_b = context.clause[a], context.clause[b]
    total = np.minimum(_row_sums(left, rarity), _row_sums(right, rarity)) + 0.5
    sizes = [np.asarray(side.sum(axis=1), dtype=float).ravel() for side in (clause_a, clause_b)]
    own = [_row_sums(side, names) for side in (clause_a, clause_b)]
    wide = [side > WEIGHTS[2] for side in (left, right)]
    met = [
        _row_sums(clause.multiply(other).tocsr(), names)
        for clause, other in ((clause_a, wide[1]), (clause_b, wide[0]))
    ]
    return {
        "shared": shared,
        "shared_names": shared_names,
        "shared_plain": shared - shared_names,
        "shared_clause": _row_sums(clause_a.multiply(clause_b).tocsr(), rarity),
        "shared_part": shared / total,
        "clause_least": np.minimum(*sizes),
        "clause_most": np.maximum(*sizes),
        "names_other": ((own[0] > 0) & (own[1] > 0) & (met[0] == 0) & (met[1] == 0)).astype(float),
        "same_article": same_article.astype(float),
    }


def _measure_likeness(context: Context, a: Numbers, b: Numbers) -> dict[str, Floats]:
    """Measure how alike the words of two details are in meaning."""
    cosines = _read_cosines(context, a, b)
    (clause_ab, clause_ba), (near_ab, near_ba), (whole_ab, whole_ba), (rest_ab, rest_ba) = (
        cosines.best(one, held)
        for one, held in (
            ("clause", "clause"),
            ("clause", "near"),
            ("sentence", "sentence"),
            ("clause", "sentence"),
        )
    )
    lefts = [_left(context, own, best) for own, best in ((a, rest_ab), (b, rest_ba))]
    sums, tops = zip(*lefts, strict=True)
    vectors = [_mean_vectors(context, own) for own in (a, b)]
    likes = {
        name: np.einsum("ij,ij->i", one, other)
        for name, one, other in zip(("sentence", "clause", "near"), *vectors, strict=True)
    }
    return {
        "cover_clause": (_mean(context, "clause", a, clause_ab) + _mean(context, "clause", b, clause_ba)) / 2,
        "cover_near": (_mean(context, "clause", a, near_ab) + _mean(context, "clause", b, near_ba)) / 2,
        "cover_sentence": (_mean(context, "sentence", a, whole_ab) + _mean(context, "sentence", b, whole_ba))
        / 2,
        **{f"like_{name}": like for name, like in likes.items()},
        "left_least": np.minimum(*sums),
        "left_most": np.maximum(*sums),
        "left_word_least": np.minimum(*tops),
        "left_word_most": np.maximum(*tops),
    }


class _Cosines(NamedTuple):
    """Cosines of the words on one side of some pairs (rows) and on the other (columns), and where each detail's stand."""

    table: Floats
    first: Mapping[str, Numbers]
    second: Mapping[str, Numbers]

    def best(self, one: str, held: str) -> tuple[Floats, Floats]:
        """Return for each word of one detail the cosine of the most alike word of the other; 0 if it has none."""
        ahead = self.table[self.first[one][:, :, None], self.second[held][:, None, :]].max(axis=2)
        back = self.table[self.first[held][:, None, :], self.second[one][:, :, None]].max(axis=2)
        return ahead, back


def _read_cosines(context: Context, a: Numbers, b: Numbers) -> _Cosines:
    """Hold all words of one side against all of the other at once: pairs of a story have most of them in common."""
    ends = np.cumsum([context.padded[name].shape[1] for name in PADDED])
    sides = []
    for own in (a, b):
        padded = np.concatenate([context.padded[name][own] for name in PADDED], axis=1)
        words, places = np.unique(padded, return_inverse=True)
        parts = np.split(places.reshape(padded.shape), ends[:-1], axis=1)
        sides.append((context.vectors[words], dict(zip(PADDED, parts, strict=True))))
    (left, first), (right, second) = sides
    # A negative cosine says no more than none.
    return _Cosines(np.clip(left @ right.T, 0.0, 1.0), first, second)


def _weights(context: Context, one: str, own: Numbers) -> Floats:
    words = context.padded[one][own]
    return np.where(words >= 0, context.rarity[words] if len(context.rarity) else 0.0, 0.0)


def _mean(context: Context, one: str, own: Numbers, best: Floats) -> Floats:
    weights = _weights(context, one, own)
    return np.asarray((best * weights).sum(axis=1) / np.maximum(weights.sum(axis=1), 1e-9), dtype=float)


def _left(context: Context, own: Numbers, best: Floats) -> tuple[Floats, Floats]:
    """Return how much of a clause has nothing like it in the other sentence, in all and at most for one word."""
    left = (1 - best) * _weights(context, "clause", own)
    return left.sum(axis=1), left.max(axis=1)


def _mean_vectors(context: Context, own: Numbers) -> list[Floats]:
    """Return the mean vectors of sentence, clause, and both with their neighbours."""
    # A detail is of many pairs.
    details, places = np.unique(own, return_inverse=True)
    near = context.near[details]
    sentence = sparse.csr_array(
        (np.where(near.data > WEIGHTS[2], near.data, 0.0), near.indices, near.indptr), shape=near.shape
    )
    found = []
    for table in (sentence, context.clause[details], near):
        weighed = table.multiply(context.rarity[None, :]).tocsr()
        vectors = np.asarray(weighed @ context.vectors[:-1], dtype=float)
        norms = np.linalg.norm(vectors, axis=1, keepdims=True)
        found.append((vectors / np.where(norms > 0, norms, 1))[places])
    return found


def _measure_heads(context: Context, a: Numbers, b: Numbers) -> dict[str, Floats]:
    heads = context.places.heads
    like = np.einsum("ij,ij->i", context.vectors[heads[a]], context.vectors[heads[b]])
    none = (heads[a] < 0).astype(float) + (heads[b] < 0).astype(float)
    return {"head": np.where((heads[a] == heads[b]) & (heads[a] >= 0), 1.0, like), "headless": none}


def _measure_marks(context: Context, a: Numbers, b: Numbers) -> dict[str, Floats]:
    """Measure which marks two details share, and which only one of them has."""
    found: dict[str, Floats] = {}
    for name, table in context.marks.items():
        left, right = table[a], table[b]
        both = np.asarray(left.multiply(right).sum(axis=1), dtype=float).ravel() > 0
        has = [np.asarray(side.sum(axis=1), dtype=float).ravel() > 0 for side in (left, right)]
        found[name] = both.astype(float)
        # A part, a change or another name of what is counted says something by its absence, too.
        either = has[0] | has[1] if name in ("scope", "part", "change", "modifier") else has[0] & has[1]
        found[f"{name}_other"] = (either & ~both).astype(float)
    flags = context.flags
    for name in ("quoted", "known", "timeless", "approximate", "told", "paragraph"):
        found[name] = flags[name][a].astype(float) + flags[name][b].astype(float)
    found["quoted_other"] = (flags["quoted"][a] != flags["quoted"][b]).astype(float)
    return found


def _measure_values(context: Context, a: Numbers, b: Numbers) -> dict[str, Floats]:
    """Measure how far two values are apart, and the days of which they are."""
    low, high = context.values["low"], context.values["high"]
    middle = np.where(
        np.isfinite(low) & np.isfinite(high), (low + high) / 2, np.where(np.isfinite(low), low, high)
    )
    x, y = middle[a], middle[b]
    kinds = context.codes["kind"][a]
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.abs(np.log(x / y))
        days = np.log1p(np.abs(x - y)) / 2
        size = np.log10(np.maximum(np.abs(x), 1))
        grows = np.sign(x - y) * np.sign(context.values["day"][a] - context.values["day"][b])
    apart = np.where(kinds == KINDS.index("date"), days, ratio)
    first, last = context.values["day"], context.values["last_day"]
    between = np.maximum(np.maximum(first[a] - last[b], first[b] - last[a]), 0)
    width = np.maximum(last[a] - first[a], last[b] - first[b])
    return {
        "apart": np.nan_to_num(np.minimum(apart, MOST_APART), nan=MOST_APART - 1),
        "size": np.nan_to_num(size),
        "unit": (context.codes["unit"][a] == context.codes["unit"][b]).astype(float),
        "bound_other": (context.codes["bound"][a] != context.codes["bound"][b]).astype(float),
        "grows": np.where(kinds == KINDS.index("number"), np.nan_to_num(grows), 0.0),
        "days": np.nan_to_num(np.minimum(between, MOST_DAYS), nan=-1.0),
        "width": np.nan_to_num(np.minimum(width, MOST_WIDTH), nan=-1.0),
    }


def values_meet(context: Context, a: Numbers, b: Numbers) -> Flags:
    """Say which pairs of details may have one value: their bounds meet, or their names are the same."""
    low, high, value = context.values["low"], context.values["high"], context.codes["value"]
    meet = (low[a] <= high[b]) & (low[b] <= high[a])
    return np.asarray(meet | (value[a] == value[b]), dtype=bool)
