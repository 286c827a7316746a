"""Times of day: as they are written, in which half of the day, and how exact they are."""

import pytest

from retold.consistency.details.times import Clock, find_times


def one(text):
    (found,) = find_times(text)
    return found


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("It left at 2.50 p.m. sharp.", "T14:50"),
        ("It left at 2.50 pm.", "T14:50"),
        ("It left at 2:50 a.m. sharp.", "T02:50"),
        ("It left at 2.50.", "T02:50/T14:50"),
        ("It left by 17.05.", "T17:05"),
        ("It left 17:05 sharp.", "T17:05"),
        ("It left at 00:10.", "T00:10"),
        ("It left at 0:10.", "T00:10"),
        ("It left at 05:10.", "T05:10"),
        ("It left at 23:59.", "T23:59"),
        ("It left at 4 pm.", "T16:00"),
        ("It left at four p.m. sharp.", "T16:00"),
        ("It left at 12 am.", "T00:00"),
        ("It left at 12 pm.", "T12:00"),
        ("It left at 12.10 p.m. sharp.", "T12:10"),
        ("It left at half past four.", "T04:30/T16:30"),
        ("It left at quarter to five p.m. sharp.", "T16:45"),
        ("It left at quarter past five.", "T05:15/T17:15"),
        ("It left at ten to one.", "T00:50/T12:50"),
        ("It left at ten past twelve.", "T00:10/T12:10"),
        ("It left at twenty to four.", "T03:40/T15:40"),
        ("It left at twenty-five past four.", "T04:25/T16:25"),
        ("It left at five to four.", "T03:55/T15:55"),
        ("It left at 17 minutes past four.", "T04:17/T16:17"),
        ("It left at 8 minutes to four in the afternoon.", "T15:52"),
        ("It left at seven o'clock.", "T07:00/T19:00"),
        ("It left at seven o’clock in the evening.", "T19:00"),
        ("It left at seven o’clock in the morning.", "T07:00"),
        ("It left at eleven o’clock at night.", "T23:00"),
        ("It left at ten to one in the morning.", "T00:50"),
        ("It left at noon.", "T12:00"),
        ("It left at midday.", "T12:00"),
        ("It left at Midnight.", "T00:00"),
    ],
)
def test_values(text, value):
    assert one(text).value == value


@pytest.mark.parametrize(
    "text",
    [
        "",
        "It left.",
        "They won 3:2.",
        "It rose to 10.05 and to 3.5 percent.",
        "It is version 2.10.1 of it.",
        "It left at 24:10.",
        "It left at 17:60.",
        "It costs $4.50 now.",
        "It rose by 4:50% there.",
        "It left on 3.10.1950.",
        "They were half past it.",
        "They went ten to the east.",
    ],
)
def test_what_is_no_time_of_day(text):
    assert find_times(text) == []


@pytest.mark.parametrize(
    ("text", "minutes", "slack", "approximate"),
    [
        ("It left at 17:05.", 1025, 0, False),
        ("It left at 17:00.", 1020, 5, False),
        ("It left at 17:30.", 1050, 5, False),
        ("It left at about 17:05.", 1025, 30, True),
        ("It left at around 5 pm.", 1020, 30, True),
        ("It left towards 5 pm.", 1020, 30, True),
        ("It left at nearly 5 pm.", 1020, 30, True),
        ("It left shortly after 17:05.", 1025, 30, True),
        ("It left shortly before 17:05.", 1025, 30, True),
        ("It left just after 17:05.", 1025, 30, True),
        ("It left some time after 17:05.", 1025, 30, True),
        ("It left at about a quarter past five p.m. sharp.", 1035, 30, True),
    ],
)
def test_bounds(text, minutes, slack, approximate):
    found = one(text)
    assert (found.low * 1440, found.high * 1440) == pytest.approx((minutes - slack, minutes + slack))
    assert found.approximate == approximate


def test_where_times_stand():
    text = "It left at 2.50 p.m. and came at ten to four in the afternoon, not at noon."
    assert [text[found.start : found.end] for found in find_times(text)] == [
        "2.50 p.m.", "ten to four in the afternoon", "noon",
    ]  # fmt: skip
    assert one("At 17:05.") == Clock(3, 8, "T17:05", 1025 / 1440, 1025 / 1440, False)
