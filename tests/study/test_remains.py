"""What a killed run leaves behind is gone with the next run: private folders with texts of articles, and half files."""

import signal
import subprocess
import sys

import pytest

from retold.files import complete_file, lock_file
from retold.study.drive import plan_study
from retold.study.remains import OWNER, PRIVATE, private_folder, sweep_private_folders
from retold.study.staleness import key_steps, prepare
from tests.study.small_notebooks import names

# A run that notes an article, and is killed or ended without a chance to clean up.
PROGRAM = """
import os, signal, sys
from retold.study.remains import private_folder
with private_folder() as folder:
    (folder / "written.ipynb").write_text("Ann Lee said that it rained.")
    print(folder, flush=True)
    if sys.argv[1] == "wait":
        sys.stdin.read()
    os.kill(os.getpid(), int(sys.argv[1]))
"""


@pytest.fixture
def temporary(tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr("retold.study.remains.SHORT_FOLDERS", ())
    return tmp_path


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_a_private_folder_of_a_killed_run_is_swept(temporary, number):
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(int(number))], capture_output=True, text=True, check=False
    )
    assert done.returncode == -number
    assert [name for name in names(temporary) if name.startswith(PRIVATE)]
    sweep_private_folders()
    assert names(temporary) == []


def test_a_private_folder_of_a_run_at_work_stays(temporary):
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM, "wait"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as run:
        folder = run.stdout.readline().strip()
        with private_folder() as own:
            assert len(names(temporary)) == 2
            sweep_private_folders()
            assert own.is_dir()
        assert [str(temporary / name) for name in names(temporary)] == [folder]
        run.kill()
    with private_folder() as own:
        assert names(temporary) == [own.name]


def test_what_is_not_a_run_s_stays(temporary):
    (temporary / f"{PRIVATE}mine").mkdir()
    (temporary / f"{PRIVATE}file").write_text("x")
    (temporary / "other").mkdir()
    (temporary / "other" / OWNER).write_text("")
    (temporary / f"{PRIVATE}link").symlink_to(temporary / "other")
    sweep_private_folders()
    assert names(temporary) == ["other", f"{PRIVATE}file", f"{PRIVATE}link", f"{PRIVATE}mine"]
    assert names(temporary / "other") == [OWNER]


def test_half_files_are_removed_before_the_next_run(small_study, tmp_path):
    plan = plan_study(small_study, {}, tmp_path / "out")
    half = [
        plan.results / ".report.html.123.part",
        plan.results / "tables" / ".articles.csv.123.part",
        plan.work / ".report.html.1.part",
    ]
    kept = plan.results / "tables" / "mine.part"
    for path in (*half, kept):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("Ann Lee said")
    prepare(key_steps(plan))
    assert [path for path in half if path.exists()] == []
    assert kept.exists()


def test_one_holds_a_lock_at_a_time(tmp_path):
    with open(tmp_path / "a", "w") as one, open(tmp_path / "a", "w") as two:
        assert lock_file(one)
        assert not lock_file(two)
    with open(tmp_path / "a", "w") as three:
        assert lock_file(three)


def test_a_half_file_is_called_as_the_sweep_looks_for_it(tmp_path):
    with complete_file(tmp_path / "a", "a file") as aside:
        aside.write_text("x")
        assert [path.name for path in tmp_path.glob(".*.part")] == [aside.name]
