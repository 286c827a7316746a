"""Figures of where themes stand: no room for dots that are not there."""

from __future__ import annotations

from pathlib import Path

from retold.figures.drawing.save import frame
from retold.figures.drawing.style import MM, style
from retold.figures.theme_places import draw_theme_dispersion
from retold.tables import read_table


def test_no_room_is_kept_for_dots_that_are_not_there(studies: dict[str, Path]) -> None:
    """An empty row of dots once held open a third of the figure below its axis."""
    tables = [read_table(name, studies["three"]) for name in draw_theme_dispersion.tables]
    many = tables[1].assign(hits=50)
    with style():
        drawn = draw_theme_dispersion.__wrapped__(tables[0], many)
        frame(drawn, read_table("articles", studies["three"]))
        drawn.figure.draw_without_rendering()
    (axes,) = drawn.figure.axes
    label, note = axes.xaxis.label.get_window_extent(), drawn.figure._supxlabel.get_window_extent()
    assert 0 < label.y0 - note.y1 < 4 * MM * drawn.figure.dpi
