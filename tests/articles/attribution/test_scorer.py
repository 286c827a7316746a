"""The weights of the scorers, and the probability they give."""

import math

import pytest

from retold.articles.attribution.scorer import probability, read_weights
from retold.language.english import reporting


@pytest.mark.parametrize(
    ("weights", "features", "expected"),
    [
        ({"": 0.0}, [], 0.5),
        ({"": 0.0}, ["unknown"], 0.5),
        ({"": 0.0, "a": 2.0}, ["a"], 1 / (1 + math.exp(-2))),
        ({"": 1.0, "a": 2.0, "b": -3.0}, ["a", "b"], 0.5),
        ({"": 0.0, "a": 1.0}, ["a", "a"], 1 / (1 + math.exp(-2))),
        ({"": -1.0, "a": 2.0}, [], 1 / (1 + math.exp(1))),
    ],
)
def test_probability(weights, features, expected):
    assert probability(weights, features) == pytest.approx(expected)


def test_weights_that_are_shipped():
    weights = read_weights()
    assert read_weights() is weights
    assert "" in weights.cue
    assert "" in weights.stop
    assert weights.lexicon >= {form + "that" for form in reporting.CUE_FORMS}
    assert {"said", "told"} <= weights.lexicon
    assert all(math.isfinite(value) for table in (weights.cue, weights.stop) for value in table.values())
