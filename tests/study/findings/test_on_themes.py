"""What the lessons on themes open with: frequencies, contrasts, places, and how far the counts can be trusted."""

import pytest

import retold
from retold.study.findings import on_themes
from tests.study.findings.study_tables import study_tables
from tests.study.findings.told import opens_with
from tests.study.made_tables import rows


def theme(name, voice, hits, sentences_with, sentences=10, article="*"):
    return {
        "article_id": article, "voice": voice, "theme": name, "hits": hits, "sentences_with": sentences_with,
        "sentences": sentences, "share": sentences_with / sentences, "low": 0.1, "high": 0.9,
    }  # fmt: skip


THEMES = rows(
    "theme_frequencies",
    theme("water", "*", 9, 8), theme("water/rain", "*", 6, 5), theme("water/snow", "*", 3, 3), theme("sun", "*", 0, 0),
    theme("water", "subject", 5, 5), theme("water/rain", "subject", 5, 5), theme("water/snow", "subject", 0, 0),
    theme("water/snow", "journalist", 3, 3), theme("water/rain", "journalist", 1, 1),
    theme("water/snow", "subject", 9, 9, article="a"),
)  # fmt: skip

TOLD = {
    "themes that hold others are not counted": ("tell_themes", {"theme_frequencies": THEMES}, ["2 of 3 themes occur", "In Ann Lee's words the commonest is water/rain: in 5 of 10 sentences (50 %", "in the reporters' own words the commonest is water/snow: in 3 of 10", "Never in Ann Lee's words, though elsewhere in the articles: water/snow."]),
    "a word beyond chance": (
        "tell_contrasts",
        {"word_keyness": rows("word_keyness", {"group": "subject", "word": "we", "log_odds": 1, "z": 5, "p_adjusted": 0.01}, {"group": "subject", "word": "dam", "log_odds": 1, "z": 2, "p_adjusted": 0.3}, {"group": "journalist", "word": "said", "log_odds": 2, "z": 9, "p_adjusted": 0.0})},
        ["1 word sets Ann Lee's words apart", "“we”"],
    ),
    "no word beyond chance": (
        "tell_contrasts",
        {"word_keyness": rows("word_keyness", {"group": "subject", "word": "dam", "log_odds": 1, "z": 2, "p_adjusted": 0.3})},
        ["No single word sets Ann Lee's words apart", "“dam”"],
    ),
    "a theme of one article": (
        "tell_contrasts",
        {"theme_keyness": rows("theme_keyness", {"article_id": "b", "theme": "rain", "z": -4.0, "p_adjusted": 0.01}, {"article_id": "a", "theme": "sun", "z": 1.0, "p_adjusted": 0.9})},
        ["1 of 2 pairs of an article and a theme stands out beyond chance, most of all rain, of which News has less than the others (z -4.0)."],
    ),
    "spread and not": (
        "tell_places",
        {"theme_dispersion": rows("theme_dispersion", {"theme": "rain", "hits": 20, "dp_norm": 0.1, "articles": 3, "articles_with": 3}, {"theme": "sun", "hits": 10, "dp_norm": 0.8, "articles": 3, "articles_with": 1}, {"theme": "few", "hits": 9, "dp_norm": 0.99, "articles": 3, "articles_with": 1})},
        ["Of 2 themes with 10 hits or more, rain is spread most evenly over the articles (DP 0.10), sun least (DP 0.80; 1 of 3 articles has it)."],
    ),
    "early, late and unsettled": (
        "tell_places",
        {"theme_mean_positions": rows("theme_mean_positions", {"theme": "rain", "position": 0.2, "low": 0.1, "high": 0.4}, {"theme": "sun", "position": 0.8, "low": 0.6, "high": 0.9}, {"theme": "fog", "position": 0.5, "low": 0.2, "high": 0.9})},
        ["2 of 3 themes have a place in the articles that is settled: early rain, late sun."],
    ),
    "pairs beyond chance": (
        "tell_places",
        {"theme_cooccurrence": rows("theme_cooccurrence", {"theme_a": "rain", "theme_b": "sun", "sentences": 9, "expected": 2.5, "ratio": 3.6, "p": 0.001, "q": 0.01}, {"theme_a": "fog", "theme_b": "sun", "sentences": 1, "expected": 2, "ratio": 0.5, "p": 0.9, "q": 0.9})},
        ["1 of 2 pairs of themes stands in one sentence more often", "rain with sun: 9 sentences where 2.5 were expected."],
    ),
    "one pattern, no reader": (
        "tell_audit",
        {"theme_patterns": rows("theme_patterns", {"theme": "rain", "pattern": "rain*", "hits": 9, "share": 0.9}, {"theme": "rain", "pattern": "wet", "hits": 1, "share": 0.1}, {"theme": "sun", "pattern": "sun", "hits": 5, "share": 1.0})},
        ["1 of 1 theme of several patterns owes half", "No hit has been read by hand", "No sentence has been coded by hand"],
    ),
    "readers": (
        "tell_audit",
        {"theme_precision": rows("theme_precision", {"theme": "*", "checked": 20, "correct": 18, "precision": 0.9, "low": 0.7, "high": 0.97}),
         "theme_validation": rows("theme_validation", {"theme": "*", "precision": 0.5, "recall": 0.25, "f1": 0.33, "low": 0.2, "high": 0.5}),
         "theme_sensitivity": rows("theme_sensitivity", {"theme": "*", "kind": "without pattern", "variant": "rain*", "variant_theme": "rain", "tau": 0.8, "swaps": 3}, {"theme": "*", "kind": "overlap rule", "variant": "all", "tau": 1.0})},
        ["Of 20 hits read by hand, 18 mean what their theme says (90 %; interval 70 to 97 % of all hits).", "precision is 0.50, recall 0.25 and F1 0.33 (interval 0.20 to 0.50)", "(without pattern: rain* of rain) leaves Kendall's tau at 0.80 and 3 pairs"],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("name", "tables", "words"), TOLD.values(), ids=TOLD)
def test_a_lesson_opens_with_what_its_tables_hold(tmp_path, name, tables, words):
    assert getattr(on_themes, name) is getattr(retold, name)
    assert opens_with(name, tmp_path, study_tables(**tables), words)
