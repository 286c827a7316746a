"""Which themes are drawn, and room for few of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from retold.figures.drawing.save import frame
from retold.figures.drawing.style import MM, style
from retold.figures.registry import FIGURES
from retold.figures.theme_rows import find_leaves
from retold.tables import read_table
from tests.figures.cases import THEMES


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
