"""What is started for a run: short commands, and one run at a time in a folder."""

import contextlib
import shutil
import signal
import subprocess
import sys

import pytest

from retold.errors import ResultsError
from retold.study import drive
from retold.study.graph import make_plan
from retold.study.staleness import key_steps
from retold.study.values import study_settings
from tests.conftest import ROOT, wait_for


def many_articles(study, n):
    shutil.rmtree(study / "articles")
    (study / "articles.csv").unlink(missing_ok=True)
    (study / "articles").mkdir()
    for number in range(n):
        (study / "articles" / f"an_article_with_a_long_name_{number}.txt").write_text(f"Text {number}.\n")


def test_command_lines_do_not_grow_with_the_study(small_study, tmp_path):
    lengths = []
    for n in (3, 300):
        many_articles(small_study, n)
        parameters = {"aliases": [f"alias {i}" for i in range(n)]}
        settings = study_settings(small_study, parameters)
        keyed = key_steps(make_plan(settings, parameters, tmp_path / "out"))
        assert len([file for file in keyed.plan.files if file.endswith(".txt")]) == n
        commands = (
            drive.step_command(keyed),
            drive.snakemake_command(keyed.plan, 2, ROOT / "profiles" / "default"),
        )
        lengths.append([len(" ".join(command)) for command in commands])
    assert lengths[0] == lengths[1]


def can_hold(results):
    with contextlib.suppress(ResultsError):
        drive._hold(results).close()
        return True
    return False


def test_a_second_process_is_refused_while_a_lock_is_held_and_none_is_left_by_a_killed_one(tmp_path):
    script = "import sys, time; from retold.study.drive import _hold; from pathlib import Path; h = _hold(Path(sys.argv[1])); print('held', flush=True); time.sleep(60)"
    process = subprocess.Popen([sys.executable, "-c", script, tmp_path], stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout.readline() == "held\n"
        with pytest.raises(ResultsError, match="another run is at work"):
            drive._hold(tmp_path)
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait()
    wait_for(lambda: can_hold(tmp_path))
