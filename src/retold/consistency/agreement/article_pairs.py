"""Articles compared two at a time: which pairs are compared, what each pair has in common, and means over them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

from retold.consistency.agreement.comparable import number_occasions
from retold.consistency.agreement.reports import as_cells, read_reports, split_rows
from retold.consistency.agreement.sources import known_shares, mean_likeness, vote_shares
from retold.tables import conform, empty_table
from retold.ties import distinct
from retold.vocabulary import NOT_COMPARABLE, PAIR_MEASURES

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


# Where each pair is measured once, up to so many are: all pairs of 2,000 articles. Of more, so many are drawn,
# and the standard error of a mean over them is below 0.001, as all measures lie between -1 and 1. Of fewer, each
# article would be in too few for its influence to be seen.
MOST_PAIRS = 2_000_000

# Where each pair is measured a thousand times, or is a row of a table that somebody reads, up to so many: all
# pairs of 316 articles. The standard error of a mean over so many is below 0.005; intervals are far wider.
FEWER_PAIRS = 50_000

# Which pairs are drawn where no seed is given.
DRAWING_SEED = 0

# So many cells of a table are held at a time: 16 MB of floats.
CELLS = 2_000_000

# Up to so many arguments, pairs are counted 64 arguments at a time; of more, an article reports too small a part.
WIDE = 512

# So many pairs are counted at a time where arguments are many.
PAIRS_AT_ONCE = 200_000


class PairSample(NamedTuple):
    """Different pairs of rows, as two columns of row numbers, and how many pairs there are in all."""

    one: Ints
    other: Ints
    total: int

    @property
    def is_drawn(self) -> bool:
        """Return whether these are not all pairs."""
        return len(self.one) < self.total

    def part(self, start: int, size: int) -> PairSample:
        """Return the pairs from ``start`` on, ``size`` of them at most."""
        return PairSample(self.one[start : start + size], self.other[start : start + size], self.total)


class Pairs(NamedTuple):
    """The measures of each pair of articles; arrays of shape (weightings, pairs)."""

    percent_agreement: Floats
    jaccard: Floats
    kappa: Floats


def draw_pairs(n: int, *, most: int, seed: int = DRAWING_SEED) -> PairSample:
    """Return all pairs of n rows in the order of ``itertools.combinations``; of more than ``most``, so many drawn.

    Parameters
    ----------
    n : int
        How many rows there are.
    most : int
        How many pairs to return at most.
    seed : int
        Seed of the draw, which gives each set of so many different pairs the same chance.

    Examples
    --------
    >>> pairs = draw_pairs(3, most=10)
    >>> pairs.one.tolist(), pairs.other.tolist()
    ([0, 0, 1], [1, 2, 2])
    >>> len(draw_pairs(20_000, most=10).one), draw_pairs(20_000, most=10).total
    (10, 199990000)
    """
    total = n * (n - 1) // 2
    if total <= most:
        one, other = np.triu_indices(n, k=1)
        return PairSample(one.astype(np.int64), other.astype(np.int64), total)
    number = np.sort(_draw_numbers(total, most, seed))
    # Row i begins the pairs (i, i + 1) ... (i, n - 1).
    begins = np.append(0, np.cumsum(np.arange(n - 1, 0, -1)))
    one = np.searchsorted(begins, number, side="right") - 1
    return PairSample(one, number - begins[one] + one + 1, total)


def _draw_numbers(total: int, most: int, seed: int) -> Ints:
    """Return different numbers below ``total``, without a list of all of them where they are many."""
    rng = np.random.default_rng(seed)
    if total <= 4 * most:
        return np.asarray(rng.permutation(total)[:most], dtype=np.int64)
    drawn = np.zeros(0, dtype=np.int64)
    while len(drawn) < most:
        # The order of drawing is kept, so that what is cut off is no particular part.
        drawn = pd.unique(np.append(drawn, rng.integers(total, size=most)))
    return drawn[:most]


def count_both(table: NDArray[np.bool_] | sparse.csr_array, pairs: PairSample) -> Floats:
    """Return how many columns are true in both rows of each pair."""
    cells = as_cells(table)
    if cells.shape[1] <= WIDE:
        return count_bits(cells.toarray().astype(bool), pairs)
    both = np.zeros(len(pairs.one))
    for start in range(0, len(both), PAIRS_AT_ONCE):
        part = pairs.part(start, PAIRS_AT_ONCE)
        both[start : start + PAIRS_AT_ONCE] = cells[part.one].multiply(cells[part.other]).sum(axis=1)
    return both


def count_bits(table: NDArray[np.bool_], pairs: PairSample) -> Floats:
    """Return the same, looking at all columns."""
    # 64 columns to a word: a pair of articles with 60 arguments is one comparison.
    padded = np.ascontiguousarray(np.pad(table, ((0, 0), (0, -table.shape[1] % 64))))
    bits = np.packbits(padded, axis=1).view(np.uint64)
    both = np.zeros(len(pairs.one))
    for word in bits.T:
        both += np.bitwise_count(word[pairs.one] & word[pairs.other])
    return both


def measure_counts(both: Floats, left: Floats, right: Floats, total: Floats | float) -> Pairs:
    """Return the measures from how many arguments both articles report, each of them, and how many there are.

    The counts are whole numbers, so that what is not defined, 0 / 0, is nan and never a rounding error.
    """
    alone = left * (total - right) + right * (total - left)
    with np.errstate(divide="ignore", invalid="ignore"):
        same = (total - left - right + 2 * both) / total
        shared = both / (left + right - both)
        kappa = 2 * (total * both - left * right) / alone
    return Pairs(same, shared, kappa)


def measure_pairs(
    matrix: pd.DataFrame | NDArray[np.bool_] | sparse.csr_array,
    weights: Floats | None = None,
    *,
    pairs: PairSample | None = None,
) -> Pairs:
    """Return percent agreement, Jaccard and Cohen's kappa for each pair of rows.

    Parameters
    ----------
    matrix : array of bool of shape (articles, arguments), or csr_array of 1
        Who reports what.
    weights : array of shape (weightings, arguments), optional
        How often each argument counts, whole numbers; once each, if not given.
    pairs : PairSample, optional
        The pairs to measure; all, if not given.

    Returns
    -------
    Pairs
        Each of shape (weightings, pairs). nan where a measure is not defined: Jaccard of two articles that
        report nothing, kappa where both are constant and alike.
    """
    cells = as_cells(matrix)
    if pairs is None:
        n = cells.shape[0]
        pairs = draw_pairs(n, most=n * n)
    if weights is None:
        both, each = count_both(cells, pairs), np.asarray(cells.sum(axis=1), dtype=float)
        left, right = each[pairs.one], each[pairs.other]
        return Pairs(*(values[None] for values in measure_counts(both, left, right, float(cells.shape[1]))))
    one, other = cells[pairs.one], cells[pairs.other]
    # Whole numbers: the sums are exact in any order.
    both, left, right = (
        np.ascontiguousarray((own @ weights.T).T) for own in (one.multiply(other).tocsr(), one, other)
    )
    return measure_counts(both, left, right, weights.sum(axis=1)[:, None])


def measure_without_each(cells: sparse.csr_array, pairs: PairSample) -> dict[tuple[int, int], Pairs]:
    """Return the measures of each pair without one argument, by whether the first and the second article report it.

    Of all arguments that both report, or one, or none, each changes the measures alike: four values stand for all.
    """
    both, each = count_both(cells, pairs), np.asarray(cells.sum(axis=1), dtype=float)
    left, right, rest = each[pairs.one], each[pairs.other], float(cells.shape[1] - 1)
    return {
        (one, other): measure_counts(both - one * other, left - one, right - other, rest)
        for one in (0, 1)
        for other in (0, 1)
    }


def sum_without_each(
    cells: sparse.csr_array, pairs: PairSample, votes: Floats
) -> Iterator[tuple[str, Floats, Floats]]:
    """Yield of each measure the weighted sum over pairs without each argument in turn, and the weight of defined pairs."""
    found = measure_without_each(cells, pairs)
    one, other = cells[pairs.one], cells[pairs.other]
    shared = one.multiply(other).tocsr()
    held = {(1, 0): one - shared, (0, 1): other - shared, (1, 1): shared}

    def add(values: Mapping[tuple[int, int], Floats], weights: Floats) -> Floats:
        """Add up what holds without an argument that neither reports, and how far it is off for those that one or both do."""
        none = weights * values[0, 0]
        off = sum(who.T @ (weights * values[case] - none).T for case, who in held.items())
        return np.asarray(none.sum(axis=1)[:, None] + off.T, dtype=float)

    for name in PAIR_MEASURES:
        values = {case: getattr(own, name) for case, own in found.items()}
        # What no pair can be, as both without an argument that one alone reports, is infinite at times and counts nowhere.
        defined = {case: np.isfinite(own).astype(float) for case, own in values.items()}
        above = add({case: np.where(defined[case], own, 0.0) for case, own in values.items()}, votes)
        # Sums of votes leave a rest where nothing is left; numbers of pairs do not.
        some = add(defined, (votes != 0).astype(float)) > 0
        yield name, above * some, add(defined, votes) * some


def mean_pairs(values: Floats, weights: Floats | None = None) -> Floats:
    """Return the mean over pairs (the last axis), undefined ones left out; nan if all are."""
    weights = np.ones(values.shape[-1]) if weights is None else weights
    defined = np.where(np.isnan(values), 0.0, weights)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray((np.nan_to_num(values) * defined).sum(axis=-1) / defined.sum(axis=-1), dtype=float)


def mean_resamples(
    table: NDArray[np.bool_] | sparse.csr_array, weights: Floats | None, pairs: PairSample, votes: Floats
) -> dict[str, Floats]:
    """Return each measure's mean over pairs, under each weighting of arguments and of pairs.

    Parameters
    ----------
    table, pairs
        As in ``measure_pairs``.
    weights : array of shape (weightings, arguments), optional
        As in ``measure_pairs``; each argument left out in turn, if not given.
    votes : array of shape (kinds, pairs)
        How much each pair counts.

    Returns
    -------
    dict of arrays of shape (kinds, weightings)
        nan where no pair that counts is defined.
    """
    cells = as_cells(table)
    weightings = cells.shape[1] if weights is None else len(weights)
    above = {name: np.zeros((len(votes), weightings)) for name in PAIR_MEASURES}
    below = {name: np.zeros((len(votes), weightings)) for name in PAIR_MEASURES}
    # All pairs under all weightings would take gigabytes.
    step = CELLS // 8 if weights is None else max(1, CELLS // max(weightings, min(cells.shape[1], WIDE)))
    for start in range(0, len(pairs.one), step):
        part, found = votes[:, start : start + step], pairs.part(start, step)
        if weights is None:
            for name, sums, weight in sum_without_each(cells, found, part):
                above[name] += sums
                below[name] += weight
            continue
        measures = measure_pairs(cells, weights, pairs=found)
        for name, values in measures._asdict().items():
            defined = ~np.isnan(values)
            above[name] += part @ np.where(defined, values, 0.0).T
            below[name] += part @ defined.T.astype(float)
    with np.errstate(divide="ignore", invalid="ignore"):
        return {name: above[name] / below[name] for name in PAIR_MEASURES}


def weigh_sources(shares: sparse.csr_array, pairs: PairSample) -> Floats:
    """Return the weight of each pair when sources count: copies share a vote, and none on each other."""
    votes = vote_shares(shares)
    alike = look_up(mean_likeness(shares), pairs)
    return np.asarray(votes[pairs.one] * votes[pairs.other] * (1 - alike), dtype=float)


def look_up(table: sparse.csr_array, pairs: PairSample) -> Floats:
    """Return the cell of each pair of a sparse table."""
    # A table without rows cannot be asked, and an empty question has another type in some versions.
    return np.asarray(table[pairs.one, pairs.other], dtype=float) if len(pairs.one) else np.zeros(0)


def pair_articles(
    coverage: pd.DataFrame,
    reuse: pd.DataFrame | None = None,
    articles: pd.DataFrame | None = None,
    *,
    most_pairs: int = FEWER_PAIRS,
    seed: int = DRAWING_SEED,
) -> pd.DataFrame:
    """Compare the articles two at a time: what they report, and how much text they share.

    Parameters
    ----------
    coverage : DataFrame
        The table ``coverage``.
    reuse, articles : DataFrame, optional
        The tables ``reuse`` and ``articles`` (with text or characters); without them no share is known.
    most_pairs : int
        Of more pairs than these (317 articles have more than 50,000), so many are drawn at random, and all
        that share text stand beside them.
    seed : int
        Seed of the draw.

    Returns
    -------
    DataFrame
        The table ``article_pairs``: article_a, article_b, jaccard, kappa, and ``reuse_a``, the share of
        article_a that stands in passages it shares with article_b (quotations of one person left out);
        ``reuse_b`` the other way; ``percent_agreement``; ``both`` and ``either``, how many arguments they
        report both, and one of them or both; ``note``, which is ``not comparable`` for articles of different
        occasions. nan where not defined. What articles of one occasion could report is what one of them does.

    Notes
    -----
    Where pairs were drawn, the table is no sample of all pairs: those that share text are all there.

    Examples
    --------
    >>> coverage = pd.DataFrame({"article_id": ["a", "a", "b", "b"], "argument": ["k1", "k2", "k1", "k2"],
    ...     "statements": [1, 2, 1, 0]})
    >>> pair_articles(coverage)[["article_a", "article_b", "jaccard"]].values.tolist()
    [['a', 'b', 0.5]]
    """
    reports = read_reports(coverage, articles)
    names = np.array(reports.ids, dtype=object)
    if len(names) < 2:
        return empty_table("article_pairs")
    shares = known_shares(reuse, articles, list(names), across=True)
    occasion = number_occasions(articles, list(names))
    pairs = _add_sharing(draw_pairs(len(names), most=most_pairs, seed=seed), shares)
    pairs = _add_comparable(pairs, occasion, most_pairs, seed)
    apart = occasion[pairs.one] != occasion[pairs.other]
    both, each = count_both(reports.cells, pairs), reports.by_article
    left, right = each[pairs.one], each[pairs.other]
    total = np.array([reports.part(rows).arguments for rows in split_rows(occasion)])
    measures = measure_counts(both, left, right, total[occasion[pairs.one]].astype(float))
    measures = Pairs(*(np.where(apart, np.nan, values) for values in measures))
    unknown = np.full(len(both), np.nan)
    table = pd.DataFrame(
        {
            "article_a": names[pairs.one],
            "article_b": names[pairs.other],
            "jaccard": measures.jaccard,
            "kappa": measures.kappa,
            "reuse_a": unknown if shares is None else look_up(shares, pairs),
            "reuse_b": unknown if shares is None else look_up(shares.T.tocsr(), pairs),
            "percent_agreement": measures.percent_agreement,
            "both": pd.array(both.astype(int), dtype="Int64"),
            "either": pd.array((left + right - both).astype(int), dtype="Int64"),
            "note": np.where(apart, NOT_COMPARABLE, ""),
        }
    )
    table.loc[apart, ["both", "either"]] = pd.NA
    return conform(table, "article_pairs")


def _add_comparable(pairs: PairSample, occasion: Ints, most: int, seed: int) -> PairSample:
    """Return drawn pairs together with those of one occasion, of which as many may be drawn again."""
    if not pairs.is_drawn or not occasion.max():
        return pairs
    n = len(occasion)
    own = []
    for members in split_rows(occasion):
        found = draw_pairs(len(members), most=most, seed=seed)
        own.append(members[found.one] * n + members[found.other])
    within = np.concatenate(own)
    if len(within) > most:
        within = np.random.default_rng(seed).permutation(within)[:most]
    number = distinct(np.append(pairs.one * n + pairs.other, within))
    return PairSample(number // n, number % n, pairs.total)


def _add_sharing(pairs: PairSample, shares: sparse.csr_array | None) -> PairSample:
    """Return drawn pairs together with all that share text."""
    if shares is None or not pairs.is_drawn:
        return pairs
    one, other = sparse.triu(shares + shares.T, k=1).nonzero()
    n = shares.shape[0]
    number = distinct(np.append(pairs.one * n + pairs.other, one.astype(np.int64) * n + other))
    return PairSample(number // n, number % n, pairs.total)
