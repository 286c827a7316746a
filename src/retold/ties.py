"""Ties are broken by a rule, never by the last bit of a float or by a sort's accident.

Two CPUs add the same numbers in another order, and an unstable sort puts equal ones where its vector instructions leave
them. So whatever is compared is settled first: rounded to digits that every CPU agrees on. Of equals the first counts.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Places = NDArray[np.int64]

# Double precision leaves an error of 1e-13 at most in the sums of this package; nine digits are far above that, and far
# below what any two values differ by that differ at all.
DIGITS = 9

# Cosines are compared by the million, and the rarer it is that one lies at the edge of rounding, the better.
COSINE_DIGITS = 6


def settle(values: ArrayLike, digits: int = DIGITS) -> Any:
    """Return values rounded so that they compare alike on every CPU; -0.0 is 0.0.

    Parameters
    ----------
    values : number or array
        What will be compared, sorted or cut at a threshold; nan and infinity stay.
    digits : int
        How many digits after the point.

    Returns
    -------
    numpy.float64 or numpy.ndarray
        Of the shape given, in double precision.

    Examples
    --------
    >>> bool(0.1 + 0.2 <= 0.3), bool(settle(0.1 + 0.2) <= 0.3)
    (False, True)
    """
    return np.round(np.asarray(values, dtype=np.float64), digits) + 0.0


def first_best(values: ArrayLike, *, axis: int = -1, digits: int = DIGITS) -> Any:
    """Return the place of the largest value; of those that are equal when settled, the first.

    Examples
    --------
    >>> int(first_best([0.3, 0.1 + 0.2])), int(first_best([0.1, 0.2]))
    (0, 1)
    """
    return np.argmax(settle(values, digits), axis=axis)


def best_first(values: ArrayLike, *, axis: int = -1, digits: int = DIGITS) -> Places:
    """Return the places of values from the largest down; equal ones stay in the order given.

    Examples
    --------
    >>> best_first([0.3, 0.5, 0.1 + 0.2]).tolist()
    [1, 0, 2]
    """
    return np.argsort(-settle(values, digits), axis=axis, kind="stable")


def take_best(values: Floats, count: int, *, digits: int = DIGITS) -> Places:
    """Return the places of the largest values of each row; of those that are equal when settled, the first.

    It is ``best_first(values)[:, :count]`` in the order of places, without settling or sorting whole rows.

    Parameters
    ----------
    values : array of shape (n, m)
        Minus infinity for what is never taken, of which there may be m - count in a row.
    count : int
        How many of each row, at least 1.
    digits : int
        How many digits after the point count.

    Examples
    --------
    >>> take_best(np.array([[0.5, 0.9, 0.5, 0.5], [0.1, 0.2, 0.3, 0.4]]), 2).tolist()
    [[0, 1], [2, 3]]
    """
    least = np.partition(values, -count, axis=1)[:, -count, None]
    # What is equal to the least when settled is at most one unit of the last digit below it.
    rows, places = np.nonzero(values >= least - 10.0**-digits)
    order = np.lexsort((places, -settle(values[rows, places], digits), rows))
    rows, places = rows[order], places[order]
    taken = np.arange(len(rows)) - np.searchsorted(rows, rows) < count
    return np.asarray(np.sort(places[taken].reshape(-1, count), axis=1))


def distinct(numbers: NDArray[Any]) -> NDArray[Any]:
    """Return the different numbers of an array, in ascending order, as `numpy.unique` does.

    They are sorted, and not put into a hash table as numpy does from 2.3 on: whole numbers that are made of two others, such as
    ``row * width + column``, fill it so unevenly that a million of them take 1.2 s of CPU instead of 0.015.

    Examples
    --------
    >>> distinct(np.array([[3, 1], [3, 0]])).tolist()
    [0, 1, 3]
    """
    ordered = np.sort(numbers, axis=None)
    return ordered[np.append(True, ordered[1:] != ordered[:-1])] if len(ordered) else ordered
