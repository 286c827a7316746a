from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retold.arguments.grouping.claims import claim_text
from retold.arguments.grouping.units import find_units, split_clauses, split_list, split_statement
from retold.language.tokens import count_words

CLAIMS = [
    ("that “it rained,”", "it rained"),
    ("“It rained.”", "It rained."),
    ("That day it rained", "day it rained"),
    ("", ""),
    ("He said that the dam is old", "the dam is old"),
    ("Ann Lee said: “The dam is old.”", "The dam is old."),
    ("The dam is old, she said", "The dam is old"),
    ("The dam, the engineer added, is old", "The dam, is old"),
    ("According to plans the dam grows", "According to plans the dam grows"),
    ("What he said was heard by all", "What he said was heard by all"),
    ("The minister warned that the dam may break", "The minister warned that the dam may break"),
]


@pytest.mark.parametrize(("text", "claim"), CLAIMS)
def test_claim_text(text, claim):
    assert claim_text(text) == claim


LONG = "The dam above the old mill was never meant to hold so much water for so long a time"
CLAUSES = [
    ("It rained, and it rained.", 1),  # short
    (f"{LONG}, and the town council has known about it since the last flood.", 2),
    (f"{LONG}; the town council has known about it since the last flood.", 2),
    (f"{LONG}. The town council has known about it since the last flood.", 2),
    (f"{LONG}, and to keep the town as dry as it can be kept.", 1),  # no subject of its own
    (f"{LONG}, and the council, the mill, the ferry, the school, the inn.", 1),  # no verb
    (f"{LONG}, but nobody was told.", 1),  # too little to compare
    (
        f"{LONG} for the miller and Mr. Brown of the council had known it all along.",
        1,
    ),  # a title ends no clause
]


@pytest.mark.parametrize(("text", "n"), CLAUSES)
def test_long_statements_are_split_where_each_clause_claims_something(text, n):
    assert len(list(split_clauses(text))) == n


LISTS = [
    (
        "He demanded that the toll be dropped at once, that the dam be raised and that nobody lose a field.",
        [
            "He demanded that the toll be dropped at once,",
            "that the dam be raised",
            "that nobody lose a field.",
        ],
    ),
    (
        "that the mine would close in June, and that 400 miners would be paid until winter",
        ["that the mine would close in June,", "that 400 miners would be paid until winter"],
    ),
    (
        "They want us to open the road, to pay for the bridge and to leave the valley before winter.",
        ["They want us to open the road,", "to pay for the bridge", "to leave the valley before winter."],
    ),
    (
        "He has two wishes: 1) the army must leave the islands, 2) the port must open again.",
        ["He has two wishes: 1) the army must leave the islands,", "2) the port must open again."],
    ),
    (
        "First, we want the border to be open; second, we want our prisoners back.",
        ["First, we want the border to be open;", "second, we want our prisoners back."],
    ),
]
NO_LISTS = [
    "",
    "They said the bridge that feeds the town was old, and that is why it fell.",  # a pronoun
    "She went to the market, to the school and to the church of the town.",  # directions
    "He asked them to be fair, to listen and to vote.",  # words, not claims
    "He wants the road to be opened and to be paid for by the whole valley.",  # two are no list
    "The dam that broke and the mill stood on one river.",
]


@pytest.mark.parametrize(("text", "claims"), LISTS)
def test_a_list_of_claims_is_split(text, claims):
    assert [text[a:b] for a, b in split_list(text)] == claims
    assert [text[a:b] for a, b in split_statement(text)] == claims
    rows = pd.DataFrame({"statement_id": ["a:1"], "start": [7], "text": [text]})
    units = find_units(rows)
    assert units["text"].tolist() == claims
    assert [(a - 7, b - 7) for a, b in zip(units["start"], units["end"], strict=True)] == split_list(text)


@pytest.mark.parametrize("text", NO_LISTS)
def test_what_is_no_list_of_claims_stays_whole(text):
    assert split_list(text) == [(0, len(text))]


@given(
    st.lists(
        st.sampled_from(
            ["he has", "rain, and", "it was so;", "the old town.", "but", "we will", ", that we", ", to go"]
        ),
        max_size=25,
    )
)
def test_clauses_are_spans_in_order_that_hold_all_words(parts):
    text = " ".join(parts)
    spans = list(split_statement(text))
    assert spans[0][0] == 0
    assert spans[-1][1] == len(text)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    assert sum(count_words(text[a:b]) for a, b in spans) == count_words(text)


def test_agenda_talk_is_no_unit_and_neither_is_such_a_clause():
    talk = "We will talk about it again in Vienna on Tuesday."
    rows = pd.DataFrame({"statement_id": ["a:1", "a:2"], "text": [talk, f"{LONG}; {talk}"]})
    assert find_units(rows)["unit_id"].tolist() == ["a:2.1"]


def test_units_can_be_traced_to_characters_of_the_article():
    article = "Ann Lee spoke. " + CLAUSES[1][0] + " No."
    rows = pd.DataFrame(
        {
            "statement_id": ["a:10", "a:2"],
            "article_id": "a",
            "start": [len(article) - 3, 15],
            "text": ["No.", CLAUSES[1][0]],
        }
    )
    units = find_units(rows)
    assert units["unit_id"].tolist() == ["a:2.1", "a:2.2"]
    assert [article[a:b] for a, b in zip(units["start"], units["end"], strict=True)] == units["text"].tolist()
    assert find_units(rows, split=False)["unit_id"].tolist() == ["a:2"]
