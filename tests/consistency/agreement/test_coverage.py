"""Reported, contradicted, silent; and how much silence the length of an article explains."""

from itertools import combinations

import numpy as np
import pandas as pd
import pytest

from retold.consistency.agreement.coverage import cover_arguments
from retold.errors import TableError
from retold.tables import SCHEMAS, conform
from retold.vocabulary import NOT_COMPARABLE
from tests.conftest import ROOT

PLANTED = ROOT / "data" / "planted"
ARTICLES = pd.DataFrame({"article_id": ["a", "b", "c"], "characters": [1000, 200, 50]})


def statements(*rows):
    """Make statements of (id, start, voice, text); they are 20 characters long."""
    table = pd.DataFrame(rows, columns=["statement_id", "start", "voice", "text"])
    return table.assign(
        article_id=table["statement_id"].str.split(":").str[0], end=table["start"] + 20, speaker="Ola Olsen"
    )


def groups(**arguments):
    pairs = [(name, argument) for argument, names in arguments.items() for name in names.split()]
    return pd.DataFrame(pairs, columns=["statement_id", "argument"])


ROWS = statements(
    ("a:1", 100, "subject", "x"),
    ("a:2", 500, "subject", "x"),
    ("a:3", 700, "subject", "y"),
    ("b:1", 50, "subject", "y"),
    ("b:2", 90, "subject", "z"),
)


def test_coverage_counts_and_places():
    table = cover_arguments(ROWS, groups(k1="a:1 a:2", k2="a:3 b:1", none="b:2"), ARTICLES)
    table = conform(table, "coverage").set_index(["article_id", "argument"])
    assert len(table) == 6
    assert table["state"].tolist() == ["reported", "reported", "silent", "reported", "silent", "silent"]
    assert table["statements"].tolist() == [2, 1, 0, 1, 0, 0]
    assert table.at[("a", "k1"), "position"] == 0.1
    assert table.at[("b", "k2"), "position"] == 0.25
    assert np.isnan(table.at[("c", "k1"), "position"])


def test_expected_equals_counting_all_deals():
    table = cover_arguments(ROWS, groups(k1="a:1 a:2", k2="a:3 b:1 b:2"), ARTICLES)
    table = table.set_index(["article_id", "argument"])
    # Article a has three of five statements; k1 has two of the five.
    deals = list(combinations(range(5), 3))
    share = np.mean([bool({0, 1} & set(deal)) for deal in deals])
    assert table.at[("a", "k1"), "expected"] == pytest.approx(share, abs=1e-6)
    assert table.at[("c", "k1"), "expected"] == 0


@pytest.mark.parametrize(
    ("rows", "arguments"),
    [(ROWS.iloc[:0], groups(k1="a:1")), (ROWS, groups()), (ROWS, groups(none="a:1 a:2 b:1"))],
)
def test_no_statement_in_an_argument_gives_an_empty_table(rows, arguments):
    table = cover_arguments(rows, arguments, ARTICLES)
    assert table.empty
    assert list(table.columns) == SCHEMAS["coverage"].columns


def test_one_article_must_report_everything():
    table = cover_arguments(ROWS.iloc[:3], groups(k1="a:1", k2="a:2 a:3"), ARTICLES.iloc[:1])
    assert table["state"].tolist() == ["reported", "reported"]
    assert table["expected"].tolist() == [1, 1]


CLAIM = "The harbour was mined by the southern fleet in autumn"
DENIAL = "The southern fleet rejected the claim that it mined the harbour as invented"


@pytest.mark.parametrize(
    ("row", "state"),
    [
        (("a:2", 300, "third_party", DENIAL), "contradicted"),
        (("a:2", 300, "journalist", "That the southern fleet mined the harbour is false"), "contradicted"),
        (("a:2", 300, "subject", DENIAL), "reported"),  # his own words
        (("a:2", 950, "third_party", DENIAL), "reported"),  # too far away
        (("b:2", 130, "third_party", DENIAL), "reported"),  # another article, which is silent
        (
            ("a:2", 300, "third_party", "The ministry rejected the claim as invented"),
            "reported",
        ),  # other words
        (("a:2", 300, "third_party", "The southern fleet rejected proposals on the harbour"), "reported"),
        (
            ("a:2", 300, "third_party", "It is not false that the southern fleet mined the harbour"),
            "reported",
        ),
        # What the subject denies is no denial of the subject.
        (
            ("a:2", 300, "journalist", "Olsen rejected the claim that the southern fleet left the harbour"),
            "reported",
        ),
    ],
)
def test_a_contradiction_is_close_explicit_and_somebody_elses(row, state):
    rows = statements(("a:1", 100, "subject", CLAIM), row, ("b:1", 0, "subject", "The road is closed"))
    table = cover_arguments(rows, groups(k1="a:1", k2="b:1"), ARTICLES).set_index(["article_id", "argument"])
    assert table.at[("a", "k1"), "state"] == state
    assert table.at[("a", "k1"), "statements"] == 1
    assert "contradicted" not in table.drop(index=("a", "k1"))["state"].tolist()


def test_what_does_not_fit_together_is_refused():
    with pytest.raises(TableError, match="not listed"):
        cover_arguments(ROWS, groups(k1="b:1"), ARTICLES.iloc[:1])
    with pytest.raises(TableError, match="'voice'"):
        cover_arguments(ROWS.drop(columns="voice"), groups(k1="a:1"), ARTICLES)
    with pytest.raises(TableError, match="characters"):
        cover_arguments(ROWS, groups(k1="a:1"), ARTICLES[["article_id"]])


@pytest.mark.parametrize(
    ("rows", "states"),
    [
        # Just after it, or after a reporting clause.
        ([("a:2", 121, "journalist", "That is not so.")], ["contradicted", "silent"]),
        (
            [("a:2", 121, "journalist", "the mayor said."), ("a:3", 145, "journalist", "That is not so.")],
            ["contradicted", "silent"],
        ),
        # After a longer sentence, after another voice, too far away, in the subject's own voice.
        (
            [("a:2", 121, "journalist", "word " * 30), ("a:3", 145, "journalist", "That is not so.")],
            ["reported", "silent"],
        ),
        (
            [("a:2", 121, "third_party", "It rains."), ("a:3", 145, "journalist", "That is not so.")],
            ["reported", "silent"],
        ),
        ([("a:2", 400, "journalist", "That is not so.")], ["reported", "silent"]),
        ([("a:2", 121, "subject", "That is not so.")], ["reported", "silent"]),
        # Where another statement of the subject stands between, it is that which is denied.
        (
            [("a:2", 121, "subject", "It is open."), ("a:3", 145, "journalist", "That is not so.")],
            ["reported", "silent"],
        ),
    ],
)
def test_an_answer_denies_what_stands_just_before_it(rows, states):
    table = statements(("a:1", 100, "subject", CLAIM), *rows, ("b:1", 0, "subject", "The road is closed"))
    found = cover_arguments(table, groups(k1="a:1", k2="b:1"), ARTICLES).set_index(["article_id", "argument"])
    assert found.loc["a", "state"].tolist() == states
    assert found.loc["a", "denials"].tolist() == [int(state == "contradicted") for state in states]


def test_voices_that_carry_an_argument_and_where_it_ends():
    rows = statements(
        ("a:1", 100, "third_party", "x"), ("a:2", 500, "subject", "x"), ("b:1", 50, "subject", "y")
    )
    table = cover_arguments(rows, groups(k1="a:1 a:2", k2="b:1"), ARTICLES)
    table = table.set_index(["article_id", "argument"])
    assert table.at[("a", "k1"), "voices"] == ("subject", "third_party")
    assert table.at[("a", "k2"), "voices"] == ()
    assert table.at[("a", "k1"), "last"] == 0.52
    assert np.isnan(table.at[("a", "k2"), "last"])


def test_an_article_without_statements_and_an_argument_in_one_article_only():
    table = cover_arguments(ROWS, groups(k1="a:1", k2="a:3 b:1"), ARTICLES).set_index(
        ["article_id", "argument"]
    )
    assert table.loc["c", "state"].tolist() == ["silent", "silent"]
    assert table.loc["c", "expected"].tolist() == [0, 0]
    assert table.xs("k1", level="argument")["state"].tolist() == ["reported", "silent", "silent"]


def read_planted(name):
    frame = pd.read_csv(PLANTED / "coding" / name, keep_default_na=False)
    return frame.assign(statement_id=frame["article_id"] + ":" + frame["start"].astype(str))


def test_the_planted_study_is_covered_as_coded():
    articles = pd.read_csv(PLANTED / "articles.csv")
    articles["text"] = [(PLANTED / file).read_bytes().decode("utf-8") for file in articles["file"]]
    texts = articles.set_index("article_id")["text"]
    voices = read_planted("voices.csv")
    voices["text"] = [texts[row.article_id][row.start : row.end] for row in voices.itertuples()]
    voices["speaker"] = np.where(voices["voice"] == "subject", "Ilvan Torrek", "")
    # The key was coded over all articles, whatever occasion they report.
    found = cover_arguments(voices, read_planted("arguments.csv"), articles.drop(columns="occasion"))
    coded = pd.read_csv(PLANTED / "coding" / "coverage.csv")
    both = coded.merge(found, on=["article_id", "argument"], suffixes=("_coded", ""), validate="one_to_one")
    assert len(both) == len(coded) == len(found)
    denied = both["state_coded"] == "contradicted"
    # No false accusation counts for more than one more find.
    assert (both.loc[~denied, "state"] == both.loc[~denied, "state_coded"]).all()
    assert (both.loc[denied, "state"] == "contradicted").sum() >= 3
    within = cover_arguments(voices, read_planted("arguments.csv"), articles)
    assert set(within.loc[within["state"] != found["state"], "state"]) == {NOT_COMPARABLE}
