"""How a number is meant: exactly, about so many, at least, at most; and between which bounds it then lies."""

from __future__ import annotations

import itertools
import math
from collections.abc import Collection, Sequence

from retold.language.clauses import Word
from retold.language.english.amounts import (
    ABOUT,
    AFTER_UNIT,
    AGAINST,
    AT_LEAST,
    AT_MOST,
    COMPARED,
    DENYING,
    JUST_BELOW,
    PAIRS,
    SETTING_A_LIMIT,
    TURNED,
)

# "About 40" may be 30 or 50; the word is used loosely. "About 520" has more digits and is meant more narrowly.
TOLERANCE, NARROW_TOLERANCE, LEAST_EXACT = 0.25, 0.1, 100
# "Nearly 40" falls short of it by no more than this part.
SHORTFALL = 0.25


def read_bound(words: Sequence[Word], at: int, following: Sequence[Word], *, vague: bool) -> tuple[str, bool]:
    """Return how a number is meant: "about", "below", "min", "max" or exactly; and whether it is approximate."""
    before = [word.form for word in words[max(0, at - 4) : at]]
    # A unit may stand between the number and "at most".
    after = [word.form for word in following[:4]]
    near = before[-3:]
    pairs = list(itertools.pairwise(near))
    for number, pair in enumerate(pairs):
        if pair in PAIRS:
            denied = pair in COMPARED and not DENYING.isdisjoint(before[: len(before) - len(near) + number])
            return (TURNED[PAIRS[pair]] if denied else PAIRS[pair]), True
    for pair in itertools.pairwise(after):
        if pair in AFTER_UNIT:
            return PAIRS[pair], True
    for form in reversed(near):
        if form in JUST_BELOW:
            return "below", True
        if form in ABOUT:
            return "about", True
    # "Under the law 40 boats" sets no bound.
    last = near[-1] if near else ""
    if last in AT_LEAST or last in AT_MOST:
        return ("min" if last in AT_LEAST else "max"), True
    return ("", True) if vague else ("", False)


def is_compared(before: Sequence[str], clause: Collection[str]) -> bool:
    """Say whether something is held against a number that need not be its own limit.

    Two tellers may hold one thing against two numbers, and both be right; two limits of one thing exclude each other.

    Parameters
    ----------
    before : sequence of str
        The words before the number.
    clause : collection of str
        The words of its clause.

    Examples
    --------
    >>> is_compared(["in", "less", "than"], []), is_compared(["no", "less", "than"], []), is_compared(["at", "most"], [])
    (True, False, False)
    >>> is_compared(["falls", "below"], ["if", "the", "river", "falls", "below"])
    False
    """
    near = list(before[-3:])
    if not near or not SETTING_A_LIMIT.isdisjoint(clause):
        return False
    for number, pair in enumerate(itertools.pairwise(near)):
        if pair in PAIRS:
            denied = not DENYING.isdisjoint(before[: len(before) - len(near) + number])
            return pair in COMPARED and not denied
    return near[-1] in AGAINST


def bound_values(low: float, high: float, bound: str, *, written: float | None = None) -> tuple[float, float]:
    """Return the least and the most that a number means.

    Parameters
    ----------
    low, high : float
        What it means without the bound, in the base unit.
    bound : str
        As `read_bound` gives it.
    written : float, optional
        The number as it is written, in its own unit; of that, not of the base unit, the digits are counted.

    Examples
    --------
    >>> bound_values(40, 40, "about"), bound_values(40, 40, "min")
    ((30.0, 50.0), (40, inf))
    >>> bound_values(520, 520, "about", written=520)
    (468.0, 572.0)
    """
    if bound == "about":
        tolerance = NARROW_TOLERANCE if written is not None and _is_exact(written) else TOLERANCE
        return low * (1 - tolerance), high * (1 + tolerance)
    if bound == "below":
        return low * (1 - SHORTFALL), high
    if bound == "min":
        return low, math.inf
    return (-math.inf, high) if bound == "max" else (low, high)


def _is_exact(value: float) -> bool:
    """Say whether a number is told closely: 520 and 3.6 are, 400 is not, nor are a dozen and 45."""
    small = value < LEAST_EXACT and float(value).is_integer()
    return not small and len(f"{value:.10g}".replace(".", "").strip("0")) > 1
