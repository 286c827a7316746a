"""What a page shows by its type alone and an extractor of text would lose: names in bold, questions in bold, a table of turns.

Each is put as signs that people use for the same: a name on a line of its own, "**Will it rain?**", "Ann Lee | It will."
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

# A table of turns has so many rows at least, of so few cells each; its names come back, and its last cells hold so many words each.
LEAST_ROWS, MOST_CELLS, LEAST_WORDS = 3, 4, 3

# A name in a cell has so few words at most.
NAME_WORDS = 6

# So many lines in bold, of which so many are questions, make it worth a look whether a page is an interview.
LEAST_LINES, LEAST_QUESTIONS = 3, 2

_TYPE = r"(?:b|strong|em|i|span)"
_TIME = r"(?:<span\b[^<>]{0,200}>\s*[\[(]?[\d:.,]{3,12}[\])]?\s*</span>\s*)?"
# A paragraph of a page that opens with a name in bold or italics, and goes on without a colon.
_NAME_SET_OFF = re.compile(
    rf"((?i:<p\b[^>]{{0,200}}>\s*{_TIME}<({_TYPE})\b[^>]{{0,200}}>)\s*([^\W\d_a-z][^<>:.!?]{{1,60}}?)\s*</(?i:\2)>)(?=\s*[^\s<:])"
)
# Parts of a list of definitions, whose words would run together.
_DEFINITION = re.compile(r"(?i)<(/?)d[td]\b")
# A paragraph or its first line that is bold from end to end, or a heading, and ends as a question or a sentence does.
_SET_OFF = re.compile(
    r"(?i)(?P<open><p\b[^>]{0,200}>\s*<(?P<type>b|strong|em|i)\b[^>]{0,200}>|<(?P<head>h[2-6])\b[^>]{0,200}>|<p\b[^>]{0,200}\bquestion\b[^>]{0,200}>)"
    r"\s*(?P<said>[^<>]{2,2000}[.?!…][\"'”’»)]?)\s*(?P<close></(?P=type)>\s*(?:</p>|<br\s*/?>)|</(?P=head)>|</p>)"
)
_TABLE = re.compile(r"(?i)<table\b")
# What declares an encoding is refused in text that is decoded already.
_XML = re.compile(r"(?i)<\?xml[^<>]{0,200}>")


def keep_names(page: str) -> str:
    """Put names that a page sets off by their type alone, as of speakers, on lines of their own; the parts of a definition too.

    Examples
    --------
    >>> turns = "<p><b>Lee</b> No.</p><p><b>Fox</b> Why?</p>"
    >>> keep_names(turns * 2)[:31], keep_names(turns) == turns
    ('<p><b>Lee</b><br> No.</p><p><b>', True)
    """
    page = _DEFINITION.sub(r"<\1p", page)
    counts = Counter(found[3] for found in _NAME_SET_OFF.finditer(page))
    again = {name for name, count in counts.items() if count > 1}
    if len(again) < 2:
        return page
    return _NAME_SET_OFF.sub(lambda found: f"{found[1]}<br>" if found[3] in again else found[0], page)


def keep_questions(page: str) -> str:
    """Put stars around paragraphs in bold or italics and headings, if enough of them are questions.

    Examples
    --------
    >>> keep_questions("<p><b>Will it rain?</b></p><p>Yes.</p>" * 3)[:31]
    '<p><b>**Will it rain?**</b></p>'
    """
    asked = ["?" in found["said"][-2:] for found in _SET_OFF.finditer(page)]
    if len(asked) < LEAST_LINES or sum(asked) < LEAST_QUESTIONS:
        return page
    return _SET_OFF.sub(_starred, page)


def _starred(found: re.Match[str]) -> str:
    close = found["close"]
    if close.lower().rstrip(" />").endswith("br"):
        close = f"</{found['type']}></p><p>"
    return f"{found['open']}**{found['said'].strip()}**{close}"


def keep_tables(page: str) -> str:
    """Put the rows of a table of turns as paragraphs, its cells between bars: a name, and what its person says.

    Examples
    --------
    >>> rows = "<tr><td>Lee</td><td>It will rain.</td></tr><tr><td>Fox</td><td>Will it really?</td></tr>"
    >>> keep_tables(f"<div><table>{rows * 2}</table></div>")[:36]
    '<div><div><p>Lee | It will rain.</p>'
    """
    if not _TABLE.search(page):
        return page
    from lxml import html

    try:
        tree = html.fromstring(_XML.sub("", page, count=1))
    except (ValueError, html.etree.LxmlError):
        return page
    changed = False
    tables = [(table, list(_rows(table))) for table in tree.iter("table") if table.getparent() is not None]
    # Some pages give each turn a table of its own.
    small = [row for _, rows in tables if len(rows) < LEAST_ROWS for row in rows]
    apart = _holds_turns(small)
    for table, rows in tables:
        if not (apart if len(rows) < LEAST_ROWS else _holds_turns(rows)):
            continue
        kept = html.Element("div")
        for cells in rows:
            html.etree.SubElement(kept, "p").text = " | ".join(cells)
        kept.tail = table.tail
        table.getparent().replace(table, kept)
        changed = True
    return html.tostring(tree, encoding="unicode") if changed else page


def _rows(table: object) -> Iterator[list[str]]:
    for row in table.iter("tr"):  # type: ignore[attr-defined]
        cells = [" ".join(cell.text_content().split()) for cell in row if cell.tag in ("td", "th")]
        if any(cells):
            yield cells


def _holds_turns(rows: list[list[str]]) -> bool:
    """Tell whether rows are turns: of one of their first cells two names or more come back, and the last cells hold sentences."""
    rows = [row for row in rows if 2 <= len(row) <= MOST_CELLS]
    if len(rows) < LEAST_ROWS or sum(len(row[-1].split()) >= LEAST_WORDS for row in rows) < len(rows) / 2:
        return False
    for column in range(MOST_CELLS - 1):
        cells = [row[column] for row in rows if column < len(row) - 1]
        names = Counter(cell for cell in cells if cell[:1].isupper() and len(cell.split()) <= NAME_WORDS)
        if sum(count > 1 for count in names.values()) > 1 and 2 * sum(names.values()) > len(cells):
            return True
    return False
