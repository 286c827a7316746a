"""Split articles into sentences, as spans of the raw text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import Any

import pandas as pd

from retold.tables import empty_table
from retold.tokens import Span, count_words

# What the eye takes for nothing: white space, and the marks that have no width.
BLANK = r"\s\ufeff\u200b\u200c\u200d\u2060"
_VISIBLE = re.compile(rf"[^{BLANK}]")


@cache
def _tokenizer() -> Any:
    from syntok.tokenizer import Tokenizer

    # Left to itself it rewrites "don't" as "do not", and offsets would point elsewhere.
    return Tokenizer(emit_hyphen_or_underscore_sep=True, replace_not_contraction=False)


def sentence_spans(text: str) -> list[Span]:
    """Return the sentences of one line of text, without the white space around them.

    Source of the method: syntok's segmenter, run on one line at a time, so that headlines and menu
    lines do not run into the sentences after them.

    Examples
    --------
    >>> text = 'It rained. "We saw it," she said.'
    >>> [text[a:b] for a, b in sentence_spans(text)]
    ['It rained.', '"We saw it," she said.']
    """
    import syntok.segmenter

    sentences = syntok.segmenter.segment(_tokenizer().tokenize(text))
    starts = [sentence[0].offset for sentence in sentences if sentence]
    bounds = [_first_visible(text), *starts[1:], len(text)]
    return [span for a, b in pairwise(bounds) if (span := _strip(text, a, b))]


def _first_visible(text: str) -> int:
    found = _VISIBLE.search(text)
    return found.start() if found else len(text)


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
        for line in re.finditer(r"[^\r\n]+", text[at:start]):
            yield at + line.start(), at + line.end()
        at = end


def split_sentences(articles: pd.DataFrame, masked: pd.DataFrame) -> pd.DataFrame:
    r"""Split the unmasked text of each article into sentences.

    Parameters
    ----------
    articles : pandas.DataFrame
        Columns ``article_id`` and ``text``.
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
    clutter = {key: list(zip(g["start"], g["end"], strict=True)) for key, g in masked.groupby("article_id")}
    rows: list[tuple[str, str, int, int, str]] = []
    for article in articles.itertuples():
        spans = [
            (line + a, line + b)
            for line, end in open_spans(article.text, clutter.get(article.article_id, []))
            for a, b in sentence_spans(article.text[line:end])
        ]
        rows += [
            (f"{article.article_id}:{n}", article.article_id, a, b, article.text[a:b])
            for n, (a, b) in enumerate(spans, start=1)
        ]
    return pd.DataFrame(rows, columns=empty_table("sentences").columns) if rows else empty_table("sentences")


def describe_articles(articles: pd.DataFrame, sentences: pd.DataFrame) -> pd.DataFrame:
    """Fill in how many tokens (words, no signs) and sentences the unmasked text of each article has."""
    by_article = sentences.assign(tokens=sentences["text"].map(count_words)).groupby("article_id")["tokens"]
    described = articles.copy()
    described["tokens"] = described["article_id"].map(by_article.sum()).fillna(0).astype("Int64")
    described["sentences"] = described["article_id"].map(by_article.size()).fillna(0).astype("Int64")
    return described
