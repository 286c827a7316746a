"""The one style of all figures: sizes of a journal's columns, colours that the colour-blind can tell apart."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import matplotlib as mpl
from matplotlib import rc_context
from matplotlib.figure import Figure

MM = 1 / 25.4

# Columns of most journals: 85 to 90 mm for one, 170 to 190 mm for two.
WIDTHS = {"single": 89 * MM, "double": 183 * MM}

# A page of most journals holds a figure of 247 mm with a caption of a few lines; a higher one is read on no page.
PAGE_HEIGHT = 235.0

# Points. Smaller type is not read in print.
SMALLEST = 6.0

# Okabe and Ito (2008), chosen so that the three voices also differ in grey.
VOICE_COLOURS = {"subject": "#0072B2", "third_party": "#E69F00", "journalist": "#CCCCCC", "masked": "#EEEEEE"}
VOICE_NAMES = {
    "subject": "subject",
    "third_party": "third party",
    "journalist": "journalist",
    "masked": "masked",
}
# Thin lines and small dots need more ink than bars do, and a form of their own where colour is lost.
VOICE_INKS = {"subject": "#0072B2", "third_party": "#E69F00", "journalist": "#555555"}
VOICE_MARKERS = {"subject": "o", "third_party": "s", "journalist": "^"}
INK = "#222222"
MUTED = "#666666"  # small print: 5.7 to 1 against white, above the 4.5 of WCAG 2.1
FAINT = "#999999"
PALE = "#DDDDDD"
ACCENT = "#D55E00"
# Okabe and Ito without black, and without the yellow, which is lost on white.
SERIES = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00")
# Seven forms and six colours go round together: 42 groups before a pair comes again.
MARKERS = ("o", "s", "^", "D", "v", "P", "<")
SEQUENTIAL = "Blues"
DIVERGING = "PuOr"

FONT = "DejaVu Sans"  # comes with matplotlib, so every machine has it

RC = {
    "font.family": FONT,
    "font.size": 7.5,
    "axes.titlesize": 8.5,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.labelsize": 7.5,
    "axes.edgecolor": FAINT,
    "axes.labelcolor": INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.linewidth": 0.6,
    "xtick.labelsize": 7,
    "ytick.labelsize": 7,
    "xtick.color": INK,
    "ytick.color": INK,
    "xtick.major.width": 0.6,
    "ytick.major.width": 0.6,
    "legend.fontsize": 7,
    "legend.frameon": False,
    "text.color": INK,
    "figure.dpi": 200,
    "savefig.dpi": 200,
    # Names inside an SVG are hashed with this word, not with a random one.
    "svg.hashsalt": "retold",
    # Text stays text: it is found, copied, read aloud, and set in the journal's own type.
    "svg.fonttype": "none",
    "pdf.fonttype": 42,
    "path.simplify": False,
    # A name with two dollar signs is a name, not a formula.
    "text.parse_math": False,
}


@contextmanager
def style(width: str = "double") -> Iterator[None]:
    """Draw in the style, at the width of one or two columns."""
    with rc_context({**RC, "figure.figsize": (WIDTHS[width], WIDTHS[width] * 0.5)}):
        yield


def new_figure(height: float, *, by_hand: bool = False) -> Figure:
    """Return an empty figure of the style's width and a height in millimetres.

    Axes find their room by themselves, unless they are to be placed by hand.

    Figures are made without pyplot, which would keep each one and show it twice in a notebook.
    """
    return Figure(
        figsize=(mpl.rcParams["figure.figsize"][0], height * MM), layout=None if by_hand else "constrained"
    )


def figure_width() -> float:
    """Return the width of the style in force, in millimetres."""
    return float(mpl.rcParams["figure.figsize"][0]) / MM


def is_narrow() -> bool:
    """Say whether figures are drawn for one column of a journal."""
    return figure_width() < 100  # between the 89 and the 183 mm of `WIDTHS`
