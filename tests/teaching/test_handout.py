"""A lesson is its solved form without the solutions."""

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from retold.errors import NotebookError
from retold.teaching.handout import CODE_STUB, TEXT_STUB, hand_out, hand_out_all

ANSWER = {"nbgrader": {"solution": True}}
SOLVED = "a = None\n### BEGIN SOLUTION\na = 1\nb = 2\n### END SOLUTION\nc = 3"


def notebook_of(*cells):
    return new_notebook(cells=list(cells))


def test_solutions_outputs_and_counts_are_cut():
    solved = notebook_of(
        new_markdown_cell("Read."),
        new_code_cell(SOLVED, metadata=ANSWER, execution_count=7, outputs=[new_output("stream", text="1")]),
        new_code_cell("check(a)", execution_count=8),
        new_markdown_cell("The answer is one.", metadata=ANSWER),
    )
    lesson = hand_out(solved)
    assert [cell.source for cell in lesson.cells] == [
        "Read.",
        f"a = None\n{CODE_STUB}\nc = 3",
        "check(a)",
        TEXT_STUB,
    ]
    assert [cell.get("execution_count") for cell in lesson.cells] == [None] * 4
    assert lesson.cells[1].outputs == []
    assert solved.cells[1].source == SOLVED
    assert solved.cells[1].execution_count == 7


def test_each_of_several_solutions_is_cut():
    cell = new_code_cell(f"{SOLVED}\n{SOLVED}", metadata=ANSWER)
    assert hand_out(notebook_of(cell)).cells[0].source.count(CODE_STUB) == 2


@pytest.mark.parametrize(
    "source",
    [
        "a = None\n### BEGIN SOLUTION\na = 1",
        "a = 1\n### END SOLUTION",
        "### END SOLUTION\na = 1\n### BEGIN SOLUTION",
        "  ### BEGIN SOLUTION\na = 1\n  ### END SOLUTION",
        "a = None",
    ],
)
def test_a_solution_whose_marks_are_wrong_would_leak_and_is_refused(source):
    with pytest.raises(NotebookError, match="cell 1"):
        hand_out(notebook_of(new_code_cell(source, metadata=ANSWER)))


def test_a_folder_is_written_from_its_solutions(tmp_path):
    (tmp_path / "solutions").mkdir()
    nbformat.write(notebook_of(new_code_cell(SOLVED, metadata=ANSWER)), tmp_path / "solutions" / "1_a.ipynb")
    (written,) = hand_out_all(tmp_path)
    assert written == tmp_path / "1_a.ipynb"
    assert "a = 1" not in written.read_text("utf-8")
