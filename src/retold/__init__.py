"""retold: how one speaker's arguments are retold by several news articles.

Every public call is here; modules are imported when a call is first used, so that ``import retold``
costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

__version__ = "0.1.0"

#: Each public call and the module that holds it.
EXPORTS = {
    "clutter_spans": "retold.articles.boilerplate",
    "count_lines": "retold.articles.boilerplate",
    "find_clutter": "retold.articles.boilerplate",
    "iter_articles": "retold.articles.corpus",
    "list_articles": "retold.articles.corpus",
    "read_articles": "retold.articles.corpus",
    "compare_voices": "retold.articles.scoring",
    "describe_articles": "retold.articles.segment",
    "split_sentences": "retold.articles.segment",
    "find_statements": "retold.articles.voices",
    "read_codebook": "retold.themes.codebook",
    "match_sheet": "retold.themes.codes",
    "read_code_counts": "retold.themes.codes",
    "read_codes": "retold.themes.codes",
    "read_sheet": "retold.themes.codes",
    "sheet_codes": "retold.themes.codes",
    "code_majority": "retold.themes.coding",
    "validate_majority": "retold.themes.coding",
    "validate_themes": "retold.themes.coding",
    "concordance": "retold.themes.concordance",
    "compare_themes": "retold.themes.comparison",
    "theme_cooccurrence": "retold.themes.cooccurrence",
    "theme_dispersion": "retold.themes.dispersion",
    "show_concordance": "retold.themes.lines",
    "pattern_shares": "retold.themes.pattern_shares",
    "theme_sensitivity": "retold.themes.sensitivity",
    "sample_hits": "retold.themes.sample",
    "hit_precision": "retold.themes.precision",
    "count_themes": "retold.themes.frequencies",
    "write_codebook": "retold.themes.formats",
    "theme_keyness": "retold.themes.keyness",
    "theme_mean_positions": "retold.themes.positions",
    "theme_positions": "retold.themes.positions",
    "word_keyness": "retold.themes.word_keyness",
    "find_themes": "retold.themes.matching",
    "list_disagreements": "retold.themes.reliability",
    "score_code_counts": "retold.themes.reliability",
    "score_coder_pairs": "retold.themes.reliability",
    "score_coders": "retold.themes.reliability",
    "coding_sheet": "retold.themes.sheets",
    "write_sheet": "retold.themes.sheets",
    "group_arguments": "retold.arguments.grouping",
    "group_vectors": "retold.arguments.grouping",
    "embed": "retold.arguments.embedding",
    "read_given": "retold.arguments.given",
    "label_arguments": "retold.arguments.labels",
    "compare_given": "retold.arguments.matching",
    "match_arguments": "retold.arguments.matching",
    "score_given": "retold.arguments.matching",
    "compare_groups": "retold.arguments.scores",
    "score_groups": "retold.arguments.scores",
    "measure_agreement": "retold.consistency.agreement",
    "pair_articles": "retold.consistency.article_pairs",
    "agreement_sentences": "retold.consistency.agreement",
    "report_matrix": "retold.consistency.reports",
    "count_reports": "retold.consistency.independence",
    "count_sources": "retold.consistency.independence",
    "measure_sources": "retold.consistency.independence",
    "share_pairs": "retold.consistency.independence",
    "source_votes": "retold.consistency.independence",
    "share_reuse": "retold.consistency.independence",
    "cover_arguments": "retold.consistency.coverage",
    "find_contradictions": "retold.consistency.coverage",
    "compare_details": "retold.consistency.conflicts",
    "find_details": "retold.consistency.details",
    "make_network": "retold.consistency.export",
    "write_network": "retold.consistency.export",
    "measure_influence": "retold.consistency.influence",
    "order_influence": "retold.consistency.influence",
    "find_reuse": "retold.consistency.reuse",
    "shingle_containment": "retold.consistency.shingles",
    "shingle_jaccard": "retold.consistency.shingles",
    "align_wording": "retold.consistency.aligned",
    "show_wording": "retold.consistency.aligned",
    "compare_naming": "retold.consistency.naming",
    "propose_equivalents": "retold.consistency.naming",
    "compare_wording": "retold.consistency.wording",
    "show": "retold.showing",
    "alpha_from_counts": "retold.statistics",
    "krippendorff_alpha": "retold.statistics",
    "wilson_interval": "retold.statistics",
    "read_table": "retold.tables",
    "write_table": "retold.tables",
    "read_coding": "retold.study.config",
    "read_settings": "retold.study.config",
    "draw_reading": "retold.figures.articles",
    "draw_voices": "retold.figures.articles",
    "draw_theme_patterns": "retold.figures.audit",
    "draw_theme_articles": "retold.figures.themes",
    "draw_theme_cooccurrence": "retold.figures.themes",
    "draw_theme_dispersion": "retold.figures.themes",
    "draw_theme_keyness": "retold.figures.themes",
    "draw_theme_positions": "retold.figures.themes",
    "draw_theme_shares": "retold.figures.themes",
    "draw_argument_exemplars": "retold.figures.argument_tree",
    "draw_argument_tree": "retold.figures.argument_tree",
    "draw_argument_groups": "retold.figures.arguments",
    "draw_argument_map": "retold.figures.arguments",
    "draw_argument_thresholds": "retold.figures.arguments",
    "draw_conflicts": "retold.figures.conflicts",
    "draw_agreement": "retold.figures.consistency",
    "draw_article_pairs": "retold.figures.consistency",
    "draw_coverage": "retold.figures.consistency",
    "draw_details": "retold.figures.consistency",
    "draw_influence": "retold.figures.consistency",
    "draw_reuse": "retold.figures.consistency",
    "draw_wording": "retold.figures.wording",
}

__all__ = ["__version__", *EXPORTS]


def __getattr__(name: str) -> Any:
    if name not in EXPORTS:
        raise AttributeError(f"module 'retold' has no attribute {name!r}")
    return getattr(import_module(EXPORTS[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
