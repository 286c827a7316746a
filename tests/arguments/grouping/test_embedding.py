"""Statements as vectors."""

import numpy as np
import pytest
from scipy import sparse

from retold.arguments.grouping import embedding as embeddings
from retold.arguments.grouping.embedding import (
    centre,
    commonest_terms,
    embed,
    embed_parts,
    find_parts,
    join,
    scale_rows,
)
from retold.arguments.grouping.group import group_vectors
from retold.errors import ParameterError
from tests.arguments.grouping.test_group import TEXTS


def test_centred_vectors_have_length_one_and_mean_zero_direction():
    vectors = embed(TEXTS, method="tfidf")
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1)
    assert np.allclose(centre(np.ones((3, 2))), 0)
    assert embed([], method="tfidf").shape[0] == 0


def test_many_texts_are_reduced_and_still_tell_apart(monkeypatch):
    monkeypatch.setattr(embeddings, "SMALL", 10)
    monkeypatch.setattr(embeddings, "DIMENSIONS", 20)
    texts = [f"{text} {n}" for n in range(6) for text in TEXTS[:5]]
    vectors = embed(texts)
    assert vectors.dtype == np.float64
    assert vectors.shape == (30, 384 + 20)
    labels = group_vectors(vectors, method="louvain")
    assert all(len(set(labels[start::5])) == 1 for start in range(5))


ROWS = [
    ([[3.0, 4.0]], [[0.6, 0.8]]),
    ([[0.0, 0.0], [0.0, 2.0]], [[0, 0], [0, 1]]),
    ([[1e-12, 0.0]], [[0, 0]]),  # what is left after rounding is no direction
]


@pytest.mark.parametrize(("rows", "scaled"), ROWS)
def test_rows_are_scaled(rows, scaled):
    assert scale_rows(np.array(rows)).tolist() == scaled


TERMS = [
    ([[1, 2, 1, 3, 1]], 3, [0, 1, 3]),  # of equally common terms the first
    ([[1, 1], [0, 1]], 1, [1]),
    ([[1, 1]], 9, [0, 1]),
]


@pytest.mark.parametrize(("counts", "most", "kept"), TERMS)
def test_commonest_terms(counts, most, kept):
    assert commonest_terms(sparse.csr_array(counts), most).tolist() == kept


ODD_TEXTS = [
    ["", "", "a"],
    ["🙂🙂🙂", "👍", "🙂"],
    ["Мир нужен всем", "战争与和平", "سلام"],
    ["word " * 5000, "one", "two"],
]


@pytest.mark.parametrize("texts", ODD_TEXTS)
@pytest.mark.parametrize("method", ["encoder", "wordllama", "tfidf"])
def test_odd_texts_have_finite_vectors(texts, method):
    parts = embed_parts(texts, method=method)
    vectors = join(parts)
    assert vectors.shape[0] == 3
    assert np.isfinite(vectors).all()
    lengths = np.linalg.norm(vectors, axis=1)
    assert np.all((np.abs(lengths - 1) < 1e-9) | (lengths == 0))


@pytest.mark.parametrize("name", ["wordlama", "encoderr", "", "tf-idf"])
def test_an_embedding_that_is_not_there_is_refused(name):
    with pytest.raises(ParameterError, match="there is no embedding"):
        find_parts(name)
