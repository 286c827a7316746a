"""Concordance lines made ready to be read: the keywords one below the other, as text and as HTML."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

import pandas as pd

from retold.showing import MOST_ROWS, TABLE_ORDER, tell_first
from retold.tables import require
from retold.themes.audit.concordance import cut_left, cut_right

# Characters on either side of a keyword that a notebook's page holds beside the article's name.
WIDTH = 60

# Named columns that are words themselves and need no heading.
UNHEADED = ("left", "keyword", "right")


@dataclass(frozen=True)
class ShownLines:
    """Concordance lines, cut to a width, and how many there are in all."""

    beside: list[str]
    rows: list[list[str]]
    there: int
    order: str = ""
    file: str | Path | None = None

    def __repr__(self) -> str:
        if not self.rows:
            return "(no lines)"
        widths = [max(map(len, column)) for column in zip(*self.rows, strict=True)]
        at = len(self.beside)
        lines = [
            "  ".join(
                cell.rjust(width) if n == at else cell.center(width) if n == at + 1 else cell.ljust(width)
                for n, (cell, width) in enumerate(zip(row, widths, strict=True))
            ).rstrip()
            for row in self.rows
        ]
        return "\n".join([*lines, *([self._left_out()] if self._left_out() else [])])

    def _repr_html_(self) -> str:
        if not self.rows:
            return "<p>(no lines)</p>"
        left, keyword, right = "right", "center", "left"
        sides = ["left"] * len(self.beside) + [left, keyword, right] + ["left"]
        names = [*self.beside, *UNHEADED, "note"]
        styles = [_style(side, name) for side, name in zip(sides, names, strict=True)]
        heads = [escape(name) if name not in UNHEADED else "" for name in names]
        noted = any(row[-1] for row in self.rows)
        columns = range(len(names) if noted else len(names) - 1)
        # A column without a name has no header: what a reader by ear would hear is nothing.
        head = "".join(
            f'<th scope="col" {styles[n]}>{heads[n]}</th>' if heads[n] else f"<td {styles[n]}></td>"
            for n in columns
        )
        body = "\n".join(
            "<tr>" + "".join(f"<td {styles[n]}>{_cell(names[n], row[n])}</td>" for n in columns) + "</tr>"
            for row in self.rows
        )
        rest = f"\n<p>{escape(self._left_out())}</p>" if self._left_out() else ""
        return f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>{rest}"

    def _left_out(self) -> str:
        shown = len(self.rows)
        note = tell_first(shown, self.there, "lines", order=self.order, file=self.file)
        return f"({note})" if note else ""


def show_concordance(
    lines: pd.DataFrame,
    *,
    articles: pd.DataFrame | None = None,
    beside: Sequence[str] = ("article_id",),
    width: int = WIDTH,
    most: int | None = MOST_ROWS,
    order: str = TABLE_ORDER,
    file: str | Path | None = None,
) -> ShownLines:
    """Set concordance lines so that they can be read down: left context flush right, keyword bold.

    Parameters
    ----------
    lines : pandas.DataFrame
        The table ``concordance``, in the order wanted.
    articles : pandas.DataFrame, optional
        The table ``articles``: its labels then stand for article ids.
    beside : sequence of str
        Columns of the table that are shown before each line, such as theme or voice.
    width : int
        Characters of context on either side; the table keeps the whole sentence.
    most : int, optional
        Lines to show, from the first; if any are left out, it is said below how many there are. None: show all.
    order : str
        The order of the lines, as it is to be said where some are left out.
    file : path, optional
        The file that holds all lines; named where some are left out.

    Returns
    -------
    ShownLines
        Displays itself, in a notebook as HTML. In the report, ``_repr_html_()`` is what to put in.

    Raises
    ------
    TableError
        If the table has no such column to show beside.

    Examples
    --------
    >>> from retold.tables import empty_table
    >>> lines = empty_table("concordance")
    >>> lines.loc[0] = ["water", "a", "", "a:1", 6, 10, "Heavy", "rain", "fell.", "rain", ""]
    >>> lines.loc[1] = ["water", "b", "", "b:1", 3, 8, "It", "rains", "", "rain*", ""]
    >>> show_concordance(lines)
    a  Heavy   rain  fell.
    b     It  rains
    """
    require(lines, beside, "concordance lines", where="show_concordance")
    shown = lines if most is None else lines.head(most)
    labels = {} if articles is None else dict(zip(articles["article_id"], articles["label"], strict=True))
    # Only an article has a label: a theme or a voice may be called as an article is.
    parts = [
        [(labels.get(value) if column == "article_id" else "") or str(value) for value in shown[column]]
        for column in beside
    ]
    parts.append([cut_left(text, width) for text in shown["left"]])
    parts.append(shown["keyword"].tolist())
    parts.append([cut_right(text, width) for text in shown["right"]])
    parts.append(shown["note"].tolist() if "note" in shown.columns else [""] * len(shown))
    cells = [list(row) for row in zip(*parts, strict=True)]
    return ShownLines(list(beside), cells, len(lines), order, file)


def _style(side: str, name: str) -> str:
    # Both, because Jupyter's own style overrides the attribute, and pages online drop the style.
    keep = "; white-space: nowrap" if name in UNHEADED else ""
    return f'align="{side}" style="text-align: {side}{keep}"'


def _cell(name: str, text: str) -> str:
    return f"<b>{escape(text)}</b>" if name == "keyword" else escape(text)
