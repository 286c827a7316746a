"""Which statements are worth comparing: rows of texts, and which two of them are candidates."""

import pandas as pd
import pytest

from retold.consistency.wording.candidates import (
    COMMON_NEIGHBOURS,
    COMMON_PAIR,
    find_candidates,
    find_retellings,
)
from retold.consistency.wording.utterances import join_utterances


def find(texts, articles=None, argument="none"):
    ids = articles or [f"a{n}" for n in range(len(texts))]
    frame = {"statement_id": [f"{name}:{n}" for n, name in enumerate(ids)], "article_id": ids, "text": texts}
    return find_candidates(join_utterances(pd.DataFrame(frame | {"argument": argument})))


@pytest.mark.parametrize(
    ("texts", "pairs"),
    [
        ([], []),
        (["The old bridge carries trucks"], []),
        (["", ""], []),
        (["The old bridge carries trucks", "The old bridge carries trucks"], [(0, 1)]),
        (["The old bridge carries trucks", "The old bridge carries no heavy trucks"], [(0, 1)]),
        # One word between is replaced.
        (["old bridge carries trucks here", "old bridge bears trucks here"], [(0, 1)]),
        # Three words in common, and no two pairs of neighbours.
        (["bridge water trucks", "trucks stone wall water grass bridge"], []),
        (["old bridge", "old bridge of the river"], []),  # two words are too few
        (["old bridge", "old bridge"], [(0, 1)]),  # unless they are all
        (["old bridge", "old bridges"], []),
        (["The", "The"], []),
        (["old bridge carries trucks", "new rivers flood towns", "old bridge carries trucks"], [(0, 2)]),
        (["old bridge carries trucks"] * 3, [(0, 1), (0, 2), (1, 2)]),
    ],
)
def test_pairs(texts, pairs):
    assert find(texts) == pairs


def test_statements_of_one_article_are_not_compared():
    texts = ["The old bridge carries trucks"] * 3
    assert find(texts, ["a", "a", "b"]) == [(0, 2), (1, 2)]
    assert find(texts, ["a", "a", "a"]) == []


@pytest.mark.parametrize(("count", "joined"), [(COMMON_PAIR, True), (COMMON_PAIR + 1, False)])
def test_stock_phrases_join_nothing(count, joined):
    texts = [f"old bridge carries trucks w{n}" for n in range(count)]
    assert bool(find(texts)) == joined


def find_retold(texts, articles=None, **columns):
    ids = articles or [f"a{n}" for n in range(len(texts))]
    frame = {"statement_id": [f"{name}:{n}" for n, name in enumerate(ids)], "article_id": ids, "text": texts}
    return find_retellings(join_utterances(pd.DataFrame(frame | {"argument": "none"} | columns)))


@pytest.mark.parametrize(
    ("texts", "pairs"),
    [
        ([], []),
        (["The old bridge fell"], []),
        (["The old bridge fell", "An old bridge is there"], [(0, 1)]),  # two neighbours
        (["The bridge of stone", "A stone is no bridge"], [(0, 1)]),  # two lone words
        (["The bridge of stone", "A stone is no gate"], []),  # one is too few
        (["The “bridge” of stone", "Stone is dear"], []),  # it isn't the quoted one
        (["The bridge of “stone”", "Stone is dear"], [(0, 1)]),
        (["“Which is it?”", "Which is it?"], [(0, 1)]),  # function words alone
        (["“Which is it?”", "Where is it?"], []),
    ],
)
def test_what_may_be_a_retelling(texts, pairs):
    assert find_retold(texts) == pairs


def test_retellings_are_of_two_articles_of_one_cluster():
    texts = ["The old bridge fell", "An old bridge is there"]
    assert find_retold(texts, ["a", "a"]) == []
    assert find_retold(texts, cluster=["x", "y"]) == []
    assert find_retold(texts, cluster=["x", "x"]) == [(0, 1)]


def test_a_word_that_an_article_has_twice_is_not_alone():
    texts = ["The bridge of stone", "A stone is no bridge", "Stone it was"]
    assert find_retold(texts, ["a", "b", "b"]) == []


@pytest.mark.parametrize(("count", "joined"), [(COMMON_NEIGHBOURS, True), (COMMON_NEIGHBOURS + 1, False)])
def test_neighbours_that_all_have_link_nothing(count, joined):
    texts = [f"An old bridge w{n}" for n in range(count)]
    articles = [f"a{n % 2}" for n in range(count)]
    assert bool(find_retold(texts, articles)) == joined


def test_in_a_large_corpus_without_clusters_few_common_words_say_nothing(monkeypatch):
    monkeypatch.setattr("retold.consistency.wording.candidates.MOST_RETOLD", 1)
    assert find_retold(["The old bridge fell", "An old bridge is there"]) == []
