"""Parts of one piece of work done side by side, on as many cores as a run was given."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Part = TypeVar("Part")
Item = TypeVar("Item")
Result = TypeVar("Result")

# How many cores a run was given (`retold run --cores`); without it a process works on one, as whoever works in a notebook
# has not said that the others are free.
VARIABLE = "RETOLD_CORES"


# Other processes have to be started and read the package first. From so many articles on two of them take at most three quarters
# of the time of one (`benchmarks/processes.py`, on a machine with nothing else to do).
LEAST_ITEMS = 500

# So many articles are sent to a process at once: enough to outweigh the sending, few enough that all end together.
ITEMS_AT_ONCE = 100


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


def map_each(work: Callable[[Item], Result], items: Sequence[Item]) -> Iterator[Result]:
    """Yield what a function makes of each item, in order, in processes side by side where there are cores and enough items.

    Parameters
    ----------
    work : callable
        A function of a module, or a partial of one, as it is sent to other processes; each item is read without the others, so
        that how they are dealt out has no say in what comes of them. What it warns of there is not heard.
    items : sequence
        What it is called with.

    Examples
    --------
    >>> list(map_each(abs, [-1, 2]))
    [1, 2]
    """
    cores = count_cores()
    if cores == 1 or len(items) < LEAST_ITEMS:
        yield from map(work, items)
        return
    from joblib import Parallel, delayed

    parts = (items[at : at + ITEMS_AT_ONCE] for at in range(0, len(items), ITEMS_AT_ONCE))
    done = Parallel(n_jobs=cores, return_as="generator")(delayed(_map_part)(work, part) for part in parts)
    for results in done:
        yield from results


def _map_part(work: Callable[[Item], Result], items: Sequence[Item]) -> list[Result]:
    # The cores are taken: what a process calls works on one.
    os.environ[VARIABLE] = "1"
    return [work(item) for item in items]
