"""Mask what a web page adds to an article: forms, credits, datelines, navigation, repeated headlines.

Clutter is masked, never deleted: each masked span keeps its offsets and a reason, and can be listed.
A line that opens with a quotation mark is never masked, because it may be somebody's words.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator

import pandas as pd

from retold.tables import empty_table

Span = tuple[int, int, str]

OPENING_MARKS = "\"“„«‘'"

# Whole lines, by what they are for. The forms are those of common publishing systems, not of one outlet;
# each is anchored at the line's start, so that a sentence which mentions a comment or a login stays.
LINE_RULES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (reason, re.compile(rf"\s*(?:{forms})", re.IGNORECASE))
    for reason, forms in (
        (
            "form",
            r"leave a (?:reply|comment)|post (?:a )?comment|add a comment|(?:please )?enter your (?:name|comment|e-?mail)"
            r"|your e-?mail address will not|required fields are|save my name, e-?mail|to (?:take part|participate) in the"
            r" (?:discussion|conversation|debate)|comments? (?:are )?closed|\d+ comments?\s*$",
        ),
        (
            "login",
            r"(?:please )?(?:log|sign) ?in(?: or| /| to|\s*$)|register(?: or| to|\s*$)|create an account|subscribe",
        ),
        (
            "navigation",
            r"back to (?:the )?top|skip to (?:main )?content|read more\b|continue reading|next (?:article|post)\b"
            r"|previous (?:article|post)\b|share (?:this|on|via)\b|click to share|print this|advertisement\s*$",
        ),
        (
            "related",
            r"(?:recent|related|more|latest|popular|trending) (?:articles?|news|posts?|stories|topics)\s*:?\s*$"
            r"|you (?:may|might) also like|most (?:read|viewed|popular)|see also\s*:?\s*$",
        ),
        ("credit", r"©|\(c\) |(?:photo|image|picture)s?(?: credit| by|:)|getty images|file photo"),
        # An image's line as content systems leave it: "- Site, 1920" or "Caption - Site, 1920, 07.02.2022".
        ("site", r".{0,120}?-\s[^.]{1,60}, \d{3,4}(?:, \d{2}\.\d{2}\.\d{4})?\s*$"),
        ("site", r".{0,200}\bstay (?:tuned|informed|up to date)\b|follow us on\b|all rights reserved"),
    )
)

# "MOSCOW, (Agency) - " and "Place (Agency) —": a place, an agency in brackets, perhaps a dash.
DATELINE = re.compile(r"\s*[A-Z][\w.'’]*(?:[ -][A-Z][\w.'’]*){0,3},?\s\([A-Z][^()]{1,40}\)(?:\s*[-–—]\s?|\s)")

# A headline glued to the text is looked for in this many lines after it.
GLUED_WITHIN = 3

# A script is judged from this many letters on; fewer are a name or a sign.
FOREIGN_LETTERS = 8


def find_clutter(articles: pd.DataFrame) -> pd.DataFrame:
    r"""Find the spans that belong to the page, not to the report.

    Parameters
    ----------
    articles : pandas.DataFrame
        Columns ``article_id`` and ``text``.

    Returns
    -------
    pandas.DataFrame
        The table ``masked``: article_id, start, end (code points, half open), reason (``form``,
        ``login``, ``navigation``, ``related``, ``credit``, ``site``, ``dateline``, ``foreign``,
        ``headline_repeated`` or ``headline_glued``), text. Spans of one article do not overlap.

    Examples
    --------
    >>> articles = pd.DataFrame({"article_id": ["a"], "text": ["News\nIt rained.\nLeave a Reply"]})
    >>> find_clutter(articles)[["start", "end", "reason"]].values.tolist()
    [[16, 29, 'form']]
    """
    rows = [
        (row.article_id, start, end, reason, row.text[start:end])
        for row in articles.itertuples()
        for start, end, reason in clutter_spans(row.text)
    ]
    return pd.DataFrame(rows, columns=empty_table("masked").columns) if rows else empty_table("masked")


def clutter_spans(text: str) -> list[Span]:
    """Return the clutter of one text as (start, end, reason), in order and without overlaps."""
    lines = [(m.start(), m.group()) for m in re.finditer(r"[^\r\n]*\S[^\r\n]*", text)]
    script = _main_script(text)
    headline = lines[0][1].strip().lstrip("\ufeff") if lines else ""
    spans: list[Span] = []
    for number, (offset, line) in enumerate(lines):
        for start, end, reason in _line_clutter(line, number, headline, script):
            shift = len(line[start:end]) - len(line[start:end].lstrip())
            spans.append((offset + start + shift, offset + start + len(line[start:end].rstrip()), reason))
    return spans


def _line_clutter(line: str, number: int, headline: str, script: str) -> Iterator[Span]:
    text = line.strip()
    if text[0] in OPENING_MARKS:
        return
    for reason, rule in LINE_RULES:
        if rule.match(line):
            yield 0, len(line), reason
            return
    if script and _main_script(text) not in ("", script):
        yield 0, len(line), "foreign"
    elif number and text == headline:
        yield 0, len(line), "headline_repeated"
    elif 0 < number <= GLUED_WITHIN and _is_glued(text, headline):
        yield 0, line.index(headline) + len(headline), "headline_glued"
    elif dateline := DATELINE.match(line):
        yield 0, dateline.end(), "dateline"


def _is_glued(line: str, headline: str) -> bool:
    return len(headline.split()) > 2 and line.startswith(headline) and line[len(headline)].isalpha()


def _main_script(text: str) -> str:
    """Return the script most letters of a text are of ("LATIN", "CYRILLIC"), or "" if it has too few."""
    letters = [character for character in text if character.isalpha()]
    if len(letters) < FOREIGN_LETTERS:
        return ""
    scripts: Counter[str] = Counter()
    for character, n in Counter(letters).items():
        scripts[unicodedata.name(character, "?").split()[0]] += n
    return max(sorted(scripts), key=lambda name: scripts[name])
