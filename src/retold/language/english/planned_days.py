"""Words of English that put a day ahead of its article, and that make a day a name or a habit."""

from __future__ import annotations

import re

# Words that say that a day named without a date lies ahead; the second only after "is": "is scheduled to meet on Monday".
AHEAD = frozenset("will shall tomorrow next coming upcoming due plans expected must".split())
PLANNED, IS, WAS = (
    frozenset(words.split()) for words in ("scheduled set slated to", "is are", "was were been be had")
)

# "Black Friday", "Good Friday" and "Super Tuesday" are no Friday and no Tuesday of the article's week.
NAMED_DAYS = frozenset("ash black bloody cyber easter giving good holy maundy palm shrove super whit".split())

# "Every Monday" is no day.
REPEATED = re.compile(r"\b(?i:every|each|any|most)\s$")
# "The Sunday Herald" is a name where a word with a capital goes on after the day.
ARTICLE_BEFORE = re.compile(r"\b(?i:the|a|an)\s$")
