"""Silence is computed and not stored: what a table of coverage lacks is what the whole table would say."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from retold.consistency.agreement.agreement import measure_agreement
from retold.consistency.agreement.article_pairs import pair_articles
from retold.consistency.agreement.coverage import cover_arguments
from retold.consistency.agreement.influence import measure_influence
from retold.consistency.agreement.sources import count_reports
from retold.errors import TableError
from retold.silence import MOST_CELLS, chance_of_one, count_states, fill_silence
from retold.tables import conform
from retold.vocabulary import NOT_COMPARABLE

# Which statement (a row) stands in which article, says which argument, and was said on the occasion of which article.
SAID = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 3), st.integers(0, 4)), min_size=1, max_size=20)
OCCASIONS = st.lists(st.sampled_from(["talk", "visit", "vote"]), min_size=5, max_size=5)


def make_study(said, occasions):
    """Make tables of statements, arguments and articles; the tenth argument of ten is of nobody."""
    articles = pd.DataFrame(
        {"article_id": [f"n{at}" for at in range(5)], "characters": 900, "occasion": occasions}
    )
    statements = pd.DataFrame(
        [
            (f"n{article}:{at}", f"n{article}", 40 * at, 40 * at + 30, "subject", "It rained.", occasions[of])
            for at, (article, _, of) in enumerate(said)
        ],
        columns=["statement_id", "article_id", "start", "end", "voice", "text", "occasion"],
    )
    arguments = pd.DataFrame(
        {"statement_id": statements["statement_id"], "argument": [f"k{name}" for _, name, _ in said]}
    )
    return statements, arguments, articles


@settings(max_examples=25)
@given(SAID, OCCASIONS)
def test_what_is_not_stored_is_computed_as_it_would_be_stored(said, occasions):
    study = make_study(said, occasions)
    whole, told = cover_arguments(*study), cover_arguments(*study, most_cells=0)
    assert set(told["state"]) <= {"reported", "contradicted"}
    assert_frame_equal(fill_silence(told, study[2]), whole)
    assert_frame_equal(fill_silence(whole, study[2]), whole)
    assert_frame_equal(count_states(told, study[2]), count_states(whole, study[2]))
    some = fill_silence(told, study[2], shown=["n1", "n3"], arguments=["k0", "k9"])
    kept = whole[whole["article_id"].isin(["n1", "n3"]) & (whole["argument"] == "k0")]
    assert_frame_equal(some, kept.reset_index(drop=True))


@settings(max_examples=8)
@given(SAID, OCCASIONS)
def test_what_is_measured_needs_no_silence(said, occasions):
    study = make_study(said, occasions)
    whole, told = cover_arguments(*study), cover_arguments(*study, most_cells=0)
    reuse = pd.DataFrame(
        {
            "article_a": ["n0", "n1"],
            "start_a": 0,
            "end_a": [300, 90],
            "article_b": ["n1", "n4"],
            "start_b": 0,
            "end_b": [300, 90],
        }
    )
    for measure in (
        lambda table: measure_agreement(table, seed=1, replicates=9, reuse=reuse, articles=study[2]),
        lambda table: measure_influence(table, reuse=reuse, articles=study[2]),
        lambda table: pair_articles(table, reuse, study[2]),
        lambda table: count_reports(table, reuse=reuse, articles=study[2]),
    ):
        assert_frame_equal(measure(told), measure(whole))


def test_states_are_counted_as_rows_of_the_whole_table_are():
    said = [(0, 0, 0), (1, 0, 1), (1, 1, 1), (2, 2, 2)]
    study = make_study(said, ["talk", "talk", "talk", "vote", "vote"])
    whole = cover_arguments(*study)
    rows = whole.groupby(["article_id", "state"]).size().unstack(fill_value=0)
    assert_frame_equal(count_states(whole, study[2]), rows, check_dtype=False)
    assert rows.loc["n0"].to_dict() == {"not comparable": 0, "reported": 1, "silent": 2}
    assert rows.loc["n3"].to_dict() == {"not comparable": 3, "reported": 0, "silent": 0}


def test_a_denial_of_what_the_article_says_of_another_occasion_is_stored():
    whole = fill_silence(
        pd.DataFrame(
            {
                "article_id": ["a", "b"],
                "argument": "k1",
                "state": ["contradicted", "reported"],
                "statements": [0, 1],
                "denials": [1, 0],
            }
        ),
        pd.DataFrame({"article_id": ["a", "b", "c"], "occasion": ["talk", "visit", "talk"]}),
    )
    assert whole["state"].tolist() == ["contradicted", "reported", NOT_COMPARABLE]
    assert whole["denials"].tolist() == [1, 0, 0]


def test_only_a_study_small_enough_to_read_is_stored_whole():
    articles = pd.DataFrame({"article_id": [f"n{at}" for at in range(MOST_CELLS // 2 + 1)], "characters": 90})
    statements = pd.DataFrame(
        {
            "statement_id": ["n0:1", "n1:1"],
            "article_id": ["n0", "n1"],
            "start": 0,
            "end": 9,
            "voice": "subject",
            "text": "x",
        }
    )
    arguments = pd.DataFrame({"statement_id": ["n0:1", "n1:1"], "argument": ["k0", "k1"]})
    assert len(cover_arguments(statements, arguments, articles)) == 2
    assert (
        len(
            cover_arguments(
                statements,
                arguments,
                articles.iloc[1:].assign(article_id=[f"n{at}" for at in range(MOST_CELLS // 2)]),
            )
        )
        == MOST_CELLS
    )


def test_of_no_argument_there_is_nothing_to_fill_or_count():
    empty = conform(
        pd.DataFrame(
            columns=[
                "article_id",
                "argument",
                "state",
                "statements",
                "position",
                "expected",
                "voices",
                "last",
                "denials",
            ]
        ),
        "coverage",
    )
    articles = pd.DataFrame({"article_id": ["a"]})
    assert fill_silence(empty, articles).empty
    assert count_states(empty, articles).sum().empty


@pytest.mark.parametrize("call", [fill_silence, count_states])
def test_a_column_that_is_missing_is_named(call):
    with pytest.raises(TableError, match="'state'"):
        call(
            pd.DataFrame({"article_id": ["a"], "argument": "k", "statements": 1}),
            pd.DataFrame({"article_id": ["a"]}),
        )


@pytest.mark.parametrize(
    ("whole", "of_argument", "of_article", "chance"),
    [(5, 2, 3, 0.9), (5, 1, 0, 0.0), (5, 5, 1, 1.0), (3, 1, 1, 1 / 3)],
)
def test_the_chance_of_one_statement(whole, of_argument, of_article, chance):
    found = chance_of_one(*(np.array([n, n]) for n in (whole, of_argument, of_article)))
    assert found == pytest.approx([chance, chance])
