"""How far a long loop is, noted where somebody who waits can read it: "resamples 40 of 100"."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

Item = TypeVar("Item")

# The file that a process is to note its progress in; without it nothing is noted.
VARIABLE = "RETOLD_PROGRESS"

# Seconds between two notes: nobody reads faster, and a loop is not to be slower for it.
EVERY = 1.0


def count_off(items: Iterable[Item], what: str, *, total: int) -> Iterator[Item]:
    """Yield items, and note now and then how many are done.

    Parameters
    ----------
    items : iterable
    what : str
        What the items are, in the plural.
    total : int
        How many there will be.

    Yields
    ------
    object
        The items as they are.

    Examples
    --------
    >>> list(count_off(iter("abc"), "letters", total=3))
    ['a', 'b', 'c']
    """
    file = os.environ.get(VARIABLE)
    if not file:
        yield from items
        return
    last = time.monotonic()
    noted = False
    for done, item in enumerate(items):
        if time.monotonic() - last >= EVERY:
            note(Path(file), f"{what} {done:,} of {total:,}")
            last, noted = time.monotonic(), True
        yield item
    if noted:
        note(Path(file), "")


def note(file: Path, text: str) -> None:
    """Write one line that takes the place of the one before; that it cannot be written stops nothing."""
    aside = file.with_name(f".{file.name}.{os.getpid()}")
    with suppress(OSError):
        aside.write_text(text, "utf-8")
        os.replace(aside, file)
