"""The tables that findings and the openings of lessons are computed from; the graph of a run asks for them without computing any."""

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

# What each lesson's opening reads.
LESSONS = {
    "tell_voices": ("articles", "statements"),
    "tell_themes": ("theme_frequencies",),
    "tell_contrasts": ("articles", "theme_comparisons", "theme_hits", "theme_keyness", "word_keyness"),
    "tell_places": ("theme_cooccurrence", "theme_dispersion", "theme_mean_positions"),
    "tell_audit": ("theme_patterns", "theme_precision", "theme_sensitivity", "theme_validation"),
    "tell_arguments": ("argument_labels", "argument_matches", "arguments", "articles", "statements"),
    "tell_coverage": (
        "argument_labels",
        "argument_matches",
        "arguments",
        "articles",
        "contradictions",
        "coverage",
        "coverage_given",
        "statements",
    ),
    "tell_sources": ("argument_sources", "articles", "reuse"),
    "tell_agreement": ("agreement", "articles", "influence"),
    "tell_wording": ("articles", "naming", "wording"),
    "tell_conflicts": ("articles", "conflicts", "details", "wording"),
    "tell_occasions": ("argument_occasions", "articles", "occasion_changes"),
}

# What a reader looks around in.
EXPLORED = (
    "argument_labels",
    "argument_matches",
    "arguments",
    "articles",
    "concordance",
    "coverage",
    "coverage_given",
    "masked",
    "sentences",
    "statements",
    "wording_rows",
)
