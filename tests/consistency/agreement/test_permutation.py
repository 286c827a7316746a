"""Whether articles agree more than chance: deals of arguments at random."""

import numpy as np
import pytest

from retold.consistency.agreement import permutation
from retold.consistency.agreement.article_pairs import draw_pairs
from retold.consistency.agreement.permutation import cannot_vary, deal_at_random

SAME, APART = [[1, 1, 0, 0, 0, 0]] * 3, [[1, 1, 0, 0, 0, 0], [0, 0, 1, 1, 0, 0], [0, 0, 0, 0, 1, 1]]


def deal(rows, replicates=199, seed=1):
    table = np.array(rows, dtype=bool)
    return deal_at_random(table, draw_pairs(len(table), most=9), np.random.default_rng(seed), replicates)


@pytest.mark.parametrize(
    ("rows", "cannot"),
    [
        ([[1, 1], [0, 0]], True),
        ([[1, 1], [1, 1]], True),
        ([[0, 0], [0, 0]], True),
        ([[1, 0], [1, 1]], False),
        ([[1, 0], [0, 1]], False),
    ],
)
def test_cannot_vary(rows, cannot):
    assert cannot_vary(np.array(rows, dtype=bool)) is cannot
    assert (deal(rows) == {}) is cannot


def test_chances_of_full_and_of_no_agreement():
    same, apart = deal(SAME), deal(APART)
    assert same.keys() >= {"jaccard", "kappa", "alpha"}
    assert all(chance < 0.1 for chance in same.values())
    # Nothing agrees less than this.
    assert set(apart.values()) == {1.0}


def test_chances_are_above_zero_and_of_so_many_deals():
    for replicates in (1, 9, 99):
        assert all(
            chance * (replicates + 1) == pytest.approx(round(chance * (replicates + 1)))
            for chance in deal(SAME, replicates).values()
        )
        assert all(0 < chance <= 1 for chance in deal(SAME, replicates).values())
    assert set(deal(SAME, 0).values()) == {1.0}


def test_same_seed_same_chances():
    assert deal(SAME, seed=5) == deal(SAME, seed=5)


def test_a_large_table_is_dealt_by_what_it_has_with_the_same_chances(monkeypatch):
    rows = np.random.default_rng(3).random((6, 8)) < 0.4
    whole = deal(rows, replicates=999)
    for name in ("MOST_DEALT", "CELLS_FOR_ONE"):
        monkeypatch.setattr(permutation, name, 0)
    dealt = deal(rows, replicates=999)
    assert dealt != whole
    assert dealt == pytest.approx(whole, abs=0.06)
    assert set(deal(APART).values()) == {1.0}


def test_each_set_of_columns_is_dealt_as_often(monkeypatch):
    for name in ("MOST_DEALT", "CELLS_FOR_ONE"):
        monkeypatch.setattr(permutation, name, 0)
    # Two of four columns each: all six sets, so that two articles agree on both in one deal of six.
    chance = deal([[1, 1, 0, 0], [1, 1, 0, 0]], replicates=2999)["jaccard"]
    assert chance == pytest.approx(1 / 6, abs=0.03)
