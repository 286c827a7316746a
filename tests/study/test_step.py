"""One step as a process of its own: its errors, and its end when the run is no more."""

import json
import os
import subprocess
import sys
import threading

import pytest

from retold.study import step
from retold.study.step import ERRORS_FOLDER, WATCHED_PROCESS, main, watch


def test_an_error_is_kept_and_said(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    parameters = json.dumps({"study": str(tmp_path / "gone"), "results": str(tmp_path)})
    assert main([str(tmp_path / "gone.ipynb"), "notebooks/gone.ipynb", parameters]) == 1
    kept = (tmp_path / ERRORS_FOLDER / "gone.txt").read_text("utf-8")
    assert "gone.ipynb" in kept
    assert kept in capsys.readouterr().err


def test_an_interrupted_step(monkeypatch):
    def interrupt(values):
        raise KeyboardInterrupt

    monkeypatch.setattr(step, "_report", interrupt)
    assert main(["--report", "{}"]) == 130


def test_a_report_that_is_written(monkeypatch):
    seen = []
    monkeypatch.setattr(step, "_report", seen.append)
    assert main(["--report", '{"study": "x"}']) == 0
    assert seen == [{"study": "x"}]


def test_the_study_is_linked_once(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for folder in ("one", "one", "two"):
        assert step._link_study(str(tmp_path / folder)) == "../study"
        assert os.readlink("study") == str(tmp_path / folder)
    assert [path.name for path in tmp_path.iterdir()] == ["study"]


@pytest.mark.parametrize(("watched", "threads"), [("", 0), (str(os.getpid()), 1)])
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
        env={**os.environ, WATCHED_PROCESS: str(gone.pid)},
        timeout=50,
        check=False,
    )
    assert done.returncode == 1
