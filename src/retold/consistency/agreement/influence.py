"""Every headline figure again with each article left out, to see which of them hangs on one article."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

from retold.consistency.agreement.article_pairs import (
    CELLS,
    DRAWING_SEED,
    MOST_PAIRS,
    PairSample,
    count_both,
    draw_pairs,
    look_up,
    measure_counts,
)
from retold.consistency.agreement.comparable import number_occasions
from retold.consistency.agreement.headlines import alpha_of_reports, count_contradicted, sum_up
from retold.consistency.agreement.reports import (
    Reports,
    list_articles,
    read_reports,
    shares_among,
    split_rows,
)
from retold.consistency.agreement.sources import (
    count_sources,
    known_shares,
    mean_likeness,
    sources_without_each,
    vote_changes,
    vote_shares,
)
from retold.errors import TableError
from retold.tables import conform, empty_table
from retold.vocabulary import NONE, PAIR_MEASURES

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


# What is left of a sum of weights when each of them has been taken away again is below this share of it.
ROUNDING = 1e-12


def measure_influence(
    coverage: pd.DataFrame,
    *,
    reuse: pd.DataFrame | None = None,
    articles: pd.DataFrame | None = None,
    most_pairs: int = MOST_PAIRS,
    seed: int = DRAWING_SEED,
) -> pd.DataFrame:
    """Recompute the headline figures with each article left out in turn.

    Parameters
    ----------
    coverage : DataFrame
        The table ``coverage``.
    reuse, articles : DataFrame, optional
        The tables ``reuse`` and ``articles`` (with text or characters), for the effective number of articles; with
        a column ``occasion``, what is agreement is that within occasions, as in `measure_agreement`.
    most_pairs : int
        Of more pairs of articles than these (2,001 articles have more than 2,000,000), so many are drawn at
        random for the means over pairs. All other figures are exact.
    seed : int
        Seed of the draw.

    Returns
    -------
    DataFrame
        The table ``influence``: ``figure`` (see ``headline_figures``), ``left_out`` (an article, or
        ``none`` for the full value), ``value``, and ``change`` against the full value. nan where a figure
        is not defined.

    Notes
    -----
    The grouping of statements into arguments stays as it is. An argument that only the article left out
    reports is gone with it, as it would be from a study without that article. Nothing is computed n times:
    from each sum over pairs the pairs of one article are taken away.

    Examples
    --------
    >>> coverage = pd.DataFrame({"article_id": ["a", "b", "c"] * 2, "argument": ["k1"] * 3 + ["k2"] * 3,
    ...     "statements": [1, 1, 0, 1, 1, 1]})
    >>> table = measure_influence(coverage).query("figure == 'percent_agreement'")
    >>> table[["left_out", "value", "change"]].values.tolist()[:2]
    [['a', 0.5, -0.166667], ['b', 0.5, -0.166667]]
    """
    names = list_articles(coverage if articles is None else articles)
    if not names:
        return empty_table("influence")
    if NONE in names:
        raise TableError(
            f"an article is called {NONE!r}, which means that none is left out",
            where="coverage.article_id",
            todo="rename the article",
        )
    reports = read_reports(coverage, articles)
    shares = known_shares(reuse, articles, names)
    occasion = number_occasions(articles, names)
    values = _counts_without_each(reports, shares)
    draw = {"most": most_pairs, "seed": seed}
    if occasion.max():
        parts = [rows for rows in split_rows(occasion) if len(rows) > 1]
        values |= _join_occasions(
            [_compared_without_each(reports.part(rows), shares_among(shares, rows), draw) for rows in parts],
            parts,
            len(names),
        )
    else:
        values |= _compared_without_each(reports, shares, draw)
    contradicted = count_contradicted(coverage, names)
    if contradicted is not None:
        values["contradicted"] = np.append(
            contradicted.sum(), contradicted.sum() - contradicted.astype(float)
        )
    rows = [
        pd.DataFrame({"figure": figure, "left_out": [NONE, *names], "value": own}).assign(
            change=lambda table: table["value"] - table["value"].iloc[0]
        )
        for figure, own in values.items()
    ]
    return conform(pd.concat(rows), "influence")


# Figures that compare articles, and are means over pairs of them; `arguments_shared` counts what two of them have.
COMPARED = (*PAIR_MEASURES, *(f"{name}_sources" for name in PAIR_MEASURES), "alpha")


def _join_occasions(parts: list[dict[str, Floats]], rows: list[Ints], n: int) -> dict[str, Floats]:
    """Return what compares articles over occasions: means weighed by pairs, and the sum of what is shared.

    Without an article, its own occasion alone has another value, and fewer pairs.
    """
    size = np.array([len(own) for own in rows], dtype=float)
    pairs, fewer = size * (size - 1) / 2, (size - 1) * (size - 2) / 2
    place = np.concatenate([np.zeros(0, dtype=np.int64), *rows]) + 1
    part = np.repeat(np.arange(len(rows)), size.astype(np.int64))

    def add_up(figure: str) -> tuple[Floats, Floats, Floats]:
        """Return the whole sum, what each article's occasion brings to it, and what it would bring without the article."""
        whole = np.array([own[figure][0] for own in parts], dtype=float)
        without = np.concatenate([np.zeros(0), *(own[figure][1:] for own in parts)])
        return whole, whole[part], without

    def spread(whole: Floats, own: Floats, without: Floats) -> Floats:
        values = np.full(n + 1, whole.sum())
        values[place] += without - own
        return values

    joined = {}
    for figure in COMPARED:
        whole, own, without = add_up(figure)
        above = spread(
            np.nan_to_num(whole) * pairs,
            np.nan_to_num(own) * pairs[part],
            np.nan_to_num(without) * fewer[part],
        )
        below = spread(
            ~np.isnan(whole) * pairs, ~np.isnan(own) * pairs[part], ~np.isnan(without) * fewer[part]
        )
        joined[figure] = np.divide(above, below, out=np.full(n + 1, np.nan), where=below > 0)
    return joined | {"arguments_shared": spread(*add_up("arguments_shared"))}


def _compared_without_each(
    reports: Reports, shares: sparse.csr_array | None, draw: dict[str, int]
) -> dict[str, Floats]:
    """Return each figure that compares articles with all of them (first), and without each of them."""
    cells, n, ones = reports.cells, reports.articles, reports.by_argument
    full = sum_up(reports, shares, most_pairs=draw["most"], seed=draw["seed"])
    without = _means_without_each(reports, draw_pairs(n, **draw), shares)
    arguments = reports.arguments - cells @ (ones == 1).astype(float)
    # o (n - o) of n articles is o (n - 1 - o) without one that is silent, and (o - 1) (n - o) without one that reports.
    differing = (ones * (n - 1 - ones)).sum() + cells @ (2 * ones - n)
    reported = ones.sum() - reports.by_article
    without["alpha"] = alpha_of_reports(differing, reported, n - 1, arguments)
    without["arguments_shared"] = (ones >= 2).sum() - cells @ (ones == 2).astype(float)
    return {figure: np.array([full[figure], *own], dtype=float) for figure, own in without.items()}


def _counts_without_each(reports: Reports, shares: sparse.csr_array | None) -> dict[str, Floats]:
    """Return how many arguments and sources there are with all articles (first), and without each of them."""
    ones, whole = reports.by_argument, float(reports.arguments)
    arguments = whole - reports.cells @ (ones == 1).astype(float)
    sources = np.full(reports.articles + 1, np.nan)
    if shares is not None:
        sources = np.append(count_sources(shares), sources_without_each(shares))
    return {"arguments": np.append(whole, arguments), "effective_articles": sources}


def _means_without_each(
    reports: Reports, pairs: PairSample, shares: sparse.csr_array | None
) -> dict[str, Floats]:
    """Return the means over pairs, counting articles and counting sources."""
    n = reports.articles
    by_article = _mean_without_each(reports, pairs, np.ones(n), sparse.csr_array(-sparse.eye_array(n)))
    if shares is None:
        return by_article | {f"{name}_sources": np.full(n, np.nan) for name in PAIR_MEASURES}
    by_source = _mean_without_each(
        reports, pairs, vote_shares(shares), vote_changes(shares), likeness=mean_likeness(shares)
    )
    return by_article | {f"{name}_sources": values for name, values in by_source.items()}


def _mean_without_each(
    reports: Reports,
    pairs: PairSample,
    votes: Floats,
    changes: sparse.csr_array,
    *,
    likeness: sparse.csr_array | None = None,
) -> dict[str, Floats]:
    """Return each measure's mean over the pairs without each article.

    Parameters
    ----------
    reports : Reports
        Who reports what.
    pairs : PairSample
        The pairs.
    votes : array of shape (articles,)
        A pair weighs the product of both votes, times 1 less their likeness, if it is given.
    changes : csr_array of shape (articles, articles)
        By how much each vote (column) changes without an article (row), whose own vote becomes 0.

    Notes
    -----
    An argument that only one article reports is gone without it. All others are silent on it, so that the
    counts of any other pair stay, and only the number of all arguments is smaller: pairs are measured once
    for each number that occurs, and of m arguments that gives less than 1 + sqrt(2 m) numbers.
    """
    n = reports.articles
    lonely = reports.cells @ (reports.by_argument == 1).astype(float)
    totals, which = np.unique(reports.arguments - lonely, return_inverse=True)
    sums = _sums_without_each(reports, pairs, votes, changes, totals, likeness)
    own = sums.reshape(n, len(totals), len(PAIR_MEASURES), 2)[np.arange(n), which]
    with np.errstate(divide="ignore", invalid="ignore"):
        return {name: own[:, at, 0] / own[:, at, 1] for at, name in enumerate(PAIR_MEASURES)}


def _sums_without_each(
    reports: Reports,
    pairs: PairSample,
    votes: Floats,
    changes: sparse.csr_array,
    totals: Floats,
    likeness: sparse.csr_array | None,
) -> Floats:
    """Return sums over the pairs without each article (row): of each number of arguments and each measure two.

    With votes v, changes d of them without one article, and values a of pairs, (v_i + d_i) (v_j + d_j) a_ij
    summed is the whole sum, plus d_i times what stands around article i, plus d_i d_j a_ij of the pairs whose
    votes both change.
    """
    n, columns = reports.articles, 2 * len(PAIR_MEASURES) * len(totals)
    around, twice = np.zeros((n, columns)), np.zeros((n, columns))
    # Both votes of a pair change without one article only if text leads from one to the other.
    block = sparse.csgraph.connected_components(changes, directed=False)[1]
    changed = changes.T.tocsr()
    step = max(1, CELLS // max(columns, changes.nnz // n))
    for start in range(0, len(pairs.one), step):
        part = pairs.part(start, step)
        values = _weighted_values(reports, part, totals, likeness)
        around += _stand_around(part, votes) @ values
        near = block[part.one] == block[part.other]
        if near.any():
            twice += changed[part.one[near]].multiply(changed[part.other[near]]).T @ values[near]
    whole = votes @ around / 2
    sums = whole + changes @ around + twice
    below = sums[:, 1::2]
    below[below <= ROUNDING * whole[1::2]] = np.nan
    return np.asarray(sums)


def _stand_around(pairs: PairSample, votes: Floats) -> sparse.csr_array:
    """Return a sparse table, articles x pairs, with the vote of the other article of the pair."""
    row = np.append(pairs.one, pairs.other)
    column = np.tile(np.arange(len(pairs.one)), 2)
    return sparse.csr_array(
        (votes[np.append(pairs.other, pairs.one)], (row, column)), shape=(len(votes), len(pairs.one))
    )


def _weighted_values(
    reports: Reports, pairs: PairSample, totals: Floats, likeness: sparse.csr_array | None
) -> Floats:
    """Return of each pair (row) and each number of arguments the weighted measures, and the weights where defined."""
    weights = np.ones(len(pairs.one)) if likeness is None else 1 - look_up(likeness, pairs)
    both, each = count_both(reports.cells, pairs), reports.by_article
    left, right = each[pairs.one], each[pairs.other]
    columns = []
    for total in totals:
        # A pair that reports more than is left has the article in it that is left out: it is taken away again.
        fits = left + right - both <= total
        for values in measure_counts(both, left, right, float(total)):
            defined = fits & ~np.isnan(values)
            columns += [np.where(defined, values, 0.0) * weights, defined * weights]
    return np.column_stack(columns)
