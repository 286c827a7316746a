"""Score groups of statements against groups that a person made, with intervals."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import ndtri

from retold.errors import ParameterError
from retold.vocabulary import NONE

COLUMNS = ["measure", "value", "low", "high", "n"]

# The jackknife leaves out one thing at a time, of many things one of so many blocks.
MOST_BLOCKS = 200

Floats = NDArray[np.float64]
Codes = NDArray[np.int64]


def score_groups(
    arguments: pd.DataFrame,
    statements: pd.DataFrame,
    coding: pd.DataFrame,
    *,
    level: float = 0.95,
) -> pd.DataFrame:
    """Score the groups found against a coding of the same text.

    A statement (or a clause of one) takes the coded argument that overlaps it most. Those that were coded ``none``
    are groups of one on that side, as those in no group are on the other.

    Parameters
    ----------
    arguments : pandas.DataFrame
        The table ``arguments`` or ``argument_units``: statement_id, article_id, argument, and the spans that were grouped
        (start, end); where these are missing, those of the statements count.
    statements : pandas.DataFrame
        The table ``statements``: statement_id, start, end.
    coding : pandas.DataFrame
        Columns article_id, start, end, argument.
    level : float
        Coverage of the intervals, see `compare_groups`.

    Returns
    -------
    pandas.DataFrame
        Columns measure, value (ARI: -0.5..1, others 0..1), low, high and n; without rows where nothing
        is coded.
    """
    if coding.empty or arguments.empty:
        return pd.DataFrame(columns=COLUMNS)
    best = _most_overlapping(_with_spans(arguments, statements), coding)
    if best.empty:
        return pd.DataFrame(columns=COLUMNS)
    found, true = _alone(best["argument"]), _alone(best["argument_coded"])
    return compare_groups(found, true, level=level)


def _with_spans(arguments: pd.DataFrame, statements: pd.DataFrame) -> pd.DataFrame:
    spans = statements.set_index("statement_id")[["start", "end"]]
    own = arguments.reset_index(drop=True)
    for side in ("start", "end"):
        whole = own["statement_id"].map(spans[side])
        own[side] = own[side].fillna(whole) if side in own else whole
    return own[own["start"].notna()]


def _most_overlapping(own: pd.DataFrame, coding: pd.DataFrame) -> pd.DataFrame:
    own = own.assign(row=range(len(own)))
    pairs = own.merge(coding, on="article_id", suffixes=("", "_coded"))
    overlap = np.minimum(pairs["end"], pairs["end_coded"]) - np.maximum(pairs["start"], pairs["start_coded"])
    pairs = pairs.assign(overlap=overlap.astype(int))[overlap > 0]
    best = pairs.sort_values("overlap", ascending=False, kind="stable").drop_duplicates("row")
    return best.sort_values("row", kind="stable")


def _alone(groups: pd.Series) -> list[str]:
    """Give each statement without a group a group of its own."""
    return [f"{NONE} {n}" if group == NONE else str(group) for n, group in enumerate(groups)]


def compare_groups(found: Sequence[str], true: Sequence[str], *, level: float = 0.95) -> pd.DataFrame:
    """Score one grouping of things against another, with intervals.

    Parameters
    ----------
    found, true : sequence of str, of the same length
        The group of each thing; one that stays alone has a name of its own.
    level : float
        Coverage of the intervals, which are the value and its jackknife error times the normal quantile, kept
        in the range of the measure. A bootstrap would pair a thing that is drawn twice with itself.

    Returns
    -------
    pandas.DataFrame
        Columns measure, value, low, high, n; measures as of `group_scores`.

    References
    ----------
    Efron & Tibshirani (1993), An introduction to the bootstrap, chapter 11.

    Examples
    --------
    >>> scores = compare_groups(["a", "a", "b", "b"], ["x", "x", "y", "y"])
    >>> scores.set_index("measure")["value"].to_dict()["ARI"]
    1.0
    """
    if len(found) != len(true):
        raise ParameterError(f"the two groupings have {len(found)} and {len(true)} things")
    codes = (pd.factorize(np.asarray(found))[0], pd.factorize(np.asarray(true))[0])
    n = len(found)
    values = _scores(*codes, np.ones(n))
    blocks = np.arange(n) % min(max(n, 1), MOST_BLOCKS)
    left_out = [list(_scores(*codes, (blocks != at).astype(float)).values()) for at in np.unique(blocks)]
    errors = _errors(np.array(left_out, dtype=float).reshape(-1, len(values)))
    reach = float(ndtri(0.5 + level / 2))
    rows = []
    for (name, value), error in zip(values.items(), errors, strict=True):
        least = -0.5 if name == "ARI" else 0.0
        low, high = max(value - reach * error, least), min(value + reach * error, 1.0)
        rows.append((name, value, low, high, n))
    return pd.DataFrame(rows, columns=COLUMNS)


def _errors(left_out: Floats) -> Floats:
    blocks = len(left_out)
    if blocks < 2:
        return np.full(left_out.shape[1], np.nan)
    errors: Floats = np.sqrt((blocks - 1) * np.var(left_out, axis=0))
    return errors


def group_scores(found: Sequence[str], true: Sequence[str]) -> dict[str, float]:
    """Return ARI, V-measure, and precision, recall and F1 of B-cubed and of pairs, of two groupings.

    References
    ----------
    Hubert & Arabie (1985); Rosenberg & Hirschberg (2007); Bagga & Baldwin (1998), Amigo et al. (2009).

    Examples
    --------
    >>> scores = group_scores(["a", "a", "b"], ["x", "x", "x"])
    >>> {name: round(scores[name], 2) for name in ("ARI", "V-measure", "B-cubed F1", "pair F1")}
    {'ARI': 0.0, 'V-measure': 0.0, 'B-cubed F1': 0.71, 'pair F1': 0.5}
    """
    return _scores(pd.factorize(np.asarray(found))[0], pd.factorize(np.asarray(true))[0], np.ones(len(found)))


def _scores(found: Codes, true: Codes, weights: Floats) -> dict[str, float]:
    """Return all scores of the things whose weight is 1; those of weight 0 are left out."""
    cells = found * (int(true.max(initial=0)) + 1) + true
    both, ours, theirs = (np.unique(codes, return_inverse=True)[1] for codes in (cells, found, true))
    b_precision, b_recall = (_b_cubed(both, one, weights) for one in (ours, theirs))
    together, in_found, in_true = (_pairs(codes, weights) for codes in (both, ours, theirs))
    every = _pairs(np.zeros_like(both), weights)
    return {
        "ARI": _rand(together, in_found, in_true, every),
        "V-measure": _v_measure(both, ours, theirs, weights),
        "B-cubed precision": b_precision,
        "B-cubed recall": b_recall,
        "B-cubed F1": _f1(b_precision, b_recall),
        "pair precision": together / in_found if in_found else float("nan"),
        "pair recall": together / in_true if in_true else float("nan"),
        "pair F1": 2 * together / (in_found + in_true) if in_found + in_true else float("nan"),
    }


def _pairs(codes: Codes, weights: Floats) -> float:
    """Count pairs of two different things in one group."""
    sizes = np.bincount(codes, weights)
    return float((sizes * (sizes - 1) / 2).sum())


def _rand(together: float, in_found: float, in_true: float, every: float) -> float:
    if every == 0:
        return float("nan")
    chance = in_found * in_true / every
    room = (in_found + in_true) / 2 - chance
    # Both all alone, or both all in one: the same grouping.
    return (together - chance) / room if abs(room) > 1e-12 else 1.0


def _b_cubed(both: Codes, one: Codes, weights: Floats) -> float:
    """Return the mean share of a thing's group on one side that it also shares on the other."""
    if not weights.sum():
        return float("nan")
    shared, of = np.bincount(both, weights)[both], np.bincount(one, weights)[one]
    return float(np.average(shared / np.maximum(of, 1), weights=weights))


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall > 0 else float("nan")


def _entropy(codes: Codes, weights: Floats) -> float:
    shares = np.bincount(codes, weights) / weights.sum()
    shares = shares[shares > 0]
    return float(-(shares * np.log(shares)).sum())


def _v_measure(both: Codes, ours: Codes, theirs: Codes, weights: Floats) -> float:
    if not weights.sum():
        return float("nan")
    joint, found, true = (_entropy(codes, weights) for codes in (both, ours, theirs))
    homogeneity = 1 - (joint - found) / true if true > 1e-12 else 1.0
    completeness = 1 - (joint - true) / found if found > 1e-12 else 1.0
    total = homogeneity + completeness
    return max(2 * homogeneity * completeness / total, 0.0) if total > 1e-12 else 0.0
