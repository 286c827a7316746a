"""Documents of Word, RTF, PDF and Markdown are read where their library is there; else they are listed with the reason."""

import io
import sys
import zipfile

import docx
import pytest

from retold.articles.attribution.turns import text_form
from retold.articles.corpus import corpus_files, read_articles
from retold.articles.notes import reading_notes
from retold.articles.readers import read_document
from retold.errors import ArticleError
from tests.articles.cases import write
from tests.articles.exports.samples import NEXIS

RTF = (
    r"{\rtf1\ansi\ansicpg1252 The caf\'e9 closes.\par Ann Lee said: \u8220?We will pay,\u8221? she said.\par}"
)


def pdf(*pages):
    """Make a PDF with a page for each list of lines."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", ""]
    kids = []
    for lines in pages:
        drawn = "BT /F1 12 Tf 14 TL 72 720 Td " + " ".join(f"({line}) Tj T*" for line in lines) + " ET"
        objects.append(f"<< /Length {len(drawn)} >>\nstream\n{drawn}\nendstream")
        kids.append(len(objects) + 1)
        font = "<< /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>"
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {len(objects)} 0 R /Resources {font} >>"
        )
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(f'{kid} 0 R' for kid in kids)}] /Count {len(kids)} >>"
    body, places = "%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(body))
        body += f"{number} 0 obj\n{content}\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    start = len(body)
    body += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n"
    return body.encode("latin-1")


LINES = ["Bridge opens in May", "The mayor, Ann Lee, said on Monday that the bridge", "would open in May, and that the rail-", "ings were new.", "Tom Hart said no."]  # fmt: skip


def test_rtf(tmp_path):
    pytest.importorskip("striprtf")
    text = read_articles(write(tmp_path, {"2021-05-03_post.rtf": RTF}))["text"][0]
    assert text.strip() == "The café closes.\nAnn Lee said: “We will pay,” she said."


def test_pdf(tmp_path):
    pytest.importorskip("pypdf")
    articles = read_articles(write(tmp_path, {"a.pdf": pdf(LINES, ["And more of it."])}))
    assert articles["text"][0].splitlines() == [
        "Bridge opens in May The mayor, Ann Lee, said on Monday that the bridge would open in May, and that the railings were new.",
        "Tom Hart said no.",
        "And more of it.",
    ]
    assert any("lines of pages" in what for what in reading_notes(articles)["what"])


def test_markdown_is_text(tmp_path):
    articles = read_articles(write(tmp_path, {"a.md": "# Bridge\n\nLee said *no*.", "README.md": "x"}))
    assert articles["text"].tolist() == ["# Bridge\n\nLee said *no*."]


def test_an_export_may_be_a_document(tmp_path):
    docx = pytest.importorskip("docx")
    document = docx.Document()
    for line in NEXIS.split("\n"):
        document.add_paragraph(line)
    document.save(tmp_path / "Files.DOCX")
    articles = read_articles(tmp_path)
    assert articles["article_id"].tolist() == ["Files-1", "Files-2"]
    assert articles["date"].tolist() == ["2021-05-03", "2021-05-04"]
    assert not articles["text"].str.contains("Load-Date").any()


ASKED = [
    ("Will it rain?", "I think it will."),
    ("Do you fear it?", "No, I like it."),
    ("And your hat?", "I have two."),
]


def bold_questions(document):
    for question, answer in ASKED:
        document.add_paragraph().add_run(question).bold = True
        document.add_paragraph(answer)


def bold_names(document):
    for pair in ASKED:
        for name, words in zip(("Fox", "Lee"), pair, strict=True):
            paragraph = document.add_paragraph()
            paragraph.add_run(name).bold = True
            paragraph.add_run(f" {words}")


def table_of_turns(document):
    table = document.add_table(rows=0, cols=2)
    for pair in ASKED:
        for name, words in zip(("Fox", "Lee"), pair, strict=True):
            cells = table.add_row().cells
            cells[0].text, cells[1].text = name, words


def bold_beginnings(document):
    for question, _ in ASKED:
        document.add_paragraph().add_run(question.replace("?", ".")).bold = True
        document.add_paragraph("It rained, and nobody was there.")


def table_of_numbers(document):
    document.add_paragraph("It rained.")
    table = document.add_table(rows=1, cols=3)
    for cell, words in zip(table.rows[0].cells, ("Holm", "3", "4"), strict=True):
        cell.text = words
    table.add_row().cells[0].merge(table.rows[1].cells[2]).text = "Source: the town"


WORD = {
    bold_questions: ("**Will it rain?**\nI think it will.", "transcript"),
    bold_names: ("**Fox** Will it rain?\n**Lee** I think it will.", "transcript"),
    table_of_turns: ("Fox | Will it rain?\nLee | I think it will.", "transcript"),
    # No transcript: as it stands, with the cells of its tables.
    bold_beginnings: ("Will it rain.\nIt rained, and nobody was there.", ""),
    table_of_numbers: ("It rained.\nHolm | 3 | 4\nSource: the town", ""),
}


@pytest.mark.parametrize("build", WORD, ids=[build.__name__ for build in WORD])
def test_what_a_word_document_shows_by_type_and_tables(tmp_path, build):
    document = pytest.importorskip("docx").Document()
    build(document)
    document.save(tmp_path / "a.docx")
    begins, form = WORD[build]
    text = read_document(tmp_path / "a.docx").text
    assert text.startswith(begins)
    assert text_form(text) == form


def test_an_export_as_rtf(tmp_path):
    pytest.importorskip("striprtf")
    body = "\\par\n".join(NEXIS.replace("“", "\\ldblquote ").replace("”", "\\rdblquote ").split("\n"))
    articles = read_articles(write(tmp_path, {"Files.rtf": f"{{\\rtf1\\ansi {body}}}"}))
    assert articles["outlet"].tolist() == ["North Post (Valley edition)", "Valley News"]


def word_with(xml):
    """Return a Word document whose text is the given XML."""
    whole, spoiled = io.BytesIO(), io.BytesIO()
    docx.Document().save(whole)
    with zipfile.ZipFile(whole) as parts, zipfile.ZipFile(spoiled, "w") as package:
        for part in parts.infolist():
            package.writestr(part, xml if part.filename == "word/document.xml" else parts.read(part))
    return spoiled.getvalue()


DECLARED = (
    '<!DOCTYPE x [<!ENTITY a "It rained.">]><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    "<w:body><w:p><w:r><w:t>&a;</w:t></w:r></w:p></w:body></w:document>"
)


def test_entities_that_a_word_document_declares_are_not_filled_in(tmp_path):
    write(tmp_path, {"a.docx": word_with(DECLARED)})
    with pytest.raises(ArticleError, match=r"a\.docx"):
        read_articles(tmp_path)


UNREAD = {
    "no PDF": ("c.pdf", b"Rain.", "this is no PDF"),
    "broken PDF": ("c.pdf", b"%PDF-1.4 x", "PDF"),
    "pictures": ("c.pdf", pdf([]), "PDF"),
    "no RTF": ("c.rtf", b"Rain.", "this is no RTF"),
    "no Word document": ("c.docx", b"Rain.", "Word document"),
    "broken XML": ("c.docx", word_with("<w:document><w:body>"), "Word document"),
}


@pytest.mark.parametrize(("name", "content", "reason"), UNREAD.values(), ids=UNREAD)
def test_what_cannot_be_read_is_listed_beside_others_and_refused_alone(tmp_path, name, content, reason):
    write(tmp_path, {name: content, "2021-05-03_post.txt": "It rained. " * 30})
    articles = read_articles(tmp_path)
    assert len(articles) == 1
    told = reading_notes(articles)
    assert told["what"][0].startswith(f"1 file is not read: {name} (")
    assert reason in told["what"][0]
    assert told["todo"][0]
    with pytest.raises(ArticleError, match=reason):
        read_document(tmp_path / name)
    assert len(corpus_files(tmp_path)) == 2


@pytest.mark.parametrize(
    ("module", "name", "content", "extra"),
    [("pypdf", "c.pdf", pdf(LINES), "documents"), ("striprtf.striprtf", "c.rtf", RTF, "documents"), ("docx", "c.docx", b"PK", "word")],
)  # fmt: skip
def test_an_extra_that_is_missing_is_named(tmp_path, monkeypatch, module, name, content, extra):
    monkeypatch.setitem(sys.modules, module, None)
    write(tmp_path, {name: content, "a.txt": "Rain."})
    articles = read_articles(tmp_path)
    assert articles["article_id"].tolist() == ["a"]
    assert any(f"pip install 'retold[{extra}]'" in todo for todo in reading_notes(articles)["todo"])
    (tmp_path / "a.txt").unlink()
    with pytest.raises(ArticleError, match=rf"retold\[{extra}\]"):
        read_articles(tmp_path)
