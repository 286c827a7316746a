"""Ages that are told in words: what makes a number one, which bound it has, and what only looks like an age."""

import math

import pandas as pd
import pytest

from retold.consistency.details.ages import OLDEST, or_older, read_age_bound
from retold.consistency.details.figures import read_figure, read_range
from retold.consistency.details.find import find_details
from retold.language.clauses import read_sentences


def at_number(text, number="58"):
    """Return the words of a text, the place of a number among them, and the number with its range."""
    words = read_sentences(text)[0].words
    at = next(at for at, word in enumerate(words) if word.start == text.index(number))
    figure = read_figure(text, words, at)
    return text, words, at, read_range(text, words, at, figure) or figure


def read(text):
    articles = pd.DataFrame({"article_id": ["a"], "text": [text], "date": ["2019-05-16"]})
    spans = pd.DataFrame({"statement_id": ["a:1"], "article_id": ["a"], "start": [0], "end": [len(text)]})
    return list(find_details(spans, articles).itertuples())


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("Ruth Alder, who is 58, was elected.", ""),
        ("Ruth Alder, who was 58, was elected.", ""),
        ("Ruth Alder, aged 58, was elected.", ""),
        ("She turned 58 in March.", ""),
        ("She died at the age of 58.", ""),
        ("She died at age 58.", ""),
        ("People over 58 pay less.", "min"),
        ("Voters under 58 pay less.", "max"),
        ("Anyone 58 or older pays less.", "min"),
        ("Anyone over 58 pays less.", "min"),
        ("Anyone 58 and over pays less.", "min"),
        ("It is for those 58 and up.", "min"),
        ("Anyone 58 or younger pays less.", "max"),
        ("Anyone 58 and under pays less.", "max"),
        ("Men aged 58 came.", ""),
        ("It is for those who are 58.", ""),
        # No ages.
        ("It was aged 58 months.", None),
        ("She turned 58 acres into a park.", None),
        ("Support was over 58 points.", None),
        ("He won 58 or more seats.", None),
        ("Who is 58 miles away?", None),
        ("Workers over 58 shifts.", None),
        ("People over 58 percent.", None),
        ("They lost 58 and over 70 the next day.", None),
        ("They paid 58 and left.", None),
        ("She kept 58.", None),
    ],
)
def test_the_bound_of_an_age(text, bound):
    assert read_age_bound(*at_number(text)) == bound


@pytest.mark.parametrize(
    ("number", "wanted"), [(str(OLDEST), ""), (str(OLDEST + 1), None), ("0", None), ("58.5", None)]
)
def test_nobody_is_of_such_an_age(number, wanted):
    assert read_age_bound(*at_number(f"She turned {number}.", number)) == wanted


def test_an_age_between_two():
    text, words, at, figure = at_number("Three aged 58 to 64 were hurt.")
    assert (figure.low, figure.high) == (58, 64)
    assert read_age_bound(text, words, at, figure) == ""


@pytest.mark.parametrize(
    ("text", "bound"),
    [("58 or older", "min"), ("58 or", ""), ("58 boats older", ""), ("58", ""), ("58 and under 70", "")],
)
def test_what_follows_an_age(text, bound):
    text, words, _, figure = at_number(text)
    assert or_older(text, words, figure) == bound


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("Ruth Alder, 58, was elected.", 58, 58),
        ("Ruth Alder, who is 58, was elected.", 58, 58),
        ("The 58-year-old senator was elected.", 58, 58),
        ("She was 58 years old when the war began.", 58, 58),
        ("People over 58 pay less.", 58, math.inf),
        ("Adults 58 or older pay less.", 58, math.inf),
        ("Anyone under 58 pays less.", -math.inf, 58),
    ],
)
def test_an_age_is_a_detail(text, low, high):
    (age,) = [row for row in read(text) if row.value == "P58Y"]
    assert "dimension:age" in age.cues.split()
    assert (age.low / 365.25, age.high / 365.25) == (low, high)


@pytest.mark.parametrize("text", ["She turned 58 acres into a park.", "He won 58 or more seats."])
def test_what_is_no_age_is_no_detail_of_one(text):
    assert not any("dimension:age" in row.cues.split() for row in read(text))
