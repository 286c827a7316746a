"""Which article reports which argument: the table of yes and no that agreement is measured on."""

from __future__ import annotations

import numpy as np
import pandas as pd

from retold.tables import natural_key, require


def report_matrix(coverage: pd.DataFrame, articles: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return which article (row) has statements of which argument (column), as booleans.

    A contradicted argument is reported where the article has statements of it. An argument without a
    statement in any article is left out. The rows are those of ``articles``, if given.

    Examples
    --------
    >>> coverage = pd.DataFrame({"article_id": ["a", "b"], "argument": ["k1", "k1"], "statements": [2, 0]})
    >>> report_matrix(coverage)["k1"].tolist()
    [True, False]
    """
    require(coverage, ("article_id", "argument", "statements"), "coverage", where="agreement")
    ids = list_articles(coverage if articles is None else articles)
    reported = coverage[coverage["statements"] > 0]
    row = pd.Index(ids).get_indexer(pd.Index(reported["article_id"].astype(str)))
    reported, row = reported[row >= 0], row[row >= 0]
    names = sorted({str(name) for name in reported["argument"].unique()}, key=natural_key)
    cells = np.zeros((len(ids), len(names)), dtype=bool)
    cells[row, pd.Index(names).get_indexer(pd.Index(reported["argument"].astype(str)))] = True
    return pd.DataFrame(cells, index=ids, columns=names)


def list_articles(table: pd.DataFrame) -> list[str]:
    """Return the articles of a table, each once, in natural order."""
    return sorted({str(name) for name in table["article_id"].unique()}, key=natural_key)
