"""Hyphens, dashes and apostrophes of all kinds meet in codebooks and texts."""

import pandas as pd
import pytest

from retold.themes.codebook.read import read_codebook
from retold.themes.matching.matching import find_themes

HYPHENS = {
    "keyboard": "-", "hyphen": "\u2010", "no break": "\u2011", "figure dash": "\u2012", "en dash": "\u2013", "em dash": "\u2014",
    "bar": "\u2015", "minus": "\u2212", "small": "\ufe63", "wide": "\uff0d",
}  # fmt: skip
APOSTROPHES = {"straight": "'", "curly": "\u2019", "turned": "\u2018", "modifier": "\u02bc", "grave": "`", "acute": "\u00b4", "prime": "\u2032"}  # fmt: skip


def hits(text, *patterns, **options):
    articles = pd.DataFrame({"article_id": ["a"], "text": [text]})
    book = read_codebook({"themes": {"t": {"patterns": list(patterns)}}})
    assert book.remarks == ()
    return find_themes(articles, book, **options)["text"].tolist()


@pytest.mark.parametrize("inside", HYPHENS.values(), ids=HYPHENS)
@pytest.mark.parametrize("own", HYPHENS.values(), ids=HYPHENS)
def test_hyphens(own, inside):
    text = f"An anti{inside}toll vote, the COVID{inside}19 wave."
    assert hits(text, f"anti{own}toll") == [f"anti{inside}toll"]
    assert hits(text, f"covid{own}19") == [f"COVID{inside}19"]
    assert hits(text, f"anti{own}toll vote") == [f"anti{inside}toll vote"]
    assert hits(text, f"anti{own}t*", f"covid{own}2*") == [f"anti{inside}toll"]
    assert hits(text, {"fixed": f"anti{own}toll"}) == [f"anti{inside}toll"]


@pytest.mark.parametrize("inside", APOSTROPHES.values(), ids=APOSTROPHES)
@pytest.mark.parametrize("own", APOSTROPHES.values(), ids=APOSTROPHES)
def test_apostrophes(own, inside):
    assert hits(f"We don{inside}t stop, O{inside}Neill said.", f"don{own}t", f"o{own}neill") == [
        f"don{inside}t",
        f"O{inside}Neill",
    ]


@pytest.mark.parametrize(
    ("text", "pattern", "found"),
    [
        ("a good looking plan", "good-looking", []),
        ("a good-looking plan", "good looking", []),
        ("He came – late.", "came-late", []),
        ("anti – toll", "anti-toll", []),
        ("anti –toll", "anti-toll", []),
        ("rain—it fell—stopped", "rain", ["rain"]),
        (
            "well–to-do and well-to–do and well–to–do",
            "well-to-do",
            ["well–to-do", "well-to–do", "well–to–do"],
        ),
        ("re\u00adelected, reelected", "re\u00adelected", ["re\u00adelected", "reelected"]),
        ("re\u00adelected, reelected", "reelect*", ["re\u00adelected", "reelected"]),
        ("10–20 and 10-20", "10-20", ["10–20", "10-20"]),
        ("a-b-c-d-e-f and a–b–c–d–e–f", "a-b-c-d-e-f", ["a-b-c-d-e-f"]),
        ("– and —", "-", []),
        ("Monday–Friday", "monday", ["Monday"]),
    ],
)
def test_where_signs_differ_and_where_they_do_not(text, pattern, found):
    assert hits(text, pattern) == found


def test_near_and_exclusions_know_dashes_too():
    text = "The anti–toll vote and the anti–toll party."
    assert hits(text, {"near": ["anti-toll", "vote"], "within": 1}) == ["anti–toll vote"]
    assert hits(text, {"glob": "anti-toll", "exclude": ["anti-toll party"]}) == ["anti–toll"]


def test_dashes_of_two_articles_do_not_touch():
    articles = pd.DataFrame({"article_id": ["a", "b"], "text": ["anti–", "toll"]})
    book = read_codebook({"themes": {"t": {"patterns": ["anti-toll"]}}})
    assert find_themes(articles, book).empty


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("u.s.", "write 'u . s .'"), ("U.S. dollar*", "write 'U . S . dollar*'"), (":)", "write ': )'"), ("50%", "write '50 %'"),
        ("#metoo", "write '# metoo'"), ("and/or", "write 'and / or'"), ("rain,", "write 'rain ,'"), ("C++", "write 'C + +'"),
        ("-toll", "write '- toll'"),
    ],
)  # fmt: skip
def test_what_cannot_match_is_remarked(pattern, words):
    remarks = read_codebook({"themes": {"t": {"patterns": [pattern]}}}).remarks
    assert len(remarks) == 1
    assert words in remarks[0]
    assert repr(pattern) in remarks[0]


@pytest.mark.parametrize(
    "pattern", ["don’t", "anti–toll", "3.5", "1,000", "rock’n’roll", "*ing", "?at", "re\u00adelect", "ex-*"]
)
def test_what_can_match_is_not(pattern):
    assert read_codebook({"themes": {"t": {"patterns": [pattern]}}}).remarks == ()
