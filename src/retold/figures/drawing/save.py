"""One way to draw a figure from a results folder, and one way to save it: the same bytes every time."""

from __future__ import annotations

import functools
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
from matplotlib.figure import Figure

from retold.errors import ParameterError, close_match
from retold.figures.drawing.drawn import Drawn
from retold.figures.drawing.frame import frame_figure, lay_out
from retold.figures.drawing.png import tell_png
from retold.figures.drawing.style import WIDTHS, style
from retold.figures.drawing.svg import finish_svg
from retold.files import complete_file
from retold.shielding import shield_texts
from retold.tables import read_table, write_rows
from retold.ties import settle
from retold.vocabulary import FIGURE_FORMATS, NUMBERS, SCREEN_FORMAT

# What matplotlib would write of itself and of the clock; None leaves it out.
NO_METADATA: dict[str, dict[str, None]] = {
    "svg": {"Date": None, "Creator": None, "Format": None, "Type": None},
    "pdf": {"CreationDate": None, "Creator": None, "Producer": None},
    "png": {"Software": None},
}

# Set to anything, and nothing is drawn: a run of which the numbers alone are wanted sets it for its kernels.
UNDRAWN = "RETOLD_UNDRAWN"

Plot = Callable[..., Drawn]
Draw = Callable[..., "Picture"]

#: Every figure by name; filled as the drawing modules are imported.
FIGURES: dict[str, Draw] = {}


@dataclass(frozen=True)
class Picture:
    """A figure that has been saved: its name, what it shows, its files, and the numbers beside them. A notebook shows the PNG."""

    name: str
    caption: str
    files: tuple[Path, ...]
    numbers: Path | None = None

    def __repr__(self) -> str:
        return f"figure {self.name!r}: {self.caption}"

    def _repr_png_(self) -> bytes | None:
        png = [file for file in self.files if file.suffix == f".{SCREEN_FORMAT}"]
        return png[0].read_bytes() if png else None


def figure(name: str, *, tables: Sequence[str], caption: str) -> Callable[[Plot], Draw]:
    """Make a drawing of a plotting function.

    The plotting function takes the tables, in the order named, and returns a `Drawn`. The drawing takes a
    results folder, reads the tables, draws in the style, sets the title above the picture and the edition
    below it, saves it with the numbers that were drawn, and returns a `Picture`. It writes a PNG; ``formats`` names others.

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
            formats: Sequence[str] = (SCREEN_FORMAT,),
            width: str = "double",
            folder: str | Path | None = None,
        ) -> Picture:
            check_form(formats, width)
            if os.environ.get(UNDRAWN):
                return Picture(name, caption, ())
            frames = [read_table(table, results) for table in tables]
            articles = read_table("articles", results)
            there = Path(results) / "figures" if folder is None else Path(folder)
            with style(width):
                return save_drawn(
                    plot(*frames), name, there, caption=caption, articles=articles, formats=formats
                )

        draw.tables = tuple(tables)  # type: ignore[attr-defined]
        draw.caption = caption  # type: ignore[attr-defined]
        FIGURES[name] = draw
        return draw

    return decorate


def save_drawn(
    drawn: Drawn,
    name: str,
    folder: Path,
    *,
    caption: str,
    articles: pd.DataFrame,
    formats: Sequence[str] = (SCREEN_FORMAT,),
) -> Picture:
    """Set title and edition of a drawing, in the style in force, and save it with its numbers.

    Parameters
    ----------
    drawn : Drawn
        What a plotting function returned; it is changed.
    name, folder, caption
        The figure's name, where its files go, and what it shows, in one sentence.
    articles : pandas.DataFrame
        The table ``articles``, for the edition.
    formats : sequence of {"svg", "pdf", "png"}
        Which to write.
    """
    frame(drawn, articles)
    described = f"{caption} {below(drawn, articles)}"
    files = save_figure(drawn.figure, name, folder, formats=formats, title=drawn.title, description=described)
    numbers = save_numbers(drawn.numbers, name, folder)
    return Picture(name, f"{caption} {edition_note(articles)}", files, numbers)


def check_form(formats: Sequence[str], width: str) -> None:
    """Refuse a format or a width that no figure has.

    Raises
    ------
    ParameterError
        Naming the close match.
    """
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


def below(drawn: Drawn, articles: pd.DataFrame) -> str:
    """Return what stands below a figure: what it rests on, and the edition."""
    return f"{drawn.basis}. {edition_note(articles)}" if drawn.basis else edition_note(articles)


def frame(drawn: Drawn, articles: pd.DataFrame) -> None:
    """Set a figure's title above it, unless it is nothing else, and below it what it rests on."""
    frame_figure(drawn.figure, "" if drawn.said else drawn.title, below(drawn, articles))


def save_numbers(numbers: pd.DataFrame, name: str, folder: str | Path) -> Path:
    """Write the numbers of a figure beside it, as its CSV file.

    Parameters
    ----------
    numbers : pandas.DataFrame
        The frame that was drawn; numbers are rounded as those of tables are, texts shielded as theirs.
    name : str
        Name of the figure, stem of the file.
    folder : path
        Where the figure is.

    Returns
    -------
    pathlib.Path
        The file.

    Raises
    ------
    ResultsError
        If it cannot be written.
    """
    rounded = numbers.copy()
    for column in rounded.select_dtypes("float").columns:
        rounded[column] = settle(rounded[column].to_numpy(float))
    path = Path(folder) / f"{name}.{NUMBERS}"
    with (
        complete_file(path, f"the numbers of figure {name!r}") as aside,
        aside.open("w", encoding="utf-8", newline="") as stream,
    ):
        write_rows(shield_texts(rounded), stream)
    return path


def save_figure(
    drawn: Figure,
    name: str,
    folder: str | Path,
    *,
    formats: Sequence[str] = FIGURE_FORMATS,
    title: str = "",
    description: str = "",
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
    title, description : str
        What an SVG and a PNG say of themselves to who cannot see them.

    Returns
    -------
    tuple of pathlib.Path
        The files, in the order of the formats.

    Raises
    ------
    ResultsError
        If a file cannot be written.
    """
    lay_out(drawn)
    files = []
    for chosen in formats:
        path = Path(folder) / f"{name}.{chosen}"
        with complete_file(path, f"figure {name!r}") as aside:
            said = tell_png(title=title, description=description) if chosen == SCREEN_FORMAT else {}
            drawn.savefig(aside, format=chosen, metadata={**NO_METADATA[chosen], **said})
            if chosen == "svg":
                aside.write_bytes(finish_svg(aside.read_bytes(), title=title, description=description))
        files.append(path)
    return tuple(files)
