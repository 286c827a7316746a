"""A disk that takes no more, and results that somebody deletes while a run is at work: by the system's own means."""

from __future__ import annotations

import resource
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from retold.errors import NotebookError
from retold.study.run import run_notebook
from tests.conftest import ROOT, retold_here, wait_for, write_small_study
from tests.study.small_notebooks import make

# Lets a kernel start, and a table of a few words be written, but no long one.
SHORT = "import resource\nresource.setrlimit(resource.RLIMIT_FSIZE, (4000, resource.RLIM_INFINITY))\n"
LONG_TABLE = """
import pandas as pd
from retold.tables import write_table
row = {"article_id": ["a"], "start": [0], "end": [9], "reason": ["menu"], "text": ["y" * 9000]}
write_table(pd.DataFrame(row), "masked", "out")
"""


def limited(*words: object, most: int) -> subprocess.CompletedProcess[str]:
    """Run the command line where no file may grow beyond some bytes."""
    return subprocess.run(
        [sys.executable, "-m", "retold.cli", *map(str, words)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (most, most)),
    )


def test_a_table_that_the_disk_does_not_take_is_told_by_its_own_error(tmp_path: Path, out: Path) -> None:
    notebook = make(tmp_path, SHORT + LONG_TABLE)
    with pytest.raises(NotebookError) as caught:
        run_notebook(notebook, out, parameters={}, cwd=tmp_path)
    what, where, todo = str(caught.value).splitlines()
    assert what == "table 'masked' cannot be written: File too large"
    assert where.startswith(f"  where: {Path('out', 'tables', 'masked.csv')}, met by {notebook}, cell [2]: ")
    assert todo.startswith("  to do: free some space, or choose another folder with --results; open ")
    assert not list(tmp_path.glob("out/tables/*"))


def test_any_other_file_that_the_disk_does_not_take_is_told_with_its_cure(tmp_path: Path, out: Path) -> None:
    notebook = make(tmp_path, SHORT + "open('long.txt', 'w').write('y' * 9000)")
    with pytest.raises(NotebookError) as caught:
        run_notebook(notebook, out, parameters={}, cwd=tmp_path)
    what, _, todo = str(caught.value).splitlines()
    assert what == "the system refuses: File too large"
    assert "space on the disk" in todo


# The plan of a run is some 70,000 bytes and the executed notebook 1 more than 100,000.
@pytest.mark.parametrize(("most", "told"), [(3_000, "cannot be written"), (90_000, "File too large")])
def test_a_disk_that_fills_up_leaves_the_earlier_results(finished, most: int, told: str) -> None:
    _, study, results = finished
    # The log and the working folder are of the run that failed.
    before = {
        path: path.read_bytes()
        for path in results.rglob("*.*")
        if path.is_file() and ".run" not in path.parts
    }
    before.pop(results / "run.log", None)
    done = limited("run", study, "--results", results, "-p", "aliases", "[Lee]", most=most)
    assert done.returncode == 2, done.stdout + done.stderr
    assert told in done.stderr.splitlines()[0]
    assert "Traceback" not in done.stderr
    assert {path: path.read_bytes() for path in before if path.exists()} == before


def test_results_deleted_in_the_middle_are_said_to_be(tmp_path: Path) -> None:
    study, results = write_small_study(tmp_path / "bridge"), tmp_path / "out"
    with subprocess.Popen(
        [sys.executable, "-m", "retold.cli", "run", str(study), "--results", str(results)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as run:
        wait_for(lambda: list(results.glob(".run/progress/*.cells")) or run.poll() is not None)
        while results.exists():  # a step may be writing
            shutil.rmtree(results, ignore_errors=True)
        told = run.communicate()[1]
    assert run.returncode == 2
    assert told == (
        "retold: the results folder was removed while the run was at work\n"
        f"  where: {results}\n  to do: run the same command again\n"
    )
    assert retold_here("check", study).returncode == 0
