"""Statements get the given argument that they make, or none; found and given arguments are compared."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given as cases
from hypothesis import settings
from hypothesis import strategies as st

from retold.arguments.given.features import words_of
from retold.arguments.given.statement_matching import compare_given, match_arguments, score_given
from retold.errors import ParameterError, TableError
from retold.tables import SCHEMAS, conform
from tests.arguments.given.cases import EXPECTED, GIVEN, TEXTS, frame
from tests.conftest import ROOT


def matched(table):
    return table[table["matched"]]["argument"].tolist()


def test_statements_get_the_argument_that_they_make_or_none():
    table = match_arguments(frame(TEXTS), GIVEN)
    assert matched(table) == EXPECTED
    assert len(table) == len(TEXTS) * (len(GIVEN["arguments"]) + 1)
    assert list(table.columns) == SCHEMAS["argument_matches"].columns
    assert table["score"].between(0, 1).all()


def test_none_scores_what_the_best_argument_leaves():
    table = match_arguments(frame(TEXTS), GIVEN)
    none = table[table["argument"] == "none"].set_index("statement_id")["score"]
    best = table[table["rank"] == 1].set_index("statement_id")["score"]
    np.testing.assert_allclose(none + best[none.index], 1, atol=2e-6)
    assert none["a:5"] == 1


def test_matches_alone_are_the_matched_rows_of_all():
    every, some = (match_arguments(frame(TEXTS), GIVEN, rows=rows) for rows in ("all", "matched"))
    pd.testing.assert_frame_equal(every[every["matched"]].reset_index(drop=True), some)


@pytest.mark.parametrize(("threshold", "names"), [(0.0, ["tax", "rain", "wolves"]), (1.0, ["none"] * 3)])
def test_threshold_decides_who_is_none(threshold, names):
    assert matched(match_arguments(frame(TEXTS[:3]), GIVEN, threshold=threshold)) == names


def test_a_statement_may_make_several_arguments_if_asked():
    text = "heavy rain flooded the streets and the wolves killed the sheep"
    one, more = (
        match_arguments(frame([text, *TEXTS]), GIVEN, several=s, threshold=0.1) for s in (False, True)
    )
    assert len(matched(one[one["statement_id"] == "a:1"])) == 1
    assert set(matched(more[more["statement_id"] == "a:1"])) == {"rain", "wolves"}


def test_order_of_statements_does_not_matter():
    rows = frame(TEXTS * 3)
    one, two = match_arguments(rows, GIVEN), match_arguments(rows.iloc[::-1], GIVEN)
    pd.testing.assert_frame_equal(one, two)


def test_order_of_arguments_does_not_matter():
    turned = {"arguments": GIVEN["arguments"][::-1]}
    one, two = match_arguments(frame(TEXTS), GIVEN), match_arguments(frame(TEXTS), turned)
    keys = ["statement_id", "argument"]
    one, two = (table.sort_values(keys, ignore_index=True) for table in (one, two))
    np.testing.assert_allclose(one["score"], two["score"], atol=1e-6)
    assert one["matched"].tolist() == two["matched"].tolist()


def test_blocks_do_not_change_scores(monkeypatch):
    whole = match_arguments(frame(TEXTS * 4), GIVEN)
    monkeypatch.setattr("retold.arguments.given.features.BLOCK_PAIRS", 7)
    pd.testing.assert_frame_equal(match_arguments(frame(TEXTS * 4), GIVEN), whole)


def test_examples_help_to_find_other_words():
    plain = {
        "arguments": [
            {"label": "wolves", "description": "Predators endanger livestock"},
            *GIVEN["arguments"][:2],
        ]
    }
    shown = {
        "arguments": [
            {**plain["arguments"][0], "examples": ["wolves killed two sheep"]},
            *GIVEN["arguments"][:2],
        ]
    }
    before, after = (
        match_arguments(frame(TEXTS), given).set_index(["statement_id", "argument"])["score"]
        for given in (plain, shown)
    )
    assert after["a:3", "wolves"] > before["a:3", "wolves"]


DEGENERATE = [
    [],
    [""],
    ["", "…", "—"],
    ["the of and"],
    ["rain"],
    ["heavy rain"] * 20,
    ["дождь идёт весь день"],
    ["🚰🚱💧"],
    ["rain " * 5000, "taxes"],
    ["\x00\u202e", "rain"],
]


@pytest.mark.parametrize("texts", DEGENERATE, ids=lambda texts: ascii(texts)[:20])
@pytest.mark.parametrize("count", [1, 3])
def test_degenerate_statements_give_finite_tables(texts, count):
    table = match_arguments(frame(texts), {"arguments": GIVEN["arguments"][:count]})
    assert len(table) == len(texts) * (count + 1)
    assert table["score"].between(0, 1).all()
    assert conform(table, "argument_matches").equals(table)
    if not any(words_of(text) for text in texts):
        assert matched(table) == ["none"] * len(texts)


def test_copies_all_get_one_score():
    table = match_arguments(frame(["wolves kill sheep"] * 10_000), GIVEN)
    assert table.groupby("argument")["score"].nunique().tolist() == [1, 1, 1, 1]
    assert set(matched(table)) == {"wolves"}


def test_a_missing_text_is_an_empty_one():
    rows = frame(TEXTS[:2]).assign(text=[TEXTS[0], None])
    assert matched(match_arguments(rows, GIVEN)) == ["tax", "none"]


@settings(max_examples=15)
@cases(st.lists(st.text(alphabet="abrainty '’-.é7", max_size=30), min_size=1, max_size=8))
def test_every_statement_is_matched_exactly_once(texts):
    table = match_arguments(frame(texts), GIVEN, rows="matched")
    assert table["statement_id"].tolist() == frame(texts)["statement_id"].tolist()
    assert table["score"].between(0, 1).all()


def test_where_nothing_is_given_nothing_is_matched():
    assert match_arguments(frame(TEXTS), ()).empty


def test_wrong_parameters_are_refused():
    with pytest.raises(ParameterError, match="out of range"):
        match_arguments(frame(TEXTS), GIVEN, threshold=1.5)
    with pytest.raises(ParameterError, match="out of range"):
        match_arguments(frame(TEXTS), GIVEN, threshold=float("nan"))
    with pytest.raises(ParameterError, match="did you mean 'matched'"):
        match_arguments(frame(TEXTS), GIVEN, rows="match")
    with pytest.raises(TableError, match="lacks the column 'text'"):
        match_arguments(frame(TEXTS).drop(columns="text"), GIVEN)
    with pytest.raises(TableError, match="stands twice"):
        match_arguments(pd.concat([frame(TEXTS), frame(TEXTS)]), GIVEN)


def tables(found, given):
    ids = [f"a:{n}" for n in range(len(found))]
    arguments = pd.DataFrame({"statement_id": ids, "argument": found})
    matches = pd.DataFrame({"statement_id": ids, "argument": given, "score": 0.9, "matched": True})
    return arguments, matches


def test_found_and_given_stand_in_one_table():
    table = compare_given(*tables(["A1", "A1", "A1", "none"], ["rain", "rain", "tax", "none"]))
    assert table.to_numpy().tolist() == [
        ["A1", "rain", 2, 0.666667, 1.0],
        ["A1", "tax", 1, 0.333333, 1.0],
        ["none", "none", 1, 1.0, 1.0],
    ]


def test_of_several_matches_the_best_is_counted():
    arguments, matches = tables(["A1"], ["rain"])
    more = pd.concat(
        [matches, matches.assign(argument="tax", score=0.95), matches.assign(argument="sun", matched=False)]
    )
    assert compare_given(arguments, more)["given"].tolist() == ["tax"]


SCORES = [
    (["A1", "A1", "A2"], ["x", "x", "y"], 1.0, 1.0),
    (["A1", "A1", "A1", "A1"], ["x", "x", "y", "y"], 0.0, 2 / 3),
    (["none", "none"], ["none", "none"], 1.0, 1.0),
    (["none", "none"], ["x", "x"], 0.0, 2 / 3),
    (["A1"], ["none"], 1.0, 1.0),
]


@pytest.mark.parametrize(("found", "given", "v_measure", "b_cubed"), SCORES)
def test_scores_of_known_comparisons(found, given, v_measure, b_cubed):
    scores = score_given(compare_given(*tables(found, given))).set_index("measure")["value"]
    assert scores["V-measure"] == pytest.approx(v_measure, abs=1e-4)
    assert scores["B-cubed F1"] == pytest.approx(b_cubed, abs=1e-4)


def test_nothing_to_compare_gives_empty_tables():
    empty = compare_given(*tables([], []))
    assert list(empty.columns) == SCHEMAS["argument_given"].columns
    assert empty.empty
    assert score_given(empty).empty
    with pytest.raises(TableError, match="lacks the column 'argument'"):
        compare_given(pd.DataFrame({"statement_id": []}), tables([], [])[1])


def test_shared_task_measure_is_as_defined(monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / "benchmarks"))
    from argument_matching import Debate, decisions, measure

    # Four statements and two key points of one stance; the surest half are the first two statements.
    labels = np.array([[1, 0], [0, np.nan], [0, 1], [0, 0]], dtype=float)
    scores = np.array([[0.9, 0.1], [0.2, 0.95], [0.1, 0.5], [0.4, 0.3]])
    debate = Debate("weather", list("abcd"), list("xy"), np.ones(4), np.ones(2), labels)
    found = measure([debate], [scores])
    # Precision of the list, times the share of it that matches.
    assert found["best half strict"] == pytest.approx(1 / 2)
    assert found["shared task strict"] == pytest.approx(1 / 2 * 1 / 2)
    assert found["best half relaxed"] == found["shared task relaxed"] == 1
    assert found["key point strict"] == pytest.approx((1 + 1 / 2) / 2)
    assert decisions([debate], [scores], 0.45) == (1, 1, 1)
    assert decisions([debate], [scores], 0.4)[0] == pytest.approx(2 / 3)
