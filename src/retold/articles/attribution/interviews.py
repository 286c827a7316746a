"""Interviews without names: questions set off by bold, italics, a heading or a dash, or by nothing but their mark, and answers below them.

An explainer has such questions too ("What happened?"). An interview is told by who answers: he speaks of himself. The questions turn to
him, or the head of the text says that he was asked.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from retold.language.lexicon import Turns
from retold.language.tokens import Span

# So many lines that are set off make an interview, of which so many and such a share end as questions do, and such a share has an answer below.
LEAST_LINES, LEAST_QUESTIONS, ASKING_SHARE, ANSWERED_SHARE = 3, 2, 0.5, 0.6

# In such a share of answers somebody speaks of himself; without an interview in the head, so many questions turn to him.
OWN_SHARE, ADDRESSING_SHARE = 0.5, 1 / 3

# A line with so few words and no sign at its end is a heading.
HEADING_WORDS = 6

_CLOSE = r"[\"'”’»)\]]*"
_ENDS = re.compile(rf"[.!?…:;]{_CLOSE}\s*\Z")
_ASKS = re.compile(rf"\?{_CLOSE}\s*\Z")
# How questions are set off, each with the words themselves; and not at all, where a mark is all there is.
_STYLES = (
    re.compile(r"\s*(?P<mark>\*\*|__)(?P<said>[^\s*_][^\n]*?)\s*(?P=mark)\s*\Z"),
    re.compile(r"\s*(?P<mark>[*_])(?P<said>[^\s*_][^\n]*?)\s*(?P=mark)\s*\Z"),
    re.compile(r"\s*#{1,6}\s+(?P<said>[^\n]*\S)\s*\Z"),
)
_PLAIN = re.compile(r"\s*(?:[-–—]\s*)?(?P<said>[^\n]*\S)\s*\Z")
_WORD = re.compile(r"[^\W\d_]+")
_QUOTED = re.compile(r"“[^“”\n]*”|\"[^\"\n]*\"|„[^„“\n]*“|«[^«»\n]*»")


class Asked(NamedTuple):
    """A part of an interview: the span of the words, and whether it is a question."""

    start: int
    end: int
    asks: bool


def find_questions(text: str, lines: Sequence[Span], known: Turns) -> list[Asked]:
    r"""Return the questions and answers of an interview that has no names before them, in order; none if it is no interview.

    Examples
    --------
    >>> from retold.language.lexicon import lexicon
    >>> text = "Interview\n**Why?**\nI like it.\n**And you?**\nWe do.\n**Is it wet?**\nI think so."
    >>> lines = [found.span() for found in re.finditer(r".+", text)]
    >>> [(text[part.start : part.end], part.asks) for part in find_questions(text, lines, lexicon("en").turns)][:3]
    [('Why?', True), ('I like it.', False), ('And you?', True)]
    """
    if text.count("?") < LEAST_QUESTIONS or not known.own:
        return []
    for style in (*_STYLES, _PLAIN):
        plain = style is _PLAIN
        questions = {
            n: found.span("said")
            for n, span in enumerate(lines)
            if (found := style.match(text, *span)) and (_ASKS if plain else _ENDS).search(found["said"])
        }
        if _is_interview(text, lines, questions, known, plain=plain):
            return _parts(text, lines, questions, known)
    return []


def _is_interview(
    text: str, lines: Sequence[Span], questions: dict[int, Span], known: Turns, *, plain: bool
) -> bool:
    asking = [span for span in questions.values() if _ASKS.search(text[slice(*span)])]
    if len(questions) < LEAST_LINES or len(asking) < max(LEAST_QUESTIONS, ASKING_SHARE * len(questions)):
        return False
    answers = _answers(text, lines, questions)
    own = [answer for answer in answers if not known.own.isdisjoint(_words(answer))]
    if len(answers) < ANSWERED_SHARE * len(questions) or len(own) < OWN_SHARE * len(answers):
        return False
    if all(known.own_alone.isdisjoint(_words(answer)) for answer in own):
        return False
    if known.interview.search(text, 0, lines[min(questions)][0]):
        return True
    turning = sum(not known.addressing.isdisjoint(_words(text[slice(*span)])) for span in questions.values())
    return not plain and turning >= ADDRESSING_SHARE * len(questions)


def _answers(text: str, lines: Sequence[Span], questions: dict[int, Span]) -> list[str]:
    """Return the words between questions, as far as there are any."""
    places = [*sorted(questions), len(lines)]
    blocks = [" ".join(text[slice(*span)] for span in lines[a + 1 : b]) for a, b in pairwise(places)]
    return [block for block in blocks if block.strip()]


def _words(text: str) -> set[str]:
    """Return the words of a text outside quotation marks, in lower case, without those in capitals: "US" is no "us"."""
    words = _WORD.findall(_QUOTED.sub(" ", text))
    return {word.lower() for word in words if len(word) == 1 or not word.isupper()}


def _parts(text: str, lines: Sequence[Span], questions: dict[int, Span], known: Turns) -> list[Asked]:
    first, last = min(questions), max(questions)
    parts: list[Asked] = []
    for n, span in enumerate(lines[first:], first):
        words = text[slice(*span)].strip()
        # Words of the same type below the last answer are the editor's.
        if n > last and (known.editorial.search(words) or any(style.match(words) for style in _STYLES)):
            break
        if n in questions:
            parts.append(Asked(*questions[n], True))
        elif len(words.split()) > HEADING_WORDS or _ENDS.search(words):
            found = _PLAIN.match(text, *span)
            parts.append(Asked(*(found.span("said") if found else span), False))
    return parts
