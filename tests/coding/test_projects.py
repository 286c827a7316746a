"""Coded projects of other programs: each program's way of packing and counting gives the same words back."""

import zipfile

import pandas as pd
import pytest

import retold
from retold.coding.project_codes import project_sheets
from retold.coding.projects import count_places, read_project
from retold.coding.write_projects import write_project
from retold.errors import TableError
from retold.files import LARGEST_UNPACKED
from retold.themes.codebook.read import read_codebook
from tests.conftest import TEXTS, retold_here

TEXT = "The gates are shut.\n\n“Öfen 🚢 and ships wait,” she said.\nNobody paid the toll.\n"
WORDS = ["gates", "ships wait", "toll"]
BOOK = read_codebook(
    {"themes": {"water": {"patterns": ["gates", "ships"]}, "money": {"patterns": ["toll*"]}}}
)
ARTICLES = pd.DataFrame(
    {"article_id": ["river"], "text": [TEXT], "edition": ["original"], "label": ["River"]}
)
CODES = {"gates": "C1", "ships wait": "C1", "toll": "C2"}


def sentences_of(articles):
    return retold.split_sentences(articles, retold.find_clutter(articles))


def count(text, index, *, breaks_as_one=False, utf16=False, mark=0):
    """Return a place as a program names it."""
    before = text[:index]
    if breaks_as_one:
        before = before.replace("\r\n", "\n")
    return mark + sum(1 + (utf16 and ord(sign) > 0xFFFF) for sign in before)


def pack(path, *, text=TEXT, folder="sources", named=True, scheme="internal://", xml="", extra=(), **ways):
    """Write a project as some program would."""
    file = "1-2-3.txt"
    segments = []
    for word in WORDS:
        start = text.index(word)
        end = start + len(word)
        name = f' name="{word}"' if named else ""
        segments.append(
            f'<PlainTextSelection{name} startPosition="{count(text, start, **ways)}" endPosition="{count(text, end, **ways)}">'
            f'<Coding creatingUser="U1"><CodeRef targetGUID="{CODES[word]}"/></Coding></PlainTextSelection>'
        )
    project = xml or (
        '<Project xmlns="urn:QDA-XML:project:1.0"><Users><User guid="u1" name="Ann"/></Users>'
        '<CodeBook><Codes><Code guid="C0" name="Dispute"><Code guid="C1" name="Water"/></Code>'
        '<Code guid="c2" name="money"/></Codes></CodeBook>'
        f'<Sources><TextSource name="river" plainTextPath="{scheme}{file}">{"".join(segments)}</TextSource>'
        f"{''.join(extra)}</Sources></Project>"
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("project.qde", b"\xef\xbb\xbf" * ways.get("mark", 0) + project.encode())
        archive.writestr(f"{folder}/{file}", ("\ufeff" * ways.get("mark", 0) + text).encode())
    return path


CRLF = TEXT.replace("\n", "\r\n")
WAYS = {
    "as the standard says": {},
    "no names of segments": {"named": False},
    "two characters a line break": {"text": CRLF},
    "two, counted as one": {"text": CRLF, "breaks_as_one": True},
    "two, counted as one, no names": {"text": CRLF, "breaks_as_one": True, "named": False},
    "UTF-16 units": {"utf16": True},
    "UTF-16 units, breaks as one": {"utf16": True, "text": CRLF, "breaks_as_one": True},
    "a byte order mark before XML and text": {"mark": 1},
    "capital folder": {"folder": "Sources"},
    "a path of its own": {"scheme": "Sources\\", "folder": "Sources"},
}


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_the_same_words_come_back(tmp_path, way):
    project = read_project(pack(tmp_path / "a.qdpx", **way))
    assert project.codings["text"].tolist() == WORDS
    assert project.codings["code"].tolist() == ["Dispute/Water", "Dispute/Water", "money"]
    assert set(project.codings["coder"]) == {"Ann"}
    assert project.remarks == []


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_sentences_get_their_themes(tmp_path, way):
    project = read_project(pack(tmp_path / "a.qdpx", **way))
    sentences = sentences_of(ARTICLES)
    [sheet], notes = project_sheets(project, ARTICLES, sentences, BOOK)
    assert sheet[["water", "money"]].values.tolist() == [[1, 0], [1, 0], [0, 1]]
    assert sheet["unit"].tolist() == sentences["sentence_id"].tolist()
    assert set(sheet["coder"]) == {"Ann"}
    assert notes == []


def test_a_text_within_a_longer_one_is_found(tmp_path):
    project = read_project(pack(tmp_path / "a.qdpx", text=f"River Post, page 3\n{TEXT}\nMore on page 4"))
    [sheet], _ = project_sheets(project, ARTICLES, sentences_of(ARTICLES), BOOK)
    assert sheet["water"].tolist() == [1, 1, 0]


def test_two_sources_of_one_name_stay_two(tmp_path):
    twin = '<TextSource name="river"><PlainTextContent>Other words.</PlainTextContent></TextSource>'
    picture = '<PictureSource name="map"/>'
    project = read_project(pack(tmp_path / "a.qdpx", extra=[twin, picture]))
    assert project.texts == {"river": TEXT, "river (2)": "Other words."}
    _, notes = project_sheets(project, ARTICLES, sentences_of(ARTICLES), BOOK)
    assert len(notes) == 2
    assert "sources that are no texts are left out: PictureSource" in notes[0]
    assert "1 text(s) are no article of the study: river (2)" in notes[1]


def test_what_is_written_is_read_again(tmp_path):
    hits = retold.find_themes(ARTICLES, BOOK)
    file = write_project(ARTICLES, BOOK, tmp_path / "a.qdpx", coder="Ben", hits=hits)
    again = write_project(ARTICLES, BOOK, tmp_path / "b.qdpx", coder="Ben", hits=hits)
    assert file.read_bytes() == again.read_bytes()
    project = read_project(file)
    assert project.texts == {"river": TEXT}
    assert project.codes == ["water", "money"]
    kept = project.codings[["start", "end", "code", "text"]].values.tolist()
    assert kept == hits[["start", "end", "theme", "text"]].values.tolist()
    assert len(kept) == 3


@pytest.mark.parametrize("text", ["a\r\nb", "a\rb 🚢\n", "\ufeffa", '<a & "b"> ]]> \''])
def test_any_text_keeps_its_places(tmp_path, text):
    articles = ARTICLES.assign(text=text)
    project = read_project(write_project(articles, BOOK, tmp_path / "a.qdpx"))
    assert project.texts["river"] == text.replace("\r\n", "\n").replace("\r", "\n")


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


@pytest.mark.parametrize(
    ("articles", "book", "words"),
    [
        (ARTICLES.assign(text="Something else."), BOOK, "no text of the project is an article"),
        (
            ARTICLES,
            read_codebook({"themes": {"weather": {"patterns": ["rain"]}}}),
            "no code of the project is a theme",
        ),
    ],
)
def test_a_project_of_another_study_is_refused(tmp_path, articles, book, words):
    project = read_project(pack(tmp_path / "a.qdpx"))
    with pytest.raises(TableError, match=words):
        project_sheets(project, articles, sentences_of(articles), book)


def test_from_a_study_to_its_scores(small_study, tmp_path):
    file = tmp_path / "found.qdpx"
    done = retold_here("sheet", small_study, "--found", "--to", file)
    assert done.returncode == 0, done.stderr
    assert set(read_project(file).texts) == set(TEXTS)
    done = retold_here("score", small_study, file, "--to", tmp_path / "scores")
    assert done.returncode == 0, done.stderr
    scores = retold.read_table("coder_validation", tmp_path / "scores").set_index("theme")
    assert scores.loc["*", "f1"] == 1
    refused = retold_here("sheet", small_study, "--to", tmp_path / "b.qdpx", "--blind")
    assert refused.returncode == 2
    assert "a project holds whole articles" in refused.stderr


def test_a_sheet_is_filled_in_by_the_codebook(small_study, tmp_path):
    for name, blind in [("open.csv", []), ("blind.csv", ["--blind"])]:
        done = retold_here(
            "sheet", small_study, "--found", "--coder", "codebook", "--to", tmp_path / name, *blind
        )
        assert done.returncode == 0, done.stderr
    first, second = (pd.read_csv(tmp_path / name) for name in ("open.csv", "blind.csv"))
    assert first[["safety", "talks"]].values.tolist() == second[["safety", "talks"]].values.tolist()
    assert first["safety"].sum() > 0
    done = retold_here("score", small_study, tmp_path / "blind.csv", "--to", tmp_path / "scores")
    assert retold.read_table("coder_validation", tmp_path / "scores").set_index("theme").loc["*", "f1"] == 1
