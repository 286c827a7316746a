"""Words by which a place is known in English."""

from __future__ import annotations

# "To" and "from" name persons as often as places.
AT_A_PLACE = frozenset("in at near outside".split())
