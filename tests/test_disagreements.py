"""What counts as one disagreement, and when two details cannot both hold."""

import pandas as pd
import pytest

from retold.disagreements import (
    CANNOT,
    DIFFER,
    describe_disagreements,
    find_disagreements,
    group_conflicts,
)

DETAILS = pd.DataFrame({"detail_id": list("abcdef"), "statement_id": [f"{name}:1" for name in "abcdef"]})


def pairs(*names, confidence=None):
    return pd.DataFrame(
        {
            "detail_a": [pair[0] for pair in names],
            "detail_b": [pair[1] for pair in names],
            "verdict": "conflict",
            "confidence": confidence or [0.9] * len(names),
        }
    )


def versions(*names):
    return pd.DataFrame([(f"{a}:1", f"{b}:1") for a, b in names], columns=["statement_a", "statement_b"])


@pytest.mark.parametrize(
    ("found", "groups"),
    [
        ([], []),
        (["ab"], [0]),
        (["ab", "cd"], [0, 1]),
        (["ab", "cd", "bc"], [0, 0, 0]),
        (["ef", "ab", "fa"], [0, 0, 0]),
    ],
)
def test_pairs_that_share_a_detail_are_one(found, groups):
    assert group_conflicts(pairs(*found)) == groups


@pytest.mark.parametrize(
    ("found", "told", "odds"),
    [
        (["ab"], [], [DIFFER]),
        (["ab"], ["ab"], [CANNOT]),
        (["ab"], ["ba"], [CANNOT]),
        (["ab"], ["ac", "bc"], [DIFFER]),
        (["ab", "cd"], ["dc"], [DIFFER, CANNOT]),
        # One pair in the same words is enough for the whole disagreement.
        (["ab", "bc"], ["bc"], [CANNOT, CANNOT]),
    ],
)
def test_only_what_one_utterance_says_cannot_both_hold(found, told, odds):
    assert find_disagreements(pairs(*found), DETAILS, versions(*told))["odds"].tolist() == odds


def test_other_verdicts_and_unknown_details_are_left_out_and_the_surest_come_first():
    table = pairs("ab", "cd", "xy", "ef", confidence=[0.5, 0.9, 0.9, 0.7])
    table.loc[3, "verdict"] = "update"
    found = find_disagreements(table, DETAILS, versions())
    assert found["detail_a"].tolist() == ["c", "a"]
    assert found["group"].tolist() == [0, 1]
    assert find_disagreements(table.iloc[:0], DETAILS, versions()).empty


VALUES = {"a": "4", "b": "5", "c": "5", "d": "6", "e": "1", "f": "2"}
ARTICLES = pd.DataFrame(
    {"article_id": list("abcdef"), "label": ["Post", "Echo", "", "News", "Post II", "Gazette"]}
)


@pytest.mark.parametrize(
    ("found", "told", "rows"),
    [
        ([], [], []),
        (["ab"], [], [(1, "differ", "“a said 4” (Post) against “b said 5” (Echo)", 2)]),
        # Three pairs that share a detail are one row; who gives the same value stands together.
        (
            ["ab", "ac", "cd"],
            ["ac"],
            [(1, CANNOT, "“a said 4” (Post) against “b said 5” (Echo; c) against “d said 6” (News)", 4)],
        ),
        (
            ["ef", "ab"],
            [],
            [
                (1, "differ", "“e said 1” (Post II) against “f said 2” (Gazette)", 2),
                (2, "differ", "“a said 4” (Post) against “b said 5” (Echo)", 2),
            ],
        ),
    ],
)
def test_one_disagreement_is_one_row_with_its_group_of_articles(found, told, rows):
    details = DETAILS.assign(
        article_id=list("abcdef"),
        value=DETAILS["detail_id"].map(VALUES),
        text=[f"{name} said\n{value}" for name, value in VALUES.items()],
    )
    conflicts = pairs(*found).assign(kind="number", reason="other numbers")
    shown = describe_disagreements(conflicts, details, versions(*told), ARTICLES)
    columns = ["number", "odds", "told", "articles"]
    assert list(shown[columns].itertuples(index=False, name=None)) == rows
