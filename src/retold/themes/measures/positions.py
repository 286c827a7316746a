"""Where in an article a theme stands: at its head, in its middle, or at its end."""

from __future__ import annotations

import numpy as np
import pandas as pd

from retold.errors import ParameterError
from retold.statistics.intervals import percentile_bounds, wilson_interval
from retold.statistics.resampling import resampled_weights
from retold.tables import empty_table
from retold.themes.codebook.model import Codebook
from retold.themes.measures.counting import FEW, Floats, Ints, Units, arrange_units, rank_names, spell
from retold.vocabulary import ALL

# A fifth of a news report is about five sentences: its first is the lead with the nut graph, and a theme can be
# seen in it. Tenths of a short report hold two sentences each.
PARTS = 5

# Resamples of fewer articles than this repeat one another so much that their interval is only a hint.
FEW_ARTICLES = 10


def theme_positions(
    hits: pd.DataFrame,
    statements: pd.DataFrame,
    codebook: Codebook,
    *,
    parts: int = PARTS,
    each_article: bool = True,
    level: float = 0.95,
) -> pd.DataFrame:
    """Count each theme in the first part of an article, in the second, and so on.

    Sentence i of n (from 1) stands at (i - 1/2) / n, and parts are equal stretches of 0..1. An article
    with fewer sentences than parts leaves some of its parts empty.

    Parameters
    ----------
    hits, statements : pandas.DataFrame
        The tables ``theme_hits`` (with statements) and ``statements``.
    codebook : Codebook
        The themes.
    parts : int
        How many parts of about the same number of sentences.
    each_article : bool
        Whether each article has rows of its own beside those of all, ``*``.
    level : float
        Coverage of the Wilson interval of the share.

    Returns
    -------
    pandas.DataFrame
        The table ``theme_positions``: article_id, theme, part (from 1), hits, tokens, per_1000 words,
        sentences, sentences_with, share with its interval, and a note where a part has no sentence.

    Examples
    --------
    >>> from retold.themes.codebook.read import read_codebook
    >>> statements = pd.DataFrame(
    ...     {"statement_id": [f"a:{n}" for n in range(4)], "article_id": "a",
    ...      "sentence_id": [f"a:{n}" for n in range(4)], "start": range(4), "voice": "journalist", "text": "Rain."}
    ... )
    >>> hits = statements.iloc[:1].assign(theme="water")
    >>> book = read_codebook({"themes": {"water": {"patterns": ["rain"]}}})
    >>> rows = theme_positions(hits, statements, book, parts=2, each_article=False)
    >>> rows[["part", "hits", "tokens", "share"]].values.tolist()
    [[1.0, 1.0, 2.0, 0.5], [2.0, 0.0, 2.0, 0.0]]
    """
    if parts < 1:
        raise ParameterError(f"parts should be 1 or more, and is {parts}", where="theme_positions")
    if statements.empty:
        return empty_table("theme_positions")
    units = arrange_units(hits, statements, codebook)
    part = np.minimum((place_sentences(units) * parts).astype(np.int64), parts - 1)
    names = [ALL, *units.articles] if each_article else [ALL]
    owner = units.sentence_article + 1 if each_article else np.zeros(len(part), dtype=np.int64)
    # Each row of the table is a cell of these: names x parts, and x themes. The first name is all articles.
    cell, cells = owner * parts + part, len(names) * parts
    matrix = units.hit_matrix()
    words = np.bincount(units.statement_sentence, weights=units.statement_tokens, minlength=len(part))
    counts = [
        _gather(cell, cells, column, parts, each_article)
        for column in (words[:, None], np.ones((len(part), 1)), matrix, matrix.sign())
    ]
    return _rows(names, units.themes, parts, counts, level)


def theme_mean_positions(
    hits: pd.DataFrame,
    statements: pd.DataFrame,
    codebook: Codebook,
    *,
    level: float = 0.95,
    replicates: int = 1000,
    seed: int = 0,
) -> pd.DataFrame:
    """Average where in their articles the hits of each theme stand.

    Parameters
    ----------
    hits, statements : pandas.DataFrame
        The tables ``theme_hits`` (with statements) and ``statements``.
    codebook : Codebook
        The themes.
    level, replicates, seed
        Of the percentile bootstrap interval, which resamples articles.

    Returns
    -------
    pandas.DataFrame
        The table ``theme_mean_positions``: theme, articles_with, hits, the mean ``position`` of the hits'
        sentences (near 0 at the head of the articles, near 1 at their end, 0.5 for a theme that is spread
        evenly), its interval, and a note. Missing without hits; no interval with hits in one article only.

    Examples
    --------
    >>> from retold.themes.codebook.read import read_codebook
    >>> statements = pd.DataFrame(
    ...     {"statement_id": [f"a:{n}" for n in range(4)], "article_id": "a",
    ...      "sentence_id": [f"a:{n}" for n in range(4)], "start": range(4), "voice": "journalist", "text": "Rain."}
    ... )
    >>> hits = statements.iloc[:2].assign(theme="water")
    >>> book = read_codebook({"themes": {"water": {"patterns": ["rain"]}}})
    >>> rows = theme_mean_positions(hits, statements, book)
    >>> rows["position"].tolist(), rows["note"].tolist()
    ([0.25], ['interval not defined: one article has the theme'])
    """
    if statements.empty:
        return empty_table("theme_mean_positions")
    units = arrange_units(hits, statements, codebook, count_words=False)
    matrix = units.hit_matrix()
    ones = np.ones_like(units.sentence_article)
    found = _sum_by(units.sentence_article, len(units.articles), matrix, ones)
    placed = _sum_by(units.sentence_article, len(units.articles), matrix, place_sentences(units))
    with np.errstate(invalid="ignore"):
        replicated = np.concatenate(
            [
                (weights @ placed) / (weights @ found)
                for weights in resampled_weights(
                    np.array([len(units.articles)]), replicates=replicates, seed=seed
                )
            ]
        )
        position = placed.sum(axis=0) / found.sum(axis=0)
    articles_with = (found > 0).sum(axis=0)
    low, high = percentile_bounds(replicated, level=level)
    rows = pd.DataFrame(
        {
            "theme": units.themes,
            "articles_with": articles_with,
            "hits": found.sum(axis=0).astype(int),
            "position": position,
            "low": np.where(articles_with > 1, low, np.nan),
            "high": np.where(articles_with > 1, high, np.nan),
        }
    )
    rows["note"] = np.select(
        [rows["hits"] == 0, articles_with < 2, rows["hits"] < FEW, articles_with < FEW_ARTICLES],
        [
            "not defined: no hits",
            "interval not defined: one article has the theme",
            f"fewer than {FEW} hits",
            f"fewer than {FEW_ARTICLES} articles have the theme: the interval is rough",
        ],
        default="",
    )
    return rows.sort_values("theme", ignore_index=True)


def place_sentences(units: Units) -> Floats:
    """Return where each sentence stands in its article, as the middle of its stretch of 0..1."""
    sizes = units.sentences
    first = np.cumsum(sizes) - sizes
    rank = np.arange(len(units.sentence_article)) - first[units.sentence_article]
    return np.asarray((rank + 0.5) / sizes[units.sentence_article], dtype=float)


def _sum_by(groups: Ints, n: int, values: object, weights: Floats | Ints) -> Floats:
    """Return the weighted sums of rows by their group, dense."""
    from scipy import sparse

    owner = sparse.csr_array(
        (weights.astype(float), (groups, np.arange(len(groups)))), shape=(n, len(groups))
    )
    summed = owner @ values
    return np.asarray(summed.toarray() if sparse.issparse(summed) else summed, dtype=float)


def _gather(cell: Ints, cells: int, values: object, parts: int, each_article: bool) -> Floats:
    """Return the sums by name and part; where articles have rows of their own, the first name is their sum."""
    sums = _sum_by(cell, cells, values, np.ones_like(cell))
    sums = sums.reshape(-1, parts, sums.shape[1])
    if each_article:
        sums[0] = sums[1:].sum(axis=0)
    return sums


def _rows(
    names: list[str], themes: list[str], parts: int, counts: list[Floats], level: float
) -> pd.DataFrame:
    shape = (len(names), parts, len(themes))
    # In the order of the table: by name of the article, then by name of the theme.
    name_order, theme_order = np.argsort(rank_names(names)), np.argsort(rank_names(themes))
    words, sentences, found, with_theme = (
        np.broadcast_to(count, shape)[name_order][:, :, theme_order]
        .transpose(0, 2, 1)
        .ravel()
        .astype(np.int64)
        for count in counts
    )
    low, high = wilson_interval(with_theme, sentences, level=level)
    empty = (sentences == 0).astype(np.int64)
    return pd.DataFrame(
        {
            "article_id": spell(names, np.repeat(name_order, parts * len(themes))),
            "theme": spell(themes, np.tile(np.repeat(theme_order, parts), len(names))),
            "part": np.tile(np.arange(1, parts + 1), len(names) * len(themes)),
            "hits": found,
            "tokens": words,
            "per_1000": 1000 * found / np.where(words > 0, words, np.nan),
            "sentences": sentences,
            "sentences_with": with_theme,
            "share": with_theme / np.where(sentences > 0, sentences, np.nan),
            "low": low,
            "high": high,
            "note": spell(["", "not defined: no sentence of the article falls in this part"], empty),
        }
    )
