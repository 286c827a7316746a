"""Show a table to a reader: names instead of ids, whole texts, rounded numbers, gaps said as such.

What grows with the corpus is shown from its first rows, and how many there are is said below: a page that holds all
rows of two thousand articles can neither be read nor opened.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

import pandas as pd

from retold.tables import CODING_SCHEMAS, SCHEMAS
from retold.ties import DIGITS
from retold.vocabulary import FOUND, NONE

# The columns of the tables, those that hold ids of articles, of parts of them, and of groups of statements.
COLUMNS = frozenset(name for schema in (SCHEMAS | CODING_SCHEMAS).values() for name in schema.columns)
ARTICLE_IDS = frozenset({"article_id", "article_a", "article_b", "left_out", "depends"})
_PARTS = ("statement", "sentence", "detail", "unit", "denied", "exemplar")
ARGUMENT_IDS = frozenset({"argument", "found", "joined"})
PART_IDS = frozenset(name for name in COLUMNS if name.startswith(_PARTS))

# What stands where a value is not defined or not there.
MISSING = "–"

# Rows and columns that a notebook or the report shows, from the first; all are in the files. The longest table of twelve
# articles has 118 rows; more than 200 are searched, not read. Columns are as many as a figure has articles.
MOST_ROWS = 200
MOST_COLUMNS = 30

# The order that the first rows of a table are taken in, where a caller names no other.
TABLE_ORDER = "in the order of the table"
READING_ORDER = "in reading order"

# The edition whose words are rewritten, and why its words are no findings.
PARAPHRASE = "paraphrase"
NOT_OWN_WORDING = (
    "The articles are a paraphrase edition: nobody printed these words, so passages that they share and wording that differs"
    " say nothing about the reports and are not shown as findings. The tables hold them as an exercise."
)

# Longest text in a cell of the plain form, which a terminal shows; the HTML form wraps instead.
PLAIN_WIDTH = 70


@dataclass(frozen=True)
class Shown:
    """A table made ready to be read, as text and as HTML."""

    columns: list[str]
    numeric: list[bool]
    rows: list[list[str]]
    note: str = ""

    def __repr__(self) -> str:
        cut = [[_shorten(cell) for cell in row] for row in self.rows]
        table = pd.DataFrame(cut, columns=self.columns).to_string(index=False) if cut else "(no rows)"
        return f"{table}\n({self.note})" if self.note else table

    def _repr_html_(self) -> str:
        if not self.rows:
            return "<p>(no rows)</p>"
        # Both, because Jupyter's own style overrides the attribute, and pages online drop the style.
        sides = [
            f'align="{side}" style="text-align: {side}"'
            for side in ("right" if number else "left" for number in self.numeric)
        ]
        head = "".join(
            f'<th scope="col" {side}>{escape(name)}</th>'
            for side, name in zip(sides, self.columns, strict=True)
        )
        body = "\n".join(
            "<tr>"
            + "".join(f"<td {side}>{escape(cell)}</td>" for side, cell in zip(sides, row, strict=True))
            + "</tr>"
            for row in self.rows
        )
        table = f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>"
        return f"{table}\n<p>({escape(self.note)})</p>" if self.note else table


def show(
    frame: pd.DataFrame,
    *,
    articles: pd.DataFrame | None = None,
    arguments: pd.DataFrame | None = None,
    digits: int = 2,
    most: int | None = MOST_ROWS,
    order: str = TABLE_ORDER,
    file: str | Path | None = None,
) -> Shown:
    """Make a table ready to be read in a notebook.

    Parameters
    ----------
    frame : pandas.DataFrame
        Any table. A named index becomes its first columns.
    articles : pandas.DataFrame, optional
        The table ``articles``: its labels then stand for article ids, in cells, in the ids of
        statements, and in the names of columns.
    arguments : pandas.DataFrame, optional
        The table ``argument_labels``: a group's label then follows its name.
    digits : int
        Digits after the point.
    most : int, optional
        Rows to show, from the first; of columns the first 30 are shown. If any are left out, it is said below how
        many there are. None: show all.
    order : str
        The order of the rows, as it is to be said where some are left out.
    file : path, optional
        The file that holds all rows, as `write_table` returns it; named where some are left out.

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
    >>> show(pd.DataFrame({"place": range(48_113)}), most=2, file="results/tables/wording.csv")
    place
        0
        1
    (first 2 of 48,113 rows, in the order of the table; all in tables/wording.csv)
    """
    there = len(frame), frame.shape[1]
    if most is not None:
        frame = frame.iloc[: max(most, 0), :MOST_COLUMNS]
    note = tell_first(len(frame), there[0], "rows", order=order, file=file)
    # Said once: of the rows, or else of the columns.
    once = ("", None) if note else (order, file)
    columns = tell_first(frame.shape[1], there[1], "columns", order=once[0], file=once[1])
    if any(name is not None for name in frame.index.names):
        frame = frame.reset_index()
    labels = {} if articles is None else dict(zip(articles["article_id"], articles["label"], strict=True))
    groups = {} if arguments is None else name_groups(arguments)
    numeric = [bool(pd.api.types.is_numeric_dtype(dtype)) for dtype in frame.dtypes]
    cells = [
        [_cell(value, _naming(column, labels, groups), digits) for value in frame[column]]
        for column in frame.columns
    ]
    return Shown(
        # A column of a table keeps its name, whatever an article is called.
        [str(name) if name in COLUMNS else labels.get(name, str(name)) for name in frame.columns],
        numeric,
        [list(row) for row in zip(*cells, strict=True)],
        "; ".join(part for part in (note, columns) if part),
    )


def name_groups(labels: pd.DataFrame) -> dict[str, str]:
    """Return how each group of statements is called before a reader: by its name and its label.

    Examples
    --------
    >>> name_groups(pd.DataFrame({"argument": ["A1", "A2"], "label": ["the dam is too old", ""]}))
    {'A1': 'A1 the dam is too old', 'A2': 'A2'}
    """
    pairs = zip(labels["argument"], labels["label"], strict=True)
    return {str(name): f"{name} {label}".strip() for name, label in pairs}


def name_given(label: str) -> str:
    """Return how an argument that a study lists is called by its label alone.

    Examples
    --------
    >>> name_given("dam_is_old")
    'dam is old'
    """
    return label.replace("_", " ")


def find_met(compared: pd.DataFrame) -> dict[str, str]:
    """Return the given argument that most statements of each found group make; a group of which none makes one is left out.

    Parameters
    ----------
    compared : DataFrame
        The table ``argument_given``.

    Examples
    --------
    >>> table = pd.DataFrame({"found": ["A1", "A1", "A2"], "given": ["rain", "none", "none"], "statements": [1, 3, 2]})
    >>> find_met(table)
    {'A1': 'rain'}
    """
    met = compared[(compared["found"] != NONE) & (compared["given"] != NONE)]
    ranked = met.sort_values(["statements", "given"], ascending=[False, True], kind="stable")
    best = ranked.drop_duplicates("found")
    return dict(zip(best["found"].astype(str), best["given"].astype(str), strict=True))


def _naming(
    column: object, labels: Mapping[str, str], groups: Mapping[str, str] | None = None
) -> Callable[[str], str]:
    """Return how a text in a column is shown: only ids are, as a theme or a voice may be called as an article is."""
    if column in ARGUMENT_IDS and groups:
        return lambda text: groups.get(text, text)
    if column in ARTICLE_IDS:
        return lambda text: labels.get(text, text)
    if column in PART_IDS:
        return lambda text: _name_part(text, labels)
    return str


def is_own_wording(articles: pd.DataFrame) -> bool:
    """Say whether the words of the articles are their own, so that wording and reuse are findings.

    Parameters
    ----------
    articles : DataFrame
        The table ``articles``; without the column edition the texts are originals.

    Examples
    --------
    >>> is_own_wording(pd.DataFrame({"article_id": ["a", "b"], "edition": ["original", "paraphrase"]}))
    False
    """
    return "edition" not in articles.columns or PARAPHRASE not in set(articles["edition"])


def wording_note(articles: pd.DataFrame) -> str:
    """Return why wording and reuse of these articles are not shown as findings.

    Parameters
    ----------
    articles : DataFrame
        The table ``articles``.

    Returns
    -------
    str
        Empty if the words are the articles' own, see `is_own_wording`.

    Examples
    --------
    >>> wording_note(pd.DataFrame({"article_id": ["a"], "edition": ["original"]}))
    ''
    """
    return "" if is_own_wording(articles) else NOT_OWN_WORDING


def agreement_on(agreement: pd.DataFrame, by: str = FOUND) -> pd.DataFrame:
    """Return the rows of agreement that rest on these arguments; a table that does not tell rests on all groups.

    Examples
    --------
    >>> table = pd.DataFrame({"measure": ["jaccard", "jaccard"], "by": ["all", "trusted"], "value": [0.5, 1.0]})
    >>> agreement_on(table, "trusted")["value"].tolist()
    [1.0]
    """
    if "by" not in agreement.columns:
        return agreement if by == FOUND else agreement.iloc[:0]
    return agreement[agreement["by"].isin(("", FOUND)) if by == FOUND else agreement["by"] == by]


def tell_first(shown: int, there: int, what: str, *, order: str = "", file: str | Path | None = None) -> str:
    """Say that only the first of something are shown, of how many, in which order, and where all are.

    Parameters
    ----------
    shown, there : int
        How many are shown, and how many there are.
    what : str
        What is counted, in the plural.
    order : str
        The order in which they are the first.
    file : path, optional
        The file that holds all; it is named with its folder.

    Returns
    -------
    str
        Empty if nothing is left out.

    Examples
    --------
    >>> tell_first(30, 2_000, "articles", order="the longest first", file="mine/tables/articles.csv")
    'first 30 of 2,000 articles, the longest first; all in tables/articles.csv'
    >>> tell_first(5, 5, "articles")
    ''
    """
    if shown >= there:
        return ""
    said = f"first {shown:,} of {there:,} {what}" + (f", {order}" if order else "")
    return said if file is None else f"{said}; all in {Path(file).parent.name}/{Path(file).name}"


def order_influence(influence: pd.DataFrame, *, most: int = MOST_COLUMNS) -> list[str]:
    """Return what is left out in the order in which it is shown where not all of it can be.

    Parameters
    ----------
    influence : DataFrame
        The table ``influence``.
    most : int
        How many can be shown. If there are no more, they are sorted by name.

    Returns
    -------
    list of str
        Of more, ``none`` first, then the articles whose absence changes a figure most: by the largest share
        that their change is of the largest one of that figure; of equal ones the first in the table.

    Examples
    --------
    >>> rows = {"figure": "jaccard", "left_out": ["a", "b", "none"], "value": [0.5, 0.2, 0.4], "change": [0.1, -0.2, 0]}
    >>> order_influence(pd.DataFrame(rows)), order_influence(pd.DataFrame(rows), most=2)
    (['a', 'b', 'none'], ['none', 'b', 'a'])
    """
    names = influence["left_out"].drop_duplicates().tolist()
    if len(names) <= most:
        return sorted(names)
    size = influence["change"].abs()
    largest = size.groupby(influence["figure"]).transform("max")
    share = (size / largest.where(largest > 0)).fillna(0.0).round(9)
    reach = share.groupby(influence["left_out"]).max()
    articles = sorted((name for name in names if name != NONE), key=lambda name: -reach[name])
    return [NONE, *articles]


def _name_part(text: str, labels: Mapping[str, str]) -> str:
    """Show the id of a statement, ``<article>:<n>``."""
    article, colon, number = text.rpartition(":")
    return f"{labels[article]} : {number}" if colon and article in labels else text


def _cell(value: Any, naming: Callable[[str], str], digits: int) -> str:
    if isinstance(value, tuple):
        return ", ".join(naming(item) for item in value)
    if value is None or (not isinstance(value, str) and pd.isna(value)):
        return MISSING
    if isinstance(value, float):
        return f"{round(value, DIGITS):.{digits}f}"
    return naming(str(value))


def _shorten(text: str) -> str:
    return text if len(text) <= PLAIN_WIDTH else text[: PLAIN_WIDTH - 1] + "…"
