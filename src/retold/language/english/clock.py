"""How the time of day is written in English."""

from __future__ import annotations

import re

from retold.language.english.numerals import NUMBER_WORDS

HOURS = {word: number for word, number in NUMBER_WORDS.items() if 1 <= number <= 12}
MINUTES = {"quarter": 15, "half": 30, "five": 5, "ten": 10, "twenty": 20, "twenty-five": 25}
#: In minutes since midnight.
NAMED = {"noon": 12 * 60, "midday": 12 * 60, "midnight": 0}

_HOUR = rf"(?:{'|'.join(HOURS)}|1?\d|2[0-3])"
_HALF = r"(?:a\.?m\b\.?|p\.?m\b\.?)"
_PART_OF_DAY = r"in\sthe\s(?:morning|afternoon|evening)|at\snight"
TIME = re.compile(
    rf"""(?<![\w.,:/$€£])(?:
      (?P<h1>[01]?\d|2[0-3])[.:](?P<m1>[0-5]\d)(?:\s?(?P<half1>{_HALF}))?(?!\w|[.,:]\d|\s?%)
    | (?P<h2>{_HOUR})\s?(?P<half2>{_HALF})
    | (?P<part>quarter|half|five|ten|twenty(?:-five)?|\d\d?\sminutes)\s(?P<way>past|to)\s(?P<h3>{_HOUR})\b(?:\s?(?P<half3>{_HALF}))?
    | (?P<h4>{_HOUR})\so['’]clock
    | (?P<name>noon|midday|midnight)\b
    )(?:\s(?P<day>{_PART_OF_DAY}))?""",
    re.VERBOSE | re.IGNORECASE,
)
# "At 10.05" is a time, "rose to 10.05" is none.
BEFORE_DOTTED = re.compile(
    r"\b(?:at|by|until|till|from|since|about|around|before|after|towards)\s$", re.IGNORECASE
)
# What is written after a time to say by which clock, with its hours from Greenwich; "ET" may be either of two.
ZONES = {
    "gmt": 0, "utc": 0, "bst": 1, "cet": 1, "cest": 2, "et": -5, "est": -5, "edt": -4, "eastern": -5, "ct": -6, "cst": -6,
    "cdt": -5, "central": -6, "mt": -7, "mst": -7, "mdt": -6, "mountain": -7, "pt": -8, "pst": -8, "pdt": -7, "pacific": -8,
}  # fmt: skip
ZONE = re.compile(
    r",?\s\(?(?P<zone>(?:GMT|UTC|BST|CES?T|[ECMP][SD]?T)\b"
    r"|(?:Eastern|Central|Mountain|Pacific)(?=(?:\s(?:[Ss]tandard|[Dd]aylight))?\s[Tt]ime\b|[.,;)]|$))"
    r"(?:(?:\s(?:[Ss]tandard|[Dd]aylight))?\s[Tt]ime\b)?"
)
VAGUE = re.compile(
    r"\b(?:about|around|towards|nearly|shortly\s(?:after|before)|just\s(?:after|before)|some\stime\safter)\s(?:a\s)?$",
    re.IGNORECASE,
)


# In the second half of the day.
LATE = re.compile("afternoon|evening|night")
