"""Whether two voices, or an article and the others, give a theme different shares of their sentences."""

from __future__ import annotations

from itertools import combinations
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri

from retold.errors import ParameterError, close_match
from retold.statistics.contrasts import benjamini_hochberg, holm
from retold.statistics.resampling import resampled_weights
from retold.tables import empty_table
from retold.themes.codebook.model import Codebook
from retold.themes.measures.counting import FEW, Floats, Units, arrange_units, spell

GROUPS = ("voice", "article_id")

# A variance that rounding alone leaves where every resample gives the same.
ROUNDING = 1e-20

# What an article is compared with: all other articles together.
OTHERS = "others"


class Shares(NamedTuple):
    """Comparisons x themes: sentences with the theme, sentences, and the bootstrap's standard error."""

    with_a: Floats
    with_b: Floats
    all_a: Floats
    all_b: Floats
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
        Coverage of the interval, between 0 and 1.
    replicates, seed : int
        Resamples, and the seed of their draw, for voices. For articles the variance over all possible
        resamples is computed.

    Returns
    -------
    pandas.DataFrame
        The table ``theme_comparisons``: theme, group_a, group_b (``others`` for articles), their shares,
        ``difference`` a - b with its interval and two-sided ``p`` (normal: bootstrap variance, shares moved
        as by Agresti and Caffo), ``p_adjusted`` (Holm) and ``q`` (Benjamini-Hochberg) over all rows,
        sentences with the theme and sentences of each side, and a note: what is not defined and why,
        or that the numbers are too few for the bootstrap to be trusted.

    Raises
    ------
    ParameterError
        If ``by`` is unknown, ``replicates`` is below 2, or ``level`` is not between 0 and 1.

    References
    ----------
    Efron & Tibshirani (1993), An introduction to the bootstrap, chapters 6 and 8; Agresti & Caffo
    (2000), Simple and effective confidence intervals for proportions. Am. Stat. 54.

    Examples
    --------
    >>> from retold.themes.codebook.read import read_codebook
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
    if not 0 < level < 1:
        raise ParameterError(f"level should lie between 0 and 1, and is {level}", where="compare_themes")
    if statements.empty:
        return empty_table("theme_comparisons")
    units = arrange_units(hits, statements, codebook, count_words=False)
    if by == "voice":
        pairs = list(combinations(units.voices, 2))
        shares = _compare_voices(units, pairs, replicates, seed)
    else:
        pairs = [(article, OTHERS) for article in units.articles] if len(units.articles) > 1 else []
        shares = _compare_articles(units)
    if not pairs:
        return empty_table("theme_comparisons")
    return _rows(units.themes, pairs, shares, level)


def _compare_voices(units: Units, pairs: list[tuple[str, str]], replicates: int, seed: int) -> Shares:
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
    error = _spread(shares[:, first] - shares[:, second])
    return Shares(there[first, 1:], there[second, 1:], there[first, :1], there[second, :1], error)


def _compare_articles(units: Units) -> Shares:
    """Count the sentences with a theme of each article and of the others.

    Within one article, the sentences with a theme of a resample are binomial. So the bootstrap's variance is
    known without drawing, and a hundred thousand articles cost no more than a few.
    """
    sizes = units.sentences[:, None].astype(float)
    present = units.hit_matrix().sign().tocoo()
    there = np.zeros((len(units.articles), len(units.themes)))
    np.add.at(there, (units.sentence_article[present.coords[0]], present.coords[1]), 1.0)
    rest, others = there.sum(axis=0) - there, sizes.sum() - sizes
    own = there * (sizes - there) / sizes
    with np.errstate(divide="ignore", invalid="ignore"):
        error = np.sqrt(own / sizes**2 + np.maximum(own.sum(axis=0) - own, 0) / others**2)
    return Shares(there, rest, sizes, others, error)


def _spread(replicated: Floats) -> Floats:
    """Return the standard deviation over axis 0; a voice may be missing from a resample (nan)."""
    known = ~np.isnan(replicated)
    n = known.sum(axis=0)
    mean = np.where(known, replicated, 0.0).sum(axis=0) / np.maximum(n, 1)
    squares = np.where(known, replicated - mean, 0.0) ** 2
    return np.asarray(np.sqrt(squares.sum(axis=0) / np.maximum(n - 1, 1)), dtype=float)


def _rows(themes: list[str], pairs: list[tuple[str, str]], shares: Shares, level: float) -> pd.DataFrame:
    shape = (len(pairs), len(themes))
    with_a, with_b = shares.with_a.ravel(), shares.with_b.ravel()
    all_a, all_b = (np.broadcast_to(size, shape).ravel() for size in (shares.all_a, shares.all_b))
    low, high, p = _test(with_a, all_a, with_b, all_b, shares.error.ravel(), level)
    rows = pd.DataFrame(
        {
            "theme": spell(themes, np.tile(np.arange(len(themes)), len(pairs))),
            "group_a": spell([a for a, _ in pairs], np.repeat(np.arange(len(pairs)), len(themes))),
            "group_b": spell([b for _, b in pairs], np.repeat(np.arange(len(pairs)), len(themes))),
            "share_a": with_a / all_a,
            "share_b": with_b / all_b,
            "difference": with_a / all_a - with_b / all_b,
            "low": low,
            "high": high,
            "p": p,
            "p_adjusted": holm(p),
            "q": benjamini_hochberg(p),
            "with_a": with_a.astype(int),
            "sentences_a": all_a.astype(int),
            "with_b": with_b.astype(int),
            "sentences_b": all_b.astype(int),
        }
    )
    rows["note"] = _notes(rows)
    return rows.sort_values(["theme", "group_a", "group_b"], ignore_index=True)


def _test(
    with_a: Floats, all_a: Floats, with_b: Floats, all_b: Floats, error: Floats, level: float
) -> tuple[Floats, Floats, Floats]:
    """Return interval and two-sided p of a difference of shares; nan where nothing varies.

    A side in which no sentence has the theme does not vary in a resample, though another sample of the same
    kind would. So shares are moved by one sentence with the theme and one without it on each side (Agresti
    and Caffo 2000), and what that adds to their variance is added to that of the bootstrap.
    """
    moved_a, moved_b = (with_a + 1) / (all_a + 2), (with_b + 1) / (all_b + 2)
    variance = error**2 + _added_variance(with_a, all_a) + _added_variance(with_b, all_b)
    together = with_a + with_b
    varied = (variance > ROUNDING) & (together > 0) & (together < all_a + all_b)
    error = np.where(varied, np.sqrt(variance), np.nan)
    half = ndtri((1 + level) / 2) * error
    moved, difference = moved_a - moved_b, with_a / all_a - with_b / all_b
    # The moved difference is the middle; where it lies far from the difference, the interval reaches that too.
    low = np.maximum(np.minimum(moved - half, np.where(varied, difference, np.nan)), -1)
    high = np.minimum(np.maximum(moved + half, np.where(varied, difference, np.nan)), 1)
    return low, high, 2 * ndtr(-np.abs(moved) / error)


def _added_variance(found: Floats, sizes: Floats) -> Floats:
    share, moved = found / sizes, (found + 1) / (sizes + 2)
    return np.maximum(moved * (1 - moved) / (sizes + 2) - share * (1 - share) / sizes, 0.0)


def _notes(rows: pd.DataFrame) -> NDArray[np.str_]:
    together = rows["with_a"] + rows["with_b"]
    missing = rows["sentences_a"] + rows["sentences_b"] - together
    return np.select(
        [
            together == 0,
            missing == 0,
            rows["p"].isna(),
            np.minimum(rows["sentences_a"], rows["sentences_b"]) < FEW,
            np.minimum(together, missing) < FEW,
        ],
        [
            "interval and p not defined: no sentence of either has the theme",
            "interval and p not defined: every sentence of both has the theme",
            "interval and p not defined: all resamples are alike",
            f"too few: one side has fewer than {FEW} sentences",
            f"too few: fewer than {FEW} sentences with the theme, or without it",
        ],
        default="",
    )
