"""Influence: each headline figure without each article, by hand and against computing it anew."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from retold.consistency.agreement import influence
from retold.consistency.agreement.article_pairs import draw_pairs, measure_pairs
from retold.consistency.agreement.headlines import headline_figures
from retold.consistency.agreement.influence import measure_influence
from retold.consistency.reuse.passages import find_reuse
from retold.errors import TableError
from retold.tables import SCHEMAS, conform
from tests.consistency.agreement.cases import CELLS, TEXTS, bits, coverage, make_coverage, make_reuse


def test_influence_recomputes_each_figure_without_each_article():
    table = measure_influence(coverage(*bits("111", "110", "001"))).set_index(["figure", "left_out"])
    assert table.at[("jaccard", "none"), "value"] == pytest.approx((2 / 3 + 1 / 3 + 0) / 3, abs=1e-6)
    assert table.at[("jaccard", "n2"), "value"] == pytest.approx(2 / 3, abs=1e-6)
    assert table.at[("jaccard", "n2"), "change"] == pytest.approx(1 / 3, abs=1e-6)
    assert table.at[("arguments_shared", "n0"), "value"] == 0
    assert table.at[("jaccard", "none"), "change"] == 0
    assert table["value"].isna().groupby("figure").all()["effective_articles"]


def test_an_argument_leaves_with_the_only_article_that_reports_it():
    table = measure_influence(coverage(*bits("100", "110", "111"))).set_index(["figure", "left_out"])
    # Without n2 two arguments are left, of which n0 and n1 agree on one.
    assert table.at[("percent_agreement", "n2"), "value"] == 0.5


@pytest.mark.parametrize("rows", [(), ("11",), ("00", "00"), ("11", "11")])
def test_influence_of_degenerate_studies(rows):
    table = conform(measure_influence(coverage(*bits(*rows))), "influence")
    assert list(table.columns) == SCHEMAS["influence"].columns
    assert set(table["left_out"]) == ({"none"} | {f"n{i}" for i in range(len(rows))} if rows else set())


def test_influence_counts_sources_and_contradictions_too():
    articles = pd.DataFrame({"article_id": ["n0", "n1", "n2"], "text": TEXTS})
    cells = coverage(*bits("1100", "1100", "0011"))
    cells.loc[0, "state"] = "contradicted"
    table = measure_influence(cells, reuse=find_reuse(articles), articles=articles).set_index(
        ["figure", "left_out"]
    )
    assert table.at[("effective_articles", "none"), "value"] == 2
    assert table.at[("effective_articles", "n0"), "value"] == 2
    assert table.at[("effective_articles", "n2"), "value"] == 1
    assert table.at[("contradicted", "n0"), "change"] == -1
    assert table.at[("arguments", "n2"), "change"] == -2
    assert table.at[("jaccard_sources", "none"), "value"] == 0


def leave_out(coverage, reuse, articles, name):
    """Return the headline figures without an article, computed anew."""
    return headline_figures(
        coverage[coverage["article_id"] != name],
        reuse,
        None if articles is None else articles[articles["article_id"] != name],
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


def test_an_article_that_is_called_as_none_is_left_out_is_refused():
    cells = coverage(*bits("11", "10")).replace({"article_id": {"n1": "none"}})
    with pytest.raises(TableError) as refused:
        measure_influence(cells)
    assert str(refused.value) == (
        "an article is called 'none', which means that none is left out\n  where: coverage.article_id\n"
        "  to do: rename the article"
    )


def test_each_figure_has_a_row_of_the_full_value_and_one_of_each_article():
    reuse, articles = make_reuse([(0, 1, 50)], 3)
    table = measure_influence(make_coverage(bits("110", "100", "011")), reuse=reuse, articles=articles)
    assert table["figure"].value_counts().unique().tolist() == [4]
    full = table[table["left_out"] == "none"].set_index("figure")
    assert full["value"].to_dict() == pytest.approx(
        headline_figures(make_coverage(bits("110", "100", "011")), reuse, articles), abs=1e-6
    )
    assert set(full["change"]) == {0}
    votes = table[table["figure"] == "effective_articles"].set_index("left_out")["value"]
    # Two that share half of each other are 2 / 1.5 sources.
    assert votes.to_dict() == pytest.approx({"none": 1 + 4 / 3, "n0": 2, "n1": 2, "n2": 4 / 3}, abs=1e-6)
