"""Nothing hangs on the last bit: inputs that differ in the twelfth digit give the same groups, neighbours and tables."""

import numpy as np
import pandas as pd
import pytest
from scipy import sparse
from scipy.cluster.hierarchy import fcluster

from retold.arguments.grouping.clusters import (
    METHODS,
    Space,
    average_tree,
    group_space,
    name_groups,
    part_merges,
)
from retold.arguments.grouping.cohesion import find_medoids, plane, silhouettes, vector_silhouettes
from retold.arguments.grouping.embedding import commonest_terms, embed
from retold.arguments.grouping.group import group_vectors
from retold.arguments.grouping.means import group_by_means
from retold.arguments.grouping.neighbours import neighbour_graph
from retold.arguments.grouping.same_claim import vector_probabilities
from retold.articles.attribution.scorer import probability
from retold.consistency.wording.alignment import Coded, align_pairs
from retold.showing import show
from retold.tables import conform
from retold.ties import best_first, distinct, first_best, settle, take_best

LAST_BITS = (1 - 1e-12, 1.0, 1 + 1e-12)


def jitter(values, seed=1):
    """Move every value by a billionth of a thousandth of itself, up or down."""
    return values * np.random.default_rng(seed).choice(LAST_BITS, size=np.shape(values))


def unit(rows):
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


@pytest.fixture(scope="module")
def crowd():
    """Statements in twelve groups, each vector three times, and mirror images that are as near as they are."""
    rng = np.random.default_rng(3)
    centres = np.repeat(np.eye(12), 4, axis=0)
    apart = np.round(rng.normal(0, 0.1, centres.shape), 2)
    return unit(np.concatenate([centres + apart] * 2 + [centres + apart, centres - apart]))


@pytest.mark.parametrize(
    ("values", "best", "order"),
    [
        ([0.3, 0.1 + 0.2], 0, [0, 1]),
        ([0.1, 0.2, 0.2], 1, [1, 2, 0]),
        ([-0.0, 0.0, -1e-15], 0, [0, 1, 2]),
        ([1.0, np.inf, 2.0], 1, [1, 2, 0]),
    ],
)
def test_of_equals_the_first(values, best, order):
    assert first_best(values) == best
    assert best_first(values).tolist() == order


def test_settled_values_keep_what_is_not_there():
    assert np.isnan(settle(np.nan))
    assert settle(-np.inf) == -np.inf
    assert str(settle(-1e-12)) == "0.0"


@pytest.mark.parametrize("count", [1, 3, 10, 199])
def test_the_best_are_those_of_a_stable_sort(count):
    values = np.random.default_rng(count).integers(0, 6, (40, 200)).astype(float)
    values[np.arange(40), np.arange(40)] = -np.inf
    expected = np.sort(best_first(values, axis=1)[:, :count], axis=1)
    assert np.array_equal(take_best(values, count), expected)


@pytest.mark.parametrize("most", [1, 100, 4096, 6000])
def test_terms_are_cut_by_count_and_then_by_the_alphabet(most):
    counts = np.random.default_rng(0).choice([1, 1, 1, 1, 2, 3], size=5000)
    ranked = sorted(range(5000), key=lambda term: (-counts[term], term))
    assert commonest_terms(sparse.csr_array([counts]), most).tolist() == sorted(ranked[:most])


def test_neighbours_and_their_weights_are_the_same(crowd):
    for exact in (10_000, 10):  # all pairs, and only those in near cells
        graphs = [neighbour_graph(jitter(crowd, seed), neighbours=5, exact=exact) for seed in range(4)]
        for graph in graphs[1:]:
            assert (graph != graphs[0]).nnz == 0
    places = neighbour_graph(np.ones((30, 2)) / np.sqrt(2), neighbours=2).tocsr()
    assert places[20].indices.tolist() == [0, 1]


@pytest.mark.parametrize("method", ["average", "local", "louvain", "kmeans", "hdbscan"])
def test_groups_are_the_same_by_every_method(crowd, method):
    values = {"average": 0.5, "local": 0.5, "louvain": 1.0, "kmeans": 12.0, "hdbscan": 3.0}
    found = []
    for seed in range(4):
        vectors = jitter(crowd, seed)
        space = Space(vectors, jitter(vector_probabilities(vectors), seed))
        found.append(group_space(space, METHODS[method], values[method]).tolist())
        chosen = group_vectors(vectors, method=method).tolist()
        found[-1] += chosen
    assert found[1:] == found[:1] * 3
    assert max(found[0]) >= 3


def test_a_mean_distance_that_is_the_cut_itself_is_merged():
    # (0.2 + 0.4) / 2 is 0.30000000000000004.
    distances = np.array([[0, 0.1, 0.2], [0.1, 0, 0.4], [0.2, 0.4, 0]])
    for seed in range(4):
        assert len(set(fcluster(average_tree(jitter(distances, seed)), 0.3, criterion="distance"))) == 1


def test_merges_of_one_height_have_an_order():
    distances = 1.0 - np.eye(9)
    reached = part_merges(distances, 3)
    assert np.allclose(reached, distances, atol=1e-9)
    assert len(np.unique(reached)) == 9  # eight merges, and the diagonal
    assert np.array_equal(part_merges(settle(jitter(distances)), 3), reached)


def test_means_find_groups_that_are_there_and_no_more_than_there_are():
    truth = np.repeat(np.arange(5), 8)
    noise = np.random.default_rng(0).normal(0, 0.05, (40, 6))
    vectors = unit(np.eye(6)[truth] + noise)
    assert np.array_equal(group_by_means(vectors, 5), truth)
    assert group_by_means(np.eye(3)[[0, 1, 0, 1]], 4).tolist() == [0, 1, 0, 1]
    assert group_by_means(np.zeros((3, 2)), 2).tolist() == [0, 0, 0]


def test_the_most_central_statement_is_the_first_of_equals(crowd):
    labels = name_groups(np.tile(np.repeat(np.arange(12), 4), 4), 2)
    expected = find_medoids(crowd, labels)
    for seed in range(4):
        assert find_medoids(jitter(crowd, seed), labels) == expected
    assert find_medoids(np.ones((4, 1)), np.array([2, 1, 1, 2])) == [1, 0]


def test_places_on_the_map_are_the_same_where_two_axes_are_alike():
    corners = np.array([[1.0, 1, 0], [1, -1, 0], [-1, 1, 0], [-1, -1, 0], [0, 0, 0.1]])
    expected = np.stack(plane(corners))
    assert np.allclose(np.abs(expected).max(axis=1), np.sqrt(2))
    for seed in range(4):
        assert np.allclose(np.stack(plane(jitter(corners, seed))), expected, atol=1e-8)
    # Turned and mirrored, the decomposition returns other axes.
    turn = np.linalg.qr(np.random.default_rng(0).normal(size=(3, 3)))[0]
    assert np.allclose(np.stack(plane(corners @ turn)), expected, atol=1e-8)


@pytest.mark.parametrize("shape", [(0, 3), (1, 3), (4, 3), (5, 1)])
def test_places_of_almost_nothing(shape):
    assert [places.tolist() for places in plane(np.ones(shape))] == [[0.0] * shape[0]] * 2


def test_what_says_the_same_has_no_width():
    vectors, labels = np.ones((4, 3)) / np.sqrt(3), np.array([1, 1, 2, 2])
    assert vector_silhouettes(vectors, labels).tolist() == [0, 0, 0, 0]
    assert silhouettes(jitter(np.full((4, 4), 1e-13)), labels).tolist() == [0, 0, 0, 0]


def test_embedded_texts_do_not_hang_on_the_order_of_others():
    texts = [f"the {noun} was {verb} in the {place}" for noun in ("river", "bridge", "town") for verb in
             ("seen", "lost") for place in ("north", "south")]  # fmt: skip
    turned = embed(texts[::-1])[::-1]
    assert np.allclose(embed(texts) @ embed(texts).T, turned @ turned.T, atol=1e-9)


def test_equal_ways_to_align_are_chosen_by_the_order_of_moves():
    """Two light words of one class, and as much in gaps: sums of tenths would tell them apart by their last bit."""

    def coded(words, classes):
        numbers = np.array(words)
        return Coded(numbers, numbers, np.array(classes), np.ones(len(words)))  # fmt: skip

    a, b = coded([1, 2, 3, 1], [0, 4, 4, 0]), coded([1, 5, 1], [0, 4, 0])
    [found] = align_pairs([a, b], [(0, 1)])
    [turned] = align_pairs([b, a], [(0, 1)])
    assert [(m.a, m.b) for m in found] == [(0, 0), (2, 1), (3, 2)]
    assert len(turned) == len(found)


@pytest.mark.parametrize("value", [1 / 128, 3 / 128, 0.1234565, 2.5e-6, 12.3456785])
def test_numbers_that_end_on_a_five_are_written_alike(value):
    near = [np.nextafter(value, -np.inf), value, np.nextafter(value, np.inf)]
    frame = pd.DataFrame({"figure": ["a", "b", "c"], "left_out": "", "value": near, "change": 0.0})
    assert conform(frame, "influence")["value"].nunique() == 1
    assert len({row[0] for row in show(pd.DataFrame({"x": near}), digits=6).rows}) == 1


def test_the_order_of_features_does_not_matter():
    weights = {"": 0.1, "a": 0.2, "b": -0.3, "c": 1e-3, "d": -1e-3}
    assert {probability(weights, order) for order in ("abcd", "dcba", "bdca")} == {0.5}


@pytest.mark.parametrize(
    "numbers",
    [
        np.array([], dtype=np.int64),
        np.array([7]),
        np.array([[3, 1, 3], [0, 3, 1]]),
        np.random.default_rng(5).integers(0, 50, 300) * 1000 + 7,
    ],
)
def test_different_numbers_are_those_of_numpy(numbers):
    assert distinct(numbers).tolist() == np.unique(numbers).tolist()
    assert distinct(numbers).dtype == numbers.dtype
