"""Whether groups are found again when statements and words are left out."""

import numpy as np
import pytest

from retold.arguments.grouping.clusters import Space
from retold.arguments.grouping.group import group_arguments
from retold.arguments.grouping.stability import (
    claim_stability,
    count_resamples,
    nearest_jaccard,
    pair_jaccard,
    subset_stability,
    sweep_stability,
)
from retold.arguments.grouping.trust import best_grouping
from retold.arguments.grouping.word_rows import read_word_rows
from tests.arguments.grouping.test_group import frame
from tests.arguments.grouping.test_trust import CLEAR, ODD, OTHER


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
    assert pair_jaccard(np.array([a]), np.array([b])) == pytest.approx([value], nan_ok=True)


def test_rows_of_groupings_are_compared_each_with_its_own():
    rng = np.random.default_rng(0)
    a, b = rng.integers(0, 5, (2, 30, 12))
    found = pair_jaccard(a, b)
    assert found.tolist() == [pair_jaccard(*rows)[0] for rows in zip(a[:, None], b[:, None], strict=True)]
    assert len(set(found.tolist())) > 10


def test_stability_in_subsets_of_what_never_changes_is_one():
    labels = np.array([1] * 6 + [2] * 4)
    assert subset_stability(10, labels, lambda kept: labels[kept], replicates=5, seed=0).tolist() == [1, 1]
    table = sweep_stability(
        [labels, labels * 0], lambda kept: np.array([labels[kept], labels[kept] * 0]), replicates=5
    )
    assert table["stability"][0] == table["low"][0] == 1
    assert np.isnan(table["stability"][1])


NEAREST = [
    ([1, 1, 2, 2], [1, 1, 2, 2], [1, 1]),
    ([1, 1, 2, 2], [2, 2, 1, 1], [1, 1]),  # names do not matter
    ([1, 1, 2, 2], [0, 0, 0, 0], [0, 0]),
    ([1, 1, 2, 2], [1, 1, 1, 1], [0.5, 0.5]),
    ([1, 2, 2, 0], [1, 1, 1, 1], [np.nan, 0.5]),  # one member alone cannot be found again
    ([0, 0], [1, 1], []),
]


@pytest.mark.parametrize(("labels", "again", "values"), NEAREST)
def test_nearest_jaccard(labels, again, values):
    found = nearest_jaccard(np.array(labels), np.array(again), max(labels))
    assert found.tolist() == pytest.approx(values, nan_ok=True)


def test_the_same_seed_gives_the_same_stability():
    rows = read_word_rows([*CLEAR, *OTHER, *ODD])
    labels = np.array([1, 1, 1, 2, 2, 2, 0, 0, 0])

    def group(p):
        return best_grouping(Space(np.zeros((len(p), 1)), p), "average", 2)

    one, two, other = (claim_stability(rows, labels, group, replicates=7, seed=seed) for seed in (3, 3, 4))
    assert one.value.tolist() == two.value.tolist()
    assert one.null.tolist() == two.null.tolist()
    assert not np.array_equal(one.null, other.null)
