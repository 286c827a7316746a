"""Draw one figure of a run again, from its tables alone."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from retold.errors import ParameterError, close_match
from retold.figures.drawing.save import Picture
from retold.figures.registry import FIGURES
from retold.vocabulary import FIGURE_FORMATS


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
        Folder to draw into. Default: the results' own ``figures``.

    Raises
    ------
    ParameterError
        If there is no such figure.
    ResultsError
        If one of its tables has not been written.
    """
    if name not in FIGURES:
        raise ParameterError(f"there is no figure {name!r}", where="figure", todo=close_match(name, FIGURES))
    return FIGURES[name](results, formats=formats or FIGURE_FORMATS, width=width, folder=to)
