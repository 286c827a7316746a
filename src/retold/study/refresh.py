"""Run the notebooks of a folder where they lie, and keep them executed and normalised for the repository."""

from __future__ import annotations

import sys
from pathlib import Path

from retold.errors import StudyError
from retold.study.run import run_notebook


def refresh(folder: str | Path) -> list[Path]:
    """Run each notebook of a folder with its default parameters, in order, and write it back.

    Parameters
    ----------
    folder : path
        A folder of notebooks whose names begin with a number.

    Returns
    -------
    list of pathlib.Path
        The notebooks.
    """
    notebooks = sorted(Path(folder).glob("[0-9]*.ipynb"))
    return [run_notebook(notebook, notebook, parameters={}, cwd=notebook.parent) for notebook in notebooks]


if __name__ == "__main__":
    try:
        for done in refresh(sys.argv[1]):
            print(done)
    except StudyError as error:
        sys.exit(str(error))
