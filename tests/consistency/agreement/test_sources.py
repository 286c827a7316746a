"""Sources: shares of text in common, the effective number of articles, and who reports each argument."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retold.consistency.agreement.agreement import measure_agreement
from retold.consistency.agreement.influence import measure_influence
from retold.consistency.agreement.sources import (
    count_reports,
    count_sources,
    known_shares,
    mean_likeness,
    measure_sources,
    share_pairs,
    share_reuse,
    source_votes,
    sources_without_each,
    vote_changes,
    vote_shares,
)
from retold.consistency.reuse.passages import find_reuse
from retold.errors import TableError
from retold.tables import SCHEMAS
from tests.consistency.agreement.cases import TEXTS, bits, coverage, make_coverage, make_reuse


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


FEW_SHARES = st.integers(1, 6).flatmap(
    lambda n: st.lists(
        st.lists(st.sampled_from([0.0, 0.0, 0.25, 0.9, 1.0]), min_size=n, max_size=n), min_size=n, max_size=n
    )
)


@given(FEW_SHARES)
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


def passage(a, start_a, end_a, b, start_b, end_b, kind="reuse"):
    return {
        "article_a": a, "start_a": start_a, "end_a": end_a, "article_b": b, "start_b": start_b, "end_b": end_b, "kind": kind,
    }  # fmt: skip


SIZES = pd.DataFrame({"article_id": ["a", "b", "c"], "characters": [10, 20, 40]})


@pytest.mark.parametrize(
    ("passages", "options", "rows"),
    [
        ([], {}, []),
        ([passage("a", 0, 5, "b", 10, 15)], {}, [("a", "b", 5 / 10), ("b", "a", 5 / 20)]),
        # Places that two passages hold count once, whichever side they are named on.
        (
            [passage("a", 0, 5, "b", 10, 15), passage("b", 12, 18, "a", 4, 10), passage("a", 1, 2, "b", 0, 1)],
            {},
            [("a", "b", 10 / 10), ("b", "a", 9 / 20)],
        ),
        # A long passage that holds the next ones whole.
        (
            [passage("b", 0, 10, "c", 0, 10), passage("b", 2, 4, "c", 30, 32), passage("b", 9, 12, "c", 12, 15)],
            {},
            [("b", "c", 12 / 20), ("c", "b", 15 / 40)],
        ),
        ([passage("a", 0, 5, "b", 10, 15, "quotation")], {}, []),
        ([passage("a", 0, 5, "b", 10, 15, "quotation")], {"quotations": True}, [("a", "b", 0.5), ("b", "a", 0.25)]),
        # Within one article nothing is shared, nor with one that is not listed, nor by a passage of no length.
        ([passage("a", 0, 5, "a", 5, 10), passage("a", 0, 5, "x", 0, 5), passage("a", 3, 3, "b", 3, 3)], {}, []),
    ],
)  # fmt: skip
def test_shares_of_characters_by_hand(passages, options, rows):
    reuse = pd.DataFrame(passages, columns=list(passage("", 0, 0, "", 0, 0)))
    found = share_pairs(reuse, SIZES, **options)
    assert list(found.columns) == ["article_id", "other", "share"]
    assert [tuple(row) for row in found.to_numpy()] == rows
    square = share_reuse(reuse, SIZES, **options)
    assert {(a, b): square.at[a, b] for a in "abc" for b in "abc" if a != b and square.at[a, b]} == {
        (a, b): share for a, b, share in rows
    }
    assert np.diag(square).tolist() == [1, 1, 1]


def test_where_no_kind_is_known_every_passage_counts():
    reuse = pd.DataFrame([passage("a", 0, 5, "b", 10, 15, "quotation")]).drop(columns="kind")
    assert share_reuse(reuse, SIZES).at["a", "b"] == 0.5


def test_names_of_articles_are_in_natural_order_and_text():
    articles = pd.DataFrame({"article_id": [10, 9], "characters": 10})
    shares = share_reuse(pd.DataFrame([passage(10, 0, 4, 9, 0, 2)]), articles)
    assert shares.index.tolist() == shares.columns.tolist() == ["9", "10"]
    assert shares.at["10", "9"] == 0.4
    assert source_votes(pd.DataFrame([passage(10, 0, 4, 9, 0, 2)]), articles).index.tolist() == ["10", "9"]


def test_likeness_votes_and_changes_by_hand():
    shares = pd.DataFrame([[1.0, 0.5, 0.0], [0.1, 1.0, 0.0], [0.0, 0.0, 1.0]])
    assert mean_likeness(shares).toarray().tolist() == [[1, 0.3, 0], [0.3, 1, 0], [0, 0, 1]]
    vote = 1 / 1.3
    assert vote_shares(shares).tolist() == pytest.approx([vote, vote, 1])
    # Without the first, its vote is gone, and the second has all of its own.
    changes = [[-vote, 1 - vote, 0], [1 - vote, -vote, 0], [0, 0, -1]]
    assert vote_changes(shares).toarray() == pytest.approx(np.array(changes))
    assert sources_without_each(shares).tolist() == pytest.approx([2, 2, 2 * vote])


def test_shares_of_a_coverage_need_its_articles():
    reuse, articles = make_reuse([(0, 1, 50)], 2)
    assert known_shares(None, articles, ["n0"]) is None
    assert known_shares(reuse, None, ["n0"]) is None
    with pytest.raises(
        TableError, match=r"^the article 'n2' of the coverage is not among the articles\n  where: agreement$"
    ):
        known_shares(reuse, articles, ["n3", "n0", "n2"])
    with pytest.raises(
        TableError,
        match=r"^the table of articles lacks the column 'characters'\n  where: share_reuse\n  to do: add it, or the texts as 'text'$",
    ):
        share_pairs(reuse, articles[["article_id"]])


@pytest.mark.parametrize(
    ("n", "value", "note"),
    [(0, 0, "no interval: 0 articles"), (1, 1, "no interval: 1 article"), (2, 2, "no interval: 2 articles")],
)
def test_no_interval_of_few_articles(n, value, note):
    found = measure_sources(pd.DataFrame(np.eye(n)))
    assert (found.value, found.note) == (value, note)
    assert np.isnan([found.low, found.high]).all()


def test_interval_of_sources_is_of_its_level_and_within_the_possible():
    shares = pd.DataFrame(np.eye(6))
    shares.loc[0, 1] = shares.loc[1, 0] = 0.8
    wide, narrow = measure_sources(shares, level=0.9), measure_sources(shares, level=0.5)
    assert wide.value == narrow.value == pytest.approx(4 + 2 / 1.8)
    assert wide.note == "jackknife over articles"
    # Student's t of 5 degrees of freedom holds the middle half within 0.726687, and nine tenths within 2.015048.
    each = np.array([5, 5, *[3 + 2 / 1.8] * 4]) / 5
    error = np.sqrt(5 / 6 * ((each - each.mean()) ** 2).sum()) * 6
    assert (wide.low, narrow.low) == pytest.approx(
        (wide.value - 2.015048 * error, wide.value - 0.726687 * error)
    )
    assert (wide.high, narrow.high) == pytest.approx((6, narrow.value + 0.726687 * error))
    assert measure_sources(shares) == measure_sources(shares, level=0.95)


def test_who_reports_an_argument_and_contradicts_it():
    cells = make_coverage([[1, 0], [1, 1], [0, 1], [0, 0]], contradicted=[1, 2])
    table = count_reports(cells).set_index("argument")
    assert table["articles"].tolist() == [2, 2]
    assert table["share_articles"].tolist() == [0.5, 0.5]
    assert table["contradicted"].tolist() == [1, 1]
    assert table[["sources", "share_sources"]].isna().all(axis=None)
    assert table["note"].tolist() == ["", ""]
    # Without states nothing is contradicted; only the articles that are listed count.
    some = pd.DataFrame({"article_id": ["n3", "n1"]})
    table = count_reports(cells.drop(columns="state"), articles=some).set_index("argument")
    assert table[["articles", "share_articles", "contradicted"]].values.tolist() == [[1, 0.5, 0]] * 2


@pytest.mark.parametrize(
    ("size", "note"), [(33, ""), (34, "reported by several articles and about one source")]
)
def test_two_reports_of_much_shared_text_are_about_one_source(size, note):
    # Two articles count as 2 / (1 + s): as fewer than one and a half where s is more than a third.
    reuse, articles = make_reuse([(0, 1, size)], 2)
    table = count_reports(coverage([1], [1]), reuse=reuse, articles=articles)
    assert table["sources"].tolist() == pytest.approx([2 / (1 + size / 100)], abs=1e-6)
    assert table["note"].tolist() == [note]


def test_reports_of_two_occasions_are_no_copies_of_each_other():
    articles = pd.DataFrame({"article_id": list("abcd"), "characters": 10, "occasion": ["x", "x", "y", "y"]})
    whole = {"start_a": 0, "end_a": 10, "start_b": 0, "end_b": 10}
    reuse = pd.DataFrame([{"article_a": a, "article_b": b} | whole for a, b in ("ab", "ac", "bc")])
    shares = known_shares(reuse, articles, list("abcd")).toarray()
    assert shares.tolist() == [[1, 1, 0, 0], [1, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1]]
    across = known_shares(reuse, articles, list("abcd"), across=True).toarray()
    assert across[2].tolist() == [1, 1, 1, 0]
    coverage = pd.DataFrame(
        {
            "article_id": list("abcd") * 3,
            "argument": ["k1"] * 4 + ["k2"] * 4 + ["k3"] * 4,
            "statements": [1, 1, 0, 0, 1, 1, 1, 0, 0, 0, 0, 1],
        }
    )
    table = count_reports(coverage, reuse=reuse, articles=articles).set_index("argument")
    columns = ["articles", "sources", "share_articles", "share_sources", "occasions"]
    # Of occasion x one source, of y two: k1 is all that x has, k3 half of y.
    assert table.loc["k1", columns].tolist() == [2, 1.0, 1.0, 1.0, 1]
    assert table.loc["k2", columns].tolist() == [3, 2.0, 0.75, 0.666667, 2]
    assert table.loc["k3", columns].tolist() == [1, 1.0, 0.5, 0.5, 1]
    assert table["note"].tolist() == [
        "reported by several articles and about one source",
        "over 2 occasions",
        "",
    ]
    whole = measure_agreement(coverage, seed=1, replicates=20, reuse=reuse, articles=articles)
    row = whole[(whole["measure"] == "effective_articles") & (whole["occasion"] == "*")].iloc[0]
    assert row["value"] == 3.0
    assert "within occasions, summed over 2" in row["note"]
    by_occasion = whole[(whole["measure"] == "effective_articles") & (whole["occasion"] != "*")]
    assert by_occasion["value"].tolist() == [1.0, 2.0]
    influence = measure_influence(coverage, reuse=reuse, articles=articles).set_index(["figure", "left_out"])
    left = influence.loc["effective_articles", "value"]
    assert left.to_dict() == {"a": 3.0, "b": 3.0, "c": 2.0, "d": 2.0, "none": 3.0}
