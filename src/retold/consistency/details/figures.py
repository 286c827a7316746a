"""A number as it is written: digits, words, shares, ranges and round words, with the bounds of what it may mean."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from retold.consistency.details.plurals import is_plural
from retold.consistency.details.units import find_unit
from retold.language.clauses import Word, is_content
from retold.language.english.amounts import (
    A_FEW,
    AFTER_A_SHARE,
    COUPLE,
    FEW,
    HALF_OF,
    MANY_OF,
    NO_ORDER,
    OUT_OF,
    PAIR,
    SHARE_END,
    VAGUE_COUNTS,
)
from retold.language.english.numerals import FRACTIONS, NUMBER_WORDS, ORDINALS, SCALES
from retold.language.numerals import MOST_DIGITS, Numeral, read_numeral, read_ordinal, read_whole, take_scales

# "A hundred" and "two dozen" are round.
ROUND_WORDS = 0.1
# "A third" is as often said of 31 percent as of 35.
FRACTION_TOLERANCE = 0.1
# "Two in five": a share of no more than so many.
LARGEST_WHOLE = 100

# No number has more words.
MOST_WORDS = 12

# What may stand between two words of one number.
JOINTS = (" ", "-", "\u2011", "\u00a0", "\u202f")
DASHES = ("-", "\u2013", "\u2014")


class Figure(NamedTuple):
    """A number as it is written: value, the place after its last word, bounds, and how it is written.

    ``form`` is ``plain``, ``share``, ``vague``, ``range`` or ``ordinal``.
    """

    value: float
    after: int
    low: float
    high: float
    form: str


class Written(NamedTuple):
    """A place in a text at which a number may begin."""

    text: str
    words: Sequence[Word]
    at: int

    def form(self, step: int = 0) -> str:
        """Return the word so many places on, if it joins on to the one before it; else nothing."""
        place = self.at + step
        if not step:
            return self.words[place].form
        joins = place < len(self.words) and joined(self.text, self.words[place - 1], self.words[place])
        return self.words[place].form if joins else ""

    def forms(self) -> list[str]:
        """Return the words that join on to one another from here."""
        return list(itertools.takewhile(bool, (self.form(step) for step in range(MOST_WORDS))))


def joined(text: str, first: Word, second: Word) -> bool:
    """Say whether nothing but a space or a hyphen stands between two words."""
    return text[first.end : second.start] in JOINTS


def read_figure(text: str, words: Sequence[Word], at: int) -> Figure | None:
    """Read the number that begins with a word; None if it begins none.

    Examples
    --------
    >>> from retold.language.clauses import read_sentences
    >>> text = "two hundred and ten boats"
    >>> read_figure(text, read_sentences(text)[0].words, 0)
    Figure(value=210.0, after=4, low=210.0, high=210.0, form='plain')
    """
    if len(words[at].form) > MOST_DIGITS:
        return None
    return _first(READERS, Written(text, words, at))


def _first(rules: Mapping[str, Callable[[Written], Figure | None]], place: Written) -> Figure | None:
    return next((figure for rule in rules.values() if (figure := rule(place)) is not None), None)


def _exactly(value: float, after: int, form: str = "plain") -> Figure:
    return Figure(value, after, value, value, form)


def _loosely(figure: Figure, part: float = ROUND_WORDS) -> Figure:
    """Return "a hundred" with the slack that a count in round words has."""
    return figure._replace(low=figure.low * (1 - part), high=figure.high * (1 + part))


def _share(value: float, after: int) -> Figure:
    return _loosely(_exactly(value, after, "share"), FRACTION_TOLERANCE)


def _half_of(place: Written) -> Figure | None:
    return _share(0.5, place.at + 1) if place.form() == "half" and place.form(1) in HALF_OF else None


def _a_part(place: Written) -> Figure | None:
    """Read "a third"; "a half day" is none."""
    after, third = place.form(1), place.form(2)
    if place.form() not in ("a", "one") or after not in FRACTIONS or after == "halves":
        return None
    if after in ORDINALS and _counts_on(third):
        return None
    return _share(1 / FRACTIONS[after], place.at + 2) if after != "half" or third in ("of", "the") else None


def _counts_on(after: str) -> bool:
    """Say whether "a third" is the next one, as in "a third party" and "a third man", rather than a share."""
    if after in NO_ORDER:
        return True
    told_of = after.endswith("ed") or after in AFTER_A_SHARE
    return bool(after) and is_content(after) and not is_plural(after) and not told_of


def _parts(place: Written) -> Figure | None:
    """Read "two thirds"."""
    count, after = NUMBER_WORDS.get(place.form(), 0), place.form(1)
    if count <= 1 or after not in FRACTIONS or not after.endswith("s") or after == "halves":
        return None
    return _share(count / FRACTIONS[after], place.at + 2)


def _lone_half(place: Written) -> Figure | None:
    after = place.form(1)
    lone = place.form() == "half" and place.form(2) != "an" and after in SHARE_END
    return _share(0.5, place.at + 1) if lone else None


def _so_many_in(place: Written) -> Figure | None:
    """Read "two in five" and "two out of five"; "2 in 1990" is none."""
    out = (place.form(1), place.form(2)) == OUT_OF
    form, last = place.form(), 3 if out else 2
    third = place.form(last)
    part, whole = (NUMBER_WORDS.get(word) or read_whole(word) or 0 for word in (form, third))
    if (
        not (out or place.form(1) == "in")
        or not 0 < part < whole <= LARGEST_WHOLE
        or (len(third) == 4 and third.isdigit())
    ):
        return None
    return _exactly(part / whole, place.at + last + 1, "share")


SHARES = {
    "half of": _half_of,
    "a part": _a_part,
    "parts": _parts,
    "a lone half": _lone_half,
    "so many in": _so_many_in,
}


def _read_share(place: Written) -> Figure | None:
    """Read a share of something; "a quarter of a million" is the number that it makes."""
    share = _first(SHARES, place)
    if share is None:
        return None
    step = share.after - place.at
    scale = place.form(step + 2)
    if place.form(step) != "of" or place.form(step + 1) not in ("a", "one") or scale not in SCALES:
        return share
    value, low, high = (edge * SCALES[scale] for edge in (share.value, share.low, share.high))
    return Figure(value, share.after + 3, low, high, "plain")


def _tens_of(place: Written) -> Figure | None:
    many = place.form(2)
    if place.form() not in MANY_OF or place.form(1) != "of" or many not in VAGUE_COUNTS:
        return None
    low = MANY_OF[place.form()] * VAGUE_COUNTS[many][0] / 2
    return Figure(low, place.at + 3, low, 5 * low, "vague")


def _many(place: Written) -> Figure | None:
    if place.form() not in VAGUE_COUNTS:
        return None
    low, high = VAGUE_COUNTS[place.form()]
    return Figure(low, place.at + 1, low, high, "vague")


def _few(place: Written) -> Figure | None:
    """Read "a few dozen" and "several thousand"."""
    scale = SCALES.get(place.form(1))
    if place.form() not in A_FEW or scale is None:
        return None
    low, high = (edge * scale for edge in FEW)
    return Figure(low, place.at + 2, low, high, "vague")


def _half_a(place: Written) -> Figure | None:
    """Read "half a million", "half an hour" and "half a dozen"."""
    if place.form() != "half" or place.form(1) not in ("a", "an"):
        return None
    scale = place.form(2)
    if scale in SCALES:
        return _exactly(0.5 * SCALES[scale], place.at + 3)
    unit = find_unit([scale, scale + "s"]) or find_unit([scale + "s"])
    return _exactly(0.5, place.at + 2) if unit else None


def _pair_of(place: Written) -> Figure | None:
    if place.form() != "a" or place.form(1) not in ("pair", "couple") or place.form(2) != "of":
        return None
    low, high = (PAIR, PAIR) if place.form(1) == "pair" else COUPLE
    return Figure(low, place.at + 2, low, high, "plain")


def _a_scale(place: Written) -> Figure | None:
    """Read "a hundred" and "a hundred thousand", which are round, and "a hundred and ten", which is not."""
    if place.form() != "a" or place.form(1) not in SCALES:
        return None
    figure = _scaled(place, 1, 1.0)
    of_scales = all(word.form in SCALES for word in place.words[place.at + 1 : figure.after])
    dozens = "dozen" in [word.form for word in place.words[place.at + 1 : figure.after]]
    # Dozens have their slack already.
    return _loosely(figure) if of_scales and not dozens else figure


def _digits(place: Written) -> Figure | None:
    word, text = place.words[place.at], place.text
    if not word.form[0].isdigit():
        return None
    before, tail = text[max(0, word.start - 1) : word.start], text[word.end : word.end + 2]
    if re.match(r"(?:st|nd|rd|th)\b", tail):
        return _exactly(float(word.form), place.at + 2, "ordinal") if word.form.isdigit() else None
    if before.isalnum() or before in ("/", ":", ".", ",", "'", "\u2019"):
        return None
    if re.match(r"[/:]\d|[.,]\d", tail) or not re.fullmatch(r"\d+(?:\.\d+)?", word.form):
        return None
    return _scaled(place, 1, float(word.form))


def _ordinal(place: Written) -> Figure | None:
    """Read "third"; a second is a time, but for "the second"."""
    number = read_ordinal(place.form())
    if number is None:
        return None
    the = place.at and place.words[place.at - 1].form == "the"
    return _exactly(number, place.at + 1, "ordinal") if place.form() != "second" or the else None


def _in_words(place: Written) -> Figure | None:
    """Read "two hundred and ten" and "five and a half"; "two three" is no number."""
    forms = place.forms()
    if place.form() not in NUMBER_WORDS or place.form() == "zero":
        return None
    read = read_numeral(forms)
    if read is None:
        return None
    if forms[read.words : read.words + 3] == ["and", "a", "half"] and not read.scaled:
        return _scaled(place, read.words + 3, read.value + 0.5)
    dozens = "dozen" in forms[: read.words]
    figure = _exactly(read.value, place.at + read.words)
    return _loosely(figure) if dozens else figure


def _scaled(place: Written, step: int, value: float) -> Figure:
    """Take the scale words and the rest that follow: "2.5 | million", "a | hundred and ten"."""
    forms = place.forms()
    read: Numeral = take_scales(forms, step, value)
    figure = _exactly(read.value, place.at + step + read.words)
    return _loosely(figure) if forms[step : step + 1] == ["dozen"] else figure


PLAIN = {
    "half a": _half_a,
    "a pair of": _pair_of,
    "a scale": _a_scale,
    "digits": _digits,
    "ordinal": _ordinal,
    "in words": _in_words,
}
READERS = {"share": _read_share, "tens of": _tens_of, "many": _many, "a few": _few, **PLAIN}


def read_range(text: str, words: Sequence[Word], at: int, first: Figure) -> Figure | None:
    """Read "14 to 16", "14-16" and "between 14 and 16" as one number with two bounds."""
    place = first.after
    if first.form != "plain" or place >= len(words):
        return None
    gap, joiner = text[words[place - 1].end : words[place].start], words[place].form
    if gap in DASHES:
        begins = place if words[place].form[0].isdigit() else len(words)
    elif joiner == "to" or (joiner == "and" and at and words[at - 1].form == "between"):
        begins = place + 1
    else:
        return None
    second = _first(PLAIN, Written(text, words, begins)) if begins < len(words) else None
    if second is None or second.form != "plain":
        return None
    least = first.value * _shared_scale(words, first, second)
    return Figure(least, second.after, least, second.value, "range") if least < second.value else None


def _shared_scale(words: Sequence[Word], first: Figure, second: Figure) -> float:
    """Return the scale that "2 to 3 million" gives to both ends; 1 where the first stands for itself."""
    own, last = words[first.after - 1].form, words[second.after - 1].form
    scale = SCALES.get(last, 1)
    # "900 to one thousand" is no range of thousands.
    return scale if own not in SCALES and first.value * scale < second.value else 1
