"""Read one file: a text, a web page, a Word document, or a table with one article a row.

Each reader gives the text as it stands in the file, checked to be text in UTF-8, and what the file says of
itself; what is wrong is said with file and row.
"""

from __future__ import annotations

import csv
import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from retold.errors import ArticleError, close_match
from retold.files import check_archive, read_file

TEXT, HTML, WORD = (".txt",), (".html", ".htm"), (".docx",)
DOCUMENTS = (*TEXT, *HTML, *WORD)
CSV, LINES, PARQUET = (".csv",), (".jsonl", ".ndjson"), (".parquet",)
TABLES = (*CSV, *LINES, *PARQUET)

# A page of news has well under a megabyte; beyond this it is something else, and trafilatura would not end soon.
LARGEST_PAGE = 20_000_000

# A page nested deeper than this is broken or hostile: browsers stop at 512, and each level costs the parser stack.
DEEPEST_PAGE = 512

# Tags that hold others; the ones left out need no end tag.
_TAG = re.compile(
    r"<(/?)(?!(?:area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr|p|li|td|tr|th|dt|dd|option)\b)[a-z]",
    re.IGNORECASE,
)

# The longest text a row may hold. Without a limit, one quotation mark left open would read the rest of the file.
LONGEST_TEXT = 2**29

# How many rows of a Parquet file are held at once.
PARQUET_ROWS = 500

# The columns a table may have beside its text, under the names the package uses.
COLUMNS = ("article_id", "text", "outlet", "date", "title", "language", "edition", "label", "occasion")


class Document(NamedTuple):
    """The text of a file, its SHA-256 and what it says of itself (else empty)."""

    text: str
    sha256: str
    title: str = ""
    date: str = ""
    outlet: str = ""


class Row(NamedTuple):
    """One row of a table: its number as a spreadsheet shows it, where it stands, and its cells."""

    number: int
    where: str
    cells: Mapping[str, str]


def read_document(file: Path, sha256: str = "") -> Document:
    """Read a file that holds one article.

    Parameters
    ----------
    file : path
        ``.html`` and ``.htm`` are read by trafilatura, ``.docx`` by python-docx, anything else as text.
    sha256 : str, optional
        What the file's SHA-256 must be.

    Raises
    ------
    ArticleError
        If the file is absent, empty, not the one listed, not UTF-8 or not text.
    """
    raw, digest = _read_bytes(file, sha256)
    suffix = file.suffix.lower()
    if suffix == ".pdf":
        raise ArticleError(
            "a PDF is not read: it holds the lines of a page, not sentences",
            where=file,
            todo="save its text as .txt, a paragraph a line",
        )
    if suffix in WORD:
        return Document(check_text(_read_word(file), file), digest)
    text = _decode(raw, file)
    if suffix in HTML:
        return _read_page(raw, text, digest, file)
    return Document(check_text(text, file), digest)


def check_text(text: str, where: object) -> str:
    """Return a text if it is one: not blank, without NUL, and sayable in UTF-8."""
    if not text.strip():
        raise ArticleError("the article is empty", where=where, todo="fill it, or remove it from the study")
    nul = text.find("\0")
    if nul >= 0:
        raise ArticleError(
            f"the article is not text: NUL byte at position {nul}",
            where=where,
            todo="save it as text in UTF-8 (not UTF-16), or remove it from the study",
        )
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        # A byte that is not UTF-8 comes from a table as the lone surrogate U+DC80 to U+DCFF.
        code = ord(text[error.start])
        sign = f"byte {code - 0xDC00:#04x}" if 0xDC80 <= code <= 0xDCFF else f"half a sign U+{code:04X}"
        raise ArticleError(
            f"the article is not UTF-8: {sign} at position {error.start}",
            where=where,
            todo="save it as UTF-8",
        ) from error
    return text


def _read_bytes(file: Path, sha256: str) -> tuple[bytes, str]:
    try:
        raw = read_file(file)
    except OSError as error:
        raise ArticleError(
            f"the article is listed but cannot be read: {error.strerror}",
            where=file,
            todo="put the file there, or remove its row from articles.csv",
        ) from error
    if not raw.strip():
        raise ArticleError("the article is empty", where=file, todo="fill it, or remove it from the study")
    digest = hashlib.sha256(raw).hexdigest()
    if sha256 and digest != sha256.lower():
        raise ArticleError(
            f"the article is not the one listed: SHA-256 {digest[:12]}…, expected {sha256[:12]}…",
            where=file,
            todo="restore the file, or write its new SHA-256 into articles.csv",
        )
    return raw, digest


def _decode(raw: bytes, file: Path) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ArticleError(
            f"the article is not UTF-8: byte {raw[error.start]:#04x} at position {error.start}",
            where=file,
            todo="save it as UTF-8",
        ) from error


def _read_page(raw: bytes, page: str, digest: str, file: Path) -> Document:
    """Extract the text of a web page; offsets then point into the extracted text."""
    if len(raw) > LARGEST_PAGE or _nesting(page) > DEEPEST_PAGE:
        raise ArticleError(
            f"the page is no article: {len(raw):,} bytes, nested {_nesting(page):,} deep",
            where=file,
            todo=f"save its text as .txt (at most {LARGEST_PAGE:,} bytes and {DEEPEST_PAGE} levels are read)",
        )
    from trafilatura import bare_extraction

    # Left to itself htmldate refuses dates after today, so that the same page would give another result tomorrow.
    dates = {"extensive_search": False, "min_date": "1900-01-01", "max_date": "2100-01-01"}
    found = bare_extraction(
        raw, with_metadata=True, include_comments=False, include_tables=False, date_extraction_params=dates
    )
    text = getattr(found, "text", None) or ""
    if not text.strip():
        raise ArticleError(
            "no article was found in the page", where=file, todo="save its text as .txt, or remove it"
        )
    outlet = found.sitename or found.hostname or ""
    return Document(check_text(text, file), digest, found.title or "", found.date or "", outlet)


def _nesting(page: str) -> int:
    """Return how deep tags can be nested at most: the most open tags that no end tag has closed."""
    deepest = depth = 0
    for tag in _TAG.finditer(page):
        depth = max(depth - 1, 0) if tag.group(1) else depth + 1
        deepest = max(deepest, depth)
    return deepest


def _read_word(file: Path) -> str:
    try:
        from docx import Document as WordDocument
    except ImportError as error:
        raise ArticleError(
            "Word documents need python-docx",
            where=file,
            todo="install the extra: pip install 'retold[word]'",
        ) from error
    try:
        check_archive(file)
        return "\n".join(paragraph.text for paragraph in WordDocument(str(file)).paragraphs)
    except OSError as error:
        raise ArticleError(
            f"the Word document is not read: {error.strerror or error}",
            where=file,
            todo="save its text as .txt",
        ) from error
    # A package that is cut short or wrongly made fails in any of the parts that python-docx reads it with.
    except Exception as error:
        raise ArticleError(
            "this is no Word document, whatever its name says", where=file, todo="save it as .docx or .txt"
        ) from error


def table_rows(file: Path, columns: Mapping[str, str] | None = None, *, text: bool = True) -> Iterator[Row]:
    """Yield the rows of a CSV, JSON Lines or Parquet file, one at a time.

    Parameters
    ----------
    file : path
        UTF-8, with a header row if it is CSV. Row numbers count the header, as a spreadsheet does.
    columns : mapping of str to str, optional
        The file's name for each of `COLUMNS` that it calls otherwise: ``{"text": "body"}``.
    text : bool
        Whether a text column must be there.

    Raises
    ------
    ArticleError
        If the file is not what its name says, a column is missing, or a row is broken.
    """
    for name in columns or {}:
        if name not in COLUMNS:
            raise ArticleError(
                f"there is no column {name!r} to name", where="columns", todo=close_match(name, COLUMNS)
            )
    names = {name: (columns or {}).get(name, name) for name in COLUMNS}
    required = {(columns or {})[name] for name in columns or {}} | ({names["text"]} if text else set())
    suffix = file.suffix.lower()
    reader = _csv_rows if suffix in CSV else _json_rows if suffix in LINES else _parquet_rows
    try:
        for number, cells in reader(file, names, required):
            yield Row(number, f"{file}, row {number}", cells)
    except OSError as error:
        raise ArticleError(f"the table cannot be read: {error.strerror or error}", where=file) from error


def _require(required: set[str], present: list[str], where: object) -> None:
    for name in sorted(required - set(present)):
        raise ArticleError(
            f"the table lacks the column {name!r}",
            where=where,
            todo=f"name the columns, as in columns={{'text': 'body'}}; there are: {', '.join(present)[:200]}",
        )


def refuse_twin_columns(header: Sequence[str], used: Iterable[str], where: object) -> None:
    """Refuse a table in which two columns have one name that is read: which of them is meant, nobody can tell."""
    for name in used:
        places = [str(n) for n, own in enumerate(header, start=1) if own == name]
        if len(places) > 1:
            raise ArticleError(
                f"{len(places)} columns are called {name!r}: columns {', '.join(places)}",
                where=where,
                todo="keep one of them, or give each its own name",
            )


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


def _csv_rows(
    file: Path, names: Mapping[str, str], required: set[str]
) -> Iterator[tuple[int, dict[str, str]]]:
    number = 1  # of the header
    # Bytes that are not UTF-8 come through as lone surrogates, so that `check_text` can name the row.
    with file.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as stream:
        rows = _long_rows(csv.reader(stream, strict=True))
        try:
            header = next(rows, [])
            _require(required, header, file)
            refuse_twin_columns(header, names.values(), file)
            places = {name: header.index(own) for name, own in names.items() if own in header}
            for number, cells in enumerate(rows, start=2):
                if not cells:
                    continue
                if len(cells) != len(header):
                    raise ArticleError(
                        f"the row has {len(cells)} cells, the header {len(header)}",
                        where=f"{file}, row {number}",
                        todo="put quotation marks around cells with commas or line breaks",
                    )
                yield number, {name: cells[place] for name, place in places.items()}
        except csv.Error as error:
            raise ArticleError(
                f"the table is not CSV: {error}",
                where=f"{file}, row {number + 1}",
                todo="look for a quotation mark that is not closed or not doubled",
            ) from error


def _json_rows(
    file: Path, names: Mapping[str, str], required: set[str]
) -> Iterator[tuple[int, dict[str, str]]]:
    with file.open("rb") as stream:
        for number, line in enumerate(stream, start=1):
            where = f"{file}, row {number}"
            line = line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line
            if not line.strip():
                continue
            try:
                values = json.loads(line.decode("utf-8", "surrogateescape"), object_pairs_hook=_once)
            except (ValueError, RecursionError) as error:
                raise ArticleError(
                    f"the row is not JSON: {error}"[:200], where=where, todo="write one object a line"
                ) from error
            if not isinstance(values, dict):
                raise ArticleError(
                    "the row is not a JSON object", where=where, todo="write one object a line"
                )
            _require(required, list(values), where)
            yield number, {name: _as_text(values.get(own)) for name, own in names.items() if own in values}


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """Return a JSON object; of a name that stands twice, Python would keep the last value."""
    values = dict(pairs)
    if len(values) < len(pairs):
        name = next(name for n, (name, _) in enumerate(pairs) if name in dict(pairs[:n]))
        raise ValueError(f"the name {name!r} stands twice in one object")
    return values


def _parquet_rows(
    file: Path, names: Mapping[str, str], required: set[str]
) -> Iterator[tuple[int, dict[str, str]]]:
    import pyarrow
    from pyarrow import parquet

    try:
        table = parquet.ParquetFile(file, pre_buffer=False)
    except (pyarrow.ArrowInvalid, pyarrow.ArrowTypeError) as error:
        raise ArticleError(
            "this is no Parquet file, whatever its name says", where=file, todo="write the table again"
        ) from error
    with table:
        present = table.schema_arrow.names
        _require(required, present, file)
        refuse_twin_columns(present, names.values(), file)
        kept = {name: own for name, own in names.items() if own in present}
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
    if value is None or (isinstance(value, float) and value != value):
        return ""
    return value if isinstance(value, str) else str(value)
