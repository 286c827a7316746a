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

# What people and programs write for an apostrophe: the signs that Unicode joins words at (UAX 29), and acute, grave and
# prime, which are typed or printed in their stead. U+02BC is a letter, and so is in words by itself.
APOSTROPHES = "'\u2018\u2019\u201b\uff07\u00b4`\u2032"
# Hyphens: of the keyboard, of typography, without a break, small and wide. A dash is none.
HYPHENS = "-\u2010\u2011\ufe63\uff0d"

# Dashes, which are tokens of their own: of figures, en, em, bar and minus. Between two words without blanks people write
# them for hyphens.
DASHES = "\u2012\u2013\u2014\u2015\u2212"

# The first letter of a quotation that an editor has made small or large, before the rest of its word: "[T]he". The word begins
# with the letter, and the bracket after it counts for nothing when words are compared.
EDITED_LETTER = r"(?<=\[)[^\W\d_]\](?=[^\W\d_])"

# A token is a word with its inner hyphens and apostrophes ("don't", "military-industrial"), a number with
# its inner points and commas ("1,000.5"), or one sign. quanteda 4 splits in the same way, so counts compare.
TOKEN = re.compile(
    rf"\d+(?:[.,]\d+)*[\w{JOINED}]*(?:[{HYPHENS}]\w[\w{JOINED}]*)*"
    rf"|(?:{EDITED_LETTER})?\w[\w{JOINED}]*(?:[{HYPHENS}{APOSTROPHES}]\w[\w{JOINED}]*)*|[^\w\s]"
)

# What a reader does not see, or takes for the same sign: for comparing only, never for offsets.
_SIGNS = {**dict.fromkeys(f"{APOSTROPHES}\u02bc", "'"), **dict.fromkeys(HYPHENS, "-")}
_LIGATURES = {chr(0xFB00 + n): letters for n, letters in enumerate("ff fi fl ffi ffl st st".split())}
_UNSEEN = dict.fromkeys("\u00ad\ufeff\u200b\u200c\u200d\u2060", "")
_STRAIGHT = str.maketrans(_SIGNS)
_SEEN = str.maketrans(_SIGNS | _LIGATURES | _UNSEEN)


def straighten(word: str) -> str:
    """Return a word with straight apostrophes and hyphens, sign by sign: its offsets stay what they are.

    Examples
    --------
    >>> straighten("didn’t"), straighten("re‑elect")
    ("didn't", 're-elect')
    """
    return word.translate(_STRAIGHT)


_DASH_INSIDE = re.compile(rf"(?<=[\w*?])[{DASHES}](?=[\w*?])")


def hyphens_of_dashes(pattern: str) -> str:
    """Return the words of a codebook with a hyphen for each dash between two letters, digits or wildcards.

    Examples
    --------
    >>> hyphens_of_dashes("anti\u2013toll \u2013 now")
    'anti-toll \u2013 now'
    """
    return _DASH_INSIDE.sub("-", pattern)


def seen_form(word: str) -> str:
    """Return a word as a reader sees it: NFC, straight apostrophes and hyphens, no ligatures, no invisible signs, "The" for "[T]he".

    Capital letters stay. Offsets never point into this form: it may be shorter or longer than the word.

    Examples
    --------
    >>> seen_form("Don’t"), seen_form("O\ufb03ce"), seen_form("re\u00adelect")
    ("Don't", 'Office', 'reelect')
    """
    if len(word) > 1 and "]" in word:
        word = word.replace("]", "")
    if word.isascii():
        return word.replace("`", "'")
    return unicodedata.normalize("NFC", word.translate(_SEEN))


def normal_form(word: str) -> str:
    """Return a word as it is compared: as in `seen_form`, and without case.

    Examples
    --------
    >>> normal_form("Tu\u0308r\u00adkiye’s") == normal_form("TÜRKIYE'S")
    True
    """
    if word.isascii():
        return seen_form(word).lower()
    return unicodedata.normalize("NFC", seen_form(word).casefold())


def any_sign(name: str) -> str:
    """Return a regular expression that finds a name whichever apostrophes, hyphens and blanks it is written with.

    Letters with accents are found composed and taken apart.

    Examples
    --------
    >>> bool(re.fullmatch(any_sign("O'Neill"), "O’Neill")), bool(re.fullmatch(any_sign("Zoe\u0308"), "Zo\u00eb"))
    (True, True)
    """
    return "".join(_any_of(letter) for letter in re.findall(r"\s+|.", unicodedata.normalize("NFC", name)))


def _any_of(letter: str) -> str:
    if letter.isspace():
        return r"\s+"
    sign = letter.translate(_STRAIGHT)
    if sign in "'-":
        return f"[{APOSTROPHES}\u02bc]" if sign == "'" else f"[{HYPHENS}]"
    apart = unicodedata.normalize("NFD", letter)
    return re.escape(letter) if apart == letter else f"(?:{re.escape(letter)}|{re.escape(apart)})"


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
