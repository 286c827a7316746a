"""English words of a day that is still to come when it is told."""

TO_COME = frozenset("next coming upcoming tomorrow".split())

# A clause with one of these supposes something, which is not so yet: "if the river falls below 3 metres".
SUPPOSING = frozenset(["if", "unless"])
