"""The figures that sum up a study: how much is reported, by how many sources, and how far they agree."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray
from scipy import sparse

from retold.consistency.agreement.article_pairs import (
    DRAWING_SEED,
    MOST_PAIRS,
    draw_pairs,
    mean_pairs,
    measure_pairs,
    weigh_sources,
)
from retold.consistency.agreement.reports import Reports, read_reports
from retold.consistency.agreement.sources import count_sources, known_shares
from retold.statistics.reliability import alpha_from_counts
from retold.vocabulary import PAIR_MEASURES


def alpha_of_reports(
    differing: ArrayLike, reports: ArrayLike, articles: ArrayLike, arguments: ArrayLike
) -> NDArray[np.float64]:
    """Return Krippendorff's nominal alpha of yes and no from four counts, for which it has a closed form.

    Parameters
    ----------
    differing : array
        Pairs of articles that differ on an argument, summed over the arguments: o (n - o) if o of n report it.
    reports : array
        Cells in which an argument is reported.
    articles, arguments : array
        How many there are.

    Returns
    -------
    array
        nan where all cells are alike or no argument has two articles.

    Examples
    --------
    >>> float(alpha_of_reports(differing=1, reports=3, articles=2, arguments=2)).__round__(6)
    0.0
    """
    n, m = np.asarray(articles, dtype=float), np.asarray(arguments, dtype=float)
    given = np.asarray(reports, dtype=float)
    with np.errstate(divide="ignore", invalid="ignore"):
        observed = 2 * np.asarray(differing, dtype=float) / (n - 1)
        expected = 2 * given * (n * m - given) / (n * m - 1)
        return np.where((n > 1) & (expected > 0), (expected - observed) / expected, np.nan)


def headline_figures(
    coverage: pd.DataFrame,
    reuse: pd.DataFrame | None = None,
    articles: pd.DataFrame | None = None,
    *,
    shares: pd.DataFrame | None = None,
    most_pairs: int = MOST_PAIRS,
    seed: int = DRAWING_SEED,
) -> dict[str, float]:
    """Return the figures that sum up a study, as they stand: no intervals, nan where not defined.

    Parameters
    ----------
    coverage, reuse, articles : DataFrame
        The tables of those names; the last two are optional.
    shares : DataFrame, optional
        What `share_reuse` gives, in place of ``reuse``.
    most_pairs : int
        Of more pairs of articles than these (2,001 articles have more than 2,000,000), so many are drawn at
        random for the means over pairs.
    seed : int
        Seed of the draw.

    Examples
    --------
    >>> coverage = pd.DataFrame({"article_id": ["a", "a", "b", "b"], "argument": ["k1", "k2", "k1", "k2"],
    ...     "statements": [1, 2, 1, 0]})
    >>> figures = headline_figures(coverage)
    >>> figures["jaccard"], figures["arguments_shared"]
    (0.5, 1.0)
    """
    reports = read_reports(coverage, articles)
    names = reports.ids
    if shares is None:
        known = known_shares(reuse, articles, names)
    else:
        known = sparse.csr_array(shares.loc[names, names].to_numpy(dtype=float))
    figures = sum_up(reports, known, most_pairs=most_pairs, seed=seed)
    contradicted = count_contradicted(coverage, names)
    return figures if contradicted is None else figures | {"contradicted": float(contradicted.sum())}


def sum_up(
    reports: Reports, shares: sparse.csr_array | None, *, most_pairs: int, seed: int
) -> dict[str, float]:
    """Return the figures that need only who reports what, and who shares text with whom."""
    n, arguments = reports.articles, reports.arguments
    pairs = draw_pairs(n, most=most_pairs, seed=seed)
    measures = measure_pairs(reports.cells, pairs=pairs)
    votes = np.full(len(pairs.one), np.nan) if shares is None else weigh_sources(shares, pairs)
    figures = {name: float(mean_pairs(getattr(measures, name))[0]) for name in PAIR_MEASURES}
    figures |= {
        f"{name}_sources": float(mean_pairs(getattr(measures, name), votes)[0]) for name in PAIR_MEASURES
    }
    ones = reports.by_argument
    figures["alpha"] = alpha_from_counts(np.column_stack([ones, n - ones]), replicates=0).value
    figures["arguments"] = float(arguments)
    figures["arguments_shared"] = float((ones >= 2).sum())
    figures["effective_articles"] = float("nan") if shares is None else count_sources(shares)
    return figures


def count_contradicted(coverage: pd.DataFrame, names: list[str]) -> NDArray[np.int64] | None:
    """Return how many arguments each article contradicts, or None where no states are known."""
    if "state" not in coverage.columns:
        return None
    contradicted = coverage.loc[coverage["state"] == "contradicted", "article_id"].astype(str)
    place = pd.Index(names).get_indexer(pd.Index(contradicted))
    return np.bincount(place[place >= 0], minlength=len(names))
