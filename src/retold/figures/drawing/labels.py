"""Words in a figure: names that fit their room, legends that wrap, and a sentence where there is no picture."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd
from matplotlib.artist import Artist
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure

from retold.figures.drawing.style import MM, MUTED, figure_width, is_narrow, new_figure
from retold.showing import tell_first

# Mean width of a letter of DejaVu Sans, in millimetres for each point of its size.
LETTER = 0.205

# Height of a line of text with its gap, in millimetres for each point.
LINE = 0.46

# More rows or columns than this are too thin to be read on one page; the rest is in the table.
MOST_ARTICLES = 30
MOST_ARGUMENTS = 40

# The part of a figure's width that a line below it may take: its axes begin to the right of the rows' names.
NOTE_WIDTH = 0.65

# Letters of an article's name; in one column of a journal, those of each of its two lines.
ARTICLE_LETTERS, NARROW_LETTERS = 30, 18

# Lines of a legend that a figure's own height has room for, and the millimetres that each further one takes.
LEGEND_LINES, LEGEND_LINE = 2, 3.6

# Lines of a column's heading.
MOST_LINES = 3

UNDEFINED = "n.d."


def text_width(text: str, size: float = 7) -> float:
    """Return about how wide a text of a size in points is, in millimetres.

    Examples
    --------
    >>> round(text_width("ten chars.", 10), 1)
    20.5
    """
    return max((len(line) for line in text.split("\n")), default=0) * LETTER * size


def shorten(text: str, most: int) -> str:
    """Cut a text to a number of characters, with an ellipsis.

    Examples
    --------
    >>> shorten("a long winter", 8), shorten("short", 8)
    ('a long…', 'short')
    """
    return text if len(text) <= most else text[: most - 1].rstrip(" ,.;:·-") + "…"


def shorten_middle(text: str, most: int) -> str:
    """Cut a text in its middle: of names in a list it is often the end that differs.

    Examples
    --------
    >>> shorten_middle("The Gazette, 3 March", 13)
    'The Ga…March'
    """
    if len(text) <= most:
        return text
    return text[: most // 2].rstrip() + "…" + text[len(text) - (most - 1) // 2 :].lstrip()


def row_letters() -> int:
    """Return how many letters a row's name may have at the width of the style."""
    return 26 if is_narrow() else 44


def name_articles(articles: pd.DataFrame, *, most: int | None = MOST_ARTICLES) -> pd.Series:
    """Return the name of each article that is shown: its label, or its id where it has none.

    Parameters
    ----------
    articles : pandas.DataFrame
        The table ``articles``.
    most : int, optional
        How many, from the first. None: all, for a figure that has no row or column for each.

    Returns
    -------
    pandas.Series
        Names, by article_id, each cut to the room of a row's name.

    Examples
    --------
    >>> name_articles(pd.DataFrame({"article_id": ["a", "b"], "label": ["Ferry, May", ""]})).to_dict()
    {'a': 'Ferry, May', 'b': 'b'}
    """
    kept = articles if most is None else articles.head(most)
    labels = kept["label"] if "label" in kept.columns else pd.Series("", index=kept.index)
    names = labels.where(labels.str.strip() != "", kept["article_id"])
    shown = [shorten_middle(one_line(str(name)), ARTICLE_LETTERS) for name in names]
    return pd.Series(shown, index=kept["article_id"].tolist(), dtype=object)


def one_line(text: str) -> str:
    r"""Return a text on one line, with a stand-in for signs that have no form, as XML would not hold them either.

    Examples
    --------
    >>> one_line("a\r\nb\x07")
    'a b�'
    """
    return "".join(sign if sign.isprintable() else "\ufffd" for sign in " ".join(text.split()))


def first_articles(names: pd.Series, articles: pd.DataFrame) -> str:
    """Say how many of the articles a figure names, if it doesn't name all."""
    return tell_first(len(names), len(articles), "articles")


def wrap_rows(names: Sequence[str]) -> list[str]:
    """Break the names of rows into two lines where a figure has the width of one column."""
    if not is_narrow():
        return list(names)
    return ["\n".join(textwrap.wrap(name, NARROW_LETTERS, max_lines=2, placeholder="…")) for name in names]


def note_below(*parts: str, room: float | None = None, size: float = 7.5) -> str:
    """Join what a figure says below itself, such as how many of something it shows; empty parts are left out.

    Parameters
    ----------
    parts : str
        Sentences without a full stop; see `tell_first`.
    room : float, optional
        Millimetres that a line may take. Default: most of the figure's width.
    size : float
        Size of the type, in points.

    Examples
    --------
    >>> note_below("", "first 30 of 2,000 articles", room=300)
    'first 30 of 2,000 articles'
    """
    return fold("; ".join(part for part in parts if part), room or NOTE_WIDTH * figure_width(), size=size)


def plain(value: float, digits: int = 2) -> str:
    """Write a number as a figure shows it, with a minus sign; ``n.d.`` where it is not defined.

    Examples
    --------
    >>> plain(-0.256), plain(float("nan")), plain(-0.001)
    ('−0.26', 'n.d.', '0.00')
    """
    if math.isnan(value):
        return UNDEFINED
    return f"{round(value, digits) + 0.0:.{digits}f}".replace("-", "−")


def ink_on(colour: object) -> str:
    """Return black or white, whichever is read better on a colour.

    Examples
    --------
    >>> ink_on("#0072B2"), ink_on("#EEEEEE")
    ('white', 'black')
    """
    red, green, blue = to_rgb(colour)
    return "black" if 0.299 * red + 0.587 * green + 0.114 * blue > 0.55 else "white"


def fold(text: str, room: float, *, size: float = 7.5) -> str:
    r"""Break a text into lines that fit a number of millimetres.

    Examples
    --------
    >>> fold("one two three", 12)
    'one two\nthree'
    """
    return textwrap.fill(text, max(int(room / (LETTER * size)), 1), break_long_words=False)


def say(sentence: str) -> Figure:
    """Return a figure that holds a sentence instead of a picture."""
    drawn = new_figure(24)
    axes = drawn.add_subplot()
    axes.set_axis_off()
    axes.text(
        0.5,
        0.5,
        fold(sentence, 0.9 * figure_width(), size=8),
        ha="center",
        va="center",
        fontsize=8,
        color=MUTED,
        transform=axes.transAxes,
    )
    return drawn


class Headings(NamedTuple):
    """Names above columns: their texts, whether they are level, and how high they stand in millimetres."""

    texts: list[str]
    level: bool
    height: float


def head_columns(names: Sequence[str], room: float, *, size: float = 7) -> Headings:
    r"""Fit names above columns that are ``room`` millimetres wide: level if they fit, else upright.

    Examples
    --------
    >>> head_columns(["one two"], 9).texts, head_columns(["one two"], 4).level
    (['one\ntwo'], False)
    """
    wrapped = [fold(name, room - 1, size=size) for name in names]
    lines = max((name.count("\n") + 1 for name in wrapped), default=1)
    if lines <= MOST_LINES and all(text_width(name, size) <= room - 1 for name in wrapped):
        return Headings(wrapped, True, lines * LINE * size)
    return Headings(list(names), False, max(text_width(name, size) for name in names))


def legend_above(drawn: Figure, handles: Sequence[Artist], names: Sequence[str] | None = None) -> None:
    """Put a legend above a figure, in as many columns as its width has room for; a high one makes the figure higher."""
    texts = [str(handle.get_label()) for handle in handles] if names is None else list(names)
    if not texts:
        return
    # A handle is two letters wide, the gaps on both sides of it take as much again.
    entry = max(text_width(text, 7) for text in texts) + 10
    columns = min(max(int(figure_width() / entry), 1), len(texts))
    more = -(-len(texts) // columns) - LEGEND_LINES
    if more > 0 and drawn.get_layout_engine() is not None:
        drawn.set_figheight(drawn.get_figheight() + more * LEGEND_LINE * MM)
    drawn.legend(handles=list(handles), labels=texts, loc="outside upper right", ncols=columns)


def name_measure(measure: str) -> str:
    """Return the name of a measure of the table ``agreement`` as it is spoken.

    Examples
    --------
    >>> name_measure("alpha"), name_measure("percent_agreement_sources")
    ("Krippendorff's alpha", 'percent agreement, by source')
    """
    spoken = {
        "alpha": "Krippendorff's alpha",
        "jaccard": "Jaccard",
        "kappa": "Cohen's kappa",
        "jaccard_p": "p of Jaccard",
    }
    name = measure.removesuffix("_sources")
    text = spoken.get(name, name.replace("_", " "))
    return text if name == measure else f"{text}, by source"
