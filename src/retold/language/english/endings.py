"""Endings of English words that tell a form of a verb or a word made of a name."""

from __future__ import annotations

# Past forms end in this, if the verb is regular.
PAST_ENDING = "ed"

# What makes another word of a name, as a pattern: "Norlands", "Norlander", "Norlandian".
NAME_ENDINGS = r"(?:ers?|ians?|s)"
