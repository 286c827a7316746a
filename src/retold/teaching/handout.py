"""Make a lesson out of its solved form, as nbgrader does: solutions are cut out, outputs and counts are cleared."""

from __future__ import annotations

import copy
import re
import sys
from pathlib import Path
from typing import Any

import nbformat

from retold.errors import NotebookError
from retold.files import complete_file

# The folder of solved lessons, beside the lessons.
SOLUTIONS = "solutions"

# nbgrader's marks, and what stands in their place in the lesson; `docs/teaching.md` says how nbgrader is told the same.
BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"
CODE_STUB = "# Write your answer above, in place of None."
TEXT_STUB = "*Write your answer here.*"


def hand_out(solved: Any) -> Any:
    """Return the lesson of a solved notebook.

    Parameters
    ----------
    solved : nbformat.NotebookNode
        A notebook whose cells carry nbgrader's metadata. In cells of code, what stands between ``### BEGIN SOLUTION``
        and ``### END SOLUTION`` is the solution; a cell of text that is a solution is one as a whole.

    Returns
    -------
    nbformat.NotebookNode
        The same cells without solutions, outputs and counts; the notebook that was given stays as it is.

    Raises
    ------
    NotebookError
        If a mark has no other one, or a solution is not marked as such.
    """
    lesson = copy.deepcopy(solved)
    for number, cell in enumerate(lesson.cells, 1):
        is_solution = cell.metadata.get("nbgrader", {}).get("solution", False)
        if cell.cell_type == "code":
            cell.source = _cut(cell.source, number)
            cell.outputs, cell.execution_count = [], None
            if is_solution and CODE_STUB not in cell.source:
                raise NotebookError(
                    "a cell of solutions marks none", where=f"cell {number}", todo=f"write {BEGIN} and {END}"
                )
        elif is_solution:
            cell.source = TEXT_STUB
    return lesson


def hand_out_all(folder: str | Path) -> list[Path]:
    """Write the lesson of each solved notebook in ``solutions``, and return the lessons.

    Parameters
    ----------
    folder : path
        The folder of lessons.
    """
    written = []
    for solved in sorted((Path(folder) / SOLUTIONS).glob("*.ipynb")):
        lesson = Path(folder) / solved.name
        with complete_file(lesson, "the lesson") as aside:
            nbformat.write(hand_out(nbformat.read(solved, 4)), aside)
        written.append(lesson)
    return written


def _cut(source: str, number: int) -> str:
    begins, ends = source.count(BEGIN), source.count(END)
    cut = re.sub(rf"^{BEGIN}\n.*?^{END}$", CODE_STUB, source, flags=re.MULTILINE | re.DOTALL)
    if begins != ends or BEGIN in cut or END in cut:
        raise NotebookError(
            "a solution does not end, or does not begin",
            where=f"cell {number}",
            todo=f"write {BEGIN} and {END}",
        )
    return cut


if __name__ == "__main__":
    for lesson in hand_out_all(sys.argv[1]):
        print(lesson)
