"""Where one sentence of English lists several claims: that-clauses, infinitives, and what is numbered.

A pattern matches what stands between two of them; the next one begins where the match ends.
"""

from __future__ import annotations

import re
from typing import NamedTuple


class Enumeration(NamedTuple):
    """One way to list: what stands between two claims, what the first one has, and how many gaps make a list."""

    gap: re.Pattern[str]
    first: re.Pattern[str]
    least: int


_JOINT = r"(?:[,;]\s+(?:(?:and|or|but|as\s+well\s+as)\s+)?|\s+(?:and|or)\s+)"
# Behind "and", a "that" with a verb after it is a pronoun: "and that is why".
_PRONOUN = r"(?!\s+(?:is|was|will|would|has|had|does|did|means|meant|makes|made|can|could|may|might|should|must|said|alone)\b)"
_ORDINAL = r"(?:first|second|third|fourth|fifth)(?:ly)?|finally|lastly"

ENUMERATIONS = (
    Enumeration(re.compile(rf"{_JOINT}(?=that\b{_PRONOUN}\s)", re.IGNORECASE), re.compile(r"\bthat\s", re.IGNORECASE), 1),
    # "To" is also a direction and a purpose: only three of a kind are a list.
    Enumeration(re.compile(rf"{_JOINT}(?=(?:not\s+)?to\s+[a-z])", re.IGNORECASE), re.compile(r"\bto\s", re.IGNORECASE), 2),
    Enumeration(re.compile(r"[,;.:]?\s+(?:and\s+)?(?=\(?[1-9][.)]\s)"), re.compile(r"\(?1[.)]\s"), 1),
    Enumeration(
        re.compile(rf"[,;.]\s+(?:and\s+)?(?=(?:{_ORDINAL}),?\s)", re.IGNORECASE),
        re.compile(r"\bfirst(?:ly)?,?\s", re.IGNORECASE), 1,
    ),
)  # fmt: skip

# Where a sentence goes on with another clause, for a name that has room for one.
NEXT_CLAUSE = re.compile(
    r"[;:]\s|(?<=[a-z]{3})[.!?]\s|\s[–—-]\s|,\s+(?=(?:and|but|or|so|yet|because|while|whereas|although|though|since|as|if|unless"
    r"|which|who|whom|whose|where|when|that|with)\s)",
    re.IGNORECASE,
)
# A name doesn't begin with what joins it to the sentence before.
JOINING_WORD = re.compile(r"^(?:and|but|or|so|yet|because|that)\s+", re.IGNORECASE)
