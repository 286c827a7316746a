"""Which statements are worth comparing: rows of texts, and which two of them are candidates."""

import pandas as pd
import pytest

from retold.consistency.wording.candidates import COMMON_PAIR, find_candidates
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
