"""Figure of the themes that set articles apart: keyness, and which of it is beyond chance."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.patches import Patch

from retold.figures.drawing.drawn import Drawn, count
from retold.figures.drawing.labels import first_articles, legend_above, name_columns, note_below, plain, say
from retold.figures.drawing.matrix import Cell, colour_of, column_room, draw_scale, tell_numbers
from retold.figures.drawing.save import figure
from retold.figures.drawing.style import DIVERGING, INK, PALE
from retold.figures.theme_rows import SIGNIFICANT, arrange_themes, draw_table, tell_theme

# A scale of z reaches at least this far, so that chance variation stays pale.
LEAST_Z = 3.0

# Millimetres of a column in which a sign and two digits with a point can be read.
ROOM_FOR_DECIMAL = 5.0


@figure(
    "theme_keyness",
    tables=["theme_frequencies", "theme_keyness", "articles"],
    caption="Which themes an article uses more (above 0) or less than the others: z of the log-odds ratio.",
)
def draw_theme_keyness(frequencies: pd.DataFrame, keyness: pd.DataFrame, articles: pd.DataFrame) -> Drawn:
    """Draw a heat map of leaf themes by article: z of the log-odds, the significant ones outlined."""
    rows, names = arrange_themes(frequencies), name_columns(articles)
    known = keyness[keyness["theme"].isin(rows.places) & keyness["article_id"].isin(names.index)]
    if known.empty:
        return say("No theme can be compared: that takes at least two articles and one theme.")
    numbers = known[["theme", "article_id", "log_odds", "z", "p", "p_adjusted"]]
    sure = int((known["p_adjusted"] < SIGNIFICANT).sum())
    basis = f"n = {count(len(known), 'comparison')} of a theme in one article with the others"
    if not sure:
        left_out = first_articles(names, articles)
        return say(_no_keyness(known, names), numbers, basis=f"{basis}; {left_out}" if left_out else basis)
    reach = max(float(known["z"].abs().max()), LEAST_Z)
    columns = {str(article): at for at, article in enumerate(names.index)}
    # A column too narrow for a decimal still shows the sign, which colour alone does not in grey.
    digits = 1 if column_room(len(names), list(rows.names.values())) >= ROOM_FOR_DECIMAL else 0
    cells = []
    for theme, article, z, p in zip(
        known["theme"], known["article_id"], known["z"], known["p_adjusted"], strict=True
    ):
        face = "white" if np.isnan(z) else colour_of(z, -reach, reach, DIVERGING)
        edge = INK if p < SIGNIFICANT else PALE
        cells.append(Cell(rows.places[theme], columns[article], face, plain(z, digits), edge))
    drawn, axes = draw_table(cells, rows, names)
    unwritten = tell_numbers(cells, names.tolist(), list(rows.names.values()))
    label = note_below(
        "z of the log-odds ratio, article against the others", first_articles(names, articles), unwritten
    )
    draw_scale(drawn, axes, -reach, reach, DIVERGING, label)
    note = f"outlined: adjusted p < {SIGNIFICANT} ({sure} of {len(cells)} cells)"
    legend_above(drawn, [Patch(facecolor="white", edgecolor=INK, linewidth=1.3)], [note])
    surest = known.sort_values("p_adjusted", kind="stable").iloc[0]
    title = (
        f"{sure} of {count(len(known), 'difference')} are beyond chance, surest {tell_theme(surest['theme'])} in"
        f" {names[surest['article_id']]}"
    )
    return Drawn(drawn, title, numbers, basis)


def _no_keyness(known: pd.DataFrame, names: pd.Series) -> str:
    """Say in words that no article uses a theme more or less than chance would have it: colours would show a difference."""
    sentence = (
        f"No article uses a theme more or less than the others beyond chance: of {count(len(known), 'comparison')} none"
        f" has an adjusted p below {SIGNIFICANT}"
    )
    if known["z"].isna().all():
        return f"{sentence}."
    at = known["z"].abs().idxmax()
    top = known.loc[at]
    return f"{sentence}. The largest z is {plain(top['z'], 1)}, of {tell_theme(top['theme'])} in {names[top['article_id']]}."
