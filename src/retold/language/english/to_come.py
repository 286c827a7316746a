"""English words of a day that is still to come when it is told."""

TO_COME = frozenset("next coming upcoming tomorrow".split())
