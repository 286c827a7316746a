"""Every headline figure again with each article left out, to see which of them hangs on one article."""

from __future__ import annotations

import pandas as pd

from retold.consistency.agreement import headline_figures, report_matrix
from retold.consistency.independence import known_shares
from retold.tables import conform, empty_table

NOTHING = "none"


def measure_influence(
    coverage: pd.DataFrame, *, reuse: pd.DataFrame | None = None, articles: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Recompute the headline figures with each article left out in turn.

    Parameters
    ----------
    coverage : DataFrame
        The table ``coverage``.
    reuse, articles : DataFrame, optional
        The tables ``reuse`` and ``articles`` (with text or characters), for the effective number of articles.

    Returns
    -------
    DataFrame
        The table ``influence``: ``figure`` (see ``headline_figures``), ``left_out`` (an article, or
        ``none`` for the full value), ``value``, and ``change`` against the full value. nan where a figure
        is not defined.

    Notes
    -----
    The grouping of statements into arguments stays as it is. An argument that only the article left out
    reports is gone with it, as it would be from a study without that article.

    Examples
    --------
    >>> coverage = pd.DataFrame({"article_id": ["a", "b", "c"] * 2, "argument": ["k1"] * 3 + ["k2"] * 3,
    ...     "statements": [1, 1, 0, 1, 1, 1]})
    >>> table = measure_influence(coverage).query("figure == 'percent_agreement'")
    >>> table[["left_out", "value", "change"]].values.tolist()[:2]
    [['a', 0.5, -0.166667], ['b', 0.5, -0.166667]]
    """
    names = list(report_matrix(coverage, articles).index)
    if not names:
        return empty_table("influence")
    shares = known_shares(reuse, articles, names)
    full = headline_figures(coverage, articles=articles, shares=shares)
    rows = [_row(figure, NOTHING, value, full) for figure, value in full.items()]
    for name in names:
        kept = headline_figures(
            coverage[coverage["article_id"].astype(str) != name],
            articles=None if articles is None else articles[articles["article_id"].astype(str) != name],
            shares=shares,
        )
        rows += [_row(figure, name, value, full) for figure, value in kept.items()]
    return conform(pd.DataFrame(rows), "influence")


def _row(figure: str, left_out: str, value: float, full: dict[str, float]) -> dict[str, object]:
    return {"figure": figure, "left_out": left_out, "value": value, "change": value - full[figure]}
