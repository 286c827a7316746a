"""How the words beside a number bound it, and between which values it then lies."""

import math

import pytest

from retold.consistency.details.bounds import SHORTFALL, TOLERANCE, bound_values, read_bound
from retold.language.clauses import read_sentences


def read(text, *, number="40", vague=False):
    """Read the bound of the first such number in a sentence."""
    (sentence,) = read_sentences(text)
    at = next(at for at, word in enumerate(sentence.words) if word.form == number)
    return read_bound(sentence.words, at, sentence.words[at + 1 :], vague=vague)


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("They saw about 40 boats.", ("about", True)),
        ("They saw nearly 40 boats.", ("below", True)),
        ("They saw over 40 boats.", ("min", True)),
        ("They saw at least 40 boats.", ("min", True)),
        ("They saw at most 40 boats.", ("max", True)),
        ("They saw more than 40 boats.", ("min", True)),
        ("They saw no more than 40 boats.", ("max", True)),
        ("They saw no fewer than 40 boats.", ("min", True)),
        ("They saw 40 boats or more.", ("min", True)),
        ("They saw 40 boats at most.", ("max", True)),
        ("They saw 40 boats.", ("", False)),
        ("40 boats.", ("", False)),
        ("Under the law 40 boats sailed.", ("", False)),
        ("They saw about it that the law of 40 boats held.", ("", False)),  # too far off
    ],
)
def test_words_beside_a_number(text, bound):
    assert read(text) == bound


@pytest.mark.parametrize(("text", "bound"), [("They saw 40 boats.", ""), ("They saw over 40 boats.", "min")])
def test_a_vague_number_is_approximate_whatever_stands_beside_it(text, bound):
    assert read(text, vague=True) == (bound, True)


def test_nothing_beside_a_number_bounds_nothing():
    assert read_bound([], 0, [], vague=False) == ("", False)


@pytest.mark.parametrize(
    ("bound", "low", "high"),
    [
        ("", 40, 60),
        ("about", 40 * (1 - TOLERANCE), 60 * (1 + TOLERANCE)),
        ("below", 40 * (1 - SHORTFALL), 60),
        ("min", 40, math.inf),
        ("max", -math.inf, 60),
    ],
)
def test_values_of_a_bound(bound, low, high):
    assert bound_values(40, 60, bound) == (low, high)


@pytest.mark.parametrize("bound", ["", "about", "below", "min", "max"])
@pytest.mark.parametrize("value", [0.0, 1.0, 40.0])
def test_a_bound_never_leaves_the_number_out(bound, value):
    low, high = bound_values(value, value, bound)
    assert low <= value <= high
