"""The figure of conflicting details: two short quotations side by side, and a time line of the dates among them."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from retold.figures.drawing.labels import LETTER, LINE, name_articles, say, shorten
from retold.figures.drawing.save import figure
from retold.figures.drawing.style import ACCENT, INK, MUTED, PALE, SERIES, figure_width, is_narrow, new_figure
from retold.showing import tell_first
from retold.vocabulary import BESIDE_CONFLICTS

# Conflicts that fill a page; the rest is in the table.
MOST_ROWS, MOST_ROWS_NARROW = 9, 5

# Letters of a quotation around its detail: enough for the clause.
QUOTE_LETTERS, QUOTE_LETTERS_NARROW = 150, 105

# Sizes of type in points, and the room around a row in millimetres.
QUOTE_SIZE, SMALL_SIZE = 6.5, 6.0
# Bold letters are so much wider.
BOLD = 1.12
ROW_GAP, MARGIN, NUMBER_WIDTH, COLUMN_GAP = 2.6, 1.5, 5.0, 4.0

# Height of one conflict on the time line, of its axis, and of the line that names the edition.
LANE, AXIS_ROOM, FOOT = 4.0, 9.0, 4.5
# What one line of notes takes, in millimetres.
NOTE_ROOM = 3.5

FIRST, SECOND = SERIES[0], ACCENT
# The two sides differ in form too, on the time line ("o" and "s") and in the headings.
MARKERS, SIGNS = "os", ("●", "■")

# Room for them, as a part of the years shown: 54 mm of 165, 37 of 77.
ROOM_FOR_VALUES = {False: 0.55, True: 1.1}
# Letters of the two values beside a line of the time line.
VALUE_LETTERS, VALUE_LETTERS_NARROW = 44, 30


class Quote(NamedTuple):
    """One side of a conflict: the article, the detail as it stands there, and the words around it."""

    article: str
    detail: str
    words: str


class Row(NamedTuple):
    """A conflict as it is shown: what both are of, the reason, both sides, and how many more pairs say the same."""

    reason: str
    sides: tuple[Quote, Quote]
    spans: tuple[tuple[float, float], tuple[float, float]] | None
    more: int


@figure(
    "conflicts",
    tables=["conflicts", "details", "sentences", "articles"],
    caption="Details that cannot both hold: the two passages side by side with the reason, and the dates on a time line.",
)
def draw_conflicts(
    conflicts: pd.DataFrame, details: pd.DataFrame, sentences: pd.DataFrame, articles: pd.DataFrame
) -> Figure:
    """Draw each conflict of details as two short quotations, below a time line of those that are dates."""
    pairs = list_pairs(conflicts, details, articles)
    if not pairs:
        return say("No two details conflict: whatever is of one thing can be true of it together.")
    first = pairs[: MOST_ROWS_NARROW if is_narrow() else MOST_ROWS]
    shown = read_rows(first, details, sentences, articles)
    dated = [(number, row) for number, row in enumerate(shown, 1) if row.spans is not None]
    above = AXIS_ROOM + LANE * len(dated) + 3 if dated else 0.0
    folded = [_fold_row(row) for row in shown]
    heights = [_row_height(lines) for lines in folded]
    note = tell_first(len(shown), len(pairs), "conflicts", order="the surest first")
    notes = list(filter(None, [tell_beside(conflicts), f"{note}; all are in the table" if note else ""]))
    total = above + sum(heights) + 2 * MARGIN + FOOT + NOTE_ROOM * len(notes)
    drawn = new_figure(total, by_hand=True)
    if dated:
        _draw_time_line(drawn, dated, above, total)
    axes = _page(drawn, total)
    top = total - above - MARGIN
    for number, (row, lines, height) in enumerate(zip(shown, folded, heights, strict=True), 1):
        _write_row(axes, number, row, lines, top)
        top -= height
    for line, told in enumerate(notes):
        height = FOOT + 2 + NOTE_ROOM * line
        axes.text(MARGIN, height, told, fontsize=SMALL_SIZE, color=MUTED, va="center")
    return drawn


def tell_beside(conflicts: pd.DataFrame) -> str:
    """Return in words how many pairs are an update or a disagreement of sources; none of them is drawn.

    Examples
    --------
    >>> tell_beside(pd.DataFrame({"verdict": ["update", "conflict", "update"]}))
    'not drawn: 2 updates'
    """
    counts = conflicts["verdict"].value_counts()
    told = [f"{counts[verdict]} {words}" for verdict, words in BESIDE_CONFLICTS.items() if verdict in counts]
    return f"not drawn: {', '.join(told)}" if told else ""


class Pair(NamedTuple):
    """Two details that conflict, by their ids, and how many more pairs give the same two values."""

    one: str
    other: str
    reason: str
    more: int


def list_pairs(conflicts: pd.DataFrame, details: pd.DataFrame, articles: pd.DataFrame) -> list[Pair]:
    """Return the pairs of details that conflict; pairs that give the same two values of one kind are listed once.

    Parameters
    ----------
    conflicts, details, articles : DataFrame
        The tables of these names.

    Returns
    -------
    list of Pair
        The surest first; of pairs with the same two values the first stands for all.
    """
    known = details[details["article_id"].isin(articles["article_id"])].drop_duplicates("detail_id")
    values = dict(zip(known["detail_id"], known["value"].astype(str), strict=True))
    real = conflicts[conflicts["verdict"] == "conflict"]
    real = real[real["detail_a"].isin(values) & real["detail_b"].isin(values)]
    real = real.sort_values("confidence", ascending=False, kind="stable", na_position="last")
    found: dict[tuple[str, ...], Pair] = {}
    for a, b, kind, reason in zip(
        real["detail_a"], real["detail_b"], real["kind"], real["reason"], strict=True
    ):
        key = (str(kind), *sorted((values[a], values[b])))
        first = found.get(key)
        found[key] = first._replace(more=first.more + 1) if first else Pair(str(a), str(b), str(reason), 0)
    return list(found.values())


def read_rows(
    pairs: Sequence[Pair], details: pd.DataFrame, sentences: pd.DataFrame, articles: pd.DataFrame
) -> list[Row]:
    """Return pairs as rows, with the words around both details; the frames are the tables of these names."""
    names = name_articles(articles, most=None)
    ids = {name for pair in pairs for name in (pair.one, pair.other)}
    known = details[details["detail_id"].isin(ids)].drop_duplicates("detail_id").set_index("detail_id")
    rows = []
    for pair in pairs:
        one, other = known.loc[pair.one], known.loc[pair.other]
        sides = (_quote(one, sentences, names), _quote(other, sentences, names))
        rows.append(Row(pair.reason, sides, _spans(one, other), pair.more))
    return rows


def _quote(detail: pd.Series, sentences: pd.DataFrame, names: pd.Series) -> Quote:
    """Return the words of the sentence around a detail, cut to the room that there is."""
    own = sentences[
        (sentences["article_id"] == detail["article_id"])
        & (sentences["start"] <= detail["start"])
        & (sentences["end"] > detail["start"])
    ]
    text = " ".join(str(detail["text"]).split())
    words = text
    if len(own):
        sentence = own.iloc[0]
        at = int(detail["start"]) - int(sentence["start"])
        words = cut_around(str(sentence["text"]), at, at + len(str(detail["text"])), _quote_letters())
    return Quote(str(names[detail["article_id"]]), text, words)


def _quote_letters() -> int:
    return QUOTE_LETTERS_NARROW if is_narrow() else QUOTE_LETTERS


def cut_around(text: str, start: int, end: int, most: int) -> str:
    """Cut a text to whole words around a span, with ellipses where something is left out.

    Examples
    --------
    >>> cut_around("The old pact was signed in 1950 by the two of them.", 27, 31, 24)
    '… in 1950 by the …'
    """
    if len(text) <= most:
        return " ".join(text.split())
    first = max(0, min(start - (most - (end - start)) // 2, len(text) - most))
    last = min(len(text), first + most)
    if first:
        first = min(text.find(" ", first) + 1 or first, start)
    if last < len(text):
        last = max(text.rfind(" ", first, last), end)
    words = " ".join(text[first:last].split())
    return f"{'… ' if first else ''}{words}{' …' if last < len(text) else ''}"


def _spans(a: pd.Series, b: pd.Series) -> tuple[tuple[float, float], tuple[float, float]] | None:
    """Return the days of two dates; None for what is no date or has no year."""
    if a["kind"] != "date":
        return None
    edges = [float(value) for value in (a["low"], a["high"], b["low"], b["high"])]
    if not np.isfinite(edges).all():
        return None
    return (edges[0], edges[1]), (edges[2], edges[3])


def _width() -> float:
    return (figure_width() - 2 * MARGIN - NUMBER_WIDTH - COLUMN_GAP) / 2


def _wrap(text: str, room: float, size: float) -> list[str]:
    return textwrap.wrap(text, max(int(room / (LETTER * size)), 8)) or [""]


class _Folded(NamedTuple):
    heads: tuple[list[str], list[str]]
    quotes: tuple[list[str], list[str]]
    reason: list[str]


def _fold_row(row: Row) -> _Folded:
    room = _width()
    heads = tuple(
        _wrap(f"{sign} {side.detail} · {side.article}", room, QUOTE_SIZE * BOLD)
        for sign, side in zip(SIGNS, row.sides, strict=True)
    )
    quotes = tuple(_wrap(side.words, room, QUOTE_SIZE) for side in row.sides)
    more = f" ({row.more} more pair{'s' if row.more > 1 else ''} with these values)" if row.more else ""
    reason = _wrap(f"{row.reason}{more}", 2 * room + COLUMN_GAP, SMALL_SIZE)
    return _Folded((heads[0], heads[1]), (quotes[0], quotes[1]), reason)


def _row_height(lines: _Folded) -> float:
    quote = _deepest(lines)
    return (quote * QUOTE_SIZE + len(lines.reason) * SMALL_SIZE) * LINE + ROW_GAP + 1.2


def _deepest(lines: _Folded) -> int:
    """Return how many lines the longer of both sides takes, heading and all."""
    return max(len(head) for head in lines.heads) + max(len(quote) for quote in lines.quotes)


def _page(drawn: Figure, total: float) -> Axes:
    """Return axes over the whole figure, in millimetres."""
    axes = drawn.add_axes((0, 0, 1, 1))
    axes.set_xlim(0, figure_width())
    axes.set_ylim(0, total)
    axes.set_axis_off()
    return axes


def _write_row(axes: Axes, number: int, row: Row, lines: _Folded, top: float) -> None:
    """Write a number, two headed quotations, and the reason below both."""
    axes.plot([MARGIN, figure_width() - MARGIN], [top, top], color=PALE, linewidth=0.5)
    place = top - 1.2
    axes.text(MARGIN, place, str(number), fontsize=QUOTE_SIZE, fontweight="bold", va="top", color=INK)
    left = MARGIN + NUMBER_WIDTH
    heads = max(len(head) for head in lines.heads)
    for head, quote, colour, x in zip(
        lines.heads, lines.quotes, (FIRST, SECOND), (left, left + _width() + COLUMN_GAP), strict=True
    ):
        _write_lines(axes, head, x, place, QUOTE_SIZE, colour, bold=True)
        _write_lines(axes, quote, x, place - heads * QUOTE_SIZE * LINE, QUOTE_SIZE, INK)
    _write_lines(
        axes, lines.reason, left, place - _deepest(lines) * QUOTE_SIZE * LINE - 0.4, SMALL_SIZE, MUTED
    )


def _write_lines(
    axes: Axes, lines: Sequence[str], x: float, top: float, size: float, colour: str, *, bold: bool = False
) -> None:
    weight = "bold" if bold else "normal"
    for number, line in enumerate(lines):
        axes.text(
            x, top - number * size * LINE, line, fontsize=size, fontweight=weight, va="top", color=colour
        )


def _draw_time_line(drawn: Figure, dated: Sequence[tuple[int, Row]], above: float, total: float) -> None:
    """Draw each conflict of dates as two marks on a line of its own: a circle for the first, a square for the second."""
    width = figure_width()
    left = MARGIN + NUMBER_WIDTH
    axes = drawn.add_axes(
        (left / width, 1 - (LANE * len(dated) + 2) / total, 1 - (left + 6) / width, LANE * len(dated) / total)
    )
    spans = {number: row.spans for number, row in dated if row.spans is not None}
    _label_years(axes, spans)
    for lane, (number, (one, other)) in enumerate(spans.items()):
        middles = [_year(sum(span) / 2) for span in (one, other)]
        axes.plot(middles, [lane, lane], color=MUTED, linewidth=0.8, zorder=1)
        for span, marker, colour, middle in zip((one, other), MARKERS, (FIRST, SECOND), middles, strict=True):
            axes.plot([_year(span[0]), _year(span[1])], [lane, lane], color=colour, linewidth=1.6, zorder=2)
            axes.plot(middle, lane, marker, color=colour, markersize=3.6, zorder=3)
        edge = max(_year(span[1]) for span in (one, other))
        _write_values(axes, dict(dated)[number], lane, edge)
    axes.set_yticks(range(len(spans)), [str(number) for number in spans])
    axes.set_ylim(len(spans) - 0.5, -0.5)
    axes.tick_params(axis="y", length=0)
    axes.grid(axis="x", color=PALE, linewidth=0.4)
    axes.set_axisbelow(True)


def _write_values(axes: Axes, row: Row, lane: int, right: float) -> None:
    """Write the two values to the right of their marks."""
    most = VALUE_LETTERS_NARROW if is_narrow() else VALUE_LETTERS
    text = shorten(" ≠ ".join(side.detail for side in row.sides), most)
    axes.annotate(
        text,
        (right, lane),
        xytext=(5, 0),
        textcoords="offset points",
        va="center",
        fontsize=SMALL_SIZE,
        color=INK,
    )


def _label_years(axes: Axes, spans: Mapping[int, tuple[tuple[float, float], tuple[float, float]]]) -> None:
    edges = [_year(edge) for pair in spans.values() for span in pair for edge in span]
    first, last = min(edges), max(edges)
    margin = max(0.05 * (last - first), 1 / 200)
    # The values of the last date are written to the right of it.
    axes.set_xlim(
        first - margin, last + margin + ROOM_FOR_VALUES[is_narrow()] * max(last - first, 2 * margin)
    )
    axes.locator_params(axis="x", nbins=6 if is_narrow() else 10)
    ticks = axes.get_xticks()
    ticks = ticks[(ticks >= first - margin) & (ticks <= last + margin)]
    whole = bool(np.allclose(ticks, np.round(ticks)))
    labels = [f"{tick:.0f}" if whole else _day(tick) for tick in ticks]
    axes.set_xticks(ticks, labels)


def _year(day: float) -> float:
    """Return an ordinal of a day as a year with a fraction."""
    found = date.fromordinal(int(day))
    length = date(found.year, 12, 31).timetuple().tm_yday
    return found.year + (found.timetuple().tm_yday - 1) / length


def _day(year: float) -> str:
    first = date(int(year), 1, 1)
    length = date(first.year, 12, 31).timetuple().tm_yday
    return date.fromordinal(first.toordinal() + round((year - first.year) * length)).isoformat()
