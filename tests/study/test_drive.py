"""What is started for a run: short commands, and one run at a time in a folder."""

import contextlib
import shutil
import signal
import subprocess
import sys

import pytest

from retold.errors import NotebookError, ParameterError, ResultsError
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


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("rule 02a_themes:", ["  02a_themes …"]),
        ("localrule report:\n", ["  report …"]),
        ("localrule all:", []),
        ("3 of 6 steps (50%) done", ["3 of 5 steps done"]),
        ("6 of 6 steps (100%) done", []),
        ("Building DAG of jobs...", []),
        ("", []),
    ],
)
def test_progress_is_told_of_steps_alone(line, said):
    told = []
    drive._tell_progress(line, told.append)
    assert told == said


@pytest.mark.parametrize(
    ("given", "read"),
    [
        (None, {}),
        ("", {}),
        ("{seed: 7, 1: x}", {"seed": 7, "1": "x"}),
        ({"overlap": "all"}, {"overlap": "all"}),
    ],
)
def test_parameters_by_hand_are_a_mapping_or_yaml_of_one(given, read):
    assert drive._given(given) == read


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("{seed: 7", r"^the parameters are not YAML: '\{seed: 7'\n  where: --config$"),
        (
            "[seed]",
            r"^the parameters are no mapping: '\[seed\]'\n  where: --config\n  to do: write parameters=",
        ),
        (7, "^the parameters are no mapping: 7"),
    ],
)
def test_parameters_by_hand_that_are_neither_are_refused(given, message):
    with pytest.raises(ParameterError, match=message):
        drive._given(given)


def test_a_profile_is_one_of_the_project_or_a_folder(tmp_path):
    profiles = ROOT / "profiles"
    assert drive._profile(None) == drive._profile("default") == profiles / "default"
    assert drive._profile(str(tmp_path)) == tmp_path
    with pytest.raises(
        ParameterError,
        match=r"^there is no profile 'slrum'\n  where: --profile\n  to do: did you mean 'slurm'",
    ):
        drive._profile("slrum")


def test_the_error_of_the_first_step_that_failed_is_told_or_the_end_of_the_log(tmp_path):
    (tmp_path / drive.LOG).write_text("one\ntwo\nthree\nfour\n", "utf-8")
    error = drive._why_failed(tmp_path)
    assert isinstance(error, NotebookError)
    assert str(error) == (
        f"the run failed\n  where: {tmp_path / drive.LOG}\n  to do: read its end: two / three / four"
    )
    folder = tmp_path / drive.ERRORS_FOLDER
    folder.mkdir()
    for name in ("b", "a"):
        (folder / f"{name}.txt").write_text(f"{name} failed", "utf-8")
    assert str(drive._why_failed(tmp_path)) == "a failed"
    drive._forget_errors(tmp_path)
    assert list(folder.iterdir()) == []


CHILD = """
import signal, sys, time
for number in map(int, sys.argv[1:]):
    signal.signal(number, signal.SIG_IGN)
print("ready", flush=True)
time.sleep(60)
"""


@pytest.mark.parametrize(
    ("deaf", "status"),
    [
        ([], signal.SIGINT),
        ([signal.SIGINT], signal.SIGTERM),
        ([signal.SIGINT, signal.SIGTERM], signal.SIGKILL),
    ],
)
def test_what_does_not_end_when_it_is_interrupted_is_killed(monkeypatch, deaf, status):
    waited = []
    wait = subprocess.Popen.wait

    def impatient(child, timeout=None):
        waited.append(timeout)
        return wait(child, timeout if len(waited) > len(deaf) else 0.2)

    command = [sys.executable, "-c", CHILD, *(str(int(number)) for number in deaf)]
    child = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, start_new_session=True
    )
    assert child.stdout.readline() == "ready\n"
    monkeypatch.setattr(subprocess.Popen, "wait", impatient)
    drive._stop(child)
    monkeypatch.undo()
    child.stdout.close()
    assert waited == [15, 5, 5][: len(deaf) + 1]
    assert child.wait(timeout=60) == -status


def test_a_process_that_has_ended_is_not_stopped():
    child = subprocess.Popen([sys.executable, "-c", ""], start_new_session=True)
    child.wait()
    drive._stop(child)


@pytest.mark.parametrize("variable", ["HOME", "XDG_CACHE_HOME"])
def test_without_a_home_that_can_be_written_to_caches_go_into_the_results(tmp_path, monkeypatch, variable):
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    assert drive._cache_environment(tmp_path / "work") == {}
    (tmp_path / "file").write_text("no folder can be made below it")
    monkeypatch.setenv(variable, str(tmp_path / "file" / "home"))
    found = drive._cache_environment(tmp_path / "work")
    assert set(found) == {"XDG_CACHE_HOME", "MPLCONFIGDIR"}
    assert set(found.values()) == {str(tmp_path / "work" / "cache")}
