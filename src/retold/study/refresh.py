"""Run the notebooks of a folder where they lie, and keep them executed and normalised for the repository."""

from __future__ import annotations

import sys
from pathlib import Path

from retold.errors import StudyError
from retold.study.graph import SENSITIVITY
from retold.study.run import run_notebook


def refresh(where: str | Path) -> list[Path]:
    """Run notebooks with their default parameters, in order, and write them back.

    Parameters
    ----------
    where : path
        A notebook; or a folder of notebooks whose names begin with a number, of which the one that reads a sweep is left out: it is run by
        itself, after the sweep.

    Returns
    -------
    list of pathlib.Path
        The notebooks.
    """
    path = Path(where)
    notebooks = [path] if path.is_file() else sorted(path.glob("[0-9]*.ipynb"))
    notebooks = [each for each in notebooks if each == path or each.stem != SENSITIVITY]
    return [run_notebook(notebook, notebook, parameters={}, cwd=notebook.parent) for notebook in notebooks]


if __name__ == "__main__":
    try:
        for done in refresh(sys.argv[1]):
            print(done)
    except StudyError as error:
        sys.exit(str(error))
