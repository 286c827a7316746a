"""Files that are complete when they appear."""

import os
import zipfile

import pytest

from retold.errors import ResultsError
from retold.files import check_archive, complete_file, lies_within, read_file


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


def test_a_file_is_read_to_its_bound(tmp_path):
    path = tmp_path / "a"
    path.write_bytes(b"x" * 10)
    assert read_file(path, most=10) == b"x" * 10
    with pytest.raises(OSError, match="it is larger than 9 bytes"):
        read_file(path, most=9)


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (os.mkfifo, "it is a pipe or a device"),
        (lambda path: path.symlink_to("/dev/zero"), "it is a pipe or a device"),
        (lambda path: path.symlink_to(path.name), "Too many levels of symbolic links"),
        (os.mkdir, "Is a directory"),
        (lambda path: None, "No such file"),
    ],
)
def test_what_is_no_file_is_said_to_be_none(tmp_path, make, reason):
    make(tmp_path / "a")
    with pytest.raises(OSError, match=reason):
        read_file(tmp_path / "a")


def test_no_path_holds_nul():
    with pytest.raises(OSError, match="holds a sign that no path can"):
        read_file("a\0b")
    assert not lies_within("study/a\0b", "study")


def test_an_archive_is_weighed_before_it_is_unpacked(tmp_path):
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("a", bytes(10**6))
        package.writestr("b", bytes(10**6))
    check_archive(path, most=2 * 10**6)
    with pytest.raises(OSError, match="it unpacks to 2,000,000 bytes in 2 parts"):
        check_archive(path, most=2 * 10**6 - 1)
    path.write_bytes(b"no archive")
    with pytest.raises(zipfile.BadZipFile):
        check_archive(path)
