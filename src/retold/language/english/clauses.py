"""Words at which a clause of an English sentence begins, and what may follow them."""

from __future__ import annotations

# Words that open a clause of their own.
CLAUSE_WORDS = frozenset(
    "which who whom whose that because although though while whereas when where since and but if after before".split()
)
# "Since 1971" and "after six hours" open none.
TIME_OPENERS = frozenset("since after before".split())
#: What makes a time of the word before it.
TIME_AFTER = frozenset(
    "then a an half two three four five six seven eight nine ten twenty thirty forty fifty monday tuesday wednesday thursday"
    " friday saturday sunday january february march april may june july august september october november december"
    " last this next yesterday mid early late more less about almost nearly some over".split()
)
