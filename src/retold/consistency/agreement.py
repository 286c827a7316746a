"""How far the articles agree on which arguments were made, counting articles and counting sources."""

from __future__ import annotations

from itertools import combinations
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import stats

from retold.consistency.independence import Sources, count_sources, known_shares, measure_sources, vote_shares
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
        article_a that stands in passages it shares with article_b (quotations of one person left out);
        ``reuse_b`` the other way; ``percent_agreement``; ``both`` and ``either``, how many arguments they
        report both, and one of them or both. nan where not defined.

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
            "percent_agreement": measures.percent_agreement[0],
            "both": [int((matrix.to_numpy()[a] & matrix.to_numpy()[b]).sum()) for a, b in pairs],
            "either": [int((matrix.to_numpy()[a] | matrix.to_numpy()[b]).sum()) for a, b in pairs],
        }
    )
    return conform(table, "article_pairs")


def headline_figures(
    coverage: pd.DataFrame,
    reuse: pd.DataFrame | None = None,
    articles: pd.DataFrame | None = None,
    *,
    shares: pd.DataFrame | None = None,
) -> dict[str, float]:
    """Return the figures that sum up a study, as they stand: no intervals, nan where not defined.

    ``shares``, as `share_reuse` gives them, may be given in place of ``reuse``.
    """
    matrix = report_matrix(coverage, articles)
    names = list(matrix.index)
    shares = known_shares(reuse, articles, names) if shares is None else shares.loc[names, names]
    pairs = measure_pairs(matrix)
    votes = np.full((1, pairs.jaccard.shape[1]), np.nan) if shares is None else _weigh_sources(shares)
    figures = {name: float(mean_pairs(getattr(pairs, name))[0]) for name in MEASURES}
    figures |= {f"{name}_sources": float(mean_pairs(getattr(pairs, name), votes)[0]) for name in MEASURES}
    figures["alpha"] = krippendorff_alpha(matrix, replicates=0).value
    figures["arguments"] = float(matrix.shape[1])
    figures["arguments_shared"] = float((matrix.sum(axis=0) >= 2).sum())
    if "state" in coverage.columns:
        kept = coverage["article_id"].astype(str).isin(names)
        figures["contradicted"] = float((coverage.loc[kept, "state"] == "contradicted").sum())
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
        The table ``agreement``: measure, value, low, high (bootstrap), n, note, jackknife_low, jackknife_high,
        p. Measures are percent_agreement, jaccard and kappa (means over pairs of articles), alpha
        (Krippendorff's, articles as coders, arguments as units), the first three again with ``_sources`` (see
        Notes), jaccard_p, arguments_shared, articles and effective_articles (its interval leaves out
        articles, see ``measure_sources``). ``n`` is the number of arguments, of articles for the last two.
        What is not defined is nan, and the note says why.

    Notes
    -----
    Intervals resample arguments, and say what other arguments of this kind would give, not what other
    articles would. ``p`` is the share of random deals, each article keeping how many arguments it reports,
    whose value is at least the one seen; ``jaccard_p`` is that of Jaccard (Phipson & Smyth 2010: plus one in both counts).
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
    chances = _deal_at_random(matrix, rng, replicates)
    for row in rows:
        row["p"] = chances.get(str(row["measure"]), np.nan)
    rows.append(_permutation_row(matrix, chances, replicates))
    rows += _count_rows(matrix, shares, level)
    return conform(pd.DataFrame(rows), "agreement")


def agreement_sentences(agreement: pd.DataFrame) -> list[str]:
    """Say in plain sentences what a table of agreement shows, and what it is too small to show.

    Parameters
    ----------
    agreement : DataFrame
        The table ``agreement``.

    Returns
    -------
    list of str
        Sentences; each undefined figure is named as such, with its reason.

    Examples
    --------
    >>> coverage = pd.DataFrame({"article_id": ["a", "a", "b", "b"], "argument": ["k1", "k2", "k1", "k2"],
    ...     "statements": [1, 2, 1, 0]})
    >>> sentences = agreement_sentences(measure_agreement(coverage, seed=1))
    >>> print(sentences[0])
    2 articles report 2 arguments; 1 of these is in two articles or more.
    """
    rows = {str(row["measure"]): row for row in agreement.to_dict("records")}
    if "articles" not in rows:
        return ["Agreement was not measured."]
    said = [_say_counts(rows), *_say_sources(rows), *_say_chance(rows)]
    articles = int(rows["articles"]["value"])
    if articles < FEW_ARTICLES:
        said.append(
            f"{articles} article{'s' if articles != 1 else ''} can be described, and are too few to conclude how far"
            " reports agree in general."
        )
    unknown = [name for name in (*MEASURES, "alpha") if np.isnan(rows[name]["value"])]
    said += [f"{name.replace('_', ' ')}: {rows[name]['note']}." for name in unknown]
    return said


Rows = dict[str, dict[Any, Any]]


def _say_counts(rows: Rows) -> str:
    articles, shared = int(rows["articles"]["value"]), int(rows["arguments_shared"]["value"])
    arguments = int(rows["arguments_shared"]["n"])
    return (
        f"{articles} article{'s report' if articles != 1 else ' reports'} {arguments}"
        f" argument{'s' if arguments != 1 else ''};"
        f" {shared} of these {'are' if shared != 1 else 'is'} in two articles or more."
    )


def _say_sources(rows: Rows) -> list[str]:
    sources, by_article = float(rows["effective_articles"]["value"]), float(rows["jaccard"]["value"])
    by_source = float(rows["jaccard_sources"]["value"])
    if np.isnan(sources):
        return []
    told = f"By the text they share, they count as {sources:.1f} independent articles"
    if np.isnan(by_article) or np.isnan(by_source):
        return [f"{told}."]
    return [f"{told}; Jaccard is {by_article:.2f} counting articles and {by_source:.2f} counting sources."]


def _say_chance(rows: Rows) -> list[str]:
    p, level = float(rows["jaccard_p"]["value"]), 0.05
    if np.isnan(p):
        return []
    more = "more often than" if p <= level else "no more often than"
    return [f"Two articles report the same argument {more} chance deals it to them (p = {p:.3f})."]


Row = dict[str, object]


def _row(
    measure: str,
    value: float,
    n: int,
    *,
    bounds: tuple[float, float] = (np.nan, np.nan),
    jackknife: tuple[float, float] = (np.nan, np.nan),
    note: str = "",
) -> Row:
    row: Row = {"measure": measure, "value": value, "low": bounds[0], "high": bounds[1], "n": n, "note": note}
    return row | {"jackknife_low": jackknife[0], "jackknife_high": jackknife[1], "p": np.nan}


def _why_not(matrix: pd.DataFrame) -> str:
    """Return why no two articles can be compared, or nothing."""
    if matrix.shape[1] == 0:
        return "not defined: no article reports an argument"
    return "not defined: one article alone has none to agree with" if len(matrix) < 2 else ""


def _mean_rows(
    matrix: pd.DataFrame, shares: pd.DataFrame | None, rng: np.random.Generator, replicates: int, level: float
) -> list[Row]:
    names = [*MEASURES, *(f"{name}_sources" for name in MEASURES)]
    n = matrix.shape[1]
    if _why_not(matrix):
        return [_row(name, np.nan, n, note=_why_not(matrix)) for name in names]
    once = measure_pairs(matrix)
    again = measure_pairs(matrix, rng.multinomial(n, np.full(n, 1 / n), size=replicates).astype(float))
    without = measure_pairs(matrix, 1 - np.eye(n))
    rows = []
    for name in names:
        measure = name.removesuffix("_sources")
        if name != measure and shares is None:
            rows.append(_row(name, np.nan, n, note="not defined: no reuse between the articles was given"))
            continue
        weights = None if name == measure or shares is None else _weigh_sources(shares)
        values = getattr(once, measure)[0]
        value = float(mean_pairs(values, weights))
        rows.append(
            _row(
                name,
                value,
                n,
                bounds=percentile_bounds(mean_pairs(getattr(again, measure), weights), level=level),
                jackknife=_jackknife_bounds(value, mean_pairs(getattr(without, measure), weights), level),
                note=_note_mean(matrix, values, value, weights),
            )
        )
    return rows


def _jackknife_bounds(value: float, left_out: Floats, level: float) -> tuple[float, float]:
    """Return value plus and minus Student's t times the jackknife's standard error, cut off at 1."""
    n = len(left_out)
    if n < 2 or np.isnan(left_out).any() or np.isnan(value):
        return np.nan, np.nan
    error = float(np.sqrt((n - 1) / n * np.sum((left_out - left_out.mean()) ** 2)))
    reach = float(stats.t.ppf(0.5 + level / 2, n - 1)) * error
    return value - reach, min(value + reach, 1.0)


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
    again = krippendorff_alpha(matrix, interval=level, method="jackknife")
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
        bounds=(alpha.low, alpha.high),
        jackknife=(again.low, again.high),
        note="; ".join(filter(None, notes)),
    )


def _cannot_vary(matrix: pd.DataFrame) -> bool:
    table = matrix.to_numpy()
    return bool((table.all(axis=1) | ~table.any(axis=1)).all())


def _deal_at_random(matrix: pd.DataFrame, rng: np.random.Generator, replicates: int) -> dict[str, float]:
    """Return for each measure the share of random deals that agree at least as much as what is seen."""
    table = matrix.to_numpy()
    if _why_not(matrix) or _cannot_vary(matrix):
        return {}
    seen = _whole(table)
    dealt = np.array([list(_whole(rng.permuted(table, axis=1)).values()) for _ in range(replicates)])
    dealt = dealt.reshape(replicates, len(seen))
    # Means that are equal on paper may differ by a rounding error.
    as_high = np.sum(dealt >= np.array(list(seen.values())) - 1e-12, axis=0)
    return {
        name: float((high + 1) / (replicates + 1))
        for name, high in zip(seen, as_high, strict=True)
        if not np.isnan(seen[name])
    }


def _whole(table: NDArray[np.bool_]) -> dict[str, float]:
    """Return the measures over all articles, fast: nominal alpha of two codes has a closed form."""
    pairs = measure_pairs(table)
    values = {name: float(mean_pairs(getattr(pairs, name))[0]) for name in MEASURES}
    coders, n = len(table), table.size
    ones = table.sum(axis=0)
    observed = float((2 * ones * (coders - ones)).sum()) / (coders - 1)
    expected = 2 * float(ones.sum()) * float(n - ones.sum()) / (n - 1)
    return values | {"alpha": 1 - observed / expected if expected else float("nan")}


def _permutation_row(matrix: pd.DataFrame, chances: dict[str, float], replicates: int) -> Row:
    n = matrix.shape[1]
    if _why_not(matrix):
        return _row("jaccard_p", np.nan, n, note=_why_not(matrix))
    if _cannot_vary(matrix):
        return _row("jaccard_p", np.nan, n, note="not defined: each article reports all arguments or none")
    note = f"{replicates} random deals, each article keeping how many arguments it reports"
    if len(matrix) < FEW_ARTICLES:
        note += f"; with {len(matrix)} articles a high p is no evidence that they do not agree"
    return _row("jaccard_p", chances["jaccard"], n, note=note)


def _count_rows(matrix: pd.DataFrame, shares: pd.DataFrame | None, level: float) -> list[Row]:
    n_articles, n_arguments = matrix.shape
    few = n_articles < FEW_ARTICLES
    note = (
        f"{n_articles} are too few to conclude about news reports at large: read the measures as description"
    )
    sources = (
        Sources(np.nan, np.nan, np.nan, "not defined: no reuse between the articles was given")
        if shares is None
        else measure_sources(shares, level=level)
    )
    why = sources.note if shares is None else f"from the text they share; {sources.note}"
    between = (sources.low, sources.high)
    return [
        _row(
            "arguments_shared",
            float((matrix.sum(axis=0) >= 2).sum()),
            n_arguments,
            note="reported by two or more",
        ),
        _row("articles", float(n_articles), n_articles, note=note if few else ""),
        _row("effective_articles", sources.value, n_articles, bounds=between, jackknife=between, note=why),
    ]
