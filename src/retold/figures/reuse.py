"""Figure of what articles share: each passage as a ribbon between two of them, or the words of each pair."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, PathPatch
from matplotlib.path import Path

from retold.figures.drawing.drawn import Drawn, count, join
from retold.figures.drawing.labels import (
    first_articles,
    legend_above,
    name_articles,
    name_columns,
    note_below,
    say,
    wrap_rows,
)
from retold.figures.drawing.matrix import Cell, colour_of, draw_cells, table_height, tell_numbers
from retold.figures.drawing.save import figure
from retold.figures.drawing.style import INK, PALE, SEQUENTIAL, is_narrow, new_figure
from retold.showing import wording_note

# So few passages are told in a sentence: as ribbons they are hairlines.
FEW_PASSAGES = 3

# More ribbons than these, or between more articles, run into one another: a table of pairs is drawn instead.
MOST_RIBBONS, MOST_BARS = 40, 6

# The two kinds of passages: the copied one is dark and the quoted one light, in grey as well.
COPIED, QUOTED = "#B34A00", "#CFE3F3"
QUOTED_EDGE = "#8FB8DA"

# The kind of passage that an article copied, as against a quotation that two articles give.
COPIES = "reuse"


@figure(
    "reuse",
    tables=["reuse", "articles"],
    caption="Passages that two articles share, in words of their own or of one quotation: a ribbon joins the two places, a bar is"
    " an article from its beginning (top) to its end; of many articles, the number of shared words of each pair.",
)
def draw_reuse(reuse: pd.DataFrame, articles: pd.DataFrame) -> Drawn:
    """Draw the passages as ribbons between bars, as a table of pairs where they are many, or say them where they are few."""
    if note := wording_note(articles):
        return say(note)
    names = name_columns(articles) if len(articles) > MOST_BARS else name_articles(articles)
    known = reuse[reuse["article_a"].isin(names.index) & reuse["article_b"].isin(names.index)]
    if known.empty:
        return say("No two articles share a passage.", basis=first_articles(names, articles))
    columns = [
        "article_a",
        "article_b",
        "kind",
        "direction",
        "tokens",
        "start_a",
        "end_a",
        "start_b",
        "end_b",
    ]
    numbers = known[columns]
    basis = f"n = {count(len(known), 'passage')}, {int(known['tokens'].sum()):,} words"
    if len(known) <= FEW_PASSAGES:
        return say(
            _tell_passages(known, names), numbers, basis=join([basis, first_articles(names, articles)])
        )
    ribbons = len(names) <= MOST_BARS and len(known) <= MOST_RIBBONS
    drawn = _draw_ribbons(known, articles, names) if ribbons else _draw_shared(known, articles, names)
    return Drawn(drawn, _title_reuse(known, names), numbers, basis)


def _tell_passages(known: pd.DataFrame, names: pd.Series) -> str:
    told = [
        f"{names[row.article_a]} and {names[row.article_b]} share {count(row.tokens, 'word')}"
        f" {'of their own' if row.kind == COPIES else 'of a quotation'}"
        for row in known.sort_values("tokens", ascending=False, kind="stable").itertuples()
    ]
    return f"{'; '.join(told)}. No other passage is shared."


def _title_reuse(known: pd.DataFrame, names: pd.Series) -> str:
    copied = known[known["kind"] == COPIES]
    if copied.empty:
        return f"All {count(len(known), 'passage')} that two articles share are quotations"
    sums = copied.groupby(["article_a", "article_b"], sort=False)["tokens"].sum()
    one, other = sums.sort_values(ascending=False, kind="stable").index[0]
    return (
        f"{names[one]} and {names[other]} share most words of their own: {int(sums.max()):,},"
        f" in {count(len(copied[(copied['article_a'] == one) & (copied['article_b'] == other)]), 'passage')}"
    )


def _draw_shared(known: pd.DataFrame, articles: pd.DataFrame, names: pd.Series) -> Figure:
    """Draw articles by articles: words of quotations above the diagonal, words of their own below it."""
    at = {str(article): place for place, article in enumerate(names.index)}
    sums = known.groupby(["article_a", "article_b", "kind"], sort=False)["tokens"].sum()
    tops = sums.groupby("kind").max()
    cells = {(place, place): Cell(place, place, PALE) for place in at.values()}
    cells |= {(i, j): Cell(i, j) for i in at.values() for j in at.values() if i != j}
    for (one, other, kind), words in sums.items():
        upper, lower = sorted((at[str(one)], at[str(other)]))
        place = (lower, upper) if kind == COPIES else (upper, lower)
        colours = "Oranges" if kind == COPIES else SEQUENTIAL
        face = colour_of(0.1 + 0.75 * words / tops[kind], 0, 1, colours)
        cells[place] = Cell(*place, face, str(int(words)))
    rows = wrap_rows(names.tolist())
    drawn = new_figure(22 + table_height(names.tolist(), rows, each=7))
    axes = drawn.add_subplot()
    draw_cells(
        axes, list(cells.values()), names.tolist(), dict(zip(map(float, at.values()), rows, strict=True))
    )
    unwritten = tell_numbers(list(cells.values()), names.tolist(), rows)
    axes.set_xlabel(note_below("words that two articles share", first_articles(names, articles), unwritten))
    counts = known["kind"].value_counts()
    handles: list[Artist] = [
        Patch(
            facecolor=colour_of(0.6, 0, 1, SEQUENTIAL),
            label=f"above the diagonal: same quotation ({counts.get('quotation', 0)})",
        ),
        Patch(
            facecolor=colour_of(0.6, 0, 1, "Oranges"),
            label=f"below: same words of its own ({counts.get(COPIES, 0)})",
        ),
    ]
    legend_above(drawn, handles)
    return drawn


def _draw_ribbons(known: pd.DataFrame, articles: pd.DataFrame, names: pd.Series) -> Figure:
    """Draw the articles as bars below one another, and the passages they share as ribbons between them."""
    bars = _lay_bars(articles.head(len(names)), 7.0 if is_narrow() else 5.0)
    height = max(end for _, end in bars.values())
    drawn = new_figure(height + 20)
    axes = drawn.add_subplot()
    lengths = dict(zip(articles["article_id"], articles["characters"].astype(float), strict=True))
    span = max(
        abs(sum(bars[str(a)]) - sum(bars[str(b)])) / 2
        for a, b in zip(known["article_a"], known["article_b"], strict=True)
    )
    for row in known.sort_values(["kind", "tokens"], kind="stable").itertuples():
        _draw_ribbon(axes, row, bars, lengths, span)
    for start, end in bars.values():
        axes.plot([0, 0], [start, end], color=INK, linewidth=3, solid_capstyle="butt", zorder=3)
    axes.set_xlim(-0.02, 1)
    axes.set_ylim(height + 1, -1)
    axes.set_yticks([(start + end) / 2 for start, end in bars.values()], wrap_rows(names.tolist()))
    axes.set_xticks([])
    axes.tick_params(axis="y", length=0)
    axes.spines[:].set_visible(False)
    legend_above(drawn, _reuse_legend(known))
    return drawn


def _lay_bars(articles: pd.DataFrame, least: float) -> dict[str, tuple[float, float]]:
    """Return where each article begins and ends, in millimetres from the top: its length, but room for its name."""
    lengths = articles["characters"].to_numpy(float)
    # The longest may be four times as high as a name, so that the figure stays on a page.
    scale = 3 * least / max(float(np.nanmax(lengths)), 1.0)
    bars, at = {}, 0.0
    for name, length in zip(articles["article_id"], lengths, strict=True):
        size = max(length * scale, 0.3)
        room = max(size, least)
        bars[str(name)] = (at + (room - size) / 2, at + (room + size) / 2)
        at += room + 1.5
    return bars


def _draw_ribbon(
    axes: Axes,
    row: object,
    bars: Mapping[str, tuple[float, float]],
    lengths: Mapping[str, float],
    span: float,
) -> None:
    """Draw a passage as a band between its two places; a dot marks the article that came out first."""
    ends = []
    for side in ("a", "b"):
        name = str(getattr(row, f"article_{side}"))
        top, bottom = bars[name]
        share = [float(getattr(row, f"{edge}_{side}")) / max(lengths[name], 1.0) for edge in ("start", "end")]
        ends.append([top + min(part, 1.0) * (bottom - top) for part in share])
    (a0, a1), (b0, b1) = ends
    height = max(span, 1.0)
    # Three quarters of it is how far the curve gets; one that spans all articles fills the width.
    reach = 0.15 + 1.13 * abs((b0 + b1) - (a0 + a1)) / 2 / height
    copied = str(row.kind) == COPIES  # type: ignore[attr-defined]
    curve = [Path.CURVE4] * 3
    points = [(0, a0), (reach, a0), (reach, b1), (0, b1), (0, b0), (reach, b0), (reach, a1), (0, a1), (0, a0)]
    path = Path(points, [Path.MOVETO, *curve, Path.LINETO, *curve, Path.CLOSEPOLY])
    face, edge = (COPIED, COPIED) if copied else (QUOTED, QUOTED_EDGE)
    axes.add_patch(PathPatch(path, facecolor=face, edgecolor=edge, linewidth=0.6, zorder=2 if copied else 1))
    direction = str(row.direction)  # type: ignore[attr-defined]
    if copied and direction != "undecided":
        place = (a0 + a1) / 2 if direction == "a to b" else (b0 + b1) / 2
        axes.plot(
            0.006,
            place,
            "o",
            color=INK,
            markersize=3.2,
            markeredgecolor="white",
            markeredgewidth=0.4,
            zorder=4,
        )


def _reuse_legend(shown: pd.DataFrame) -> list[Artist]:
    counts = shown["kind"].value_counts()
    copied, quoted = int(counts.get(COPIES, 0)), int(counts.get("quotation", 0))
    dot = Line2D([], [], linestyle="", marker="o", markersize=3.2, color=INK, label="came out first")
    dated = ((shown["kind"] == COPIES) & (shown["direction"] != "undecided")).any()
    return [
        Patch(facecolor=COPIED, edgecolor=COPIED, label=f"same words of its own ({copied})"),
        Patch(facecolor=QUOTED, edgecolor=QUOTED_EDGE, label=f"same quotation ({quoted})"),
        *([dot] if dated else []),
    ]
