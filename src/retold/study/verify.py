"""Compare the results of a run with the expected ones, which are kept as numbers only.

Of a table the expected results hold the columns that quote nobody; of a figure the hashes of its files
and a small grey picture of it. A run on another machine may differ from them in the last digits of a
float or in the smoothing of a line; anything more is a difference.
"""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from PIL import Image

from retold.errors import ResultsError, TableError
from retold.study.manifest import sha256_file
from retold.tables import FLOAT_DIGITS, SCHEMAS, read_table, write_rows
from retold.writing import complete_file

# Another CPU adds floats in another order and fuses other multiplications. That moves results in the
# last of their sixteen digits, and iterative ones (a projection, a clustering's scores) somewhat more.
RELATIVE_TOLERANCE = 1e-4
# One unit of the last digit that a table keeps: rounding alone can make that much of any difference.
ABSOLUTE_TOLERANCE = 10.0**-FLOAT_DIGITS

FIGURE_FORMATS = ("svg", "pdf", "png")
FIGURES_FILE = "figures.json"

# A column of the small picture is about 30 pixels wide in a figure of a page's width: wide enough for
# the smoothing of edges to average out, narrow enough for one moved point to show.
THUMBNAIL_COLUMNS = 48
# Grey levels, of 255. Other text hinting and lines moved by a tenth of a pixel gave a mean of at most
# 0.7 and a maximum of 8; a point moved by a twentieth of its axis, a bar longer by a hundredth or two
# other letters gave a maximum of 13 to 100, with a mean as small as 0.03. Hence both limits.
MEAN_GREY_TOLERANCE = 1.0
MAXIMUM_GREY_TOLERANCE = 10

IDENTICAL = "identical"
WITHIN = "within tolerance"
DIFFERS = "differs"
MISSING = "missing"
UNEXPECTED = "unexpected"

# What pandas raises for a file that is no CSV.
UNREADABLE = (UnicodeDecodeError, pd.errors.ParserError, pd.errors.EmptyDataError)

COLUMNS = ("kind", "name", "verdict", "note")

_REPEAT = "run the study again, or record new expected results if the change is wanted"


def verify_results(results: Path, expected: Path) -> pd.DataFrame:
    """Compare a results folder with the expected results of its study.

    Parameters
    ----------
    results : path
        The results folder, with ``tables`` and ``figures``.
    expected : path
        The folder that `write_expected` wrote.

    Returns
    -------
    pandas.DataFrame
        One row for each table and each figure of either folder, tables first, by name: ``kind``
        (``table`` or ``figure``), ``name``, ``verdict`` and ``note``. Verdicts are ``identical`` (same
        bytes, of a table in the columns that are kept), ``within tolerance`` (another machine may have
        made it), ``differs``, ``missing`` (expected, but not there) and ``unexpected`` (there, but not
        expected). A note says what differs first.

    Raises
    ------
    ResultsError
        If a folder is missing, or the expected results are not there or cannot be read.
    """
    results, expected = Path(results), Path(expected)
    if not results.is_dir():
        raise ResultsError("there are no results to compare", where=results, todo="run the study first")
    figures = _read_figures(expected)
    known_tables = {path.stem for path in expected.glob("*.csv")}
    rows = [
        ("table", name, *_verify_table(name, results, expected))
        for name in sorted(known_tables | _table_names(results))
    ]
    rows += [
        ("figure", name, *_verify_figure(name, results, figures.get(name)))
        for name in sorted(set(figures) | _figure_names(results))
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS), dtype="str")


def write_expected(results: Path, expected: Path) -> None:
    """Record the results of a run as the expected ones of its study.

    Each table becomes ``NAME.csv`` with the columns of its schema that hold no words of an article
    (columns that the schema does not know are left out, since they might); the figures become
    ``figures.json``. Expected tables that the run no longer writes are removed.

    Parameters
    ----------
    results : path
        The results folder.
    expected : path
        Where the expected results go; it is made if needed.

    Raises
    ------
    ResultsError
        If the results hold no table, a figure lacks one of its formats, or a file cannot be written.
    TableError
        If a table is not one of ``SCHEMAS``, or does not fit its schema.
    """
    results, expected = Path(results), Path(expected)
    names = _table_names(results)
    if not names:
        raise ResultsError(
            "there are no tables to record", where=results / "tables", todo="run the study first"
        )
    # Everything is read before anything is written.
    files = {f"{name}.csv": _numbers(name, results).encode() for name in sorted(names)}
    figures = {name: _describe_figure(name, results) for name in sorted(_figure_names(results))}
    files[FIGURES_FILE] = (json.dumps(figures, indent=1, sort_keys=True, ensure_ascii=False) + "\n").encode()
    for name, content in files.items():
        with complete_file(expected / name, "the expected results") as aside:
            aside.write_bytes(content)
    for name in sorted(set(SCHEMAS) - names):
        (expected / f"{name}.csv").unlink(missing_ok=True)


def _table_names(results: Path) -> set[str]:
    return {path.stem for path in (results / "tables").glob("[!.]*") if path.suffix in (".csv", ".parquet")}


def _figure_names(results: Path) -> set[str]:
    suffixes = [f".{form}" for form in FIGURE_FORMATS]
    return {path.stem for path in (results / "figures").glob("[!.]*") if path.suffix in suffixes}


def _numeric_columns(name: str) -> list[str]:
    schema = SCHEMAS[name]
    return [column for column in schema.columns if column not in schema.words]


def _numbers(name: str, results: Path) -> str:
    """Return the text of a table without the columns that quote an article."""
    frame = read_table(name, results)[_numeric_columns(name)]
    text = StringIO(newline="")
    write_rows(frame, text)
    return text.getvalue()


def _verify_table(name: str, results: Path, expected: Path) -> tuple[str, str]:
    reference = expected / f"{name}.csv"
    if not reference.is_file():
        return UNEXPECTED, "the run wrote it, but it is not among the expected results"
    if name not in _table_names(results):
        return MISSING, "the run did not write it"
    try:
        found = _numbers(name, results)
    except (TableError, *UNREADABLE) as error:
        return DIFFERS, f"it cannot be read: {' '.join(str(error).split())}"
    if found.encode() == reference.read_bytes():
        return IDENTICAL, ""
    try:
        # Decoded as it is: to read it as text would turn a carriage return inside a cell into another sign.
        wanted = _parse(reference.read_bytes().decode("utf-8"))
    except UNREADABLE as error:
        raise ResultsError(
            f"an expected table cannot be read: {error}", where=reference, todo=_REPEAT
        ) from error
    return _compare_tables(_parse(found), wanted, name)


def _parse(text: str) -> pd.DataFrame:
    """Read a CSV with every value as it is printed, so that a note can show it so."""
    return pd.read_csv(StringIO(text, newline=""), dtype="str", keep_default_na=False, na_filter=False)


def _compare_tables(found: pd.DataFrame, expected: pd.DataFrame, name: str) -> tuple[str, str]:
    if list(found.columns) != list(expected.columns):
        return DIFFERS, f"columns are {', '.join(found.columns)}; expected {', '.join(expected.columns)}"
    keys = [column for column in SCHEMAS[name].order if column in found.columns]
    if len(found) != len(expected):
        return DIFFERS, f"{len(found)} rows, expected {len(expected)}{_first_stranger(found, expected, keys)}"
    types = SCHEMAS[name].types
    same = np.column_stack([_same(found[c], expected[c], types[c]) for c in found.columns])
    if same.all():
        return WITHIN, f"floats differ by at most {RELATIVE_TOLERANCE:g} of their value"
    row = int(np.flatnonzero(~same.all(axis=1))[0])
    column = found.columns[int(np.flatnonzero(~same[row])[0])]
    key = ", ".join(f"{k}={expected[k].iloc[row]}" for k in keys)
    values = f"{found[column].iloc[row]!r}, expected {expected[column].iloc[row]!r}"
    return DIFFERS, f"{column} at {key}: {values}; {int((~same).sum())} values differ in all"


def _same(found: pd.Series, expected: pd.Series, kind: str) -> NDArray[np.bool_]:
    equal = np.asarray(found == expected, dtype=bool)
    if kind != "f":
        return equal
    a, b = (pd.to_numeric(column, errors="coerce").to_numpy(dtype=float) for column in (found, expected))
    close = np.isclose(a, b, rtol=RELATIVE_TOLERANCE, atol=ABSOLUTE_TOLERANCE)
    return np.asarray(equal | close, dtype=bool)


def _first_stranger(found: pd.DataFrame, expected: pd.DataFrame, keys: list[str]) -> str:
    """Name the first row that only one of two tables has."""
    here, there = ([tuple(row) for row in frame[keys].to_numpy()] for frame in (found, expected))
    for rows, others, word in ((here, set(there), "new"), (there, set(here), "gone")):
        for row in rows:
            if row not in others:
                return f"; {word}: {', '.join(f'{k}={v}' for k, v in zip(keys, row, strict=True))}"
    return ""


def _read_figures(expected: Path) -> dict[str, Any]:
    path = expected / FIGURES_FILE
    try:
        figures = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ResultsError(
            f"the expected results cannot be read: {getattr(error, 'strerror', None) or error}",
            where=path,
            todo="record them from a run you trust with `retold verify --accept`",
        ) from error
    if not isinstance(figures, dict):
        raise ResultsError("expected an object with one entry for each figure", where=path, todo=_REPEAT)
    return figures


def _describe_figure(name: str, results: Path) -> dict[str, Any]:
    files = {form: results / "figures" / f"{name}.{form}" for form in FIGURE_FORMATS}
    described: dict[str, Any] = {form: sha256_file(path) for form, path in files.items()}
    thumbnail = read_thumbnail(files["png"])
    described["thumbnail"] = {"rows": thumbnail.shape[0], "grey": thumbnail.tobytes().hex()}
    return described


def read_thumbnail(png: str | Path) -> NDArray[np.uint8]:
    """Return a small grey picture of a PNG.

    Parameters
    ----------
    png : path
        A PNG file; what is transparent in it counts as white.

    Returns
    -------
    numpy.ndarray of uint8, shape (rows, THUMBNAIL_COLUMNS)
        Mean grey levels from 0 (black) to 255 (white), rows in proportion, at least one.

    Raises
    ------
    ResultsError
        If the file is not a PNG that can be read.
    """
    try:
        with Image.open(png, formats=["PNG"]) as image:
            picture = image.convert("RGBA")
    except (OSError, SyntaxError, ValueError) as error:
        raise ResultsError(f"the figure cannot be read: {error}", where=png, todo=_REPEAT) from error
    page = Image.new("RGBA", picture.size, "white")
    page.alpha_composite(picture)
    rows = max(1, round(picture.height / picture.width * THUMBNAIL_COLUMNS))
    small = page.convert("L").resize((THUMBNAIL_COLUMNS, rows), Image.Resampling.BOX)
    return np.asarray(small, dtype=np.uint8)


def _verify_figure(name: str, results: Path, expected: dict[str, Any] | None) -> tuple[str, str]:
    if expected is None:
        return UNEXPECTED, "the run drew it, but it is not among the expected results"
    absent = [form for form in FIGURE_FORMATS if not (results / "figures" / f"{name}.{form}").is_file()]
    if absent:
        return MISSING, f"the run did not write {', '.join(f'{name}.{form}' for form in absent)}"
    try:
        found = _describe_figure(name, results)
    except ResultsError as error:
        return DIFFERS, error.what
    changed = [form for form in FIGURE_FORMATS if found[form] != expected.get(form)]
    if not changed:
        return IDENTICAL, ""
    return _compare_drawings(found["thumbnail"], expected.get("thumbnail"), changed)


def _compare_drawings(found: dict[str, Any], expected: Any, changed: list[str]) -> tuple[str, str]:
    other = f"other bytes in {', '.join(changed)}"
    here, there = _unpack(found), _unpack(expected)
    if here is None or there is None or here.shape != there.shape:
        return DIFFERS, f"the drawing has another shape; {other}"
    difference = np.abs(here.astype(int) - there.astype(int))
    mean, most = float(difference.mean()), int(difference.max())
    within = mean <= MEAN_GREY_TOLERANCE and most <= MAXIMUM_GREY_TOLERANCE
    note = f"grey levels differ by {mean:.2f} in the mean and {most} at most; {other}"
    return (WITHIN if within else DIFFERS), note


def _unpack(thumbnail: Any) -> NDArray[np.uint8] | None:
    try:
        grey = np.frombuffer(bytes.fromhex(thumbnail["grey"]), dtype=np.uint8)
        return grey.reshape(int(thumbnail["rows"]), THUMBNAIL_COLUMNS)
    except (KeyError, TypeError, ValueError):
        return None
