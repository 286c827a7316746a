"""Which articles are joined to one occasion, held against comparing every pair of members at every step."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from retold.articles import occasions
from retold.articles.occasion_groups import (
    ENOUGH_DATED,
    ENOUGH_UNDATED,
    MOST_DAYS,
    TOLD_DAYS,
    UNKNOWN,
    Day,
    Likeness,
    join_alike,
)


def join_pair_by_pair(likeness, names, days):
    """Return the groups as the mean over all pairs of members, looked at anew at each step, gives them."""
    known = {tuple(pair): value for pair, value in zip(likeness.pairs.tolist(), likeness.values, strict=True)}
    group = list(range(len(names)))
    for at, name in enumerate(names):
        if name:
            group[at] = names.index(name)
    for one, other in sorted(known, key=lambda pair: (-known[pair], pair)):
        a, b = group[one], group[other]
        if a == b or (names[a] and names[b]):
            continue
        pairs = [
            (i, j) for i in range(len(names)) for j in range(len(names)) if (group[i], group[j]) == (a, b)
        ]
        if any(are_far(days[i], days[j]) for i, j in pairs):
            continue
        exact = [days[i].is_exact and days[j].is_exact for i, j in pairs]
        needed = math.fsum(ENOUGH_DATED if both else ENOUGH_UNDATED for both in exact)
        if round(math.fsum(known.get((min(pair), max(pair)), 0.0) for pair in pairs) - needed, 6) >= 0:
            keep = b if names[b] else a if names[a] else min(a, b)
            group = [keep if own in (a, b) else own for own in group]
    return group


def are_far(one, other):
    if not math.isnan(one.told + other.told):
        return abs(one.told - other.told) > TOLD_DAYS
    return max(one.first - other.last, other.first - one.last) > MOST_DAYS


@some.composite
def corpora(draw):
    size = draw(some.integers(1, 9))
    first = [draw(some.sampled_from([math.nan, 1.0, 2.0, 5.0, 9.0])) for _ in range(size)]
    width = [draw(some.sampled_from([0.0, 0.0, 4.0])) for _ in range(size)]
    told = [draw(some.sampled_from([math.nan, 1.0, 2.0, 4.0])) for _ in range(size)]
    days = [Day(day, day + more, said) for day, more, said in zip(first, width, told, strict=True)]
    names = [draw(some.sampled_from(["", "", "", "x", "y"])) for _ in range(size)]
    pairs = [(i, j) for j in range(size) for i in range(j) if draw(some.booleans())]
    values = [draw(some.integers(9, 60)) / 100 for _ in pairs]
    return (
        Likeness(np.array(pairs, dtype=np.int64).reshape(-1, 2), np.array(values, dtype=float)),
        names,
        days,
    )


@settings(max_examples=60)
@given(corpora())
def test_groups_are_those_of_comparing_every_pair_of_members(corpus):
    assert join_alike(*corpus) == join_pair_by_pair(*corpus)


def test_a_topic_that_all_articles_share_joins_what_every_pair_of_members_joins():
    values = 0.1 + np.random.default_rng(5).random(40 * 39 // 2) / 5
    likeness = Likeness(np.stack(np.triu_indices(40, k=1), axis=1), values.round(9))
    found = join_alike(likeness, [""] * 40, [UNKNOWN] * 40)
    assert found == join_pair_by_pair(likeness, [""] * 40, [UNKNOWN] * 40)
    assert 1 < len(set(found)) < 40


@pytest.mark.parametrize("dated", [0, 2])
def test_of_many_undated_articles_those_with_common_quotations_have_the_same_likeness(dated, monkeypatch):
    quoted = 'The mayor said: "No baker of this town pays for the bankers of the capital."'
    texts = [f"{quoted} Item {word} of the budget." for word in ("wharf", "quay", "mole", "pier")]
    texts += ["The roof of the school leaks.", "The school roof leaks again."]
    days = [Day(9.0, 9.0)] * dated + [UNKNOWN] * (len(texts) - dated)

    def likeness():
        found = occasions._likeness(texts, days)
        return dict(zip(map(tuple, found.pairs.tolist()), found.values.tolist(), strict=True))

    few = likeness()
    monkeypatch.setattr(occasions, "MOST_UNDATED", 1)
    many = likeness()
    assert (4, 5) in few
    assert many == {pair: value for pair, value in few.items() if pair != (4, 5)}
