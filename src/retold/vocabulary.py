"""Words that several stages share, as they stand in tables and settings: one place for each list of them."""

from __future__ import annotations

# All articles, voices, themes or units together.
ALL = "*"

# No argument; of articles left out, no article.
NONE = "none"

# A group of statements whose mean Jaccard similarity with its like in resamples is lower should not be trusted (Hennig 2007).
STABLE = 0.6

# What is said of two reports that are not of one occasion, and of an argument that no report of an occasion has.
NOT_COMPARABLE = "not comparable"

# Whose words a statement is.
VOICES = ("subject", "third_party", "journalist")

# Which of overlapping matches count: within a theme, over the whole codebook, or every one.
OVERLAPS = ("theme", "codebook", "all")

# What a detail may be.
DETAIL_KINDS = ("date", "time", "duration", "number", "place", "document", "name")

# The verdict on two details that are at odds.
CONFLICT = "conflict"

# Verdicts on pairs of details that are told beside the conflicts and are none, and how one and several are called.
BESIDE_CONFLICTS = {
    "update": ("update", "updates"),
    "sources differ": ("disagreement of sources", "disagreements of sources"),
}

# Which arguments a figure on arguments rests on: all groups that were found, those of them that are trusted, or the study's own list.
FOUND, TRUSTED, GIVEN = "all", "trusted", "given"
BY = {FOUND: "all groups", TRUSTED: "trusted groups", GIVEN: "given arguments"}

# How far two articles agree.
PAIR_MEASURES = ("percent_agreement", "jaccard", "kappa")

# The formats of every figure: that which a run draws, those which it draws when it is asked to, and that of the numbers beside it.
# Of the time of drawing all three, PDF takes two thirds: fonts are cut down to the letters that are used.
SCREEN_FORMAT = "png"
PRINT_FORMATS = ("svg", "pdf")
FIGURE_FORMATS = (*PRINT_FORMATS, SCREEN_FORMAT)
NUMBERS = "csv"
