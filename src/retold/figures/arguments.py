"""Figures of stage 3: where the statements lie, how they were grouped, and how far the groups can be trusted."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from retold.figures.drawing.drawn import Drawn, count, join, quote
from retold.figures.drawing.label_places import write_labels
from retold.figures.drawing.labels import (
    MOST_ARGUMENTS,
    ink_on,
    legend_above,
    name_articles,
    name_row,
    note_below,
    one_line,
    plain,
    row_height,
    say,
    shorten,
    text_width,
)
from retold.figures.drawing.save import figure
from retold.figures.drawing.style import (
    ACCENT,
    FAINT,
    INK,
    MARKERS,
    MUTED,
    PALE,
    SERIES,
    SMALLEST,
    figure_width,
    is_narrow,
    new_figure,
)
from retold.showing import name_groups, tell_first
from retold.ties import first_best
from retold.vocabulary import NONE, STABLE

# The column of all articles that have no name in a figure; no article's id is empty.
OTHERS = ""

# More dots than these hide each other, and make a file that no page should hold.
MOST_DOTS = 1_000

# More labels than these cover the dots they name.
MOST_LABELS, MOST_LABELS_NARROW = 12, 7

# Room that a scattering of points keeps from its frame, as a share of its extent.
PADDING = 0.09

NO_ARGUMENTS = "No arguments were found: no two statements make the same claim."


@figure(
    "argument_map",
    tables=["arguments", "argument_labels"],
    caption="The statements by likeness: near ones say alike. A line joins each to the centre of its argument.",
)
def draw_argument_map(arguments: pd.DataFrame, labels: pd.DataFrame) -> Drawn:
    """Draw the statements as points: stable groups in colour, unstable ones grey, those in no group hollow."""
    known = arguments.dropna(subset=["x", "y"])
    if known.empty:
        return say("No statements have a place on the map: none was found, or none could be compared.")
    there, known = len(known), choose_dots(known, labels)
    drawn, axes = _map_axes(known)
    grouped = known[known["argument"] != NONE]
    alone = known[known["argument"] == NONE]
    axes.plot(
        alone["x"],
        alone["y"],
        "o",
        markersize=3,
        markerfacecolor="none",
        markeredgecolor=FAINT,
        markeredgewidth=0.6,
    )
    ordered = sort_by_size(labels)
    trusted = dict(zip(ordered["argument"], ordered["trusted"], strict=True))
    inks = spread_colours({name: _centre(own) for name, own in grouped.groupby("argument") if trusted[name]})
    for at, name in enumerate(ordered["argument"]):
        own = grouped[grouped["argument"] == name]
        _draw_group(axes, own, inks.get(name, FAINT), MARKERS[at % len(MARKERS)])
    named = _label_map(axes, known, labels)
    _map_legend(drawn, arguments, there, labels)
    columns = ["statement_id", "article_id", "argument", "exemplar", "x", "y"]
    basis = join(
        [
            f"n = {count(len(known), 'statement')}",
            tell_first(len(known), there, "statements", order="those of the largest arguments first"),
            f"{named} of {count(len(labels), 'argument')} named" if named < len(labels) else "",
            "the axes have no unit: near means alike",
        ]
    )
    return Drawn(drawn, _title_map(arguments, labels), known[[c for c in columns if c in known]], basis)


def _title_map(arguments: pd.DataFrame, labels: pd.DataFrame) -> str:
    grouped = int((arguments["argument"] != NONE).sum())
    verb = "make" if grouped != 1 else "makes"
    return f"{grouped:,} of {count(len(arguments), 'statement')} {verb} {count(len(labels), 'argument')}"


def spread_colours(centres: Mapping[str, tuple[float, float]]) -> dict[str, str]:
    """Give each group a colour so that groups of one colour are far from one another.

    Parameters
    ----------
    centres : mapping of str to (float, float)
        The groups with their places; the first has the first choice.

    Examples
    --------
    >>> colours = spread_colours({"A1": (0, 0), "A2": (1, 0), "A3": (0.1, 0)})
    >>> len(set(colours.values()))
    3
    """
    chosen: dict[str, str] = {}
    for name, centre in centres.items():
        gaps = []
        for colour in SERIES:
            own = [centres[other] for other, taken in chosen.items() if taken == colour]
            gaps.append(min((np.hypot(x - centre[0], y - centre[1]) for x, y in own), default=np.inf))
        chosen[name] = SERIES[int(first_best(np.array(gaps)))]
    return chosen


def choose_dots(known: pd.DataFrame, labels: pd.DataFrame, *, most: int = MOST_DOTS) -> pd.DataFrame:
    """Return the statements that the map shows: of too many, those of the largest arguments.

    Examples
    --------
    >>> labels = pd.DataFrame({"argument": ["A1", "A2"], "statements": [1, 2]})
    >>> known = pd.DataFrame({"argument": ["none", "A1", "A2", "A2"], "exemplar": [False, True, False, True]})
    >>> choose_dots(known, labels, most=3).index.tolist()
    [3, 2, 1]
    """
    if len(known) <= most:
        return known
    rank = {name: at for at, name in enumerate(sort_by_size(labels)["argument"])}
    place = known["argument"].map(rank).fillna(len(rank)).to_numpy(int)
    # The exemplar is the centre that the lines run to: it is kept where a group is cut.
    other = ~known["exemplar"].fillna(False).to_numpy(bool)
    return known.iloc[np.lexsort((other, place))[:most]]


def _map_axes(known: pd.DataFrame) -> tuple[Figure, Axes]:
    """Return axes at a fixed place, with the same scale both ways: the place of the labels is computed from both."""
    width = figure_width()
    height = width * (0.85 if is_narrow() else 0.6)
    above, below, side = (11 if is_narrow() else 8), 6, 2
    drawn = new_figure(height + above + below, by_hand=True)
    axes = drawn.add_axes(
        (
            side / width,
            below / (height + above + below),
            1 - 2 * side / width,
            height / (height + above + below),
        )
    )
    points = known[["x", "y"]].to_numpy(float)
    middle, extent = (points.max(axis=0) + points.min(axis=0)) / 2, np.ptp(points, axis=0)
    room = np.array([width - 2 * side, height])
    # Points at one place, or one point alone, still need a frame.
    unit = max(float((extent / room).max()), 1e-3 / float(room.min())) * (1 + 2 * PADDING)
    axes.set_xlim(middle[0] - unit * room[0] / 2, middle[0] + unit * room[0] / 2)
    axes.set_ylim(middle[1] - unit * room[1] / 2, middle[1] + unit * room[1] / 2)
    axes.set_xticks([])
    axes.set_yticks([])
    axes.spines[:].set_visible(True)
    axes.spines[:].set_color(PALE)
    return drawn, axes


def _draw_group(axes: Axes, own: pd.DataFrame, ink: str, marker: str) -> None:
    if own.empty:
        return
    centre = _centre(own)
    for x, y in zip(own["x"], own["y"], strict=True):
        axes.plot([centre[0], x], [centre[1], y], color=ink, linewidth=0.5, alpha=0.6, zorder=1)
    axes.plot(
        own["x"],
        own["y"],
        marker,
        color=ink,
        markersize=4,
        markeredgecolor="white",
        markeredgewidth=0.4,
        linestyle="",
    )


def _centre(own: pd.DataFrame) -> tuple[float, float]:
    exemplar = own[own["exemplar"].fillna(False).astype(bool)]
    at = exemplar.iloc[0] if len(exemplar) else own.iloc[0]
    return float(at["x"]), float(at["y"])


def _name(labels: pd.DataFrame, letters: int) -> list[str]:
    """Return the name of each argument with its label, in so many letters."""
    return [shorten(one_line(name), letters) for name in name_groups(labels).values()]


def sort_by_size(labels: pd.DataFrame) -> pd.DataFrame:
    """Return the arguments, those with the most statements first; of equal ones, as in the table."""
    return labels.sort_values("statements", ascending=False, kind="stable")


def _label_map(axes: Axes, known: pd.DataFrame, labels: pd.DataFrame) -> int:
    """Name the largest arguments beside their centres; return how many have room for a name."""
    largest = sort_by_size(labels[labels["argument"].isin(known["argument"])])
    largest = largest.head(MOST_LABELS_NARROW if is_narrow() else MOST_LABELS)
    texts = _name(largest, 24 if is_narrow() else 34)
    anchors = [_centre(known[known["argument"] == name]) for name in largest["argument"]]
    dots = known[["x", "y"]].to_numpy(float)
    return write_labels(
        axes, texts, np.array(anchors, dtype=float).reshape(-1, 2), dots, size=6 if is_narrow() else 6.5
    )


def _map_legend(drawn: Figure, arguments: pd.DataFrame, placed: int, labels: pd.DataFrame) -> None:
    shaky = int((~labels["trusted"]).sum())
    alone = int((arguments["argument"] == NONE).sum())
    handles: list[Artist] = [
        _dot(SERIES[0], SERIES[0], f"in an argument ({len(labels) - shaky})"),
        _dot("none", FAINT, f"in none ({alone})"),
    ]
    if shaky:
        handles.insert(1, _dot(FAINT, FAINT, f"in an unstable one ({shaky})"))
    lost = len(arguments) - placed
    if lost:
        handles.append(_dot("none", "none", f"not placed: {lost}"))
    columns = 2 if is_narrow() else len(handles)
    drawn.legend(handles=handles, loc="upper right", ncols=columns, borderaxespad=0.4)


def _dot(face: str, edge: str, label: str) -> Line2D:
    return Line2D(
        [],
        [],
        linestyle="",
        marker="o",
        markersize=4,
        markerfacecolor=face,
        markeredgecolor=edge,
        label=label,
    )


@figure(
    "argument_thresholds",
    tables=["argument_thresholds"],
    caption="What each value of the threshold gives; the one chosen, where the criterion is best, is marked.",
)
def draw_argument_thresholds(thresholds: pd.DataFrame) -> Drawn:
    """Draw the criterion, stability, share grouped and number of groups against the threshold."""
    if thresholds.empty:
        return say("No threshold was tried: there were too few statements to group.")
    drawn = new_figure(92)
    quality, groups = drawn.subplots(2, 1, sharex=True, height_ratios=(2.2, 1))
    at = thresholds["threshold"].to_numpy(float)
    low, high = thresholds["low"].to_numpy(float), thresholds["high"].to_numpy(float)
    band = quality.fill_between(at, low, high, color=SERIES[0], alpha=0.18, linewidth=0, label="its interval")
    lines = [
        quality.plot(
            at,
            thresholds[column].to_numpy(float),
            form,
            color=ink,
            markersize=2.6,
            linewidth=1.0,
            label=label,
        )[0]
        for column, form, ink, label in (
            ("stability", "o-", SERIES[0], "stability"),
            ("grouped", "^:", INK, "share of statements grouped"),
            ("expected", "s--", FAINT, "expected adjusted Rand"),
            ("criterion", "D-", ACCENT, f"criterion: {_criterion(thresholds)}"),
        )
    ]
    quality.axhline(0, color=PALE, linewidth=0.6, zorder=0)
    quality.set_ylim(min(0.0, float(np.nanmin([0.0, *thresholds["criterion"]]))) - 0.03, 1.03)
    quality.set_ylabel("value")
    groups.step(at, thresholds["groups"].to_numpy(float), where="mid", color=INK, linewidth=1.0)
    groups.set_ylim(0, max(1.0, 1.15 * float(thresholds["groups"].max())))
    groups.set_ylabel("groups")
    groups.set_xlabel(note_below(f"threshold: {_parameter(thresholds)}", _say_shared(thresholds)))
    handles: list[Artist] = [lines[0], band, *lines[1:]]
    legend_above(drawn, handles + _mark_chosen([quality, groups], thresholds))
    columns = [
        "threshold",
        "groups",
        "grouped",
        "stability",
        "low",
        "high",
        "expected",
        "criterion",
        "chosen",
    ]
    basis = f"n = {count(len(thresholds), 'threshold')}; band: interval of the stability over resamples"
    return Drawn(drawn, _title_thresholds(thresholds), thresholds[columns], basis)


def _title_thresholds(thresholds: pd.DataFrame) -> str:
    chosen = thresholds[thresholds["chosen"].fillna(False).astype(bool)]
    if chosen.empty:
        return "What each threshold would give; none was chosen"
    row = chosen.iloc[0]
    return f"The threshold {row['threshold']:g} gives {count(row['groups'], 'group')}; neighbouring ones give {_near(thresholds, chosen)}"


def _near(thresholds: pd.DataFrame, chosen: pd.DataFrame) -> str:
    at = thresholds.index.get_loc(chosen.index[0])
    around = thresholds["groups"].iloc[max(at - 3, 0) : at + 4]
    low, high = int(around.min()), int(around.max())
    return str(low) if low == high else f"{low} to {high}"


def _say_shared(thresholds: pd.DataFrame) -> str:
    known = thresholds["shared"].dropna()
    return (
        f"any two statements are alike by {plain(float(known.iloc[0]))} (mean cosine)" if len(known) else ""
    )


def _criterion(thresholds: pd.DataFrame) -> str:
    same = {
        "silhouette": thresholds["silhouette"],
        "expected Rand": thresholds["expected"],
        "expected Rand + ½ silhouette": thresholds["expected"] + thresholds["silhouette"] / 2,
    }
    near = [name for name, other in same.items() if np.allclose(other, thresholds["criterion"], atol=1e-5)]
    return near[0] if near else "best value"


def _parameter(thresholds: pd.DataFrame) -> str:
    named = [str(name) for name in thresholds["parameter"] if name] if "parameter" in thresholds else []
    if not named or named[0] == "distance":
        return "distance, 1 − probability"
    return named[0]


def _mark_chosen(panels: list[Axes], thresholds: pd.DataFrame) -> list[Artist]:
    chosen = thresholds[thresholds["chosen"].fillna(False).astype(bool)]
    handles: list[Artist] = []
    for at, n in zip(chosen["threshold"].head(1), chosen["groups"].head(1), strict=True):
        label = f"chosen: {at:g}, {n} groups"
        handles = [
            panel.axvline(float(at), color=MUTED, linewidth=1.2, linestyle="-.", label=label)
            for panel in panels
        ]
    return handles[:1]


@figure(
    "argument_groups",
    tables=["arguments", "argument_labels", "articles"],
    caption="How many statements of which article make each argument, and how stable it is in subsets.",
)
def draw_argument_groups(arguments: pd.DataFrame, labels: pd.DataFrame, articles: pd.DataFrame) -> Drawn:
    """Draw one row an argument: a bar of its statements by article, and its stability as a dot."""
    if labels.empty:
        return say(NO_ARGUMENTS)
    shown = sort_by_size(labels).head(MOST_ARGUMENTS)
    names = name_articles(articles)
    counts = _count_statements(arguments, shown, names)
    keys = len(names) // (2 if is_narrow() else 4) * 3.6
    drawn = new_figure(34 + row_height(len(shown), 4.3, around=55 + keys) * len(shown))
    bars, dots = drawn.subplots(1, 2, sharey=True, width_ratios=(3.2, 1))
    handles, unnumbered = _draw_bars(bars, counts, names, shown["trusted"].tolist(), len(articles))
    rows = [name_row(name) for name in name_groups(shown).values()]
    bars.set_yticks(range(len(rows)), rows)
    bars.set_ylim(len(rows) - 0.4, -0.6)
    bars.tick_params(axis="y", length=0)
    left_out = tell_first(len(shown), len(labels), "arguments", order="the largest first")
    narrow = f"{unnumbered} parts too narrow for a number" if unnumbered else ""
    bars.set_xlabel(note_below("statements", left_out, narrow, room=0.5 * figure_width()))
    _draw_stability(dots, shown)
    legend_above(drawn, handles)
    trusted = int(labels["trusted"].sum())
    numbers = counts.stack().rename("statements").rename_axis(["argument", "article_id"]).reset_index()
    numbers = numbers[numbers["statements"] > 0].merge(
        shown[["argument", "label", "stability", "null", "trusted"]], on="argument", how="left"
    )
    basis = f"n = {count(counts.to_numpy().sum(), 'statement')}; | : stability by chance; dashed: the least that is trusted"
    return Drawn(drawn, _title_groups(counts, shown, trusted, len(labels)), numbers, basis)


def _title_groups(counts: pd.DataFrame, shown: pd.DataFrame, trusted: int, there: int) -> str:
    top = shown.iloc[0]
    label = quote(shorten(one_line(str(top["label"])) or str(top["argument"]), 60))
    verb = "is" if there == 1 else "are"
    return f"Most statements ({int(top['statements'])}) make {label}; {trusted} of {count(there, 'argument')} {verb} stable"


def _draw_bars(
    axes: Axes, counts: pd.DataFrame, names: pd.Series, stable: list[bool], articles: int
) -> tuple[list[Artist], int]:
    """Draw the bars, a part for each article with its number; return the legend, and how many parts have no number.

    Six colours tell six articles apart; of more, the number tells which, and the colour only whether the argument is stable.
    """
    longest = max(float(counts.sum(axis=1).max()), 1.0)
    colours = _article_colours(len(names))
    # About a third of the figure's width is left to the bars: a number is written where it fits.
    least = text_width("0" * len(str(len(names))), SMALLEST) * 1.1 / (figure_width() * 0.34) * longest
    left, unnumbered = np.zeros(len(counts)), 0
    for at, (article, colour) in enumerate(zip(names.index, colours, strict=True)):
        widths = counts[article].to_numpy(float)
        faces = [colour if trusted else PALE for trusted in stable]
        axes.barh(range(len(counts)), widths, left=left, color=faces, edgecolor="white", linewidth=0.8)
        unnumbered += int(((widths > 0) & (widths < least)).sum())
        for row in np.flatnonzero(widths >= least):
            place, ink = float(left[row] + widths[row] / 2), ink_on(faces[row])
            axes.text(place, int(row), str(at + 1), ha="center", va="center", fontsize=SMALLEST, color=ink)
        left += widths
    key: list[Artist] = [
        Patch(facecolor=colour, label=f"{at} {name}") for at, (name, colour) in enumerate(zip(names, colours, strict=True), 1)
    ]  # fmt: skip
    if articles > len(names):
        others = counts[OTHERS].to_numpy(float)
        axes.barh(range(len(counts)), others, left=left, color=FAINT, edgecolor="white", linewidth=0.8)
        key.append(Patch(facecolor=FAINT, label=f"the other {articles - len(names):,} articles"))
    axes.set_xlim(0, longest * 1.02)
    axes.locator_params(axis="x", integer=True)
    return (key if all(stable) else [*key, Patch(facecolor=PALE, label="unstable")]), unnumbered


def _article_colours(count: int) -> list[str]:
    return list(SERIES[:count]) if count <= len(SERIES) else [SERIES[0]] * count


def _count_statements(arguments: pd.DataFrame, shown: pd.DataFrame, names: pd.Series) -> pd.DataFrame:
    """Return how many statements of each argument (row) each named article has, and all others together."""
    article = arguments["article_id"].where(arguments["article_id"].isin(names.index), OTHERS)
    counts = arguments.groupby(["argument", article]).size().unstack(fill_value=0)
    return counts.reindex(index=shown["argument"].tolist(), columns=[*names.index, OTHERS], fill_value=0)


def _draw_stability(axes: Axes, shown: pd.DataFrame) -> None:
    axes.axvline(STABLE, color=FAINT, linewidth=0.6, linestyle="--")
    trust = shown["trusted"].tolist()
    axes.plot(shown["null"].to_numpy(float), range(len(shown)), "|", color=MUTED, markersize=5)
    for row, value in enumerate(shown["stability"].to_numpy(float)):
        if np.isnan(value):
            axes.text(0.5, row, "n.d.", ha="center", va="center", fontsize=SMALLEST, color=MUTED)
            continue
        trusted = trust[row]
        axes.plot([0, value], [row, row], color=PALE, linewidth=0.6, zorder=0)
        axes.plot(
            value,
            row,
            "o",
            markersize=3.5,
            markerfacecolor=INK if trusted else "white",
            markeredgecolor=INK if trusted else FAINT,
            clip_on=False,
        )
    axes.set_xlim(0, 1.05)
    axes.set_xticks([0, 1] if is_narrow() else [0, STABLE, 1])
    axes.tick_params(axis="y", length=0)
    axes.set_xlabel("stability, 0 to 1" if not is_narrow() else "stability")
