"""What a number counts: each rule by itself, what it finds and what it leaves to the next."""

import pytest

from retold.consistency.details.counted import COUNTS, REFUSED, look_beside, read_counted
from retold.consistency.details.figures import read_figure
from retold.language.clauses import read_sentences


def beside(text, number, *, approximate=False):
    words = read_sentences(text)[0].words
    at = next(at for at, word in enumerate(words) if word.start == text.index(number))
    return look_beside(text, words, at, read_figure(text, words, at), approximate=approximate)


FOUND = [
    ("a plural", "They saw 14 coastal towns.", "14", "towns"),
    ("a plural", "They saw 14 of the towns.", "14", "towns"),
    ("a plural", "He took just one call.", "one", "call"),
    ("a plural", "The 30 police left.", "30", "police"),
    ("a plural", "They saw 14, and towns.", "14", None),
    ("a plural", "They were 14 injured.", "14", None),
    ("of them", "She met four of them.", "four", ""),
    ("of them", "She met three of the seven.", "three", ""),
    ("of them", "She met four there.", "four", None),
    ("of them", "She met four the other way.", "four", None),
    ("befallen", "There were 27 injured.", "27", "injured"),
    ("befallen", "There were 27 of the injured.", "27", None),
    ("befallen", "There were 27 pleased.", "27", None),
    ("an unlisted unit", "It cost 90,000 skell.", "90,000", "skell"),
    ("an unlisted unit", "It cost 900 skell.", "900", None),
    ("an unlisted unit", "Thousands fled.", "Thousands", None),
    ("an unlisted unit", "It cost 90,000 more.", "90,000", None),
    ("bare", "Thirty were saved.", "Thirty", ""),
    ("bare", "Two were saved.", "Two", None),
    ("bare", "Thirty the same.", "Thirty", None),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "text", "number", "what"), FOUND)
def test_a_rule_finds_what_is_counted(rule, text, number, what):
    found = COUNTS[rule](beside(text, number))
    assert (found.what if found else None) == what


@pytest.mark.parametrize(
    ("rule", "text", "number", "refused"),
    [
        ("a lone one", "One man left.", "One", True),
        ("a lone one", "Only one man left.", "one", False),
        ("a lone one", "Two men left.", "Two", False),
        ("may be a year", "There 1994 boats lay.", "1994", True),
        ("may be a year", "There 1900 boats lay.", "1900", False),
        ("may be a year", "There 2994 boats lay.", "2994", False),
    ],
)
def test_what_is_no_count(rule, text, number, refused):
    assert REFUSED[rule](beside(text, number)) is refused


def test_each_rule_is_tried():
    assert {rule for rule, *_, what in FOUND if what is not None} == COUNTS.keys()


@pytest.mark.parametrize(
    ("text", "number", "what"),
    [("Thousands of them left.", "Thousands", None), ("One man left.", "One", None), ("Six boats left.", "Six", "boats")],
)  # fmt: skip
def test_the_rules_together(text, number, what):
    found = read_counted(beside(text, number))
    assert (found.what if found else None) == what


@pytest.mark.parametrize(
    ("text", "number", "what"),
    [("It had thirty.", "thirty", ""), ("It had thirty, or more.", "thirty", "")],
)
def test_a_bare_number_that_is_approximate(text, number, what):
    assert COUNTS["bare"](beside(text, number)) is None
    assert COUNTS["bare"](beside(text, number, approximate=True)).what == what
