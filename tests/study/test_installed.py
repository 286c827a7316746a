"""The package as it is installed from a wheel: no checkout beside it, and studies of its own to begin with."""

import os
import subprocess
import sys
import tarfile
import zipfile

import pytest

from retold.study.examples import copy_example, list_examples
from retold.tables import read_table
from tests.conftest import ROOT, retold_here, write_small_study


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """The wheel and the archive of sources."""
    folder = tmp_path_factory.mktemp("built")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-d", folder], cwd=ROOT, check=True, capture_output=True
    )
    return next(folder.glob("*.whl")), next(folder.glob("*.tar.gz"))


@pytest.fixture(scope="module")
def installed(built, tmp_path_factory):
    """Run the command of the installed wheel in an empty folder."""
    site, folder = tmp_path_factory.mktemp("site"), tmp_path_factory.mktemp("elsewhere")
    with zipfile.ZipFile(built[0]) as wheel:
        wheel.extractall(site)
    environment = {**os.environ, "PYTHONPATH": str(site)}

    def run(*arguments):
        command = [sys.executable, "-m", "retold.cli", *map(str, arguments)]
        return subprocess.run(
            command, cwd=folder, env=environment, capture_output=True, text=True, check=False
        )

    where = subprocess.run(
        [sys.executable, "-c", "import retold; print(retold.__file__)"],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert where.stdout.startswith(str(site))
    return run, folder


def test_a_study_runs_without_a_checkout(installed):
    run, folder = installed
    write_small_study(folder / "bridge")
    done = run("run", "bridge")
    assert done.returncode == 0, done.stdout + done.stderr
    assert (folder / "results" / "bridge" / "report.html").is_file()
    assert len(read_table("articles", folder / "results" / "bridge")) == 3


@pytest.mark.parametrize("name", ["nato", "planted"])
def test_the_examples_come_along(installed, name):
    run, folder = installed
    done = run("new", name, "--example", name)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == f"next: retold run {name}"
    here = {p.relative_to(folder / name) for p in (folder / name).rglob("*") if p.is_file()}
    tracked = subprocess.run(
        ["git", "ls-files", f"data/{name}"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split()
    assert here == {(ROOT / path).relative_to(ROOT / "data" / name) for path in tracked}
    assert run("check", name).returncode == 0


def test_nobody_elses_text_is_packed(built):
    with zipfile.ZipFile(built[0]) as wheel:
        names = wheel.namelist()
    with tarfile.open(built[1]) as archive:
        names += archive.getnames()
    assert any("data/nato/articles/" in name for name in names)
    assert not [name for name in names if "/originals" in name]


def test_an_example_is_copied_without_originals(tmp_path, monkeypatch):
    study = write_small_study(tmp_path / "data" / "bridge")
    (study / "originals").mkdir()
    monkeypatch.setattr("retold.study.examples.workflow_folder", lambda: tmp_path)
    assert list(list_examples()) == ["bridge"]
    copy_example("bridge", tmp_path / "copy")
    assert {path.name for path in (tmp_path / "copy").iterdir()} == {
        "articles",
        "codebook.yaml",
        "study.yaml",
    }


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--example", "plantd"], ["no study 'plantd'", "did you mean 'planted'"]),
        (["--example", "planted", "--subject", "Ann Lee"], ["leave out the other options"]),
        (["--example", "../planted"], ["no study '../planted'"]),
    ],
)
def test_what_cannot_be_copied_is_said(tmp_path, options, words):
    done = retold_here("new", tmp_path / "new", *options)
    assert done.returncode == 2
    for word in words:
        assert word in done.stderr
    assert not (tmp_path / "new").exists()


def test_nothing_is_written_over(tmp_path):
    (tmp_path / "mine.txt").write_text("mine", "utf-8")
    done = retold_here("new", tmp_path, "--example", "planted")
    assert done.returncode == 2
    assert "something is there already" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]
