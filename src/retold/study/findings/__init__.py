"""The findings of a run in plain sentences, each computed from its tables, with what it rests on."""

# What findings are computed from.
TABLES = (
    "agreement",
    "argument_labels",
    "argument_matches",
    "arguments",
    "articles",
    "conflicts",
    "contradictions",
    "coverage",
    "details",
    "statements",
    "theme_comparisons",
    "theme_hits",
    "wording",
)
