"""Words that make a tense or a modal verb with the verb beside them: "has closed", "had to close", "would close"."""

from __future__ import annotations

HAVING = ("have", "has", "had")
HAD = "had"

INFINITIVE = "to"

# "Have to" is this modal verb.
OBLIGATION = "must"

# Verbs that settle the time of a group if they come first in it.
LEADING = ("will", "shall", "would")
