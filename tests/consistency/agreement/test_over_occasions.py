"""The speaker over occasions: which arguments return, and which words and details change."""

import pandas as pd
import pytest

from retold.consistency.agreement.over_occasions import (
    list_changes,
    occasion_sentences,
    order_occasions,
    trace_arguments,
)
from retold.errors import TableError
from retold.tables import empty_table
from retold.vocabulary import NOT_COMPARABLE

ARTICLES = pd.DataFrame(
    {
        "article_id": ["a", "b", "c", "d"],
        "date": ["2021-05-03", "2021-05-04", "2021-06", "2021-07-01"],
        "occasion": ["Talk", "Talk", "Visit", "Vote"],
    }
)


def make(*rows):
    """Make statements and arguments of (id, argument, strength), by default the subject's, of the article's occasion."""
    table = pd.DataFrame(rows, columns=["statement_id", "argument", "strength"])
    table["article_id"] = table["statement_id"].str[0]
    statements = table[["statement_id", "article_id"]].assign(voice="subject", text="x")
    return statements, table[["statement_id", "argument", "strength"]]


def trace(*rows, articles=ARTICLES, **changed):
    statements, arguments = make(*rows)
    return trace_arguments(statements.assign(**changed), arguments, articles)


@pytest.mark.parametrize(
    ("reported", "states"),
    [
        ("abcd", ["first reported", "reported again", "reported again"]),
        ("a", ["first reported", "no more reported", "no more reported"]),
        ("bd", ["first reported", "not reported", "reported again"]),
        ("c", ["not yet reported", "first reported", "no more reported"]),
        ("d", ["not yet reported", "not yet reported", "first reported"]),
    ],
)
def test_states(reported, states):
    table = trace(*((f"{name}:1", "k1", 0.5) for name in reported))
    assert table["occasion"].tolist() == ["Talk", "Visit", "Vote"]
    assert table["place"].tolist() == [1, 2, 3]
    assert table["state"].tolist() == states


def test_counts_and_exemplar():
    table = trace(
        ("a:1", "k1", 0.2), ("a:2", "k1", 0.9), ("b:1", "k1", 0.5), ("c:1", "none", 1.0), ("d:1", "k2", 0.1)
    )
    row = table.iloc[0]
    assert row[["articles", "articles_with", "statements", "exemplar"]].tolist() == [2, 2, 3, "a:2"]
    assert set(table["argument"]) == {"k1", "k2"}


def test_a_statement_counts_where_it_was_said():
    table = trace(("a:1", "k1", 0.5), ("d:1", "k1", 0.5), occasion=["Talk", "Visit"])
    assert table["statements"].tolist() == [1, 1, 0]
    # A day that no article reports is no occasion of the table.
    assert trace(("a:1", "k1", 0.5), occasion="2019").empty


def test_the_subject_counts_alone_where_there_is_one():
    rows = ("a:1", "k1", 0.5), ("c:1", "k1", 0.5)
    assert trace(*rows, voice=["subject", "journalist"])["statements"].tolist() == [1, 0, 0]
    assert trace(*rows, voice="third_party")["statements"].tolist() == [1, 1, 0]


@pytest.mark.parametrize(
    ("dates", "order"),
    [
        (["2021-05-03", "2021-05-04", "2021-04", "2020"], ["Vote", "Visit", "Talk"]),
        (["", "2021-05-04", "", "2020"], ["Vote", "Talk", "Visit"]),
        (["", "", "", ""], ["Talk", "Visit", "Vote"]),
    ],
)
def test_order_in_time(dates, order):
    assert order_occasions(ARTICLES.assign(date=dates))["occasion"].tolist() == order


def test_nothing_to_trace():
    assert trace(("a:1", "none", 0.5)).empty
    with pytest.raises(TableError, match="find_occasions"):
        trace(("a:1", "k1", 0.5), articles=ARTICLES.drop(columns="occasion"))


def changes(verdict=NOT_COMPARABLE, reason="not of one occasion (conflict: 5 and 6)", **changed):
    statements, arguments = make(("a:1", "k1", 0.5), ("c:1", "k1", 0.5))
    statements = statements.assign(occasion=["Talk", "Visit"]).assign(**changed)
    wording = pd.DataFrame(
        {
            "statement_a": ["a:1"],
            "statement_b": ["c:1"],
            "verdict": verdict,
            "drift": [("tense",)],
            "changes": "[is → was]",
        }
    )
    details = pd.DataFrame({"detail_id": ["x", "y"], "statement_id": ["a:1", "c:1"], "text": ["5", "6"]})
    conflicts = pd.DataFrame({"detail_a": ["x"], "detail_b": ["y"], "slot": "ships", "reason": reason})
    return list_changes(statements, arguments, wording, conflicts, details)


def test_changes():
    table = changes()
    assert table[["kind", "argument", "occasion_a", "occasion_b", "what", "change"]].to_numpy().tolist() == [
        ["detail", "k1", "Talk", "Visit", "ships", "5 / 6"],
        ["wording", "k1", "Talk", "Visit", "tense", "[is → was]"],
    ]


@pytest.mark.parametrize(
    "changed",
    [
        {"verdict": "changed", "reason": "5 and 6"},
        {"verdict": "same", "reason": "not of one occasion (compatible: 5 and 6)"},
        {"voice": ["subject", "journalist"]},
        {"occasion": "Talk"},
        {"occasion": ["Talk", ""]},
    ],
)
def test_no_changes(changed):
    assert changes(**changed).empty


def test_sentences():
    said = occasion_sentences(trace(("a:1", "k1", 0.5), ("d:1", "k1", 0.5), ("c:1", "k2", 0.5)), changes())
    assert said == [
        "Over 3 occasions, 1 of 2 arguments is reported again; 1 is reported of one occasion only.",
        "Most often: k1 (2 of 3).",
        "1 is not reported of the last occasion, which a short report explains as well as the speaker.",
        "The speaker's words differ between occasions in 1 pair of like statements, details in 1.",
    ]
    nothing = empty_table("occasion_changes")
    assert occasion_sentences(empty_table("argument_occasions"), nothing) == [
        "All that is reported was said on one occasion."
    ]
