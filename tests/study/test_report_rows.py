"""Rows of the report's lists, with what leads to their places."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from retold.showing import MOST_ROWS
from retold.study.report_rows import beside_conflicts, conflict_rows, hit_rows, reuse_rows, with_interval
from tests.study.findings.study_tables import study_tables
from tests.study.findings.test_reports import CONFLICTING
from tests.study.made_tables import rows

LABELS = pd.Series({"a": "Post", "b": "News", "c": "Echo"})


@pytest.mark.parametrize(
    ("value", "low", "high", "text"),
    [
        (0.25, 0.1, 0.5, "0.25 (0.10 to 0.50)"),
        (0.25, np.nan, np.nan, "0.25"),
        (0.25, 0.1, np.nan, "0.25"),
        (3.0, np.nan, np.nan, "3"),
        (0.0, 0.0, 1.0, "0 (0.00 to 1.00)"),
        (-0.5, np.nan, 0.5, "-0.50"),
        (np.nan, 0.1, 0.5, "not defined"),
    ],
)
def test_a_value_with_its_interval(value, low, high, text):
    assert with_interval(value, low, high) == text


def test_updates_and_sources_are_named_and_not_counted():
    verdicts = pd.Series(["conflict", "update", "update", "sources differ"]).value_counts()
    assert list(beside_conflicts(verdicts)) == [
        "2 updates (`update`) not counted",
        "1 disagreement of sources (`sources differ`) not counted",
    ]
    assert list(beside_conflicts(pd.Series(["conflict"]).value_counts())) == []


def test_one_disagreement_is_one_row_with_all_its_passages():
    details = rows(
        "details",
        {"detail_id": "a:d1", "article_id": "a", "statement_id": "a:1", "start": 6, "end": 8},
        {"detail_id": "b:d1", "article_id": "b", "statement_id": "b:1", "start": 0, "end": 5},
        {"detail_id": "c:d1", "article_id": "c", "statement_id": "c:1", "start": 9, "end": 12},
    )
    tables = study_tables(details=details, conflicts=CONFLICTING)
    (found,) = conflict_rows(tables, LABELS)
    # The surest pair first.
    assert [side["label"] for side in found["sides"]] == ["Post", "Echo", "News"]
    assert [(side["before"], side["detail"], side["after"]) for side in found["sides"]] == [
        ("Words ", "of", " a:1."), ("Words of ", "c:1", "."), ("", "Words", " of b:1."),
    ]  # fmt: skip
    assert found["sides"][0]["link"] == "#a:6-8"


def test_hits_lead_to_their_places_and_are_cut():
    hit = {
        "theme": "fear",
        "article_id": "a",
        "start": 3,
        "end": 7,
        "left": "x" * 9,
        "keyword": "war",
        "right": "y" * 9,
    }
    table = rows("concordance", *[hit] * (MOST_ROWS + 1), {"theme": "hope", "article_id": "other"})
    fear, hope = hit_rows({"concordance": table}, LABELS, width=5, file=Path("concordance.csv"))
    assert (fear["theme"], fear["hits"], len(fear["lines"])) == ("fear", MOST_ROWS + 1, MOST_ROWS)
    assert fear["note"].startswith(f"first {MOST_ROWS} of {MOST_ROWS + 1} lines")
    assert fear["lines"][0] == {
        "article": "Post",
        "left": "…xxxx",
        "keyword": "war",
        "right": "yyyy…",
        "link": "#a:3-7",
    }
    assert (hope["note"], hope["lines"][0]["article"]) == ("", "other")


def test_the_longest_shared_passage_comes_first():
    table = rows(
        "reuse",
        {"article_a": "a", "start_a": 1, "end_a": 9, "article_b": "b", "start_b": 2, "end_b": 8, "tokens": 5, "kind": "reuse"},
        {"article_a": "a", "start_a": 1, "end_a": 50, "article_b": "c", "start_b": 0, "end_b": 49, "tokens": 9, "kind": "quotation"},
    )  # fmt: skip
    found = reuse_rows(table, LABELS)
    assert [(row["label_a"], row["label_b"], row["tokens"]) for row in found] == [
        ("Post", "Echo", 9),
        ("Post", "News", 5),
    ]
    assert (found[1]["link_a"], found[1]["link_b"]) == ("#a:1-9", "#b:2-8")
