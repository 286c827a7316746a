"""Shared passages: exact places, as long as can be, nothing through masked text."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retold.consistency.reuse import find_reuse
from retold.consistency.wording import is_content, split_words
from retold.errors import ParameterError, TableError
from retold.tables import SCHEMAS, conform


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


def shared_runs(a, b, n):
    """Find maximal shared runs by comparing every place with every place."""
    runs = []
    for i in range(len(a)):
        for j in range(len(b)):
            if a[i] != b[j] or (i and j and a[i - 1] == b[j - 1]):
                continue
            length = 0
            while i + length < len(a) and j + length < len(b) and a[i + length] == b[j + length]:
                length += 1
            if length >= n and sum(map(is_content, a[i : i + length])) >= 2:
                runs.append((i, j, length))
    return sorted(runs)


WORDS = st.lists(st.sampled_from(["ferry", "lake", "the", "of"]), max_size=25)


@given(WORDS, WORDS, st.integers(2, 5))
def test_the_join_finds_what_comparing_every_place_finds(a, b, n):
    left, right = " ".join(a), " ".join(b)
    found = conform(find_reuse(frame(left, right), min_tokens=n), "reuse")
    starts_a = [token.start for token in split_words(left)]
    starts_b = [token.start for token in split_words(right)]
    places = zip(
        np.searchsorted(starts_a, found["start_a"].astype(int)).tolist(),
        np.searchsorted(starts_b, found["start_b"].astype(int)).tolist(),
        found["tokens"].tolist(),
        strict=True,
    )
    assert sorted(places) == shared_runs(a, b, n)
