"""Labels: shortened, without a negative zero, inside and apart."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.lines import Line2D

from retold.figures.drawing.label_places import place_labels
from retold.figures.drawing.labels import head_columns, legend_above, plain, shorten, shorten_middle
from retold.figures.drawing.style import MM, new_figure, style


@given(st.text(max_size=60), st.integers(3, 40))
def test_shortened_texts_fit(text: str, most: int) -> None:
    for cut in (shorten(text, most), shorten_middle(text, most)):
        assert len(cut) <= most
        assert cut == text if len(text) <= most else "…" in cut


@given(st.floats(-1e6, 1e6))
def test_plain_numbers_have_no_negative_zero(value: float) -> None:
    assert plain(value).replace("−", "-") == f"{round(value, 2) + 0.0:.2f}"
    assert plain(value) != "−0.00"


@given(st.lists(st.text("ab ", min_size=1, max_size=40), min_size=1, max_size=8), st.floats(1, 60))
def test_headings_fit_or_stand_upright(names: list[str], room: float) -> None:
    headings = head_columns(names, room)
    assert len(headings.texts) == len(names)
    if not headings.level:
        assert headings.texts == names


@settings(max_examples=30)
@given(st.lists(st.tuples(st.floats(20, 130), st.floats(15, 85)), min_size=1, max_size=6))
def test_placed_labels_stay_inside_and_apart(points: list[tuple[float, float]]) -> None:
    anchors, size = np.array(points), np.array([22.0, 3.0])
    centres = place_labels(anchors, np.tile(size, (len(points), 1)), anchors, (150.0, 100.0))
    assert (centres - size / 2 >= -1e-9).all()
    assert (centres + size / 2 <= np.array([150.0, 100.0]) + 1e-9).all()
    assert all((np.abs(a - b) >= size - 1e-9).any() for a, b in combinations(centres, 2))


@pytest.mark.parametrize("width", ["single", "double"])
@pytest.mark.parametrize("entries", [1, 2, 8, 31])
@pytest.mark.filterwarnings("error")
def test_a_high_legend_takes_no_room_of_the_axes(entries: int, width: str) -> None:
    with style(width):
        drawn = new_figure(40)
        axes = drawn.add_subplot()
        legend_above(drawn, [Line2D([], []) for _ in range(entries)], [f"Paper {n}" for n in range(entries)])
        drawn.draw_without_rendering()
    assert axes.get_window_extent().height / drawn.dpi > 20 * MM
