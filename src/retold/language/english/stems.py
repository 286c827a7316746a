"""Endings of English words, which a rough stem goes without."""

from __future__ import annotations

# Longest first. "ment" and "ion" stay, as "statement" is no "state" and a "nation" no "nat".
_ENDINGS = (
    "ations ation ating ated ates ate ities ity ences ence ances ance ies ents ent ants ant ians ian ness"
    " ive al ing ed es ly e s y"
)
ENDINGS = tuple(sorted(_ENDINGS.split(), key=lambda ending: (-len(ending), ending)))

# Longest first; an ending is taken off while four letters are left.
_OF_DETAILS = (
    "ations ation ating ated ates ate ities ity ences ence ances ance ies ents ent ants ant ians ian ness"
    " ings ing ers er ed es ly e s y"
)
ENDINGS_OF_DETAILS = tuple(sorted(_OF_DETAILS.split(), key=lambda ending: (-len(ending), ending)))
# Short words whose forms the endings do not bring together.
IRREGULAR_OF_DETAILS = {
    "built": "build", "gave": "give", "given": "give", "took": "take", "taken": "take", "held": "hold",
    "met": "meet", "sat": "sit", "went": "go", "gone": "go", "came": "come", "sent": "send", "lost": "lose",
    "won": "win", "fell": "fall", "fallen": "fall", "rose": "rise", "risen": "rise", "began": "begin",
    "begun": "begin", "spoke": "speak", "spoken": "speak", "kept": "keep", "left": "leave", "led": "lead",
    "killed": "kill", "kills": "kill", "paid": "pay", "sold": "sell", "bought": "buy", "found": "find",
    "lives": "live", "lived": "live", "living": "live", "lasts": "last", "lasting": "last", "uses": "use",
    "used": "use", "using": "use", "laid": "lay", "lays": "lay", "drew": "draw", "drawn": "draw",
    "stood": "stand", "grew": "grow", "grown": "grow", "lay": "lie", "lies": "lie", "lying": "lie",
}  # fmt: skip
