"""Figures of how often each theme occurs, in whose voice and in which article."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from retold.figures.drawing.drawn import Drawn, count
from retold.figures.drawing.labels import first_articles, legend_above, name_columns, note_below, say
from retold.figures.drawing.matrix import Cell, colour_of, draw_scale, tell_numbers
from retold.figures.drawing.save import figure
from retold.figures.drawing.style import PALE, SEQUENTIAL, VOICE_INKS, VOICE_MARKERS, VOICE_NAMES, new_figure
from retold.figures.theme_rows import arrange_themes, dots_height, draw_table, set_headings, tell_theme
from retold.vocabulary import ALL


@figure(
    "theme_shares",
    tables=["theme_frequencies"],
    caption="Share of each voice's sentences that hold a theme, over all articles, with Wilson intervals.",
)
def draw_theme_shares(frequencies: pd.DataFrame) -> Drawn:
    """Draw the share of sentences with each leaf theme as a dot for each voice, with its interval."""
    rows = arrange_themes(frequencies)
    known = frequencies[(frequencies["article_id"] == ALL) & frequencies["theme"].isin(rows.places)]
    known = known[known["voice"].isin(VOICE_INKS) & (known["sentences"] > 0)]
    if known.empty:
        return say("No theme was counted: there are no sentences, or no themes.")
    drawn = new_figure(dots_height(len(rows.names), 5.2))
    axes = drawn.add_subplot()
    handles = []
    for offset, voice in zip((-0.24, 0, 0.24), VOICE_INKS, strict=True):
        own = known[known["voice"] == voice]
        _draw_voice(axes, own, [rows.places[theme] + offset for theme in own["theme"]], voice)
        handles.append(_voice_handle(own, voice))
    axes.set_yticks(list(rows.names), list(rows.names.values()))
    axes.set_ylim(max(rows.names) + 0.6, min(rows.names) - 0.6)
    set_headings(axes, rows)
    axes.set_xlim(0, max(5.0, 104 * float(known["high"].max())))
    axes.set_xlabel("share of the voice's sentences, %")
    axes.grid(axis="x", color=PALE, linewidth=0.5)
    axes.set_axisbelow(True)
    legend_above(drawn, handles)
    columns = ["theme", "voice", "sentences_with", "sentences", "share", "low", "high"]
    return Drawn(
        drawn, _title_shares(known), known[columns], "n = sentences of the voice; lines: Wilson intervals"
    )


def _title_shares(known: pd.DataFrame) -> str:
    ranked = known.sort_values("share", ascending=False, kind="stable")
    own = ranked[ranked["voice"] == "subject"]
    top = (own if len(own) else ranked).iloc[0]
    voice = {"subject": "the subject's", "third_party": "others'"}.get(str(top["voice"]), "the journalists'")
    return f"{tell_theme(top['theme'])} is in {100 * top['share']:.0f} % of {voice} sentences, more than any other theme"


def _draw_voice(axes: Axes, own: pd.DataFrame, places: list[float], voice: str) -> None:
    if own.empty:
        return
    low, share, high = (100 * own[column].to_numpy(float) for column in ("low", "share", "high"))
    axes.hlines(places, low, high, color=VOICE_INKS[voice], linewidth=1.0)
    axes.plot(
        share,
        places,
        VOICE_MARKERS[voice],
        color=VOICE_INKS[voice],
        markersize=3.2,
        linestyle="",
        clip_on=False,
    )


def _voice_handle(own: pd.DataFrame, voice: str) -> Line2D:
    n = int(own["sentences"].max()) if len(own) else 0
    label = f"{VOICE_NAMES[voice]}, n = {n}"
    return Line2D(
        [],
        [],
        color=VOICE_INKS[voice],
        marker=VOICE_MARKERS[voice],
        markersize=3.5,
        linewidth=1.0,
        label=label,
    )


@figure(
    "theme_articles",
    tables=["theme_frequencies", "articles"],
    caption="Hits of each theme per 1,000 words of each article (colour) and their number (in the cell).",
)
def draw_theme_articles(frequencies: pd.DataFrame, articles: pd.DataFrame) -> Drawn:
    """Draw a heat map of leaf themes by article: the rate as colour, the hits as numbers."""
    rows, names = arrange_themes(frequencies), name_columns(articles)
    known = frequencies[(frequencies["voice"] == ALL) & frequencies["theme"].isin(rows.places)]
    known = known[known["article_id"].isin(names.index)]
    if known.empty:
        return say("No theme was counted: there are no articles, or no themes.")
    top = max(float(known["per_1000"].max()), 1.0)
    columns = {str(article): at for at, article in enumerate(names.index)}
    cells = [
        Cell(rows.places[theme], columns[article], colour_of(rate, 0, top, SEQUENTIAL), str(hits))
        if hits
        else Cell(rows.places[theme], columns[article])
        for theme, article, hits, rate in zip(
            known["theme"], known["article_id"], known["hits"], known["per_1000"], strict=True
        )
    ]
    drawn, axes = draw_table(cells, rows, names)
    unwritten = tell_numbers(cells, names.tolist(), list(rows.names.values()))
    label = note_below("hits per 1,000 words; in the cells, hits", first_articles(names, articles), unwritten)
    draw_scale(drawn, axes, 0, top, SEQUENTIAL, label)
    densest = known.sort_values("per_1000", ascending=False, kind="stable").iloc[0]
    title = (
        f"No theme is densest anywhere: none has a hit in {count(len(names), 'article')}"
        if not densest["hits"]
        else f"{tell_theme(densest['theme'])} is densest in {names[densest['article_id']]}:"
        f" {densest['per_1000']:.0f} hits per 1,000 words"
    )
    numbers = known[["theme", "article_id", "hits", "tokens", "per_1000"]]
    return Drawn(drawn, title, numbers, f"n = {count(numbers['hits'].sum(), 'hit')}")
