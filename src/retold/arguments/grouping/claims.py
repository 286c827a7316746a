"""The claim inside a statement: its words without quotation marks and without who says them."""

from __future__ import annotations

import re
from collections.abc import Sequence

# The complementiser and the marks around a statement belong to its form, not to its claim.
_WRAPPING = re.compile(r"^(?:that\b)?[\s\"“”„«»‘’',.;:—–-]+|^that\b\s*|[\s\"“”„«»,;:]+$", re.IGNORECASE)

# Verbs that only report. Such as "warned" or "promised" say something of the claim, and stay.
REPORTING = (
    "said says saying added adds told tells stated states noted notes explained explains remarked remarks"
)

_VERB = rf"(?:{'|'.join(REPORTING.split())}|according\s+to)"
# Who reports: a pronoun, or one to five words that begin with a capital letter or an article.
_WHO = r"(?:[Hh]e|[Ss]he|[Tt]hey|[Ww]e|I|(?:[Tt]he\s+)?[A-Z][\w’'.-]*(?:\s+[A-Z][\w’'.-]*){0,3}|[Tt]he(?:\s+\w+){1,4}?)"
_ASIDE = r"(?:\s+(?:also|then|later|again|reporters|journalists|(?:on|at|in)\s+[^,.:;“”\"]{1,40}))*"
_LEAD = re.compile(rf"^{_WHO}{_ASIDE}\s+{_VERB}{_ASIDE}\s*(?:,\s*|:\s*|\bthat\s+)(?=\S)")
_MIDDLE = re.compile(rf"[,\"”»]\s*(?:{_WHO}{_ASIDE}\s+{_VERB}|{_VERB}\s+{_WHO}){_ASIDE}\s*(?=[,.:;]|$)")


def claim_text(statement: str) -> str:
    """Return a statement without its wrapping: quotation marks, a leading "that", who says it.

    Only what steers the grouping is left; the statement itself and its offsets stay as they are.

    Examples
    --------
    >>> claim_text("that “it rained all day,”")
    'it rained all day'
    >>> claim_text("The mayor said that the bridge, he added, was too old")
    'the bridge, was too old'
    """
    text = _LEAD.sub("", _strip(statement.strip()))
    return _strip(_MIDDLE.sub("", text))


def _strip(text: str) -> str:
    return _WRAPPING.sub("", _WRAPPING.sub("", text))


def claim_texts(statements: Sequence[str]) -> list[str]:
    """Return the claims of statements; one that is nothing but wrapping stays as it is.

    Examples
    --------
    >>> claim_texts(["“It rained.”", "“”"])
    ['It rained.', '“”']
    """
    return [claim_text(text) or text for text in statements]
