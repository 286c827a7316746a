"""Arithmetic that gives the same last bit on every machine, whatever order its numeric library adds in.

Sums of floating-point numbers depend on their order, and numeric libraries choose the order by the CPU. Sums of whole
numbers below 2**24 are exact in single precision, and in double precision below 2**53, so they have no order. What is
added up here is therefore rounded to whole numbers first; everything else is done number by number (add, multiply,
divide, root, round), which IEEE 754 fixes to the last bit. Exponentials come out of tables of rounded entries.
"""

from __future__ import annotations

from math import erf, exp, sqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

# Rows are rounded to so many steps on either side of zero, weights to 127: a sum over 384 of their products stays below 2**24,
# which `check_weights` makes sure of for the weights at hand.
STEPS = 1023
EXACT = 2**24

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

# So many rows are looked up at a time: their places stay in a core's cache, where those of a whole batch cost
# more than the product before them.
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
    most = np.maximum(whole.max(axis=-1, keepdims=True), np.float32(1e-6))
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


def dense(rows: Floats, weights: Floats, scales: Floats, shift: Floats) -> Floats:
    """Return rows times weights plus a shift; the weights are whole numbers, each column worth its scale."""
    whole, worth = to_steps(rows, STEPS)
    width = len(weights) if len(weights) <= 384 else 384
    total = whole[:, :width] @ weights[:width]
    for start in range(width, len(weights), width):  # each part is exact, and parts are added in order
        total += whole[:, start : start + width] @ weights[start : start + width]
    total *= worth
    total *= scales
    total += shift
    return total


def activate(values: Floats) -> Floats:
    """Return the Gaussian error linear unit of values (rows x width), to a 256th of theirs."""
    found = np.empty_like(values)
    at = np.empty((BLOCK_ROWS, values.shape[1]), dtype=np.float32)
    places = np.empty(at.shape, dtype=np.intp)
    for start in range(0, len(values), BLOCK_ROWS):
        own = values[start : start + BLOCK_ROWS]
        scaled, whole = at[: len(own)], places[: len(own)]
        np.multiply(own, np.float32(PER_UNIT), out=scaled)
        np.rint(scaled, out=scaled)
        scaled -= LEAST_ACTIVE * PER_UNIT
        whole[...] = scaled
        ACTIVATIONS.take(whole, mode="clip", out=found[start : start + BLOCK_ROWS])
    return found


def shares(scores: Floats, told: NDArray[np.bool_]) -> Floats:
    """Return the softmax of the last axis as whole numbers that sum to about `SHARES`; what isn't told gets none."""
    scores = np.where(told, scores, np.float32(-1e4))
    scores -= scores.max(axis=-1, keepdims=True)
    at = np.maximum(np.rint(scores * np.float32(PER_UNIT)), LEAST_EXPONENT * PER_UNIT).astype(np.int16)
    found = EXPONENTIALS[at - LEAST_EXPONENT * PER_UNIT] * told
    found *= np.float32(SHARES) / found.sum(axis=-1, keepdims=True)
    result: Floats = np.rint(found)
    return result


def normalise(rows: Floats, gain: Floats, shift: Floats) -> Floats:
    """Return rows with mean 0 and variance 1, times a gain, plus a shift."""
    on_grid = np.rint(rows * np.float32(1 / GRID)).astype(np.float64)
    n = rows.shape[-1]
    total = np.einsum("ij->i", on_grid)[:, None]
    squares = np.einsum("ij,ij->i", on_grid, on_grid)[:, None]
    spread = np.sqrt(np.maximum(n * squares - total * total, 1.0))
    result: Floats = ((n * on_grid - total) / spread).astype(np.float32)
    result *= gain
    result += shift
    return result


def unit_means(rows: NDArray[Any], told: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Return the mean of the told rows of each text (texts x places x width), at a length of one, to six digits."""
    on_grid = np.rint(rows.astype(np.float64) / GRID) * told[:, :, None]
    totals = np.einsum("ijk->ik", on_grid)
    lengths = np.sqrt(np.einsum("ij,ij->i", totals, totals))[:, None]
    unit: NDArray[np.float64] = np.round(
        np.divide(totals, lengths, out=np.zeros_like(totals), where=lengths > 0), 6
    )
    return unit
