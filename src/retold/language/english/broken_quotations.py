"""How English breaks a quotation to say who speaks ("..., he said on Monday, ..."), and announces one."""

from __future__ import annotations

# Verbs that report speech and nothing else, for cues inside a quotation. "I think" and "I believe" are no cues.
CUE_VERBS = tuple(
    (
        "said says replied replies added adds told tells insisted insists argued argues declared declares noted notes"
        " stressed stresses explained explains continued continues warned warns claimed claims stated states recalled"
        " recalls repeated repeats announced announces asked asks called cried shouted remarked remarks observed"
        " observes answered answers concluded concludes asserted asserts went goes"
    ).split()
)

# Who speaks in a cue, as a pattern: a pronoun, "the" with one or two words, a name of up to four words.
CUE_SUBJECT = r"(?:he|she|they|it|the\s+(?:\w+\s+)?\w+|[A-Z][\w'’-]*(?:\s+[A-Z][\w'’-]*){0,3})"

# What begins the announcement of a further quotation: "and, in the same breath:".
ANNOUNCING = ("and", "but")

# What indirect speech begins with, and no speaker said.
COMPLEMENTIZER = "that"
