"""Places: names after "in", "at" and "near". No gazetteer is used; what is a place is known by its preposition alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from retold.consistency.details.plurals import is_plural
from retold.consistency.details.units import UNITS
from retold.language.clauses import Sentence, Word, clause_of
from retold.language.english.calendar import CALENDAR_NAMES, DETERMINERS
from retold.language.english.documents import DOCUMENTS
from retold.language.english.places import (
    ABOUT,
    AT_A_PLACE,
    BEFORE_A_TOPIC,
    ON_A_TOPIC,
    OPENING_TOPICS,
)
from retold.language.english.slots import WITHOUT_CONTEXT
from retold.language.persons import letters_apart

# "St. Anne".
_ABBREVIATION = 2
# "In NATO" is in an alliance.
_LETTERS_OF_ACRONYM = 3
MOST_NAME_WORDS = 3
# Two names of which the shorter differs from the longer in so few letters are spellings of one.
SPELLING_LETTERS = 2
SHORTEST_SPELLING = 5


# Words of a time or of a measure.
_NO_TOPIC = WITHOUT_CONTEXT | UNITS.keys()

# A topic has so many words before the place in it: "about the old and new tensions near".
MOST_TOPIC_WORDS = 5


class Place(NamedTuple):
    """A place: where it stands, its name in lower case, and the words that name it."""

    start: int
    end: int
    value: str


def find_places(text: str, sentence: Sentence) -> list[Place]:
    """Return the places that a sentence names.

    Examples
    --------
    >>> from retold.language.clauses import read_sentences
    >>> text = "In March they met in Old Valdora, at the harbour."
    >>> [found.value for found in find_places(text, read_sentences(text)[0])]
    ['old valdora']
    """
    return list(_iter_places(text, sentence))


def _iter_places(text: str, sentence: Sentence) -> Iterator[Place]:
    words = sentence.words
    for at, word in enumerate(words[:-1]):
        if word.form not in AT_A_PLACE or not _near(text, words, at):
            continue
        first = last = at + 1
        while (
            last < len(words)
            and last - first < MOST_NAME_WORDS
            and text[words[last].start].isupper()
            and (last == first or _near(text, words, last - 1))
        ):
            last += 1
        own = words[first:last]
        if own and _is_numbered(text, words, last):
            continue
        after = words[last].form if last < len(words) and _near(text, words, last - 1) else ""
        # A possessive ("in Olsen's view") and a document ("in the Treaty") are no places.
        if own and not _is_other(text, own, after) and not _is_in_a_topic(sentence, at):
            yield Place(own[0].start, own[-1].end, " ".join(w.form for w in own))


def _is_in_a_topic(sentence: Sentence, at: int) -> bool:
    """Say whether the place after a preposition is that of what is talked about: "about the tensions near Holm"."""
    words, clause = sentence.words, clause_of(sentence, sentence.words[at].start)
    for first in range(at - 2, max(-1, at - MOST_TOPIC_WORDS - 2), -1):
        if clause_of(sentence, words[first].start) != clause:
            return False
        topic = [word.form for word in words[first + 1 : at]]
        if _opens_a_topic(words[first - 1].form if first else "", words[first].form, topic):
            return True
    return False


def _opens_a_topic(before: str, opener: str, topic: list[str]) -> bool:
    # "Discussed the fire in Holm at Hadley": the second place is not the topic's.
    if AT_A_PLACE & set(topic):
        return False
    if opener in OPENING_TOPICS:
        return True
    # "About 40 boats", "about a mile", "spoke of it at noon", "talks on Monday".
    if topic[0] == "to" or any(form[0].isdigit() or form in _NO_TOPIC for form in topic):
        return False
    if opener in BEFORE_A_TOPIC:
        return before in BEFORE_A_TOPIC[opener]
    return opener == ABOUT or (opener == "on" and before in ON_A_TOPIC and topic[0] in DETERMINERS)


def _near(text: str, words: list[Word], at: int) -> bool:
    gap = text[words[at].end : words[at + 1].start]
    return gap == " " or (gap == ". " and len(words[at].form) <= _ABBREVIATION)


def _is_numbered(text: str, words: list[Word], at: int) -> bool:
    """Say whether a number belongs to the name before it: "in Section 4"; "in Holm 90 houses" counts houses."""
    if at >= len(words) or not words[at].form[0].isdigit() or not _near(text, words, at - 1):
        return False
    return at + 1 >= len(words) or not is_plural(words[at + 1].form)


def _is_other(text: str, own: list[Word], after: str) -> bool:
    forms = {word.form for word in own}
    possessive = any(mark in text[own[-1].start : own[-1].end] for mark in "'\u2019")
    # "In U.S. waters" names no U, and an initial is that of a person.
    if any(word.end - word.start == 1 and text[word.end : word.end + 1] == "." for word in own):
        return True
    written = text[own[0].start : own[0].end]
    if written.isupper() and len(written) >= _LETTERS_OF_ACRONYM:
        return True
    return bool(forms & CALENDAR_NAMES) or bool(forms & DOCUMENTS.keys()) or after in DOCUMENTS or possessive


def same_place(a: str, b: str) -> bool:
    """Say whether two names may be one: spelled a little differently, or one part of the other.

    Examples
    --------
    >>> same_place("valdora", "waldora"), same_place("old valdora", "valdora"), same_place("valdora", "hadley")
    (True, True, False)
    """
    if set(a.split()) <= set(b.split()) or set(b.split()) <= set(a.split()):
        return True
    return min(len(a), len(b)) >= SHORTEST_SPELLING and letters_apart(a, b) <= SPELLING_LETTERS
