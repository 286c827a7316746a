"""What a number counts: the plural after it, what befell them, a currency that no list knows, or nothing that is told."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from retold.consistency.details.figures import JOINTS, Figure
from retold.consistency.details.plurals import is_plural
from retold.language.clauses import Word, is_content
from retold.language.english.amounts import (
    AFTER_BARE,
    BEFALLEN,
    EXACTLY,
    NO_UNIT,
    OF_A_WHOLE,
    THEM,
)
from retold.language.english.numerals import NUMBER_WORDS

# A bare number ("some thirty were saved") must be of some size.
LEAST_BARE = 3
# From here on a word after a number may be a currency that no list knows ("90,000 skell").
LEAST_UNKNOWN_UNIT = 1000
# How many words a number and what it counts may stand apart, and of "of the" between them.
COUNTED_WITHIN, MOST_BETWEEN = 4, 2


class Counted(NamedTuple):
    """What a number counts, the words between, and the last word that belongs to the detail, None for that of the number."""

    what: str
    between: tuple[str, ...] = ()
    last: Word | None = None


class Beside(NamedTuple):
    """A number and the words after it: of the things that it may count, and the first function word behind these."""

    words: Sequence[Word]
    at: int
    figure: Figure
    things: Sequence[Word]
    after: str
    approximate: bool
    place: int

    @property
    def direct(self) -> bool:
        """Whether no "of the" stands between."""
        return self.place == self.figure.after

    @property
    def before(self) -> str:
        """The word before the number."""
        return self.words[self.at - 1].form if self.at else ""


def look_beside(text: str, words: Sequence[Word], at: int, figure: Figure, *, approximate: bool) -> Beside:
    """Read the words after a number."""
    place = figure.after
    while place < min(len(words), figure.after + MOST_BETWEEN) and words[place].form in OF_A_WHOLE:
        place += 1
    following = run(text, words[place - 1].end, words[place : place + COUNTED_WITHIN])
    if place > figure.after and following and following[0].form[0].isdigit():
        following = following[1:]  # "2,000 of 9,000 jobs" counts jobs
    things = list(itertools.takewhile(lambda word: is_content(word.form), following))
    after = following[len(things)].form if len(things) < len(following) else ""
    return Beside(words, at, figure, things, after, approximate, place)


def run(text: str, end: int, following: Sequence[Word]) -> list[Word]:
    """Return the words that follow a place with nothing but a space or a hyphen between."""
    found = []
    for word in following:
        if text[end : word.start] not in (*JOINTS, ""):
            break
        found.append(word)
        end = word.end
    return found


def _is_lone_one(beside: Beside) -> bool:
    """Say whether it is "one", which counts only after "just"."""
    is_one = beside.words[beside.at].form in ("one", "1") and beside.figure.value == 1
    return is_one and beside.before not in EXACTLY


def _may_be_year(beside: Beside) -> bool:
    form = beside.words[beside.at].form
    year = bool(re.fullmatch(r"(?:1[5-9]|20)\d\d", form)) and bool(int(form) % 100)
    return year and beside.figure.after == beside.at + 1


#: What is no count, by name.
REFUSED: dict[str, Callable[[Beside], bool]] = {"a lone one": _is_lone_one, "may be a year": _may_be_year}


def _plural(beside: Beside) -> Counted | None:
    """Find "14 coastal towns", and "just one call"."""
    for number, word in enumerate(beside.things):
        plural = is_plural(word.form) or (word.name and word.form.endswith("s"))
        if plural or beside.figure.value == 1:
            return Counted(word.form, tuple(one.form for one in beside.things[:number]), word)
    return None


def _of_them(beside: Beside) -> Counted | None:
    """Find "four of them" and "three of the seven": what they are stands elsewhere."""
    if beside.direct or beside.words[beside.figure.after].form != "of":
        return None
    them = beside.after in THEM or beside.words[beside.place - 1].form in THEM
    of_number = bool(beside.things) and beside.things[0].form in NUMBER_WORDS
    # "Three of 9 left".
    of_number |= beside.place < len(beside.words) and beside.words[beside.place].form[0].isdigit()
    return Counted("") if them or of_number else None


def _befallen(beside: Beside) -> Counted | None:
    """Find "27 injured"."""
    if not beside.direct or not beside.things or beside.things[0].form not in BEFALLEN:
        return None
    return Counted(beside.things[0].form, last=beside.things[0])


def _unlisted_unit(beside: Beside) -> Counted | None:
    """Find "90,000 skell"; "thousands fled" names no unit."""
    if not beside.direct or len(beside.things) != 1 or beside.figure.form == "vague":
        return None
    unit = beside.things[0]
    known = beside.figure.value >= LEAST_UNKNOWN_UNIT and unit.form not in NO_UNIT and unit.form.isalpha()
    return Counted(unit.form, last=unit) if known else None


def _bare(beside: Beside) -> Counted | None:
    """Find "some thirty were saved"."""
    bare = beside.direct and not beside.things and beside.figure.value >= LEAST_BARE
    return Counted("") if bare and (beside.after in AFTER_BARE or beside.approximate) else None


#: How it is found what a number counts, in this order.
COUNTS: dict[str, Callable[[Beside], Counted | None]] = {
    "a plural": _plural,
    "of them": _of_them,
    "befallen": _befallen,
    "an unlisted unit": _unlisted_unit,
    "bare": _bare,
}


def read_counted(beside: Beside) -> Counted | None:
    """Return what a number counts, None if it counts nothing."""
    if any(rule(beside) for rule in REFUSED.values()):
        return None
    found = next((told for rule in COUNTS.values() if (told := rule(beside)) is not None), None)
    # "Thousands of them" may be any.
    return None if found is not None and beside.figure.form == "vague" and not found.what else found
