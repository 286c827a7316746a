"""Words in a figure: names that fit their room, legends that wrap, and a sentence where there is no picture."""

from __future__ import annotations

import math
import warnings
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import pandas as pd
from matplotlib.artist import Artist
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path

from retold.figures.drawing.drawn import Drawn
from retold.figures.drawing.style import FONT, MM, MUTED, PAGE_HEIGHT, figure_width, is_narrow, new_figure
from retold.showing import tell_first

# A point in millimetres, and the size in points that widths are measured at.
POINT, UNIT = 1 / 72 / MM, 10.0

# Height of a line of text with its gap, in millimetres for each point.
LINE = 0.46

# More rows or columns than this are too thin to be read on one page; the rest is in the table.
MOST_ARTICLES = 30
MOST_ARGUMENTS = 40

# The part of a figure's width that a line below it may take: its axes begin to the right of the rows' names.
NOTE_WIDTH = 0.65

# Upright names above more columns than these run into one another in one column of a journal.
MOST_COLUMNS_NARROW = 14

# Letters of an article's name; in one column of a journal, the millimetres of each of its two lines.
ARTICLE_LETTERS, NARROW_ROOM = 30, 26

# Millimetres of a row's name, by whether a figure has the width of one column of a journal.
ROW_ROOM = {True: 37.0, False: 63.0}

# Millimetres between rows that names of 7 points need.
LEAST_ROW = 3.5

# Lines of a legend that a figure's own height has room for, and the millimetres that each further one takes.
LEGEND_LINES, LEGEND_LINE = 2, 3.6

# Lines of a column's heading.
MOST_LINES = 3

UNDEFINED = "n.d."


def text_width(text: str, size: float = 7, *, bold: bool = False) -> float:
    """Return how wide a text of a size in points is drawn, in millimetres; of several lines the widest.

    Examples
    --------
    >>> round(text_width("ten chars.", 10), 1), text_width("wide", 7, bold=True) > text_width("wide", 7)
    (17.7, True)
    """
    return max((_line_width(line, bold) for line in text.split("\n")), default=0.0) * size


@lru_cache(maxsize=20_000)
def _line_width(line: str, bold: bool) -> float:
    """Return the width of a line in millimetres for each point of its size."""
    if not line:
        return 0.0
    font = FontProperties(family=FONT, size=UNIT, weight="bold" if bold else "normal")
    with warnings.catch_warnings():
        # Of a sign that the font lacks, the box is measured that stands for it.
        warnings.simplefilter("ignore")
        wide = text_to_path.get_text_width_height_descent(line, font, ismath=False)[0]
    return float(wide) / UNIT * POINT


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


def name_row(text: str) -> str:
    """Return the name of a row, on one line and cut to the room that there is beside the rows."""
    return cut_to(one_line(text), ROW_ROOM[is_narrow()])


def name_columns(articles: pd.DataFrame) -> pd.Series:
    """Return the names of as many articles as have room side by side; see `name_articles`."""
    return name_articles(articles, most=MOST_COLUMNS_NARROW if is_narrow() else MOST_ARTICLES)


def row_height(rows: int, wanted: float, *, around: float) -> float:
    """Return how high a row is, in millimetres: as high as wanted, or so that all rows stand on one page.

    Examples
    --------
    >>> row_height(5, 8, around=40), row_height(30, 8, around=40)
    (8, 6.5)
    """
    return min(wanted, max((PAGE_HEIGHT - around) / max(rows, 1), LEAST_ROW))


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
    return [fold(name, NARROW_ROOM, size=7, most=2) for name in names]


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


def fold(text: str, room: float, *, size: float = 7.5, bold: bool = False, most: int | None = None) -> str:
    r"""Break a text into lines that fit a number of millimetres, words that are longer among them.

    Parameters
    ----------
    text : str
        The text; its own line breaks count as spaces.
    room : float
        Millimetres.
    size : float
        Size of the type, in points.
    bold : bool
        Whether the letters are bold, and so wider.
    most : int, optional
        The lines that there may be; the last ends in an ellipsis where the text goes on.

    Examples
    --------
    >>> fold("one two three", 12)
    'one two\nthree'
    >>> fold("one two three", 12, most=1)
    'one tw…'
    """
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if text_width(longer, size, bold=bold) <= room:
            lines[-1:] = [longer]
        else:
            lines += _break_word(word, room, size, bold)
        if most is not None and len(lines) > most:
            last = cut_to(f"{lines[most - 1]}…", room, size=size, bold=bold)
            return "\n".join([*lines[: most - 1], last])
    return "\n".join(lines)


def _break_word(word: str, room: float, size: float, bold: bool) -> list[str]:
    """Break a word that is longer than a line, a letter at least in each piece."""
    pieces = [""]
    for letter in word if text_width(word, size, bold=bold) > room else [word]:
        if pieces[-1] and text_width(pieces[-1] + letter, size, bold=bold) > room:
            pieces.append("")
        pieces[-1] += letter
    return pieces


def cut_to(text: str, room: float, *, size: float = 7, bold: bool = False) -> str:
    """Cut a text to a number of millimetres, with an ellipsis.

    Examples
    --------
    >>> cut_to("a long winter", 10), cut_to("short", 10)
    ('a lon…', 'short')
    """
    if text_width(text, size, bold=bold) <= room:
        return text
    low, high = 0, len(text)
    while low + 1 < high:
        middle = (low + high) // 2
        fits = text_width(text[:middle] + "…", size, bold=bold) <= room
        low, high = (middle, high) if fits else (low, middle)
    return text[:low].rstrip(" ,.;:·-…") + "…"


def say(sentence: str, numbers: pd.DataFrame | None = None, *, basis: str = "") -> Drawn:
    """Return a sentence instead of a picture, with the numbers that it sums up."""
    text = fold(sentence, 0.9 * figure_width(), size=8)
    drawn = new_figure(20 + text.count("\n") * LINE * 8)
    axes = drawn.add_subplot()
    axes.set_axis_off()
    axes.text(
        0.5,
        0.5,
        text,
        ha="center",
        va="center",
        fontsize=8,
        color=MUTED,
        transform=axes.transAxes,
    )
    return Drawn(drawn, sentence, pd.DataFrame() if numbers is None else numbers, basis, said=True)


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
    whole = all(text_width(word, size) <= room - 1 for name in names for word in name.split())
    if lines <= MOST_LINES and whole:
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
    ("Krippendorff's alpha", 'percent agreement by source')
    """
    spoken = {
        "alpha": "Krippendorff's alpha",
        "jaccard": "Jaccard",
        "kappa": "Cohen's kappa",
        "jaccard_p": "p of Jaccard",
    }
    name = measure.removesuffix("_sources")
    text = spoken.get(name, name.replace("_", " "))
    return text if name == measure else f"{text} by source"
