"""The scorer: its file, neighbours that are asked, and values that are placed among others."""

import hashlib

import numpy as np
import pytest

from retold.arguments.given import scorer
from retold.arguments.given.scorer import FIRST, NEIGHBOURS, SECOND, Column, ask_neighbours, read_scorer
from retold.errors import StudyError


def test_weights_are_small_and_name_every_measure():
    scorer = read_scorer()
    assert len(scorer.first) == len(FIRST)
    assert len(scorer.second) == len(SECOND)
    assert 0 < scorer.threshold < 1


@pytest.mark.parametrize("content", [None, b"", b"{}"])
def test_a_file_that_is_missing_or_damaged_is_named(tmp_path, monkeypatch, content):
    file = tmp_path / "scorer.json"
    if content is not None:
        file.write_bytes(content)
    monkeypatch.setattr(scorer, "WEIGHTS", file)
    read_scorer.cache_clear()
    try:
        with pytest.raises(StudyError) as caught:
            read_scorer()
    finally:
        read_scorer.cache_clear()
    told = str(caught.value)
    assert str(file) in told
    assert "missing" in told if content is None else hashlib.sha256(content).hexdigest() in told


def circle(*degrees):
    angles = np.radians(degrees)
    return np.stack([np.cos(angles), np.sin(angles)], axis=1).astype(np.float32)


STRANGER = np.array([0.25])


def test_neighbours_are_asked_and_oneself_is_not():
    claims = circle(0, 1, 90, 91)
    said = np.array([[0.9], [0.1], [0.6], [0.2]])
    near = ask_neighbours(claims, said, STRANGER)[:, 0]
    np.testing.assert_allclose(near, [0.1, 0.9, 0.2, 0.6], atol=0.1)


def test_one_alone_hears_what_is_usual():
    assert ask_neighbours(circle(0), np.array([[0.9]]), STRANGER).tolist() == [[0.25]]
    assert ask_neighbours(np.zeros((0, 2), np.float32), np.zeros((0, 1)), STRANGER).shape == (0, 1)


def test_only_the_nearest_are_asked_and_those_just_as_near():
    near, far = 3 * NEIGHBOURS, 40
    claims = circle(0, *[1] * near, *[60] * far)
    said = np.concatenate([[0.0], np.ones(near), np.zeros(far)])[:, None]
    first = ask_neighbours(claims, said, STRANGER)[0, 0]
    assert first == pytest.approx(1, abs=0.01)
    order = np.random.default_rng(0).permutation(len(claims))
    again = ask_neighbours(claims[order], said[order], STRANGER)
    assert again[np.flatnonzero(order == 0)[0], 0] == pytest.approx(first, abs=1e-9)


def test_many_are_asked_in_a_sample(monkeypatch):
    claims = circle(*np.linspace(0, 90, 400))
    said = (np.arange(400) < 200).astype(float)[:, None]
    whole = ask_neighbours(claims, said, STRANGER)
    monkeypatch.setattr(scorer, "SEEN", 100)
    some = ask_neighbours(claims, said, STRANGER)
    assert some.shape == whole.shape
    assert np.abs(some - whole)[:100].max() < 0.01 < np.abs(some - whole).max()


@pytest.mark.parametrize("columns", [1, 2, 5])
def test_values_are_placed_among_others(columns):
    values = np.random.default_rng(0).normal(size=(30, columns))
    margin, among_statements, among_arguments = np.moveaxis(
        Column.of(values, (0.0, 1.0)).place(values), -1, 0
    )
    best = values.argmax(axis=1)
    rows = np.arange(len(values))
    assert (margin[rows, best][:, None] >= margin - 1e-9).all()
    # The order of one argument's statements, and of one statement's arguments, stays.
    assert (np.argsort(among_statements, axis=0) == np.argsort(values, axis=0)).all()
    assert (np.argsort(among_arguments, axis=1) == np.argsort(values, axis=1)).all()
    assert np.isfinite(margin).all()
