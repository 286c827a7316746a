"""How tight groups are, what is at their centre, and where all lie on a map."""

import numpy as np
import pytest

from retold.arguments.grouping.cohesion import (
    find_medoids,
    mean_cosines,
    plane,
    silhouettes,
    vector_silhouettes,
)


def test_silhouettes_agree_with_scikit_learn():
    from sklearn.metrics import silhouette_samples

    rng = np.random.default_rng(1)
    points = np.concatenate([rng.normal(0, 1, (5, 3)), rng.normal(4, 1, (6, 3))])
    points /= np.linalg.norm(points, axis=1, keepdims=True)
    distances = 1 - points @ points.T
    np.fill_diagonal(distances, 0)
    labels = np.array([1] * 5 + [2] * 6)
    expected = silhouette_samples(distances, labels, metric="precomputed")
    assert np.allclose(silhouettes(distances, labels), expected)
    assert np.allclose(vector_silhouettes(points, labels), expected, atol=1e-6)


@pytest.mark.parametrize("labels", [[0, 0, 0], [1, 1, 1], [1, 1, 0]])
def test_no_silhouette_without_two_groups(labels):
    assert silhouettes(np.ones((3, 3)), np.array(labels)).tolist() == [0, 0, 0]


def test_medoid_is_the_statement_nearest_to_the_others():
    vectors = np.array([[1, 0], [0.8, 0.6], [0.6, 0.8], [0, -1], [0, -1]], dtype=float)
    labels = np.array([1, 1, 1, 2, 2])
    assert find_medoids(vectors, labels) == [1, 3]
    assert mean_cosines(vectors, labels)[3:].tolist() == [1, 1]
    assert np.isnan(mean_cosines(vectors, labels * 0)).all()
    assert [axis.tolist() for axis in plane(np.ones((3, 2)))] == [[0] * 3, [0] * 3]


WIDTHS = [
    ([[0, 1], [1, 0]], [1, 2], [1, 1]),  # each alone in its group, and all of it
    ([[0, 0, 1, 1], [0, 0, 1, 1], [1, 1, 0, 0], [1, 1, 0, 0]], [1, 1, 2, 2], [1, 1, 1, 1]),
    ([[0, 0, 1, 1], [0, 0, 1, 1], [1, 1, 0, 0], [1, 1, 0, 0]], [1, 2, 1, 2], [-0.5, -0.5, -0.5, -0.5]),
    ([[0, 0, 0, 0]] * 4, [1, 1, 2, 2], [0, 0, 0, 0]),  # all at one place
    ([[0, 1, 1], [1, 0, 1], [1, 1, 0]], [0, 1, 2], [0, 1, 1]),  # what stays alone counts 0
]


@pytest.mark.parametrize(("distances", "labels", "widths"), WIDTHS)
def test_silhouettes(distances, labels, widths):
    assert silhouettes(np.array(distances, dtype=float), np.array(labels)).tolist() == widths


def test_silhouettes_do_not_depend_on_the_order_of_statements():
    rng = np.random.default_rng(3)
    distances = rng.random((30, 30))
    distances = (distances + distances.T) / 2 * (1 - np.eye(30))
    labels = rng.integers(0, 5, 30)
    turned = rng.permutation(30)
    moved = silhouettes(distances[np.ix_(turned, turned)], labels[turned])
    assert np.allclose(moved, silhouettes(distances, labels)[turned], atol=1e-9)


@pytest.mark.parametrize("n", [0, 1, 2])
def test_a_map_of_almost_nothing(n):
    x, y = plane(np.eye(3)[:n])
    assert len(x) == len(y) == n
    assert not y.any()
