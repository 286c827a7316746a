"""Numbers, fractions and percentages as one word each, whether they are written in digits or in words."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from retold.language.english.shares import (
    DOZEN,
    DOZEN_WORD,
    NO_ORDINALS,
    OF_WHAT,
    ONE,
    PER_CENT,
    PERCENT,
    SCALES,
    SHARES,
)
from retold.language.numerals import read_whole
from retold.language.words import Token

_TEN, _HUNDRED = 10, 100
_NUMBER = re.compile(r"\d+(?:\.\d+)?%?")
_PARTED = re.compile(r"[  \u2009\u202f]")


def is_number(form: str) -> bool:
    """Say whether a word is a number or a percentage.

    Examples
    --------
    >>> is_number("45000"), is_number("67%"), is_number("tons")
    (True, True, False)
    """
    return _NUMBER.fullmatch(form) is not None


def read_numbers(tokens: Sequence[Token], text: str) -> list[Token]:
    """Join the words of one number: forty five, six hundred, 45 000, two dozen.

    Examples
    --------
    >>> from retold.language.words import split_words
    >>> text = "six hundred and two dozen"
    >>> [word.form for word in read_numbers(split_words(text), text)]
    ['600', 'and', '24']
    """
    read: list[Token] = []
    for word in tokens:
        last = read[-1] if read else None
        joined = _join_number(last, word, text) if last is not None else None
        if joined is None:
            read.append(word)
        else:
            read[-1] = joined
    return read


def _join_number(last: Token, word: Token, text: str) -> Token | None:
    between = text[last.end : word.start]
    spelled = text[word.start : word.start + 1].isalpha()
    value: int | None = None
    if word.form == DOZEN_WORD:
        many = read_whole(last.form)
        value = DOZEN * (1 if many is None else many)
        return Token(str(value), last.start, word.end) if last.form.isdigit() or last.form == ONE else None
    number = read_whole(last.form)
    if number is None:
        return None
    if word.form in SCALES and between.strip("- ") == "":
        value = number * SCALES[word.form]
    elif word.form.isdigit() and spelled and text[last.start].isalpha() and between in ("-", " ", "‑"):
        low = read_whole(word.form) or 0
        fits = (number % _HUNDRED == 0 and low < _HUNDRED) or (number % _TEN == 0 and low < _TEN)
        value = number + low if fits and number >= 2 * _TEN else None
    elif word.form.isdigit() and _PARTED.fullmatch(between) and word.end - word.start == len("000"):
        # Thousands set apart by a blank; a year before a number would have four digits.
        value = int(last.form + word.form) if last.end - last.start <= len("000") else None
    return None if value is None else Token(str(value), last.start, word.end)


class Place(NamedTuple):
    """A word in its text: what was read before it, the word, and the form of the next one ("" at the end)."""

    read: Sequence[Token]
    word: Token
    following: str
    text: str

    @property
    def number(self) -> Token | None:
        """The number or percentage right before the word, None where there is none."""
        return self.read[-1] if self.read and is_number(self.read[-1].form) else None

    @property
    def beside(self) -> Token | None:
        """The word before, if nothing but a blank or a hyphen stands between."""
        last = self.read[-1] if self.read else None
        return last if last and self.text[last.end : self.word.start] in (" ", "-") else None


class Reading(NamedTuple):
    """What a rule makes of a word: how many words before it are part of it, and what is read, None for nothing."""

    taken: int
    token: Token | None


def percent_word(place: Place) -> Reading | None:
    """Read "33 percent", and the second word of "33 per cent"."""
    number, form = place.number, place.word.form
    if number and (form == PERCENT or (form == PER_CENT[1] and len(place.read) > 1)):
        return Reading(1, Token(f"{number.form}%", number.start, place.word.end))
    return None


def first_of_per_cent(place: Place) -> Reading | None:
    """Pass over the first word of "per cent"."""
    if place.number and (place.word.form, place.following) == PER_CENT:
        return Reading(0, None)
    return None


def fraction(place: Place) -> Reading | None:
    """Read "a third of", "2 thirds of", "half the", and not "the third of June"."""
    word, last = place.word, place.read[-1] if place.read else None
    if word.form not in SHARES or place.following not in OF_WHAT:
        return None
    if not (word.form in NO_ORDINALS or (last and _counts(last))):
        return None
    counted = place.beside if place.beside and _counts(place.beside) else None
    whole = read_whole(counted.form) if counted else None
    parts = 1 if whole is None else whole
    share = Token(f"{round(_HUNDRED * parts * SHARES[word.form])}%", (counted or word).start, word.end)
    return Reading(int(counted is not None), share)


def _counts(word: Token) -> bool:
    return word.form == ONE or word.form.isdigit()


def percent_sign(place: Place) -> Reading | None:
    """Read "33 %" and "33%"."""
    word, text = place.word, place.text
    if word.form.isdigit() and text[word.end : word.end + 2].strip().startswith("%"):
        return Reading(0, Token(f"{word.form}%", word.start, text.index("%", word.end) + 1))
    return None


# The first rule that reads a word counts; a word that none reads stays as it is.
SHARE_RULES: tuple[Callable[[Place], Reading | None], ...] = (
    percent_word,
    first_of_per_cent,
    fraction,
    percent_sign,
)


def read_shares(tokens: Sequence[Token], text: str) -> list[Token]:
    """Write fractions and percentages as one word: a third of, 33 percent, 33 %.

    Examples
    --------
    >>> from retold.language.words import split_words
    >>> text = "a third of the 33 percent"
    >>> [word.form for word in read_shares(split_words(text), text)]
    ['33%', 'of', 'the', '33%']
    """
    read: list[Token] = []
    for i, word in enumerate(tokens):
        following = tokens[i + 1].form if i + 1 < len(tokens) else ""
        place = Place(read, word, following, text)
        found = next((told for rule in SHARE_RULES if (told := rule(place))), Reading(0, word))
        if found.taken:
            del read[-found.taken :]
        if found.token:
            read.append(found.token)
    return read
