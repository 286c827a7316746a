"""Figures of how often themes occur: blank cells where there is no hit."""

from __future__ import annotations

from pathlib import Path

from retold.figures.drawing.style import style
from retold.figures.registry import FIGURES
from retold.figures.theme_rows import arrange_themes
from retold.figures.themes import draw_theme_articles
from retold.tables import read_table
from tests.figures.cases import plot


def test_themes_without_hits_have_blank_cells(studies: dict[str, Path]) -> None:
    frequencies = read_table("theme_frequencies", studies["three"])
    leaves = arrange_themes(frequencies).places
    own = frequencies[
        (frequencies["voice"] == "*") & (frequencies["article_id"] != "*") & frequencies["theme"].isin(leaves)
    ]
    written = [text.get_text() for text in plot("theme_articles", studies["three"]).axes[0].texts]
    assert sorted(written) == sorted(str(n) for n in own["hits"] if n)
    assert (own["hits"] == 0).any()


def test_the_densest_cell_is_told_in_the_title(studies: dict[str, Path]) -> None:
    tables = [read_table(name, studies["three"]) for name in FIGURES["theme_articles"].tables]
    with style():
        drawn = draw_theme_articles.__wrapped__(*tables)
    own = drawn.numbers
    densest = own.loc[own["per_1000"].idxmax(), "theme"].rpartition("/")[2].replace("_", " ")
    assert densest in drawn.title
