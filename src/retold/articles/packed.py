"""Tables of text that are packed: `news.csv.gz`, `news.jsonl.bz2`, `news.tsv.xz`, `news.csv.zip`, read without unpacking them to a file."""

from __future__ import annotations

import bz2
import gzip
import lzma
import zipfile
import zlib
from pathlib import Path
from typing import IO, cast

from retold.errors import ArticleError
from retold.files import LARGEST_UNPACKED

PACKED = (".gz", ".bz2", ".xz", ".zip")

# So many bytes are unpacked at once.
_CHUNK = 2**20

_UNPACK = "unpack it, and name the table that it holds"


def open_bytes(file: Path) -> IO[bytes]:
    """Open a file; of one that is packed, what it holds."""
    suffix = file.suffix.lower()
    if suffix == ".gz":
        return cast(IO[bytes], gzip.open(file))
    if suffix == ".bz2":
        return bz2.open(file)
    if suffix == ".xz":
        return lzma.open(file)
    return _open_zip(file) if suffix == ".zip" else file.open("rb")


def check_packed(file: Path, *, most: int = LARGEST_UNPACKED) -> None:
    """Unpack a file a piece at a time, keeping none, as far as it may be read: a few kilobytes can hold gigabytes.

    Raises
    ------
    ArticleError
        If it holds more bytes than `most`, several files, or cannot be unpacked.
    """
    if file.suffix.lower() not in PACKED:
        return
    size = 0
    try:
        with open_bytes(file) as stream:
            while size <= most and (piece := stream.read(_CHUNK)):
                size += len(piece)
    # Each way of packing has its own error for what is cut short, locked or no archive at all.
    except (OSError, EOFError, RuntimeError, zlib.error, lzma.LZMAError, zipfile.BadZipFile) as error:
        raise ArticleError(
            f"the archive cannot be unpacked: {error}"[:200], where=file, todo=_UNPACK
        ) from error
    if size > most:
        raise ArticleError(
            f"the archive unpacks to more than {most:,} bytes, which are all that is read",
            where=file,
            todo="unpack it, if you trust who made it",
        )


def _open_zip(file: Path) -> IO[bytes]:
    with zipfile.ZipFile(file) as archive:
        # A Mac adds a file of its own beside each.
        inner = [part for part in archive.infolist() if not part.is_dir() and "__MACOSX" not in part.filename]
        if len(inner) != 1:
            raise ArticleError(
                f"the archive holds {len(inner)} files, not one table", where=file, todo=_UNPACK
            )
        return archive.open(inner[0])
