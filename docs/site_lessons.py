"""The lessons as pages of the site, so that a teacher reads them before anything is installed; the teacher's page leads to them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import nbformat
from sphinx.application import Sphinx

HERE = Path(__file__).parent
LESSONS = HERE.parent / "notebooks" / "teaching"

# How the teacher's page names a lesson, which is a file of a checkout, and the page that a reader of the site is led to instead.
NOTEBOOK = re.compile(r"\(\.\./notebooks/teaching/(\w+)\.ipynb\)")

INTRODUCTION = """\
*This is the lesson to read. Its cells run in JupyterLab, where they show the texts and tables that are spoken of: [download it](../../notebooks/teaching/{name}),
or open the folder with `jupyter lab notebooks/teaching`.*
"""


def lesson_page(lesson: Any, name: str) -> str:
    """Return a lesson as a page: its words, and its code as it is handed out.

    Parameters
    ----------
    lesson : nbformat.NotebookNode
        The lesson; its first cell has the title.
    name : str
        Its file, to be downloaded.
    """
    first, *rest = (
        cell.source if cell.cell_type == "markdown" else f"```python\n{cell.source}\n```"
        for cell in lesson.cells
    )
    title, _, head = first.partition("\n")
    return "\n\n".join([title, INTRODUCTION.format(name=name), head.strip(), *rest]) + "\n"


def write_lessons(folder: Path) -> None:
    """Write the page of each lesson into a folder; a page that is as it was keeps its time, so that it is not built again."""
    for path in sorted(LESSONS.glob("*.ipynb")):
        page, text = folder / f"lesson_{path.stem}.md", lesson_page(nbformat.read(path, 4), path.name)
        if not page.is_file() or page.read_text("utf-8") != text:
            page.write_text(text, "utf-8")


def lead_to_pages(app: Sphinx, name: str, source: list[str]) -> None:
    """Let the teacher's page lead to the lessons' pages."""
    if name == "teaching":
        source[0] = NOTEBOOK.sub(r"(reference/lesson_\1.md)", source[0])


def setup(app: Sphinx) -> dict[str, bool]:
    """Change links as a page is read."""
    app.connect("source-read", lead_to_pages)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
