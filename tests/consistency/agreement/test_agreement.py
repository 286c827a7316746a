"""Agreement by hand, against scikit-learn's kappa, and where it is not defined; what is said of it in words."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retold.consistency.agreement.agreement import agreement_sentences, measure_agreement
from retold.consistency.reuse.passages import find_reuse
from retold.errors import TableError
from retold.statistics.reliability import cohen_kappa, jaccard
from retold.tables import conform
from tests.consistency.agreement.cases import TEXTS, bits, coverage, make_coverage, make_reuse


def measure(*rows, **options):
    table = measure_agreement(coverage(*rows), seed=5, replicates=200, **options)
    return conform(table, "agreement").set_index("measure")


SOURCES = ("jaccard_sources", "kappa_sources", "percent_agreement_sources")


ROWS = ("1101", "1100", "0111")


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
        (ROWS, ["effective_articles", *SOURCES], "no reuse"),
    ],
)
def test_what_is_not_defined_is_named(rows, undefined, note):
    table = measure(*bits(*rows))
    for name in undefined:
        assert np.isnan(table.at[name, "value"])
        assert note in table.at[name, "note"]
    others = table.index.difference([*undefined, "effective_articles", *SOURCES])
    assert table.loc[others, "value"].notna().all()


def test_identical_coverage_agrees_fully_as_far_as_that_is_defined():
    table = measure(*bits("1010", "1010", "0001"))
    assert table.at["jaccard", "value"] == pytest.approx(1 / 3, abs=1e-6)
    # What neither of two articles reports is in no table, so nothing is left to vary.
    table = measure(*bits("1010", "1010"))
    assert table.loc[["percent_agreement", "jaccard"], "value"].tolist() == [1, 1]
    assert table.loc[["kappa", "alpha"], "value"].isna().all()


def test_copies_count_as_one_source():
    articles = pd.DataFrame({"article_id": ["n0", "n1", "n2"], "text": TEXTS})
    reuse = find_reuse(articles)
    table = measure(*bits("1100", "1100", "0011"), reuse=reuse, articles=articles)
    assert table.at["effective_articles", "value"] == 2
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


def test_a_coverage_without_its_articles_is_refused():
    articles = pd.DataFrame({"article_id": ["n0"], "text": ["One."]})
    with pytest.raises(TableError, match="argument"):
        measure_agreement(pd.DataFrame({"article_id": []}), seed=1)
    # Only the articles that are listed count.
    table = measure_agreement(coverage(*bits(*ROWS)), seed=1, articles=articles, reuse=find_reuse(articles))
    assert table.set_index("measure").at["articles", "value"] == 1


@settings(max_examples=30)
@given(st.lists(st.lists(st.booleans(), min_size=4, max_size=4), min_size=2, max_size=5))
def test_agreement_does_not_depend_on_the_order_of_the_rows_and_keeps_its_range(rows):
    table = coverage(*rows)
    first = measure_agreement(table, seed=2, replicates=20)
    pd.testing.assert_frame_equal(first, measure_agreement(table.iloc[::-1], seed=2, replicates=20))
    values = first.set_index("measure")["value"]
    assert values[["percent_agreement", "jaccard", "jaccard_p"]].dropna().between(0, 1).all()
    assert values[["kappa", "alpha"]].dropna().between(-1, 1).all()


def test_intervals_and_chances_of_each_measure():
    table = measure(*bits("11010", "11001", "11110", "10000"))
    for name in ("percent_agreement", "jaccard", "kappa", "alpha"):
        row = table.loc[name]
        assert row["jackknife_low"] <= row["value"] <= row["jackknife_high"] <= 1
        assert 0 < row["p"] <= 1
    assert table.at["jaccard", "p"] == table.at["jaccard_p", "value"]
    assert table.loc[["articles", *SOURCES], "p"].isna().all()


def test_percent_agreement_jackknife_by_hand():
    # Two articles agree on two of three arguments: left out, 1/2, 1/2 and 1.
    table = measure(*bits("111", "110"))
    without = np.array([0.5, 0.5, 1])
    error = np.sqrt(2 / 3 * ((without - without.mean()) ** 2).sum())
    assert table.at["percent_agreement", "jackknife_low"] == pytest.approx(2 / 3 - 4.302653 * error, abs=1e-5)
    assert table.at["percent_agreement", "jackknife_high"] == 1


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ((), "0 articles report 0 arguments"),
        (("101",), "1 article reports 2 arguments; 0 of these are in two"),
        (("101",), "too few to conclude"),
        (("101",), "one article alone has none to agree with"),
        (("110", "011"), "1 of these is in two articles or more"),
        (("110", "011"), "no more often than chance"),
    ],
)
def test_agreement_is_said_in_plain_sentences(rows, said):
    sentences = agreement_sentences(measure(*bits(*rows)).reset_index())
    assert any(said in sentence for sentence in sentences)
    assert all(sentence.endswith(".") for sentence in sentences)


def test_sources_are_said_beside_articles():
    articles = pd.DataFrame({"article_id": ["n0", "n1", "n2"], "text": TEXTS})
    table = measure(*bits("1100", "1100", "0011"), reuse=find_reuse(articles), articles=articles)
    said = " ".join(agreement_sentences(table.reset_index()))
    assert "count as 2.0 independent articles; Jaccard is 0.33 counting articles and 0.00" in said
    assert agreement_sentences(pd.DataFrame(columns=["measure"])) == ["Agreement was not measured."]


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
