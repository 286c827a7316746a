"""Intervals and measures that more than one stage needs. Each names its source."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray
from scipy import sparse, stats

from retold.errors import ParameterError
from retold.missing_codes import code_mark, find_missing, warn_of_marks

Floats = NDArray[np.float64]
Statistic = Callable[..., Any]

LEVELS = ("nominal", "ordinal", "interval", "ratio")
METHODS = ("bootstrap", "jackknife")

# A resample of a few thousand rows at a time keeps the working set of a bootstrap in tens of megabytes.
RESAMPLED_CELLS = 4_000_000


class Alpha(NamedTuple):
    """Krippendorff's alpha with its interval, the number of units it rests on, and what to know about it."""

    value: float
    low: float
    high: float
    n_units: int
    note: str


class Jackknife(NamedTuple):
    """A statistic with its jackknife bias and standard error, and its value without each row."""

    value: float
    bias: float
    error: float
    left_out: Floats


def wilson_interval(successes: ArrayLike, n: ArrayLike, *, level: float = 0.95) -> tuple[Any, Any]:
    """Return the Wilson score interval of a share.

    Parameters
    ----------
    successes, n : number or array
        How many of how many; they are broadcast against each other.
    level : float
        Coverage, between 0 and 1.

    Returns
    -------
    low, high : float or numpy.ndarray
        Bounds in [0, 1]; nan where ``n`` is 0.

    Raises
    ------
    ParameterError
        If a count is negative, or there are more successes than trials.

    References
    ----------
    Wilson (1927), Probable inference, the law of succession, and statistical inference. JASA 22.

    Examples
    --------
    >>> low, high = wilson_interval(2, 10)
    >>> round(low, 3), round(high, 3)
    (0.057, 0.51)
    """
    k, trials = np.broadcast_arrays(np.asarray(successes, dtype=float), np.asarray(n, dtype=float))
    if (k < 0).any() or (k > trials).any():
        raise ParameterError("successes must lie between 0 and n", where="wilson_interval")
    z = stats.norm.ppf(0.5 + _check_level(level) / 2)
    trials = np.where(trials > 0, trials, np.nan)
    share = k / trials
    scale = 1 + z**2 / trials
    middle = (share + z**2 / (2 * trials)) / scale
    half = z / scale * np.sqrt(share * (1 - share) / trials + z**2 / (4 * trials**2))
    # Rounding may push a bound past the share itself at 0 of n and n of n, where it is exact.
    low, high = np.where(k == 0, 0 * share, middle - half), np.where(k == trials, share, middle + half)
    return (float(low), float(high)) if low.ndim == 0 else (low, high)


def bootstrap_interval(
    values: ArrayLike, statistic: Statistic, *, seed: int, replicates: int = 1000, level: float = 0.95
) -> tuple[Any, Any]:
    """Return the percentile bootstrap interval of a statistic; rows are resampled.

    Parameters
    ----------
    values : array of shape (n, ...)
        The observations, one a row.
    statistic : callable
        Called as ``statistic(samples, axis=1)`` on an array of shape (replicates, n, ...), as ``numpy.mean``
        can be.
    seed : int
        Seed of the resampling.
    replicates : int
        How many resamples.
    level : float
        Coverage, between 0 and 1.

    Returns
    -------
    low, high : float or numpy.ndarray
        In the units of the statistic; nan without observations. Replicates in which the statistic is not
        defined (nan) are left out.

    References
    ----------
    Efron & Tibshirani (1993), An introduction to the bootstrap, chapter 13.

    Examples
    --------
    >>> low, high = bootstrap_interval([1.0, 2.0, 3.0, 4.0], np.mean, seed=1)
    >>> 1 <= low < 2.5 < high <= 4
    True
    """
    data = np.asarray(values, dtype=float)
    if len(data) == 0:
        return float("nan"), float("nan")
    rng = np.random.default_rng(seed)
    step = max(1, RESAMPLED_CELLS // max(1, data.size))
    found = [
        np.asarray(
            statistic(data[rng.integers(0, len(data), (min(step, replicates - done), len(data)))], axis=1)
        )
        for done in range(0, replicates, step)
    ]
    return percentile_bounds(np.concatenate(found), level=level)


def percentile_bounds(replicated: ArrayLike, *, level: float = 0.95) -> tuple[Any, Any]:
    """Return the bounds that hold the middle ``level`` of replicated values (axis 0), nan left out.

    Examples
    --------
    >>> percentile_bounds([0.0, 1.0, 2.0, 3.0, 4.0, float("nan")], level=0.5)
    (1.0, 3.0)
    """
    data = np.asarray(replicated, dtype=float)
    tail = (1 - _check_level(level)) / 2
    bounds = np.full((2, *data.shape[1:]), np.nan)
    # A column in which nothing is defined has no bounds.
    known = np.asarray(~np.isnan(data).all(axis=0)) if len(data) else np.zeros(data.shape[1:], dtype=bool)
    if known.any():
        bounds[:, known] = np.nanquantile(data[:, known], [tail, 1 - tail], axis=0)
    low, high = bounds
    return (float(low), float(high)) if np.ndim(low) == 0 else (low, high)


def jackknife(values: ArrayLike, statistic: Statistic) -> Jackknife:
    """Return a statistic with each row left out in turn, and the bias and standard error that follow.

    Parameters
    ----------
    values : array of shape (n, ...)
        The observations, one a row.
    statistic : callable
        Called on an array of the same kind; returns a number.

    Returns
    -------
    Jackknife
        ``value``, ``bias``, ``error``, and ``left_out`` of shape (n,). With fewer than two rows, or where
        a left-out value is nan, bias and error are nan.

    References
    ----------
    Efron & Tibshirani (1993), An introduction to the bootstrap, chapter 11.

    Examples
    --------
    >>> result = jackknife([1.0, 2.0, 3.0], np.mean)
    >>> result.left_out.tolist(), round(result.error, 4)
    ([2.5, 2.0, 1.5], 0.5774)
    """
    data = np.asarray(values)
    n = len(data)
    if n < 2:
        value = float(statistic(data)) if n else float("nan")
        return Jackknife(value, float("nan"), float("nan"), np.full(n, np.nan))
    value = float(statistic(data))
    left_out = np.array([float(statistic(np.delete(data, i, axis=0))) for i in range(n)])
    bias = (n - 1) * (left_out.mean() - value)
    error = np.sqrt((n - 1) / n * np.sum((left_out - left_out.mean()) ** 2))
    return Jackknife(value, float(bias), float(error), left_out)


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


def cohen_kappa(
    a: ArrayLike, b: ArrayLike, *, missing: Iterable[str] = (), keep: Iterable[str] = ()
) -> float:
    """Return Cohen's kappa of two codings, unweighted.

    Parameters
    ----------
    a, b : array of shape (n,)
        The codes of the same n units; a unit that misses a code on either side is left out.
    missing, keep
        As in `krippendorff_alpha`.

    Returns
    -------
    float
        In [-1, 1]. nan where it is not defined: no unit has two codes, or both coders use one and the same
        code throughout (chance agreement is then 1, and kappa is 0 / 0).

    References
    ----------
    Cohen (1960), A coefficient of agreement for nominal scales. Educ. Psychol. Meas. 20.

    Examples
    --------
    >>> cohen_kappa([1, 1, 0, 0], [1, 0, 0, 0])
    0.5
    >>> cohen_kappa([1, 1], [1, 1])
    nan
    """
    first, second = np.asarray(a, dtype=object).ravel(), np.asarray(b, dtype=object).ravel()
    _check_same_length(first, second, "cohen_kappa")
    absent = _find_missing(np.stack([first, second]), missing, keep)
    both = ~absent.any(axis=0)
    codes, values = pd.factorize(alike(np.concatenate([first[both], second[both]])))
    n = int(both.sum())
    if n == 0:
        return float("nan")
    left = np.bincount(codes[:n], minlength=len(values)) / n
    right = np.bincount(codes[n:], minlength=len(values)) / n
    chance = float(left @ right)
    if len(values) == 1:
        return float("nan")
    return float((np.mean(codes[:n] == codes[n:]) - chance) / (1 - chance))


def jaccard(a: ArrayLike, b: ArrayLike) -> float:
    """Return the share that two sets have in common, given as boolean vectors over the same things.

    Returns
    -------
    float
        In [0, 1]; nan where both are empty, as 0 / 0 says nothing about likeness.

    References
    ----------
    Jaccard (1912), The distribution of the flora in the alpine zone. New Phytologist 11.

    Examples
    --------
    >>> jaccard([True, True, False], [True, False, False])
    0.5
    """
    first, second = np.asarray(a, dtype=bool).ravel(), np.asarray(b, dtype=bool).ravel()
    _check_same_length(first, second, "jaccard")
    union = int(np.sum(first | second))
    return float(np.sum(first & second) / union) if union else float("nan")


def krippendorff_alpha(
    codes: pd.DataFrame | ArrayLike,
    *,
    level: str = "nominal",
    replicates: int = 1000,
    interval: float = 0.95,
    seed: int = 0,
    method: str = "bootstrap",
    missing: Iterable[str] = (),
    keep: Iterable[str] = (),
) -> Alpha:
    """Return Krippendorff's alpha of any number of coders, with an interval over units.

    Parameters
    ----------
    codes : array or DataFrame of shape (coders, units)
        The codes; missing ones (None, nan, NA, blank text, and marks such as "NA" or "None", see
        `retold.missing_codes.MARKS`) are allowed. Numbers, unless the level is nominal.
    level : {"nominal", "ordinal", "interval", "ratio"}
        Level of measurement, which decides how far apart two codes are.
    replicates : int
        Resamples of the units; 0 for no bootstrap interval.
    interval : float
        Coverage of the interval.
    seed : int
        Seed of the resampling.
    method : {"bootstrap", "jackknife"}
        Percentiles of resampled units; or alpha plus and minus Student's t (n - 1 degrees of freedom) times
        the jackknife's standard error, leaving out one unit at a time, cut off at 1.
    missing : iterable of str
        Further marks that stand for no code, such as "99".
    keep : iterable of str
        Marks that are codes of the scheme, such as "none".

    Returns
    -------
    Alpha
        ``value`` (1 is perfect, 0 is chance, negative is worse), ``low``, ``high``, ``n_units`` with at least
        two codes, and a ``note``. Where alpha is not defined, the value is nan and the note says why.

    Raises
    ------
    ParameterError
        If the level or method is unknown, or the codes do not fit the level.

    Warns
    -----
    UserWarning
        If text is taken for missing that `missing` does not name.

    References
    ----------
    Krippendorff (2011), Computing Krippendorff's alpha-reliability. The bootstrap resamples units, as in
    Zapf et al. (2016), Measuring inter-rater reliability for nominal data. BMC Med. Res. Methodol. 16.
    The jackknife: Efron & Tibshirani (1993), An introduction to the bootstrap, chapter 11; for agreement,
    Fleiss & Davies (1982), Jackknifing functions of multinomial frequencies. Am. J. Epidemiol. 115.

    Examples
    --------
    >>> alpha = krippendorff_alpha([[1, 1, 0, 0, None], [1, 0, 0, 0, 1]], replicates=0)
    >>> round(alpha.value, 3), alpha.n_units
    (0.533, 4)
    >>> krippendorff_alpha([[1, 1], [1, 1]]).note
    'not defined: all codes are the same, so there is no variation to agree on'
    """
    counts, values = _value_counts(codes, level, missing, keep)
    units = np.arange(len(counts))
    return _alpha(counts, values, units, level, method, replicates, interval, seed)


def alpha_from_counts(
    counts: pd.DataFrame | ArrayLike,
    *,
    values: ArrayLike | None = None,
    groups: ArrayLike | None = None,
    level: str = "nominal",
    replicates: int = 1000,
    interval: float = 0.95,
    seed: int = 0,
    method: str = "bootstrap",
) -> Alpha:
    """Return Krippendorff's alpha from how often each unit was given each value, whoever gave it.

    Parameters
    ----------
    counts : array or DataFrame of shape (units, values)
        How many coders gave each unit each value. A unit with fewer than two codes is left out.
    values : array of shape (values,), optional
        The values in the order of the columns; the names of a frame's columns otherwise. Numbers, unless the
        level is nominal.
    groups : array of shape (units,), optional
        Units that belong together, such as the codes of one sentence on several themes: they are resampled,
        or left out, together.
    level, replicates, interval, seed, method
        As in `krippendorff_alpha`.

    Returns
    -------
    Alpha
        As from `krippendorff_alpha`, which it equals where both can be computed.

    Raises
    ------
    ParameterError
        If the counts are not whole numbers from 0 up, or values or groups do not fit them.

    Examples
    --------
    >>> round(alpha_from_counts([[2, 0], [1, 1], [0, 2], [0, 2]], replicates=0).value, 3)
    0.533
    """
    table = np.asarray(counts, dtype=float)
    if table.ndim != 2 or (table < 0).any() or not (table == np.floor(table)).all():
        raise ParameterError(
            "counts should be units x values, whole numbers from 0 up", where="alpha_from_counts"
        )
    if values is None and isinstance(counts, pd.DataFrame):
        values = list(counts.columns)
    names = np.asarray(np.arange(table.shape[1]) if values is None else values, dtype=object)
    _check_same_length(names, table.T, "values and columns of the counts")
    units = np.arange(len(table)) if groups is None else pd.factorize(np.asarray(groups, dtype=object))[0]
    _check_same_length(units, table, "groups and rows of the counts")
    _check_scale(level)
    numbers = np.arange(len(names), dtype=float) if level == "nominal" else _as_numbers(names, level)
    order = np.argsort(numbers, kind="stable")
    kept = table.sum(axis=1) >= 2
    table, numbers = table[kept][:, order], numbers[order]
    used = table.sum(axis=0) > 0
    return _alpha(table[:, used], numbers[used], units[kept], level, method, replicates, interval, seed)


def _find_missing(table: NDArray[Any], missing: Iterable[str], keep: Iterable[str]) -> NDArray[np.bool_]:
    absent = find_missing(table, missing=missing, keep=keep)
    warn_of_marks(table[absent], missing, stacklevel=4)
    return absent


def alike(found: NDArray[Any]) -> NDArray[Any]:
    """Return codes of one type where numbers and text are mixed: numbers if all are, or else text.

    Examples
    --------
    >>> alike(np.array([1, "1", 2.0], dtype=object)).tolist(), alike(np.array([1, "a"], dtype=object)).tolist()
    ([1.0, 1.0, 2.0], ['1', 'a'])
    """
    if len({isinstance(code, str) for code in found}) < 2:
        return found
    try:
        return found.astype(float)
    except (TypeError, ValueError):
        return np.array([code_mark(code) for code in found], dtype=object)


def _value_counts(
    codes: pd.DataFrame | ArrayLike, level: str, missing: Iterable[str], keep: Iterable[str]
) -> tuple[Floats, Floats]:
    """Return how often each pairable unit (row) was given each value (column), and the values."""
    _check_scale(level)
    table = np.asarray(codes, dtype=object)
    if table.ndim != 2:
        raise ParameterError(f"codes should be coders x units, and have {table.ndim} dimension(s)")
    coder, unit = np.nonzero(~_find_missing(table, missing, keep))
    found = table[coder, unit]
    if level == "nominal":
        columns, names = pd.factorize(alike(found))
        values = np.arange(len(names), dtype=float)
    else:
        values, columns = np.unique(_as_numbers(found, level), return_inverse=True)
    counts = np.zeros((table.shape[1], len(values)))
    np.add.at(counts, (unit, columns), 1.0)
    counts = counts[counts.sum(axis=1) >= 2]
    used = counts.sum(axis=0) > 0
    return counts[:, used], values[used]


def _check_scale(level: str) -> None:
    if level not in LEVELS:
        raise ParameterError(f"level {level!r} is unknown", todo=f"use one of: {', '.join(LEVELS)}")


def _as_numbers(found: NDArray[Any], level: str) -> Floats:
    try:
        numbers = found.astype(float)
    except (TypeError, ValueError) as error:
        raise ParameterError(f"codes at the {level} level must be numbers: {error}") from error
    if level == "ratio" and (numbers < 0).any():
        raise ParameterError("codes at the ratio level cannot be negative")
    return np.asarray(numbers, dtype=float)


def _distances(values: Floats, margins: Floats, level: str) -> Floats:
    """Return the squared difference of each two values (Krippendorff's delta), of each row of margins."""
    if level == "nominal":
        return 1.0 - np.eye(len(values))
    if level == "ordinal":
        # The sum of the margins between two values, less half of both ends, is a distance of mid-ranks.
        values = np.cumsum(margins, axis=1) - margins / 2
    gap = values[..., :, None] - values[..., None, :]
    if level == "ratio":
        both = values[..., :, None] + values[..., None, :]
        gap = np.divide(gap, both, out=np.zeros_like(gap), where=both > 0)
    return np.asarray(gap**2, dtype=float)


def _alpha(
    counts: Floats,
    values: Floats,
    groups: NDArray[np.intp],
    level: str,
    method: str,
    replicates: int,
    interval: float,
    seed: int,
) -> Alpha:
    """Return alpha of pairable units with the interval that the method gives; groups are resampled whole."""
    if method not in METHODS:
        raise ParameterError(f"method {method!r} is unknown", todo=f"use one of: {', '.join(METHODS)}")
    nan, n_units = float("nan"), len(counts)
    if n_units == 0:
        return Alpha(nan, nan, nan, 0, "not defined: no unit has two codes")
    if len(values) < 2:
        note = "not defined: all codes are the same, so there is no variation to agree on"
        return Alpha(nan, nan, nan, n_units, note)
    paired = _coincidences(counts, np.unique(groups, return_inverse=True)[1])
    value = float(_alphas(paired.sum(axis=0).reshape(1, -1), values, level)[0])
    if method == "jackknife":
        low, high, note = _jackknife_bounds(paired, values, level, value, interval)
    else:
        low, high, note = _bootstrap_bounds(paired, values, level, replicates, interval, seed)
    return Alpha(value, low, high, n_units, note)


def _coincidences(counts: Floats, groups: NDArray[np.intp]) -> Any:
    """Return a sparse matrix, groups x pairs of values: how often two codes of one unit are that pair.

    A unit's ``m`` codes make ``m (m - 1)`` ordered pairs, of which each weighs ``1 / (m - 1)``, so that
    the rows of values sum to how often each was given.
    """
    unit, value = np.nonzero(counts)
    size = np.bincount(unit, minlength=len(counts))
    left = np.repeat(np.arange(len(unit)), size[unit])
    block = np.cumsum(size[unit]) - size[unit]
    right = (np.cumsum(size) - size)[unit[left]] + np.arange(len(left)) - block[left]
    given = counts[unit, value]
    weight = given[left] * (given[right] - (left == right)) / (counts.sum(axis=1) - 1)[unit[left]]
    n = counts.shape[1]
    place = (groups[unit[left]], value[left] * n + value[right])
    return sparse.csr_array((weight, place), shape=(groups.max() + 1, n * n))


def _alphas(paired: Floats, values: Floats, level: str) -> Floats:
    """Return alpha of each row of paired values; nan where all codes are the same."""
    n = len(values)
    table = np.asarray(paired, dtype=float).reshape(-1, n, n)
    margins = table.sum(axis=2)
    distances = _distances(values, margins, level)
    observed = (table * distances).sum(axis=(1, 2))
    # Chunks of rows share one matrix of distances, but each row has its own where the level is ordinal.
    chance = np.einsum("rc,rd,rcd->r", margins, margins, np.broadcast_to(distances, table.shape))
    expected = chance / np.maximum(margins.sum(axis=1) - 1, 1)
    result = np.full(len(table), np.nan)
    np.divide(expected - observed, expected, out=result, where=expected > 0)
    return result


def _bootstrap_bounds(
    paired: Any, values: Floats, level: str, replicates: int, interval: float, seed: int
) -> tuple[float, float, str]:
    rng = np.random.default_rng(seed)
    n = paired.shape[0]
    step = max(1, RESAMPLED_CELLS // max(paired.shape))
    found = [np.zeros(0)]
    for done in range(0, replicates, step):
        weights = rng.multinomial(n, np.full(n, 1 / n), size=min(step, replicates - done))
        found.append(_alphas(weights.astype(float) @ paired, values, level))
    replicated = np.concatenate(found)
    low, high = percentile_bounds(replicated, level=interval)
    lost = int(np.isnan(replicated).sum())
    note = f"{lost} of {replicates} resamples had one code only and are left out of the interval"
    return low, high, note if lost else ""


def _jackknife_bounds(
    paired: Any, values: Floats, level: str, value: float, interval: float
) -> tuple[float, float, str]:
    n = paired.shape[0]
    if n < 2:
        return float("nan"), float("nan"), "no jackknife interval: there is one unit only"
    total = np.asarray(paired.sum(axis=0)).reshape(1, -1)
    step = max(1, RESAMPLED_CELLS // paired.shape[1])
    # Subtraction leaves traces of the pairs of a value that is gone; what is whole to nine digits is meant whole.
    left_out = np.concatenate(
        [
            _alphas(np.round(total - paired[at : at + step].toarray(), 9), values, level)
            for at in range(0, n, step)
        ]
    )
    if np.isnan(left_out).any():
        return float("nan"), float("nan"), "no jackknife interval: without one unit all codes are the same"
    error = np.sqrt((n - 1) / n * np.sum((left_out - left_out.mean()) ** 2))
    half = float(stats.t.ppf(0.5 + _check_level(interval) / 2, n - 1) * error)
    return value - half, min(1.0, value + half), ""


def _check_level(level: float) -> float:
    if not 0 < level < 1:
        raise ParameterError(f"level should lie between 0 and 1, and is {level}")
    return level


def _check_same_length(a: Sequence[Any] | NDArray[Any], b: Sequence[Any] | NDArray[Any], where: str) -> None:
    if len(a) != len(b):
        raise ParameterError(f"the two vectors have {len(a)} and {len(b)} elements", where=where)
