"""Panels on the results of a run: what they offer to choose, and what the choices give."""

import pandas as pd
import pytest

from retold.errors import ResultsError
from retold.study.exploring.explore import explore_coverage, explore_wording, explore_words, open_corpus
from retold.study.findings.needed import EXPLORED
from retold.tables import write_table
from tests.study.findings.study_tables import ARTICLES, study_tables
from tests.study.made_tables import empty_tables, rows

TEXTS = pd.DataFrame(
    {"article_id": ["a", "b", "c"], "text": ["The bridge is <b>safe</b>.", "A bridge.", "Rain."]}
)
TABLES = study_tables(
    sentences=rows(
        "sentences",
        *[{"sentence_id": f"{row.article_id}:1", "article_id": row.article_id, "start": 0, "end": len(row.text), "text": row.text} for row in TEXTS.itertuples()],
    ),
    concordance=rows(
        "concordance",
        {"theme": "safety/bridge", "article_id": "a", "voice": "subject", "left": "The", "keyword": "bridge", "right": "is <b>safe</b>."},
        {"theme": "rain", "article_id": "c", "voice": "journalist", "keyword": "Rain"},
    ),
    coverage=rows("coverage", {"article_id": "a", "argument": "A1", "state": "reported", "statements": 1}, {"article_id": "b", "argument": "A1", "state": "silent"}),
    wording_rows=rows("wording_rows", *[{"utterance": "u1", "argument": "A1", "article_id": name, "words": (word,), "changed": "0"} for name, word in (("a", "safe"), ("b", "sound"))]),
)  # fmt: skip


def corpus(folder, tables=TABLES):
    for name in EXPLORED:
        write_table(tables[name], name, folder)
    return open_corpus(folder, TEXTS)


def test_the_choices_are_what_there_is(tmp_path):
    opened = corpus(tmp_path)
    assert list(opened.articles.options.values()) == ["a", "b", "c"]
    assert list(opened.arguments.options.values()) == ["", "A1", "A2"]
    assert list(opened.themes.options.values()) == ["", "rain", "safety", "safety/bridge"]


def test_words_in_context_of_a_theme_a_voice_or_ones_own(tmp_path):
    panel = explore_words(corpus(tmp_path))
    assert "bridge" in panel.html()
    assert "Rain" in panel.html()
    assert "Rain" not in panel.html(theme="safety")
    assert "bridge" not in panel.html(voice="journalist")
    own = panel.html(words="bridge*", theme="rain")
    assert own.count("bridge") == 2, "one's own words go before the theme"
    assert "News" in own
    assert "News" not in panel.html(words="bridge*", articles=("a",))
    assert "<b>safe" not in panel.html()


def test_coverage_of_all_arguments_or_the_statements_of_one(tmp_path):
    panel = explore_coverage(corpus(tmp_path))
    assert "1 reported" in panel.html()
    assert "silent" not in panel.html(articles=("a",))
    assert "Words of a:1." in panel.html(argument="A1")
    assert "Words of b:1." not in panel.html(argument="A1", articles=("a",))


def test_arguments_that_the_study_lists_lead_and_keep_their_own_statements(tmp_path):
    tables = {
        **TABLES,
        "coverage_given": rows("coverage_given", {"article_id": "b", "argument": "A1", "state": "reported", "statements": 7}),
        "argument_matches": rows("argument_matches", {"statement_id": "b:1", "argument": "A1", "rank": 1, "matched": True, "score": 0.9}),
    }  # fmt: skip
    panel = explore_coverage(corpus(tmp_path, tables))
    assert list(panel.choices["argument"].options.values()) == ["", "listed: A1", "A1", "A2"]
    shown = panel.html()
    assert shown.index("7 reported") < shown.index("1 reported")
    assert "Words of b:1." in panel.html(argument="listed: A1")
    assert "Words of a:1." not in panel.html(argument="listed: A1")


def test_versions_of_an_utterance_but_none_of_a_paraphrase(tmp_path):
    panel = explore_wording(corpus(tmp_path / "own"))
    assert "sound" in panel.html()
    assert "sound" not in panel.html(argument="A2")
    assert "sound" not in panel.html(articles=("a",))
    other = {**TABLES, "articles": ARTICLES.assign(edition="paraphrase")}
    panel = explore_wording(corpus(tmp_path / "other", other))
    assert "nobody printed these words" in repr(panel)
    assert "sound" not in panel.html()


def test_a_study_of_nothing_can_be_looked_at(tmp_path):
    opened = corpus(tmp_path, empty_tables())
    for explore in (explore_words, explore_coverage, explore_wording):
        assert "(no" in repr(explore(opened))
        assert "(no" in explore(opened).html()


def test_a_table_that_is_missing_is_named(tmp_path):
    with pytest.raises(ResultsError, match="argument_labels"):
        open_corpus(tmp_path, TEXTS)
