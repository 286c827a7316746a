"""Articles set as pages, and passages cut out between words."""

import pandas as pd
import pytest

from retold.errors import ParameterError
from retold.teaching.reading import cut_around, show_articles

ARTICLES = pd.DataFrame(
    {
        "article_id": ["a", "b"],
        "outlet": ["Post", "<Courier>"],
        "date": ["2018-05-03", "2018-05-04"],
        "text": ["Head\n\nOne & two.\nThree.", "Head"],
    }
)


def test_pages_have_a_heading_and_their_paragraphs():
    pages = show_articles(ARTICLES, "b", "a", first=2)
    assert pages.headings == ["b, <Courier>, 2018-05-04", "a, Post, 2018-05-03"]
    assert pages.paragraphs == [["Head"], ["Head", "One & two."]]
    assert repr(pages) == "b, <Courier>, 2018-05-04\n\nHead\n\n\na, Post, 2018-05-03\n\nHead\n\nOne & two."
    html = pages._repr_html_()
    assert "&lt;Courier&gt;" in html
    assert "<p>One &amp; two.</p>" in html


def test_an_article_that_is_not_there_is_told():
    with pytest.raises(ParameterError, match="no article 'c'"):
        show_articles(ARTICLES, "c")


@pytest.mark.parametrize(
    ("start", "end", "width", "cut"),
    [
        (0, 3, 9, "[The] dam has…"),
        (4, 7, 11, "The [dam] has seven…"),
        (12, 23, 9, "…dam has [seven gates], all…"),
        (25, 28, 99, "The dam has seven gates, [all] shut."),
    ],
)
def test_a_passage_is_cut_between_words(start, end, width, cut):
    assert cut_around("The dam has seven gates,\nall shut.", start, end, width=width) == cut
