"""Read a file that is one, and write one so that it is complete when it appears."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from retold.errors import ResultsError

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
    aside = path.with_name(f".{path.name}.{os.getpid()}.part")
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
