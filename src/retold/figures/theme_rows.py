"""Rows of themes that several figures share: which theme stands where, under which heading, and how high a figure of them is."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from retold.figures.drawing.drawn import quote
from retold.figures.drawing.labels import name_row, row_height
from retold.figures.drawing.matrix import Cell, draw_cells, table_height
from retold.figures.drawing.style import new_figure
from retold.vocabulary import ALL

# What stands between a theme and what it is nested in.
SEPARATOR = "/"

# The usual level; the p are adjusted for all cells together before they are held against it.
SIGNIFICANT = 0.05

# Millimetres around rows of dots: what many rows can spare a little of, and what legend, ticks, a label of two lines
# and the edition take in one column. Few rows would be pressed flat for it, so each keeps the height of its name.
AROUND_DOTS, AROUND_FEW_DOTS = 26.0, 35.0
LEAST_ROW = 3.6


class Rows(NamedTuple):
    """Where each leaf theme stands, and what is written beside each place, headings included."""

    places: dict[str, int]
    names: dict[float, str]
    headings: frozenset[int]


def find_leaves(themes: list[str]) -> list[str]:
    """Return the themes that no other theme is nested in.

    Examples
    --------
    >>> find_leaves(["water", "water/rain", "water/ice", "watering"])
    ['water/rain', 'water/ice', 'watering']
    """
    parents = {theme[:at] for theme in themes for at, sign in enumerate(theme) if sign == SEPARATOR}
    return [theme for theme in themes if theme not in parents]


def arrange_themes(frequencies: pd.DataFrame) -> Rows:
    """Give each leaf theme its row, under the heading of its parent; the most frequent first.

    Examples
    --------
    >>> rows = {"article_id": "*", "voice": "*", "theme": ["a", "b", "b/x", "b/y"], "hits": [1, 5, 2, 3]}
    >>> arrange_themes(pd.DataFrame(rows)).names
    {0: 'a', 1: 'b', 2: 'y', 3: 'x'}
    """
    whole = frequencies[(frequencies["article_id"] == ALL) & (frequencies["voice"] == ALL)]
    hits = {str(theme): int(n) for theme, n in zip(whole["theme"], whole["hits"], strict=True)}
    groups: dict[str, list[str]] = {}
    for leaf in sorted(find_leaves(sorted(hits)), key=lambda theme: (-hits[theme], theme)):
        groups.setdefault(leaf.rpartition(SEPARATOR)[0] or leaf, []).append(leaf)
    places: dict[str, int] = {}
    names: dict[float, str] = {}
    headings = set()
    sizes = {parent: sum(hits[leaf] for leaf in leaves) for parent, leaves in groups.items()}
    # Those without a parent first: under the last of a group they would seem to belong to it.
    for parent in sorted(groups, key=lambda name: (groups[name] != [name], -sizes[name], name)):
        if groups[parent] != [parent]:
            headings.add(len(names))
            names[len(names)] = _speak(parent.replace(SEPARATOR, " / "))
        for leaf in groups[parent]:
            places[leaf] = len(names)
            names[len(names)] = _speak(leaf.rpartition(SEPARATOR)[2])
    return Rows(places, names, frozenset(headings))


def _speak(theme: str) -> str:
    return name_row(theme.replace("_", " "))


def tell_theme(theme: object) -> str:
    """Return the name of a leaf theme as titles show it."""
    return quote(str(theme).rpartition(SEPARATOR)[2].replace("_", " "))


def draw_table(cells: list[Cell], rows: Rows, names: pd.Series) -> tuple[Figure, Axes]:
    """Draw cells in the rows of the themes, with their headings."""
    drawn = new_figure(32 + table_height(names.tolist(), list(rows.names.values()), each=4.4))
    axes = drawn.add_subplot()
    draw_cells(axes, cells, names.tolist(), rows.names)
    set_headings(axes, rows)
    return drawn, axes


def set_headings(axes: Axes, rows: Rows) -> None:
    """Write the names of parents in bold, without a tick."""
    for place, tick in zip(rows.names, axes.yaxis.get_major_ticks(), strict=True):
        if place in rows.headings:
            tick.label1.set_fontweight("bold")
            tick.tick1line.set_visible(False)


def dots_height(rows: int, each: float) -> float:
    """Return the height of a figure with so many rows of dots, in millimetres."""
    each = row_height(rows, each, around=AROUND_FEW_DOTS + 15)
    return max(AROUND_DOTS + each * rows, AROUND_FEW_DOTS + LEAST_ROW * rows)
