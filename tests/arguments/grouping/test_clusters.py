"""Ways to group: trees and cuts, names of groups, and the range of each parameter."""

import numpy as np
import pytest
from scipy.cluster.hierarchy import fcluster

from retold.arguments.grouping.clusters import (
    METHODS,
    Space,
    average_tree,
    check_threshold,
    cut_tree,
    find_method,
    group_space,
    leave_small,
    name_groups,
)
from retold.arguments.grouping.embedding import centre
from retold.arguments.grouping.group import group_vectors
from retold.errors import ParameterError


def mixture(n, groups, noise, seed=0):
    rng = np.random.default_rng(seed)
    centres = rng.normal(size=(groups, 64))
    true = rng.integers(0, groups, n)
    return centres[true] + noise * rng.normal(size=(n, 64)), true


@pytest.mark.parametrize("method", ["average", "local", "louvain", "kmeans", "hdbscan"])
def test_known_groups_are_found_by_every_method(method):
    from sklearn.metrics import adjusted_rand_score

    points, true = mixture(120, 4, 0.3)
    assert adjusted_rand_score(true, group_vectors(points, method=method)) > 0.9


def test_small_and_large_path_agree():
    from sklearn.metrics import adjusted_rand_score

    points, _ = mixture(2500, 12, 0.8)
    small, large = group_vectors(points, method="average"), group_vectors(points)
    assert find_method("auto", 2500)[0] == "local"
    assert adjusted_rand_score(small, large) >= 0.9


def test_too_many_statements_for_all_pairs():
    with pytest.raises(ParameterError, match="compares all pairs"):
        find_method("average", 1_000_000)


def test_vectors_without_difference_stay_alone():
    assert group_vectors(np.ones((10, 3))).tolist() == [0] * 10
    assert group_vectors(np.zeros((0, 3))).tolist() == []


def test_a_part_of_a_space_keeps_its_likenesses():
    points, _ = mixture(40, 2, 0.3)
    vectors = centre(points)
    space = Space(vectors, vectors @ vectors.T).with_graph()
    kept = np.arange(0, 40, 2)
    part = space.part(kept)
    assert np.array_equal(part.probabilities, space.probabilities[kept][:, kept])
    assert part.graph.shape == (20, 20)
    assert len(group_space(part, METHODS["louvain"], 1.0)) == 20


def test_a_cut_tree_is_that_of_scipy():
    rng = np.random.default_rng(0)
    for n in (2, 3, 20, 60):
        distances = np.round(rng.random((n, n)), 1)  # many ties
        tree = average_tree((distances + distances.T) / 2 * (1 - np.eye(n)))
        cuts = np.round(np.arange(0, 1.05, 0.05), 2)
        for cut, labels in zip(cuts, cut_tree(tree, cuts).T, strict=True):
            same = name_groups(fcluster(tree, cut, criterion="distance"), 2)
            assert name_groups(labels, 2).tolist() == same.tolist()


NAMED = [
    ([], []),
    ([5], [0]),
    ([5, 5], [1, 1]),
    ([3, 7, 7, 3, 7], [2, 1, 1, 2, 1]),  # by size
    ([9, 9, 2, 2], [1, 1, 2, 2]),  # of one size the first
    ([1, 2, 3], [0, 0, 0]),
]


@pytest.mark.parametrize(("raw", "names"), NAMED)
def test_groups_are_named_by_size(raw, names):
    assert name_groups(np.array(raw, dtype=np.int64), 2).tolist() == names


REFUSED = [
    ("average", 1.1),
    ("average", 0),
    ("local", 1.1),
    ("louvain", 101),
    ("kmeans", 1),
    ("hdbscan", 1),
    ("auto", 7),
]


@pytest.mark.parametrize(("method", "value"), REFUSED)
def test_a_threshold_out_of_range_is_refused(method, value):
    with pytest.raises(ParameterError, match="out of range"):
        check_threshold(value, method)


def test_a_method_that_is_not_there_is_refused():
    with pytest.raises(ParameterError, match="did you mean 'average'"):
        find_method("averge", 10)


@pytest.mark.parametrize("method", list(METHODS))
@pytest.mark.parametrize("n", [1, 2])
def test_one_or_two_statements_are_grouped_by_no_method_into_more_than_one(method, n):
    vectors = np.eye(2)[:n]
    space = Space(vectors, np.eye(n))
    assert group_space(space, METHODS[method], 0.9).max() <= 1


def test_what_is_left_alone_is_what_has_no_name():
    rng = np.random.default_rng(0)
    raw = rng.integers(0, 6, (20, 15))
    for row, left in zip(raw, leave_small(raw, 3), strict=True):
        names = name_groups(row, 3)
        assert (left > 0).tolist() == (names > 0).tolist()
        assert len(set(zip(left, names, strict=True))) == len(set(names)) == len(set(left))
