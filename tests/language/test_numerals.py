"""Numbers that are written in words, in digits, or in both."""

import pytest

from retold.language.numerals import Numeral, read_fraction, read_numeral, read_ordinal


@pytest.mark.parametrize(
    ("words", "value", "taken"),
    [
        ("zero", 0, 1), ("seven", 7, 1), ("nineteen men", 19, 1), ("twenty", 20, 1), ("twenty five", 25, 2),
        ("two hundred", 200, 2), ("two hundred and ten", 210, 4), ("two hundred ten", 210, 3), ("three hundred and twenty five", 325, 5),
        ("two hundred and ten thousand", 210_000, 5), ("a hundred", 100, 2), ("a dozen", 12, 2), ("two dozen", 24, 2),
        ("two million", 2e6, 2), ("2.5 million", 2.5e6, 2), ("1,200", 1200, 1), ("1,200.5", 1200.5, 1), ("12", 12, 1),
        ("a trillion", 1e12, 2), ("one thousand million", 1e9, 3), ("one hundred and rain", 100, 2), ("two hundred and", 200, 2),
    ],
)  # fmt: skip
def test_numerals(words, value, taken):
    found = read_numeral(words.split())
    assert (found.value, found.words) == (value, taken)


@pytest.mark.parametrize(
    "words",
    [
        "",
        "rain",
        "a",
        "a rain",
        "hundred",
        "and",
        "two three",
        "ten five",
        "twenty ten",
        "1,20",
        "2nd",
        "third",
    ],
)
def test_no_numerals(words):
    assert read_numeral(words.split()) is None


@pytest.mark.parametrize(
    ("at", "found"), [(0, None), (1, Numeral(3.0, 1)), (2, None), (3, None), (9, None), (-1, None)]
)
def test_begins_with_a_word(at, found):
    assert read_numeral(["some", "three", "men"], at) == found


@pytest.mark.parametrize(
    ("words", "scaled"), [("two", False), ("twenty two", False), ("two hundred", True), ("2 dozen", True)]
)
def test_scales_are_told(words, scaled):
    assert read_numeral(words.split()).scaled is scaled


@pytest.mark.parametrize(
    ("word", "place"), [("first", 1), ("twentieth", 20), ("one", None), ("", None), ("thirds", None)]
)
def test_ordinals(word, place):
    assert read_ordinal(word) == place


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("half", (1 / 2, 1)), ("a half", (1 / 2, 2)), ("one half", (1 / 2, 2)), ("a third", (1 / 3, 2)), ("two thirds", (2 / 3, 2)),
        ("three quarters", (3 / 4, 2)), ("nine tenths", (9 / 10, 2)),
        ("third", None), ("five thirds", None), ("three thirds", None), ("zero thirds", None), ("two men", None), ("", None), ("a", None),
    ],
)  # fmt: skip
def test_fractions(words, found):
    read = read_fraction(words.split())
    assert (read and (read.value, read.words)) == found
