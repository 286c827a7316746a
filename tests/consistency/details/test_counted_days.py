"""Days that are counted from another date."""

from datetime import date

import pytest

from retold.consistency.details.counted_days import count_days
from retold.language.calendar import find_dates
from retold.language.clauses import read_sentences


def read(text, today=None):
    return [
        (found.value, text[found.start : found.end], found.approximate)
        for found in count_days(text, find_dates(text, read_sentences(text), today))
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        ("Five days later it fell.", []),
        ("It fell on 11 May 2019.", [("2019-05-11", "11 May 2019", False)]),
        ("It fell five days after 11 May 2019.", [("2019-05-16", "five days after 11 May 2019", False)]),
        ("It fell 5 days before May 3.", [("XXXX-04-28", "5 days before May 3", False)]),
        ("The day after Dec. 31 it fell.", [("XXXX-01-01", "The day after Dec. 31", False)]),
        ("It fell the day before the March 5 vote.", [("XXXX-03-04", "the day before the March 5", False)]),
        ("Two weeks after 11 May 2019 it fell.", [("2019-05-25", "Two weeks after 11 May 2019", True)]),
        # A month or a year is no day to count from, and a month no count of days.
        ("It fell five days after May 2019.", [("2019-05/..", "May 2019", False)]),
        ("It fell two months after 11 May 2019.", [("2019-05-11/..", "11 May 2019", False)]),
    ],
)  # fmt: skip
def test_values(text, found):
    assert read(text) == found


def test_bounds_are_those_of_the_counted_day():
    text = "It fell two weeks after Monday."
    [found] = count_days(text, find_dates(text, read_sentences(text), date(2019, 5, 16)))
    assert (found.value, found.relative) == ("2019-05-27", True)
    assert (date.fromordinal(int(found.low)), date.fromordinal(int(found.high))) == (
        date(2019, 5, 24), date(2019, 5, 30),
    )  # fmt: skip
