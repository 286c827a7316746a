"""Neighbourhoods of many statements, and groups within them."""

import numpy as np
import pytest
from scipy import sparse
from sklearn.metrics import adjusted_rand_score

from retold.arguments.grouping.clusters import METHODS, Space, group_space
from retold.arguments.grouping.cohesion import vector_silhouettes
from retold.arguments.grouping.embedding import centre
from retold.arguments.grouping.group import group_vectors
from retold.arguments.grouping.neighbourhoods import (
    Neighbourhoods,
    find_communities,
    find_copies,
    near_silhouettes,
)


def points_of(groups, each, *, noise=0.3, seed=0):
    rng = np.random.default_rng(seed)
    true = np.repeat(np.arange(groups), each)
    return rng.normal(size=(groups, 32))[true] + noise * rng.normal(size=(len(true), 32)), true


def chain(n):
    """Return a graph of n nodes in a row."""
    return sparse.csr_matrix(np.eye(n, k=1) + np.eye(n, k=-1))


GRAPHS = [
    (chain(0), 3, 0),
    (chain(1), 3, 1),
    (chain(3), 3, 1),
    (chain(40), 40, 1),
    (chain(40), 5, None),
    (sparse.csr_matrix((4, 4)), 2, 4),  # nobody is near another
]


@pytest.mark.parametrize(("graph", "most", "count"), GRAPHS)
def test_communities_are_divided_until_they_are_small(graph, most, count):
    found = find_communities(graph, most)
    sizes = np.bincount(found, minlength=0)
    assert (sizes <= most).all()
    assert (sizes > 0).all()
    assert count in (None, len(sizes))
    assert len(found) == graph.shape[0]


def test_what_no_way_parts_is_left_whole():
    whole = sparse.csr_matrix(np.array([[0.0, 1.0], [1.0, 0.0]]))
    assert len(find_communities(whole, 1)) == 2


COPIES = [
    (np.zeros((0, 2)), []),
    (np.array([[1.0, 0.0], [1.0, 0.0]]), [0, 0]),
    (np.array([[0.0, 1.0], [-0.0, 1.0]]), [0, 0]),
    (np.array([[0.6, 0.8], [0.8, 0.6], [0.6, 0.8 + 1e-9]]), [0, 1, 0]),
]


@pytest.mark.parametrize(("vectors", "numbers"), COPIES)
def test_copies_have_one_number(vectors, numbers):
    assert find_copies(vectors).tolist() == numbers


def test_blocks_hold_each_different_statement_once():
    points, _ = points_of(6, 30)
    vectors = centre(np.vstack([points, points[:50]]))
    places = Neighbourhoods.of(vectors, most=60)
    blocks = places.blocks()
    assert np.sort(np.concatenate(blocks)).tolist() == list(range(180))
    assert max(map(len, blocks)) <= 60
    kept = np.arange(100, 230)  # copies stand in for what isn't kept
    assert len(np.concatenate(places.part(kept).blocks())) == 130


def test_copies_are_in_one_group_however_many():
    points, true = points_of(8, 25)
    many = np.vstack([points, np.repeat(points[:1], 700, axis=0)])
    vectors = centre(many)
    space = Space(vectors, places=Neighbourhoods.of(vectors, most=50))
    labels = group_space(space, METHODS["local"], 0.5)
    assert len(set(labels[200:]) | {labels[0]}) == 1
    assert labels[0] > 0
    assert adjusted_rand_score(true, labels[:200]) > 0.9


@pytest.mark.parametrize("most", [25, 60, 1000])
def test_small_groups_are_found_whatever_the_size_of_a_neighbourhood(most):
    points, true = points_of(40, 12)
    vectors = centre(points)
    space = Space(vectors, places=Neighbourhoods.of(vectors, most=most))
    assert adjusted_rand_score(true, group_space(space, METHODS["local"], 0.2)) > 0.9


def test_many_small_groups_are_not_lumped_together_beyond_the_limit():
    points, true = points_of(260, 9)
    assert adjusted_rand_score(true, group_vectors(points)) > 0.9
    assert adjusted_rand_score(true, group_vectors(points, method="louvain")) < 0.9


def test_a_part_keeps_the_likenesses_of_the_whole():
    points, _ = points_of(6, 30)
    space = Space(centre(points)).with_places()
    part = space.part(np.arange(0, 180, 2))
    assert part.places.moments is space.places.moments
    assert len(group_space(part, METHODS["local"], 0.5)) == 90


def test_near_silhouettes_are_those_of_all_groups_where_groups_are_neighbours():
    points, _ = points_of(3, 6)
    vectors = centre(points)
    places = Neighbourhoods.of(vectors)
    labels = np.arange(18) % 3 + 1  # every group is near everybody
    near = places.graph.toarray() > 0
    sees_all = np.array([len({*labels[row], own}) == 3 for row, own in zip(near, labels, strict=True)])
    assert sees_all.any()
    found = near_silhouettes(vectors, labels, places)
    assert found[sees_all] == pytest.approx(vector_silhouettes(vectors, labels)[sees_all], abs=1e-5)


@pytest.mark.parametrize("most", [None, 5])
def test_silhouettes_of_units_alone_are_nothing_and_some_are_measured_for_all(most):
    points, true = points_of(3, 6)
    vectors = centre(points)
    places = Neighbourhoods.of(vectors)
    assert not near_silhouettes(vectors, np.zeros(18, dtype=np.int64), places, most=most).any()
    assert len(near_silhouettes(vectors, true + 1, places, most=most)) == (most or 18)
