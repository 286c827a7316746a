"""Tables of coloured cells: themes or arguments by article, articles by article."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.cm import ScalarMappable
from matplotlib.colors import Normalize
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from retold.figures.drawing.labels import fold, head_columns, ink_on, row_height, text_width
from retold.figures.drawing.style import PALE, SMALLEST, figure_width

# Points of the numbers in cells. Where they do not fit in the smallest type, none is written, and that is said.
LARGEST = 6.5
NO_ROOM = "no room for numbers in the cells: they are in the CSV file beside this figure"

# What stands in a cell that is not comparable: what it is about belongs to other occasions.
OTHER_OCCASION = "–"

# Millimetres around the cells besides the names of rows and columns: title, legend, scale and notes.
AROUND = 48.0

# Millimetres that the frame, the gaps and the tick marks take besides the names of the rows.
FRAME = 7


class Cell(NamedTuple):
    """One cell: where it stands, its colour, what is written in it, and how it is set off."""

    row: float
    column: int
    face: Any = "white"
    text: str = ""
    edge: str = PALE


def colour_of(value: float, low: float, high: float, colours: str) -> Any:
    """Return the colour of a value on a scale from low to high."""
    return mpl.colormaps[colours]((value - low) / (high - low) if high > low else 0.0)


def column_room(columns: int, row_names: Sequence[str]) -> float:
    """Return how wide a column is, in millimetres, beside the names of the rows."""
    left = max((text_width(name) for name in row_names), default=0.0)
    return max(figure_width() - left - FRAME, 1) / max(columns, 1)


def table_height(columns: Sequence[str], rows: Sequence[str], *, each: float) -> float:
    """Return how high a table is with the names above its columns, in millimetres, rows of ``each`` or what a page has."""
    head = head_columns(columns, column_room(len(columns), rows)).height
    return head + row_height(len(rows), each, around=AROUND + head) * len(rows)


def fit_numbers(cells: Sequence[Cell], columns: int, row_names: Sequence[str]) -> float:
    """Return the size in points of what is written in cells, 0 if it does not fit in the smallest that can be read."""
    longest = max((text_width(cell.text, 1) for cell in cells), default=0.0)
    size = min(LARGEST, (column_room(columns, row_names) - 0.6) / longest) if longest else LARGEST
    return size if size >= SMALLEST else 0.0


def tell_numbers(cells: Sequence[Cell], columns: Sequence[str], rows: Sequence[str]) -> str:
    """Return that the numbers of cells are left out, if they are."""
    return "" if fit_numbers(cells, len(columns), rows) else NO_ROOM


def draw_cells(axes: Axes, cells: Sequence[Cell], columns: Sequence[str], rows: dict[float, str]) -> None:
    """Draw cells under the names of their columns and beside the names of their rows (by place)."""
    room = column_room(len(columns), list(rows.values()))
    size = fit_numbers(cells, len(columns), list(rows.values()))
    # Outlined ones last, so that no edge hides theirs.
    for cell in sorted(cells, key=lambda cell: cell.edge != PALE):
        width = 0.5 if cell.edge == PALE else 1.3
        place = (cell.column - 0.5, cell.row - 0.5)
        axes.add_patch(
            Rectangle(place, 1, 1, facecolor=cell.face, edgecolor=cell.edge, linewidth=width, clip_on=False)
        )
        if cell.text and size:
            ink = ink_on(cell.face)
            axes.text(cell.column, cell.row, cell.text, ha="center", va="center", fontsize=size, color=ink)
    axes.set_xlim(-0.5, len(columns) - 0.5)
    axes.set_ylim(max(rows) + 0.5, min(rows) - 0.5)
    axes.set_yticks(list(rows), list(rows.values()))
    axes.tick_params(axis="y", length=0)
    axes.spines[:].set_visible(False)
    headings = head_columns(columns, room)
    axes.xaxis.tick_top()
    axes.set_xticks(range(len(columns)), headings.texts, rotation=0 if headings.level else 90)
    axes.tick_params(axis="x", length=0)


def draw_scale(drawn: Figure, axes: Axes, low: float, high: float, colours: str, label: str) -> None:
    """Draw the scale of the colours below the cells."""
    scale = ScalarMappable(norm=Normalize(low, high), cmap=colours)
    bar = drawn.colorbar(scale, ax=axes, location="bottom", shrink=0.6, aspect=40, pad=0.02)
    # The bar stands to the right of the rows' names: its label has about half the figure's width.
    bar.set_label(fold(label, 0.55 * figure_width()))
    bar.outline.set_visible(False)
    bar.ax.tick_params(length=2)
