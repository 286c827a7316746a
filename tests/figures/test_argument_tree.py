"""How groups came about: the tree pruned and named, and what is said side by side."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from matplotlib.collections import LineCollection

from retold.figures import argument_tree
from retold.figures.argument_tree import draw_argument_exemplars, draw_argument_tree, prune_tree
from retold.figures.drawing.labels import text_width
from retold.figures.drawing.style import MUTED, PALE, SERIES, SMALLEST, style
from retold.tables import read_table
from tests.figures.cases import find_texts, plot, read_words


def make_tree(*merges):
    """Return a tree of (left, right, height), numbered from 1."""
    table = pd.DataFrame(merges, columns=["left", "right", "height"])
    return table.assign(merge=np.arange(1, len(table) + 1), units=2)


#            3 (0.9)
#        2 (0.5)   \
#    1 (0.2)  \     \
#    a     b   c     d
TREE = make_tree(("a", "b", 0.2), ("1", "c", 0.5), ("2", "d", 0.9))


@pytest.mark.parametrize(
    ("kept", "merges"),
    [
        ("abcd", [(1, "a", "b"), (2, "1", "c"), (3, "2", "d")]),
        ("acd", [(2, "a", "c"), (3, "2", "d")]),
        ("bd", [(3, "b", "d")]),
        ("cd", [(3, "c", "d")]),
        ("a", []),
        ("", []),
    ],
)
def test_a_pruned_tree_joins_leaves_where_the_whole_one_does(kept, merges):
    found = prune_tree(TREE, set(kept))
    assert list(found[["merge", "left", "right"]].itertuples(index=False, name=None)) == merges
    heights = dict(zip(TREE["merge"], TREE["height"], strict=True))
    assert found["height"].tolist() == [heights[n] for n, *_ in merges]
    assert prune_tree(TREE.iloc[:0], set(kept)).empty


def units_of(**arguments):
    return pd.DataFrame({"unit_id": list(arguments), "argument": list(arguments.values())})


def labels_of(**stability):
    return pd.DataFrame(
        {
            "argument": list(stability), "label": "bridge", "stability": list(stability.values()), "statements": 2,
            "articles": 1, "trusted": [value >= 0.6 for value in stability.values()], "depends": None, "null": 0.0,
        }
    )  # fmt: skip


CUT = pd.DataFrame({"threshold": [0.3, 0.6], "chosen": [False, True]})


def drawn_tree(tree, units, labels, thresholds=CUT):
    with style():
        drawn = draw_argument_tree.__wrapped__(tree, units, labels, thresholds).figure
        drawn.draw_without_rendering()
    return drawn


def branches(drawn):
    """Return each merge as its corners, with its colour."""
    (collection,) = [own for own in drawn.axes[0].collections if isinstance(own, LineCollection)]
    colours = [tuple(round(part * 255) for part in colour[:3]) for colour in collection.get_colors()]
    return [tuple(map(tuple, np.round(line, 6).tolist())) for line in collection.get_segments()], [
        "#{:02x}{:02x}{:02x}".format(*colour) for colour in colours
    ]


def test_branches_stand_at_their_height_in_the_colour_of_their_argument():
    drawn = drawn_tree(TREE, units_of(a="A1", b="A1", c="A2", d="none"), labels_of(A1=0.9, A2=0.1))
    corners, colours = branches(drawn)
    assert corners == [
        ((0, 0), (0, 0.2), (1, 0.2), (1, 0)),
        ((0.5, 0.2), (0.5, 0.5), (2, 0.5), (2, 0)),
        ((1.25, 0.5), (1.25, 0.9), (3, 0.9), (3, 0)),
    ]
    # Only what is of one argument has its colour.
    assert colours == [SERIES[0].lower(), PALE.lower(), PALE.lower()]
    axes = drawn.axes[0]
    assert axes.get_ylim() == pytest.approx((0, 0.918))
    assert axes.get_xlim() == (-1, 4)
    names = {
        label.get_text(): float(at)
        for at, label in zip(axes.get_xticks(), axes.get_xticklabels(), strict=True)
    }
    assert names == {"A1": 0.5, "A2": 2}
    (line,) = [own for own in axes.lines if own.get_linestyle() == "--"]
    assert set(line.get_ydata()) == {0.6}
    assert "cut: 0.6" in read_words(drawn)


def test_an_unstable_argument_is_grey():
    drawn = drawn_tree(TREE, units_of(a="A1", b="A1", c="A1", d="A2"), labels_of(A1=0.1, A2=np.nan))
    assert branches(drawn)[1] == [MUTED.lower(), MUTED.lower(), PALE.lower()]


def test_neighbours_never_have_one_colour():
    labels = pd.DataFrame({"argument": [f"A{k}" for k in range(9)], "trusted": [k != 4 for k in range(9)]})
    order = ["A7", "A7", "", "A1", "A4", "A3", "A0", "", "A8", "A2", "A6", "A5"]
    colours = argument_tree._colours(labels, order)
    own = [colours[name] for name in dict.fromkeys(order) if name and name != "A4"]
    assert colours["A4"] == MUTED
    assert all(one != other for one, other in pairwise(own))
    assert len(set(own)) == len(SERIES)


def test_without_a_chosen_cut_none_is_drawn():
    drawn = drawn_tree(
        TREE, units_of(a="A1", b="A1", c="none", d="none"), labels_of(A1=1.0), CUT.assign(chosen=False)
    )
    assert not [word for word in read_words(drawn) if word.startswith("cut")]


def test_of_too_many_statements_arguments_are_leaves(monkeypatch):
    monkeypatch.setattr(argument_tree, "MOST_LEAVES", 3)
    drawn = drawn_tree(TREE, units_of(a="A1", b="A1", c="A2", d="none"), labels_of(A1=1.0, A2=1.0))
    # a and b are one leaf of no height, at which their branch begins.
    assert branches(drawn)[0] == [
        ((0, 0), (0, 0.5), (1, 0.5), (1, 0)),
        ((0.5, 0.5), (0.5, 0.9), (2, 0.9), (2, 0)),
    ]


def test_of_too_many_arguments_the_largest_are_shown(monkeypatch):
    monkeypatch.setattr(argument_tree, "MOST_LEAVES", 2)
    monkeypatch.setattr(argument_tree, "MOST_ARGUMENTS", 2)
    labels = labels_of(A1=1.0, A2=1.0, A3=1.0).assign(statements=[5, 1, 5])
    drawn = drawn_tree(TREE, units_of(a="A1", b="A2", c="A3", d="none"), labels)
    assert branches(drawn)[0] == [((0, 0), (0, 0.5), (1, 0.5), (1, 0))]
    note = " ".join(read_words(drawn))
    assert "first 2 of 3 arguments, the largest first" in note.replace("\n", " ")
    assert "statements of no argument left out" in note.replace("\n", " ")


@pytest.mark.parametrize(
    ("tree", "arguments", "most", "said"),
    [
        (TREE.iloc[:0], {}, 160, "There is no tree: too few statements, or they were grouped in another way."),
        (TREE, {"a": "none", "b": "none", "c": "none", "d": "none"}, 2,
         "There are too many statements to draw their tree, and no arguments among them."),
    ],
)  # fmt: skip
def test_where_no_tree_can_be_drawn_it_is_said(monkeypatch, tree, arguments, most, said):
    monkeypatch.setattr(argument_tree, "MOST_LEAVES", most)
    drawn = drawn_tree(tree, units_of(**arguments), labels_of())
    assert " ".join(" ".join(read_words(drawn)).split()) == said


@pytest.mark.parametrize(("width", "columns"), [("single", 2), ("double", 4)])
def test_as_many_articles_stand_side_by_side_as_there_is_room(
    studies: dict[str, Path], width: str, columns: int
):
    with style(width):
        drawn = draw_argument_exemplars.__wrapped__(
            *(read_table(name, studies["twelve"]) for name in draw_argument_exemplars.tables)
        ).figure
        drawn.draw_without_rendering()
    places = {round(text.get_position()[0], 4) for text in find_texts(drawn)}
    assert len(places) == columns


def exemplars(labels, units, statements, articles):
    with style():
        return draw_argument_exemplars.__wrapped__(
            labels=labels, units=units, statements=statements, articles=articles
        ).figure


def test_each_article_s_statement_that_is_nearest_stands_there():
    articles = pd.DataFrame({"article_id": ["x", "y"], "label": ["Post", ""]})
    statements = pd.DataFrame(
        {
            "statement_id": ["x:1", "x:2", "y:1"],
            "start": [10, 50, 0],
            "text": ["The bridge is safe; so he said.", "Far.", "Safe,\n he said."],
        }
    )
    units = pd.DataFrame(
        [
            ("A1", "x", "x:1", 10, 28, 0.2, True),  # the exemplar, whatever its strength
            ("A1", "x", "x:2", 50, 54, 0.9, False),
            ("A1", "y", "y:1", 0, 15, 0.4, False),
            ("none", "y", "y:1", 0, 15, 1.0, False),
        ],
        columns=["argument", "article_id", "statement_id", "start", "end", "strength", "exemplar"],
    )  # fmt: skip
    words = read_words(exemplars(labels_of(A1=0.1), units, statements, articles))
    assert words == ["A1 bridge (unstable)", "Post", "The bridge is safe", "y", "Safe, he said."]
    # A unit whose place does not fit its statement is shown with the whole of it; one that is lost is blank.
    odd = units.assign(start=[99, 50, 0, 0], end=[99, 54, 0, 0], statement_id=["x:1", "x:2", "gone", "y:1"])
    words = read_words(exemplars(labels_of(A1=0.9), odd, statements, articles))
    assert words == ["A1 bridge", "Post", "The bridge is safe; so he said.", "y"]


def test_no_arguments_are_said(studies: dict[str, Path]):
    assert "No arguments were found" in " ".join(read_words(plot("argument_exemplars", studies["empty"])))


def test_a_long_statement_is_cut_where_its_lines_end():
    cell = argument_tree._cell("A very long name of an article", "word " * 200, 20)
    assert len(cell) == argument_tree.MOST_LINES
    assert all(text_width(line, SMALLEST) <= 20 for line in cell)
    assert cell[-1].endswith("…")
    assert argument_tree._cell("x", "", 20) == ["x"]
