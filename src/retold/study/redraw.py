"""Draw one figure of a run again, from its tables alone."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from retold.errors import ParameterError, close_match
from retold.figures.drawing.save import Picture
from retold.figures.registry import FIGURES
from retold.vocabulary import FIGURE_FORMATS

# In the results: a folder that no run writes to, so that a run's own figures stay those that its manifest vouches for.
REDRAWN_FOLDER = "redrawn"


def describe_figures() -> list[str]:
    """Return a line on each figure that can be drawn: its name, and what it shows."""
    return [f"{name}: {draw.caption}" for name, draw in FIGURES.items()]  # type: ignore[attr-defined]


def redraw(
    name: str,
    results: str | Path,
    *,
    formats: Sequence[str] | None = None,
    width: str = "double",
    to: str | Path | None = None,
) -> Picture:
    """Draw a figure from the tables of a results folder.

    Parameters
    ----------
    name : str
        Name of the figure.
    results : path
        The results folder.
    formats : sequence of {"svg", "pdf", "png"}, optional
        Default: all three.
    width : {"double", "single"}
        Two columns of a journal, or one.
    to : path, optional
        Folder to draw into. Default: ``redrawn/<width>`` in the results, beside the figures of the run.

    Returns
    -------
    Picture
        The figure, with the files that were written.

    Raises
    ------
    ParameterError
        If there is no such figure, format or width.
    ResultsError
        If one of its tables has not been written.
    """
    if name not in FIGURES:
        raise ParameterError(f"there is no figure {name!r}", where="figure", todo=close_match(name, FIGURES))
    folder = Path(results) / REDRAWN_FOLDER / width if to is None else to
    return FIGURES[name](results, formats=formats or FIGURE_FORMATS, width=width, folder=folder)
