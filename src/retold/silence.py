"""Silence, which is computed and not stored: where an article says nothing of what another report of its occasion has."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from retold.tables import conform, natural_key, require
from retold.ties import distinct
from retold.vocabulary import NOT_COMPARABLE

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

# Of more cells than these, of 200 articles by 100 arguments, the table of coverage holds what is reported and contradicted alone:
# nobody reads the others one by one, and they grow with the square of the corpus.
MOST_CELLS = 20_000

REPORTED, CONTRADICTED, SILENT = "reported", "contradicted", "silent"
COLUMNS = ("article_id", "argument", "state", "statements")

# What stands in the other columns of a row of silence, or where a caller's table lacks them.
NOTHING: dict[str, object] = {
    "position": np.nan,
    "expected": np.nan,
    "voices": (),
    "last": np.nan,
    "denials": 0,
}


class Dealt(NamedTuple):
    """How many statements each cell, each article and each argument has, and what is said in each occasion, by number.

    A pair of an occasion and an argument is one number, ``occasion * arguments + argument``, so that what no report has takes no room.
    """

    occasion: Ints
    arguments: int
    in_article: Ints
    in_occasion: Ints
    keys: Ints
    in_argument: Ints

    def expect(self, article: Ints, argument: Ints) -> Floats:
        """Return of each cell the chance of at least one statement; nan where no report of the occasion has the argument."""
        key = self.occasion[article] * self.arguments + argument
        at = np.minimum(np.searchsorted(self.keys, key), max(len(self.keys) - 1, 0))
        known = self.keys[at] == key if len(self.keys) else np.zeros(len(key), dtype=bool)
        expected = np.full(len(key), np.nan)
        whole, own = self.in_occasion[self.occasion[article[known]]], self.in_article[article[known]]
        expected[known] = chance_of_one(whole, self.in_argument[at[known]], own)
        return expected


def chance_of_one(whole: Ints, in_argument: Ints, in_article: Ints) -> Floats:
    """Return the hypergeometric chance that an article has at least one statement of an argument.

    Parameters
    ----------
    whole, in_argument, in_article : array of int
        How many statements there are, of the argument, and in the article.

    Examples
    --------
    >>> chance_of_one(np.array([4, 4]), np.array([2, 2]), np.array([1, 4])).tolist()
    [0.5, 1.0]
    """
    # The same three numbers come back many times, and scipy takes them one by one.
    from scipy.stats import hypergeom

    different, which = np.unique(
        np.column_stack([whole, in_argument, in_article]), axis=0, return_inverse=True
    )
    found = np.asarray(hypergeom.sf(0, *different.T), dtype=float) if len(different) else np.zeros(0)
    return np.asarray(found[which.ravel()])


def deal_statements(article: Ints, argument: Ints, statements: Ints, occasion: Ints, arguments: int) -> Dealt:
    """Count what is reported by article, by occasion, and by argument within each occasion."""
    keys, which = np.unique(occasion[article] * arguments + argument, return_inverse=True)
    in_article = np.bincount(article, statements, minlength=len(occasion)).astype(np.int64)
    return Dealt(
        occasion,
        arguments,
        in_article,
        np.bincount(occasion, in_article).astype(np.int64),
        keys,
        np.bincount(which, statements, minlength=len(keys)).astype(np.int64),
    )


def fill_silence(
    coverage: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    shown: Iterable[str] | None = None,
    arguments: Collection[str] | None = None,
) -> pd.DataFrame:
    """Return coverage with every cell of the articles and arguments asked for: also where an article is silent.

    Parameters
    ----------
    coverage : DataFrame
        The table ``coverage``, whole or of what is reported and contradicted alone.
    articles : DataFrame
        Columns article_id and, where known, occasion: those that the coverage was made of.
    shown : iterable of str, optional
        Ids of the articles wanted; all, if not given.
    arguments : collection of str, optional
        Names of the arguments wanted; all, if not given.

    Returns
    -------
    DataFrame
        The table ``coverage``, a row for each article and argument wanted. What stands in the table stays; the rows that it lacks
        are ``silent``, with the chance that was ``expected`` of them, or ``not comparable``, as `cover_arguments` says.

    Examples
    --------
    >>> articles = pd.DataFrame({"article_id": ["a", "b"]})
    >>> reported = pd.DataFrame({"article_id": ["a"], "argument": "k1", "state": "reported", "statements": 1})
    >>> fill_silence(reported, articles)[["article_id", "state", "expected"]].values.tolist()[1]
    ['b', 'silent', 0.0]
    """
    require(coverage, COLUMNS, "coverage", where="fill_silence")
    coverage = coverage.assign(
        **{name: [value] * len(coverage) for name, value in NOTHING.items() if name not in coverage.columns}
    )
    ids = pd.Index(sorted(articles["article_id"].astype(str), key=natural_key))
    kinds = pd.Index(sorted(coverage["argument"].astype(str).unique(), key=natural_key))
    cells = _places(coverage, ids, kinds)
    rows, columns = _chosen(ids, shown), _chosen(kinds, arguments)
    wanted = np.isin(cells[0], rows) & np.isin(cells[1], columns)
    stored = coverage[wanted]
    lacking = _lacking(rows, columns, cells, len(kinds))
    if not len(lacking[0]):
        return conform(stored, "coverage")
    dealt = _deal_coverage(coverage, cells, _number_occasions(articles, ids), len(kinds))
    lost = _rows_of_silence(ids[lacking[0]], kinds[lacking[1]], dealt.expect(*lacking))
    return conform(pd.concat([stored, lost], ignore_index=True) if len(stored) else lost, "coverage")


def _chosen(names: pd.Index, wanted: Iterable[str] | None) -> Ints:
    """Return the places of the names wanted; of all, where nothing is said."""
    if wanted is None:
        return np.arange(len(names))
    return np.flatnonzero(names.isin(list(wanted)))


def _lacking(rows: Ints, columns: Ints, cells: tuple[Ints, Ints], width: int) -> tuple[Ints, Ints]:
    """Return the places of those cells of chosen rows and columns that a table has no row for."""
    row, column = np.repeat(rows, len(columns)), np.tile(columns, len(rows))
    article, argument = cells
    known = article >= 0
    absent = ~np.isin(row * width + column, (article * width + argument)[known])
    return row[absent], column[absent]


def _deal_coverage(coverage: pd.DataFrame, cells: tuple[Ints, Ints], occasion: Ints, arguments: int) -> Dealt:
    """Count what a table of coverage reports, see `deal_statements`."""
    article, argument = cells
    statements = coverage["statements"].to_numpy()
    held = (article >= 0) & (statements > 0)
    return deal_statements(
        article[held], argument[held], statements.astype(np.int64)[held], occasion, arguments
    )


def _rows_of_silence(article: pd.Index, argument: pd.Index, expected: Floats) -> pd.DataFrame:
    """Return the rows of cells without a statement: silent, or not comparable where nothing could be expected."""
    nothing = pd.DataFrame({name: [value] * len(article) for name, value in NOTHING.items()})
    return nothing.assign(
        article_id=article,
        argument=argument,
        state=np.where(np.isnan(expected), NOT_COMPARABLE, SILENT),
        statements=0,
        expected=expected,
    )


def count_states(coverage: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Count of each article how many arguments it reports, contradicts, leaves out, and could not have.

    Parameters
    ----------
    coverage : DataFrame
        The table ``coverage``, whole or of what is reported and contradicted alone.
    articles : DataFrame
        Columns article_id and, where known, occasion: those that the coverage was made of.

    Returns
    -------
    DataFrame
        A row for each article, a column for each state that occurs, both in the order of the alphabet; whole numbers.

    Examples
    --------
    >>> articles = pd.DataFrame({"article_id": ["a", "b"]})
    >>> reported = pd.DataFrame({"article_id": ["a", "a"], "argument": ["k1", "k2"], "state": "reported", "statements": 1})
    >>> count_states(reported, articles).to_dict()
    {'reported': {'a': 2, 'b': 0}, 'silent': {'a': 0, 'b': 2}}
    """
    require(coverage, COLUMNS, "coverage", where="count_states")
    ids = pd.Index(sorted(articles["article_id"].astype(str)), name="article_id")
    kinds = pd.Index(coverage["argument"].astype(str).unique())
    if not len(kinds):
        return pd.DataFrame(index=ids[:0], columns=pd.Index([], name="state"))
    article, argument = _places(coverage, ids, kinds)
    known = article >= 0
    article, argument, own = article[known], argument[known], coverage[known]
    counts = {
        str(state): np.bincount(article[(own["state"] == state).to_numpy()], minlength=len(ids))
        for state in own["state"].unique()
    }
    occasion = _number_occasions(articles, ids)
    held = own["statements"].to_numpy() > 0
    keys = distinct(occasion[article[held]] * len(kinds) + argument[held])
    asked = np.bincount(keys // len(kinds), minlength=occasion.max() + 1)[occasion]
    could = np.isin(occasion[article] * len(kinds) + argument, keys)
    silent = asked - np.bincount(article[could], minlength=len(ids))
    lacking = len(kinds) - np.bincount(article, minlength=len(ids))
    for state, more in ((SILENT, silent), (NOT_COMPARABLE, lacking - silent)):
        counts[state] = counts.get(state, 0) + more
    table = pd.DataFrame(counts, index=ids).sort_index(axis=1).rename_axis(columns="state")
    return table.loc[:, table.any()]


def _number_occasions(articles: pd.DataFrame, ids: pd.Index) -> Ints:
    """Return the number of each article's occasion; all the same where nothing tells occasions apart."""
    if "occasion" not in articles.columns:
        return np.zeros(len(ids), dtype=np.int64)
    told = pd.Series(articles["occasion"].astype(str).to_numpy(), index=articles["article_id"].astype(str))
    return np.asarray(pd.factorize(told.loc[ids])[0], dtype=np.int64)


def _places(coverage: pd.DataFrame, ids: pd.Index, kinds: pd.Index) -> tuple[Ints, Ints]:
    """Return the place of each row's article, -1 if it is none of them, and of its argument."""
    return (
        ids.get_indexer(pd.Index(coverage["article_id"].astype(str))).astype(np.int64),
        kinds.get_indexer(pd.Index(coverage["argument"].astype(str))).astype(np.int64),
    )
