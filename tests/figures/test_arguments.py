"""Figures of the arguments: the map of statements and the chosen cut."""

from __future__ import annotations

from pathlib import Path

import pytest

from retold.figures.arguments import _article_colours, draw_argument_map, spread_colours
from retold.figures.drawing.style import style
from retold.tables import read_table
from tests.figures.cases import make_drawn, plot, read_words


def test_the_map_counts_what_it_shows(studies: dict[str, Path]) -> None:
    labels, statements = (read_table(name, studies["three"]) for name in draw_argument_map.tables[::-1])
    words = read_words(plot("argument_map", studies["three"]))
    stable = int(labels["trusted"].sum())
    assert 0 < stable < len(labels)
    assert f"in an argument ({stable})" in words
    assert f"in an unstable one ({len(labels) - stable})" in words
    assert f"in none ({int((statements['argument'] == 'none').sum())})" in words
    assert "not placed: 1" in words
    assert f"n = {len(statements) - 1} statements" in " ".join(words)


def test_groups_of_one_colour_are_far_apart() -> None:
    places = {f"A{k}": (float(k % 6), float(k // 6)) for k in range(18)}
    colours = spread_colours(places)
    for name, (x, y) in places.items():
        beside = [other for other, (a, b) in places.items() if (a - x) ** 2 + (b - y) ** 2 == 1]
        assert colours[name] not in {colours[other] for other in beside}


@pytest.mark.parametrize(("count", "colours"), [(1, 1), (6, 6), (7, 1), (60, 1)])
def test_articles_have_a_colour_each_or_one_for_all(count: int, colours: int) -> None:
    assert len(set(_article_colours(count))) == colours


def test_the_parts_of_a_bar_have_the_numbers_of_the_legend(studies: dict[str, Path]) -> None:
    drawn = make_drawn("argument_groups", studies["twelve"])
    bars = drawn.figure.axes[0]
    written = [text.get_text() for text in bars.texts]
    assert set(written) <= {str(n) for n in range(1, 13)}
    assert len(written) == (drawn.numbers["statements"] > 0).sum()
    assert drawn.numbers["statements"].sum() == sum(bar.get_width() for bar in bars.patches)


@pytest.mark.parametrize(
    "places", [[(0.0, 0.0)], [(1.0, 1.0)] * 5, [(0.0, 0.0), (1e-12, 0.0)], [(1e6, -1e6), (0.0, 0.0)]]
)
def test_the_map_holds_any_points(places: list[tuple[float, float]], studies: dict[str, Path]) -> None:
    statements = read_table("arguments", studies["three"]).iloc[1 : len(places) + 1]
    moved = statements.assign(x=[x for x, _ in places], y=[y for _, y in places])
    with style("single"):
        drawn = draw_argument_map.__wrapped__(moved, read_table("argument_labels", studies["three"])).figure
        drawn.draw_without_rendering()
    (left, right), (bottom, top) = drawn.axes[0].get_xlim(), drawn.axes[0].get_ylim()
    assert all(left < x < right and bottom < y < top for x, y in places)


def test_the_chosen_cut_is_named(studies: dict[str, Path]) -> None:
    words = read_words(plot("argument_thresholds", studies["three"]))
    assert "chosen: 0.5, 5 groups" in words
    assert "alike by 0.25" in " ".join(" ".join(words).split())
