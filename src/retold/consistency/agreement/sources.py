"""How many of the articles count: shares of text in common, and the effective number of sources."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse
from scipy.special import stdtrit

from retold.consistency.agreement.comparable import number_occasions
from retold.consistency.agreement.reports import read_reports
from retold.consistency.reuse.shingles import BREAK, fold_texts
from retold.errors import TableError
from retold.tables import conform, empty_table, natural_key, require
from retold.ties import distinct, settle

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

# Which share of each article stands in another: square, as `share_reuse` gives it, or its sparse form.
Shares: TypeAlias = "pd.DataFrame | sparse.csr_array"

# With fewer articles than this, leaving one out says nothing about how much the number depends on which they are.
FEWEST_FOR_INTERVAL = 3


# Of an argument that several articles report, fewer sources than these are about one.
SEEM_ONE = 1.5


class Sources(NamedTuple):
    """An effective number of articles, with its interval and what to know about it."""

    value: float
    low: float
    high: float
    note: str


def share_reuse(reuse: pd.DataFrame, articles: pd.DataFrame, *, quotations: bool = False) -> pd.DataFrame:
    """Return which share of each article (row) stands in passages that it shares with another (column).

    Parameters
    ----------
    reuse : DataFrame
        The table ``reuse``.
    articles : DataFrame
        Columns article_id and text, or characters; with text the share is one of words, else of characters.
    quotations : bool
        Whether passages of kind ``quotation`` count as well. They do not make two articles less independent.

    Returns
    -------
    DataFrame
        Shares in [0, 1], not symmetric, 1 on the diagonal. A word in several passages counts once; clutter
        counts as part of the article.
    """
    ids = sorted(articles["article_id"].astype(str), key=natural_key)
    shares = np.eye(len(ids))
    pairs = share_pairs(reuse, articles, quotations=quotations)
    number = pd.Index(ids)
    shares[number.get_indexer(pairs["article_id"]), number.get_indexer(pairs["other"])] = pairs["share"]
    return pd.DataFrame(shares, index=ids, columns=ids)


def share_pairs(reuse: pd.DataFrame, articles: pd.DataFrame, *, quotations: bool = False) -> pd.DataFrame:
    """Return the shares of `share_reuse` that are not 0, as rows: what a large corpus has room for.

    Parameters
    ----------
    reuse, articles, quotations
        As in `share_reuse`.

    Returns
    -------
    DataFrame
        Columns article_id, other, and share: which part of article_id stands in passages shared with other.

    Raises
    ------
    TableError
        If the articles have neither text nor characters.
    """
    passages = reuse if quotations or "kind" not in reuse.columns else reuse[reuse["kind"] == "reuse"]
    names = pd.Index(articles["article_id"].astype(str))
    number = {
        side: names.get_indexer(pd.Index(passages[f"article_{side}"].astype(str))) for side in ("a", "b")
    }
    known = (number["a"] >= 0) & (number["b"] >= 0)
    one, other, start, end = (
        np.concatenate([np.asarray(left, dtype=np.int64)[known], np.asarray(right, dtype=np.int64)[known]])
        for left, right in (
            (number["a"], number["b"]),
            (number["b"], number["a"]),
            (passages["start_a"], passages["start_b"]),
            (passages["end_a"], passages["end_b"]),
        )
    )
    first, last, size = _count_places(articles, one, start, end)
    key, covered = _covered(one * len(names) + other, first, last)
    row, column = np.divmod(key, max(len(names), 1))
    with np.errstate(divide="ignore", invalid="ignore"):
        share = covered / size[row]
    table = pd.DataFrame({"article_id": names[row], "other": names[column], "share": share})
    return table[(covered > 0) & (row != column)].reset_index(drop=True)


def _covered(key: Ints, first: Ints, last: Ints) -> tuple[Ints, Ints]:
    """Return each key once, and how many places its spans hold together, overlaps once."""
    if not len(key):
        return key, key
    order = np.lexsort((last, first, key))
    key, first, last = key[order], first[order], last[order]
    new = np.append(True, key[1:] != key[:-1])
    # Each key is lifted above the one before, so that the running maximum starts anew with it.
    lift = np.cumsum(new) * (int(last.max()) + 1)
    before = np.append(0, np.maximum.accumulate(last + lift)[:-1])
    own = np.clip(last + lift - np.maximum(first + lift, np.where(new, 0, before)), 0, None)
    begins = np.flatnonzero(new)
    return key[begins], np.asarray(np.add.reduceat(own, begins), dtype=np.int64)


def _count_places(articles: pd.DataFrame, number: Ints, start: Ints, end: Ints) -> tuple[Ints, Ints, Ints]:
    """Return how many words stand before each start and end, and how many each article has; else characters."""
    if "text" not in articles.columns:
        require(
            articles, ["characters"], "articles", where="share_reuse", todo="add it, or the texts as 'text'"
        )
        return start, end, articles["characters"].to_numpy(dtype=np.int64)
    words = fold_texts(articles["text"].astype(str).tolist())
    real = words.code != BREAK
    text, places = words.text[real], words.start[real]
    size = np.bincount(text, minlength=len(articles)).astype(np.int64)
    before = np.cumsum(size) - size
    # One sorted column for all articles: no offset reaches the lift of the next.
    lift = int(max(places.max(initial=0), end.max(initial=0))) + 1
    first, last = (np.searchsorted(text * lift + places, number * lift + edge) for edge in (start, end))
    return first - before[number], last - before[number], size


def source_votes(reuse: pd.DataFrame, articles: pd.DataFrame) -> pd.Series:
    """Return the vote of each article without a table of all pairs; their sum is the number of sources.

    Parameters
    ----------
    reuse, articles
        As in `share_reuse`.

    Returns
    -------
    Series
        Votes in (0, 1], by article_id, in the order of the articles; see `count_sources`.

    Examples
    --------
    >>> articles = pd.DataFrame({"article_id": ["a", "b"], "characters": [10, 10]})
    >>> reuse = pd.DataFrame({"article_a": ["a"], "start_a": 0, "end_a": 10, "article_b": "b", "start_b": 0, "end_b": 10})
    >>> source_votes(reuse, articles).to_dict()
    {'a': 0.5, 'b': 0.5}
    """
    ids = articles["article_id"].astype(str).tolist()
    return pd.Series(vote_shares(_sparse_shares(reuse, articles, ids)), index=ids, name="vote")


def known_shares(
    reuse: pd.DataFrame | None,
    articles: pd.DataFrame | None,
    ids: list[str] | None = None,
    *,
    across: bool = False,
) -> sparse.csr_array | None:
    """Return the shares of the articles named as a sparse table, or None where no reuse is known.

    Parameters
    ----------
    reuse, articles : DataFrame, optional
        As in ``share_reuse``.
    ids : list of str, optional
        The articles, in the order of the table; all in natural order, if not given.
    across : bool
        Whether text counts that articles of two occasions share: they are no two reports of one thing, and
        neither stands for the other as a witness.

    Returns
    -------
    csr_array of shape (ids, ids)
        The cells of ``share_reuse``, of which only those above 0 are held.

    Raises
    ------
    TableError
        If one of them is not among the articles.

    Examples
    --------
    >>> articles = pd.DataFrame({"article_id": ["a", "b"], "characters": [10, 20]})
    >>> reuse = pd.DataFrame({"article_a": ["a"], "start_a": 0, "end_a": 10, "article_b": "b", "start_b": 0, "end_b": 10})
    >>> known_shares(reuse, articles).toarray().tolist()
    [[1.0, 1.0], [0.5, 1.0]]
    """
    if reuse is None or articles is None:
        return None
    ids = sorted(articles["article_id"].astype(str), key=natural_key) if ids is None else ids
    kept = articles[articles["article_id"].astype(str).isin(ids)]
    if len(kept) < len(ids):
        lost = sorted(set(ids) - set(kept["article_id"].astype(str)))[0]
        raise TableError(f"the article {lost!r} of the coverage is not among the articles", where="agreement")
    shares = _sparse_shares(reuse, kept, ids)
    return shares if across else _keep_within(shares, number_occasions(articles, ids))


def _keep_within(shares: sparse.csr_array, occasion: Ints) -> sparse.csr_array:
    cells = shares.tocoo()
    row, column = cells.coords
    own = occasion[row] == occasion[column]
    return sparse.csr_array((cells.data[own], (row[own], column[own])), shape=shares.shape)


def _sparse_shares(reuse: pd.DataFrame, articles: pd.DataFrame, ids: list[str]) -> sparse.csr_array:
    pairs, number, n = share_pairs(reuse, articles), pd.Index(ids), len(ids)
    place = (number.get_indexer(pairs["article_id"]), number.get_indexer(pairs["other"]))
    return sparse.csr_array(
        sparse.coo_array((pairs["share"].to_numpy(), place), shape=(n, n)) + sparse.eye_array(n)
    )


def mean_likeness(shares: Shares) -> sparse.csr_array:
    """Return the mean of both directions of shared text, symmetric, as a sparse table."""
    table = shares if sparse.issparse(shares) else sparse.csr_array(shares.to_numpy(dtype=float))
    return sparse.csr_array((table + table.T) / 2)


def vote_shares(shares: Shares) -> Floats:
    """Return the vote of each article in (0, 1]: 1 if it shares nothing, 1/k if it is one of k copies.

    Parameters
    ----------
    shares : DataFrame or csr_array
        Square, as ``share_reuse`` or ``known_shares`` give it.
    """
    return np.asarray(1 / mean_likeness(shares).sum(axis=1), dtype=float)


def count_sources(shares: Shares) -> float:
    """Return the effective number of independent articles.

    Parameters
    ----------
    shares : DataFrame or csr_array
        Square, as ``share_reuse`` or ``known_shares`` give it: which share of each article stands in another.

    Returns
    -------
    float
        In [1, n]; 0 without articles.

    Notes
    -----
    With s the mean of both directions of reuse and 1 on the diagonal, the sum over articles i of
    1 / sum_j s_ij: each article has one vote, which it shares with those that hold its text. It is the
    diversity of order 0 of articles that are alike by s (Leinster & Cobbold 2012, Measuring diversity: the
    importance of species similarity. Ecology 93): n if nothing is shared, and two identical articles count
    as one whatever the others are. Where all pairs share alike it equals n / (1 + (n - 1) s), Kish's
    effective sample size (1965, Survey sampling).

    Examples
    --------
    >>> count_sources(pd.DataFrame([[1.0, 1.0, 0.0], [1.0, 1.0, 0.0], [0.0, 0.0, 1.0]]))
    2.0
    """
    return float(vote_shares(shares).sum()) if shares.shape[0] else 0.0


def sources_without_each(shares: Shares) -> Floats:
    """Return the effective number of independent articles with each article left out in turn.

    Notes
    -----
    Without article k, its vote is gone, and those that share text with it share their vote with one less:
    N - 1 / t_k + sum over i of (1 / (t_i - s_ik) - 1 / t_i), with t_i = sum_j s_ij. Each pair of articles
    that share text is looked at once, so that no table is made again.
    """
    changes = vote_changes(shares)
    return np.asarray(vote_shares(shares).sum() + changes.sum(axis=1), dtype=float)


def vote_changes(shares: Shares) -> sparse.csr_array:
    """Return by how much the vote of each article (column) changes when another (row) is left out.

    The article left out loses its whole vote, on the diagonal; those that share no text with it keep theirs.
    """
    likeness = mean_likeness(shares).tocoo()
    total = likeness.sum(axis=1)
    row, column = likeness.coords
    rest = np.where(row == column, np.inf, total[column] - likeness.data)
    return sparse.csr_array((1 / rest - 1 / total[column], (row, column)), shape=likeness.shape)


def measure_sources(shares: Shares, *, level: float = 0.95) -> Sources:
    """Return the effective number of independent articles with a jackknife interval.

    Parameters
    ----------
    shares : DataFrame or csr_array
        Square, as ``share_reuse`` or ``known_shares`` give it.
    level : float
        Coverage of the interval.

    Returns
    -------
    Sources
        ``value``, ``low`` and ``high`` in [1, n], and a note. No interval with fewer than three articles.

    Notes
    -----
    Each article is left out in turn. The number grows with the articles, so the jackknife is of the number
    for each article (value / n), with Student's t on n - 1 degrees of freedom (Efron & Tibshirani 1993,
    chapter 11); a bootstrap would draw the same article twice, and count it as a copy of itself.

    Examples
    --------
    >>> found = measure_sources(pd.DataFrame([[1.0, 1.0, 0.0], [1.0, 1.0, 0.0], [0.0, 0.0, 1.0]]))
    >>> found.value, round(found.low, 2), found.high
    (2.0, 1.0, 3.0)
    """
    n = shares.shape[0]
    value = count_sources(shares)
    if n < FEWEST_FOR_INTERVAL:
        return Sources(
            value, np.nan, np.nan, f"no interval: {n} articles" if n != 1 else "no interval: 1 article"
        )
    each = sources_without_each(shares) / (n - 1)
    error = float(np.sqrt((n - 1) / n * np.sum((each - each.mean()) ** 2)))
    reach = float(stdtrit(n - 1, 0.5 + level / 2)) * error * n
    return Sources(value, max(value - reach, 1.0), min(value + reach, float(n)), "jackknife over articles")


def count_reports(
    coverage: pd.DataFrame, *, reuse: pd.DataFrame | None = None, articles: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Count who reports each argument, in articles and in sources.

    Parameters
    ----------
    coverage : DataFrame
        The table ``coverage``.
    reuse, articles : DataFrame, optional
        The tables ``reuse`` and ``articles`` (with text or characters); without them sources are nan.

    Returns
    -------
    DataFrame
        The table ``argument_sources``: argument; ``articles``, how many report it; ``sources``, the effective
        number of these; ``share_articles`` and ``share_sources``, both in [0, 1], of the articles and of their
        votes (see ``vote_shares``); ``contradicted``, how many articles contradict it; ``note``; and ``occasions``, of how
        many occasions it is reported.

    Notes
    -----
    All is counted within occasions and summed over them: shares are of the articles of those occasions that the
    argument is reported of, for others could not have it; text that reports of two occasions share makes
    them no copies of each other.

    Examples
    --------
    >>> coverage = pd.DataFrame({"article_id": ["a", "b", "c"], "argument": "k1", "statements": [1, 1, 0],
    ...     "state": ["reported", "reported", "silent"]})
    >>> count_reports(coverage)[["argument", "articles", "share_articles"]].values.tolist()
    [['k1', 2, 0.666667]]
    """
    if coverage.empty:
        return empty_table("argument_sources")
    reports = read_reports(coverage, articles)
    names = pd.Index(sorted(coverage["argument"].astype(str).unique()))
    shares = known_shares(reuse, articles, reports.ids)
    occasion = number_occasions(articles, reports.ids)
    cells, ones = reports.cells, reports.by_argument
    # Each argument once for each occasion that it is reported of.
    argument, where = np.divmod(
        distinct(cells.indices * (occasion.max() + 1) + occasion[_rows_of(cells)]), occasion.max() + 1
    )
    asked = np.bincount(argument, np.bincount(occasion)[where], minlength=len(ones))
    found = pd.DataFrame(
        {
            "articles": ones.astype(np.int64),
            "sources": np.nan,
            "share_articles": ones / asked,
            "share_sources": np.nan,
            "occasions": np.bincount(argument, minlength=len(ones)),
        },
        index=reports.names,
    )
    if shares is not None:
        votes = vote_shares(shares)
        # Among those that report it, each shares its vote with those that report it only.
        alike = sparse.csr_array((mean_likeness(shares) @ cells).multiply(cells)).sorted_indices()
        found["sources"] = np.bincount(alike.indices, 1 / alike.data, minlength=len(ones))
        every = np.bincount(argument, np.bincount(occasion, votes)[where], minlength=len(ones))
        found["share_sources"] = (votes @ cells) / every
    table = found.reindex(names).fillna({"articles": 0, "occasions": 0})
    if shares is not None:
        table["sources"] = table["sources"].fillna(0)
    table["contradicted"] = _count_denied(coverage, reports.ids).reindex(names).fillna(0)
    copied = (table["articles"] > 1) & (settle(table["sources"].to_numpy(dtype=float)) < SEEM_ONE)
    over = "over " + table["occasions"].astype("int64").astype(str) + " occasions"
    table["note"] = np.where(
        copied, "reported by several articles and about one source", over.where(table["occasions"] > 1, "")
    )
    return conform(table.rename_axis("argument").reset_index(), "argument_sources")


def _rows_of(cells: sparse.csr_array) -> Ints:
    """Return the row of each cell that is held."""
    return np.repeat(np.arange(cells.shape[0]), np.diff(cells.indptr))


def _count_denied(coverage: pd.DataFrame, ids: list[str]) -> pd.Series:
    """Return how many articles contradict each argument."""
    if "state" not in coverage.columns:
        return pd.Series(dtype=float)
    denied = coverage[(coverage["state"] == "contradicted") & coverage["article_id"].astype(str).isin(ids)]
    return denied.groupby(denied["argument"].astype(str)).size()
