"""Shared passages: exact places, as long as can be, nothing through masked text."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retold.consistency.reuse.passages import find_reuse
from retold.consistency.reuse.runs import shared_runs
from retold.consistency.reuse.shingles import fold_texts
from retold.errors import ParameterError, TableError
from retold.language.words import split_words
from retold.tables import SCHEMAS


def frame(*texts):
    return pd.DataFrame({"article_id": [f"n{i}" for i in range(len(texts))], "text": texts})


SHARED = "the grey ferry crossed the frozen lake"


@pytest.mark.parametrize(
    ("left", "right", "passages"),
    [
        (f"At dawn {SHARED} again.", f"Witnesses: {SHARED}!", [(SHARED, SHARED)]),
        # Quote marks, case, hyphens and number words do not break a passage.
        (
            "Then “the Two-Storey ferry crossed” slowly on",
            "so the 2 storey ferry crossed, slowly off",
            [("the Two-Storey ferry crossed” slowly", "the 2 storey ferry crossed, slowly")],
        ),
        (f"{SHARED}. Nobody spoke. {SHARED}.", f"{SHARED}", [(SHARED, SHARED), (SHARED, SHARED)]),
        ("the grey ferry crossed", "the grey ferry crossed", []),  # four words
        ("it is one of the", "it is one of the", []),  # no content
        ("So Prime Minister Ola Olsen said", "But Prime Minister Ola Olsen said", []),  # a title and a name
        ("", SHARED, []),
        ("", "", []),
    ],
)
def test_passages_and_their_places(left, right, passages):
    found = find_reuse(frame(left, right))
    cut = [(left[r.start_a : r.end_a], right[r.start_b : r.end_b]) for r in found.itertuples()]
    assert cut == passages
    assert [len(split_words(a)) for a, _ in cut] == found["tokens"].tolist()


def test_a_masked_span_takes_no_part_and_is_not_bridged():
    left = f"{SHARED} and sank"
    masked = pd.DataFrame(
        {"article_id": ["n0"], "start": [left.index("crossed")], "end": [left.index("frozen")]}
    )
    assert len(find_reuse(frame(left, left))) == 1
    assert find_reuse(frame(left, left), masked=masked).empty
    elsewhere = masked.assign(article_id="n9")
    assert find_reuse(frame(left, left), masked=elsewhere)["tokens"].tolist() == [9]


def test_passages_do_not_reach_from_one_article_into_the_next():
    assert find_reuse(frame("the grey ferry", "crossed the frozen lake", SHARED), min_tokens=5).empty


def test_identical_articles_share_all_of_each_other_and_three_give_three_pairs():
    found = find_reuse(frame(SHARED, SHARED, SHARED))
    assert found[["article_a", "article_b"]].values.tolist() == [["n0", "n1"], ["n0", "n2"], ["n1", "n2"]]
    assert (found["end_a"] - found["start_a"] == len(SHARED)).all()


@pytest.mark.parametrize("articles", [frame(), frame(SHARED)])
def test_nothing_to_compare_with_gives_an_empty_table(articles):
    found = find_reuse(articles)
    assert found.empty
    assert list(found.columns) == SCHEMAS["reuse"].columns


def test_impossible_requests_are_refused():
    with pytest.raises(ParameterError, match="min_tokens"):
        find_reuse(frame(SHARED), min_tokens=0)
    with pytest.raises(TableError, match="text"):
        find_reuse(pd.DataFrame({"article_id": ["a"]}))
    with pytest.raises(ParameterError, match="max_gap"):
        find_reuse(frame(SHARED), max_gap=-1)
    with pytest.raises(TableError, match="twice"):
        find_reuse(frame(SHARED, SHARED).assign(article_id="a"))


def longest_runs(a, b, n):
    """Find maximal shared runs by comparing every place with every place."""
    runs = []
    for i in range(len(a)):
        for j in range(len(b)):
            if a[i] != b[j] or (i and j and a[i - 1] == b[j - 1]):
                continue
            length = 0
            while i + length < len(a) and j + length < len(b) and a[i + length] == b[j + length]:
                length += 1
            if length >= n:
                runs.append((i, j, length))
    return sorted(runs)


WORDS = st.lists(st.sampled_from(["ferry", "lake", "the", "of"]), max_size=25)


@given(WORDS, WORDS, st.integers(1, 5))
def test_the_join_finds_what_comparing_every_place_finds(a, b, n):
    words = fold_texts([" ".join(a), " ".join(b)])
    runs = shared_runs(words, n)
    found = zip(runs.a.tolist(), (runs.b - len(a) - 1).tolist(), runs.length.tolist(), strict=True)
    assert sorted(found) == longest_runs(a, b, n)


@given(st.lists(WORDS, min_size=2, max_size=6), st.integers(2, 4))
def test_thinning_frequent_words_loses_pairs_but_never_shortens_a_run(texts, n):
    words = fold_texts([" ".join(text) for text in texts])
    whole, thinned = shared_runs(words, n), shared_runs(words, n, most_places=1)
    rows = set(zip(*(column.tolist() for column in whole), strict=True))
    assert set(zip(*(column.tolist() for column in thinned), strict=True)) <= rows


COPIED = "the grey ferry crossed the frozen lake before the guests had finished their soup"


@pytest.mark.parametrize(
    ("other", "tokens", "runs"),
    [
        (COPIED, 14, 1),
        (COPIED.replace("the frozen lake", "a half frozen lake slowly"), 7, 1),
        (COPIED.replace("frozen", "blue"), 13, 2),
        (COPIED.replace("lake", "very old lake now"), 13, 2),  # one word on one side, four on the other
        (COPIED.replace("frozen lake before", "sea"), 11, 2),
    ],
)
def test_a_small_gap_does_not_end_a_passage(other, tokens, runs):
    found = find_reuse(frame(f"First, {COPIED}.", f"Then {other}!"))
    assert found[["tokens", "runs"]].values.tolist() == [[tokens, runs]]


def test_a_wide_gap_ends_a_passage_and_the_gap_is_an_option():
    left = "the grey ferry crossed slowly now one and two and three the frozen lake lay quiet"
    right = left.replace("one and two and three", "")
    assert len(find_reuse(frame(left, right))) == 2
    assert find_reuse(frame(left, right), max_gap=5)["runs"].tolist() == [2]
    assert len(find_reuse(frame(left, right.replace("now", "now ten")), max_gap=5)) == 1


@pytest.mark.parametrize(
    ("left", "right", "kind"),
    [
        (f"Then {SHARED}.", f"And {SHARED}.", "reuse"),
        (f"“{SHARED}”, he said.", f"And {SHARED}.", "quotation"),
        (f"« {SHARED} », he said.", f"And {SHARED}.", "quotation"),
        (f"— {SHARED.capitalize()}, he said.", f"And {SHARED}.", "quotation"),
        (f"„{SHARED}“, he said.", f"He: '{SHARED}'", "quotation"),
        (
            "He saw the grey ferry “crossed the frozen lake”.",
            f"And {SHARED}",
            "quotation",
        ),  # three of its own
        (f"Slowly then {SHARED} “at dawn”", f"Slowly then {SHARED} “at dawn”", "reuse"),
    ],
)
def test_quoting_one_person_is_no_copying(left, right, kind):
    assert find_reuse(frame(left, right))["kind"].tolist() == [kind]


@pytest.mark.parametrize(
    ("dates", "direction"),
    [
        (("2021-03-04", "2021-03-05"), "a to b"),
        (("2021-03-05", "2021-03-04"), "b to a"),
        (("2021-03-04", "2021-03-04"), "undecided"),
        (("2021-03-04", ""), "undecided"),
        (("2021-03", "2021-04-01"), "undecided"),
        (("2021-02-31", "2021-04-01"), "undecided"),
        (("2021-03-04T08:00", "2021-03-05"), "a to b"),
    ],
)
def test_direction_where_dates_allow(dates, direction):
    assert find_reuse(frame(SHARED, SHARED).assign(date=list(dates)))["direction"].tolist() == [direction]
    assert find_reuse(frame(SHARED, SHARED))["direction"].tolist() == ["undecided"]


def test_a_very_long_article_beside_a_very_short_one():
    rng = np.random.default_rng(3)
    long = " ".join(f"w{number}" for number in rng.integers(0, 9000, 50_000))
    short = " ".join(long.split()[20_000:20_050])
    found = find_reuse(frame(long, short))
    assert found["tokens"].max() == 50
    row = found.loc[found["tokens"].idxmax()]
    assert long[row.start_a : row.end_a] == short


def test_many_copies_are_bounded():
    texts = [COPIED] * 130
    found = find_reuse(frame(*texts))
    assert set(found["tokens"]) == {14}
    assert len(found) < 130 * 25 < 130 * 129 / 2


def test_the_order_of_articles_does_not_matter():
    articles = frame(f"A. {COPIED}", f"B, {COPIED}, c", f"D {SHARED}")
    pd.testing.assert_frame_equal(find_reuse(articles), find_reuse(articles.iloc[::-1]))
