"""Figures of the themes: blank and marked cells, and which themes are drawn."""

from __future__ import annotations

from pathlib import Path

import pytest

from retold.figures.themes import arrange_themes, find_leaves
from retold.tables import read_table
from tests.figures.cases import THEMES, plot, read_words


def test_themes_without_hits_have_blank_cells(studies: dict[str, Path]) -> None:
    frequencies = read_table("theme_frequencies", studies["three"])
    leaves = arrange_themes(frequencies).places
    own = frequencies[
        (frequencies["voice"] == "*") & (frequencies["article_id"] != "*") & frequencies["theme"].isin(leaves)
    ]
    written = [text.get_text() for text in plot("theme_articles", studies["three"]).axes[0].texts]
    assert sorted(written) == sorted(str(n) for n in own["hits"] if n)
    assert (own["hits"] == 0).any()


def test_significant_cells_are_counted_in_the_legend(studies: dict[str, Path]) -> None:
    keyness = read_table("theme_keyness", studies["three"])
    own = keyness[keyness["theme"].isin(find_leaves(THEMES))]
    n = int((own["p_adjusted"] < 0.05).sum())
    drawn = plot("theme_keyness", studies["three"])
    assert f"outlined: adjusted p < 0.05 ({n} of {len(own)} cells)" in read_words(drawn)
    widths = [patch.get_linewidth() for patch in drawn.axes[0].patches]
    assert 0 < n == sum(width > 1 for width in widths)


@pytest.mark.parametrize(
    ("themes_given", "leaves"),
    [
        ([], []),
        (["a"], ["a"]),
        (["a", "a/b"], ["a/b"]),
        (["a/b/c"], ["a/b/c"]),
        (["a", "ab", "a/b", "a/b/c"], ["ab", "a/b/c"]),
    ],
)
def test_leaves(themes_given: list[str], leaves: list[str]) -> None:
    assert find_leaves(themes_given) == leaves
