"""Find quotations: pairs of quotation marks in all the usual styles, within one paragraph.

A mark opens when a word follows it and closes when a word precedes it. A quotation that is never
closed ends with its paragraph: writers repeat the opening mark at each paragraph of a long quotation
and leave the closing one out until the last.
"""

from __future__ import annotations

import re

from retold.tokens import Span

# Double marks of any style may close one another ("“...\"" is common where two systems meet).
DOUBLE = '"“”„«»'
# Two single marks in a row stand for a double one where a text went through an old system.
_MARK = re.compile(rf"[\r\n]|''|[{DOUBLE}]|(?<!\w)‘|’(?!\w)")


def quotation_spans(text: str) -> list[Span]:
    """Return the outermost quotations of a text, marks included.

    Parameters
    ----------
    text : str
        Raw text; each line is a paragraph.

    Returns
    -------
    list of (start, end)
        In order, not overlapping.

    Examples
    --------
    >>> text = 'He spoke of “peace” and said, "Never again.'
    >>> [text[a:b] for a, b in quotation_spans(text)]
    ['“peace”', '"Never again.']
    """
    spans: list[Span] = []
    opened, single = -1, False
    for mark in _MARK.finditer(text):
        at, sign = mark.start(), mark.group()
        if sign in "\r\n":
            if opened >= 0 and not single:
                spans.append((opened, _strip_end(text, opened, at)))
            opened = -1
        elif opened < 0:
            if _opens(text, mark.end(), sign):
                opened, single = at, sign == "‘"
        elif (sign == "’") == single and _closes(text, at, opened, sign):
            spans.append((opened, mark.end()))
            opened = -1
    if opened >= 0 and not single:
        spans.append((opened, _strip_end(text, opened, len(text))))
    return spans


def _opens(text: str, after: int, sign: str) -> bool:
    if sign in "”»’":
        return False
    return after < len(text) and not text[after].isspace()


def _closes(text: str, at: int, opened: int, sign: str) -> bool:
    if sign in "„«‘":
        return False
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
