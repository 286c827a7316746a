"""Tokens, as spans of the raw text: the one tokeniser that all stages count with."""

from __future__ import annotations

import re
import unicodedata

Span = tuple[int, int]

# Signs inside a word that are no letters to Python: combining accents (a text in NFD), the vowel signs of Hebrew,
# Arabic, the Indic scripts and Thai, soft hyphens and the marks without width.
JOINED = (
    "\u00ad\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0670\u0900-\u0903\u093a-\u094f\u0962\u0963"
    "\u0980-\u0983\u09bc-\u09cd\u0a3c-\u0a4d\u0b3c-\u0b57\u0bbe-\u0bcd\u0c3e-\u0c4d\u0cbc-\u0ccd\u0d3e-\u0d4d\u0e31"
    "\u0e34-\u0e3a\u0e47-\u0e4e\u200b-\u200d\u2060"
)

# A token is a word with its inner hyphens and apostrophes ("don't", "military-industrial"), a number with
# its inner points and commas ("1,000.5"), or one sign. quanteda 4 splits in the same way, so counts compare.
TOKEN = re.compile(
    rf"\d+(?:[.,]\d+)*[\w{JOINED}]*(?:-\w[\w{JOINED}]*)*|\w[\w{JOINED}]*(?:[-'’]\w[\w{JOINED}]*)*|[^\w\s]"
)

# What a reader does not see, or takes for the same sign: for comparing only, never for offsets.
_SEEN = str.maketrans("’‘ʼ‐‑", "'''--", "\u00ad\ufeff\u200b\u200c\u200d\u2060")


def normal_form(word: str) -> str:
    """Return a word as it is compared: NFC, straight apostrophes and hyphens, no invisible signs, no case.

    Offsets never point into a normal form: it may be shorter than the word.

    Examples
    --------
    >>> normal_form("Tu\u0308r\u00adkiye’s") == normal_form("TÜRKIYE'S")
    True
    """
    if word.isascii():
        return word.lower()
    return unicodedata.normalize("NFC", word.casefold().translate(_SEEN))


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
