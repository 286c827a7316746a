"""Title and foot: they take room of their own, and leave what is between them as large as it was."""

from itertools import pairwise

import pytest
from matplotlib.patches import Patch

from retold.figures.drawing.frame import MOST_TITLE_LINES, frame_figure
from retold.figures.drawing.labels import legend_above
from retold.figures.drawing.style import MM, WIDTHS, new_figure, style

LONG = "The ferry did not sail on any day of that long winter, which the mayor denied twice. "


def framed(title, foot, *, by_hand, width="double"):
    with style(width):
        drawn = new_figure(60, by_hand=by_hand)
        axes = drawn.add_axes((0.1, 0.2, 0.8, 0.6)) if by_hand else drawn.add_subplot()
        if not by_hand:
            legend_above(drawn, [Patch(label="ferries"), Patch(label="tolls")])
        frame_figure(drawn, title, foot)
        drawn.draw_without_rendering()
    return drawn, axes


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("foot", ["n = 2", LONG * 3])
@pytest.mark.parametrize("title", ["", "Short", LONG * 9])
def test_axes_placed_by_hand_keep_their_size(title, foot, width):
    drawn, axes = framed(title, foot, by_hand=True, width=width)
    height = drawn.get_figheight() / MM
    box = axes.get_position()
    assert box.height * height == pytest.approx(36)
    assert height > 59.9
    assert (height > 60.1) == bool(title or "\n" in drawn.get_supxlabel())


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("foot", ["n = 2", LONG * 3])
@pytest.mark.parametrize("title", ["Short", LONG * 9])
def test_title_legend_axes_and_foot_stand_below_one_another(title, foot, width):
    drawn, axes = framed(title, foot, by_hand=False, width=width)
    (head,) = [text for text in drawn.texts if text is not drawn._supxlabel]
    assert head.get_text().count("\n") < MOST_TITLE_LINES
    (legend,) = drawn.legends
    boxes = [
        part.get_window_extent()
        for part in (drawn._supxlabel, *axes.get_xticklabels()[1:2], axes, legend, head)
    ]
    edges = [edge for box in boxes for edge in (box.y0, box.y1)]
    assert all(low <= high + 1 for low, high in pairwise(edges))
    assert edges[0] >= 0
    assert edges[-1] <= drawn.bbox.y1
