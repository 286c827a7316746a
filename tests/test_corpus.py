import hashlib

import pytest

from retold.articles.boilerplate import clutter_spans
from retold.articles.corpus import read_articles
from retold.articles.segment import sentence_spans
from retold.errors import ArticleError


def write(folder, files, listing=None):
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    if listing is not None:
        (folder / "articles.csv").write_text(listing, "utf-8")
    return folder


def test_folder_of_texts(tmp_path):
    folder = write(tmp_path, {"b.txt": "Second\r\nline", "a.txt": "\ufeffFirst “line”"})
    articles = read_articles(folder)
    assert articles["article_id"].tolist() == ["a", "b"]
    assert articles["text"].tolist() == ["\ufeffFirst “line”", "Second\r\nline"]
    assert articles["title"].tolist() == ["First “line”", "Second"]
    assert articles["characters"].tolist() == [13, 12]


def test_listing_chooses_the_edition(tmp_path):
    listing = "article_id,edition,file,label\na,one,x/a.txt,A1\na,two,y/a.txt,A2\n"
    folder = write(tmp_path, {"x/a.txt": "one", "y/a.txt": "two"}, listing)
    assert read_articles(folder, edition="two")["text"].tolist() == ["two"]
    assert read_articles(folder, edition="two")["label"].tolist() == ["A2"]


def test_ids_that_look_like_numbers_or_nothing_stay_as_they_are(tmp_path):
    folder = write(tmp_path, {"001.txt": "x", "NA.txt": "y"}, "article_id,file\n001,001.txt\nNA,NA.txt\n")
    assert read_articles(folder)["article_id"].tolist() == ["001", "NA"]


GOOD = hashlib.sha256(b"text").hexdigest()
BAD_INPUT = {
    "listed but absent": ({}, "article_id,file\na,a.txt\n", ["listed but cannot be read", "a.txt"]),
    "present but unlisted": (
        {"a.txt": "text", "b.txt": "text"},
        "article_id,file\na,a.txt\n",
        ["'b.txt' is in the folder but not in the list", "articles.csv"],
    ),
    "empty": ({"a.txt": " \n"}, "article_id,file\na,a.txt\n", ["is empty", "a.txt"]),
    "not UTF-8": (
        {"a.txt": b"caf\xe9"},
        "article_id,file\na,a.txt\n",
        ["not UTF-8", "0xe9 at position 3", "a.txt"],
    ),
    "another SHA-256": (
        {"a.txt": "other"},
        f"article_id,file,sha256\na,a.txt,{GOOD}\n",
        ["not the one listed", GOOD[:12], "a.txt"],
    ),
    "doubled id": ({"a.txt": "text"}, "article_id,file\na,a.txt\na,a.txt\n", ["'a' stands in rows 2, 3"]),
    "no rows": ({}, "article_id,file\n", ["list of articles is empty"]),
    "no column": ({}, "name\na\n", ["lacks the column 'article_id'"]),
    "no articles": ({}, None, ["holds no articles"]),
}


@pytest.mark.parametrize(("files", "listing", "expected"), BAD_INPUT.values(), ids=BAD_INPUT)
def test_bad_corpus_is_refused_with_place_and_reason(tmp_path, files, listing, expected):
    with pytest.raises(ArticleError) as error:
        read_articles(write(tmp_path, files, listing))
    for words in expected:
        assert words in str(error.value)
    assert len(str(error.value).splitlines()) <= 4


def test_missing_edition_names_those_there_are(tmp_path):
    folder = write(tmp_path, {"a.txt": "x"}, "article_id,edition,file\na,one,a.txt\n")
    with pytest.raises(ArticleError, match="choose one of: one"):
        read_articles(folder, edition="two")


CLUTTER = [
    ("A title\nIt rained.\nLeave a Reply\nYour email address will not be published.", ["form", "form"]),
    ("A title\nTOWN, (Agency) - It rained.", ["dateline"]),
    ("Rain fell on us\nRain fell on usIt rained all day.", ["headline_glued"]),
    ("Rain fell on us\nIt rained.\nRain fell on us", ["headline_repeated"]),
    ("Rain fell on us\nRain fell on us all day.", []),
    (
        "- Some Agency, 1920\nA title\n© Agency / Ann Lee\nLee - Some Agency, 1920, 01.02.2022",
        ["site", "credit", "site"],
    ),
    ("A title of words\nIt rained all day in the town.\nЗаголовок материала", ["foreign"]),
    ("A title\nRelated News\nBack to top button\nlog in or register", ["related", "navigation", "login"]),
    ("A title\n“Leave a reply,” she said.\nShe asked them to leave a reply.", []),
    ("A title\nThe log in the river moved. Register offices closed.", []),
    ("", []),
]


@pytest.mark.parametrize(("text", "reasons"), CLUTTER)
def test_clutter(text, reasons):
    assert [reason for _, _, reason in clutter_spans(text)] == reasons


SENTENCES = [
    ("It rained. It stopped.", ["It rained.", "It stopped."]),
    ("Mr. Lee met Gen. Fox in the U.S. on Monday.", ["Mr. Lee met Gen. Fox in the U.S. on Monday."]),
    ("“It rained. It stopped,” she said.", ["“It rained.", "It stopped,” she said."]),
    ("They don't agree: 3.5 km, no. 4.", ["They don't agree: 3.5 km, no. 4."]),
    ("  ", []),
    ("", []),
]


@pytest.mark.parametrize(("text", "sentences"), SENTENCES)
def test_sentences(text, sentences):
    assert [text[a:b] for a, b in sentence_spans(text)] == sentences
