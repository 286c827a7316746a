"""Tokens, as spans of the raw text: the one tokeniser that all stages count with."""

from __future__ import annotations

import re

Span = tuple[int, int]

# A token is a word with its inner hyphens and apostrophes ("don't", "military-industrial"), a number with
# its inner points and commas ("1,000.5"), or one sign. quanteda 4 splits in the same way, so counts compare.
TOKEN = re.compile(r"\d+(?:[.,]\d+)*\w*(?:-\w+)*|\w+(?:[-'’]\w+)*|[^\w\s]")


def token_spans(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """Return the spans of all tokens, signs included.

    Examples
    --------
    >>> ["It's 1,000 km."[a:b] for a, b in token_spans("It's 1,000 km.")]
    ["It's", '1,000', 'km', '.']
    """
    return [m.span() for m in TOKEN.finditer(text, start, len(text) if end is None else end)]


def count_words(text: str) -> int:
    """Return how many tokens begin with a letter or a digit; signs are not counted.

    Examples
    --------
    >>> count_words("It's 1,000 km.")
    3
    """
    return sum(1 for m in TOKEN.finditer(text) if m.group()[0].isalnum())
