"""The days, months and seasons of English, and how its dates are written."""

from __future__ import annotations

import re

from retold.language.english.numerals import NUMBER_WORDS, ORDINALS

_MONTHS = "january february march april may june july august september october november december"
MONTHS = frozenset(_MONTHS.split())
_WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday"
WEEKDAYS = frozenset(_WEEKDAYS.split())

#: As they are written, with their numbers.
MONTH_NUMBERS = {name.capitalize(): number for number, name in enumerate(_MONTHS.split(), 1)} | {
    "Jan": 1, "Feb": 2, "Mar": 3, "Apr": 4, "Jun": 6, "Jul": 7,
    "Aug": 8, "Sep": 9, "Sept": 9, "Oct": 10, "Nov": 11, "Dec": 12,
}  # fmt: skip
WEEKDAY_NUMBERS = {name.capitalize(): number for number, name in enumerate(_WEEKDAYS.split())}
#: Names of days and months in any form, in lower case.
CALENDAR_NAMES = frozenset(name.lower() for name in (*MONTH_NUMBERS, *WEEKDAY_NUMBERS))

DAYS_AWAY = {
    "the day before yesterday": -2,
    "yesterday": -1,
    "last night": -1,
    "tomorrow": 1,
    "the day after tomorrow": 2,
}
# Tens of years in words are those of the last century.
_TENS = "twenties thirties forties fifties sixties seventies eighties nineties"
TENS = {name: f"19{number}X" for number, name in enumerate(_TENS.split(), 2)}
# Season codes of EDTF, level 1.
SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
# Quarters of a year, as EDTF codes of level 2 count them.
FIRST_QUARTER = 33
QUARTERS = {"first": 0, "1": 0, "second": 1, "2": 1, "third": 2, "3": 2, "fourth": 3, "last": 3, "4": 3}

# Words right before a number of four digits that make a year of it.
_YEAR_CUES = (
    "in since of by from until till before after during to the a an this that its their his her our"
    " and between year early late mid pre post dated spring summer autumn fall winter around about circa"
    " through for"
)
YEAR_CUES = frozenset(_YEAR_CUES.split())
MONTH_CUES = frozenset("in since until till by of from during early late mid last this next".split())
#: "Back to January".
MONTH_PAIRS = frozenset([("back", "to"), ("prior", "to")])
#: "The November vote" names a month; these are words or names, too.
ALSO_NAMES = frozenset("march april may june august".split())
DETERMINERS = frozenset("the a an this that its their his her our".split())

# "Before 1950" and "since 1950" leave one end open.
OPEN_START = frozenset("before until till by pre".split())
OPEN_END = frozenset("after since post".split())
# Words near a date that make it approximate.
VAGUE = frozenset(
    "about around approximately roughly circa nearly almost early late mid end beginning start middle over".split()
)

# Parts of a month, as days of it; each reaches into the next, since "early" and "mid" have no sharp edge.
PARTS_OF_MONTH = {
    "early": (1, 12),
    "beginning": (1, 12),
    "start": (1, 12),
    "mid": (8, 22),
    "middle": (8, 22),
    "late": (18, 31),
    "end": (18, 31),
}

# A span of time that is close to so many days.
DAYS_OF = {"day": 1, "evening": 1, "night": 1, "morning": 1, "week": 7, "fortnight": 14}
# How far they go from the article's own year, month or week.
STEP = {"last": -1, "this": 0, "next": 1, "": 0}

# "About 1950".
ABOUT_A_DATE = frozenset(["about", "around", "approximately", "roughly", "circa"])

_YEAR = r"(?:1[5-9]|20)\d\d"
_MONTH = "|".join(sorted(MONTH_NUMBERS, key=lambda name: -len(name)))
_DAY = r"[0-3]?\d(?:st|nd|rd|th)?"
_TO = r"\s?(?:-|\u2013|\u2014|to|and)\s?"
_UNITS = [word for word, number in NUMBER_WORDS.items() if 0 < number < 10]
_TEENS = [word for word, number in NUMBER_WORDS.items() if 10 <= number < 20]
_ROUND = [word for word, number in NUMBER_WORDS.items() if number >= 20]
_UNDER_HUNDRED = rf"(?:{'|'.join(_ROUND)})(?:[-\s](?:{'|'.join(_UNITS)}))?|{'|'.join([*_UNITS, *_TEENS])}"
# "A hundred and ten", "twenty-five", "half a", "110".
_COUNT = rf"(?i:half\s(?:a|an)|(?:a|one|two|three|four|five)\shundred(?:\sand\s(?:{_UNDER_HUNDRED}))?|{_UNDER_HUNDRED}|\d{{1,3}}|an|a)"
NTH = list(ORDINALS)[:12]
DATE = re.compile(
    rf"""(?<![\w.,/$€£])(?:
      (?P<iso>\d{{4}}-\d\d-\d\d)
    | (?P<dotted>\d{{1,2}}[./]\d{{1,2}}[./]\d{{4}})(?!\w|[./]\d)
    | (?P<m1>{_MONTH})\.?\s(?P<d1>{_DAY})(?:{_TO}(?P<e1>{_DAY}))?(?!\w|[.,:]\d)(?:,?\s(?P<y1>{_YEAR})\b)?
    | (?:(?P<d2>{_DAY})(?:{_TO}(?P<e2>{_DAY}))?|(?<!\b[Aa]\s)(?<!\b[Oo]ne\s)(?P<w2>(?i:{"|".join(NTH)}))(?=\sof\s))\s(?:of\s)?(?P<m2>{_MONTH})\b(?:,?\s(?P<y2>{_YEAR})\b)?
    | (?P<m3>{_MONTH})\.?,?\s(?:of\s)?(?P<y3>{_YEAR})\b
    | (?P<which>[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth|[Ll]ast)\s(?P<day11>{"|".join(WEEKDAY_NUMBERS)})\s(?:of|in)\s(?P<m11>{_MONTH})\b(?:,?\s(?P<y11>{_YEAR})\b)?
    | (?P<m4>{_MONTH})(?:\s(?P<of4>last|this|next)\syear\b)
    | (?:(?P<r5>[Ll]ast|[Tt]his|[Nn]ext)\s)?(?P<m5>{_MONTH})\b
    | (?P<wa>{"|".join(WEEKDAY_NUMBERS)})\s(?:to|until|till|through)\s(?P<wb>{"|".join(WEEKDAY_NUMBERS)})\b
    | (?:(?P<r8>[Ll]ast|[Tt]his|[Nn]ext)\s)?(?P<weekday>{"|".join(WEEKDAY_NUMBERS)})\b(?:\sof\s(?P<w8>last|this|next)\sweek\b)?(?!,?\s(?:{_MONTH})\b|,?\s{_DAY}\s(?:{_MONTH})\b)
    | (?:(?P<quarter>[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth|[Ll]ast)\squarter\s(?:of\s)?|Q(?P<qn>[1-4])\s(?:of\s)?)(?P<yq>{_YEAR})\b
    | (?P<season>spring|summer|autumn|fall|winter)\s(?:of\s)?(?P<y9>{_YEAR})\b
    | (?P<r9>[Ll]ast|[Tt]his|[Nn]ext)\s(?P<season9>spring|summer|autumn|fall|winter)\b
    | (?P<decade>(?:1[5-9]|20)\d0)s\b
    | (?P<r6>[Ll]ast|[Tt]his|[Nn]ext)\s(?:(?P<fiscal>(?i:fiscal|financial|budget))\s(?=year\b))?(?P<unit6>year|month|weekend|week)\b
    | (?<=[Oo]ver\s)the\s(?P<past>weekend)\b(?!\s(?:of|before|after)\b)
    | (?P<n7>{_COUNT})\s(?P<unit7>day|evening|night|morning|week|fortnight|month|year|decade|century)s?\s(?:ago|earlier\sthis\syear)\b
    | [Tt]he\s(?P<nth>{"|".join(NTH)}|{_DAY})\sof\s(?P<r10>the|this|last|next)\smonth\b
    | (?P<word>[Tt]he\sday\sbefore\syesterday|[Tt]he\sday\safter\stomorrow|[Yy]esterday|[Tt]oday|[Tt]omorrow|[Tt]onight
        |[Ll]ast\snight|[Tt]his\s(?:morning|afternoon|evening))\b
    | (?P<tens>(?:nineteen[-\s])?(?:twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties))\b
    | (?P<ya>{_YEAR})\s?[-\u2013]\s?(?P<yb>{_YEAR})\b
    | (?P<year>{_YEAR})(?![\w%]|[.,]\d|-\d)
    )""",
    re.VERBOSE,
)

# "Five days after", right before a date, and the days of its units.
COUNTED_UNITS = {"day": 1, "week": 7}
COUNTED_FROM = re.compile(
    rf"\b(?:(?P<n>{_COUNT})|[Tt]he)\s(?P<unit>{'|'.join(COUNTED_UNITS)})s?\s(?P<way>after|before|following)\s(?:the\s)?$"
)
