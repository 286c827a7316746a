"""Figure of the audit of a codebook: which patterns bring the hits of each theme."""

from __future__ import annotations

import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from retold.figures.drawing.drawn import Drawn, count, quote
from retold.figures.drawing.labels import cut_to, legend_above, one_line, row_height, say, text_width
from retold.figures.drawing.save import figure
from retold.figures.drawing.style import INK, is_narrow, new_figure
from retold.figures.theme_rows import SEPARATOR, Rows, arrange_themes, find_leaves
from retold.vocabulary import ALL

# The leading pattern, the second, the third, and all others: apart in grey as well.
RANKS = ("#0072B2", "#56B4E9", "#A6CFEC", "#EEEEEE")
RANK_NAMES = ("first pattern", "second", "third", "all others")

# A pattern with one of these is an expression that few can read, and none where it is cut.
SIGNS = frozenset("\\[](){}|^$+?<>")

# What a codebook writes before a pattern that is taken letter by letter.
FIXED = "fixed:"

# Millimetres of a pattern's name with its ties, in two columns of a journal and in one.
PATTERN_ROOM, PATTERN_ROOM_NARROW = 50.0, 20.0

# What a theme that nests others shows of its own patterns.
OWN = "(own patterns)"


@figure(
    "theme_patterns",
    tables=["theme_patterns"],
    caption=(
        "Share of each theme's hits that its leading, second and third pattern and all others bring; the leading"
        " one is named, the line is the Wilson interval of its share, n the theme's hits."
    ),
)
def draw_theme_patterns(patterns: pd.DataFrame) -> Drawn:
    """Draw for each theme a bar of all its hits, parted by pattern, the leading one named."""
    if not patterns["hits"].sum():
        return say("No theme has a hit, so no pattern brings any.")
    known = rename_parents(patterns)
    totals = known.groupby("theme", as_index=False)["hits"].sum()
    rows = arrange_themes(totals.assign(article_id=ALL, voice=ALL))
    drawn = new_figure(26 + row_height(len(rows.names), 5.0, around=45) * len(rows.names))
    axes = drawn.add_subplot()
    leading = {
        rows.places[str(theme)]: _draw_theme(axes, own, rows.places[str(theme)])
        for theme, own in known.groupby("theme", sort=False)
    }
    sizes = {
        float(rows.places[theme]): int(n) for theme, n in zip(totals["theme"], totals["hits"], strict=True)
    }
    _name_rows(axes, rows, leading, sizes)
    axes.set_xlim(0, 100)
    axes.set_xlabel("share of the theme's hits, %")
    parts: list[Artist] = [
        Patch(facecolor=colour, edgecolor="white", label=name)
        for colour, name in zip(RANKS, RANK_NAMES, strict=True)
    ]
    interval = Line2D([], [], color=INK, linewidth=1.0, label="its interval")
    legend_above(drawn, [parts[0], interval, *parts[1:]])
    numbers = patterns[["theme", "pattern", "commonest", "hits", "share", "low", "high"]]
    basis = f"n = {count(patterns['hits'].sum(), 'hit')}; lines: Wilson intervals; a pattern of signs by its commonest match"
    return Drawn(drawn, _title(known), numbers, basis)


def _title(known: pd.DataFrame) -> str:
    top = known.sort_values(["share", "hits"], ascending=False, kind="stable").iloc[0]
    theme = str(top["theme"]).removesuffix(f"{SEPARATOR}{OWN}").rpartition(SEPARATOR)[2].replace("_", " ")
    return f"{quote(theme)} rests on one pattern most: {name_pattern(top)} brings {100 * top['share']:.0f} % of its hits"


def name_pattern(row: pd.Series) -> str:
    """Return how a pattern is called before a reader: as it stands, or by its commonest match where it is made of signs.

    Examples
    --------
    >>> name_pattern(pd.Series({"pattern": "ferr*", "commonest": "ferry"}))
    'ferr*'
    >>> name_pattern(pd.Series({"pattern": "fixed: ferry", "commonest": "ferry"}))
    'ferry'
    >>> name_pattern(pd.Series({"pattern": "regex: ^ferr(y|ies)$", "commonest": "ferry"}))
    '“ferry” and the like'
    """
    pattern = one_line(str(row["pattern"])).removeprefix(FIXED).strip()
    if not SIGNS.intersection(pattern):
        return pattern
    commonest = one_line(str(row["commonest"] or ""))
    return f"{quote(commonest)} and the like" if commonest else "a pattern of signs"


def rename_parents(patterns: pd.DataFrame) -> pd.DataFrame:
    """Give the own patterns of a theme that nests others a row of their own below it.

    Examples
    --------
    >>> rename_parents(pd.DataFrame({"theme": ["water", "water/rain"]}))["theme"].tolist()
    ['water/(own patterns)', 'water/rain']
    """
    themes = patterns["theme"].unique().tolist()
    parents = set(themes) - set(find_leaves(themes))
    renamed = [f"{name}{SEPARATOR}{OWN}" if name in parents else name for name in patterns["theme"]]
    return patterns.assign(theme=pd.Series(renamed, index=patterns.index, dtype="str"))


def _draw_theme(axes: Axes, own: pd.DataFrame, place: int) -> str:
    """Draw the bar of one theme and return the name of its leading pattern, and how many tie for it."""
    ranked = own.sort_values(["hits", "pattern"], ascending=[False, True], kind="stable")
    shares = 100 * ranked["share"].to_numpy(float)
    whole = int(ranked["hits"].sum())
    if not whole:
        return ""
    left = 0.0
    for share, colour in zip([*shares[:3], shares[3:].sum()], RANKS, strict=False):
        axes.barh(place, share, left=left, height=0.72, color=colour, edgecolor="white", linewidth=0.6)
        left += share
    low, high = 100 * float(ranked["low"].iloc[0]), 100 * float(ranked["high"].iloc[0])
    axes.hlines(place, low, high, color="white", linewidth=2.4, zorder=3)
    axes.hlines(place, low, high, color=INK, linewidth=1.0, zorder=4)
    axes.vlines([low, high], place - 0.16, place + 0.16, color=INK, linewidth=0.8, zorder=4)
    ties = int((ranked["hits"] == ranked["hits"].iloc[0]).sum())
    room = PATTERN_ROOM_NARROW if is_narrow() else PATTERN_ROOM
    tied = f" ({ties} tie)" if ties > 1 else ""
    return cut_to(name_pattern(ranked.iloc[0]), room - text_width(tied, 6.5), size=6.5) + tied


def _name_rows(axes: Axes, rows: Rows, leading: dict[int, str], sizes: dict[float, int]) -> None:
    """Write the themes with their hits on the left, the leading patterns on the right."""
    right = axes.twinx()
    right.set_yticks(list(leading), [name or "no hit" for name in leading.values()])
    right.tick_params(axis="y", length=0, labelsize=6.5)
    right.spines[:].set_visible(False)
    names = [f"{name}, n = {sizes[place]}" if place in sizes else name for place, name in rows.names.items()]
    axes.set_yticks(list(rows.names), names)
    axes.tick_params(axis="y", length=0)
    for place, tick in zip(rows.names, axes.yaxis.get_major_ticks(), strict=True):
        if place in rows.headings:
            tick.label1.set_fontweight("bold")
    for each in (axes, right):
        each.set_ylim(max(rows.names) + 0.6, min(rows.names) - 0.6)
