"""Which nodes are finished, and how files and folders come to their places."""

from types import SimpleNamespace

import pytest

from retold.study.staleness import digest_file
from retold.study.sweep import records as module
from retold.study.sweep.plan import record_path
from retold.study.sweep.records import (
    find_done,
    forget_undone,
    read_record,
    take_place,
    write_record,
)


@pytest.fixture
def chain(tmp_path):
    """Three nodes, each after the one before it, all finished."""
    nodes = {key: SimpleNamespace(after=after) for key, after in (("a", []), ("b", ["a"]), ("c", ["b"]))}
    for key in nodes:
        (tmp_path / f"{key}.csv").write_text(key, "utf-8")
        write_record(record_path(tmp_path, key), key, {f"{key}.csv": digest_file(tmp_path / f"{key}.csv")})
    return SimpleNamespace(nodes=nodes, folder=tmp_path)


def spoil(path):
    path.write_text("spoilt", "utf-8")


LOST = {
    "nothing": (lambda folder: None, "abc"),
    "the first file": (lambda folder: (folder / "a.csv").unlink(), ""),
    "a file in the middle": (lambda folder: spoil(folder / "b.csv"), "a"),
    "the last record": (lambda folder: record_path(folder, "c").unlink(), "ab"),
    "a record that is none": (lambda folder: spoil(record_path(folder, "b")), "a"),
    "a record of nothing": (lambda folder: write_record(record_path(folder, "a"), "a", {}), ""),
}


@pytest.mark.parametrize(("lose", "left"), LOST.values(), ids=LOST)
def test_what_is_finished(lose, left, chain):
    lose(chain.folder)
    done = find_done(chain)
    assert done == set(left)
    forget_undone(chain, done)
    assert [key for key in chain.nodes if record_path(chain.folder, key).is_file()] == list(left)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"outputs": 3}', "{"])
def test_a_record_that_cannot_be_read_is_none(text, tmp_path):
    (tmp_path / "a.json").write_text(text, "utf-8")
    assert read_record(tmp_path / "a.json") == {}


def refuse(*given, **named):
    raise OSError(1, "no links here")


def test_a_folder_takes_the_place_of_another(tmp_path):
    for name in ("made", "place"):
        (tmp_path / name).mkdir()
        (tmp_path / name / name).touch()
    take_place(tmp_path / "made", tmp_path / "place")
    assert [path.name for path in tmp_path.rglob("*")] == ["place", "made"]


def test_the_first_of_two_stays(tmp_path, monkeypatch):
    (tmp_path / "made").mkdir()
    monkeypatch.setattr(module.os, "rename", refuse)
    take_place(tmp_path / "made", tmp_path / "place")
    assert (tmp_path / "made").is_dir()
