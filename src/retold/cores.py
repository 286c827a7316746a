"""Parts of one piece of work done side by side, on as many cores as a run was given."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Part = TypeVar("Part")

# How many cores a run was given (`retold run --cores`); without it a process works on one, as whoever works in a notebook
# has not said that the others are free.
VARIABLE = "RETOLD_CORES"


def count_cores() -> int:
    """Return on how many cores this process may work: as many as it was told, and no more than it has.

    Examples
    --------
    >>> count_cores() >= 1
    True
    """
    told = os.environ.get(VARIABLE, "")
    # Where a scheduler gives a process some cores of a machine, they are those that count.
    own = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(int(told), own)) if told.isascii() and told.isdigit() else 1


def do_each(work: Callable[[Part], object], parts: Iterable[Part]) -> None:
    """Do a piece of work on each part, on threads side by side where there are cores for them.

    Parameters
    ----------
    work : callable
        Keeps what it finds in a place of its own, so that the order in which parts are done has no say in it. Worth a thread is what
        numpy does: Python itself runs on one core at a time.
    parts : iterable
        What it is called with.

    Examples
    --------
    >>> squares = [0] * 3
    >>> do_each(lambda at: squares.__setitem__(at, at**2), range(3))
    >>> squares
    [0, 1, 4]
    """
    cores = count_cores()
    if cores == 1:
        for part in parts:
            work(part)
        return
    with ThreadPoolExecutor(cores) as threads:
        for _ in threads.map(work, parts):
            pass
