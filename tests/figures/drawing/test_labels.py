"""Labels: shortened, without a negative zero, inside and apart."""

from __future__ import annotations

from itertools import combinations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from retold.figures.drawing.label_places import place_labels
from retold.figures.drawing.labels import head_columns, plain, shorten, shorten_middle


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
