"""What a run does again: after an edit, after it was cut short, and beside another run."""

import os
import re
import signal
import subprocess
import sys

from tests.conftest import PATIENCE, ROOT, retold, wait_for
from tests.study.whole_runs import files, hashes, reran, steps

STEPS = [
    "01_articles", "02a_themes", "02b_contrasts", "02c_places", "02d_audit", "03_arguments", "04a_coverage", "04b_sources",
    "04c_agreement", "04d_wording", "04e_conflicts", "04f_occasions", "05_findings", "06_explore", "report",
]  # fmt: skip
# What follows from the hits of themes.
THEMES = ["02a_themes", "02b_contrasts", "02c_places", "02d_audit", "05_findings", "06_explore", "report"]


def test_editing_reruns_what_depends_on_it_and_nothing_else(finished, rewrite):
    project, study, results = finished

    def run():
        done = retold("run", study, "--results", results, project=project)
        assert done.returncode == 0, done.stdout + done.stderr
        return reran(done)

    # At most the report is made anew: nothing else may know where the results lie.
    assert set(run()) <= {"report"}
    assert run() == []
    module = project / "src" / "retold" / "themes" / "measures" / "keyness.py"
    rewrite(module, module.read_text("utf-8") + "\n# edited\n")
    assert run() == ["02b_contrasts", "05_findings", "06_explore", "report"]
    notebook = project / "notebooks" / "04c_agreement.ipynb"
    rewrite(notebook, notebook.read_text("utf-8").replace("What this shows", "What it shows"))
    assert run() == ["04c_agreement", "05_findings", "06_explore", "report"]
    os.utime(project / "notebooks" / "01_articles.ipynb")
    assert run() == []


def start(*arguments, project=ROOT, **environment):
    command = [sys.executable, "-m", "retold.cli", *map(str, arguments)]
    return subprocess.Popen(
        command,
        cwd=project,
        env={**os.environ, "PYTHONPATH": str(project / "src"), **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def has_kernel(commands):
    """Tell whether a kernel is among these: one of its own, or the third of a warm process, a step and its kernel."""
    return (
        any("ipykernel" in args for args in commands) or sum("warm_process" in args for args in commands) > 2
    )


def cut_short(results, number, *arguments, **environment):
    """Start a run, stop it with a signal once its second step is at work, and return what it had done by then."""
    running = start("run", *arguments, "--results", results, **environment)
    begun = []
    for line in running.stdout:
        begun += steps(line)
        if re.match(r"1 of \d+ steps done", line):
            break
    wait_for(lambda: has_kernel(offspring(running.pid).values()))
    started = offspring(running.pid)
    running.send_signal(number)
    _, said = running.communicate(timeout=PATIENCE)
    if number == signal.SIGINT:
        assert running.returncode == 130
        assert "interrupted" in said
    # A step that outlived its run would be waited for in vain.
    wait_for(lambda: not set(started.items()) & set(processes()))
    for name in files(results):
        assert not name.endswith(".part"), name
    assert not (results / "report.html").exists()
    return begun[0]


def test_a_run_that_is_cut_short_twice_goes_on_and_gives_the_bytes_of_one_that_is_not(
    finished, small_study, tmp_path
):
    """Killed and interrupted, in another folder, with one core and another home."""
    _, _, uncut = finished
    results = tmp_path / "a second place"
    done = [
        cut_short(results, number, small_study, "--cores", "1", HOME=str(tmp_path))
        for number in (signal.SIGKILL, signal.SIGINT)
    ]
    last = retold("run", small_study, "--results", results, "--cores", "1", HOME=str(tmp_path))
    assert last.returncode == 0, last.stdout + last.stderr
    assert sorted([*done, *reran(last)]) == STEPS
    assert hashes(results) == hashes(uncut)


def processes():
    """Yield what runs on this machine: number of the process and its command, and set aside what is dead."""
    done = subprocess.run(
        ["ps", "-ww", "-eo", "pid=,stat=,args="], capture_output=True, text=True, check=True
    )
    for line in done.stdout.splitlines():
        number, state, command = line.split(maxsplit=2)
        if not state.startswith("Z"):
            yield int(number), command


def offspring(process):
    """Return the processes that a process has started, and theirs, by number."""
    done = subprocess.run(["ps", "-eo", "pid=,ppid="], capture_output=True, text=True, check=True)
    parents = dict(map(int, line.split()) for line in done.stdout.splitlines())
    commands = dict(processes())

    def descends(number):
        while number in parents and number != process:
            number = parents[number]
        return number == process

    return {
        number: commands[number]
        for number in parents
        if number in commands and number != process and descends(number)
    }


def test_two_runs_in_one_folder_do_not_meet_and_a_parameter_reruns_the_notebooks_that_know_it(finished):
    project, study, results = finished
    running = start("run", study, "--results", results, "-p", "overlap", "all", project=project)
    first = running.stdout.readline()
    # One that has something to do: the results are up to date for the parameters that they were made with.
    second = retold("run", study, "--results", results, "-p", "seed", "5", project=project)
    assert second.returncode == 2
    assert "another run is at work" in second.stderr
    said, _ = running.communicate(timeout=PATIENCE)
    assert running.returncode == 0
    assert sorted(steps(first + said)) == THEMES
