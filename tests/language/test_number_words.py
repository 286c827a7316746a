"""Numbers, fractions and percentages, one rule at a time."""

import pytest

from retold.language.number_words import (
    SHARE_RULES,
    Place,
    Reading,
    first_of_per_cent,
    fraction,
    is_number,
    percent_sign,
    percent_word,
    read_numbers,
    read_shares,
)
from retold.language.words import split_words


def place(text, at):
    """Return the place of a word of a text, the words before it as they are."""
    words = [*split_words(text)]
    return Place(words[:at], words[at], words[at + 1].form if at + 1 < len(words) else "", text)


def told(reading):
    """Return what was read as (words taken, form), None where the rule does not hold."""
    return reading and (reading.taken, reading.token and reading.token.form)


@pytest.mark.parametrize(
    ("rule", "text", "at", "read"),
    [
        (percent_word, "33 percent", 1, (1, "33%")),
        (percent_word, "some percent", 1, None),
        (percent_word, "percent", 0, None),
        (percent_word, "33 tons", 1, None),
        (first_of_per_cent, "33 per cent", 1, (0, None)),
        (first_of_per_cent, "33 per head", 1, None),
        (first_of_per_cent, "some per cent", 1, None),
        (fraction, "a third of it", 1, (1, "33%")),
        (fraction, "two thirds of it", 1, (1, "67%")),
        (fraction, "half the town", 0, (0, "50%")),
        (fraction, "the third of June", 1, None),
        (fraction, "a third man", 1, None),
        (fraction, "a third", 1, None),
        (fraction, "in 1990, half of it", 2, (0, "50%")),  # the year is no count of halves
        (fraction, "quarters of it", 0, (0, "25%")),
        (percent_sign, "33% of it", 0, (0, "33%")),
        (percent_sign, "33 % of it", 0, (0, "33%")),
        (percent_sign, "33 of 50%", 0, None),
        (percent_sign, "it", 0, None),
    ],
)
def test_each_rule_alone(rule, text, at, read):
    assert told(rule(place(text, at))) == read


def test_a_place_of_a_share_is_that_of_all_its_words():
    text = "now two thirds of it"
    assert fraction(place(text, 2)) == Reading(1, read_shares(split_words(text), text)[1])
    assert text[slice(*read_shares(split_words(text), text)[1][1:])] == "two thirds"


def test_all_rules_are_in_the_table():
    assert set(SHARE_RULES) == {percent_word, first_of_per_cent, fraction, percent_sign}


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("", ""),
        ("it fell by 33 per cent", "it fell by 33%"),
        ("a third of 33 percent of half the 5 %", "33% of 33% of 50% the 5%"),
        ("per cent", "per cent"),
    ],
)
def test_shares(text, forms):
    assert " ".join(word.form for word in read_shares(split_words(text), text)) == forms


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("", ""),
        ("forty five", "45"),
        ("forty-five", "45"),
        ("forty, five", "40 5"),
        ("six hundred", "600"),
        ("six hundred five", "605"),
        ("six hundred and five", "600 and 5"),
        ("six five", "6 5"),
        ("ten five", "10 5"),
        ("45 000 and 45\u2009000", "45000 and 45000"),
        ("1990 300", "1990 300"),
        ("45 00", "45 00"),
        ("a dozen, two dozen, the dozen", "12 24 the dozen"),
        ("40 thousand", "40000"),
    ],
)
def test_numbers(text, forms):
    assert " ".join(word.form for word in read_numbers(split_words(text), text)) == forms


@pytest.mark.parametrize(
    ("form", "is_one"),
    [("7", True), ("1.5", True), ("67%", True), ("", False), ("%", False), ("7th", False), ("…", False)],
)
def test_what_is_a_number(form, is_one):
    assert is_number(form) == is_one
