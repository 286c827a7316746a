"""Split articles into sentences, as spans of the raw text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

import pandas as pd

from retold.language.lexicon import ENGLISH, article_languages, read_as, warn_of_languages
from retold.language.sentence_ends import sentence_ends
from retold.language.tokens import Span, count_words
from retold.tables import empty_table, require

# What the eye takes for nothing: white space, and the marks that have no width.
BLANK = r"\s\ufeff\u200b\u200c\u200d\u2060"
_VISIBLE = re.compile(rf"[^{BLANK}]")

# A paragraph ends at each of these: line ends, form feed, and Unicode's own line and paragraph separators.
BREAKS = "\r\n\v\f\x1c\x1d\x1e\x85\u2028\u2029"
LINE = re.compile(f"[^{BREAKS}]+")


def sentence_spans(text: str, *, language: str = ENGLISH) -> list[Span]:
    """Return the sentences of one line of text, without the white space around them.

    Source of the method: own rules (`retold.language.sentence_ends`), which ``benchmarks/sentences.py`` measures
    beside other splitters. Signs without a letter or digit join the sentence before them.

    Examples
    --------
    >>> text = 'It rained. "We saw it," she said.'
    >>> [text[a:b] for a, b in sentence_spans(text)]
    ['It rained.', '"We saw it," she said.']
    """
    spans: list[Span] = []
    for a, b in pairwise([0, *sentence_ends(text, language=language), len(text)]):
        span = _strip(text, a, b)
        if span and spans and not any(map(str.isalnum, text[span[0] : span[1]])):
            spans[-1] = (spans[-1][0], span[1])
        elif span:
            spans.append(span)
    return spans


def _strip(text: str, start: int, end: int) -> Span | None:
    found = _VISIBLE.search(text, start, end)
    if not found:
        return None
    while not _VISIBLE.match(text[end - 1]):
        end -= 1
    return found.start(), end


def open_spans(text: str, masked: list[Span]) -> Iterator[Span]:
    """Yield the lines of a text less its masked spans.

    Parameters
    ----------
    text : str
        The raw text.
    masked : list of (start, end)
        Spans in order, not overlapping.
    """
    at = 0
    for start, end in [*masked, (len(text), len(text))]:
        for line in LINE.finditer(text, at, start):
            yield line.span()
        at = end


def split_sentences(articles: pd.DataFrame, masked: pd.DataFrame) -> pd.DataFrame:
    r"""Split the unmasked text of each article into sentences.

    Parameters
    ----------
    articles : pandas.DataFrame
        Columns ``article_id`` and ``text``, and ``language`` if known: where sentences end is told by the words of each
        article's own language if it has a folder, else, with a warning, by those of English.
    masked : pandas.DataFrame
        The table ``masked``.

    Returns
    -------
    pandas.DataFrame
        The table ``sentences``: sentence_id, article_id, start, end, text.

    Examples
    --------
    >>> articles = pd.DataFrame({"article_id": ["a"], "text": ["Rain\nIt rained. It stopped."]})
    >>> split_sentences(articles, empty_table("masked"))["text"].tolist()
    ['Rain', 'It rained.', 'It stopped.']
    """
    require(articles, ("article_id", "text"), "articles", where="split_sentences")
    require(masked, ("article_id", "start", "end"), "masked spans", where="split_sentences")
    clutter: dict[str, list[Span]] = {}
    for name, start, end in zip(masked["article_id"], masked["start"], masked["end"], strict=True):
        clutter.setdefault(name, []).append((int(start), int(end)))
    told = article_languages(articles, len(articles))
    warn_of_languages(told, reader="sentences")
    items = [
        (name, text, sorted(clutter.get(name, [])), read_as(own))
        for name, text, own in zip(articles["article_id"], articles["text"], told, strict=True)
    ]
    # A fifth of a millisecond an article: to start other processes for it would take longer.
    rows = [row for item in items for row in _article_sentences(item)]
    return pd.DataFrame(rows, columns=empty_table("sentences").columns) if rows else empty_table("sentences")


def _article_sentences(item: tuple[str, str, list[Span], str]) -> list[tuple[str, str, int, int, str]]:
    """Return the rows of an article: its id, text, masked spans in order and language are given."""
    name, text, masked, language = item
    spans = [
        (line + a, line + b)
        for line, end in open_spans(text, masked)
        for a, b in sentence_spans(text[line:end], language=language)
    ]
    return [(f"{name}:{number}", name, a, b, text[a:b]) for number, (a, b) in enumerate(spans, 1)]


def describe_articles(articles: pd.DataFrame, sentences: pd.DataFrame) -> pd.DataFrame:
    """Fill in how many tokens (words, no signs) and sentences the unmasked text of each article has."""
    by_article = sentences.assign(tokens=sentences["text"].map(count_words)).groupby("article_id")["tokens"]
    described = articles.copy()
    described["tokens"] = described["article_id"].map(by_article.sum()).fillna(0).astype("Int64")
    described["sentences"] = described["article_id"].map(by_article.size()).fillna(0).astype("Int64")
    return described
