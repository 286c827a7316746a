"""Bytes as text: by their byte order mark, as UTF-8, or by the encoding that a page declares or a study names."""

from __future__ import annotations

import codecs
import io
import re
from pathlib import Path
from typing import Any

from retold.articles.notes import Notes
from retold.articles.packed import check_packed, open_bytes
from retold.errors import ArticleError

UTF8 = "utf-8"
MARKS = {
    codecs.BOM_UTF8: UTF8,
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}

# Where Windows programs and pages say Latin-1 or ASCII they mean this one, and browsers read it so.
WINDOWS = "cp1252"
_MEANT_WINDOWS = frozenset({"iso8859-1", "ascii"})

# A page declares its encoding within its first kilobyte (HTML), or in the first line (XML).
_HEAD = 4096
_DECLARED = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]+)|^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]+)""", re.IGNORECASE)  # fmt: skip

# UTF-16 without a mark is known by so many pairs of bytes, most with a NUL on one side and none on the other.
FEWEST_PAIRS, UTF16_SHARE = 8, 0.75

# So many bytes are looked at at once.
_CHUNK = 2**20


def declared_encoding(page: bytes) -> str:
    """Return the encoding that a web page declares of itself, or nothing.

    Examples
    --------
    >>> declared_encoding(b'<meta http-equiv="Content-Type" content="text/html; charset=windows-1252">')
    'windows-1252'
    >>> declared_encoding(b"<p>Rain</p>")
    ''
    """
    found = _DECLARED.search(page[:_HEAD])
    return (found[1] or found[2]).decode("ascii") if found else ""


def known_encoding(name: str, where: object) -> str:
    """Return the name by which Python knows an encoding of text.

    Raises
    ------
    ArticleError
        If there is no such encoding.

    Examples
    --------
    >>> known_encoding("Latin-1", ""), known_encoding("UTF8", ""), known_encoding("UTF-16LE", "")
    ('cp1252', 'utf-8', 'utf-16-le')
    """
    try:
        known = codecs.lookup(name.strip())
        known.incrementaldecoder()
        "".encode(known.name)
    except (LookupError, TypeError, ValueError) as error:
        raise ArticleError(
            f"there is no encoding {name!r}",
            where=where,
            todo="name one such as utf-8, windows-1252, iso-8859-2, windows-1251, utf-16 or gb18030",
        ) from error
    return WINDOWS if known.name in _MEANT_WINDOWS else known.name


def choose_encoding(file: Path, *, encoding: str = "", declared: str = "", notes: Notes) -> str:
    """Return the encoding of a file: its byte order mark's; UTF-8 if it is that; else as declared, else as named.

    Parameters
    ----------
    file : path
    encoding : str
        What the study says, for files that do not tell.
    declared : str
        What the file says of itself.
    notes : Notes
        Gets a note where the file is not read as plain UTF-8.

    Returns
    -------
    str
        A name that Python knows. ``utf-8`` too where nothing fits: the reader then says which byte does not.
    """
    with open_bytes(file) as stream:
        start = stream.read(_HEAD)
    marked = next((name for mark, name in MARKS.items() if start.startswith(mark)), "")
    if marked and marked != UTF8:
        notes.note(f"read as {marked.upper()}, as its byte order mark says", file)
    if marked:
        return marked
    if not encoding and (wide := _unmarked_utf16(start)):
        notes.note(f"read as {wide.upper()}, as every other byte says", file)
        return wide
    named = known_encoding(encoding, "the setting 'encoding'") if encoding else ""
    seen = _looks_like_utf8(file)
    if seen == "marked" or (seen and not named and not declared):
        if named not in ("", UTF8):
            notes.note(f"read as UTF-8, which it is, not as {encoding}", file)
        return UTF8
    if seen and not named:
        return UTF8
    if declared and not seen:
        told = known_encoding(declared, file)
        if told != UTF8:
            notes.note(f"read as {declared}, as the page declares", file)
            return told
    if named and named != UTF8:
        notes.note(f"read as {encoding}, as the setting `encoding` says", file)
        return named
    return UTF8


def _unmarked_utf16(start: bytes) -> str:
    """Return which UTF-16 a file without a byte order mark is, by the NUL in nearly every other byte of its head; else nothing.

    Examples
    --------
    >>> _unmarked_utf16("article_id,text".encode("utf-16-be")), _unmarked_utf16(b"article_id,text")
    ('utf-16-be', '')
    """
    pairs = len(start) // 2
    high, low = start[: 2 * pairs : 2].count(0), start[1 : 2 * pairs : 2].count(0)
    if pairs < FEWEST_PAIRS or max(high, low) < UTF16_SHARE * pairs or min(high, low):
        return ""
    return "utf-16-be" if high else "utf-16-le"


def _looks_like_utf8(file: Path) -> str:
    """Return "marked" if a file has signs of several bytes as UTF-8 writes them, "plain" if ASCII alone, else nothing."""
    decoder = codecs.getincrementaldecoder(UTF8)()
    plain = True
    with open_bytes(file) as stream:
        while chunk := stream.read(_CHUNK):
            # Text without accents in UTF-16 is valid UTF-8 too, but for its zeros.
            plain = plain and chunk.isascii()
            try:
                decoder.decode(chunk)
            except UnicodeDecodeError:
                return ""
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return ""
    return "plain" if plain else "marked"


def decode(raw: bytes, file: Path, encoding: str) -> str:
    """Return the text of a file.

    Raises
    ------
    ArticleError
        If a byte does not fit, naming it and its position.
    """
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        place = f"byte {raw[error.start]:#04x} at position {error.start}"
        if encoding == UTF8:
            raise ArticleError(
                f"the article is not UTF-8: {place}",
                where=file,
                todo="save it as UTF-8, or name its encoding in study.yaml, as in `encoding: windows-1252`",
            ) from error
        if encoding == WINDOWS:  # five bytes mean nothing in it; in Latin-1 each does
            return raw.decode("latin-1")
        raise ArticleError(
            f"the article is not {encoding}: {place}", where=file, todo="correct the setting `encoding`"
        ) from error


def open_text(file: Path, *, encoding: str, notes: Notes, newline: str = "") -> Any:
    """Open a table as text; bytes that do not fit come through as lone surrogates, for the row to be named."""
    check_packed(file)
    name = choose_encoding(file, encoding=encoding, notes=notes)
    return io.TextIOWrapper(
        open_bytes(file),
        encoding="utf-8-sig" if name == UTF8 else name,
        errors="surrogateescape" if name == UTF8 else "replace",
        newline=newline,
    )
