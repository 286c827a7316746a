"""Files and studies that are linked where they are wanted, or copied and named where there are no links."""

import os
from pathlib import Path

import pytest

from retold.study import links as module
from retold.study.links import bring, link_study


def refuse(*given, **named):
    raise OSError(1, "no links here")


@pytest.mark.parametrize("links", [True, False])
def test_a_file_is_brought(links, tmp_path, monkeypatch):
    if not links:
        monkeypatch.setattr(module.os, "link", refuse)
    (tmp_path / "a").write_text("one", "utf-8")
    for text in ("one", "two"):
        (tmp_path / "a").write_text(text, "utf-8")
        bring(tmp_path / "a", tmp_path / "deep" / "b")
        assert (tmp_path / "deep" / "b").read_text("utf-8") == text
    assert (tmp_path / "a").samefile(tmp_path / "deep" / "b") == links


def test_the_study_is_linked(tmp_path, monkeypatch):
    (tmp_path / "out").mkdir()
    for _ in range(2):
        assert link_study(str(tmp_path), tmp_path / "out") == "../study"
    assert (tmp_path / "out" / "study").samefile(tmp_path)
    (tmp_path / "other").mkdir()
    monkeypatch.setattr(Path, "symlink_to", refuse)
    assert link_study(str(tmp_path), tmp_path / "other") == str(tmp_path)


def test_the_study_is_linked_once(tmp_path):
    for folder in ("one", "one", "two"):
        assert link_study(str(tmp_path / folder), tmp_path) == "../study"
        assert os.readlink(tmp_path / "study") == str(tmp_path / folder)
    assert [path.name for path in tmp_path.iterdir()] == ["study"]


def test_where_links_cannot_be_made_the_study_is_named_by_its_path(tmp_path, monkeypatch):
    def no_links(self, *given, **options):
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(Path, "symlink_to", no_links)
    assert link_study("/a/study", tmp_path) == "/a/study"
