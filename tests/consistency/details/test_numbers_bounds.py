"""How numbers are meant: about, at least, at most, or a range."""

import math

import pytest

from retold.consistency.details.numbers import find_numbers
from retold.language.clauses import read_sentences
from retold.language.english.amounts import PAIRS


def find(text, taken=()):
    """Return the numbers of all sentences of a text; ``taken`` is a piece of it that a date holds."""
    held = [False] * len(text)
    if taken:
        start = text.index(taken)
        held[start : start + len(taken)] = [True] * len(taken)
    return [found for sentence in read_sentences(text) for found in find_numbers(text, sentence, held)]


def one(text):
    (found,) = find(text)
    return found


@pytest.mark.parametrize(
    ("written", "bound", "low", "high"),
    [
        ("40", "", 40, 40),
        ("about 40", "about", 30, 50),
        ("around 40", "about", 30, 50),
        ("approximately 40", "about", 30, 50),
        ("roughly 40", "about", 30, 50),
        ("some 40", "about", 30, 50),
        ("an estimated 40", "about", 30, 50),
        ("close to 40", "about", 30, 50),
        ("nearly 40", "below", 30, 40),
        ("almost 40", "below", 30, 40),
        ("barely 40", "below", 30, 40),
        ("over 40", "min", 40, math.inf),
        ("above 40", "min", 40, math.inf),
        ("exceeding 40", "min", 40, math.inf),
        ("a minimum 40", "min", 40, math.inf),
        ("under 40", "max", -math.inf, 40),
        ("below 40", "max", -math.inf, 40),
        ("a maximum 40", "max", -math.inf, 40),
        ("more than 40", "min", 40, math.inf),
        ("at least 40", "min", 40, math.inf),
        ("no fewer than 40", "min", 40, math.inf),
        ("no less than 40", "min", 40, math.inf),
        ("upwards of 40", "min", 40, math.inf),
        ("less than 40", "max", -math.inf, 40),
        ("fewer than 40", "max", -math.inf, 40),
        ("at most 40", "max", -math.inf, 40),
        ("up to 40", "max", -math.inf, 40),
        ("no more than 40", "max", -math.inf, 40),
        ("not more than 40", "max", -math.inf, 40),
        ("never more than 40", "max", -math.inf, 40),
        ("not less than 40", "min", 40, math.inf),
        ("not fewer than 40", "min", 40, math.inf),
    ],
)
def test_how_a_number_is_meant(written, bound, low, high):
    found = one(f"They sold {written} boats.")
    assert (found.value, found.counted, found.bound) == ("40", "boats", bound)
    assert (found.low, found.high) == (low, high)
    assert found.approximate == bool(bound)


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("It ran 40 days at most.", "max"),
        ("It ran 40 days at least.", "min"),
        ("It ran 40 days or so.", "about"),
        ("It ran 40 days or more.", "min"),
        ("It ran longer than 40 days.", "min"),
        ("It ran no longer than 40 days.", "max"),
        ("Under the law 40 boats left.", ""),
        ("It ran in the order of 40 days.", "about"),
        ("It ran 40 days or less.", "max"),
        ("It ran 40 days or fewer.", "max"),
    ],
)
def test_bounds_that_stand_apart(text, bound):
    assert one(text).bound == bound


def test_every_pair_of_words_that_bounds_a_number_is_in_a_table_of_this_file():
    assert set(PAIRS.values()) == {"min", "max", "about"}


@pytest.mark.parametrize(
    ("text", "low", "high", "measure"),
    [
        ("It ran for 14 to 16 days.", 14, 16, "time"),
        ("It ran for 14-16 days.", 14, 16, "time"),
        ("It ran for 14–16 days.", 14, 16, "time"),
        ("It ran for fourteen to sixteen days.", 14, 16, "time"),
        ("It ran between 14 and 16 days.", 14, 16, "time"),
        ("It took 14 to 16 boats.", 14, 16, "count"),
        ("It cost 2 to 3 million crowns.", 2e6, 3e6, "money (crown)"),
        ("It cost between five and ten thousand crowns.", 5e3, 1e4, "money (crown)"),
        ("It cost 900 to 1 thousand crowns.", 900, 1e3, "money (crown)"),
        ("It cost 2 thousand to 3 thousand crowns.", 2e3, 3e3, "money (crown)"),
        ("It cost $2 to $3 now.", 2, 3, "money (dollar)"),
        ("It cost $2-3 million now.", 2e6, 3e6, "money (dollar)"),
        ("It lost 14 to 16 percent.", 0.14, 0.16, "share"),
        ("It lost 14-16%.", 0.14, 0.16, "share"),
    ],
)
def test_ranges(text, low, high, measure):
    found = one(text)
    assert (found.low, found.high) == pytest.approx((low, high))
    assert found.measure == measure
