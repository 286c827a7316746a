"""What reading should tell is gathered by kind, the gravest first, and stands beside the articles."""

import pytest

from retold.articles.corpus import read_articles
from retold.articles.notes import SHOWN, SHOWN_FILES, Note, Notes, reading_notes
from retold.errors import ArticleError
from tests.articles.cases import write


def test_cases_of_one_kind_are_one_note():
    notes = Notes()
    for n in range(SHOWN + 3):
        notes.warn("odd", f"row {n}", "mend it")
    notes.note("taken")
    notes.note("taken")
    assert notes.listed == [
        Note("warning", "odd", "; ".join(f"row {n}" for n in range(SHOWN)) + " and 3 more", "mend it"),
        Note("note", "taken", "", ""),
    ]


def test_files_that_are_not_read_are_one_warning_with_their_reasons():
    notes = Notes()
    notes.pass_over("b.rtf", "f", "no reader", "install it")
    notes.pass_over("c.pdf", "f", "a picture", "")
    assert notes.listed == [
        Note("warning", "2 files are not read: b.rtf (no reader), c.pdf (a picture)", "f", "install it")
    ]
    for n in range(SHOWN_FILES):
        notes.pass_over(f"d{n}", "g", "odd", "")
    notes.pass_over("e", "g", "odd", "")
    assert notes.listed[1].what.endswith(" and 1 more")
    assert notes.listed[1].what.startswith(f"{SHOWN_FILES + 1} files are not read")


def test_the_first_error_ends_reading_unless_all_are_to_be_known(tmp_path):
    write(tmp_path, {"a.txt": "Rain.", "b.txt": " ", "c.txt": b"caf\xe9", "d.txt": b"x\0y"})
    with pytest.raises(ArticleError, match=r"is empty[\s\S]*b\.txt"):
        read_articles(tmp_path)
    notes = Notes(go_on=True)
    assert read_articles(tmp_path, notes=notes)["article_id"].tolist() == ["a"]
    errors = [note for note in notes.listed if note.level == "error"]
    assert [note.where for note in errors] == [str(tmp_path / f"{name}.txt") for name in "bcd"]
    assert all(note.todo for note in errors)


def test_rows_of_a_table_too(tmp_path):
    rows = "article_id,text,date\n1,Rain.,soon\n2,Snow.,2021\n2,Hail.,\n3,,\n"
    write(tmp_path, {"a.csv": rows})
    notes = Notes(go_on=True)
    assert read_articles(tmp_path, notes=notes)["article_id"].tolist() == ["2"]
    assert {note.what[:20] for note in notes.listed if note.level == "error"} == {
        "'soon' is no date", "the article is empty", "the article id '2' s",
    }  # fmt: skip


def test_notes_stand_beside_the_articles(tmp_path):
    articles = read_articles(write(tmp_path, {"2021-05-03_post.txt": "It rained. " * 30, "x.odt": "x"}))
    notes = reading_notes(articles[["article_id"]])
    assert notes[["note", "level", "place"]].values.tolist() == [[1, "warning", str(tmp_path)]]
    assert "x.odt (a document of OpenOffice)" in notes["what"][0]
    assert reading_notes(articles.iloc[:0].assign(a=1)).equals(notes)
