"""What is started for a run: short commands, and one run at a time in a folder."""

import contextlib
import shutil
import signal
import subprocess
import sys

import pytest

from retold.errors import NotebookError, ParameterError, ResultsError
from retold.study import drive
from retold.study.graph import Plan, make_plan
from retold.study.staleness import PLAN_FILE, key_steps
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
        drive.hold(results).close()
        return True
    return False


def test_a_second_process_is_refused_while_a_lock_is_held_and_none_is_left_by_a_killed_one(tmp_path):
    script = "import sys, time; from retold.study.drive import hold; from pathlib import Path; h = hold(Path(sys.argv[1])); print('held', flush=True); time.sleep(60)"
    process = subprocess.Popen([sys.executable, "-c", script, tmp_path], stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout.readline() == "held\n"
        with pytest.raises(ResultsError, match="another run is at work"):
            drive.hold(tmp_path)
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
    assert drive.find_profile(None) == drive.find_profile("default") == profiles / "default"
    assert drive.find_profile(str(tmp_path)) == tmp_path
    with pytest.raises(
        ParameterError,
        match=r"^there is no profile 'slrum'\n  where: --profile\n  to do: did you mean 'slurm'",
    ):
        drive.find_profile("slrum")


@pytest.fixture
def begun(tmp_path):
    """The plan of a run that has begun."""
    plan = Plan("study", tmp_path, {}, [])
    plan.work.mkdir()
    (plan.work / PLAN_FILE).write_text("{}", "utf-8")
    return plan


def test_the_error_of_the_first_step_that_failed_is_told_part_by_part(begun):
    folder = begun.results / drive.ERRORS_FOLDER
    folder.mkdir()
    for name in ("b", "a"):
        (folder / f"{name}.txt").write_text(f"{name} failed\n  where: here\n  to do: mend it", "utf-8")
    error = drive._why_failed(begun)
    assert (error.what, error.where, error.todo) == ("a failed", "here", "mend it")
    drive._forget_errors(begun.results)
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize(
    ("log", "what", "end"),
    [
        ("one\ntwo\nthree\nfour\n", "the run failed", "two / three / four"),
        (
            "Traceback\nKeyError: 'a'\nShutting down\nComplete log: x\n",
            "the run failed: KeyError: 'a'",
            "KeyError: 'a' / Shutting down / Complete log: x",
        ),
        ("OSError: first\nValueError: last\nx\n", "the run failed: ValueError: last", "OSError: first / ValueError: last / x"),
        ("/bin/bash: line 1: 7 Killed  python\n", "the run failed: /bin/bash: line 1: 7 Killed  python", "/bin/bash: line 1: 7 Killed  python"),
        ("Error in rule 02_themes:\n", "the run failed", "Error in rule 02_themes:"),
    ],
)  # fmt: skip
def test_without_one_the_log_says_why(begun, log, what, end):
    (begun.results / drive.LOG).write_text(log, "utf-8")
    error = drive._why_failed(begun)
    assert isinstance(error, NotebookError)
    assert str(error) == f"{what}\n  where: {begun.results / drive.LOG}\n  to do: read its end: {end}"


def test_results_that_were_removed_are_said_to_be(begun):
    (begun.work / PLAN_FILE).unlink()
    error = drive._why_failed(begun)
    assert isinstance(error, ResultsError)
    assert error.what == "the results folder was removed while the run was at work"


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


@pytest.mark.parametrize("cores", [1, 3])
def test_steps_are_told_on_how_many_cores_they_may_work(cores, small_study, tmp_path, monkeypatch):
    told = []

    def start(command, *, env, **_):
        told.append((env["RETOLD_CORES"], command[command.index("--cores") + 1]))
        raise OSError("enough is known")

    plan = make_plan(study_settings(small_study, {}), {}, tmp_path / "results")
    plan.work.mkdir(parents=True)
    monkeypatch.setattr(drive.subprocess, "Popen", start)
    with pytest.raises(OSError, match="enough is known"):
        drive.run_snakemake(plan, cores, tmp_path, print, {})
    assert told == [(str(cores), str(cores))]
