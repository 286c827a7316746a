"""Write a file so that it is complete when it appears."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from retold.errors import ResultsError


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
