"""A sweep of the small study, made once for all tests: killed in the middle, and gone on with."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from types import SimpleNamespace

import pytest

from tests.conftest import ROOT, retold, wait_for, write_small_study

# Two universes come to their end; a threshold of seven is none that the method could take, so that two fail. All share the first stage.
GRID = "choices:\n  overlap: [theme, all]\n  threshold: [null, 7]\n"
# So many stages have ended when the sweep is killed.
BEFORE = 4


def records(folder):
    """Return which file each record of a finished stage is, by its name: one that is written again is another."""
    return {path.name: path.stat().st_ino for path in folder.glob(".run/steps/*.json")}


def start(*arguments):
    """Start a command as a shell would, in a group of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "retold.cli", *map(str, arguments)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


@pytest.fixture(scope="session")
def swept(tmp_path_factory):
    """Return the study, the grid, the folder of its sweep, what was finished when it was killed, and what the second call said."""
    root = tmp_path_factory.mktemp("swept")
    study, grid = write_small_study(root / "bridge"), root / "grid.yaml"
    grid.write_text(GRID, "utf-8")
    command = ("sweep", study, grid, "--results", root / "out")
    folder = root / "out" / "sweep"
    process = start(*command)
    wait_for(lambda: len(records(folder)) >= BEFORE or process.poll() is not None)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    before = records(folder)
    # What it had started ends as soon as it notices; until then it is at work in the folder.
    done = retold(*command)
    return SimpleNamespace(study=study, grid=grid, folder=folder, before=before, done=done)
