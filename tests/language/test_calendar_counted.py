"""Dates that are counted from the day of the article, and what they come to without one."""

import math
from datetime import date

import pytest

from retold.language.calendar import NO_DAY_TO_COUNT_FROM, edtf_days, find_dates
from retold.language.clauses import read_sentences
from retold.language.english.calendar import WEEKDAY_NUMBERS
from retold.language.english.numerals import NUMBER_WORDS

# A Wednesday.
TODAY = date(1951, 7, 4)


def find(text, today=TODAY):
    return find_dates(text, read_sentences(text), today)


def one(text, today=TODAY):
    (found,) = find(text, today)
    return found


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("They met today.", "1951-07-04"),
        ("They met tonight.", "1951-07-04"),
        ("They met this morning.", "1951-07-04"),
        ("They met yesterday.", "1951-07-03"),
        ("They met last night.", "1951-07-03"),
        ("They met the day before yesterday.", "1951-07-02"),
        ("They meet tomorrow.", "1951-07-05"),
        ("They meet the day after tomorrow.", "1951-07-06"),
        ("They met on Monday.", "1951-07-02"),
        ("They met on Wednesday.", "1951-07-04"),
        ("They met on Thursday.", "1951-06-28"),
        ("They met last Wednesday.", "1951-06-27"),
        ("They will meet on Thursday.", "1951-07-05"),
        ("They will meet on Wednesday.", "1951-07-11"),
        ("They meet next Monday.", "1951-07-09"),
        ("They met on Monday of last week.", "1951-06-25"),
        ("They met on Monday of this week.", "1951-07-02"),
        ("They meet on Sunday of next week.", "1951-07-15"),
        ("They met from Friday to Sunday.", "1951-06-29/1951-07-01"),
        ("They met last week.", "1951-06-25/1951-07-01"),
        ("They meet this week.", "1951-07-02/1951-07-08"),
        ("They meet next week.", "1951-07-09/1951-07-15"),
        ("They met last month.", "1951-06"),
        ("They meet next month.", "1951-08"),
        ("They met last year.", "1950"),
        ("They meet this year.", "1951"),
        ("They meet next year.", "1952"),
        ("They met last April.", "1951-04"),
        ("They met last July.", "1950-07"),
        ("They met last August.", "1950-08"),
        ("They meet next August.", "1951-08"),
        ("They meet next July.", "1952-07"),
        ("They meet next June.", "1952-06"),
        ("They meet this August.", "1951-08"),
        ("They met in April last year.", "1950-04"),
        ("They meet in April next year.", "1952-04"),
        ("They met last spring.", "1950-21"),
        ("They meet next summer.", "1952-22"),
        ("They met three days ago.", "1951-07-01"),
        ("They met two weeks ago.", "1951-06-20"),
        ("They met a fortnight ago.", "1951-06-20"),
        ("They met three months ago.", "1951-04"),
        ("They met eight months ago.", "1950-11"),
        ("They met 110 years ago.", "1841"),
        ("They met a hundred and ten years ago.", "1841"),
        ("They met two hundred years ago.", "1751"),
        ("They met half a century ago.", "1901"),
        ("They met two decades ago.", "1931"),
        ("They met a year ago.", "1950"),
        ("They met three nights ago.", "1951-07-01"),
        ("They met on the first of the month.", "1951-07-01"),
        ("They met on the 5th of last month.", "1951-06-05"),
        ("They meet on the second of next month.", "1951-08-02"),
        ("They met on the last Monday of June.", "1951-06-25"),
        ("They met on the first Monday of January.", "1951-01-01"),
        ("They met on the second Friday of January.", "1951-01-12"),
    ],
)
def test_dates_counted_from_the_article(text, value):
    found = one(text)
    assert found.value == value
    assert not found.flag


@pytest.mark.parametrize("text", ["They met three days ago.", "They met on Monday.", "They meet next week."])
def test_relative_dates_without_a_day_of_the_article(text):
    found = one(text, today=None)
    assert (found.value, found.flag, found.relative) == ("", NO_DAY_TO_COUNT_FROM, True)
    assert math.isnan(found.low)
    assert math.isnan(found.high)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("They met last April.", "XXXX-04"),
        ("They met on 5 March.", "XXXX-03-05"),
    ],
)
def test_yearless_dates_without_a_day_of_the_article(text, value):
    found = one(text, today=None)
    assert found.value == value
    assert math.isnan(found.low)


@pytest.mark.parametrize(
    ("text", "slack"),
    [
        ("They met ten years ago.", 365),
        ("They met two decades ago.", 730),
        ("They met half a century ago.", 1825),
    ],
)
def test_round_counts_of_years(text, slack):
    found = one(text)
    low, high = edtf_days(found.value)
    assert (found.low, found.high) == pytest.approx((low - slack, high + slack))
    assert found.approximate


@pytest.mark.parametrize("word", [word for word in NUMBER_WORDS if word != "zero"])
def test_counts_in_words(word):
    number = {"one": 1, "twelve": 12, "nineteen": 19, "twenty": 20, "ninety": 90}.get(
        word, NUMBER_WORDS[word]
    )
    assert one(f"They met {word} days ago.").value == date.fromordinal(TODAY.toordinal() - number).isoformat()


@pytest.mark.parametrize("name", WEEKDAY_NUMBERS)
def test_weekdays(name):
    found = date.fromisoformat(one(f"They met on {name}.").value)
    assert found.strftime("%A") == name
    assert 0 <= (TODAY - found).days < 7


@pytest.mark.parametrize("today", [date(1, 1, 1), date(9999, 12, 31)])
def test_the_ends_of_the_calendar(today):
    for text in (
        "They met 200 years ago.",
        "They met last week.",
        "They meet next week.",
        "On 5 March it fell.",
    ):
        for found in find(text, today):
            assert found.low <= found.high or math.isnan(found.low)
