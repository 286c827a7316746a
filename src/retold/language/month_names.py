"""Names of months and weekdays in the languages that newspapers and archives write dates in, from CLDR by way of Babel.

English is not among them: `retold.language.english.calendar` has its names, and is asked first. A name that two languages give to
different months is in neither.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache

from babel import Locale

# Languages whose names are read; those of one family differ in single letters, and few of them mean different months by one name.
LANGUAGES = tuple("cs da de es fi fr hu it nb nl pl pt ro ru sv tr uk".split())

# Within a date ("13 мая") and alone ("май"), in full and short.
_FORMS = tuple((context, width) for context in ("format", "stand-alone") for width in ("wide", "abbreviated"))

# A weekday of one letter or two is told by its place alone.
_LEAST_MONTH = 3


def plain_name(word: str) -> str:
    """Return a name without capitals, accents and full stop.

    Examples
    --------
    >>> plain_name("Févr."), plain_name("MÄRZ")
    ('fevr', 'marz')
    """
    apart = unicodedata.normalize("NFD", word.casefold())
    return "".join(sign for sign in apart if not unicodedata.combining(sign)).strip(".")


@cache
def month_names(*, full: bool = False) -> dict[str, int]:
    """Return the number of each month by its names, as `plain_name` writes them; where asked for by full names alone.

    Examples
    --------
    >>> names = month_names()
    >>> [names[plain_name(word)] for word in ("März", "février", "maja", "мая", "ott.", "enero")]
    [3, 2, 5, 5, 10, 1]
    """
    found: dict[str, set[int]] = {}
    for name, number in _names("months", full=full):
        if len(name) >= _LEAST_MONTH:
            found.setdefault(name, set()).add(number)
    return {name: next(iter(numbers)) for name, numbers in found.items() if len(numbers) == 1}


@cache
def weekday_names() -> frozenset[str]:
    """Return the names of weekdays, as `plain_name` writes them.

    Examples
    --------
    >>> {plain_name(word) for word in ("Donnerstag", "jeudi", "czwartek", "чт")} <= weekday_names()
    True
    """
    return frozenset(name for name, _ in _names("days"))


def _names(kind: str, *, full: bool = False) -> Iterator[tuple[str, int]]:
    for code in LANGUAGES:
        told = getattr(Locale(code), kind)
        for context, width in _FORMS:
            if full and width != "wide":
                continue
            for number, name in told[context][width].items():
                yield plain_name(name), number
