"""One step as a process of its own: its errors, and its end when the run is no more."""

import os
import platform
import subprocess
import sys
import threading
from types import SimpleNamespace

import pytest

from retold.errors import NotebookError
from retold.study import step
from retold.study.step import ERRORS_FOLDER, WATCHED_PROCESS, main, watch
from tests.conftest import PATIENCE


@pytest.fixture
def results(tmp_path, monkeypatch):
    """A plan whose step does what a test says; the folder that its results go to."""
    plan = SimpleNamespace(results=tmp_path)
    keyed = SimpleNamespace(plan=plan, step=lambda name: SimpleNamespace(name=name))
    monkeypatch.setattr("retold.study.staleness.read_plan", lambda file: keyed)
    return tmp_path


def ends_with(error):
    def run_step(keyed, step):
        if error is not None:
            raise error

    return run_step


def test_an_error_is_kept_and_said(results, monkeypatch, capsys):
    error = NotebookError("a cell failed", where="02a_themes.ipynb", todo="mend it")
    monkeypatch.setattr(step, "run_step", ends_with(error))
    assert main(["plan.json", "02a_themes"]) == 1
    kept = (results / ERRORS_FOLDER / "02a_themes.txt").read_text("utf-8")
    assert kept == str(error)
    assert kept in capsys.readouterr().err


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (OSError(28, "No space left on device", "a.csv"), "the system refuses: No space left on device\n  where: a.csv"),
        (MemoryError(), "there is not enough memory"),
        (KeyError("theme"), "the step report failed with KeyError: 'theme'\n  where: "),
    ],
)  # fmt: skip
def test_what_is_no_error_of_the_study_is_told_too(results, monkeypatch, error, told):
    monkeypatch.setattr(step, "run_step", ends_with(error))
    assert main(["plan.json", "report"]) == 1
    assert (results / ERRORS_FOLDER / "report.txt").read_text("utf-8").startswith(told)


def test_an_error_that_cannot_be_kept_is_printed(results, monkeypatch, capsys):
    (results / ERRORS_FOLDER).write_text("a file in the way")
    monkeypatch.setattr(step, "run_step", ends_with(NotebookError("a cell failed")))
    assert main(["plan.json", "report"]) == 1
    assert "a cell failed" in capsys.readouterr().err


@pytest.mark.parametrize(("error", "status"), [(KeyboardInterrupt(), 130), (None, 0)])
def test_a_step_that_is_interrupted_or_ends(results, monkeypatch, error, status):
    monkeypatch.setattr(step, "run_step", ends_with(error))
    assert main(["plan.json", "report"]) == status
    assert not (results / ERRORS_FOLDER).exists()


@pytest.mark.parametrize(
    ("watched", "threads"),
    [("", 0), (f"{os.getpid()}@{platform.node()}", 1), (f"{os.getpid()}@elsewhere", 0)],
    ids=["nobody", "here", "elsewhere"],
)
def test_watching(monkeypatch, watched, threads):
    before = threading.active_count()
    monkeypatch.setenv(WATCHED_PROCESS, watched)
    watch()
    assert threading.active_count() - before == threads


def test_a_step_ends_with_its_run():
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    code = "import time; from retold.study.step import watch; watch(); time.sleep(60)"
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, WATCHED_PROCESS: f"{gone.pid}@{platform.node()}"},
        timeout=PATIENCE,
        check=False,
    )
    assert done.returncode == 1
