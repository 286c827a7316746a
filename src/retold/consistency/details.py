"""Dates, durations and numbers inside statements, each in a slot, and where they conflict."""

from __future__ import annotations

import calendar
import re
from bisect import bisect_right
from collections.abc import Hashable, Iterator, Mapping
from datetime import date
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy import sparse

from retold.consistency.wording import FUNCTION_WORDS, NUMBER_WORDS, Token, is_content, split_words, stem_word
from retold.errors import TableError
from retold.tables import conform, empty_table, natural_key

KINDS = ("date", "duration", "number")

# Words further away than this belong to another thing of the same sentence.
CONTEXT_WORDS = 16

# Two details of one article this close stand in a list, a range or a contrast: they are meant to differ.
NEAR_CHARACTERS = 250

# Same head and two shared words, one of them rare, is the least that makes two slots the same ...
SHARED_WORDS = 2
# ... where no head is known, the sentences must be the same in the main ...
SHARED_WORDS_WITHOUT_HEAD = 4
SHARED_PART_WITHOUT_HEAD = 0.7
# ... and numbers, of which a report holds many with one unit, ask for more than dates.
SHARED_WORDS_OF_NUMBERS = 3
SHARED_PART_OF_NUMBERS = 0.5

# Slots that share less than this are not worth a row that says they cannot be compared.
SHARED_WORDS_NOT_COMPARABLE = 3
RARE_WORDS_NOT_COMPARABLE = 2

# A word in more of the slots than this is what the articles are about, and tells nothing apart.
RARE_PART = 0.2
RARE_COUNT = 2

# "About 40" and 45 may be the same count.
APPROXIMATE_TOLERANCE = 0.25
# 60 days and two months are.
UNIT_TOLERANCE = 0.1

_MONTHS = "January February March April May June July August September October November December"
MONTHS = {name: number for number, name in enumerate(_MONTHS.split(), 1)} | {
    "Jan": 1, "Feb": 2, "Mar": 3, "Apr": 4, "Jun": 6, "Jul": 7,
    "Aug": 8, "Sep": 9, "Sept": 9, "Oct": 10, "Nov": 11, "Dec": 12,
}  # fmt: skip

# Words right before a number of four digits that make a year of it.
_YEAR_CUES = (
    "in since of by from until till before after during to the a an this that its their his her our"
    " and between year early late mid pre post dated spring summer autumn fall winter around about circa"
    " through for"
)
YEAR_CUES = frozenset(_YEAR_CUES.split())
MONTH_CUES = frozenset(["in", "since", "until", "till", "by", "of", "from", "during", "early", "late", "mid"])
DETERMINERS = frozenset(["the", "a", "an", "this", "that", "its", "their", "his", "her", "our"])

# Words up to three places before (or one after) that make a value approximate.
_APPROXIMATE = (
    "about around approximately roughly nearly almost some over circa estimated under early late mid end"
    " beginning start middle"
)
APPROXIMATE = frozenset(_APPROXIMATE.split())
APPROXIMATE_PAIRS = frozenset(
    {("more", "than"), ("less", "than"), ("fewer", "than"), ("at", "least"), ("at", "most"), ("up", "to")}
    | {("close", "to"), ("as", "many"), ("as", "much"), ("or", "so")}
)

# "The treaty of 1950" gives the treaty a date, "in 1950" the whole sentence.
ATTACHING = frozenset(["of", "from", "dated"])

OPEN_START = frozenset(["before", "until", "till", "by", "pre"])
OPEN_END = frozenset(["after", "since", "post"])

UNITS = {
    "second": "PT{}S",
    "minute": "PT{}M",
    "hour": "PT{}H",
    "day": "P{}D",
    "week": "P{}W",
    "month": "P{}M",
    "year": "P{}Y",
}
DAYS = {"S": 1 / 86400, "m": 1 / 1440, "H": 1 / 24, "D": 1.0, "W": 7.0, "M": 30.44, "Y": 365.25}
SCALES = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12}
PEOPLE = frozenset(["people", "men", "women", "children", "personnel", "percent", "police"])

# Different words for one kind of thing, each kind under its first word.
_KINDS_OF_THING = (
    "declaration statement proclamation",
    "treaty agreement accord pact deal protocol convention memorandum",
    "law act bill decree statute",
    "talks negotiations negotiation meeting conversation discussions discussion consultations",
    "summit conference forum",
    "war invasion offensive attack",
    "election elections vote referendum",
)
THINGS = {stem_word(word): line.split()[0] for line in _KINDS_OF_THING for word in line.split()}

# One thing has several dates: that of its draft, its signing, its end.
_ASPECTS = (
    "signed drafted negotiated agreed rejected adopted approved ratified withdrew withdrawn expired published"
    " announced began started ended launched opened closed proposed completed cancelled suspended founded"
    " joined left"
)
ASPECTS = frozenset(stem_word(word) for word in _ASPECTS.split())

_YEAR = r"(?:1[5-9]|20)\d\d"
_MONTH = "|".join(sorted(MONTHS, key=lambda name: -len(name)))
_DAY = r"[0-3]?\d(?:st|nd|rd|th)?"
_TO = r"\s?(?:-|\u2013|\u2014|to|and)\s?"
_DATE = re.compile(
    rf"""(?<![\w.,/$€£])(?:
      (?P<iso>\d{{4}}-\d\d-\d\d)
    | (?P<dotted>\d{{1,2}}[./]\d{{1,2}}[./]\d{{4}})
    | (?P<m1>{_MONTH})\.?\s(?P<d1>{_DAY})(?:{_TO}(?P<e1>{_DAY}))?(?!\w|[.,:]\d)(?:,?\s(?P<y1>{_YEAR})\b)?
    | (?P<d2>{_DAY})(?:{_TO}(?P<e2>{_DAY}))?\s(?:of\s)?(?P<m2>{_MONTH})\b(?:,?\s(?P<y2>{_YEAR})\b)?
    | (?P<m3>{_MONTH})\.?,?\s(?:of\s)?(?P<y3>{_YEAR})\b
    | (?P<m4>{_MONTH})(?:\s(?P<of4>last|this|next)\syear\b)
    | (?:(?P<r5>[Ll]ast|[Tt]his|[Nn]ext)\s)?(?P<m5>{_MONTH})\b
    | (?P<decade>(?:1[5-9]|20)\d0)s\b
    | (?P<r6>[Ll]ast|[Tt]his|[Nn]ext)\syear\b
    | (?P<y7>{_YEAR})\s?[-\u2013]\s?(?P<z7>{_YEAR})\b
    | (?P<year>{_YEAR})(?![\w%]|[.,]\d|-\d)
    )""",
    re.VERBOSE,
)
_WORDS = "|".join(
    sorted((word for word in NUMBER_WORDS if word != "zero"), key=lambda word: (-len(word), word))
)
_NUMBER = re.compile(
    rf"""(?<![\w.,/:$€£\u2019'-])(?:
      (?P<digits>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?)
    | (?P<words>(?:{_WORDS})(?:[-\s](?:{_WORDS}))?)\b
    )(?:[-\s](?P<scale>{"|".join(SCALES)})\b)?(?![\w/:]|[.,]\d|[.]\w)""",
    re.VERBOSE | re.IGNORECASE,
)
_EDGE = re.compile(r"\n|(?P<word>[^\W\d_]+)?[.!?]+[\"'\u201d\u2019)\]]*\s")
# "Mr.", "St.", "Gen.": what is short, has a capital and a full stop ends no sentence.
_ABBREVIATION = 3


class _Found(NamedTuple):
    kind: str
    value: str
    start: int
    end: int
    unit: str = ""


class _Article(NamedTuple):
    text: str
    date: date | None
    tokens: list[Token]
    edges: list[int]


def find_details(statements: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Find the dates, durations and numbers in the statements, and what each of them is of.

    Parameters
    ----------
    statements : DataFrame
        Columns statement_id, article_id, start, end.
    articles : DataFrame
        Columns article_id, text, and date (ISO 8601) where known: "last April" is counted back from it.

    Returns
    -------
    DataFrame
        The table ``details``: detail_id, article_id, statement_id, kind (``date``, ``duration``,
        ``number``), slot, value, approximate, start, end, text. Offsets are code points of the raw article.

        ``value`` of a date is in EDTF (ISO 8601-2): ``1990``, ``2022-03``, ``XXXX-07-28`` (no year given),
        ``../1997`` (before), ``199X``; of a duration in ISO 8601 (``PT5H``); of a number in digits. ``slot``
        is ``head | words``: what the date is attached to or the number counts, and the content words around.

    Raises
    ------
    TableError
        If a column is missing.

    Notes
    -----
    English. A date that does not exist (31 February) is no detail; neither is a number without a unit, a
    label ("Article 5") or an ordinal. A detail in several statements is that of the shortest.

    Examples
    --------
    >>> text = "The river treaty of 1950 was signed by 14 coastal towns."
    >>> articles = pd.DataFrame({"article_id": ["a"], "text": [text]})
    >>> statements = pd.DataFrame({"statement_id": ["a:1"], "article_id": ["a"], "start": [0], "end": [56]})
    >>> for row in find_details(statements, articles)[["kind", "value", "slot"]].values.tolist():
    ...     print(row)
    ['date', '1950', 'treaty | river signed coastal towns']
    ['number', '14', 'towns | river treaty signed coastal']
    """
    _check(statements, ["statement_id", "article_id", "start", "end"], "statements")
    _check(articles, ["article_id", "text"], "articles")
    rows: list[dict[str, object]] = []
    for article in articles.to_dict("records"):
        name = str(article["article_id"])
        own = statements[statements["article_id"].astype(str) == name]
        if not own.empty:
            rows += _article_details(name, _read_article(article.get("date"), str(article["text"])), own)
    return conform(pd.DataFrame(rows), "details") if rows else empty_table("details")


def _check(frame: pd.DataFrame, columns: list[str], what: str) -> None:
    missing = [column for column in columns if column not in frame.columns]
    if missing:
        raise TableError(f"the {what} lack the column {missing[0]!r}", where="details")


def _read_article(written: object, text: str) -> _Article:
    edges = [0]
    for match in _EDGE.finditer(text):
        word = match.group("word") or ""
        if not (word and word[0].isupper() and len(word) <= _ABBREVIATION and not word.isupper()):
            edges.append(match.end())
    return _Article(text, _read_date(written), split_words(text), [*edges, len(text)])


def _read_date(written: object) -> date | None:
    try:
        return date.fromisoformat(str(written)[:10])
    except ValueError:
        return None


def _article_details(name: str, article: _Article, statements: pd.DataFrame) -> list[dict[str, object]]:
    spans = sorted(
        (row["end"] - row["start"], natural_key(str(row["statement_id"])), row["start"], row["end"])
        for row in statements.to_dict("records")
    )
    names = {natural_key(str(statement)): str(statement) for statement in statements["statement_id"]}
    rows: list[dict[str, object]] = []
    for found in _find_all(article):
        holders = [key for _, key, start, end in spans if start <= found.start and found.end <= end]
        if holders:
            value, approximate = _qualify(article, found)
            rows.append(
                {
                    "detail_id": f"{name}:d{len(rows) + 1}",
                    "article_id": name,
                    "statement_id": names[holders[0]],
                    "kind": found.kind,
                    "slot": _slot(article, found),
                    "value": value,
                    "approximate": approximate,
                    "start": found.start,
                    "end": found.end,
                    "text": article.text[found.start : found.end],
                }
            )
    return rows


def _find_all(article: _Article) -> list[_Found]:
    dates = list(_find_dates(article))
    taken = np.zeros(len(article.text) + 1, dtype=bool)
    for found in dates:
        taken[found.start : found.end] = True
    numbers = [found for found in _find_numbers(article) if not taken[found.start : found.end].any()]
    valid = [found for found in dates if found.value]
    return sorted([*valid, *numbers], key=lambda found: (found.start, found.end))


def _find_dates(article: _Article) -> Iterator[_Found]:
    """Yield dates; one that cannot be has no value, and holds its place against being read as a number."""
    for match in _DATE.finditer(article.text):
        group = match.groupdict()
        if group["year"] and not _is_year(article, match.start(), match.end()):
            continue
        if group["m5"] and not group["r5"] and not _names_month(article, match.start()):
            continue
        yield _Found("date", _read_edtf(group, article.date), match.start(), match.end())


def _read_edtf(group: dict[str, str | None], today: date | None) -> str:
    """Return the EDTF value of a match; empty where there is no such date, or nothing to count from."""
    if group["iso"]:
        year, month, day = group["iso"].split("-")
        return _edtf(int(year), int(month), int(day))
    if group["dotted"]:
        return _numeric_date(group["dotted"])
    for month, first, last, year in (("m1", "d1", "e1", "y1"), ("m2", "d2", "e2", "y2")):
        if group[month]:
            days = [int(re.sub(r"\D", "", group[key] or "")) for key in (first, last) if group[key]]
            ends = [_edtf(int(group[year] or 0), MONTHS[group[month] or ""], day) for day in days]
            return "/".join(ends) if all(ends) else ""
    if group["m3"]:
        return _edtf(int(group["y3"] or 0), MONTHS[group["m3"]])
    if group["decade"]:
        return f"{group['decade'][:3]}X"
    if group["y7"]:
        return f"{group['y7']}/{group['z7']}" if group["y7"] < (group["z7"] or "") else ""
    return group["year"] or _relative_date(group, today)


def _edtf(year: int, month: int, day: int | None = None) -> str:
    """Return a date as EDTF, the year 0 standing for none; empty if there is no such date."""
    # Without a year, 29 February may be meant.
    if not 1 <= month <= 12 or (
        day is not None and not 1 <= day <= calendar.monthrange(year or 2000, month)[1]
    ):
        return ""
    return "-".join(
        [f"{year:04d}" if year else "XXXX", f"{month:02d}", *([] if day is None else [f"{day:02d}"])]
    )


def _numeric_date(written: str) -> str:
    """Read 7.2.2022 as a day and a month; with slashes, only where no other order is possible."""
    first, second, year = (int(part) for part in re.split(r"[./]", written))
    if "." in written or first > 12:
        return _edtf(year, second, first)
    return _edtf(year, first, second) if second > 12 or first == second else f"{year:04d}"


def _relative_date(group: dict[str, str | None], today: date | None) -> str:
    step = {"last": -1, "this": 0, "next": 1, "": 0}
    if group["r6"]:
        return str(today.year + step[group["r6"].lower()]) if today else ""
    if group["m4"]:
        return _edtf(today.year + step[group["of4"] or ""] if today else 0, MONTHS[group["m4"]])
    month, word = MONTHS[group["m5"] or ""], (group["r5"] or "").lower()
    if today is None or not word:
        return _edtf(0, month)
    past, coming = month < today.month, month > today.month
    years = {"last": 0 if past else -1, "this": 0, "next": 0 if coming else 1}
    return _edtf(today.year + years[word], month)


def _is_year(article: _Article, start: int, end: int) -> bool:
    before = _words_before(article, start, 1)
    cue = before[-1].form if before else ""
    opened = article.text[start - 1 : start] == "("
    if not opened and cue not in YEAR_CUES and not _is_possessive(article.text, start):
        return False
    following = _words_after(article, end, 1)
    # "Of 2000 soldiers" counts; "the 2000 elections" and "of 1999 speaks" do not.
    counts = bool(following) and _is_plural(following[0].form) and _is_round(article.text[start:end])
    return not counts or cue in DETERMINERS or _is_possessive(article.text, start)


def _is_round(digits: str) -> bool:
    return int(digits) % 100 == 0


def _is_possessive(text: str, start: int) -> bool:
    return bool(re.search("['\u2019]s? $", text[max(0, start - 3) : start]))


def _names_month(article: _Article, start: int) -> bool:
    """Say whether a lone month is one: "in March" is, "March on" and "May" are not."""
    before = _words_before(article, start, 1)
    return bool(before) and before[-1].form in MONTH_CUES


def _find_numbers(article: _Article) -> Iterator[_Found]:
    for match in _NUMBER.finditer(article.text):
        value = _number_value(match)
        if value is None or _is_no_count(article, match):
            continue
        following = _words_after(article, match.end(), 5)
        unit = following[0].form if following else ""
        if stem := next((name for name in UNITS if unit in (name, name + "s")), None):
            amount = f"{value * 10 if stem == 'decade' else value:g}"
            yield _Found("duration", UNITS[stem].format(amount), match.start(), following[0].end)
        elif article.text[match.end() : match.end() + 1] == "%" or unit == "percent":
            yield _Found("number", f"{value:.12g}", match.start(), match.end(), "percent")
        elif counted := _counted(article, match.end(), following):
            yield _Found("number", f"{value:.12g}", match.start(), match.end(), counted)


def _number_value(match: re.Match[str]) -> float | None:
    scale = SCALES[match.group("scale").lower()] if match.group("scale") else 1
    if match.group("digits"):
        return float(match.group("digits").replace(",", "")) * scale
    parts = [NUMBER_WORDS[word] for word in re.split(r"[-\s]", match.group("words").lower())]
    if len(parts) == 2 and not (parts[0] >= 20 and parts[0] % 10 == 0 and 0 < parts[1] < 10):
        return None  # "two three" is no number
    return float(sum(parts)) * scale


def _is_no_count(article: _Article, match: re.Match[str]) -> bool:
    """Say whether a number is a pronoun ("one"), part of a name ("Article 5"), or may be a year."""
    digits = match.group("digits")
    if not digits:
        return match.group().lower() == "one"
    may_be_year = bool(re.fullmatch(_YEAR, digits)) and not _is_round(digits)
    return may_be_year or _is_label(article, match.start())


def _is_label(article: _Article, start: int) -> bool:
    """Say whether a word with a capital stands right before a number, as in "Article 5"."""
    before = _words_before(article, start, 1)
    if not before or not before[-1].form[0].isalpha():
        return False
    word = before[-1]
    return article.text[word.start].isupper() and is_content(word.form)


def _counted(article: _Article, end: int, following: list[Token]) -> str:
    """Return the first plural after a number, with nothing but content words between; else nothing."""
    place = end
    for token in following:
        joined = article.text[place : token.start] in (" ", "-", "\u00a0")
        if not joined or not is_content(token.form) or token.form[0].isdigit():
            return ""
        if _is_plural(token.form):
            return token.form
        place = token.end
    return ""


def _is_plural(form: str) -> bool:
    return form in PEOPLE or (len(form) > 3 and form.endswith("s") and not form.endswith(("ss", "us", "is")))


def _words_before(article: _Article, start: int, count: int) -> list[Token]:
    """Return up to count words of the same sentence before a place."""
    last = bisect_right(article.tokens, start - 1, key=lambda token: token.start)
    edge = article.edges[bisect_right(article.edges, start) - 1]
    return [token for token in article.tokens[max(0, last - count) : last] if token.start >= edge]


def _words_after(article: _Article, end: int, count: int) -> list[Token]:
    """Return up to count words of the same sentence after a place."""
    first = bisect_right(article.tokens, end - 1, key=lambda token: token.start)
    place = bisect_right(article.edges, end)
    edge = article.edges[min(place, len(article.edges) - 1)]
    return [token for token in article.tokens[first : first + count] if token.start < edge]


def _qualify(article: _Article, found: _Found) -> tuple[str, bool]:
    """Return the value, opened by "before" or "since", and whether it is approximate."""
    before = [token.form for token in _words_before(article, found.start, 3)]
    after = [token.form for token in _words_after(article, found.end, 2)]
    pairs = {*pairwise(before), *pairwise(after)}
    approximate = bool(APPROXIMATE & set(before)) or bool(APPROXIMATE_PAIRS & pairs)
    # Which April "last April" is depends on the writer.
    written = article.text[found.start : found.end].lower()
    approximate = approximate or bool(re.match("(?:last|next) (?!year)", written))
    if found.kind != "date" or "/" in found.value or not before:
        return found.value, approximate
    if before[-1] in OPEN_START:
        return f"../{found.value}", approximate
    return (f"{found.value}/..", approximate) if before[-1] in OPEN_END else (found.value, approximate)


def _slot(article: _Article, found: _Found) -> str:
    before = _words_before(article, found.start, 2 * CONTEXT_WORDS)
    after = _words_after(article, found.end, 2 * CONTEXT_WORDS)
    head = found.unit or _head(article, found, before, after)
    left = [token for token in before if is_content(token.form) and not token.form[0].isdigit()]
    right = [token for token in after if is_content(token.form) and not token.form[0].isdigit()]
    near = sorted([*left, *right], key=lambda token: max(found.start - token.end, token.start - found.end))
    kept = sorted(near[:CONTEXT_WORDS], key=lambda token: token.start)
    words = dict.fromkeys(token.form for token in kept if token.form != head)
    return f"{head} | {' '.join(words)}".strip()


def _head(article: _Article, found: _Found, before: list[Token], after: list[Token]) -> str:
    """Return the word that a date is attached to, or the event that a duration is of; else nothing."""
    if found.kind == "duration":
        around = [*reversed(before), *after]
        return next((token.form for token in around if stem_word(token.form) in THINGS), "")
    if (before and before[-1].form in DETERMINERS) or _is_possessive(article.text, found.start):
        phrase = list(_noun_phrase(article, found.end, after[:3]))
        if phrase:
            return _pick(phrase, next_to=None)
    # "The treaty of the 1950s" is attached as "the treaty of 1950" is.
    lead = before[:-1] if before and before[-1].form == "the" else before
    joined = bool(lead) and lead[-1].form in ATTACHING
    if joined or article.text[max(0, found.start - 1) : found.start] == "(":
        words = lead[-5:-1] if joined else lead[-4:]
        forms = [token.form for token in reversed(words)]
        content = [form for form in forms if is_content(form) and form not in APPROXIMATE]
        return _pick(content, next_to=words[-1].form if words else "")
    return ""


def _noun_phrase(article: _Article, end: int, following: list[Token]) -> Iterator[str]:
    for token in following:
        if article.text[end : token.start] not in (" ", "-") or token.form in FUNCTION_WORDS:
            return
        yield token.form
        end = token.end


def _pick(content: list[str], *, next_to: str | None) -> str:
    """Return the nearest word for a known kind of thing, else the word that stands next to the date."""
    known = next((form for form in content if stem_word(form) in THINGS), None)
    if known or not content:
        return known or ""
    if next_to is None:
        return content[-1]
    return content[0] if content[0] == next_to else ""


class _Slot(NamedTuple):
    kind: str
    head: str
    words: dict[str, str]
    aspects: frozenset[str]
    value: str
    approximate: bool
    article_id: str
    start: int


def compare_details(details: pd.DataFrame) -> pd.DataFrame:
    """Compare details of one kind that stand in the same slot, and say whether they conflict.

    Parameters
    ----------
    details : DataFrame
        The table ``details``.

    Returns
    -------
    DataFrame
        The table ``conflicts``: detail_a, detail_b, kind, slot (what both have in common), verdict, reason.
        ``conflict``: both cannot be true of one thing. ``compatible``: same value, or one is approximate,
        less precise or of another aspect. ``not comparable``: the slots have words in common, but nothing
        shows that both are of the same thing.

    Notes
    -----
    Two slots are the same if their heads name the same kind of thing (see ``THINGS``) and two words around
    them have a stem in common, one of them rare among all slots; or if the sentences are the same in the
    main. Numbers ask for more, as one report counts many things in one unit. A conflict is meant to be
    missed rather than claimed wrongly: details that stand close in one article, approximate values and
    different aspects (drafted, signed) never conflict.

    Examples
    --------
    >>> texts = ["The river treaty of 1950 binds Norland.", "Norland keeps to the 1951 river treaty."]
    >>> articles = pd.DataFrame({"article_id": ["a", "b"], "text": texts})
    >>> ids = {"statement_id": ["a:1", "b:1"], "article_id": ["a", "b"]}
    >>> statements = pd.DataFrame(ids | {"start": 0, "end": 39})
    >>> conflicts = compare_details(find_details(statements, articles))
    >>> conflicts[["verdict", "reason"]].values.tolist()
    [['conflict', 'both date the treaty, with norland, river: 1950 and 1951 differ']]
    """
    _check(details, ["detail_id", "article_id", "kind", "slot", "value", "approximate", "start"], "details")
    if len(details) < 2:
        return empty_table("conflicts")
    order = details["detail_id"].astype(str).map(natural_key).sort_values(kind="stable").index
    ids = details.loc[order, "detail_id"].astype(str).tolist()
    slots = [_read_slot(row) for row in details.loc[order].to_dict("records")]
    rows = []
    for i, j, rare in _candidates(slots):
        if not _is_worth_a_row(slots[i], slots[j], rare):
            continue
        verdict, reason = _judge(slots[i], slots[j], rare)
        shared = [slots[i].words[stem] for stem in slots[i].words if stem in slots[j].words]
        head = slots[i].head if slots[i].head == slots[j].head else ""
        row = {
            "detail_a": ids[i],
            "detail_b": ids[j],
            "kind": slots[i].kind,
            "verdict": verdict,
            "reason": reason,
        }
        rows.append(row | {"slot": f"{head} | {' '.join(shared)}".strip()})
    return conform(pd.DataFrame(rows), "conflicts") if rows else empty_table("conflicts")


def _read_slot(row: Mapping[Hashable, object]) -> _Slot:
    head, _, words = str(row["slot"]).partition("|")
    stems = {stem_word(word): word for word in words.split()}
    stem = stem_word(head.strip())
    return _Slot(
        kind=str(row["kind"]),
        head=THINGS.get(stem, stem),
        words={key: word for key, word in stems.items() if key not in ASPECTS},
        aspects=frozenset(ASPECTS & stems.keys()),
        value=str(row["value"]),
        approximate=bool(row["approximate"]),
        article_id=str(row["article_id"]),
        start=int(str(row["start"])),
    )


def _candidates(slots: list[_Slot]) -> Iterator[tuple[int, int, int]]:
    """Yield pairs of one kind with two words in common, and how many of these are rare."""
    numbers: dict[str, int] = {}
    held = [
        (i, numbers.setdefault(stem, len(numbers))) for i, slot in enumerate(slots) for stem in slot.words
    ]
    places = np.array(held, dtype=np.int64)
    if not len(places):
        return
    shape = (len(slots), len(numbers))
    matrix = sparse.csr_array((np.ones(len(places)), (places[:, 0], places[:, 1])), shape=shape)
    counts = matrix.sum(axis=0)
    rare = matrix @ sparse.diags_array((counts <= max(RARE_COUNT, RARE_PART * len(slots))).astype(float))
    shared = sparse.triu(matrix @ matrix.T, k=1).tocoo()
    shared_rare = (rare @ rare.T).tocsr()
    for i, j, n in sorted(zip(shared.row.tolist(), shared.col.tolist(), shared.data.tolist(), strict=True)):
        a, b = slots[i], slots[j]
        # An article that says the same twice is no news.
        skipped = a.article_id == b.article_id and (
            a.value == b.value or abs(a.start - b.start) < NEAR_CHARACTERS
        )
        if n >= SHARED_WORDS and a.kind == b.kind and not skipped:
            yield i, j, int(shared_rare[i, j])


def _is_worth_a_row(a: _Slot, b: _Slot, rare: int) -> bool:
    """Say whether two slots are the same, or so alike that a reader would ask."""
    shared = [stem for stem in a.words if stem in b.words]
    if _same_slot(a, b, len(shared), rare):
        return True
    alike = len(shared) >= SHARED_WORDS_NOT_COMPARABLE and rare >= RARE_WORDS_NOT_COMPARABLE
    alike = alike or any(stem in THINGS for stem in shared) or (bool(a.head) and a.head == b.head)
    return rare > 0 and a.value != b.value and alike


def _judge(a: _Slot, b: _Slot, rare: int) -> tuple[str, str]:
    shared = [stem for stem in a.words if stem in b.words]
    if not _same_slot(a, b, len(shared), rare):
        words = ", ".join(a.words[stem] for stem in shared)
        return "not comparable", f"both stand with {words}, but nothing shows that they are of one thing"
    relation = _relate(a, b)
    names = ", ".join(sorted(a.words[stem] for stem in shared))
    thing = f"the {a.head}" if a.head and a.head == b.head else "the same thing"
    what = f"both {'date' if a.kind == 'date' else 'count'} {thing}, with {names}"
    if relation == "differ" and a.aspects != b.aspects:
        told = " and ".join(" ".join(sorted(side)) or "no aspect" for side in (a.aspects, b.aspects))
        return "compatible", f"{what}, but tell of different aspects ({told})"
    verdict = {"differ": "conflict", "far": "not comparable"}.get(relation, "compatible")
    ends = {
        "differ": f"{a.value} and {b.value} differ",
        "same": f"both say {a.value}",
        "overlap": f"{a.value} and {b.value} can both be true, one being less precise",
        "near": f"{a.value} and {b.value} are close, and one is approximate",
        "far": f"{a.value} and {b.value} are far apart, but one is approximate",
    }
    return verdict, f"{what}: {ends[relation]}"


def _same_slot(a: _Slot, b: _Slot, shared: int, rare: int) -> bool:
    part = shared / max(1, min(len(a.words), len(b.words)))
    same_head = bool(a.head) and a.head == b.head
    if a.kind == "number":
        return same_head and rare > 0 and shared >= SHARED_WORDS_OF_NUMBERS and part >= SHARED_PART_OF_NUMBERS
    if same_head:
        return rare > 0 and shared >= SHARED_WORDS
    different = bool(a.head) and bool(b.head)
    return not different and shared >= SHARED_WORDS_WITHOUT_HEAD and part >= SHARED_PART_WITHOUT_HEAD


def _relate(a: _Slot, b: _Slot) -> str:
    """Return how two values stand to each other: same, overlap, near, far or differ."""
    if a.value == b.value:
        return "same"
    vague = a.approximate or b.approximate
    if a.kind == "date":
        unyeared = "XXXX" in a.value or "XXXX" in b.value
        (low_a, high_a), (low_b, high_b) = (_days(slot.value, unyeared=unyeared) for slot in (a, b))
        if low_a <= high_b and low_b <= high_a:
            return "overlap"
        gap = max(low_a - high_b, low_b - high_a)
        return "differ" if not vague else "near" if gap <= 366 else "far"
    x, y = (_amount(slot) for slot in (a, b))
    ratio = abs(x - y) / max(abs(x), abs(y), 1e-12)
    if a.kind == "duration" and a.value[-1] != b.value[-1] and ratio <= UNIT_TOLERANCE:
        return "overlap"
    if vague:
        return "near" if ratio <= APPROXIMATE_TOLERANCE else "far"
    return "differ" if ratio > 0 else "same"


def _amount(slot: _Slot) -> float:
    if slot.kind == "number":
        return float(slot.value)
    unit = slot.value[-1]
    # In ISO 8601 an M after T is a minute.
    unit = "m" if slot.value.startswith("PT") and unit == "M" else unit
    return float(re.sub("[A-Z]", "", slot.value)) * DAYS[unit]


def _days(value: str, *, unyeared: bool) -> tuple[float, float]:
    """Return the first and last day of an EDTF value; without years, both are put into one leap year."""
    ends = value.split("/")
    low = float("-inf") if ends[0] == ".." else _day(ends[0], last=False, unyeared=unyeared)
    high = float("inf") if ends[-1] == ".." else _day(ends[-1], last=True, unyeared=unyeared)
    return low, high


def _day(value: str, *, last: bool, unyeared: bool) -> float:
    parts = value.split("-")
    year = 2000 if unyeared else int(parts[0].replace("X", "9" if last else "0"))
    month = int(parts[1]) if len(parts) > 1 else (12 if last else 1)
    day = int(parts[2]) if len(parts) > 2 else (calendar.monthrange(year, month)[1] if last else 1)
    return float(date(year, month, day).toordinal())
