"""Dates in a text: absolute, partial, or counted from the day of the article; as EDTF and as a span of days.

EDTF strings (ISO 8601-2, levels 0 and 1, and quarters of level 2) are made and read here. The library ``edtf`` was tried and left out: it takes
9 ms a value, reads the winter of 1962 as December alone, and accepts 30 February where no year is given.
"""

from __future__ import annotations

import calendar
import itertools
import math
import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from retold.language.clauses import Sentence, sentence_at, words_after, words_before
from retold.language.english.calendar import (
    ABOUT_A_DATE,
    ALSO_NAMES,
    DATE,
    DAYS_AWAY,
    DAYS_OF,
    DETERMINERS,
    FIRST_QUARTER,
    MONTH_CUES,
    MONTH_NUMBERS,
    MONTH_PAIRS,
    NTH,
    OPEN_END,
    OPEN_START,
    PARTS_OF_MONTH,
    QUARTERS,
    SEASONS,
    STEP,
    TENS,
    VAGUE,
    WEEKDAY_NUMBERS,
    YEAR_CUES,
)
from retold.language.english.planned_days import AHEAD, ARTICLE_BEFORE, IS, NAMED_DAYS, PLANNED, REPEATED, WAS
from retold.language.numerals import read_numeral

# The first of the season codes of EDTF, level 1.
FIRST_SEASON = min(SEASONS.values())

# A round count of years ("half a century ago") may be off by this part.
ROUND_YEARS = 0.1
# "About 1950" may be this many days off, for a day, a month, a year.
SLACK = {10: 3.0, 7: 31.0, 4: 1097.0}

# A fiscal year may begin so many days before or after that of the calendar.
HALF_A_YEAR = 184

# The last year that the calendar of Python has.
MOST_YEAR = 9999

# In a yearless comparison days are put into this leap year.
ANY_YEAR = 2000

# What stands before a day and after it where it is part of a name.
_WORD_BEFORE, _NAME_BEFORE = re.compile(r"[^\W_]\s$"), re.compile(r"\b([A-Z]\w+)\s$")
_NAME_GOES_ON = re.compile(r"\s[A-Z][a-z]")
# "The November vote": no other name follows.
_WORD_AFTER = re.compile(r"\s[a-z]")
# So many characters before a day tell whether it is part of a name.
_NAME_WITHIN = 20
# "HOLM, 3 May –" at the beginning of a paragraph is the day of the report, not of what it tells.
_BEFORE_DATELINE, _AFTER_DATELINE = re.compile(r"[^a-z\n]{2,40}"), re.compile(r"\)?\s*[\u2013\u2014-]\s")
DATELINE = "dateline"
NO_SUCH_DATE, NO_DAY_TO_COUNT_FROM, ORDER_UNKNOWN = (
    "no such date",
    "no date to count from",
    "day and month not told apart",
)


class Dated(NamedTuple):
    """A date in a text: EDTF (empty where it cannot be one), first and last day, approximate or not, what is amiss."""

    start: int
    end: int
    value: str
    low: float
    high: float
    approximate: bool
    flag: str
    relative: bool


def read_day(written: object) -> date | None:
    """Return the day of an article; none where it is not an ISO date.

    Examples
    --------
    >>> read_day("1951-07-02"), read_day("soon"), read_day(None)
    (datetime.date(1951, 7, 2), None, None)
    """
    try:
        return date.fromisoformat(str(written)[:10])
    except ValueError:
        return None


def find_dates(
    text: str, sentences: Sequence[Sentence], today: date | None, *, ahead: bool | None = None
) -> list[Dated]:
    """Return the dates of a text, in order.

    Parameters
    ----------
    text : str
        The article.
    sentences : sequence of Sentence
        Its sentences.
    today : datetime.date, optional
        The day of the article.
    ahead : bool, optional
        Whether days named without a date lie ahead of the article; told from each sentence, if not given.

    Returns
    -------
    list of Dated
        ``low`` and ``high`` are proleptic ordinals (days), nan where nothing tells the year.

    Examples
    --------
    >>> from retold.language.clauses import read_sentences
    >>> text = "It closed on Monday, after the flood of March 1950."
    >>> [found.value for found in find_dates(text, read_sentences(text), date(1951, 7, 4))]
    ['1951-07-02', '1950-03']
    """
    return list(_iter_dates(text, sentences, today, ahead)) if sentences else []


def _iter_dates(
    text: str, sentences: Sequence[Sentence], today: date | None, ahead: bool | None
) -> Iterator[Dated]:
    for match in DATE.finditer(text):
        group = match.groupdict()
        sentence = sentences[sentence_at(list(sentences), match.start())]
        if group["year"] and not _is_year(text, sentence, match.start(), match.end()):
            continue
        if group["tens"] and not re.search(
            r"\b[Tt]he(?:\s(?:early|late|mid))?[\s-]$", text[max(0, match.start() - 10) : match.start()]
        ):
            continue
        if group["m5"] and not group["r5"] and not _names_month(text, sentence, match):
            continue
        if (group["weekday"] or group["word"]) and _is_name(text, match):
            continue
        future = _is_future(sentence, match.start()) if ahead is None else ahead
        value, flag = _read(group, today, future)
        flag = DATELINE if value and _is_dateline(text, match.start(), match.end()) else flag
        relative = any(
            group[key]
            for key in ("weekday", "r5", "r6", "past", "r8", "r9", "of4", "n7", "word", "nth", "which")
        )
        relative = relative and not group["y11"]
        yield _date(text, sentence, match, value, flag, today, relative)


def _is_name(text: str, match: re.Match[str]) -> bool:
    """Say whether a day is part of a name, or of no week: "Harbour Today", "the Sunday Herald", "Black Friday", "every Monday"."""
    start, end = match.span()
    before = text[max(0, start - _NAME_WITHIN) : start]
    if match["word"]:
        return match["word"][0].isupper() and bool(_WORD_BEFORE.search(before))
    if match["r8"] or match["w8"]:
        return False
    last = _NAME_BEFORE.search(before)
    return (
        bool(REPEATED.search(before))
        or (last is not None and last[1].lower() in NAMED_DAYS)
        or (bool(ARTICLE_BEFORE.search(before)) and bool(_NAME_GOES_ON.match(text, end)))
    )


def _is_dateline(text: str, start: int, end: int) -> bool:
    before = text[text.rfind("\n", 0, start) + 1 : start]
    return bool(_BEFORE_DATELINE.fullmatch(before)) and bool(_AFTER_DATELINE.match(text, end))


def _date(
    text: str,
    sentence: Sentence,
    match: re.Match[str],
    value: str,
    flag: str,
    today: date | None,
    relative: bool,
) -> Dated:
    start, end = match.span()
    before = [word.form for word in words_before(sentence, start, 3)]
    after = [word.form for word in words_after(sentence, end, 2)]
    vague = next((form for form in reversed(before) if form in VAGUE), "")
    if text[max(0, start - 4) : start].lower() in ("mid-", "pre-"):
        vague = text[start - 4 : start - 1].lower() if text[start - 4 : start - 1].lower() == "mid" else vague
    approximate = bool(vague) or ("or", "so") in itertools.pairwise(before) or after[:2] == ["or", "so"]
    written = match.group().lower()
    # Which April "last April" is depends on the writer; "half a century ago" is a round number.
    approximate = (
        approximate
        or (not match["which"] and bool(re.match("(?:last|next) (?!year)", written)))
        or (bool(match["n7"]) and len(value) < 10)
        or bool(match["fiscal"])
    )
    if not value:
        return Dated(start, end, "", math.nan, math.nan, approximate, flag, relative)
    low, high = edtf_days(value) if "XXXX" not in value else _near(value, today)
    low, high = _widen(match, value, low, high, vague)
    if before and "/" not in value and text[start - 1 : start] != "(":
        if before[-1] in OPEN_START:
            value, low = f"../{value}", -math.inf
        elif before[-1] in OPEN_END:
            value, high = f"{value}/..", math.inf
    return Dated(start, end, value, low, high, approximate, flag, relative)


def _widen(match: re.Match[str], value: str, low: float, high: float, vague: str) -> tuple[float, float]:
    """Return the days that an approximate date may mean."""
    if match["n7"] and match["unit7"] in ("year", "decade", "century"):
        slack = (
            ROUND_YEARS
            * 365
            * count_ago(match["n7"])
            * {"year": 1, "decade": 10, "century": 100}[match["unit7"]]
        )
        return low - slack, high + slack
    if match["n7"] and match["unit7"] in ("week", "fortnight", "month"):
        return low - 5, high + 5
    if match["fiscal"]:
        return low - HALF_A_YEAR, high + HALF_A_YEAR
    if match["unit6"] == "weekend" and match["r6"].lower() == "this":
        # Told on a Monday, it may be that before or that to come.
        return low - DAYS_OF["week"], high + DAYS_OF["week"]
    if vague in PARTS_OF_MONTH and len(value) == 7 and not math.isnan(low):
        first, last = PARTS_OF_MONTH[vague]
        return low + first - 1, min(high, low + last - 1)
    if vague in ABOUT_A_DATE and len(value) in SLACK:
        return low - SLACK[len(value)], high + SLACK[len(value)]
    return low, high


def _is_future(sentence: Sentence, place: int) -> bool:
    """Say whether a day named without a date lies ahead: "will meet on Monday"."""
    before = [word.form for word in words_before(sentence, place, 12)]
    after = [word.form for word in words_after(sentence, place, 6)]
    if not AHEAD.isdisjoint([*before, *after]):
        return True
    pairs = list(itertools.pairwise(before))
    if any(one in IS and two in PLANNED for one, two in pairs):
        return True
    # "A vote scheduled for Tuesday", but not one that was.
    return any(
        one in PLANNED and two == "for" and WAS.isdisjoint(before[:at]) for at, (one, two) in enumerate(pairs)
    )


def _read(group: dict[str, str | None], today: date | None, future: bool) -> tuple[str, str]:
    """Return the EDTF value of a match, or an empty one and what is amiss."""
    value = _absolute(group)
    if value is not None:
        return value, "" if value else NO_SUCH_DATE
    if group["m4"] or group["m5"]:
        return _month_of(group, today), ""
    if today is None:
        return "", NO_DAY_TO_COUNT_FROM
    return _relative(group, today, future), ""


def _absolute(group: dict[str, str | None]) -> str | None:
    """Return the value of a date that needs no article; empty if there is no such day, None if it is relative."""
    if group["iso"]:
        year, month, day = group["iso"].split("-")
        return edtf(int(year), int(month), int(day))
    if group["dotted"]:
        return _numeric_date(group["dotted"])
    for month, first, last, year in (("m1", "d1", "e1", "y1"), ("m2", "d2", "e2", "y2")):
        if group[month]:
            days = [int(re.sub(r"\D", "", group[key] or "")) for key in (first, last) if group[key]]
            if month == "m2" and group["w2"]:
                days = [NTH.index(group["w2"].lower()) + 1]
            ends = [edtf(int(group[year] or 0), MONTH_NUMBERS[group[month] or ""], day) for day in days]
            return "/".join(ends) if all(ends) else ""
    if group["which"] and group["y11"]:
        return _nth_weekday(group, int(group["y11"]))
    if group["m3"]:
        return edtf(int(group["y3"] or 0), MONTH_NUMBERS[group["m3"]])
    if group["yq"] or group["season"]:
        return _part_of_year(group)
    if group["decade"]:
        return f"{group['decade'][:3]}X"
    if group["tens"]:
        return TENS[re.split(r"[-\s]", group["tens"].lower())[-1]]
    if group["ya"]:
        return f"{group['ya']}/{group['yb']}" if group["ya"] < (group["yb"] or "") else ""
    return group["year"]


def _part_of_year(group: dict[str, str | None]) -> str:
    """Return the value of a quarter ("the first quarter of 2014") or a season."""
    if group["yq"]:
        return f"{group['yq']}-{FIRST_QUARTER + QUARTERS[(group['quarter'] or group['qn'] or '').lower()]}"
    return f"{group['y9']}-{SEASONS[group['season'] or '']}"


def edtf(year: int, month: int, day: int | None = None) -> str:
    """Return a date as EDTF, the year 0 standing for none; empty if there is no such date.

    Examples
    --------
    >>> edtf(1950, 3), edtf(0, 2, 29), edtf(1950, 2, 29)
    ('1950-03', 'XXXX-02-29', '')
    """
    # Without a year, 29 February may be meant.
    if not 1 <= month <= 12 or (
        day is not None and not 1 <= day <= calendar.monthrange(year or ANY_YEAR, month)[1]
    ):
        return ""
    parts = [f"{year:04d}" if year else "XXXX", f"{month:02d}", *([] if day is None else [f"{day:02d}"])]
    return "-".join(parts)


def _numeric_date(written: str) -> str:
    """Read 7.2.2022 as a day and a month; with slashes, only where no other order is possible."""
    first, second, year = (int(part) for part in re.split(r"[./]", written))
    if "." in written or first > 12:
        return edtf(year, second, first)
    return edtf(year, first, second) if second > 12 or first == second else f"{year:04d}"


def _month_of(group: dict[str, str | None], today: date | None) -> str:
    if group["m4"]:
        return edtf(today.year + STEP[group["of4"] or ""] if today else 0, MONTH_NUMBERS[group["m4"]])
    month, word = MONTH_NUMBERS[group["m5"] or ""], (group["r5"] or "").lower()
    if today is None or not word:
        return edtf(0, month)
    past, coming = month < today.month, month > today.month
    years = {"last": 0 if past else -1, "this": 0, "next": 0 if coming else 1}
    return edtf(today.year + years[word], month)


def _relative(group: dict[str, str | None], today: date, future: bool) -> str:
    if group["word"]:
        return _iso(today, DAYS_AWAY.get(" ".join(group["word"].lower().split()), 0))
    if group["nth"]:
        return _nth_of_month(group, today)
    if group["which"]:
        # Of the year in which it lies nearest to the article.
        found = [_nth_weekday(group, today.year + step) for step in (0, -1, 1)]
        return min(
            filter(None, found), key=lambda value: abs((date.fromisoformat(value) - today).days), default=""
        )
    if group["w8"]:
        monday = -today.weekday() + 7 * STEP[group["w8"]]
        return _iso(today, monday + WEEKDAY_NUMBERS[group["weekday"] or ""])
    if group["wa"]:
        last = read_day(_weekday(WEEKDAY_NUMBERS[group["wb"] or ""], "", today, future))
        back = (last.weekday() - WEEKDAY_NUMBERS[group["wa"]]) % 7 if last else 0
        return _span(_iso(last, -back), last.isoformat()) if last else ""
    if group["weekday"]:
        return _weekday(WEEKDAY_NUMBERS[group["weekday"]], (group["r8"] or "").lower(), today, future)
    if group["season9"]:
        return f"{today.year + STEP[(group['r9'] or '').lower()]:04d}-{SEASONS[group['season9']]}"
    if group["past"] or group["unit6"] == "weekend":
        return _weekend((group["r6"] or "").lower(), today, future)
    if group["unit6"]:
        return _neighbour(group["unit6"], STEP[(group["r6"] or "").lower()], today)
    return _ago(count_ago(group["n7"] or "a"), group["unit7"] or "day", today)


def _nth_of_month(group: dict[str, str | None], today: date) -> str:
    """Return "the first of the month", "the 5th of last month"."""
    nth = (group["nth"] or "").lower()
    day = NTH.index(nth) + 1 if nth in NTH else int(re.sub(r"\D", "", nth))
    months = today.year * 12 + today.month - 1 + STEP.get(group["r10"] or "", 0)
    return edtf(months // 12, months % 12 + 1, day)


def _nth_weekday(group: dict[str, str | None], year: int) -> str:
    """Return "the last Monday of August" in a year; empty if the year is none."""
    month, which = MONTH_NUMBERS[group["m11"] or ""], (group["which"] or "").lower()
    if not 1 <= year <= MOST_YEAR:
        return ""
    size = calendar.monthrange(year, month)[1]
    days = [
        day
        for day in range(1, size + 1)
        if date(year, month, day).weekday() == WEEKDAY_NUMBERS[group["day11"] or ""]
    ]
    return edtf(year, month, days[-1] if which == "last" else days[NTH.index(which)])


def _iso(today: date, days: float) -> str:
    try:
        return (today + timedelta(days=round(days))).isoformat()
    except OverflowError:
        return ""


def _weekday(wanted: int, word: str, today: date, future: bool) -> str:
    """Return the nearest such day: behind the article, or ahead of it where the sentence looks ahead."""
    back = (today.weekday() - wanted) % 7
    if word == "next" or (future and word != "last"):
        return _iso(today, 7 - back)
    return _iso(today, -(back or 7) if word == "last" else -back)


def _neighbour(unit: str, step: int, today: date) -> str:
    if unit == "year":
        return f"{today.year + step:04d}"
    if unit == "month":
        months = today.year * 12 + today.month - 1 + step
        return edtf(months // 12, months % 12 + 1)
    monday = -today.weekday() + 7 * step
    return _span(_iso(today, monday), _iso(today, monday + 6))


def _weekend(word: str, today: date, future: bool) -> str:
    """Return a Saturday and Sunday: the nearest behind the article, or ahead of it where the sentence looks ahead.

    A report of a Saturday or Sunday calls that weekend "this" one, and the one before "last".
    """
    back = (today.weekday() - WEEKDAY_NUMBERS["Saturday"]) % 7
    on_it = back <= 1
    if word == "next" or (future and word != "last" and not on_it):
        back -= 7
    elif word == "last" and on_it:
        back += 7
    return _span(_iso(today, -back), _iso(today, 1 - back))


def _span(first: str, last: str) -> str:
    """Return the value from one day to another; empty where the calendar has not both."""
    return f"{first}/{last}" if first and last else ""


def count_ago(written: str) -> float:
    """Return the number that is written before "years ago".

    Examples
    --------
    >>> [count_ago(count) for count in ("half a", "A", "twenty-five", "a hundred and ten", "110")]
    [0.5, 1.0, 25.0, 110.0, 110.0]
    """
    word = written.lower()
    if word.startswith("half"):
        return 0.5
    if word.isdigit():
        return float(word)
    read = read_numeral(re.split(r"[-\s]+", word))
    return read.value if read else 1.0


def _ago(count: float, unit: str, today: date) -> str:
    if unit in DAYS_OF:
        return _iso(today, -count * DAYS_OF[unit])
    if unit == "month":
        months = today.year * 12 + today.month - 1 - round(count)
        return edtf(months // 12, months % 12 + 1) if months >= 12 else ""
    year = today.year - round(count * {"year": 1, "decade": 10, "century": 100}[unit])
    return f"{year:04d}" if year > 0 else ""


def _near(value: str, today: date | None) -> tuple[float, float]:
    """Return the days of a date without a year, in the year that lies nearest to the article."""
    if today is None:
        return math.nan, math.nan
    years = [str(today.year + step) for step in (0, -1, 1) if 1 <= today.year + step <= 9999]
    spans = [edtf_days(value.replace("XXXX", f"{int(year):04d}")) for year in years]
    return min(spans, key=lambda span: (abs(span[0] - today.toordinal()), span))


def edtf_days(value: str) -> tuple[float, float]:
    """Return the first and the last day of an EDTF value, as ordinals; an open end is infinite.

    A season has no sharp edges and no hemisphere: it is the months it names in the north, with a month more on both
    sides, and the winter of a year may be that at its beginning or at its end.

    Examples
    --------
    >>> [str(date.fromordinal(int(day))) for day in edtf_days("1950-02")]
    ['1950-02-01', '1950-02-28']
    >>> edtf_days("../1950")[0]
    -inf
    """
    first, _, last = value.partition("/")
    last = last or first
    low = -math.inf if first == ".." else _edge(first, last=False)
    high = math.inf if last == ".." else _edge(last, last=True)
    return low, high


def _edge(value: str, *, last: bool) -> float:
    parts = value.split("-")
    year = ANY_YEAR if parts[0] == "XXXX" else max(1, int(parts[0].replace("X", "9" if last else "0")))
    month = int(parts[1]) if len(parts) > 1 else (12 if last else 1)
    if month >= FIRST_SEASON:
        return _season_edge(year, month, last=last)
    size = calendar.monthrange(year, month)[1]
    # 29 February in a year that has none is the 28th.
    day = min(int(parts[2]), size) if len(parts) > 2 else (size if last else 1)
    return float(date(year, month, day).toordinal())


def _season_edge(year: int, season: int, *, last: bool) -> float:
    if season >= FIRST_QUARTER:
        month = 3 * (season - FIRST_QUARTER) + (3 if last else 1)
        return float(date(year, month, calendar.monthrange(year, month)[1] if last else 1).toordinal())
    if season == SEASONS["winter"]:
        return float(date(year, 1, 1).toordinal() - 31 if not last else date(year, 12, 31).toordinal() + 90)
    first = {21: 2, 22: 5, 23: 8}[season]
    return float(date(year, first + (4 if last else 0), 28 if last else 1).toordinal())


def _is_year(text: str, sentence: Sentence, start: int, end: int) -> bool:
    before = words_before(sentence, start, 1)
    cue = before[-1].form if before else ""
    opened = text[start - 1 : start] == "("
    possessive = bool(re.search("['\u2019]s? $", text[max(0, start - 3) : start]))
    if not opened and cue not in YEAR_CUES and not possessive:
        return False
    following = words_after(sentence, end, 1)
    # "Of 2000 soldiers" counts; "the 2000 elections" and "of 1999 speaks" do not.
    counts = bool(following) and _is_plural(following[0].form) and int(text[start:end]) % 100 == 0
    return not counts or cue in DETERMINERS or possessive


def _is_plural(form: str) -> bool:
    return form == "people" or (
        len(form) > 3 and form.endswith("s") and not form.endswith(("ss", "us", "is"))
    )


def _names_month(text: str, sentence: Sentence, match: re.Match[str]) -> bool:
    """Say whether a lone month is one: "in March" and "the November vote" are, "March on" and "May" are not."""
    start = match.start()
    if text[max(0, start - 4) : start].lower() == "mid-":
        return True
    before = [word.form for word in words_before(sentence, start, 2)]
    if not before:
        return False
    if before[-1] in DETERMINERS and match["m5"].lower() not in ALSO_NAMES:
        return bool(_WORD_AFTER.match(text, match.end()))
    return before[-1] in MONTH_CUES or tuple(before) in MONTH_PAIRS
