"""Days that are counted from another date: "five days after 11 May" is 16 May, and no length of five days."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from retold.language.calendar import ANY_YEAR, Dated, count_ago, edtf
from retold.language.english.calendar import COUNTED_FROM, COUNTED_UNITS

# A date counted in weeks may be so many days off.
SLACK_OF_WEEKS = 3

# "2019-05-11" and "XXXX-05-11" are days; a month is no day to count from.
DAY_LETTERS = 10


def count_days(text: str, dates: Sequence[Dated]) -> list[Dated]:
    """Return dates in which those that others are counted from are replaced by these.

    Examples
    --------
    >>> from retold.language.calendar import find_dates
    >>> from retold.language.clauses import read_sentences
    >>> text = "It closed five days after 11 May 2019, and the day before 3 June."
    >>> [(found.value, text[found.start:found.end]) for found in count_days(text, find_dates(text, read_sentences(text), None))]
    [('2019-05-16', 'five days after 11 May 2019'), ('XXXX-06-02', 'the day before 3 June')]
    """
    return list(_iter_days(text, dates))


def _iter_days(text: str, dates: Sequence[Dated]) -> Iterator[Dated]:
    for dated in dates:
        match = COUNTED_FROM.search(text[max(0, dated.start - MOST_LETTERS) : dated.start])
        base = dated.value.removeprefix("../").removesuffix("/..")
        if match is None or len(base) != DAY_LETTERS:
            yield dated
            continue
        unit = match["unit"].lower()
        days = (
            int(count_ago(match["n"] or "a")) * COUNTED_UNITS[unit] * (-1 if match["way"] == "before" else 1)
        )
        slack = 0 if unit == "day" else SLACK_OF_WEEKS
        edge = next((end for end in (dated.low, dated.high) if math.isfinite(end)), math.nan)
        start = dated.start - len(match.group())
        yield Dated(
            start, dated.end, _moved(base, days), edge + days - slack, edge + days + slack, slack > 0, "", dated.relative
        )  # fmt: skip


# The longest count that is read, in letters.
MOST_LETTERS = 40


def _moved(base: str, days: int) -> str:
    """Return a day so many days on; one without a year stays without."""
    year = "" if base.startswith("XXXX") else base[:4]
    moved = date.fromisoformat(f"{year or ANY_YEAR}{base[4:]}") + timedelta(days=days)
    return edtf(moved.year if year else 0, moved.month, moved.day)
