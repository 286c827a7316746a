"""Figures of stage 3 that show how groups came about: the tree with its cut, and what is said side by side."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.lines import Line2D

from retold.figures.arguments import NO_ARGUMENTS, sort_by_size
from retold.figures.drawing.drawn import Drawn, count, join
from retold.figures.drawing.labels import (
    LINE,
    MOST_ARGUMENTS,
    cut_to,
    fold,
    legend_above,
    name_articles,
    note_below,
    one_line,
    say,
)
from retold.figures.drawing.save import figure
from retold.figures.drawing.style import (
    FAINT,
    INK,
    MUTED,
    PAGE_HEIGHT,
    PALE,
    SERIES,
    SMALLEST,
    figure_width,
    is_narrow,
    new_figure,
)
from retold.showing import name_groups, tell_first
from retold.vocabulary import NONE

# More leaves than these are thinner than a line; a tree of more is drawn from its groups upwards, and if these are still
# too many, only the largest are drawn.
MOST_LEAVES = 160

# Millimetres of the axis of heights with its label.
AXIS_WIDTH = 16.0

# Articles beside each other in two columns of a journal, and the lines each statement may take.
MOST_COLUMNS, MOST_LINES = 4, 9

# Millimetres: the margin, an argument's heading, the gap below a row of articles, the foot, and the most that a page holds.
MARGIN, HEADING, ROW_GAP, FOOT = 2.0, 4.2, 2.0, 5.0
MOST_HEIGHT = PAGE_HEIGHT - 25


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
) -> Drawn:
    """Draw the average-link tree with its cut: stable groups in colour, unstable ones grey."""
    if tree.empty:
        return say("There is no tree: too few statements, or they were grouped in another way.")
    arguments = dict(zip(units["unit_id"], units["argument"], strict=True))
    drawn = new_figure(95)
    axes = drawn.add_subplot()
    notes: list[str] = []
    if _count_leaves(tree, arguments) > MOST_LEAVES:
        largest = sort_by_size(labels).head(MOST_ARGUMENTS)["argument"].tolist()
        arguments = {unit: name for unit, name in arguments.items() if name in largest}
        tree = prune_tree(tree, arguments)
        note = tell_first(len(largest), len(labels), "arguments", order="the largest first")
        notes = [note, "statements of no argument left out"]
    if tree.empty:
        return say("There are too many statements to draw their tree, and no arguments among them.")
    named, there = _draw_merges(axes, tree, arguments, labels)
    if named < there:
        notes.append(f"{named} of {there} arguments named")
    axes.set_xlabel(note_below(*notes))
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
    title = f"{count(len(arguments), 'statement')} joined by likeness"
    if len(chosen):
        title += f"; below {chosen.iloc[0]:g} they make {count(there, 'argument')}"
    return Drawn(
        drawn, title, tree[["merge", "left", "right", "height"]], f"n = {count(len(arguments), 'statement')}"
    )


def _colours(labels: pd.DataFrame, order: Sequence[str]) -> dict[str, str]:
    """Return the colour of each argument: the stable ones take turns as they stand, so that neighbours differ."""
    stable = dict(zip(labels["argument"], labels["trusted"], strict=True))
    known = [name for name in dict.fromkeys(order) if stable.get(name)]
    return dict.fromkeys(stable, MUTED) | {name: SERIES[at % len(SERIES)] for at, name in enumerate(known)}


def _draw_merges(
    axes: Axes, tree: pd.DataFrame, arguments: Mapping[str, str], labels: pd.DataFrame
) -> tuple[int, int]:
    """Draw the branches; return how many arguments have room for their names, and how many there are."""
    children = _children(tree)
    heights = {str(n): float(h) for n, h in zip(tree["merge"], tree["height"], strict=True)}
    common = _common_arguments(children, arguments)
    nodes: dict[str, _Node] = {}
    order = _leaf_order(str(tree["merge"].iloc[-1]), children, common if len(arguments) > MOST_LEAVES else {})
    for x, leaf in enumerate(order):
        nodes[leaf] = _Node(x, 0.0, common[leaf])
    colours = _colours(labels, [common[leaf] for leaf in order])
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
    return _name_spans(axes, order, common)


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


def _name_spans(axes: Axes, order: list[str], common: Mapping[str, str]) -> tuple[int, int]:
    """Name the arguments below their leaves, the largest first, as far as names keep clear of one another."""
    places: dict[str, list[int]] = {}
    for x, leaf in enumerate(order):
        if common[leaf]:
            places.setdefault(common[leaf], []).append(x)
    # What the axis of heights and its label take is not the leaves' room.
    room = LINE * SMALLEST * 1.05 * (len(order) + 1) / (figure_width() - AXIS_WIDTH)
    kept: dict[str, float] = {}
    for name, own in sorted(places.items(), key=lambda item: -len(item[1])):
        middle = float(np.mean(own))
        if all(abs(middle - other) >= room for other in kept.values()):
            kept[name] = middle
    axes.set_xticks(list(kept.values()), list(kept), rotation=90, fontsize=SMALLEST)
    return len(kept), len(places)


@figure(
    "argument_exemplars",
    tables=["argument_units", "argument_labels", "statements", "articles"],
    caption="The same argument side by side: of each article the statement nearest to the argument's centre.",
)
def draw_argument_exemplars(
    units: pd.DataFrame, labels: pd.DataFrame, statements: pd.DataFrame, articles: pd.DataFrame
) -> Drawn:
    """Write, for the arguments of most articles, what each article says, side by side."""
    if labels.empty:
        return say(NO_ARGUMENTS)
    ranked = labels.sort_values(["articles", "statements"], ascending=False, kind="stable")
    found = [_nearest_of_articles(units, statements, str(name)) for name in ranked["argument"]]
    names = name_articles(articles, most=None)
    columns = 2 if is_narrow() else MOST_COLUMNS
    room = (figure_width() - 2 * MARGIN) / columns
    blocks = _fold_blocks(ranked, found, names, room, columns)
    kept = _count_blocks(blocks)
    note = tell_first(kept, len(ranked), "arguments", order="those of the most articles first")
    height = sum(block.height for block in blocks[:kept]) + FOOT + MARGIN
    drawn = new_figure(height, by_hand=True)
    axes = drawn.add_axes((0, 0, 1, 1))
    axes.set_xlim(0, figure_width())
    axes.set_ylim(height, 0)
    axes.set_axis_off()
    top = MARGIN
    for block in blocks[:kept]:
        _write_block(axes, block, top, room)
        top += block.height
    said = [
        {"argument": name, "article_id": article, "text": text}
        for name, own in zip(ranked["argument"][:kept], found, strict=False)
        for article, text in own
    ]
    numbers = pd.DataFrame(said, columns=["argument", "article_id", "text"])
    title = f"The same arguments in each article's words, {kept} of {count(len(ranked), 'argument')}"
    basis = join([f"n = {count(len(numbers), 'statement')}, one of each article", note])
    return Drawn(drawn, title, numbers, basis)


def _nearest_of_articles(
    units: pd.DataFrame, statements: pd.DataFrame, argument: str
) -> list[tuple[str, str]]:
    """Return of each article the statement nearest to the centre of an argument, the exemplar's article first."""
    own = units[units["argument"] == argument].sort_values(
        ["exemplar", "strength"], ascending=False, kind="stable"
    )
    own = own.drop_duplicates("article_id")
    whole = statements.drop_duplicates("statement_id").set_index("statement_id")
    found = []
    for unit in own.itertuples():
        text, start = (
            str(whole["text"].get(unit.statement_id, "")),
            int(whole["start"].get(unit.statement_id, 0)),
        )
        found.append((str(unit.article_id), text[int(unit.start) - start : int(unit.end) - start] or text))
    return found


class _Block(NamedTuple):
    """An argument with what each article says, in rows of as many articles as stand side by side."""

    heading: str
    ink: str
    rows: list[list[list[str]]]
    heights: list[float]

    @property
    def height(self) -> float:
        return HEADING + sum(self.heights)


def _fold_blocks(
    ranked: pd.DataFrame,
    found: Sequence[Sequence[tuple[str, str]]],
    names: pd.Series,
    room: float,
    columns: int,
) -> list[_Block]:
    claims = name_groups(ranked)
    blocks = []
    for argument, stable, own in zip(ranked["argument"], ranked["trusted"], found, strict=True):
        cells = [_cell(str(names.get(article, article)), text, room - 3) for article, text in own]
        rows = [cells[at : at + columns] for at in range(0, len(cells), columns)]
        heights = [max(len(cell) for cell in row) * LINE * SMALLEST + ROW_GAP for row in rows]
        heading = claims[str(argument)] + ("" if stable else " (unstable)")
        heading = cut_to(one_line(heading), figure_width() - 2 * MARGIN, size=7, bold=True)
        blocks.append(_Block(heading, INK if stable else MUTED, rows, heights))
    return blocks


def _count_blocks(blocks: Sequence[_Block]) -> int:
    """Return how many arguments fill a page: one at least."""
    heights = np.cumsum([block.height for block in blocks])
    return max(int((heights <= MOST_HEIGHT).sum()), 1)


def _cell(article: str, text: str, room: float) -> list[str]:
    """Return the name of an article and what it says, in lines of so many millimetres."""
    said = fold(one_line(text), room, size=SMALLEST, most=MOST_LINES - 1)
    return [cut_to(article, room, size=SMALLEST), *(said.split("\n") if said else [])]


def _write_block(axes: Axes, block: _Block, top: float, room: float) -> None:
    axes.plot([MARGIN, figure_width() - MARGIN], [top, top], color=FAINT, linewidth=0.4)
    axes.text(MARGIN, top + 0.6, block.heading, va="top", fontsize=7, fontweight="bold", color=block.ink)
    top += HEADING
    for row, height in zip(block.rows, block.heights, strict=True):
        for column, (article, *said) in enumerate(row):
            x = MARGIN + column * room
            axes.text(x, top, article, va="top", fontsize=SMALLEST, color=MUTED)
            for line, words in enumerate(said, 1):
                axes.text(
                    x, top + line * LINE * SMALLEST, words, va="top", fontsize=SMALLEST, color=block.ink
                )
        top += height
