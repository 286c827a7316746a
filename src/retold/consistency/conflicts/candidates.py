"""Pairs of details worth a look: of one kind and measure, of one story, and sharing a head or enough rare words."""

from __future__ import annotations

import math
from array import array
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

from retold.consistency.conflicts.events import ONE_STORY, StoryLinks, link_stories
from retold.consistency.details.detail import SMOOTHING, WEIGHTS, Detail
from retold.ties import distinct, settle

# A word on more details of one kind and measure than these ties none of them together by itself, and is left out of the
# join, which keeps its size in proportion to the number of details: each is held against so many for each of its words.
MOST_HOLDERS = 40

# Of the words that are too frequent, so many of a detail (its rarest) are joined two by two. A pair is much rarer than
# either word; more words would only add pairs of words that are common together.
PAIRED = 5

# Details that share less than this are not looked at.
LEAST_SHARED = 0.3

# So many pairs are all judged: some seconds. Articles of one story may tell one thing without a word in common.
MOST_PAIRS = 200_000

# Rows of the join that are held at once.
STEP = 2000

Numbers = NDArray[np.int64]
Weights = NDArray[np.float64]


class Places(NamedTuple):
    """Words of details in long form: which detail, which word, how near it stands (0..1); and the head of each.

    ``shown`` is each word as it was first met.
    """

    words: list[str]
    details: Numbers
    numbers: Numbers
    weights: Weights
    heads: Numbers
    names: NDArray[np.bool_]
    shown: list[str]


class PlaceReader:
    """Reads the words of details into arrays, one detail after the other, so that the details need not be held.

    A name is a word that has a capital more often than not; one at the beginning of a sentence has none here.
    """

    def __init__(self) -> None:
        self.known: dict[str, int] = {}
        self.shown: list[str] = []
        self.details, self.numbers, self.weights, self.heads = array("q"), array("q"), array("d"), array("q")
        self.capitals: dict[int, int] = {}
        self.size = 0

    def _number(self, word: str, form: str) -> int:
        number = self.known.setdefault(word, len(self.known))
        if number == len(self.shown):
            self.shown.append(form)
        return number

    def add(self, detail: Detail) -> None:
        """Read the next detail."""
        for words in (detail.words, detail.near):
            for word, weight in words.items():
                self.details.append(self.size)
                self.numbers.append(self._number(word, detail.shown.get(word, word)))
                self.weights.append(weight)
        self.heads.append(self._number(detail.head, detail.own) if detail.head else -1)
        for word, form in detail.shown.items():
            number = self._number(word, form)
            self.capitals[number] = self.capitals.get(number, 0) + (1 if form[:1].isupper() else -1)
        self.size += 1

    def places(self) -> Places:
        """Return what was read."""
        names = np.zeros(len(self.known), dtype=bool)
        names[[number for number, count in self.capitals.items() if count >= 0]] = True
        parts = [np.array(part, dtype=np.int64) for part in (self.details, self.numbers, self.heads)]
        weights = np.array(self.weights, dtype=np.float64)
        return Places(list(self.known), parts[0], parts[1], weights, parts[2], names, self.shown)


def measure_rarity(places: Places) -> Weights:
    """Return for each word how rare it is among the details, between 0 and 1; NaN for one that stands nowhere."""
    size = len(places.heads)
    headed = np.flatnonzero(places.heads >= 0)
    both = np.concatenate([places.details, headed]) * len(places.words)
    both += np.concatenate([places.numbers, places.heads[headed]])
    counts = np.bincount(distinct(both) % max(len(places.words), 1), minlength=len(places.words))
    top = math.log(size + SMOOTHING)
    known = np.log((size + SMOOTHING) / np.maximum(counts, 1)) / top
    return np.asarray(settle(np.where(counts > 0, known, np.nan)))


def _groups(details: pd.DataFrame) -> Numbers:
    """Return numbers of the groups within which details are compared: of one kind and measure."""
    # A rank ("the fourth gate") is held against counts of the same thing.
    measures = details["measure"].astype(str).replace("ordinal", "count")
    codes: Numbers = pd.factorize(details["kind"].astype(str) + " " + measures)[0].astype(np.int64)
    return codes


def pair_all(details: pd.DataFrame) -> tuple[Numbers, Numbers] | None:
    """Return all pairs of details of one kind and measure, the first below the second; None if they are too many.

    Parameters
    ----------
    details : DataFrame
        Columns article_id, kind, measure.
    """
    groups = _groups(details)
    sizes = np.bincount(groups, minlength=1)
    if int((sizes * (sizes - 1) // 2).sum()) > MOST_PAIRS or details["article_id"].nunique() > ONE_STORY:
        return None
    members = [np.flatnonzero(groups == group) for group in range(len(sizes))]
    pairs = [own[np.stack(np.triu_indices(len(own), k=1))] for own in members]
    both = np.concatenate([np.zeros((2, 0), dtype=np.int64), *pairs], axis=1)
    first, second = both[:, np.lexsort((both[1], both[0]))]
    return first, second


def pair_details(details: pd.DataFrame, places: Places, rarity: Weights) -> tuple[Numbers, Numbers]:
    """Return the pairs of details to be compared, as two arrays of row numbers in order, the first below the second.

    Parameters
    ----------
    details : DataFrame
        Columns article_id, kind, measure.
    places : Places
        The words of each row of ``details``.
    rarity : array
        How rare each word is, 0..1.
    """
    groups = _groups(details)
    codes, ids = pd.factorize(details["article_id"].astype(str))
    articles = codes.astype(np.int64)
    stories = link_stories(articles[places.details], places.numbers, places.names, size=len(ids))
    rows, keys, weights = _keys(groups, places, rarity)
    return _join(rows, keys, weights, articles, stories)


def _keys(groups: Numbers, places: Places, rarity: Weights) -> tuple[Numbers, Numbers, Weights]:
    """Return the places of the join: words of few details, heads of few, and pairs of more frequent words."""
    width = max(len(places.words), 1)
    headed = np.flatnonzero(places.heads >= 0)
    # Heads have columns of their own.
    rows = np.concatenate([places.details, headed])
    keys = np.concatenate([groups[places.details] * 2, groups[headed] * 2 + 1]) * width
    keys += np.concatenate([places.numbers, places.heads[headed]])
    weights = np.concatenate([places.weights * rarity[places.numbers], np.ones(len(headed))])
    known, columns = np.unique(keys, return_inverse=True)
    holders = np.bincount(columns, minlength=len(known))
    few = holders[columns] <= MOST_HOLDERS
    many = ~few
    many[len(places.details) :] = False
    many[: len(places.details)] &= places.weights >= min(WEIGHTS[:2])
    paired = _pair_words(rows[many], columns[many], weights[many], len(known))
    parts = zip((rows[few], columns[few], weights[few]), paired, strict=True)
    joined_rows, joined_keys, joined_weights = (np.concatenate(part) for part in parts)
    return joined_rows, np.unique(joined_keys, return_inverse=True)[1], joined_weights


def _pair_words(
    rows: Numbers, columns: Numbers, weights: Weights, width: int
) -> tuple[Numbers, Numbers, Weights]:
    """Join the rarest of the frequent words of each detail two by two; pairs that are frequent, too, are left out."""
    order = np.lexsort((columns, -settle(weights), rows))
    rows, columns, weights = rows[order], columns[order], weights[order]
    starts = np.flatnonzero(np.diff(rows, prepend=-1))
    rank = np.arange(len(rows)) - np.repeat(starts, np.diff(starts, append=len(rows)))
    best = rank < PAIRED
    rows, columns, weights = rows[best], columns[best], weights[best]
    found: list[tuple[Numbers, Numbers, Weights]] = []
    for step in range(1, PAIRED):
        same = np.flatnonzero(rows[step:] == rows[:-step])
        a, b = columns[same], columns[same + step]
        # Single words have numbers below the width, so that no pair is taken for one.
        keys = (np.minimum(a, b) + 1) * width + np.maximum(a, b)
        found.append((rows[same], keys, weights[same] + weights[same + step]))
    pairs = [np.concatenate(part) for part in zip(*found, strict=True)]
    _, numbers = np.unique(pairs[1], return_inverse=True)
    few = np.bincount(numbers, minlength=1)[numbers] <= MOST_HOLDERS
    return pairs[0][few], pairs[1][few], pairs[2][few]


def _join(
    rows: Numbers, columns: Numbers, weights: Weights, articles: Numbers, stories: StoryLinks
) -> tuple[Numbers, Numbers]:
    size, width = len(articles), int(columns.max(initial=-1)) + 1
    matrix = sparse.csr_array((np.sqrt(weights), (rows, columns)), shape=(size, max(width, 1)))
    turned = matrix.T.tocsr()
    found = [np.zeros((2, 0), dtype=np.int64)]
    for first in range(0, size, STEP):
        block = (matrix[first : first + STEP] @ turned).tocoo()
        # A rounding error at the threshold would hang on the order of the columns.
        kept = (block.col > block.row + first) & (settle(block.data) >= LEAST_SHARED)
        a, b = block.row[kept].astype(np.int64) + first, block.col[kept].astype(np.int64)
        told = stories.share(articles[a], articles[b])
        found.append(np.stack([a[told], b[told]]))
    pairs = np.concatenate(found, axis=1)
    pairs = pairs[:, np.lexsort((pairs[1], pairs[0]))]
    return pairs[0], pairs[1]
