"""Figure of the dates that articles give: a time line, with those that differ joined."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from retold.disagreements import find_disagreements
from retold.figures.drawing.drawn import Drawn, count, join
from retold.figures.drawing.label_places import write_labels
from retold.figures.drawing.labels import (
    cut_to,
    first_articles,
    name_articles,
    one_line,
    row_height,
    say,
    text_width,
    wrap_rows,
)
from retold.figures.drawing.save import figure
from retold.figures.drawing.style import ACCENT, PALE, SERIES, SMALLEST, figure_width, is_narrow, new_figure

REPORTED = SERIES[0]

# More conflicts than these cannot be labelled on one time line; all are in the table.
MOST_CONFLICTS, MOST_CONFLICTS_NARROW = 12, 6

# Millimetres of the two values of a conflict beside its line.
CONFLICT_ROOM = 44.0

_DATE = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?(?!\d)")


class Span(NamedTuple):
    """A date as a stretch of years: a year is as long as a year, a day is a point; ``after`` if it is open."""

    first: float
    last: float
    after: bool

    @property
    def middle(self) -> float:
        """Return where the date's mark stands: at the start if the end is open."""
        return self.first if self.after else (self.first + self.last) / 2


def read_span(value: str) -> Span | None:
    """Return the years that a date covers, if it begins with a year.

    Examples
    --------
    >>> read_span("1990").middle, read_span("1997/..").after, read_span("XXXX-07-28")
    (1990.5, True, None)
    >>> [round(edge, 2) for edge in read_span("2021-07/2021-12")[:2]]
    [2021.5, 2022.0]
    """
    begin, _, end = value.partition("/")
    first = _edges(begin)
    if first is None:
        return None
    last = _edges(end) or first
    return Span(first[0], max(first[1], last[1]), end == "..")


def _edges(date: str) -> tuple[float, float] | None:
    found = _DATE.match(date)
    if found is None:
        return None
    year, month, day = (None if part is None else int(part) for part in found.groups())
    start = float(year or 0) + ((month or 1) - 1) / 12 + ((day or 1) - 1) / 372
    length = 0.0 if day else (1 / 12 if month else 1.0)
    return start, start + length


@figure(
    "details",
    tables=["details", "conflicts", "wording", "articles"],
    caption="The dates that the articles give, by article, and which of them differ between reports of one occasion.",
)
def draw_details(
    details: pd.DataFrame, conflicts: pd.DataFrame, wording: pd.DataFrame, articles: pd.DataFrame
) -> Drawn:
    """Draw a time line of the dates in the articles, with lines between those that conflict."""
    names = name_articles(articles)
    dated = details[(details["kind"] == "date") & details["article_id"].isin(names.index)]
    differ = find_disagreements(conflicts, dated, wording)["group"].nunique()
    spans = {
        str(key): read_span(str(value)) for key, value in zip(dated["detail_id"], dated["value"], strict=True)
    }
    known = {key: span for key, span in spans.items() if span is not None}
    if not known:
        return say("No dates with a year were found among the details.")
    dated = dated[dated["detail_id"].isin(known)]
    drawn, axes = _time_axes(names, known)
    places = _stack(dated, known, names)
    for key, approximate in zip(dated["detail_id"], dated["approximate"], strict=True):
        _draw_date(axes, known[key], places[key], hollow=bool(approximate))
    found = find_disagreements(conflicts, dated, wording)
    named = _join_conflicts(axes, found, dated, known, places)
    there = int(found["group"].nunique())
    axes.set_xlabel("year", fontsize=6.5)
    _time_legend(drawn)
    numbers = dated[["detail_id", "article_id", "value", "text", "approximate"]].assign(
        first=[known[key].first for key in dated["detail_id"]],
        last=[known[key].last for key in dated["detail_id"]],
        group=dated["detail_id"].map(_groups(found)),
    )
    unplaced = len(spans) - len(known)
    basis = join(
        [
            f"n = {count(len(dated), 'date')}",
            f"{count(unplaced, 'date')} without a first year not shown" if unplaced else "",
            f"{named} of {count(there, 'disagreement')} labelled" if named < there else "",
            first_articles(names, articles),
        ]
    )
    title = (
        f"Reports of one occasion differ in {count(differ, 'date')}"
        + (f", {there or 'none'} of them with a year" if there < differ else "")
        if differ
        else f"None of {count(len(dated), 'date')} differs between reports of one occasion"
    )
    return Drawn(drawn, title, numbers, basis)


def _groups(found: pd.DataFrame) -> dict[str, str]:
    """Return the disagreement that each detail is in, as a word, so that none is empty in the file."""
    return {
        str(name): str(group + 1)
        for side in ("detail_a", "detail_b")
        for name, group in zip(found[side], found["group"], strict=True)
    }


def _time_axes(names: pd.Series, known: Mapping[str, Span]) -> tuple[Figure, Axes]:
    """Return axes at a fixed place: the place of the labels is computed from it."""
    width, rows = figure_width(), len(names)
    texts = wrap_rows(names.tolist())
    left, right = max(map(text_width, texts)) + 4, 5
    above, below = (12, 14) if is_narrow() else (8, 13)
    height = row_height(rows, 12, around=above + below + 30) * rows + 4
    total = height + above + below
    drawn = new_figure(total, by_hand=True)
    axes = drawn.add_axes((left / width, below / total, 1 - (left + right) / width, height / total))
    first, last = min(span.first for span in known.values()), max(span.last for span in known.values())
    margin = max(0.06 * (last - first), 0.5)
    axes.set_xlim(first - margin, last + margin)
    axes.set_ylim(rows - 0.5, -0.5)
    axes.set_yticks(range(rows), texts)
    axes.tick_params(axis="y", length=0)
    axes.hlines(
        np.arange(rows - 1) + 0.5,
        0,
        1,
        color=PALE,
        linewidth=0.5,
        transform=axes.get_yaxis_transform(),
        zorder=0,
    )
    axes.locator_params(axis="x", integer=True, nbins=5 if is_narrow() else 9)
    return drawn, axes


def _stack(dated: pd.DataFrame, known: Mapping[str, Span], names: pd.Series) -> dict[str, float]:
    """Give dates of one article that would hide each other places above each other."""
    row = {str(article): at for at, article in enumerate(names.index)}
    near = (max(span.last for span in known.values()) - min(span.first for span in known.values())) / 40
    places: dict[str, float] = {}
    for article, own in dated.groupby("article_id", sort=True):
        keys = sorted(own["detail_id"], key=lambda key: (known[key].middle, str(key)))
        before, level = -np.inf, 0
        for key in keys:
            level = (level + 1) % 4 if known[key].middle - before <= near else 0
            before = known[key].middle
            # Up and down by turns, so that the lowest level is the middle of the row.
            places[key] = row[str(article)] + (0.0, -0.22, 0.22, -0.36)[level]
    return places


def _draw_date(axes: Axes, span: Span, place: float, *, hollow: bool) -> None:
    face = "white" if hollow else REPORTED
    if not span.after:
        axes.plot(
            [span.first, span.last],
            [place, place],
            color=REPORTED,
            linewidth=0.9,
            solid_capstyle="butt",
            zorder=2,
        )
    axes.plot(
        span.middle,
        place,
        ">" if span.after else "o",
        markersize=4,
        markerfacecolor=face,
        markeredgecolor=REPORTED,
        markeredgewidth=0.8,
        zorder=3,
    )


def _join_conflicts(
    axes: Axes,
    found: pd.DataFrame,
    dated: pd.DataFrame,
    known: Mapping[str, Span],
    places: Mapping[str, float],
) -> int:
    """Draw a line for each pair and one label for each disagreement; return how many have room for theirs."""
    words = dict(zip(dated["detail_id"], dated["text"].astype(str), strict=True))
    texts: list[str] = []
    anchors: list[np.ndarray] = []
    along: list[list[float]] = []
    for _, pairs in found.groupby("group", sort=False):
        for a, b in zip(pairs["detail_a"], pairs["detail_b"], strict=True):
            ends = np.array([[known[a].middle, places[a]], [known[b].middle, places[b]]])
            axes.plot(ends[:, 0], ends[:, 1], color=ACCENT, linewidth=1.1, zorder=1)
            # Labels keep off the lines as they keep off the dots.
            along += [list(ends[0] + share * (ends[1] - ends[0])) for share in np.linspace(0, 1, 25)]
            if (a, b) == (pairs["detail_a"].iloc[0], pairs["detail_b"].iloc[0]):
                anchors.append(ends.mean(axis=0))
                text = f"{one_line(words[a])} ≠ {one_line(words[b])}"
                texts.append(cut_to(text, CONFLICT_ROOM, size=SMALLEST))
    most = MOST_CONFLICTS_NARROW if is_narrow() else MOST_CONFLICTS
    dots = np.array([[known[key].middle, place] for key, place in places.items()] + along)
    return write_labels(axes, texts[:most], np.array(anchors[:most]).reshape(-1, 2), dots)


def _time_legend(drawn: Figure) -> None:
    def mark(marker: str, face: str, label: str) -> Line2D:
        return Line2D(
            [],
            [],
            linestyle="",
            marker=marker,
            markersize=4,
            markerfacecolor=face,
            markeredgecolor=REPORTED,
            label=label,
        )

    handles = [
        mark("o", REPORTED, "date (line: the year or month)"),
        mark("o", "white", "approximate"),
        mark(">", REPORTED, "from then on"),
        Line2D([], [], color=ACCENT, linewidth=1.1, label="they differ"),
    ]
    drawn.legend(handles=handles, loc="upper right", ncols=2 if is_narrow() else 4, borderaxespad=0.4)
