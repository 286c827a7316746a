import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retold.arguments.grouping.evaluation import compare_groups, group_scores, score_groups
from retold.errors import ParameterError

SCORES = [
    (["a", "a", "b"], ["x", "x", "y"], (1, 1, 1, 1)),
    (["a", "a", "a"], ["x", "x", "y"], (0, 5 / 9, 1, 1 / 2)),
    (["a", "b", "c"], ["x", "x", "y"], (0, 1, 2 / 3, 0)),
    (["a", "b", "c"], ["x", "y", "z"], (1, 1, 1, np.nan)),
]


@pytest.mark.parametrize(("found", "true", "expected"), SCORES)
def test_group_scores(found, true, expected):
    scores = group_scores(found, true)
    own = (scores["ARI"], scores["B-cubed precision"], scores["B-cubed recall"], scores["pair F1"])
    assert own == pytest.approx(expected, nan_ok=True)


groupings = st.integers(2, 12).flatmap(
    lambda n: st.tuples(*[st.lists(st.integers(0, 3), min_size=n, max_size=n)] * 2)
)


@given(groupings)
def test_scores_agree_with_scikit_learn_and_lie_within_their_intervals(pair):
    from sklearn.metrics import adjusted_rand_score, v_measure_score

    found, true = pair
    scores = group_scores(found, true)
    assert scores["ARI"] == pytest.approx(adjusted_rand_score(true, found))
    assert scores["V-measure"] == pytest.approx(v_measure_score(true, found), abs=1e-9)
    assert group_scores(true, found)["B-cubed F1"] == pytest.approx(scores["B-cubed F1"])
    table = compare_groups(found, true).dropna()
    assert ((table["low"] <= table["value"] + 1e-9) & (table["value"] <= table["high"] + 1e-9)).all()


def test_intervals_narrow_with_more_things():
    rng = np.random.default_rng(0)
    true = rng.integers(0, 5, 600)
    found = np.where(rng.random(600) < 0.8, true, rng.integers(0, 5, 600))
    width = {n: compare_groups(found[:n], true[:n]).eval("high - low")[4] for n in (40, 600)}
    assert 0 < width[600] < width[40]


@pytest.mark.parametrize("n", [0, 1])
def test_too_few_things_have_no_score(n):
    assert compare_groups(["a"] * n, ["x"] * n).set_index("measure").loc["ARI", ["value", "low"]].isna().all()


def test_groupings_of_other_lengths():
    with pytest.raises(ParameterError, match="2 and 1 things"):
        compare_groups(["a", "b"], ["x"])


STATEMENTS = pd.DataFrame(
    {"statement_id": ["a:1", "a:2"], "article_id": "a", "start": [0, 10], "end": [10, 20]}
)
ARGUMENTS = pd.DataFrame({"statement_id": ["a:1", "a:2"], "article_id": "a", "argument": ["A1", "A1"]})


def test_score_groups_takes_the_coding_that_overlaps_most():
    coding = pd.DataFrame({"article_id": "a", "start": [0, 8], "end": [8, 20], "argument": ["x", "y"]})
    scores = score_groups(ARGUMENTS, STATEMENTS, coding).set_index("measure")["value"]
    assert scores["B-cubed precision"] == 0.5
    assert score_groups(ARGUMENTS, STATEMENTS, coding.iloc[:0]).empty


def test_score_groups_takes_the_spans_of_clauses_where_there_are_some():
    units = pd.DataFrame(
        {"statement_id": "a:1", "article_id": "a", "argument": ["A1", "A2"], "start": [0, 5], "end": [5, 10]}
    )
    coding = pd.DataFrame({"article_id": "a", "start": [0, 5], "end": [5, 10], "argument": ["x", "y"]})
    scores = score_groups(units, STATEMENTS, coding).set_index("measure")
    assert scores.loc["B-cubed F1", ["value", "n"]].tolist() == [1, 2]
