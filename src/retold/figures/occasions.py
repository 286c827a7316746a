"""A figure of the speaker over time: which argument is reported of which occasion."""

from __future__ import annotations

import pandas as pd
from matplotlib.patches import Patch

from retold.figures.drawing.drawn import Drawn, count
from retold.figures.drawing.labels import (
    MOST_ARGUMENTS,
    MOST_ARTICLES,
    MOST_COLUMNS_NARROW,
    legend_above,
    name_row,
    note_below,
    one_line,
    say,
    shorten_middle,
)
from retold.figures.drawing.matrix import Cell, draw_cells, table_height, tell_numbers
from retold.figures.drawing.save import figure
from retold.figures.drawing.style import PALE, SERIES, is_narrow, new_figure
from retold.showing import name_groups, tell_first

# The colour of an occasion of which an argument is first reported, and of those on which it is again.
FIRST, AGAIN = SERIES[0], "#7fb2d6"

# The sign of a cell without statements: between two reports, and before the first or after the last.
GAP, OUTSIDE = "·", ""

# Letters of an occasion's name above a column.
OCCASION_LETTERS = 34


@figure(
    "occasions",
    tables=["argument_occasions", "argument_labels", "articles"],
    caption="Which arguments of the speaker are reported of which occasion, in the order of time: numbers are"
    " statements. What no report of an occasion has may have been said all the same.",
)
def draw_occasions(trace: pd.DataFrame, labels: pd.DataFrame, articles: pd.DataFrame) -> Drawn:
    """Draw a matrix of arguments by occasion, the arguments in the order in which they are first reported."""
    if trace.empty:
        return say("No argument of the speaker is reported of any occasion.")
    most = MOST_COLUMNS_NARROW if is_narrow() else MOST_ARTICLES
    places = trace.drop_duplicates("place").sort_values("place").head(most)
    if trace["occasion"].nunique() < 2:
        return say(
            "All articles report one occasion: whether the speaker is consistent over time cannot be asked."
        )
    order = _order_arguments(trace)
    shown = order[:MOST_ARGUMENTS]
    texts = name_groups(labels)
    rows = {float(at): name_row(texts.get(name, name)) for at, name in enumerate(shown)}
    columns = [_heading(row) for row in places.itertuples()]
    column = {int(place): at for at, place in enumerate(places["place"])}
    known = trace[trace["argument"].isin(shown) & trace["place"].isin(column)]
    cells = [_cell(row, shown.index(str(row.argument)), column[int(row.place)]) for row in known.itertuples()]
    drawn = new_figure((24 if is_narrow() else 20) + table_height(columns, list(rows.values()), each=4.4))
    axes = drawn.add_subplot()
    draw_cells(axes, cells, columns, rows)
    axes.set_xlabel(
        note_below(
            tell_first(len(shown), len(order), "arguments", order="those of most occasions"),
            tell_first(len(columns), int(trace["place"].max()), "occasions"),
            tell_numbers(cells, columns, list(rows.values())),
        )
    )
    legend_above(drawn, _legend())
    numbers = known[["argument", "occasion", "day", "state", "articles", "articles_with", "statements"]]
    basis = f"n = {count(numbers['statements'].sum(), 'statement')}; in brackets: reports of the occasion, if several"
    return Drawn(drawn, _title(trace), numbers, basis)


def _title(trace: pd.DataFrame) -> str:
    reported = trace[trace["statements"] > 0].groupby("argument")["place"].nunique()
    again, whole = int((reported > 1).sum()), int(trace["place"].nunique())
    verb = "is" if again == 1 else "are"
    return (
        f"{again} of {count(len(reported), 'argument')} {verb} reported of more than one of {whole} occasions"
    )


def _order_arguments(trace: pd.DataFrame) -> list[str]:
    """Return the arguments by the time of their first report, the most often reported first; of too many those kept."""
    reported = trace[trace["statements"] > 0]
    own = reported.groupby("argument", sort=False).agg(
        first=("place", "min"), occasions=("place", "size"), statements=("statements", "sum")
    )
    rank = {name: at for at, name in enumerate(trace["argument"].drop_duplicates())}
    own = own.assign(rank=[rank[name] for name in own.index])
    kept = own.sort_values(["occasions", "statements", "rank"], ascending=[False, False, True], kind="stable")
    most = kept.head(MOST_ARGUMENTS).sort_values(
        ["first", "occasions", "rank"], ascending=[True, False, True], kind="stable"
    )
    return [str(name) for name in [*most.index, *kept.index[MOST_ARGUMENTS:]]]


def _heading(row: object) -> str:
    name = shorten_middle(one_line(str(row.occasion)), OCCASION_LETTERS)  # type: ignore[attr-defined]
    n = int(row.articles)  # type: ignore[attr-defined]
    return f"{name} ({n})" if n > 1 else name


def _cell(row: object, at: int, column: int) -> Cell:
    n, state = int(row.statements), str(row.state)  # type: ignore[attr-defined]
    if n:
        return Cell(at, column, FIRST if state.startswith("first") else AGAIN, str(n))
    between = state == "not reported"
    return Cell(at, column, PALE if between else "white", GAP if between else OUTSIDE)


def _legend() -> list[Patch]:
    return [
        Patch(facecolor=FIRST, label="first reported"),
        Patch(facecolor=AGAIN, label="reported again"),
        Patch(facecolor=PALE, label="not reported in between"),
        Patch(facecolor="white", edgecolor=PALE, label="not yet, or no more, reported"),
    ]
