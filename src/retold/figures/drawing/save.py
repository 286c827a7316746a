"""One way to draw a figure from a results folder, and one way to save it: the same bytes every time."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
from matplotlib.figure import Figure

from retold.errors import ParameterError, close_match
from retold.figures.drawing.style import MUTED, WIDTHS, style
from retold.files import complete_file
from retold.tables import read_table
from retold.vocabulary import FIGURE_FORMATS

# What matplotlib would write of itself and of the clock; None leaves it out.
NO_METADATA: dict[str, dict[str, None]] = {
    "svg": {"Date": None, "Creator": None, "Format": None, "Type": None},
    "pdf": {"CreationDate": None, "Creator": None, "Producer": None},
    "png": {"Software": None},
}

Plot = Callable[..., Figure]
Draw = Callable[..., "Picture"]

#: Every figure by name; filled as the drawing modules are imported.
FIGURES: dict[str, Draw] = {}


@dataclass(frozen=True)
class Picture:
    """A figure that has been saved: its name, what it shows, and its files. A notebook shows the PNG."""

    name: str
    caption: str
    files: tuple[Path, ...]

    def __repr__(self) -> str:
        return f"figure {self.name!r}: {self.caption}"

    def _repr_png_(self) -> bytes | None:
        png = [file for file in self.files if file.suffix == ".png"]
        return png[0].read_bytes() if png else None


def figure(name: str, *, tables: Sequence[str], caption: str) -> Callable[[Plot], Draw]:
    """Make a drawing of a plotting function.

    The plotting function takes the tables, in the order named, and returns a matplotlib figure. The
    drawing takes a results folder, reads the tables, draws in the style, notes the edition below the
    figure, saves it and returns a `Picture`.

    Parameters
    ----------
    name : str
        Name of the figure and stem of its files.
    tables : sequence of str
        Tables to read. The table ``articles`` is always there, for the edition.
    caption : str
        What the figure shows, in one sentence.
    """

    def decorate(plot: Plot) -> Draw:
        @functools.wraps(plot)
        def draw(
            results: str | Path,
            *,
            formats: Sequence[str] = FIGURE_FORMATS,
            width: str = "double",
            folder: str | Path | None = None,
        ) -> Picture:
            _check(formats, width)
            frames = [read_table(table, results) for table in tables]
            articles = read_table("articles", results)
            with style(width):
                drawn = plot(*frames)
                note_edition(drawn, articles)
                files = save_figure(drawn, name, folder or Path(results) / "figures", formats=formats)
            return Picture(name, f"{caption} {edition_note(articles)}", files)

        draw.tables = tuple(tables)  # type: ignore[attr-defined]
        draw.caption = caption  # type: ignore[attr-defined]
        FIGURES[name] = draw
        return draw

    return decorate


def _check(formats: Sequence[str], width: str) -> None:
    for chosen in formats:
        if chosen not in FIGURE_FORMATS:
            raise ParameterError(
                f"there is no format {chosen!r}", where="figure", todo=close_match(chosen, FIGURE_FORMATS)
            )
    if width not in WIDTHS:
        raise ParameterError(f"there is no width {width!r}", where="figure", todo=close_match(width, WIDTHS))


def edition_note(articles: pd.DataFrame) -> str:
    """Say which edition of the texts a figure rests on.

    Examples
    --------
    >>> edition_note(pd.DataFrame({"edition": ["paraphrase"] * 5}))
    'Text: paraphrase edition, 5 articles.'
    """
    editions = (
        " and ".join(sorted(edition for edition in articles["edition"].unique() if edition)) or "unnamed"
    )
    return f"Text: {editions} edition, {len(articles)} article{'s' if len(articles) != 1 else ''}."


def note_edition(drawn: Figure, articles: pd.DataFrame) -> None:
    """Write the edition below a figure."""
    drawn.supxlabel(edition_note(articles), x=0.005, ha="left", fontsize=6, color=MUTED)


def save_figure(
    drawn: Figure, name: str, folder: str | Path, *, formats: Sequence[str] = FIGURE_FORMATS
) -> tuple[Path, ...]:
    """Save a figure in several formats; each file appears when it is complete.

    Parameters
    ----------
    drawn : matplotlib.figure.Figure
        The figure.
    name : str
        Stem of the files.
    folder : path
        Where they go.
    formats : sequence of {"svg", "pdf", "png"}
        Which to write.

    Returns
    -------
    tuple of pathlib.Path
        The files, in the order of the formats.

    Raises
    ------
    ResultsError
        If a file cannot be written.
    """
    # Laid out once: a second layout starts from the first, and would move or even collapse what the first has placed.
    drawn.draw_without_rendering()
    drawn.set_layout_engine("none")
    files = []
    for chosen in formats:
        path = Path(folder) / f"{name}.{chosen}"
        with complete_file(path, f"figure {name!r}") as aside:
            drawn.savefig(aside, format=chosen, metadata=NO_METADATA[chosen])
        files.append(path)
    return tuple(files)
