"""Arithmetic that gives the same last bit on every machine, whatever order its numeric library adds in.

Sums of floating-point numbers depend on their order, and numeric libraries choose the order by the CPU. Sums of whole
numbers below 2**24 are exact in single precision, and in double precision below 2**53, so they have no order. What is
added up here is therefore rounded to whole numbers first; everything else is done number by number (add, multiply,
divide, root, round), which IEEE 754 fixes to the last bit. Exponentials come out of tables of rounded entries.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import erf, exp, sqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

# Rows are rounded to so many steps on either side of zero, weights to 127: a sum over so many of their products (`WIDTH`) stays below
# 2**24, which `check_weights` makes sure of for the weights at hand.
STEPS = 1023
EXACT = 2**24
WIDTH = 384

# Queries and keys of one head: 32 products of 511 * 511 are below 2**24.
HEAD_STEPS = 511

# Shares of attention are whole numbers that sum to about this; times STEPS still below 2**24.
SHARES = 2**13

# Sums that lie on a grid of this step are exact in double precision.
GRID = 2.0**-12

# The exponential of -16..0 and the activation of -8..24, 256 entries for each unit.
PER_UNIT, LEAST_EXPONENT = 256, -16
LEAST_ACTIVE, MOST_ACTIVE = -8, 24
TABLE_STEPS = 2**16 - 1

# What is done number by number is done to so many rows at a time, which stay in a core's cache: for those of a whole batch
# it cost more than the product before it.
BLOCK_ROWS = 32

EXPONENTIALS = np.array(
    [round(exp(at / PER_UNIT) * TABLE_STEPS) for at in range(LEAST_EXPONENT * PER_UNIT, 1)], dtype=np.float32
)
ACTIVATIONS = np.array(
    [
        round(x * (1 + erf(x / sqrt(2))) / 2 / GRID) * GRID
        for x in (at / PER_UNIT for at in range(LEAST_ACTIVE * PER_UNIT, MOST_ACTIVE * PER_UNIT + 1))
    ],
    dtype=np.float32,
)


def to_steps(rows: Floats, steps: int) -> tuple[Floats, Floats]:
    """Return rows as whole numbers of -steps..steps, and what one step of each row is worth.

    Examples
    --------
    >>> whole, worth = to_steps(np.array([[0.5, -1.0, 0.0]], dtype=np.float32), 100)
    >>> whole.tolist(), round(float(worth[0, 0]), 3)
    ([[50.0, -100.0, 0.0]], 0.01)
    """
    whole = np.abs(rows)
    # Numbers that aren't negative have the order of their bits, and of whole numbers numpy finds the greatest sooner.
    most = np.maximum(whole.view(np.int32).max(axis=-1, keepdims=True).view(np.float32), np.float32(1e-6))
    np.multiply(rows, np.float32(steps) / most, out=whole)
    np.rint(whole, out=whole)
    return whole, most * np.float32(1 / steps)


def check_weights(weights: NDArray[np.int8]) -> bool:
    """Say whether sums with these weights (inputs x outputs) stay exact.

    Examples
    --------
    >>> check_weights(np.full((384, 2), 40, dtype=np.int8)), check_weights(np.full((384, 2), 127, dtype=np.int8))
    (True, False)
    """
    return bool(np.abs(weights.astype(np.int64)).sum(axis=0).max(initial=0) * STEPS < EXACT)


def row_blocks(rows: NDArray[Any]) -> Iterator[slice]:
    """Yield the places of `BLOCK_ROWS` rows after the other."""
    for start in range(0, len(rows), BLOCK_ROWS):
        yield slice(start, start + BLOCK_ROWS)


def multiply(whole: Floats, weights: Floats) -> Floats:
    """Return the product of whole numbers, in parts that are exact and are added in order."""
    total: Floats = whole[:, :WIDTH] @ weights[:WIDTH]
    part = np.empty_like(total)
    for start in range(WIDTH, len(weights), WIDTH):
        np.matmul(whole[:, start : start + WIDTH], weights[start : start + WIDTH], out=part)
        total += part
    return total


def rescale(total: Floats, worth: Floats, scales: Floats, shift: Floats) -> Floats:
    """Turn a product of whole numbers into what it stands for, in its place."""
    for own in row_blocks(total):
        total[own] *= worth[own]
        total[own] *= scales
        total[own] += shift
    return total


def dense(rows: Floats, weights: Floats, scales: Floats, shift: Floats) -> Floats:
    """Return rows times weights plus a shift; the weights are whole numbers, each column worth its scale."""
    whole, worth = to_steps(rows, STEPS)
    return rescale(multiply(whole, weights), worth, scales, shift)


def activate(values: Floats) -> Floats:
    """Return the Gaussian error linear unit of values (rows x width), to a 256th of theirs."""
    scaled = values * np.float32(PER_UNIT)
    np.rint(scaled, out=scaled)
    scaled -= LEAST_ACTIVE * PER_UNIT
    found: Floats = ACTIVATIONS.take(scaled.astype(np.intp), mode="clip")
    return found


def activate_steps(total: Floats, worth: Floats, scales: Floats, shift: Floats) -> tuple[Floats, Floats]:
    """Return `to_steps` of the activation of what a product of whole numbers stands for, block by block."""
    found = np.empty_like(worth)
    for own in row_blocks(total):
        total[own], found[own] = to_steps(activate(rescale(total[own], worth[own], scales, shift)), STEPS)
    return total, found


def shares(scores: Floats, told: NDArray[np.bool_]) -> Floats:
    """Return the softmax of the last axis but one as whole numbers that sum to about `SHARES`; what isn't told gets none.

    Along that axis numpy works on many sums and greatest numbers at a time.
    """
    if not told.all():
        scores = np.where(told, scores, np.float32(-1e4))
    at = scores - scores.max(axis=-2, keepdims=True)
    at *= np.float32(PER_UNIT)
    np.rint(at, out=at)
    at -= LEAST_EXPONENT * PER_UNIT
    # The first entry of the table is 0: what lies far below the greatest, or isn't told, gets nothing.
    found: Floats = EXPONENTIALS.take(at.astype(np.intp), mode="clip")
    found *= np.float32(SHARES) / np.einsum("...ij->...j", found)[..., None, :]
    np.rint(found, out=found)
    return found


def normalise(rows: Floats, gain: Floats, shift: Floats) -> Floats:
    """Return rows with mean 0 and variance 1, times a gain, plus a shift."""
    found = np.empty_like(rows)
    n = rows.shape[-1]
    for own in row_blocks(rows):
        on_grid = np.rint(rows[own] * np.float32(1 / GRID)).astype(np.float64)
        total = np.einsum("ij->i", on_grid)[:, None]
        squares = np.einsum("ij,ij->i", on_grid, on_grid)[:, None]
        spread = np.sqrt(np.maximum(n * squares - total * total, 1.0))
        on_grid *= n
        on_grid -= total
        np.divide(on_grid, spread, out=found[own], casting="same_kind")
        found[own] *= gain
        found[own] += shift
    return found


def unit_means(rows: NDArray[Any], told: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Return the mean of the told rows of each text (texts x places x width), at a length of one, to six digits."""
    on_grid = np.rint(rows.astype(np.float64) / GRID) * told[:, :, None]
    totals = np.einsum("ijk->ik", on_grid)
    lengths = np.sqrt(np.einsum("ij,ij->i", totals, totals))[:, None]
    unit: NDArray[np.float64] = np.round(
        np.divide(totals, lengths, out=np.zeros_like(totals), where=lengths > 0), 6
    )
    return unit
