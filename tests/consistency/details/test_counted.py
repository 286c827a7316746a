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
    ("of two kinds", "There are 4,300 Holm and Lund shops.", "4,300", "shops"),
    ("of two kinds", "She met three state and local officials.", "three", "officials"),
    ("of two kinds", "She met three and local officials.", "three", None),
    ("of two kinds", "She saw 90,000 skell and officials.", "90,000", None),
    ("of two kinds", "She saw 90,000 skell and left.", "90,000", None),
    ("of two kinds", "She saw 90,000 skell, and local officials.", "90,000", None),
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
    ("a plural", "They saw 14 other towns.", "14", "towns"),
    ("a plural", "They saw 14 more coastal towns.", "14", "towns"),
    ("a compound", "A nine-member board met.", "nine", "members"),
    ("a compound", "A nine-member boards met.", "nine", "members"),
    ("a compound", "A nine member board met.", "nine", None),
    ("a compound", "A nine-member.", "nine", None),
    ("a compound", "A two-way road.", "two", None),
    ("a compound", "A three-legged chair.", "three", None),
    ("a compound", "Ninety-towns were seen there.", "Ninety", None),
    ("its subject", "Arrests at the border fell to 400.", "400", "arrests"),
    ("its subject", "Arrests have fallen again in recent years, to about 400 in May.", "400", "arrests"),
    ("its subject", "The number of jobs in the north rose to 400.", "400", "jobs"),
    ("its subject", "The crowd on the square soon reached nearly 900.", "900", "crowd"),
    ("its subject", "The death toll stood at 53.", "53", "dead"),
    ("its subject", "Deaths rose to at least 53.", "53", "deaths"),
    ("its subject", "The sample was only 238.", "238", "sample"),
    ("its subject", "The boats were only 238.", "238", None),
    ("its subject", "He fell to 400.", "400", None),
    ("its subject", "Olsen rose to 400.", "400", None),
    ("its subject", "The lead fell to 400.", "400", None),
    ("its subject", "Arrests led to 400.", "400", None),
    ("its subject", "Arrests fell to 400 towns.", "400", None),
    ("its subject", "Arrests fell to two.", "two", None),
    ("its subject", "400 it is.", "400", None),
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
    ("text", "between"),
    [("They saw 14 other towns.", ("other",)), ("They saw 14 more coastal towns.", ("further", "coastal")), ("They saw 14 towns.", ())],
)  # fmt: skip
def test_other_towns_are_not_all_towns(text, between):
    assert read_counted(beside(text, "14")).between == between


def test_the_subject_is_kept():
    text = "Arrests have fallen, to 400."
    found = read_counted(beside(text, "400"))
    assert text[found.subject.start : found.subject.end] == "Arrests"


@pytest.mark.parametrize(
    ("text", "number", "what"),
    [("It had thirty.", "thirty", ""), ("It had thirty, or more.", "thirty", "")],
)
def test_a_bare_number_that_is_approximate(text, number, what):
    assert COUNTS["bare"](beside(text, number)) is None
    assert COUNTS["bare"](beside(text, number, approximate=True)).what == what
