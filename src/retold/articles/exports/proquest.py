"""ProQuest's text: articles between lines of underscores, each of named lines, its text behind ``Full text:``."""

from __future__ import annotations

import re
from itertools import pairwise

from retold.articles.exports.piece import Piece, trimmed
from retold.articles.publication import write_date

RULE = re.compile(r"^_{20,}[ \t\r]*$", re.MULTILINE)
_TEXT = re.compile(r"^Full text:[ \t]*", re.MULTILINE)
_NAMES = (
    "Subject|Location|People|Company / organization|Title|Publication title|Publication year|Publication date|Year|First page"
    "|Pages|Publisher|Place of publication|Country of publication|Publication subject|ISSN|Source type|Language of publication"
    "|Document type|ProQuest document ID|Document URL|Copyright|Last updated|Database|Credit|Section|Author|Abstract|Links"
    "|Identifier / keyword|Dateline|Column|Classification|Business indexing term|Publication note"
)
_FIELD = re.compile(rf"^({_NAMES}):[ \t]*(.*)$", re.MULTILINE)


def split(text: str) -> list[Piece]:
    """Return the articles of a text file of ProQuest; none if it is not one."""
    if not (
        RULE.search(text) and _TEXT.search(text) and ("ProQuest" in text or "Publication title:" in text)
    ):
        return []
    bounds = [0, *(match.start() for match in RULE.finditer(text)), len(text)]
    pieces = [_piece(text, start, end) for start, end in pairwise(bounds)]
    return [piece for piece in pieces if piece is not None]


def _piece(text: str, start: int, end: int) -> Piece | None:
    body = _TEXT.search(text, start, end)
    if body is None:
        return None
    stop = next((match.start() for match in _FIELD.finditer(text, body.end(), end)), end)
    told: dict[str, str] = {}
    for match in _FIELD.finditer(text, start, end):
        told.setdefault(match[1], match[2].strip())
    first, last = trimmed(text, body.end(), stop)
    if first >= last:
        return None
    dates = [write_date(told.get(name, "")) for name in ("Publication date", "Publication year")]
    # The outlet's name is followed by place and number: "North Post; Norton [Norton]03 May 2021: A1".
    outlet = re.split(r";|\s*\[", told.get("Publication title", ""), maxsplit=1)[0].strip(" ,")
    return Piece(
        ((first, last),),
        told.get("Title", "") or _first_line(text, start, body.start()),
        outlet,
        next((written.date for written in dates if written and written.date), ""),
        told.get("Language of publication", ""),
    )


def _first_line(text: str, start: int, end: int) -> str:
    lines = [line.strip() for line in text[start:end].splitlines() if line.strip(" _")]
    return lines[0] if lines and not _FIELD.match(lines[0]) else ""
