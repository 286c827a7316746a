"""Words of texts, counted and numbered."""

import pandas as pd
import pytest

from retold.language.tokens import count_words
from retold.themes.measures.word_counts import count_each, number_words

TEXTS = ["It's 1,000 km.", "", "... !", "a_b", "well-known Café", "_x x_"]


@pytest.mark.parametrize("texts", [[], [""], TEXTS, TEXTS * 3])
def test_counts_are_those_of_the_tokeniser(texts):
    assert count_each(pd.Series(texts, dtype=object)).tolist() == [count_words(text) for text in texts]


@pytest.mark.parametrize(
    ("texts", "words", "numbers"),
    [
        ([], [], []),
        (["", "!"], [], []),
        (["Rain, rain!", "No rain."], ["rain", "rain", "no", "rain"], [0, 0, 1, 1]),
        (["Lee’s", "", "lee's"], ["lee's", "lee's"], [0, 2]),
    ],
)
def test_numbers(texts, words, numbers):
    found = number_words(pd.Series(texts, dtype=object))
    assert [found.names[n] for n in found.word] == words
    assert found.text.tolist() == numbers
    assert found.names == sorted(set(words))
