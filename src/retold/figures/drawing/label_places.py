"""Labels beside points, without overlaps: the nearest free place for each in turn."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import NDArray

from retold.figures.drawing.labels import LINE, text_width
from retold.figures.drawing.style import INK, MM, MUTED, SMALLEST
from retold.ties import first_best, settle

Floats = NDArray[np.float64]

# Millimetres between two labels, sideways and up; closer ones read as one.
LABEL_GAP = np.array([2.0, 0.4])

# How far from its point a label may stand, in millimetres, and in how many directions it is tried.
REACHES = (3.5, 5, 7, 9, 12, 15, 19, 24, 30, 37, 45, 54)
DIRECTIONS = 24

# Costs in millimetres of distance: hiding a dot is worth the longest detour, another label or the frame more dots.
HIDES_DOT, CROSSES_LABEL, LEAVES_ROOM = 100.0, 400.0, 4000.0

# Digits of a millimetre to which costs are compared.
COST_DIGITS = 6


def place_labels(anchors: Floats, sizes: Floats, dots: Floats, room: tuple[float, float]) -> Floats:
    """Choose a place for each label, one after the other, by the least cost.

    Parameters
    ----------
    anchors : array of shape (labels, 2)
        The points that are labelled, in millimetres; the first has the first choice.
    sizes : array of shape (labels, 2)
        Widths and heights of the labels.
    dots : array of shape (dots, 2)
        What should not be hidden.
    room : (float, float)
        Width and height of the picture, which begins at (0, 0).

    Returns
    -------
    array of shape (labels, 2)
        The centres of the labels.

    Examples
    --------
    >>> at = np.array([[20.0, 20.0], [20.0, 20.0]])
    >>> places = place_labels(at, np.array([[10.0, 3.0], [10.0, 3.0]]), at, (40, 40))
    >>> bool(np.any(np.abs(places[0] - places[1]) >= [10, 3]))
    True
    """
    anchors, sizes, dots = settle(anchors), settle(sizes), settle(dots)
    angles = np.arange(DIRECTIONS) * 2 * np.pi / DIRECTIONS
    rays = settle(np.stack([np.cos(angles), np.sin(angles)], axis=1))
    centres: list[Floats] = []
    for anchor, size in zip(anchors, sizes, strict=True):
        # From the edge of the label, not from its centre: a wide label starts farther off to the side.
        tried = settle(np.concatenate([anchor + reach * rays + rays * size / 2 for reach in REACHES]))
        cost = np.repeat(np.array(REACHES, dtype=float), DIRECTIONS)
        beyond = np.maximum(size / 2 - tried, tried + size / 2 - np.array(room)).clip(min=0).sum(axis=1)
        cost = cost + LEAVES_ROOM * (beyond > 0) + beyond
        cost += HIDES_DOT * _inside(dots, tried, size / 2 + 0.8).sum(axis=1)
        for other, width in zip(centres, sizes, strict=False):
            apart = np.abs(tried - other) - (size + width) / 2
            cost += CROSSES_LABEL * (apart < LABEL_GAP).all(axis=1)
            middles = anchor + (tried - anchor) * np.linspace(0.1, 0.9, 9)[:, None, None]
            crossed = (np.abs(middles - other) < width / 2 + 0.3).all(axis=2).any(axis=0)
            cost += CROSSES_LABEL / 4 * crossed
        centres.append(tried[int(first_best(-cost, digits=COST_DIGITS))])
    return np.array(centres, dtype=float).reshape(-1, 2)


def _inside(dots: Floats, centres: Floats, reach: Floats) -> NDArray[np.bool_]:
    return np.asarray((np.abs(centres[:, None, :] - dots[None, :, :]) < reach).all(axis=2))


def find_clean(centres: Floats, sizes: Floats, dots: Floats, room: tuple[float, float]) -> NDArray[np.bool_]:
    """Return which labels can be read where they are, taken in their order: off every dot, inside, and off those before them.

    Examples
    --------
    >>> at, size = np.array([[10.0, 10.0], [12.0, 10.0], [39.0, 10.0]]), np.array([[8.0, 3.0]] * 3)
    >>> find_clean(at, size, np.array([[30.0, 30.0]]), (40, 40)).tolist()
    [True, False, False]
    """
    kept: list[int] = []
    for at, (centre, size) in enumerate(zip(centres, sizes, strict=True)):
        inside = bool(((centre - size / 2 >= 0) & (centre + size / 2 <= np.array(room))).all())
        covered = bool(_inside(dots, centre[None, :], size / 2).any())
        crossed = any((np.abs(centre - centres[k]) < (size + sizes[k]) / 2).all() for k in kept)
        if inside and not covered and not crossed:
            kept.append(at)
    return np.isin(np.arange(len(centres)), kept)


def write_labels(
    axes: Axes, texts: Sequence[str], anchors: Floats, dots: Floats, *, size: float = SMALLEST
) -> int:
    """Write labels beside points of axes that have a fixed place in their figure, with lines to the points.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        Placed by hand, with limits set: millimetres are computed from both.
    texts : sequence of str
        The labels, the most important first.
    anchors, dots : array of shape (n, 2)
        The points labelled, and all points, in the units of the axes.
    size : float
        Size of the type, in points.

    Returns
    -------
    int
        How many are written: one that would hide a dot or another label, wherever it stands, is left out.
    """
    if not texts:
        return 0
    figure = axes.get_figure(root=True)
    assert figure is not None
    box = axes.get_position()
    room = (box.width * figure.get_figwidth() / MM, box.height * figure.get_figheight() / MM)
    (left, right), (bottom, top) = axes.get_xlim(), axes.get_ylim()
    origin, unit = np.array([left, bottom]), np.array([(right - left) / room[0], (top - bottom) / room[1]])
    sizes = np.array([[text_width(text, size) + 1, (text.count("\n") + 1) * LINE * size] for text in texts])
    there = (dots - origin) / unit
    centres = place_labels((anchors - origin) / unit, sizes, there, room)
    clean = find_clean(centres, sizes, there, room)
    for at in np.flatnonzero(clean).tolist():
        axes.annotate(
            texts[at], xy=tuple(anchors[at]), xytext=tuple(centres[at] * unit + origin), ha="center", va="center",
            fontsize=size, color=INK, zorder=5,
            arrowprops={"arrowstyle": "-", "color": MUTED, "linewidth": 0.5, "shrinkA": 0, "shrinkB": 1.5},
        )  # fmt: skip
    return int(clean.sum())
