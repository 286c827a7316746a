"""Find the patterns of a codebook in articles, token by token, with exact offsets.

Texts become arrays of word numbers, each pattern is looked up once in the vocabulary, and only the
tokens of its rarest word are looked at.
"""

from __future__ import annotations

import warnings
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from retold.errors import ParameterError, close_match
from retold.language.token_arrays import TokenArrays, token_arrays
from retold.language.tokens import seen_form
from retold.tables import empty_table, require
from retold.themes.codebook.model import SEPARATOR, Codebook
from retold.themes.codebook.patterns import Pattern
from retold.themes.matching.expansion import Words
from retold.themes.matching.overlaps import resolve_overlaps
from retold.themes.matching.spans import find_spans, place_tokens
from retold.vocabulary import OVERLAPS

Ints = NDArray[np.int64]

# In a text of fewer tokens a sound pattern may well match every one.
FEW_TOKENS = 20


def find_themes(
    articles: pd.DataFrame,
    codebook: Codebook,
    *,
    overlap: str = "theme",
    case_sensitive: bool = False,
    depth: int | None = None,
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
        Whether capital letters count.
    depth : int, optional
        Take themes nested deeper than this as one with the theme at this depth that holds them (1: the
        outermost), before overlaps are resolved. Default: each theme on its own.
    masked : pandas.DataFrame, optional
        The table ``masked``: no hit touches a masked span.
    statements : pandas.DataFrame, optional
        The table ``statements``, to say whose words a hit is in. A hit belongs to the statement
        that holds its first character.

    Returns
    -------
    pandas.DataFrame
        The table ``theme_hits``, in reading order.

    Raises
    ------
    CodebookError
        If a regular expression does not come to an end.
    ParameterError
        If the overlap rule is unknown, or the depth is below 1.

    Warns
    -----
    UserWarning
        If a pattern matches every token of a text that is not short, or the codebook has no patterns.

    Examples
    --------
    >>> from retold.themes.codebook.read import read_codebook
    >>> articles = pd.DataFrame({"article_id": ["a"], "text": ["Heavy rain, rainy days."]})
    >>> book = read_codebook({"themes": {"water": {"patterns": ["rain*", "heavy rain"]}}})
    >>> find_themes(articles, book)[["start", "end", "text"]].values.tolist()
    [[0, 10, 'Heavy rain'], [12, 17, 'rainy']]
    """
    if overlap not in OVERLAPS:
        raise ParameterError(
            f"overlap cannot be {overlap!r}", where="find_themes", todo=close_match(overlap, OVERLAPS)
        )
    if depth is not None and depth < 1:
        raise ParameterError(f"depth cannot be {depth}", where="find_themes", todo="give 1 or more")
    require(articles, ("article_id", "text"), "articles", where="find_themes")
    if not codebook.patterns:
        # A code list of another program may be meant for coding by hand; the rest of a study still runs.
        warnings.warn("the codebook has no patterns, so no theme is found", stacklevel=2)
        return empty_table("theme_hits")
    texts = articles["text"].tolist()
    tokens = token_arrays(texts)
    patterns = _distinct_patterns(codebook, depth, case_sensitive=case_sensitive)
    number, first, length = _find_all(patterns, articles, tokens, masked, case_sensitive=case_sensitive)
    names = list(dict.fromkeys(pattern.theme for pattern in patterns))
    places = {name: n for n, name in enumerate(names)}
    theme = np.array([places[pattern.theme] for pattern in patterns], dtype=np.int64)[number]
    kept = resolve_overlaps(first, length, theme, overlap=overlap)
    hits = _hits(articles, texts, patterns, tokens, number[kept], first[kept], length[kept])
    return _add_statements(hits, statements)


def _distinct_patterns(codebook: Codebook, depth: int | None, *, case_sensitive: bool) -> list[Pattern]:
    """Return the patterns, those of a theme once that differ in capital letters or in look-alikes alone."""
    distinct: dict[tuple[object, ...], Pattern] = {}
    for pattern in codebook.patterns:
        theme = SEPARATOR.join(pattern.theme.split(SEPARATOR)[:depth])
        name = pattern.name if pattern.valuetype == "regex" else seen_form(pattern.name)
        name = name if case_sensitive or pattern.valuetype == "regex" else name.lower()
        distinct.setdefault((theme, name, pattern.exclude), replace(pattern, theme=theme))
    return list(distinct.values())


def _find_all(
    patterns: list[Pattern],
    articles: pd.DataFrame,
    tokens: TokenArrays,
    masked: pd.DataFrame | None,
    *,
    case_sensitive: bool,
) -> tuple[Ints, Ints, Ints]:
    """Return pattern number, first token and length of every match."""
    words = Words(tokens.vocabulary, case_sensitive=case_sensitive)
    places = place_tokens(tokens, _covered(articles, tokens, masked), words, patterns)
    spans = [find_spans(pattern, places) for pattern in patterns]
    for pattern, (first, _) in zip(patterns, spans, strict=True):
        if len(first) == len(tokens.ids) >= FEW_TOKENS:
            _warn_of_all(pattern, len(first))
    counts = [len(first) for first, _ in spans]
    empty = np.zeros(0, dtype=np.int64)
    first = np.concatenate([empty, *(first for first, _ in spans)])
    length = np.concatenate([empty, *(length for _, length in spans)])
    return np.repeat(np.arange(len(spans)), counts), first, length


def _warn_of_all(pattern: Pattern, count: int) -> None:
    line = f" (line {pattern.line})" if pattern.line else ""
    warnings.warn(
        f"pattern {pattern.name!r} of theme {pattern.theme!r}{line} matches every one of {count} tokens",
        stacklevel=4,
    )


def _covered(articles: pd.DataFrame, tokens: TokenArrays, masked: pd.DataFrame | None) -> NDArray[np.bool_]:
    """Return which tokens share a character with a masked span."""
    covered = np.zeros(len(tokens.ids), dtype=bool)
    if masked is None or masked.empty:
        return covered
    article = pd.Index(articles["article_id"]).get_indexer(masked["article_id"])
    known = article >= 0
    begins, ends = (masked[side].to_numpy(np.int64)[known] for side in ("start", "end"))
    low, high = tokens.first[article[known]], tokens.first[article[known] + 1]
    first = _bisect(tokens.end, begins + 1, low, high)
    last = _bisect(tokens.start, ends, low, high)
    for a, b in zip(first.tolist(), last.tolist(), strict=True):
        covered[a:b] = True
    return covered


def _bisect(values: NDArray[np.int32], wanted: Ints, low: Ints, high: Ints) -> Ints:
    """Return, for each wanted value, the first place in its own stretch of values that is not below it."""
    low, high = low.copy(), high.copy()
    while (open_ := low < high).any():
        middle = (low + high) // 2
        below = open_ & (values[np.minimum(middle, len(values) - 1)] < wanted)
        low = np.where(below, middle + 1, low)
        high = np.where(open_ & ~below, middle, high)
    return low


def _hits(
    articles: pd.DataFrame,
    texts: list[str],
    patterns: list[Pattern],
    tokens: TokenArrays,
    number: Ints,
    first: Ints,
    length: Ints,
) -> pd.DataFrame:
    last = first + length - 1
    # Matches come pattern by pattern, and the stable sort keeps that order where spans are equal.
    order = np.argsort(first * (int(length.max(initial=0)) + 1) + length, kind="stable")
    number, first, last = number[order], first[order], last[order]
    article = tokens.text_of(first)
    start, end = tokens.start[first].astype(np.int64), tokens.end[last].astype(np.int64)
    words = np.array(tokens.vocabulary, dtype=object)[tokens.ids[first]]
    for n in np.flatnonzero(last > first).tolist():
        words[n] = texts[article[n]][start[n] : end[n]]
    return pd.DataFrame(
        {
            "article_id": _take(articles["article_id"].tolist(), article),
            "theme": _take([pattern.theme for pattern in patterns], number),
            "pattern": _take([pattern.name for pattern in patterns], number),
            "start": start,
            "end": end,
            "text": pd.array(words, dtype="str"),
        }
    )


def _take(names: list[str], places: Ints) -> Any:
    return pd.array(names, dtype="str").take(places)


def _add_statements(hits: pd.DataFrame, statements: pd.DataFrame | None) -> pd.DataFrame:
    """Say in which statement, voice and sentence each hit begins."""
    columns = list(empty_table("theme_hits").columns)
    if hits.empty:
        return empty_table("theme_hits")
    if statements is None or statements.empty:
        return hits.assign(statement_id="", voice="", sentence_id="")[columns]
    names = pd.Index(hits["article_id"].unique())
    article = names.get_indexer(statements["article_id"])
    spans = statements.loc[article >= 0].assign(article=article[article >= 0])
    spans = spans.sort_values(["article", "start"], kind="stable")
    begins, ends = (spans[side].to_numpy(np.int64) for side in ("start", "end"))
    step = max(int(hits["start"].max()), int(ends.max(initial=0))) + 1
    wanted = names.get_indexer(hits["article_id"]) * step + hits["start"].to_numpy()
    line = spans["article"].to_numpy() * step
    at = np.searchsorted(line + begins, wanted, side="right") - 1
    inside = (at >= 0) & (wanted < (line + ends)[at]) if len(spans) else np.zeros(len(hits), dtype=bool)
    for column in ("statement_id", "voice", "sentence_id"):
        found = spans[column].astype("str").array.take(np.where(inside, at, -1), allow_fill=True)
        hits[column] = pd.Series(found, index=hits.index).fillna("")
    return hits[columns]
