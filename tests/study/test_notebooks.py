"""The notebooks as they are committed: executed, short, and the same when they are run again."""

import ast
import json
import re
import shutil
import subprocess
import sys

import nbformat
import pytest

from tests.conftest import NATO, ROOT

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
# It reads a sweep of minutes, and tests/study/sweep/test_run.py runs it on a small one.
OF_A_SWEEP = "06_sensitivity"
OF_A_RUN = [path for path in NOTEBOOKS if path.stem != OF_A_SWEEP]
LONGEST_CELL = 15


def code_cells(path):
    return [cell for cell in nbformat.read(path, 4).cells if cell.cell_type == "code"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_code_cell_was_run_in_order_and_none_failed(path):
    cells = code_cells(path)
    assert [cell.execution_count for cell in cells] == list(range(1, len(cells) + 1))
    outputs = [output for cell in cells for output in cell.outputs]
    assert not [output for output in outputs if output.output_type == "error"]
    assert not [output for output in outputs if output.get("name") == "stderr"]
    # Of text, that is: the letters of a picture are bound to spell an address once in a while.
    told = [{**output, "data": {**output.get("data", {}), "image/png": ""}} for output in outputs]
    assert not re.search(r"0x[0-9a-f]{8,}", json.dumps(told))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_cells_are_short_and_define_nothing(path):
    for cell in code_cells(path):
        # The cell of parameters is a list of them, and as long as there are some.
        if "parameters" not in cell.metadata.get("tags", []):
            assert len(cell.source.splitlines()) <= LONGEST_CELL, cell.source
        kinds = {type(node) for node in ast.walk(ast.parse(cell.source))}
        assert not kinds & {ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda}, cell.source
        assert not cell.source.rstrip().endswith(";"), "nbval cannot compare what a semicolon hides"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_no_cell_is_skipped_without_a_reason(path):
    for cell in nbformat.read(path, 4).cells:
        tags = set(cell.metadata.get("tags", []))
        if tags & {"nbval-skip", "nbval-ignore-output", "skip-execution"} or "NBVAL" in cell.source:
            assert "# reason:" in cell.source


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_figure_or_table_is_followed_by_words(path):
    cells = nbformat.read(path, 4).cells
    for n, cell in enumerate(cells):
        if cell.cell_type == "code" and "retold.draw_" in cell.source:
            following = cells[n + 1 : n + 4]
            assert any(other.cell_type == "markdown" for other in following), cell.source
    assert cells[0].cell_type == "markdown"
    assert cells[-1].cell_type == "markdown"


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """The notebooks beside their data, in a folder whose results may be thrown away."""
    folder = tmp_path_factory.mktemp("nbval")
    shutil.copytree(ROOT / "notebooks", folder / "notebooks")
    (folder / "data").mkdir()
    (folder / "data" / "nato").symlink_to(NATO)
    return folder


def nbval(project, *names):
    command = [
        sys.executable,
        "-m",
        "pytest",
        "--nbval",
        "--nbval-current-env",
        "-p",
        "no:cacheprovider",
        "-q",
        "-c",
        "/dev/null",
    ]
    return subprocess.run(
        [*command, "--rootdir", str(project), *names],
        cwd=project / "notebooks",
        capture_output=True,
        text=True,
        check=False,
    )


def test_nbval_finds_the_outputs_that_are_committed(project):
    done = nbval(project, *(path.name for path in OF_A_RUN))
    assert done.returncode == 0, done.stdout[-4000:]
    cells = sum(len(code_cells(path)) for path in OF_A_RUN)
    assert f"{cells} passed" in done.stdout
    assert "skipped" not in done.stdout


def test_nbval_notices_a_changed_output(project):
    nb = json.loads((project / "notebooks" / "01_articles.ipynb").read_text("utf-8"))
    told = next(n for n, cell in enumerate(nb["cells"]) if "paraphrase" in json.dumps(cell.get("outputs")))
    # What follows would take its time and say nothing more.
    nb["cells"] = nb["cells"][: told + 1]
    changed = project / "notebooks" / "01_changed.ipynb"
    changed.write_text(json.dumps(nb).replace("paraphrase", "another"), "utf-8")
    done = nbval(project, changed.name)
    changed.unlink()
    assert done.returncode == 1
    assert "1 failed" in done.stdout
