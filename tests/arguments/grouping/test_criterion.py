"""How well a grouping agrees with probabilities of pairs."""

import numpy as np
import pytest

from retold.arguments.grouping.criterion import all_pairs, expected_rand, joint_criterion, judge, put_together


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


def test_expected_rand_of_certain_pairs_is_the_adjusted_rand_index():
    from sklearn.metrics import adjusted_rand_score

    true, found = np.array([1, 1, 1, 2, 2, 3]), np.array([1, 1, 2, 2, 2, 3])
    pairs = all_pairs(6)
    value = expected_rand(put_together(true, pairs).astype(float), put_together(found, pairs))
    assert value == pytest.approx(adjusted_rand_score(true, found))
    assert judge((true[:, None] == true).astype(float), true) == 1


def test_the_whole_matrix_and_the_pairs_give_one_index():
    rng = np.random.default_rng(0)
    likely = rng.random((12, 12))
    likely = (likely + likely.T) / 2
    np.fill_diagonal(likely, 1)
    pairs = all_pairs(12)
    for labels in rng.integers(0, 4, (5, 12)):
        same = put_together(labels, pairs)
        assert judge(likely, labels) == pytest.approx(expected_rand(likely[tuple(pairs.T)], same), abs=1e-9)


JOINT = [
    ([0.4, 0.5], [0.6, 0.2], [0.7, 0.6]),
    ([0.4, 0.5], [np.nan, np.nan], [0.4, 0.5]),  # of many statements no silhouette is measured
    ([], [], []),
]


@pytest.mark.parametrize(("expected", "widths", "values"), JOINT)
def test_joint_criterion(expected, widths, values):
    assert joint_criterion(np.array(expected), np.array(widths)).tolist() == pytest.approx(values)
