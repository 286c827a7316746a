"""How likely two details are of one slot: small trees over the features of pairs, asked twice.

First each pair is judged by itself (`slot_features`). Then again, with what the first answers say of the other pairs: whether
either detail is more like another detail of the other article, and whether those that agree with one of the two are like the
other, so that three reports against one weigh more than one against one.

The trees are in `scorer.json`, written by `training/train_slots.py` from invented disputes with a key
(`data/disputes`, and the half of `data/planted` to tune on). It holds numbers and no words.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from retold.consistency.conflicts.features import (
    DIGITS,
    FEATURES,
    Context,
    Flags,
    Floats,
    Numbers,
    measure_pairs,
    values_meet,
)
from retold.ties import settle

WEIGHTS = "scorer.json"

# What is added for the second answer.
AROUND = (
    "answer",
    "behind_first",
    "behind_second",
    "mutual",
    "rivals_first",
    "rivals_second",
    "support",
    "supporters",
)

# Pairs that are measured at once: their words' vectors are what takes memory.
BLOCK = 2000

# Pairs of several stories that are judged at once: their features are kept for the second answer, half a kilobyte a pair.
GROUP = 20_000

# Below this a pair says nothing about others; from the second on, two details with one value stand for each other.
LEAST_ANSWER, LEAST_MATE = 0.05, 0.3

# More who stand for each other make no difference.
MOST_SUPPORTERS = 6


@dataclass(frozen=True)
class Trees:
    """A sum of small trees: a constant, and for each tree its nodes.

    Attributes
    ----------
    constant : float
        What the sum begins with; the sum is a logit.
    nodes : sequence of arrays
        For each tree an array of shape (nodes, 5): feature (-1 in a leaf), threshold, left, right, value.
    """

    constant: float
    nodes: Sequence[NDArray[np.float64]]

    def score(self, table: Floats) -> Floats:
        """Return the probability of each row of a table of features."""
        logits = np.full(len(table), self.constant)
        # A feature stands together, as a node asks for one of all rows.
        columns = np.ascontiguousarray(table.T)
        for nodes in self.nodes:
            logits += _descend(nodes.tolist(), columns)
        return np.asarray(settle(1 / (1 + np.exp(-logits))))


def _descend(nodes: Sequence[Sequence[float]], columns: Floats, at: int = 0) -> Floats | float:
    """Return what a tree says of each row (columns: features x rows), from one of its nodes on.

    Every row is sent down both sides, and the side that it isn't on is dropped: trees are small, and to pick rows costs more.
    """
    feature, threshold, left, right, value = nodes[at]
    if feature < 0:
        return value
    below, above = (_descend(nodes, columns, int(side)) for side in (left, right))
    return np.where(columns[int(feature)] <= threshold, below, above)


@dataclass(frozen=True)
class Scorer:
    """The trees of the first and of the second answer."""

    first: Trees
    second: Trees


@cache
def read_scorer() -> Scorer:
    """Return the scorer that comes with the package."""
    path = resources.files(__package__) / WEIGHTS
    return parse_scorer(json.loads(path.read_text(encoding="utf-8")))


def parse_scorer(data: Mapping[str, Any]) -> Scorer:
    """Read a scorer; its features must be those of this version."""
    if tuple(data["features"]) != (*FEATURES, *AROUND):
        raise ValueError(f"{WEIGHTS} was made for other features; run training/train_slots.py")
    first, second = (
        Trees(float(data[part]["constant"]), [np.array(tree, dtype=float) for tree in data[part]["trees"]])
        for part in ("first", "second")
    )
    return Scorer(first, second)


def score_slots(
    context: Context, first: Numbers, second: Numbers, aligned: Flags, *, scorer: Scorer | None = None
) -> Floats:
    """Return how likely the two details of each pair are of one slot, in 0..1.

    Parameters
    ----------
    context : Context
        All details.
    first, second : array of int
        The details of each pair: all pairs worth a look, since they are judged against each other.
    aligned : array of bool
        Whether the table of wording pairs has both at one place of the same words.
    scorer : Scorer, optional
        That of the package, if not given.
    """
    scorer = scorer or read_scorer()
    scores = np.zeros(len(first))
    for own in _groups(first, second, len(context.codes["article"])):
        scores[own] = _score_group(context, first[own], second[own], aligned[own], scorer)
    return np.asarray(settle(scores, DIGITS))


def _score_group(context: Context, first: Numbers, second: Numbers, aligned: Flags, scorer: Scorer) -> Floats:
    """Judge pairs twice; no pair of theirs hangs together with any other."""
    table = np.zeros((len(first), len(FEATURES)), dtype=np.float64)
    for rows in _blocks(len(first)):
        table[rows] = measure_pairs(context, first[rows], second[rows], aligned[rows])
    answers, scores = np.zeros(len(first)), np.zeros(len(first))
    for rows in _blocks(len(first)):
        answers[rows] = scorer.first.score(table[rows])
    around = look_around(context, first, second, answers)
    for rows in _blocks(len(first)):
        scores[rows] = scorer.second.score(np.column_stack([table[rows], around[rows]]))
    return scores


def _groups(first: Numbers, second: Numbers, size: int) -> Iterator[Numbers]:
    """Yield the numbers of pairs that are judged together, in order: all that hang together, of several stories at once."""
    links = sparse.coo_array((np.ones(len(first), dtype=np.int8), (first, second)), shape=(size, size))
    groups = connected_components(links, directed=False)[1][first]
    order = np.lexsort((np.arange(len(first)), groups))
    ends = np.append(np.flatnonzero(np.diff(groups[order])) + 1, len(order))
    start = 0
    while start < len(order):
        # The first end from which on enough pairs are together.
        end = int(ends[min(int(np.searchsorted(ends, start + GROUP)), len(ends) - 1)])
        yield order[start:end]
        start = end


def _blocks(size: int) -> Iterator[slice]:
    for start in range(0, size, BLOCK):
        yield slice(start, start + BLOCK)


def look_around(context: Context, first: Numbers, second: Numbers, answers: Floats) -> Floats:
    """Return what the answers to other pairs say of each pair: the columns ``AROUND``.

    Parameters
    ----------
    context : Context
        All details.
    first, second : array of int
        The details of each pair.
    answers : array of float
        The first answer to each pair, 0..1.
    """
    if not len(first):
        return np.zeros((0, len(AROUND)))
    clipped = np.clip(answers, 1e-4, 1 - 1e-4)
    logits = settle(np.log(clipped / (1 - clipped)))
    articles = context.codes["article"]
    behind, rivals = [], []
    for own, other in ((first, second), (second, first)):
        best, count = _rivals(own, articles[other], first, second, articles, logits)
        behind.append(logits - best)
        rivals.append(np.log(count))
    support, supporters = _support(context, first, second, answers)
    mutual = (behind[0] >= 0) & (behind[1] >= 0)
    columns = (answers, *behind, mutual.astype(float), *rivals, support, supporters)
    return np.asarray(settle(np.column_stack(columns), DIGITS))


def _rivals(
    own: Numbers, their_article: Numbers, first: Numbers, second: Numbers, articles: Numbers, logits: Floats
) -> tuple[Floats, Floats]:
    """Return the best answer to any pair of the same detail with the same other article, and how many there are."""
    width = int(articles.max()) + 1
    keys = np.concatenate([first * width + articles[second], second * width + articles[first]])
    known, places = np.unique(keys, return_inverse=True)
    best = np.full(len(known), -np.inf)
    np.maximum.at(best, places, np.concatenate([logits, logits]))
    counts = np.bincount(places, minlength=len(known))
    at = np.searchsorted(known, own * width + their_article)
    return best[at], counts[at].astype(float)


def _support(context: Context, first: Numbers, second: Numbers, answers: Floats) -> tuple[Floats, Floats]:
    """Return the mean answer between one detail of a pair and those that agree with the other, and their number."""
    size = len(context.codes["article"])
    told = answers >= LEAST_ANSWER
    a, b, p = first[told], second[told], answers[told]
    links = sparse.csr_array((np.append(p, p), (np.append(a, b), np.append(b, a))), shape=(size, size))
    mates = (p >= LEAST_MATE) & values_meet(context, a, b)
    one, two = np.append(a[mates], b[mates]), np.append(b[mates], a[mates])
    agree = sparse.csr_array((np.append(p[mates], p[mates]), (one, two)), shape=(size, size))
    weighed, counted = agree @ links, (agree > 0).astype(float) @ (links > 0).astype(float)
    total = _at(weighed, first, second) + _at(weighed, second, first)
    count = _at(counted, first, second) + _at(counted, second, first)
    return total / np.maximum(count, 1), np.minimum(count, MOST_SUPPORTERS)


def _at(table: sparse.csr_array, rows: Numbers, columns: Numbers) -> Floats:
    return np.asarray(table[rows, columns], dtype=float).ravel()
