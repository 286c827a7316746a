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
    "count_lines": "retold.articles.clutter",
    "find_clutter": "retold.articles.clutter",
    "iter_articles": "retold.articles.corpus",
    "read_articles": "retold.articles.corpus",
    "reading_notes": "retold.articles.notes",
    "compare_voices": "retold.articles.voice_scores",
    "describe_articles": "retold.articles.segment",
    "split_sentences": "retold.articles.segment",
    "find_statements": "retold.articles.attribution.voices",
    "describe_occasions": "retold.articles.occasions",
    "find_occasions": "retold.articles.occasions",
    "place_statements": "retold.articles.occasions",
    "read_codebook": "retold.themes.codebook.read",
    "match_sheet": "retold.coding.read_codes",
    "read_sheet": "retold.coding.read_codes",
    "sheet_codes": "retold.coding.read_codes",
    "code_majority": "retold.coding.validation",
    "validate_majority": "retold.coding.validation",
    "validate_themes": "retold.coding.validation",
    "concordance": "retold.themes.audit.concordance",
    "compare_themes": "retold.themes.measures.comparison",
    "theme_cooccurrence": "retold.themes.measures.cooccurrence",
    "theme_dispersion": "retold.themes.measures.dispersion",
    "show_concordance": "retold.themes.audit.concordance_lines",
    "pattern_shares": "retold.themes.audit.pattern_shares",
    "theme_sensitivity": "retold.themes.audit.sensitivity",
    "sample_hits": "retold.themes.audit.sample",
    "hit_precision": "retold.themes.audit.precision",
    "count_themes": "retold.themes.measures.frequencies",
    "write_codebook": "retold.themes.codebook.formats",
    "theme_keyness": "retold.themes.measures.keyness",
    "theme_mean_positions": "retold.themes.measures.positions",
    "theme_positions": "retold.themes.measures.positions",
    "word_keyness": "retold.themes.measures.word_keyness",
    "find_themes": "retold.themes.matching.matching",
    "list_disagreements": "retold.coding.reliability",
    "score_coder_pairs": "retold.coding.reliability",
    "score_coders": "retold.coding.reliability",
    "coding_sheet": "retold.coding.make_sheets",
    "write_sheet": "retold.coding.make_sheets",
    "group_arguments": "retold.arguments.grouping.group",
    "group_vectors": "retold.arguments.grouping.group",
    "read_given": "retold.arguments.given.given",
    "label_arguments": "retold.arguments.grouping.labels",
    "rename_groups": "retold.arguments.grouping.renaming",
    "compare_given": "retold.arguments.given.statement_matching",
    "match_arguments": "retold.arguments.given.statement_matching",
    "score_given": "retold.arguments.given.statement_matching",
    "compare_groups": "retold.arguments.grouping.evaluation",
    "score_groups": "retold.arguments.grouping.evaluation",
    "measure_agreement": "retold.consistency.agreement.agreement",
    "pair_articles": "retold.consistency.agreement.article_pairs",
    "agreement_sentences": "retold.consistency.agreement.agreement",
    "report_matrix": "retold.consistency.agreement.reports",
    "count_reports": "retold.consistency.agreement.sources",
    "measure_sources": "retold.consistency.agreement.sources",
    "share_pairs": "retold.consistency.agreement.sources",
    "source_votes": "retold.consistency.agreement.sources",
    "share_reuse": "retold.consistency.agreement.sources",
    "list_changes": "retold.consistency.agreement.over_occasions",
    "occasion_sentences": "retold.consistency.agreement.over_occasions",
    "mark_conflicts": "retold.consistency.agreement.comparable",
    "mark_wording": "retold.consistency.agreement.comparable",
    "trace_arguments": "retold.consistency.agreement.over_occasions",
    "cover_arguments": "retold.consistency.agreement.coverage",
    "find_contradictions": "retold.consistency.agreement.denials",
    "compare_details": "retold.consistency.conflicts.compare",
    "find_details": "retold.consistency.details.find",
    "write_network": "retold.consistency.agreement.network",
    "measure_influence": "retold.consistency.agreement.influence",
    "order_influence": "retold.showing",
    "find_reuse": "retold.consistency.reuse.passages",
    "shingle_containment": "retold.consistency.reuse.shingles",
    "shingle_jaccard": "retold.consistency.reuse.shingles",
    "align_wording": "retold.consistency.wording.versions",
    "show_wording": "retold.consistency.wording.versions",
    "compare_naming": "retold.consistency.naming.equivalents",
    "propose_equivalents": "retold.consistency.naming.equivalents",
    "compare_wording": "retold.consistency.wording.compare",
    "show": "retold.showing",
    "wording_note": "retold.showing",
    "alpha_from_counts": "retold.statistics.reliability",
    "krippendorff_alpha": "retold.statistics.reliability",
    "read_table": "retold.tables",
    "write_table": "retold.tables",
    "read_coding": "retold.study.config",
    "read_settings": "retold.study.config",
    "findings": "retold.study.findings.find",
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
    "draw_occasions": "retold.figures.occasions",
    "draw_wording": "retold.figures.wording",
}

__all__ = ["__version__", *EXPORTS]


def __getattr__(name: str) -> Any:
    if name not in EXPORTS:
        raise AttributeError(f"module 'retold' has no attribute {name!r}")
    return getattr(import_module(EXPORTS[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
