"""Words of English that make an age of a number, and the bounds they set."""

from __future__ import annotations

# Words before a number that make an age of it: "aged 58", "at age 91", "turned 70".
AGED = frozenset("aged age ages".split())
AGED_PAIRS = frozenset([("age", "of"), ("ages", "of")])
# These may say something else of a number: "turned 70 acres", "who is 3 miles away".
TURNED = frozenset("turned turns turning".split())
WHO_IS = frozenset([("who", "is"), ("who", "was"), ("who", "are"), ("who", "were")])
# "Olsen, now 58, left".
NOW = "now"
# "He is 58", with nothing after it.
PERSON_IS = frozenset([(who, verb) for who in ("he", "she") for verb in ("is", "was")])
AFTER_AN_AGE = frozenset("and when now but".split())
# "People over 65", "21 or older".
ANYONE = frozenset("anyone everyone someone".split())
PERSONS = ANYONE | frozenset("people men women children adults voters workers patients those".split())
OLDER = {"older": "min", "over": "min", "up": "min", "younger": "max", "under": "max"}
# Those of them that stand before the number, and what stands between a number and any of them.
OVER, AND_OLDER = frozenset(["over", "under"]), frozenset(["or", "and"])
