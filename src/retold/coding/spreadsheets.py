"""Read the rows of a CSV or XLSX file as people's spreadsheets save them.

A spreadsheet takes a cell of a CSV file that begins with ``=``, ``+``, ``-`` or ``@`` for a formula, and one
of digits and signs for a number, a date or a time. Such text is *shielded* with an apostrophe when it is
written to CSV, and the apostrophe goes again when it is read.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from retold.errors import TableError
from retold.files import check_archive, read_file
from retold.shielding import FORMULA

# What a spreadsheet would run or rewrite. The apostrophes let a text that has one already keep it.
_TOUCHED = rf"{FORMULA}|\d[\d.,:/\- ]*$"
_TO_SHIELD = re.compile(rf"'*(?:{_TOUCHED})")
_SHIELDED = re.compile(rf"'+(?:{_TOUCHED})")

# XML holds no control characters; a workbook writes them as _x0007_, and so guards what already looks like that.
_UNFIT_FOR_XML = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_LONE_SURROGATES = re.compile("[\ud800-\udfff]")

SEPARATORS = ",;\t|"

# A cell of a workbook holds no more characters than this.
CELL_LIMIT = 32_767

# Rows times columns of a workbook: one cell in the last corner would otherwise stand for seventeen thousand million.
MOST_CELLS = 20_000_000

WORKBOOK, OLD_WORKBOOK = b"PK", b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True)
class Rows:
    """The cells of a file below its header, each row with its number as a spreadsheet shows it."""

    header: list[str]
    rows: list[tuple[int, list[Any]]]


def shield(text: str) -> str:
    """Return a text so that a spreadsheet that opens a CSV file leaves it as it is.

    Examples
    --------
    >>> [shield(text) for text in ("=1+1", "'=1", "12:30", "It rained.")]
    ["'=1+1", "''=1", "'12:30", 'It rained.']
    """
    return f"'{text}" if _TO_SHIELD.match(text) else text


def unshield(text: str) -> str:
    """Return what `shield` was given.

    Examples
    --------
    >>> [unshield(shield(text)) for text in ("=1+1", "'=1", "12:30", "'tis")]
    ['=1+1', "'=1", '12:30', "'tis"]
    """
    return text[1:] if _SHIELDED.match(text) else text


def escape_cell(text: str) -> str:
    r"""Return a text as a workbook's cell can hold it: no control characters, no half pairs, not too long.

    Text in a workbook needs no shield, but what looks shielded gets one, as reading takes one off.

    Examples
    --------
    >>> escape_cell("a\x07b _x0041_")
    'a_x0007_b _x005F_x0041_'
    """
    whole = _LONE_SURROGATES.sub("\ufffd", f"'{text}" if _SHIELDED.match(text) else text)
    escaped = _UNFIT_FOR_XML.sub(lambda sign: f"_x{ord(sign[0]):04X}_", whole)
    return escaped if len(escaped) <= CELL_LIMIT else f"{escaped[: CELL_LIMIT - 1]}…"


def unescape_cell(text: str) -> str:
    r"""Return the text that `escape_cell` was given.

    Examples
    --------
    >>> unescape_cell(escape_cell("a\x07b _x0041_")) == "a\x07b _x0041_"
    True
    """
    return _ESCAPED.sub(lambda sign: chr(int(sign[1], 16)), text)


def read_rows(path: str | Path) -> Rows:
    """Read a spreadsheet that has one header row.

    Parameters
    ----------
    path : path
        An XLSX workbook, of which the sheet ``coding`` or else the first is read; or a text file, in UTF-8,
        UTF-16 or Windows-1252, separated by commas, semicolons or tabs. What the file is, its content says.

    Returns
    -------
    Rows
        Strings of a text file; in a workbook also numbers, truth values and dates. Empty cells are None,
        rows without any cell are left out.

    Raises
    ------
    TableError
        If there is no such file, it is no spreadsheet or a broken one, it is empty, or a column of it has
        no header or the same as another.
    """
    path = Path(path)
    try:
        content = read_file(path)
    except OSError as error:
        raise TableError(
            f"the file cannot be read: {error.strerror or error}", where=path, todo="check the path"
        ) from error
    if content.startswith(OLD_WORKBOOK):
        raise TableError(
            "this is a workbook in the old XLS format, or one with a password",
            where=path,
            todo="save it as XLSX without a password, or as CSV",
        )
    if content.startswith(WORKBOOK) or path.suffix.lower() in {".xlsx", ".xlsm"}:
        table = _workbook_rows(content, path)
    else:
        table = _text_rows(content, path)
    return _below_header([[_empty_as_none(cell) for cell in row] for row in table], path)


def _workbook_rows(content: bytes, path: Path) -> list[list[Any]]:
    from openpyxl import load_workbook

    try:
        check_archive(io.BytesIO(content))
        book = load_workbook(io.BytesIO(content), data_only=True)
        sheet = book["coding"] if "coding" in book.sheetnames else book.worksheets[0]
        if sheet.max_row * sheet.max_column > MOST_CELLS:
            raise ValueError(f"its cells reach to row {sheet.max_row:,} and column {sheet.max_column:,}")
        rows = [list(row) for row in sheet.iter_rows(values_only=True)]
    # A workbook that is cut short or wrongly made fails in any of the parts that openpyxl reads it with.
    except Exception as error:
        raise TableError(
            f"the workbook cannot be read: {getattr(error, 'strerror', None) or error}",
            where=path,
            todo="open it in a spreadsheet program and save it again as XLSX or CSV",
        ) from error
    return [[unescape_cell(cell) if isinstance(cell, str) else cell for cell in row] for row in rows]


def _text_rows(content: bytes, path: Path) -> list[list[Any]]:
    text = _decode(content)
    if "\0" in text[:1000]:
        raise TableError(
            "this is neither a text file nor a workbook", where=path, todo="save it as XLSX or CSV"
        )
    first, _, rest = text.partition("\n")
    header = re.split("[\r\n]", first, maxsplit=1)[0]
    named = re.fullmatch(f"sep=([{SEPARATORS}])", header)
    limit = csv.field_size_limit(len(text) + 1)
    try:
        separator = named[1] if named else max(SEPARATORS, key=lambda sign: _width(header, sign))
        rows = list(csv.reader(io.StringIO(rest if named else text, newline=""), delimiter=separator))
    except csv.Error as error:
        raise TableError(f"the CSV file cannot be read: {error}", where=path, todo="save it again") from error
    finally:
        csv.field_size_limit(limit)
    return [[], *rows] if named else rows


def _width(header: str, separator: str) -> int:
    return len(next(csv.reader([header], delimiter=separator), []))


def _decode(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        # Excel's plain "CSV" in western Europe and America.
        return content.decode("cp1252", errors="replace")


def _empty_as_none(cell: Any) -> Any:
    if isinstance(cell, str):
        cell = unshield(cell.strip(" \u00a0\n"))
    return None if cell == "" else cell


def _below_header(table: list[list[Any]], path: Path) -> Rows:
    numbered = [(n, row) for n, row in enumerate(table, start=1) if any(cell is not None for cell in row)]
    if not numbered:
        raise TableError("the file is empty", where=path, todo="make a sheet with `retold sheet`")
    (line, names), rows = numbered[0], numbered[1:]
    width = max(len(row) for _, row in numbered)
    names = names + [None] * (width - len(names))
    rows = [(n, row + [None] * (width - len(row))) for n, row in rows]
    used = [i for i in range(width) if names[i] is not None or any(row[i] is not None for _, row in rows)]
    header = ["" if names[i] is None else str(names[i]) for i in used]
    for i, name in zip(used, header, strict=True):
        if not name:
            first, cell = next((n, row[i]) for n, row in rows if row[i] is not None)
            raise TableError(
                f"column {i + 1} has no header, but row {first} holds {cell!r} in it",
                where=f"{path}, row {line}",
                todo="give the column its name back; a name that begins with `note` is for remarks",
            )
        if header.count(name) > 1:
            raise TableError(
                f"{header.count(name)} columns are called {name!r}",
                where=f"{path}, row {line}",
                todo="keep one of them, or give each its own name",
            )
    return Rows(header, [(n, [row[i] for i in used]) for n, row in rows])
