r"""Mask what a web page adds to an article: forms, credits, datelines, navigation, repeated headlines.

Clutter is masked, never deleted: each masked span keeps its offsets and a reason, and can be listed.
A line with a quotation in it is never masked, because it may be somebody's words; but for corrections, which are about the
article.

Two kinds of evidence are used: the form of a line (`LINE_RULES` and below), and that the same line
recurs over the articles of one outlet (`count_lines`).
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import pandas as pd

from retold.articles.segment import BLANK, LINE
from retold.language.english.page import (
    BYLINE,
    CORRECTION,
    LINE_RULES,
    PAGER,
    PAGER_SURE,
    RELATED,
    SHARE_SURE,
    SHARE_WORDS,
    TIME_SURE,
    TIME_WORDS,
)
from retold.language.identify import guess_language, is_foreign, main_script
from retold.language.lexicon import ENGLISH, article_languages, warn_of_languages
from retold.tables import empty_table, require

Span = tuple[int, int, str]

# A menu, form or credit line is short; longer ones are paragraphs, in which no form of a line is looked for.
LONGEST_LINE = 300

# A correction may be a paragraph, and may quote: what it says is about the article, and nobody's words.
LONGEST_CORRECTION = 800

# "Home > World > Asia", "News | Sport | Weather": a menu is at least so many parts of at most so many words, none a sentence.
MENU_PARTS, MENU_WORDS = 3, 4
_MENU_SIGN = re.compile(r"\s+[>|»/•·›→]\s+|\s+::\s+")
# The lines under such a heading: at most this many, each a headline of at most so many words.
RELATED_LINES, RELATED_WORDS = 10, 14

TIME_TOKEN = re.compile(r"[^\W\d_][\w.]*|\d+")

# "TOWN, (Agency) - ", "TOWN, May 3 (Agency) — ", "Town (Agency) —", "TOWN, May 3. /AGENCY/. ", "TOWN — ".
_PLACE = r"[A-Z][\w.'’]*(?:[ -][A-Z][\w.'’]*){0,3}(?:, [A-Z][\w.'’]*(?: [A-Z][\w.'’]*)?)?"
_DAY = r"(?:,? (?:\d{1,2} )?[A-Z][a-z]{2,8}\.?(?: \d{1,2})?(?:, \d{4})?)"
DATELINE = re.compile(
    rf"{_PLACE}(?:,{_DAY}?|{_DAY})?\s\([A-Z][^()]{{1,40}}\)\s*[-–—:]\s?"
    rf"|{_PLACE},{_DAY}?\s\([A-Z][A-Z\d ./&-]{{1,40}}\)\s"
    rf"|{_PLACE}{_DAY}?\. /[A-Z][^/\n]{{1,30}}/\.\s"
    rf"|[A-Z][A-Z.'’ -]{{2,30}}(?:,(?! )|, [A-Z][\w.]+|,{_DAY}|{_DAY})?\s[–—-]\s"
)

# Headline, site, image and author stand before the text; what is only told by its place is looked for in so many lines.
TOP_LINES = 8

# A headline copied to the text is looked for in this many lines after it.
GLUED_WITHIN = 3

# A line recurs if it stands in this many articles of an outlet, and in more than this share of them: two alike may
# be chance or one article twice, and a passage that reports share is seldom in most of an outlet's articles.
RECURRING_ARTICLES, RECURRING_SHARE = 3, 0.5

# A line of a page's frame is short; a longer one that recurs is a reused passage, which notebook 04 looks for.
RECURRING_LENGTH = 200

# An article most of whose characters recur is another version of one article, not a frame without a text.
RECURRING_MOST = 0.5

# So many articles of an outlet show what recurs in it, and keep memory bounded by the number of outlets.
OUTLET_SAMPLE = 200

_QUOTATION = re.compile(r"[\"“”„«»「『]")


class Lines(NamedTuple):
    """How often each line stands in the articles of each outlet, and how many articles were counted."""

    counts: dict[str, Counter[bytes]]
    articles: dict[str, int]

    def recur(self, outlet: str) -> frozenset[bytes]:
        """Return the lines that recur in an outlet."""
        least = max(RECURRING_ARTICLES, int(self.articles.get(outlet, 0) * RECURRING_SHARE) + 1)
        return frozenset(line for line, n in self.counts.get(outlet, {}).items() if n >= least)


def count_lines(frames: Iterable[pd.DataFrame]) -> Lines:
    r"""Count the lines of each outlet's articles, as a first pass over a corpus that is read in frames.

    Parameters
    ----------
    frames : iterable of pandas.DataFrame
        Columns ``text`` and, if known, ``outlet``; articles without an outlet count as one outlet's.

    Returns
    -------
    Lines
        For `find_clutter`. The first `OUTLET_SAMPLE` articles of an outlet are counted, each text once.

    Examples
    --------
    >>> texts = [f"Rain in {town}\nRead the North News" for town in ("Aby", "Boda", "Coda")]
    >>> lines = count_lines([pd.DataFrame({"outlet": "North", "text": texts})])
    >>> len(lines.recur("North"))
    1
    """
    counts: dict[str, Counter[bytes]] = {}
    seen: dict[str, set[bytes]] = {}
    for frame in frames:
        outlets = frame["outlet"] if "outlet" in frame.columns else [""] * len(frame)
        for outlet, text in zip(outlets, frame["text"], strict=True):
            texts = seen.setdefault(outlet, set())
            if len(texts) >= OUTLET_SAMPLE or (whole := _digest(text)) in texts:
                continue
            texts.add(whole)
            lines = {_digest(_normal(line)) for _, line in _lines(text) if len(line) <= RECURRING_LENGTH}
            counts.setdefault(outlet, Counter()).update(lines)
    return Lines(counts, {outlet: len(texts) for outlet, texts in seen.items()})


def find_clutter(articles: pd.DataFrame, *, lines: Lines | None = None) -> pd.DataFrame:
    r"""Find the spans that belong to the page, not to the report.

    Parameters
    ----------
    articles : pandas.DataFrame
        Columns ``article_id`` and ``text``, and if known ``outlet``.
    lines : Lines, optional
        What `count_lines` counted over the whole corpus, where `articles` is one frame of it. Default: the
        lines of `articles`.

    Returns
    -------
    pandas.DataFrame
        The table ``masked``: article_id, start, end (code points, half open), reason (``form``,
        ``login``, ``cookies``, ``subscription``, ``navigation``, ``share``, ``related``, ``credit``, ``site``, ``timestamp``, ``dateline``,
        ``correction``, ``foreign``, ``recurring``, ``headline_repeated`` or ``headline_glued``), text. Spans of one
        article are in order and do not overlap.

    Examples
    --------
    >>> articles = pd.DataFrame({"article_id": ["a"], "text": ["News\nIt rained.\nLeave a Reply"]})
    >>> find_clutter(articles)[["start", "end", "reason"]].values.tolist()
    [[16, 29, 'form']]
    """
    require(articles, ("article_id", "text"), "articles", where="find_clutter")
    warn_of_languages(article_languages(articles, len(articles)), reader="lines of the page", only=ENGLISH)
    lines = lines or count_lines([articles])
    outlets = articles["outlet"] if "outlet" in articles.columns else [""] * len(articles)
    known = {outlet: lines.recur(outlet) for outlet in sorted(set(outlets))}
    rows = [
        (name, start, end, reason, text[start:end])
        for name, outlet, text in zip(articles["article_id"], outlets, articles["text"], strict=True)
        for start, end, reason in clutter_spans(text, recurring=known[outlet])
    ]
    return pd.DataFrame(rows, columns=empty_table("masked").columns) if rows else empty_table("masked")


def clutter_spans(text: str, *, recurring: frozenset[bytes] = frozenset()) -> list[Span]:
    """Return the clutter of one text as (start, end, reason), in order and without overlaps."""
    lines = list(_lines(text))
    reasons = [
        "correction" if _is_correction(line, number) else _line_reason(line, number)
        for number, (_, line) in enumerate(lines)
    ]
    _mark_related(lines, reasons)
    _mark_foreign(text, lines, reasons)
    _mark_recurring(lines, reasons, recurring)
    spans: list[Span] = []
    headline = ""
    since = 0  # lines of the text since the headline
    for number, ((offset, line), reason) in enumerate(zip(lines, reasons, strict=True)):
        if reason:
            spans.append((offset, offset + len(line), reason))
        elif not headline:
            headline = line
        else:
            since += 1
            if found := _beginning(line, headline, since, number):
                spans.append((offset, offset + found[0], found[1]))
    return spans


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield the visible lines with their offsets, without the white space around them."""
    for found in LINE.finditer(text):
        line = found.group()
        bare = line.strip() if line.isascii() else _EDGES.sub("", line)
        if bare:
            yield found.start() + line.index(bare), bare


_EDGES = re.compile(rf"^[{BLANK}]+|(?<![{BLANK}])[{BLANK}]+\Z")


def _is_correction(line: str, number: int) -> bool:
    return number > 0 and len(line) <= LONGEST_CORRECTION and CORRECTION.match(line) is not None


def _line_reason(line: str, number: int) -> str:
    """Return why a line by itself is clutter, or ""."""
    if len(line) > LONGEST_LINE:
        return ""
    if PAGER_SURE.search(line) and PAGER.fullmatch(line):
        return "navigation"
    if _is_quotation(line):
        return ""
    for reason, rule in LINE_RULES:
        if rule.match(line):
            return reason
    if len(line) <= 100:
        if RELATED.match(line):
            return "related"
        words = line.lower().replace("|", " ").replace(",", " ").split()
        if SHARE_SURE.intersection(words) and SHARE_WORDS.issuperset(words):
            return "share"
        if _is_menu(line):
            return "navigation"
        if _is_time(line, number):
            return "timestamp"
        if 0 < number < TOP_LINES and BYLINE.match(line):
            return "credit"
    return ""


def _is_menu(line: str) -> bool:
    parts = _MENU_SIGN.split(line)
    return len(parts) >= MENU_PARTS and all(
        part and len(part.split()) <= MENU_WORDS and part[-1] not in ".,;:!?" for part in parts
    )


def _is_quotation(line: str) -> bool:
    return line[0] in "'‘" or _QUOTATION.search(line) is not None


def _is_time(line: str, number: int) -> bool:
    """Tell a line of date and time alone. A bare date may head a chronology, but for the top of the page."""
    if not any(character.isdigit() for character in line):
        return False
    words = [word.lower().rstrip(".") for word in TIME_TOKEN.findall(line)]
    if not all(word.isdigit() or word in TIME_WORDS for word in words):
        return False
    return bool(TIME_SURE.search(line)) or (0 < number < TOP_LINES and len(words) >= 3)


def _mark_related(lines: list[tuple[int, str]], reasons: list[str]) -> None:
    """Mark the headlines under a heading such as "Related news"."""
    last = -1
    for number, reason in enumerate(reasons):
        if reason != "related" or number <= last:
            continue
        last = number
        while (
            last + 1 < len(lines)
            and last - number < RELATED_LINES
            and reasons[last + 1] in ("", "timestamp")
            and _is_headline(lines[last + 1][1])
        ):
            last += 1
        # What stands right before a paragraph may be its heading.
        if last + 1 < len(lines) and last > number and not reasons[last + 1]:
            last -= 1
        for place in range(number + 1, last + 1):
            reasons[place] = reasons[place] or "related"


def _is_headline(line: str) -> bool:
    return (
        len(line) <= LONGEST_LINE
        and line[-1] not in ".:;"
        and not _is_quotation(line)
        and len(line.split()) <= RELATED_WORDS
    )


def _mark_foreign(text: str, lines: list[tuple[int, str]], reasons: list[str]) -> None:
    language, script = guess_language(text), main_script(text)
    for number, (_, line) in enumerate(lines):
        if not reasons[number] and len(line) <= LONGEST_LINE and not _is_quotation(line):
            reasons[number] = "foreign" if is_foreign(line, language=language, script=script) else ""


def _mark_recurring(lines: list[tuple[int, str]], reasons: list[str], recurring: frozenset[bytes]) -> None:
    if not recurring:
        return
    found = [
        number
        for number, (_, line) in enumerate(lines)
        if len(line) <= RECURRING_LENGTH and not _is_quotation(line) and _digest(_normal(line)) in recurring
    ]
    if sum(len(lines[n][1]) for n in found) <= RECURRING_MOST * sum(len(line) for _, line in lines):
        for number in found:
            reasons[number] = reasons[number] or "recurring"


def _beginning(line: str, headline: str, since: int, number: int) -> tuple[int, str] | None:
    """Return how much of a line's beginning is clutter, and why: a headline's copy, or a dateline."""
    if not _is_quotation(headline):
        if len(line) <= LONGEST_LINE and _normal(line) == _normal(headline):
            return len(line), "headline_repeated"
        if since <= GLUED_WITHIN and _is_glued(line, headline):
            return len(headline), "headline_glued"
    if number < TOP_LINES and (dateline := DATELINE.match(line)) and not _is_quotation(dateline.group()):
        return len(dateline.group().rstrip()), "dateline"
    return None


def _is_glued(line: str, headline: str) -> bool:
    following = line[len(headline) : len(headline) + 1]
    return len(headline.split()) > 2 and line.startswith(headline) and following.isalpha()


def _normal(line: str) -> str:
    """Return a line as it is compared: NFC, one kind of space and mark, no case, no invisible signs."""
    if not line.isascii():
        line = unicodedata.normalize("NFC", line).translate(_SAME)
    return " ".join(line.lower().split())


_SAME = str.maketrans("’‘“”„«»–—\u00a0", '\'\'"""""-- ', "\u00ad\ufeff\u200b\u200c\u200d\u2060")


def _digest(text: str) -> bytes:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()
