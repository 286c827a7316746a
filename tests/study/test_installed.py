"""The package as it is installed from a wheel: no checkout beside it, and studies of its own to begin with."""

import os
import subprocess
import sys
import tarfile
import zipfile

import pytest

from retold.tables import read_table
from tests.conftest import ROOT, write_small_study


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
