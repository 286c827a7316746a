"""Copies of the studies that come with the package."""

import pytest

from retold.study.examples import copy_example, list_examples
from tests.conftest import retold_here, write_small_study


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
