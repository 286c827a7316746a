"""What counts as one disagreement before a reader, and when two details cannot both hold: one rule for every place that tells it."""

from __future__ import annotations

import pandas as pd

from retold.vocabulary import CONFLICT

# How two details are said to be at odds: where both stand in one utterance that two reports give, one report at least is
# wrong; anything else may be of two documents, two occasions or two things.
CANNOT, DIFFER = "cannot both hold", "differ"


def group_conflicts(found: pd.DataFrame) -> list[int]:
    """Return a number for each pair of details: pairs that share a detail are one disagreement.

    Parameters
    ----------
    found : DataFrame
        Rows of the table ``conflicts``.

    Returns
    -------
    list of int
        From 0 on, in the order of their first pairs.

    Examples
    --------
    >>> group_conflicts(pd.DataFrame({"detail_a": ["a:1", "a:1", "c:1"], "detail_b": ["b:1", "d:4", "d:2"]}))
    [0, 0, 1]
    """
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    if found.empty:
        return []
    codes, names = pd.factorize(pd.concat([found["detail_a"], found["detail_b"]]))
    one, other = codes[: len(found)], codes[len(found) :]
    links = coo_array(([1] * len(found), (one, other)), shape=(len(names), len(names)))
    parts = connected_components(links, directed=False)[1]
    return [int(code) for code in pd.factorize(parts[one])[0]]


def find_disagreements(conflicts: pd.DataFrame, details: pd.DataFrame, wording: pd.DataFrame) -> pd.DataFrame:
    """Return the pairs of details that are at odds, each with its disagreement and with how they are at odds.

    Parameters
    ----------
    conflicts, details, wording : DataFrame
        The tables of these names.

    Returns
    -------
    DataFrame
        The rows of ``conflicts`` with the verdict ``conflict``, the surest first, with the columns ``group`` (a number for each
        disagreement, see `group_conflicts`) and ``odds``: ``cannot both hold`` if a pair of the disagreement stands in two
        versions of one utterance, else ``differ``.

    Examples
    --------
    >>> conflicts = pd.DataFrame({"detail_a": ["a:d1"], "detail_b": ["b:d1"], "verdict": ["conflict"], "confidence": [0.9]})
    >>> details = pd.DataFrame({"detail_id": ["a:d1", "b:d1"], "statement_id": ["a:1", "b:1"]})
    >>> wording = pd.DataFrame({"statement_a": ["b:1"], "statement_b": ["a:1"]})
    >>> find_disagreements(conflicts, details, wording)["odds"].tolist()
    ['cannot both hold']
    >>> find_disagreements(conflicts, details, wording.iloc[:0])["odds"].tolist()
    ['differ']
    """
    known = details.drop_duplicates("detail_id").set_index("detail_id")["statement_id"]
    found = conflicts[conflicts["verdict"] == CONFLICT]
    found = found[found["detail_a"].isin(known.index) & found["detail_b"].isin(known.index)]
    found = found.sort_values("confidence", ascending=False, kind="stable", na_position="last")
    versions = {frozenset(pair) for pair in zip(wording["statement_a"], wording["statement_b"], strict=True)}
    told = zip(found["detail_a"].map(known), found["detail_b"].map(known), strict=True)
    same = pd.Series([frozenset(pair) in versions for pair in told], index=found.index, dtype=bool)
    group = pd.Series(group_conflicts(found), index=found.index, dtype=int)
    sure = group.isin(group[same])
    return found.assign(group=group, odds=[CANNOT if each else DIFFER for each in sure])


def describe_disagreements(
    conflicts: pd.DataFrame, details: pd.DataFrame, wording: pd.DataFrame, articles: pd.DataFrame
) -> pd.DataFrame:
    """Return each disagreement as one row that is read: how it is one, and each value with all the articles that give it.

    Parameters
    ----------
    conflicts, details, wording, articles : DataFrame
        The tables of these names.

    Returns
    -------
    DataFrame
        A row for each disagreement of `find_disagreements`, the surest first: ``number`` (from 1, as in the figure), ``odds``, ``kind``,
        ``told`` (each value in words, with the articles), ``articles`` (how many give one) and ``reason`` of its surest pair.

    Examples
    --------
    >>> conflicts = pd.DataFrame({"detail_a": ["a:d1"] * 2, "detail_b": ["b:d1", "c:d1"], "verdict": "conflict", "kind": "number",
    ...     "reason": "other numbers", "confidence": 0.9})
    >>> details = pd.DataFrame({"detail_id": ["a:d1", "b:d1", "c:d1"], "statement_id": ["a:1", "b:1", "c:1"],
    ...     "article_id": ["a", "b", "c"], "value": ["4", "5", "5"], "text": ["four", "five", "5"]})
    >>> articles = pd.DataFrame({"article_id": ["a", "b", "c"], "label": ["Post", "Echo", ""]})
    >>> nothing = pd.DataFrame({"statement_a": [], "statement_b": []})
    >>> describe_disagreements(conflicts, details, nothing, articles)["told"].tolist()
    ['“four” (Post) against “five” (Echo; c)']
    """
    found = find_disagreements(conflicts, details, wording)
    known = details.drop_duplicates("detail_id").set_index("detail_id")
    labels = {
        str(name): str(label) or str(name)
        for name, label in zip(articles["article_id"], articles["label"], strict=True)
    }
    rows = []
    for number, (_, pairs) in enumerate(found.groupby("group", sort=False), 1):
        held = known.loc[list(dict.fromkeys(pairs[["detail_a", "detail_b"]].to_numpy().ravel()))]
        told = [
            f"“{' '.join(str(same['text'].iloc[0]).split())}” ({'; '.join(same['article_id'].map(labels).unique())})"
            for _, same in held.groupby("value", sort=False)
        ]
        first = pairs.iloc[0]
        rows.append(
            (
                number,
                first["odds"],
                first["kind"],
                " against ".join(told),
                held["article_id"].nunique(),
                first["reason"],
            )
        )
    return pd.DataFrame(rows, columns=["number", "odds", "kind", "told", "articles", "reason"])
