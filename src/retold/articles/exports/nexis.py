"""Nexis Uni and the older LexisNexis: ``End of Document`` after each article, or ``1 of 60 DOCUMENTS`` before it.

The newer form heads an article with title, outlet, date, copyright and lines such as ``Length: 212 words``, then a line ``Body``;
the older one writes the same names in capitals, with the title below outlet and date. Both end with lines such as
``Load-Date:`` and ``Language:``. Written from such files as libraries describe them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile

from retold.articles.exports.piece import Line, Piece, lines_of, paragraphs, trimmed
from retold.articles.publication import write_date

END = re.compile(r"^[ \t]*End of Document[ \t\r]*$", re.MULTILINE)
OLD_START = re.compile(
    r"^[ \t\ufeff]*\d+ of \d+ DOCUMENTS?[ \t\r]*$|^[ \t\ufeff]*(?:Dokument|Document) \d+ (?:von|de|of) \d+[ \t\r]*$",
    re.MULTILINE,
)

# Names of lines in the head, and in the foot: none of them is a sentence of the article.
_HEAD = (
    r"(?:Section|Length|Byline|Dateline|Highlight|Graphic|Series|Edition|Correction|Copyright|Link to (?:Image|PDF)|Source|Guest|Author"
    r"|Autor|Rubrik|Länge|Leitsatz|Ressort|Auteur|Rubrique|Longueur|Encart)"
)
_FIELD = re.compile(rf"{_HEAD}\s*:", re.IGNORECASE)
_BODY = re.compile(r"Body:?|BODY:?", re.ASCII)
_FOOT = re.compile(
    r"(?:Classification|Graphic|Correction|Notes|References)$"
    r"|(?:Load-Date|Language|Publication-Type|Journal Code|Subject|Company|Organization|Person|Geographic|Industry|Ticker"
    r"|Country|State|City|Acc-No|Document-Type|Correction-Date|Update|Pub-Type|DOI|ISSN|Links?"
    r"|Sprache|Dokumenttyp|Langue|Date-chargement|Type-publication|Type de publication|Type de document)\s*:",
    re.IGNORECASE,
)
# What a foot begins with: the one line among those above that no article has, and the heading over the others.
_FOOT_START = re.compile(
    r"(?:Load-Date|Publication-Type|Document-Type|Journal Code|Acc-No|Graphic|Correction-Date|Update|Date-chargement|Type-publication)\s*:.*|Classification|Graphic"
    r"|End of Document",
    re.IGNORECASE,
)
_COPYRIGHT = re.compile(r"(?:Copyright|©|\(c\)|Alle Rechte|All Rights Reserved)", re.IGNORECASE)
# What stands on the pages of a file, and on its cover.
_PAGE = re.compile(
    r"Page \d+ of \d+|About LexisNexis.*|Privacy Policy.*|Terms & Conditions.*|Date and Time:.*|Job Number:.*|Documents? \(\d+\)"
    r"|Client/Matter:.*|Search Terms:.*|Search Type:.*|Narrowed by:.*|Content Type.*|User Name:.*|\d+\.\s.*|\|.*",
    re.IGNORECASE,
)
_LENGTH = re.compile(r"(?:Length|Länge|Longueur)\s*:\s*([\d.,]+)", re.IGNORECASE)
_LANGUAGE = re.compile(r"(?:Language|Sprache|Langue)\s*:\s*([A-Za-z]+)", re.IGNORECASE)
# An outlet's name is short; a date stands alone on its line, maybe with an edition behind it.
_LONGEST_NAME = 100
# Characters of a day in ISO 8601, and the words that may stand behind it: a weekday, an hour, an edition.
DAY, MOST_BEHIND = 10, 5


def split(text: str) -> list[Piece]:
    """Return the articles of a file of Nexis; none if it is not one."""
    if END.search(text):
        bounds = [0, *(match.end() for match in END.finditer(text))]
        blocks = [(start, end) for start, end in pairwise(bounds)]
        old = False
    elif starts := list(OLD_START.finditer(text)):
        ends = [*(match.start() for match in starts[1:]), len(text)]
        blocks = [(match.end(), end) for match, end in zip(starts, ends, strict=True)]
        old = True
    else:
        return []
    pieces = [_piece(text, list(lines_of(text, start, end)), old=old) for start, end in blocks]
    found = [piece for piece in pieces if piece is not None]
    # A note that happens to say so is no export: an article of one has a date, an outlet or a length.
    return found if any(piece.date or piece.outlet or piece.length for piece in found) else []


def _piece(text: str, lines: Sequence[Line], *, old: bool) -> Piece | None:
    lines = [line for line in lines if not END.fullmatch(line.text)]
    if not lines:
        return None
    body = _body_start(lines, old=old)
    head, rest = lines[:body], lines[body:]
    foot = next((n for n, line in enumerate(rest) if _FOOT_START.fullmatch(line.text)), len(rest))
    while foot and _FOOT.match(rest[foot - 1].text):
        foot -= 1
    while foot and _COPYRIGHT.match(rest[foot - 1].text):
        foot -= 1
    content = [line for line in rest[:foot] if line.text]
    if not content:
        return None
    own = list(_without_cover(head))
    title, outlet, date = _names(text, own, old=old)
    told = "\n".join(line.text for line in lines)
    length, language = _LENGTH.search(told), _LANGUAGE.search("\n".join(line.text for line in rest[foot:]))
    span = trimmed(text, content[0].start, content[-1].end)
    return Piece((span,), title, outlet, date, language[1] if language else "", length[1] if length else "")


def _body_start(lines: Sequence[Line], *, old: bool) -> int:
    """Return which line the text begins at: the one after ``Body``, else after the last line of the head."""
    for n, line in enumerate(lines):
        if _BODY.fullmatch(line.text):
            return n + 1
    fields = [n for n, line in enumerate(lines) if _FIELD.match(line.text)]
    # A head without `Body` ends with its last named line; names further down are the foot's.
    last = next((n for n in reversed(fields) if n < len(lines) - 1 and not _in_foot(lines, n)), None)
    if last is not None:
        return last + 1
    dated = next((n for n, line in enumerate(lines) if _date(line.text)), None)
    start = 0 if dated is None else dated + 1
    while start < len(lines) and _COPYRIGHT.match(lines[start].text):
        start += 1
    return start + 1 if old and start < len(lines) - 1 else start


def _in_foot(lines: Sequence[Line], at: int) -> bool:
    return any(_FOOT_START.fullmatch(line.text) for line in lines[: at + 1])


def _without_cover(head: Sequence[Line]) -> Iterator[Line]:
    """Yield the lines of a head, less those of the pages and of the cover before it."""
    for line in head:
        # "13. Mai 2021" is no item of a list.
        if not _PAGE.fullmatch(line.text) or _date(line.text):
            yield line


def _date(line: str) -> str:
    """Return the day that a line begins with; what may stand behind it is an edition, an hour or a weekday."""
    words = line.replace(",", ", ").split()
    for size in range(min(len(words), 7), 1, -1):
        written = write_date(" ".join(words[:size]).rstrip(",;"))
        if written and len(written.date) == DAY and len(words) - size <= MOST_BEHIND:
            return written.date
    written = write_date(line)
    return written.date if written else ""


def _names(text: str, head: Sequence[Line], *, old: bool) -> tuple[str, str, str]:
    """Return title, outlet and date of a head: the outlet stands right above the date, the title above or below both."""
    at = next((n for n, line in enumerate(head) if _date(line.text)), None)
    if at is None:
        return (head[0].text if head and not _FIELD.match(head[0].text) else ""), "", ""
    date = _date(head[at].text)
    outlet = head[at - 1].text if at and len(head[at - 1].text) <= _LONGEST_NAME else ""
    if not old:
        return (head[at - 2].text if at > 1 else ""), outlet, date
    below = list(takewhile(lambda line: not _named(line.text), head[at + 1 :]))
    # Below the date there may be an edition before the title.
    titles = paragraphs(text, below)
    return (titles[-1] if titles else ""), outlet, date


def _named(line: str) -> bool:
    return bool(_FIELD.match(line) or _BODY.fullmatch(line) or _COPYRIGHT.match(line))
