"""How far the articles agree on which arguments were made, counting articles and counting sources."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse
from scipy.special import stdtrit

from retold.consistency.agreement.article_pairs import (
    FEWER_PAIRS,
    MOST_PAIRS,
    PairSample,
    draw_pairs,
    mean_pairs,
    mean_resamples,
    measure_pairs,
    weigh_sources,
)
from retold.consistency.agreement.comparable import group_occasions, number_occasions
from retold.consistency.agreement.permutation import cannot_vary, deal_at_random
from retold.consistency.agreement.reports import Reports, read_reports, shares_among, split_rows
from retold.consistency.agreement.sources import Sources, known_shares, measure_sources
from retold.showing import agreement_on
from retold.statistics.intervals import percentile_bounds
from retold.statistics.reliability import alpha_from_counts
from retold.tables import conform
from retold.vocabulary import ALL, NOT_COMPARABLE, PAIR_MEASURES

Floats = NDArray[np.float64]
Row = dict[str, object]

# With fewer, each article is in more than a fifth of all pairs, and the choice of one moves the mean.
FEW_ARTICLES = 10

# With fewer arguments, a bootstrap over them is known to give intervals that are too short.
FEW_ARGUMENTS = 10


class Drawing(NamedTuple):
    """What is drawn at random, and how often; the options of `measure_agreement`."""

    seed: int
    level: float
    replicates: int
    most_pairs: int
    resampled_pairs: int


def measure_agreement(
    coverage: pd.DataFrame,
    *,
    seed: int,
    level: float = 0.95,
    replicates: int = 1000,
    reuse: pd.DataFrame | None = None,
    articles: pd.DataFrame | None = None,
    most_pairs: int = MOST_PAIRS,
    resampled_pairs: int = FEWER_PAIRS,
) -> pd.DataFrame:
    """Measure how far the articles agree on which arguments were made.

    Parameters
    ----------
    coverage : DataFrame
        The table ``coverage``.
    seed : int
        Seed of the bootstrap, of the permutations, and of the pairs drawn.
    level : float
        Coverage of the intervals.
    replicates : int
        Resamples, and permutations.
    reuse, articles : DataFrame, optional
        The tables ``reuse`` and ``articles`` (with text or characters), for counting sources; with a column
        ``occasion``, agreement is measured within each occasion.
    most_pairs, resampled_pairs : int
        Of more pairs of articles than these, so many are drawn at random: ``most_pairs`` for the values
        (2,001 articles have more than 2,000,000 pairs), ``resampled_pairs`` for intervals and random deals
        (317 articles have more than 50,000).

    Returns
    -------
    DataFrame
        The table ``agreement``: measure, value, low, high (bootstrap), n, note, jackknife_low, jackknife_high,
        p. Measures are percent_agreement, jaccard and kappa (means over pairs of articles), alpha
        (Krippendorff's, articles as coders, arguments as units), the first three again with ``_sources`` (see
        Notes), jaccard_p, arguments_shared, articles and effective_articles (its interval leaves out
        articles, see ``measure_sources``). ``n`` is the number of arguments, of articles for the last two.
        What is not defined is nan, and the note says why. ``occasion``: of which the row is, ``*`` for all
        occasions together.

    Notes
    -----
    Intervals resample arguments, and say what other arguments of this kind would give, not what other
    articles would. ``p`` is the share of random deals, each article keeping how many arguments it reports,
    whose value is at least the one seen; ``jaccard_p`` is that of Jaccard (Phipson & Smyth 2010: plus one in both counts).
    ``_sources`` weighs a pair by 1 / sum(s) of both articles and by 1 - s between them, s the share of text
    in common: two copies have one vote.

    Of several occasions, those of two reports or more have rows of their own, from the arguments that their reports
    make. Rows of all together are means over these, weighed by their pairs of articles; intervals add up as those
    of independent estimates, and p by Fisher's method. Articles of different occasions are never compared.

    Where pairs are drawn, the note of the row says how many of how many. Alpha and the counts need no pairs,
    and are always those of all articles.

    Examples
    --------
    >>> coverage = pd.DataFrame({"article_id": ["a", "a", "b", "b"], "argument": ["k1", "k2", "k1", "k2"],
    ...     "statements": [1, 2, 1, 0]})
    >>> table = measure_agreement(coverage, seed=1).set_index("measure")
    >>> float(table.at["percent_agreement", "value"]), float(table.at["kappa", "value"])
    (0.5, 0.0)
    """
    reports = read_reports(coverage, articles)
    shares = known_shares(reuse, articles, reports.ids)
    occasions = group_occasions(articles, reports.ids)
    drawing = Drawing(seed, level, replicates, most_pairs, resampled_pairs)
    if len(occasions) < 2 or articles is None:
        rows = _measure_reports(reports, shares, drawing)
        return conform(rows.assign(occasion=next(iter(occasions), "")), "agreement")
    numbered = split_rows(number_occasions(articles, reports.ids))
    parts = {
        name: _measure_reports(reports.part(rows), shares_among(shares, rows), drawing)
        for name, rows in zip(occasions, numbered, strict=True)
        if len(rows) > 1
    }
    whole = _measure_whole(parts, {name: len(ids) for name, ids in occasions.items()}, level)
    rows = _count_rows(reports, shares, level, occasions=len(occasions))
    counts = [row for row in rows if row["measure"] != "arguments_shared"]
    tables = [own.assign(occasion=name) for name, own in parts.items()]
    return conform(pd.concat([pd.DataFrame([*whole, *counts]).assign(occasion=ALL), *tables]), "agreement")


def _measure_whole(parts: dict[str, pd.DataFrame], sizes: dict[str, int], level: float) -> list[Row]:
    """Return the rows of all occasions together."""
    names = [*PAIR_MEASURES, *(f"{name}_sources" for name in PAIR_MEASURES), "alpha", "jaccard_p"]
    if not parts:
        why = f"{NOT_COMPARABLE}: no two articles report one occasion"
        return [_row(name, np.nan, 0, note=why) for name in [*names, "arguments_shared"]]
    by_measure = {name: own.set_index("measure") for name, own in parts.items()}
    pairs = {name: sizes[name] * (sizes[name] - 1) / 2 for name in parts}
    rows = []
    for measure in names:
        own = pd.DataFrame({name: table.loc[measure] for name, table in by_measure.items()}).T
        rows.append(_join_rows(measure, own, pd.Series(pairs), level))
    shared = [table.loc["arguments_shared"] for table in by_measure.values()]
    note = f"reported by two or more of one occasion, over {len(parts)} occasions"
    rows.append(
        _row(
            "arguments_shared",
            sum(row["value"] for row in shared),
            sum(int(row["n"]) for row in shared),
            note=note,
        )
    )
    return rows


def _join_rows(measure: str, own: pd.DataFrame, pairs: pd.Series, level: float) -> Row:
    """Return one measure over occasions: the mean weighed by pairs, or the joint chance."""
    known = own[own["value"].notna()]
    n = int(own["n"].sum())
    if known.empty:
        return _row(measure, np.nan, n, note="not defined within any occasion")
    lost = f"; not defined in {len(own) - len(known)} of {len(own)}" if len(known) < len(own) else ""
    if measure == "jaccard_p":
        joint = _combine(known["value"])
        return _row(measure, joint, n, note=f"Fisher's method over {len(known)} occasions{lost}")
    weights = pairs[known.index] / pairs[known.index].sum()
    value = float((known["value"].astype(float) * weights).sum())
    bounds, jackknife = (
        _join_bounds(value, known[[f"{kind}low", f"{kind}high"]].astype(float), weights, level)
        for kind in ("", "jackknife_")
    )
    note = f"within occasions: mean over {len(known)}, weighed by their pairs of articles{lost}"
    row = _row(measure, value, n, bounds=bounds, jackknife=jackknife, note=note)
    if known["p"].notna().all():
        row["p"] = _combine(known["p"])
    return row


def _combine(chances: pd.Series) -> float:
    """Return the joint chance of several, by Fisher's method."""
    # scipy.stats takes longer to import than most tables take to be measured.
    from scipy.stats import combine_pvalues

    return float(combine_pvalues(chances.astype(float)).pvalue)


def _join_bounds(value: float, bounds: pd.DataFrame, weights: pd.Series, level: float) -> tuple[float, float]:
    """Return the interval of a weighted mean of independent values from theirs; nan where one has none."""
    if bounds.isna().any(axis=None):
        return np.nan, np.nan
    reach = float(np.sqrt((((bounds.iloc[:, 1] - bounds.iloc[:, 0]) / 2 * weights) ** 2).sum()))
    return max(value - reach, -1.0), min(value + reach, 1.0)


def _measure_reports(reports: Reports, shares: sparse.csr_array | None, drawing: Drawing) -> pd.DataFrame:
    """Return the rows of one occasion."""
    rng = np.random.default_rng(drawing.seed)
    once, again = (
        draw_pairs(reports.articles, most=most, seed=drawing.seed)
        for most in (drawing.most_pairs, drawing.resampled_pairs)
    )
    rows = _mean_rows(reports, shares, (once, again), rng, drawing)
    rows.append(_alpha_row(reports, drawing))
    chances = {} if _why_not(reports) else deal_at_random(reports.cells, again, rng, drawing.replicates)
    for row in rows:
        row["p"] = chances.get(str(row["measure"]), np.nan)
    rows.append(_permutation_row(reports, chances, again, drawing.replicates))
    rows += _count_rows(reports, shares, drawing.level)
    return pd.DataFrame(rows)


def agreement_sentences(agreement: pd.DataFrame) -> list[str]:
    """Say in plain sentences what a table of agreement shows, and what it is too small to show.

    Parameters
    ----------
    agreement : DataFrame
        The table ``agreement``; of several, the rows on all groups.

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
    agreement = agreement_on(agreement)
    together = agreement[agreement["occasion"] == ALL] if "occasion" in agreement else agreement[:0]
    if len(together):
        return _say_occasions(agreement, together)
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
    unknown = [name for name in (*PAIR_MEASURES, "alpha") if np.isnan(rows[name]["value"])]
    said += [f"{name.replace('_', ' ')}: {rows[name]['note']}." for name in unknown]
    return said


def _say_occasions(agreement: pd.DataFrame, together: pd.DataFrame) -> list[str]:
    """Say what agreement is within each occasion; of articles of different ones, that they are not comparable."""
    parts = [name for name in agreement["occasion"].unique() if name != ALL]
    rows = {str(row["measure"]): row for row in together.to_dict("records")}
    if not parts:
        return [
            f"The {int(rows['articles']['value'])} articles are {NOT_COMPARABLE}: each reports an occasion of its own, and what"
            " one of them leaves out was said on another day."
        ]
    said = [
        f"Within {len(parts)} occasion{'s' * (len(parts) != 1)} of two reports or more; articles of different"
        f" occasions are {NOT_COMPARABLE}."
    ]
    for name in parts:
        own = agreement[agreement["occasion"] == name].drop(columns="occasion")
        said.append(f"{name}: {agreement_sentences(own)[0]}")
    return [*said, *_say_chance(rows)]


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


def _why_not(reports: Reports) -> str:
    """Return why no two articles can be compared, or nothing."""
    if not reports.arguments:
        return "not defined: no article reports an argument"
    return "not defined: one article alone has none to agree with" if reports.articles < 2 else ""


def _mean_rows(
    reports: Reports,
    shares: sparse.csr_array | None,
    samples: tuple[PairSample, PairSample],
    rng: np.random.Generator,
    drawing: Drawing,
) -> list[Row]:
    names = [*PAIR_MEASURES, *(f"{name}_sources" for name in PAIR_MEASURES)]
    n, level = reports.arguments, drawing.level
    if _why_not(reports):
        return [_row(name, np.nan, n, note=_why_not(reports)) for name in names]
    measures = measure_pairs(reports.cells, pairs=samples[0])
    once, votes = (_pair_weights(pairs, shares) for pairs in samples)
    weights = rng.multinomial(n, np.full(n, 1 / n), size=drawing.replicates).astype(float)
    again = mean_resamples(reports.cells, weights, samples[1], votes)
    without = mean_resamples(reports.cells, None, samples[1], votes)
    rows = []
    for name in names:
        measure, kind = name.removesuffix("_sources"), int(name.endswith("_sources"))
        if kind and shares is None:
            rows.append(_row(name, np.nan, n, note="not defined: no reuse between the articles was given"))
            continue
        values = getattr(measures, measure)[0]
        value = float(mean_pairs(values, once[kind]))
        rows.append(
            _row(
                name,
                value,
                n,
                bounds=percentile_bounds(again[measure][kind], level=level),
                jackknife=_jackknife_bounds(value, without[measure][kind], level),
                note=_note_mean(reports, values, value, once[kind], samples),
            )
        )
    return rows


def _pair_weights(pairs: PairSample, shares: sparse.csr_array | None) -> Floats:
    """Return how much each pair counts: counting articles (first row), and, if shares are known, sources."""
    same = np.ones(len(pairs.one))
    return np.array([same] if shares is None else [same, weigh_sources(shares, pairs)])


def _jackknife_bounds(value: float, left_out: Floats, level: float) -> tuple[float, float]:
    """Return value plus and minus Student's t times the jackknife's standard error, cut off at 1."""
    n = len(left_out)
    if n < 2 or np.isnan(left_out).any() or np.isnan(value):
        return np.nan, np.nan
    error = float(np.sqrt((n - 1) / n * np.sum((left_out - left_out.mean()) ** 2)))
    reach = float(stdtrit(n - 1, 0.5 + level / 2)) * error
    return value - reach, min(value + reach, 1.0)


def _note_mean(
    reports: Reports,
    values: Floats,
    value: float,
    weights: Floats,
    samples: tuple[PairSample, PairSample],
) -> str:
    lost = int(np.isnan(values).sum())
    if np.isnan(value):
        why = "in no pair of articles" if weights.any() else "all articles are copies"
        return "; ".join(filter(None, [f"not defined: {why}", _note_drawn(samples[0])]))
    parts = [_note_drawn(samples[0]), _note_drawn(samples[1], "interval and p ")]
    if lost:
        parts.append(f"not defined in {lost} of {len(values)} pairs, which are left out")
    if reports.arguments < FEW_ARGUMENTS:
        parts.append(f"{reports.arguments} arguments are too few for a trustworthy interval")
    if reports.articles < FEW_ARTICLES:
        parts.append(
            f"{reports.articles} articles describe themselves; they are too few to conclude beyond them"
        )
    return "; ".join(filter(None, parts))


def _note_drawn(pairs: PairSample, what: str = "") -> str:
    return (
        f"{what}over {len(pairs.one):,} pairs drawn at random from {pairs.total:,}" if pairs.is_drawn else ""
    )


def _alpha_row(reports: Reports, drawing: Drawing) -> Row:
    n, arguments = reports.articles, reports.arguments
    if _why_not(reports):
        return _row("alpha", np.nan, arguments, note=_why_not(reports))
    ones = reports.by_argument.astype(np.int64)
    counts = np.column_stack([ones, n - ones])
    alpha = alpha_from_counts(
        counts, replicates=drawing.replicates, interval=drawing.level, seed=drawing.seed
    )
    again = alpha_from_counts(counts, interval=drawing.level, method="jackknife")
    few = n < FEW_ARTICLES and not np.isnan(alpha.value)
    notes = [
        alpha.note,
        f"{arguments} arguments are too few for a trustworthy interval" if arguments < FEW_ARGUMENTS else "",
        f"{n} articles are too few to conclude beyond them" if few else "",
    ]
    return _row(
        "alpha",
        alpha.value,
        alpha.n_units,
        bounds=(alpha.low, alpha.high),
        jackknife=(again.low, again.high),
        note="; ".join(filter(None, notes)),
    )


def _permutation_row(reports: Reports, chances: dict[str, float], pairs: PairSample, replicates: int) -> Row:
    n = reports.arguments
    if _why_not(reports):
        return _row("jaccard_p", np.nan, n, note=_why_not(reports))
    if cannot_vary(reports.cells):
        return _row("jaccard_p", np.nan, n, note="not defined: each article reports all arguments or none")
    if "jaccard" not in chances:
        return _row("jaccard_p", np.nan, n, note=f"not defined in any pair; {_note_drawn(pairs)}")
    note = f"{replicates} random deals, each article keeping how many arguments it reports"
    if pairs.is_drawn:
        note += f"; {_note_drawn(pairs)}"
    if reports.articles < FEW_ARTICLES:
        note += f"; with {reports.articles} articles a high p is no evidence that they do not agree"
    return _row("jaccard_p", chances["jaccard"], n, note=note)


def _count_rows(
    reports: Reports, shares: sparse.csr_array | None, level: float, *, occasions: int = 1
) -> list[Row]:
    n_articles, n_arguments = reports.articles, reports.arguments
    few = n_articles < FEW_ARTICLES
    note = (
        f"{n_articles} are too few to conclude about news reports at large: read the measures as description"
    )
    sources = (
        Sources(np.nan, np.nan, np.nan, "not defined: no reuse between the articles was given")
        if shares is None
        else measure_sources(shares, level=level)
    )
    within = f" within occasions, summed over {occasions}" if occasions > 1 else ""
    why = sources.note if shares is None else f"from the text they share{within}; {sources.note}"
    between = (sources.low, sources.high)
    return [
        _row(
            "arguments_shared",
            float((reports.by_argument >= 2).sum()),
            n_arguments,
            note="reported by two or more",
        ),
        _row("articles", float(n_articles), n_articles, note=note if few else ""),
        _row("effective_articles", sources.value, n_articles, bounds=between, jackknife=between, note=why),
    ]
