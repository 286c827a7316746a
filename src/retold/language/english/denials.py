"""Words and phrases by which a claim is denied in English."""

from __future__ import annotations

import re

# These need a claim as their object: governments also reject proposals and deny visas.
_DENIAL_VERBS = (
    "denied denies deny denying rejected rejects reject rejecting disputed disputes dispute disputing"
    " dismissed dismisses dismissing refuted refutes refuting contradicted contradicts contradicting"
    " debunked debunks"
)
DENIAL_VERBS = frozenset(_DENIAL_VERBS.split())
DENIAL_ADJECTIVES = frozenset(
    ["false", "untrue", "incorrect", "baseless", "unfounded", "groundless", "misleading", "inaccurate"]
)
_CLAIMS = (
    "claim claims allegation allegations accusation accusations assertion assertions statement statements"
    " argument arguments suggestion suggestions narrative"
)
CLAIMS = frozenset(_CLAIMS.split())
# Phrases that deny whatever was said just before, over normalised words.
ANSWERS = re.compile(
    r"^(?:but |yet )?(?:that|this|it) (?:is|was) (?:simply |plainly |just )?(?:not (?:so|true|the case|correct)|false|untrue|wrong)$"
    r"|\bnothing of the (?:kind|sort)\b"
    r"|\b(?:says?|shows?|tells?|suggests?|said|showed|suggested) otherwise\b"
    r"|\b(?:tells?|told) a different story\b"
    r"|\b(?:corrects?|corrected|contradicts?|contradicted|refutes?|refuted) (?:him|her|this|that)\b"
    r"|\b(?:do|does|did) not (?:bear (?:him|her|this|that|it) out|support (?:this|that) claim)\b"
    r"|^(?:but |in fact |in truth )?the opposite is (?:true|the case)$"
)
SUBJECT_PRONOUNS = frozenset({"he", "she"})


# "Is plainly false" denies, "is a false alarm" does not.
IS = frozenset(["is", "are", "was", "were", "as"])
ARTICLES = frozenset(["a", "an", "the"])
THAT, NOT = "that", "not"
