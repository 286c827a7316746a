"""The figure of keyness: marked cells, and a sentence where nothing is beyond chance."""

from __future__ import annotations

from pathlib import Path

from retold.figures.registry import FIGURES
from retold.figures.theme_contrasts import draw_theme_keyness
from retold.figures.theme_rows import find_leaves
from retold.tables import read_table
from tests.figures.cases import THEMES, make_drawn, make_tables, plot, read_words, write_study


def test_significant_cells_are_counted_in_the_legend(studies: dict[str, Path]) -> None:
    keyness = read_table("theme_keyness", studies["three"])
    own = keyness[keyness["theme"].isin(find_leaves(THEMES))]
    n = int((own["p_adjusted"] < 0.05).sum())
    drawn = plot("theme_keyness", studies["three"])
    assert f"outlined: adjusted p < 0.05 ({n} of {len(own)} cells)" in read_words(drawn)
    widths = [patch.get_linewidth() for patch in drawn.axes[0].patches]
    assert 0 < n == sum(width > 1 for width in widths)


def test_no_difference_beyond_chance_is_said_and_not_drawn(tmp_path: Path) -> None:
    tables = make_tables(3)
    tables["theme_keyness"] = tables["theme_keyness"].assign(p_adjusted=0.4, z=[0.1] * 17 + [-1.25])
    drawn = make_drawn("theme_keyness", write_study(tmp_path, tables))
    assert drawn.said
    leaves = len(find_leaves(THEMES)) * 3
    assert f"of {leaves} comparisons none has an adjusted p below 0.05" in drawn.title
    assert len(drawn.numbers) == leaves
    assert not drawn.figure.axes[0].patches


def test_one_article_alone_is_compared_with_nothing(studies: dict[str, Path]) -> None:
    frequencies, keyness, articles = (
        read_table(name, studies["three"]) for name in FIGURES["theme_keyness"].tables
    )
    drawn = draw_theme_keyness.__wrapped__(frequencies, keyness.iloc[:0], articles)
    assert drawn.said
    assert drawn.title == "No theme can be compared: that takes at least two articles and one theme."
