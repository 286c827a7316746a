"""Compare the results of a run with the expected ones, which are kept as numbers only.

Of a table the expected results hold the columns that quote nobody, byte for byte as the run wrote them;
of a figure the hashes of its files, its numbers among them, and a small grey picture of it. A table is equal or it differs.
The formats for print are compared where both have them: a run draws them only when it is asked to.
A picture may differ by the smoothing of its lines, which another font library does otherwise
(``PICTURE_TOLERANCE``). What the expected results were computed with is noted beside them, not compared.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd

from retold.errors import ResultsError
from retold.files import complete_file
from retold.study.differences import (
    UNREADABLE,
    describe_columns,
    describe_rows,
    print_table,
    read_printed,
)
from retold.study.machine import Machine, name_machines
from retold.study.manifest import sha256_file
from retold.study.pictures import TOLERANCE_NOTE, compare_pictures, pack_thumbnail, read_thumbnail
from retold.tables import SCHEMAS, read_table, table_path
from retold.vocabulary import FIGURE_FORMATS, NUMBERS, SCREEN_FORMAT

FIGURES_FILE = "figures.json"
MACHINE_FILE = "machine.json"

# A picture may differ by the smoothing of its lines, the numbers that it shows by nothing.
FIGURE_FILES = (*FIGURE_FORMATS, NUMBERS)
# What every run has of a figure.
ALWAYS_THERE = (SCREEN_FORMAT, NUMBERS)

IDENTICAL = "identical"
WITHIN = "within tolerance"
DIFFERS = "differs"
MISSING = "missing"
UNEXPECTED = "unexpected"

# In the order in which a summary tells them.
VERDICTS = (DIFFERS, MISSING, UNEXPECTED, WITHIN, IDENTICAL)

COLUMNS = ("kind", "name", "verdict", "note")

_REPEAT = "run the study again, or record new expected results if the change is wanted"
_RECORD = "record them from a run you trust with `retold verify STUDY --accept`"


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
        bytes, of a table in the columns that are kept), ``within tolerance`` (a picture whose bytes differ
        by less than one sees), ``differs``, ``missing`` (expected, but not there) and ``unexpected`` (there,
        but not expected). A note says what differs and by how much.

    Raises
    ------
    ResultsError
        If a folder is missing, or the expected results are not there or cannot be read.
    """
    results, expected = Path(results), Path(expected)
    if not results.is_dir():
        raise ResultsError("there are no results to compare", where=results, todo="run the study first")
    if not expected.is_dir():
        raise ResultsError("there are no expected results to compare with", where=expected, todo=_RECORD)
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


def agrees(compared: pd.DataFrame) -> bool:
    """Return whether nothing differs, is missing or unexpected, of what `verify_results` returned."""
    return bool(compared["verdict"].isin([IDENTICAL, WITHIN]).all())


def describe_verdicts(compared: pd.DataFrame, results: Path, expected: Path) -> Iterator[str]:
    """Yield a line for each table and figure, one for all, and one on the machines if something differs.

    Parameters
    ----------
    compared : pandas.DataFrame
        As `verify_results` returned it for the two folders.
    results, expected : path
        The two folders.

    Examples
    --------
    >>> compared = pd.DataFrame(
    ...     [("table", "reuse", "differs", "1 new, first: row 3"), ("figure", "map", "identical", "")],
    ...     columns=["kind", "name", "verdict", "note"],
    ... )
    >>> for line in describe_verdicts(compared, Path("results/mine"), Path("mine/expected/all")):
    ...     print(line)
    table  reuse                 differs  1 new, first: row 3
    figure map                   identical
    1 table differs, 1 figure identical (pictures may differ by 10 of 255 grey levels ...; tables by nothing)
    this run: not recorded; the expected results: not recorded
    """
    for row in compared.itertuples():
        yield f"{row.kind:<7}{row.name:<22}{row.verdict}{f'  {row.note}' if row.note else ''}"
    yield f"{_sum_up(compared)} ({TOLERANCE_NOTE})"
    if (compared["verdict"] != IDENTICAL).any():
        here, there = _run_machines(Path(results)), _list_machines(Path(expected) / MACHINE_FILE)
        yield f"this run: {name_machines(here)}; the expected results: {name_machines(there)}"


def _sum_up(compared: pd.DataFrame) -> str:
    counts = compared.groupby(["verdict", "kind"]).size()
    parts = []
    for verdict in VERDICTS:
        for kind in ("table", "figure"):
            number = int(counts.get((verdict, kind), 0))
            if number:
                verb = "differ" if verdict == DIFFERS and number > 1 else verdict
                parts.append(f"{number} {kind}{'' if number == 1 else 's'} {verb}")
    return ", ".join(parts) or "there is nothing to compare"


def _run_machines(results: Path) -> list[Machine]:
    """Return what the run was computed with, as its manifest tells."""
    return _list_machines(results / "manifest.json", "machines")


def _list_machines(path: Path, key: str | None = None) -> list[Machine]:
    try:
        found = json.loads(path.read_text("utf-8"))
        found = found if key is None else found[key]
    except (OSError, ValueError, KeyError, TypeError):
        return []
    return [machine for machine in found if isinstance(machine, dict)] if isinstance(found, list) else []


def write_expected(results: Path, expected: Path) -> None:
    """Record the results of a run as the expected ones of its study.

    Each table becomes ``NAME.csv`` with the columns of its schema that hold no words of an article
    (columns that the schema does not know are left out, since they might); the figures become
    ``figures.json``. What the run was computed with becomes ``machine.json``, which is told where something
    differs and never compared. Expected tables that the run no longer writes are removed.

    Parameters
    ----------
    results : path
        The results folder.
    expected : path
        Where the expected results go; it is made if needed.

    Raises
    ------
    ResultsError
        If the results hold no table, a figure lacks its picture or its numbers, or a file cannot be written.
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
    files[FIGURES_FILE] = _as_json(figures)
    machines = _run_machines(results)
    if machines:
        files[MACHINE_FILE] = _as_json(machines)
    for name, content in files.items():
        with complete_file(expected / name, "the expected results") as aside:
            aside.write_bytes(content)
    for path in [*expected.glob("*.csv"), expected / MACHINE_FILE]:
        if path.name not in files:
            path.unlink(missing_ok=True)


def _as_json(value: object) -> bytes:
    return (json.dumps(value, indent=1, sort_keys=True, ensure_ascii=False) + "\n").encode()


def _table_names(results: Path) -> set[str]:
    return {path.stem for path in (results / "tables").glob("[!.]*") if path.suffix in (".csv", ".parquet")}


def _figure_names(results: Path) -> set[str]:
    suffixes = [f".{form}" for form in FIGURE_FILES]
    return {path.stem for path in (results / "figures").glob("[!.]*") if path.suffix in suffixes}


def _numeric_columns(name: str) -> list[str]:
    schema = SCHEMAS[name]
    return [column for column in schema.columns if column not in schema.words]


def _printed(name: str, results: Path) -> tuple[pd.DataFrame, bool]:
    path = table_path(name, results)
    return read_printed(path if path.exists() else path.with_suffix(".parquet"))


def _numbers(name: str, results: Path) -> str:
    """Return the text of a table without the columns that quote an article."""
    # What does not fit its schema should not be expected of any run.
    read_table(name, results)
    frame, _ = _printed(name, results)
    return print_table(frame[_numeric_columns(name)])


def _verify_table(name: str, results: Path, expected: Path) -> tuple[str, str]:
    reference = expected / f"{name}.csv"
    if not reference.is_file():
        return UNEXPECTED, "the run wrote it, but it is not among the expected results"
    if name not in _table_names(results):
        return MISSING, "the run did not write it"
    if name not in SCHEMAS:
        return DIFFERS, "this version knows no table of that name"
    try:
        found, as_written = _printed(name, results)
    except UNREADABLE as error:
        return DIFFERS, f"it cannot be read: {' '.join(str(error).split())}"
    try:
        wanted, _ = read_printed(reference)
    except UNREADABLE as error:
        raise ResultsError(
            f"an expected table cannot be read: {error}", where=reference, todo=_REPEAT
        ) from error
    note = _describe_table(name, found, wanted)
    if note:
        return DIFFERS, note
    kept = print_table(found[_numeric_columns(name)]).encode()
    if not as_written or kept != reference.read_bytes():
        return DIFFERS, "the values are the same but not the bytes: line ends, quotes or a byte order mark"
    return IDENTICAL, ""


def _describe_table(name: str, found: pd.DataFrame, wanted: pd.DataFrame) -> str:
    columns, numeric = SCHEMAS[name].columns, _numeric_columns(name)
    # A schema allows more columns on the right; they might quote, so nothing is expected of them.
    known = list(found.columns[: len(columns)])
    if known != columns:
        return describe_columns([c for c in found.columns if c in columns or c in known], columns)
    if list(wanted.columns) != numeric:
        return describe_columns(numeric, list(wanted.columns))
    keys = [column for column in SCHEMAS[name].order if column in numeric]
    return describe_rows(found[numeric], wanted, keys)


def _read_figures(expected: Path) -> dict[str, Any]:
    path = expected / FIGURES_FILE
    try:
        figures = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ResultsError(
            f"the expected results cannot be read: {getattr(error, 'strerror', None) or error}",
            where=path,
            todo=_RECORD,
        ) from error
    if not isinstance(figures, dict):
        raise ResultsError("expected an object with one entry for each figure", where=path, todo=_REPEAT)
    return figures


def _describe_figure(name: str, results: Path) -> dict[str, Any]:
    files = {form: results / "figures" / f"{name}.{form}" for form in FIGURE_FILES}
    described: dict[str, Any] = {
        form: sha256_file(path) for form, path in files.items() if form in ALWAYS_THERE or path.is_file()
    }
    described["thumbnail"] = pack_thumbnail(read_thumbnail(files[SCREEN_FORMAT]))
    return described


def _verify_figure(name: str, results: Path, expected: dict[str, Any] | None) -> tuple[str, str]:
    if expected is None:
        return UNEXPECTED, "the run drew it, but it is not among the expected results"
    absent = [form for form in ALWAYS_THERE if not (results / "figures" / f"{name}.{form}").is_file()]
    if absent:
        return MISSING, f"the run did not write {', '.join(f'{name}.{form}' for form in absent)}"
    try:
        found = _describe_figure(name, results)
    except ResultsError as error:
        return DIFFERS, error.what
    compared = [form for form in FIGURE_FILES if form in ALWAYS_THERE or (form in found and form in expected)]
    changed = [form for form in compared if found[form] != expected.get(form)]
    if not changed:
        return IDENTICAL, ""
    if NUMBERS in changed:
        return DIFFERS, f"it shows other numbers: {name}.{NUMBERS} differs"
    within, note = compare_pictures(found["thumbnail"], expected.get("thumbnail"))
    return (WITHIN if within else DIFFERS), f"{note}; other bytes in {', '.join(changed)}"
