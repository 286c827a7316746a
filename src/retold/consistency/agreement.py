"""How far the articles agree on which arguments were made, counting articles and counting sources."""

from __future__ import annotations

from itertools import combinations
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from retold.consistency.independence import count_sources, known_shares, measure_sources, vote_shares
from retold.errors import TableError
from retold.statistics import krippendorff_alpha, percentile_bounds
from retold.tables import conform, empty_table, natural_key

Floats = NDArray[np.float64]

# With fewer, each article is in more than a fifth of all pairs, and the choice of one moves the mean.
FEW_ARTICLES = 10

# With fewer arguments, a bootstrap over them is known to give intervals that are too short.
FEW_ARGUMENTS = 10

MEASURES = ("percent_agreement", "jaccard", "kappa")


class Pairs(NamedTuple):
    """The measures of each pair of articles; arrays of shape (weightings, pairs)."""

    percent_agreement: Floats
    jaccard: Floats
    kappa: Floats


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
    for column in ("article_id", "argument", "statements"):
        if column not in coverage.columns:
            raise TableError(f"the coverage lacks the column {column!r}", where="agreement")
    listed = coverage if articles is None else articles
    ids = sorted({str(name) for name in listed["article_id"]}, key=natural_key)
    reported = coverage[(coverage["statements"] > 0) & coverage["article_id"].astype(str).isin(ids)]
    names = sorted({str(name) for name in reported["argument"]}, key=natural_key)
    cells = np.zeros((len(ids), len(names)), dtype=bool)
    row = pd.Index(ids).get_indexer(pd.Index(reported["article_id"].astype(str)))
    place = pd.Index(names).get_indexer(pd.Index(reported["argument"].astype(str)))
    cells[row, place] = True
    return pd.DataFrame(cells, index=ids, columns=names)


def measure_pairs(matrix: pd.DataFrame | NDArray[np.bool_], weights: Floats | None = None) -> Pairs:
    """Return percent agreement, Jaccard and Cohen's kappa for each pair of rows.

    Parameters
    ----------
    matrix : array of bool of shape (articles, arguments)
        Who reports what.
    weights : array of shape (weightings, arguments), optional
        How often each argument counts; once each, if not given.

    Returns
    -------
    Pairs
        Each of shape (weightings, pairs), the pairs in the order of ``itertools.combinations``. nan where a
        measure is not defined: Jaccard of two articles that report nothing, kappa where both are constant
        and alike.
    """
    table = np.asarray(matrix, dtype=float)
    weights = np.ones((1, table.shape[1])) if weights is None else weights
    i, j = np.triu_indices(len(table), k=1)
    total = weights.sum(axis=1)[:, None]
    each = weights @ table.T
    both = weights @ (table[i] * table[j]).T
    left, right = each[:, i], each[:, j]
    with np.errstate(divide="ignore", invalid="ignore"):
        same = (total - left - right + 2 * both) / total
        shared = both / (left + right - both)
        chance = (left * right + (total - left) * (total - right)) / total**2
        # 1 - chance is 0 just where both rows are constant and alike; a rounding error must not hide it.
        kappa = np.where(np.isclose(chance, 1), np.nan, (same - chance) / (1 - chance))
    return Pairs(same, shared, kappa)


def mean_pairs(values: Floats, weights: Floats | None = None) -> Floats:
    """Return the mean over pairs (the last axis), undefined ones left out; nan if all are."""
    weights = np.ones(values.shape[-1]) if weights is None else weights
    defined = np.where(np.isnan(values), 0.0, weights)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray((np.nan_to_num(values) * defined).sum(axis=-1) / defined.sum(axis=-1), dtype=float)


def _weigh_sources(shares: pd.DataFrame) -> Floats:
    """Return the weight of each pair when sources count: copies share a vote, and none on each other."""
    likeness = (shares.to_numpy(dtype=float) + shares.to_numpy(dtype=float).T) / 2
    votes = vote_shares(shares)
    i, j = np.triu_indices(len(likeness), k=1)
    return np.asarray(votes[i] * votes[j] * (1 - likeness[i, j]), dtype=float)


def pair_articles(
    coverage: pd.DataFrame, reuse: pd.DataFrame | None = None, articles: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Compare the articles two at a time: what they report, and how much text they share.

    Parameters
    ----------
    coverage : DataFrame
        The table ``coverage``.
    reuse, articles : DataFrame, optional
        The tables ``reuse`` and ``articles`` (with text or characters); without them no share is known.

    Returns
    -------
    DataFrame
        The table ``article_pairs``: article_a, article_b, jaccard, kappa, and ``reuse_a``, the share of
        article_a that stands in passages it shares with article_b; ``reuse_b`` the other way. nan where not
        defined.

    Examples
    --------
    >>> coverage = pd.DataFrame({"article_id": ["a", "a", "b", "b"], "argument": ["k1", "k2", "k1", "k2"],
    ...     "statements": [1, 2, 1, 0]})
    >>> pair_articles(coverage)[["article_a", "article_b", "jaccard"]].values.tolist()
    [['a', 'b', 0.5]]
    """
    matrix = report_matrix(coverage, articles)
    names = [str(name) for name in matrix.index]
    pairs = list(combinations(range(len(names)), 2))
    if not pairs:
        return empty_table("article_pairs")
    measures = measure_pairs(matrix)
    known = known_shares(reuse, articles, names)
    shares = np.full((len(names), len(names)), np.nan) if known is None else known.to_numpy()
    table = pd.DataFrame(
        {
            "article_a": [names[a] for a, _ in pairs],
            "article_b": [names[b] for _, b in pairs],
            "jaccard": measures.jaccard[0],
            "kappa": measures.kappa[0],
            "reuse_a": [shares[a, b] for a, b in pairs],
            "reuse_b": [shares[b, a] for a, b in pairs],
        }
    )
    return conform(table, "article_pairs")


def headline_figures(
    coverage: pd.DataFrame, reuse: pd.DataFrame | None = None, articles: pd.DataFrame | None = None
) -> dict[str, float]:
    """Return the figures that sum up a study, as they stand: no intervals, nan where not defined."""
    matrix = report_matrix(coverage, articles)
    shares = known_shares(reuse, articles, list(matrix.index))
    pairs = measure_pairs(matrix)
    figures = {name: float(mean_pairs(getattr(pairs, name))[0]) for name in MEASURES}
    figures["alpha"] = krippendorff_alpha(matrix, replicates=0).value
    figures["arguments_shared"] = float((matrix.sum(axis=0) >= 2).sum())
    figures["effective_articles"] = float("nan") if shares is None else count_sources(shares)
    return figures


def measure_agreement(
    coverage: pd.DataFrame,
    *,
    seed: int,
    level: float = 0.95,
    replicates: int = 1000,
    reuse: pd.DataFrame | None = None,
    articles: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Measure how far the articles agree on which arguments were made.

    Parameters
    ----------
    coverage : DataFrame
        The table ``coverage``.
    seed : int
        Seed of the bootstrap and of the permutations.
    level : float
        Coverage of the intervals.
    replicates : int
        Resamples, and permutations.
    reuse, articles : DataFrame, optional
        The tables ``reuse`` and ``articles`` (with text or characters), for counting sources.

    Returns
    -------
    DataFrame
        The table ``agreement``: measure, value, low, high, n, note. Measures are percent_agreement, jaccard
        and kappa (means over pairs of articles), alpha (Krippendorff's, articles as coders, arguments as
        units), the first two again with ``_sources`` (see Notes), jaccard_p, arguments_shared, articles and
        effective_articles. ``n`` is the number of arguments, of articles for the last two. What is not
        defined is nan, and the note says why.

    Notes
    -----
    Intervals resample arguments, and say what other arguments of this kind would give, not what other
    articles would. ``jaccard_p`` is the share of random deals, each article keeping how many arguments it
    reports, whose mean Jaccard is at least the one seen (Phipson & Smyth 2010: plus one in both counts).
    ``_sources`` weighs a pair by 1 / sum(s) of both articles and by 1 - s between them, s the share of text
    in common: two copies have one vote.

    Examples
    --------
    >>> coverage = pd.DataFrame({"article_id": ["a", "a", "b", "b"], "argument": ["k1", "k2", "k1", "k2"],
    ...     "statements": [1, 2, 1, 0]})
    >>> table = measure_agreement(coverage, seed=1).set_index("measure")
    >>> float(table.at["percent_agreement", "value"]), float(table.at["kappa", "value"])
    (0.5, 0.0)
    """
    matrix = report_matrix(coverage, articles)
    rng = np.random.default_rng(seed)
    shares = known_shares(reuse, articles, list(matrix.index))
    rows = _mean_rows(matrix, shares, rng, replicates, level)
    rows.append(_alpha_row(matrix, seed, replicates, level))
    rows.append(_permutation_row(matrix, rng, replicates))
    rows += _count_rows(matrix, shares)
    return conform(pd.DataFrame(rows), "agreement")


Row = dict[str, object]


def _row(
    measure: str, value: float, n: int, *, low: float = np.nan, high: float = np.nan, note: str = ""
) -> Row:
    return {"measure": measure, "value": value, "low": low, "high": high, "n": n, "note": note}


def _why_not(matrix: pd.DataFrame) -> str:
    """Return why no two articles can be compared, or nothing."""
    if matrix.shape[1] == 0:
        return "not defined: no article reports an argument"
    return "not defined: one article alone has none to agree with" if len(matrix) < 2 else ""


def _mean_rows(
    matrix: pd.DataFrame, shares: pd.DataFrame | None, rng: np.random.Generator, replicates: int, level: float
) -> list[Row]:
    names = [*MEASURES, "percent_agreement_sources", "jaccard_sources"]
    n = matrix.shape[1]
    if _why_not(matrix):
        return [_row(name, np.nan, n, note=_why_not(matrix)) for name in names]
    once = measure_pairs(matrix)
    again = measure_pairs(matrix, rng.multinomial(n, np.full(n, 1 / n), size=replicates).astype(float))
    rows = []
    for name in names:
        measure = name.removesuffix("_sources")
        if name != measure and shares is None:
            rows.append(_row(name, np.nan, n, note="not defined: no reuse between the articles was given"))
            continue
        weights = None if name == measure or shares is None else _weigh_sources(shares)
        values = getattr(once, measure)[0]
        low, high = percentile_bounds(mean_pairs(getattr(again, measure), weights), level=level)
        value = float(mean_pairs(values, weights))
        rows.append(_row(name, value, n, low=low, high=high, note=_note_mean(matrix, values, value, weights)))
    return rows


def _note_mean(matrix: pd.DataFrame, values: Floats, value: float, weights: Floats | None) -> str:
    lost = int(np.isnan(values).sum())
    if np.isnan(value):
        copies = weights is not None and not weights.any()
        return "not defined: all articles are copies" if copies else "not defined: in no pair of articles"
    parts = [f"not defined in {lost} of {len(values)} pairs, which are left out"] if lost else []
    if matrix.shape[1] < FEW_ARGUMENTS:
        parts.append(f"{matrix.shape[1]} arguments are too few for a trustworthy interval")
    if len(matrix) < FEW_ARTICLES:
        parts.append(f"{len(matrix)} articles describe themselves; they are too few to conclude beyond them")
    return "; ".join(parts)


def _alpha_row(matrix: pd.DataFrame, seed: int, replicates: int, level: float) -> Row:
    if _why_not(matrix):
        return _row("alpha", np.nan, matrix.shape[1], note=_why_not(matrix))
    alpha = krippendorff_alpha(matrix, replicates=replicates, interval=level, seed=seed)
    few = len(matrix) < FEW_ARTICLES and not np.isnan(alpha.value)
    notes = [
        alpha.note,
        f"{matrix.shape[1]} arguments are too few for a trustworthy interval"
        if matrix.shape[1] < FEW_ARGUMENTS
        else "",
        f"{len(matrix)} articles are too few to conclude beyond them" if few else "",
    ]
    return _row(
        "alpha",
        alpha.value,
        alpha.n_units,
        low=alpha.low,
        high=alpha.high,
        note="; ".join(filter(None, notes)),
    )


def _permutation_row(matrix: pd.DataFrame, rng: np.random.Generator, replicates: int) -> Row:
    n = matrix.shape[1]
    if _why_not(matrix):
        return _row("jaccard_p", np.nan, n, note=_why_not(matrix))
    table = matrix.to_numpy()
    if (table.all(axis=1) | ~table.any(axis=1)).all():
        return _row("jaccard_p", np.nan, n, note="not defined: each article reports all arguments or none")
    seen = float(mean_pairs(measure_pairs(table).jaccard)[0])
    dealt = [
        float(mean_pairs(measure_pairs(rng.permuted(table, axis=1)).jaccard)[0]) for _ in range(replicates)
    ]
    # Means that are equal on paper may differ by a rounding error.
    as_high = int(np.sum(np.array(dealt) >= seen - 1e-12))
    note = f"{replicates} random deals, each article keeping how many arguments it reports"
    if len(table) < FEW_ARTICLES:
        note += f"; with {len(table)} articles a high p is no evidence that they do not agree"
    return _row("jaccard_p", (as_high + 1) / (replicates + 1), n, note=note)


def _count_rows(matrix: pd.DataFrame, shares: pd.DataFrame | None) -> list[Row]:
    n_articles, n_arguments = matrix.shape
    few = n_articles < FEW_ARTICLES
    note = (
        f"{n_articles} are too few to conclude about news reports at large: read the measures as description"
    )
    sources = float("nan") if shares is None else count_sources(shares)
    why = (
        "not defined: no reuse between the articles was given"
        if shares is None
        else "from the text they share"
    )
    return [
        _row(
            "arguments_shared",
            float((matrix.sum(axis=0) >= 2).sum()),
            n_arguments,
            note="reported by two or more",
        ),
        _row("articles", float(n_articles), n_articles, note=note if few else ""),
        _row("effective_articles", sources, n_articles, note=why),
    ]
