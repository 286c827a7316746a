"""Read the dates of articles, as people, programs and the names of files write them."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from typing import NamedTuple

from retold.articles.dates_abroad import Parts, find_abroad, read_abroad, without_weekday
from retold.errors import ArticleError
from retold.language.english.calendar import MONTH_NUMBERS, WEEKDAY_NUMBERS
from retold.statistics.missing_codes import MARKS

# YYYY, YYYY-MM, YYYY-MM-DD, each perhaps with EDTF's mark for uncertain (?), approximate (~) or both (%); after a
# day a time may follow, which is left out.
DATE = re.compile(
    r"(\d{4})(?:-(\d{2})(?:-(\d{2})(?:[T ]\d{2}:?\d{2}(?::?\d{2}(?:[.,]\d+)?)?\s?(?:Z|UTC|[+-]\d{2}:?\d{0,2})?)?)?)?([?~%]?)",
    re.ASCII,
)

# A time after a day, as stamps, pages and exports write it; left out.
_TIME = (
    r"(?:(?:[T,]\s*|\s+(?:at\s+)?|_|-)?\d{1,2}[:.h-]?\d{2}(?:[:.-]?\d{2}(?:[.,]\d+)?)?\s*(?:[ap]\.?m\.?)?"
    r"\s*(?:Z|[A-Z]{2,5}|\([A-Z]{2,5}\))?\s*(?:[+-]\d{2}:?\d{0,2})?)?"
)
_MONTH = "|".join(sorted(MONTH_NUMBERS, key=len, reverse=True))
_WEEKDAY = (
    rf"(?:(?:{'|'.join(WEEKDAY_NUMBERS)}|{'|'.join(sorted({day[:3] for day in WEEKDAY_NUMBERS}))})\.?,?\s*)?"
)
_DAY, _YEAR = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?", r"(?P<year>\d{4})"

# The written forms of a whole date, each with the names of its parts.
_FORMS = tuple(
    re.compile(rf"{_WEEKDAY}{form}\s*{_WEEKDAY}{_TIME}", re.ASCII | re.IGNORECASE)
    for form in (
        r"(?P<year>\d{4})[-/.]\s?(?P<month>\d{1,2})[-/.]\s?(?P<day>\d{1,2})\.?",
        r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})",
        rf"(?P<word>{_MONTH})\.?\s+{_DAY},?\s+{_YEAR},?",
        rf"{_DAY}(?:\s+of)?[\s-]+(?P<word>{_MONTH})\.?,?[\s-]+{_YEAR},?",
        rf"{_YEAR}[\s-]+(?P<word>{_MONTH})\.?[\s-]+{_DAY}",
        rf"(?P<word>{_MONTH})\s+{_DAY}\s+\d\d:\d\d(?::\d\d)?\s+(?:[A-Z]{{3,4}}\s+|[+-]\d{{4}}\s+)?{_YEAR}",
        rf"(?P<word>{_MONTH})\.?,?\s+{_YEAR}",
        r"(?P<first>\d{1,2})(?P<sign>[-/.])\s?(?P<second>\d{1,2})(?P=sign)\s?(?P<year>\d{4})",
        # With hyphens the year of two digits may as well come first.
        r"(?P<first>\d{1,2})(?P<sign>[/.])\s?(?P<second>\d{1,2})(?P=sign)\s?(?P<year>\d{2})",
        rf"{_DAY}[\s-]+(?P<word>{_MONTH})\.?[\s-]+['’]?(?P<year>\d{{2}})",
    )
)
# Of years of two digits those from here on are of the last century, as POSIX has it.
LAST_CENTURY = 69
# What books and archives write where there is no date.
NO_DATE = frozenset("n.d. n.d o.d. o.j. s.d. s.f. undated unknown".split())
# Days since the end of 1899, as spreadsheets count them and as they are saved without their format: of 1982 to 2064.
_SERIAL = re.compile(r"([3-5]\d{4})(?:\.\d+)?", re.ASCII)
_FIRST_SERIAL = datetime.date(1899, 12, 30)
# Seconds, or thousandths, since 1970, as programs count them.
_STAMP = re.compile(r"(\d{10})(?:\d{3})?(?:\.\d+)?", re.ASCII)

# Of a day and a month between these, either may come first; with points the day does.
ORDERED_SIGN = "."

# What stands between the parts of a date in a name, and what may not stand before or after it.
_GAP = r"[-_. ,]+"
_BEFORE, _AFTER = r"(?<![^\W_])", r"(?![^\W_])"
# A time right after a day in a name: 20210503T1045, 2021-05-03_10-45-00, 20210503104500.
_CLOCK = r"(?:[T_-]?[0-2]\d[-_.:h]?[0-5]\d(?:[-_.:]?[0-5]\d)?Z?)?"
_IN_NAME = tuple(
    re.compile(rf"{_BEFORE}{form}{_CLOCK}{_AFTER}", re.ASCII | re.IGNORECASE)
    for form in (
        r"(?P<year>\d{4})(?P<sign>[-_. /]?)(?P<month>\d{2})(?P=sign)(?P<day>\d{2})",
        rf"(?P<word>{_MONTH}){_GAP}{_DAY}{_GAP}{_YEAR}",
        rf"{_DAY}[-_. ]*(?P<word>{_MONTH})[-_. ,]*{_YEAR}",
        rf"{_YEAR}[-_. ]*(?P<word>{_MONTH})[-_. ]*{_DAY}",
        r"(?P<first>\d{1,2})(?P<sign>[-_. ])(?P<second>\d{1,2})(?P=sign)(?P<year>\d{4})",
        r"(?P<first>\d{1,2})(?P<sign>\.)(?P<second>\d{1,2})\.(?P<year>\d{2})",
    )
)
_MONTH_IN_NAME = re.compile(rf"{_BEFORE}(?P<word>{_MONTH})[-_. ,]*{_YEAR}{_AFTER}", re.ASCII | re.IGNORECASE)

# No day before the first newspapers, and none that is long to come: eight digits are often just a number.
FIRST_YEAR, LAST_YEAR = 1600, 2100

DAY_FIRST, MONTH_FIRST = "day first", "month first"


class Written(NamedTuple):
    """A date as it is written somewhere.

    Attributes
    ----------
    date : str
        ISO 8601; of a date whose order is not known, the year alone.
    text : str
        The words that say it.
    order : str
        For two numbers before a year: `DAY_FIRST` or `MONTH_FIRST` if only one is possible, else "". Else "-".
    swapped : tuple of str
        Where the order is not known, the date with the day first and with the month first.
    """

    date: str
    text: str
    order: str = "-"
    swapped: tuple[str, ...] = ()

    def settled(self, order: str) -> str:
        """Return the date, where others of the corpus tell which comes first."""
        if not self.swapped or not order:
            return self.date
        return self.swapped[0] if order == DAY_FIRST else self.swapped[1]


def write_date(value: str) -> Written | None:
    """Read a date as people and programs write it; None if it is none.

    Examples
    --------
    >>> [write_date(text).date for text in ("2021-05-03T10:45Z", "Mon, 3 May 2021 10:45:00 GMT", "May 3rd, 2021")]
    ['2021-05-03', '2021-05-03', '2021-05-03']
    >>> write_date("14/05/2021").date, write_date("04/05/2021").date, write_date("04/05/2021").swapped
    ('2021-05-14', '2021', ('2021-05-04', '2021-04-05'))
    """
    value = " ".join(value.split())
    if not value or value.casefold() in MARKS | NO_DATE:
        return Written("", "")
    if found := DATE.fullmatch(value):
        year, month, day, mark = found.groups()
        iso = _iso(year, month, day)
        return Written(iso + mark, value) if iso else None
    if stamp := _STAMP.fullmatch(value):
        moment = datetime.datetime.fromtimestamp(int(stamp[1]), datetime.UTC)
        return Written(moment.date().isoformat(), value)
    if serial := _SERIAL.fullmatch(value):
        return Written((_FIRST_SERIAL + datetime.timedelta(int(serial[1]))).isoformat(), value)
    for form in _FORMS:
        if found := form.fullmatch(value):
            return _written(found)
    if abroad := read_abroad(value):
        return _of_parts(abroad)
    numbers = without_weekday(value)
    return write_date(numbers) if numbers else None


def _of_parts(parts: Parts) -> Written | None:
    iso = _iso(parts.year, str(parts.month).zfill(2), parts.day.zfill(2) if parts.day else None)
    return Written(iso, parts.text) if iso else None


def _written(found: re.Match[str]) -> Written | None:
    """Return the date of a match by the names of its groups; None if there is no such day."""
    parts = found.groupdict()
    year, text = _whole_year(str(parts["year"])), found[0]
    if "first" in parts:
        return _of_two_numbers(year, parts, text)
    month = parts.get("month") or str(MONTH_NUMBERS[str(parts["word"]).capitalize()])
    iso = _iso(year, month.zfill(2), (parts.get("day") or "").zfill(2) if parts.get("day") else None)
    return Written(iso, text) if iso else None


def _whole_year(year: str) -> str:
    """Return a year in four digits."""
    if len(year) == 2:
        return f"{19 if int(year) >= LAST_CENTURY else 20}{year}"
    return year


def _of_two_numbers(year: str, parts: dict[str, str], text: str) -> Written | None:
    first, second = parts["first"].zfill(2), parts["second"].zfill(2)
    day_first, month_first = _iso(year, second, first), _iso(year, first, second)
    if parts["sign"] == ORDERED_SIGN or day_first == month_first:
        return Written(day_first, text) if day_first else None
    if day_first and month_first:
        return Written(year, text, "", (day_first, month_first))
    iso = day_first or month_first
    return Written(iso, text, DAY_FIRST if day_first else MONTH_FIRST) if iso else None


def _iso(year: str, month: str | None, day: str | None) -> str:
    try:
        datetime.date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return ""
    return "-".join(part for part in (year, month, day) if part)


def read_date(value: str, where: object) -> str:
    """Return a date as ISO 8601 writes it, without a time.

    Parameters
    ----------
    value : str
        A year, month or day: ISO 8601, a stamp, English words, or numbers. Blank or a mark such as ``NA``: no date.
    where : object
        The file or row, for messages.

    Returns
    -------
    str
        Of two numbers of which either may be the day, the year alone.

    Raises
    ------
    ArticleError
        If there is no such date.

    Examples
    --------
    >>> read_date("2021-05-03T10:45:00Z", ""), read_date("3 May 2021", ""), read_date("", "")
    ('2021-05-03', '2021-05-03', '')
    """
    return parse_date(value, where).date


def parse_date(value: str, where: object) -> Written:
    """Return a date with the doubts there are about it.

    Raises
    ------
    ArticleError
        If there is no such date.
    """
    written = write_date(value)
    if written is None:
        raise ArticleError(
            f"{value.strip()[:40]!r} is no date",
            where=where,
            todo="write YYYY-MM-DD, YYYY-MM or YYYY, or leave it empty",
        )
    return written


def name_date(name: str) -> Written | None:
    """Return the day, or else the month in words, that the name of a file holds; None if there is none, or several.

    Examples
    --------
    >>> [name_date(name).date for name in ("2022-02-21_post", "post 20220221", "21-02-2022", "Feb 21 2022 post")]
    ['2022-02-21', '2022-02-21', '2022-02-21', '2022-02-21']
    """
    for forms in (_IN_NAME, (_MONTH_IN_NAME,)):
        found = [written for form in forms for match in form.finditer(name) if (written := _written(match))]
        found += [written for parts in find_abroad(name) if (written := _of_parts(parts))]
        found = [each for each in found if FIRST_YEAR <= int(each.date[:4]) <= LAST_YEAR]
        if found:
            return found[0] if len({(each.date, each.swapped) for each in found}) == 1 else None
    return None


def date_of_name(name: str) -> str:
    """Return the day that the name of a file or article holds; empty if there is none, or there are several.

    Examples
    --------
    >>> date_of_name("2021-05-03_post"), date_of_name("post 20210503"), date_of_name("post-12345678")
    ('2021-05-03', '2021-05-03', '')
    """
    written = name_date(name)
    return written.date if written else ""


def main_order(dates: Iterable[Written]) -> str:
    """Return which of day and month comes first in a corpus, as its dates with a number above 12 tell; else "".

    Examples
    --------
    >>> main_order([write_date("04/05/2021"), write_date("05/14/2021")])
    'month first'
    """
    orders = {written.order for written in dates} - {"", "-"}
    return orders.pop() if len(orders) == 1 else ""
