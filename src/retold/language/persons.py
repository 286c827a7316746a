"""Persons with what they are: "Ann Olsen, a former official"; and a surname that nobody introduced, a letter off one that was."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from retold.language.clauses import FUNCTION_WORDS, Sentence, Word
from retold.language.english.calendar import CALENDAR_NAMES, DETERMINERS
from retold.language.english.persons import AFTER_A_NAME, ALSO_CALENDAR, FORMER, ROLES, TITLES_OF_ROLES

# "Ann B. Olsen Lund" has so many words at most, and a person is described in so many words beside the name.
MOST_NAME_WORDS, DESCRIBED_WITHIN = 4, 7

# A slip of the pen changes so many letters of a name that has at least so many.
SLIP_LETTERS, SHORTEST_SLIP = 1, 5

# A surname alone is that of somebody who was named so many sentences before.
NAMED_WITHIN = 3

FULL_NAME, SURNAME = "full name", "surname"


class Person(NamedTuple):
    """A person in a text: where the name stands, in lower case without initials, what the person is, whether no more.

    ``bodies`` are the names before the role ("Harbour Board" in "Harbour Board official"); ``title`` says that the role has a
    capital: titles are kept by courtesy. ``measure`` says whether the full name is given, or a surname alone that the article
    does not introduce.
    """

    start: int
    end: int
    value: str
    role: str
    bodies: tuple[str, ...]
    former: bool
    title: bool
    measure: str = FULL_NAME


def find_persons(text: str, sentences: Sequence[Sentence]) -> list[Person]:
    """Return the persons of a text who are called something, and surnames that are slips of theirs, in order.

    Examples
    --------
    >>> from retold.language.clauses import read_sentences
    >>> text = "It hit harbour official Ann Olsen and Jan Lund, a former mayor. Olson was hurt."
    >>> for found in find_persons(text, read_sentences(text)):
    ...     print(found.value, found.role, found.former, found.measure)
    ann olsen official False full name
    jan lund mayor True full name
    olson official False surname
    """
    named = [person for sentence in sentences for person in _described(text, sentence)]
    return sorted([*named, *_slips(text, sentences, named)])


def _described(text: str, sentence: Sentence) -> Iterator[Person]:
    words, at = sentence.words, 0
    while at < len(words):
        last = _run_end(text, words, at)
        if last > at + 1 and (found := _read_person(text, words, at, last)) is not None:
            yield found
        at = max(last, at + 1)


def _run_end(text: str, words: Sequence[Word], at: int) -> int:
    """Return where a run of words with capitals ends; ``at`` where there is none."""
    last = at
    while last < len(words) and _is_capital(text, words[last]):
        if last > at and not _joined(text, words[last - 1], words[last]):
            break
        last += 1
    return last


def _is_capital(text: str, word: Word) -> bool:
    if not text[word.start].isupper():
        return False
    stopped = text[word.end : word.end + 1] == "."
    if word.form in ALSO_CALENDAR:
        return not stopped
    # "A." is an initial.
    return (stopped and word.end - word.start == 1) or word.form not in FUNCTION_WORDS | CALENDAR_NAMES


def _joined(text: str, one: Word, other: Word) -> bool:
    gap = text[one.end : other.start]
    return gap == " " or (gap == ". " and (one.end - one.start == 1 or one.form in TITLES_OF_ROLES))


def _read_person(text: str, words: Sequence[Word], first: int, last: int) -> Person | None:
    """Read a run of words with capitals as a person who is called something; None if it is no such."""
    titles = [at for at in range(first, last - 1) if _role(words[at])]
    name = titles[-1] + 1 if titles else first
    place = name - 1 if titles else _role_before(text, words, first)
    place = place if place is not None else _role_after(text, words, last)
    own = [word for word in words[name:last] if len(word.form) > 1]
    if place is None or not 1 < len(own) <= MOST_NAME_WORDS or _role(own[-1]):
        return None
    said = _noun_phrase(text, words, place)
    bodies = sorted(word.form for word in said if _is_capital(text, word))
    return Person(
        own[0].start, own[-1].end, " ".join(word.form for word in own), _role(words[place]), tuple(bodies),
        any(word.form in FORMER for word in said), text[words[place].start].isupper(),
    )  # fmt: skip


def _role(word: Word) -> str:
    """Return the role that a word names, none for any other word."""
    return TITLES_OF_ROLES.get(word.form) or (word.form if word.form in ROLES else "")


def _role_before(text: str, words: Sequence[Word], first: int) -> int | None:
    """Return the place of the role in "harbour official Ann Olsen"."""
    before = first - 1
    return before if first and _role(words[before]) and _joined(text, words[before], words[first]) else None


def _role_after(text: str, words: Sequence[Word], last: int) -> int | None:
    """Return the place of the role in "Ann Olsen, a former senior official"."""
    end, sign = words[last - 1].end, ", "
    for at in range(last, min(last + DESCRIBED_WITHIN, len(words))):
        if text[end : words[at].start] != sign:
            return None
        if _role(words[at]):
            return at
        end, sign = words[at].end, " "
    return None


def _noun_phrase(text: str, words: Sequence[Word], place: int) -> list[Word]:
    """Return the words that stand before a role and belong to it."""
    found: list[Word] = []
    for at in range(place - 1, max(-1, place - DESCRIBED_WITHIN), -1):
        gap = text[words[at].end : words[at + 1].start]
        if gap not in (" ", "-") or words[at].form in FUNCTION_WORDS:
            break
        found.append(words[at])
    return found


def _slips(text: str, sentences: Sequence[Sentence], named: Sequence[Person]) -> Iterator[Person]:
    """Yield surnames alone that nobody in the text has, a letter off a name of somebody mentioned just before."""
    known = {word.form for sentence in sentences for word in _in_runs(text, sentence.words)}
    for number, sentence in enumerate(sentences):
        before = sentences[max(0, number - NAMED_WITHIN) : number]
        lately = {word.form for near in before for word in near.words}
        for at, word in enumerate(sentence.words[:-1]):
            if word.form in known or not _is_alone(text, sentence.words, at):
                continue
            meant = (
                person for person in named if person.start < word.start and is_slip(word.form, person.value)
            )
            found = next((person for person in meant if person.value.split()[-1] in lately), None)
            if found:
                yield found._replace(start=word.start, end=word.end, value=word.form, measure=SURNAME)


def _in_runs(text: str, words: Sequence[Word]) -> Iterator[Word]:
    """Yield the words that stand in runs of capitals."""
    for one, other in itertools.pairwise(words):
        if _is_capital(text, one) and _is_capital(text, other) and _joined(text, one, other):
            yield from (one, other)


def _is_alone(text: str, words: Sequence[Word], at: int) -> bool:
    """Say whether a name stands by itself before a verb: "the Olsens were" and "Old Olsen was" do not."""
    after = words[at + 1]
    alone = at == 0 or not (
        words[at - 1].form in DETERMINERS
        or (text[words[at - 1].end : words[at].start] == " " and text[words[at - 1].start].isupper())
    )
    return (
        alone
        and _is_capital(text, words[at])
        and after.form in AFTER_A_NAME
        and _joined(text, words[at], after)
    )


def is_slip(form: str, name: str) -> bool:
    """Say whether a word is a slip of the pen for a part of a name.

    Examples
    --------
    >>> is_slip("olsson", "ann olson"), is_slip("lund", "jan lunds")
    (True, False)
    """
    return any(
        min(len(form), len(part)) >= SHORTEST_SLIP
        and form[0] == part[0]
        and letters_apart(form, part) == SLIP_LETTERS
        for part in name.split()
    )


def letters_apart(a: str, b: str) -> int:
    """Return how many letters must be changed to make one name of the other; two that change places are one change.

    Examples
    --------
    >>> letters_apart("lund", "lundt"), letters_apart("priebe", "preibe")
    (1, 1)
    """
    from rapidfuzz.distance import OSA

    return int(OSA.distance(a, b))
