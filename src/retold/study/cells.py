"""The cells of a notebook file, read as the JSON they are: what the graph needs before anything runs.

nbformat reads notebooks too, and checks them; it takes a second to import, which a run with nothing to
do should not wait for.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from retold.errors import NotebookError

MAJOR_FORMAT = 4

Cell = dict[str, Any]


def read_cells(path: str | Path) -> list[Cell]:
    """Return the cells of a notebook, each with its ``source`` as one string.

    Raises
    ------
    NotebookError
        If the file is not there, is not a notebook, or is one of format 3 or older.
    """
    data = json.loads(read_json(path))
    return [{**cell, "source": _joined(cell.get("source", ""))} for cell in data["cells"]]


def read_json(path: str | Path) -> str:
    """Return the text of a notebook file, which is known to be one then."""
    path = Path(path)
    try:
        text = path.read_text(encoding="utf-8")
        data = json.loads(text)
        found = data["nbformat"], data["cells"]
    except OSError as error:
        raise NotebookError(
            f"the notebook cannot be read: {error.strerror or error}", where=path, todo="check the path"
        ) from error
    except UnicodeDecodeError as error:
        raise not_a_notebook(path, "it is not UTF-8") from error
    except (json.JSONDecodeError, KeyError, TypeError) as error:
        raise not_a_notebook(path, "expected JSON with cells, found something else") from error
    if found[0] != MAJOR_FORMAT:
        raise not_a_notebook(path, f"expected format {MAJOR_FORMAT}, found {found[0]!r}")
    return text


def not_a_notebook(path: Path, why: str) -> NotebookError:
    """Return the error for a file that cannot be run."""
    todo = "open it in JupyterLab and save it again, or restore an older copy"
    return NotebookError(f"the file is not a notebook that can be run: {why}", where=path, todo=todo)


def _joined(source: str | list[str]) -> str:
    return source if isinstance(source, str) else "".join(source)


def code_sources(path: str | Path) -> list[str]:
    """Return the sources of a notebook's code cells."""
    return [cell["source"] for cell in read_cells(path) if cell["cell_type"] == "code"]
