"""Agreement by hand, against scikit-learn's kappa, and where it is not defined; sources and influence."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retold.consistency.agreement import count_sources, measure_agreement, pair_articles, share_reuse
from retold.consistency.influence import measure_influence
from retold.consistency.reuse import find_reuse
from retold.errors import TableError
from retold.statistics import cohen_kappa, jaccard
from retold.tables import SCHEMAS, conform


def coverage(*rows):
    """Make a coverage table of rows of 0 and 1, an article each."""
    cells = [(f"n{i}", f"k{j}", int(n)) for i, row in enumerate(rows) for j, n in enumerate(row)]
    table = pd.DataFrame(cells, columns=["article_id", "argument", "statements"])
    return table.assign(state="silent", position=np.nan, expected=0.5)


def measure(*rows, **options):
    table = measure_agreement(coverage(*rows), seed=5, replicates=200, **options)
    return conform(table, "agreement").set_index("measure")


ROWS = ("1101", "1100", "0111")


def bits(*rows):
    return [[int(c) for c in row] for row in rows]


def test_means_over_pairs_equal_the_measures_of_statistics():
    rows = bits(*ROWS)
    table = measure(*rows)
    pairs = [(0, 1), (0, 2), (1, 2)]
    assert np.isclose(
        table.at["jaccard", "value"], np.mean([jaccard(rows[i], rows[j]) for i, j in pairs]), atol=1e-6
    )
    assert np.isclose(
        table.at["kappa", "value"], np.mean([cohen_kappa(rows[i], rows[j]) for i, j in pairs]), atol=1e-6
    )
    assert np.isclose(table.at["percent_agreement", "value"], np.mean([3 / 4, 2 / 4, 1 / 4]), atol=1e-6)
    assert table.at["arguments_shared", "value"] == 3
    assert table.at["articles", "value"] == 3
    for name in ("percent_agreement", "jaccard", "kappa", "alpha"):
        assert table.at[name, "low"] <= table.at[name, "value"] <= table.at[name, "high"]
        assert "too few to conclude" in table.at[name, "note"]
    assert 0 < table.at["jaccard_p", "value"] <= 1


@pytest.mark.parametrize(
    ("rows", "undefined", "note"),
    [
        ((), ["percent_agreement", "jaccard", "kappa", "alpha", "jaccard_p"], "no article reports"),
        (("101",), ["percent_agreement", "jaccard", "kappa", "alpha", "jaccard_p"], "one article alone"),
        (
            ("000", "000"),
            ["percent_agreement", "jaccard", "kappa", "alpha", "jaccard_p"],
            "no article reports",
        ),
        (("111", "111"), ["kappa", "alpha", "jaccard_p"], "not defined"),
        (ROWS, ["effective_articles", "jaccard_sources", "percent_agreement_sources"], "no reuse"),
    ],
)
def test_what_is_not_defined_is_named(rows, undefined, note):
    table = measure(*bits(*rows))
    for name in undefined:
        assert np.isnan(table.at[name, "value"])
        assert note in table.at[name, "note"]
    others = table.index.difference(
        [*undefined, "effective_articles", "jaccard_sources", "percent_agreement_sources"]
    )
    assert table.loc[others, "value"].notna().all()


def test_identical_coverage_agrees_fully_as_far_as_that_is_defined():
    table = measure(*bits("1010", "1010", "0001"))
    assert table.at["jaccard", "value"] == pytest.approx(1 / 3, abs=1e-6)
    # What neither of two articles reports is in no table, so nothing is left to vary.
    table = measure(*bits("1010", "1010"))
    assert table.loc[["percent_agreement", "jaccard"], "value"].tolist() == [1, 1]
    assert table.loc[["kappa", "alpha"], "value"].isna().all()


TEXTS = [
    "The grey ferry crossed the frozen lake today.",
    "The grey ferry crossed the frozen lake today.",
    "No news.",
]


def test_copies_count_as_one_source():
    articles = pd.DataFrame({"article_id": ["n0", "n1", "n2"], "text": TEXTS})
    reuse = find_reuse(articles)
    table = measure(*bits("1100", "1100", "0011"), reuse=reuse, articles=articles)
    assert table.at["effective_articles", "value"] == pytest.approx(9 / 5)
    # The copies agree with each other; counting sources, that is no agreement.
    assert table.at["jaccard", "value"] == pytest.approx(1 / 3, abs=1e-6)
    assert table.at["jaccard_sources", "value"] == 0
    copies = articles.iloc[:2]
    table = measure(*bits("1100", "1100"), reuse=reuse, articles=copies)
    assert table.at["effective_articles", "value"] == 1
    assert table.at["jaccard_sources", "note"] == "not defined: all articles are copies"


def test_nothing_shared_leaves_every_article_its_vote():
    articles = pd.DataFrame({"article_id": ["n0", "n1", "n2"], "text": ["One.", "Two.", "Three."]})
    table = measure(*bits(*ROWS), reuse=find_reuse(articles), articles=articles)
    assert table.at["effective_articles", "value"] == 3
    assert table.at["jaccard_sources", "value"] == table.at["jaccard", "value"]


def test_shares_are_not_symmetric_and_overlaps_count_once():
    long = (
        "The grey ferry crossed the frozen lake today. "
        + "Nothing else of any note was seen by anyone there. " * 3
    )
    articles = pd.DataFrame({"article_id": ["a", "b"], "text": [TEXTS[0], long]})
    passage = find_reuse(articles)
    shares = share_reuse(pd.concat([passage, passage]), articles)
    assert shares.at["a", "b"] == 1
    assert shares.at["b", "a"] == pytest.approx(8 / 38)
    by_characters = share_reuse(
        passage, articles.assign(characters=articles["text"].str.len()).drop(columns="text")
    )
    assert by_characters.at["a", "b"] == pytest.approx(44 / 45)
    with pytest.raises(TableError, match="characters"):
        share_reuse(passage, articles[["article_id"]])


@pytest.mark.parametrize(
    ("share", "expected"), [(0.0, 4.0), (1.0, 1.0), (0.5, 4 / 2.5)]
)  # n / (1 + (n - 1) * share)
def test_effective_number_equals_the_design_effect(share, expected):
    table = pd.DataFrame(np.full((4, 4), share) + (1 - share) * np.eye(4))
    assert count_sources(table) == pytest.approx(expected)
    assert count_sources(pd.DataFrame()) == 0


def test_pairs_of_articles():
    articles = pd.DataFrame({"article_id": ["n0", "n1", "n2"], "text": TEXTS})
    pairs = pair_articles(coverage(*bits("110", "110", "000")), find_reuse(articles), articles)
    assert pairs[["article_a", "article_b"]].values.tolist() == [["n0", "n1"], ["n0", "n2"], ["n1", "n2"]]
    assert pairs["reuse_a"].tolist() == [1, 0, 0]
    assert pairs["jaccard"].tolist() == [1, 0, 0]
    assert pair_articles(coverage(*bits("110", "011")))["reuse_a"].isna().all()
    assert list(pair_articles(coverage([1])).columns) == SCHEMAS["article_pairs"].columns


def test_a_coverage_without_its_articles_is_refused():
    articles = pd.DataFrame({"article_id": ["n0"], "text": ["One."]})
    with pytest.raises(TableError, match="argument"):
        measure_agreement(pd.DataFrame({"article_id": []}), seed=1)
    # Only the articles that are listed count.
    table = measure_agreement(coverage(*bits(*ROWS)), seed=1, articles=articles, reuse=find_reuse(articles))
    assert table.set_index("measure").at["articles", "value"] == 1


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


@settings(max_examples=30, deadline=None)
@given(st.lists(st.lists(st.booleans(), min_size=4, max_size=4), min_size=2, max_size=5))
def test_agreement_does_not_depend_on_the_order_of_the_rows_and_keeps_its_range(rows):
    table = coverage(*rows)
    first = measure_agreement(table, seed=2, replicates=20)
    pd.testing.assert_frame_equal(first, measure_agreement(table.iloc[::-1], seed=2, replicates=20))
    values = first.set_index("measure")["value"]
    assert values[["percent_agreement", "jaccard", "jaccard_p"]].dropna().between(0, 1).all()
    assert values[["kappa", "alpha"]].dropna().between(-1, 1).all()
