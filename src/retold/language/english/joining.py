"""Words that join what follows to what was said before."""

from __future__ import annotations

JOINING = frozenset("and but or so for yet that then because".split())

# Where indirect speech goes on to what is said next.
NEXT_SENTENCE = ("and", "that")
