"""Function words: one list, and what the readers of details add to it."""

import pytest

from retold.language import clauses, words
from retold.language.english.function_words import FUNCTION_WORDS, FUNCTION_WORDS_OF_DETAILS


def test_details_leave_out_what_every_reader_leaves_out():
    assert {"let"} == FUNCTION_WORDS - FUNCTION_WORDS_OF_DETAILS


@pytest.mark.parametrize(
    ("form", "word", "detail"),
    [
        ("treaty", True, True), ("the", False, False), ("yourself", False, False), ("further", False, False),
        ("several", True, False), ("told", True, False), ("let", False, True), ("12", True, False), ("", False, False),
    ],
)  # fmt: skip
def test_content(form, word, detail):
    assert (words.is_content(form), clauses.is_content(form)) == (word, detail)


@pytest.mark.parametrize("held", [FUNCTION_WORDS, FUNCTION_WORDS_OF_DETAILS])
def test_lists_are_of_lower_case(held):
    assert all(word.isalpha() and word.islower() for word in held)
