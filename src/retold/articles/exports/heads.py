"""A file that begins with named lines, "Title: …", "Date: …", as scrapers and note-taking programs write them, between ``---`` or not."""

from __future__ import annotations

import re
import unicodedata

from retold.articles.exports.piece import Piece, trimmed
from retold.articles.publication import write_date
from retold.language.english.columns import COLUMN_NAMES, HEAD_NAMES

# So many lines of a head are known names at least; fewer may be a sentence with a colon.
LEAST_KNOWN = 2

# A head has so many lines at most.
MOST_LINES = 40

_RULE = re.compile(r"\ufeff?-{3,}[ \t]*\r?\n")
_FIELD = re.compile(
    r"\ufeff?[*_#]*(?P<name>[^\W\d_][\w /-]{0,30}?)[*_]*:[*_]*[ \t]*(?P<value>[^\r\n]*)(?:\r?\n|\Z)"
)
# What goes on with the line above: an item of a list, or a line set in.
_MORE = re.compile(r"(?:[ \t]+|-[ \t]+)\S[^\r\n]*(?:\r?\n|\Z)")
_BLANK = re.compile(r"[ \t]*\r?\n")

_KNOWN = {name: kind for kind in ("title", "outlet", "date", "language") for name in COLUMN_NAMES[kind]}


def split(text: str) -> list[Piece]:
    r"""Return the article below a head of named lines; none if the file does not begin with one.

    Examples
    --------
    >>> text = "---\ntitle: Rain\ndate: 3 May 2021\n---\nIt rained."
    >>> [(piece.title, piece.date, piece.text(text)) for piece in split(text)]
    [('Rain', '2021-05-03', 'It rained.')]
    """
    rule = _RULE.match(text)
    at = rule.end() if rule else 0
    told: dict[str, str] = {}
    known = 0
    for _ in range(MOST_LINES):
        field = _FIELD.match(text, at)
        if field and (kind := _kind(field["name"])):
            known += 1
            told.setdefault(kind, field["value"].strip(" \t\"'"))
            at = field.end()
        elif (more := _MORE.match(text, at)) and known:
            at = more.end()
        elif rule and field:
            at = field.end()
        else:
            break
    ends = _RULE.match(text, at) if rule else _BLANK.match(text, at)
    if known < LEAST_KNOWN or ends is None or not text[ends.end() :].strip():
        return []
    date = write_date(told.get("date", ""))
    return [
        Piece(
            (trimmed(text, ends.end(), len(text)),),
            told.get("title", ""),
            told.get("outlet", ""),
            date.date if date else "",
            told.get("language", ""),
        )
    ]


def _kind(name: str) -> str:
    """Return what a line of a head tells: one of our columns, or "other"; "" if its name is none of a head."""
    plain = re.sub(r"[^a-z0-9]", "", unicodedata.normalize("NFKD", name.casefold()))
    return _KNOWN.get(plain) or ("other" if plain in HEAD_NAMES else "")
