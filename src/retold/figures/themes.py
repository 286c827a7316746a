"""Figures of stage 2: how often each theme occurs, in whose voice and in which article."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from retold.figures.drawing.drawn import Drawn, count, quote
from retold.figures.drawing.labels import (
    first_articles,
    fold,
    legend_above,
    name_columns,
    name_row,
    note_below,
    plain,
    row_height,
    say,
    text_width,
)
from retold.figures.drawing.matrix import (
    Cell,
    colour_of,
    column_room,
    draw_cells,
    draw_scale,
    table_height,
    tell_numbers,
)
from retold.figures.drawing.save import figure
from retold.figures.drawing.style import (
    ACCENT,
    DIVERGING,
    FAINT,
    INK,
    MUTED,
    PALE,
    SEQUENTIAL,
    VOICE_INKS,
    VOICE_MARKERS,
    VOICE_NAMES,
    figure_width,
    new_figure,
)

# What stands for all articles or all voices in the table, and between a theme and what it is nested in.
ALL, SEPARATOR = "*", "/"

# The usual level; the p are adjusted for all cells together before they are held against it.
SIGNIFICANT = 0.05

# A scale of z reaches at least this far, so that chance variation stays pale.
LEAST_Z = 3.0

# Scales of phi and of shares reach at least this far, for the same reason.
LEAST_PHI = 0.3
LEAST_SHARE = 0.1

# As in the tables: below this many hits a measure is printed, but is too little to judge by.
FEW_HITS = 5

# Orange with a white rim stands out from every blue, in grey too.
MEAN_DOT: dict[str, Any] = {
    "marker": "o",
    "markersize": 4.2,
    "markerfacecolor": ACCENT,
    "markeredgecolor": "white",
    "markeredgewidth": 0.7,
}

# Millimetres of a column in which a sign and two digits with a point can be read.
ROOM_FOR_DECIMAL = 5.0

# Millimetres around rows of dots: what many rows can spare a little of, and what legend, ticks, a label of two lines
# and the edition take in one column. Few rows would be pressed flat for it, so each keeps the height of its name.
AROUND_DOTS, AROUND_FEW_DOTS = 26.0, 35.0
LEAST_ROW = 3.6


class Rows(NamedTuple):
    """Where each leaf theme stands, and what is written beside each place, headings included."""

    places: dict[str, int]
    names: dict[float, str]
    headings: frozenset[int]


@figure(
    "theme_shares",
    tables=["theme_frequencies"],
    caption="Share of each voice's sentences that hold a theme, over all articles, with Wilson intervals.",
)
def draw_theme_shares(frequencies: pd.DataFrame) -> Drawn:
    """Draw the share of sentences with each leaf theme as a dot for each voice, with its interval."""
    rows = arrange_themes(frequencies)
    known = frequencies[(frequencies["article_id"] == ALL) & frequencies["theme"].isin(rows.places)]
    known = known[known["voice"].isin(VOICE_INKS) & (known["sentences"] > 0)]
    if known.empty:
        return say("No theme was counted: there are no sentences, or no themes.")
    drawn = new_figure(_dots_height(len(rows.names), 5.2))
    axes = drawn.add_subplot()
    handles = []
    for offset, voice in zip((-0.24, 0, 0.24), VOICE_INKS, strict=True):
        own = known[known["voice"] == voice]
        _draw_voice(axes, own, [rows.places[theme] + offset for theme in own["theme"]], voice)
        handles.append(_voice_handle(own, voice))
    axes.set_yticks(list(rows.names), list(rows.names.values()))
    axes.set_ylim(max(rows.names) + 0.6, min(rows.names) - 0.6)
    _set_headings(axes, rows)
    axes.set_xlim(0, max(5.0, 104 * float(known["high"].max())))
    axes.set_xlabel("share of the voice's sentences, %")
    axes.grid(axis="x", color=PALE, linewidth=0.5)
    axes.set_axisbelow(True)
    legend_above(drawn, handles)
    columns = ["theme", "voice", "sentences_with", "sentences", "share", "low", "high"]
    return Drawn(
        drawn, _title_shares(known), known[columns], "n = sentences of the voice; lines: Wilson intervals"
    )


def _title_shares(known: pd.DataFrame) -> str:
    ranked = known.sort_values("share", ascending=False, kind="stable")
    own = ranked[ranked["voice"] == "subject"]
    top = (own if len(own) else ranked).iloc[0]
    voice = {"subject": "the subject's", "third_party": "others'"}.get(str(top["voice"]), "the journalists'")
    return f"{_told(top['theme'])} is in {100 * top['share']:.0f} % of {voice} sentences, more than any other theme"


def _told(theme: object) -> str:
    """Return the name of a leaf theme as titles show it."""
    return quote(str(theme).rpartition(SEPARATOR)[2].replace("_", " "))


def _most_shared(top: pd.Series) -> str:
    return f"{_told(top['theme_a'])} and {_told(top['theme_b'])}"


def _dots_height(rows: int, each: float) -> float:
    """Return the height of a figure with so many rows of dots, in millimetres."""
    each = row_height(rows, each, around=AROUND_FEW_DOTS + 15)
    return max(AROUND_DOTS + each * rows, AROUND_FEW_DOTS + LEAST_ROW * rows)


def _draw_voice(axes: Axes, own: pd.DataFrame, places: list[float], voice: str) -> None:
    if own.empty:
        return
    low, share, high = (100 * own[column].to_numpy(float) for column in ("low", "share", "high"))
    axes.hlines(places, low, high, color=VOICE_INKS[voice], linewidth=1.0)
    axes.plot(
        share,
        places,
        VOICE_MARKERS[voice],
        color=VOICE_INKS[voice],
        markersize=3.2,
        linestyle="",
        clip_on=False,
    )


def _voice_handle(own: pd.DataFrame, voice: str) -> Line2D:
    n = int(own["sentences"].max()) if len(own) else 0
    label = f"{VOICE_NAMES[voice]}, n = {n}"
    return Line2D(
        [],
        [],
        color=VOICE_INKS[voice],
        marker=VOICE_MARKERS[voice],
        markersize=3.5,
        linewidth=1.0,
        label=label,
    )


@figure(
    "theme_articles",
    tables=["theme_frequencies", "articles"],
    caption="Hits of each theme per 1,000 words of each article (colour) and their number (in the cell).",
)
def draw_theme_articles(frequencies: pd.DataFrame, articles: pd.DataFrame) -> Drawn:
    """Draw a heat map of leaf themes by article: the rate as colour, the hits as numbers."""
    rows, names = arrange_themes(frequencies), name_columns(articles)
    known = frequencies[(frequencies["voice"] == ALL) & frequencies["theme"].isin(rows.places)]
    known = known[known["article_id"].isin(names.index)]
    if known.empty:
        return say("No theme was counted: there are no articles, or no themes.")
    top = max(float(known["per_1000"].max()), 1.0)
    columns = {str(article): at for at, article in enumerate(names.index)}
    cells = [
        Cell(rows.places[theme], columns[article], colour_of(rate, 0, top, SEQUENTIAL), str(hits))
        if hits
        else Cell(rows.places[theme], columns[article])
        for theme, article, hits, rate in zip(
            known["theme"], known["article_id"], known["hits"], known["per_1000"], strict=True
        )
    ]
    drawn, axes = _draw_table(cells, rows, names)
    unwritten = tell_numbers(cells, names.tolist(), list(rows.names.values()))
    label = note_below("hits per 1,000 words; in the cells, hits", first_articles(names, articles), unwritten)
    draw_scale(drawn, axes, 0, top, SEQUENTIAL, label)
    densest = known.sort_values("per_1000", ascending=False, kind="stable").iloc[0]
    title = (
        f"No theme is densest anywhere: none has a hit in {count(len(names), 'article')}"
        if not densest["hits"]
        else f"{_told(densest['theme'])} is densest in {names[densest['article_id']]}:"
        f" {densest['per_1000']:.0f} hits per 1,000 words"
    )
    numbers = known[["theme", "article_id", "hits", "tokens", "per_1000"]]
    return Drawn(drawn, title, numbers, f"n = {count(numbers['hits'].sum(), 'hit')}")


@figure(
    "theme_keyness",
    tables=["theme_frequencies", "theme_keyness", "articles"],
    caption="Which themes an article uses more (above 0) or less than the others: z of the log-odds ratio.",
)
def draw_theme_keyness(frequencies: pd.DataFrame, keyness: pd.DataFrame, articles: pd.DataFrame) -> Drawn:
    """Draw a heat map of leaf themes by article: z of the log-odds, the significant ones outlined."""
    rows, names = arrange_themes(frequencies), name_columns(articles)
    known = keyness[keyness["theme"].isin(rows.places) & keyness["article_id"].isin(names.index)]
    if known.empty:
        return say("No theme can be compared: that takes at least two articles and one theme.")
    numbers = known[["theme", "article_id", "log_odds", "z", "p", "p_adjusted"]]
    sure = int((known["p_adjusted"] < SIGNIFICANT).sum())
    basis = f"n = {count(len(known), 'comparison')} of a theme in one article with the others"
    if not sure:
        left_out = first_articles(names, articles)
        return say(_no_keyness(known, names), numbers, basis=f"{basis}; {left_out}" if left_out else basis)
    reach = max(float(known["z"].abs().max()), LEAST_Z)
    columns = {str(article): at for at, article in enumerate(names.index)}
    # A column too narrow for a decimal still shows the sign, which colour alone does not in grey.
    digits = 1 if column_room(len(names), list(rows.names.values())) >= ROOM_FOR_DECIMAL else 0
    cells = []
    for theme, article, z, p in zip(
        known["theme"], known["article_id"], known["z"], known["p_adjusted"], strict=True
    ):
        face = "white" if np.isnan(z) else colour_of(z, -reach, reach, DIVERGING)
        edge = INK if p < SIGNIFICANT else PALE
        cells.append(Cell(rows.places[theme], columns[article], face, plain(z, digits), edge))
    drawn, axes = _draw_table(cells, rows, names)
    unwritten = tell_numbers(cells, names.tolist(), list(rows.names.values()))
    label = note_below(
        "z of the log-odds ratio, article against the others", first_articles(names, articles), unwritten
    )
    draw_scale(drawn, axes, -reach, reach, DIVERGING, label)
    note = f"outlined: adjusted p < {SIGNIFICANT} ({sure} of {len(cells)} cells)"
    legend_above(drawn, [Patch(facecolor="white", edgecolor=INK, linewidth=1.3)], [note])
    surest = known.sort_values("p_adjusted", kind="stable").iloc[0]
    title = (
        f"{sure} of {count(len(known), 'difference')} are beyond chance, surest {_told(surest['theme'])} in"
        f" {names[surest['article_id']]}"
    )
    return Drawn(drawn, title, numbers, basis)


def _no_keyness(known: pd.DataFrame, names: pd.Series) -> str:
    """Say in words that no article uses a theme more or less than chance would have it: colours would show a difference."""
    sentence = (
        f"No article uses a theme more or less than the others beyond chance: of {count(len(known), 'comparison')} none"
        f" has an adjusted p below {SIGNIFICANT}"
    )
    if known["z"].isna().all():
        return f"{sentence}."
    at = known["z"].abs().idxmax()
    top = known.loc[at]
    return f"{sentence}. The largest z is {plain(top['z'], 1)}, of {_told(top['theme'])} in {names[top['article_id']]}."


@figure(
    "theme_dispersion",
    tables=["theme_frequencies", "theme_dispersion"],
    caption="How evenly each theme is spread over the articles: normalised DP with its bootstrap interval.",
)
def draw_theme_dispersion(frequencies: pd.DataFrame, dispersion: pd.DataFrame) -> Drawn:
    """Draw the normalised DP of each leaf theme with its interval; open dots rest on few hits."""
    rows = arrange_themes(frequencies)
    listed = dispersion[dispersion["theme"].isin(rows.places)]
    known = listed[listed["dp_norm"].notna()]
    if known.empty:
        return say("No dispersion can be measured: that takes hits, and at least two articles.")
    drawn = new_figure(_dots_height(len(rows.names), 4.6))
    axes = drawn.add_subplot()
    few = known["hits"] < FEW_HITS
    for part, face in ((known[~few], VOICE_INKS["subject"]), (known[few], "white")):
        if part.empty:
            # No dots would still take room, down to the corner of the figure.
            continue
        places = [rows.places[theme] for theme in part["theme"]]
        axes.hlines(
            places, part["low"].to_numpy(float), part["high"].to_numpy(float), color=FAINT, linewidth=1.0
        )
        axes.plot(part["dp_norm"], places, **_dot(face), linestyle="", clip_on=False)
    axes.set_yticks(list(rows.names), list(rows.names.values()))
    axes.set_ylim(max(rows.names) + 0.6, min(rows.names) - 0.6)
    _set_headings(axes, rows)
    _write_right(axes, [rows.places[theme] for theme in listed["theme"]], _count_in_articles(listed))
    # As far as the intervals reach, in tenths: the rest of the scale would be empty.
    furthest = float(np.nanmax(known[["high", "dp_norm"]].to_numpy(float)))
    axes.set_xlim(0, min(1.0, np.ceil(10 * furthest + 0.2) / 10))
    axes.set_xlabel(fold("normalised DP (0: evenly spread, 1: all in one article)", 0.5 * figure_width()))
    axes.grid(axis="x", color=PALE, linewidth=0.5)
    axes.set_axisbelow(True)
    handles = [Line2D([], [], color=FAINT, linewidth=1.0, **_dot(VOICE_INKS["subject"]))]
    names = [f"with interval; right: hits in articles, of {int(listed['articles'].max())}"]
    if few.any():
        handles.append(Line2D([], [], color=FAINT, linewidth=1.0, **_dot("white")))
        names.append(f"fewer than {FEW_HITS} hits")
    legend_above(drawn, handles, names)
    numbers = listed[["theme", "hits", "articles_with", "articles", "dp_norm", "low", "high"]]
    undefined = len(listed) - len(known)
    basis = "n = hits; lines: bootstrap intervals over articles"
    if undefined:
        basis += f"; not defined for {count(undefined, 'theme')}"
    return Drawn(drawn, _title_dispersion(known), numbers, basis)


def _title_dispersion(known: pd.DataFrame) -> str:
    ranked = known[known["hits"] >= FEW_HITS].sort_values("dp_norm", kind="stable")
    if len(ranked) < 2:
        return "How evenly each theme is spread over the articles"
    return f"{_told(ranked['theme'].iloc[0])} is spread over the articles most evenly, {_told(ranked['theme'].iloc[-1])} least"


def _dot(face: str) -> dict[str, Any]:
    ink = VOICE_INKS["subject"]
    return {
        "marker": "o",
        "markersize": 3.6,
        "markerfacecolor": face,
        "markeredgecolor": ink,
        "markeredgewidth": 0.8,
    }


def _count_in_articles(listed: pd.DataFrame) -> list[str]:
    pairs = zip(listed["hits"], listed["articles_with"], strict=True)
    return [f"{hits} in {articles}" if hits else "none" for hits, articles in pairs]


def _write_right(axes: Axes, places: list[int], texts: list[str]) -> None:
    """Write a text at the right end of rows."""
    for place, text in zip(places, texts, strict=True):
        axes.text(
            1.01, place, text, va="center", fontsize=6.5, color=MUTED, transform=axes.get_yaxis_transform()
        )


@figure(
    "theme_cooccurrence",
    tables=["theme_frequencies", "theme_cooccurrence"],
    caption="Which themes stand in the same sentence: phi (colour) and the number of such sentences (in the cell).",
)
def draw_theme_cooccurrence(frequencies: pd.DataFrame, cooccurrence: pd.DataFrame) -> Drawn:
    """Draw a triangle of leaf themes: phi as colour, sentences as numbers, the significant pairs outlined."""
    rows = arrange_themes(frequencies)
    leaves = sorted(rows.places, key=lambda theme: rows.places[theme])
    number = {theme: at for at, theme in enumerate(leaves)}
    pairs = cooccurrence[cooccurrence["theme_a"].isin(number) & cooccurrence["theme_b"].isin(number)]
    # One voice at a time: that of all, or the first that was counted.
    pairs = pairs[pairs["voice"] == min(pairs["voice"], default=ALL)]
    if pairs.empty:
        return say("No two themes can be held against each other: that takes sentences and two themes.")
    reach = max(float(pairs["phi"].abs().max()), LEAST_PHI) if pairs["phi"].notna().any() else LEAST_PHI
    cells = []
    for a, b, both, phi, q in zip(
        pairs["theme_a"], pairs["theme_b"], pairs["sentences"], pairs["phi"], pairs["q"], strict=True
    ):
        above, below = sorted((a, b), key=lambda theme: number[theme])
        face = "white" if np.isnan(phi) else colour_of(phi, -reach, reach, DIVERGING)
        edge = INK if q < SIGNIFICANT else PALE
        cells.append(Cell(rows.places[below], number[above], face, str(both) if both else "", edge))
    numbered = dict(rows.names)
    for theme, at in number.items():
        numbered[rows.places[theme]] = f"{rows.names[rows.places[theme]]}  {at + 1}"
    # The last theme is in the last row only, so that it needs no column.
    columns = pd.Series([str(at + 1) for at in range(len(leaves) - 1)])
    drawn, axes = _draw_table(cells, rows._replace(names=numbered), columns)
    _thin_out(axes, columns.tolist(), list(numbered.values()))
    label = note_below(
        "phi (white: not defined); in the cells, sentences with both themes",
        tell_numbers(cells, columns.tolist(), list(numbered.values())),
    )
    draw_scale(drawn, axes, -reach, reach, DIVERGING, label)
    outlined = sum(cell.edge == INK for cell in cells)
    note = f"outlined: q < {SIGNIFICANT} ({outlined} of {len(cells)} pairs)"
    legend_above(drawn, [Patch(facecolor="white", edgecolor=INK, linewidth=1.3)], [note])
    top = pairs.sort_values("sentences", ascending=False, kind="stable").iloc[0]
    title = (
        f"{_most_shared(top)} stand in one sentence most often: {int(top['sentences'])} times"
        if top["sentences"]
        else "No two themes stand in one sentence"
    )
    numbers = pairs[["theme_a", "theme_b", "sentences", "sentences_all", "phi", "q"]]
    n = int(pairs["sentences_all"].max())
    return Drawn(drawn, title, numbers, f"n = {count(n, 'sentence')}; columns have the numbers of the rows")


def _thin_out(axes: Axes, columns: list[str], row_names: list[str]) -> None:
    """Keep the numbers above columns level, and only as many as there is room for."""
    room = column_room(len(columns), row_names)
    every = max(1, int(np.ceil((max(text_width(name) for name in columns) + 0.6) / room))) if columns else 1
    axes.set_xticks(range(0, len(columns), every), columns[::every], rotation=0)


@figure(
    "theme_positions",
    tables=["theme_frequencies", "theme_positions", "theme_mean_positions"],
    caption="Where in an article each theme stands: share of the sentences of each part that hold it (colour), and"
    " the mean position of its hits with a bootstrap interval over articles (dot and line).",
)
def draw_theme_positions(frequencies: pd.DataFrame, positions: pd.DataFrame, means: pd.DataFrame) -> Drawn:
    """Draw a strip of cells for each leaf theme, from the head of the articles to their end."""
    rows = arrange_themes(frequencies)
    known = positions[(positions["article_id"] == ALL) & positions["theme"].isin(rows.places)]
    if known.empty:
        return say("No theme has a position: there are no sentences, or no themes.")
    parts = int(known["part"].max())
    top = max(float(known["share"].max()), LEAST_SHARE)
    cells = [
        Cell(
            rows.places[theme], part - 1, "white" if np.isnan(share) else colour_of(share, 0, top, SEQUENTIAL)
        )
        for theme, part, share in zip(known["theme"], known["part"], known["share"], strict=True)
    ]
    names = pd.Series([str(part) for part in range(1, parts + 1)])
    drawn, axes = _draw_table(cells, rows, names)
    placed = means[means["theme"].isin(rows.places) & means["position"].notna()]
    # Positions run from 0 to 1 over the same width as the cells.
    low, mean, high = (placed[column].to_numpy(float) * parts - 0.5 for column in ("low", "position", "high"))
    at = [rows.places[theme] for theme in placed["theme"]]
    for colour, width in (("white", 2.6), (INK, 1.0)):
        axes.hlines(at, low, high, color=colour, linewidth=width, zorder=3)
    axes.plot(mean, at, **MEAN_DOT, linestyle="", zorder=4)
    draw_scale(
        drawn,
        axes,
        0,
        100 * top,
        SEQUENTIAL,
        f"sentences with the theme, % of those in the part (1: head of the articles, {parts}: end)",
    )
    handles = [Line2D([], [], color=INK, linewidth=1.0, **MEAN_DOT)]
    legend_above(drawn, handles, ["mean position of the hits; no line: hits in one article"])
    numbers = known[["theme", "part", "sentences_with", "sentences", "share"]].merge(
        means[["theme", "position", "low", "high", "hits"]], on="theme", how="left"
    )
    basis = f"n = {count(means['hits'].sum(), 'hit')}; lines: bootstrap intervals over articles"
    return Drawn(drawn, _title_positions(placed), numbers, basis)


def _title_positions(placed: pd.DataFrame) -> str:
    ranked = placed.sort_values("position", kind="stable")
    if len(ranked) < 2:
        return "Where in the articles each theme stands"
    return f"{_told(ranked['theme'].iloc[0])} stands first in the articles on average, {_told(ranked['theme'].iloc[-1])} last"


def _draw_table(cells: list[Cell], rows: Rows, names: pd.Series) -> tuple[Figure, Axes]:
    drawn = new_figure(32 + table_height(names.tolist(), list(rows.names.values()), each=4.4))
    axes = drawn.add_subplot()
    draw_cells(axes, cells, names.tolist(), rows.names)
    _set_headings(axes, rows)
    return drawn, axes


def _set_headings(axes: Axes, rows: Rows) -> None:
    for place, tick in zip(rows.names, axes.yaxis.get_major_ticks(), strict=True):
        if place in rows.headings:
            tick.label1.set_fontweight("bold")
            tick.tick1line.set_visible(False)


def find_leaves(themes: list[str]) -> list[str]:
    """Return the themes that no other theme is nested in.

    Examples
    --------
    >>> find_leaves(["water", "water/rain", "water/ice", "watering"])
    ['water/rain', 'water/ice', 'watering']
    """
    parents = {theme[:at] for theme in themes for at, sign in enumerate(theme) if sign == SEPARATOR}
    return [theme for theme in themes if theme not in parents]


def arrange_themes(frequencies: pd.DataFrame) -> Rows:
    """Give each leaf theme its row, under the heading of its parent; the most frequent first.

    Examples
    --------
    >>> rows = {"article_id": "*", "voice": "*", "theme": ["a", "b", "b/x", "b/y"], "hits": [1, 5, 2, 3]}
    >>> arrange_themes(pd.DataFrame(rows)).names
    {0: 'a', 1: 'b', 2: 'y', 3: 'x'}
    """
    whole = frequencies[(frequencies["article_id"] == ALL) & (frequencies["voice"] == ALL)]
    hits = {str(theme): int(n) for theme, n in zip(whole["theme"], whole["hits"], strict=True)}
    groups: dict[str, list[str]] = {}
    for leaf in sorted(find_leaves(sorted(hits)), key=lambda theme: (-hits[theme], theme)):
        groups.setdefault(leaf.rpartition(SEPARATOR)[0] or leaf, []).append(leaf)
    places: dict[str, int] = {}
    names: dict[float, str] = {}
    headings = set()
    sizes = {parent: sum(hits[leaf] for leaf in leaves) for parent, leaves in groups.items()}
    # Those without a parent first: under the last of a group they would seem to belong to it.
    for parent in sorted(groups, key=lambda name: (groups[name] != [name], -sizes[name], name)):
        if groups[parent] != [parent]:
            headings.add(len(names))
            names[len(names)] = _speak(parent.replace(SEPARATOR, " / "))
        for leaf in groups[parent]:
            places[leaf] = len(names)
            names[len(names)] = _speak(leaf.rpartition(SEPARATOR)[2])
    return Rows(places, names, frozenset(headings))


def _speak(theme: str) -> str:
    return name_row(theme.replace("_", " "))
