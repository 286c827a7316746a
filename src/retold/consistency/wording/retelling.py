"""How likely two statements retell one utterance, whether quoted or in the reporters' own words.

An alignment word by word tells two versions of a quotation; of indirect speech often little is left but a quoted core, two
or three words that stand nowhere else in either article, and the sense. Those are measured, and weighed by a
logistic regression that `training/train_retelling.py` fits on pairs read by hand. Its weights are in `retelling.json`.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from retold.consistency.wording.alignment import Match
from retold.consistency.wording.speaking import name_speakers, share_speaker
from retold.consistency.wording.utterances import Utterance, quoted_spans
from retold.language.english.clauses import CLAUSE_WORDS
from retold.language.words import LIGHT, is_content
from retold.ties import settle

Floats = NDArray[np.float64]

WEIGHTS = "retelling.json"

# What is measured without the encoder, and what it adds. Counts are taken as log(1 + n): the second of two common words
# says more than the tenth of ten. Chosen from some seventy, one by one, as long as recall at precisions of 0.80 to 0.95 on
# real events left out grew; names, numbers, static vectors of words, places in the article, speakers known to differ, negations,
# how near rivals are, whether both are the nearest of the other, and a third version that is like both added nothing to these.
FEATURES = (
    "core",  # weight of the words of a quotation that the other version has in a row, times the share they are of it
    "full core",  # weight of a quotation that the other version has whole
    "lone words",  # content words in common that stand in no other statement of either article
    "aligned",  # the score of the alignment, times the number of content words that match
    "beside",  # "aligned" of the sentences right before both, or right after both, whichever is more
    "one speaker",  # the part of the shorter name of the two speakers that the other has too
    "both direct",  # both are quotations
)
ENCODED = (
    "clauses",  # how near each clause of one version is to the nearest of the other, on average
    "whole",  # how near both are, times the number of words of the shorter one
)

# A clause has at least so many words; a shorter one goes with what stands before.
CLAUSE_LENGTH = 4
_CLAUSE_EDGE = re.compile(rf"[,;:()—–…]|\s-\s|\.\.\.|\b(?:{'|'.join(sorted(CLAUSE_WORDS))})\b")

# Cosines are taken between these, as below 0 nothing is farther; what no answer of the encoder can change is not asked for.
FARTHEST, NEAREST = 0.0, 1.0


class Measured(NamedTuple):
    """A pair whose alignment is known: positions of both utterances, the score, the content words that match, all matches."""

    a: int
    b: int
    score: float
    matched: list[Match]
    matches: list[Match]


@dataclass(frozen=True)
class Weights:
    """A logistic regression: a constant, and a weight for each feature."""

    constant: float
    weights: Floats

    def score(self, table: Floats) -> Floats:
        """Return the probability of each row, in [0, 1], equal on every CPU."""
        # Added up one by one: a product of matrices may add in any order.
        total = np.full(len(table), self.constant)
        for column, weight in zip(table.T, self.weights, strict=True):
            total += column * weight
        return np.asarray(settle(1 / (1 + np.exp(-total))))


@cache
def read_weights() -> Weights:
    """Return the weights that come with the package."""
    data = json.loads((resources.files(__package__) / WEIGHTS).read_text(encoding="utf-8"))
    return parse_weights(data)


def parse_weights(data: Mapping[str, object]) -> Weights:
    """Read weights; their features must be those of this version."""
    named = data["weights"]
    if not isinstance(named, dict) or tuple(named) != (*FEATURES, *ENCODED):
        raise ValueError(f"{WEIGHTS} was made for other features; run training/train_retelling.py")
    return Weights(float(str(data["constant"])), np.array(list(named.values()), dtype=float))


class Versions:
    """Utterances made ready to be compared as retellings; what is asked for twice is kept."""

    def __init__(self, utterances: Sequence[Utterance], rarity: Mapping[str, float]) -> None:
        self.utterances, self.rarity = utterances, rarity
        self.content = [[u.keys[i] for i in u.said] for u in utterances]
        self.cores = [_cores(u) for u in utterances]
        self.speakers = name_speakers(utterances)
        self.aligned: dict[tuple[int, int], float] = {}
        self.holders = Counter(
            (u.article_id, key) for u, keys in zip(utterances, self.content, strict=True) for key in set(keys)
        )

    def note(self, pairs: Iterable[Measured]) -> None:
        """Note how well pairs are aligned: a quotation of several sentences is often told with several of them."""
        self.aligned = {(pair.a, pair.b): _weigh_alignment(pair) for pair in pairs}

    def beside(self, i: int, j: int) -> float:
        """Return how well the sentences before both, or after both, are aligned, if they have been noted."""
        near = [(i + step, j + step) for step in (-1, 1)]
        articles = [self.utterances[at].article_id for at in (i, j)]
        told = [
            self.aligned[pair]
            for pair in near
            if pair in self.aligned and [self.utterances[at].article_id for at in pair] == articles
        ]
        return max(told, default=0.0)

    def measure(self, pair: Measured) -> list[float]:
        """Return the features of a pair that need no encoder, see `FEATURES`."""
        a, b = self.utterances[pair.a], self.utterances[pair.b]
        shares, weights, full = [0.0], [0.0], 0.0
        for own, other in ((pair.a, b), (pair.b, a)):
            for core in self.cores[own]:
                kept, whole = self.weigh(longest_run(core, other.forms)), self.weigh(core)
                shares.append(kept / whole if whole else 0.0)
                weights.append(kept)
                full = max(full, kept if kept == whole else 0.0)
        return [
            max(shares) * math.log1p(max(weights)),
            math.log1p(full),
            math.log1p(len(self.lone_words(pair.a, pair.b))),
            _weigh_alignment(pair),
            self.beside(pair.a, pair.b),
            share_speaker(self.speakers[pair.a], self.speakers[pair.b]),
            float(a.form == b.form == "direct"),
        ]

    def lone_words(self, i: int, j: int) -> set[str]:
        """Return the content words in common that stand in no other statement of either article."""
        articles = [self.utterances[at].article_id for at in (i, j)]
        common = set(self.content[i]) & set(self.content[j])
        return {key for key in common if all(self.holders[article, key] == 1 for article in articles)}

    def weigh(self, forms: Sequence[str]) -> float:
        """Return how much words say: the rarity of each, a function word's lowered."""
        return math.fsum(self.rarity.get(form, 1.0) * (1.0 if is_content(form) else LIGHT) for form in forms)

    def shorter(self, pair: Measured) -> float:
        """Return log(1 + the number of different content words of the shorter version)."""
        return math.log1p(min(len(set(self.content[pair.a])), len(set(self.content[pair.b]))))


def _weigh_alignment(pair: Measured) -> float:
    return pair.score * math.log1p(len(pair.matched))


def _cores(utterance: Utterance) -> list[list[str]]:
    """Return the words of each quotation of an utterance; a direct one without marks is one."""
    spans = quoted_spans(utterance.text)
    words = utterance.words if spans else ()
    found = [[word.form for word in words if start <= word.start < end] for start, end in spans]
    found = [forms for forms in found if forms]
    return found or ([utterance.forms] if utterance.form == "direct" else [])


def longest_run(own: Sequence[str], other: Sequence[str]) -> list[str]:
    """Return the longest stretch of words in a row that both have; of equals the first.

    Examples
    --------
    >>> longest_run("the old red bridge".split(), "one old red barn".split())
    ['old', 'red']
    """
    places: dict[str, list[int]] = {}
    for at, word in enumerate(other):
        places.setdefault(word, []).append(at)
    longest, end = 0, 0
    before: dict[int, int] = {}
    for i, word in enumerate(own):
        here = {j: before.get(j - 1, 0) + 1 for j in places.get(word, ())}
        most = max(here.values(), default=0)
        if most > longest:
            longest, end = most, i + 1
        before = here
    return list(own[end - longest : end])


def split_clauses(text: str) -> list[str]:
    """Return the clauses of a text, none below `CLAUSE_LENGTH` words unless there is no other.

    Examples
    --------
    >>> split_clauses("The bridge is closed to trucks, because two of its cables broke")
    ['The bridge is closed to trucks', ', because two of its cables broke']
    """
    parts: list[str] = []
    start = 0
    for match in _CLAUSE_EDGE.finditer(text):
        if len(text[start : match.start()].split()) >= CLAUSE_LENGTH:
            parts.append(text[start : match.start()].strip())
            start = match.start()
    rest = text[start:].strip()
    if parts and len(rest.split()) < CLAUSE_LENGTH:
        parts[-1] = f"{parts[-1]} {rest}".rstrip()
        return parts
    return [*parts, rest]


class Encoded:
    """Vectors of utterances and of their clauses; each is read once, when it is asked for."""

    def __init__(self, utterances: Sequence[Utterance], encode: Callable[[Sequence[str]], Floats]) -> None:
        self.utterances, self.encode = utterances, encode
        self.clauses: dict[int, list[str]] = {}
        self.vectors: dict[str, Floats] = {}

    def measure_clauses(self, pairs: Sequence[Measured]) -> Floats:
        """Return how near each clause of one version is to the nearest of the other, on average."""
        for at in dict.fromkeys(at for pair in pairs for at in pair[:2]):
            self.clauses.setdefault(at, split_clauses(self.utterances[at].text))
        self._read([text for pair in pairs for at in pair[:2] for text in self.clauses[at]])
        found = []
        for pair in pairs:
            one, other = (np.array([self.vectors[text] for text in self.clauses[at]]) for at in pair[:2])
            near = settle(np.einsum("ik,jk->ij", one, other))
            each = [math.fsum(best) / len(best) for best in (near.max(axis=1), near.max(axis=0))]
            found.append(max(FARTHEST, *each))
        return np.array(found, dtype=float)

    def measure_whole(self, pairs: Sequence[Measured]) -> Floats:
        """Return how near both versions are."""
        self._read([self.utterances[at].text for pair in pairs for at in pair[:2]])
        sides = [[self.vectors[self.utterances[at].text] for at in pair[:2]] for pair in pairs]
        cosines = [float(settle(math.fsum(one * other))) for one, other in sides]
        return np.array([max(FARTHEST, cosine) for cosine in cosines], dtype=float)

    def _read(self, texts: Sequence[str]) -> None:
        new = [text for text in dict.fromkeys(texts) if text not in self.vectors]
        if new:
            self.vectors.update(zip(new, self.encode(new), strict=True))


def measure_pairs(versions: Versions, pairs: Sequence[Measured]) -> Floats:
    """Return all features of pairs (pairs x features)."""
    from retold.language.encoder import encode

    encoded = Encoded(versions.utterances, encode)
    known = [versions.measure(pair) for pair in pairs]
    shorter = np.array([versions.shorter(pair) for pair in pairs])
    told = np.array(known, dtype=float).reshape(len(pairs), len(FEATURES))
    return np.column_stack(
        [told, encoded.measure_clauses(pairs), encoded.measure_whole(pairs) * shorter]
    ).reshape(len(pairs), len(FEATURES) + len(ENCODED))


def score_retellings(
    versions: Versions,
    pairs: Sequence[Measured],
    *,
    least: Sequence[float],
    shown: Sequence[bool] | None = None,
    weights: Weights | None = None,
) -> Floats:
    """Return how likely each pair retells one utterance, in [0, 1].

    Parameters
    ----------
    versions : Versions
        The utterances.
    pairs : sequence of Measured
        The pairs.
    least : sequence of float
        What is asked of each pair: one whose likelihood lies below it, or above it, whatever the encoder says, is given that
        of the encoder's least, or most, favourable answer.
    shown : sequence of bool, optional
        Whether the likelihood of a pair will be shown, so that, once the encoder is asked, one above ``least`` is told exactly; of
        the others it is enough on which side it lies. All, if not given.
    weights : Weights, optional
        Those of the package, if not given.
    """
    from retold.language.encoder import encode

    weights = weights or read_weights()
    if not pairs:
        return np.zeros(0)
    known = np.array([versions.measure(pair) for pair in pairs], dtype=float)
    shorter = np.array([versions.shorter(pair) for pair in pairs])
    asked, exact = np.asarray(least), np.ones(len(pairs), dtype=bool) if shown is None else np.asarray(shown)
    encoded = Encoded(versions.utterances, encode)

    def score(rows: NDArray[np.intp], clauses: Floats, whole: Floats) -> Floats:
        return weights.score(np.column_stack([known[rows], clauses, whole * shorter[rows]]))

    every = np.arange(len(pairs))
    low, high = (score(every, *[np.full(len(pairs), end)] * 2) for end in (FARTHEST, NEAREST))
    scores = np.where(low >= asked, low, high)
    # Clauses weigh most, and most pairs are settled by them.
    rows = np.flatnonzero((low < asked) & (high >= asked))
    clauses = encoded.measure_clauses([pairs[row] for row in rows.tolist()])
    low, high = (score(rows, clauses, np.full(len(rows), end)) for end in (FARTHEST, NEAREST))
    scores[rows] = np.where(low >= asked[rows], low, high)
    still = (high >= asked[rows]) & (exact[rows] | (low < asked[rows]))
    rows, clauses = rows[still], clauses[still]
    scores[rows] = score(rows, clauses, encoded.measure_whole([pairs[row] for row in rows.tolist()]))
    return scores
