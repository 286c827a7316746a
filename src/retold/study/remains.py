"""Private folders of runs, and what killed runs leave of them: texts of articles, which the next run removes."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from retold.files import lock_file

# The address of a unix socket holds 104 characters on macOS and 108 on Linux; beyond that zmq fails.
SOCKET_PATH_LIMIT = 100
# What comes after the folder in the name of a socket: `/k-1` to `/k-5`, and room for more.
SOCKET_NAME_LENGTH = len("/k-1000")
# Where a private folder goes when the system's own temporary folder has too long a name for sockets.
SHORT_FOLDERS = ("/tmp", "/var/tmp")

# How a private folder is called, and the file in it that is locked as long as its run lives.
PRIVATE, OWNER = "retold-", "owner"


@contextmanager
def private_folder() -> Iterator[Path]:
    """Make a folder that only this run uses, with a name short enough for sockets if there is one."""
    sweep_private_folders()
    parents = _private_parents()
    short = [parent for parent in parents if fits_sockets(Path(parent, f"{PRIVATE}12345678"))]
    parent = next((p for p in short if os.access(p, os.W_OK | os.X_OK)), parents[0])
    with (
        tempfile.TemporaryDirectory(prefix=PRIVATE, dir=parent, ignore_cleanup_errors=True) as name,
        open(Path(name, OWNER), "w") as owner,
    ):
        lock_file(owner)
        yield Path(name)


def _private_parents() -> list[str]:
    return [tempfile.gettempdir(), *SHORT_FOLDERS]


def sweep_private_folders() -> None:
    """Remove the private folders of runs that were killed: they hold texts of articles, and nobody else would.

    A run holds a lock as long as it lives, and the system takes it away however the run ends.
    """
    for parent in dict.fromkeys(_private_parents()):
        for folder in Path(parent).glob(f"{PRIVATE}*"):
            with suppress(OSError), open(folder / OWNER, "r+") as owner:
                own = not hasattr(os, "getuid") or os.stat(owner.fileno()).st_uid == os.getuid()
                if own and not folder.is_symlink() and lock_file(owner):
                    shutil.rmtree(folder, ignore_errors=True)


def fits_sockets(folder: Path) -> bool:
    """Tell whether sockets in a folder have addresses that the system takes."""
    return len(os.fsencode(folder)) + SOCKET_NAME_LENGTH < SOCKET_PATH_LIMIT
