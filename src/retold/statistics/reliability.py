"""How far codings agree: Cohen's kappa, the Jaccard index, Krippendorff's alpha with its intervals."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray
from scipy import sparse
from scipy.special import stdtrit

from retold.errors import ParameterError
from retold.statistics.intervals import RESAMPLED_CELLS, check_level, percentile_bounds
from retold.statistics.missing_codes import code_mark, find_missing, warn_of_marks

Floats = NDArray[np.float64]

LEVELS = ("nominal", "ordinal", "interval", "ratio")
METHODS = ("bootstrap", "jackknife")


class Alpha(NamedTuple):
    """Krippendorff's alpha with its interval, the number of units it rests on, and what to know about it."""

    value: float
    low: float
    high: float
    n_units: int
    note: str


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
        `retold.statistics.missing_codes.MARKS`) are allowed. Numbers, unless the level is nominal.
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
    check_level(interval)
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
    half = float(stdtrit(n - 1, 0.5 + interval / 2) * error)
    return value - half, min(1.0, value + half), ""


def _check_same_length(a: Sequence[Any] | NDArray[Any], b: Sequence[Any] | NDArray[Any], where: str) -> None:
    if len(a) != len(b):
        raise ParameterError(f"the two vectors have {len(a)} and {len(b)} elements", where=where)
