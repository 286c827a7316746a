"""How often each theme occurs: hits, hits per 1,000 words, and the share of sentences with an interval."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from retold.statistics.intervals import wilson_interval
from retold.tables import empty_table
from retold.themes.codebook.model import Codebook
from retold.themes.measures.counting import Ints, Units, arrange_units, rank_names, spell
from retold.vocabulary import ALL


class Counts(NamedTuple):
    """Counts by article and voice (the last of each is all of them); hits and sentences_with by theme too."""

    statements: Ints
    tokens: Ints
    sentences: Ints
    hits: Ints
    sentences_with: Ints


def count_themes(
    hits: pd.DataFrame, statements: pd.DataFrame, codebook: Codebook, *, level: float = 0.95
) -> pd.DataFrame:
    """Count each theme by article and voice, with all articles and all voices as ``*``.

    A theme that nests others counts their hits too. A sentence is in a voice if a statement of that
    voice lies in it, so a sentence that quotes is counted for the speaker and for the journalist. A hit
    outside the statements given is not counted, as its words are not.

    Parameters
    ----------
    hits : pandas.DataFrame
        The table ``theme_hits``, with statements.
    statements : pandas.DataFrame
        The table ``statements``. A column ``tokens`` (words of each) saves counting them.
    codebook : Codebook
        Its themes, so that one without hits is counted as none.
    level : float
        Coverage of the Wilson interval of the share of sentences.

    Returns
    -------
    pandas.DataFrame
        The table ``theme_frequencies``. ``per_1000`` is hits per 1,000 words (signs not counted);
        ``share``, ``low`` and ``high`` lie in 0..1 and are missing where there is no sentence.

    Raises
    ------
    ParameterError
        If no hit names a statement, or a hit has a theme that the codebook lacks.

    Examples
    --------
    >>> from retold.articles.attribution.voices import find_statements
    >>> from retold.themes.codebook.read import read_codebook
    >>> from retold.themes.matching.matching import find_themes
    >>> articles = pd.DataFrame({"article_id": ["a"], "text": ["It rained. It stopped."]})
    >>> statements = find_statements(articles, subject="Ann Lee")
    >>> book = read_codebook({"themes": {"water": {"patterns": ["rain*"]}}})
    >>> frequencies = count_themes(find_themes(articles, book, statements=statements), statements, book)
    >>> frequencies.loc[[0], ["hits", "tokens", "sentences", "share"]].values.tolist()
    [[1.0, 4.0, 2.0, 0.5]]
    """
    if statements.empty:
        return empty_table("theme_frequencies")
    units = arrange_units(hits, statements, codebook)
    counts = _count(units)
    names_article, names_voice = [*units.articles, ALL], [*units.voices, ALL]
    row_article, row_voice, theme = _order_rows(counts, names_article, names_voice, units.themes)
    words, found = counts.tokens[row_article, row_voice], counts.hits[row_article, row_voice, theme]
    whole, with_theme = (
        counts.sentences[row_article, row_voice],
        counts.sentences_with[row_article, row_voice, theme],
    )
    low, high = wilson_interval(with_theme, whole, level=level)
    return pd.DataFrame(
        {
            "article_id": spell(names_article, row_article),
            "voice": spell(names_voice, row_voice),
            "theme": spell(units.themes, theme),
            "hits": found,
            "tokens": words,
            "per_1000": 1000 * found / np.where(words > 0, words, np.nan),
            "sentences": whole,
            "sentences_with": with_theme,
            "share": with_theme / np.where(whole > 0, whole, np.nan),
            "low": low,
            "high": high,
        }
    )


def _order_rows(
    counts: Counts, articles: list[str], voices: list[str], themes: list[str]
) -> tuple[Ints, ...]:
    """Return article, voice and theme of each row, by name; a voice that an article does not have is no row."""
    article, voice = (np.repeat(places, len(themes)) for places in np.nonzero(counts.statements))
    theme = np.tile(np.arange(len(themes)), len(article) // max(len(themes), 1))
    ranks = rank_names(themes)[theme], rank_names(voices)[voice], rank_names(articles)[article]
    order = np.lexsort(ranks)
    return article[order], voice[order], theme[order]


def _count(units: Units) -> Counts:
    articles, voices, themes = len(units.articles), len(units.voices), len(units.themes)
    article = units.sentence_article[units.statement_sentence]
    voice = units.statement_voice
    statements = _tally((article, voice), (articles, voices))
    tokens = _tally((article, voice), (articles, voices), units.statement_tokens)
    of_hit = units.hit_statement
    hits = _tally((article[of_hit], voice[of_hit], units.hit_theme), (articles, voices, themes))
    sentences = np.zeros((articles + 1, voices + 1), dtype=np.int64)
    sentences_with = np.zeros((articles + 1, voices + 1, themes), dtype=np.int64)
    # A sentence counts once for each of its voices, and once for all of them.
    for place, name in enumerate([*units.voices, ALL]):
        present = units.sentence_article[units.sentences_in(name)]
        sentences[:-1, place] = np.bincount(present, minlength=articles)
        matrix = units.hit_matrix(name).tocoo()
        sentences_with[:-1, place] = _tally(
            (units.sentence_article[matrix.coords[0]], matrix.coords[1]), (articles, themes)
        )
    sentences[-1], sentences_with[-1] = sentences[:-1].sum(axis=0), sentences_with[:-1].sum(axis=0)
    return Counts(
        _with_totals(statements), _with_totals(tokens), sentences, _with_totals(hits), sentences_with
    )


def _tally(places: tuple[Ints, ...], shape: tuple[int, ...], weights: Ints | None = None) -> Ints:
    flat = np.ravel_multi_index(places, shape)
    counts = np.bincount(flat, weights=weights, minlength=int(np.prod(shape)))
    return counts.reshape(shape).astype(np.int64)


def _with_totals(counts: Ints) -> Ints:
    """Add all articles and all voices, as the last of axis 0 and of axis 1."""
    counts = np.concatenate([counts, counts.sum(axis=0, keepdims=True)], axis=0)
    return np.concatenate([counts, counts.sum(axis=1, keepdims=True)], axis=1)
