"""Score groups of statements against groups that a person made, with intervals."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from retold.statistics import percentile_bounds

NONE = "none"
COLUMNS = ["measure", "value", "low", "high", "n"]

Floats = NDArray[np.float64]
Codes = NDArray[np.int64]


def score_groups(
    arguments: pd.DataFrame,
    statements: pd.DataFrame,
    coding: pd.DataFrame,
    *,
    replicates: int = 500,
    level: float = 0.95,
    seed: int = 0,
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
    replicates, level, seed
        Of the bootstrap over statements that gives the intervals.

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
    return compare_groups(found, true, replicates=replicates, level=level, seed=seed)


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


def compare_groups(
    found: Sequence[str],
    true: Sequence[str],
    *,
    replicates: int = 500,
    level: float = 0.95,
    seed: int = 0,
) -> pd.DataFrame:
    """Score one grouping of things against another, with bootstrap intervals.

    Parameters
    ----------
    found, true : sequence of str, of the same length
        The group of each thing; one that stays alone has a name of its own.
    replicates, level, seed
        Of the bootstrap over things. A thing that is drawn twice is never a pair with itself.

    Returns
    -------
    pandas.DataFrame
        Columns measure, value, low, high, n; measures as of `group_scores`.

    Examples
    --------
    >>> scores = compare_groups(["a", "a", "b", "b"], ["x", "x", "y", "y"], replicates=20)
    >>> scores.set_index("measure")["value"].to_dict()["ARI"]
    1.0
    """
    codes = (pd.factorize(np.asarray(found))[0], pd.factorize(np.asarray(true))[0])
    n = len(found)
    values = _scores(*codes, np.ones(n))
    rng = np.random.default_rng(seed)
    drawn = rng.multinomial(n, np.full(n, 1 / n), size=replicates) if n else np.zeros((0, 0))
    again = [list(_scores(*codes, weights.astype(float)).values()) for weights in drawn]
    rows = []
    for at, (name, value) in enumerate(values.items()):
        defined = np.array([row[at] for row in again if not np.isnan(row[at])])
        low, high = percentile_bounds(defined, level=level) if len(defined) else (np.nan, np.nan)
        rows.append((name, value, float(low), float(high), n))
    return pd.DataFrame(rows, columns=COLUMNS)


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
    return _scores(
        pd.factorize(np.asarray(found))[0], pd.factorize(np.asarray(true))[0], np.ones(len(found))
    )


def _scores(found: Codes, true: Codes, weights: Floats) -> dict[str, float]:
    """Return all scores, each thing counting as often as its weight says."""
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
    sums, squares = np.bincount(codes, weights), np.bincount(codes, weights**2)
    return float((sums**2 - squares).sum() / 2)


def _rand(together: float, in_found: float, in_true: float, every: float) -> float:
    if every == 0:
        return float("nan")
    chance = in_found * in_true / every
    room = (in_found + in_true) / 2 - chance
    # Both all alone, or both all in one: the same grouping.
    return (together - chance) / room if abs(room) > 1e-12 else 1.0


def _b_cubed(both: Codes, one: Codes, weights: Floats) -> float:
    # Each thing meets itself once, however often it was drawn.
    shared = np.bincount(both, weights)[both] - weights + 1
    of = np.bincount(one, weights)[one] - weights + 1
    return float(np.average(shared / of, weights=weights)) if weights.sum() else float("nan")


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
