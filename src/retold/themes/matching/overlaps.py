"""Which of overlapping matches count: the longest first, then from left to right.

The rules are those of quanteda 4 (`nested_scope`): a match is dropped if it shares a token with a longer
one that is kept, or with one of its own theme as long that stands further left. Two themes that take
spans of equal length do not compete.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]


def resolve_overlaps(first: Ints, length: Ints, theme: Ints, *, overlap: str) -> Ints:
    """Choose among matches that overlap.

    Parameters
    ----------
    first, length : ndarray of int64, shape (n,)
        First token of each match, and how many it takes.
    theme : ndarray of int64, shape (n,)
        Number of its theme. Of equal spans of one theme the one given first counts.
    overlap : {"theme", "codebook", "all"}
        Whether matches compete within their theme, across all themes, or not at all.

    Returns
    -------
    ndarray of int64
        Places of the matches that are kept, ascending.

    Examples
    --------
    >>> first, length = np.array([0, 1, 1]), np.array([2, 1, 1])
    >>> resolve_overlaps(first, length, np.array([0, 0, 1]), overlap="theme").tolist()
    [0, 2]
    """
    if overlap == "all" or not len(first):
        return np.arange(len(first))
    field = theme if overlap == "theme" else np.zeros_like(theme)
    order = _distinct(_order(first, length, theme, field), first, length, theme)
    clusters = _clusters(first[order], length[order], field[order])
    bounds = np.append(np.flatnonzero(clusters), len(order))
    alone = np.diff(bounds) == 1
    kept = [order[bounds[:-1][alone]]]
    for begin, end in zip(bounds[:-1][~alone].tolist(), bounds[1:][~alone].tolist(), strict=True):
        members = order[begin:end]
        chosen = _greedy(first[members].tolist(), length[members].tolist(), theme[members].tolist())
        kept.append(members[chosen])
    places: Ints = np.sort(np.concatenate(kept))
    return places


def _order(first: Ints, length: Ints, theme: Ints, field: Ints) -> Ints:
    """Sort by field, place, length (the longest first) and theme; equal ones keep the order they are given in."""
    # One number that holds all four is sorted several times faster than four keys.
    sizes = [int(values.max()) + 1 for values in (first, length, theme)]
    key = ((field * sizes[0] + first) * sizes[1] + (sizes[1] - 1 - length)) * sizes[2] + theme
    order: Ints = np.argsort(key, kind="stable")
    return order


def _distinct(order: Ints, first: Ints, length: Ints, theme: Ints) -> Ints:
    """Keep one of each span of a theme."""
    a, b = order[:-1], order[1:]
    new = (first[a] != first[b]) | (length[a] != length[b]) | (theme[a] != theme[b])
    distinct: Ints = order[np.append(True, new)]
    return distinct


def _clusters(first: Ints, length: Ints, field: Ints) -> NDArray[np.bool_]:
    """Return where a match begins that overlaps none before it; matches are sorted by field and place."""
    # Fields lie one behind the other on one line, so that none overlaps another.
    place = first + field * (int((first + length).max()) + 1)
    reach = np.maximum.accumulate(place + length)
    return np.append(True, place[1:] >= reach[:-1])


def _greedy(first: list[int], length: list[int], theme: list[int]) -> list[int]:
    """Return which matches of one cluster are kept."""
    origin, size = min(first), max(a + n for a, n in zip(first, length, strict=True)) - min(first)
    own = {name: bytearray(size) for name in theme}
    longer = bytearray(size)
    kept: list[int] = []
    queue = sorted(range(len(first)), key=lambda n: (-length[n], first[n], n))
    at = 0
    while at < len(queue):
        tokens = length[queue[at]]
        won = []
        while at < len(queue) and length[queue[at]] == tokens:
            n, begin = queue[at], first[queue[at]] - origin
            span = slice(begin, begin + tokens)
            if not any(own[theme[n]][span]) and not any(longer[span]):
                own[theme[n]][span] = b"\1" * tokens
                won.append(n)
            at += 1
        # Only when a length is done with does it stand in the way of the next.
        for n in won:
            longer[first[n] - origin : first[n] - origin + tokens] = b"\1" * tokens
        kept += won
    return kept
