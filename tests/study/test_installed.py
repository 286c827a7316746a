"""The package as it is installed from a wheel: no checkout beside it, and studies of its own to begin with."""

import os
import subprocess
import sys
import tarfile
import zipfile
from hashlib import sha256

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


def test_the_report_of_an_installed_package_names_its_version_and_no_commit(installed):
    """Whatever checkout an environment lies in is somebody else's."""
    run, folder = installed
    told = run("--version").stdout.split()[-1]
    page = (folder / "results" / "bridge" / "report.html").read_text("utf-8")
    assert f"made by retold {told}. " in page


def test_the_archive_of_sources_builds_the_same_wheel(built, tmp_path):
    wheel, archive = built
    with tarfile.open(archive) as packed:
        packed.extractall(tmp_path, filter="data")
    (folder,) = tmp_path.iterdir()
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", tmp_path]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    (again,) = tmp_path.glob("*.whl")
    assert again.name == wheel.name
    assert contents(again) == contents(wheel)


def contents(wheel):
    """Return each file of a wheel with the digest of its bytes."""
    with zipfile.ZipFile(wheel) as packed:
        return {name: sha256(packed.read(name)).hexdigest() for name in packed.namelist()}


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
