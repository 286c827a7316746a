"""How probable it is that two statements make the same claim."""

import hashlib

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retold.arguments.grouping import same_claim
from retold.arguments.grouping.embedding import centre, join
from retold.arguments.grouping.same_claim import (
    WEIGHTS,
    centre_products,
    compare_parts,
    find_denials,
    find_weights,
    neighbour_likeness,
    pair_probabilities,
    read_weights,
    shared_subject,
    vector_probabilities,
    weigh,
)
from retold.errors import StudyError
from tests.arguments.grouping.test_group import TEXTS
from tests.conftest import ROOT


def test_probabilities_are_symmetric_and_higher_for_the_same_claim():
    p = pair_probabilities(TEXTS[:5])
    assert np.array_equal(p, p.T)
    assert ((p >= 0) & (p <= 1)).all()
    assert min(p[0, 1], p[2, 3]) > max(p[0, 2], p[0, 4], p[2, 4])


@given(st.integers(0, 2**32 - 1), st.integers(3, 9), st.integers(2, 12))
@settings(max_examples=25)
def test_neighbour_likeness_is_the_cosine_of_rows_without_oneself(seed, n, d):
    vectors = centre(np.random.default_rng(seed).normal(size=(n, d)))
    rows = vectors @ vectors.T
    np.fill_diagonal(rows, 0)
    lengths = np.linalg.norm(rows, axis=1)
    expected = (rows @ rows.T) / np.outer(lengths, lengths)
    upper = np.stack(np.triu_indices(n, 1), axis=1)
    off = tuple(upper.T)
    assert np.allclose(neighbour_likeness(vectors)[off], expected[off], atol=1e-6)
    assert np.allclose(neighbour_likeness(vectors, upper), expected[off], atol=1e-6)


@given(st.integers(0, 2**32 - 1), st.integers(1, 9), st.integers(2, 12))
@settings(max_examples=25)
def test_products_are_centred_as_vectors_are(seed, n, d):
    rng = np.random.default_rng(seed)
    parts = {name: rng.normal(size=(n, d)) for name in ("sentences", "characters")}
    parts = {name: part / np.linalg.norm(part, axis=1, keepdims=True) for name, part in parts.items()}
    own = centre(parts["sentences"])
    assert np.allclose(centre_products(parts["sentences"] @ parts["sentences"].T), own @ own.T, atol=1e-9)
    vectors = join(parts)
    assert np.allclose(compare_parts(parts)["cosine"], vectors @ vectors.T, atol=1e-9)


@pytest.mark.parametrize("name", ["triples", "held_triples"])
def test_a_paraphrase_is_more_probably_the_same_than_a_denial(name):
    rows = pd.read_csv(ROOT / "training" / "encoder" / f"{name}.csv")
    n = len(rows)
    likely = pair_probabilities([*rows["claim"], *rows["paraphrase"], *rows["denial"]])
    same, denied = (np.diagonal(likely[:n, at : at + n]) for at in (n, 2 * n))
    assert (same > denied).mean() >= 0.9


DENIED = [
    ([], 0),
    ([""] * 3, 0),
    (["🙂", "!"], 0),
    (["The dam is safe", "The dam is safe"], 0),
    (["The dam is safe", "The dam is not safe"], 2),
    (["The dam is safe", "The dam is dangerous", "The dam is not safe"], 4),
    # What else the claims say leaves it open.
    (
        [
            "The dam is safe and the town will pay",
            "The dam is not safe, and nobody lives below it or near it",
        ],
        0,
    ),
    (["word " * 5000, "no " + "word " * 5000], 2),
]


@pytest.mark.parametrize(("claims", "pairs"), DENIED)
def test_sure_denials(claims, pairs):
    assert find_denials(claims).nnz == pairs


SHARED = [
    (np.zeros((0, 0)), 0),
    (np.ones((1, 1)), 0),
    (np.ones((3, 3)), 0),  # copies of one statement
    (np.array([[1, 1, 0.4], [1, 1, 0.4], [0.4, 0.4, 1]]), 0.4),
    (np.eye(4), 0),
    (np.array([[1, 0.5], [0.5, 1]]), 0.5),
]


@pytest.mark.parametrize(("cosines", "value"), SHARED)
def test_how_far_all_speak_of_one_thing(cosines, value):
    assert shared_subject(cosines) == value


def test_the_same_pair_is_likelier_where_little_else_is_said():
    # The cosine of two sentences alone says less in a debate, in which all share their words.
    weights = find_weights("encoder")
    told = dict.fromkeys(weights, 0.3)
    assert weigh(told, weights) < weigh(told | {"sentences": 0.9}, weights)


def test_weights_of_every_embedding_are_numbers_of_likenesses_that_are_measured():
    parts = {"words": np.eye(3), "sentences": np.eye(3), "characters": np.eye(3)}
    measured = {"intercept", "alignment", *compare_parts(parts)}
    for name, weights in read_weights().items():
        assert set(weights) <= measured, name
    assert find_weights("owner/model") == read_weights()["vectors"]


@pytest.mark.parametrize("content", [None, b"", b"{}", WEIGHTS.read_bytes().replace(b"4.2136", b"4.2137")])
def test_a_file_that_is_missing_or_damaged_is_named_with_its_hash(tmp_path, monkeypatch, content):
    file = tmp_path / "same_claim.json"
    if content is not None:
        file.write_bytes(content)
    monkeypatch.setattr(same_claim, "WEIGHTS", file)
    read_weights.cache_clear()
    try:
        with pytest.raises(StudyError) as caught:
            read_weights()
    finally:
        read_weights.cache_clear()
    told = str(caught.value)
    assert str(file) in told
    assert (
        "missing" in told if content is None else f"sha256 is {hashlib.sha256(content).hexdigest()}" in told
    )


ODD = [
    [],
    ["one claim alone"],
    ["the same words"] * 4,
    ["", "🙂", "Мир нужен всем", "rain fell on the town"],
]


@pytest.mark.parametrize("claims", ODD, ids=len)
@pytest.mark.parametrize("embedding", ["encoder", "wordllama", "tfidf"])
def test_probabilities_of_odd_claims(claims, embedding):
    likely = pair_probabilities(claims, embedding=embedding)
    assert likely.shape == (len(claims), len(claims))
    assert ((likely >= 0) & (likely <= 1)).all()
    assert np.array_equal(likely, likely.T)
    assert (np.diagonal(likely) == 1).all()


def test_probabilities_of_vectors():
    likely = vector_probabilities(centre(np.array([[1.0, 0], [1.0, 0.1], [0, 1.0], [0.1, 1.0]])))
    assert min(likely[0, 1], likely[2, 3]) > max(likely[0, 2], likely[1, 3])
