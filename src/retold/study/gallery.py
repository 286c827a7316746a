"""The page of all figures of a run, each with the command that draws it again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from retold.figures.drawing.png import read_title
from retold.figures.drawing.save import edition_note
from retold.figures.registry import FIGURES
from retold.files import complete_file
from retold.study.config import Settings
from retold.study.drawings import drawing_path, drawn_figures, figure_links
from retold.study.template import page_policy, page_template, ready
from retold.tables import read_table

TEMPLATE = "gallery.html.j2"


def write_gallery(settings: Settings, results: Path) -> Path:
    """Write ``figures.html``: every figure of the results folder, its title and caption, its numbers, its tables, and its command.

    Returns
    -------
    pathlib.Path
        The page. It shows the files beside it and fetches nothing else.
    """
    style = Path(__file__).with_name("report.css").read_text("utf-8")
    page = page_template(TEMPLATE).render(
        title=settings.title or settings.name,
        edition=edition_note(read_table("articles", results)),
        style=ready(style),
        policy=page_policy(style, images="'self' file: data:"),
        printed=settings.print_figures,
        figures=[_entry(name, results) for name in drawn_figures(results)],
    )
    path = results / "figures.html"
    with complete_file(path, "the page of figures") as aside:
        aside.write_text(page, "utf-8")
    return path


def _entry(name: str, results: Path) -> dict[str, Any]:
    figure: Any = FIGURES[name]
    return {
        "name": name,
        "title": read_title(drawing_path(name, results)),
        "caption": figure.caption,
        "tables": ", ".join(figure.tables),
        "files": figure_links(name, results),
    }
