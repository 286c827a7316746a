"""Articles set as pages to be read, side by side, and passages cut out of them between words."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

import pandas as pd

from retold.errors import ParameterError
from retold.themes.audit.concordance import cut_left, cut_right

# Least and greatest width of a page: two stand side by side in a notebook, and no line is so long that the eye loses the next.
NARROW, WIDE = "34em", "46em"


@dataclass(frozen=True)
class Pages:
    """Articles to be read: a heading and the paragraphs of each."""

    headings: list[str]
    paragraphs: list[list[str]]

    def __repr__(self) -> str:
        pages = zip(self.headings, self.paragraphs, strict=True)
        return "\n\n\n".join("\n\n".join([heading, *paragraphs]) for heading, paragraphs in pages)

    def _repr_html_(self) -> str:
        pages = "".join(
            f'<div style="max-width: {WIDE}"><p><strong>{escape(heading)}</strong></p>'
            + "".join(f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs)
            + "</div>"
            for heading, paragraphs in zip(self.headings, self.paragraphs, strict=True)
        )
        columns = f"repeat(auto-fit, minmax(min({NARROW}, 100%), 1fr))"
        return f'<div style="display: grid; grid-template-columns: {columns}; gap: 2em 3em; line-height: 1.5">{pages}</div>'


def show_articles(articles: pd.DataFrame, *ids: str, first: int | None = None) -> Pages:
    r"""Set articles as pages, two beside each other where there is room.

    Parameters
    ----------
    articles : pandas.DataFrame
        Columns article_id, outlet, date, text.
    *ids : str
        Which of them, in this order.
    first : int, optional
        So many paragraphs of each, from the first; the headline is one. All if not given.

    Raises
    ------
    ParameterError
        If there is no such article.

    Examples
    --------
    >>> articles = pd.DataFrame({"article_id": ["a"], "outlet": ["Post"], "date": ["2018-05-03"], "text": ["One\n\nTwo"]})
    >>> show_articles(articles, "a", first=1)
    a, Post, 2018-05-03
    <BLANKLINE>
    One
    """
    own = articles.set_index("article_id")
    for article in ids:
        if article not in own.index:
            raise ParameterError(f"there is no article {article!r}", where="show_articles")
    headings = [f"{article}, {own.loc[article, 'outlet']}, {own.loc[article, 'date']}" for article in ids]
    paragraphs = [
        [part for part in map(str.strip, str(own.loc[article, "text"]).split("\n")) if part][:first]
        for article in ids
    ]
    return Pages(headings, paragraphs)


def cut_around(text: str, start: int, end: int, *, width: int) -> str:
    """Return a passage in square brackets with the words around it, cut between words.

    Parameters
    ----------
    text : str
        The text of an article.
    start, end : int
        The passage, half open.
    width : int
        Characters on either side at the most.

    Examples
    --------
    >>> cut_around("The dam has seven gates, all of them shut.", 12, 23, width=9)
    '…dam has [seven gates], all of…'
    """
    before = cut_left(" ".join(text[:start].split()), width)
    after = cut_right(" ".join(text[end:].split()), width)
    return f"{before}{_gap(text[start - 1 : start])}[{' '.join(text[start:end].split())}]{_gap(text[end : end + 1])}{after}"


def _gap(sign: str) -> str:
    return " " if sign.isspace() else ""
