"""Files that are complete when they appear."""

import pytest

from retold.errors import ResultsError
from retold.files import complete_file


@pytest.mark.parametrize("before", [None, "old"])
def test_a_finished_file_takes_its_name(tmp_path, before):
    path = tmp_path / "inner" / "notes.txt"
    if before:
        path.parent.mkdir()
        path.write_text(before)
    with complete_file(path, "the notes") as aside:
        aside.write_text("new")
        assert path.exists() == bool(before)
        assert aside.parent == path.parent
    assert path.read_text() == "new"
    assert [file.name for file in path.parent.iterdir()] == ["notes.txt"]


@pytest.mark.parametrize("before", [None, "old"])
def test_an_error_leaves_what_was_there(tmp_path, before):
    path = tmp_path / "notes.txt"
    if before:
        path.write_text(before)

    def write():
        with complete_file(path, "the notes") as aside:
            aside.write_text("half")
            raise ValueError("broken off")

    with pytest.raises(ValueError, match="broken off"):
        write()
    assert [file.read_text() for file in tmp_path.iterdir()] == ([before] if before else [])


def test_what_the_system_refuses_is_told_with_place_and_next_step(tmp_path):
    (tmp_path / "file").write_text("no folder")

    def write():
        with complete_file(tmp_path / "file" / "notes.txt", "the notes"):
            pass

    with pytest.raises(ResultsError, match=r"the notes cannot be written(.|\n)*notes\.txt(.|\n)*--results"):
        write()


def test_nothing_written_is_an_error(tmp_path):
    def write():
        with complete_file(tmp_path / "notes.txt", "the notes"):
            pass

    with pytest.raises(ResultsError, match="the notes cannot be written: No such file"):
        write()
