"""Where a text gives the words of others: quotation marks with or without spaces, and speech after a dash."""

from __future__ import annotations

import re

from retold.articles.quotations import quotation_spans
from retold.tokens import Span

# French marks stand apart from their words; the space changes places with the mark, and offsets stay.
_APART = re.compile(r"«([ \u00a0\u202f])")
_APART_END = re.compile(r"([ \u00a0\u202f])»")

# A dash at the start of a paragraph or after the end of a sentence, and the sentence that follows it.
_DASHED = re.compile(
    r"(?:^|(?<=[.!?:…]\s))[—–―]\s*(?=[A-ZÀ-ÖØ-Þ\u0386-\u042F¿¡])[^\n]*?(?:[.!?…](?=\s|$)|$)", re.M
)


def speech_spans(text: str) -> list[Span]:
    """Return where the words of others stand, in order and not overlapping.

    Parameters
    ----------
    text : str
        Raw text; each line is a paragraph.

    Returns
    -------
    list of (start, end)
        Beside French marks a span may begin or end a space further in or out; for words it is exact. What is
        said after a dash ends with its sentence, a reporting clause at its end included.

    Examples
    --------
    >>> text = "He said « never again ». — Come back, she called. He left – alone."
    >>> [text[a:b] for a, b in speech_spans(text)]
    [' never again ', '— Come back, she called.']
    """
    marked = _APART_END.sub(r"»\1", _APART.sub(r"\1«", text))
    spans = sorted([*quotation_spans(marked), *(found.span() for found in _DASHED.finditer(text))])
    merged: list[Span] = []
    for start, end in spans:
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
