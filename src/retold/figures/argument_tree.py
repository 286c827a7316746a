"""Figures of stage 3 that show how groups came about: the tree with its cut, and what is said side by side."""

from __future__ import annotations

import textwrap
from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from retold.figures.arguments import NO_ARGUMENTS, sort_by_size
from retold.figures.drawing.labels import (
    LETTER,
    LINE,
    MOST_ARGUMENTS,
    legend_above,
    name_articles,
    note_below,
    say,
    shorten,
)
from retold.figures.drawing.save import figure
from retold.figures.drawing.style import FAINT, INK, MUTED, PALE, SERIES, figure_width, is_narrow, new_figure
from retold.showing import name_groups, tell_first
from retold.vocabulary import NONE

# More leaves than these are thinner than a line; a tree of more is drawn from its groups upwards, and if these are still
# too many, only the largest are drawn.
MOST_LEAVES = 160

# Arguments and articles that fit beside each other, and the lines each statement may take.
MOST_ROWS, MOST_COLUMNS, MOST_LINES = 6, 4, 9

# Bold letters are so much wider.
BOLD = 1.2


@dataclass(frozen=True)
class _Node:
    """A place in the tree: where it stands, how high, and the argument of all that is below (or "")."""

    x: float
    height: float
    argument: str


@figure(
    "argument_tree",
    tables=["argument_tree", "argument_units", "argument_labels", "argument_thresholds"],
    caption="The tree of statements: those joined low are most probably the same claim; the cut makes the arguments.",
)
def draw_argument_tree(
    tree: pd.DataFrame, units: pd.DataFrame, labels: pd.DataFrame, thresholds: pd.DataFrame
) -> Figure:
    """Draw the average-link tree with its cut: stable groups in colour, unstable ones grey."""
    if tree.empty:
        return say("There is no tree: too few statements, or they were grouped in another way.")
    arguments = dict(zip(units["unit_id"], units["argument"], strict=True))
    colours = _colours(labels)
    drawn = new_figure(95)
    axes = drawn.add_subplot()
    if _count_leaves(tree, arguments) > MOST_LEAVES:
        largest = sort_by_size(labels).head(MOST_ARGUMENTS)["argument"].tolist()
        arguments = {unit: name for unit, name in arguments.items() if name in largest}
        tree = prune_tree(tree, arguments)
        note = tell_first(len(largest), len(labels), "arguments", order="the largest first")
        axes.set_xlabel(note_below(note, "statements of no argument left out"))
    if tree.empty:
        return say("There are too many statements to draw their tree, and no arguments among them.")
    _draw_merges(axes, tree, arguments, colours)
    chosen = thresholds[thresholds["chosen"].fillna(False).astype(bool)]["threshold"]
    handles: list[Artist] = [
        Line2D([], [], color=SERIES[0], label="stable argument (each its colour)"),
        Line2D([], [], color=MUTED, label="unstable argument"),
        Line2D([], [], color=PALE, label="not joined at the cut"),
    ]
    for cut in chosen.head(1):
        handles.append(
            axes.axhline(float(cut), color=INK, linewidth=0.8, linestyle="--", label=f"cut: {cut:g}")
        )
    axes.set_ylim(0, 1.02 * float(tree["height"].max()))
    axes.set_ylabel("distance (1 − probability)")
    axes.tick_params(axis="x", length=0)
    axes.spines["bottom"].set_visible(False)
    legend_above(drawn, handles)
    return drawn


def _colours(labels: pd.DataFrame) -> dict[str, str]:
    stable = labels["trusted"].tolist()
    return {
        name: SERIES[at % len(SERIES)] if stable[at] else MUTED for at, name in enumerate(labels["argument"])
    }


def _draw_merges(
    axes: Axes, tree: pd.DataFrame, arguments: Mapping[str, str], colours: Mapping[str, str]
) -> None:
    children = _children(tree)
    heights = {str(n): float(h) for n, h in zip(tree["merge"], tree["height"], strict=True)}
    common = _common_arguments(children, arguments)
    nodes: dict[str, _Node] = {}
    order = _leaf_order(str(tree["merge"].iloc[-1]), children, common if len(arguments) > MOST_LEAVES else {})
    for x, leaf in enumerate(order):
        nodes[leaf] = _Node(x, 0.0, common[leaf])
    lines, inks = [], []
    for name, (left, right) in children.items():
        if left not in nodes or right not in nodes:
            continue
        a, b, top = nodes[left], nodes[right], heights[name]
        nodes.setdefault(name, _Node((a.x + b.x) / 2, top, common[name]))
        lines.append([(a.x, a.height), (a.x, top), (b.x, top), (b.x, b.height)])
        inks.append(colours.get(common[name], PALE))
    axes.add_collection(LineCollection(lines, colors=inks, linewidths=0.8))
    axes.set_xlim(-1, len(order))
    _name_spans(axes, order, common)


def _count_leaves(tree: pd.DataFrame, arguments: Mapping[str, str]) -> int:
    """Return how many leaves the tree has; of too many, where those of an argument are one."""
    if len(arguments) <= MOST_LEAVES:
        return len(arguments)
    children = _children(tree)
    common = _common_arguments(children, arguments)
    return len(_leaf_order(str(tree["merge"].iloc[-1]), children, common))


def prune_tree(tree: pd.DataFrame, kept: Collection[str]) -> pd.DataFrame:
    """Return the tree of some of its leaves: they are joined where they are joined in the whole tree.

    Parameters
    ----------
    tree : DataFrame
        The table ``argument_tree``.
    kept : collection of str
        The units to keep.

    Returns
    -------
    DataFrame
        The merges that join two of them, or what two of them were joined to.

    Examples
    --------
    >>> tree = pd.DataFrame({"merge": [1, 2, 3], "left": ["a", "1", "2"], "right": ["b", "c", "d"], "height": [0.1, 0.2, 0.3]})
    >>> prune_tree(tree, {"a", "c", "d"})[["merge", "left", "right"]].values.tolist()
    [[2, 'a', 'c'], [3, '2', 'd']]
    """
    stands_for: dict[str, str] = {unit: unit for unit in kept}
    sides, joins = [], []
    for name, (left, right) in _children(tree).items():
        found = [stands_for[side] for side in (left, right) if side in stands_for]
        joins.append(len(found) == 2)
        if joins[-1]:
            sides.append(found)
        if found:
            stands_for[name] = name if joins[-1] else found[0]
    return tree[joins].assign(left=[left for left, _ in sides], right=[right for _, right in sides])


def _children(tree: pd.DataFrame) -> dict[str, tuple[str, str]]:
    return {
        str(n): (left, right)
        for n, left, right in zip(tree["merge"], tree["left"], tree["right"], strict=True)
    }


def _common_arguments(
    children: Mapping[str, tuple[str, str]], arguments: Mapping[str, str]
) -> dict[str, str]:
    """Return the argument that all leaves below a node share; empty where they differ or are alone."""
    common = {leaf: "" if name == NONE else name for leaf, name in arguments.items()}
    for name, (left, right) in children.items():
        common[name] = common[left] if common[left] == common[right] else ""
    return common


def _leaf_order(root: str, children: Mapping[str, tuple[str, str]], closed: Mapping[str, str]) -> list[str]:
    """Return the leaves from left to right; a node whose leaves share an argument is a leaf if it is closed."""
    order, waiting = [], [root]
    while waiting:
        node = waiting.pop()
        if node in children and not closed.get(node):
            waiting += reversed(children[node])
        else:
            order.append(node)
    return order


def _name_spans(axes: Axes, order: list[str], common: Mapping[str, str]) -> None:
    places: dict[str, list[int]] = {}
    for x, leaf in enumerate(order):
        if common[leaf]:
            places.setdefault(common[leaf], []).append(x)
    axes.set_xticks([float(np.mean(own)) for own in places.values()], list(places), rotation=90, fontsize=5.5)


@figure(
    "argument_exemplars",
    tables=["argument_units", "argument_labels", "statements", "articles"],
    caption="The same argument side by side: of each article the statement nearest to the argument's centre.",
)
def draw_argument_exemplars(
    units: pd.DataFrame, labels: pd.DataFrame, statements: pd.DataFrame, articles: pd.DataFrame
) -> Figure:
    """Write, for the arguments of most articles, what each article says, side by side."""
    if labels.empty:
        return say(NO_ARGUMENTS)
    shown = labels.sort_values(["articles", "statements"], ascending=False, kind="stable").head(MOST_ROWS)
    columns = 2 if is_narrow() else MOST_COLUMNS
    cells = [_nearest_of_articles(units, statements, name, columns) for name in shown["argument"]]
    names = name_articles(articles, most=None)
    room = (figure_width() - 4) / columns
    size = 5.5
    wide = int((room - 3) / (LETTER * size))
    texts = [
        [_cell(names.get(article, article), text, wide) for article, text in row] for row in cells
    ]  # fmt: skip
    tall = [max(len(cell) for cell in row) * LINE * size + 6.5 for row in texts]
    drawn = new_figure(sum(tall) + 6, by_hand=True)
    _write_cells(drawn, shown, texts, tall, room, size)
    return drawn


def _nearest_of_articles(
    units: pd.DataFrame, statements: pd.DataFrame, argument: str, most: int
) -> list[tuple[str, str]]:
    own = units[units["argument"] == argument].sort_values(
        ["exemplar", "strength"], ascending=False, kind="stable"
    )
    own = own.drop_duplicates("article_id").head(most)
    whole = statements.set_index("statement_id")
    found = []
    for unit in own.itertuples():
        text, start = (
            str(whole["text"].get(unit.statement_id, "")),
            int(whole["start"].get(unit.statement_id, 0)),
        )
        found.append((str(unit.article_id), text[int(unit.start) - start : int(unit.end) - start] or text))
    return found


def _cell(article: str, text: str, wide: int) -> list[str]:
    said = textwrap.wrap(" ".join(text.split()), wide, max_lines=MOST_LINES - 1, placeholder=" …")
    return [shorten(article, wide), *said]


def _write_cells(
    drawn: Figure,
    shown: pd.DataFrame,
    texts: list[list[list[str]]],
    tall: list[float],
    room: float,
    size: float,
) -> None:
    width, height = figure_width(), sum(tall) + 6
    top = height - 1
    names = name_groups(shown)
    stable = shown["trusted"].tolist()
    for at, (row, high) in enumerate(zip(texts, tall, strict=True)):
        name = names[str(shown["argument"].iloc[at])] + ("" if stable[at] else " (unstable)")
        ink = INK if stable[at] else MUTED
        heading = shorten(name, int((width - 4) / (LETTER * 7 * BOLD)))
        drawn.text(
            2 / width, (top - 0.5) / height, heading, va="top", fontsize=7, fontweight="bold", color=ink
        )
        for column, cell in enumerate(row):
            x = (2 + column * room) / width
            drawn.text(
                x, (top - 4) / height, cell[0], va="top", fontsize=size, color=MUTED, fontstyle="italic"
            )
            said = "\n".join(cell[1:])
            drawn.text(
                x, (top - 4 - LINE * size) / height, said, va="top", fontsize=size, color=ink, linespacing=1.2
            )
        top -= high
        if at + 1 < len(texts):
            line = Line2D([2 / width, 1 - 2 / width], [top / height] * 2, color=FAINT, linewidth=0.4)
            drawn.add_artist(line)
