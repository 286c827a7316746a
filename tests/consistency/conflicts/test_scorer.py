"""Times of day, numbers that no plural tells, and the scorer of slots: features, trees, and what it may not say."""

import json
from importlib import resources
from itertools import combinations

import numpy as np
import pandas as pd
import pytest

from retold.consistency.conflicts import scorer
from retold.consistency.conflicts.compare import compare_details, find_pairs, read_details
from retold.consistency.conflicts.features import FEATURES, measure_pairs
from retold.consistency.conflicts.scorer import (
    AROUND,
    Trees,
    look_around,
    parse_scorer,
    read_scorer,
    score_slots,
)
from retold.consistency.conflicts.values import relate
from retold.consistency.details.detail import Value
from retold.consistency.details.find import find_details
from retold.consistency.details.times import find_times


def find(*texts, date="2020-05-14"):
    ids = [f"n{i}" for i in range(len(texts))]
    articles = pd.DataFrame({"article_id": ids, "text": texts, "date": date})
    spans = {"statement_id": [f"{name}:1" for name in ids], "article_id": ids, "start": 0}
    return find_details(pd.DataFrame(spans | {"end": [len(t) for t in texts]}), articles)


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("", []),
        ("It left at 2.50 p.m. and landed at 4 pm.", ["T14:50", "T16:00"]),
        ("At 17:05 all were out.", ["T17:05"]),
        ("It came at ten to three.", ["T02:50/T14:50"]),
        ("It came at half past four in the afternoon.", ["T16:30"]),
        ("It came at seven o’clock in the morning, or at noon.", ["T07:00", "T12:00"]),
        ("It came at 12.10 a.m. and left at midnight.", ["T00:10", "T00:00"]),
        ("It rose to 10.05 and by 3.5 percent, in version 2.10.1.", []),
        ("They won 3:2.", []),
    ],
)
def test_times_of_day(text, times):
    assert [found.value for found in find_times(text)] == times


def value(text):
    found = find_times(text)[0]
    return Value("time", found.value, found.low, found.high, "", found.approximate, "")


@pytest.mark.parametrize(
    ("left", "right", "relation"),
    [
        ("at 3.40 p.m.", "at 15:40", "same"),
        ("at 3.40 p.m.", "at twenty to four", "inside"),
        ("at 3.40 p.m.", "at 4.10 p.m.", "differ"),
        ("at 3.40 p.m.", "at 3.40 a.m.", "differ"),
        ("at 3.50 p.m.", "around four o'clock", "near"),
    ],
)
def test_times_are_held_against_each_other(left, right, relation):
    assert relate(value(left), value(right)) == relation
    assert relate(value(right), value(left)) == relation


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("There were 27 injured.", [("number", "27", "injured")]),
        ("Some thirty were carried out.", [("number", "30", "")]),
        ("They offered 90,000 skell.", [("number", "90000", "skell")]),
        ("They looked twice.", [("number", "2", "times")]),
        ("It was twice as large.", []),
        ("Just one call was logged.", [("number", "1", "call")]),
        ("A pair of boats left.", [("number", "2", "boats")]),
        ("Three of them left.", [("number", "3", "")]),
        ("A quarter of a million people left.", [("number", "250000", "people")]),
        ("In Holm seven were missing.", [("place", "holm", ""), ("number", "7", "")]),
        ("Olsen, 58, left.", [("duration", "P58Y", "olsen")]),
        ("On Monday, 58, they left.", [("date", "2020-05-11", "")]),
        ("It fell on the last Monday of August.", [("date", "2020-08-31", "")]),
        ("It fell on the first of the month.", [("date", "2020-05-01", "")]),
        ("It was dug a hundred and ten years ago.", [("date", "1910", "")]),
        ("In the hall, Wednesday to Sunday, they counted.", [("date", "2020-05-06/2020-05-10", "")]),
    ],
)
def test_details_that_no_plural_tells(text, rows):
    found = find(text)
    assert found[["kind", "value", "head"]].apply(tuple, axis=1).tolist() == rows


def test_rates_of_two_times_are_of_two_things():
    found = compare_details(
        find("The mine yields 8,000 tonnes of tin a year.", "The mine yields 700 tonnes of tin a month.")
    )
    assert "conflict" not in found["verdict"].tolist()


def read(*texts):
    details = read_details(find(*texts))
    return details, *find_pairs(details)


TEXTS = (
    "The pact of 1950 was signed in Holm by 14 towns. It lasts 20 years.",
    "In 1951, 17 towns signed the pact, which lasts 20 years.",
    "The pact of 1950 binds 14 towns for two decades.",
)


def test_features_have_a_column_each_and_no_gaps():
    details, first, second, aligned = read(*TEXTS)
    table = measure_pairs(details.context, first, second, aligned)
    assert table.shape == (len(first), len(FEATURES))
    assert len(first) > 5
    assert np.isfinite(table).all()
    around = look_around(details.context, first, second, np.full(len(first), 0.5))
    assert around.shape == (len(first), len(AROUND))
    assert np.isfinite(around).all()


def test_scores_are_probabilities_and_do_not_hang_on_the_order_of_a_pair():
    details, first, second, aligned = read(*TEXTS)
    scores = score_slots(details.context, first, second, aligned)
    assert ((scores >= 0) & (scores <= 1)).all()
    assert len(set(scores.tolist())) > 1
    assert score_slots(details.context, first[:0], second[:0], aligned[:0]).tolist() == []


@pytest.mark.parametrize("most", [1, 4, 10_000])
def test_stories_are_judged_in_groups_of_any_size_alike(monkeypatch, most):
    details, first, second, aligned = read(*TEXTS, "Rain fell on 3 May.", "On 4 May rain fell again.")
    expected = score_slots(details.context, first, second, aligned)
    monkeypatch.setattr(scorer, "GROUP", most)
    assert score_slots(details.context, first, second, aligned).tolist() == expected.tolist()
    groups = list(scorer._groups(first, second, len(details.ordered)))
    assert sorted(np.concatenate(groups).tolist()) == list(range(len(first)))
    ends = [set(np.concatenate([first[own], second[own]]).tolist()) for own in groups]
    assert not any(one & other for one, other in combinations(ends, 2))
    assert (len(groups) > 1) == (most < len(first))


def test_those_who_agree_stand_for_each_other():
    details, first, second, _ = read(*TEXTS)
    years = {n for n, text in enumerate(details.ordered["text"]) if text in ("1950", "1951")}
    pair = [n for n, (a, b) in enumerate(zip(first, second, strict=True)) if {a, b} <= years]
    answers = np.full(len(first), 0.01)
    answers[pair] = 0.9
    around = pd.DataFrame(look_around(details.context, first, second, answers), columns=AROUND)
    assert around.loc[pair, "support"].max() > 0.3
    assert around.drop(index=pair)["support"].max() == 0


def test_trees_are_summed_and_followed():
    # a tree: below 1 in the first feature gives 2, else by the second feature -1 or 0
    tree = np.array([[0, 1, 1, 2, 0], [-1, 0, 0, 0, 2], [1, 5, 3, 4, 0], [-1, 0, 0, 0, -1], [-1, 0, 0, 0, 0]])
    table = np.array([[1.0, 9.0], [2.0, 5.0], [2.0, 6.0]])
    expected = 1 / (1 + np.exp(-np.array([2.5, -0.5, 0.5])))
    assert Trees(0.5, [tree]).score(table) == pytest.approx(expected)


def test_a_scorer_of_other_features_is_refused():
    data = json.loads(
        resources.files("retold.consistency.conflicts").joinpath("scorer.json").read_text("utf-8")
    )
    assert len(read_scorer().first.nodes) == len(data["first"]["trees"])
    with pytest.raises(ValueError, match="other features"):
        parse_scorer(data | {"features": data["features"][1:]})
