"""How far the words of one claim come back in another."""

import numpy as np
import pytest

from retold.arguments.grouping.word_overlap import align_claims


@pytest.mark.parametrize(
    ("one", "other", "low", "high"),
    [
        ("rain fell", "rain fell", 1, 1),
        ("Rain FELL", "rain fell.", 1, 1),
        ("rain fell", "fell rain", 1, 1),
        ("the rain fell", "rain fell", 1, 1),  # stop words do not count
        ("rain fell", "rain fell today", 0.5, 0.99),
        ("rain fell", "taxes rose", 0, 0.4),
        ("rain fell", "", 0, 0),
        ("", "", 0, 0),
        ("...", "!", 0, 0),
        ("the", "the", 1, 1),  # nothing but stop words: they stand for themselves
    ],
)
def test_two_claims(one, other, low, high):
    likeness = align_claims([one, other])
    assert likeness.shape == (2, 2)
    assert likeness[0, 1] == likeness[1, 0]
    assert low - 1e-6 <= likeness[0, 1] <= high + 1e-6


def test_near_words_are_nearer_than_others():
    likeness = align_claims(["the war ended", "the conflict ended", "the harvest ended"])
    assert likeness[0, 1] > likeness[0, 2]


def test_rare_words_weigh_more():
    claims = ["mayor bridge", "mayor tax", "bridge rain", "mayor snow", "mayor wind"]
    likeness = align_claims(claims)
    assert likeness[0, 2] > likeness[0, 1]


def test_all_claims():
    claims = ["rain fell", "snow fell", "taxes rose", ""]
    likeness = align_claims(claims)
    assert likeness.min() >= 0
    assert likeness.max() <= 1 + 1e-6
    assert np.allclose(likeness, likeness.T)
    assert np.diag(likeness) == pytest.approx([1, 1, 1, 0])


@pytest.mark.parametrize("claims", [[], ["rain fell"]])
def test_none_and_one(claims):
    assert align_claims(claims).shape == (len(claims),) * 2
    assert align_claims(claims) == pytest.approx(np.ones((len(claims),) * 2))
