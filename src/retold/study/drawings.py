"""The files of a run's figures: which are there, and those for print, which are drawn when a study asks for them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from retold.figures.registry import FIGURES
from retold.progress import count_off
from retold.vocabulary import NUMBERS, PRINT_FORMATS, SCREEN_FORMAT

FOLDER = "figures"


def drawing_path(name: str, results: str | Path, form: str = SCREEN_FORMAT) -> Path:
    """Return where a run has a figure, in one of its formats."""
    return Path(results) / FOLDER / f"{name}.{form}"


def drawn_figures(results: str | Path) -> list[str]:
    """Return the names of the figures that a results folder holds, in the order of the lessons."""
    return [name for name in FIGURES if drawing_path(name, results).is_file()]


def print_figures(names: Sequence[str], results: str | Path) -> list[Path]:
    """Draw the figures of a run in the formats for print, beside those that it has drawn, from the same tables.

    Parameters
    ----------
    names : sequence of str
        Names of figures.
    results : path
        The results folder.

    Returns
    -------
    list of pathlib.Path
        The files.

    Raises
    ------
    ResultsError
        If a table has not been written, or a file cannot be.
    """
    return [
        file
        for name in count_off(names, "figures for print", total=len(names))
        for file in FIGURES[name](results, formats=PRINT_FORMATS).files
    ]


def figure_links(name: str, results: str | Path) -> list[dict[str, str]]:
    """Return the files of a figure that are there, its numbers last: ``form`` as a reader knows it, and ``href``."""
    return [
        {"form": "numbers (CSV)" if form == NUMBERS else form.upper(), "href": f"{FOLDER}/{name}.{form}"}
        for form in (SCREEN_FORMAT, *PRINT_FORMATS, NUMBERS)
        if drawing_path(name, results, form).is_file()
    ]
