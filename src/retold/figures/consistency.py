"""Figures of stage 4: who reports what, what articles share, which dates conflict, what hangs on one article."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, PathPatch, Polygon
from matplotlib.path import Path

from retold.disagreements import find_disagreements
from retold.figures.drawing.drawn import Drawn, count, join, quote
from retold.figures.drawing.label_places import write_labels
from retold.figures.drawing.labels import (
    MOST_ARGUMENTS,
    MOST_ARTICLES,
    UNDEFINED,
    cut_to,
    first_articles,
    legend_above,
    name_articles,
    name_columns,
    name_measure,
    name_row,
    note_below,
    one_line,
    plain,
    row_height,
    say,
    shorten,
    text_width,
    wrap_rows,
)
from retold.figures.drawing.matrix import (
    Cell,
    colour_of,
    column_room,
    draw_cells,
    table_height,
    tell_numbers,
)
from retold.figures.drawing.save import figure
from retold.figures.drawing.style import (
    ACCENT,
    DIVERGING,
    FAINT,
    INK,
    PALE,
    SEQUENTIAL,
    SERIES,
    SMALLEST,
    VOICE_INKS,
    VOICE_NAMES,
    figure_width,
    is_narrow,
    new_figure,
)
from retold.showing import (
    agreement_on,
    is_own_wording,
    name_groups,
    order_influence,
    tell_first,
    wording_note,
)
from retold.silence import fill_silence
from retold.ties import settle
from retold.vocabulary import ALL, NONE, NOT_COMPARABLE, PAIR_MEASURES

REPORTED = SERIES[0]

# Shades of a silent cell run from white to this grey, well lighter than a reported cell in print.
DARKEST_SILENCE = 0.72

# What stands in a cell that is not comparable: the argument is of other occasions.
OTHER_OCCASION = "–"

# Measures that are counts or probabilities of another kind than agreement: written, not drawn.
WRITTEN = ("jaccard_p", "arguments", "arguments_shared", "articles", "contradicted", "effective_articles")

# Millimetres of a column in which a sign and two decimals can be read.
ROOM_FOR_DECIMALS = 5.6

# So few passages are told in a sentence: as ribbons they are hairlines.
FEW_PASSAGES = 3

# More ribbons than these, or between more articles, run into one another: a table of pairs is drawn instead.
MOST_RIBBONS, MOST_BARS = 40, 6

# The two kinds of passages: the copied one is dark and the quoted one light, in grey as well.
COPIED, QUOTED = "#B34A00", "#CFE3F3"
QUOTED_EDGE = "#8FB8DA"

# Measures that influence shows beside one another in one column of a journal, and in two.
MOST_MEASURES_NARROW, MOST_MEASURES = 5, 12

# The kind of passage that an article copied, as against a quotation that two articles give.
COPIES = "reuse"

# More conflicts than these cannot be labelled on one time line; all are in the table.
MOST_CONFLICTS, MOST_CONFLICTS_NARROW = 12, 6

# Millimetres of the two values of a conflict beside its line.
CONFLICT_ROOM = 44.0

_DATE = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?(?!\d)")


def _grey(share: float) -> str:
    return to_hex((1 - (1 - DARKEST_SILENCE) * share,) * 3)


@figure(
    "coverage",
    tables=["coverage", "argument_labels", "articles"],
    caption="Which article reports which argument (number of statements), like arguments side by side; where it is"
    " silent, the chance of one.",
)
def draw_coverage(coverage: pd.DataFrame, labels: pd.DataFrame, articles: pd.DataFrame) -> Drawn:
    """Draw a matrix of arguments by article: reported, contradicted or silent."""
    names = name_columns(articles)
    order = _order_arguments(coverage)
    if not order or names.empty:
        return say("No article reports an argument: no two statements make the same claim.")
    shown = order[:MOST_ARGUMENTS]
    texts = name_groups(labels)
    rows: dict[float, str] = {at: name_row(texts.get(name, name)) for at, name in enumerate(shown)}
    columns = {str(article): at for at, article in enumerate(names.index)}
    known = fill_silence(coverage, articles, shown=columns, arguments=shown)
    cells = [
        _cover_cell(row, shown.index(str(row.argument)), columns[str(row.article_id)])
        for row in known.itertuples()
    ]
    drawn = new_figure(
        (28 if is_narrow() else 24) + table_height(names.tolist(), list(rows.values()), each=4.4)
    )
    axes = drawn.add_subplot()
    draw_cells(axes, cells, names.tolist(), rows)
    voices = _mark_voices(axes, known, shown, columns)
    arguments = tell_first(len(shown), len(order), "arguments", order="the most reported first")
    unwritten = tell_numbers(cells, names.tolist(), list(rows.values()))
    axes.set_xlabel(note_below(arguments, first_articles(names, articles), unwritten))
    states = set(known["state"])
    legend_above(drawn, _cover_legend(voices, states))
    numbers = known[["argument", "article_id", "state", "statements", "expected", "voices"]]
    basis = f"n = {count(numbers['statements'].sum(), 'statement')}, their number in the cells"
    return Drawn(drawn, _title_coverage(coverage, labels, len(articles)), numbers, basis)


def _title_coverage(coverage: pd.DataFrame, labels: pd.DataFrame, articles: int) -> str:
    reported = coverage[coverage["statements"] > 0].groupby("argument", sort=False)["article_id"].nunique()
    top = str(reported.sort_values(ascending=False, kind="stable").index[0])
    texts = dict(zip(labels["argument"], labels["label"].fillna("").astype(str), strict=True))
    name = quote(shorten(one_line(texts.get(top) or top), 60))
    once = int((reported == 1).sum())
    verb = "is" if once == 1 else "are"
    return (
        f"{name} is in {reported[top]} of {count(articles, 'article')};"
        f" {once} of {count(len(reported), 'argument')} {verb} in one alone"
    )


def _order_arguments(coverage: pd.DataFrame) -> list[str]:
    """Return the arguments so that those which the same articles report stand together, the commonest first.

    Where there are too many to show, those of the most articles and statements are kept.
    """
    reported = coverage[coverage["statements"] > 0]
    sizes = reported.groupby("argument", sort=False)["statements"].agg(["size", "sum"])
    first = {name: at for at, name in enumerate(coverage["argument"].drop_duplicates())}
    ranked = sorted(
        (str(name) for name in sizes.index),
        key=lambda k: (-sizes.at[k, "size"], -sizes.at[k, "sum"], first[k]),
    )
    shown = ranked[:MOST_ARGUMENTS]
    cells = reported.pivot_table(index="argument", columns="article_id", values="statements", aggfunc="sum")
    return _seriate(cells.reindex(shown).notna(), shown) + ranked[MOST_ARGUMENTS:]


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


def _cover_cell(row: object, place: int, column: int) -> Cell:
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
    return VOICE_INKS.get(voice, REPORTED)


def _mark_voices(axes: Axes, known: pd.DataFrame, shown: list[str], columns: Mapping[str, int]) -> list[str]:
    """Set a corner in the colour of a second voice into each cell that has one; return all voices there are."""
    seen: set[str] = set()
    for row in known[known["statements"] > 0].itertuples():
        voices = _voices_of(row)
        seen |= set(voices)
        x, y = columns[str(row.article_id)] + 0.5, shown.index(str(row.argument)) + 0.5
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


@figure(
    "article_pairs",
    tables=["article_pairs", "articles"],
    caption="Two articles at a time: how many arguments reports of one occasion share, and how much of their text.",
)
def draw_article_pairs(pairs: pd.DataFrame, articles: pd.DataFrame) -> Drawn:
    """Draw articles by articles: Jaccard above the diagonal, the share of text in common below it."""
    names = name_columns(articles)
    at = {str(article): place for place, article in enumerate(names.index)}
    known = pairs[pairs["article_a"].isin(at) & pairs["article_b"].isin(at)]
    if known.empty:
        return say("No two articles can be compared: that takes at least two.")
    cells = [Cell(place, place, PALE) for place in at.values()]
    rows = wrap_rows(names.tolist())
    # A column too narrow for a decimal shows hundredths.
    hundredths = column_room(len(names), rows) < ROOM_FOR_DECIMALS
    for row in known.itertuples():
        upper, lower = sorted((at[str(row.article_a)], at[str(row.article_b)]))
        # Of a short article inside a long one, the short one's share tells that it was copied.
        shared = float(np.fmax(float(row.reuse_a), float(row.reuse_b)))
        reuse = shared if is_own_wording(articles) else np.nan
        apart = str(row.note) == NOT_COMPARABLE
        cells.append(
            _pair_cell(upper, lower, float(row.jaccard), SEQUENTIAL, apart=apart, hundredths=hundredths)
        )
        cells.append(_pair_cell(lower, upper, reuse, "Oranges", hundredths=hundredths))
    height = table_height(names.tolist(), rows, each=7)
    drawn = new_figure(22 + height)
    axes = drawn.add_subplot()
    draw_cells(
        axes,
        cells,
        names.tolist(),
        dict(zip(map(float, at.values()), rows, strict=True)),
    )
    possible = len(names) * (len(names) - 1) // 2
    measured = f"{len(known)} of their {possible} pairs were measured" if len(known) < possible else ""
    several = (known["note"] == NOT_COMPARABLE).any()
    note = "–: not comparable, reports of different occasions" if several else ""
    note += "" if is_own_wording(articles) else "; below: words of a paraphrase edition are nobody's"
    unwritten = tell_numbers(cells, names.tolist(), rows)
    scale = "in hundredths" if hundredths and not unwritten else ""
    axes.set_xlabel(
        note_below(first_articles(names, articles), measured, note.removeprefix("; "), scale, unwritten)
    )
    handles: list[Artist] = [
        Patch(
            facecolor=colour_of(0.6, 0, 1, SEQUENTIAL), label="above the diagonal: Jaccard of the arguments"
        ),
        Patch(facecolor=colour_of(0.6, 0, 1, "Oranges"), label="below: share of text in common, larger way"),
    ]
    legend_above(drawn, handles)
    columns = ["article_a", "article_b", "jaccard", "reuse_a", "reuse_b", "note"]
    basis = f"n = {count(len(known), 'pair')} of articles"
    return Drawn(drawn, _title_pairs(known, names), known[columns], basis)


def _title_pairs(known: pd.DataFrame, names: pd.Series) -> str:
    compared = known[known["jaccard"].notna() & (known["note"] != NOT_COMPARABLE)]
    if compared.empty:
        return "No two of the articles report one occasion"
    top = compared.sort_values("jaccard", ascending=False, kind="stable").iloc[0]
    pair = f"{names[top['article_a']]} and {names[top['article_b']]}"
    return f"{pair} share most of their arguments: Jaccard {plain(top['jaccard'])}"


def _pair_cell(
    row: int, column: int, value: float, colours: str, *, hundredths: bool, apart: bool = False
) -> Cell:
    if apart:
        return Cell(row, column, "white", OTHER_OCCASION)
    text = plain(100 * value, 0) if hundredths and not np.isnan(value) else plain(value)
    text = "?" if hundredths and np.isnan(value) else text
    return Cell(row, column, "white" if np.isnan(value) else colour_of(value, 0, 1, colours), text)


@figure(
    "reuse",
    tables=["reuse", "articles"],
    caption="Passages that two articles share, in words of their own or of one quotation: a ribbon joins the two places, a bar is"
    " an article from its beginning (top) to its end; of many articles, the number of shared words of each pair.",
)
def draw_reuse(reuse: pd.DataFrame, articles: pd.DataFrame) -> Drawn:
    """Draw the passages as ribbons between bars, as a table of pairs where they are many, or say them where they are few."""
    if note := wording_note(articles):
        return say(note)
    names = name_columns(articles) if len(articles) > MOST_BARS else name_articles(articles)
    known = reuse[reuse["article_a"].isin(names.index) & reuse["article_b"].isin(names.index)]
    if known.empty:
        return say("No two articles share a passage.", basis=first_articles(names, articles))
    columns = [
        "article_a",
        "article_b",
        "kind",
        "direction",
        "tokens",
        "start_a",
        "end_a",
        "start_b",
        "end_b",
    ]
    numbers = known[columns]
    basis = f"n = {count(len(known), 'passage')}, {int(known['tokens'].sum()):,} words"
    if len(known) <= FEW_PASSAGES:
        return say(
            _tell_passages(known, names), numbers, basis=join([basis, first_articles(names, articles)])
        )
    ribbons = len(names) <= MOST_BARS and len(known) <= MOST_RIBBONS
    drawn = _draw_ribbons(known, articles, names) if ribbons else _draw_shared(known, articles, names)
    return Drawn(drawn, _title_reuse(known, names), numbers, basis)


def _tell_passages(known: pd.DataFrame, names: pd.Series) -> str:
    told = [
        f"{names[row.article_a]} and {names[row.article_b]} share {count(row.tokens, 'word')}"
        f" {'of their own' if row.kind == COPIES else 'of a quotation'}"
        for row in known.sort_values("tokens", ascending=False, kind="stable").itertuples()
    ]
    return f"{'; '.join(told)}. No other passage is shared."


def _title_reuse(known: pd.DataFrame, names: pd.Series) -> str:
    copied = known[known["kind"] == COPIES]
    if copied.empty:
        return f"All {count(len(known), 'passage')} that two articles share are quotations"
    sums = copied.groupby(["article_a", "article_b"], sort=False)["tokens"].sum()
    one, other = sums.sort_values(ascending=False, kind="stable").index[0]
    return (
        f"{names[one]} and {names[other]} share most words of their own: {int(sums.max()):,},"
        f" in {count(len(copied[(copied['article_a'] == one) & (copied['article_b'] == other)]), 'passage')}"
    )


def _draw_shared(known: pd.DataFrame, articles: pd.DataFrame, names: pd.Series) -> Figure:
    """Draw articles by articles: words of quotations above the diagonal, words of their own below it."""
    at = {str(article): place for place, article in enumerate(names.index)}
    sums = known.groupby(["article_a", "article_b", "kind"], sort=False)["tokens"].sum()
    tops = sums.groupby("kind").max()
    cells = {(place, place): Cell(place, place, PALE) for place in at.values()}
    cells |= {(i, j): Cell(i, j) for i in at.values() for j in at.values() if i != j}
    for (one, other, kind), words in sums.items():
        upper, lower = sorted((at[str(one)], at[str(other)]))
        place = (lower, upper) if kind == COPIES else (upper, lower)
        colours = "Oranges" if kind == COPIES else SEQUENTIAL
        face = colour_of(0.1 + 0.75 * words / tops[kind], 0, 1, colours)
        cells[place] = Cell(*place, face, str(int(words)))
    rows = wrap_rows(names.tolist())
    drawn = new_figure(22 + table_height(names.tolist(), rows, each=7))
    axes = drawn.add_subplot()
    draw_cells(
        axes, list(cells.values()), names.tolist(), dict(zip(map(float, at.values()), rows, strict=True))
    )
    unwritten = tell_numbers(list(cells.values()), names.tolist(), rows)
    axes.set_xlabel(note_below("words that two articles share", first_articles(names, articles), unwritten))
    counts = known["kind"].value_counts()
    handles: list[Artist] = [
        Patch(
            facecolor=colour_of(0.6, 0, 1, SEQUENTIAL),
            label=f"above the diagonal: same quotation ({counts.get('quotation', 0)})",
        ),
        Patch(
            facecolor=colour_of(0.6, 0, 1, "Oranges"),
            label=f"below: same words of its own ({counts.get(COPIES, 0)})",
        ),
    ]
    legend_above(drawn, handles)
    return drawn


def _draw_ribbons(known: pd.DataFrame, articles: pd.DataFrame, names: pd.Series) -> Figure:
    """Draw the articles as bars below one another, and the passages they share as ribbons between them."""
    bars = _lay_bars(articles.head(len(names)), 7.0 if is_narrow() else 5.0)
    height = max(end for _, end in bars.values())
    drawn = new_figure(height + 20)
    axes = drawn.add_subplot()
    lengths = dict(zip(articles["article_id"], articles["characters"].astype(float), strict=True))
    span = max(
        abs(sum(bars[str(a)]) - sum(bars[str(b)])) / 2
        for a, b in zip(known["article_a"], known["article_b"], strict=True)
    )
    for row in known.sort_values(["kind", "tokens"], kind="stable").itertuples():
        _draw_ribbon(axes, row, bars, lengths, span)
    for start, end in bars.values():
        axes.plot([0, 0], [start, end], color=INK, linewidth=3, solid_capstyle="butt", zorder=3)
    axes.set_xlim(-0.02, 1)
    axes.set_ylim(height + 1, -1)
    axes.set_yticks([(start + end) / 2 for start, end in bars.values()], wrap_rows(names.tolist()))
    axes.set_xticks([])
    axes.tick_params(axis="y", length=0)
    axes.spines[:].set_visible(False)
    legend_above(drawn, _reuse_legend(known))
    return drawn


def _lay_bars(articles: pd.DataFrame, least: float) -> dict[str, tuple[float, float]]:
    """Return where each article begins and ends, in millimetres from the top: its length, but room for its name."""
    lengths = articles["characters"].to_numpy(float)
    # The longest may be four times as high as a name, so that the figure stays on a page.
    scale = 3 * least / max(float(np.nanmax(lengths)), 1.0)
    bars, at = {}, 0.0
    for name, length in zip(articles["article_id"], lengths, strict=True):
        size = max(length * scale, 0.3)
        room = max(size, least)
        bars[str(name)] = (at + (room - size) / 2, at + (room + size) / 2)
        at += room + 1.5
    return bars


def _draw_ribbon(
    axes: Axes,
    row: object,
    bars: Mapping[str, tuple[float, float]],
    lengths: Mapping[str, float],
    span: float,
) -> None:
    """Draw a passage as a band between its two places; a dot marks the article that came out first."""
    ends = []
    for side in ("a", "b"):
        name = str(getattr(row, f"article_{side}"))
        top, bottom = bars[name]
        share = [float(getattr(row, f"{edge}_{side}")) / max(lengths[name], 1.0) for edge in ("start", "end")]
        ends.append([top + min(part, 1.0) * (bottom - top) for part in share])
    (a0, a1), (b0, b1) = ends
    height = max(span, 1.0)
    # Three quarters of it is how far the curve gets; one that spans all articles fills the width.
    reach = 0.15 + 1.13 * abs((b0 + b1) - (a0 + a1)) / 2 / height
    copied = str(row.kind) == COPIES  # type: ignore[attr-defined]
    curve = [Path.CURVE4] * 3
    points = [(0, a0), (reach, a0), (reach, b1), (0, b1), (0, b0), (reach, b0), (reach, a1), (0, a1), (0, a0)]
    path = Path(points, [Path.MOVETO, *curve, Path.LINETO, *curve, Path.CLOSEPOLY])
    face, edge = (COPIED, COPIED) if copied else (QUOTED, QUOTED_EDGE)
    axes.add_patch(PathPatch(path, facecolor=face, edgecolor=edge, linewidth=0.6, zorder=2 if copied else 1))
    direction = str(row.direction)  # type: ignore[attr-defined]
    if copied and direction != "undecided":
        place = (a0 + a1) / 2 if direction == "a to b" else (b0 + b1) / 2
        axes.plot(
            0.006,
            place,
            "o",
            color=INK,
            markersize=3.2,
            markeredgecolor="white",
            markeredgewidth=0.4,
            zorder=4,
        )


def _reuse_legend(shown: pd.DataFrame) -> list[Artist]:
    counts = shown["kind"].value_counts()
    copied, quoted = int(counts.get(COPIES, 0)), int(counts.get("quotation", 0))
    dot = Line2D([], [], linestyle="", marker="o", markersize=3.2, color=INK, label="came out first")
    dated = ((shown["kind"] == COPIES) & (shown["direction"] != "undecided")).any()
    return [
        Patch(facecolor=COPIED, edgecolor=COPIED, label=f"same words of its own ({copied})"),
        Patch(facecolor=QUOTED, edgecolor=QUOTED_EDGE, label=f"same quotation ({quoted})"),
        *([dot] if dated else []),
    ]


class Span(NamedTuple):
    """A date as a stretch of years: a year is as long as a year, a day is a point; ``after`` if it is open."""

    first: float
    last: float
    after: bool

    @property
    def middle(self) -> float:
        """Return where the date's mark stands: at the start if the end is open."""
        return self.first if self.after else (self.first + self.last) / 2


def read_span(value: str) -> Span | None:
    """Return the years that a date covers, if it begins with a year.

    Examples
    --------
    >>> read_span("1990").middle, read_span("1997/..").after, read_span("XXXX-07-28")
    (1990.5, True, None)
    >>> [round(edge, 2) for edge in read_span("2021-07/2021-12")[:2]]
    [2021.5, 2022.0]
    """
    begin, _, end = value.partition("/")
    first = _edges(begin)
    if first is None:
        return None
    last = _edges(end) or first
    return Span(first[0], max(first[1], last[1]), end == "..")


def _edges(date: str) -> tuple[float, float] | None:
    found = _DATE.match(date)
    if found is None:
        return None
    year, month, day = (None if part is None else int(part) for part in found.groups())
    start = float(year or 0) + ((month or 1) - 1) / 12 + ((day or 1) - 1) / 372
    length = 0.0 if day else (1 / 12 if month else 1.0)
    return start, start + length


@figure(
    "details",
    tables=["details", "conflicts", "wording", "articles"],
    caption="The dates that the articles give, by article, and which of them differ between reports of one occasion.",
)
def draw_details(
    details: pd.DataFrame, conflicts: pd.DataFrame, wording: pd.DataFrame, articles: pd.DataFrame
) -> Drawn:
    """Draw a time line of the dates in the articles, with lines between those that conflict."""
    names = name_articles(articles)
    dated = details[(details["kind"] == "date") & details["article_id"].isin(names.index)]
    spans = {
        str(key): read_span(str(value)) for key, value in zip(dated["detail_id"], dated["value"], strict=True)
    }
    known = {key: span for key, span in spans.items() if span is not None}
    if not known:
        return say("No dates with a year were found among the details.")
    dated = dated[dated["detail_id"].isin(known)]
    drawn, axes = _time_axes(names, known)
    places = _stack(dated, known, names)
    for key, approximate in zip(dated["detail_id"], dated["approximate"], strict=True):
        _draw_date(axes, known[key], places[key], hollow=bool(approximate))
    found = find_disagreements(conflicts, dated, wording)
    named = _join_conflicts(axes, found, dated, known, places)
    there = int(found["group"].nunique())
    axes.set_xlabel("year", fontsize=6.5)
    _time_legend(drawn)
    numbers = dated[["detail_id", "article_id", "value", "text", "approximate"]].assign(
        first=[known[key].first for key in dated["detail_id"]],
        last=[known[key].last for key in dated["detail_id"]],
        group=dated["detail_id"].map(_groups(found)),
    )
    unplaced = len(spans) - len(known)
    basis = join(
        [
            f"n = {count(len(dated), 'date')}",
            f"{count(unplaced, 'date')} without a first year not shown" if unplaced else "",
            f"{named} of {count(there, 'disagreement')} labelled" if named < there else "",
            first_articles(names, articles),
        ]
    )
    title = (
        f"Reports of one occasion differ in {count(there, 'date')}"
        if there
        else f"None of {count(len(dated), 'date')} differs between reports of one occasion"
    )
    return Drawn(drawn, title, numbers, basis)


def _groups(found: pd.DataFrame) -> dict[str, str]:
    """Return the disagreement that each detail is in, as a word, so that none is empty in the file."""
    return {
        str(name): str(group + 1)
        for side in ("detail_a", "detail_b")
        for name, group in zip(found[side], found["group"], strict=True)
    }


def _time_axes(names: pd.Series, known: Mapping[str, Span]) -> tuple[Figure, Axes]:
    """Return axes at a fixed place: the place of the labels is computed from it."""
    width, rows = figure_width(), len(names)
    texts = wrap_rows(names.tolist())
    left, right = max(map(text_width, texts)) + 4, 5
    above, below = (12, 14) if is_narrow() else (8, 13)
    height = row_height(rows, 12, around=above + below + 30) * rows + 4
    total = height + above + below
    drawn = new_figure(total, by_hand=True)
    axes = drawn.add_axes((left / width, below / total, 1 - (left + right) / width, height / total))
    first, last = min(span.first for span in known.values()), max(span.last for span in known.values())
    margin = max(0.06 * (last - first), 0.5)
    axes.set_xlim(first - margin, last + margin)
    axes.set_ylim(rows - 0.5, -0.5)
    axes.set_yticks(range(rows), texts)
    axes.tick_params(axis="y", length=0)
    axes.hlines(
        np.arange(rows - 1) + 0.5,
        0,
        1,
        color=PALE,
        linewidth=0.5,
        transform=axes.get_yaxis_transform(),
        zorder=0,
    )
    axes.locator_params(axis="x", integer=True, nbins=5 if is_narrow() else 9)
    return drawn, axes


def _stack(dated: pd.DataFrame, known: Mapping[str, Span], names: pd.Series) -> dict[str, float]:
    """Give dates of one article that would hide each other places above each other."""
    row = {str(article): at for at, article in enumerate(names.index)}
    near = (max(span.last for span in known.values()) - min(span.first for span in known.values())) / 40
    places: dict[str, float] = {}
    for article, own in dated.groupby("article_id", sort=True):
        keys = sorted(own["detail_id"], key=lambda key: (known[key].middle, str(key)))
        before, level = -np.inf, 0
        for key in keys:
            level = (level + 1) % 4 if known[key].middle - before <= near else 0
            before = known[key].middle
            # Up and down by turns, so that the lowest level is the middle of the row.
            places[key] = row[str(article)] + (0.0, -0.22, 0.22, -0.36)[level]
    return places


def _draw_date(axes: Axes, span: Span, place: float, *, hollow: bool) -> None:
    face = "white" if hollow else REPORTED
    if not span.after:
        axes.plot(
            [span.first, span.last],
            [place, place],
            color=REPORTED,
            linewidth=0.9,
            solid_capstyle="butt",
            zorder=2,
        )
    axes.plot(
        span.middle,
        place,
        ">" if span.after else "o",
        markersize=4,
        markerfacecolor=face,
        markeredgecolor=REPORTED,
        markeredgewidth=0.8,
        zorder=3,
    )


def _join_conflicts(
    axes: Axes,
    found: pd.DataFrame,
    dated: pd.DataFrame,
    known: Mapping[str, Span],
    places: Mapping[str, float],
) -> int:
    """Draw a line for each pair and one label for each disagreement; return how many have room for theirs."""
    words = dict(zip(dated["detail_id"], dated["text"].astype(str), strict=True))
    texts: list[str] = []
    anchors: list[np.ndarray] = []
    along: list[list[float]] = []
    for _, pairs in found.groupby("group", sort=False):
        for a, b in zip(pairs["detail_a"], pairs["detail_b"], strict=True):
            ends = np.array([[known[a].middle, places[a]], [known[b].middle, places[b]]])
            axes.plot(ends[:, 0], ends[:, 1], color=ACCENT, linewidth=1.1, zorder=1)
            # Labels keep off the lines as they keep off the dots.
            along += [list(ends[0] + share * (ends[1] - ends[0])) for share in np.linspace(0, 1, 25)]
            if (a, b) == (pairs["detail_a"].iloc[0], pairs["detail_b"].iloc[0]):
                anchors.append(ends.mean(axis=0))
                text = f"{one_line(words[a])} ≠ {one_line(words[b])}"
                texts.append(cut_to(text, CONFLICT_ROOM, size=SMALLEST))
    most = MOST_CONFLICTS_NARROW if is_narrow() else MOST_CONFLICTS
    dots = np.array([[known[key].middle, place] for key, place in places.items()] + along)
    return write_labels(axes, texts[:most], np.array(anchors[:most]).reshape(-1, 2), dots)


def _time_legend(drawn: Figure) -> None:
    def mark(marker: str, face: str, label: str) -> Line2D:
        return Line2D(
            [],
            [],
            linestyle="",
            marker=marker,
            markersize=4,
            markerfacecolor=face,
            markeredgecolor=REPORTED,
            label=label,
        )

    handles = [
        mark("o", REPORTED, "date (line: the year or month)"),
        mark("o", "white", "approximate"),
        mark(">", REPORTED, "from then on"),
        Line2D([], [], color=ACCENT, linewidth=1.1, label="they differ"),
    ]
    drawn.legend(handles=handles, loc="upper right", ncols=2 if is_narrow() else 4, borderaxespad=0.4)


@figure(
    "agreement",
    tables=["agreement"],
    caption="How far reports of one occasion agree on which arguments were made; intervals resample arguments.",
)
def draw_agreement(agreement: pd.DataFrame) -> Drawn:
    """Draw the measures of agreement as dots with their intervals, and the counts as numbers."""
    if agreement.empty:
        return say("Agreement was not measured: no article reports an argument.")
    agreement = agreement_on(agreement)
    if (agreement["occasion"] == ALL).any():
        if not (agreement["occasion"] != ALL).any():
            return say("The articles are not comparable: each reports an occasion of its own.")
        agreement = agreement[agreement["occasion"] == ALL]
    ranked = agreement.loc[
        sorted(agreement.index, key=lambda at: _panel_rank(str(agreement.at[at, "measure"])))
    ]
    columns = ["measure", "value", "low", "high", "n"]
    counts = ranked["measure"].isin(WRITTEN)
    ordered = ranked[~counts & ranked["value"].notna()]
    undefined = ranked[~counts & ranked["value"].isna()]["measure"].map(name_measure).tolist()
    told = [_tell_count(row) for row in ranked[counts & ranked["value"].notna()].itertuples()]
    missing = f"not defined: {', '.join(undefined)}" if undefined else ""
    if ordered.empty:
        return say(
            "No measure of agreement is defined: that takes two reports of one occasion with an argument.",
            ranked[columns],
            basis=join([*told, missing]),
        )
    drawn = new_figure(20 + 5.5 * len(ordered))
    axes = drawn.add_subplot()
    low = float(np.nanmin([0.0, *ordered["low"], *ordered["value"]]))
    axes.set_xlim(min(0.0, low) - 0.05, 1.05)
    axes.axvline(0, color=FAINT, linewidth=0.6)
    for at, row in enumerate(ordered.itertuples()):
        _draw_measure(axes, at, row)
    axes.set_yticks(range(len(ordered)), [name_measure(str(name)) for name in ordered["measure"]])
    axes.tick_params(axis="y", length=0)
    axes.set_ylim(len(ordered) - 0.4, -0.6)
    axes.set_xlabel(
        "agreement (1: complete)" if is_narrow() else "agreement, 1 = the same arguments in all articles"
    )
    n = f"n = {count(int(ordered['n'].max()), 'argument')}; lines: intervals from resampled arguments"
    return Drawn(drawn, _title_agreement(ordered), ranked[columns], join([n, *told, missing]))


def _title_agreement(ordered: pd.DataFrame) -> str:
    known = ordered[ordered["measure"] == "jaccard"]
    row = (known if len(known) else ordered).iloc[0]
    interval = "" if np.isnan(row["low"]) else f" ({plain(row['low'])} to {plain(row['high'])})"
    return f"How far reports of one occasion agree: {name_measure(str(row['measure']))} {plain(row['value'])}{interval}"


def _tell_count(row: object) -> str:
    """Return a count with its name, and its interval if it has one: it has no place on a scale of agreement."""
    value, low, high = (float(getattr(row, name)) for name in ("value", "low", "high"))
    measure = str(row.measure)  # type: ignore[attr-defined]
    interval = "" if np.isnan(low) or np.isnan(high) else f" [{plain(low)}, {plain(high)}]"
    return f"{name_measure(measure)} {_written(value, measure)}{interval}"


def _draw_measure(axes: Axes, at: int, row: object) -> None:
    value, low, high = (float(getattr(row, name)) for name in ("value", "low", "high"))
    text = plain(value)
    if not np.isnan(low) and not np.isnan(high):
        axes.plot([low, high], [at, at], color=REPORTED, linewidth=1.2)
        text += "" if is_narrow() else f" [{plain(low)}, {plain(high)}]"
    axes.plot(value, at, "o", color=REPORTED, markersize=4)
    axes.text(
        1.02, at, text, ha="left", va="center", fontsize=6.5, color=INK, transform=axes.get_yaxis_transform()
    )


def _written(value: float, measure: str) -> str:
    """Write a count without decimals, any other value with two."""
    return plain(value, 0 if value.is_integer() and measure in WRITTEN else 2)


@figure(
    "influence",
    tables=["influence", "articles"],
    caption="How much each headline figure changes when one article is left out.",
)
def draw_influence(influence: pd.DataFrame, articles: pd.DataFrame) -> Drawn:
    """Draw articles by headline figures: the change of each with each article left out, coloured within its column.

    Of too many articles, those are shown that change a figure most; figures that nothing changes are said.
    """
    names = name_articles(articles, most=None)
    if len(names) > MOST_ARTICLES:
        ranked = [name for name in order_influence(influence, most=MOST_ARTICLES) if name in names.index]
        names = names.reindex(ranked[:MOST_ARTICLES])
    known = influence[influence["left_out"].isin(names.index)]
    if known.empty:
        return say("No article can be left out: there are none.")
    # Counting articles and counting sources stand side by side.
    figures = sorted(known["figure"].unique(), key=_panel_rank)
    changes = known.groupby("figure")["change"]
    undefined = [name for name in figures if changes.get_group(name).isna().all()]
    still = [name for name in figures if name not in undefined and not changes.get_group(name).any()]
    moved = [name for name in figures if name not in undefined + still]
    shown = moved[: MOST_MEASURES_NARROW if is_narrow() else MOST_MEASURES]
    whole = influence[influence["left_out"] == NONE].set_index("figure")["value"]
    basis = join(
        [
            f"n = {count(len(articles), 'article')}",
            tell_first(len(names), len(articles), "articles", order="those that change a figure most"),
            tell_first(len(shown), len(moved), "measures"),
            f"unchanged, whichever is left out: {', '.join(map(name_measure, still))}" if still else "",
            f"not defined: {', '.join(map(name_measure, undefined))}" if undefined else "",
        ]
    )
    numbers = known.assign(whole=known["figure"].map(whole))[
        ["figure", "left_out", "whole", "value", "change"]
    ]
    if not shown:
        return say("No article, if it is left out, changes a measure of agreement.", numbers, basis=basis)
    drawn = _draw_changes(known, names, shown, whole)
    return Drawn(drawn, _title_influence(known, names, shown), numbers, basis)


def _title_influence(known: pd.DataFrame, names: pd.Series, shown: list[str]) -> str:
    first = "jaccard" if "jaccard" in shown else shown[0]
    own = known[(known["figure"] == first) & known["change"].notna()]
    top = own.loc[own["change"].abs().idxmax()]
    sign = "+" if top["change"] > 0 else ""
    return f"Without {names[top['left_out']]}, {name_measure(first)} changes most: by {sign}{plain(top['change'])}"


def _draw_changes(known: pd.DataFrame, names: pd.Series, shown: list[str], whole: pd.Series) -> Figure:
    columns = [f"{name_measure(name)}: {_written(float(whole.get(name, np.nan)), name)}" for name in shown]
    rows = wrap_rows(names.tolist())
    cells = []
    for column, name in enumerate(shown):
        own = known[known["figure"] == name].set_index("left_out")["change"].reindex(names.index)
        reach = float(own.abs().max())
        for row, change in enumerate(own.to_numpy(float)):
            face = "white" if np.isnan(change) else colour_of(change, -1.6 * reach, 1.6 * reach, DIVERGING)
            text = UNDEFINED if np.isnan(change) else _written(change, name)
            cells.append(Cell(row, column, face, text if change != 0 else "0"))
    drawn = new_figure(16 + table_height(columns, rows, each=6.2 if is_narrow() else 4.6))
    axes = drawn.add_subplot()
    draw_cells(axes, cells, columns, dict(zip(map(float, range(len(rows))), rows, strict=True)))
    axes.set_xlabel(
        note_below(
            "change if the article is left out; above each column its value with all",
            tell_numbers(cells, columns, rows),
        )
    )
    return drawn


def _panel_rank(name: str) -> tuple[int, str]:
    order = [
        *(f"{measure}{by}" for measure in PAIR_MEASURES for by in ("", "_sources")),
        "alpha",
        "effective_articles",
    ]
    return (order.index(name) if name in order else len(order), name)
