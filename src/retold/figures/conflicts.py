"""The figure of conflicting details: two short quotations side by side, and a time line of the dates among them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from retold.disagreements import CANNOT, find_disagreements
from retold.figures.drawing.drawn import Drawn, count, join
from retold.figures.drawing.labels import LINE, cut_to, fold, name_articles, one_line, say
from retold.figures.drawing.save import figure
from retold.figures.drawing.style import (
    ACCENT,
    INK,
    MUTED,
    PAGE_HEIGHT,
    PALE,
    SERIES,
    SMALLEST,
    figure_width,
    is_narrow,
    new_figure,
)
from retold.showing import tell_first
from retold.vocabulary import BESIDE_CONFLICTS

# Conflicts that fill a page; the rest is in the table.
MOST_ROWS, MOST_ROWS_NARROW = 9, 5

# Letters of a quotation around its detail: enough for the clause.
QUOTE_LETTERS, QUOTE_LETTERS_NARROW = 150, 105

# Sizes of type in points, and the room around a row in millimetres.
QUOTE_SIZE, SMALL_SIZE = 6.5, SMALLEST
ROW_GAP, MARGIN, NUMBER_WIDTH, COLUMN_GAP = 2.6, 1.5, 5.0, 4.0

# Height of one conflict on the time line, of its axis, and of the line that names the edition.
LANE, AXIS_ROOM, FOOT = 4.0, 9.0, 4.5

FIRST, SECOND = SERIES[0], ACCENT
# The two sides differ in form too, on the time line ("o" and "s") and in the headings.
MARKERS, SIGNS = "os", ("●", "■")

# Room for them, as a part of the years shown: 54 mm of 165, 37 of 77.
ROOM_FOR_VALUES = {False: 0.55, True: 1.1}
# Millimetres of the two values beside a line of the time line.
VALUE_ROOM, VALUE_ROOM_NARROW = 52.0, 34.0

# Lines of the names above a quotation, and of the reason below.
MOST_HEAD_LINES, MOST_REASON_LINES = 4, 4

# What the reason of the table says for who reads tables: the slot and its words.
SLOT = " (same slot "


class Quote(NamedTuple):
    """One side of a disagreement: the articles that give this value, the detail as the first has it, and the words around it."""

    articles: str
    detail: str
    words: str


class Row(NamedTuple):
    """A disagreement as it is shown: how and why it is one, both sides, and what other reports say instead."""

    reason: str
    sides: tuple[Quote, Quote]
    spans: tuple[tuple[float, float], tuple[float, float]] | None


@figure(
    "conflicts",
    tables=["conflicts", "details", "wording", "sentences", "articles"],
    caption="Details of one occasion that differ between reports: two passages side by side, all articles that give each value,"
    " the reason, and the dates on a time line. Where both report the same words, the two cannot both hold.",
)
def draw_conflicts(
    conflicts: pd.DataFrame,
    details: pd.DataFrame,
    wording: pd.DataFrame,
    sentences: pd.DataFrame,
    articles: pd.DataFrame,
) -> Drawn:
    """Draw each disagreement as two short quotations, below a time line of those that are dates."""
    found = list_disagreements(conflicts, details, wording, articles)
    beside = tell_beside(conflicts)
    if found.empty:
        return say(
            "No two details conflict: whatever is of one thing can be true of it together.", basis=beside
        )
    there = int(found["group"].nunique())
    rows = read_rows(found, details, sentences, articles)
    shown = rows[: _count_rows(rows)]
    dated = [(number, row) for number, row in enumerate(shown, 1) if row.spans is not None]
    above = _time_line_height(len(dated))
    folded = [_fold_row(row) for row in shown]
    heights = [_row_height(lines) for lines in folded]
    total = above + sum(heights) + 2 * MARGIN + FOOT
    drawn = new_figure(total, by_hand=True)
    if dated:
        _draw_time_line(drawn, dated, above, total)
    axes = _page(drawn, total)
    top = total - above - MARGIN
    for number, (lines, height) in enumerate(zip(folded, heights, strict=True), 1):
        _write_row(axes, number, lines, top)
        top -= height
    numbers = _number_rows(found, details).query(f"number <= {len(shown)}")
    note = tell_first(len(shown), there, "disagreements", order="the surest first")
    basis = join(
        [f"n = {count(there, 'disagreement')}, each with all the articles that give its values", note, beside]
    )
    return Drawn(drawn, _title(found), numbers, basis)


def _title(found: pd.DataFrame) -> str:
    groups = found.drop_duplicates("group")
    sure, there = int((groups["odds"] == CANNOT).sum()), len(groups)
    title = f"Reports of one occasion differ in {count(there, 'detail')}"
    return f"{title}, {sure} of them in words that both report" if sure else title


def _time_line_height(dated: int) -> float:
    return AXIS_ROOM + LANE * dated + 3 if dated else 0.0


def _count_rows(rows: Sequence[Row]) -> int:
    """Return how many disagreements fill a page: one at least."""
    used, dated = 2 * MARGIN + FOOT, 0
    for number, row in enumerate(rows[: MOST_ROWS_NARROW if is_narrow() else MOST_ROWS]):
        dated += row.spans is not None
        used += _row_height(_fold_row(row))
        if number and used + _time_line_height(dated) > PAGE_HEIGHT - 25:
            return number
    return min(len(rows), MOST_ROWS_NARROW if is_narrow() else MOST_ROWS)


def tell_beside(conflicts: pd.DataFrame) -> str:
    """Return in words how many pairs are an update or a disagreement of sources; none of them is drawn.

    Examples
    --------
    >>> tell_beside(pd.DataFrame({"verdict": ["update", "conflict", "update"]}))
    'not drawn: 2 updates'
    """
    counts = conflicts["verdict"].value_counts()
    told = [
        f"{counts[verdict]} {one if counts[verdict] == 1 else several}"
        for verdict, (one, several) in BESIDE_CONFLICTS.items()
        if verdict in counts
    ]
    return f"not drawn: {', '.join(told)}" if told else ""


def list_disagreements(
    conflicts: pd.DataFrame, details: pd.DataFrame, wording: pd.DataFrame, articles: pd.DataFrame
) -> pd.DataFrame:
    """Return the pairs of details at odds of the articles there are, the surest disagreement first; see `find_disagreements`."""
    known = details[details["article_id"].isin(articles["article_id"])]
    return find_disagreements(conflicts, known, wording)


def read_rows(
    found: pd.DataFrame, details: pd.DataFrame, sentences: pd.DataFrame, articles: pd.DataFrame
) -> list[Row]:
    """Return a row for each disagreement, with the words around the surest two details, and all who give their values.

    Parameters
    ----------
    found : DataFrame
        As `list_disagreements` returns it.
    details, sentences, articles : DataFrame
        The tables of these names.
    """
    names = name_articles(articles, most=None)
    known = details.drop_duplicates("detail_id").set_index("detail_id")
    rows = []
    for _, pairs in found.groupby("group", sort=False):
        first = pairs.iloc[0]
        one, other = known.loc[first["detail_a"]], known.loc[first["detail_b"]]
        tellers = _tellers(pairs, known)
        sides = tuple(
            _quote(side, sentences, [str(names[article]) for article in tellers[str(side["value"])]])
            for side in (one, other)
        )
        rest = [value for value in tellers if value not in (str(one["value"]), str(other["value"]))]
        reason = _reason(first, rest, tellers, pairs, known, names)
        rows.append(Row(reason, (sides[0], sides[1]), _spans(one, other)))
    return rows


def _tellers(pairs: pd.DataFrame, known: pd.DataFrame) -> dict[str, list[str]]:
    """Return the articles that give each value of a disagreement, each once, in the order of the pairs."""
    told: dict[str, list[str]] = {}
    for name in pairs[["detail_a", "detail_b"]].to_numpy().ravel():
        own = told.setdefault(str(known.at[name, "value"]), [])
        if known.at[name, "article_id"] not in own:
            own.append(known.at[name, "article_id"])
    return told


def _reason(
    first: pd.Series,
    rest: Sequence[str],
    tellers: Mapping[str, Sequence[str]],
    pairs: pd.DataFrame,
    known: pd.DataFrame,
    names: pd.Series,
) -> str:
    words = known.loc[pairs[["detail_a", "detail_b"]].to_numpy().ravel()].drop_duplicates("value")
    texts = dict(zip(words["value"].astype(str), words["text"].astype(str), strict=True))
    others = [
        f"{one_line(texts[value])} ({', '.join(str(names[a]) for a in tellers[value])})" for value in rest
    ]
    reason = str(first["reason"]).partition(SLOT)[0]
    parts = [str(first["odds"]), reason] if reason else [str(first["odds"])]
    return join([": ".join(parts), f"also {'; '.join(others)}" if others else ""])


def _number_rows(found: pd.DataFrame, details: pd.DataFrame) -> pd.DataFrame:
    """Return a row for each detail of each disagreement, with the number that the figure gives it."""
    known = details.drop_duplicates("detail_id").set_index("detail_id")
    number = {group: at for at, group in enumerate(found["group"].drop_duplicates(), 1)}
    rows = [
        (number[pair.group], pair.odds, name, known.at[name, "article_id"], known.at[name, "text"], known.at[name, "value"],
         pair.confidence)
        for pair in found.itertuples() for name in (pair.detail_a, pair.detail_b)
    ]  # fmt: skip
    columns = ["number", "odds", "detail_id", "article_id", "text", "value", "confidence"]
    return (
        pd.DataFrame(rows, columns=columns)
        .drop_duplicates(["number", "detail_id"])
        .sort_values("number", kind="stable")
    )


def _quote(detail: pd.Series, sentences: pd.DataFrame, names: Sequence[str]) -> Quote:
    """Return the words of the sentence around a detail, cut to the room that there is."""
    own = sentences[
        (sentences["article_id"] == detail["article_id"])
        & (sentences["start"] <= detail["start"])
        & (sentences["end"] > detail["start"])
    ]
    text = one_line(str(detail["text"]))
    words = text
    if len(own):
        sentence = own.iloc[0]
        at = int(detail["start"]) - int(sentence["start"])
        words = cut_around(str(sentence["text"]), at, at + len(str(detail["text"])), _quote_letters())
    return Quote("; ".join(names), text, one_line(words))


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


def _lines(text: str, room: float, size: float, *, bold: bool = False, most: int | None = None) -> list[str]:
    return fold(text, room, size=size, bold=bold, most=most).split("\n")


class _Folded(NamedTuple):
    heads: tuple[list[str], list[str]]
    quotes: tuple[list[str], list[str]]
    reason: list[str]


def _fold_row(row: Row) -> _Folded:
    room = _width()
    heads = tuple(
        _lines(f"{sign} {side.detail} · {side.articles}", room, QUOTE_SIZE, bold=True, most=MOST_HEAD_LINES)
        for sign, side in zip(SIGNS, row.sides, strict=True)
    )
    quotes = tuple(_lines(side.words, room, QUOTE_SIZE) for side in row.sides)
    reason = _lines(row.reason, 2 * room + COLUMN_GAP, SMALL_SIZE, most=MOST_REASON_LINES)
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


def _write_row(axes: Axes, number: int, lines: _Folded, top: float) -> None:
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
    room = VALUE_ROOM_NARROW if is_narrow() else VALUE_ROOM
    text = cut_to(" ≠ ".join(side.detail for side in row.sides), room, size=SMALL_SIZE)
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
