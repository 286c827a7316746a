"""Say in one line what differs between two tables, and by how much; nothing counts as nearly equal."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Sequence
from io import StringIO
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from retold.shielding import shield_texts
from retold.tables import write_rows

# What reading raises for a file that is no CSV or no Parquet.
UNREADABLE = (
    OSError,
    UnicodeDecodeError,
    ValueError,
    csv.Error,
    pd.errors.ParserError,
    pd.errors.EmptyDataError,
)

# How many names of columns are told; more would not fit a line.
MOST_NAMES = 4


def read_printed(path: Path) -> tuple[pd.DataFrame, bool]:
    """Read a table with every value as it is printed.

    Parameters
    ----------
    path : path
        A CSV file, or a Parquet file that is read as the CSV that it would be.

    Returns
    -------
    pandas.DataFrame
        Strings; a missing value is the empty string.
    bool
        Whether the file's bytes are those that a run writes for these values.

    Raises
    ------
    OSError, ValueError, csv.Error
        If the file cannot be read (see ``UNREADABLE``).
    """
    if path.suffix == ".parquet":
        return _parse(print_table(_read_parquet(path))), True
    content = path.read_bytes()
    text = content.decode("utf-8")
    # Another program's line ends would stand in the last column; they are told, not taken for values.
    frame = _parse(text.replace("\r\n", "\n") if "\r\n" in text.partition("\n")[0] + "\n" else text)
    return frame, print_table(frame).encode() == content


def print_table(frame: pd.DataFrame) -> str:
    """Return a table as the text of the CSV file that a run writes of it."""
    text = StringIO(newline="")
    write_rows(frame, text)
    return text.getvalue()


def _read_parquet(path: Path) -> pd.DataFrame:
    """Read a Parquet file with its lists as tuples, which is what tables hold."""
    frame = pd.read_parquet(path)
    for column in [name for name in frame.columns if frame[name].dtype == object]:
        frame[column] = [tuple(cell) if isinstance(cell, np.ndarray) else cell for cell in frame[column]]
    return shield_texts(frame)


def _parse(text: str) -> pd.DataFrame:
    # Only \n ends a row; a lone \r belongs to a value.
    options = {"dtype": "str", "keep_default_na": False, "na_filter": False, "index_col": False}
    return pd.read_csv(StringIO(text, newline=""), lineterminator="\n", **options)


def describe_columns(found: Sequence[str], expected: Sequence[str]) -> str:
    """Say how the columns of two tables differ.

    Examples
    --------
    >>> describe_columns(["a", "c"], ["a", "b"])
    'other columns: new: c; gone: b'
    >>> describe_columns(["b", "a"], ["a", "b"])
    'the columns stand in another order: b, a; expected a, b'
    """
    new, gone = (
        [c for c in here if c not in there] for here, there in ((found, expected), (expected, found))
    )
    if new or gone:
        told = [f"{word}: {_list(names)}" for names, word in ((new, "new"), (gone, "gone")) if names]
        return f"other columns: {'; '.join(told)}"
    at = next(n for n, (a, b) in enumerate(zip(found, expected, strict=False)) if a != b)
    here, there = (", ".join(names[at : at + MOST_NAMES]) for names in (found, expected))
    return f"the columns stand in another order: {here}; expected {there}"


def _list(names: Sequence[str]) -> str:
    more = len(names) - MOST_NAMES
    return ", ".join(names[:MOST_NAMES]) + (f" and {more} more" if more > 0 else "")


def describe_rows(found: pd.DataFrame, expected: pd.DataFrame, keys: Sequence[str]) -> str:
    """Say how the rows of two tables with the same columns differ.

    Rows are paired by their keys (rows of one key in turn), so that one row more or less, or another
    order, does not make all rows after it differ.

    Parameters
    ----------
    found, expected : pandas.DataFrame
        As `read_printed` returns them.
    keys : sequence of str
        The columns that name a row; without any, rows are paired by their place.

    Returns
    -------
    str
        Empty if the rows are the same. Otherwise how many rows are new, gone or other, the first of
        each, the columns concerned and the largest difference between two numbers.

    Examples
    --------
    >>> expected = pd.DataFrame({"word": ["rain", "snow"], "hits": ["1", "2"]})
    >>> describe_rows(expected.assign(hits=["1", "7"]), expected, ["word"])
    '1 of 2 rows differs, first: word snow, hits 7, expected 2; largest difference 5 (hits)'
    """
    if not keys and _same_rows(found, expected):
        keys = list(found.columns)
    here, there = _row_names(found, keys), _row_names(expected, keys)
    place = {name: n for n, name in enumerate(there)}
    pairs = [(n, place[name]) for n, name in enumerate(here) if name in place]
    told = [
        *_describe_strangers(here, set(there), keys, "new"),
        *_describe_strangers(there, set(here), keys, "gone"),
        *_describe_changes(found, expected, keys, pairs),
    ]
    if len(found) != len(expected):
        told.insert(0, f"{len(found)} rows, expected {len(expected)}")
    order = [there_at for _, there_at in pairs]
    if order != sorted(order):
        at = next(n for n in range(len(order)) if order[n] != sorted(order)[n])
        name = _name(here[pairs[at][0]], keys)
        told.append(
            f"the rows stand in another order, first: {name} in row {pairs[at][0] + 1}, expected in row {order[at] + 1}"
        )
    return "; ".join(told)


def _same_rows(found: pd.DataFrame, expected: pd.DataFrame) -> bool:
    here, there = (Counter(frame.itertuples(index=False, name=None)) for frame in (found, expected))
    return here == there


Row = tuple[tuple[str, ...], int]


def _row_names(frame: pd.DataFrame, keys: Sequence[str]) -> list[Row]:
    """Return what names each row: its keys, and how many rows of these came before it."""
    seen: Counter[tuple[str, ...]] = Counter()
    names = []
    for key in frame[list(keys)].itertuples(index=False, name=None) if keys else [()] * len(frame):
        names.append((tuple(key), seen[key]))
        seen[key] += 1
    return names


def _name(row: Row, keys: Sequence[str]) -> str:
    if not keys:
        return f"row {row[1] + 1}"
    return ", ".join(f"{key} {_show(value)}" for key, value in zip(keys, row[0], strict=True))


def _show(value: str) -> str:
    return (
        value if value.strip() == value != "" and value.isprintable() else repr(value) if value else "empty"
    )


def _describe_strangers(rows: list[Row], others: set[Row], keys: Sequence[str], word: str) -> list[str]:
    strangers = [row for row in rows if row not in others]
    return [f"{len(strangers)} {word}, first: {_name(strangers[0], keys)}"] if strangers else []


def _describe_changes(
    found: pd.DataFrame, expected: pd.DataFrame, keys: Sequence[str], pairs: list[tuple[int, int]]
) -> list[str]:
    here, there = (frame.iloc[[pair[side] for pair in pairs]] for side, frame in enumerate((found, expected)))
    a, b = here.to_numpy(dtype=object), there.to_numpy(dtype=object)
    other = np.asarray(a != b, dtype=bool)
    rows = np.flatnonzero(other.any(axis=1))
    if not len(rows):
        return []
    row, column = rows[0], int(np.flatnonzero(other[rows[0]])[0])
    names = [str(found.columns[n]) for n in np.flatnonzero(other.any(axis=0))]
    row_name = _name(_row_names(here, keys)[row], keys) if keys else f"row {pairs[row][0] + 1}"
    told = [
        f"{len(rows)} of {len(expected)} rows differ{'s' if len(rows) == 1 else ''}, first: {row_name},"
        f" {found.columns[column]} {_show(a[row, column])}, expected {_show(b[row, column])}"
    ]
    if len(names) > 1:
        told.append(f"columns {_list(names)}")
    return told + _describe_distance(a, b, other, list(found.columns))


def _describe_distance(
    a: NDArray[np.object_], b: NDArray[np.object_], other: NDArray[np.bool_], columns: list[str]
) -> list[str]:
    """Say by how much two numbers of one place differ at most."""
    distance = np.zeros(other.shape)
    for n in np.flatnonzero(other.any(axis=0)):
        numbers = (
            pd.to_numeric(pd.Series(values[:, n]), errors="coerce").to_numpy(float) for values in (a, b)
        )
        with np.errstate(invalid="ignore"):
            distance[:, n] = np.nan_to_num(np.abs(next(numbers) - next(numbers)), posinf=0)
    if not distance.any():
        return []
    column = int(np.unravel_index(distance.argmax(), distance.shape)[1])
    return [f"largest difference {distance.max():.6g} ({columns[column]})"]
