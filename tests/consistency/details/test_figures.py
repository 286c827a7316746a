"""A number as it is written: each reader by itself, what it reads and what it leaves to the next."""

import pytest

from retold.consistency.details.figures import PLAIN, READERS, SHARES, Written, read_figure, read_range
from retold.language.clauses import read_sentences

RULES = {**SHARES, **READERS}

READ = [
    ("half of", "half the boats", 0.5, "share"),
    ("half of", "half a boat", None, ""),
    ("a part", "a third of them", 1 / 3, "share"),
    ("a part", "a half of them", 0.5, "share"),
    ("a part", "a half day", None, ""),
    ("parts", "two fifths", 0.4, "share"),
    ("parts", "two fifth", None, ""),
    ("parts", "one thirds", None, ""),
    ("a lone half", "half in boats", 0.5, "share"),
    ("a lone half", "half boats", None, ""),
    ("so many in", "two in five", 0.4, "share"),
    ("so many in", "2 in 10", 0.2, "share"),
    ("so many in", "two in 1990", None, ""),
    ("so many in", "five in two", None, ""),
    ("share", "a quarter of a million", 250_000, "plain"),
    ("share", "a quarter of a mile", 0.25, "share"),
    ("tens of", "tens of thousands", 20_000, "vague"),
    ("tens of", "tens of boats", None, ""),
    ("many", "dozens of boats", 24, "vague"),
    ("many", "boats", None, ""),
    ("half a", "half a million", 500_000, "plain"),
    ("half a", "half a dozen", 6, "plain"),
    ("half a", "half an hour", 0.5, "plain"),
    ("half a", "half a boat", None, ""),
    ("a pair of", "a pair of boats", 2, "plain"),
    ("a pair of", "a pair", None, ""),
    ("a scale", "a hundred boats", 100, "plain"),
    ("a scale", "a hundred and ten boats", 110, "plain"),
    ("a scale", "a dozen boats", 12, "plain"),
    ("a scale", "a boat", None, ""),
    ("digits", "2.5 million", 2_500_000, "plain"),
    ("digits", "1,200 boats", 1200, "plain"),
    ("digits", "12:30", None, ""),
    ("digits", "4th gate", 4, "ordinal"),
    ("digits", "four", None, ""),
    ("ordinal", "third gate", 3, "ordinal"),
    ("ordinal", "second", None, ""),
    ("in words", "two hundred and ten boats", 210, "plain"),
    ("in words", "five and a half million", 5_500_000, "plain"),
    ("in words", "twenty-five boats", 25, "plain"),
    ("in words", "two three boats", None, ""),
    ("in words", "zero boats", None, ""),
    ("in words", "two dozen boats", 24, "plain"),
    ("a few", "few dozen boats", 24, "vague"),
    ("a few", "several thousand boats", 2000, "vague"),
    ("a few", "few boats", None, ""),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "text", "value", "form"), READ)
def test_a_rule_reads_its_own(rule, text, value, form):
    found = RULES[rule](Written(text, read_sentences(text)[0].words, 0))
    assert (found.value if found else None) == (pytest.approx(value) if value is not None else None)
    assert (found.form if found else "") == form


def test_each_rule_reads_something():
    assert {rule for rule, _, value, _ in READ if value is not None} == RULES.keys()
    assert READERS.keys() > PLAIN.keys()


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("a hundred boats", 90, 110),
        ("a hundred and ten boats", 110, 110),
        ("a dozen boats", 10.8, 13.2),
        ("two dozen boats", 21.6, 26.4),
        ("a third of them", 0.3, 1.1 / 3),
        ("a couple of boats", 2, 3),
        ("40 boats", 40, 40),
    ],
)
def test_the_slack_of_round_words(text, low, high):
    found = read_figure(text, read_sentences(text)[0].words, 0)
    assert (found.low, found.high) == pytest.approx((low, high))


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("14 to 16 boats", (14, 16)),
        ("14-16 boats", (14, 16)),
        ("2 to 3 million boats", (2_000_000, 3_000_000)),
        ("900 to one thousand boats", (900, 1000)),
        ("16 to 14 boats", None),
        ("14 and 16 boats", None),
        ("14 boats", None),
    ],
)
def test_ranges(text, ends):
    words = read_sentences(text)[0].words
    found = read_range(text, words, 0, read_figure(text, words, 0))
    assert ((found.low, found.high) if found else None) == ends
