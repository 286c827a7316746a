"""A draft of a codebook holds words of the articles that stand together, and says that it is a draft."""

import pandas as pd
import pytest

from retold.study.first_codebook import MOST_THEMES, draft_codebook
from retold.themes.codebook.read import read_codebook

BRIDGE = "The bridge needs new piers. Engineers tested the piers; the bridge opens when concrete and railings are dry."
FERRY = "The ferry costs a toll. Drivers paid the toll; the ferry stops in winter when passengers and cargo are few."


def corpus(*texts, language="en"):
    return pd.DataFrame({"text": texts, "language": language})


def draft(tmp_path, articles):
    (tmp_path / "c.yaml").write_text(draft_codebook(articles), "utf-8")
    return read_codebook(tmp_path / "c.yaml")


def test_words_that_stand_together_are_one_theme(tmp_path):
    book = draft(tmp_path, corpus(*[BRIDGE, FERRY] * 3))
    themes = {frozenset(p.text for p in book.patterns if p.theme == name) for name in book.leaves}
    assert any({"bridge", "piers", "concrete"} <= theme for theme in themes)
    assert any({"ferry", "toll", "cargo"} <= theme for theme in themes)
    assert not any({"bridge", "ferry"} <= theme for theme in themes)
    assert len(book.leaves) <= MOST_THEMES
    assert book.title.startswith("Draft")
    assert book.remarks == ()


def test_forms_of_a_word_are_one_pattern(tmp_path):
    texts = (BRIDGE.replace("Engineers", "Engineer"), BRIDGE, FERRY, FERRY)
    assert "engineer*" in {pattern.text for pattern in draft(tmp_path, corpus(*texts)).patterns}


def test_names_and_verbs_of_reports_are_no_themes(tmp_path):
    texts = [f"{text} In Norton, Lee said so, and people in Norton told Lee." for text in (BRIDGE, FERRY)] * 3
    words = {pattern.text for pattern in draft(tmp_path, corpus(*texts)).patterns}
    assert not words & {"norton", "said", "told", "lee", "when"}


def test_nouns_of_a_language_that_writes_them_with_capitals(tmp_path):
    one = "Die Brücke braucht neue Pfeiler. Ingenieure prüfen die Pfeiler; die Brücke öffnet, wenn Beton und Geländer trocken sind."
    other = "Die Fähre kostet Maut. Fahrer zahlen die Maut; die Fähre hält im Winter, wenn Passagiere und Fracht fehlen."
    words = {p.text for p in draft(tmp_path, corpus(*[one, other] * 3, language="de")).patterns}
    assert {"Brücke", "Pfeiler", "Fähre"} <= words
    assert not words & {"wenn", "sind", "die"}


@pytest.mark.parametrize("texts", [["It rained."], [], ["x " * 50] * 3, ["1914 2021 %"] * 4])
def test_too_few_words_are_no_codebook(texts):
    assert draft_codebook(corpus(*texts)) == ""


def test_the_same_articles_make_the_same_draft():
    articles = corpus(*[BRIDGE, FERRY] * 3)
    assert draft_codebook(articles) == draft_codebook(articles)
