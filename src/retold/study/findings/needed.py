"""The tables that findings are computed from; the graph of a run asks for them without computing any."""

from __future__ import annotations

TABLES = (
    "agreement",
    "argument_labels",
    "argument_matches",
    "arguments",
    "articles",
    "conflicts",
    "contradictions",
    "coverage",
    "coverage_given",
    "details",
    "statements",
    "theme_comparisons",
    "theme_hits",
    "wording",
)
