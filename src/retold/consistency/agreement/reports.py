"""Which article reports which argument: the table of yes and no that agreement is measured on, of which only the yes is held."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

from retold.tables import natural_key, require
from retold.ties import distinct

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


class Reports(NamedTuple):
    """Who reports what: ``cells`` has a 1 where an article (row, by ``ids``) reports an argument (column, by ``names``)."""

    cells: sparse.csr_array
    ids: list[str]
    names: list[str]

    @property
    def articles(self) -> int:
        """Return how many articles there are."""
        return len(self.ids)

    @property
    def arguments(self) -> int:
        """Return how many arguments are reported at all."""
        return len(self.names)

    @property
    def by_argument(self) -> Floats:
        """Return how many articles report each argument."""
        return np.asarray(self.cells.sum(axis=0), dtype=float)

    @property
    def by_article(self) -> Floats:
        """Return how many arguments each article reports."""
        return np.asarray(self.cells.sum(axis=1), dtype=float)

    def part(self, rows: Ints) -> Reports:
        """Return the reports of some articles; an argument that none of them reports is gone."""
        own = self.cells[rows]
        kept, column = np.unique(own.indices, return_inverse=True)
        cells = sparse.csr_array((own.data, column, own.indptr), shape=(len(rows), len(kept)))
        return Reports(cells, [self.ids[at] for at in rows], [self.names[at] for at in kept])


def read_reports(coverage: pd.DataFrame, articles: pd.DataFrame | None = None) -> Reports:
    """Return who reports what; see `report_matrix`."""
    require(coverage, ("article_id", "argument", "statements"), "coverage", where="agreement")
    ids = list_articles(coverage if articles is None else articles)
    reported = coverage[coverage["statements"] > 0]
    row = pd.Index(ids).get_indexer(pd.Index(reported["article_id"].astype(str)))
    reported, row = reported[row >= 0], row[row >= 0]
    names = sorted({str(name) for name in reported["argument"].unique()}, key=natural_key)
    column = pd.Index(names).get_indexer(pd.Index(reported["argument"].astype(str)))
    key = distinct(row.astype(np.int64) * max(len(names), 1) + column)
    place = np.divmod(key, max(len(names), 1))
    return Reports(sparse.csr_array((np.ones(len(key)), place), shape=(len(ids), len(names))), ids, names)


def as_cells(table: pd.DataFrame | NDArray[np.generic] | sparse.csr_array) -> sparse.csr_array:
    """Return a table of yes and no as a sparse one of 1."""
    if sparse.issparse(table):
        return table
    return sparse.csr_array(np.asarray(table, dtype=bool).astype(float))


def split_rows(group: Ints) -> Iterator[Ints]:
    """Yield the rows of each group, by its number from 0.

    Examples
    --------
    >>> [rows.tolist() for rows in split_rows(np.array([1, 0, 1]))]
    [[1], [0, 2]]
    """
    order = np.argsort(group, kind="stable")
    yield from np.split(order, np.cumsum(np.bincount(group))[:-1]) if len(group) else ()


def shares_among(shares: sparse.csr_array | None, rows: Ints) -> sparse.csr_array | None:
    """Return the shares of some articles, in the order of their rows, none of which shares text with another article."""
    if shares is None:
        return None
    own = shares[rows]
    column = np.searchsorted(rows, own.indices)
    return sparse.csr_array((own.data, column, own.indptr), shape=(len(rows), len(rows)))


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
    found = read_reports(coverage, articles)
    return pd.DataFrame(found.cells.toarray().astype(bool), index=found.ids, columns=found.names)


def list_articles(table: pd.DataFrame) -> list[str]:
    """Return the articles of a table, each once, in natural order."""
    return sorted({str(name) for name in table["article_id"].unique()}, key=natural_key)
