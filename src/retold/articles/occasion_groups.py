"""Groups of articles that report one occasion: the most alike are joined first, while days and likeness allow it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

# A report comes out on the day or in the days after; of 28 real events with three reports each, the last came after
# three days. Days on which things are told to have been said agree but for the time zone.
MOST_DAYS, TOLD_DAYS = 3, 1

# How alike two reports must be to be proposed as reports of one occasion (see `_likeness`): those of one real event have
# 0.19 at least where both are dated, those of different events within a few days 0.14 at most; of nine invented disputes,
# those of one occasion have 0.20 to 1.2. Where a date is missing or known to the month alone, the words must do.
ENOUGH_DATED, ENOUGH_UNDATED = 0.17, 0.22

# Likenesses are rounded to so many digits, and added up as whole numbers of the last one, so that sums have no order.
LIKENESS_DIGITS = 9
UNIT: int = 10**LIKENESS_DIGITS


class Day(NamedTuple):
    """The first and last day on which an occasion may have been, by the article's date; and the day its statements tell.

    Ordinals; nan where nothing is known.
    """

    first: float
    last: float
    told: float = np.nan

    @property
    def is_exact(self) -> bool:
        """Return whether it is one day."""
        return self.first == self.last


UNKNOWN = Day(np.nan, np.nan)


class Likeness(NamedTuple):
    """Pairs of articles (n x 2 positions, the first below the second) and how alike they are; those not held count 0."""

    pairs: NDArray[np.int64]
    values: NDArray[np.float64]


@dataclass(slots=True)
class _Group:
    """What is asked of a group before it is joined: sizes, outermost days, and the likeness to each other group, added up.

    Bounds of days are of members that tell a day, of those that don't, and of all; infinite where there is none.
    """

    exact: int
    others: int
    told: tuple[float, float]
    untold: tuple[float, float]
    all: tuple[float, float]
    alike: dict[int, int]


def join_alike(likeness: Likeness, given: Sequence[str], days: Sequence[Day]) -> list[int]:
    """Return the number of each article's group; those with one given name are together, and no two names are.

    Parameters
    ----------
    likeness : Likeness
        How alike articles are.
    given : sequence of str
        The occasion of each article, "" where none is given.
    days : sequence of Day
        The days of each article.

    Notes
    -----
    A group remembers its outermost days and its likeness to others, so that a pair costs the same however large the groups are.

    Examples
    --------
    >>> likeness = Likeness(np.array([[0, 1], [1, 2]]), np.array([0.5, 0.3]))
    >>> join_alike(likeness, ["", "", ""], [UNKNOWN] * 3)  # the mean of 0 and 0.3 is too little
    [0, 0, 2]
    """
    parent = list(range(len(given)))
    groups = {at: _alone(day) for at, day in enumerate(days)}
    order = np.lexsort((likeness.pairs[:, 1], likeness.pairs[:, 0], -likeness.values))
    pairs = likeness.pairs[order].tolist()
    for (one, other), value in zip(pairs, np.rint(likeness.values[order] * UNIT).tolist(), strict=True):
        groups[one].alike[other] = groups[other].alike[one] = int(value)
    named = {name: at for at, name in reversed(list(enumerate(given))) if name}
    for at, name in enumerate(given):
        if name and named[name] != at:
            _merge(groups, parent, named[name], at)
    for one, other in pairs:
        a, b = _find(parent, one), _find(parent, other)
        if (
            a == b
            or (given[a] and given[b])
            or not _may_join(groups[a], groups[b], groups[a].alike.get(b, 0))
        ):
            continue
        # The group with a name keeps its number, else the one that begins first.
        keep, gone = (b, a) if given[b] else (a, b) if given[a] else sorted((a, b))
        _merge(groups, parent, keep, gone)
    return [_find(parent, at) for at in range(len(given))]


def _find(parent: list[int], at: int) -> int:
    """Return the number of an article's group."""
    while parent[at] != at:
        parent[at] = parent[parent[at]]
        at = parent[at]
    return at


def _alone(day: Day) -> _Group:
    nobody = (math.inf, -math.inf)
    span = nobody if math.isnan(day.first) else (day.first, day.last)
    tells = not math.isnan(day.told)
    return _Group(
        exact=int(day.is_exact),
        others=int(not day.is_exact),
        told=(day.told, day.told) if tells else nobody,
        untold=_edges(nobody if tells else span),
        all=_edges(span),
        alike={},
    )


def _edges(span: tuple[float, float]) -> tuple[float, float]:
    """Return the least last and the greatest first day of spans, as of one."""
    first, last = span
    return (last, first) if first <= last else (math.inf, -math.inf)


def _widen(one: tuple[float, float], other: tuple[float, float]) -> tuple[float, float]:
    return min(one[0], other[0]), max(one[1], other[1])


def _gap(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Return the most days between a member of one group and one of another, by their least and greatest days."""
    return max(one[1] - other[0], other[1] - one[0])


def _merge(groups: dict[int, _Group], parent: list[int], keep: int, gone: int) -> None:
    """Put a group into another."""
    own, other = groups[keep], groups.pop(gone)
    parent[gone] = keep
    own.exact += other.exact
    own.others += other.others
    own.told, own.untold = _widen(own.told, other.told), _widen(own.untold, other.untold)
    own.all = _widen(own.all, other.all)
    own.alike.pop(gone, None)
    for third, value in other.alike.items():
        if third != keep:
            del groups[third].alike[gone]
            own.alike[third] = groups[third].alike[keep] = own.alike.get(third, 0) + value


def _may_join(a: _Group, b: _Group, alike: int) -> bool:
    """Tell whether two groups lie close enough in time, and are alike enough on the mean of all pairs."""
    if _gap(a.told, b.told) > TOLD_DAYS or max(_gap(a.untold, b.all), _gap(a.all, b.untold)) > MOST_DAYS:
        return False
    exact, all_pairs = a.exact * b.exact, (a.exact + a.others) * (b.exact + b.others)
    return alike >= exact * round(ENOUGH_DATED * UNIT) + (all_pairs - exact) * round(ENOUGH_UNDATED * UNIT)
