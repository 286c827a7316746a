"""Groups around means."""

import numpy as np
import pytest

from retold.arguments.grouping.means import find_nearest, first_means, group_by_means, move_means

AXES = np.eye(3)
CASES = [
    (AXES[[0]], 2, [0]),
    (AXES[[0, 0, 1, 1, 2]], 3, [0, 0, 1, 1, 2]),
    (AXES[[2, 1, 0]], 3, [0, 1, 2]),  # numbered by their first member
    (AXES[[0, 0, 0]], 3, [0, 0, 0]),  # no more groups than there are different vectors
    (AXES[[0, 1, 2]], 1, [0, 0, 0]),
]


@pytest.mark.parametrize(("vectors", "groups", "labels"), CASES)
@pytest.mark.parametrize("seed", [0, 1, 2])
def test_groups_around_means(vectors, groups, labels, seed):
    assert group_by_means(vectors, groups, seed=seed).tolist() == labels


def test_of_equally_near_means_the_first_counts():
    labels, cosines = find_nearest(np.array([[1.0, 0.0]]), np.array([[0.6, 0.8], [0.6, -0.8]]))
    assert labels.tolist() == [0]
    assert cosines.tolist() == [0.6]


def test_an_empty_mean_stays_where_it_is():
    vectors = np.array([[1.0, 0.0], [1.0, 0.0]])
    means = np.array([[1.0, 0.0], [-1.0, 0.0]])
    assert move_means(vectors, means, rounds=3).tolist() == means.tolist()


@pytest.mark.parametrize("groups", [1, 2, 3, 9])
def test_first_means_are_different_vectors(groups):
    drawn = first_means(AXES[[0, 0, 1, 1, 2]], groups, np.random.default_rng(0))
    assert len(drawn) == min(groups, 3)
    assert len(np.unique(drawn, axis=0)) == len(drawn)
