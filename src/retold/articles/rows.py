"""Read a table with one article a row: CSV and its kin, JSON, XLSX and Parquet, a row at a time."""

from __future__ import annotations

import csv
import datetime
import json
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import IO, Any, NamedTuple

from retold.articles.columns import COLUMNS, choose_columns, has_id, has_text
from retold.articles.encodings import open_text
from retold.articles.markup import without_markup
from retold.articles.notes import Notes
from retold.articles.packed import PACKED
from retold.errors import ArticleError, close_match

CSV, LINES, JSON = (".csv", ".tsv", ".tab"), (".jsonl", ".ndjson"), (".json",)
WORKBOOK, PARQUET = (".xlsx", ".xlsm"), (".parquet",)
TABLES = (*CSV, *LINES, *JSON, *WORKBOOK, *PARQUET)

# Of these, what is read packed as well: `news.csv.gz`.
MAY_BE_PACKED = (*CSV, *LINES, *JSON)

# The longest text a row may hold. Without a limit, one quotation mark left open would read the rest of the file.
LONGEST_TEXT = 2**29

# How many rows of a Parquet file are held at once.
PARQUET_ROWS = 500

# Objects of JSON need not all have all names: those of so many tell which there are.
JSON_ROWS = 100

# What may stand between the cells of a text file; where several would do, the first.
SEPARATORS = ",;\t|^~"

# Columns whose cells a reader sees.
SHOWN = ("text", "title", "outlet")

# A cell of a workbook holds no more characters, and programs cut what is longer.
CELL_LIMIT = 32_767

# A workbook unpacks to at most so many bytes.
LARGEST_WORKBOOK = 2**29

Choose = Callable[[Sequence[str]], Mapping[str, str]]
Cells = tuple[int, dict[str, str]]


class Row(NamedTuple):
    """One row of a table: its number as a spreadsheet shows it, where it stands, and its cells."""

    number: int
    where: str
    cells: Mapping[str, str]


class Source(NamedTuple):
    """A table to be read: its file, the encoding that the study names, and who is told what was taken."""

    file: Path
    encoding: str
    notes: Notes


def table_rows(
    file: Path,
    columns: Mapping[str, str] | None = None,
    *,
    encoding: str = "",
    notes: Notes | None = None,
) -> Iterator[Row]:
    """Yield the rows of a table, one at a time.

    Parameters
    ----------
    file : path
        CSV with commas, semicolons, tabs or bars between its cells, JSON (a list of objects, or one a line), XLSX or
        Parquet. The first row of CSV and XLSX names the columns. Row numbers count it, as a spreadsheet does.
    columns : mapping of str to str, optional
        The file's name for each of `COLUMNS` that it calls otherwise: ``{"text": "body"}``. What is not told is guessed.
    encoding : str, optional
        Of a text file that is neither UTF-8 nor has a byte order mark.
    notes : Notes, optional
        Gets what was guessed and taken for granted.

    Raises
    ------
    ArticleError
        If the file is not what its name says, a column is missing, or a row is broken.
    """
    told = dict(columns or {})
    for name in told:
        if name not in COLUMNS:
            raise ArticleError(
                f"there is no column {name!r} to name", where="columns", todo=close_match(name, COLUMNS)
            )
    source = Source(file, encoding, notes or Notes())

    def choose(header: Sequence[str]) -> Mapping[str, str]:
        return choose_columns(header, told, file, source.notes)

    marked = False
    try:
        for number, cells in _reader(file)(source, choose):
            where = f"{file}, row {number}"
            _refuse_bytes(cells, where)
            plain = {name: without_markup(cell) if name in SHOWN else cell for name, cell in cells.items()}
            if plain != cells and not marked:
                marked = True
                source.notes.note("cells hold marks of HTML: they are read as a browser shows them", where)
            yield Row(number, where, plain)
    except OSError as error:
        raise ArticleError(f"the table cannot be read: {error.strerror or error}", where=file) from error


def listing_rows(file: Path, *, encoding: str = "", notes: Notes | None = None) -> Iterator[Row]:
    """Yield the rows of a table that names a file for each article, as `table_rows` does those of one with texts."""
    source = Source(file, encoding, notes or Notes())

    def choose(header: Sequence[str]) -> Mapping[str, str]:
        return choose_columns(header, {}, file, source.notes, holds="file")

    try:
        for number, cells in _reader(file)(source, choose):
            where = f"{file}, row {number}"
            _refuse_bytes(cells, where)
            yield Row(number, where, cells)
    except OSError as error:
        raise ArticleError(f"the table cannot be read: {error.strerror or error}", where=file) from error


def table_suffix(file: Path) -> str:
    """Return what a file's name says that it is; of a packed table, what it holds.

    Examples
    --------
    >>> [table_suffix(Path(name)) for name in ("news.CSV", "news.jsonl.gz", "news.txt.gz", "news")]
    ['.csv', '.jsonl', '.gz', '']
    """
    suffix, inner = file.suffix.lower(), Path(file.stem).suffix.lower()
    return inner if suffix in PACKED and inner in MAY_BE_PACKED else suffix


def table_stem(file: Path) -> str:
    """Return a file's name without what says of what kind it is."""
    return Path(file.stem).stem if table_suffix(file) != file.suffix.lower() else file.stem


def _reader(file: Path) -> Callable[[Source, Choose], Iterator[Cells]]:
    suffix = table_suffix(file)
    if suffix in CSV:
        return _csv_rows
    if suffix in WORKBOOK:
        return _workbook_rows
    return _parquet_rows if suffix in PARQUET else _json_rows


def _refuse_bytes(cells: Mapping[str, str], where: str) -> None:
    """Refuse cells that hold bytes in another encoding; of the text itself its reader says which byte."""
    for name, cell in cells.items():
        if name != "text" and not cell.isascii() and (found := re.search("[\ud800-\udfff]", cell)):
            code = ord(found[0])
            sign = f"byte {code - 0xDC00:#04x}" if 0xDC80 <= code <= 0xDCFF else f"half a sign U+{code:04X}"
            raise ArticleError(
                f"the column {name!r} is not UTF-8: {sign}",
                where=where,
                todo="save the table as UTF-8, or name its encoding in study.yaml, as in `encoding: windows-1252`",
            )


class _HeaderReachedError(Exception):
    """Raised to stop at a header."""

    def __init__(self, header: Sequence[str]) -> None:
        super().__init__()
        self.header = [str(name) for name in header]


def table_columns(file: Path, *, encoding: str = "") -> list[str]:
    """Return the names of a table's columns.

    Raises
    ------
    ArticleError
        If the file is not what its name says.
    """

    def stop(header: Sequence[str]) -> Mapping[str, str]:
        raise _HeaderReachedError(header)

    try:
        for _ in _reader(file)(Source(file, encoding, Notes()), stop):
            pass
    except _HeaderReachedError as known:
        return known.header
    except OSError as error:
        raise ArticleError(f"the table cannot be read: {error.strerror or error}", where=file) from error
    return []


def read_header(file: Path) -> list[str]:
    """Return the names of a CSV file's columns, as they are written."""
    with file.open(encoding="utf-8-sig", errors="replace", newline="") as stream:
        return next(csv.reader(stream), [])


def _long_rows(rows: Iterator[list[str]]) -> Iterator[list[str]]:
    """Yield the rows of a CSV file, allowing long cells while each is read: the limit is one of the whole process."""
    while True:
        limit = csv.field_size_limit(LONGEST_TEXT)
        try:
            row = next(rows, None)
        finally:
            csv.field_size_limit(limit)
        if row is None:
            return
        yield row


def _separator(stream: IO[str], source: Source) -> tuple[str, int]:
    """Return what stands between the cells of a text file, and how many lines come before its header."""
    first = stream.readline()
    named = re.fullmatch(f"\ufeff?sep=([{re.escape(SEPARATORS)}])\\s*", first)
    if named:
        return named[1], 1
    stream.seek(0)
    rows = {sign: next(csv.reader([first], delimiter=sign), []) for sign in SEPARATORS}
    found = max(SEPARATORS, key=lambda sign: len(rows[sign]))
    usual = "\t" if table_suffix(source.file) != ".csv" else ","
    if len(rows[found]) > 1 and found != usual:
        source.notes.note(f"cells are separated by {found!r}", source.file)
    return (found if len(rows[found]) > 1 else usual), 0


def _csv_rows(source: Source, choose: Choose) -> Iterator[Cells]:
    file = source.file
    last = 1  # of the header
    # Bytes that are not UTF-8 come through as lone surrogates, so that `check_text` can name the row.
    with open_text(file, encoding=source.encoding, notes=source.notes) as stream:
        separator, before = _separator(stream, source)
        rows = _long_rows(csv.reader(stream, strict=True, delimiter=separator))
        last += before
        try:
            header = [name.strip() for name in next(rows, [])]
            names = choose(header)
            places = {name: header.index(own) for name, own in names.items()}
            for number, cells in enumerate(rows, start=last + 1):
                last = number
                if not any(cells):
                    continue
                if any(cells[len(header) :]) or len(cells) < len(header):
                    raise ArticleError(
                        f"the row has {len(cells)} cells, the header {len(header)}",
                        where=f"{file}, row {number}",
                        todo=f"put quotation marks around cells with {separator!r} or line breaks",
                    )
                yield number, {name: cells[place] for name, place in places.items()}
        except csv.Error as error:
            raise ArticleError(
                f"the table is not CSV: {error}",
                where=f"{file}, row {last + 1}",
                todo="look for a quotation mark that is not closed or not doubled",
            ) from error


def _json_rows(source: Source, choose: Choose) -> Iterator[Cells]:
    objects = _json_objects(source)
    first = list(islice(objects, JSON_ROWS))
    header = list(dict.fromkeys(name for _, values in first for name in values))
    names = choose(header)
    for number, values in chain(first, objects):
        if "text" in names and names["text"] not in values:
            raise ArticleError(
                f"the table lacks the column {names['text']!r}",
                where=f"{source.file}, row {number}",
                todo=f"add it to the row; there are: {', '.join(values)[:200]}",
            )
        yield number, {name: _as_text(values.get(own)) for name, own in names.items() if own in values}


def _json_objects(source: Source) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield the objects of a file of JSON: one a line, or those of one list."""
    with open_text(source.file, encoding=source.encoding, notes=source.notes, newline="\n") as stream:
        first, second = stream.readline(), stream.readline()
        stream.seek(0)
        # One object alone may hold the rows: what a service of news answers stands on one line.
        whole = table_suffix(source.file) in JSON and not (_is_object(first) and second.strip())
        if _begins_list(first) or whole:
            yield from _listed_objects(source, stream.read())
            return
        for number, line in enumerate(stream, start=1):
            line = line.removeprefix("\ufeff")
            if line.strip():
                yield number, _object(_parse(line, source.file, f", row {number}"), source.file, number)


def _begins_list(line: str) -> bool:
    return bool(re.match(r"\ufeff?\s*\[\s*(?:\{|$)", line))


def _is_object(line: str) -> bool:
    try:
        return isinstance(json.loads(line.removeprefix("\ufeff")), dict)
    except (ValueError, RecursionError):
        return False


def _listed_objects(source: Source, text: str) -> Iterator[tuple[int, dict[str, Any]]]:
    values = _parse(text.removeprefix("\ufeff"), source.file, "")
    if isinstance(values, dict) and _are_columns(values):
        values = [
            {name: column.get(key) for name, column in values.items()} for key in next(iter(values.values()))
        ]
    elif isinstance(values, dict):
        values = _rows_within(values)
    if not isinstance(values, list):
        raise ArticleError(
            "the file is not a list of JSON objects", where=source.file, todo="write [{...}, {...}]"
        )
    for number, value in enumerate(values, start=1):
        yield number, _opened(_object(value, source.file, number))


def _rows_within(values: Mapping[str, Any]) -> list[Any]:
    """Return the rows that an object holds: its one list of objects, that of an object in it, or objects under their names."""
    if has_text(list(values)):
        return [values]
    lists = [value for value in values.values() if _holds_objects(value)]
    if len(lists) == 1:
        return list(lists[0])
    inner = [value for value in values.values() if isinstance(value, dict)]
    if len(inner) == len(values) and all(has_text(list(value)) for value in inner):
        named = any(has_id(list(value)) for value in inner)
        return [value if named else {"article_id": name} | value for name, value in values.items()]
    if len(inner) == 1 and any(_holds_objects(value) for value in inner[0].values()):
        return _rows_within(inner[0])
    return [values]


def _opened(values: dict[str, Any]) -> dict[str, Any]:
    """Return an object with what stands in the objects within it, where it has no text of its own: {"fields": {"bodyText": …}}."""
    if has_text(list(values)):
        return values
    inner = [value for value in values.values() if isinstance(value, dict) and has_text(list(value))]
    return {**inner[0], **values} if len(inner) == 1 else values


def _holds_objects(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], dict)


def _are_columns(values: Mapping[str, Any]) -> bool:
    """Tell whether an object holds columns, as pandas writes a frame: of each name the cells by their rows."""
    columns = list(values.values())
    if len(columns) < 2 or not all(isinstance(column, dict) and column for column in columns):
        return False
    if has_text(list(columns[0])) and not has_text(list(values)):
        return False
    return all(column.keys() == columns[0].keys() for column in columns)


def _parse(text: str, file: Path, row: str) -> Any:
    try:
        return json.loads(text, object_pairs_hook=_once)
    except (ValueError, RecursionError) as error:
        what = "row" if row else "file"
        raise ArticleError(
            f"the {what} is not JSON: {error}"[:200], where=f"{file}{row}", todo="write one object a line"
        ) from error


def _object(values: Any, file: Path, number: int) -> dict[str, Any]:
    if not isinstance(values, dict):
        raise ArticleError(
            "the row is not a JSON object", where=f"{file}, row {number}", todo="write one object a line"
        )
    return values


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """Return a JSON object; of a name that stands twice, Python would keep the last value."""
    values = dict(pairs)
    if len(values) < len(pairs):
        name = next(name for n, (name, _) in enumerate(pairs) if name in dict(pairs[:n]))
        raise ValueError(f"the name {name!r} stands twice in one object")
    return values


def _workbook_rows(source: Source, choose: Choose) -> Iterator[Cells]:
    rows = _sheet(source)
    start = next(((n, row) for n, row in rows if any(row)), None)
    if start is None:
        raise ArticleError("the workbook is empty", where=source.file, todo="is it the right file?")
    header = start[1]
    while header and not header[-1]:
        header.pop()
    names = choose(header)
    places = {name: header.index(own) for name, own in names.items()}
    for number, row in rows:
        if not any(row):
            continue
        cells = {name: row[place] if place < len(row) else "" for name, place in places.items()}
        if len(cells.get("text", "")) >= CELL_LIMIT:
            source.notes.warn(
                f"a cell holds {CELL_LIMIT:,} characters, the most that a workbook can: its text may be cut",
                f"{source.file}, row {number}",
                "take the texts from where the workbook was made from, as CSV or JSON",
            )
        yield number, cells


def _sheet(source: Source) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows of the first sheet with a column of texts, else of the first sheet."""
    from openpyxl import load_workbook
    from openpyxl.utils.escape import unescape

    def cells(sheet: Any) -> Iterator[tuple[int, list[str]]]:
        for number, row in enumerate(sheet.iter_rows(values_only=True), start=1):
            yield number, [unescape(_as_text(cell)) for cell in row]

    try:
        with zipfile.ZipFile(source.file) as package:
            if sum(part.file_size for part in package.infolist()) > LARGEST_WORKBOOK:
                raise ArticleError("the workbook is too large", where=source.file, todo="save it as CSV")
        book = load_workbook(source.file, read_only=True, data_only=True)
        heads = [next((row for _, row in cells(sheet) if any(row)), []) for sheet in book.worksheets]
        at = next((n for n, head in enumerate(heads) if has_text(head)), 0)
        if len(book.worksheets) > 1:
            source.notes.note(
                f"of {len(book.worksheets)} sheets {book.worksheets[at].title!r} is read", source.file
            )
        rows = cells(book.worksheets[at])
        yield from rows
    except (ArticleError, OSError):
        raise
    # A workbook that is cut short or wrongly made fails in any of the parts that openpyxl reads it with.
    except Exception as error:
        if isinstance(error, GeneratorExit):
            raise
        raise ArticleError(
            "this is no workbook that can be read, whatever its name says",
            where=source.file,
            todo="open it in a spreadsheet program and save it again as XLSX, without a password, or as CSV",
        ) from error


def _parquet_rows(source: Source, choose: Choose) -> Iterator[Cells]:
    import pyarrow
    from pyarrow import parquet

    file = source.file
    try:
        table = parquet.ParquetFile(file, pre_buffer=False)
    except (pyarrow.ArrowInvalid, pyarrow.ArrowTypeError) as error:
        raise ArticleError(
            "this is no Parquet file, whatever its name says", where=file, todo="write the table again"
        ) from error
    with table:
        kept = choose(table.schema_arrow.names)
        number = 0
        try:
            for batch in table.iter_batches(batch_size=PARQUET_ROWS, columns=list(kept.values())):
                for values in batch.to_pylist():
                    number += 1
                    yield number, {name: _as_text(values[own]) for name, own in kept.items()}
        except (pyarrow.ArrowInvalid, UnicodeDecodeError) as error:
            raise ArticleError(
                f"the Parquet file is damaged or not UTF-8: {error}"[:200],
                where=f"{file}, after row {number}",
                todo="write the table again",
            ) from error


def _as_text(value: object) -> str:
    """Return a value as a cell of text: dates as ISO 8601, of a named thing its name, of a list its parts."""
    match value:
        case None:
            return ""
        case str():
            return value
        case bool():
            return str(value)
        case float() if value != value:
            return ""
        case datetime.datetime():
            return value.isoformat()
        case datetime.date():
            return value.isoformat()
        case {"name": str(name)} | {"title": str(name)}:
            return name
        case [*parts] if all(isinstance(part, str) for part in parts):
            return "\n".join(str(part) for part in parts)
    return str(value)
