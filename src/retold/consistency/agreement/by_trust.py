"""Agreement three times: on all groups that were found, on those that are trusted, and on the arguments that a study lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import pandas as pd

from retold.consistency.agreement.agreement import measure_agreement
from retold.tables import conform, require, trusted_groups
from retold.vocabulary import ALL, BY, FOUND, GIVEN, TRUSTED


def agreement_by_trust(
    coverage: pd.DataFrame, labels: pd.DataFrame, given: pd.DataFrame, **options: Any
) -> pd.DataFrame:
    """Measure agreement on all found groups, on trusted ones, and on the arguments that a study lists.

    Parameters
    ----------
    coverage : DataFrame
        The table ``coverage``, of found groups.
    labels : DataFrame
        Columns argument and trusted, as in the table ``argument_labels``: a group that it does not name is not trusted.
    given : DataFrame
        The table ``coverage_given``; without a row nothing is measured on given arguments.
    **options
        Those of `measure_agreement`.

    Returns
    -------
    DataFrame
        The table ``agreement`` of each; ``by`` says of which (``all``, ``trusted``, ``given``).

    Raises
    ------
    TableError
        If a column is missing.

    Examples
    --------
    >>> coverage = pd.DataFrame({"article_id": ["a", "a", "b", "b"], "argument": ["A1", "A2", "A1", "A2"],
    ...     "statements": [1, 2, 1, 0]})
    >>> labels = pd.DataFrame({"argument": ["A1", "A2"], "trusted": [True, False]})
    >>> table = agreement_by_trust(coverage, labels, coverage.iloc[:0], seed=1)
    >>> table[table["measure"] == "percent_agreement"][["by", "value"]].values.tolist()
    [['all', 0.5], ['trusted', 1.0]]
    """
    require(labels, ("argument", "trusted"), "argument_labels", where="agreement_by_trust")
    known = options.get("articles")
    # Who could have reported stays the same, whichever arguments count.
    articles = coverage[["article_id"]].drop_duplicates() if known is None else known
    parts = {FOUND: coverage, TRUSTED: coverage[coverage["argument"].isin(trusted_groups(labels))]}
    if len(given):
        parts[GIVEN] = given
    tables = [
        measure_agreement(part, **{**options, "articles": articles}).assign(by=by)
        for by, part in parts.items()
    ]
    return conform(pd.concat(tables), "agreement")


def set_beside(agreement: pd.DataFrame) -> pd.DataFrame:
    """Set the measures of all occasions together side by side: on all groups, on trusted groups, on given arguments.

    Parameters
    ----------
    agreement : DataFrame
        The table ``agreement``, as `agreement_by_trust` gives it.

    Returns
    -------
    DataFrame
        A row for each measure (the index), a column for each of ``by``: value and interval in words, ``–`` where it is not defined.

    Examples
    --------
    >>> table = pd.DataFrame({"measure": ["jaccard", "jaccard"], "by": ["all", "trusted"], "occasion": "*",
    ...     "value": [0.5, 1.0], "low": [0.25, float("nan")], "high": [0.75, float("nan")]})
    >>> set_beside(table).loc["jaccard"].tolist()
    ['0.50 (0.25 to 0.75)', '1.00']
    """
    whole = agreement[agreement["occasion"] == ALL]
    rows = whole if len(whole) else agreement
    cells = rows.assign(said=[_say(row) for row in rows.itertuples()])
    table = cells.pivot(index="measure", columns="by", values="said")
    return table.reindex(columns=[by for by in BY if by in table.columns]).rename(columns=BY)


def _say(row: Any) -> str:
    if pd.isna(row.value):
        return "–"
    interval = "" if pd.isna(row.low) or pd.isna(row.high) else f" ({row.low:.2f} to {row.high:.2f})"
    return f"{row.value:.2f}{interval}"


def trust_sentences(labels: pd.DataFrame, arguments: pd.DataFrame) -> list[str]:
    """Say how many of the groups that two articles or more share are trusted, and what that means for agreement.

    Parameters
    ----------
    labels, arguments : DataFrame
        The tables ``argument_labels`` and ``arguments``.

    Examples
    --------
    >>> labels = pd.DataFrame({"argument": ["A1", "A2"], "trusted": [False, True]})
    >>> arguments = pd.DataFrame({"article_id": ["a", "b", "a"], "argument": ["A1", "A1", "A2"]})
    >>> trust_sentences(labels, arguments)
    ['0 of 1 shared group is trusted: agreement on all groups rests on suggestions.']
    """
    trusted, shared = trusted_groups(labels), shared_groups(arguments, labels["argument"])
    if not shared:
        return []
    sure = len(trusted & shared)
    rests = (
        "agreement on all groups rests on suggestions"
        if not sure
        else "agreement on all groups rests on suggestions in part"
        if sure < len(shared)
        else "agreement rests on groups that come back"
    )
    return [f"{tell_trusted(trusted, shared)}: {rests}."]


def tell_trusted(trusted: frozenset[str], shared: frozenset[str]) -> str:
    """Return how many of the shared groups are trusted, in words.

    Examples
    --------
    >>> tell_trusted(frozenset(["A1", "A3"]), frozenset(["A1", "A2"]))
    '1 of 2 shared groups are trusted'
    """
    return f"{len(trusted & shared)} of {len(shared)} shared {'group is' if len(shared) == 1 else 'groups are'} trusted"


def shared_groups(arguments: pd.DataFrame, names: Iterable[str]) -> frozenset[str]:
    """Return the arguments that two articles or more have, of those named.

    Examples
    --------
    >>> arguments = pd.DataFrame({"article_id": ["a", "b", "a", "b"], "argument": ["A1", "A1", "A2", "none"]})
    >>> sorted(shared_groups(arguments, ["A1", "A2"]))
    ['A1']
    """
    return frozenset(_shared(arguments, frozenset(map(str, names))))


def _shared(arguments: pd.DataFrame, names: frozenset[str]) -> Iterator[str]:
    for name, articles in arguments.groupby("argument", sort=False)["article_id"].nunique().items():
        if name in names and articles > 1:
            yield str(name)
