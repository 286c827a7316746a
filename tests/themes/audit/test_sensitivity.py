"""What hangs on a pattern or a rule: left out, and matched again."""

from dataclasses import replace
from math import isnan, nan

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retold.errors import ParameterError
from retold.statistics.intervals import wilson_interval
from retold.tables import conform, empty_table
from retold.themes.audit.pattern_shares import pattern_shares
from retold.themes.audit.sample import sample_hits
from retold.themes.audit.sensitivity import RULE, WITHOUT, rank_change, theme_sensitivity
from retold.themes.matching.matching import find_themes
from retold.vocabulary import ALL
from tests.themes.audit.cases import TEXTS, WATER, book, corpus


def rows_of(table, kind, variant, variant_theme=""):
    chosen = table[(table["kind"] == kind) & (table["variant"] == variant)]
    chosen = chosen[chosen["variant_theme"] == variant_theme] if variant_theme else chosen
    return {row.theme: (row.hits, row.change, row.sentences_with) for row in chosen.itertuples()}


def test_sensitivity_by_hand():
    articles, statements = corpus(TEXTS)
    table = theme_sensitivity(
        find_themes(articles, WATER, overlap="all", statements=statements), WATER, statements
    )
    # Five sentences: "Rains! Dry land." is one, as only ". " ends one here.
    assert rows_of(table, WITHOUT, "heavy rain") == {"rain": (5, 0, 3), ALL: (7, 0, 3)}
    assert rows_of(table, WITHOUT, "rain*") == {"rain": (2, -3, 1), ALL: (4, -3, 2)}
    assert rows_of(table, WITHOUT, "hail") == {"rain": (5, 0, 3), ALL: (7, 0, 3)}
    assert rows_of(table, WITHOUT, "snow*") == {"snow": (0, -2, 0), ALL: (5, -2, 3)}
    assert rows_of(table, RULE, "all") == {
        "rain": (7, 2, 3),
        "snow": (2, 0, 1),
        "fog": (0, 0, 0),
        ALL: (9, 2, 3),
    }
    assert rows_of(table, RULE, "theme")[ALL] == (7, 0, 3)
    own = table[(table["variant"] == "rain*") & (table["theme"] == "rain")].iloc[0]
    assert own["share"] == pytest.approx(1 / 3)
    assert own["share_change"] == pytest.approx(-2 / 3)
    assert (own["low"], own["high"]) == pytest.approx(wilson_interval(1, 3))
    gone = table[(table["variant"] == "snow*") & (table["theme"] == "snow")].iloc[0]
    assert gone["note"] == "the theme has no hit left"
    whole = table[(table["variant"] == "rain*") & (table["theme"] == ALL)].iloc[0]
    # rain 5, snow 2, fog 0 become 2, 2, 0: two of three pairs are left, of a possible root of six.
    assert whole["tau"] == pytest.approx(2 / 6**0.5)
    assert whole["swaps"] == 0
    conform(table, "theme_sensitivity")


def test_leaving_a_pattern_out_may_free_another_theme():
    articles, statements = corpus(["The heavy snow rain fell. Rain."])
    codebook = book(rain=["rain"], storm=["heavy snow rain"], cold=["snow"])
    matches = find_themes(articles, codebook, overlap="all", statements=statements)
    table = theme_sensitivity(matches, codebook, statements, overlap="codebook")
    assert rows_of(table, WITHOUT, "heavy snow rain") == {
        "storm": (0, -1, 0), "rain": (2, 1, 2), "cold": (1, 1, 1), ALL: (3, 1, 2),
    }  # fmt: skip
    assert table[(table["variant"] == "heavy snow rain") & (table["theme"] == ALL)]["swaps"].tolist() == [1]


RANKS = [
    ([3, 2, 1], [3, 2, 1], 1.0, 0),
    ([3, 2, 1], [1, 2, 3], -1.0, 3),
    ([3, 2, 1], [3, 1, 2], 1 / 3, 1),
    ([1, 1], [1, 1], nan, 0),
    ([1], [2], nan, 0),
    ([], [], nan, 0),
    ([2, 1], [1, 1], nan, 0),
    ([3, 1, 1], [3, 2, 1], 2 / 6**0.5, 0),
]


@pytest.mark.parametrize(("before", "after", "tau", "swaps"), RANKS)
def test_rank_change(before, after, tau, swaps):
    found = rank_change(np.array(before, dtype=np.int64), np.array(after, dtype=np.int64))
    assert found[0] == pytest.approx(tau, nan_ok=True)
    assert found[1] == swaps


def test_no_matches_no_statements_and_no_patterns():
    table = theme_sensitivity(empty_table("theme_hits"), WATER)
    assert set(table["hits"]) == {0}
    assert table["share"].isna().all()
    assert table[table["theme"] == ALL]["note"].str.startswith("tau is not defined").all()
    assert theme_sensitivity(empty_table("theme_hits"), replace(WATER, patterns=())).empty
    with pytest.raises(ParameterError, match="did you mean 'theme'"):
        theme_sensitivity(empty_table("theme_hits"), WATER, overlap="themes")


def test_hits_in_no_sentence_count_as_hits_only():
    articles, statements = corpus(TEXTS)
    matches = find_themes(articles, WATER, overlap="all", statements=statements.iloc[:1])
    table = theme_sensitivity(matches, WATER, statements.iloc[:1])
    assert rows_of(table, RULE, "theme")["rain"] == (5, 0, 1)
    assert rows_of(table, RULE, "theme")["snow"] == (2, 0, 0)


# Each example matches once for every pattern and rule.
EXAMPLES = 40


LETTERS = st.sampled_from(["a", "b", "c", "ab", ".", ","])


TEXT = st.lists(LETTERS, max_size=25).map(" ".join)


PATTERN = st.lists(st.sampled_from(["a", "b", "c", "a*", "*", "?"]), min_size=1, max_size=3).map(" ".join)


THEMES = st.dictionaries(
    st.sampled_from(["x", "y", "z"]), st.lists(PATTERN, min_size=1, max_size=4, unique=True), min_size=1
)


OVERLAP = st.sampled_from(["theme", "codebook", "all"])


def count_again(articles, statements, codebook, overlap, themes):
    """Count by matching anew: hits and sentences of each theme, and of all."""
    if not codebook.patterns:
        return dict.fromkeys([*themes, ALL], (0, 0))
    hits = find_themes(articles, codebook, overlap=overlap, statements=statements)
    inside = hits[hits["sentence_id"] != ""]
    counts = {
        name: (int((hits["theme"] == name).sum()), inside[inside["theme"] == name]["sentence_id"].nunique())
        for name in themes
    }
    return {**counts, ALL: (len(hits), inside["sentence_id"].nunique())}


@settings(max_examples=EXAMPLES)
@given(st.lists(TEXT, min_size=1, max_size=2), THEMES, OVERLAP)
def test_leaving_out_is_exactly_matching_again(texts, themes, overlap):
    articles, statements = corpus(texts)
    codebook = book(**themes)
    matches = find_themes(articles, codebook, overlap="all", statements=statements)
    table = theme_sensitivity(matches, codebook, statements, overlap=overlap)
    before = count_again(articles, statements, codebook, overlap, codebook.leaves)
    for pattern in codebook.patterns:
        without = replace(codebook, patterns=tuple(p for p in codebook.patterns if p != pattern))
        after = count_again(articles, statements, without, overlap, codebook.leaves)
        rows = rows_of(table, WITHOUT, pattern.name, pattern.theme)
        assert {pattern.theme, ALL} <= set(rows)
        for theme, (hits, sentences) in after.items():
            # A theme without a row is one that does not change.
            assert rows.get(theme, (*before[theme][:1], 0, before[theme][1])) == (
                hits, hits - before[theme][0], sentences,
            )  # fmt: skip
    for rule in ("theme", "codebook", "all"):
        again = count_again(articles, statements, codebook, rule, codebook.leaves)
        assert {theme: (row[0], row[2]) for theme, row in rows_of(table, RULE, rule).items()} == again


@settings(max_examples=EXAMPLES)
@given(st.lists(TEXT, min_size=1, max_size=2), THEMES, OVERLAP, st.randoms())
def test_laws_of_the_audit(texts, themes, overlap, random):
    articles, statements = corpus(texts)
    codebook = book(**themes)
    hits = find_themes(articles, codebook, overlap=overlap, statements=statements)
    shares = pattern_shares(hits, codebook)
    sums = shares.groupby("theme")["share"].sum(min_count=1)
    present = set(hits["theme"])
    assert all(
        (sums[theme] == pytest.approx(1)) if theme in present else isnan(sums[theme])
        for theme in codebook.leaves
    )
    assert len(shares) == len(codebook.patterns)
    matches = find_themes(articles, codebook, overlap="all", statements=statements)
    table = theme_sensitivity(matches, codebook, statements, overlap=overlap)
    idle = set(shares[shares["hits"] == 0][["theme", "pattern"]].itertuples(index=False, name=None))
    left_out = table[table["kind"] == WITHOUT]
    unmoved = [key in idle for key in zip(left_out["variant_theme"], left_out["variant"], strict=True)]
    assert (left_out.loc[unmoved, "change"] == 0).all()
    order = list(range(len(hits)))
    random.shuffle(order)
    pd.testing.assert_frame_equal(shares, pattern_shares(hits.iloc[order], codebook))
    order = list(range(len(matches)))
    random.shuffle(order)
    pd.testing.assert_frame_equal(
        table, theme_sensitivity(matches.iloc[order], codebook, statements, overlap=overlap)
    )
    sample = sample_hits(hits, statements, n=2, seed=1)
    order = list(range(len(hits)))
    random.shuffle(order)
    pd.testing.assert_frame_equal(sample, sample_hits(hits.iloc[order], statements, n=2, seed=1))
