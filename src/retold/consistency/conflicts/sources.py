"""Whose figure it is: two claims of two speakers disagree as sources do, not as reports."""

from __future__ import annotations

import re

from retold.consistency.details.detail import Detail
from retold.language.clauses import FUNCTION_WORDS
from retold.language.english.persons import ROLES, TITLES_OF_ROLES

# Words with a capital that name nobody: the first word of "The ministry", and titles.
_NAME = re.compile(r"\b[^\W\d_][^\W\d_]+")


def say_sources(a: Detail, b: Detail, one: str, other: str) -> str:
    """Say in words that two details are claims of two named speakers; empty if that is not known.

    Parameters
    ----------
    a, b : Detail
        Two details.
    one, other : str
        Their values, as they are to be shown.
    """
    if not is_of_two_speakers(a.speaker, b.speaker):
        return ""
    return f"two sources, not two reports: {a.speaker} says {one}, {b.speaker} says {other}"


def is_of_two_speakers(a: str, b: str) -> bool:
    """Say whether two descriptions of speakers name two: by names of which they share none.

    Examples
    --------
    >>> is_of_two_speakers("Mayor Ann Olsen", "Lund"), is_of_two_speakers("Mr. Lund", "Jan Lund, a farmer")
    (True, False)
    >>> is_of_two_speakers("she", "Lund"), is_of_two_speakers("officials", "Lund")
    (False, False)
    """
    one, other = names_of(a), names_of(b)
    return bool(one and other) and not one & other


def names_of(speaker: str) -> frozenset[str]:
    """Return the names in a description of a speaker: words with a capital that are no title, and no article or pronoun."""
    words = [match.group() for match in _NAME.finditer(speaker) if match.group()[0].isupper()]
    return frozenset(
        word.lower() for word in words if word.lower() not in ROLES | TITLES_OF_ROLES.keys() | FUNCTION_WORDS
    )
