"""Score groups of statements against groups that a person made."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

NONE = "none"
COLUMNS = ["measure", "value", "n"]


def score_groups(arguments: pd.DataFrame, statements: pd.DataFrame, coding: pd.DataFrame) -> pd.DataFrame:
    """Score the groups found against a coding of the same text.

    A statement takes the coded argument that overlaps it most. Statements that were coded ``none``
    are groups of one on that side, as those in no group are on the other.

    Parameters
    ----------
    arguments : pandas.DataFrame
        The table ``arguments``.
    statements : pandas.DataFrame
        The table ``statements``.
    coding : pandas.DataFrame
        Columns article_id, start, end, argument.

    Returns
    -------
    pandas.DataFrame
        Columns measure, value (ARI: -0.5..1, others 0..1) and n statements; without rows where nothing
        is coded.
    """
    if coding.empty or arguments.empty:
        return pd.DataFrame(columns=COLUMNS)
    spans = statements[["statement_id", "start", "end"]]
    pairs = arguments.merge(spans, on="statement_id").merge(coding, on="article_id", suffixes=("", "_coded"))
    overlap = np.minimum(pairs["end"], pairs["end_coded"]) - np.maximum(pairs["start"], pairs["start_coded"])
    pairs = pairs.assign(overlap=overlap.astype(int))[overlap > 0]
    best = pairs.sort_values("overlap", ascending=False, kind="stable").drop_duplicates("statement_id")
    best = best.sort_values("statement_id", kind="stable")
    if best.empty:
        return pd.DataFrame(columns=COLUMNS)
    scores = group_scores(_alone(best["argument"]), _alone(best["argument_coded"]))
    return pd.DataFrame(
        [(name, round(value, 4), len(best)) for name, value in scores.items()], columns=COLUMNS
    )


def _alone(groups: pd.Series) -> list[str]:
    """Give each statement without a group a group of its own."""
    return [f"{NONE} {n}" if group == NONE else str(group) for n, group in enumerate(groups)]


def group_scores(found: Sequence[str], true: Sequence[str]) -> dict[str, float]:
    """Return ARI, V-measure and B-cubed precision, recall and F1 of two groupings.

    References
    ----------
    Hubert & Arabie (1985); Rosenberg & Hirschberg (2007); Bagga & Baldwin (1998), Amigo et al. (2009).

    Examples
    --------
    >>> {name: round(value, 2) for name, value in group_scores(["a", "a", "b"], ["x", "x", "x"]).items()}
    {'ARI': 0.0, 'V-measure': 0.0, 'B-cubed precision': 1.0, 'B-cubed recall': 0.56, 'B-cubed F1': 0.71}
    """
    from sklearn.metrics import adjusted_rand_score, v_measure_score

    table = pd.crosstab(np.asarray(found), np.asarray(true)).to_numpy(float)
    total = table.sum()
    precision = float((table**2 / table.sum(axis=1, keepdims=True)).sum() / total)
    recall = float((table**2 / table.sum(axis=0, keepdims=True)).sum() / total)
    return {
        "ARI": float(adjusted_rand_score(true, found)),
        "V-measure": float(v_measure_score(true, found)),
        "B-cubed precision": precision,
        "B-cubed recall": recall,
        "B-cubed F1": 2 * precision * recall / (precision + recall),
    }
