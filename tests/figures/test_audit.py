"""The figure of patterns: what leads, ties, and a study without hits."""

import pandas as pd
import pytest

from retold.figures.audit import draw_theme_patterns, name_pattern, rename_parents
from retold.figures.drawing.style import style
from retold.tables import conform, empty_table
from retold.themes.audit.pattern_shares import pattern_shares
from retold.themes.codebook.read import read_codebook
from retold.themes.matching.matching import find_themes
from tests.themes.audit.cases import WATER, corpus, counted


def texts_of(made):
    drawn = made.figure
    drawn.draw_without_rendering()
    return [label.get_text() for axes in drawn.axes for label in axes.get_yticklabels()]


def test_the_figure_names_what_leads():
    hits, _ = counted()
    with style():
        names = texts_of(
            draw_theme_patterns.__wrapped__(conform(pattern_shares(hits, WATER), "theme_patterns"))
        )
    assert names[:3] == ["rain, n = 5", "snow, n = 2", "fog, n = 0"]
    assert set(names[3:]) == {"rain*", "snow*", "no hit"}


@pytest.mark.parametrize(
    ("pattern", "commonest", "shown"),
    [
        ("rain*", "rains", "rain*"),
        ("heavy rain", "heavy rain", "heavy rain"),
        ("fixed: rain", "rain", "rain"),
        ("regex: rain(ed|ing)?", "rained", "“rained” and the like"),
        (r"\bsnow\w+", "snowing", "“snowing” and the like"),
        ("[ab]c", "", "a pattern of signs"),
    ],
)
def test_no_reader_meets_an_expression(pattern, commonest, shown):
    assert name_pattern(pd.Series({"pattern": pattern, "commonest": commonest})) == shown


def test_the_figure_says_ties_and_shows_parents_of_their_own():
    codebook = read_codebook(
        {"themes": {"w": {"patterns": ["wet", "damp"], "themes": {"rain": {"patterns": ["rain"]}}}}}
    )
    articles, _ = corpus(["wet damp rain"])
    shares = pattern_shares(find_themes(articles, codebook), codebook)
    assert rename_parents(shares)["theme"].unique().tolist() == ["w/(own patterns)", "w/rain"]
    with style():
        names = texts_of(draw_theme_patterns.__wrapped__(shares))
    assert names[:3] == ["w", "(own patterns), n = 2", "rain, n = 1"]
    assert "damp (2 tie)" in names


def test_the_figure_without_hits_says_so():
    with style():
        drawn = draw_theme_patterns.__wrapped__(pattern_shares(empty_table("theme_hits"), WATER))
    assert drawn.said
    assert "No theme has a hit" in drawn.figure.axes[0].texts[0].get_text()
