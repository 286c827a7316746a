"""Words of English that make an age of a number, and the bounds they set."""

from __future__ import annotations

# Words before a number that make an age of it: "aged 58", "at age 91", "turned 70".
AGED = frozenset("aged age ages turned turns turning".split())
AGED_PAIRS = frozenset([("age", "of"), ("ages", "of"), ("who", "is"), ("who", "was")])
# "People over 65", "21 or older".
PERSONS = frozenset("people men women children adults voters workers patients anyone everyone those".split())
OLDER = {"older": "min", "over": "min", "up": "min", "younger": "max", "under": "max"}
# Those of them that stand before the number, and what stands between a number and any of them.
OVER, AND_OLDER = frozenset(["over", "under"]), frozenset(["or", "and"])
