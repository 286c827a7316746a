"""Coded projects of other programs: each program's way of packing and counting gives the same words back."""

import zipfile

import pytest

from retold.coding.projects import count_places, read_project
from retold.coding.write_projects import write_project
from retold.errors import TableError
from retold.files import LARGEST_UNPACKED
from tests.coding.packed import ARTICLES, BOOK, TEXT, WAYS, WORDS, pack


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_the_same_words_come_back(tmp_path, way):
    project = read_project(pack(tmp_path / "a.qdpx", **way))
    assert project.codings["text"].tolist() == WORDS
    assert project.codings["code"].tolist() == ["Dispute/Water", "Dispute/Water", "money"]
    assert set(project.codings["coder"]) == {"Ann"}
    assert project.remarks == []


def segments(project):
    """Return the segments of a project as they are in a text whose line breaks are one character."""
    text = project.texts["river"].removeprefix("\ufeff")
    shift = len(project.texts["river"]) - len(text)
    places = (
        [len(text[: at - shift].replace("\r\n", "\n")) for at in project.codings[side]]
        for side in ("start", "end")
    )
    return list(zip(*places, project.codings["code"], project.codings["text"], strict=True))


THEMES = {"Dispute/Water": "water", "money": "money"}


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_a_coding_of_one_program_is_the_same_in_any_other(tmp_path, way):
    exported = read_project(pack(tmp_path / "a.qdpx", **way))
    wanted = [(TEXT.index(word), TEXT.index(word) + len(word)) for word in WORDS]
    assert [(start, end) for start, end, *_ in segments(exported)] == wanted
    # Taken over, and handed on to the next program.
    hits = exported.codings.assign(article_id="river", theme=exported.codings["code"].map(THEMES))
    articles = ARTICLES.assign(text=exported.texts["river"])
    imported = read_project(write_project(articles, BOOK, tmp_path / "b.qdpx", hits=hits))
    assert [(*place, THEMES[code], text) for *place, code, text in segments(exported)] == segments(imported)


def test_all_programs_give_the_same_segments(tmp_path):
    found = {name: segments(read_project(pack(tmp_path / "a.qdpx", **way))) for name, way in WAYS.items()}
    assert len(set(map(tuple, found.values()))) == 1


def test_a_file_that_stands_twice_in_the_archive_is_the_first(tmp_path):
    file = pack(tmp_path / "a.qdpx")
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("Sources/1-2-3.txt", "Other words.")
    project = read_project(file)
    assert project.texts == {"river": TEXT}
    assert project.codings["text"].tolist() == WORDS


def test_two_sources_of_one_name_stay_two(tmp_path):
    twin = '<TextSource name="river"><PlainTextContent>Other words.</PlainTextContent></TextSource>'
    project = read_project(pack(tmp_path / "a.qdpx", extra=[twin]))
    assert project.texts == {"river": TEXT, "river (2)": "Other words."}


def test_a_position_that_fits_no_word_is_not_taken_over_one_that_does():
    assert count_places("ab\r\ncd", [(3, 5, "")])[3:5] == [4, 5]
    assert count_places("ab\r\ncd", [(4, 6, "")])[4:6] == [4, 5]


FULL = '<Project><CodeBook><Codes><Code guid="C1" name="water"/></Codes></CodeBook><Sources>{}</Sources></Project>'
SEGMENT = '<TextSource name="r" plainTextPath="1-2-3.txt"><PlainTextSelection {}><Coding><CodeRef targetGUID="{}"/></Coding></PlainTextSelection></TextSource>'
BAD = {
    "no project": (lambda p: zipfile.ZipFile(p, "w").close(), "holds no project.qde"),
    "no archive": (lambda p: p.write_text("water"), "no archive"),
    "a codebook": (lambda p: pack(p, xml="<CodeBook/>"), "'CodeBook', not 'Project'"),
    "broken": (lambda p: pack(p, xml="<Project>"), "not well-formed"),
    "entities": (lambda p: pack(p, xml='<!DOCTYPE a [<!ENTITY b "c">]><Project/>'), "document type"),
    "a code that is not there": (
        lambda p: pack(p, xml=FULL.format(SEGMENT.format('startPosition="0" endPosition="3"', "C9"))),
        "does not have: c9",
    ),
    "no place": (lambda p: pack(p, xml=FULL.format(SEGMENT.format("", "C1"))), "where it begins"),
    "no number": (
        lambda p: pack(p, xml=FULL.format(SEGMENT.format('startPosition="-1" endPosition="x"', "C1"))),
        "where it begins",
    ),
}


@pytest.mark.parametrize(("write", "words"), BAD.values(), ids=BAD)
def test_a_project_that_cannot_be_read_is_refused(tmp_path, write, words):
    write(tmp_path / "a.qdpx")
    with pytest.raises(TableError, match=words):
        read_project(tmp_path / "a.qdpx")


def test_a_segment_beyond_its_text_is_told(tmp_path):
    far = FULL.format(SEGMENT.format('startPosition="5" endPosition="999999999999"', "C1"))
    project = read_project(pack(tmp_path / "a.qdpx", xml=far))
    assert project.codings.empty
    assert "beyond its text" in project.remarks[0]


def test_a_bomb_is_not_unpacked(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.qdpx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("project.qde", b" " * (LARGEST_UNPACKED + 1))
    with pytest.raises(TableError, match="unpacks to"):
        read_project(tmp_path / "a.qdpx")
