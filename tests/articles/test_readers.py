"""Pages, word documents and tables are read, and refused if they would fill the memory or cannot be read."""

import hashlib
import sys
import zipfile

import pandas as pd
import pytest

from retold.articles.corpus import iter_articles, read_articles
from retold.articles.readers import DEEPEST_PAGE
from retold.articles.rows import table_rows
from retold.errors import ArticleError
from tests.articles.cases import write

PAGE = """<html><head><title>Rain falls | North News</title><meta property="og:site_name" content="North News">
<meta property="article:published_time" content="2091-05-03T10:00:00Z"></head><body><nav>Home Weather</nav><article>
<h1>Rain falls</h1><p>It rained all day in the valley, and the mayor said that it would go on until the end of the week.</p>
<p>“We wait,” she said, while the river rose over the old bridge and into the streets of the lower town.</p>
</article><footer>All rights reserved</footer></body></html>"""


def test_a_page_gives_text_title_date_and_outlet(tmp_path):
    pytest.importorskip("trafilatura")
    article = read_articles(write(tmp_path, {"a.html": PAGE})).iloc[0]
    assert "“We wait,” she said, while" in article["text"]
    assert "Home" not in article["text"]
    assert "<" not in article["text"]
    assert (article["title"], article["date"], article["outlet"]) == (
        "Rain falls",
        "2091-05-03",
        "North News",
    )
    assert article["characters"] == len(article["text"])
    assert article["sha256"] == hashlib.sha256(PAGE.encode()).hexdigest()


def test_the_day_of_a_page_is_that_of_publication_and_not_of_its_last_change(tmp_path):
    meta = '<meta property="article:published_time" content="2021-05-03T10:00:00Z">'
    changed = '<meta property="article:modified_time" content="2021-06-07T10:00:00Z">'
    told = '{"@context": "https://schema.org", "@type": "NewsArticle", "dateModified": "2021-06-07", "datePublished": "2021-05-03"}'
    page = PAGE.replace("2091", "2021")
    pages = {
        "a.html": page.replace(meta, changed + meta),
        "b.html": page.replace(meta, meta + changed),
        "c.html": page.replace(meta, f'<script type="application/ld+json">{told}</script>'),
    }
    assert read_articles(write(tmp_path, pages))["date"].tolist() == ["2021-05-03"] * 3


@pytest.mark.parametrize(
    "form",
    [
        "<p><b>{n}</b> {s}</p>",
        "<p class='y'><strong class='x'>{n}</strong> {s}</p>",
        '<p><span style="font-weight: bold">{n}</span> {s}</p>',
        "<p><em>{n}</em> {s}</p>",
        "<dt>{n}</dt><dd>{s}</dd>",
    ],
)
def test_names_that_a_page_sets_off_by_its_type_stand_on_lines_of_their_own(tmp_path, form):
    spoken = [
        ("Tom Fox", "How long will the old bridge stay open?"),
        ("Ann Lee", "It stays open all summer, as it has."),
    ] * 2
    body = "".join(form.format(n=name, s=words) for name, words in spoken)
    page = f"<html><body><article><h1>An interview</h1>{body}</article></body></html>"
    article = read_articles(write(tmp_path, {"a.html": page})).iloc[0]
    lines = [line for line in article["text"].splitlines() if line.strip()]
    assert lines == ["An interview", *(part for turn in spoken for part in turn)]
    assert article["flags"] == "transcript"


def test_a_word_in_bold_is_no_name_of_a_speaker(tmp_path):
    parts = [
        "<p><b>Rain</b> fell on the old bridge all day long.</p>",
        "<p><b>Snow</b> fell on the new bridge all night long.</p>",
    ]
    page = f"<html><body><article><h1>Weather</h1>{''.join(parts)}</article></body></html>"
    text = read_articles(write(tmp_path, {"a.html": page})).iloc[0]["text"]
    assert "Rain fell on the old bridge" in text.replace("\n", "|")


def test_pages_nested_as_deep_as_allowed_are_refused(tmp_path):
    pytest.importorskip("trafilatura")
    page = "<div>" * (DEEPEST_PAGE - 12) + "<p>It rained all day in the valley, the mayor said.</p>" * 9
    with pytest.raises(ArticleError, match="no article was found"):  # libxml2 itself stops at 256
        read_articles(write(tmp_path, {"a.html": page}))


def test_a_word_document_gives_its_paragraphs(tmp_path):
    docx = pytest.importorskip("docx")
    document = docx.Document()
    document.add_paragraph("Rain fell.")
    document.add_paragraph("It stopped.")
    document.save(tmp_path / "a.docx")
    assert read_articles(tmp_path)["text"].tolist() == ["Rain fell.\nIt stopped."]


def test_a_word_document_that_would_fill_the_memory_is_refused(tmp_path):
    pytest.importorskip("docx")
    with (
        zipfile.ZipFile(tmp_path / "a.docx", "w", zipfile.ZIP_DEFLATED) as package,
        package.open("word/document.xml", "w", force_zip64=True) as part,
    ):
        for _ in range(513):
            part.write(bytes(2**20))
    with pytest.raises(ArticleError, match="it unpacks to 537,919,488 bytes"):
        read_articles(tmp_path)


def test_the_extra_is_named_where_it_is_missing(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "docx", None)
    with pytest.raises(ArticleError, match=r"pip install 'retold\[word\]'"):
        read_articles(write(tmp_path, {"a.docx": b"PK"}))


def rows_of(path):
    return [(row.number, row.cells) for row in table_rows(path, {"article_id": "key", "text": "text"})]


@pytest.mark.parametrize(
    ("name", "content", "numbers"),
    [
        ("t.csv", "key,text,more\na,Rain.,1\n\nb,Snow.,2\n", [2, 4]),
        (
            "t.jsonl",
            '\ufeff{"key": "a", "text": "Rain."}\n\n  \n{"key": "b", "text": "Snow.", "more": 2}\n',
            [1, 4],
        ),
    ],
)
def test_blank_lines_of_a_table_are_passed_over_and_counted(tmp_path, name, content, numbers):
    (tmp_path / name).write_text(content, "utf-8")
    cells = [{"article_id": "a", "text": "Rain."}, {"article_id": "b", "text": "Snow."}]
    assert rows_of(tmp_path / name) == list(zip(numbers, cells, strict=True))


def test_cells_of_a_parquet_file_are_text_and_nothing_is_blank(tmp_path):
    table = pd.DataFrame({"key": [1.5, None, 3.0], "text": ["Rain.", None, "x"], "more": 1})
    table.to_parquet(tmp_path / "t.parquet")
    assert [row[1] for row in rows_of(tmp_path / "t.parquet")] == [
        {"article_id": "1.5", "text": "Rain."},
        {"article_id": "", "text": ""},
        {"article_id": "3.0", "text": "x"},
    ]


@pytest.mark.parametrize("name", ["t.csv", "t.jsonl", "t.parquet"])
def test_a_table_that_the_system_does_not_give_is_named(tmp_path, name):
    (tmp_path / name).mkdir()
    with pytest.raises(ArticleError, match=f"^the table cannot be read(.|\n)*{name}"):
        rows_of(tmp_path / name)


@pytest.mark.parametrize(
    ("files", "path", "said"),
    [
        ({}, "none", "there is no such folder or file\n  where: {}\n  to do: check the path"),
        ({"t.csv": "article_id,text\n"}, "t.csv", "the table holds no articles\n  where: {}\n  to do: check the file and the edition"),
        ({"articles.csv": b"article_id,file,label\na,a.txt,\xff\n", "a.txt": "x"}, "", "the column 'label' is not UTF-8: byte 0xff"),
        ({"articles.csv": "", "a.txt": "x"}, "", "the table lacks the column 'text': the columns there are: none"),
    ],
)  # fmt: skip
def test_what_holds_no_articles_is_refused(tmp_path, files, path, said):
    write(tmp_path, files)
    with pytest.raises(ArticleError) as refused:
        read_articles(tmp_path / path)
    assert str(refused.value).startswith(said.format(tmp_path / path))


def test_frames_hold_an_article_at_least(tmp_path):
    write(tmp_path, {"a.txt": "Rain."})
    with pytest.raises(
        ArticleError, match=r"^frames of 0 articles are none\n  where: size\n  to do: use 1 or more$"
    ):
        next(iter_articles(tmp_path, size=0))
