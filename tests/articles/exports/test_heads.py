"""Files that begin with named lines."""

import pytest

from retold.articles.corpus import read_articles
from retold.articles.exports.heads import split
from retold.articles.notes import reading_notes
from tests.articles.cases import write

BODY = "The mayor said: it rained.\n\nSo it did."


@pytest.mark.parametrize(
    ("head", "told"),
    [
        ("---\ntitle: Rain\ndate: 2021-05-03\nsource: North Post\n---\n", ("Rain", "North Post", "2021-05-03")),
        ('---\ntitle: "Rain: a report"\ntags:\n  - rain\n  - snow\ndate: 3 May 2021\n---\n', ("Rain: a report", "", "2021-05-03")),
        ("Title: Rain\nDate: 3 May 2021\nSource: North Post\n\n", ("Rain", "North Post", "2021-05-03")),
        ("**Title:** Rain\n**Published:** 13.5.21\n\n", ("Rain", "", "2021-05-13")),
        ("Titel: Regen\nDatum: 13. Mai 2021\nQuelle: Nordpost\n\n", ("Regen", "Nordpost", "2021-05-13")),
        ("\ufeffHeadline: Rain\r\nURL: https://a.b/c\r\nDate: soon\r\n\r\n", ("Rain", "", "")),
    ],
)  # fmt: skip
def test_heads(head, told):
    (piece,) = split(head + BODY)
    assert (piece.title, piece.outlet, piece.date) == told
    assert piece.text(head + BODY) == BODY


@pytest.mark.parametrize(
    "text",
    [
        BODY,
        "Title: Rain\n\nIt rained.",
        "LEE: It rained.\nFOX: It did not.\n\nThat was all.",
        "Title: Rain\nDate: 3 May 2021\nIt rained.",
        "Title: Rain\nDate: 3 May 2021\n",
        "---\nIt rained.\n---\nSo.",
        "---\ntitle: Rain\ndate: 2021\nIt rained.",
        "",
    ],
)
def test_other_texts_have_none(text):
    assert split(text) == []


@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_it_is_said_what_is_left_out(tmp_path, name):
    head = "Title: Rain\nDate: 3 May 2021\nSource: North Post\n\n"
    articles = read_articles(write(tmp_path, {name: head + BODY}))
    row = articles.iloc[0]
    assert (row["article_id"], row["title"], row["outlet"], row["date"], row["text"]) == ("a", "Rain", "North Post", "2021-05-03", BODY)  # fmt: skip
    assert (row["date_source"], row["outlet_source"]) == ("export", "export")
    told = "; ".join(reading_notes(articles)["what"])
    assert "the head of a file tells of the article and is left out, such as: Title: Rain" in told
