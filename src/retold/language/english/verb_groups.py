"""Words that make a tense or a modal verb with the verb beside them: "has closed", "had to close", "would close"."""

from __future__ import annotations

HAVING = ("have", "has", "had")
HAD = "had"

INFINITIVE = "to"

# "Have to" is this modal verb.
OBLIGATION = "must"

# Verbs that settle the time of a group if they come first in it.
LEADING = ("will", "shall", "would")

# Behind these an "'s" is short for a verb, and no possessive: "it's", "here's". It is "has" before the second, else "is".
SHORT_IS = "s"
SHORT_IS_AFTER = frozenset("he here how it she that there this what when where who why".split())
WITH_HAS = frozenset(["been", "got", "had"])

# "Let's" is "let us".
SHORT_US_AFTER = frozenset(["let"])
