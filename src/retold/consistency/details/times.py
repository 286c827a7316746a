"""Times of day in a text: 3.40 p.m., 15:40, ten to three, noon; as fractions of a day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from retold.language.english.clock import (
    BEFORE_DOTTED,
    HOURS,
    LATE,
    MINUTES,
    NAMED,
    TIME,
    VAGUE,
    ZONE,
    ZONES,
)

MINUTES_OF_DAY, MINUTES_OF_HALF, NOON_HOUR = 1440, 720, 12

# "About four o'clock" may be so many minutes off; a full hour or half of it is said of any minute near it.
SLACK, ROUNDED = 30, 5


class Clock(NamedTuple):
    """A time of day: its place, value, bounds in days.

    The value is ``T15:40``; ``T15:40-05:00`` where it says by which clock, ``T03:40/T15:40`` where nothing tells which half of
    the day is meant. The bounds are those of the clock that it names.
    """

    start: int
    end: int
    value: str
    low: float
    high: float
    approximate: bool


def find_times(text: str) -> list[Clock]:
    """Return the times of day of a text, in order.

    Examples
    --------
    >>> [found.value for found in find_times("It left at 2.50 p.m. and landed at ten to four; by 17:05 all were out.")]
    ['T14:50', 'T03:50/T15:50', 'T17:05']
    """
    return list(_iter_times(text))


def _iter_times(text: str) -> Iterator[Clock]:
    for match in TIME.finditer(text):
        before = text[max(0, match.start() - 20) : match.start()]
        if match["m1"] and "." in match.group() and not match["half1"] and not BEFORE_DOTTED.search(before):
            continue
        minutes, sure = _minutes(match)
        approximate = VAGUE.search(before) is not None
        slack = SLACK if approximate else ROUNDED if minutes % 30 == 0 else 0
        value = _shown(minutes) if sure else "/".join(map(_shown, (minutes, minutes + MINUTES_OF_HALF)))
        low, high = ((minutes + step) / MINUTES_OF_DAY for step in (-slack, slack))
        # "May 3 at 9 pm, ET": the clock is part of the time.
        zone = ZONE.match(text, match.end()) if sure else None
        value += f"{ZONES[zone['zone'].lower()]:+03d}:00" if zone else ""
        yield Clock(match.start(), (zone or match).end(), value, low, high, approximate)


def _minutes(match: re.Match[str]) -> tuple[int, bool]:
    """Return the minutes since midnight, and whether it is known which half of the day is meant."""
    if match["name"]:
        return NAMED[match["name"].lower()], True
    written = next(match[key] for key in ("h1", "h2", "h3", "h4") if match[key]).lower()
    hour = HOURS.get(written) or int(written)
    half = next((match[key] for key in ("half1", "half2", "half3") if match[key]), "").lower()
    late = half.startswith("p") or bool(LATE.search(match["day"] or ""))
    # No clock of twelve hours writes "05:10" or "0:10".
    sure = bool(half or match["day"]) or hour > NOON_HOUR or written.startswith("0")
    if match["part"]:
        part = match["part"].lower().removesuffix(" minutes")
        shift = MINUTES.get(part) or int(part)
        minutes = hour * 60 + (shift if match["way"].lower() == "past" else -shift)
    else:
        minutes = hour * 60 + int(match["m1"] or 0)
    if sure and hour <= NOON_HOUR:
        minutes = minutes % MINUTES_OF_HALF + (MINUTES_OF_HALF if late else 0)
    return (minutes % MINUTES_OF_DAY, True) if sure else (minutes % MINUTES_OF_HALF, False)


def _shown(minutes: int) -> str:
    return f"T{minutes // 60:02d}:{minutes % 60:02d}"
