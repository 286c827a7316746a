"""Words at which a clause of an English sentence begins, and what may follow them."""

from __future__ import annotations

from retold.language.english.calendar import MONTHS, WEEKDAYS

# Words that open a clause of their own.
CLAUSE_WORDS = frozenset(
    "which who whom whose that because although though while whereas when where since and but if after before".split()
)
# "Since 1971" and "after six hours" open none.
TIME_OPENERS = frozenset("since after before".split())
#: What makes a time of the word before it.
TIME_AFTER = (
    MONTHS
    | WEEKDAYS
    | frozenset(
        "then a an half two three four five six seven eight nine ten twenty thirty forty fifty last this next yesterday"
        " mid early late more less about almost nearly some over".split()
    )
)
