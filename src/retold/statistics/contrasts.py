"""How two counts differ: log-odds with a prior, the likelihood ratio, and p values adjusted for many tests."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from retold.errors import ParameterError

Floats = NDArray[np.float64]


def log_odds_dirichlet(
    counts_a: ArrayLike,
    counts_b: ArrayLike,
    prior: ArrayLike,
    *,
    total_a: ArrayLike | None = None,
    total_b: ArrayLike | None = None,
    total_prior: float | None = None,
) -> tuple[Floats, Floats]:
    """Return the log-odds ratio with an informative Dirichlet prior, and its z-score, by category.

    Parameters
    ----------
    counts_a, counts_b : array of shape (k,)
        How often each category occurs in the two texts.
    prior : number or array of shape (k,)
        Pseudo-counts of each category, commonly its counts in a background corpus, scaled.
    total_a, total_b : number or array of shape (k,), optional
        Sizes of the texts, when the categories are not the whole of them. Sums otherwise.
    total_prior : float, optional
        Size of the prior, likewise.

    Returns
    -------
    log_odds, z : numpy.ndarray of shape (k,)
        Positive where ``a`` uses the category more; nan where a category with its pseudo-counts is empty
        or is the whole of its text.

    References
    ----------
    Monroe, Colaresi & Quinn (2008), Fightin' words. Political Analysis 16, equations 16, 20 and 22.

    Examples
    --------
    >>> log_odds, z = log_odds_dirichlet([10, 2, 5], [2, 10, 5], 1.0)
    >>> log_odds.round(2).tolist(), z.round(2).tolist()
    ([1.94, -1.94, 0.0], [2.97, -2.97, 0.0])
    """
    a, b = np.asarray(counts_a, dtype=float), np.asarray(counts_b, dtype=float)
    alpha = np.broadcast_to(np.asarray(prior, dtype=float), a.shape)
    whole = float(alpha.sum()) if total_prior is None else total_prior
    with np.errstate(divide="ignore", invalid="ignore"):
        odds_a = (a + alpha) / ((a.sum() if total_a is None else np.asarray(total_a)) + whole - a - alpha)
        odds_b = (b + alpha) / ((b.sum() if total_b is None else np.asarray(total_b)) + whole - b - alpha)
        log_odds = np.log(odds_a) - np.log(odds_b)
        z = log_odds / np.sqrt(1 / (a + alpha) + 1 / (b + alpha))
    defined = np.isfinite(log_odds) & np.isfinite(z)
    return np.where(defined, log_odds, np.nan), np.where(defined, z, np.nan)


def g2(counts_a: ArrayLike, total_a: ArrayLike, counts_b: ArrayLike, total_b: ArrayLike) -> Any:
    """Return the signed log-likelihood ratio of two frequencies, from the full two-by-two table.

    Parameters
    ----------
    counts_a, counts_b : number or array
        How often something occurs in two texts.
    total_a, total_b : number or array
        Sizes of the texts in the same units.

    Returns
    -------
    float or numpy.ndarray
        Distributed as chi-squared with one degree of freedom when the frequencies are equal; negative where
        ``a`` uses it less. nan where a text is empty.

    Raises
    ------
    ParameterError
        If a count is negative or above its total.

    References
    ----------
    Dunning (1993), Accurate methods for the statistics of surprise and coincidence. Comput. Linguist. 19;
    for the sign, Rayson & Garside (2000), Comparing corpora using frequency profiling.

    Examples
    --------
    >>> round(g2(10, 100, 2, 100), 3), round(g2(2, 100, 10, 100), 3)
    (6.163, -6.163)
    """
    arrays = np.broadcast_arrays(
        *(np.asarray(x, dtype=float) for x in (counts_a, total_a, counts_b, total_b))
    )
    a, n_a, b, n_b = arrays
    if (a < 0).any() or (b < 0).any() or (a > n_a).any() or (b > n_b).any():
        raise ParameterError("each count must lie between 0 and its total", where="g2")
    with np.errstate(divide="ignore", invalid="ignore"):
        share = (a + b) / (n_a + n_b)
        observed = np.stack([a, n_a - a, b, n_b - b])
        expected = np.stack([n_a * share, n_a * (1 - share), n_b * share, n_b * (1 - share)])
        terms = np.where(observed > 0, observed * np.log(observed / expected), 0.0)
    # Equal frequencies may come out a rounding error below zero.
    ratio = np.sign(observed[0] - expected[0]) * np.maximum(2 * terms.sum(axis=0), 0.0)
    ratio = np.where((n_a > 0) & (n_b > 0), ratio, np.nan)
    return float(ratio) if ratio.ndim == 0 else ratio


def holm(p: ArrayLike) -> Floats:
    """Return p-values adjusted for the family-wise error rate; nan stays nan and is not counted.

    References
    ----------
    Holm (1979), A simple sequentially rejective multiple test procedure. Scand. J. Stat. 6.

    Examples
    --------
    >>> holm([0.01, 0.04, 0.03]).round(3).tolist()
    [0.03, 0.06, 0.06]
    """
    values, order = _ordered(p)
    m = len(order)
    adjusted = np.maximum.accumulate((m - np.arange(m)) * values[order])
    return _in_place(values, order, adjusted)


def benjamini_hochberg(p: ArrayLike) -> Floats:
    """Return p-values adjusted for the false discovery rate; nan stays nan and is not counted.

    References
    ----------
    Benjamini & Hochberg (1995), Controlling the false discovery rate. JRSS B 57.

    Examples
    --------
    >>> benjamini_hochberg([0.01, 0.04, 0.03]).round(3).tolist()
    [0.03, 0.04, 0.04]
    """
    values, order = _ordered(p)
    m = len(order)
    scaled = m / (np.arange(m) + 1) * values[order]
    return _in_place(values, order, np.minimum.accumulate(scaled[::-1])[::-1])


def _ordered(p: ArrayLike) -> tuple[Floats, NDArray[np.intp]]:
    values = np.asarray(p, dtype=float).ravel()
    known = values[~np.isnan(values)]
    if ((known < 0) | (known > 1)).any():
        raise ParameterError("a p-value must lie between 0 and 1", where="multiple testing")
    order = np.argsort(values, kind="stable")
    return values, order[: len(known)]


def _in_place(values: Floats, order: NDArray[np.intp], adjusted: Floats) -> Floats:
    result = np.full(len(values), np.nan)
    result[order] = np.minimum(adjusted, 1.0)
    return result
