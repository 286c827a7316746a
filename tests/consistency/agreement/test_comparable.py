"""Only reports of one occasion are compared: wording, details, coverage, agreement, pairs, influence."""

import numpy as np
import pandas as pd
import pytest

from retold.consistency.agreement.agreement import agreement_sentences, measure_agreement
from retold.consistency.agreement.article_pairs import pair_articles
from retold.consistency.agreement.comparable import (
    group_occasions,
    mark_conflicts,
    mark_wording,
    number_occasions,
)
from retold.consistency.agreement.coverage import cover_arguments
from retold.consistency.agreement.influence import COMPARED, measure_influence
from retold.vocabulary import NOT_COMPARABLE

# Articles a to c report a talk, d and e a visit, f a vote.
OCCASIONS = dict(zip("abcdef", ["talk", "talk", "talk", "visit", "visit", "vote"], strict=True))
REPORTS = {"a": "k1 k2", "b": "k1", "c": "k1 k2 k3", "d": "k1 k4", "e": "k4", "f": "k2 k5"}


def articles(names="abcdef", **changed):
    table = pd.DataFrame({"article_id": list(names), "characters": 100})
    return table.assign(occasion=[OCCASIONS[name] for name in names]).assign(**changed)


def coverage(names="abcdef"):
    every = sorted({k for name in names for k in REPORTS[name].split()})
    cells = [(name, k, int(k in REPORTS[name].split())) for name in names for k in every]
    return pd.DataFrame(cells, columns=["article_id", "argument", "statements"]).assign(state="reported")


def measure(names="abcdef", own=None):
    table = measure_agreement(
        coverage(names), seed=3, replicates=50, articles=articles(names) if own is None else own
    )
    return table.set_index(["occasion", "measure"])


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        (None, {"": ["a", "d"]}),
        (pd.DataFrame({"article_id": ["a", "d"]}), {"": ["a", "d"]}),
        (articles("ad"), {"talk": ["a"], "visit": ["d"]}),
        (articles("ad", occasion=""), {"": ["a", "d"]}),
    ],
)
def test_groups(table, expected):
    assert group_occasions(table, ["a", "d"]) == expected
    assert len(set(number_occasions(table, ["a", "d"]))) == len(expected)


STATEMENTS = pd.DataFrame(
    {"statement_id": ["a:1", "b:1", "d:1", "e:1"], "occasion": ["talk", "talk", "visit", ""]}
)


@pytest.mark.parametrize(
    ("one", "other", "verdict"),
    [
        ("a:1", "b:1", "changed"),
        ("a:1", "d:1", NOT_COMPARABLE),
        # An earlier day that is not told is no occasion that two share.
        ("e:1", "e:1", NOT_COMPARABLE),
        ("a:1", "e:1", NOT_COMPARABLE),
    ],
)
def test_wording(one, other, verdict):
    wording = pd.DataFrame({"statement_a": [one], "statement_b": [other], "verdict": "changed"})
    assert mark_wording(wording, STATEMENTS)["verdict"].tolist() == [verdict]
    for unknown in (STATEMENTS.drop(columns="occasion"), STATEMENTS.assign(occasion="")):
        assert mark_wording(wording, unknown)["verdict"].tolist() == ["changed"]


@pytest.mark.parametrize(
    ("one", "other", "before", "verdict", "reason"),
    [
        ("a:1", "b:1", "conflict", "conflict", "5 and 6"),
        ("a:1", "d:1", "conflict", NOT_COMPARABLE, "not of one occasion (conflict: 5 and 6)"),
        ("a:1", "d:1", "compatible", NOT_COMPARABLE, "not of one occasion (compatible: 5 and 6)"),
        ("a:1", "d:1", NOT_COMPARABLE, NOT_COMPARABLE, "5 and 6"),
    ],
)
def test_conflicts(one, other, before, verdict, reason):
    details = pd.DataFrame({"detail_id": ["x", "y"], "statement_id": [one, other]})
    found = pd.DataFrame({"detail_a": ["x"], "detail_b": ["y"], "verdict": before, "reason": "5 and 6"})
    marked = mark_conflicts(found, details, STATEMENTS)
    assert marked[["verdict", "reason"]].to_numpy().tolist() == [[verdict, reason]]


def test_no_pairs():
    empty = pd.DataFrame({"statement_a": [], "statement_b": [], "verdict": []})
    assert mark_wording(empty, STATEMENTS).empty


def statements(*rows):
    """Make statements of (article, argument, occasion)."""
    table = pd.DataFrame(rows, columns=["article_id", "argument", "occasion"])
    ids = [f"{row.article_id}:{n}" for n, row in enumerate(table.itertuples())]
    table = table.assign(statement_id=ids, start=10, end=20, voice="subject", text="x", speaker="Lee")
    return table.drop(columns="argument"), table[["statement_id", "argument"]]


def states(*rows, names="abd", **changed):
    covered = cover_arguments(*statements(*rows), articles(names, **changed))
    return {(row.article_id, row.argument): row.state for row in covered.itertuples()}, covered


def test_silence_is_of_one_occasion():
    found, table = states(("a", "k1", "talk"), ("b", "k2", "talk"), ("d", "k1", "visit"))
    assert found == {
        ("a", "k1"): "reported", ("a", "k2"): "silent", ("b", "k1"): "silent", ("b", "k2"): "reported",
        ("d", "k1"): "reported", ("d", "k2"): NOT_COMPARABLE,
    }  # fmt: skip
    expected = table.set_index(["article_id", "argument"])["expected"]
    assert np.isnan(expected["d", "k2"])
    # Within the talk each article has one of two statements.
    assert expected["a", "k2"] == 0.5
    assert expected["d", "k1"] == 1


def test_a_quotation_of_an_earlier_occasion_is_no_report_of_this_one():
    found, _ = states(("a", "k1", "talk"), ("b", "k2", "talk"), ("b", "k1", "2021-01"), ("d", "k2", "visit"))
    assert found["b", "k1"] == "silent"


@pytest.mark.parametrize("changed", [{"occasion": ""}, {"occasion": "talk"}])
def test_one_occasion_is_as_without(changed):
    rows = [("a", "k1", ""), ("b", "k2", ""), ("d", "k1", "")]
    if changed["occasion"]:
        rows = [(*row[:2], "talk") for row in rows]
    _, table = states(*rows, **changed)
    parts = statements(*rows)
    without = cover_arguments(
        parts[0].drop(columns="occasion"), parts[1], articles("abd").drop(columns="occasion")
    )
    pd.testing.assert_frame_equal(table, without)
    assert NOT_COMPARABLE not in set(table["state"])


def test_agreement_is_measured_within_occasions():
    table = measure()
    assert set(table.index.get_level_values(0)) == {"*", "talk", "visit"}
    # Talk: ab 1/2, ac 2/3, bc 1/3 of what any report of it has; visit: de 1/2.
    assert np.isclose(table.at[("talk", "jaccard"), "value"], np.mean([1 / 2, 2 / 3, 1 / 3]), atol=1e-6)
    assert table.at[("visit", "jaccard"), "value"] == 0.5
    assert np.isclose(table.at[("*", "jaccard"), "value"], (3 * 0.5 + 0.5) / 4, atol=1e-6)
    assert table.at[("talk", "jaccard"), "n"] == 3
    assert table.at[("visit", "percent_agreement"), "value"] == 0.5
    assert table.at[("*", "arguments_shared"), "value"] == 2 + 1
    assert table.at[("*", "articles"), "value"] == 6
    low, high = table.loc[("*", "jaccard"), ["low", "high"]]
    assert low <= table.at[("*", "jaccard"), "value"] <= high


def test_each_occasion_has_the_rows_of_a_study_of_its_own():
    alone = measure_agreement(coverage("de"), seed=3, replicates=50).drop(columns="occasion")
    within = measure().loc["visit"].reset_index()[alone.columns]
    pd.testing.assert_frame_equal(within, alone)


def test_articles_of_five_occasions_are_not_comparable():
    own = articles("abc", occasion=["x", "y", "z"])
    table = measure("abc", own).loc["*"]
    compared = table.drop(index=["articles", "effective_articles"])
    assert compared["value"].isna().all()
    assert compared["note"].str.startswith(NOT_COMPARABLE).all()
    (sentence,) = agreement_sentences(table.reset_index().assign(occasion="*"))
    assert NOT_COMPARABLE in sentence


def test_sentences_name_each_occasion():
    said = agreement_sentences(measure().reset_index())
    assert NOT_COMPARABLE in said[0]
    assert said[1].startswith("talk: 3 articles report 3 arguments")
    assert said[2].startswith("visit: 2 articles report 2 arguments")


@pytest.mark.parametrize(
    "own", [articles(occasion="talk"), articles(occasion=""), articles()[["article_id", "characters"]]]
)
def test_one_occasion_agrees_as_before(own):
    pd.testing.assert_frame_equal(
        measure(own=own).reset_index("occasion", drop=True),
        measure_agreement(coverage(), seed=3, replicates=50).set_index("measure").drop(columns="occasion"),
    )


def test_pairs_of_two_occasions_have_no_measures():
    table = pair_articles(coverage(), articles=articles()).set_index(["article_a", "article_b"])
    within = {("a", "b"), ("a", "c"), ("b", "c"), ("d", "e")}
    assert set(table.index[table["note"] == ""]) == within
    apart = table[table["note"] == NOT_COMPARABLE]
    assert apart[["jaccard", "kappa", "percent_agreement", "both", "either"]].isna().all(axis=None)
    assert len(apart) == 15 - 4
    # Of the two arguments of the visit d and e agree on one: what the talk was about is no joint silence.
    assert table.at[("d", "e"), "percent_agreement"] == 0.5


def test_pairs_of_one_occasion_are_listed_where_pairs_are_drawn():
    table = pair_articles(coverage(), articles=articles(), most_pairs=4)
    assert (table["note"] == "").sum() == 4


def test_influence_is_that_of_agreement_within_occasions():
    table = measure_influence(coverage(), articles=articles()).set_index(["figure", "left_out"])["value"]
    whole = measure()
    for figure in [name for name in COMPARED if not name.endswith("_sources")] + ["arguments_shared"]:
        assert np.isclose(table[figure, "none"], whole.at[("*", figure), "value"], atol=1e-5, equal_nan=True)
        for left_out in "abcdef":
            names = "abcdef".replace(left_out, "")
            again = measure(names).at[("*", figure), "value"]
            assert np.isclose(table[figure, left_out], again, atol=1e-5, equal_nan=True), (figure, left_out)
