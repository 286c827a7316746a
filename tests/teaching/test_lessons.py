"""The lessons as they are handed out: made from the solved ones, sound for nbgrader, apart from the graph, and right when solved."""

import ast
import re
import shutil
import subprocess
import sys
from itertools import pairwise

import nbformat
import pytest

from retold.study.graph import list_notebooks
from retold.teaching.handout import CODE_STUB, TEXT_STUB, hand_out
from tests.conftest import ROOT

FOLDER = ROOT / "notebooks" / "teaching"
SOLUTIONS = sorted((FOLDER / "solutions").glob("*.ipynb"))
LESSONS = [FOLDER / path.name for path in SOLUTIONS]
# A lesson in a school has so many minutes.
MINUTES = 50
LONGEST_CELL = 15


def cells_of(path):
    return nbformat.read(path, 4).cells


def graded(cell):
    return cell.metadata.get("nbgrader", {})


def names(source, kind):
    """Return the names that a cell writes (`ast.Store`) or reads (`ast.Load`)."""
    nodes = ast.walk(ast.parse(source))
    return {node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, kind)}


def test_there_are_three_lessons_and_each_has_its_solution():
    assert [path.name for path in sorted(FOLDER.glob("*.ipynb"))] == [path.name for path in SOLUTIONS]
    assert len(SOLUTIONS) == 3


@pytest.mark.parametrize("solved", SOLUTIONS, ids=lambda path: path.stem)
def test_a_lesson_is_its_solved_form_without_solutions(solved):
    assert nbformat.read(FOLDER / solved.name, 4) == hand_out(nbformat.read(solved, 4))


@pytest.mark.parametrize("path", [*LESSONS, *SOLUTIONS], ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_no_output_is_kept_since_it_could_tell_an_answer(path):
    for cell in cells_of(path):
        assert not cell.get("outputs")
        assert cell.get("execution_count") is None


@pytest.mark.parametrize("path", [*LESSONS, *SOLUTIONS], ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_the_notebooks_that_a_lesson_leads_to_are_there(path):
    prose = "\n".join(cell.source for cell in cells_of(path) if cell.cell_type == "markdown")
    named = re.findall(r"\bnotebooks/[\w/]+\.ipynb", prose)
    assert named
    assert [name for name in named if not (ROOT / name).is_file()] == []


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_a_lesson_is_headed_and_its_minutes_add_up(path):
    first, *rest = cells_of(path)
    head = first.source
    assert re.match(r"# Lesson \d\. .*\?\n", head)
    for part in ("What one should know", "Minutes", "Level", "Data"):
        assert f"- **{part}:** " in head
    assert "**Goals.**" in head
    headings = [
        line
        for cell in rest
        if cell.cell_type == "markdown"
        for line in cell.source.splitlines()
        if line.startswith("## ")
    ]
    assert (
        sum(int(found[1]) for line in headings if (found := re.search(r"\((\d+) minutes\)", line))) == MINUTES
    )
    assert rest[-1].cell_type == "markdown"


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_each_exercise_is_an_empty_answer_and_a_check_that_reads_it(path):
    cells = [cell for cell in cells_of(path) if cell.cell_type == "code"]
    for answer, check in pairwise(cells):
        if not graded(answer)["solution"]:
            assert CODE_STUB not in answer.source
            continue
        assert answer.source.endswith(CODE_STUB)
        values = [node.value for node in ast.parse(answer.source).body]
        assert all(
            isinstance(part, ast.Constant) and part.value is None
            for value in values
            for part in blanks(value)
        )
        assert graded(check)["grade"]
        assert names(answer.source, ast.Store) <= names(check.source, ast.Load)
        assert "check_" in check.source


def blanks(value):
    """Return what stands where answers go: the value itself, or those of a dict."""
    return value.values if isinstance(value, ast.Dict) else [value]


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_what_is_given_runs_without_any_answer(path):
    cells = [cell for cell in cells_of(path) if cell.cell_type == "code"]
    answers = {name for cell in cells if graded(cell)["solution"] for name in names(cell.source, ast.Store)}
    given = [cell.source for cell in cells if not graded(cell)["solution"] and not graded(cell)["grade"]]
    assert answers
    assert not [source for source in given if names(source, ast.Load) & answers]


@pytest.mark.parametrize("path", [*LESSONS, *SOLUTIONS], ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_cells_are_short_and_define_nothing(path):
    for cell in cells_of(path):
        if cell.cell_type == "code":
            assert len(cell.source.splitlines()) <= LONGEST_CELL
            kinds = {type(node) for node in ast.walk(ast.parse(cell.source))}
            assert not kinds & {ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda}


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_cells_carry_what_nbgrader_asks_for(path):
    ids = []
    for cell in cells_of(path):
        told = graded(cell)
        if cell.cell_type == "markdown" and not told:
            assert cell.source != TEXT_STUB
            continue
        assert told["schema_version"] == 3
        assert told["task"] is False
        assert told["locked"] is not told["solution"]
        assert ("points" in told) is told["grade"]
        assert told["grade"] or cell.cell_type == "code"
        assert re.fullmatch(r"[a-zA-Z0-9_\-]+", told["grade_id"])
        ids.append(told["grade_id"])
    assert len(ids) == len(set(ids))
    assert any(cell.source == TEXT_STUB for cell in cells_of(path)), (
        "a lesson ends in an argument, not in a number"
    )


def test_the_graph_of_a_study_has_no_lesson():
    assert {path.parent.name for path in list_notebooks()} == {"notebooks"}


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """The solved lessons in a course folder with the planted study, as a teacher would set it up."""
    folder = tmp_path_factory.mktemp("course")
    (folder / "data").mkdir()
    (folder / "data" / "planted").symlink_to(ROOT / "data" / "planted")
    shutil.copytree(FOLDER / "solutions", folder / "source")
    return folder


def nbval(folder, *lessons):
    command = [
        sys.executable,
        "-m",
        "pytest",
        "--nbval-lax",
        "--nbval-current-env",
        "-p",
        "no:cacheprovider",
        "-q",
        "-c",
        "/dev/null",
    ]
    return subprocess.run(
        [*command, "--rootdir", str(folder), *lessons],
        cwd=folder / "source",
        capture_output=True,
        text=True,
        check=False,
    )


def test_solved_lessons_pass_nbval_from_top_to_bottom(course):
    done = nbval(course, *(path.name for path in SOLUTIONS))
    assert done.returncode == 0, done.stdout[-4000:]
    cells = sum(cell.cell_type == "code" for path in SOLUTIONS for cell in cells_of(path))
    assert f"{cells} passed" in done.stdout
