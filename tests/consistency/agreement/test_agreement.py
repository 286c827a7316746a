"""Agreement by hand, against scikit-learn's kappa, and where it is not defined; sources and influence."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retold.consistency.agreement.agreement import agreement_sentences, measure_agreement
from retold.consistency.agreement.article_pairs import pair_articles
from retold.consistency.agreement.influence import measure_influence
from retold.consistency.agreement.reports import report_matrix
from retold.consistency.agreement.sources import (
    count_reports,
    count_sources,
    measure_sources,
    share_reuse,
    source_votes,
)
from retold.consistency.reuse.passages import find_reuse
from retold.errors import TableError
from retold.statistics.reliability import cohen_kappa, jaccard
from retold.tables import SCHEMAS, conform


def coverage(*rows):
    """Make a coverage table of rows of 0 and 1, an article each."""
    cells = [(f"n{i}", f"k{j}", int(n)) for i, row in enumerate(rows) for j, n in enumerate(row)]
    table = pd.DataFrame(cells, columns=["article_id", "argument", "statements"])
    return table.assign(state="silent", position=np.nan, expected=0.5)


def measure(*rows, **options):
    table = measure_agreement(coverage(*rows), seed=5, replicates=200, **options)
    return conform(table, "agreement").set_index("measure")


SOURCES = ("jaccard_sources", "kappa_sources", "percent_agreement_sources")
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


TEXTS = [
    "The grey ferry crossed the frozen lake today.",
    "The grey ferry crossed the frozen lake today.",
    "No news.",
]


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


def test_quotations_do_not_make_copies():
    articles = pd.DataFrame(
        {"article_id": ["a", "b"], "text": [f"“{TEXTS[0]}” he said.", f"She: “{TEXTS[0]}”"]}
    )
    reuse = find_reuse(articles)
    assert reuse["kind"].tolist() == ["quotation"]
    assert count_sources(share_reuse(reuse, articles)) == 2
    assert share_reuse(reuse, articles, quotations=True).at["a", "b"] == pytest.approx(8 / 10)


SHARES = st.integers(1, 6).flatmap(
    lambda n: st.lists(st.lists(st.floats(0, 1), min_size=n, max_size=n), min_size=n, max_size=n)
)


@given(SHARES)
def test_sources_are_at_least_one_and_at_most_all(cells):
    table = pd.DataFrame(cells)
    np.fill_diagonal(values := table.to_numpy().copy(), 1)
    found = measure_sources(pd.DataFrame(values))
    n = len(cells)
    assert 1 - 1e-9 <= found.value <= n + 1e-9
    if n > 2:
        assert 1 <= found.low <= found.value + 1e-9
        assert found.value - 1e-9 <= found.high <= n


@pytest.mark.parametrize("copies", [1, 2, 5])
def test_copies_of_one_article_count_as_one_whatever_the_others_are(copies):
    blocks = np.eye(copies + 3)
    blocks[:copies, :copies] = 1
    assert count_sources(pd.DataFrame(blocks)) == pytest.approx(4)


def test_jackknife_of_sources_by_hand():
    # Two copies and one other: 2 of 2, 2 of 2 and 1 of 2 articles are left when one is left out.
    found = measure_sources(pd.DataFrame([[1.0, 1, 0], [1, 1, 0], [0, 0, 1]]))
    each = np.array([1, 1, 0.5])
    reach = 4.302653 * np.sqrt(2 / 3 * ((each - each.mean()) ** 2).sum()) * 3
    assert (found.low, found.high) == (max(2 - reach, 1), min(2 + reach, 3))
    assert np.isnan(measure_sources(pd.DataFrame([[1.0, 1], [1, 1]])).low)


def test_reports_are_counted_in_articles_and_in_sources():
    articles = pd.DataFrame({"article_id": ["n0", "n1", "n2"], "text": TEXTS})
    table = count_reports(coverage(*bits("110", "101", "001")), reuse=find_reuse(articles), articles=articles)
    table = table.set_index("argument")
    assert table["articles"].tolist() == [2, 1, 2]
    assert table["sources"].tolist() == [1, 1, 2]
    assert table["share_sources"].tolist() == [0.5, 0.25, 0.75]
    assert table["note"].tolist() == ["reported by several articles and about one source", "", ""]
    assert count_reports(coverage(*bits("110")))["sources"].isna().all()
    assert (
        list(count_reports(coverage().reindex(columns=["article_id", "argument", "statements"])).columns)
        == SCHEMAS["argument_sources"].columns
    )


def test_the_raw_matrix_comes_first():
    matrix = report_matrix(coverage(*bits("110", "010")))
    assert matrix.index.tolist() == ["n0", "n1"]
    assert matrix.columns.tolist() == ["k0", "k1"]
    assert matrix.to_numpy().tolist() == [[True, True], [False, True]]


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


SPANS = st.lists(
    st.tuples(
        st.integers(0, 2), st.integers(0, 30), st.integers(1, 20), st.integers(0, 2), st.integers(0, 30)
    ),
    max_size=12,
)


@given(SPANS)
def test_shares_are_those_of_counting_every_character(spans):
    articles = pd.DataFrame({"article_id": ["a", "b", "c"], "characters": [50, 60, 70]})
    rows = [("abc"[i], s, s + n, "abc"[j], t, t + n) for i, s, n, j, t in spans if i != j]
    names = ["article_a", "start_a", "end_a", "article_b", "start_b", "end_b"]
    reuse = pd.DataFrame(rows, columns=names)
    shares = share_reuse(reuse, articles)
    for one, size in zip("abc", (50, 60, 70), strict=True):
        for other in set("abc") - {one}:
            held = {p for a, s, e, b, *_ in rows if (a, b) == (one, other) for p in range(s, e)}
            held |= {p for a, _, _, b, s, e in rows if (b, a) == (one, other) for p in range(s, e)}
            assert shares.at[one, other] == pytest.approx(len(held) / size)
    assert source_votes(reuse, articles).sum() == pytest.approx(count_sources(shares))


def test_a_very_long_article_and_a_very_short_one_within_it():
    long = " ".join(f"w{number}" for number in range(50_000))
    articles = pd.DataFrame(
        {"article_id": ["long", "short"], "text": [long, " ".join(long.split()[700:750])]}
    )
    shares = share_reuse(find_reuse(articles), articles)
    assert shares.at["short", "long"] == 1
    assert shares.at["long", "short"] == pytest.approx(0.001)
    assert count_sources(shares) == pytest.approx(2 / (1 + 1.001 / 2))


def test_an_article_without_words_is_its_own_source():
    articles = pd.DataFrame({"article_id": ["a", "b", "c"], "text": ["", TEXTS[0], TEXTS[0]]})
    assert source_votes(find_reuse(articles), articles).tolist() == [1, 0.5, 0.5]
