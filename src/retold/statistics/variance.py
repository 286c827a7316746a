"""How much of the variance of a number goes with each of the choices it was computed under."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from retold.ties import settle


class VarianceShares(NamedTuple):
    """The share of the variance that goes with each choice alone, and the share that no choice alone accounts for."""

    alone: pd.Series
    rest: float


def variance_shares(values: ArrayLike, choices: pd.DataFrame) -> VarianceShares:
    """Return eta squared of each choice, and what is left beside all choices added up.

    Parameters
    ----------
    values : array of float, shape (n,)
        The number under each specification; none may be missing.
    choices : pandas.DataFrame, shape (n, choices)
        What was chosen, a column a choice.

    Returns
    -------
    VarianceShares
        ``alone``: by choice the sum of squares between its options, of the sum of all squares; ``rest``: one minus the share that a
        model of all choices without interactions explains. All from 0 to 1; nan where the number does not vary.

    Notes
    -----
    One-way eta squared (Fisher 1925; Cohen 1973, *Eta-squared and partial eta-squared in fixed factor ANOVA designs*) asks of each
    choice by itself, so that no order of the choices enters. Where every combination was run, ``alone`` and ``rest`` add up to 1, and
    ``rest`` is what interactions account for; where some were left out or failed, choices overlap and the sum may be another. specr
    (Masur and Scharkow 2020) fits random effects instead, which a choice of two options can hardly bear.

    Examples
    --------
    >>> choices = pd.DataFrame({"a": ["x", "x", "y", "y"], "b": ["u", "v", "u", "v"]})
    >>> shares = variance_shares([1, 2, 3, 4], choices)
    >>> shares.alone.to_dict(), shares.rest
    ({'a': 0.8, 'b': 0.2}, 0.0)
    """
    numbers = np.asarray(values, dtype=float)
    centred = numbers - numbers.mean() if len(numbers) else numbers
    total = float(np.sum(centred**2))
    if settle(total) == 0:
        return VarianceShares(pd.Series(np.nan, index=choices.columns, dtype=float), float("nan"))
    alone = {name: settle(_between(centred, choices[name]) / total) for name in choices.columns}
    rest = float(settle(1 - _explained(centred, choices) / total))
    return VarianceShares(pd.Series(alone, dtype=float), rest)


def _between(centred: NDArray[np.float64], options: pd.Series) -> float:
    groups = pd.Series(centred).groupby(options.to_numpy(), sort=True)
    return float((groups.mean() ** 2 * groups.size()).sum())


def _explained(centred: NDArray[np.float64], choices: pd.DataFrame) -> float:
    """Return the sum of squares that all choices explain together, each by a step of its own."""
    # One column an option, so that the model holds every group's step; that one a choice is too many, least squares can bear.
    steps = pd.get_dummies(choices.astype(str), dtype=float).to_numpy() if len(choices.columns) else None
    if steps is None:
        return 0.0
    fitted = steps @ np.linalg.lstsq(steps, centred, rcond=None)[0]
    return float(np.sum(fitted**2))
