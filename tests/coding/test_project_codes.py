"""Codes of a project as those of a sheet: each sentence gets the themes of its segments, for each coder."""

import pytest

from retold.coding.project_codes import project_sheets
from retold.coding.projects import read_project
from retold.errors import TableError
from retold.themes.codebook.read import read_codebook
from tests.coding.packed import ARTICLES, BOOK, TEXT, WAYS, pack, sentences_of


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


def test_what_is_left_out_is_told(tmp_path):
    twin = '<TextSource name="river"><PlainTextContent>Other words.</PlainTextContent></TextSource>'
    picture = '<PictureSource name="map"/>'
    project = read_project(pack(tmp_path / "a.qdpx", extra=[twin, picture]))
    assert project.texts == {"river": TEXT, "river (2)": "Other words."}
    _, notes = project_sheets(project, ARTICLES, sentences_of(ARTICLES), BOOK)
    assert len(notes) == 2
    assert "sources that are no texts are left out: PictureSource" in notes[0]
    assert "1 text(s) are no article of the study: river (2)" in notes[1]


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
