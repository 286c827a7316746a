"""Tables of coloured cells: what is drawn where."""

import matplotlib as mpl
import pytest
from matplotlib.figure import Figure

from retold.figures.drawing.matrix import (
    LARGEST,
    NO_ROOM,
    Cell,
    colour_of,
    column_room,
    draw_cells,
    draw_scale,
    table_height,
    tell_numbers,
)
from retold.figures.drawing.style import PALE, SMALLEST


@pytest.mark.parametrize(
    ("value", "low", "high", "place"), [(0, 0, 1, 0.0), (1, 0, 1, 1.0), (3, 1, 5, 0.5), (2, 2, 2, 0.0)]
)
def test_colours(value, low, high, place):
    assert colour_of(value, low, high, "cividis") == mpl.colormaps["cividis"](place)


def test_room_and_height():
    assert column_room(2, ["a"]) == pytest.approx(column_room(1, ["a"]) / 2)
    assert column_room(2, ["a long name of a row"]) < column_room(2, ["a"])
    assert column_room(0, []) > 0
    assert table_height(["x"], ["a", "b"], each=5) - table_height(["x"], ["a"], each=5) == pytest.approx(
        5, abs=1
    )


def draw(cells, columns=("x", "y"), rows=None):
    axes = Figure().subplots()
    draw_cells(axes, cells, columns, rows or {0: "a", 1: "b"})
    return axes


def test_cells():
    axes = draw([Cell(0, 0, "red", "7"), Cell(1, 1, "white", "", "black")])
    assert [patch.get_xy() for patch in axes.patches] == [(-0.5, -0.5), (0.5, 0.5)]
    assert [text.get_text() for text in axes.texts] == ["7"]
    assert [label.get_text() for label in axes.get_yticklabels()] == ["a", "b"]
    assert (axes.get_xlim(), axes.get_ylim()) == ((-0.5, 1.5), (1.5, -0.5))
    assert axes.texts[0].get_fontsize() <= LARGEST


def test_outlined_cells_are_drawn_last():
    axes = draw([Cell(0, 0, edge="black"), Cell(0, 1)])
    assert [patch.get_edgecolor() for patch in axes.patches] == [
        mpl.colors.to_rgba(PALE),
        mpl.colors.to_rgba("black"),
    ]
    assert axes.patches[1].get_linewidth() > axes.patches[0].get_linewidth()


def test_text_that_does_not_fit_is_left_out():
    axes = draw(
        [Cell(0, n, text="a very long text in one cell of many") for n in range(12)],
        [str(n) for n in range(12)],
    )
    assert not axes.texts
    assert SMALLEST < LARGEST
    cells = [Cell(0, n, text="a very long text") for n in range(30)]
    assert tell_numbers(cells, ["x"] * 30, ["a"]) == NO_ROOM
    assert tell_numbers(cells[:1], ["x"], ["a"]) == tell_numbers([Cell(0, 0)], ["x"], ["a"]) == ""


def test_scale():
    drawn = Figure()
    axes = drawn.subplots()
    draw_scale(drawn, axes, 0, 4, "cividis", "how many")
    bar = drawn.axes[1]
    assert (bar.get_xlabel(), bar.get_xlim()) == ("how many", (0, 4))
