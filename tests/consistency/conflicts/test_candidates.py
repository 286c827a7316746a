"""Which details are held against each other: of one kind, of one story, and with rare words in common."""

import numpy as np
import pandas as pd
import pytest

from retold.consistency.conflicts.candidates import (
    MOST_HOLDERS,
    PlaceReader,
    measure_rarity,
    pair_all,
    pair_details,
)
from retold.consistency.conflicts.events import ONE_STORY
from retold.consistency.details.detail import SMOOTHING, WEIGHTS, Detail, canonical

ROW = {
    "statement_id": "", "start": 0, "sentence": 0, "text": "", "value": "1", "low": 1.0, "high": 1.0, "bound": "",
    "approximate": False, "day": "", "cues": "", "flag": "",
}  # fmt: skip


def frame(rows):
    """Make details of (article, kind, measure, head, context)."""
    columns = ["article_id", "kind", "measure", "head", "context"]
    details = pd.DataFrame(rows, columns=columns).astype(str)
    return details.assign(detail_id=[f"d{n}" for n in range(len(details))])


def read(details):
    reader = PlaceReader()
    for row in details.to_dict("records"):
        reader.add(Detail.from_row(ROW | row))
    return reader.places()


def pairs(rows):
    details = frame(rows)
    places = read(details)
    first, second = pair_details(details, places, measure_rarity(places))
    return list(zip(first.tolist(), second.tolist(), strict=True))


COUNT = ("number", "count")


def test_places_hold_words_heads_and_names():
    rows = [("a", *COUNT, "boats", "sold | Holm | mill"), ("b", *COUNT, "", "mill | Mill |")]
    places = read(frame(rows))
    words = [canonical(word) for word in ("sold", "Holm", "mill", "boats")]
    assert places.words == words
    assert places.details.tolist() == [0, 0, 0, 1]
    assert [words[n] for n in places.numbers] == [
        canonical(word) for word in ("sold", "Holm", "mill", "mill")
    ]
    assert places.weights.tolist() == [*WEIGHTS, WEIGHTS[0]]
    assert places.heads.tolist() == [3, -1]
    assert places.shown == ["sold", "Holm", "mill", "boats"]
    assert dict(zip(words, places.names.tolist(), strict=True))[canonical("Holm")]
    assert not places.names[0]


def test_nothing_is_read():
    places = PlaceReader().places()
    assert (places.words, places.details.tolist(), places.heads.tolist()) == ([], [], [])
    assert measure_rarity(places).tolist() == []


def test_rarity():
    rows = [("a", *COUNT, "boats", "sold | boats |"), ("b", *COUNT, "boats", "rare ||")]
    places = read(frame(rows))
    rarity = dict(zip(places.words, measure_rarity(places), strict=True))
    once = np.log((2 + SMOOTHING) / 1) / np.log(2 + SMOOTHING)
    both = np.log((2 + SMOOTHING) / 2) / np.log(2 + SMOOTHING)
    assert rarity == pytest.approx(
        {canonical("sold"): once, canonical("boats"): both, canonical("rare"): once}
    )
    assert once == 1


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ([], []),
        ([("a", *COUNT, "boats", "||")], []),
        ([("a", *COUNT, "boats", "||"), ("b", *COUNT, "boats", "||")], [(0, 1)]),
        ([("a", *COUNT, "boats", "||"), ("a", *COUNT, "boats", "||")], [(0, 1)]),
        ([("a", *COUNT, "boats", "||"), ("b", *COUNT, "carts", "||")], []),
        ([("a", *COUNT, "", "||"), ("b", *COUNT, "", "||")], []),
        ([("a", *COUNT, "", "council ||"), ("b", *COUNT, "", "council ||")], [(0, 1)]),
        ([("a", *COUNT, "", "|| council"), ("b", *COUNT, "", "|| council")], []),
        ([("a", *COUNT, "boats", "||"), ("b", "number", "ordinal", "boats", "||")], [(0, 1)]),
        ([("a", *COUNT, "boats", "||"), ("b", "number", "length", "boats", "||")], []),
        ([("a", *COUNT, "boats", "||"), ("b", "date", "count", "boats", "||")], []),
        ([("a", *COUNT, "boats", "||")] * 3, [(0, 1), (0, 2), (1, 2)]),
    ],
)
def test_pairs(rows, found):
    assert pairs(rows) == found


def test_a_word_of_many_details_ties_none_of_them_by_itself():
    other = [("a", "date", "", "", f"w{n} ||") for n in range(1000)]
    rows = [("a", *COUNT, "", "council ||")] * (MOST_HOLDERS + 1)
    assert pairs(rows + other) == []
    assert len(pairs(rows[1:] + other)) == MOST_HOLDERS * (MOST_HOLDERS - 1) // 2
    # Two frequent words together are rare.
    rivers = [("a", *COUNT, "", "river ||")] * MOST_HOLDERS
    both = [("a", *COUNT, "", "council river ||"), ("b", *COUNT, "", "council river ||")]
    assert pairs(both + rows + rivers + other) == [(0, 1)]


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ([], []),
        ([("a", *COUNT)], []),
        (
            [("a", *COUNT), ("b", *COUNT), ("b", "number", "length"), ("a", "number", "ordinal")],
            [(0, 1), (0, 3), (1, 3)],
        ),
        (
            [("a", "number", "length"), ("b", "date", ""), ("c", "number", "length"), ("d", "date", "")],
            [(0, 2), (1, 3)],
        ),
    ],
)
def test_all_pairs_of_one_kind_and_measure(rows, found):
    first, second = pair_all(pd.DataFrame(rows, columns=["article_id", "kind", "measure"]).astype(str))
    assert list(zip(first.tolist(), second.tolist(), strict=True)) == found


@pytest.mark.parametrize(
    ("articles", "details", "all_of_them"), [(ONE_STORY, 2, True), (ONE_STORY + 1, 2, False), (2, 700, False)]
)
def test_too_many_pairs_or_articles(articles, details, all_of_them):
    ids = [f"a{n % articles}" for n in range(max(articles, details))]
    found = pair_all(pd.DataFrame({"article_id": ids, "kind": "number", "measure": "count"}))
    assert (found is not None) == all_of_them
