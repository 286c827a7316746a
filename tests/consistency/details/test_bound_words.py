"""Every word and every pair of words that bounds a number, before it and after it."""

import pytest

from retold.consistency.details.bounds import read_bound
from retold.language.clauses import read_sentences
from retold.language.english.amounts import (
    ABOUT,
    AFTER_UNIT,
    AT_LEAST,
    AT_MOST,
    COMPARED,
    JUST_BELOW,
    PAIRS,
    TURNED,
)


def read(before, after=""):
    text = f"{before} 40 {after}".strip()
    words = read_sentences(text)[0].words
    at = next(at for at, word in enumerate(words) if word.form == "40")
    return read_bound(words, at, words[at + 1 :], vague=False)


BEFORE = (
    [(form, "about") for form in sorted(ABOUT)]
    + [(form, "below") for form in sorted(JUST_BELOW)]
    + [(form, "min") for form in sorted(AT_LEAST)]
    + [(form, "max") for form in sorted(AT_MOST)]
    + [(" ".join(pair), bound) for pair, bound in sorted(PAIRS.items())]
)


@pytest.mark.parametrize(("before", "bound"), BEFORE)
def test_every_word_before_a_number(before, bound):
    assert read(f"it sold {before}") == (bound, True)


@pytest.mark.parametrize("pair", sorted(AFTER_UNIT))
@pytest.mark.parametrize("unit", ["", "days", "sunny days"])
def test_every_pair_after_a_number_and_its_unit(pair, unit):
    assert read("it ran", f"{unit} {' '.join(pair)}") == (PAIRS[pair], True)


@pytest.mark.parametrize("pair", sorted(PAIRS.keys() - AFTER_UNIT))
def test_other_pairs_bound_only_what_follows_them(pair):
    assert read("it ran", f"days {' '.join(pair)}") == ("", False)


@pytest.mark.parametrize("pair", sorted(COMPARED))
@pytest.mark.parametrize("denial", ["no", "not", "never"])
def test_a_denied_comparison_is_turned(denial, pair):
    assert read(f"it ran {denial} {' '.join(pair)}") == (TURNED[PAIRS[pair]], True)


@pytest.mark.parametrize(
    ("before", "after", "bound"),
    [
        ("it sold", "boats", ""),
        ("", "boats", ""),
        # What stands too far off, or bounds another word.
        ("under the law", "boats", ""),
        ("over there", "boats", ""),
        ("about a week later it sold", "boats", ""),
        ("it ran", "long and sunny summer days at most", ""),
        # A ceiling, whatever else is told of it.
        ("as many as", "boats", "max"),
        ("as much as", "percent", "max"),
        # A pair says more than one word.
        ("about at least", "boats", "min"),
        ("some", "boats at most", "max"),
    ],
)
def test_words_around_a_number(before, after, bound):
    assert read(before, after) == (bound, bound != "")
