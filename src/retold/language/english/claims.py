"""Forms of English statements: what wraps a claim, and where one claim ends and another begins."""

from __future__ import annotations

import re

from retold.language.tokens import APOSTROPHES

# The complementiser and the marks around a statement belong to its form, not to its claim.
WRAPPING = re.compile(r"^(?:that\b)?[\s\"“”„«»‘’',.;:—–-]+|^that\b\s*|[\s\"“”„«»,;:]+$", re.IGNORECASE)

# Verbs that only report. Such as "warned" or "promised" say something of the claim, and stay.
REPORTING = (
    "said says saying added adds told tells stated states noted notes explained explains remarked remarks"
)

_VERB = rf"(?:{'|'.join(REPORTING.split())}|according\s+to)"
# Who reports: a pronoun, or one to five words that begin with a capital letter or an article.
_WHO = r"(?:[Hh]e|[Ss]he|[Tt]hey|[Ww]e|I|(?:[Tt]he\s+)?[A-Z][\w’'.-]*(?:\s+[A-Z][\w’'.-]*){0,3}|[Tt]he(?:\s+\w+){1,4}?)"
_ASIDE = r"(?:\s+(?:also|then|later|again|reporters|journalists|(?:on|at|in)\s+[^,.:;“”\"]{1,40}))*"
LEAD = re.compile(rf"^{_WHO}{_ASIDE}\s+{_VERB}{_ASIDE}\s*(?:,\s*|:\s*|\bthat\s+)(?=\S)")
MIDDLE = re.compile(rf"[,\"”»]\s*(?:{_WHO}{_ASIDE}\s+{_VERB}|{_VERB}\s+{_WHO}){_ASIDE}\s*(?=[,.:;]|$)")

# A clause may begin after a semicolon, a sentence's end (a short word with a point may be a title), a dash, or a
# comma with a conjunction.
BREAK = re.compile(
    r"(?:(?<=[;!?])|(?<=[a-z]{4}\.))\s+(?=\S)|,\s+(?=(?:and|but|while|whereas|because|so|yet|although|or)\s)|\s+[–—]\s+"
)

# Both sides must have a finite verb to claim something; its commonest forms, as no tagger is at hand.
FINITE = re.compile(
    r"\b(?:is|are|was|were|am|be|been|has|have|had|do|does|did|will|would|shall|should|can|cannot|could|may|might|must"
    rf"|\w+n[{APOSTROPHES}]t|\w+[{APOSTROPHES}](?:s|re|ve|ll|d|m)"
    r"|(?:I|we|you|he|she|it|they|who|which)\s+(?!to\b)\w+|\w{3,}(?:ed))\b",
    re.IGNORECASE,
)
# What follows a conjunction and is no subject of its own goes on with the clause before: "and to build".
NO_SUBJECT = re.compile(r"(?:(?:and|but|so|yet|or)\s+)(?:to|not|then|also|\w+ing|\w+ed)\b", re.IGNORECASE)
