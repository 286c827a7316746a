"""Passages that two articles share word for word, with their places on both sides."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from retold.consistency.wording import Token, split_words, weigh_words
from retold.errors import ParameterError, TableError
from retold.tables import conform, empty_table, natural_key

# Five words in a row are common practice in text reuse; shorter runs are mostly set phrases.
SHORTEST_PASSAGE = 5

# "It is one of the" is nobody's passage, and neither is a title with a name.
CONTENT_WORDS = 2

Ints = NDArray[np.int64]


def find_reuse(
    articles: pd.DataFrame, *, masked: pd.DataFrame | None = None, min_tokens: int = SHORTEST_PASSAGE
) -> pd.DataFrame:
    """Find the maximal passages that two articles have in common.

    Parameters
    ----------
    articles : DataFrame
        Columns article_id, text.
    masked : DataFrame, optional
        Columns article_id, start, end: spans that take no part. No passage reaches into or over one.
    min_tokens : int
        Length, in normalised words (see ``split_words``), from which a shared run is a passage.

    Returns
    -------
    DataFrame
        The table ``reuse``: article_a, start_a, end_a, article_b, start_b, end_b, tokens. Offsets are code
        points of the raw texts. Words that repeat in one article may give several rows.

    Raises
    ------
    ParameterError
        If ``min_tokens`` is below 1.

    Notes
    -----
    All n-grams are numbered exactly (no hashing), joined between articles, and neighbouring matches are
    merged; a passage is therefore as long as it can be. In article_a it must hold two content words that
    are no names. Words quoted from a third source are shared as well: mask the quotations to leave them out.

    Examples
    --------
    >>> texts = ["Today the old ferry across the lake was stopped.", "So the old ferry across the lake sank."]
    >>> passages = find_reuse(pd.DataFrame({"article_id": ["a", "b"], "text": texts}))
    >>> passages[["start_a", "end_a", "start_b", "end_b", "tokens"]].values.tolist()
    [[6, 35, 3, 32, 6]]
    """
    if min_tokens < 1:
        raise ParameterError(f"min_tokens should be at least 1, and is {min_tokens}", where="find_reuse")
    for column in ("article_id", "text"):
        if column not in articles.columns:
            raise TableError(f"the articles lack the column {column!r}", where="find_reuse")
    ids = sorted(articles["article_id"].astype(str), key=natural_key)
    texts = dict(zip(articles["article_id"].astype(str), articles["text"].astype(str), strict=True))
    words = [_unmasked(split_words(texts[name]), name, masked) for name in ids]
    runs = _shared_runs(words, min_tokens)
    flat = [(i, token) for i, tokens in enumerate(words) for token in [*tokens, None]]
    kept = [
        run for run in runs.tolist() if _says_something(flat, texts[ids[flat[run[0]][0]]], run[0], run[2])
    ]
    rows = [_passage(flat, ids, *run) for run in kept]
    return conform(pd.DataFrame(rows), "reuse") if rows else empty_table("reuse")


def _unmasked(tokens: list[Token], name: str, masked: pd.DataFrame | None) -> list[Token | None]:
    """Return the tokens, with None in the place of those that touch a masked span."""
    if masked is None or masked.empty:
        return list(tokens)
    spans = masked[masked["article_id"].astype(str) == name]
    starts, ends = spans["start"].to_numpy(dtype=np.int64), spans["end"].to_numpy(dtype=np.int64)
    return [None if ((starts < token.end) & (ends > token.start)).any() else token for token in tokens]


def _number_grams(words: list[list[Token | None]], n: int) -> tuple[Ints, Ints]:
    """Return a number for each run of n tokens, -1 where it is broken, and the article of each place.

    Articles are laid end to end with a break after each, so that no run reaches over the border.
    """
    forms = {"": 0}
    codes = [
        0 if token is None else forms.setdefault(token.form, len(forms))
        for tokens in words
        for token in [*tokens, None]
    ]
    code = np.array(codes, dtype=np.int64)
    article = np.repeat(np.arange(len(words)), [len(tokens) + 1 for tokens in words])
    if len(code) < n:
        return np.full(len(code), -1, dtype=np.int64), article
    count = len(code) - n + 1
    gram, whole = code[:count].copy(), code[:count] > 0
    for step in range(1, n):
        following = code[step : step + count]
        whole &= following > 0
        # Renumbering after each word keeps the product far below the largest integer.
        gram = np.unique(gram * len(forms) + following, return_inverse=True)[1].astype(np.int64)
    return np.concatenate([np.where(whole, gram, -1), np.full(n - 1, -1, dtype=np.int64)]), article


def _shared_runs(words: list[list[Token | None]], n: int) -> Ints:
    """Return rows of (place in a, place in b, tokens), the places counted through all articles."""
    gram, article = _number_grams(words, n)
    place = np.flatnonzero(gram >= 0)
    grams = pd.DataFrame({"gram": gram[place], "article": article[place], "place": place})
    grams = grams[grams.groupby("gram")["article"].transform("nunique") > 1]
    pairs = grams.merge(grams, on="gram", suffixes=("_a", "_b"))
    pairs = pairs[pairs["article_a"] < pairs["article_b"]]
    if pairs.empty:
        return np.empty((0, 3), dtype=np.int64)
    a, b = pairs["place_a"].to_numpy(), pairs["place_b"].to_numpy()
    # Matches that move together on both sides lie on one diagonal.
    order = np.lexsort((a, b - a, pairs["article_b"].to_numpy(), pairs["article_a"].to_numpy()))
    a, b = a[order], b[order]
    first = np.flatnonzero(np.concatenate([[True], (np.diff(a) != 1) | (np.diff(b) != 1)]))
    length = np.diff(np.concatenate([first, [len(a)]])) + n - 1
    return np.column_stack([a[first], b[first], length])


Flat = list[tuple[int, Token | None]]


def _says_something(flat: Flat, text: str, place: int, length: int) -> bool:
    held = [token for _, token in flat[place : place + length] if token is not None]
    return sum(weight == 1.0 for weight in weigh_words(text, held)) >= CONTENT_WORDS


def _passage(flat: Flat, ids: list[str], place_a: int, place_b: int, length: int) -> dict[str, object]:
    row: dict[str, object] = {"tokens": length}
    for side, place in (("a", place_a), ("b", place_b)):
        held = [token for _, token in flat[place : place + length] if token is not None]
        name = ids[flat[place][0]]
        row |= {f"article_{side}": name, f"start_{side}": held[0].start, f"end_{side}": held[-1].end}
    return row
