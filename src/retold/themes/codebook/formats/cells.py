"""The rows of a codebook that is a table of text, whatever stands between its cells."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from pathlib import Path

from retold.errors import CodebookError
from retold.shielding import unshield_formula
from retold.themes.codebook.formats.draft import Remarks
from retold.themes.codebook.formats.reading import read_text

# What may stand between cells; where several would do, the first.
SEPARATORS = ",;\t"

Rows = list[tuple[int, list[str]]]


def read_cells(
    path: Path, remarks: Remarks, *, fits: Callable[[Sequence[str]], bool]
) -> tuple[list[str], Rows]:
    """Return the header of a table, as it is written, and its other rows with their lines.

    Parameters
    ----------
    path : path
    remarks : Remarks
        Gets what is odd about the file.
    fits : callable
        Whether a header, in lower case, is one that the format knows: the separator that makes it so is taken, else a comma.

    Raises
    ------
    CodebookError
        If the file is no CSV, or holds no cell with a word.
    """
    text = read_text(path, remarks)
    line = 1
    rows: Rows = []
    try:
        separator = next((sign for sign in SEPARATORS if fits(plain(_header(text, sign)))), SEPARATORS[0])
        for cells in (reader := csv.reader(io.StringIO(text, newline=""), delimiter=separator)):
            line = reader.line_num
            if any(cell.strip() for cell in cells):
                rows.append((line, [*map(unshield_formula, cells)]))
    except csv.Error as error:
        raise CodebookError(f"the CSV cannot be read: {error}", where=f"{path}, line {line}") from error
    if not rows:
        raise CodebookError("the table of the codebook is empty", where=path, todo="is it the right file?")
    return [name.strip() for name in rows[0][1]], rows[1:]


def _header(text: str, separator: str) -> list[str]:
    first = next((line for line in text.splitlines() if line.strip()), "")
    return next(csv.reader([first], delimiter=separator), [])


def plain(row: Sequence[str]) -> list[str]:
    """Return names of columns in lower case, with blanks for underscores.

    Examples
    --------
    >>> plain(["Tag_name ", "DESCRIPTION"])
    ['tag name', 'description']
    """
    return [" ".join(name.replace("_", " ").split()).lower() for name in row]
