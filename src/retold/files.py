"""Read a file that is one, and write one so that it is complete when it appears."""

from __future__ import annotations

import errno
import os
import stat
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from retold.errors import ResultsError, StudyError

# No codebook, sheet or settings of a study come near this; beyond it a file is something else, or meant to harm.
LARGEST_FILE = 200_000_000


def read_file(path: str | Path, *, most: int = LARGEST_FILE) -> bytes:
    """Return the bytes of a file of bounded size; pipes and devices, which may never end, are refused.

    Parameters
    ----------
    path : path
    most : int
        The most bytes that are read.

    Raises
    ------
    OSError
        If the system refuses, this is no regular file, or it is larger; ``strerror`` says why in words.

    Examples
    --------
    >>> import tempfile
    >>> file = Path(tempfile.mkdtemp()) / "notes.txt"
    >>> _ = file.write_text("done")
    >>> read_file(file)
    b'done'
    >>> read_file(file, most=3)
    Traceback (most recent call last):
    OSError: [Errno 27] it is larger than 3 bytes: ...
    """
    try:
        mode = os.stat(path).st_mode
        if stat.S_ISDIR(mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
        if not stat.S_ISREG(mode):
            raise OSError(errno.EINVAL, "it is a pipe or a device, not a file", str(path))
        with open(path, "rb") as stream:
            # Some files of a system say that they are empty and never end: what is read counts, not the size told.
            content = stream.read(most + 1)
    except ValueError as error:  # NUL in a path
        raise OSError(errno.EINVAL, "its path holds a sign that no path can", str(path)) from error
    if len(content) > most:
        raise OSError(errno.EFBIG, f"it is larger than {most:,} bytes", str(path))
    return content


# What a workbook or a document may unpack to, and in how many parts: a few kilobytes can hold gigabytes.
LARGEST_UNPACKED = 200_000_000
MOST_PARTS = 10_000


def check_archive(source: str | Path | IO[bytes], *, most: int = LARGEST_UNPACKED) -> None:
    """Look how much a ZIP archive (XLSX, DOCX) would unpack to, before anything of it is unpacked.

    Parameters
    ----------
    source : path or binary file
    most : int
        The most bytes of all parts together. A part is never read beyond the size that is told here.

    Raises
    ------
    OSError
        If it would be more; ``strerror`` says so in words.
    zipfile.BadZipFile
        If it is no archive.
    """
    with zipfile.ZipFile(source) as package:
        parts = package.infolist()
    size = sum(part.file_size for part in parts)
    if size > most or len(parts) > MOST_PARTS:
        raise OSError(
            errno.EFBIG, f"it unpacks to {size:,} bytes in {len(parts):,} parts, and {most:,} are read"
        )


def refuse_outside(
    path: str | Path,
    folder: str | Path,
    *,
    outside: Iterable[str] = (),
    what: str = "file",
    error: type[StudyError] = StudyError,
) -> None:
    """Refuse a path that leads out of a folder, by its name or by a link: what a study reads may be published.

    Parameters
    ----------
    path : path
        What is to be read; it need not be there.
    folder : path
        Where it has to lie.
    outside : iterable of str
        Files and folders, seen from the folder, that may be read although they lie elsewhere.
    what : str
        What it is called in the message.
    error : type
        What is raised.

    Raises
    ------
    StudyError
        If it lies neither in the folder nor in what is allowed.

    Examples
    --------
    >>> refuse_outside("study/articles/a.txt", "study")
    >>> refuse_outside("study/../shared/a.txt", "study", outside=["../shared"])
    >>> refuse_outside("study/../secret.txt", "study", what="article")
    Traceback (most recent call last):
    retold.errors.StudyError: the article lies outside the study
    ...
    """
    if not lies_within(path, folder, outside=outside):
        raise error(
            f"the {what} lies outside the study",
            where=path,
            todo="copy it into the study's folder; or, if you trust who made the study, allow its file or folder by "
            "name in study.yaml, as in `outside: [../shared]`",
        )


def lies_within(path: str | Path, folder: str | Path, *, outside: Iterable[str] = ()) -> bool:
    """Tell whether a path, with all its links followed, lies in a folder or in what else is allowed."""
    try:
        real, *allowed = (
            Path(os.path.realpath(each)) for each in (path, folder, *(Path(folder, name) for name in outside))
        )
    except ValueError:  # NUL in a path
        return False
    return any(real.is_relative_to(place) for place in allowed)


def lock_file(handle: IO[str]) -> bool:
    """Lock an open file for this process alone, and tell whether it could be; the lock ends with the process."""
    try:
        import fcntl
    except ImportError:  # Windows has no such locks
        return True
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


# How what is written aside is called until it is complete.
PART = ".part"


@contextmanager
def complete_file(path: str | Path, what: str) -> Iterator[Path]:
    """Give a path aside to write to; it takes the file's name when the block ends without an error.

    Parameters
    ----------
    path : path
        The file wanted. Its folder is made.
    what : str
        What it is, for the message if it cannot be written.

    Raises
    ------
    ResultsError
        If the system refuses. Nothing is left of the attempt, and an earlier file stays as it was.

    Examples
    --------
    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> with complete_file(folder / "notes.txt", "the notes") as aside:
    ...     _ = aside.write_text("done")
    >>> [file.name for file in folder.iterdir()]
    ['notes.txt']
    """
    path = Path(path)
    aside = path.with_name(f".{path.name}.{os.getpid()}{PART}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        yield aside
        os.replace(aside, path)
    except OSError as error:
        raise ResultsError(
            f"{what} cannot be written: {error.strerror or error}",
            where=path,
            todo="free some space, or choose another folder with --results",
        ) from error
    finally:
        with suppress(OSError):
            aside.unlink(missing_ok=True)
