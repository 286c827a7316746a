"""Shares of variance: of one choice, of none, of interactions alone, and where combinations are missing."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retold.statistics.variance import variance_shares

CROSSED = pd.DataFrame({"a": ["x", "x", "y", "y"], "b": ["u", "v", "u", "v"]})

CASES = {
    "one choice alone": ([1, 1, 5, 5], CROSSED, {"a": 1.0, "b": 0.0}, 0.0),
    "two that add up": ([1, 2, 3, 4], CROSSED, {"a": 0.8, "b": 0.2}, 0.0),
    "only both together": ([1, -1, -1, 1], CROSSED, {"a": 0.0, "b": 0.0}, 1.0),
    "half and half": ([0, 0, 0, 4], CROSSED, {"a": 1 / 3, "b": 1 / 3}, 1 / 3),
    "no variance": ([2, 2, 2, 2], CROSSED, {"a": math.nan, "b": math.nan}, math.nan),
    "one universe": ([2], CROSSED.head(1), {"a": math.nan, "b": math.nan}, math.nan),
    "no universe": ([], CROSSED.head(0), {"a": math.nan, "b": math.nan}, math.nan),
    "one option": ([1, 3], pd.DataFrame({"a": ["x", "x"]}), {"a": 0.0}, 1.0),
    "no choice": ([1, 3], pd.DataFrame(index=[0, 1]), {}, 1.0),
    # Of y and v nothing is known, so that each choice tells of the other and both together need not be one.
    "one is missing": ([1, 2, 3], CROSSED.head(3), {"a": 0.75, "b": 0.0}, 0.0),
}


@pytest.mark.parametrize(("values", "choices", "alone", "rest"), CASES.values(), ids=CASES)
def test_shares(values, choices, alone, rest):
    found = variance_shares(values, choices)
    assert found.alone.to_dict() == pytest.approx(alone, nan_ok=True)
    assert found.rest == pytest.approx(rest, nan_ok=True)


@given(st.lists(st.integers(-9, 9), min_size=12, max_size=12), st.permutations(range(12)))
def test_whatever_the_numbers_all_of_a_full_grid_adds_up_to_one_and_order_does_not_count(values, order):
    choices = pd.DataFrame([(a, b, c) for a in "xyz" for b in "uv" for c in "pq"], columns=["a", "b", "c"])
    found = variance_shares(values, choices)
    if len(set(values)) == 1:
        assert math.isnan(found.rest)
        return
    assert found.alone.sum() + found.rest == pytest.approx(1)
    assert found.alone.between(0, 1 + 1e-9).all()
    shuffled = variance_shares(np.array(values)[order], choices.iloc[order][["c", "a", "b"]])
    assert shuffled.alone[["a", "b", "c"]].to_list() == pytest.approx(found.alone.to_list(), abs=1e-9)
    assert shuffled.rest == pytest.approx(found.rest, abs=1e-9)
