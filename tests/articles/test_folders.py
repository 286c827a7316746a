"""Files that are articles are found in a folder and in those within it; what is passed over is listed."""

import pytest

from retold.articles.corpus import corpus_files, read_articles
from retold.articles.folders import find_files, find_tables
from retold.articles.notes import Notes, reading_notes
from retold.errors import ArticleError
from tests.articles.cases import write


@pytest.mark.parametrize(
    ("files", "ids"),
    [
        ("a.txt b.md c.html d.docx e.rtf f.pdf G.TXT", "G a b c d e f"),
        ("post/1.txt times/1.txt", "post-1 times-1"),
        ("post/1.txt times/2.txt", "1 2"),
        ("post/2021/1.txt post/2022/1.txt", "post-2021-1 post-2022-1"),
        ("a.txt study.yaml codebook.yaml codebook.csv arguments.yaml coding/x.txt expected/y.txt .hidden.txt .git/z.txt", "a"),
        ("a.txt README.md LICENSE.txt data.xml table.csv b.odt", "a"),
        ("page.html page_files/ad.html page-Dateien/ad.html", "page"),
        ("~$a.docx a.txt", "a"),
    ],
)  # fmt: skip
def test_which_files_are_articles(tmp_path, files, ids):
    write(tmp_path, dict.fromkeys(files.split(), "Rain."))
    assert [found.article_id for found in find_files(tmp_path, Notes())] == ids.split()


@pytest.mark.parametrize(
    ("file", "reason"),
    [
        ("b.doc", "old format of Word"), ("b.odt", "OpenOffice"), ("b.xls", "old format of Excel"), ("b.zip", "an archive"),
        ("b.xml", "XML"), ("b.eml", "a mail"), ("b.epub", "a book"), ("b.jpg", "no format of articles"), ("b", "no format of articles"),
        ("README.md", "about the folder"), ("b.csv", "a table beside files"), ("b.xlsx", "call it articles.csv"),
        ("inner/b.mht", "a page in one file"),
    ],
)  # fmt: skip
def test_what_is_passed_over_is_listed_with_its_reason(tmp_path, file, reason):
    articles = read_articles(write(tmp_path, {"a.txt": "Rain.", file: "x"}))
    assert articles["article_id"].tolist() == ["a"]
    notes = reading_notes(articles)
    said = notes.loc[notes["what"].str.contains("not read"), ["what", "todo"]].sum(axis=1).iloc[0]
    assert said.startswith(f"1 file is not read: {file.split('/x')[0]} (")
    assert reason in said


def test_parts_of_saved_pages_are_noted(tmp_path):
    notes = Notes()
    find_files(write(tmp_path, {"a.html": "x", "a_files/ad.html": "x", "a-Dateien/b.html": "x"}), notes)
    assert [(note.level, note.what) for note in notes.listed] == [
        ("note", "not read: the folder holds parts of a saved page")
    ]
    assert "a_files" in notes.listed[0].where


def test_links_to_other_folders_are_not_followed(tmp_path):
    write(tmp_path / "outside", {"b.txt": "Rain."})
    write(tmp_path / "corpus", {"a.txt": "Rain."})
    (tmp_path / "corpus" / "link").symlink_to(tmp_path / "outside", target_is_directory=True)
    assert [found.article_id for found in find_files(tmp_path / "corpus", Notes())] == ["a"]


def test_tables(tmp_path):
    files = "b.csv a.XLSX c.parquet d.txt codebook.csv coding_x.xlsx ~$a.xlsx .b.csv".split()
    write(tmp_path, dict.fromkeys(files, "x"))
    (tmp_path / "e.csv").mkdir()
    assert [path.name for path in find_tables(tmp_path)] == ["a.XLSX", "b.csv", "c.parquet"]


def test_two_files_of_one_stem_in_one_folder(tmp_path):
    write(tmp_path, {"x/a.txt": "Rain.", "x/a.md": "Rain."})
    with pytest.raises(ArticleError, match=r"'a.md' and 'a.txt' would have one id"):
        find_files(tmp_path, Notes())


def test_an_empty_folder_of_articles_gives_way_to_a_table_beside_it(tmp_path):
    (tmp_path / "articles").mkdir()
    write(tmp_path, {"mine.csv": "text\nRain.\n"})
    assert corpus_files(tmp_path) == [tmp_path / "mine.csv"]


def test_other_texts_beside_a_folder_of_articles_are_none(tmp_path):
    write(tmp_path, {"articles/a.txt": "Rain.", "diary.txt": "x"})
    assert corpus_files(tmp_path) == [tmp_path / "articles" / "a.txt"]
