"""Cells with marks of HTML are read as a browser shows them; others are left as they are."""

import pytest

from retold.articles.corpus import read_articles
from retold.articles.markup import without_markup
from retold.articles.notes import reading_notes
from tests.articles.cases import write


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ("<p>It rained.</p><p>So.</p>", "It rained.\nSo."),
        ("It rained.<br>So.<BR/>Yes.", "It rained.\nSo.\nYes."),
        ("<div><script>x()</script>It <b>rained</b>.</div>", "It rained."),
        ('<a href="x">It</a> rained', "It rained"),
        ("&ldquo;So,&rdquo; she said. Fox &amp; Co &#8211; all", "“So,” she said. Fox & Co – all"),
        ("<p>Fox &amp; Co</p>", "Fox & Co"),
        # No marks of HTML.
        ("a < b and c > d & e; f", "a < b and c > d & e; f"),
        ("<Ann Lee> It rained.", "<Ann Lee> It rained."),
        ("R&D; so", "R&D; so"),
        ("", ""),
    ],
)
def test_cells(cell, shown):
    assert without_markup(cell) == shown


def test_it_is_said_once_for_a_table(tmp_path):
    rows = (
        'id,title,text\n1,Fox &amp; Co,"<p>It rained.</p><p>So.</p>"\n2,b,"&quot;No&quot;"\n3,c,It is dry.\n'
    )
    articles = read_articles(write(tmp_path, {"news.csv": rows}))
    assert articles["text"].tolist() == ["It rained.\nSo.", '"No"', "It is dry."]
    assert articles["title"].tolist()[0] == "Fox & Co"
    told = reading_notes(articles)
    assert told["what"].str.contains("marks of HTML").sum() == 1
    assert told.loc[told["what"].str.contains("marks of HTML"), "place"].item().endswith("row 2")
