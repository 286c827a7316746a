"""Figures of how far reports agree, and of what hangs on one article."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from retold.figures.drawing.drawn import Drawn, count, join
from retold.figures.drawing.labels import (
    MOST_ARTICLES,
    UNDEFINED,
    name_articles,
    name_measure,
    note_below,
    plain,
    say,
    wrap_rows,
)
from retold.figures.drawing.matrix import Cell, colour_of, draw_cells, table_height, tell_numbers
from retold.figures.drawing.save import figure
from retold.figures.drawing.style import DIVERGING, FAINT, INK, SERIES, is_narrow, new_figure
from retold.showing import agreement_on, order_influence, tell_first
from retold.vocabulary import ALL, NONE, PAIR_MEASURES

REPORTED = SERIES[0]

# Measures that are counts or probabilities of another kind than agreement: written, not drawn.
WRITTEN = ("jaccard_p", "arguments", "arguments_shared", "articles", "contradicted", "effective_articles")

# Measures that influence shows beside one another in one column of a journal, and in two.
MOST_MEASURES_NARROW, MOST_MEASURES = 5, 12


@figure(
    "agreement",
    tables=["agreement"],
    caption="How far reports of one occasion agree on which arguments were made; intervals resample arguments.",
)
def draw_agreement(agreement: pd.DataFrame) -> Drawn:
    """Draw the measures of agreement as dots with their intervals, and the counts as numbers."""
    if agreement.empty:
        return say("Agreement was not measured: no article reports an argument.")
    agreement = agreement_on(agreement)
    if (agreement["occasion"] == ALL).any():
        if not (agreement["occasion"] != ALL).any():
            return say("The articles are not comparable: each reports an occasion of its own.")
        agreement = agreement[agreement["occasion"] == ALL]
    ranked = agreement.loc[
        sorted(agreement.index, key=lambda at: _panel_rank(str(agreement.at[at, "measure"])))
    ]
    columns = ["measure", "value", "low", "high", "n"]
    counts = ranked["measure"].isin(WRITTEN)
    ordered = ranked[~counts & ranked["value"].notna()]
    undefined = ranked[~counts & ranked["value"].isna()]["measure"].map(name_measure).tolist()
    told = [_tell_count(row) for row in ranked[counts & ranked["value"].notna()].itertuples()]
    missing = f"not defined: {', '.join(undefined)}" if undefined else ""
    if ordered.empty:
        return say(
            "No measure of agreement is defined: that takes two reports of one occasion with an argument.",
            ranked[columns],
            basis=join([*told, missing]),
        )
    drawn = new_figure(20 + 5.5 * len(ordered))
    axes = drawn.add_subplot()
    low = float(np.nanmin([0.0, *ordered["low"], *ordered["value"]]))
    axes.set_xlim(min(0.0, low) - 0.05, 1.05)
    axes.axvline(0, color=FAINT, linewidth=0.6)
    for at, row in enumerate(ordered.itertuples()):
        _draw_measure(axes, at, row)
    axes.set_yticks(range(len(ordered)), [name_measure(str(name)) for name in ordered["measure"]])
    axes.tick_params(axis="y", length=0)
    axes.set_ylim(len(ordered) - 0.4, -0.6)
    axes.set_xlabel(
        "agreement (1: complete)" if is_narrow() else "agreement, 1 = the same arguments in all articles"
    )
    n = f"n = {count(int(ordered['n'].max()), 'argument')}; lines: intervals from resampled arguments"
    return Drawn(drawn, _title_agreement(ordered), ranked[columns], join([n, *told, missing]))


def _title_agreement(ordered: pd.DataFrame) -> str:
    known = ordered[ordered["measure"] == "jaccard"]
    row = (known if len(known) else ordered).iloc[0]
    interval = "" if np.isnan(row["low"]) else f" ({plain(row['low'])} to {plain(row['high'])})"
    return f"How far reports of one occasion agree: {name_measure(str(row['measure']))} {plain(row['value'])}{interval}"


def _tell_count(row: object) -> str:
    """Return a count with its name, and its interval if it has one: it has no place on a scale of agreement."""
    value, low, high = (float(getattr(row, name)) for name in ("value", "low", "high"))
    measure = str(row.measure)  # type: ignore[attr-defined]
    interval = "" if np.isnan(low) or np.isnan(high) else f" [{plain(low)}, {plain(high)}]"
    return f"{name_measure(measure)} {_written(value, measure)}{interval}"


def _draw_measure(axes: Axes, at: int, row: object) -> None:
    value, low, high = (float(getattr(row, name)) for name in ("value", "low", "high"))
    text = plain(value)
    if not np.isnan(low) and not np.isnan(high):
        axes.plot([low, high], [at, at], color=REPORTED, linewidth=1.2)
        text += "" if is_narrow() else f" [{plain(low)}, {plain(high)}]"
    axes.plot(value, at, "o", color=REPORTED, markersize=4)
    axes.text(
        1.02, at, text, ha="left", va="center", fontsize=6.5, color=INK, transform=axes.get_yaxis_transform()
    )


def _written(value: float, measure: str) -> str:
    """Write a count without decimals, any other value with two."""
    return plain(value, 0 if value.is_integer() and measure in WRITTEN else 2)


@figure(
    "influence",
    tables=["influence", "articles"],
    caption="How much each headline figure changes when one article is left out.",
)
def draw_influence(influence: pd.DataFrame, articles: pd.DataFrame) -> Drawn:
    """Draw articles by headline figures: the change of each with each article left out, coloured within its column.

    Of too many articles, those are shown that change a figure most; figures that nothing changes are said.
    """
    names = name_articles(articles, most=None)
    if len(names) > MOST_ARTICLES:
        ranked = [name for name in order_influence(influence, most=MOST_ARTICLES) if name in names.index]
        names = names.reindex(ranked[:MOST_ARTICLES])
    known = influence[influence["left_out"].isin(names.index)]
    if known.empty:
        return say("No article can be left out: there are none.")
    # Counting articles and counting sources stand side by side.
    figures = sorted(known["figure"].unique(), key=_panel_rank)
    changes = known.groupby("figure")["change"]
    undefined = [name for name in figures if changes.get_group(name).isna().all()]
    still = [name for name in figures if name not in undefined and not changes.get_group(name).any()]
    moved = [name for name in figures if name not in undefined + still]
    shown = moved[: MOST_MEASURES_NARROW if is_narrow() else MOST_MEASURES]
    whole = influence[influence["left_out"] == NONE].set_index("figure")["value"]
    basis = join(
        [
            f"n = {count(len(articles), 'article')}",
            tell_first(len(names), len(articles), "articles", order="those that change a figure most"),
            tell_first(len(shown), len(moved), "measures"),
            f"unchanged, whichever is left out: {', '.join(map(name_measure, still))}" if still else "",
            f"not defined: {', '.join(map(name_measure, undefined))}" if undefined else "",
        ]
    )
    numbers = known.assign(whole=known["figure"].map(whole))[
        ["figure", "left_out", "whole", "value", "change"]
    ]
    if not shown:
        return say("No article, if it is left out, changes a measure of agreement.", numbers, basis=basis)
    drawn = _draw_changes(known, names, shown, whole)
    return Drawn(drawn, _title_influence(known, names, shown), numbers, basis)


def _title_influence(known: pd.DataFrame, names: pd.Series, shown: list[str]) -> str:
    """Name the article that the first measure hangs on most; one that moves by the same whichever is left out says nothing."""
    own = known[known["change"].notna()]
    apart = [name for name in shown if own.loc[own["figure"] == name, "change"].nunique() > 1]
    first = "jaccard" if "jaccard" in apart else (apart or shown)[0]
    own = own[own["figure"] == first]
    sizes = own["change"].abs()
    top = own[sizes == sizes.max()]
    change = float(top["change"].iloc[0])
    told = f"{name_measure(first)} {'+' if change > 0 else ''}{_written(change, first)}"
    if len(top) == len(own) > 1:
        return f"Whichever article is left out: {told}"
    if len(top) > 1:
        return f"Most hangs on {len(top)} of {len(own)} articles: without one of them, {told}"
    return f"Most hangs on {names[top['left_out'].iloc[0]]}: without it, {told}"


def _draw_changes(known: pd.DataFrame, names: pd.Series, shown: list[str], whole: pd.Series) -> Figure:
    columns = [f"{name_measure(name)}: {_written(float(whole.get(name, np.nan)), name)}" for name in shown]
    rows = wrap_rows(names.tolist())
    cells = []
    for column, name in enumerate(shown):
        own = known[known["figure"] == name].set_index("left_out")["change"].reindex(names.index)
        reach = float(own.abs().max())
        for row, change in enumerate(own.to_numpy(float)):
            face = "white" if np.isnan(change) else colour_of(change, -1.6 * reach, 1.6 * reach, DIVERGING)
            text = UNDEFINED if np.isnan(change) else _written(change, name)
            cells.append(Cell(row, column, face, text if change != 0 else "0"))
    drawn = new_figure(16 + table_height(columns, rows, each=6.2 if is_narrow() else 4.6))
    axes = drawn.add_subplot()
    draw_cells(axes, cells, columns, dict(zip(map(float, range(len(rows))), rows, strict=True)))
    axes.set_xlabel(
        note_below(
            "change if the article is left out; above each column its value with all",
            tell_numbers(cells, columns, rows),
        )
    )
    return drawn


def _panel_rank(name: str) -> tuple[int, str]:
    order = [
        *(f"{measure}{by}" for measure in PAIR_MEASURES for by in ("", "_sources")),
        "alpha",
        "effective_articles",
    ]
    return (order.index(name) if name in order else len(order), name)
