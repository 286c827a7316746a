"""One article of an export, and the lines that archives write."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple


class Piece(NamedTuple):
    """One article of an export: the spans of its text, and what its head and foot say of it (else empty)."""

    spans: tuple[tuple[int, int], ...]
    title: str = ""
    outlet: str = ""
    date: str = ""
    language: str = ""
    length: str = ""

    def text(self, whole: str) -> str:
        """Return the article's text, as it stands in the text of the file; two spans are two paragraphs."""
        return "\n\n".join(whole[start:end] for start, end in self.spans)


class Line(NamedTuple):
    """A line that is not blank: its span, and its text without the white space around it."""

    start: int
    end: int
    text: str


_LINE = re.compile(r"[^\r\n\f\v\u2028\u2029]+")
# Signs that archives put into lines beside white space: byte order marks, and no-break and zero-width spaces.
_AROUND = " \t\u00a0\ufeff\u200b"


def lines_of(text: str, start: int = 0, end: int | None = None) -> Iterator[Line]:
    """Yield the lines of a text that are not blank."""
    for match in _LINE.finditer(text, start, len(text) if end is None else end):
        if line := match[0].strip(_AROUND):
            yield Line(match.start(), match.end(), line)


def paragraphs(text: str, lines: Sequence[Line]) -> list[str]:
    """Return the lines that no blank line parts as one text each."""
    found: list[list[str]] = []
    for n, line in enumerate(lines):
        between = text[lines[n - 1].end : line.start] if n else ""
        if found and len(re.findall(r"\r\n|\r|\n", between)) < 2:
            found[-1].append(line.text)
        else:
            found.append([line.text])
    return [" ".join(part) for part in found]


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a span without the white space around it."""
    inner = text[start:end]
    return start + len(inner) - len(inner.lstrip()), start + len(inner.rstrip())
