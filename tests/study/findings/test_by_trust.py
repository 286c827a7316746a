"""Findings, coverage and agreement side by side: on all groups, on trusted ones, on given arguments."""

import numpy as np
import pytest

import retold
from retold.errors import ParameterError
from retold.study.findings.by_trust import MEASURES, compare_trust, lay_side_by_side
from retold.tables import SCHEMAS, empty_table, write_table
from retold.vocabulary import BY
from tests.study.findings.study_tables import study_tables
from tests.study.made_tables import empty_tables, rows

COVERAGE = rows(
    "coverage",
    {"article_id": "a", "argument": "A1", "state": "reported", "statements": 1},
    {"article_id": "b", "argument": "A1", "state": "reported", "statements": 1},
    {"article_id": "a", "argument": "A2", "state": "reported", "statements": 1},
    {"article_id": "b", "argument": "A2", "state": "silent"},
    {"article_id": "c", "argument": "A1", "state": "reported", "statements": 1},
    {"article_id": "c", "argument": "A2", "state": "not comparable"},
)
LISTED = rows(
    "coverage_given", {"article_id": "a", "argument": "is_safe", "state": "contradicted", "statements": 1}
)
MATCHES = rows(
    "argument_matches",
    {"statement_id": "a:1", "argument": "is_safe", "rank": 1, "matched": True, "score": 0.9},
)
AGREEMENT = rows(
    "agreement",
    *[{"measure": "jaccard", "occasion": "*", "by": by, "value": value, "low": 0.0, "high": 1.0, "n": 4}
      for by, value in (("all", 0.5), ("trusted", 1.0), ("given", 0.25))],
)  # fmt: skip


def results(folder, **tables):
    known = {
        "coverage": COVERAGE,
        "coverage_given": LISTED,
        "argument_matches": MATCHES,
        "agreement": AGREEMENT,
    }
    for name, table in study_tables(**{**known, **tables}).items():
        write_table(table, name, folder)
    return folder


def value(table, measure, by):
    return table[(table["measure"] == measure) & (table["by"] == by)]["value"].item()


@pytest.mark.parametrize(
    ("measure", "expected"),
    [
        ("arguments", (2, 1, 1)),
        ("shared", (1, 1, 0)),
        ("statements", (1, 3 / 4, 1 / 4)),
        ("carried_once", (1 / 2, 0, 1)),
        ("reported", (3 / 4, 1, 0)),
        # The other report of the occasion has no row on the given argument: it is silent.
        ("silent", (1 / 4, 0, 1 / 2)),
        ("contradicted", (0, 0, 1 / 2)),
        ("jaccard", (0.5, 1, 0.25)),
        ("left_out", (1 / 2, np.nan, 1)),
        ("alpha", (np.nan, np.nan, np.nan)),
    ],
)
def test_a_measure_on_each_kind_of_arguments(tmp_path, measure, expected):
    table = compare_trust(results(tmp_path), subject="Ann Lee")
    assert np.allclose([value(table, measure, by) for by in BY], expected, equal_nan=True, atol=1e-6)


def test_the_note_says_how_many_shared_groups_are_trusted(tmp_path):
    table = compare_trust(results(tmp_path), subject="Ann Lee")
    assert set(table[table["measure"] == "shared"]["note"]) == {"1 of 1 shared group is trusted", ""}


def test_without_listed_arguments_there_are_two_columns(tmp_path):
    table = compare_trust(
        results(tmp_path, argument_matches=empty_table("argument_matches")), subject="Ann Lee"
    )
    assert list(lay_side_by_side(table).columns) == ["measure", "all groups", "trusted groups"]
    assert list(lay_side_by_side(table)["measure"]) == list(MEASURES.values())


def test_of_an_empty_study_nothing_is_set_side_by_side(tmp_path):
    for name, table in empty_tables().items():
        write_table(table, name, tmp_path)
    table = compare_trust(tmp_path)
    assert value(table, "arguments", "all") == 0
    assert lay_side_by_side(empty_table("trust")).empty
    assert "trust" in SCHEMAS


@pytest.mark.parametrize(
    ("by", "sentence", "support"),
    [
        ("", "“is safe”: 1 of 4 statements", "little support"),
        ("all", "“The bridge is safe”: 3 of 4 statements", "little support"),
        ("trusted", "“The bridge is safe”: 3 of 4 statements", "little support"),
    ],
)
def test_findings_rest_on_the_arguments_that_are_asked_for(tmp_path, by, sentence, support):
    found = retold.findings(results(tmp_path), subject="Ann Lee", by=by).set_index("finding")
    assert sentence in found.at["most_argued", "sentence"]
    assert found.at["most_argued", "support"] == support
    assert found.at["most_argued", "by"] == (by or "given")
    assert found.at["voices", "by"] == ""


@pytest.mark.parametrize(
    ("by", "share", "told", "support"),
    [
        ("all", "50 %", " 0 of 1 shared group is trusted.", "suggestion"),
        ("trusted", "100 %", "", "little support"),
        ("given", "25 %", "", "little support"),
    ],
)
def test_agreement_says_on_what_it_rests(tmp_path, by, share, told, support):
    labels = rows(
        "argument_labels",
        {"argument": "A1", "label": "The bridge is safe.", "trusted": False},
        {"argument": "A2", "label": "The bridge is cheap", "trusted": True},
    )
    found = retold.findings(results(tmp_path, argument_labels=labels), subject="Ann Lee", by=by)
    (row,) = found[found["finding"] == "agreement"].to_dict("records")
    assert row["sentence"].startswith(f"Two reports of one occasion share {share}")
    assert row["sentence"].endswith(f").{told}")
    assert row["support"] == support


def test_another_kind_of_arguments_is_refused(tmp_path):
    with pytest.raises(ParameterError, match="by cannot be 'trust'"):
        retold.findings(results(tmp_path), by="trust")
