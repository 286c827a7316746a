"""The small words that change what is said."""

import pytest

from retold.language.english.modality import (
    AUXILIARIES,
    BACKSHIFTED,
    HEDGES,
    MODALS,
    NEGATORS,
    PERSONS,
    PRONOUNS,
    SHIFTED,
    TELLING,
    TENSES,
    hedge_places,
)
from retold.language.words import FUNCTION_WORDS


@pytest.mark.parametrize(
    ("words", "places"),
    [
        ("", []),
        ("it rains", []),
        ("perhaps it rains", [0]),
        ("it will i think probably rain", [2, 3, 4]),
        ("he believed it", [0, 1]),
        ("the mayor believed it", []),  # that is what is told, and no hedge
        ("i will think", []),
        ("i think he believes", [0, 1, 2, 3]),
        ("i", []),
        ("think i", []),
    ],
)
def test_hedges(words, places):
    assert sorted(hedge_places(words.split())) == places


def test_lists_that_must_not_meet():
    groups = [MODALS, NEGATORS, HEDGES, AUXILIARIES, PRONOUNS]
    for number, one in enumerate(groups):
        for other in groups[number + 1 :]:
            assert not one & other
    assert not TELLING & (MODALS | NEGATORS | AUXILIARIES | PRONOUNS)
    assert FUNCTION_WORDS >= TELLING & FUNCTION_WORDS


def test_lists_that_belong_together():
    assert {*BACKSHIFTED, *BACKSHIFTED.values()} <= MODALS
    assert set(TENSES) <= AUXILIARIES
    assert set(PERSONS) <= PRONOUNS
    times = {*TENSES.values(), "perfect", "pluperfect"}
    assert {time for pair in SHIFTED for time in pair} <= times
    assert not any((later, earlier) in SHIFTED for earlier, later in SHIFTED)


@pytest.mark.parametrize(
    ("table", "word", "under"),
    [
        (TENSES, "is", "present"), (TENSES, "had", "past"), (TENSES, "shall", "future"), (TENSES, "would", "conditional"),
        (PERSONS, "me", "first"), (PERSONS, "ours", "first plural"), (PERSONS, "her", "third"), (PERSONS, "them", "third plural"),
        (PERSONS, "it", None), (TENSES, "must", None),
    ],
)  # fmt: skip
def test_words(table, word, under):
    assert table.get(word) == under
