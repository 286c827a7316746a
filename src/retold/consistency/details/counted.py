"""What a number counts: the plural after it, what befell them, a currency that no list knows, its subject, or nothing that is told."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from retold.consistency.details.figures import JOINTS, Figure
from retold.consistency.details.plurals import is_plural, plural_of
from retold.language.clauses import Word, is_content
from retold.language.english.amounts import (
    AFTER_BARE,
    AND_OR,
    BEFALLEN,
    EXACTLY,
    NO_COMPOUND,
    NO_UNIT,
    OF_A_WHOLE,
    OTHERS,
    THEM,
)
from retold.language.english.numerals import NUMBER_WORDS
from retold.language.english.told_numbers import (
    AT_A_BOUND,
    BESIDE_A_VERB,
    BETWEEN,
    IS_SO_MANY,
    MEETING,
    MOVING,
    NUMBER_OF,
    OF_PLACE,
    ONE_OF_MANY,
    TO,
    TOLLS,
)

HYPHENS = frozenset(JOINTS[1:3])

# A bare number ("some thirty were saved") must be of some size.
LEAST_BARE = 3
# From here on a word after a number may be a currency that no list knows ("90,000 skell").
LEAST_UNKNOWN_UNIT = 1000
# How many words a number and what it counts may stand apart, and of "of the" between them.
COUNTED_WITHIN, MOST_BETWEEN = 4, 2

# So many words may stand between a verb and its number ("have fallen in recent years, to 400,000"), and in its subject.
TOLD_WITHIN, SUBJECT_WITHIN = 6, 12
# A phrase with a preposition has so many words at most: "in the northern districts".
PHRASE_WITHIN = 4


class Counted(NamedTuple):
    """What a number counts, the words between, the last word that belongs to the detail, None for that of the number.

    ``subject`` is the word that says it, where that may stand in another clause: before the verb, or behind an "and".
    """

    what: str
    between: tuple[str, ...] = ()
    last: Word | None = None
    subject: Word | None = None


class Beside(NamedTuple):
    """A number and the words after it: of the things that it may count, and the first function word behind these."""

    words: Sequence[Word]
    at: int
    figure: Figure
    things: Sequence[Word]
    after: str
    approximate: bool
    place: int
    joint: str
    other: str

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
    # "Thirty other towns" counts towns, but not all of them.
    direct = place == figure.after and len(following) > 1 and is_content(following[1].form)
    other = OTHERS.get(following[0].form, "") if direct else ""
    following = following[1:] if other else following
    things = list(itertools.takewhile(lambda word: is_content(word.form), following))
    after = following[len(things)].form if len(things) < len(following) else ""
    joint = text[words[place - 1].end : words[place].start] if place < len(words) else ""
    return Beside(words, at, figure, things, after, approximate, place, joint, other)


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
            between = [beside.other] if beside.other else []
            return Counted(word.form, (*between, *(one.form for one in beside.things[:number])), word)
    return None


def _compound(beside: Beside) -> Counted | None:
    """Find "a nine-member board" and "a 25-page letter"."""
    first, second = [*beside.things[:2], None, None][:2]
    if first is None or second is None or beside.joint not in HYPHENS or beside.figure.form != "plain":
        return None
    if is_plural(first.form) or first.form in NO_COMPOUND or first.form.endswith("ed"):
        return None
    return Counted(plural_of(first.form), last=first)


def _of_two_kinds(beside: Beside) -> Counted | None:
    """Find "4,300 Holm and Lund shops" and "three state and local officials"."""
    if not beside.direct or not beside.things or beside.after not in AND_OR or beside.figure.value == 1:
        return None
    joins = beside.words.index(beside.things[-1]) + 1
    kinds = list(
        itertools.takewhile(
            lambda word: is_content(word.form), beside.words[joins + 1 : joins + 1 + COUNTED_WITHIN]
        )
    )
    at = next((at for at, word in enumerate(kinds) if at and is_plural(word.form) and not word.name), None)
    if at is None:
        return None
    between = [*beside.things, *kinds[:at]]
    return Counted(kinds[at].form, tuple(word.form for word in between), kinds[at], kinds[at])


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


def _of_its_subject(beside: Beside) -> Counted | None:
    """Find "arrests fell to 400", "the crowd reached 900" and "the sample was only 238"."""
    if not beside.direct or beside.things or beside.figure.value < LEAST_BARE or beside.other:
        return None
    verb = _verb_before(beside.words, beside.at)
    subject = _subject(beside.words, verb) if verb is not None else None
    return None if subject is None else Counted(TOLLS.get(subject.form, subject.form), subject=subject)


def _verb_before(words: Sequence[Word], at: int) -> int | None:
    """Return the place of the verb that tells how many its subject are, if one does."""
    place = at - 1
    # "At least 400" is so many, "stood at 400" tells of what.
    while place >= 0 and (words[place].form in BETWEEN or _begins_a_bound(words, place)):
        place -= 1
    if place < 0:
        return None
    if words[place].form in MEETING | IS_SO_MANY:
        return place
    if words[place].form not in TO:
        return None
    moving = (step for step in range(place - 1, max(-1, place - 1 - TOLD_WITHIN), -1))
    return next((step for step in moving if words[step].form in MOVING), None)


def _begins_a_bound(words: Sequence[Word], at: int) -> bool:
    """Say whether a word begins "at least" or "at most"."""
    return tuple(word.form for word in words[at : at + 2]) in AT_A_BOUND


def _subject(words: Sequence[Word], verb: int) -> Word | None:
    """Return the noun that a verb tells the number of; none where that is a name, a pronoun, or one of many."""
    last = verb - 1
    while last >= 0 and (words[last].form in BESIDE_A_VERB or words[last].form.endswith("ly")):
        last -= 1
    first = max(0, last - SUBJECT_WITHIN)
    # "Arrests at the border" are arrests, "the number of jobs" is that of jobs.
    while last >= first:
        phrase = range(last - 1, max(first - 1, last - 1 - PHRASE_WITHIN), -1)
        joins = next((step for step in phrase if words[step].form in OF_PLACE), None)
        if joins is None or (joins and words[joins].form == "of" and words[joins - 1].form in NUMBER_OF):
            break
        last = joins - 1
    if last < first or words[last].name or not is_content(words[last].form):
        return None
    form = words[last].form
    told = form in ONE_OF_MANY if words[verb].form in IS_SO_MANY else is_plural(form) or form in ONE_OF_MANY
    return words[last] if told else None


def _bare(beside: Beside) -> Counted | None:
    """Find "some thirty were saved"."""
    bare = beside.direct and not beside.things and beside.figure.value >= LEAST_BARE
    return Counted("") if bare and (beside.after in AFTER_BARE or beside.approximate) else None


#: How it is found what a number counts, in this order.
COUNTS: dict[str, Callable[[Beside], Counted | None]] = {
    "a compound": _compound,
    "a plural": _plural,
    "of two kinds": _of_two_kinds,
    "of them": _of_them,
    "befallen": _befallen,
    "an unlisted unit": _unlisted_unit,
    "its subject": _of_its_subject,
    "bare": _bare,
}


def read_counted(beside: Beside) -> Counted | None:
    """Return what a number counts, None if it counts nothing."""
    if any(rule(beside) for rule in REFUSED.values()):
        return None
    found = next((told for rule in COUNTS.values() if (told := rule(beside)) is not None), None)
    # "Thousands of them" may be any.
    return None if found is not None and beside.figure.form == "vague" and not found.what else found
