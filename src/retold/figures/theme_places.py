"""Figures of where themes stand: spread over the articles, together in one sentence, early or late."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from retold.figures.drawing.drawn import Drawn, count
from retold.figures.drawing.labels import fold, legend_above, note_below, say, text_width
from retold.figures.drawing.matrix import Cell, colour_of, column_room, draw_scale, tell_numbers
from retold.figures.drawing.save import figure
from retold.figures.drawing.style import (
    ACCENT,
    DIVERGING,
    FAINT,
    INK,
    MUTED,
    PALE,
    SEQUENTIAL,
    VOICE_INKS,
    figure_width,
    new_figure,
)
from retold.figures.theme_rows import (
    SIGNIFICANT,
    arrange_themes,
    dots_height,
    draw_table,
    set_headings,
    tell_theme,
)
from retold.vocabulary import ALL

# Scales of phi and of shares reach at least this far, for the same reason.
LEAST_PHI = 0.3
LEAST_SHARE = 0.1

# As in the tables: below this many hits a measure is printed, but is too little to judge by.
FEW_HITS = 5

# Orange with a white rim stands out from every blue, in grey too.
MEAN_DOT: dict[str, Any] = {
    "marker": "o",
    "markersize": 4.2,
    "markerfacecolor": ACCENT,
    "markeredgecolor": "white",
    "markeredgewidth": 0.7,
}


@figure(
    "theme_dispersion",
    tables=["theme_frequencies", "theme_dispersion"],
    caption="How evenly each theme is spread over the articles: normalised DP with its bootstrap interval.",
)
def draw_theme_dispersion(frequencies: pd.DataFrame, dispersion: pd.DataFrame) -> Drawn:
    """Draw the normalised DP of each leaf theme with its interval; open dots rest on few hits."""
    rows = arrange_themes(frequencies)
    listed = dispersion[dispersion["theme"].isin(rows.places)]
    known = listed[listed["dp_norm"].notna()]
    if known.empty:
        return say("No dispersion can be measured: that takes hits, and at least two articles.")
    drawn = new_figure(dots_height(len(rows.names), 4.6))
    axes = drawn.add_subplot()
    few = known["hits"] < FEW_HITS
    for part, face in ((known[~few], VOICE_INKS["subject"]), (known[few], "white")):
        if part.empty:
            # No dots would still take room, down to the corner of the figure.
            continue
        places = [rows.places[theme] for theme in part["theme"]]
        axes.hlines(
            places, part["low"].to_numpy(float), part["high"].to_numpy(float), color=FAINT, linewidth=1.0
        )
        axes.plot(part["dp_norm"], places, **_dot(face), linestyle="", clip_on=False)
    axes.set_yticks(list(rows.names), list(rows.names.values()))
    axes.set_ylim(max(rows.names) + 0.6, min(rows.names) - 0.6)
    set_headings(axes, rows)
    _write_right(axes, [rows.places[theme] for theme in listed["theme"]], _count_in_articles(listed))
    # As far as the intervals reach, in tenths: the rest of the scale would be empty.
    furthest = float(np.nanmax(known[["high", "dp_norm"]].to_numpy(float)))
    axes.set_xlim(0, min(1.0, np.ceil(10 * furthest + 0.2) / 10))
    axes.set_xlabel(fold("normalised DP (0: evenly spread, 1: all in one article)", 0.5 * figure_width()))
    axes.grid(axis="x", color=PALE, linewidth=0.5)
    axes.set_axisbelow(True)
    handles = [Line2D([], [], color=FAINT, linewidth=1.0, **_dot(VOICE_INKS["subject"]))]
    names = [f"with interval; right: hits in articles, of {int(listed['articles'].max())}"]
    if few.any():
        handles.append(Line2D([], [], color=FAINT, linewidth=1.0, **_dot("white")))
        names.append(f"fewer than {FEW_HITS} hits")
    legend_above(drawn, handles, names)
    numbers = listed[["theme", "hits", "articles_with", "articles", "dp_norm", "low", "high"]]
    undefined = len(listed) - len(known)
    basis = "n = hits; lines: bootstrap intervals over articles"
    if undefined:
        basis += f"; not defined for {count(undefined, 'theme')}"
    return Drawn(drawn, _title_dispersion(known), numbers, basis)


def _title_dispersion(known: pd.DataFrame) -> str:
    ranked = known[known["hits"] >= FEW_HITS].sort_values("dp_norm", kind="stable")
    if len(ranked) < 2:
        return "How evenly each theme is spread over the articles"
    return f"{tell_theme(ranked['theme'].iloc[0])} is spread over the articles most evenly, {tell_theme(ranked['theme'].iloc[-1])} least"


def _dot(face: str) -> dict[str, Any]:
    ink = VOICE_INKS["subject"]
    return {
        "marker": "o",
        "markersize": 3.6,
        "markerfacecolor": face,
        "markeredgecolor": ink,
        "markeredgewidth": 0.8,
    }


def _count_in_articles(listed: pd.DataFrame) -> list[str]:
    pairs = zip(listed["hits"], listed["articles_with"], strict=True)
    return [f"{hits} in {articles}" if hits else "none" for hits, articles in pairs]


def _write_right(axes: Axes, places: list[int], texts: list[str]) -> None:
    """Write a text at the right end of rows."""
    for place, text in zip(places, texts, strict=True):
        axes.text(
            1.01, place, text, va="center", fontsize=6.5, color=MUTED, transform=axes.get_yaxis_transform()
        )


@figure(
    "theme_cooccurrence",
    tables=["theme_frequencies", "theme_cooccurrence"],
    caption="Which themes stand in the same sentence: phi (colour) and the number of such sentences (in the cell).",
)
def draw_theme_cooccurrence(frequencies: pd.DataFrame, cooccurrence: pd.DataFrame) -> Drawn:
    """Draw a triangle of leaf themes: phi as colour, sentences as numbers, the significant pairs outlined."""
    rows = arrange_themes(frequencies)
    leaves = sorted(rows.places, key=lambda theme: rows.places[theme])
    number = {theme: at for at, theme in enumerate(leaves)}
    pairs = cooccurrence[cooccurrence["theme_a"].isin(number) & cooccurrence["theme_b"].isin(number)]
    # One voice at a time: that of all, or the first that was counted.
    pairs = pairs[pairs["voice"] == min(pairs["voice"], default=ALL)]
    if pairs.empty:
        return say("No two themes can be held against each other: that takes sentences and two themes.")
    reach = max(float(pairs["phi"].abs().max()), LEAST_PHI) if pairs["phi"].notna().any() else LEAST_PHI
    cells = []
    for a, b, both, phi, q in zip(
        pairs["theme_a"], pairs["theme_b"], pairs["sentences"], pairs["phi"], pairs["q"], strict=True
    ):
        above, below = sorted((a, b), key=lambda theme: number[theme])
        face = "white" if np.isnan(phi) else colour_of(phi, -reach, reach, DIVERGING)
        edge = INK if q < SIGNIFICANT else PALE
        cells.append(Cell(rows.places[below], number[above], face, str(both) if both else "", edge))
    numbered = dict(rows.names)
    for theme, at in number.items():
        numbered[rows.places[theme]] = f"{rows.names[rows.places[theme]]}  {at + 1}"
    # The last theme is in the last row only, so that it needs no column.
    columns = pd.Series([str(at + 1) for at in range(len(leaves) - 1)])
    drawn, axes = draw_table(cells, rows._replace(names=numbered), columns)
    _thin_out(axes, columns.tolist(), list(numbered.values()))
    label = note_below(
        "phi (white: not defined); in the cells, sentences with both themes",
        tell_numbers(cells, columns.tolist(), list(numbered.values())),
    )
    draw_scale(drawn, axes, -reach, reach, DIVERGING, label)
    outlined = sum(cell.edge == INK for cell in cells)
    note = f"outlined: q < {SIGNIFICANT} ({outlined} of {len(cells)} pairs)"
    legend_above(drawn, [Patch(facecolor="white", edgecolor=INK, linewidth=1.3)], [note])
    top = pairs.sort_values("sentences", ascending=False, kind="stable").iloc[0]
    title = (
        f"{_most_shared(top)} stand in one sentence most often: {int(top['sentences'])} times"
        if top["sentences"]
        else "No two themes stand in one sentence"
    )
    numbers = pairs[["theme_a", "theme_b", "sentences", "sentences_all", "phi", "q"]]
    n = int(pairs["sentences_all"].max())
    return Drawn(drawn, title, numbers, f"n = {count(n, 'sentence')}; columns have the numbers of the rows")


def _most_shared(top: pd.Series) -> str:
    return f"{tell_theme(top['theme_a'])} and {tell_theme(top['theme_b'])}"


def _thin_out(axes: Axes, columns: list[str], row_names: list[str]) -> None:
    """Keep the numbers above columns level, and only as many as there is room for."""
    room = column_room(len(columns), row_names)
    every = max(1, int(np.ceil((max(text_width(name) for name in columns) + 0.6) / room))) if columns else 1
    axes.set_xticks(range(0, len(columns), every), columns[::every], rotation=0)


@figure(
    "theme_positions",
    tables=["theme_frequencies", "theme_positions", "theme_mean_positions"],
    caption="Where in an article each theme stands: share of the sentences of each part that hold it (colour), and"
    " the mean position of its hits with a bootstrap interval over articles (dot and line).",
)
def draw_theme_positions(frequencies: pd.DataFrame, positions: pd.DataFrame, means: pd.DataFrame) -> Drawn:
    """Draw a strip of cells for each leaf theme, from the head of the articles to their end."""
    rows = arrange_themes(frequencies)
    known = positions[(positions["article_id"] == ALL) & positions["theme"].isin(rows.places)]
    if known.empty:
        return say("No theme has a position: there are no sentences, or no themes.")
    parts = int(known["part"].max())
    top = max(float(known["share"].max()), LEAST_SHARE)
    cells = [
        Cell(
            rows.places[theme], part - 1, "white" if np.isnan(share) else colour_of(share, 0, top, SEQUENTIAL)
        )
        for theme, part, share in zip(known["theme"], known["part"], known["share"], strict=True)
    ]
    names = pd.Series([str(part) for part in range(1, parts + 1)])
    drawn, axes = draw_table(cells, rows, names)
    placed = means[means["theme"].isin(rows.places) & means["position"].notna()]
    # Positions run from 0 to 1 over the same width as the cells.
    low, mean, high = (placed[column].to_numpy(float) * parts - 0.5 for column in ("low", "position", "high"))
    at = [rows.places[theme] for theme in placed["theme"]]
    for colour, width in (("white", 2.6), (INK, 1.0)):
        axes.hlines(at, low, high, color=colour, linewidth=width, zorder=3)
    axes.plot(mean, at, **MEAN_DOT, linestyle="", zorder=4)
    draw_scale(
        drawn,
        axes,
        0,
        100 * top,
        SEQUENTIAL,
        f"sentences with the theme, % of those in the part (1: head of the articles, {parts}: end)",
    )
    handles = [Line2D([], [], color=INK, linewidth=1.0, **MEAN_DOT)]
    legend_above(drawn, handles, ["mean position of the hits; no line: hits in one article"])
    numbers = known[["theme", "part", "sentences_with", "sentences", "share"]].merge(
        means[["theme", "position", "low", "high", "hits"]], on="theme", how="left"
    )
    basis = f"n = {count(means['hits'].sum(), 'hit')}; lines: bootstrap intervals over articles"
    return Drawn(drawn, _title_positions(placed), numbers, basis)


def _title_positions(placed: pd.DataFrame) -> str:
    ranked = placed.sort_values("position", kind="stable")
    if len(ranked) < 2:
        return "Where in the articles each theme stands"
    return f"{tell_theme(ranked['theme'].iloc[0])} stands first in the articles on average, {tell_theme(ranked['theme'].iloc[-1])} last"
