"""What stands around every picture: its title above, and below what it rests on and the edition of the texts."""

from __future__ import annotations

from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine

from retold.figures.drawing.labels import LINE, fold
from retold.figures.drawing.style import MM, MUTED

# Sizes of type in points, and the margin of both in millimetres.
TITLE_SIZE, FOOT_SIZE, MARGIN = 8.5, 6.0, 1.0

# Room between the title and the picture, in millimetres.
BELOW_TITLE = 2.0

# A title of more lines is no title; its whole text stands in the SVG and on the page of figures.
MOST_TITLE_LINES = 4


def frame_figure(drawn: Figure, title: str, foot: str) -> None:
    """Make a figure higher by the room of its title and of the lines below it, and write both.

    Parameters
    ----------
    drawn : matplotlib.figure.Figure
        Not laid out yet, or placed by hand; what is in it keeps its size in millimetres. It has room for one line below.
    title : str
        Stands above it; none if empty.
    foot : str
        Stands below it.
    """
    width = drawn.get_figwidth() / MM
    head = fold(title, width - 2 * MARGIN, size=TITLE_SIZE, bold=True, most=MOST_TITLE_LINES) if title else ""
    small = fold(foot, width - 2 * MARGIN, size=FOOT_SIZE)
    above = (head.count("\n") + 1) * LINE * TITLE_SIZE + MARGIN + BELOW_TITLE if head else 0.0
    below = small.count("\n") * LINE * FOOT_SIZE
    before = drawn.get_figheight() / MM
    height = before + above + below
    drawn.set_figheight(height * MM)
    top = 1 - above / height
    drawn.supxlabel(small, x=MARGIN / width, ha="left", fontsize=FOOT_SIZE, color=MUTED)
    _make_room(drawn, below, before, height, top)
    for legend in drawn.legends:
        legend.set_bbox_to_anchor((0, 0, 1, top), transform=drawn.transFigure)
    if head:
        drawn.text(
            MARGIN / width,
            1 - MARGIN / height,
            head,
            va="top",
            ha="left",
            fontsize=TITLE_SIZE,
            fontweight="bold",
            linespacing=1.2,
        )


def lay_out(drawn: Figure) -> None:
    """Lay a figure out, once: a second layout starts from the first, and would move or even collapse what the first has placed."""
    engine = drawn.get_layout_engine()
    if engine is not None and drawn.axes:
        # The layout alone: to draw all, with no output, would take as long as the picture itself.
        engine.execute(drawn)
        # No engine at all: matplotlib keeps a place for one that is "none", and draws once more before it saves.
        drawn.set_layout_engine(None)


def _make_room(drawn: Figure, below: float, before: float, height: float, top: float) -> None:
    """Lay a figure out below its title, once: the legend is moved afterwards, as a moved one is left out of the layout."""
    engine = drawn.get_layout_engine()
    if isinstance(engine, ConstrainedLayoutEngine):
        engine.set(rect=(0, 0, 1, top))
        lay_out(drawn)
        return
    for axes in drawn.axes:
        box = axes.get_position(original=True)
        y, share = (below + box.y0 * before) / height, before / height
        axes.set_position((box.x0, y, box.width, box.height * share))
