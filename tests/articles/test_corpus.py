"""Articles are read: from folders, lists and tables, refused with place and reason, cut by offsets."""

import hashlib
import json
import tracemalloc

import pandas as pd
import pytest

from retold.articles.clutter import find_clutter
from retold.articles.corpus import iter_articles, list_articles, read_articles
from retold.articles.publication import read_date
from retold.articles.segment import split_sentences
from retold.errors import ArticleError
from retold.language.tokens import normal_form, token_spans
from tests.articles.cases import write


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
    "no column": ({}, "name\na\n", ["lacks the column 'text'", "the columns there are: 'name'"]),
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


ROWS = [
    {"id": "n1", "body": "Rain fell.\n\nIt was “wet”, all said.", "source": "North", "day": "2021-05-03"},
    {"id": "n2", "body": 'A line, with "marks" and a comma.', "source": "South", "day": "2021-05"},
    {"id": "n3", "body": "Rain fell.\n\nIt was “wet”, all said.", "source": "West", "day": ""},
]


NAMES = {"article_id": "id", "text": "body", "outlet": "source", "date": "day"}


def write_table(path, rows=ROWS):
    frame = pd.DataFrame(rows)
    if path.suffix == ".csv":
        frame.to_csv(path, index=False, lineterminator="\n")
    elif path.suffix == ".jsonl":
        path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    else:
        frame.to_parquet(path, index=False)
    return path


@pytest.mark.parametrize("suffix", [".csv", ".jsonl", ".parquet"])
def test_tables_are_read_alike_whatever_they_are_kept_in(tmp_path, suffix):
    articles = read_articles(write_table(tmp_path / f"corpus{suffix}"), columns=NAMES)
    assert articles["article_id"].tolist() == ["n1", "n2", "n3"]
    assert articles["text"].tolist() == [row["body"] for row in ROWS]  # two alike are no error
    assert articles["outlet"].tolist() == ["North", "South", "West"]
    assert articles["date"].tolist() == ["2021-05-03", "2021-05", ""]
    assert articles["title"].tolist() == ["Rain fell.", ROWS[1]["body"], "Rain fell."]
    assert articles["sha256"][0] == hashlib.sha256(ROWS[0]["body"].encode()).hexdigest()
    listed = list_articles(tmp_path / f"corpus{suffix}", columns=NAMES)
    assert listed["article_id"].tolist() == ["n1", "n2", "n3"]
    assert set(listed["path"]) == {tmp_path / f"corpus{suffix}"}


@pytest.mark.parametrize("size", [1, 2, 3, 10])
def test_frames_are_the_corpus_cut(tmp_path, size):
    path = write_table(tmp_path / "corpus.jsonl")
    frames = list(iter_articles(path, columns=NAMES, size=size))
    assert [len(frame) for frame in frames] == [min(size, 3 - n) for n in range(0, 3, size)]
    pd.testing.assert_frame_equal(pd.concat(frames, ignore_index=True), read_articles(path, columns=NAMES))


def test_rows_without_ids_are_named_by_file_and_row(tmp_path):
    path = tmp_path / "news.csv"
    path.write_text('\ufefftext\n"one\ntwo"\nthree\n', "utf-8")
    assert read_articles(path)["article_id"].tolist() == ["news-2", "news-3"]
    assert read_articles(path)["text"].tolist() == ["one\ntwo", "three"]


def test_a_folder_may_hold_a_table(tmp_path):
    write_table(tmp_path / "articles.jsonl", [{"article_id": "x", "text": "Rain."}])
    assert read_articles(tmp_path)["article_id"].tolist() == ["x"]
    assert list_articles(tmp_path)["path"].tolist() == [tmp_path / "articles.jsonl"]


BAD_TABLES = {
    "missing column": ("a.csv", b"id,words\n1,x\n", ["lacks the column 'text'", "there are: 'id', 'words'"]),
    "ragged row": ("a.csv", b"id,text\n1,x\n2,x,y\n", ["3 cells, the header 2", "a.csv, row 3"]),
    "open mark": ("a.csv", b'text\nx\n"never closed\nrow\n', ["not CSV", "a.csv, row 3", "not closed"]),
    "stray mark": ("a.csv", b'text\n"a"b\n', ["not CSV", "a.csv, row 2"]),
    "invalid byte": ("a.csv", b"text\nx\ncaf\xe9\n", ["not UTF-8: byte 0xe9 at position 3", "a.csv, row 3"]),
    "nul byte": ("a.csv", b"text\nx\na\x00b\n", ["not text: NUL byte at position 1", "a.csv, row 3"]),
    "empty text": ("a.csv", b"id,text\n1,x\n2, \n", ["is empty", "a.csv, row 3"]),
    "no date": ("a.csv", b"text,date\nx,2021-02-30\n", ["'2021-02-30' is no date", "a.csv, row 2"]),
    "date in words": ("a.csv", b"text,date\nx,2021\ny,last May\n", ["'last May' is no date", "row 3"]),
    "no rows": ("a.csv", b"text\n", ["holds no articles"]),
    "doubled id": ("a.csv", b"article_id,text\n1,x\n1,y\n", ["'1' stands twice"]),
    "no JSON": ("a.jsonl", b'{"text": "x"}\n{"text": \n', ["not JSON", "a.jsonl, row 2"]),
    "deep JSON": ("a.jsonl", b"[" * 200_000 + b"\n", ["not JSON", "a.jsonl, row 1"]),
    "no object": ("a.jsonl", b"[1]\n", ["not a JSON object", "a.jsonl, row 1"]),
    "half a sign": ("a.jsonl", b'{"text": "a\\ud800"}\n', ["half a sign U+D800 at position 1", "row 1"]),
    "JSON lacks text": ("a.jsonl", b'{"text": "x"}\n{"body": "y"}\n', ["lacks the column 'text'", "row 2"]),
    "no Parquet": ("a.parquet", b"text\nx\n", ["no Parquet file", "a.parquet"]),
    "empty Parquet": ("a.parquet", b"", ["no Parquet file", "a.parquet"]),
    "no workbook": ("a.xlsx", b"PK", ["no workbook that can be read", "save it again as XLSX"]),
    "other file": ("a.xls", b"PK", ["no .xls file", ".csv, .tsv"]),
}


@pytest.mark.parametrize(("name", "content", "expected"), BAD_TABLES.values(), ids=BAD_TABLES)
def test_a_bad_table_is_refused_with_file_and_row(tmp_path, name, content, expected):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(ArticleError) as error:
        read_articles(tmp_path / name)
    for words in expected:
        assert words in str(error.value)
    assert len(str(error.value).splitlines()) <= 4


def test_a_column_that_is_named_must_be_there(tmp_path):
    path = write_table(tmp_path / "corpus.csv")
    with pytest.raises(ArticleError, match="lacks the column 'outlett'"):
        read_articles(path, columns={**NAMES, "outlet": "outlett"})
    with pytest.raises(ArticleError, match="did you mean 'outlet'"):
        read_articles(path, columns={"outlett": "source"})


def test_a_bad_row_comes_after_the_good_frames_before_it(tmp_path):
    rows = "".join(f"{n},x\n" for n in range(1500)) + "1500, \n"
    (tmp_path / "a.csv").write_text("article_id,text\n" + rows, "utf-8")
    frames = iter_articles(tmp_path / "a.csv", size=100)
    good = [next(frames) for _ in range(15)]
    assert sum(map(len, good)) == 1500
    with pytest.raises(ArticleError, match=r"is empty[\s\S]*row 1502"):
        next(frames)


BAD_FILES = {
    "nul": ("a.txt", b"ra\x00in", ["NUL byte at position 2", "a.txt"]),
    "utf-16": ("a.txt", "rain".encode("utf-16-le"), ["NUL byte", "not UTF-16", "a.txt"]),
    "page without text": ("a.html", b"<html><body><img src='a.png'></body></html>", ["no article was found"]),
    "deep page": ("a.html", b"<div>" * 100_000 + b"<p>Rain.</p>", ["nested 100,000 deep", "a.html"]),
    "huge page": ("a.html", b"<p>Rain.</p>" * 2_000_000, ["24,000,000 bytes", "a.html"]),
    "no Word document": ("a.docx", b"Rain fell.", ["no Word document", "a.docx"]),
    "same stem": ("a.html", b"<p>Rain.</p>", ["'a.html' and 'a.txt' would have one id"]),
}


@pytest.mark.parametrize("case", BAD_FILES)
def test_a_bad_file_is_refused(tmp_path, case):
    name, content, expected = BAD_FILES[case]
    (tmp_path / name).write_bytes(content)
    if name == "a.docx":
        pytest.importorskip("docx")
    if case == "same stem":
        (tmp_path / "a.txt").write_text("Rain.", "utf-8")
    with pytest.raises(ArticleError) as error:
        read_articles(tmp_path)
    for words in expected:
        assert words in str(error.value)


def test_a_pdf_in_a_list_that_cannot_be_read_is_refused_with_advice(tmp_path):
    folder = write(tmp_path, {"a.pdf": b"%PDF-1.7"}, "article_id,file\na,a.pdf\n")
    with pytest.raises(ArticleError, match=r"PDF[\s\S]*save its text"):
        read_articles(folder)


DATES = [
    ("", ""),
    ("2021", "2021"),
    ("2021-05", "2021-05"),
    ("2021-05-03", "2021-05-03"),
    ("2021-05~", "2021-05~"),
    ("2021-05-03T10:45:00Z", "2021-05-03"),
    ("2021-05-03 10:45:00+02:00", "2021-05-03"),
    ("2021-13", None),
    ("2021-02-29", None),
    ("03.05.2021", "2021-05-03"),
    ("May 2021", "2021-05"),
    ("0000", None),
    ("٢٠٢١-٠٥", None),
    ("20210503", "2021-05-03"),
]


@pytest.mark.parametrize(("written", "read"), DATES)
def test_dates(written, read):
    if read is None:
        with pytest.raises(ArticleError, match="is no date"):
            read_date(written, "a.csv, row 2")
    else:
        assert read_date(written, "a.csv, row 2") == read


def test_a_date_in_the_list_that_is_none_names_the_row(tmp_path):
    folder = write(tmp_path, {"a.txt": "x"}, "article_id,file,date\na,a.txt,soon\n")
    with pytest.raises(ArticleError, match=r"'soon' is no date[\s\S]*articles.csv, row 2"):
        read_articles(folder)


def test_an_article_in_another_language_is_kept_and_flagged(tmp_path):
    english = "The rain in the valley is not over, and it was the worst of the year."
    german = "Der Regen ist nicht vorbei, und das Tal ist voll mit Wasser."
    folder = write(tmp_path, {"a.txt": english, "b.txt": german, "c.txt": english})
    articles = read_articles(folder)
    assert articles["language"].tolist() == ["en", "de", "en"]
    assert articles["flags"].tolist() == ["", "other_language", ""]
    assert (articles["flags"] == "other_language").sum() == 1


HARD_TEXTS = {
    "BOM and CRLF": "\ufeffRain fell.\r\nIt stopped.\r\n",
    "soft hyphens": "The re\u00adport is out. It is long.",
    "NBSP and thin spaces": "At 5\u00a0p.m. it rained.\u2009It stopped.",
    "zero width": "Rain\u200b fell.\u2060 It stopped.\u200d",
    "NFD": "Tu\u0308rkiye agreed. It was e\u0301norme.",
    "all quotes": '„Ja“, «oui», “yes”, "yes", ‘aye’. Then none.',
    "right to left": "قال الوزير «نعم». ثم غادر. \u200fهل هذا صحيح؟ نعم.",
    "emoji": "👍🏽 Rain. 👨‍👩‍👧 Sun.",
    "separators": "Rain\u2028fell.\u2029It\x0bstopped\x0cthen\x85all.",
}


@pytest.mark.parametrize("text", HARD_TEXTS.values(), ids=HARD_TEXTS)
def test_hard_texts_are_kept_as_they_are_and_cut_by_offsets(tmp_path, text):
    articles = read_articles(write(tmp_path, {"a.txt": text}))
    assert articles["text"][0] == text
    masked = find_clutter(articles)
    sentences = split_sentences(articles, masked)
    assert len(sentences) >= 2
    assert masked.empty
    visible = set("".join(sentences["text"]))
    assert set(text) - visible <= set(" \r\n\ufeff\u200b\u200d\u2009\u2028\u2029\x0b\x0c\x85\u2060")
    for row in sentences.itertuples():
        assert text[row.start : row.end] == row.text


WORDS = [
    ("Tu\u0308rkiye", 1),
    ("re\u00adport", 1),
    ("zero\u200bwidth", 1),
    ("don’t", 1),
    ("हिन्दी", 1),
    ("العَرَبِيَّة", 1),
    ("a\u00a0b", 2),
]


@pytest.mark.parametrize(("text", "tokens"), WORDS)
def test_a_word_is_one_token_however_it_is_written(text, tokens):
    assert len(token_spans(text)) == tokens


def test_words_that_look_alike_have_one_normal_form():
    assert normal_form("Tu\u0308r\u00adkiye") == normal_form("T\u00dcRKIYE")
    assert normal_form("don’t") == normal_form("Don't")
    assert normal_form("don’t") != normal_form("dont")


def test_a_line_of_twenty_megabytes_is_read_and_cut(tmp_path):
    line = "It rained in the valley, and the river rose. " * (20_000_000 // 45)
    articles = read_articles(write(tmp_path, {"a.txt": line}))
    assert articles["text"][0] == line
    masked = find_clutter(articles)
    assert len(masked) == 0
    sentences = split_sentences(articles, masked)
    assert len(sentences) == 20_000_000 // 45


def test_memory_does_not_grow_with_the_corpus(tmp_path):
    text = "It rained in the valley, and the river rose. " * 60

    def peak(articles):
        path = tmp_path / f"{articles}.jsonl"
        with path.open("w", encoding="utf-8") as file:
            file.writelines(json.dumps({"text": f"{n} {text}"}) + "\n" for n in range(articles))
        tracemalloc.start()
        frames = iter_articles(path, size=200)
        assert sum(len(frame) for frame in frames) == articles
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    assert peak(5_000) < 1.3 * peak(2_000)
