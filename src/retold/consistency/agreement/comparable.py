"""What may be compared: reports of one occasion. Everything else is not comparable, and is said to be."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from retold.tables import natural_key
from retold.vocabulary import NOT_COMPARABLE

Ints = NDArray[np.int64]

# Why a pair of articles, statements or details has no verdict of its own.
OTHER_OCCASION = "not of one occasion"


def group_occasions(articles: pd.DataFrame | None, ids: list[str]) -> dict[str, list[str]]:
    """Return the articles of each occasion, in natural order; all as one where nothing tells occasions apart.

    Examples
    --------
    >>> articles = pd.DataFrame({"article_id": ["a", "b", "c"], "occasion": ["talk", "visit", "talk"]})
    >>> group_occasions(articles, ["a", "b", "c"])
    {'talk': ['a', 'c'], 'visit': ['b']}
    >>> group_occasions(None, ["a", "b"])
    {'': ['a', 'b']}
    """
    known = read_occasions(articles)
    groups: dict[str, list[str]] = {}
    for name in ids:
        groups.setdefault(known.get(name, ""), []).append(name)
    return {name: groups[name] for name in sorted(groups, key=natural_key)}


def read_occasions(articles: pd.DataFrame | None) -> dict[str, str]:
    """Return the occasion of each article; none where the articles have no such column."""
    if articles is None or "occasion" not in articles.columns:
        return {}
    return dict(zip(articles["article_id"].astype(str), articles["occasion"].astype(str), strict=True))


def number_occasions(articles: pd.DataFrame | None, ids: list[str]) -> Ints:
    """Return the number of each article's occasion, from 0."""
    groups = group_occasions(articles, ids)
    number = {name: at for at, own in enumerate(groups.values()) for name in own}
    return np.array([number[name] for name in ids], dtype=np.int64)


def mark_wording(wording: pd.DataFrame, statements: pd.DataFrame) -> pd.DataFrame:
    """Call pairs of wordings `not comparable` that were not said on one occasion.

    Parameters
    ----------
    wording : pandas.DataFrame
        The table ``wording``.
    statements : pandas.DataFrame
        The table ``statements``; without a column ``occasion`` nothing is changed.

    Returns
    -------
    pandas.DataFrame
        The pairs, those of two occasions with the verdict ``not comparable``: the same words on two days are no two
        reports of one utterance. `trace_occasions` reads them as how a claim is worded over time.

    Examples
    --------
    >>> wording = pd.DataFrame({"statement_a": ["a:1", "a:1"], "statement_b": ["b:1", "c:1"], "verdict": "same"})
    >>> statements = pd.DataFrame({"statement_id": ["a:1", "b:1", "c:1"], "occasion": ["talk", "talk", "visit"]})
    >>> mark_wording(wording, statements)["verdict"].tolist()
    ['same', 'not comparable']
    """
    apart = _apart(wording["statement_a"], wording["statement_b"], statements)
    return wording.assign(verdict=wording["verdict"].where(~apart, NOT_COMPARABLE))


def mark_conflicts(conflicts: pd.DataFrame, details: pd.DataFrame, statements: pd.DataFrame) -> pd.DataFrame:
    """Call pairs of details `not comparable` that were not said on one occasion.

    Parameters
    ----------
    conflicts, details, statements : pandas.DataFrame
        The tables of those names; without a column ``occasion`` of the statements nothing is changed.

    Returns
    -------
    pandas.DataFrame
        The pairs; where a verdict changes, ``reason`` says which it was.

    Examples
    --------
    >>> conflicts = pd.DataFrame({"detail_a": ["d1"], "detail_b": ["d2"], "verdict": "conflict", "reason": "5 and 6"})
    >>> details = pd.DataFrame({"detail_id": ["d1", "d2"], "statement_id": ["a:1", "b:1"]})
    >>> statements = pd.DataFrame({"statement_id": ["a:1", "b:1"], "occasion": ["talk", "visit"]})
    >>> mark_conflicts(conflicts, details, statements)[["verdict", "reason"]].values.tolist()
    [['not comparable', 'not of one occasion (conflict: 5 and 6)']]
    """
    owner = dict(zip(details["detail_id"], details["statement_id"], strict=True))
    apart = _apart(conflicts["detail_a"].map(owner), conflicts["detail_b"].map(owner), statements)
    apart &= conflicts["verdict"] != NOT_COMPARABLE
    told = [
        f"{OTHER_OCCASION} ({verdict}: {reason})"
        for verdict, reason in zip(conflicts["verdict"], conflicts["reason"], strict=True)
    ]
    return conflicts.assign(
        verdict=conflicts["verdict"].where(~apart, NOT_COMPARABLE),
        reason=conflicts["reason"].where(~apart, pd.Series(told, index=conflicts.index, dtype="str")),
    )


def _apart(one: pd.Series, other: pd.Series, statements: pd.DataFrame) -> pd.Series:
    """Return which pairs of statements were not said on one known occasion; of one article that tells none, none."""
    if "occasion" not in statements.columns or not (statements["occasion"] != "").any():
        return pd.Series(False, index=one.index)
    occasion = dict(zip(statements["statement_id"], statements["occasion"], strict=True))
    sides = [[occasion.get(name, "") for name in side] for side in (one, other)]
    return pd.Series([a != b or not a for a, b in zip(*sides, strict=True)], index=one.index, dtype=bool)
