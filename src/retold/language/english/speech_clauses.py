"""English clauses that say who speaks, as they stand beside what is said."""

from __future__ import annotations

import re

from retold.language.english.reporting import CUE_FORMS, SPEAKING

# ", he said", ", said the mayor": where the words of the one who speaks end. "Went on" is no cue elsewhere.
_CUES = "|".join(sorted([form for form, verb in CUE_FORMS.items() if verb in SPEAKING] + ["went on"]))
_WHO = r"(?:I|he|she|they|we|(?:the|our|his|her)(?:\s\w+){1,3}?|[A-Z][\w'’.-]*(?:\s[A-Z][\w'’.-]*){0,3})"
SPEECH_CLAUSE = re.compile(
    rf"(?<=[,?!…])\s(?:{_WHO}\s(?:had\s)?(?:{_CUES})\b|(?:{_CUES})\s(?:he|she|they|I|we|the|our|[A-Z]))"
)
