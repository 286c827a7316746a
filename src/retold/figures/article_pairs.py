"""Figure of two articles at a time: how many arguments they share, and how much of their text."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.artist import Artist
from matplotlib.patches import Patch

from retold.figures.drawing.drawn import Drawn, count
from retold.figures.drawing.labels import (
    first_articles,
    legend_above,
    name_columns,
    note_below,
    plain,
    say,
    wrap_rows,
)
from retold.figures.drawing.matrix import (
    OTHER_OCCASION,
    Cell,
    colour_of,
    column_room,
    draw_cells,
    table_height,
    tell_numbers,
)
from retold.figures.drawing.save import figure
from retold.figures.drawing.style import PALE, SEQUENTIAL, new_figure
from retold.showing import is_own_wording
from retold.vocabulary import NOT_COMPARABLE

# What is drawn of two articles.
PAIR_COLUMNS = ["article_a", "article_b", "jaccard", "reuse_a", "reuse_b", "note"]

# Millimetres of a column in which a sign and two decimals can be read.
ROOM_FOR_DECIMALS = 5.6


@figure(
    "article_pairs",
    tables=["article_pairs", "articles"],
    caption="Two articles at a time: how many arguments reports of one occasion share, and how much of their text.",
)
def draw_article_pairs(pairs: pd.DataFrame, articles: pd.DataFrame) -> Drawn:
    """Draw articles by articles: Jaccard above the diagonal, the share of text in common below it."""
    names = name_columns(articles)
    at = {str(article): place for place, article in enumerate(names.index)}
    known = pairs[pairs["article_a"].isin(at) & pairs["article_b"].isin(at)]
    if known.empty:
        return say("No two articles can be compared: that takes at least two.")
    if (known["note"] == NOT_COMPARABLE).all() and not is_own_wording(articles):
        return say(
            "No two of the articles report one occasion, and the words of a paraphrase edition are nobody's: nothing can be compared.",
            known[PAIR_COLUMNS],
            basis=f"n = {count(len(known), 'pair')} of articles",
        )
    cells = [Cell(place, place, PALE) for place in at.values()]
    rows = wrap_rows(names.tolist())
    # A column too narrow for a decimal shows hundredths.
    hundredths = column_room(len(names), rows) < ROOM_FOR_DECIMALS
    for row in known.itertuples():
        upper, lower = sorted((at[str(row.article_a)], at[str(row.article_b)]))
        # Of a short article inside a long one, the short one's share tells that it was copied.
        shared = float(np.fmax(float(row.reuse_a), float(row.reuse_b)))
        reuse = shared if is_own_wording(articles) else np.nan
        apart = str(row.note) == NOT_COMPARABLE
        cells.append(
            _pair_cell(upper, lower, float(row.jaccard), SEQUENTIAL, apart=apart, hundredths=hundredths)
        )
        cells.append(_pair_cell(lower, upper, reuse, "Oranges", hundredths=hundredths))
    height = table_height(names.tolist(), rows, each=7)
    drawn = new_figure(22 + height)
    axes = drawn.add_subplot()
    draw_cells(
        axes,
        cells,
        names.tolist(),
        dict(zip(map(float, at.values()), rows, strict=True)),
    )
    possible = len(names) * (len(names) - 1) // 2
    measured = f"{len(known)} of their {possible} pairs were measured" if len(known) < possible else ""
    several = (known["note"] == NOT_COMPARABLE).any()
    note = "–: not comparable, reports of different occasions" if several else ""
    note += "" if is_own_wording(articles) else "; below: words of a paraphrase edition are nobody's"
    unwritten = tell_numbers(cells, names.tolist(), rows)
    scale = "in hundredths" if hundredths and not unwritten else ""
    axes.set_xlabel(
        note_below(first_articles(names, articles), measured, note.removeprefix("; "), scale, unwritten)
    )
    handles: list[Artist] = [
        Patch(
            facecolor=colour_of(0.6, 0, 1, SEQUENTIAL), label="above the diagonal: Jaccard of the arguments"
        ),
        Patch(facecolor=colour_of(0.6, 0, 1, "Oranges"), label="below: share of text in common, larger way"),
    ]
    legend_above(drawn, handles)
    basis = f"n = {count(len(known), 'pair')} of articles"
    return Drawn(drawn, _title_pairs(known, names), known[PAIR_COLUMNS], basis)


def _title_pairs(known: pd.DataFrame, names: pd.Series) -> str:
    compared = known[known["jaccard"].notna() & (known["note"] != NOT_COMPARABLE)]
    if compared.empty:
        return "No two of the articles report one occasion"
    top = compared.sort_values("jaccard", ascending=False, kind="stable").iloc[0]
    pair = f"{names[top['article_a']]} and {names[top['article_b']]}"
    return f"{pair} share most of their arguments: Jaccard {plain(top['jaccard'])}"


def _pair_cell(
    row: int, column: int, value: float, colours: str, *, hundredths: bool, apart: bool = False
) -> Cell:
    if apart:
        return Cell(row, column, "white", OTHER_OCCASION)
    text = plain(100 * value, 0) if hundredths and not np.isnan(value) else plain(value)
    text = "?" if hundredths and np.isnan(value) else text
    return Cell(row, column, "white" if np.isnan(value) else colour_of(value, 0, 1, colours), text)
