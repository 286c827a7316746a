"""Notes on how each notebook of a run was run, beside its results, for the manifest.

Each notebook has a file of its own in a folder of each kind of note, since a cluster may run each somewhere else.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from retold.files import complete_file

Note = dict[str, Any]


def note_path(output: str | Path, folder: str) -> Path:
    """Return where the note on an executed notebook is, in a folder of its results.

    Examples
    --------
    >>> note_path("results/dam/notebooks/01_articles.ipynb", ".machines").as_posix()
    'results/dam/.machines/01_articles.json'
    """
    return Path(output).parent.parent / folder / f"{Path(output).stem}.json"


def write_note(path: Path, told: Mapping[str, Any], what: str) -> None:
    """Write a note whole or not at all; `what` names it in errors.

    Raises
    ------
    ResultsError
        If it cannot be written.
    """
    with complete_file(path, what) as aside:
        aside.write_text(json.dumps(told), "utf-8")


def read_note(path: Path) -> Note | None:
    """Return what a note says; None if there is none, or it is none."""
    try:
        told = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return told if isinstance(told, dict) else None
