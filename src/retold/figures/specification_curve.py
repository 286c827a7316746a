"""The specification curve: one headline number in every universe, ranked, over a dashboard of what was chosen in each.

The form is that of Simonsohn, Simmons and Nelson (2020), *Specification curve analysis*; the boxes beside the dashboard, and the share of
the variance beside each choice, are what users of specr and of specification_curve ask for (issues 5, 170 and 501 there).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from retold.errors import ParameterError, close_match
from retold.figures.drawing.drawn import Drawn, count, join
from retold.figures.drawing.labels import cut_to, fold, row_height, say, text_width
from retold.figures.drawing.save import Picture, check_form, save_drawn
from retold.figures.drawing.style import (
    ACCENT,
    FAINT,
    INK,
    MM,
    MUTED,
    PALE,
    SERIES,
    figure_width,
    is_narrow,
    new_figure,
    style,
)
from retold.tables import SWEEP_SCHEMAS, read_table
from retold.ties import settle
from retold.vocabulary import SCREEN_FORMAT

NAME = "specification_curve"
CAPTION = "One headline number in every universe of a sweep, ranked, over what was chosen in each."

# More dots than these run into one line; of more every so many-th by rank is drawn.
MOST_DRAWN = 400
# More options of one choice, as twenty seeds, are no rows that anybody reads: they are joined; more of them if all choices together
# had more rows than stand on a page.
MOST_OPTIONS, LEAST_OPTIONS, MOST_ROWS = 8, 2, 50
OTHERS = "others"

# Millimetres: of the curve, of a row, and of the space that names of rows may take, in one column of a journal and in two.
CURVE_HEIGHT, ROW_HEIGHT = 42.0, 3.6
# Points of the names of rows, of which there are many.
ROW_SIZE = 6.5
# The boxes take so much of what the names leave, with so many millimetres on either side.
BOXES_SHARE, BESIDE = 0.24, 4.0
NAMES_NARROW, NAMES_WIDE = 28.0, 42.0
# Above curve and dashboard, between them, and below, for the labels of axes.
ABOVE, BETWEEN, BELOW = 3.0, 5.0, 14.0
AROUND = ABOVE + BETWEEN + BELOW


def draw_specification_curve(
    results: str | Path,
    finding: str,
    *,
    formats: Sequence[str] = (SCREEN_FORMAT,),
    width: str = "double",
    folder: str | Path | None = None,
) -> Picture:
    """Draw one headline number in every universe of a sweep, ranked, over a dashboard of choices.

    Parameters
    ----------
    results : path
        The folder of the sweep, with the tables ``universes``, ``numbers``, ``choice_shares`` and ``articles``.
    finding : str
        Which number: a ``finding`` of the table ``numbers``.
    formats : sequence of {"svg", "pdf", "png"}
        Which to write.
    width : {"single", "double"}
        Of a journal's column, or of two.
    folder : path, optional
        Where to. Default: ``figures`` in the folder of the sweep.

    Returns
    -------
    Picture

    Raises
    ------
    ParameterError
        If there is no such finding, format or width.
    ResultsError
        If a table has not been written yet.
    """
    check_form(formats, width)
    numbers = read_table("numbers", results)
    known = sorted(set(numbers["finding"]))
    if finding not in known:
        raise ParameterError(
            f"there is no headline number {finding!r}", where=NAME, todo=close_match(finding, known)
        )
    frames = [read_table(table, results) for table in ("universes", "choice_shares", "articles")]
    there = Path(results) / "figures" if folder is None else Path(folder)
    with style(width):
        drawn = plot_curve(frames[0], numbers[numbers["finding"] == finding], frames[1])
        return save_drawn(
            drawn, f"{NAME}_{finding}", there, caption=CAPTION, articles=frames[2], formats=formats
        )


def draw_specification_curves(results: str | Path, **options: object) -> list[Picture]:
    """Draw the specification curve of every headline number of a sweep, in the order of the report.

    Parameters
    ----------
    results : path
        The folder of the sweep.
    **options
        As for `draw_specification_curve`.
    """
    conclusions = read_table("conclusions", results)
    findings = list(dict.fromkeys(conclusions["finding"]))
    return [draw_specification_curve(results, str(finding), **options) for finding in findings]  # type: ignore[arg-type]


def plot_curve(universes: pd.DataFrame, numbers: pd.DataFrame, shares: pd.DataFrame) -> Drawn:
    """Plot one headline number.

    Parameters
    ----------
    universes : pandas.DataFrame
        The table ``universes``.
    numbers : pandas.DataFrame
        The rows of one finding in the table ``numbers``.
    shares : pandas.DataFrame
        The table ``choice_shares``.
    """
    rows = numbers[numbers["value"].notna()].merge(universes, on="universe")
    counted = rows[rows["in_grid"]]
    if counted.empty:
        return say("No universe of the grid tells this number.")
    rows = rows.assign(value=settle(rows["value"].to_numpy(float)))
    rows = rows.sort_values(["value", "place"], kind="stable", ignore_index=True)
    shown = _thin(rows)
    choices = [name for name in universes.columns if name not in SWEEP_SCHEMAS["universes"].columns]
    what, basis = str(rows["what"].iloc[0]), _basis(universes, rows, len(shown))
    if rows["value"].nunique() == 1 < len(counted):
        # A straight line of dots says no more than this, and takes a page.
        told = f"{_title(counted, what)}, whatever is chosen."
        return say(told, _numbers(shown, choices), basis=basis)
    lines = _lines(rows, choices, shares[shares["finding"] == rows["finding"].iloc[0]])
    around, height = AROUND + CURVE_HEIGHT, max(len(lines), 1)
    drawn = new_figure(around + height * row_height(height, ROW_HEIGHT, around=around), by_hand=True)
    curve, board, boxes = _place_axes(drawn)
    _draw_curve(curve, shown)
    _draw_board(board, shown, lines)
    _draw_boxes(boxes, rows, lines)
    curve.set_ylabel(fold(what, CURVE_HEIGHT, size=7))
    board.set_xlabel("universes, ranked" if is_narrow() else "universes, ranked by the number")
    return Drawn(drawn, _title(counted, what), _numbers(shown, choices), basis)


def _thin(rows: pd.DataFrame) -> pd.DataFrame:
    """Return as many universes as can be drawn, evenly by rank; the study's own among them."""
    rows = rows.assign(rank=np.arange(1, len(rows) + 1))
    if len(rows) <= MOST_DRAWN:
        return rows
    kept = np.unique(np.linspace(0, len(rows) - 1, MOST_DRAWN).round().astype(int))
    return rows[rows.index.isin(kept) | rows["preferred"].astype(bool)]


class _Line(NamedTuple):
    """A row of the dashboard: the head of a choice, or one of its options; of several that are joined, all of them."""

    text: str
    choice: str
    options: frozenset[str]
    note: str = ""

    @property
    def is_head(self) -> bool:
        return not self.options


def _lines(rows: pd.DataFrame, choices: Sequence[str], shares: pd.DataFrame) -> list[_Line]:
    """Return the rows of the dashboard from above, as many options of each choice as there is room for."""
    share = dict(zip(shares["choice"], shares["share"].astype(float), strict=True))
    by_place = rows.sort_values("place", kind="stable")
    options = {name: [str(option) for option in dict.fromkeys(by_place[name])] for name in choices}
    varied = {name: each for name, each in options.items() if len(each) > 1}
    for most in range(MOST_OPTIONS, LEAST_OPTIONS - 1, -1):
        lines = [
            line
            for name, each in varied.items()
            for line in _block(name, each, share.get(name, np.nan), most)
        ]
        if len(lines) <= MOST_ROWS:
            break
    return lines


def _block(choice: str, options: Sequence[str], share: float, most: int) -> Iterator[_Line]:
    """Yield the head of a choice and its options in the order of the grid, the last of too many joined."""
    yield _Line(choice, choice, frozenset(), "" if np.isnan(share) else f" ({100 * share:.0f} %)")
    kept = options if len(options) <= most else options[: most - 1]
    for option in kept:
        yield _Line(option, choice, frozenset([option]))
    if rest := options[len(kept) :]:
        yield _Line(f"{len(rest)} {OTHERS}", choice, frozenset(rest))


def _place_axes(drawn: Figure) -> tuple[Axes, Axes, Axes]:
    """Return the axes of the curve, of the dashboard below it, and of the boxes beside that."""
    wide, high = figure_width(), float(drawn.get_figheight()) / MM
    left = NAMES_NARROW if is_narrow() else NAMES_WIDE
    board_height = high - AROUND - CURVE_HEIGHT
    boxes_width = (wide - left) * BOXES_SHARE
    curve_width = wide - left - boxes_width - 2 * BESIDE

    def place(x: float, y: float, width: float, height: float) -> tuple[float, float, float, float]:
        return x / wide, y / high, width / wide, height / high

    curve = drawn.add_axes(place(left, BELOW + board_height + BETWEEN, curve_width, CURVE_HEIGHT))
    board = drawn.add_axes(place(left, BELOW, curve_width, board_height), sharex=curve)
    beside = place(left + curve_width + BESIDE, BELOW, boxes_width, board_height)
    return curve, board, drawn.add_axes(beside, sharey=board)


def _draw_curve(axes: Axes, rows: pd.DataFrame) -> None:
    rank, value = rows["rank"].to_numpy(float), rows["value"].to_numpy(float)
    low, high = (rows[name].to_numpy(float) for name in ("low", "high"))
    known = ~(np.isnan(low) | np.isnan(high))
    axes.vlines(rank[known], low[known], high[known], color=PALE, linewidth=1.0)
    axes.plot(rank, value, linestyle="none", marker="o", markersize=2.2, color=SERIES[0])
    own = rows["preferred"].to_numpy(bool)
    axes.plot(rank[own], value[own], linestyle="none", marker="D", markersize=5, color=ACCENT, zorder=4)
    axes.tick_params(labelbottom=False)
    if (rows["unit"] == "difference").all():
        axes.axhline(0, color=FAINT, linewidth=0.6, zorder=0)


def _draw_board(axes: Axes, rows: pd.DataFrame, lines: Sequence[_Line]) -> None:
    rank = rows["rank"].to_numpy(float)
    for own in rank[rows["preferred"].to_numpy(bool)]:
        axes.axvline(own, color=ACCENT, linewidth=0.8, zorder=0)
    for at, line in enumerate(lines):
        if not line.is_head:
            chose = rows[line.choice].astype(str).isin(line.options).to_numpy()
            axes.vlines(rank[chose], at - 0.36, at + 0.36, color=INK, linewidth=_tick_width(len(rows)))
    axes.set_yticks(range(len(lines)), [_name_row(line) for line in lines], fontsize=ROW_SIZE)
    for label, line in zip(axes.get_yticklabels(), lines, strict=True):
        label.set_fontweight("bold" if line.is_head else "normal")
    axes.tick_params(axis="y", length=0)
    axes.xaxis.set_major_locator(MaxNLocator(nbins=5, integer=True))
    axes.set_xlim(0.3, rank.max() + 0.7)
    axes.set_ylim(max(len(lines), 1) - 0.5, -0.5)
    axes.spines["left"].set_visible(False)


def _name_row(line: _Line) -> str:
    """Return the name of a row, cut to its room; the share of a choice stays."""
    room = (NAMES_NARROW if is_narrow() else NAMES_WIDE) - BESIDE
    room -= text_width(line.note, ROW_SIZE, bold=line.is_head)
    return cut_to(line.text, room, size=ROW_SIZE, bold=line.is_head) + line.note


def _tick_width(universes: int) -> float:
    """Return how wide a mark of the dashboard is, in points: as wide as there is room, and never a hairline."""
    return float(np.clip(0.55 * figure_width() / max(universes, 1) * 72 / 25.4, 0.4, 3.0))


def _draw_boxes(axes: Axes, rows: pd.DataFrame, lines: Sequence[_Line]) -> None:
    for at, line in enumerate(lines):
        if line.is_head:
            continue
        chose = rows[rows[line.choice].astype(str).isin(line.options) & rows["in_grid"].astype(bool)]["value"]
        if chose.empty:
            continue
        least, first, middle, third, most = np.quantile(chose.to_numpy(float), [0, 0.25, 0.5, 0.75, 1])
        axes.hlines(at, least, most, color=FAINT, linewidth=0.8)
        axes.hlines(at, first, third, color=SERIES[0], linewidth=3.4)
        axes.plot([middle], [at], marker="|", markersize=5, color=INK, linestyle="none")
    for own in rows.loc[rows["preferred"].astype(bool), "value"]:
        axes.axvline(own, color=ACCENT, linewidth=0.8, zorder=0)
    axes.tick_params(axis="y", length=0, labelleft=False)
    axes.locator_params(axis="x", nbins=2 if is_narrow() else 3)
    axes.spines["left"].set_visible(False)
    axes.set_xlabel("by option", color=MUTED)


def _title(counted: pd.DataFrame, what: str) -> str:
    value = counted["value"].to_numpy(float)
    least, most = (_write(each, str(counted["unit"].iloc[0])) for each in (value.min(), value.max()))
    n = count(len(counted), "universe")
    spread = f"from {least} to {most} over {n}" if value.min() != value.max() else f"{least} in each of {n}"
    return f"{what[0].upper()}{what[1:]}: {spread}"


def _write(value: float, unit: str) -> str:
    if unit == "share":
        return f"{100 * value:.0f} %"
    return f"{value:+.2f}" if unit == "difference" else f"{value:.3g}"


def _numbers(rows: pd.DataFrame, choices: Sequence[str]) -> pd.DataFrame:
    columns = ["rank", "universe", "preferred", "in_grid", "value", "low", "high", "n"]
    return rows[[*columns, *choices]].reset_index(drop=True)


def _basis(universes: pd.DataFrame, rows: pd.DataFrame, shown: int) -> str:
    failed = int((universes["status"] != "done").sum())
    told = f"n = {len(rows):,} of {count(len(universes), 'universe')}"
    drawn = f"{shown:,} of {len(rows):,} are drawn" if shown < len(rows) else ""
    intervals = "lines: intervals" if rows["low"].notna().any() else "no intervals: the number is a count"
    own = (
        "diamond: the study's own"
        if rows["preferred"].any()
        else "the study's own specification does not tell it"
    )
    return join(
        [
            told,
            drawn,
            f"{failed} failed" if failed else "",
            intervals,
            own,
            "in brackets: share of the variance",
        ]
    )
