"""Dates with words that are not English: "13. Mai 2021", "jeudi 13 mai 2021", "13 мая 2021 г.", "13/V/2021", "2021年5月13日"."""

from __future__ import annotations

import re
from typing import NamedTuple

from retold.language.month_names import month_names, plain_name, weekday_names

_WORD = r"[^\W\d_]+"
_WEEKDAY = rf"(?:(?P<weekday>{_WORD}(?:-{_WORD})?)\.?,?\s+)?"
# Small words within a date: "le 13", "13 de mayo de 2021", "2021 г."; and a time behind it: "um 10:45 Uhr", "à 10h45".
_BEFORE = rf"(?:(?:{_WORD})\s+)?"
_OF = r"(?:d[aei]l?\s+|d['’]\s?)?"
_BEHIND = rf"(?:[\s,.–-]*(?:{_WORD}[.,]?\s*){{0,2}}(?:\d{{1,2}}\s?[:.h]\s?\d{{2}}(?::\d{{2}})?\s?(?:{_WORD}\.?\s?){{0,2}})?)"
_DAY, _YEAR = r"(?P<day>\d{1,2})(?:\.|er|[ºª°])?", r"(?P<year>\d{4})"
_MONTH = rf"(?P<month>{_WORD})\.?"

_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"{_WEEKDAY}{_BEFORE}{_DAY}[\s-]*{_OF}{_MONTH},?[\s-]+{_OF}{_YEAR}{_BEHIND}",
        rf"{_WEEKDAY}{_MONTH}\s+{_DAY},?\s+{_OF}{_YEAR}{_BEHIND}",
        rf"{_MONTH},?\s+{_OF}{_YEAR}(?:\s?{_WORD}\.?)?",
        rf"{_YEAR}\.?\s+{_MONTH}\s+{_DAY}(?:,?\s{_WORD})?",
    )
)
_ROMAN = re.compile(
    r"(?P<day>\d{1,2})\s?(?P<sign>[-/.])\s?(?P<month>[IVX]{1,4})\s?(?P=sign)\s?(?P<year>\d{4})"
)
_ROMAN_MONTHS = {name: n for n, name in enumerate("I II III IV V VI VII VIII IX X XI XII".split(), 1)}
# Chinese, Japanese and Korean write the names of the parts behind them.
_NAMED_PARTS = re.compile(
    r"(?P<year>\d{4})\s?[年년]\s?(?P<month>\d{1,2})\s?[月월](?:\s?(?P<day>\d{1,2})\s?[日일号])?(?:\s?.{0,12})?"
)
# A small word may stand where a weekday may: "le 13 mai", "den 13. Mai".
_LEADING = re.compile(r"[^\W\d_]{1,4}")
_AFTER_WEEKDAY = re.compile(rf"{_WEEKDAY}(?P<rest>\d.*)")
_IN_NAME = re.compile(
    rf"(?<![^\W_])(?P<day>\d{{1,2}})(?:er)?[-_. ]*{_OF}(?P<month>{_WORD})[-_. ,]*{_OF}{_YEAR}(?![^\W_])"
)


class Parts(NamedTuple):
    """Year, month and day of a date; no day: ""."""

    year: str
    month: int
    day: str
    text: str


def read_abroad(value: str) -> Parts | None:
    """Read a whole value as a date with words of another language than English; None if it is none.

    Examples
    --------
    >>> dates = ("Donnerstag, 13. Mai 2021", "1er mars 2021", "13 de mayo de 2021", "13 мая 2021 г.", "2021年5月13日")
    >>> [read_abroad(date)[:3] for date in dates]
    [('2021', 5, '13'), ('2021', 3, '1'), ('2021', 5, '13'), ('2021', 5, '13'), ('2021', 5, '13')]
    """
    if roman := _ROMAN.fullmatch(value):
        month = _ROMAN_MONTHS.get(roman["month"], 0)
        return Parts(roman["year"], month, roman["day"], value) if month else None
    if named := _NAMED_PARTS.fullmatch(value):
        return Parts(named["year"], int(named["month"]), named["day"] or "", value)
    for form in _FORMS:
        if parts := _parts(form.fullmatch(value)):
            return parts
    return None


def without_weekday(value: str) -> str:
    """Return a date in numbers without the weekday before it: "Do., 13.05.2021"; "" if no weekday stands there.

    Examples
    --------
    >>> without_weekday("Do., 13.05.2021"), without_weekday("No. 13.05.2021"), without_weekday("13.05.2021")
    ('13.05.2021', '', '')
    """
    found = _AFTER_WEEKDAY.fullmatch(value)
    weekday = found["weekday"] if found else None
    return found["rest"] if found and weekday and plain_name(weekday) in weekday_names() else ""


def find_abroad(name: str) -> list[Parts]:
    """Return the days with the full name of their month in another language that the name of a file holds.

    Examples
    --------
    >>> [parts[:3] for name in ("post_13-mai-2021", "3. März 2021", "maggio 2021") for parts in find_abroad(name)]
    [('2021', 5, '13'), ('2021', 3, '3')]
    """
    return [parts for found in _IN_NAME.finditer(name) if (parts := _parts(found, full=True))]


def _parts(found: re.Match[str] | None, *, full: bool = False) -> Parts | None:
    if found is None:
        return None
    told = found.groupdict()
    weekday = told.get("weekday")
    month = month_names(full=full).get(plain_name(told["month"]))
    if month is None or not (weekday is None or _may_lead(weekday)):
        return None
    return Parts(told["year"], month, told.get("day") or "", found[0])


def _may_lead(word: str) -> bool:
    return plain_name(word) in weekday_names() or (word.islower() and _LEADING.fullmatch(word) is not None)
