"""Passages that two articles share word for word, with their places on both sides."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from retold.consistency.reuse.runs import MOST_ARTICLES, MOST_PLACES, Runs, shared_runs
from retold.consistency.reuse.shingles import BREAK, Words, fold_texts, mask_words
from retold.errors import ParameterError, TableError
from retold.language.quotations import quotation_spans
from retold.language.words import is_content
from retold.tables import conform, empty_table, natural_key, require
from retold.ties import distinct

# Five words in a row are common practice in text reuse; shorter runs are mostly set phrases.
SHORTEST_PASSAGE = 5

# A copy that changes a name, a number or a turn of phrase in passing stays one passage.
WIDEST_GAP = 4

# "It is one of the" is nobody's passage, and neither is a title with a name.
CONTENT_WORDS = 2

# Articles that quote the same words are not copies of each other: so many shared words must be their own.
OWN_WORDS = 5

# Runs of one passage follow one another; with repeated words a few others may lie between them.
LOOK_AHEAD = 8

KINDS = ("reuse", "quotation")
DIRECTIONS = ("a to b", "b to a", "undecided")

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


def find_reuse(
    articles: pd.DataFrame,
    *,
    masked: pd.DataFrame | None = None,
    min_tokens: int = SHORTEST_PASSAGE,
    max_gap: int = WIDEST_GAP,
    most_places: int = MOST_PLACES,
    most_articles: int = MOST_ARTICLES,
) -> pd.DataFrame:
    """Find the passages that two articles have in common.

    Parameters
    ----------
    articles : DataFrame
        Columns article_id, text; date (ISO 8601), where present, gives the direction.
    masked : DataFrame, optional
        Columns article_id, start, end: spans that take no part. No run of words reaches into or over one.
    min_tokens : int
        Length, in words (see ``shingles.fold_texts``), from which a shared run counts.
    max_gap : int
        Runs with at most so many other words between them on both sides are one passage.
    most_places : int
        A run that stands in more places than this is compared with the next ``NEXT_PLACES`` of them only.
    most_articles : int
        A run of ``min_tokens`` words that more articles have is a set phrase: it begins no passage, unless as part of
        a shared run of ``LONG_RUN`` words, and belongs to one that goes on over it or nearly touches it.

    Returns
    -------
    DataFrame
        The table ``reuse``: article_a, start_a, end_a, article_b, start_b, end_b; ``tokens``, the words
        shared; ``kind``, ``reuse`` or ``quotation``; ``outside``, how many of the shared words stand outside
        quotation marks in both; ``runs``, of how many runs the passage is made; ``direction``: ``a to b``
        where a is dated earlier, ``b to a``, or ``undecided`` (the same day, or a date that is missing or
        less precise than a day). Offsets are code points of the raw texts. Words that repeat in one article
        may give several rows.

    Raises
    ------
    ParameterError
        If ``min_tokens``, ``most_places`` or ``most_articles`` is below 1, or ``max_gap`` below 0.
    TableError
        If a column is missing or an article is listed twice.

    Notes
    -----
    All runs of ``min_tokens`` words are hashed and sorted; equal ones of two articles are compared word by
    word, so that no collision counts, and those that move together are merged and extended. What many articles share
    is bounded by document frequency, as passim does (``--maxDF``; Smith, Cordell and Mullen 2015), but a long run is
    kept, as reports of an agency are printed by more. A passage must
    hold two content words that are no names. It is ``quotation`` where fewer than five of the words shared
    stand outside quotation marks in both articles: two articles that quote one person are no copies.
    A date tells which text came out first, not who took it from whom: both may have had it from a third.

    Examples
    --------
    >>> texts = ["Today the old ferry across the lake was stopped.", "So the old ferry across the lake sank."]
    >>> passages = find_reuse(pd.DataFrame({"article_id": ["a", "b"], "text": texts}))
    >>> passages[["start_a", "end_a", "start_b", "end_b", "tokens", "kind"]].values.tolist()
    [[6, 35, 3, 32, 6, 'reuse']]
    """
    least = {"min_tokens": (min_tokens, 1), "max_gap": (max_gap, 0)}
    least |= {"most_places": (most_places, 1), "most_articles": (most_articles, 1)}
    _check(articles, least)
    ids = sorted(articles["article_id"].astype(str), key=natural_key)
    texts = dict(zip(articles["article_id"].astype(str), articles["text"].astype(str), strict=True))
    words = mask_words(fold_texts([texts[name] for name in ids]), _spans_of(masked, ids))
    runs = shared_runs(
        words, min_tokens, max_gap=max_gap, most_places=most_places, most_articles=most_articles
    )
    if not len(runs.a):
        return empty_table("reuse")
    group = chain_runs(runs, words, max_gap)
    passages = _merge(runs, group, words, _outside(words, runs, [texts[name] for name in ids]))
    passages = passages[_says_something(words, runs, group)]
    return _name(passages, words, ids, _dates(articles, ids))


def _check(articles: pd.DataFrame, bounds: Mapping[str, tuple[int, int]]) -> None:
    for name, (value, least) in bounds.items():
        if value < least:
            raise ParameterError(f"{name} should be at least {least}, and is {value}", where="find_reuse")
    require(articles, ("article_id", "text"), "articles", where="find_reuse")
    twice = articles["article_id"][articles["article_id"].duplicated()]
    if len(twice):
        raise TableError(f"the article {twice.iloc[0]!r} is listed twice", where="find_reuse")


def _spans_of(masked: pd.DataFrame | None, ids: list[str]) -> Ints:
    """Return masked spans as rows of (number of the article, start, end)."""
    if masked is None or masked.empty:
        return np.zeros((0, 3), dtype=np.int64)
    number = pd.Index(ids).get_indexer(pd.Index(masked["article_id"].astype(str)))
    spans = np.column_stack([number, masked["start"].to_numpy(np.int64), masked["end"].to_numpy(np.int64)])
    return np.asarray(spans[number >= 0], dtype=np.int64)


def chain_runs(runs: Runs, words: Words, max_gap: int) -> Ints:
    """Return for each run the number of its passage: runs that nearly touch on both sides are one.

    Parameters
    ----------
    runs : Runs
        In order of place in a, as ``shared_runs`` gives them.
    words : Words
        The words they are runs of.
    max_gap : int
        Most words between two runs of a passage, on either side.
    """
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    count = len(runs.a)
    other = words.text[runs.b]
    order = np.lexsort((runs.a, other, words.text[runs.a]))
    joined: list[tuple[Ints, Ints]] = []
    for step in range(1, LOOK_AHEAD + 1):
        one, next_one = order[:-step], order[step:]
        gap_a = runs.a[next_one] - runs.a[one] - runs.length[one]
        gap_b = runs.b[next_one] - runs.b[one] - runs.length[one]
        # Where one side repeats a word, the end of a run and the beginning of the next are the same words.
        lap = -np.minimum(runs.length[one], runs.length[next_one]) // 2
        near = (other[one] == other[next_one]) & (words.text[runs.a[one]] == words.text[runs.a[next_one]])
        near &= (gap_a <= max_gap) & (gap_b <= max_gap) & (gap_a > lap) & (gap_b > lap)
        joined.append((one[near], next_one[near]))
    one = np.concatenate([pair[0] for pair in joined])
    next_one = np.concatenate([pair[1] for pair in joined])
    graph = coo_array((np.ones(len(one), dtype=np.int8), (one, next_one)), shape=(count, count))
    _, group = connected_components(graph, directed=False)
    return np.asarray(group, dtype=np.int64)


def _outside(words: Words, runs: Runs, texts: list[str]) -> Flags:
    """Return which words stand outside quotation marks; only articles that share a run are looked at."""
    outside = np.ones(len(words.code), dtype=bool)
    involved = distinct(np.concatenate([words.text[runs.a], words.text[runs.b]]))
    for number in involved.tolist():
        first, last = np.searchsorted(words.text, [number, number + 1])
        start = words.start[first : last - 1]
        spans = np.array(quotation_spans(texts[number]), dtype=np.int64).reshape(-1, 2)
        at = np.searchsorted(spans[:, 0], start, side="right") - 1
        within = (at >= 0) & (start < np.append(spans[:, 1], 0)[at])
        outside[first : last - 1] = ~within
    return outside


def _merge(runs: Runs, group: Ints, words: Words, outside: Flags) -> pd.DataFrame:
    """Return a row for each passage: its first and last word on both sides, and how many words are shared."""
    frame = pd.DataFrame(
        {
            "group": group,
            "first_a": runs.a,
            "last_a": runs.a + runs.length - 1,
            "first_b": runs.b,
            "last_b": runs.b + runs.length - 1,
            "tokens": runs.length,
            "outside": _count_outside(runs, outside),
        }
    )
    by = frame.groupby("group", sort=True)
    table = by.agg(
        first_a=("first_a", "min"), last_a=("last_a", "max"), first_b=("first_b", "min"),
        last_b=("last_b", "max"), tokens=("tokens", "sum"), outside=("outside", "sum"), runs=("tokens", "size"),
    )  # fmt: skip
    # Runs of one passage may lap over one another.
    shorter = np.minimum(table["last_a"] - table["first_a"], table["last_b"] - table["first_b"]) + 1
    table["tokens"] = np.minimum(table["tokens"], shorter)
    table["outside"] = np.minimum(table["outside"], table["tokens"])
    return table


def _count_outside(runs: Runs, outside: Flags) -> Ints:
    """Return how many words of each run stand outside quotation marks on both sides."""
    total = int(runs.length.sum())
    begin = np.cumsum(runs.length) - runs.length
    step = np.arange(total) - np.repeat(begin, runs.length)
    both = outside[np.repeat(runs.a, runs.length) + step] & outside[np.repeat(runs.b, runs.length) + step]
    return np.asarray(np.add.reduceat(both.astype(np.int64), begin), dtype=np.int64)


def _says_something(words: Words, runs: Runs, group: Ints) -> Flags:
    """Return which passages hold enough content words that are no names."""
    content = np.array([is_content(form) and not form.isdigit() for form in words.forms], dtype=bool)
    content &= ~words.names
    content[BREAK] = False
    before = np.concatenate([[0], np.cumsum(content[words.code])])
    held = before[runs.a + runs.length] - before[runs.a]
    return np.asarray(np.bincount(group, weights=held) >= CONTENT_WORDS, dtype=bool)


def _dates(articles: pd.DataFrame, ids: list[str]) -> NDArray[np.object_]:
    """Return the day of each article as it is written, empty where it is not known to the day."""
    if "date" not in articles.columns:
        return np.full(len(ids), "", dtype=object)
    days = dict(zip(articles["article_id"].astype(str), articles["date"].fillna("").astype(str), strict=True))
    read = pd.to_datetime(
        pd.Series([days[name][:10] for name in ids], dtype=object), format="%Y-%m-%d", errors="coerce"
    )
    return np.asarray(read.dt.strftime("%Y-%m-%d").fillna(""), dtype=object)


def _name(passages: pd.DataFrame, words: Words, ids: list[str], dates: NDArray[np.object_]) -> pd.DataFrame:
    """Return the passages as the table ``reuse``."""
    if passages.empty:
        return empty_table("reuse")
    columns: dict[str, object] = {}
    numbers = {}
    for side in ("a", "b"):
        first, last = passages[f"first_{side}"].to_numpy(), passages[f"last_{side}"].to_numpy()
        numbers[side] = words.text[first]
        columns[f"article_{side}"] = np.array(ids, dtype=object)[numbers[side]]
        columns[f"start_{side}"], columns[f"end_{side}"] = words.start[first], words.end[last]
    day_a, day_b = dates[numbers["a"]], dates[numbers["b"]]
    known = (day_a != "") & (day_b != "") & (day_a != day_b)
    table = pd.DataFrame(columns).assign(
        tokens=passages["tokens"].to_numpy(),
        kind=np.where(passages["outside"] >= OWN_WORDS, *KINDS),
        outside=passages["outside"].to_numpy(),
        runs=passages["runs"].to_numpy(),
        direction=np.where(known, np.where(day_a < day_b, DIRECTIONS[0], DIRECTIONS[1]), DIRECTIONS[2]),
    )
    return conform(table, "reuse")
