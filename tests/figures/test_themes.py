"""Figures of the themes: blank and marked cells, which themes are drawn, and room for few of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from retold.figures.drawing.save import frame
from retold.figures.drawing.style import MM, style
from retold.figures.registry import FIGURES
from retold.figures.themes import arrange_themes, find_leaves
from retold.tables import read_table
from tests.figures.cases import THEMES, make_drawn, make_tables, plot, read_words, write_study


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


def test_no_difference_beyond_chance_is_said_and_not_drawn(tmp_path: Path) -> None:
    tables = make_tables(3)
    tables["theme_keyness"] = tables["theme_keyness"].assign(p_adjusted=0.4, z=[0.1] * 17 + [-1.25])
    drawn = make_drawn("theme_keyness", write_study(tmp_path, tables))
    assert drawn.said
    leaves = len(find_leaves(THEMES)) * 3
    assert f"of {leaves} comparisons none has an adjusted p below 0.05" in drawn.title
    assert len(drawn.numbers) == leaves
    assert not drawn.figure.axes[0].patches


def test_no_room_is_kept_for_dots_that_are_not_there(studies: dict[str, Path]) -> None:
    """An empty row of dots once held open a third of the figure below its axis."""
    tables = [read_table(name, studies["three"]) for name in FIGURES["theme_dispersion"].tables]
    many = tables[1].assign(hits=50)
    with style():
        drawn = FIGURES["theme_dispersion"].__wrapped__(tables[0], many)
        frame(drawn, read_table("articles", studies["three"]))
        drawn.figure.draw_without_rendering()
    (axes,) = drawn.figure.axes
    label, note = axes.xaxis.label.get_window_extent(), drawn.figure._supxlabel.get_window_extent()
    assert 0 < label.y0 - note.y1 < 4 * MM * drawn.figure.dpi


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


@pytest.mark.parametrize("width", ["single", "double"])
@pytest.mark.parametrize("count", [1, 2, 4])
@pytest.mark.parametrize(
    "name", [name for name, draw in FIGURES.items() if "theme_frequencies" in draw.tables]
)
@pytest.mark.filterwarnings("error")
def test_few_themes_have_room_for_their_names(
    name: str, count: int, width: str, studies: dict[str, Path]
) -> None:
    kept = THEMES[:count]
    tables = []
    for name_of_table in FIGURES[name].tables:
        table = read_table(name_of_table, studies["three"])
        for column in table.columns.intersection(["theme", "theme_a", "theme_b"]):
            table = table[table[column].isin(kept)]
        tables.append(table)
    with style(width):
        made = FIGURES[name].__wrapped__(*tables)
        frame(made, read_table("articles", studies["three"]))
        made.figure.draw_without_rendering()
    drawn = made.figure
    names = [label for label in drawn.axes[0].get_yticklabels() if label.get_text()]
    room = sum(label.get_window_extent().height for label in names)
    assert drawn.axes[0].get_window_extent().height > room - 0.5 * MM * drawn.dpi
