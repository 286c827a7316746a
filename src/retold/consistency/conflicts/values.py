"""How two values stand to each other: the same, one inside the other, near, or such that both cannot hold."""

from __future__ import annotations

import math
import re

from retold.consistency.details.detail import Value
from retold.consistency.details.places import same_place
from retold.language.calendar import edtf_days

# 60 days and two months, 30 miles and 48 kilometres are the same told in other units.
TIME_TOLERANCE = 0.1
UNIT_TOLERANCE = 0.05

# From here on a figure that ends in zeros may be a rounding of another.
ROUNDED_FROM = 1000


# What each relation says, with the two values in the place of the braces.
SAYINGS = {
    "same": "both say {a}",
    "unit": "{a} and {b} are the same in other units",
    "inside": "{a} and {b} can both be true, one being less precise",
    "near": "{a} and {b} can both be true, one being approximate",
    "name": "{a} and {b} may be names of one thing",
    "differ": "one says {a}, the other {b}",
    "unknown": "{a} and {b} cannot be held against each other",
}


def relate(a: Value, b: Value, *, limits: bool = True) -> str:
    """Return how two values of one kind and measure stand to each other: a key of ``SAYINGS``.

    Parameters
    ----------
    a, b : Value
        Two values.
    limits : bool, optional
        Whether two upper or two lower bounds are both limits ("at most 40"), which exclude each other. Of "less than 40" and
        "less than 30" both can be true.

    Examples
    --------
    >>> six = Value("duration", "PT6H", 0.25, 0.25, "", False, "hours")
    >>> relate(six, six._replace(value="PT4H", low=1 / 8, high=5 / 24, bound="about", approximate=True))
    'differ'
    >>> relate(six, six._replace(value="PT360M", unit="minutes"))
    'unit'
    """
    if not a.value or not b.value:
        return "unknown"
    if a.kind in ("place", "document"):
        return "same" if a.value == b.value else "name" if same_place(a.value, b.value) else "differ"
    if a.value == b.value and a.bound == b.bound:
        return "same"
    if a.kind == "time":
        return _relate_times(a, b)
    return _relate_dates(a, b) if a.kind == "date" else _relate_numbers(a, b, limits=limits)


# Of a day.
MINUTES = 1440

# Hours from Greenwich, at the end of a time.
_ZONE = re.compile(r"([+-]\d\d):00$")


def _relate_times(a: Value, b: Value) -> str:
    """Hold two times of day against each other, in either half of the day where one does not say which."""
    halves = (0.0, 0.5, -0.5) if any("/" in value.value for value in (a, b)) else (0.0,)
    zones = [_ZONE.search(value.value) for value in (a, b)]
    # Two clocks are held against each other at one place of the earth; a clock that is not named is the other one.
    apart = (int(zones[0][1]) - int(zones[1][1])) / 24 if zones[0] and zones[1] else 0.0
    shifts = [half + day + apart for half in halves for day in ((0.0, 1.0, -1.0) if apart else (0.0,))]
    # In minutes: thirds of a day have no last digit.
    low_a, high_a = (round(end * MINUTES) for end in (a.low, a.high))
    if not any(
        _meet(low_a, high_a, *(round((end + shift) * MINUTES) for end in (b.low, b.high))) for shift in shifts
    ):
        return "differ"
    return "near" if a.approximate or b.approximate else "inside"


def _relate_dates(a: Value, b: Value) -> str:
    (low_a, high_a), (low_b, high_b) = _days(a, b)
    if _meet(low_a, high_a, low_b, high_b):
        return "near" if a.approximate or b.approximate else "inside" if a.value != b.value else "same"
    return "differ"


def _days(a: Value, b: Value) -> tuple[tuple[float, float], tuple[float, float]]:
    """Return the days of two dates; where the year of one is not known, or only guessed, both as of one year."""
    unknown = math.isnan(a.low) or math.isnan(b.low)
    if unknown or a.value.startswith("XXXX") != b.value.startswith("XXXX"):
        spans = [edtf_days(re.sub(r"\d{4}(?=-\d\d)", "XXXX", value.value)) for value in (a, b)]
        if unknown and any(not value.value.startswith("XXXX") and "-" not in value.value for value in (a, b)):
            return (-math.inf, math.inf), (-math.inf, math.inf)  # a year against a day of no year
        # "5 March" need not be that of the article's year.
        if unknown or _meet(*spans[0], *spans[1]):
            return spans[0], spans[1]
    # "Since 1969" and "since 1971" give two beginnings of one thing, "by 1 May" and "by 10 May" two ends.
    if math.isinf(a.high) and math.isinf(b.high):
        return _without_year(a, b, "/..", edge="low")
    if math.isinf(a.low) and math.isinf(b.low):
        return _without_year(a, b, "../", edge="high")
    return (a.low, a.high), (b.low, b.high)


def _without_year(
    a: Value, b: Value, mark: str, *, edge: str
) -> tuple[tuple[float, float], tuple[float, float]]:
    """Return the days of two dates that are open on one side, as those of their other end."""
    spans = [edtf_days(value.value.removesuffix(mark).removeprefix(mark)) for value in (a, b)]
    # Where the year was found from the article, the open date has it at its other end.
    known = [getattr(value, edge) for value in (a, b)]
    days = [
        (end, end) if "XXXX" in value.value and math.isfinite(end) else span
        for value, end, span in zip((a, b), known, spans, strict=True)
    ]
    return days[0], days[1]


def _meet(low_a: float, high_a: float, low_b: float, high_b: float) -> bool:
    return low_a <= high_b and low_b <= high_a


def _relate_numbers(a: Value, b: Value, *, limits: bool) -> str:
    low_a, high_a, low_b, high_b = a.low, a.high, b.low, b.high
    if limits and a.bound == b.bound and a.bound in ("min", "max"):
        # Two upper limits of one thing are held against each other as they stand.
        low_a = high_a = high_a if a.bound == "max" else low_a
        low_b = high_b = high_b if b.bound == "max" else low_b
    tolerance = 0.0
    if a.unit != b.unit:
        tolerance = TIME_TOLERANCE if a.kind == "duration" else UNIT_TOLERANCE
    exact = _meet(low_a, high_a, low_b, high_b)
    slack_a, slack_b = (tolerance * abs(high) if math.isfinite(high) else 0.0 for high in (high_a, high_b))
    if (
        exact
        or _meet(low_a - slack_a, high_a + slack_a, low_b, high_b)
        or _meet(low_a, high_a, low_b - slack_b, high_b + slack_b)
    ):
        if a.approximate or b.approximate:
            return "near"
        return "unit" if a.unit != b.unit else "same" if (low_a, high_a) == (low_b, high_b) else "inside"
    return "inside" if _is_rounding(a, b) else "differ"


def _is_rounding(a: Value, b: Value) -> bool:
    """Say whether one figure is the other, rounded: 40,000 of 38,500, or 68 percent of 68.3."""
    x, y = a.low, b.low
    # Shares are written in hundredths.
    scale = 100 if a.unit in ("%", "percent", "cent") else 1
    if a.kind == "number" and a.unit == b.unit and _is_shorter(x * scale, y * scale):
        return True
    if not all(math.isfinite(one) and one >= ROUNDED_FROM for one in (x, y)) or (a.low, b.low) != (
        a.high,
        b.high,
    ):
        return False
    for rounded, full in ((x, y), (y, x)):
        step = 10.0 ** _zeros(rounded)
        if _zeros(rounded) > _zeros(full) and abs(rounded - full) <= step / 2:
            return True
    return False


def _is_shorter(x: float, y: float) -> bool:
    """Say whether one of two figures is the other with fewer decimals, rounded or cut off.

    Examples
    --------
    >>> _is_shorter(68.0, 68.3), _is_shorter(68.5, 68.26), _is_shorter(50.0, 46.0)
    (True, False, False)
    """
    if not (math.isfinite(x) and math.isfinite(y)):
        return False
    short, long = sorted((f"{x:.10g}", f"{y:.10g}"), key=lambda written: len(written.partition(".")[2]))
    decimals = len(short.partition(".")[2])
    if len(long.partition(".")[2]) == decimals:
        return False
    return round(float(long), decimals) == float(short) or long.startswith(short)


def _zeros(value: float) -> int:
    digits = f"{value:.0f}"
    return len(digits) - len(digits.rstrip("0"))
