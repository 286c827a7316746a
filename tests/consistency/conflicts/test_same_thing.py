"""How far a conflict can be trusted: features, weights and cuts."""

import numpy as np
import pytest

from retold.consistency.conflicts import same_thing
from retold.consistency.conflicts.features import read_context
from retold.consistency.conflicts.same_thing import (
    ENCODED,
    FEATURES,
    NEAREST,
    Pair,
    Trust,
    kind_of,
    measure_trust,
    parse_trust,
    read_trust,
)
from tests.consistency.conflicts.sides import pair, side

DATE = {"kind": "date", "measure": "", "text": "1950", "value": "1950", "low": 711858.0, "high": 712222.0}


def measure(a, b, *, answer=0.5, aligned=False, shared=()):
    table = measure_trust([Pair(a, b, answer, aligned, dict(shared))], read_context([a, b]), {"a": 0, "b": 1})
    return dict(zip(FEATURES, table[0].tolist(), strict=True))


def test_no_pair_has_no_features():
    assert measure_trust([], read_context([]), {}).shape == (0, len(FEATURES))


def test_a_pair_of_the_same_words_is_nearest_in_clause_and_sentence():
    same, other = (
        measure(*pair({"context": "sold council | river |"}, {"context": words}))
        for words in ("sold council | river |", "wolves killed | sheep |")
    )
    assert same["clause"] == same["sentence"] == same["story"] == 1
    assert other["clause"] < 0.5 > other["sentence"]
    assert other["story"] == 0


@pytest.mark.parametrize(
    ("answer", "logit"),
    [(0.5, 0.0), (0.0, np.log(0.001 / 0.999)), (1.0, np.log(0.999 / 0.001)), (0.9, np.log(9))],
)
def test_the_answer_of_the_scorer_is_a_logit_within_bounds(answer, logit):
    assert measure(*pair({}, {}), answer=answer)["answer"] == pytest.approx(logit, abs=1e-4)


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ({}, {}, "number"),
        (DATE, DATE, "date"),
        (DATE, DATE | {"text": "Friday", "flag": "relative"}, "recent day"),
        (DATE, DATE | {"text": "5 March"}, "recent day"),
        (DATE, DATE | {"text": "5 March 1950"}, "date"),
        ({"kind": "place", "measure": ""}, {"kind": "place", "measure": ""}, "place"),
    ],
)
def test_dates_without_a_year_are_a_kind_of_their_own(one, other, kind):
    assert kind_of(*pair(one, other)) == kind


@pytest.mark.parametrize(
    ("low", "gap"), [(711858.0, np.log(0.5)), (711868.0, np.log(10)), (1e9, np.log(40_000)), (np.nan, 0.0)]
)
def test_how_far_dates_lie_apart(low, gap):
    assert measure(side("a", **DATE), side("b", **DATE | {"low": low}))["gap"] == pytest.approx(gap, abs=1e-4)


def test_names_that_one_alone_has_count_where_both_have_one():
    one, other = pair({"context": "Holm sold Valdora | |"}, {"context": "Hadley sold Valdora | |"})
    found = measure(one, other)
    assert (found["names_shared"], found["names_apart"]) == (1, 1)
    assert measure(one, one)["names_apart"] == 0


CUTS = {"number": 0.6, "date": 0.4, "recent day": 0.8, "apart": 0.75, "worth a look": 0.3}


@pytest.mark.parametrize(
    ("fields", "answer", "trusted", "apart", "enough"),
    [
        ({}, 0.5, 0.6, False, True),
        ({}, 0.5, 0.59, False, False),
        ({}, 0.74, 0.9, True, False),
        ({}, 0.75, 0.9, True, True),
        (DATE | {"head": "treaty"}, 0.1, 0.4, True, True),
        (DATE | {"head": ""}, 0.1, 0.4, True, False),
    ],
)
def test_what_is_enough_for_a_conflict(fields, answer, trusted, apart, enough):
    trust = Trust(np.zeros(len(FEATURES)), 0.0, CUTS)
    assert trust.is_enough(Pair(*pair(fields, fields), answer, False, {}), trusted, apart=apart) == enough


def test_weights_of_the_package_are_probabilities_and_weights_of_other_features_are_refused():
    trust = read_trust()
    scores = trust.score(np.zeros((2, len(FEATURES))))
    assert ((scores > 0) & (scores < 1)).all()
    assert trust.score(np.zeros((0, len(FEATURES)))).shape == (0,)
    with pytest.raises(ValueError, match="other features"):
        parse_trust({"features": ["answer"], "weights": [1], "constant": 0, "cuts": {}})


def test_the_encoder_is_asked_of_clauses_first_and_of_sentences_where_that_leaves_it_open(monkeypatch):
    near, far = (
        pair({"context": "sold council | river |"}, {"context": words})
        for words in ("council sold | river |", "wolves killed | sheep |")
    )
    pairs, asked = [Pair(*both, 0.5, False, {}) for both in (near, far)], []
    known = same_thing.encode
    monkeypatch.setattr(same_thing, "encode", lambda texts: [asked.append(texts), known(texts)][1])
    at = FEATURES.index("clause")
    context, articles = read_context([*near, *far]), {"a": 0, "b": 1}
    whole = measure_trust(pairs, context, articles)
    assert [len(texts) for texts in asked] == [3, 3]
    part = measure_trust(pairs, context, articles, asks=lambda table: table[:, at] > 0.9)
    assert [len(texts) for texts in asked[2:]] == [3, 2]
    assert part[0].tolist() == whole[0].tolist()
    assert part[1, FEATURES.index("sentence")] == NEAREST > whole[1, FEATURES.index("sentence")]
    measure_trust(pairs, context, articles, asks=lambda table: table[:, at] > NEAREST)
    assert asked[4:] == [[], []]


@pytest.mark.parametrize(
    ("sign", "least", "expected"), [(1.0, 0.5, True), (1.0, 0.99, False), (-1.0, 0.99, True)]
)
def test_a_pair_may_reach_what_its_nearest_answers_come_to(sign, least, expected):
    weights = np.where(np.isin(FEATURES, ENCODED), sign, 0.0)
    table = np.ones((1, len(FEATURES)))
    assert Trust(weights, 0.0, {}).may_reach(table, np.array([least])).tolist() == [expected]


@pytest.mark.parametrize(
    ("one", "other", "apart", "aligned", "enough"),
    [
        (30, 40, True, False, True),
        (30, 41, True, False, False),
        (41, 30, True, False, False),
        (30, 41, False, False, True),  # the clauses are of one thing
        (30, 41, True, True, True),  # the same words hold both
        (0, 60, True, False, False),
    ],
)
@pytest.mark.parametrize("bound", ["", "about", "min", "max"])
def test_figures_far_apart_need_clauses_of_one_thing(one, other, apart, aligned, enough, bound):
    low, high = {"": (1, 1), "about": (0.5, 2), "min": (1, np.inf), "max": (-np.inf, 1)}[bound]
    sides = pair(
        *(
            {"value": str(figure), "low": low * max(figure, 1), "high": high * max(figure, 1), "bound": bound}
            for figure in (one, other)
        )
    )
    # The figure counts as it is written, not the slack that its bound gives it.
    assert read_trust().is_enough(Pair(*sides, 0.99, aligned, {}), 0.99, apart=apart) == enough
