"""The figure of coverage: which article reports which argument, those that the study lists before the groups that were found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.colors import to_hex
from matplotlib.patches import Patch, Polygon

from retold.figures.drawing.drawn import Drawn, count, quote
from retold.figures.drawing.labels import (
    MOST_ARGUMENTS,
    first_articles,
    legend_above,
    name_columns,
    name_row,
    note_below,
    one_line,
    say,
    shorten,
)
from retold.figures.drawing.matrix import OTHER_OCCASION, Cell, draw_cells, table_height, tell_numbers
from retold.figures.drawing.save import figure
from retold.figures.drawing.style import (
    ACCENT,
    PALE,
    SERIES,
    VOICE_INKS,
    VOICE_NAMES,
    figure_width,
    is_narrow,
    new_figure,
)
from retold.showing import find_met, name_given, name_groups, tell_first
from retold.silence import fill_silence
from retold.ties import settle
from retold.vocabulary import FOUND, GIVEN, NOT_COMPARABLE

# Shades of a silent cell run from white to this grey, well lighter than a reported cell in print.
DARKEST_SILENCE = 0.72

# The part of the figure's width that the cells take beside the names of rows, and so a note below them may, by whether it is narrow.
NOTE_WIDTH = {True: 0.5, False: 0.6}

# Rows that stay empty between a listed argument with its groups and the next.
GAP = 0.4


class Line(NamedTuple):
    """A row of the figure: an argument, whether it is listed or found, the listed one it meets, its name, and its place from above."""

    argument: str
    by: str
    meets: str
    name: str
    place: float


def _grey(share: float) -> str:
    return to_hex((1 - (1 - DARKEST_SILENCE) * share,) * 3)


@figure(
    "coverage",
    tables=["coverage", "coverage_given", "argument_given", "argument_labels", "articles"],
    caption="Which article reports which argument (number of statements): those that the study lists, each with the found groups"
    " that meet it; where it is silent, the chance of one.",
)
def draw_coverage(
    coverage: pd.DataFrame,
    listed: pd.DataFrame,
    compared: pd.DataFrame,
    labels: pd.DataFrame,
    articles: pd.DataFrame,
) -> Drawn:
    """Draw a matrix of arguments by article: reported, contradicted or silent; listed arguments lead."""
    names = name_columns(articles)
    lines = list_lines(coverage, listed, compared, labels)
    if not lines or names.empty:
        return say("No article reports an argument: no two statements make the same claim.")
    columns = {str(article): at for at, article in enumerate(names.index)}
    known = _place_rows(lines, coverage, listed, articles=articles, shown=columns)
    cells = [_cover_cell(row, columns[str(row.article_id)]) for row in known.itertuples()]
    rows = {line.place: line.name for line in lines}
    empty = [""] * round(lines[-1].place + 1 - len(lines))
    drawn = new_figure(
        (28 if is_narrow() else 24) + table_height(names.tolist(), [*rows.values(), *empty], each=4.4)
    )
    axes = drawn.add_subplot()
    draw_cells(axes, cells, names.tolist(), rows)
    _embolden(axes, lines)
    voices = _mark_voices(axes, known, columns)
    unwritten = tell_numbers(cells, names.tolist(), list(rows.values()))
    axes.set_xlabel(
        note_below(
            _explain(lines),
            _tell_rest(lines, coverage, listed),
            first_articles(names, articles),
            unwritten,
            room=NOTE_WIDTH[is_narrow()] * figure_width(),
        )
    )
    legend_above(drawn, _cover_legend(voices, set(known["state"])))
    numbers = known[["argument", "by", "meets", "article_id", "state", "statements", "expected", "voices"]]
    return Drawn(
        drawn, _title_coverage(coverage, listed, labels, articles=len(articles)), numbers, _basis(numbers)
    )


def list_lines(
    coverage: pd.DataFrame, listed: pd.DataFrame, compared: pd.DataFrame, labels: pd.DataFrame
) -> list[Line]:
    """Return the rows of the figure from above: each listed argument with the found groups that meet it, then the other groups.

    Parameters
    ----------
    coverage, listed, compared, labels : DataFrame
        The tables ``coverage``, ``coverage_given``, ``argument_given`` and ``argument_labels``.
    """
    leading = _order_arguments(listed, most=MOST_ARGUMENTS)
    found = _order_arguments(coverage, most=MOST_ARGUMENTS - len(leading))
    met, texts = find_met(compared), name_groups(labels)
    blocks = [(name, [group for group in found if met.get(group) == name]) for name in leading]
    others = [group for group in found if met.get(group) not in leading]
    rows = [
        row for name, groups in blocks for row in ((name, GIVEN, ""), *((g, FOUND, name) for g in groups))
    ]
    rows += [(group, FOUND, "") for group in others]
    spelled = [
        name_row(name_given(name)) if by == GIVEN else name_row(texts.get(name, name)) for name, by, _ in rows
    ]
    return [Line(*row, name, place) for row, name, place in zip(rows, spelled, _places(rows), strict=True)]


def _places(rows: Sequence[tuple[str, str, str]]) -> Iterator[float]:
    """Yield the places of rows, with a gap around each listed argument that has groups below it, and before those that meet none."""
    with_groups = {meets for _, _, meets in rows if meets}
    place = 0.0
    for before, (argument, by, meets) in zip([None, *rows], rows, strict=False):
        begins = (
            argument in with_groups
            if by == GIVEN
            else not meets and before is not None and before[1] == GIVEN
        )
        ends = before is not None and bool(before[2]) and not meets
        place += GAP * (before is not None and (begins or ends))
        yield place
        place += 1


def _place_rows(
    lines: list[Line],
    coverage: pd.DataFrame,
    listed: pd.DataFrame,
    *,
    articles: pd.DataFrame,
    shown: Iterable[str],
) -> pd.DataFrame:
    """Return the cells of both tables whose articles and arguments are shown, with the columns of their lines."""
    cells = [
        fill_silence(
            table, articles, shown=shown, arguments=[line.argument for line in lines if line.by == by]
        ).assign(by=by)
        for by, table in ((GIVEN, listed), (FOUND, coverage))
    ]
    rows = pd.concat([table for table in cells if len(table)], ignore_index=True)
    return rows.merge(
        pd.DataFrame(lines).drop(columns="name"), on=["argument", "by"], how="inner", sort=False
    )


def _embolden(axes: Axes, lines: list[Line]) -> None:
    for label, line in zip(axes.get_yticklabels(), lines, strict=True):
        label.set_fontweight("bold" if line.by == GIVEN else "normal")


def _explain(lines: list[Line]) -> str:
    """Say what the bold rows are, where there are both kinds."""
    kinds = {line.by for line in lines}
    return (
        "bold: listed by the study, above the found groups that meet it; last those that meet none"
        if len(kinds) > 1
        else ""
    )


def _tell_rest(lines: list[Line], coverage: pd.DataFrame, listed: pd.DataFrame) -> str:
    there = sum(rows.loc[rows["statements"] > 0, "argument"].nunique() for rows in (coverage, listed))
    order = (
        "those that the study lists first"
        if any(line.by == GIVEN for line in lines)
        else "the most reported first"
    )
    return tell_first(len(lines), there, "arguments", order=order)


def _basis(numbers: pd.DataFrame) -> str:
    """Return how many statements the cells count, of listed arguments and of found groups apart."""
    sums = numbers.groupby("by")["statements"].sum()
    words = {GIVEN: "of listed arguments", FOUND: "of found groups"}
    told = [
        f"{count(int(sums[by]), 'statement')}" + (f" {words[by]}" if GIVEN in sums.index else "")
        for by in words
        if by in sums.index
    ]
    return f"n = {', '.join(told)}, their number in the cells"


def _title_coverage(
    coverage: pd.DataFrame, listed: pd.DataFrame, labels: pd.DataFrame, *, articles: int
) -> str:
    """Say which of the leading arguments most articles have, and how many one alone has."""
    texts = dict(zip(labels["argument"], labels["label"].fillna("").astype(str), strict=True))
    leads = bool((listed["statements"] > 0).any())
    cells = listed if leads else coverage
    groups = cells[cells["statements"] > 0].groupby("argument", sort=False)
    sizes = groups.agg(articles=("article_id", "nunique"), statements=("statements", "sum"))
    top = str(sizes.sort_values(["articles", "statements"], ascending=False, kind="stable").index[0])
    reported = sizes["articles"]
    name = quote(shorten(one_line(name_given(top) if leads else texts.get(top) or top), 60))
    once = int((reported == 1).sum())
    verb = "is" if once == 1 else "are"
    return (
        f"{name} is in {reported[top]} of {count(articles, 'article')};"
        f" {once} of {count(len(reported), 'listed argument' if leads else 'argument')} {verb} in one alone"
    )


def _order_arguments(coverage: pd.DataFrame, *, most: int) -> list[str]:
    """Return so many arguments so that those which the same articles report stand together, the commonest first.

    Where there are too many to show, those of the most articles and statements are kept.
    """
    reported = coverage[coverage["statements"] > 0]
    sizes = reported.groupby("argument", sort=False)["statements"].agg(["size", "sum"])
    first = {name: at for at, name in enumerate(coverage["argument"].drop_duplicates())}
    ranked = sorted(
        (str(name) for name in sizes.index),
        key=lambda k: (-sizes.at[k, "size"], -sizes.at[k, "sum"], first[k]),
    )
    shown = ranked[:most]
    cells = reported.pivot_table(index="argument", columns="article_id", values="statements", aggfunc="sum")
    return _seriate(cells.reindex(shown).notna(), shown)


def _seriate(table: pd.DataFrame, names: list[str]) -> list[str]:
    """Return the rows in the order of the leaves of a tree in which rows alike (Jaccard) are close."""
    from scipy.cluster.hierarchy import leaves_list, linkage
    from scipy.spatial.distance import pdist

    if len(names) < 3:
        return names
    distances = settle(pdist(table.to_numpy(bool), "jaccard"))
    leaves = leaves_list(linkage(distances, "average", optimal_ordering=True)).tolist()
    # A tree can be read from either end: the commoner arguments come first.
    half = len(leaves) // 2
    if sum(leaves[:half]) > sum(leaves[-half:]):
        leaves.reverse()
    return [names[leaf] for leaf in leaves]


def _cover_cell(row: object, column: int) -> Cell:
    place = float(row.place)  # type: ignore[attr-defined]
    state, n = str(row.state), int(row.statements)  # type: ignore[attr-defined]
    face = _voice_colour(_voices_of(row)[0]) if n else "white"
    if state == "contradicted":
        return Cell(place, column, face, f"{n}×" if n else "×", ACCENT)
    if state == "reported":
        return Cell(place, column, face, str(n))
    if state == NOT_COMPARABLE:
        return Cell(place, column, "white", OTHER_OCCASION)
    expected = float(row.expected)  # type: ignore[attr-defined]
    return Cell(place, column, "white" if np.isnan(expected) else _grey(expected))


def _voices_of(row: object) -> list[str]:
    """Return the voices that carry an argument; the subject's where the table does not say."""
    return list(row.voices) or ["subject"]  # type: ignore[attr-defined]


def _voice_colour(voice: str) -> str:
    return VOICE_INKS.get(voice, SERIES[0])


def _mark_voices(axes: Axes, known: pd.DataFrame, columns: Mapping[str, int]) -> list[str]:
    """Set a corner in the colour of a second voice into each cell that has one; return all voices there are."""
    seen: set[str] = set()
    for row in known[known["statements"] > 0].itertuples():
        voices = _voices_of(row)
        seen |= set(voices)
        x, y = columns[str(row.article_id)] + 0.5, float(str(row.place)) + 0.5
        if len(voices) > 1:
            corner = [(x, y), (x - 0.16, y), (x, y - 0.5)]
            axes.add_patch(
                Polygon(corner, facecolor=_voice_colour(voices[1]), edgecolor="white", linewidth=0.4)
            )
    return [voice for voice in VOICE_INKS if voice in seen]


def _cover_legend(voices: list[str], states: set[str]) -> list[Artist]:
    apart = Patch(
        facecolor="white",
        edgecolor=PALE,
        linewidth=0.5,
        label=f"{OTHER_OCCASION} not comparable: no report of that occasion has it",
    )
    denied = Patch(facecolor="white", edgecolor=ACCENT, linewidth=1.3, label="× contradicted there")
    return [
        *(
            Patch(facecolor=_voice_colour(voice), label=f"statements: {VOICE_NAMES[voice]}")
            for voice in voices or ["subject"]
        ),
        *([denied] if "contradicted" in states else []),
        *(
            Patch(facecolor=_grey(share), edgecolor=PALE, linewidth=0.5, label=f"silent, chance {share:.0%}")
            for share in ((0.1, 0.5, 0.9) if states - {"reported", "contradicted", NOT_COMPARABLE} else ())
        ),
        *([apart] if NOT_COMPARABLE in states else []),
    ]
