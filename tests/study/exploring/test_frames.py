"""From a reader's choices to rows: nothing chosen is everything, and what is not there is an empty table."""

import pandas as pd
import pytest

from retold.showing import MOST_COLUMNS
from retold.silence import MOST_CELLS
from retold.study.exploring.frames import (
    argument_statements,
    choose_lines,
    choose_wording,
    coverage_matrix,
    find_words,
    keep_articles,
)

TEXTS = {"a": "The dam leaks. Rain fell on the old dam.", "b": "No rain fell. “The dam is safe.”"}
ARTICLES = pd.DataFrame({"article_id": list(TEXTS), "text": list(TEXTS.values())})
SPANS = [("a", 0, 14), ("a", 15, 40), ("b", 0, 13), ("b", 14, 32)]
SENTENCES = pd.DataFrame(
    [
        {
            "sentence_id": f"{name}:{start}",
            "article_id": name,
            "start": start,
            "end": end,
            "text": TEXTS[name][start:end],
        }
        for name, start, end in SPANS
    ]
)
STATEMENTS = SENTENCES.assign(
    statement_id=SENTENCES["sentence_id"], voice=["journalist"] * 3 + ["subject"], speaker="", form="direct"
)
MASKED = pd.DataFrame(columns=["article_id", "start", "end"])

WORDS = {
    "a word": ("dam", [("a", "dam"), ("a", "dam"), ("b", "dam")]),
    "any ending": ("leak*", [("a", "leaks")]),
    "a phrase, blanks as they come": ("  rain   fell ", [("a", "Rain fell"), ("b", "rain fell")]),
    "none": ("   ", []),
    "nowhere": ("flood", []),
}


@pytest.mark.parametrize(("words", "expected"), WORDS.values(), ids=WORDS)
def test_ones_own_words_are_found_as_patterns_are(words, expected):
    found = find_words(words, ARTICLES, sentences=SENTENCES, statements=STATEMENTS, masked=MASKED)
    assert list(zip(found["article_id"], found["keyword"], strict=True)) == expected
    assert {"left", "right", "voice"} <= set(found.columns)


def test_masked_words_are_not_found():
    masked = pd.DataFrame({"article_id": ["a"], "start": [0], "end": [14]})
    found = find_words("dam", ARTICLES, sentences=SENTENCES, statements=STATEMENTS, masked=masked)
    assert found["article_id"].tolist() == ["a", "b"]


LINES = pd.DataFrame(
    {
        "theme": ["rain", "rain/snow", "rainbow", "sun"],
        "voice": ["subject", "journalist", "subject", "subject"],
        "article_id": ["a", "a", "b", "b"],
    }
)
CHOSEN = {
    "nothing": ({}, [0, 1, 2, 3]),
    "a theme with those in it": ({"theme": "rain"}, [0, 1]),
    "an inner theme": ({"theme": "rain/snow"}, [1]),
    "a voice": ({"voice": "journalist"}, [1]),
    "articles": ({"articles": ["b"]}, [2, 3]),
    "all at once": ({"theme": "rain", "voice": "subject", "articles": ("a",)}, [0]),
    "what is not there": ({"theme": "fog"}, []),
}


@pytest.mark.parametrize(("choice", "expected"), CHOSEN.values(), ids=CHOSEN)
def test_lines_are_chosen(choice, expected):
    assert choose_lines(LINES, **choice).index.tolist() == expected
    assert choose_lines(LINES[:0], **choice).empty


ORDER = ["A2", "A1", "A3"]
LISTED = pd.DataFrame({"article_id": ["a9", "a10"]})
COVERAGE = pd.DataFrame(
    [
        ("a10", "A1", "reported", 3),
        ("a9", "A1", "silent", 0),
        ("a10", "A2", "not comparable", 0),
        ("a9", "A2", "contradicted", 1),
    ],
    columns=["article_id", "argument", "state", "statements"],
)


def test_the_matrix_has_arguments_in_their_order_and_articles_in_natural_order():
    wide = coverage_matrix(COVERAGE, ORDER, LISTED)
    assert wide.index.tolist() == ["A2", "A1"]
    assert wide.columns.tolist() == ["a9", "a10"]
    assert wide.values.tolist() == [["1 contradicted", "not comparable"], ["silent", "3 reported"]]
    assert coverage_matrix(COVERAGE, ORDER, LISTED, articles=["a9"]).columns.tolist() == ["a9"]
    assert coverage_matrix(COVERAGE[:0], ORDER, LISTED).empty


def test_of_a_large_study_the_first_articles_are_shown_and_their_silence_is_computed():
    listed = pd.DataFrame({"article_id": [f"a{at}" for at in range(MOST_CELLS)], "occasion": "talk"})
    reported = COVERAGE[COVERAGE["statements"] > 0].replace({"article_id": {"a10": "a1"}})
    wide = coverage_matrix(reported, ORDER, listed)
    assert wide.columns.tolist() == [f"a{at}" for at in range(MOST_COLUMNS)]
    assert wide["a2"].tolist() == ["silent", "silent"]
    assert wide["a1"].tolist() == ["silent", "3 reported"]


def test_statements_of_an_argument():
    arguments = pd.DataFrame(
        {"statement_id": STATEMENTS["statement_id"], "argument": ["A1", "none", "A1", "A2"]}
    )
    rows = argument_statements(arguments, STATEMENTS, argument="A1")
    assert rows["article_id"].tolist() == ["a", "b"]
    assert argument_statements(arguments, STATEMENTS, argument="A1", articles=["b"])["text"].tolist() == [
        TEXTS["b"][:13]
    ]
    assert argument_statements(arguments, STATEMENTS, argument="none").empty
    assert argument_statements(arguments, STATEMENTS, argument="A9").empty


def test_an_utterance_is_shown_where_two_of_the_chosen_report_it():
    rows = pd.DataFrame(
        {
            "utterance": ["u1", "u1", "u1", "u2", "u2"],
            "argument": ["A1"] * 3 + ["none"] * 2,
            "article_id": list("abcab"),
        }
    )
    assert len(choose_wording(rows)) == 5
    assert choose_wording(rows, articles=["a", "c"])["utterance"].tolist() == ["u1", "u1"]
    assert choose_wording(rows, argument="A1", articles=["a"]).empty
    assert choose_wording(rows[:0], argument="A1").empty


def test_no_article_chosen_is_every_article():
    assert keep_articles(ARTICLES, ()).equals(ARTICLES)
    assert keep_articles(ARTICLES, {"nobody"}).empty
