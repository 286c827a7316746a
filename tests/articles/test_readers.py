"""Pages and word documents are read, and refused if they would fill the memory."""

import hashlib
import sys
import zipfile

import pytest

from retold.articles.corpus import read_articles
from retold.articles.readers import DEEPEST_PAGE
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
    with pytest.raises(ArticleError, match="too large"):
        read_articles(tmp_path)


def test_the_extra_is_named_where_it_is_missing(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "docx", None)
    with pytest.raises(ArticleError, match=r"pip install 'retold\[word\]'"):
        read_articles(write(tmp_path, {"a.docx": b"PK"}))
