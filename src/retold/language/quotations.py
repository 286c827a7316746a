"""Find quotations: pairs of quotation marks in all the usual styles, and speech after a dash, within one paragraph.

A mark opens when a word follows it and closes when a word precedes it; French marks stand apart from their
words, and »German books« turn them round. A quotation that is never closed ends with its paragraph: writers
repeat the opening mark at each paragraph of a long quotation and leave the closing one out until the last.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from retold.language.lexicon import ENGLISH, lexicon
from retold.language.tokens import Span

# Double marks of any style may close one another ("“...\"" is common where two systems meet).
DOUBLE = '"“”„«»'
# Two single marks in a row stand for a double one where a text went through an old system.
_MARK = re.compile(rf"[\r\n]|''|[{DOUBLE}]|(?<!\w)‘|’(?!\w)")

# What may stand between a French mark and its words.
_APART = frozenset(" \u00a0\u202f")
# The other half of such a mark is looked for within so many characters.
LONGEST_APART = 3000

# A dash at the start of a paragraph or after the end of a sentence, and the sentence after it.
_DASHED = re.compile(
    r"(?:^|(?<=[.!?:…]\s))[—–―]\s*(?=[A-ZÀ-ÖØ-Þ\u0386-\u042F¿¡])(?P<said>[^\n]*?)(?:[.!?…](?=\s|$)|$)", re.M
)
# A name of up to four words.
NAME = r"[^\W\d_a-z][\w'’.-]*(?:\s[^\W\d_a-z][\w'’.-]*){0,3}"
# A list has dashes too: they are speech if at least this part of them has such a clause.
LEAST_WITH_CLAUSE = 0.25


def quotation_spans(text: str, *, language: str = ENGLISH) -> list[Span]:
    """Return the outermost quotations of a text, marks included.

    What is said after a dash counts, without the clause that says who speaks, if enough of the dashes of a text
    have such a clause.

    Parameters
    ----------
    text : str
        Raw text; each line is a paragraph.
    language : str
        Whose reporting verbs end what is said after a dash, and whose marks are looked for beside the usual ones.

    Returns
    -------
    list of (start, end)
        In order, not overlapping.

    Examples
    --------
    >>> text = 'He spoke of “peace” and said, "Never again.'
    >>> [text[a:b] for a, b in quotation_spans(text)]
    ['“peace”', '"Never again.']
    >>> text = "He said « never again ». — Come back, she answered. He left – alone."
    >>> [text[a:b] for a, b in quotation_spans(text)]
    ['« never again »', '— Come back,']
    """
    marked = _marked_spans(text) + _own_spans(text, lexicon(language).marks)
    dashed = _dashed_spans(text, speech_clause(language))
    if not dashed and not lexicon(language).marks:
        return marked
    spans: list[Span] = []
    for start, end in sorted([*marked, *dashed]):
        if spans and start < spans[-1][1]:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
    return spans


@cache
def speech_clause(language: str) -> re.Pattern[str]:
    """Return the pattern of a clause that says who speaks, right after what is said: ", he said"."""
    known = lexicon(language).reporting
    if known.clause is not None:
        return known.clause
    verbs = "|".join(sorted(re.escape(form) for form, verb in known.cues.items() if verb in known.speaking))
    if not verbs:
        return re.compile(r"(?!)")
    who = "|".join([*sorted(map(re.escape, known.subjects)), NAME])
    return re.compile(rf"(?<=[,?!…])\s(?:(?:{who})\s(?:{verbs})\b|(?:{verbs})\s(?:{who}))")


def _own_spans(text: str, marks: Sequence[tuple[str, str]]) -> list[Span]:
    """Return what stands between marks that only this language has, within one paragraph."""
    return [
        found.span()
        for opening, closing in marks
        for found in re.finditer(rf"{re.escape(opening)}[^\n]+?{re.escape(closing)}", text)
    ]


def _dashed_spans(text: str, speaks: re.Pattern[str]) -> list[Span]:
    """Return what is said after dashes, up to the clause that says who speaks or to the end of its sentence."""
    spans, clauses = [], 0
    for found in _DASHED.finditer(text):
        clause = speaks.search(text, found.start("said"), found.end())
        clauses += clause is not None
        spans.append(
            (found.start(), _strip_end(text, found.start(), clause.start() if clause else found.end()))
        )
    return spans if spans and clauses >= LEAST_WITH_CLAUSE * len(spans) else []


def _marked_spans(text: str) -> list[Span]:
    spans: list[Span] = []
    opened, single = -1, False
    for mark in _MARK.finditer(text):
        at, sign = mark.start(), mark.group()
        if sign in "\r\n":
            if opened >= 0 and not single:
                spans.append((opened, _strip_end(text, opened, at)))
            opened = -1
        elif opened < 0:
            if _opens(text, at, mark.end(), sign):
                opened, single = at, sign == "‘"
        elif (sign == "’") == single and _closes(text, at, opened, sign):
            spans.append((opened, mark.end()))
            opened = -1
    if opened >= 0 and not single:
        spans.append((opened, _strip_end(text, opened, len(text))))
    return spans


def _opens(text: str, at: int, after: int, sign: str) -> bool:
    if sign in "”’":
        return False
    if sign == "»":
        # Turned round it opens before a word, after a space or an opening bracket.
        return text[after : after + 1].isalnum() and (at == 0 or not text[at - 1].isalnum())
    if sign == "«" and text[after : after + 1] in _APART:
        # Apart from its words it is an arrow, unless its other half follows.
        return "»" in text[after : after + LONGEST_APART].split("\n", 1)[0]
    return after < len(text) and not text[after].isspace()


def _closes(text: str, at: int, opened: int, sign: str) -> bool:
    if sign in "„‘":
        return False
    if sign == "«":
        return text[opened] == "»"
    # “ closes only what „ opened (the German style); elsewhere it opens a nested quotation.
    if sign == "“":
        return text[opened] == "„"
    # A straight mark with white space on both sides closes: it follows the end of a nested quotation.
    after = at + len(sign)
    return (
        sign not in {'"', "''"} or not text[at - 1].isspace() or after >= len(text) or text[after].isspace()
    )


def _strip_end(text: str, start: int, end: int) -> int:
    while end > start + 1 and text[end - 1].isspace():
        end -= 1
    return end
