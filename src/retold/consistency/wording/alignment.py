"""Align two texts word by word: Needleman and Wunsch with free ends, for many pairs at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from retold.language.words import LIGHT

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

# What two words are worth in each other's place, as a share of the weight of a word that stands in both:
# forms of one word, two numbers, and two words of one closed class ("must" and "may", "is" and "was"). They
# only settle which words correspond; whether anything has changed is decided later.
SAME_LEMMA, SAME_CLASS = 0.7, 0.5

# A match beside another match is worth so much more, for each side: it keeps phrases together where a common
# word could be matched in two places.
NEIGHBOUR = 0.1

# What a word without a counterpart costs between two matches. Twenty of them outweigh one content word; at the
# ends they are free, as articles quote different parts of one sentence.
GAP = 0.05

# Worths and costs are counted in ten-thousandths, which are whole numbers: two ways to align that are worth the same
# are then equal, and a fixed order of moves chooses, not what rounding left of sums of tenths.
PARTS = 10_000

# A lone function word between two gaps of this many words is a chance match, not an anchor.
WIDE_GAP = 6

# Cells of the tables filled at once: some tens of megabytes.
CELLS = 1_000_000

# A pair with more cells than this (two statements of 5,000 words) is no pair of sentences; it is aligned by its
# longest common subsequence, which takes little memory.
MOST_CELLS = 25_000_000

_STOP, _DIAGONAL, _UP, _LEFT = 0, 1, 2, 3


class Match(NamedTuple):
    """Two words, by position, that stand in each other's place; ``same`` if they are the same word."""

    a: int
    b: int
    same: bool


class Coded(NamedTuple):
    """The words of a text as numbers: the word, its lemma, its closed class (0 for none), and its weight."""

    words: NDArray[np.integer[Any]]
    lemmas: NDArray[np.integer[Any]]
    classes: NDArray[np.integer[Any]]
    weights: NDArray[np.floating[Any]]


def align_pairs(texts: Sequence[Coded], pairs: Sequence[tuple[int, int]]) -> list[list[Match]]:
    """Align pairs of texts, with free ends on all sides.

    Parameters
    ----------
    texts : sequence of Coded
        The texts.
    pairs : sequence of (int, int)
        Positions in ``texts``.

    Returns
    -------
    list of list of Match
        For each pair its matches, from left to right.

    Notes
    -----
    Needleman and Wunsch (1970) with a linear gap cost between matches and none at the ends of either text, which
    makes the recursion that of Smith and Waterman (1981). Row by row over all pairs of about one size; the cost of
    a run of gaps inside a row is a running maximum.

    Examples
    --------
    >>> coded = [Coded(np.array(w), np.array(w), np.zeros(len(w), int), np.ones(len(w))) for w in ([7, 1, 2], [1, 5, 2])]
    >>> align_pairs(coded, [(0, 1)])
    [[Match(a=1, b=0, same=True), Match(a=2, b=2, same=True)]]
    """
    found: list[list[Match]] = [[] for _ in pairs]
    for batch in _batches(texts, pairs):
        a, b = ([texts[pairs[at][side]] for at in batch] for side in (0, 1))
        if len(batch) == 1 and len(a[0].words) * len(b[0].words) > MOST_CELLS:
            matched = [_longest_common(a[0], b[0])]
        else:
            matched = _align_batch(a, b)
        for at, matches in zip(batch, matched, strict=True):
            found[at] = _drop_chance_matches(matches, texts[pairs[at][0]].weights)
    return found


def _batches(texts: Sequence[Coded], pairs: Sequence[tuple[int, int]]) -> Iterator[list[int]]:
    """Yield pairs of about one size together, so that little of a table is padding."""
    sizes = [(len(texts[i].words), len(texts[j].words)) for i, j in pairs]
    order = sorted((at for at, (m, n) in enumerate(sizes) if m and n), key=lambda at: (sizes[at], at))
    batch: list[int] = []
    rows = columns = 0
    for at in order:
        m, n = max(rows, sizes[at][0]), max(columns, sizes[at][1])
        if batch and (len(batch) + 1) * m * n > CELLS:
            yield batch
            batch, (m, n) = [], sizes[at]
        batch.append(at)
        rows, columns = m, n
    if batch:
        yield batch


def _pad(columns: Sequence[NDArray[Any]], fill: float) -> NDArray[Any]:
    table: NDArray[Any] = np.full((len(columns), max(map(len, columns))), fill, dtype=columns[0].dtype)
    for row, column in zip(table, columns, strict=True):
        row[: len(column)] = column
    return table


def _worth(a: Sequence[Coded], b: Sequence[Coded]) -> tuple[Floats, NDArray[np.bool_]]:
    """Return what each word of a is worth in the place of each of b (pair, a, b), in parts, and where they are the same."""
    sides = []
    for side, nothing in ((a, -1), (b, -2)):  # padding is like no word, not even like padding
        sides.append(
            (
                _pad([text.words for text in side], nothing),
                _pad([text.lemmas for text in side], nothing),
                _pad([text.classes for text in side], 0),
                _pad([text.weights for text in side], 0),
            )
        )
    (words_a, lemmas_a, classes_a, weights_a), (words_b, lemmas_b, classes_b, weights_b) = sides
    same = words_a[:, :, None] == words_b[:, None, :]
    alike = lemmas_a[:, :, None] == lemmas_b[:, None, :]
    kin = (classes_a[:, :, None] == classes_b[:, None, :]) & (classes_a[:, :, None] > 0)
    weights = np.minimum(weights_a[:, :, None], weights_b[:, None, :])
    worth = weights * np.where(same, 1.0, np.where(alike, SAME_LEMMA, np.where(kin, SAME_CLASS, 0.0)))
    beside = np.zeros_like(worth)
    beside[:, 1:, 1:] += same[:, :-1, :-1]
    beside[:, :-1, :-1] += same[:, 1:, 1:]
    return np.asarray(np.rint(PARTS * worth * (1 + NEIGHBOUR * beside)), dtype=float), same


def _align_batch(a: Sequence[Coded], b: Sequence[Coded]) -> list[list[Match]]:
    worth, same = _worth(a, b)
    pairs, rows, columns = worth.shape
    moves = np.zeros((pairs, rows, columns), dtype=np.int8)
    above = np.zeros((pairs, columns + 1))
    best, best_at = np.zeros(pairs), np.zeros((pairs, 2), dtype=np.int64)
    gap = round(PARTS * GAP)
    slope = gap * np.arange(columns + 1)
    for i in range(rows):
        diagonal = np.where(worth[:, i] > 0, above[:, :-1] + worth[:, i], 0.0)
        up = above[:, 1:] - gap
        row = np.zeros((pairs, columns + 1))
        row[:, 1:] = np.maximum(np.maximum(diagonal, up), 0.0)
        reached = np.maximum.accumulate(row + slope, axis=1) - slope
        left = reached[:, 1:] > row[:, 1:]
        row[:, 1:] = np.where(left, reached[:, 1:], row[:, 1:])
        move = np.where(diagonal >= up, _DIAGONAL, _UP)
        move = np.where(left, _LEFT, np.where(row[:, 1:] > 0, move, _STOP))
        moves[:, i] = move
        top = row[:, 1:].argmax(axis=1)
        score = row[np.arange(pairs), top + 1]
        better = score > best
        best = np.where(better, score, best)
        best_at[better, 0], best_at[better, 1] = i, top[better]
        above = row
    return _trace(moves, same, best, best_at)


def _trace(
    moves: NDArray[np.int8], same: NDArray[np.bool_], best: Floats, best_at: Ints
) -> list[list[Match]]:
    """Follow the moves back from the best cell of each pair."""
    found: list[list[Match]] = []
    for at in range(len(moves)):
        matches: list[Match] = []
        i, j = int(best_at[at, 0]), int(best_at[at, 1])
        # Bytes, because reading single cells of an array is slow.
        table, equal = moves[at].tobytes(), same[at].tobytes()
        columns = moves.shape[2]
        while best[at] > 0 and i >= 0 and j >= 0:
            move = table[i * columns + j]
            if move == _DIAGONAL:
                matches.append(Match(i, j, equal[i * columns + j] == 1))
            elif move == _STOP:
                break
            i, j = i - int(move != _LEFT), j - int(move != _UP)
        found.append(matches[::-1])
    return found


def _longest_common(a: Coded, b: Coded) -> list[Match]:
    from rapidfuzz.distance import Indel

    codes = Indel.opcodes(a.words.tolist(), b.words.tolist())
    blocks = [(code.src_start, code.dest_start, code.src_end) for code in codes if code.tag == "equal"]
    return [Match(i, j + i - first, True) for first, j, last in blocks for i in range(first, last)]


def _drop_chance_matches(matches: list[Match], weights: NDArray[np.floating[Any]]) -> list[Match]:
    """Give up runs of light words that match by chance between wide gaps."""
    runs: list[list[Match]] = []
    for match in matches:
        if runs and (match.a, match.b) == (runs[-1][-1].a + 1, runs[-1][-1].b + 1):
            runs[-1].append(match)
        else:
            runs.append([match])
    kept: list[list[Match]] = []
    for run, following in pairwise([*runs, []]):
        light = all(weights[match.a] <= LIGHT for match in run)
        if light and kept and following:
            before = max(run[0].a - kept[-1][-1].a, run[0].b - kept[-1][-1].b) - 1
            after = max(following[0].a - run[-1].a, following[0].b - run[-1].b) - 1
            if before + after > WIDE_GAP:
                continue
        kept.append(run)
    return [match for run in kept for match in run]
