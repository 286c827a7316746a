"""Check the dates of articles: a day, a month or a year, as ISO 8601 and EDTF write them."""

from __future__ import annotations

import datetime
import re

from retold.errors import ArticleError

# YYYY, YYYY-MM, YYYY-MM-DD, each perhaps with EDTF's mark for uncertain (?), approximate (~) or both (%); after a
# day a time may follow, which is left out.
DATE = re.compile(
    r"(\d{4})(?:-(\d{2})(?:-(\d{2})(?:[T ]\d{2}:?\d{2}(?::?\d{2}(?:[.,]\d+)?)?\s?(?:Z|UTC|[+-]\d{2}:?\d{0,2})?)?)?)?([?~%]?)",
    re.ASCII,
)

# The day in a name: 2021-05-03, 2021_05_03 or 20210503, as a word of its own.
_IN_NAME = re.compile(r"(?<![^\W_])(\d{4})([-_.]?)(\d{2})\2(\d{2})(?![^\W_])", re.ASCII)

# No day before the first newspapers, and none that is long to come: eight digits are often just a number.
FIRST_YEAR, LAST_YEAR = 1600, 2100


def read_date(value: str, where: object) -> str:
    """Return a date as ISO 8601 writes it, without a time.

    Raises
    ------
    ArticleError
        If there is no such date.

    Examples
    --------
    >>> read_date("2021-05-03T10:45:00Z", ""), read_date("2021-05", ""), read_date("", "")
    ('2021-05-03', '2021-05', '')
    """
    value = value.strip()
    if not value:
        return ""
    found = DATE.fullmatch(value)
    try:
        if not found:
            raise ValueError
        year, month, day, mark = found.groups()
        datetime.date(int(year), int(month or 1), int(day or 1))
    except ValueError as error:
        raise ArticleError(
            f"{value[:40]!r} is no date",
            where=where,
            todo="write YYYY-MM-DD, YYYY-MM or YYYY, or leave it empty",
        ) from error
    return "-".join(part for part in (year, month, day) if part) + mark


def date_of_name(name: str) -> str:
    """Return the day that the name of a file or article holds; empty if there is none, or there are several.

    Examples
    --------
    >>> date_of_name("2021-05-03_post"), date_of_name("post 20210503"), date_of_name("post-12345678")
    ('2021-05-03', '2021-05-03', '')
    """
    found = set()
    for year, _, month, day in _IN_NAME.findall(name):
        try:
            written = datetime.date(int(year), int(month), int(day))
        except ValueError:
            continue
        if FIRST_YEAR <= written.year <= LAST_YEAR:
            found.add(written.isoformat())
    return found.pop() if len(found) == 1 else ""
