"""What an argument is called: its characteristic words, function words left out."""

import pytest

from retold.arguments.grouping.labels import characteristic_terms


@pytest.mark.parametrize(
    ("document", "terms"),
    [
        ("the fire and the bill", ["bill", "fire"]),
        ("he found the interest of the system", ["found", "interest", "system"]),
        ("she said that several were already told of it", []),
        ("the mayor let them go", ["go", "mayor"]),
        ("", []),
    ],
)
def test_words_of_meaning_are_kept_and_function_words_are_not(document, terms):
    assert sorted(characteristic_terms([document, "rain"], 5)[0]) == terms
