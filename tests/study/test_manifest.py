"""The manifest: hashes, versions, the state of the checkout, and what was altered since."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
from datetime import UTC, datetime, timedelta, timezone
from importlib import metadata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retold.errors import ResultsError
from retold.study import manifest as module
from retold.study.manifest import (
    build_manifest,
    check_manifest,
    git_state,
    input_name,
    package_versions,
    sha256_file,
    write_manifest,
)
from tests.conftest import ROOT

STARTED = datetime(2030, 1, 2, 3, 4, 5, tzinfo=UTC)
# The name of an author is asked for by git, and a user's own settings should not matter here.
GIT = {
    **{name: value for name, value in os.environ.items() if not name.startswith("GIT_")},
    "GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@b.c", "GIT_COMMITTER_NAME": "a", "GIT_COMMITTER_EMAIL": "a@b.c",
    "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull,
}  # fmt: skip


def git(root: Path, *arguments: str) -> str:
    done = subprocess.run(
        ["git", "-C", str(root), *arguments], env=GIT, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def build(root: Path, **changes: object) -> dict[str, object]:
    options: dict[str, object] = {
        "inputs": {}, "outputs": {}, "parameters": {}, "started": STARTED, "finished": STARTED, "root": root,
    }  # fmt: skip
    return build_manifest(**{**options, **changes})  # type: ignore[arg-type]


@given(st.binary(max_size=300))
def test_the_sum_is_that_of_the_bytes(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "content"
    path.write_bytes(content)
    assert sha256_file(path) == hashlib.sha256(content).hexdigest()


def test_files_are_described_under_their_names(tmp_path: Path) -> None:
    (tmp_path / "in.txt").write_bytes(b"abc")
    (tmp_path / "empty.csv").write_bytes(b"")
    found = build(
        tmp_path,
        inputs={"articles/in.txt": tmp_path / "in.txt"},
        outputs={"tables/empty.csv": tmp_path / "empty.csv"},
    )
    abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    nothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert found["inputs"] == {"articles/in.txt": {"sha256": abc, "size": 3}}
    assert found["outputs"] == {"tables/empty.csv": {"sha256": nothing, "size": 0}}
    assert found["lock"] is None


def test_what_the_notebooks_cost_is_told_in_their_order(tmp_path: Path) -> None:
    costs = {name: {"seconds": 1.5, "memory": 7} for name in ("02_b", "01_a")}
    assert build(tmp_path)["costs"] == {}
    assert list(build(tmp_path, costs=costs)["costs"]) == ["01_a", "02_b"]


def test_a_lock_is_hashed(tmp_path: Path) -> None:
    (tmp_path / "requirements.lock").write_bytes(b"abc")
    assert build(tmp_path)["lock"] == {
        "name": "requirements.lock",
        "sha256": "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    }


@pytest.mark.parametrize("side", ["inputs", "outputs"])
@pytest.mark.parametrize("kind", ["absent", "folder"])
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, side: str, kind: str) -> None:
    path = tmp_path / "x.csv"
    if kind == "folder":
        path.mkdir()
    with pytest.raises(ResultsError) as caught:
        build(tmp_path, **{side: {"x.csv": path}})
    assert caught.value.where == path


@pytest.mark.parametrize(
    ("time", "expected"),
    [
        (STARTED, "2030-01-02T03:04:05.000+00:00"),
        (STARTED.astimezone(timezone(timedelta(hours=5))), "2030-01-02T03:04:05.000+00:00"),
        (STARTED + timedelta(microseconds=1999), "2030-01-02T03:04:05.001+00:00"),
        (STARTED.astimezone().replace(tzinfo=None), "2030-01-02T03:04:05.000+00:00"),
    ],
)
def test_times_are_utc(tmp_path: Path, time: datetime, expected: str) -> None:
    found = build(tmp_path, started=time, finished=time)
    assert (found["started"], found["finished"]) == (expected, expected)


def test_only_the_times_differ_between_two_runs(tmp_path: Path) -> None:
    first, second = (
        build(tmp_path),
        build(tmp_path, started=STARTED + timedelta(1), finished=STARTED + timedelta(2)),
    )
    assert {key for key in first if first[key] != second[key]} == {"started", "finished"}


def test_the_machines_of_the_notebooks_are_told(tmp_path: Path) -> None:
    machine = {"architecture": "abacus", "cpu_features": [], "blas": [], "notebooks": ["01_articles"]}
    assert build(tmp_path)["machines"] == []
    assert build(tmp_path, machines=[machine])["machines"] == [machine]


def test_versions_are_those_that_are_installed(tmp_path: Path) -> None:
    versions = build(tmp_path)["versions"]
    assert versions["python"] == ".".join(map(str, __import__("sys").version_info[:3]))
    assert versions["platform"]
    found = package_versions(ROOT)
    assert list(found) == sorted(found)
    for name in ("pandas", "papermill", "scikit-learn"):
        assert found[name] == metadata.version(name)
    # Of an extra, so not part of a run.
    assert "hypothesis" not in found


@pytest.mark.parametrize(
    ("project", "expected"),
    [
        (None, ["retold"]),
        ("not [ toml", ["retold"]),
        ("[project]\nname = 'x'", ["retold"]),
        ("[project]\ndependencies = ['pandas>=2', 'no-such-thing[x] ~=1; python_version > \"3\"', 'numpy']",
         ["no-such-thing", "numpy", "pandas", "retold"]),
    ],
)  # fmt: skip
def test_dependencies_of_a_package_that_is_not_installed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, project: str | None, expected: list[str]
) -> None:
    def absent(name: str) -> list[str]:
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(module.metadata, "requires", absent)
    if project is not None:
        (tmp_path / "pyproject.toml").write_text(project)
    found = package_versions(tmp_path)
    assert list(found) == expected
    assert found.get("no-such-thing") is None


def test_extras_are_left_out_of_an_installed_package(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    needs = ["numpy>=2.0", "dask ; extra == 'cluster'", "pytest>=8; python_version > '3' and extra=='test'"]
    monkeypatch.setattr(module.metadata, "requires", lambda name: needs)
    assert list(package_versions(tmp_path)) == ["numpy", "retold"]


def test_the_state_of_a_checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    git(tmp_path, "init", "-q")
    assert git_state(tmp_path) == {"commit": None, "dirty": False}
    (tmp_path / "a").write_text("a")
    assert git_state(tmp_path) == {"commit": None, "dirty": True}
    git(tmp_path, "add", "a")
    git(tmp_path, "commit", "-q", "-m", "first")
    commit = git(tmp_path, "rev-parse", "HEAD")
    assert git_state(tmp_path) == {"commit": commit, "dirty": False}
    (tmp_path / "a").write_text("b")
    assert git_state(tmp_path) == {"commit": commit, "dirty": True}
    # As inside a hook of some other repository.
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "elsewhere"))
    assert git_state(tmp_path) == {"commit": commit, "dirty": True}


def test_a_checkout_that_a_package_lies_in_is_not_its_own(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    git(tmp_path, "commit", "-q", "--allow-empty", "-m", "theirs")
    installed = tmp_path / ".venv" / "lib" / "python3"
    installed.mkdir(parents=True)
    assert git_state(tmp_path)["commit"]
    assert git_state(installed) == {"commit": None, "dirty": None}


@pytest.mark.parametrize("case", ["no checkout", "no folder", "no git"])
def test_without_git_nothing_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, case: str) -> None:
    # A checkout above the temporary folder must not be found.
    root = tmp_path / "root"
    monkeypatch.setattr(module.os, "environ", {**os.environ, "PATH": os.environ["PATH"]})
    if case != "no folder":
        root.mkdir()
    if case == "no git":
        git(root, "init", "-q")
        monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    assert git_state(root) == {"commit": None, "dirty": None}


def test_a_manifest_is_written_in_one_form(tmp_path: Path) -> None:
    path = tmp_path / "new" / "manifest.json"
    assert write_manifest({"b": {"z": Path("a/b"), "ü": [1.5, None]}, "a": True}, path) == path
    assert (
        path.read_bytes()
        == '{\n "a": true,\n "b": {\n  "z": "a/b",\n  "ü": [\n   1.5,\n   null\n  ]\n }\n}\n'.encode()
    )
    assert [file.name for file in path.parent.iterdir()] == ["manifest.json"]


@pytest.mark.parametrize("value", [float("nan"), float("inf"), {1, 2}, object(), b"x"])
def test_a_value_that_json_lacks_is_refused_and_nothing_written(tmp_path: Path, value: object) -> None:
    path = tmp_path / "manifest.json"
    path.write_text("good")
    with pytest.raises(ResultsError, match="JSON does not know"):
        write_manifest({"parameters": {"a": value}}, path)
    assert path.read_text() == "good"
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize("obstacle", ["file as folder", "folder as file"])
def test_a_manifest_that_cannot_be_written(tmp_path: Path, obstacle: str) -> None:
    path = tmp_path / "results" / "manifest.json"
    if obstacle == "file as folder":
        path.parent.write_text("")
    else:
        path.mkdir(parents=True)
    with pytest.raises(ResultsError, match="cannot be written"):
        write_manifest({}, path)
    assert not list(tmp_path.rglob("*.part"))


@pytest.mark.parametrize(
    ("alter", "expected"),
    [
        ({}, []),
        ({"a.csv": b"other"}, [("a.csv", "changed")]),
        ({"a.csv": None}, [("a.csv", "missing")]),
        ({"deep/b.csv": b"", "a.csv": None}, [("a.csv", "missing"), ("deep/b.csv", "changed")]),
        ({"new.csv": b"not an output"}, []),
    ],
)
def test_altered_outputs_are_listed(
    tmp_path: Path, alter: dict[str, bytes | None], expected: list[tuple[str, str]]
) -> None:
    (tmp_path / "deep").mkdir()
    files = {name: tmp_path / name for name in ("deep/b.csv", "a.csv")}
    for name, path in files.items():
        path.write_text(name)
    made = build(tmp_path, outputs=files)
    written = json.loads(write_manifest(made, tmp_path / "manifest.json").read_text())
    assert written == made
    for name, content in alter.items():
        (tmp_path / name).unlink(missing_ok=True)
        if content is not None:
            (tmp_path / name).write_bytes(content)
    found = check_manifest(written, tmp_path)
    assert list(found.columns) == ["name", "verdict", "expected", "found"]
    assert list(zip(found["name"], found["verdict"], strict=True)) == expected
    for row in found.itertuples():
        assert row.expected == made["outputs"][row.name]["sha256"]
        assert (row.found == "") == (row.verdict == "missing")


def test_a_run_without_outputs_has_nothing_to_check(tmp_path: Path) -> None:
    found = check_manifest(build(tmp_path), tmp_path)
    assert (len(found), list(found.columns)) == (0, ["name", "verdict", "expected", "found"])


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/project/src/retold/cli.py", "src/retold/cli.py"),
        ("/mine/bridge/articles/a.txt", "bridge/articles/a.txt"),
        ("/mine/bridge/articles/b/a.txt", "bridge/articles/b/a.txt"),
        ("/elsewhere/a.txt", "/elsewhere/a.txt"),
    ],
)
def test_no_two_inputs_share_a_name(path, name):
    assert input_name(Path(path), Path("/project"), Path("/mine/bridge")) == name
