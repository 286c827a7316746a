"""Whole runs where every name is as odd as a system allows, cut short, failed, and driven by hand."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys

import nbformat
import pytest

from retold.study.manifest import sha256_file
from retold.tables import read_table
from tests.conftest import CODEBOOK, SETTINGS, TEXTS, copy_project, wait_for

ODD = "%s #1: {x} {{y}} 'q' \"d\" $HOME;& ü*"
PARAMETERS = [
    *("-p", "title", "a: b\n# 'x' {y}"),
    *("-p", "seed", "7"),
    *("-p", "clauses", "false"),
    *("-p", "threshold", "null"),
    *("-p", "aliases", "[Lee, the mayor, 007]"),
]


class Place:
    """A copy of the project, a study, results and an interpreter, each with an odd name."""

    def __init__(self, folder):
        self.folder = folder
        self.project = copy_project(folder / "project {p} #2")
        self.study = folder / f"study {ODD}"
        self.results = folder / f"good {ODD}\n2"
        # Not resolved: it is this very path that commands are made of.
        (folder / f"in ter {ODD}").symlink_to(sys.prefix, target_is_directory=True)
        self.python = folder / f"in ter {ODD}" / "bin" / "python"
        (self.study / "articles").mkdir(parents=True)
        for name, text in TEXTS.items():
            (self.study / "articles" / f"{name} {{0}}#%d'ü.txt").write_text(text, "utf-8")
        (self.study / "study.yaml").write_text(SETTINGS, "utf-8")
        (self.study / "codebook.yaml").write_text(CODEBOOK, "utf-8")

    def command(self, *arguments, results=None, parameters=PARAMETERS):
        places = [self.study, "--results", results or self.results]
        return [self.python, "-m", "retold.cli", "run", *places, *parameters, *arguments]

    def call(self, command):
        environment = {**os.environ, "PYTHONPATH": str(self.project / "src")}
        return subprocess.run(
            list(map(str, command)), cwd=self.folder, env=environment, capture_output=True, text=True, timeout=900, check=False
        )  # fmt: skip


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    place = Place(tmp_path_factory.mktemp("odd"))
    done = place.call(place.command())
    assert done.returncode == 0, done.stdout + done.stderr
    return place


@pytest.fixture
def results(place, tmp_path):
    """A copy of the results, to be altered."""
    return shutil.copytree(place.results, tmp_path / f"copy {ODD}", symlinks=True)


def contents(results):
    return {
        path.relative_to(results).as_posix(): sha256_file(path)
        for path in results.rglob("*")
        if path.is_file() and ".run" not in path.parts and path.name not in (".lock", "run.log")
    }


def test_odd_names_are_names(place):
    assert (place.results / "report.html").is_file()
    assert "a: b" in (place.results / "report.html").read_text("utf-8")
    ids = read_table("articles", place.results)["article_id"].tolist()
    assert ids == [f"{name} {{0}}#%d'ü" for name in sorted(TEXTS)]
    manifest = json.loads((place.results / "manifest.json").read_text("utf-8"))
    assert manifest["parameters"]["seed"] == 7
    assert manifest["parameters"]["aliases"] == ["Lee", "the mayor", "007"]
    made = {path.name for path in place.folder.iterdir()}
    assert made == {p.name for p in (place.project, place.study, place.results, place.python.parents[1])}


def test_the_same_parameters_have_nothing_to_do(place):
    before = contents(place.results)
    done = place.call(place.command())
    assert done.returncode == 0
    assert "everything is up to date" in done.stdout
    assert f"report: {place.results / 'report.html'}" in done.stdout
    assert contents(place.results) == before


def by_hand(place, *arguments):
    """Run Snakemake as its users do, with the Snakefile of the project."""
    command = [place.python, "-m", "snakemake", "--snakefile", place.project / "Snakefile", "--cores", "1"]
    return place.call([*command, *arguments])


def test_by_hand_the_snakefile_does_what_its_docstring_says(place, tmp_path):
    plain = tmp_path / "plain"
    shutil.copytree(place.study, plain)
    given = f"study={plain}", f"results={tmp_path / 'out'}", "parameters={overlap: all, seed: 7}"
    done = by_hand(place, "--dry-run", "--config", *given)
    assert done.returncode == 0, done.stdout + done.stderr
    rules = re.findall(r"^(?:local)?rule (\S+):", done.stdout + done.stderr, re.MULTILINE)
    assert sorted(set(rules) - {"all"}) == [
        *(
            "01_articles",
            "02a_themes",
            "02b_contrasts",
            "02c_places",
            "02d_audit",
            "03_arguments",
            "04a_coverage",
        ),
        *("04b_sources", "04c_agreement", "04d_wording", "04e_conflicts", "04f_occasions", "05_findings"),
        *("06_explore", "report"),
    ]
    plan = json.loads((tmp_path / "out" / ".run" / "plan.json").read_text("utf-8"))["plan"]
    assert plan["parameters"] == {"overlap": "all", "seed": 7}


def test_by_hand_runs_what_is_not_up_to_date(place, results, tmp_path):
    parameters = {"title": "a: b\n# 'x' {y}", "seed": 7, "clauses": False, "threshold": "null"}
    parameters["aliases"] = ["Lee", "the mayor", "007"]
    config = tmp_path / "by hand {x} #.json"
    config.write_text(
        json.dumps({"study": str(place.study), "results": str(results), "parameters": parameters})
    )
    done = by_hand(place, "--configfile", config)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Nothing to be done" in done.stdout + done.stderr
    (results / "report.html").write_text("altered")
    done = by_hand(place, "--configfile", config)
    assert done.returncode == 0, done.stdout + done.stderr
    assert set(re.findall(r"^(?:local)?rule (\S+):", done.stdout + done.stderr, re.MULTILINE)) <= {
        "report",
        "all",
    }
    assert contents(results)["report.html"] == contents(place.results)["report.html"]


def test_a_notebook_that_fails_leaves_the_earlier_results_and_its_evidence(place, results):
    before = contents(results)
    notebook = place.project / "notebooks" / "02a_themes.ipynb"
    kept = notebook.read_bytes()
    broken = nbformat.read(notebook, as_version=4)
    # Before its first cell that does anything; the others still say what it writes, for those that wait for it.
    broken.cells.insert(0, nbformat.v4.new_code_cell("1 / 0"))
    try:
        nbformat.write(broken, notebook)
        done = place.call(place.command(results=results))
    finally:
        notebook.write_bytes(kept)
    assert done.returncode == 2
    assert "ZeroDivisionError" in done.stderr
    evidence = results / "notebooks" / "02a_themes.failed.ipynb"
    assert str(evidence) in done.stderr
    after = contents(results)
    assert after.pop("notebooks/02a_themes.failed.ipynb")
    assert after.pop("errors/02a_themes.txt")
    assert after == before
    assert (results / "run.log").read_text("utf-8")
    done = place.call(place.command(results=results))
    assert done.returncode == 0
    assert "everything is up to date" in done.stdout


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL])
def test_a_run_that_is_stopped_leaves_the_earlier_results(place, results, number):
    before = contents(results)
    command = place.command(results=results, parameters=[*PARAMETERS, "-p", "overlap", "all"])
    running = subprocess.Popen(
        list(map(str, command)),
        cwd=place.folder,
        env={**os.environ, "PYTHONPATH": str(place.project / "src")},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    for line in running.stdout:
        if "02a_themes …" in line:
            break
    wait_for(lambda: at_work(results))
    running.send_signal(number)
    running.communicate(timeout=60)
    # None outlives its run.
    wait_for(lambda: not at_work(results))
    assert contents(results) == before
    done = place.call(place.command(results=results))
    assert "everything is up to date" in done.stdout


def at_work(results):
    """Return the commands that name the results, by the part of their path that is printed alike everywhere."""
    lines = subprocess.run(["ps", "-ww", "-eo", "args"], capture_output=True, text=True, check=True).stdout
    return [line for line in lines.splitlines() if str(results.parent) in line and "-m retold" in line]
