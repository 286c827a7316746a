"""Whether two voices, or an article and the others, give a theme different shares of their sentences."""

from __future__ import annotations

from itertools import combinations
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.stats import norm

from retold.errors import ParameterError, close_match
from retold.statistics import benjamini_hochberg, holm, percentile_bounds
from retold.tables import empty_table
from retold.themes.codebook import Codebook
from retold.themes.resampling import resampled_weights
from retold.themes.units import FEW, Floats, Units, arrange_units, spell

GROUPS = ("voice", "article_id")

# A standard error that rounding alone leaves where every resample gives the same.
ROUNDING = 1e-12

# What an article is compared with: all other articles together.
OTHERS = "others"

# Articles whose resamples are held at one time: with 1,000 replicates, some tens of megabytes.
ARTICLES_AT_ONCE = 2000


class Shares(NamedTuple):
    """Comparisons (rows) by theme: sentences with the theme, sentences, and the difference in each resample."""

    with_a: Floats
    with_b: Floats
    all_a: Floats
    all_b: Floats
    low: Floats
    high: Floats
    error: Floats


def compare_themes(
    hits: pd.DataFrame,
    statements: pd.DataFrame,
    codebook: Codebook,
    *,
    by: str = "voice",
    level: float = 0.95,
    replicates: int = 1000,
    seed: int = 0,
) -> pd.DataFrame:
    """Compare the share of sentences that hold a theme, by a bootstrap over sentences.

    Sentences are drawn with replacement within their article, each as a whole: one that holds two voices
    brings both, so the comparison of voices is paired where they share sentences. The articles themselves
    are taken as given.

    Parameters
    ----------
    hits, statements : pandas.DataFrame
        The tables ``theme_hits`` (with statements) and ``statements``.
    codebook : Codebook
        The themes.
    by : {"voice", "article_id"}
        Each two voices over all articles, or each article with all others together.
    level : float
        Coverage of the percentile interval.
    replicates, seed : int
        Resamples, and the seed of their draw.

    Returns
    -------
    pandas.DataFrame
        The table ``theme_comparisons``: theme, group_a, group_b (``others`` for articles), their shares,
        ``difference`` a - b with its interval, the two-sided ``p`` (normal: Agresti and Caffo's difference
        over the bootstrap standard error, or over theirs for independent samples where that is larger),
        ``p_adjusted`` (Holm) and ``q`` (Benjamini-Hochberg) over all rows,
        sentences with the theme and sentences of each side, and a note: what is not defined and why,
        or that the numbers are too few for the bootstrap to be trusted.

    Raises
    ------
    ParameterError
        If ``by`` is unknown or ``replicates`` is below 2.

    References
    ----------
    Efron & Tibshirani (1993), An introduction to the bootstrap, chapters 6, 8 and 13; Agresti & Caffo
    (2000), Simple and effective confidence intervals for proportions. Am. Stat. 54.

    Examples
    --------
    >>> from retold.themes.codebook import read_codebook
    >>> statements = pd.DataFrame(
    ...     {"statement_id": [f"a:{n}" for n in range(8)], "article_id": "a",
    ...      "sentence_id": [f"a:{n}" for n in range(8)], "start": range(8),
    ...      "voice": ["subject"] * 4 + ["journalist"] * 4, "text": "Rain."}
    ... )
    >>> hits = statements.iloc[[0, 1, 2, 4]].assign(theme="water")
    >>> book = read_codebook({"themes": {"water": {"patterns": ["rain"]}}})
    >>> rows = compare_themes(hits, statements, book, replicates=200)
    >>> rows[["group_a", "group_b", "share_a", "share_b", "difference"]].values.tolist()
    [['journalist', 'subject', 0.25, 0.75, -0.5]]
    """
    if by not in GROUPS:
        raise ParameterError(f"by cannot be {by!r}", where="compare_themes", todo=close_match(by, GROUPS))
    if replicates < 2:
        raise ParameterError(f"replicates should be 2 or more, and is {replicates}", where="compare_themes")
    if statements.empty:
        return empty_table("theme_comparisons")
    units = arrange_units(hits, statements, codebook, count_words=False)
    if by == "voice":
        pairs = list(combinations(units.voices, 2))
        shares = _compare_voices(units, pairs, level, replicates, seed)
    else:
        pairs = [(article, OTHERS) for article in units.articles] if len(units.articles) > 1 else []
        shares = _compare_articles(units, level, replicates, seed)
    if not pairs:
        return empty_table("theme_comparisons")
    return _rows(units.themes, pairs, shares, bool(np.max(units.sentences) < 2))


def _compare_voices(
    units: Units, pairs: list[tuple[str, str]], level: float, replicates: int, seed: int
) -> Shares:
    """Resample sentences with all that they hold, and count voices and themes in each resample."""
    from scipy import sparse

    blocks = [
        sparse.hstack(
            [
                sparse.csr_array(units.sentences_in(voice)[:, None].astype(float)),
                units.hit_matrix(voice).sign(),
            ]
        )
        for voice in units.voices
    ]
    table = sparse.csr_array(sparse.hstack(blocks).T)
    size = len(units.themes) + 1
    drawn = np.concatenate(
        [
            (table @ weights.T).T
            for weights in resampled_weights(units.sentences, replicates=replicates, seed=seed)
        ]
    ).reshape(-1, len(units.voices), size)
    there = np.asarray(table.sum(axis=1)).reshape(len(units.voices), size)
    first = [units.voices.index(a) for a, _ in pairs]
    second = [units.voices.index(b) for _, b in pairs]
    with np.errstate(invalid="ignore"):
        shares = drawn[:, :, 1:] / np.where(drawn[:, :, :1] > 0, drawn[:, :, :1], np.nan)
    low, high, error = _summarise(shares[:, first] - shares[:, second], level)
    return Shares(there[first, 1:], there[second, 1:], there[first, :1], there[second, :1], low, high, error)


def _compare_articles(units: Units, level: float, replicates: int, seed: int) -> Shares:
    """Draw the sentences with a theme of each article: within one article, resampling is binomial."""
    from scipy import sparse

    sizes = units.sentences[:, None].astype(float)
    owner = sparse.csr_array(
        (
            np.ones(len(units.sentence_article)),
            (units.sentence_article, np.arange(len(units.sentence_article))),
        ),
        shape=(len(units.articles), len(units.sentence_article)),
    )
    there = (owner @ units.hit_matrix().sign()).toarray()
    rest, others = there.sum(axis=0) - there, sizes.sum() - sizes
    low, high, error = (np.full(there.shape, np.nan) for _ in range(3))
    if len(units.articles) > 1:
        for theme, column in enumerate(there.T):
            found = _resample_articles(column, sizes[:, 0], others[:, 0], level, replicates, [seed, theme])
            low[:, theme], high[:, theme], error[:, theme] = found
    return Shares(there, rest, sizes, others, low, high, error)


def _resample_articles(
    found: Floats, sizes: Floats, others: Floats, level: float, replicates: int, seed: list[int]
) -> tuple[Floats, ...]:
    """Return interval and standard error of each article's share less that of the others, for one theme.

    Within one article, the sentences with a theme of a resample are binomial. Articles come in batches, each
    drawn once for the total and, from the same seed, once more for itself. An article whose sentences are all
    alike gives the same in every resample, so that only the others vary.
    """
    fixed = (found == 0) | (found == sizes)
    varied = np.flatnonzero(~fixed)
    batches = [varied[at : at + ARTICLES_AT_ONCE] for at in range(0, len(varied), ARTICLES_AT_ONCE)]

    def draw(number: int) -> Floats:
        rng, at = np.random.default_rng([*seed, number]), batches[number]
        shape = (replicates, len(at))
        return rng.binomial(sizes[at].astype(int), found[at] / sizes[at], size=shape).astype(float)

    total = np.full(replicates, found[fixed].sum())
    for number in range(len(batches)):
        total += draw(number).sum(axis=1)
    low, high = percentile_bounds(total, level=level)
    lowest, highest = found / sizes - (high - found) / others, found / sizes - (low - found) / others
    error = total.std(ddof=1) / others
    for number, at in enumerate(batches):
        drawn = draw(number)
        differences = drawn / sizes[at] - (total[:, None] - drawn) / others[at]
        lowest[at], highest[at], error[at] = _summarise(differences, level)
    return lowest, highest, error


def _summarise(replicated: Floats, level: float) -> tuple[Floats, Floats, Floats]:
    """Return interval and standard error over axis 0; a voice may be missing from a resample (nan)."""
    if np.isnan(replicated).any():
        low, high = percentile_bounds(replicated, level=level)
        return (
            low,
            high,
            pd.DataFrame(replicated.reshape(len(replicated), -1)).std().to_numpy().reshape(low.shape),
        )
    low, high = np.quantile(replicated, [(1 - level) / 2, (1 + level) / 2], axis=0)
    return low, high, replicated.std(axis=0, ddof=1)


def _rows(themes: list[str], pairs: list[tuple[str, str]], shares: Shares, single: bool) -> pd.DataFrame:
    shape = (len(pairs), len(themes))
    with_a, with_b = shares.with_a.ravel(), shares.with_b.ravel()
    all_a, all_b = (np.broadcast_to(size, shape).ravel() for size in (shares.all_a, shares.all_b))
    varied = shares.error.ravel() > ROUNDING
    p = _test(with_a, all_a, with_b, all_b, shares.error.ravel())
    rows = pd.DataFrame(
        {
            "theme": spell(themes, np.tile(np.arange(len(themes)), len(pairs))),
            "group_a": spell([a for a, _ in pairs], np.repeat(np.arange(len(pairs)), len(themes))),
            "group_b": spell([b for _, b in pairs], np.repeat(np.arange(len(pairs)), len(themes))),
            "share_a": with_a / all_a,
            "share_b": with_b / all_b,
            "difference": with_a / all_a - with_b / all_b,
            "low": np.where(varied, shares.low.ravel(), np.nan),
            "high": np.where(varied, shares.high.ravel(), np.nan),
            "p": p,
            "p_adjusted": holm(p),
            "q": benjamini_hochberg(p),
            "with_a": with_a.astype(int),
            "sentences_a": all_a.astype(int),
            "with_b": with_b.astype(int),
            "sentences_b": all_b.astype(int),
        }
    )
    rows["note"] = _notes(rows, varied, single)
    return rows.sort_values(["theme", "group_a", "group_b"], ignore_index=True)


def _test(with_a: Floats, all_a: Floats, with_b: Floats, all_b: Floats, error: Floats) -> Floats:
    """Return the two-sided p of equal shares; nan where no sentence or every sentence has the theme.

    A side in which no sentence has the theme does not vary in a resample, though another sample of the same
    kind would. So shares are moved by one sentence with the theme and one without it on each side, and the
    standard error is never less than theirs as independent samples (Agresti and Caffo 2000).
    """
    moved_a, moved_b = (with_a + 1) / (all_a + 2), (with_b + 1) / (all_b + 2)
    least = np.sqrt(moved_a * (1 - moved_a) / (all_a + 2) + moved_b * (1 - moved_b) / (all_b + 2))
    together = with_a + with_b
    p = 2 * norm.sf(np.abs(moved_a - moved_b) / np.fmax(error, least))
    return np.where((together == 0) | (together == all_a + all_b), np.nan, p)


def _notes(rows: pd.DataFrame, varied: NDArray[np.bool_], single: bool) -> NDArray[np.str_]:
    together = rows["with_a"] + rows["with_b"]
    missing = rows["sentences_a"] + rows["sentences_b"] - together
    short = np.minimum(rows["sentences_a"], rows["sentences_b"])
    flat = (rows["with_a"] % rows["sentences_a"] == 0) | (rows["with_b"] % rows["sentences_b"] == 0)
    return np.select(
        [
            together == 0,
            missing == 0,
            ~varied & single,
            ~varied,
            short < FEW,
            np.minimum(together, missing) < FEW,
            flat,
        ],
        [
            "interval and p not defined: no sentence of either has the theme",
            "interval and p not defined: every sentence of both has the theme",
            "interval not defined: each article has one sentence, so nothing can be resampled",
            "interval not defined: no article has sentences both with and without the theme",
            f"too few: one side has fewer than {FEW} sentences",
            f"too few: fewer than {FEW} sentences with the theme, or without it",
            "interval too narrow: all sentences of one side are alike",
        ],
        default="",
    )
