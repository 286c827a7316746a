"""How well a grouping agrees with probabilities of pairs."""

import numpy as np
import pytest

from retold.arguments.grouping.criterion import all_pairs, expected_rand, judge, put_together


@pytest.mark.parametrize(
    ("probabilities", "same", "value"),
    [
        ([], [], 0),
        ([1, 0, 0], [1, 0, 0], 1),
        ([1, 0, 0], [0, 1, 0], -0.5),
        ([0.9, 0.1, 0.1], [1, 1, 1], 0),
        ([0.9, 0.1, 0.1], [0, 0, 0], 0),
        ([0.9, 0, 0.1], [1, 0, 0], (0.9 - 1 / 3) / (1 - 1 / 3)),
        ([0, 0], [0, 0], 0),
    ],
)
def test_expected_rand(probabilities, same, value):
    found = expected_rand(np.array(probabilities, dtype=float), np.array(same, dtype=bool))
    assert found == pytest.approx(value)


@pytest.mark.parametrize(("n", "pairs"), [(0, []), (1, []), (3, [[0, 1], [0, 2], [1, 2]])])
def test_all_pairs(n, pairs):
    assert all_pairs(n).tolist() == pairs


@pytest.mark.parametrize(
    ("labels", "same"), [([1, 1, 2], [True, False, False]), ([0, 0, 0], [False] * 3), ([1, 1, 1], [True] * 3)]
)
def test_who_is_together(labels, same):
    # 0 is alone, and not together with another one that is alone.
    assert put_together(np.array(labels), all_pairs(3)).tolist() == same


def test_judge_reads_a_whole_matrix():
    matrix = np.array([[1, 0.9, 0], [0.9, 1, 0.1], [0, 0.1, 1]])
    best = judge(matrix, np.array([1, 1, 0]))
    assert best == pytest.approx((0.9 - 1 / 3) / (1 - 1 / 3))
    assert best > judge(matrix, np.array([1, 0, 1]))
