"""Read a foreign file safely: text whose encoding nobody noted, and XML that may be hostile."""

from __future__ import annotations

import re
from pathlib import Path

from retold.errors import CodebookError
from retold.files import read_file
from retold.themes.codebook.formats.draft import Remarks
from retold.xml_elements import Element, parse_xml

# The encoding of Windows programs in Western Europe and America, from before UTF-8 was usual.
OLD_ENCODING = "cp1252"
MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}

# Only these end a line: `str.splitlines` would also split at signs that may stand in an entry.
LINE_END = re.compile(r"\r\n|\r|\n")


def read_bytes(path: Path) -> bytes:
    """Return a file's bytes; missing, unreadable and empty files are the user's error."""
    try:
        data = read_file(path)
    except FileNotFoundError as error:
        raise CodebookError(
            "there is no codebook", where=path, todo="write one, or correct the path"
        ) from error
    except OSError as error:
        raise CodebookError(f"the codebook cannot be read: {error.strerror}", where=path) from error
    if not data.strip():
        raise CodebookError("the codebook is empty", where=path, todo="is it the right file?")
    return data


def read_text(path: Path, remarks: Remarks) -> str:
    """Return a file as text: by its byte order mark, as UTF-8, or else as Windows-1252, which is remarked."""
    data = read_bytes(path)
    encoding = next((name for mark, name in MARKS.items() if data.startswith(mark)), "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding != "utf-8":
            raise _no_text(path) from error
        try:
            text = data.decode(OLD_ENCODING)
        except UnicodeDecodeError:
            raise _no_text(path) from error
        remarks.add("the file is not UTF-8 and was read as Windows-1252; look at the letters with accents")
    if "\x00" in text:
        raise _no_text(path)
    if not text.strip():
        raise CodebookError("the codebook is empty", where=path, todo="is it the right file?")
    return text


def _no_text(path: Path) -> CodebookError:
    return CodebookError(
        "the codebook is no text that can be read", where=path, todo="save it as UTF-8 and try again"
    )


def read_lines(path: Path, remarks: Remarks) -> list[tuple[int, str]]:
    """Return the numbers and texts of the lines that are not blank, whatever ends them."""
    lines = enumerate(LINE_END.split(read_text(path, remarks)), 1)
    return [(number, line.rstrip()) for number, line in lines if line.strip()]


def nesting(line: str, *, tabs: bool) -> int:
    """Return how far a line is indented: in tabs where the file has some, else in spaces."""
    margin = line[: len(line) - len(line.lstrip())]
    return margin.count("\t") if tabs else len(margin)


def read_xml(path: Path) -> Element:
    """Return the root of a codebook in XML.

    Raises
    ------
    CodebookError
        If it is not well formed, declares a document type or nests too deep; with the line.
    """
    return parse_xml(read_bytes(path), where=path, what="codebook", error=CodebookError)
