"""Find the patterns of a codebook in articles, token by token, with exact offsets.

Texts become arrays of integer ids, each pattern is looked up once in the vocabulary, and a phrase is a
logical "and" of shifted arrays. Overlaps are resolved as quanteda 4 does it: the longest span first,
then from left to right, and whatever overlaps a span already taken is dropped; two themes that take
spans of equal length do not compete.
"""

from __future__ import annotations

import fnmatch
import re
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from retold.errors import ParameterError, close_match
from retold.tables import empty_table
from retold.themes.codebook import Codebook
from retold.themes.patterns import Pattern
from retold.tokens import TOKEN

OVERLAPS = ("theme", "codebook", "all")


@dataclass(frozen=True)
class Tokens:
    """All tokens of all articles: article number, offsets, id into the vocabulary; a break after each text."""

    article: NDArray[np.int64]
    start: NDArray[np.int64]
    end: NDArray[np.int64]
    ids: NDArray[np.int64]
    vocabulary: list[str]


def find_themes(
    articles: pd.DataFrame,
    codebook: Codebook,
    *,
    overlap: str = "theme",
    case_sensitive: bool = False,
    masked: pd.DataFrame | None = None,
    statements: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Find every hit of every theme.

    Parameters
    ----------
    articles : pandas.DataFrame
        Columns ``article_id`` and ``text``.
    codebook : Codebook
        Themes and patterns.
    overlap : {"theme", "codebook", "all"}
        Where matches overlap, keep the longest within each theme, or across the whole codebook, or
        keep all of them.
    case_sensitive : bool
        Whether "NATO" and "nato" differ.
    masked : pandas.DataFrame, optional
        The table ``masked``: no hit touches a masked span.
    statements : pandas.DataFrame, optional
        The table ``statements``, to say whose words a hit is in. A hit belongs to the statement
        that holds its first character.

    Returns
    -------
    pandas.DataFrame
        The table ``theme_hits``, in reading order.

    Examples
    --------
    >>> from retold.themes.codebook import read_codebook
    >>> articles = pd.DataFrame({"article_id": ["a"], "text": ["Heavy rain, rainy days."]})
    >>> book = read_codebook({"themes": {"water": {"patterns": ["rain*", "heavy rain"]}}})
    >>> find_themes(articles, book)[["start", "end", "text"]].values.tolist()
    [[0, 10, 'Heavy rain'], [12, 17, 'rainy']]
    """
    if overlap not in OVERLAPS:
        raise ParameterError(
            f"overlap cannot be {overlap!r}", where="find_themes", todo=close_match(overlap, OVERLAPS)
        )
    tokens = _tokenize(articles, masked, case_sensitive=case_sensitive)
    spans = [_match(pattern, tokens, case_sensitive=case_sensitive) for pattern in codebook.patterns]
    numbers = np.repeat(np.arange(len(spans)), [len(first) for first, _ in spans])
    first = np.concatenate([s for s, _ in spans]) if spans else np.zeros(0, dtype=np.int64)
    length = np.repeat([n for _, n in spans], [len(s) for s, _ in spans])
    kept = _resolve(codebook, numbers, first, length, overlap)
    hits = _hits(articles, codebook, tokens, numbers[kept], first[kept], length[kept])
    return _add_statements(hits, statements)


def _tokenize(articles: pd.DataFrame, masked: pd.DataFrame | None, *, case_sensitive: bool) -> Tokens:
    rows: list[tuple[int, int, int, int]] = []
    vocabulary: dict[str, int] = {}
    for number, text in enumerate(articles["text"]):
        for token in TOKEN.finditer(text):
            word = token.group() if case_sensitive else token.group().lower()
            rows.append((number, token.start(), token.end(), vocabulary.setdefault(word, len(vocabulary))))
        # A token that nothing matches, so that no phrase runs from one article into the next.
        rows.append((number, len(text), len(text), -1))
    table = np.array(rows, dtype=np.int64).reshape(-1, 4)
    tokens = Tokens(table[:, 0], table[:, 1], table[:, 2], table[:, 3], list(vocabulary))
    if masked is not None and len(masked):
        tokens.ids[_covered(articles, tokens, masked)] = -1
    return tokens


def _covered(articles: pd.DataFrame, tokens: Tokens, masked: pd.DataFrame) -> NDArray[np.bool_]:
    numbers = {name: n for n, name in enumerate(articles["article_id"])}
    covered = np.zeros(len(tokens.ids), dtype=bool)
    for span in masked.itertuples():
        same = tokens.article == numbers.get(span.article_id, -1)
        covered |= same & (tokens.start < span.end) & (tokens.end > span.start)
    return covered


def _match(pattern: Pattern, tokens: Tokens, *, case_sensitive: bool) -> tuple[NDArray[np.int64], int]:
    """Return where a pattern begins (token positions) and how many tokens it takes."""
    parts = pattern.text.split()
    found = np.ones(max(len(tokens.ids) - len(parts) + 1, 0), dtype=bool)
    for shift, part in enumerate(parts):
        # The last place of the table answers for id -1: a break or a masked token, which nothing matches.
        fits = np.array([*_fits(part, pattern.valuetype, tokens.vocabulary, case_sensitive), False])
        found &= fits[tokens.ids[shift : shift + len(found)]]
    return np.flatnonzero(found).astype(np.int64), len(parts)


def _fits(part: str, valuetype: str, vocabulary: list[str], case_sensitive: bool) -> list[bool]:
    if valuetype == "fixed":
        wanted = part if case_sensitive else part.lower()
        return [word == wanted for word in vocabulary]
    if valuetype == "glob":
        # Only * and ? are wild; fnmatch would read brackets as sets.
        part = fnmatch.translate(re.sub(r"\[", "[[]", part))
        part = rf"\A{part}"
    compiled = re.compile(part, 0 if case_sensitive else re.IGNORECASE)
    return [compiled.search(word) is not None for word in vocabulary]


def _resolve(
    codebook: Codebook,
    numbers: NDArray[np.int64],
    first: NDArray[np.int64],
    length: NDArray[np.int64],
    overlap: str,
) -> NDArray[np.int64]:
    """Return which matches stay, as positions in the arrays."""
    order = np.lexsort((numbers, first, -length))
    if overlap == "all":
        return order
    themes = [pattern.theme for pattern in codebook.patterns]
    taken: dict[str, set[int]] = {theme: set() for theme in themes}
    longer: set[int] = set()
    kept: list[int] = []
    for size in sorted(set(length.tolist()), reverse=True):
        places: set[int] = set()
        for at in order[length[order] == size]:
            cells = range(first[at], first[at] + size)
            theme = themes[numbers[at]]
            if taken[theme].isdisjoint(cells) and (overlap == "theme" or longer.isdisjoint(cells)):
                taken[theme].update(cells)
                places.update(cells)
                kept.append(int(at))
        longer |= places
    return np.array(kept, dtype=np.int64)


def _hits(
    articles: pd.DataFrame,
    codebook: Codebook,
    tokens: Tokens,
    numbers: NDArray[np.int64],
    first: NDArray[np.int64],
    length: NDArray[np.int64],
) -> pd.DataFrame:
    article = tokens.article[first]
    start, end = tokens.start[first], tokens.end[first + length - 1]
    texts = articles["text"].tolist()
    hits = pd.DataFrame(
        {
            "article_id": articles["article_id"].to_numpy()[article],
            "theme": [codebook.patterns[n].theme for n in numbers],
            "pattern": [codebook.patterns[n].name for n in numbers],
            "start": start,
            "end": end,
            "text": [texts[n][a:b] for n, a, b in zip(article, start, end, strict=True)],
        }
    )
    order = np.lexsort((numbers, end, start, article))
    return hits.iloc[order].reset_index(drop=True)


def _add_statements(hits: pd.DataFrame, statements: pd.DataFrame | None) -> pd.DataFrame:
    if hits.empty:
        return empty_table("theme_hits")
    columns = list(empty_table("theme_hits").columns)
    named = hits.assign(statement_id="", voice="", sentence_id="")
    if statements is None:
        return named[columns]
    keys = ["article_id", "start", "end", "statement_id", "voice", "sentence_id"]
    spans = statements[keys].astype({"start": "int64", "end": "int64"}).sort_values("start", kind="stable")
    found = pd.merge_asof(
        hits.assign(row=range(len(hits))).sort_values("start", kind="stable"),
        spans.rename(columns={"start": "begins", "end": "ends"}),
        left_on="start",
        right_on="begins",
        by="article_id",
    ).sort_values("row", kind="stable")
    inside = (found["start"] < found["ends"]).fillna(value=False)
    for column in ("statement_id", "voice", "sentence_id"):
        found[column] = found[column].where(inside, "")
    return found[columns].reset_index(drop=True)
