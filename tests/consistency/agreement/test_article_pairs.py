"""Pairs of articles: which are compared, what each has in common, and means over them."""

from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from scipy import sparse

from retold.consistency.agreement import article_pairs
from retold.consistency.agreement.article_pairs import (
    PairSample,
    count_both,
    draw_pairs,
    look_up,
    mean_pairs,
    mean_resamples,
    measure_counts,
    measure_pairs,
    measure_without_each,
    pair_articles,
    weigh_sources,
)
from retold.consistency.reuse.passages import find_reuse
from retold.tables import SCHEMAS
from tests.consistency.agreement.cases import TEXTS, bits, coverage, make_coverage, make_reuse


def test_pairs_of_articles():
    articles = pd.DataFrame({"article_id": ["n0", "n1", "n2"], "text": TEXTS})
    pairs = pair_articles(coverage(*bits("110", "110", "000")), find_reuse(articles), articles)
    assert pairs[["article_a", "article_b"]].values.tolist() == [["n0", "n1"], ["n0", "n2"], ["n1", "n2"]]
    assert pairs["reuse_a"].tolist() == [1, 0, 0]
    assert pairs["jaccard"].tolist() == [1, 0, 0]
    assert pair_articles(coverage(*bits("110", "011")))["reuse_a"].isna().all()
    assert list(pair_articles(coverage([1])).columns) == SCHEMAS["article_pairs"].columns


@pytest.mark.parametrize(("n", "most"), [(0, 5), (1, 5), (2, 1), (5, 10), (5, 9), (5, 3), (6, 3), (300, 40)])
def test_drawn_pairs_are_different_and_as_many_as_asked_for(n, most):
    pairs = draw_pairs(n, most=most, seed=4)
    assert pairs.total == n * (n - 1) // 2
    assert len(set(zip(pairs.one, pairs.other, strict=True))) == len(pairs.one) == min(most, pairs.total)
    assert ((pairs.one >= 0) & (pairs.one < pairs.other) & (pairs.other < n)).all()
    again = draw_pairs(n, most=most, seed=4)
    assert (pairs.one == again.one).all()
    assert (pairs.other == again.other).all()
    assert pairs.is_drawn == (pairs.total > most)


def test_all_pairs_stand_in_the_order_of_combinations():
    pairs = draw_pairs(7, most=21)
    assert list(zip(pairs.one, pairs.other, strict=True)) == list(combinations(range(7), 2))


@pytest.mark.parametrize(
    "n", [5, 6]
)  # 10 and 15 pairs: a shuffled list, and numbers drawn until there are enough
def test_each_pair_is_drawn_as_often_as_any_other(n):
    times = np.zeros((n, n))
    for seed in range(600):
        pairs = draw_pairs(n, most=3, seed=seed)
        times[pairs.one, pairs.other] += 1
    often = times[np.triu_indices(n, 1)]
    expected = 600 * 3 / len(often)
    # Five standard deviations.
    assert (np.abs(often - expected) < 5 * np.sqrt(expected)).all()


@pytest.mark.parametrize("columns", [0, 1, 63, 64, 65, 130, article_pairs.WIDE + 1])
@pytest.mark.parametrize("order", ["C", "F"])
def test_what_two_rows_share_is_counted_in_words_of_any_number(columns, order):
    table = np.asarray(np.random.default_rng(columns).random((6, columns)) < 0.5, order=order)
    pairs = draw_pairs(6, most=15)
    expected = [(table[a] & table[b]).sum() for a, b in combinations(range(6), 2)]
    assert count_both(table, pairs).tolist() == expected


def test_resamples_in_batches_are_those_of_all_pairs_at_once(monkeypatch):
    rng = np.random.default_rng(8)
    table, weights = rng.random((9, 7)) < 0.4, rng.integers(0, 3, size=(11, 7)).astype(float)
    pairs, votes = draw_pairs(9, most=36), rng.random((2, 36))
    whole = measure_pairs(table, weights)
    monkeypatch.setattr(article_pairs, "CELLS", 50)
    found = mean_resamples(table, weights, pairs, votes)
    for name, values in whole._asdict().items():
        for kind in (0, 1):
            np.testing.assert_allclose(found[name][kind], mean_pairs(values, votes[kind]), rtol=1e-12)


def test_a_table_of_drawn_pairs_holds_all_that_share_text():
    cells = np.random.default_rng(4).random((20, 6)) < 0.5
    reuse, articles = make_reuse([(0, 1, 50), (3, 19, 20), (7, 2, 90)], 20)
    whole = pair_articles(make_coverage(cells), reuse, articles)
    drawn = pair_articles(make_coverage(cells), reuse, articles, most_pairs=10, seed=1)
    assert 10 <= len(drawn) <= 13
    places = ["article_a", "article_b"]
    pd.testing.assert_frame_equal(drawn, drawn[places].merge(whole, on=places))
    sharing = whole[whole["reuse_a"] + whole["reuse_b"] > 0]
    assert len(drawn.merge(sharing)) == len(sharing) == 3
    assert len(pair_articles(make_coverage(cells), most_pairs=10)) == 10


def test_articles_that_report_nothing_are_compared_as_undefined():
    table = pair_articles(make_coverage([[False, False], [False, False]]))
    assert table[["both", "either"]].values.tolist() == [[0, 0]]
    assert table[["jaccard", "kappa", "percent_agreement"]].isna().all(axis=None)


def test_a_part_of_pairs_knows_of_how_many_it_is():
    pairs = draw_pairs(5, most=10).part(8, 5)
    assert pairs.one.tolist() == [2, 3]
    assert pairs.is_drawn
    assert not PairSample(pairs.one, pairs.other, 2).is_drawn


@pytest.mark.parametrize(
    ("both", "left", "right", "total", "expected"),
    [
        (2, 3, 2, 4, (3 / 4, 2 / 3, 1 / 2)),  # kappa: (3/4 - 1/2) / (1/2)
        (1, 2, 2, 4, (1 / 2, 1 / 3, 0)),
        (0, 2, 2, 4, (0, 0, -1)),
        (0, 0, 3, 4, (1 / 4, 0, 0)),
        (0, 0, 0, 4, (1, np.nan, np.nan)),  # both report nothing
        (4, 4, 4, 4, (1, 1, np.nan)),  # both report all
        (0, 0, 0, 0, (np.nan, np.nan, np.nan)),
    ],
)
def test_measures_from_counts_by_hand(both, left, right, total, expected):
    found = measure_counts(*(np.array([n], dtype=float) for n in (both, left, right)), float(total))
    assert [values[0] for values in found] == pytest.approx(list(expected), nan_ok=True)
    mirrored = measure_counts(*(np.array([n], dtype=float) for n in (both, right, left)), float(total))
    assert [values[0] for values in mirrored] == pytest.approx(list(expected), nan_ok=True)


def test_a_weight_is_how_often_an_argument_counts():
    table = np.array(bits("1101", "1100", "0111"), dtype=bool)
    weights = np.array([[1, 1, 1, 1], [2, 1, 0, 3], [0, 0, 1, 0]], dtype=float)
    found = measure_pairs(table, weights)
    for at, row in enumerate(weights.astype(int)):
        repeated = measure_pairs(np.repeat(table, row, axis=1))
        for name, values in repeated._asdict().items():
            assert values.shape == (1, 3)
            assert getattr(found, name)[at].tolist() == pytest.approx(values[0].tolist(), nan_ok=True)
    one = measure_pairs(table, weights[1:2], pairs=PairSample(np.array([2]), np.array([0]), 3))
    assert one.jaccard.tolist() == [[found.jaccard[1, 1]]]


def test_counts_of_statements_are_taken_for_yes_and_no():
    counts = pd.DataFrame([[2, 0, 1], [1, 3, 0]])
    for name, values in measure_pairs(counts)._asdict().items():
        assert values.tolist() == getattr(measure_pairs(counts > 0), name).tolist()
    assert measure_pairs(counts).jaccard.tolist() == [[1 / 3]]


@pytest.mark.parametrize(
    ("values", "weights", "mean"),
    [
        ([1, 3], None, 2),
        ([1, np.nan, 3], None, 2),
        ([1, np.nan, 3], [1, 5, 3], 2.5),
        ([1, 3], [0, 2], 3),
        ([1, 3], [0, 0], np.nan),
        ([np.nan], None, np.nan),
        ([], None, np.nan),
    ],
)
def test_means_leave_out_what_is_not_defined(values, weights, mean):
    values = np.array([values], dtype=float)
    found = mean_pairs(values, None if weights is None else np.array(weights, dtype=float))
    assert found.tolist() == pytest.approx([mean], nan_ok=True)


def test_pairs_of_sources_weigh_what_their_votes_leave_them():
    # Two copies have half a vote each, and none on each other.
    shares = sparse.csr_array(np.array([[1.0, 1, 0], [1, 1, 0], [0, 0, 1]]))
    assert weigh_sources(shares, draw_pairs(3, most=3)).tolist() == [0, 0.5, 0.5]
    half = sparse.csr_array(np.array([[1.0, 0.5], [0.1, 1.0]]))
    assert weigh_sources(half, draw_pairs(2, most=1)).tolist() == pytest.approx([0.7 / 1.3**2])
    assert look_up(half, draw_pairs(2, most=1)).tolist() == [0.5]
    assert look_up(half, draw_pairs(1, most=1)).tolist() == []
    assert look_up(sparse.csr_array((0, 0)), draw_pairs(0, most=1)).tolist() == []


def test_a_row_of_two_articles_by_hand():
    reuse, articles = make_reuse([(0, 1, 30)], 2)
    articles.loc[1, "characters"] = 60
    table = pair_articles(coverage(*bits("110", "011")), reuse, articles)
    assert table.to_dict("records") == [
        {
            "article_a": "n0", "article_b": "n1", "jaccard": 0.333333, "kappa": -0.5, "reuse_a": 0.3, "reuse_b": 0.5,
            "percent_agreement": 0.333333, "both": 1, "either": 3, "note": "",
        }
    ]  # fmt: skip


def test_up_to_fifty_thousand_pairs_are_all_there():
    assert len(pair_articles(make_coverage([[True]] * 317))) == 50_000
    assert len(pair_articles(make_coverage([[True]] * 316))) == 316 * 315 // 2


def test_pairs_are_drawn_by_a_seed_of_nought_where_none_is_given():
    for most in (5, 400):
        given, drawn = draw_pairs(50, most=most, seed=0), draw_pairs(50, most=most)
        assert given.one.tolist() == drawn.one.tolist()
        assert given.other.tolist() == drawn.other.tolist()


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 1.0])
@pytest.mark.parametrize("arguments", [1, 2, 6])
def test_an_argument_left_out_is_one_that_counts_nothing(share, arguments):
    """Four values of each pair stand for all arguments; articles that report none, one or all of them among them."""
    rng = np.random.default_rng(arguments)
    for _ in range(10):
        table = rng.random((6, arguments)) < share
        pairs = draw_pairs(6, most=100)
        votes = rng.choice([0, 1 / 3, 1, 0.1], size=(2, len(pairs.one)))
        found, expected = (
            mean_resamples(table, weights, pairs, votes) for weights in (None, 1 - np.eye(arguments))
        )
        for name, values in expected.items():
            np.testing.assert_allclose(found[name], values, atol=1e-12)


def test_leaving_arguments_out_makes_no_table_of_pairs_by_arguments():
    pairs = draw_pairs(5, most=100)
    for values in measure_without_each(sparse.csr_array(np.eye(5, 900)), pairs).values():
        assert values.jaccard.shape == pairs.one.shape
