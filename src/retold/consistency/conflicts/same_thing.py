"""How far a conflict can be trusted: whether two details that exclude each other are really of one thing.

The scorer (`retold.consistency.conflicts.scorer`) tells slots of one story apart. In news most details that look alike are of
two things: two days of one week, two elections, one plan and another. So each pair whose values exclude each other is judged
again, by a logistic regression that has seen thousands of pairs of details of real events which are no conflict, from few
things: the scorer's answer, how near clauses and sentences are to each other in the encoder, names that only one of them has,
how alike the two articles are, and whether dates count from the day of the report.

The weights are in `same_thing.json`, written by `training/train_conflicts.py`. It holds numbers and no words.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from retold.consistency.conflicts.features import Context
from retold.consistency.details.detail import WEIGHTS, Detail
from retold.language.encoder import encode
from retold.ties import DIGITS, settle

Floats = NDArray[np.float64]

FILE = "same_thing.json"

FEATURES = tuple(
    "answer clause sentence aligned place number span document recent both_recent same_precision gap"
    " shared words names_shared names_apart headless same_article story".split()
)

# Kinds that have a cut of their own: dates that name a year are mistaken least, days that are counted from the report most.
RECENT, APART = "recent day", "apart"

# Answers and gaps beyond these make no difference.
LEAST_ANSWER, MOST_DAYS, LEAST_DAYS = 1e-3, 40_000.0, 0.5

# Two figures of one thing in two reports of a story lie near each other: of the coded disagreements of 28 real events that name
# a sum or a count on both sides all but two, which were of two things, are within a third. So where the clauses do not say
# that both are of one thing, figures farther apart are of two.
NEAR_FIGURES = 4 / 3


class Pair(NamedTuple):
    """Two details that exclude each other, the scorer's answer, whether the same words hold both, and their shared words."""

    a: Detail
    b: Detail
    answer: float
    aligned: bool
    shared: Mapping[str, float]


@dataclass(frozen=True)
class Trust:
    """A logistic regression over ``FEATURES``, and for each kind from which probability on a conflict is one."""

    weights: Floats
    constant: float
    cuts: Mapping[str, float]

    def score(self, table: Floats) -> Floats:
        """Return the probability of each row of a table of features."""
        logits = self.constant + (table * self.weights).sum(axis=1)
        return np.asarray(settle(1 / (1 + np.exp(-logits)), 4))

    def may_reach(self, table: Floats, least: Floats) -> NDArray[np.bool_]:
        """Say which rows, whose cosines are the nearest there are, may come to more than so much each."""
        # Nearer is never less likely, or nothing is known from the nearest.
        rising = self.weights[[FEATURES.index(name) for name in ENCODED]].min() >= 0
        return np.asarray((self.score(table) >= least) | (not rising))

    def is_enough(self, pair: Pair, trusted: float, *, apart: bool) -> bool:
        """Say whether a pair is a conflict.

        ``apart``: each clause names something that the other report does not; then the scorer of slots must be sure, too, and
        numbers must be near each other. The year in a thing's name ("the 1950 treaty") has little to do with the rest of its clause.
        """
        attached = pair.a.kind == "date" and pair.a.head == pair.b.head != ""
        doubted = apart and not (attached or pair.aligned)
        if doubted and pair.a.kind == "number" and not _are_near(pair.a, pair.b):
            return False
        least = self.cuts[APART] if doubted else 0.0
        return trusted >= self.cuts[kind_of(pair.a, pair.b)] and pair.answer >= least


@cache
def read_trust() -> Trust:
    """Return the weights that come with the package."""
    return parse_trust(json.loads((resources.files(__package__) / FILE).read_text(encoding="utf-8")))


def parse_trust(data: Mapping[str, Any]) -> Trust:
    """Read weights; their features must be those of this version."""
    if tuple(data["features"]) != FEATURES:
        raise ValueError(f"{FILE} was made for other features; run training/train_conflicts.py")
    return Trust(np.array(data["weights"], dtype=float), float(data["constant"]), dict(data["cuts"]))


def kind_of(a: Detail, b: Detail) -> str:
    """Return the kind of a pair as cuts tell kinds apart.

    Two dates are of the kind ``recent day`` where one of them names no year, so that it counts from the day of the report.
    """
    return RECENT if a.kind == "date" and (_is_recent(a) or _is_recent(b)) else a.kind


# The features that the encoder gives, the shorter texts first. What none of its answers can change is not asked for: cosines
# are at most `NEAREST`.
ENCODED = ("clause", "sentence")
NEAREST = 1.0


def measure_trust(
    pairs: Sequence[Pair],
    context: Context,
    articles: Mapping[str, int],
    *,
    asks: Callable[[Floats], NDArray[np.bool_]] | None = None,
) -> Floats:
    """Return the features of pairs, one row a pair, in the order of ``FEATURES``.

    Parameters
    ----------
    pairs : sequence of Pair
        Pairs whose values exclude each other.
    context : Context
        What is known from all details; see `retold.consistency.conflicts.features.read_context`.
    articles : mapping
        The number of each article in the context.
    asks : callable, optional
        Says of which rows the encoder is asked, given the table with its best answers; the others keep those.
    """
    if not pairs:
        return np.zeros((0, len(FEATURES)))
    stories = measure_stories(context, [(articles[p.a.article_id], articles[p.b.article_id]) for p in pairs])
    names = {
        word for word, name in zip(context.places.words, context.places.names.tolist(), strict=True) if name
    }
    rows = [_measure(pair, names) for pair in pairs]
    columns = {name: np.array([row[name] for row in rows], dtype=float) for name in rows[0]}
    columns |= dict.fromkeys(ENCODED, np.full(len(pairs), NEAREST))
    columns["story"] = stories
    table = np.asarray(settle(np.column_stack([columns[name] for name in FEATURES]), 4))
    for at, name in enumerate(ENCODED):
        asked = np.flatnonzero(asks(table)) if asks else np.arange(len(pairs))
        cosines = _encode_pairs([pairs[row] for row in asked.tolist()], at)
        table[asked, FEATURES.index(name)] = settle(cosines, 4)
    return table


def _encode_pairs(pairs: Sequence[Pair], at: int) -> Floats:
    """Return the cosines of the clauses of each pair (0), or of their sentences (1); content words, without the values."""
    texts = [[_texts(detail)[at] for detail in (pair.a, pair.b)] for pair in pairs]
    known = sorted({text for sides in texts for text in sides})
    vectors = dict(zip(known, encode(known), strict=True))
    return np.asarray(settle(np.array([float(vectors[one] @ vectors[other]) for one, other in texts])))


def _texts(detail: Detail) -> tuple[str, str]:
    clause, around = " ".join(detail.slot.clause), " ".join(detail.slot.around)
    return clause or around, f"{clause} {around}".strip()


def measure_stories(context: Context, pairs: Sequence[tuple[int, int]]) -> Floats:
    """Return for each pair of articles how alike they are: the cosine of the words of their details, by rarity."""
    articles = context.codes["article"]
    inner = context.places.weights > WEIGHTS[2]
    rows, columns = articles[context.places.details[inner]], context.places.numbers[inner]
    shape = (int(articles.max(initial=-1)) + 1, len(context.places.words))
    table = sparse.csr_array((np.ones(len(rows)), (rows, columns)), shape=shape)
    table.data[:] = 1.0
    weighed = (table @ sparse.diags_array(context.rarity)).tocsr()
    sizes = np.sqrt(np.asarray(weighed.multiply(weighed).sum(axis=1), dtype=float)).ravel()
    one, other = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
    products = np.asarray(weighed[one].multiply(weighed[other]).sum(axis=1), dtype=float).ravel()
    return np.asarray(settle(products / np.maximum(sizes[one] * sizes[other], 1e-9), 4))


def _measure(pair: Pair, names: set[str]) -> dict[str, float]:
    a, b = pair.a, pair.b
    answer = min(max(pair.answer, LEAST_ANSWER), 1 - LEAST_ANSWER)
    own = [{word for word in side.words if word in names} for side in (a, b)]
    wide = [
        held | {word for word in side.near if word in names} for held, side in zip(own, (a, b), strict=True)
    ]
    recent = [side.kind == "date" and _is_recent(side) for side in (a, b)]
    return {
        "answer": math.log(answer / (1 - answer)),
        "aligned": float(pair.aligned),
        "place": float(a.kind == "place"),
        "number": float(a.kind == "number"),
        "span": float(a.kind in ("duration", "time")),
        "document": float(a.kind == "document"),
        "recent": float(any(recent)),
        "both_recent": float(all(recent)),
        "same_precision": float(len(a.value.value) == len(b.value.value)),
        "gap": _gap(a, b),
        "shared": round(sum(pair.shared.values()), DIGITS),
        "words": float(len(pair.shared)),
        "names_shared": float(len(own[0] & own[1])),
        "names_apart": float(min(len(own[0] - wide[1]), len(own[1] - wide[0]))),
        "headless": float((not a.head) + (not b.head)),
        "same_article": float(a.article_id == b.article_id),
    }


def _gap(a: Detail, b: Detail) -> float:
    """Return how far two dates lie apart, as the logarithm of days."""
    if a.kind != "date":
        return 0.0
    days = abs(a.value.low - b.value.low)
    return math.log(min(max(days, LEAST_DAYS), MOST_DAYS)) if math.isfinite(days) else 0.0


def _are_near(a: Detail, b: Detail) -> bool:
    """Say whether two figures, as they are written, are near each other; of "at most 90" and "90" the figure is the same."""
    one, other = (abs(float(side.value.value)) for side in (a, b))
    return max(one, other) <= NEAR_FIGURES * min(one, other)


# A year as it is written.
_YEAR = re.compile(r"\b\d{4}\b")


def _is_recent(detail: Detail) -> bool:
    """Say whether a date names no year: it counts from the day of the report."""
    return detail.flag == "relative" or not _YEAR.search(detail.text)
