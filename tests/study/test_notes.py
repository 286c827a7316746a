"""Notes on how a notebook was run: read as they were written, and nothing where they are none."""

import pytest

from retold.study.notes import note_path, read_note, write_note


def test_a_note_is_read_as_it_was_written(tmp_path):
    path = note_path(tmp_path / "notebooks" / "01_a.ipynb", ".kind")
    assert path == tmp_path / ".kind" / "01_a.json"
    write_note(path, {"seconds": 1.5, "memory": None}, "the note")
    assert read_note(path) == {"seconds": 1.5, "memory": None}
    assert [file.name for file in path.parent.iterdir()] == ["01_a.json"]


@pytest.mark.parametrize("text", [None, "", "{", "[1]", "\udcff"])
def test_what_is_no_note_says_nothing(tmp_path, text):
    path = tmp_path / "note.json"
    if text is not None:
        path.write_text(text, "utf-8", errors="surrogateescape")
    assert read_note(path) is None
