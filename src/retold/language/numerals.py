"""Read a number that is written in words, digits or both: "two hundred and ten", "2.5 million"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from retold.language.lexicon import ENGLISH, Numerals, lexicon

# Digits with a decimal point, or with commas between thousands.
# A longer row of digits counts nothing; it is a key, a line of a table, or meant to harm.
MOST_DIGITS = 30

_DIGITS = re.compile(r"\d+(?:\.\d+)?|\d{1,3}(?:,\d{3})+(?:\.\d+)?")

# A scale of so much takes the rest that follows ("two hundred and ten"); tens take a unit ("twenty five").
HUNDRED, TEN = 100, 10


class Numeral(NamedTuple):
    """A number, how many words it takes, and whether one of them is a scale."""

    value: float
    words: int
    scaled: bool = False


def read_numeral(forms: Sequence[str], at: int = 0, *, language: str = ENGLISH) -> Numeral | None:
    """Read the cardinal number that begins with a word.

    Parameters
    ----------
    forms : sequence of str
        Words in lower case, hyphens taken apart ("twenty", "five").
    at : int
        The word it begins with.
    language : str
        Whose words they are.

    Returns
    -------
    Numeral or None
        ``value`` is 0 or more; None where no number begins, and for two numbers in a row ("two three").

    Raises
    ------
    ParameterError
        If the language has no folder.

    Examples
    --------
    >>> read_numeral("two hundred and ten thousand barges".split())
    Numeral(value=210000.0, words=5, scaled=True)
    >>> read_numeral("twenty five".split()).value, read_numeral(["2.5", "million"]).value, read_numeral(["rain"])
    (25.0, 2500000.0, None)
    """
    known = lexicon(language).numerals
    first = _at(forms, at)
    if first in known.ones and _at(forms, at + 1) in known.scales:
        return _scale(forms, at, at + 1, 1.0, known)
    if _DIGITS.fullmatch(first) and len(first) <= MOST_DIGITS:
        return _scale(forms, at, at + 1, float(first.replace(",", "")), known)
    below = _below_hundred(forms, at, known)
    if below is None:
        return None
    return _scale(forms, at, at + below.words, below.value, known)


def read_whole(form: str) -> int | None:
    """Return a word of digits as a number; None if it is something else, or a row of digits that is no number.

    Examples
    --------
    >>> read_whole("210"), read_whole("two"), read_whole("9" * 5000)
    (210, None, None)
    """
    return int(form) if form.isdecimal() and len(form) <= MOST_DIGITS else None


def _at(forms: Sequence[str], place: int) -> str:
    return forms[place] if 0 <= place < len(forms) else ""


def _below_hundred(forms: Sequence[str], at: int, known: Numerals) -> Numeral | None:
    """Read "seven", "twenty" and "twenty five"; None where two numbers stand in a row."""
    value = known.words.get(_at(forms, at))
    if value is None:
        return None
    unit = known.words.get(_at(forms, at + 1))
    if unit is None:
        return Numeral(float(value), 1)
    if value >= 2 * TEN and value % TEN == 0 and 0 < unit < TEN:
        return Numeral(float(value + unit), 2)
    return None


def _scale(forms: Sequence[str], at: int, place: int, value: float, known: Numerals) -> Numeral:
    """Take the scales that follow, and what follows a hundred."""
    begun = place
    while (scale := known.scales.get(_at(forms, place))) is not None:
        value, place = value * scale, place + 1
        skip = 1 if _at(forms, place) in known.joining else 0
        rest = _below_hundred(forms, place + skip, known) if scale == HUNDRED else None
        if rest is not None and rest.value:
            value, place = value + rest.value, place + skip + rest.words
    return Numeral(value, place - at, place > begun)


def take_scales(forms: Sequence[str], at: int, value: float, *, language: str = ENGLISH) -> Numeral:
    """Return a value with the scales that follow it, and how many words these take.

    Examples
    --------
    >>> take_scales(["hundred", "and", "ten"], 0, 2.0)
    Numeral(value=210.0, words=3, scaled=True)
    """
    return _scale(forms, at, at, value, lexicon(language).numerals)


def read_ordinal(form: str, *, language: str = ENGLISH) -> int | None:
    """Return the place in a row that a word says, None if it says none.

    Examples
    --------
    >>> read_ordinal("third"), read_ordinal("three")
    (3, None)
    """
    return lexicon(language).numerals.ordinals.get(form)


def read_fraction(forms: Sequence[str], at: int = 0, *, language: str = ENGLISH) -> Numeral | None:
    """Read "a third", "two thirds" and "half": a part of a whole, in 0..1.

    Examples
    --------
    >>> read_fraction(["two", "fifths"]), read_fraction(["half"]).value, read_fraction(["two", "men"])
    (Numeral(value=0.4, words=2, scaled=False), 0.5, None)
    """
    known = lexicon(language).numerals
    first, parts = _at(forms, at), known.fractions.get(_at(forms, at + 1))
    count = 1 if first in known.ones else known.words.get(first)
    if count and parts and count < parts:
        return Numeral(count / parts, 2)
    # Only a half stands without a count: "a third" is a part, "third" is a place in a row.
    return Numeral(1 / 2, 1) if known.fractions.get(first) == 2 else None
