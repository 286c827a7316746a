"""One table of articles, of any name and any of the usual forms, is read alike."""

import json

import openpyxl
import pandas as pd
import pytest

from retold.articles.corpus import corpus_files, list_articles, read_articles
from retold.articles.notes import reading_notes
from retold.articles.rows import CELL_LIMIT, table_columns
from retold.errors import ArticleError

ROWS = [
    {"id": "n1", "body": "Rain fell; the café, closed.\nIt was “wet”.", "source": "North Post", "published": "2021-05-03"},
    {"id": "n2", "body": 'A line, with "marks"; and a comma.', "source": "Südwest", "published": "2021-05-04"},
]  # fmt: skip
FRAME = pd.DataFrame(ROWS)


def csv_bytes(separator, encoding, **options):
    return FRAME.to_csv(index=False, sep=separator, lineterminator="\r\n", **options).encode(encoding)


def lines(encoding="utf-8", ascii_only=False):
    return "".join(json.dumps(row, ensure_ascii=ascii_only) + "\n" for row in ROWS).encode(encoding)


def listed(**around):
    return json.dumps({**around, "articles": ROWS} if around else ROWS, ensure_ascii=False, indent=1).encode()


FORMS = {
    "comma": ("news.csv", csv_bytes(",", "utf-8")),
    "byte order mark": ("news.csv", csv_bytes(",", "utf-8-sig")),
    "semicolon, byte order mark": ("Mein Export.csv", csv_bytes(";", "utf-8-sig")),
    "semicolon": ("news.CSV", csv_bytes(";", "utf-8")),
    "bar": ("news.csv", csv_bytes("|", "utf-8")),
    "tabs": ("news.tsv", csv_bytes("\t", "utf-8")),
    "tabs in csv": ("news.csv", csv_bytes("\t", "utf-8")),
    "commas in tsv": ("news.tsv", csv_bytes(",", "utf-8")),
    "tab": ("news.tab", csv_bytes("\t", "utf-8")),
    "all quoted": ("news.csv", csv_bytes(";", "utf-8", quoting=1)),
    "Excel's line": ("news.csv", b"sep=;\r\n" + csv_bytes(";", "utf-8")),
    "Excel's Unicode text": ("news.csv", csv_bytes("\t", "utf-16")),
    "UTF-16, big end first": ("news.csv", b"\xfe\xff" + csv_bytes(",", "utf-16-be")),
    "UTF-32": ("news.csv", csv_bytes(",", "utf-32")),
    "lines": ("news.jsonl", lines()),
    "lines, escaped": ("news.ndjson", lines(ascii_only=True)),
    "lines, UTF-16": ("news.jsonl", lines("utf-16")),
    "lines, byte order mark": ("news.jsonl", lines("utf-8-sig")),
    "lines called json": ("news.json", lines()),
    "list": ("news.json", listed()),
    "list called jsonl": ("news.jsonl", listed()),
    "list in an object": ("news.json", listed(status="ok", total=2)),
    "list in an object on one line": (
        "news.json",
        json.dumps({"status": "ok", "tags": ["a"], "articles": ROWS}).encode(),
    ),
    "columns": ("news.json", FRAME.to_json().encode()),
    "list in an object of an object": (
        "news.json",
        json.dumps({"response": {"status": "ok", "results": ROWS}}).encode(),
    ),
    "objects under their names": ("news.json", json.dumps({row["id"]: row for row in ROWS}).encode()),
    "carets": ("news.csv", csv_bytes("^", "utf-8")),
    "tildes": ("news.csv", csv_bytes("~", "utf-8")),
}


def check(folder):
    articles = read_articles(folder)
    assert articles["article_id"].tolist() == ["n1", "n2"]
    assert [text.replace("\r\n", "\n") for text in articles["text"]] == [row["body"] for row in ROWS]
    assert articles["outlet"].tolist() == ["North Post", "Südwest"]
    assert articles["date"].tolist() == ["2021-05-03", "2021-05-04"]
    assert set(articles["date_source"]) == set(articles["outlet_source"]) == {"given"}
    told = " ".join(reading_notes(articles)["what"])
    assert "text is 'body', outlet is 'source', date is 'published'" in told
    return told


@pytest.mark.parametrize("name", FORMS)
@pytest.mark.parametrize("path", ["folder", "file", "articles"])
def test_text_files(tmp_path, name, path):
    file, content = FORMS[name]
    folder = tmp_path / "articles" if path == "articles" else tmp_path
    folder.mkdir(exist_ok=True)
    (folder / file).write_bytes(content)
    told = check(folder / file if path == "file" else tmp_path)
    assert ("UTF-16" in told) == ("UTF-16" in name or "Unicode" in name)
    assert list_articles(tmp_path)["article_id"].tolist() == ["n1", "n2"]
    assert corpus_files(tmp_path) == [folder / file]


def test_a_workbook(tmp_path):
    book = openpyxl.Workbook()
    book.active.title = "about"
    book.active.append(["what this is"])
    sheet = book.create_sheet("data")
    sheet.append([])
    sheet.append([*ROWS[0], None])
    for row in ROWS:
        sheet.append([*list(row.values())[:3], pd.Timestamp(row["published"]).to_pydatetime(), None])
    sheet.append([None, None, None])
    book.save(tmp_path / "Mappe1.xlsx")
    assert "of 2 sheets 'data' is read" in check(tmp_path)


def test_a_cell_that_is_as_long_as_a_cell_can_be_is_told(tmp_path):
    pd.DataFrame({"text": ["x" * CELL_LIMIT, "Rain."]}).to_excel(tmp_path / "a.xlsx", index=False)
    notes = reading_notes(read_articles(tmp_path))
    assert notes.loc[notes["what"].str.contains("may be cut"), "place"].tolist() == [
        f"{tmp_path / 'a.xlsx'}, row 2"
    ]


def test_parquet(tmp_path):
    FRAME.assign(published=pd.to_datetime(FRAME["published"])).to_parquet(tmp_path / "part-0000.parquet")
    check(tmp_path)


def test_one_object_on_one_line_is_one_row_whatever_lists_it_holds(tmp_path):
    row = {
        "body": ROWS[0]["body"],
        "tags": ["rain"],
        "media": [{"url": "x"}],
        "source": {"id": None, "name": "Post"},
    }
    (tmp_path / "x.json").write_text(json.dumps(row))
    articles = read_articles(tmp_path)
    assert articles[["text", "outlet"]].values.tolist() == [[ROWS[0]["body"], "Post"]]


def test_names_in_json_need_not_stand_in_every_object(tmp_path):
    rows = [{"text": "Rain."}, {"text": "Snow.", "source": {"id": None, "name": "North Post"}, "title": None}]
    (tmp_path / "x.json").write_text(json.dumps(rows))
    assert read_articles(tmp_path)["outlet"].tolist() == ["", "North Post"]


def test_the_columns_of_a_table(tmp_path):
    for name, (file, content) in FORMS.items():
        (tmp_path / file).write_bytes(content)
        assert table_columns(tmp_path / file) == list(ROWS[0]), name


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({"a.csv": "id,title,url\n1,x,y\n"}, ["lacks the column 'text'", "'id', 'title', 'url'", "a.csv"]),
        ({"articles.csv": "id,indexed_date,media_name,publish_date,title,url\n1,2,3,4,5,6\n"}, ["'text'", "'media_name'", "list of titles"]),
        ({"a.json": '[{"title": "x"}]'}, ["lacks the column 'text'", "'title'"]),
        ({"a.json": '{"a": 1'}, ["the file is not JSON", "a.json"]),
        ({"a.json": "[1, 2]"}, ["not a JSON object", "a.json, row 1"]),
        ({"a.csv": "text\nx\n", "b.csv": "body\ny\n"}, ["2 tables could hold the articles: a.csv, b.csv", "call it articles.csv"]),
        ({"a.csv": "x\n1\n", "b.csv": "y\n2\n"}, ["2 tables could hold"]),
        ({"a.csv": "text,text\nx,y\n"}, ["2 columns are called 'text'"]),
        ({"a.csv": b"text,source\nRain.,caf\xe9\n"}, ["column 'outlet' is not UTF-8: byte 0xe9", "row 2", "windows-1252"]),
        ({"a.xlsx": b"PK"}, ["no workbook"]),
        ({"codebook.csv": "tag,description\na,b\n"}, ["holds no articles", "one table"]),
    ],
)  # fmt: skip
def test_what_is_refused(tmp_path, files, words):
    for name, content in files.items():
        (tmp_path / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(ArticleError) as refused:
        read_articles(tmp_path)
    for word in words:
        assert word in str(refused.value)
    assert len(str(refused.value).splitlines()) <= 4


def test_of_several_tables_the_one_with_texts_is_taken(tmp_path):
    (tmp_path / "a.csv").write_text("id,views\n1,2\n")
    (tmp_path / "b.json").write_text("{broken")
    (tmp_path / "c.csv").write_text("text\nRain.\n")
    assert read_articles(tmp_path)["text"].tolist() == ["Rain."]


def test_a_list_of_files_may_have_any_separator_and_no_ids(tmp_path):
    (tmp_path / "a.txt").write_text("Rain fell.")
    (tmp_path / "articles.csv").write_bytes(
        "file;outlet;date\r\na.txt;Südpost;3 May 2021\r\n".encode("utf-8-sig")
    )
    article = read_articles(tmp_path).iloc[0]
    assert (article["article_id"], article["outlet"], article["date"]) == ("a", "Südpost", "2021-05-03")
    assert corpus_files(tmp_path) == [tmp_path / "articles.csv", tmp_path / "a.txt"]


def test_what_services_of_news_answer(tmp_path):
    found = {
        "id": "world/rain",
        "webTitle": "Rain",
        "webPublicationDate": "2021-05-03T10:00:00Z",
        "fields": {"bodyText": "It rained."},
    }
    (tmp_path / "a.json").write_text(json.dumps({"response": {"status": "ok", "results": [found]}}), "utf-8")
    row = read_articles(tmp_path).iloc[0]
    assert (row["text"], row["date"]) == ("It rained.", "2021-05-03")


def test_names_of_objects_are_ids_where_there_are_no_others(tmp_path):
    texts = {"a1": {"text": "It rained.", "date": "2021"}, "a2": {"text": "It was dry.", "date": "2022"}}
    (tmp_path / "a.json").write_text(json.dumps(texts), "utf-8")
    assert read_articles(tmp_path)["article_id"].tolist() == ["a1", "a2"]
