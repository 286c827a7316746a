"""The nearest neighbours of each statement as a graph."""

import numpy as np
import pytest
from scipy import sparse

from retold.arguments.grouping.neighbours import neighbour_graph


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


CASES = [
    (np.eye(3), 0),  # nothing is like anything
    (np.ones((4, 1)), 12),  # all are at one place
    (np.array([[1.0], [-1.0], [1.0]]), 2),  # opposite ones are no neighbours
    (np.zeros((5, 2)), 0),
]


@pytest.mark.parametrize(("vectors", "edges"), CASES)
@pytest.mark.parametrize("exact", [0, 20_000])
def test_edges_have_positive_weights(vectors, edges, exact):
    graph = neighbour_graph(vectors, exact=exact)
    assert graph.nnz == edges
    assert (graph != graph.T).nnz == 0
    assert (graph.data > 0).all()


def test_of_equally_near_statements_the_first_are_neighbours():
    graph = neighbour_graph(np.ones((5, 1)), neighbours=1).toarray()
    assert graph.sum(axis=1).tolist() == [4, 1, 1, 1, 1]


def test_blocks_do_not_change_the_graph(monkeypatch):
    vectors = unit_vectors(40, 4)
    whole = neighbour_graph(vectors)
    monkeypatch.setattr("retold.arguments.grouping.neighbours.BLOCK_CELLS", 100)
    assert (neighbour_graph(vectors) != whole).nnz == 0
