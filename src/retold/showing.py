"""Show a table to a reader: names instead of ids, whole texts, rounded numbers, gaps said as such."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

import pandas as pd

from retold.ties import DIGITS

# What stands where a value is not defined or not there.
MISSING = "–"

# Longest text in a cell of the plain form, which a terminal shows; the HTML form wraps instead.
PLAIN_WIDTH = 70


@dataclass(frozen=True)
class Shown:
    """A table made ready to be read, as text and as HTML."""

    columns: list[str]
    numeric: list[bool]
    rows: list[list[str]]

    def __repr__(self) -> str:
        cut = [[_shorten(cell) for cell in row] for row in self.rows]
        return pd.DataFrame(cut, columns=self.columns).to_string(index=False) if cut else "(no rows)"

    def _repr_html_(self) -> str:
        if not self.rows:
            return "<p>(no rows)</p>"
        # Both, because Jupyter's own style overrides the attribute, and pages online drop the style.
        sides = [
            f'align="{side}" style="text-align: {side}"'
            for side in ("right" if number else "left" for number in self.numeric)
        ]
        head = "".join(
            f"<th {side}>{escape(name)}</th>" for side, name in zip(sides, self.columns, strict=True)
        )
        body = "\n".join(
            "<tr>"
            + "".join(f"<td {side}>{escape(cell)}</td>" for side, cell in zip(sides, row, strict=True))
            + "</tr>"
            for row in self.rows
        )
        return f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>"


def show(frame: pd.DataFrame, *, articles: pd.DataFrame | None = None, digits: int = 2) -> Shown:
    """Make a table ready to be read in a notebook.

    Parameters
    ----------
    frame : pandas.DataFrame
        Any table. A named index becomes its first columns.
    articles : pandas.DataFrame, optional
        The table ``articles``: its labels then stand for article ids, in cells, in the ids of
        statements, and in the names of columns.
    digits : int
        Digits after the point.

    Returns
    -------
    Shown
        Displays itself.

    Examples
    --------
    >>> articles = pd.DataFrame({"article_id": ["x1"], "label": ["Morning Post"]})
    >>> show(pd.DataFrame({"statement_id": ["x1:3"], "share": [0.5], "note": [None]}), articles=articles)
        statement_id share note
    Morning Post : 3  0.50    –
    """
    if any(name is not None for name in frame.index.names):
        frame = frame.reset_index()
    labels = {} if articles is None else dict(zip(articles["article_id"], articles["label"], strict=True))
    numeric = [bool(pd.api.types.is_numeric_dtype(dtype)) for dtype in frame.dtypes]
    cells = [[_cell(value, labels, digits) for value in frame[column]] for column in frame.columns]
    return Shown(
        [_name(column, labels) for column in frame.columns],
        numeric,
        [list(row) for row in zip(*cells, strict=True)],
    )


def _cell(value: Any, labels: Mapping[str, str], digits: int) -> str:
    if value is None or (not isinstance(value, str) and pd.isna(value)):
        return MISSING
    if isinstance(value, float):
        return f"{round(value, DIGITS):.{digits}f}"
    return _name(value, labels)


def _name(value: Any, labels: Mapping[str, str]) -> str:
    text = str(value)
    if text in labels:
        return labels[text]
    article, colon, number = text.rpartition(":")
    return f"{labels[article]} : {number}" if colon and article in labels else text


def _shorten(text: str) -> str:
    return text if len(text) <= PLAIN_WIDTH else text[: PLAIN_WIDTH - 1] + "…"
