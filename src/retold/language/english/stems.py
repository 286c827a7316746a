"""Endings of English words, which a rough stem goes without."""

from __future__ import annotations

# Longest first. "ment" and "ion" stay, as "statement" is no "state" and a "nation" no "nat".
_ENDINGS = (
    "ations ation ating ated ates ate ities ity ences ence ances ance ies ents ent ants ant ians ian ness"
    " ings ing ers er ed es ly e s y"
)
ENDINGS = tuple(sorted(_ENDINGS.split(), key=lambda ending: (-len(ending), ending)))
