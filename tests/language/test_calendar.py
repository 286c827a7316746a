"""Dates of a text as EDTF and as days, absolute or counted from the day of the article."""

import math
from datetime import date

import pytest

from retold.language.calendar import (
    DATELINE,
    NO_SUCH_DATE,
    SEASONS,
    TENS,
    edtf,
    edtf_days,
    find_dates,
    read_day,
)
from retold.language.clauses import read_sentences
from retold.language.english.calendar import MONTH_NUMBERS

# A Wednesday.
TODAY = date(1951, 7, 4)


def find(text, today=TODAY):
    return find_dates(text, read_sentences(text), today)


def one(text, today=TODAY):
    (found,) = find(text, today)
    return found


def days(first, last):
    return tuple(float(date.fromisoformat(day).toordinal()) for day in (first, last))


@pytest.mark.parametrize(
    ("year", "month", "day", "value"),
    [
        (1950, 3, None, "1950-03"),
        (1950, 3, 5, "1950-03-05"),
        (0, 3, None, "XXXX-03"),
        (0, 2, 29, "XXXX-02-29"),
        (0, 2, 30, ""),
        (1950, 2, 29, ""),
        (1952, 2, 29, "1952-02-29"),
        (1900, 2, 29, ""),
        (2000, 2, 29, "2000-02-29"),
        (1950, 4, 31, ""),
        (1950, 0, None, ""),
        (1950, 13, 1, ""),
        (1950, 12, 31, "1950-12-31"),
        (1950, 1, 1, "1950-01-01"),
        (1950, 1, 0, ""),
        (987, 1, 1, "0987-01-01"),
    ],
)
def test_edtf(year, month, day, value):
    assert edtf(year, month, day) == value


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("1950", "1950-01-01", "1950-12-31"),
        ("1950-02", "1950-02-01", "1950-02-28"),
        ("1952-02", "1952-02-01", "1952-02-29"),
        ("1950-02-07", "1950-02-07", "1950-02-07"),
        ("195X", "1950-01-01", "1959-12-31"),
        ("1950/1956", "1950-01-01", "1956-12-31"),
        ("1950-03-05/1950-03-07", "1950-03-05", "1950-03-07"),
        ("XXXX-02-29", "2000-02-29", "2000-02-29"),
        ("1950-02-29", "1950-02-28", "1950-02-28"),
        # Seasons have a month more on both sides.
        ("1950-21", "1950-02-01", "1950-06-28"),
        ("1950-22", "1950-05-01", "1950-09-28"),
        ("1950-23", "1950-08-01", "1950-12-28"),
        ("1950-24", "1949-12-01", "1951-03-31"),
    ],
)
def test_days_of_a_value(value, first, last):
    assert edtf_days(value) == days(first, last)


def test_days_of_an_open_value():
    assert edtf_days("../1950") == (-math.inf, days("1950-12-31", "1950-12-31")[0])
    assert edtf_days("1950-03/..") == (days("1950-03-01", "1950-03-01")[0], math.inf)


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("1951-07-02", date(1951, 7, 2)),
        ("1951-07-02T10:00:00Z", date(1951, 7, 2)),
        (date(1951, 7, 2), date(1951, 7, 2)),
        ("1951-07", None),
        ("1951-02-30", None),
        ("soon", None),
        ("", None),
        (None, None),
        (float("nan"), None),
    ],
)
def test_read_day(written, day):
    assert read_day(written) == day


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("It was signed in 1950.", "1950"),
        ("It was signed in March 1950.", "1950-03"),
        ("It was signed in March of 1950.", "1950-03"),
        ("It was signed on March 5, 1950.", "1950-03-05"),
        ("It was signed on March 5th, 1950.", "1950-03-05"),
        ("It was signed on 5 March 1950.", "1950-03-05"),
        ("It was signed on 5th of March, 1950.", "1950-03-05"),
        ("It was signed on 1950-03-05.", "1950-03-05"),
        ("It was signed on 5.3.1950.", "1950-03-05"),
        ("It was signed on 25/3/1950.", "1950-03-25"),
        ("It was signed on 3/25/1950.", "1950-03-25"),
        ("It was signed on 3/3/1950.", "1950-03-03"),
        ("It was signed on 12/3/1950.", "1950"),
        ("They met on March 5-7, 1950.", "1950-03-05/1950-03-07"),
        ("They met on March 5 to 7, 1950.", "1950-03-05/1950-03-07"),
        ("They met on 5 and 7 March 1950.", "1950-03-05/1950-03-07"),
        ("They met in the 1950s.", "195X"),
        ("They met in the fifties.", "195X"),
        ("They met in the nineteen-fifties.", "195X"),
        ("They met in the early fifties.", "195X"),
        ("They met in the spring of 1950.", "1950-21"),
        ("They met in summer 1950.", "1950-22"),
        ("They met in autumn 1950.", "1950-23"),
        ("They met in the fall of 1950.", "1950-23"),
        ("They met in the winter of 1950.", "1950-24"),
        ("They fought from 1950-1956 there.", "1950/1956"),
        ("They met on March 5.", "XXXX-03-05"),
        ("They met on the 5th of March.", "XXXX-03-05"),
        ("They met in March.", "XXXX-03"),
        ("They met on the last Monday of August 1950.", "1950-08-28"),
        ("They met on the first Monday in August 1950.", "1950-08-07"),
        ("They met on the fourth Friday of August 1950.", "1950-08-25"),
        ("It has been shut since 1950.", "1950/.."),
        ("It will be shut after 1950.", "1950/.."),
        ("The post-1950 border holds.", "1950/.."),
        ("It was open until 1950.", "../1950"),
        ("It was open till March 1950.", "../1950-03"),
        ("It was open before 1950.", "../1950"),
        ("It will be open by 1 May 1952.", "../1952-05-01"),
        ("The pre-1950 border holds.", "../1950"),
        ("The treaty (1950) holds.", "1950"),
        ("The country’s 1950 treaty holds.", "1950"),
        ("Between 1950 and peace it fell.", "1950"),
        ("Since Sept. 5 it is shut.", "XXXX-09-05/.."),
    ],
)
def test_absolute_dates(text, value):
    assert one(text).value == value
    assert not one(text).relative


@pytest.mark.parametrize("name", MONTH_NUMBERS)
def test_months(name):
    number = MONTH_NUMBERS[name]
    assert one(f"It was on {name} 5, 1950.").value == f"1950-{number:02d}-05"
    months = "jan feb mar apr may jun jul aug sep oct nov dec".split()
    assert months[number - 1] == name[:3].lower()


def test_decades_and_seasons():
    assert TENS == {
        "twenties": "192X", "thirties": "193X", "forties": "194X", "fifties": "195X", "sixties": "196X",
        "seventies": "197X", "eighties": "198X", "nineties": "199X",
    }  # fmt: skip
    assert SEASONS == {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        # Without a year, in that which is nearest to the article.
        ("They met on 5 March.", "1951-03-05", "1951-03-05"),
        ("They met on 20 December.", "1951-12-20", "1951-12-20"),
        ("They met on 3 January.", "1951-01-03", "1951-01-03"),
        ("They met in November.", "1951-11-01", "1951-11-30"),
        ("They met around March 1950.", "1950-01-29", "1950-05-01"),
        ("They met about 5 March 1950.", "1950-03-02", "1950-03-08"),
        ("They met circa 1950.", "1946-12-31", "1954-01-01"),
        ("They met in early March 1950.", "1950-03-01", "1950-03-12"),
        ("They met at the beginning of March 1950.", "1950-03-01", "1950-03-12"),
        ("They met at the start of March 1950.", "1950-03-01", "1950-03-12"),
        ("They met in mid-March 1950.", "1950-03-08", "1950-03-22"),
        ("They met in the middle of March 1950.", "1950-03-08", "1950-03-22"),
        ("They met in late March 1950.", "1950-03-18", "1950-03-31"),
        ("They met at the end of February 1950.", "1950-02-18", "1950-02-28"),
        ("They met two weeks ago.", "1951-06-15", "1951-06-25"),
        ("They met three months ago.", "1951-03-27", "1951-05-05"),
        ("They met three days ago.", "1951-07-01", "1951-07-01"),
    ],
)
def test_days_that_a_date_may_mean(text, first, last):
    found = one(text)
    assert (found.low, found.high) == days(first, last)


@pytest.mark.parametrize(
    ("text", "approximate"),
    [
        ("They met in 1950.", False),
        ("They met around 1950.", True),
        ("They met in late 1950.", True),
        ("They met in mid-1950.", True),
        ("They met on 5 March 1950 or so.", True),
        ("They met in March 1950 or later.", False),
        ("They met last April.", True),
        ("They met last year.", False),
        ("They met on the last Monday of August 1950.", False),
        ("They met three days ago.", False),
        ("They met three years ago.", True),
        ("They met yesterday.", False),
    ],
)
def test_approximate_dates(text, approximate):
    assert one(text).approximate == approximate


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("They met on 31 April 1950.", NO_SUCH_DATE),
        ("They met on 29 February 1950.", NO_SUCH_DATE),
        ("They met on 1950-13-05.", NO_SUCH_DATE),
        ("They met on 32.1.1950.", NO_SUCH_DATE),
        ("They fought from 1956-1950 there.", NO_SUCH_DATE),
        ("HOLM, 3 May – The gates are shut.", DATELINE),
        ("HOLM (3 May 1950) – The gates are shut.", DATELINE),
        ("On 3 May – the gates were shut – it rained.", ""),
        ("They met on 3 May.", ""),
    ],
)
def test_flags(text, flag):
    assert one(text).flag == flag
    assert (flag == NO_SUCH_DATE) == (one(text).value == "")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Nothing was said.",
        "They may march on May Street.",
        "In all 1950 soldiers came home of 2000 soldiers.",
        "They sold 1950 boats.",
        "Room 1950 is shut.",
        "It rose to 1950.5 points.",
        "It costs $1950 now.",
        "It fell by 1950%.",
        "He is in his fifties.",
        "Mrs May left.",
        "They came first.",
        "Version 1.2.1950.3 runs.",
    ],
)
def test_what_is_no_date(text):
    assert find(text) == []


def test_several_dates_are_in_order():
    text = "It closed on Monday, after the flood of March 1950 and that of 1948."
    found = find(text)
    assert [one.value for one in found] == ["1951-07-02", "1950-03", "1948"]
    assert [text[one.start : one.end] for one in found] == ["Monday", "March 1950", "1948"]
    assert [one.relative for one in found] == [True, False, False]


def test_a_weekday_before_its_date_is_one_date():
    assert [found.value for found in find("They met on Monday, 5 March 1950.")] == ["1950-03-05"]


def test_no_sentences_no_dates():
    assert find_dates("They met in 1950.", [], TODAY) == []
