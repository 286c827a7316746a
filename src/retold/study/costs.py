"""What a notebook of a run costs: seconds, and the most memory that its kernel held.

Costs differ from run to run and machine to machine. They are noted beside the results, for the manifest, which is the one file of a
run that may hold them.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter

from retold.study.notes import Note, note_path, read_note, write_note
from retold.study.warm import Forked

# In the results folder.
COSTS_FOLDER = ".costs"

# macOS counts the memory of a process in bytes, Linux in kibibytes.
MEMORY_UNIT = 1 if sys.platform == "darwin" else 1024


def own_memory() -> int:
    """Return the most bytes that this process has held; 0 where the system does not tell."""
    return _peak("RUSAGE_SELF")


def children_memory() -> int | None:
    """Return the most bytes that one process which this one started or had forked, and saw end, has held; None where nothing tells."""
    return max(_peak("RUSAGE_CHILDREN"), Forked.most_memory) or None


def _peak(whose: str) -> int:
    try:
        import resource
    except ImportError:  # Windows
        return 0
    return int(resource.getrusage(getattr(resource, whose)).ru_maxrss) * MEMORY_UNIT


@contextmanager
def noting_cost(output: Path) -> Iterator[None]:
    """Keep what a block costs that runs a notebook; a block that fails leaves no note.

    Parameters
    ----------
    output : path
        The executed notebook, in the folder ``notebooks`` of its results.

    Raises
    ------
    ResultsError
        If the note cannot be written.
    """
    begin = perf_counter()
    yield
    cost = {"seconds": round(perf_counter() - begin, 2), "memory": children_memory()}
    write_note(note_path(output, COSTS_FOLDER), cost, "the note on what a notebook cost")


def read_costs(outputs: Iterable[Path]) -> dict[str, Note]:
    """Return what each notebook cost when it was last run, by its name.

    Parameters
    ----------
    outputs : iterable of path
        The executed notebooks.

    Returns
    -------
    dict of str to dict
        ``seconds`` from the start of the kernel to its end, and ``memory`` (bytes, or None). A notebook of which nothing is known is
        left out.
    """
    noted = {output.stem: read_note(note_path(output, COSTS_FOLDER)) for output in outputs}
    return {name: cost for name, cost in noted.items() if cost is not None}
