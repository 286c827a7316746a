"""Articles, voices, sentences and hits as integers: what every count of themes is made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from retold.errors import ParameterError, close_match
from retold.themes.codebook.model import SEPARATOR, Codebook
from retold.themes.measures.word_counts import count_each
from retold.vocabulary import ALL

# Below this many sentences or hits a measure is printed, but called too few to judge by.
FEW = 5

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Units:
    """Names in their order, and arrays of numbers into them.

    Sentences stand in reading order, article by article; a statement and a hit point to theirs. A hit is
    there once for its theme and once for each theme that this one is nested in.
    """

    articles: list[str]
    voices: list[str]
    themes: list[str]
    sentence_article: Ints
    statement_sentence: Ints
    statement_voice: Ints
    statement_tokens: Ints
    hit_statement: Ints
    hit_theme: Ints

    @property
    def sentences(self) -> Ints:
        """Return how many sentences each article has."""
        return np.bincount(self.sentence_article, minlength=len(self.articles))

    def hit_matrix(self, voice: str = ALL) -> Any:
        """Return how many hits of each theme each sentence has, in one voice: sparse, sentences x themes."""
        from scipy import sparse

        chosen = self.spoken(voice)[self.hit_statement]
        rows, columns = self.statement_sentence[self.hit_statement[chosen]], self.hit_theme[chosen]
        shape = (len(self.sentence_article), len(self.themes))
        return sparse.csr_array((np.ones(len(rows)), (rows, columns)), shape=shape)

    def spoken(self, voice: str = ALL) -> NDArray[np.bool_]:
        """Return which statements are in a voice; a voice that nobody has gives none."""
        if voice == ALL:
            return np.ones(len(self.statement_voice), dtype=bool)
        number = self.voices.index(voice) if voice in self.voices else -1
        return np.asarray(self.statement_voice == number)

    def sentences_in(self, voice: str = ALL) -> NDArray[np.bool_]:
        """Return in which sentences a voice has a statement."""
        present = np.zeros(len(self.sentence_article), dtype=bool)
        present[self.statement_sentence[self.spoken(voice)]] = True
        return present


def arrange_units(
    hits: pd.DataFrame, statements: pd.DataFrame, codebook: Codebook, *, count_words: bool = True
) -> Units:
    """Give numbers to the articles, voices, sentences and themes of two tables.

    Parameters
    ----------
    hits : pandas.DataFrame
        The table ``theme_hits``, with statements. A hit outside these statements is not counted.
    statements : pandas.DataFrame
        The table ``statements``; a column ``tokens`` (words of the statement) is used where there is one.
    codebook : Codebook
        The themes.
    count_words : bool
        Whether words are counted; where they are not, they are 0.

    Returns
    -------
    Units

    Raises
    ------
    ParameterError
        If there are hits and none names a statement, a hit has a theme that the codebook lacks, or an article or a
        voice is called ``*``.
    """
    _check_hits(hits, codebook)
    _refuse_all(statements)
    article, articles = pd.factorize(statements["article_id"], sort=True)
    voice, voices = pd.factorize(statements["voice"], sort=True)
    sentence, sentence_article = _number_sentences(statements, article)
    themes = [theme.name for theme in codebook.themes]
    hit_statement, hit_theme = _number_hits(hits, statements, themes)
    tokens = np.zeros(len(statements), dtype=np.int64)
    if count_words:
        known = "tokens" in statements.columns
        tokens = statements["tokens"].to_numpy(np.int64) if known else count_each(statements["text"])
    return Units(
        [str(name) for name in articles],
        [str(name) for name in voices],
        themes,
        sentence_article,
        sentence,
        voice.astype(np.int64),
        tokens,
        hit_statement,
        hit_theme,
    )


def nested(theme: str, other: str) -> bool:
    """Say whether one of two themes is nested in the other.

    Examples
    --------
    >>> nested("water", "water/rain"), nested("water", "watering")
    (True, False)
    """
    return theme.startswith(other + SEPARATOR) or other.startswith(theme + SEPARATOR)


def spell(names: Sequence[str], numbers: Ints) -> pd.Series:
    """Return names by their numbers, as the strings of a table: cheap for many rows of few names.

    Examples
    --------
    >>> spell(["rain", "wind"], np.array([1, 0, 1])).tolist()
    ['wind', 'rain', 'wind']
    """
    return pd.Series(list(names), dtype="str").take(numbers).reset_index(drop=True)


def rank_names(names: Sequence[str]) -> Ints:
    """Return the place of each name among them all in alphabetical order.

    Examples
    --------
    >>> rank_names(["wind", "rain"]).tolist()
    [1, 0]
    """
    order = {name: n for n, name in enumerate(sorted(names))}
    return np.array([order[name] for name in names], dtype=np.int64)


def _refuse_all(statements: pd.DataFrame) -> None:
    for column in ("article_id", "voice"):
        if (statements[column] == ALL).any():
            raise ParameterError(
                f"the name {ALL!r} means all, and no {column.removesuffix('_id')} can bear it",
                where=f"statements.{column}",
                todo="rename it",
            )


def _check_hits(hits: pd.DataFrame, codebook: Codebook) -> None:
    if len(hits) and not (hits["statement_id"] != "").any():
        raise ParameterError(
            "no hit says in which statement it is",
            where="theme_hits.statement_id",
            todo="call find_themes with statements=...",
        )
    names = {theme.name for theme in codebook.themes}
    for theme in sorted(set(hits["theme"].unique()) - names):
        raise ParameterError(
            f"the hits have a theme that the codebook lacks: {theme!r}",
            where="theme_hits.theme",
            todo=close_match(theme, names),
        )


def _number_sentences(statements: pd.DataFrame, article: NDArray[np.intp]) -> tuple[Ints, Ints]:
    """Return the sentence of each statement, and the article of each sentence, in reading order."""
    code, names = pd.factorize(statements["sentence_id"], sort=True)
    # By article as well: statements of another source may leave the sentence empty.
    keys = article.astype(np.int64) * max(len(names), 1) + code
    unique, place = np.unique(keys, return_inverse=True)
    first = np.full(len(unique), np.iinfo(np.int64).max)
    np.minimum.at(first, place, statements["start"].to_numpy(np.int64))
    owner = unique // max(len(names), 1)
    order = np.lexsort((unique, first, owner))
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order))
    return rank[place.ravel()], owner[order]


def _number_hits(hits: pd.DataFrame, statements: pd.DataFrame, themes: list[str]) -> tuple[Ints, Ints]:
    """Return statement and theme of each hit, repeated for the themes that its theme is nested in."""
    at = pd.Index(statements["statement_id"]).get_indexer(pd.Index(hits["statement_id"]))
    code, names = pd.factorize(hits["theme"])
    code, at = code[at >= 0], at[at >= 0]
    number = {theme: n for n, theme in enumerate(themes)}
    lines = [[number[name] for name in _with_parents(str(theme)) if name in number] for theme in names]
    sizes = np.array([len(line) for line in lines], dtype=np.int64)[code]
    flat = np.array([n for line in lines for n in line], dtype=np.int64)
    starts = np.concatenate([[0], np.cumsum([len(line) for line in lines])]).astype(np.int64)[code]
    steps = np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    return np.repeat(at, sizes).astype(np.int64), flat[np.repeat(starts, sizes) + steps]


def _with_parents(theme: str) -> list[str]:
    parts = theme.split(SEPARATOR)
    return [SEPARATOR.join(parts[:n]) for n in range(len(parts), 0, -1)]
