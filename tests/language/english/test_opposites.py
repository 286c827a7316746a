"""Poles of an opposition, and words that a prefix denies."""

import pytest

from retold.language.english import opposites
from retold.language.english.opposites import DENYING, DENYING_BEFORE, NOT_DENIED, find_base, find_pole


@pytest.mark.parametrize(
    ("one", "other", "sign"),
    [
        ("good", "bad", -1),
        ("good", "better", 1),
        ("safer", "dangerous", -1),
        ("cheapest", "costly", -1),
        ("easier", "difficult", -1),
        ("dirtiest", "clean", -1),
        ("allowed", "banning", -1),
        ("wars", "peace", -1),
        ("remember", "forgotten", -1),
    ],
)
def test_poles(one, other, sign):
    (name, left), (other_name, right) = find_pole(one), find_pole(other)
    assert name == other_name
    assert left * right == sign


@pytest.mark.parametrize("word", ["", "bridge", "her", "est", "er", "tester", "12"])
def test_what_has_no_pole_stands_for_itself(word):
    name, sign = find_pole(word)
    assert sign == 1
    assert not name.startswith("/")


def test_different_oppositions_keep_apart():
    assert len({find_pole(word)[0] for word in ("good", "safe", "war", "rich", "open")}) == 5


def test_every_opposition_has_two_poles():
    assert [axis for axis in opposites._AXES if len(axis.split(" / ")) != 2 or "  " in axis] == []


@pytest.mark.parametrize("axis", opposites._AXES)
def test_no_word_stands_on_both_sides(axis):
    one, other = (set(words.split()) for words in axis.split(" / "))
    assert one & other == set()


@pytest.mark.parametrize(
    ("word", "base"),
    [
        ("unhealthy", "healthy"),
        ("nonsmoking", "smoking"),
        ("unfit", ""),  # what is left is too short to tell
        ("unit", ""),
        ("university", ""),
        ("until", ""),
        ("underline", ""),
        ("uncles", ""),
        ("none", ""),
        ("healthy", ""),
        ("un", ""),
        ("", ""),
    ],
)
def test_bases_of_denied_words(word, base):
    assert find_base(word) == base


def test_what_denies_is_no_word_that_is_never_denied():
    assert frozenset() == (DENYING | DENYING_BEFORE.keys()) & NOT_DENIED
    assert DENYING & DENYING_BEFORE.keys() == set()
