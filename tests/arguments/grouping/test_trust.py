import numpy as np
import pytest
from scipy import sparse

from retold.arguments.grouping.clusters import Space, name_groups
from retold.arguments.grouping.cohesion import (
    find_medoids,
    mean_cosines,
    plane,
    silhouettes,
    vector_silhouettes,
)
from retold.arguments.grouping.criterion import all_pairs, expected_rand, judge, put_together
from retold.arguments.grouping.group import group_arguments
from retold.arguments.grouping.neighbours import graph_of, neighbour_graph
from retold.arguments.grouping.stability import (
    claim_stability,
    count_resamples,
    nearest_jaccard,
    pair_jaccard,
    subset_stability,
    sweep_stability,
)
from retold.arguments.grouping.trust import best_grouping, find_influence, stay_together
from retold.arguments.grouping.word_rows import read_word_rows
from tests.arguments.grouping.test_group import frame


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


EXPECTED = [
    ([1, 0, 0], [True, False, False], 1),
    ([1, 0, 0], [True, True, True], 0),
    ([1, 0, 0], [False, False, False], 0),
    ([0.5, 0.5, 0.5], [True, False, False], 0),
    ([1, 0, 0], [False, True, False], -0.5),
]


@pytest.mark.parametrize(("probabilities", "same", "value"), EXPECTED)
def test_expected_rand(probabilities, same, value):
    assert expected_rand(np.array(probabilities, dtype=float), np.array(same)) == pytest.approx(value)


def test_expected_rand_of_certain_pairs_is_the_adjusted_rand_index():
    from sklearn.metrics import adjusted_rand_score

    true, found = np.array([1, 1, 1, 2, 2, 3]), np.array([1, 1, 2, 2, 2, 3])
    pairs = all_pairs(6)
    value = expected_rand(put_together(true, pairs).astype(float), put_together(found, pairs))
    assert value == pytest.approx(adjusted_rand_score(true, found))
    assert judge((true[:, None] == true).astype(float), true) == 1


CLEAR = ["the tax on land rose again", "the tax on land rose once more", "the tax on land rose for all of us"]
OTHER = [
    "rain fell on the northern hills",
    "rain fell on the northern towns",
    "rain fell on all northern roads",
]
ODD = [
    "seven ships lie in harbour today",
    "bread grows dearer every single week",
    "her violin has lost two strings",
]


@pytest.mark.parametrize("embedding", ["encoder", "wordllama", "tfidf"])
def test_clear_groups_are_stable_and_chance_groups_are_not(embedding):
    claims = [*CLEAR, *OTHER, *ODD]

    def group(p):
        return best_grouping(Space(np.zeros((len(p), 1)), p), "average", 2)

    good = np.array([1, 1, 1, 2, 2, 2, 0, 0, 0])
    mixed = np.array([1, 2, 0, 1, 2, 0, 1, 2, 0])
    rows = read_word_rows(claims, embedding=embedding)
    options = {"replicates": 20, "seed": 0}
    stable, null = claim_stability(rows, good, group, **options)
    assert (stable > 0.8).all()
    assert claim_stability(rows, mixed, group, **options).value.max() < min(0.6, stable.min())
    assert ((null >= 0) & (null <= 1)).all()


def test_a_pair_that_is_only_nearest_to_each_other_is_not_trusted():
    groups = group_arguments(frame([*CLEAR, *OTHER, *ODD]), threshold=0.97, min_size=2, replicates=40)
    trusted = groups.groups.set_index("argument")["trusted"]
    names = groups.arguments["argument"].tolist()
    odd = set(names[6:]) - {"none"} - set(names[:6])
    assert not any(trusted[name] for name in odd)


@pytest.mark.parametrize(
    ("n", "asked", "times"), [(0, 50, 50), (10, 500, 100), (2000, 500, 10), (10**6, 5, 5)]
)
def test_count_resamples(n, asked, times):
    assert count_resamples(n, asked) == times


def test_nearest_jaccard_of_a_group_that_is_gone_is_not_defined():
    values = nearest_jaccard(np.array([1, 1, 2]), np.array([1, 1, 0]), 3)
    assert values[0] == 1
    assert np.isnan(values[1:]).all()


PAIRS = [
    ([1, 1, 2, 2], [1, 1, 2, 2], 1),
    ([1, 1, 1, 1], [1, 1, 0, 0], 1 / 6),
    ([1, 1, 0, 0], [0, 0, 1, 1], 0),
    ([0, 0], [0, 0], np.nan),
]


@pytest.mark.parametrize(("a", "b", "value"), PAIRS)
def test_pair_jaccard(a, b, value):
    assert pair_jaccard(np.array(a), np.array(b)) == pytest.approx(value, nan_ok=True)


def test_stability_in_subsets_of_what_never_changes_is_one():
    labels = np.array([1] * 6 + [2] * 4)
    assert subset_stability(10, labels, lambda kept: labels[kept], replicates=5, seed=0).tolist() == [1, 1]
    table = sweep_stability([labels, labels * 0], lambda kept: [labels[kept], labels[kept] * 0], replicates=5)
    assert table["stability"][0] == table["low"][0] == 1
    assert np.isnan(table["stability"][1])


def test_influence_names_the_article_a_group_depends_on():
    articles = ["a", "a", "b", "b", "c"]
    labels = np.array([1, 1, 2, 2, 2])

    def group(kept):
        return name_groups(np.where(np.isin(kept, [2, 3, 4]), 7, 10 + kept), 2)

    table = find_influence(articles, labels, group).set_index(["argument", "left_out"])
    assert table["statements"].to_dict() == {("A1", "a"): 0, ("A2", "b"): 1, ("A2", "c"): 2}
    assert table["depends"].to_dict() == {("A1", "a"): True, ("A2", "b"): True, ("A2", "c"): False}


def test_staying_together_counts_pairs():
    labels = np.array([1, 1, 1, 1, 2, 2, 0])
    assert stay_together(labels, np.array([1, 1, 2, 2, 0, 0, 0])).tolist() == [1 / 3, 0]


def test_sweep_covers_cuts_methods_and_embeddings():
    sweep = group_arguments(frame([*CLEAR, *OTHER, *ODD]), replicates=20).sweep
    assert set(sweep["kind"]) == {"threshold", "method", "embedding"}
    assert sweep["together"].between(0, 1).all()
    seeds = group_arguments(frame([*CLEAR, *OTHER, *ODD]), method="louvain", replicates=20).sweep
    assert (seeds["kind"] == "seed").any()


def unit_vectors(n, d, seed=0):
    vectors = np.random.default_rng(seed).normal(size=(n, d))
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def test_the_graph_joins_nearest_neighbours_both_ways():
    vectors = unit_vectors(30, 5)
    graph = neighbour_graph(vectors, neighbours=3)
    cosines = vectors @ vectors.T
    np.fill_diagonal(cosines, -1)
    nearest = np.zeros((30, 30), dtype=bool)
    np.put_along_axis(nearest, np.argsort(-cosines, axis=1)[:, :3], True, axis=1)
    expected = (nearest | nearest.T) & (cosines > 0)
    assert np.array_equal(graph.toarray() > 0, expected)
    assert np.array_equal(graph_of(cosines, neighbours=3).toarray() > 0, expected)


def test_search_in_cells_finds_most_of_the_neighbours_of_a_mixture():
    rng = np.random.default_rng(0)
    centres = unit_vectors(20, 32)
    vectors = centres[rng.integers(0, 20, 3000)] + 0.1 * rng.normal(size=(3000, 32))
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    exact, cells = neighbour_graph(vectors), neighbour_graph(vectors, exact=0)
    assert exact.multiply(cells > 0).nnz / exact.nnz > 0.9


@pytest.mark.parametrize("n", [0, 1, 2])
def test_graph_of_almost_nothing(n):
    graph = neighbour_graph(unit_vectors(n, 3) if n else np.zeros((0, 3)))
    assert sparse.issparse(graph)
    assert graph.shape == (n, n)


def test_medoid_is_the_statement_nearest_to_the_others():
    vectors = np.array([[1, 0], [0.8, 0.6], [0.6, 0.8], [0, -1], [0, -1]], dtype=float)
    labels = np.array([1, 1, 1, 2, 2])
    assert find_medoids(vectors, labels) == [1, 3]
    assert mean_cosines(vectors, labels)[3:].tolist() == [1, 1]
    assert np.isnan(mean_cosines(vectors, labels * 0)).all()
    assert [axis.tolist() for axis in plane(np.ones((3, 2)))] == [[0] * 3, [0] * 3]
