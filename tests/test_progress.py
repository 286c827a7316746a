"""How far a loop is, is noted for who waits, and nothing of it changes the loop."""

import pytest

from retold import progress
from retold.progress import VARIABLE, count_off, note
from retold.study.drive import _telling_within, read_progress
from tests.conftest import wait_for


@pytest.fixture
def file(tmp_path, monkeypatch):
    monkeypatch.setenv(VARIABLE, str(tmp_path / "03_arguments.within"))
    monkeypatch.setattr(progress, "EVERY", 0)
    return tmp_path / "03_arguments.within"


def test_without_a_file_nothing_is_noted(monkeypatch, tmp_path):
    monkeypatch.delenv(VARIABLE, raising=False)
    monkeypatch.chdir(tmp_path)
    assert list(count_off("abc", "letters", total=3)) == ["a", "b", "c"]
    assert list(tmp_path.iterdir()) == []


def test_each_item_is_counted_and_the_last_note_is_blank(file):
    seen = [(item, file.read_text()) for item in count_off(iter("abc"), "letters", total=3000)]
    assert seen == [("a", "letters 0 of 3,000"), ("b", "letters 1 of 3,000"), ("c", "letters 2 of 3,000")]
    assert file.read_text() == ""
    assert [path.name for path in file.parent.iterdir()] == [file.name]


def test_notes_are_rare(file, monkeypatch):
    monkeypatch.setattr(progress, "EVERY", 1000)
    assert list(count_off("abc", "letters", total=3)) == ["a", "b", "c"]
    assert not file.exists()


def test_a_folder_that_is_gone_stops_nothing(file, monkeypatch):
    monkeypatch.setenv(VARIABLE, str(file.parent / "gone" / "x"))
    assert list(count_off("abc", "letters", total=3)) == ["a", "b", "c"]


def test_what_is_read_is_the_cell_and_what_it_has_done(tmp_path):
    assert read_progress(tmp_path / "none") == {}
    note(tmp_path / "01_articles.cells", "")
    note(tmp_path / "02a_themes.within", "resamples 90 of 100")
    note(tmp_path / "02a_themes.cells", "cell 3 of 31")
    note(tmp_path / "03_arguments.cells", "cell 7 of 31")
    note(tmp_path / "03_arguments.within", "resamples 40 of 100")
    assert read_progress(tmp_path) == {
        "02a_themes": "cell 3 of 31",
        "03_arguments": "cell 7 of 31, resamples 40 of 100",
    }


def test_it_is_said_while_a_run_is_at_work(tmp_path, monkeypatch):
    monkeypatch.setattr("retold.study.drive.TELL_SECONDS", 0.01)
    said = []
    with _telling_within(tmp_path / "progress", said.append):
        (tmp_path / "progress").mkdir()
        for n in (1, 2):
            note(tmp_path / "progress" / "01_articles.cells", f"cell {n} of 9")
            wait_for(lambda n=n: len(said) == n)
    note(tmp_path / "progress" / "01_articles.cells", "cell 3 of 9")
    assert said == ["    01_articles: cell 1 of 9", "    01_articles: cell 2 of 9"]


def test_a_step_that_stays_where_it_is_says_so_again(tmp_path, monkeypatch):
    monkeypatch.setattr("retold.study.drive.TELL_SECONDS", 0.01)
    monkeypatch.setattr("retold.study.drive.AGAIN_SECONDS", 0.02)
    said = []
    with _telling_within(tmp_path / "progress", said.append):
        (tmp_path / "progress").mkdir()
        note(tmp_path / "progress" / "03_arguments.cells", "cell 4 of 9")
        wait_for(lambda: len(said) > 2)
    assert said[:3] == ["    03_arguments: cell 4 of 9", *["    03_arguments: cell 4 of 9, for 0 s"] * 2]
