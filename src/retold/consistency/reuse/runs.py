"""Runs of words that two texts share: the longest ones, and no pairing of all who use a set phrase."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from retold.consistency.reuse.shingles import BREAK, Words, hash_shingles

# A few words that stand in more articles than this are a set phrase, or an agency's own, and tell of nobody whom they are
# from; all pairs of them would grow with the square of the articles. Of 300 reports of 100 real events, three an event, no passage
# rests on words that are in more than 12; those on words in more than 8 are of two events 96 times of 100 already.
MOST_ARTICLES = 20

# A longer run is no set phrase, however many articles print it: of the passages of ten words and more in those 300
# reports 97 of 100 are of one event, of the shorter ones 28.
LONG_RUN = 10

# A run of words that stands in more places than this is paired with the next places only: all pairs of a report
# that everybody prints would grow with the square of the articles, and neighbours are enough to tell that it is one.
MOST_PLACES = 100
NEXT_PLACES = 20

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
Hashes = NDArray[np.uint64]


class Runs(NamedTuple):
    """Shared runs of words: their places in both articles, counted through all articles, and their lengths."""

    a: Ints
    b: Ints
    length: Ints

    def take(self, kept: NDArray[np.intp] | Flags) -> Runs:
        """Return some of the runs."""
        return Runs(self.a[kept], self.b[kept], self.length[kept])


def shared_runs(
    words: Words,
    n: int,
    *,
    max_gap: int = 0,
    most_places: int = MOST_PLACES,
    most_articles: int = MOST_ARTICLES,
) -> Runs:
    """Return the longest runs of at least n words that stand in two texts and are more than a set phrase.

    Parameters
    ----------
    words : Words
        Words of all texts, end to end.
    n : int
        Fewest words.
    max_gap, most_places, most_articles : int
        See ``find_reuse``.

    Returns
    -------
    Runs
        With a before b, in order of both; a place may be in several runs.

    Notes
    -----
    A run is kept if some n words of it stand in at most ``most_articles`` texts, or if it has ``LONG_RUN`` words; or if
    n words of it begin, in both texts, at most ``max_gap`` words after a run that is kept, or end as closely before one.
    """
    hashed, whole = hash_shingles(words.code, n)
    place = np.flatnonzero(whole)
    common = _in_many_texts(words.text, hashed, place, most_articles)
    long = max(n, LONG_RUN)
    carried = _begin_of_all(common, long - n + 1)
    a, b, thinned = _equal_places(words, n, hashed, place[~common[place]], most_places)
    if carried.any():
        more = _equal_places(
            words, long, hash_shingles(words.code, long)[0], _whole(words, long, carried), most_places
        )
        a, b = np.concatenate([a, more[0]]), np.concatenate([b, more[1]])
    runs = _join_diagonals(a, b, n)
    if common.any():
        runs = _add_beside(_extend(runs, words), words, n, hashed, common, max_gap)
    elif thinned:
        runs = _extend(runs, words)
    return runs.take(np.lexsort((runs.length, runs.b, runs.a)))


def _in_many_texts(text: Ints, hashed: Hashes, place: NDArray[np.intp], most: int) -> Flags:
    """Return at which places words begin that stand in more than so many texts."""
    common = np.zeros(len(hashed), dtype=bool)
    order, size = _alike(hashed, place)
    first = np.cumsum(size) - size
    new = np.append(True, text[order[1:]] != text[order[:-1]])
    new[first] = True
    texts = np.add.reduceat(new.astype(np.int64), first) if len(first) else size
    common[order] = np.repeat(texts > most, size)
    return common


def _begin_of_all(flags: Flags, count: int) -> Flags:
    """Return from which places on so many flags stand in a row."""
    before = np.concatenate([[0], np.cumsum(flags)])
    return np.asarray(before[count:] - before[:-count] == count, dtype=bool)


def _whole(words: Words, n: int, flags: Flags) -> NDArray[np.intp]:
    return np.flatnonzero(flags & hash_shingles(words.code, n)[1])


def _alike(hashed: Hashes, place: NDArray[np.intp]) -> tuple[NDArray[np.intp], Ints]:
    """Return the places, those with equal words side by side and in order, and how many each of these groups has."""
    # Stable sorting keeps places in order of the texts: a is before b.
    order = place[np.argsort(hashed[place], kind="stable")]
    ordered = hashed[order]
    first = np.flatnonzero(np.append(True, ordered[1:] != ordered[:-1])) if len(order) else order[:0]
    return order, np.diff(np.append(first, len(order)))


def _equal_places(
    words: Words, n: int, hashed: Hashes, place: NDArray[np.intp], most_places: int
) -> tuple[Ints, Ints, bool]:
    """Return the pairs of places of two texts with the same n words, and whether some of very frequent ones are left out."""
    order, size = _alike(hashed, place)
    left = np.repeat(np.cumsum(size), size) - np.arange(len(order)) - 1
    frequent = np.repeat(size > most_places, size)
    left[frequent] = np.minimum(left[frequent], NEXT_PLACES)
    rows, a, b = np.flatnonzero(left > 0), [order[:0]], [order[:0]]
    step = 1
    while len(rows):
        one, other = order[rows], order[rows + step]
        apart = words.text[one] != words.text[other]
        one, other = _same_words(words, one[apart], other[apart], n)
        a.append(one)
        b.append(other)
        step += 1
        rows = rows[left[rows] >= step]
    return np.concatenate(a), np.concatenate(b), bool(frequent.any())


def _join_diagonals(a: Ints, b: Ints, n: int) -> Runs:
    """Return pairs of places that move together on both sides as runs."""
    order = np.lexsort((a, b - a))
    a, b = a[order], b[order]
    new = np.ones(len(a), dtype=bool)
    new[1:] = (np.diff(a) != 1) | (np.diff(b) != 1)
    first = np.flatnonzero(new)
    return Runs(a[first], b[first], np.diff(np.append(first, len(a))) + n - 1)


def _extend(runs: Runs, words: Words) -> Runs:
    """Return the runs as long as they go, where pairs of frequent words were left out; no run stands twice."""
    a, end_a = runs.a.copy(), runs.a + runs.length
    shift = runs.b - runs.a
    code = np.append(words.code, BREAK)
    moving = np.arange(len(a))
    while len(moving):
        before = a[moving] - 1
        on = (before >= 0) & (code[before] != BREAK) & (code[before] == code[before + shift[moving]])
        moving = moving[on]
        a[moving] -= 1
    # Runs of one diagonal that have grown together go on together.
    order = np.lexsort((-end_a, a, shift))
    new = np.ones(len(a), dtype=bool)
    new[1:] = (np.diff(shift[order]) != 0) | (np.diff(a[order]) != 0)
    kept = order[new]
    a, end_a, shift = a[kept], end_a[kept], shift[kept]
    moving = np.arange(len(a))
    while len(moving):
        after = end_a[moving]
        other = np.minimum(after + shift[moving], len(code) - 1)
        moving = moving[(code[after] != BREAK) & (code[after] == code[other])]
        end_a[moving] += 1
    return Runs(a, a + shift, end_a - a)


def _add_beside(runs: Runs, words: Words, n: int, hashed: Hashes, common: Flags, max_gap: int) -> Runs:
    """Return the runs and those of set phrases that nearly touch one of them on both sides, or one that is so added."""
    common = np.append(common, np.zeros(n, dtype=bool))
    hashed = np.append(hashed, np.zeros(n, dtype=np.uint64))
    # Sorted and never made unique by hashes, which such numbers fill unevenly: no run stands twice.
    known, fresh = np.sort(_keys(runs, words)), runs
    while len(fresh.a):
        beside = zip(*_beside(fresh, words, n, hashed, common, max_gap), strict=True)
        a, b = (np.concatenate(side) for side in beside)
        near = _extend(_join_diagonals(*_once(a, b), n), words)
        keys = _keys(near, words)
        at = np.searchsorted(known, keys)
        new = known[np.minimum(at, len(known) - 1)] != keys
        fresh, known = near.take(new), np.sort(np.append(known, keys[new]), kind="stable")
        runs = Runs(*(np.concatenate(pair) for pair in zip(runs, fresh, strict=True)))
    return runs


def _beside(
    runs: Runs, words: Words, n: int, hashed: Hashes, common: Flags, max_gap: int
) -> Iterator[tuple[Ints, Ints]]:
    """Yield the places of the same n words of a set phrase after and before runs, for each width of the gaps."""
    yield runs.a[:0], runs.b[:0]
    last = len(words.code) - 1
    for gap_a, after in product(range(max_gap + 1), (True, False)):
        a = runs.a + runs.length + gap_a if after else runs.a - n - gap_a
        # Few runs have a set phrase beside them; only those are looked at on the other side.
        rows = np.flatnonzero(common[np.clip(a, 0, last)] & (a >= 0) & (a <= last))
        rows = rows[words.text[a[rows]] == words.text[runs.a[rows]]]
        a, of_b = a[rows], runs.b[rows]
        b = of_b + runs.length[rows] if after else of_b - n
        for gap_b in range(max_gap + 1):
            other = b + gap_b if after else b - gap_b
            same = np.flatnonzero(hashed[a] == hashed[np.clip(other, 0, last)])
            one, two, of = a[same], other[same], of_b[same]
            inside = (two >= 0) & (two <= last)
            inside[inside] = words.text[two[inside]] == words.text[of[inside]]
            yield _same_words(words, one[inside], two[inside], n)


def _same_words(words: Words, a: Ints, b: Ints, n: int) -> tuple[Ints, Ints]:
    """Return the pairs of places at which the same n words begin: no collision of hashes counts."""
    same = np.ones(len(a), dtype=bool)
    for at in range(n):
        same &= words.code[a + at] == words.code[b + at]
    return a[same], b[same]


def _once(a: Ints, b: Ints) -> tuple[Ints, Ints]:
    order = np.lexsort((b, a))
    a, b = a[order], b[order]
    new = np.ones(len(a), dtype=bool)
    new[1:] = (np.diff(a) != 0) | (np.diff(b) != 0)
    return a[new], b[new]


def _keys(runs: Runs, words: Words) -> Ints:
    """Return a number for the places of each run; its length follows from them."""
    return np.asarray(runs.a * len(words.code) + runs.b, dtype=np.int64)
