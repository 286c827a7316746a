"""Tell where the sentences of a line end: at which of its full stops, and at which not.

A compiled pattern finds the candidates; small tables and the words beside a candidate decide it, so that
the time is linear in the text. The tables are those of the text's language (`retold.language.lexicon`); signs of other scripts end a
sentence by themselves. Quotations are no wholes: a quotation of three sentences is three sentences,
because each may claim something else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from retold.language.lexicon import ENGLISH, Abbreviations, lexicon

# Marks that may end a sentence, and those that always do: 。！？｡ (Chinese, Japanese), ؟ ۔ (Arabic, Urdu), । ॥ (Indic),
# ። (Ethiopic), ։ (Armenian).
SOFT, HARD = ".!?…", "。！？｡؟۔।॥።։"
STOP = re.compile(rf"[{SOFT}{HARD}]+")

# What may stand between the stop and the end of its sentence. The straight marks and “ open as well as close.
CLOSING = "”’»)]}」』）〉》"
EITHER = "\"'“"
OPENING = "\"'“‘„«([{「『（〈《¿¡"
# Two single marks that stand for a double one.
PAIRED = "''"

# Numbers of notes that follow a stop without a space: "rained.[3]".
NOTES = re.compile(r"(?:\[\d{1,3}\])+")

_SPACE = re.compile(r"[\s\ufeff\u200b\u200c\u200d\u2060]*")
_LETTER = re.compile(r"[^\W_]")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")

# A word longer than this is no abbreviation, so that looking back from a stop costs the same everywhere.
LOOK_BACK = 24

# “ closes a quotation only where „ opened one at most this far before; a quotation is seldom longer.
GERMAN_QUOTATION = 500

# A missing space is not looked for inside an address.
ADDRESS = re.compile(r"://|www\.|@|/")
DOMAINS = frozenset("Com Org Net Gov Edu Co".split())


class _Marks:
    """Count straight quotation marks up to a place; places must not go back, so that a line is read once."""

    def __init__(self, text: str) -> None:
        self.text, self.at, self.odd = text, 0, False

    def is_open(self, at: int) -> bool:
        """Tell whether a straight mark opened before a place is still open there."""
        self.odd ^= bool(self.text.count('"', self.at, at) % 2)
        self.at = at
        return self.odd


def sentence_ends(text: str, *, language: str = ENGLISH) -> Iterator[int]:
    """Yield where the sentences of one line end, but for the last; closing marks are included.

    Parameters
    ----------
    text : str
        One line.
    language : str
        Whose abbreviations are known.

    Examples
    --------
    >>> list(sentence_ends('Mr. Lee left. "It rained." He went on.'))
    [13, 26]
    """
    own = lexicon(language)
    known, closing = own.abbreviations, CLOSING + "".join(mark for _, mark in own.marks)
    marks = _Marks(text)
    start, word = 0, -1
    for match in STOP.finditer(text):
        if word < start:
            # Signs alone are no sentence: "... and then" is one.
            found = _LETTER.search(text, start)
            word = found.start() if found else len(text)
        if word > match.start():
            continue
        end = _skip_closing(text, match.end(), marks, closing)
        following = _SPACE.match(text, end)
        after = following.end() if following else end
        if after >= len(text):
            return
        if _is_end(text, match, start, end, after, known):
            yield end
            start = end


def _skip_closing(text: str, at: int, marks: _Marks, closing: str) -> int:
    """Return where the marks end that close with a stop."""
    while at < len(text):
        if text.startswith(PAIRED, at) and not text[at + 2 : at + 3].isalnum():
            at += 1
        elif text[at] in EITHER:
            following = text[at + 1 : at + 2]
            closes = not (following.isalnum() or following in OPENING) or (
                marks.is_open(at)
                if text[at] == '"'
                else text[at] == "“" and "„" in text[max(0, at - GERMAN_QUOTATION) : at]
            )
            if following and not closes:
                return at
        elif text[at] not in closing:
            break
        at += 1
    notes = NOTES.match(text, at)
    return notes.end() if notes else at


def _is_end(text: str, stop: re.Match[str], start: int, end: int, after: int, known: Abbreviations) -> bool:
    """Tell whether a sentence that began at `start` ends with a stop; `after` is the next visible character."""
    signs = stop.group()
    if text[after] in SOFT or text[after] in ",;:":
        return False
    if signs[-1] in HARD:
        # Japanese goes on after a quotation: 「…。」と.
        return not (end > stop.end() and text[after] == "と")
    if after == end:
        return _misses_space(text, stop, end)
    opening = after
    while opening < len(text) and (text[opening] in OPENING or text[opening] in "-–—* "):
        opening += 1
    first = text[opening : opening + 1]
    if first.islower() and not _begins_in_lower_case(text, opening, after):
        # Outside a quotation a question is a whole: "who gains? nobody does". "“Who gains?” he asked" goes on.
        return signs[-1] == "?" and end == stop.end()
    if signs == ".":
        return not _is_abbreviation(text, stop.start(), start, opening, known)
    return not (end > stop.end() and known.reporting and known.reporting.match(text, after))


def _begins_in_lower_case(text: str, at: int, after: int) -> bool:
    """Tell names like "iPhone", and words that open a quotation of their own, from a sentence that goes on."""
    return text[at + 1 : at + 2].isupper() or text[after] in '"“„«'


def _misses_space(text: str, stop: re.Match[str], end: int) -> bool:
    """Tell whether a sentence begins right after a stop: "unclear.Later", "unclear.”Later", "unclear.“We"."""
    at = end + (text[end] in OPENING)
    word = text[at : at + 2]
    if not (word[:1].isupper() and (word[1:].islower() or word in ("I ", "A ", "I’", "I'"))):
        return False
    before = text[max(0, stop.start() - 2) : stop.start()]
    if end == at == stop.end() and not (before.isalpha() and before.islower()) and not before.isdigit():
        return end > stop.end() or before[-1:] in ')”’"%'
    back = text[max(0, stop.start() - LOOK_BACK) : stop.start()].rsplit(None, 1)
    on = text[at : at + LOOK_BACK].split(None, 1)
    return not ADDRESS.search(f"{back[-1] if back else ''} {on[0]}") and on[0] not in DOMAINS


def _is_abbreviation(text: str, at: int, start: int, after: int, known: Abbreviations) -> bool:
    """Tell whether the full stop at a place belongs to the word before it, and the sentence goes on."""
    low = max(start, at - LOOK_BACK)
    words = text[low:at].split()
    if not words or text[at - 1].isspace():
        return False
    word = re.split("[-–—/]", words[-1])[-1].lstrip(OPENING)
    lower = word.lower()
    following = text[after : after + 1]
    if lower in known.titles:
        return True
    if word.isdigit():
        # "1. The plan": the number of a list item, alone before the stop.
        return len(word) <= 2 and not text[max(start, at - len(word) - 4) : at - len(word)].strip()
    if lower in known.numbered and following.isdigit():
        return True
    inner = lower in known.inner and not (lower in known.capitalised_only and word[:1].islower())
    if inner or _is_initials(word):
        found = _WORD.match(text, after)
        return not found or found.group() not in known.starters
    return False


def _is_initials(word: str) -> bool:
    """Tell "J", "U.S" and "a.m" (without their last stop) from words."""
    letters = word.split(".")
    if len(letters) == 1:
        return len(word) == 1 and word.isupper()
    return all(len(letter) == 1 and letter.isalpha() for letter in letters)
