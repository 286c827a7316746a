"""Stems and stop words that trained weights count with: as they were when the weights were made."""

import pytest

from retold.language.english import frozen
from retold.language.english.frozen import (
    ENDINGS,
    LEAST_STEM,
    NEGATIONS,
    STOP_WORDS,
    frozen_stem,
    frozen_stop_words,
)


@pytest.mark.parametrize(
    ("word", "stem"),
    [
        ("", ""),
        ("s", "s"),
        ("king", "king"),  # would leave less than a stem
        ("rings", "ring"),
        ("rain", "rain"),
        ("protected", "protect"),
        ("modernization", "modern"),  # the longest ending, not "ation"
        ("treaties", "treat"),
        ("ities", "itie"),
        ("Protected", "Protect"),
    ],
)
def test_stems(word, stem):
    assert frozen_stem(word) == stem


@pytest.mark.parametrize("ending", ENDINGS)
def test_an_ending_is_cut_where_a_stem_is_left(ending):
    least, shorter = "b" * LEAST_STEM, "b" * (LEAST_STEM - 1)
    assert frozen_stem(least + ending).startswith(least)
    assert len(frozen_stem(least + ending)) < len(least + ending)
    assert len(frozen_stem(shorter + ending)) >= LEAST_STEM


def test_no_ending_hides_a_longer_one():
    hidden = [
        (before, after)
        for at, before in enumerate(ENDINGS)
        for after in ENDINGS[at + 1 :]
        if after.endswith(before)
    ]
    assert hidden == []


def test_a_negation_is_no_stop_word():
    assert frozenset() == STOP_WORDS & NEGATIONS


@pytest.mark.parametrize(
    ("word", "stops"),
    [("the", True), ("bill", True), ("fire", True), ("treaty", False), ("", False), ("The", False)],
)
def test_stop_words_of_grouping(word, stops):
    assert (word in frozen_stop_words()) is stops


def test_stop_words_are_read_from_their_home(monkeypatch):
    from sklearn.feature_extraction import text

    monkeypatch.setattr(text, "ENGLISH_STOP_WORDS", {"zun"})
    assert frozen.frozen_stop_words() == {"zun"}
