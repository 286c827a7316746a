"""Agreement of many articles: drawn pairs, sparse shares, and leaving out without computing anew."""

from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from retold.consistency.agreement import article_pairs, influence
from retold.consistency.agreement.agreement import measure_agreement
from retold.consistency.agreement.article_pairs import (
    PairSample,
    count_both,
    draw_pairs,
    mean_pairs,
    mean_resamples,
    measure_pairs,
    pair_articles,
)
from retold.consistency.agreement.headlines import alpha_of_reports, headline_figures
from retold.consistency.agreement.influence import measure_influence
from retold.consistency.agreement.sources import (
    count_reports,
    count_sources,
    known_shares,
    measure_sources,
    share_reuse,
    sources_without_each,
)
from retold.statistics.reliability import krippendorff_alpha

PLACES = ["article_a", "start_a", "end_a", "article_b", "start_b", "end_b"]


def make_coverage(cells, contradicted=()):
    table = pd.DataFrame(
        [(f"n{i}", f"k{j}", int(n)) for i, row in enumerate(cells) for j, n in enumerate(row)],
        columns=["article_id", "argument", "statements"],
    )
    state = np.where(table["statements"] > 0, "reported", "silent").astype(object)
    state[[at for at in contradicted if at < len(state)]] = "contradicted"
    return table.assign(state=state)


def make_reuse(passages, n):
    """Make tables of articles of 100 characters and of passages that stand at the beginning of both."""
    rows = [(f"n{a}", 0, size, f"n{b}", 0, size) for a, b, size in passages if a != b and max(a, b) < n]
    articles = pd.DataFrame({"article_id": [f"n{i}" for i in range(n)], "characters": 100})
    return pd.DataFrame(rows, columns=PLACES), articles


def leave_out(coverage, reuse, articles, name):
    """Return the headline figures without an article, computed anew."""
    return headline_figures(
        coverage[coverage["article_id"] != name],
        reuse,
        None if articles is None else articles[articles["article_id"] != name],
    )


CELLS = st.integers(1, 6).flatmap(
    lambda m: st.lists(st.lists(st.booleans(), min_size=m, max_size=m), min_size=1, max_size=7)
)
PASSAGES = st.lists(
    st.tuples(st.integers(0, 6), st.integers(0, 6), st.sampled_from([100, 100, 97, 50, 3])), max_size=9
)


@settings(max_examples=80)
@given(CELLS, PASSAGES, st.lists(st.integers(0, 20), max_size=3), st.booleans())
@example([[True, False]], [], [], True)  # one article
@example([[True, False]] * 3, [(0, 1, 100), (1, 2, 100), (0, 2, 100)], [], True)  # copies only
@example([[True, True], [False, False], [True, False]], [], [1], True)  # an article without statements
@example([[True, False, False], [True, True, False], [True, True, True]], [], [], True)  # in one article only
@example([[True, False], [False, True]], [], [], True)  # nothing is left to compare without either
@example([[False], [False]], [(0, 1, 100)], [], True)  # no argument at all
@example([[True, False], [True, True]], [], [], False)  # no reuse known
@example([[True, True, False]] * 2 + [[True, False, True]], [(0, 1, 100)], [], True)  # copies remain
def test_influence_is_that_of_leaving_each_out_and_computing_anew(cells, passages, contradicted, known):
    coverage = make_coverage(cells, contradicted)
    reuse, articles = make_reuse(passages, len(cells)) if known else (None, None)
    table = measure_influence(coverage, reuse=reuse, articles=articles)
    values = table.set_index(["figure", "left_out"])["value"]
    full = headline_figures(coverage, reuse, articles)
    assert len(table) == len(full) * (len(cells) + 1)
    for name in coverage["article_id"].unique():
        for figure, value in leave_out(coverage, reuse, articles, name).items():
            assert values[figure, name] == pytest.approx(value, abs=2e-6, nan_ok=True), (figure, name)
    for figure, value in full.items():
        assert values[figure, "none"] == pytest.approx(value, abs=2e-6, nan_ok=True)


def test_influence_of_a_larger_corpus_in_small_batches(monkeypatch):
    rng = np.random.default_rng(3)
    cells = rng.random((25, 12)) < rng.random(12) ** 2
    coverage = make_coverage(cells)
    reuse, articles = make_reuse(
        [(*rng.integers(25, size=2), int(rng.integers(1, 101))) for _ in range(60)], 25
    )
    monkeypatch.setattr(influence, "CELLS", 500)
    values = measure_influence(coverage, reuse=reuse, articles=articles).set_index(["figure", "left_out"])
    for name in coverage["article_id"].unique():
        for figure, value in leave_out(coverage, reuse, articles, name).items():
            assert values.at[(figure, name), "value"] == pytest.approx(value, abs=2e-6)


def test_influence_of_drawn_pairs_leaves_out_the_drawn_pairs_of_an_article():
    rng = np.random.default_rng(5)
    cells = rng.random((30, 8)) < 0.4
    cells[:, 0] = True
    coverage, pairs = make_coverage(cells), draw_pairs(30, most=100, seed=2)
    found = measure_influence(coverage, most_pairs=100, seed=2).set_index(["figure", "left_out"])["value"]
    values = measure_pairs(cells, pairs=pairs).jaccard[0]
    for at in range(30):
        kept = (pairs.one != at) & (pairs.other != at)
        assert found["jaccard", f"n{at}"] == pytest.approx(values[kept].mean(), abs=2e-6)


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


@pytest.mark.parametrize("columns", [0, 1, 63, 64, 65, 130])
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


def agreement(cells, **options):
    table = measure_agreement(make_coverage(cells), seed=6, replicates=60, **options)
    return table.set_index("measure")


def test_values_stay_when_only_the_resamples_are_of_drawn_pairs():
    cells = np.random.default_rng(1).random((40, 15)) < 0.4
    reuse, articles = make_reuse([(i, i + 1, 80) for i in range(0, 38, 3)], 40)
    whole = agreement(cells, reuse=reuse, articles=articles)
    drawn = agreement(cells, reuse=reuse, articles=articles, resampled_pairs=400)
    pd.testing.assert_series_equal(whole["value"].drop("jaccard_p"), drawn["value"].drop("jaccard_p"))
    assert drawn.at["jaccard", "note"] == "interval and p over 400 pairs drawn at random from 780"
    assert "over 400 pairs drawn at random from 780" in drawn.at["jaccard_p", "note"]
    assert not whole["note"].str.contains("drawn").any()
    exact = ["alpha", "articles", "arguments_shared", "effective_articles"]
    pd.testing.assert_frame_equal(whole.loc[exact], drawn.loc[exact])
    # Half of all pairs give nearly the same interval.
    for bound in ("low", "high", "jackknife_low", "jackknife_high"):
        assert drawn.at["jaccard", bound] == pytest.approx(whole.at["jaccard", bound], abs=0.03)


def test_values_of_drawn_pairs_are_near_those_of_all_and_say_so():
    cells = np.random.default_rng(2).random((60, 15)) < 0.4
    whole, drawn = agreement(cells), agreement(cells, most_pairs=600, resampled_pairs=300)
    for name in ("percent_agreement", "jaccard", "kappa"):
        assert drawn.at[name, "note"].startswith(
            "over 600 pairs drawn at random from 1,770; interval and p over 300 pairs drawn at random from 1,770"
        )
        assert drawn.at[name, "value"] == pytest.approx(whole.at[name, "value"], abs=0.04)
        assert drawn.at[name, "value"] != whole.at[name, "value"]


def test_no_pair_that_is_drawn_may_report_anything():
    cells = np.zeros((60, 3), dtype=bool)
    cells[0, :2] = True
    cells[1, 2] = True
    table = agreement(cells, most_pairs=3, resampled_pairs=2)
    assert table.loc[["jaccard", "jaccard_p"], "value"].isna().all()
    assert (
        table.at["jaccard", "note"]
        == "not defined: in no pair of articles; over 3 pairs drawn at random from 1,770"
    )
    assert table.at["jaccard_p", "note"] == "not defined in any pair; over 2 pairs drawn at random from 1,770"
    assert table.at["percent_agreement", "value"] == 1


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


SHARES = st.integers(1, 6).flatmap(
    lambda n: st.lists(
        st.lists(st.sampled_from([0.0, 0.0, 0.25, 0.9, 1.0]), min_size=n, max_size=n), min_size=n, max_size=n
    )
)


@given(SHARES)
def test_sources_without_each_are_those_of_the_others(cells):
    values = np.array(cells)
    np.fill_diagonal(values, 1)
    found = sources_without_each(pd.DataFrame(values))
    for at in range(len(values)):
        others = np.delete(np.delete(values, at, 0), at, 1)
        assert found[at] == pytest.approx(count_sources(pd.DataFrame(others)))


def test_shares_are_the_same_sparse_and_square():
    reuse, articles = make_reuse([(0, 1, 50), (3, 4, 20), (2, 1, 100)], 12)
    names = [f"n{i}" for i in range(12)]
    square, held = share_reuse(reuse, articles), known_shares(reuse, articles, names)
    assert square.index.tolist() == names
    assert (held.toarray() == square.to_numpy()).all()
    assert measure_sources(held) == measure_sources(square)
    some = known_shares(reuse, articles.iloc[::-1], ["n4", "n3"])
    assert some.toarray().tolist() == [[1, 0.2], [0.2, 1]]
    assert count_sources(known_shares(reuse, articles, [])) == 0


@given(CELLS)
def test_alpha_of_four_counts_is_krippendorffs(cells):
    table = np.array(cells)
    ones, (n, m) = table.sum(axis=0), table.shape
    found = alpha_of_reports((ones * (n - ones)).sum(), ones.sum(), n, m)
    assert float(found) == pytest.approx(krippendorff_alpha(table, replicates=0).value, nan_ok=True)


def test_sources_of_each_argument_are_those_of_its_reporters():
    rng = np.random.default_rng(9)
    cells = rng.random((15, 5)) < 0.5
    reuse, articles = make_reuse([(*rng.integers(15, size=2), 70) for _ in range(20)], 15)
    shares = share_reuse(reuse, articles)
    table = count_reports(make_coverage(cells), reuse=reuse, articles=articles).set_index("argument")
    for at in range(5):
        names = [f"n{i}" for i in np.flatnonzero(cells[:, at])]
        assert table.at[f"k{at}", "sources"] == pytest.approx(
            count_sources(shares.loc[names, names]), abs=1e-6
        )


def test_a_part_of_pairs_knows_of_how_many_it_is():
    pairs = draw_pairs(5, most=10).part(8, 5)
    assert pairs.one.tolist() == [2, 3]
    assert pairs.is_drawn
    assert not PairSample(pairs.one, pairs.other, 2).is_drawn
