"""Factiva: fields with two letters (``HD`` title, ``SN`` outlet, ``PD`` date, ``LP`` and ``TD`` text), or plain.

Both forms close an article with a line ``Document`` and its number. The plain form has title, author, ``212 words``, date, hour,
outlet, its code, page, language and copyright, each on a line, and then the text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from retold.articles.exports.piece import Line, Piece, lines_of, trimmed
from retold.articles.publication import write_date

#: The line that closes an article: the number begins with the code of the outlet.
CLOSES = re.compile(
    r"^[ \t]*(?:AN[ \t]+)?(?:Document|Dokument|Documento)[ \t]+([A-Z](?=\w*\d{8})[A-Za-z0-9]{14,})[ \t\r]*$",
    re.MULTILINE,
)

# Fields, as Factiva's help lists them; on a line of its own, or before the text of the line.
FIELDS = frozenset(
    "SE HD BY CR WC PD ET SN SC ED PG VOL LA CY LP TD ART RF CO IN NS RE IPC IPD PUB AN CX DLN CLM".split()
)
_FIELD = re.compile(r"([A-Z]{2,3})(?:[ \t]{1,}(?=\S)|$)(.*)", re.DOTALL)
_TEXT = ("LP", "TD")

_WORDS = re.compile(r"([\d.,]+) (?:words|Wörter|mots|palabras|parole|palavras)", re.IGNORECASE)
_CLOCK = re.compile(r"\d{1,2}:\d{2}(?:\s*[AP]M)?(?:\s+GMT)?", re.IGNORECASE)
_CODE = re.compile(r"[A-Z0-9]{2,8}")
_PAGE = re.compile(
    r"(?:[A-Z]{0,3}\d{1,4}[A-Z]?(?:[,;-] ?[A-Z]{0,3}\d{1,4})*|\d+(?:st|nd|rd|th)? edition|.{0,30} edition)",
    re.IGNORECASE,
)
_COPYRIGHT = re.compile(r"(?:Copyright|©|\(c\)|Alle Rechte|All rights).*", re.IGNORECASE)
_BYLINE = re.compile(r"(?:By|Von|Par) .{2,80}", re.IGNORECASE)
_LANGUAGE = re.compile(r"[A-Z][a-zé]{3,12}")
# An author without "by" is two to four words with capital letters: longer lines are titles.
_PERSON = re.compile(r"(?:[A-Z][\w.'’-]*,? ?(?:and |& )?){2,4}")


def split(text: str) -> list[Piece]:
    """Return the articles of a file of Factiva; none if it is not one."""
    closes = list(CLOSES.finditer(text))
    if not closes:
        return []
    bounds = [0, *(match.end() for match in closes)]
    pieces = [_piece(text, list(lines_of(text, start, end))[:-1]) for start, end in pairwise(bounds)]
    return [piece for piece in pieces if piece is not None]


def _piece(text: str, lines: Sequence[Line]) -> Piece | None:
    fields = _fields(lines)
    return _tagged(text, fields) if {"HD", "LP"} & fields.keys() and len(fields) > 2 else _plain(text, lines)


def _fields(lines: Sequence[Line]) -> dict[str, list[Line]]:
    """Return the lines of each field: what stands behind its letters, and the lines below."""
    fields: dict[str, list[Line]] = {}
    name = ""
    for line in lines:
        found = _FIELD.fullmatch(line.text)
        if found and found[1] in FIELDS:
            name = found[1]
            at = line.end - len(found[2]) if found[2] else line.end
            line = Line(at, line.end, found[2])
        if name and line.text:
            fields.setdefault(name, []).append(line)
    return fields


def _tagged(text: str, fields: dict[str, list[Line]]) -> Piece | None:
    content = [fields[name] for name in _TEXT if fields.get(name)]
    if not content:
        return None
    spans = tuple(trimmed(text, lines[0].start, lines[-1].end) for lines in content)
    told = {name: " ".join(line.text for line in lines) for name, lines in fields.items()}
    words = _WORDS.match(told.get("WC", ""))
    return Piece(
        spans,
        told.get("HD", ""),
        told.get("SN", ""),
        _date(told.get("PD", "")),
        told.get("LA", ""),
        words[1] if words else "",
    )


def _date(value: str) -> str:
    written = write_date(value)
    return written.date if written else ""


def _plain(text: str, lines: Sequence[Line]) -> Piece | None:
    at = next((n for n, line in enumerate(lines) if _WORDS.fullmatch(line.text)), None)
    if at is None or at + 2 >= len(lines) or not _date(lines[at + 1].text):
        return None
    head = at + 2
    if _CLOCK.fullmatch(lines[head].text):
        head += 1
    outlet, head = lines[head].text, head + 1
    language = ""
    for form in (_CODE, _PAGE, _PAGE, _LANGUAGE, _COPYRIGHT, _COPYRIGHT):
        if head < len(lines) and form.fullmatch(lines[head].text):
            language = lines[head].text if form is _LANGUAGE else language
            head += 1
    if head >= len(lines):
        return None
    span = trimmed(text, lines[head].start, lines[-1].end)
    words = _WORDS.fullmatch(lines[at].text)
    title = _title([line.text for line in lines[:at]])
    return Piece((span,), title, outlet, _date(lines[at + 1].text), language, words[1] if words else "")


def _title(above: list[str]) -> str:
    """Return the title: the last line above the count of words, but for the author's. A section may stand above it."""
    if len(above) > 1 and (_BYLINE.fullmatch(above[-1]) or _PERSON.fullmatch(above[-1])):
        above = above[:-1]
    return above[-1] if above else ""
