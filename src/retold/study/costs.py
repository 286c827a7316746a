"""What a notebook of a run costs: seconds, and the most memory that its kernel held.

Costs differ from run to run and machine to machine. They are noted beside the results, for the manifest, which is the one file of a
run that may hold them.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter
from typing import Any

from retold.files import complete_file
from retold.study.warm import Forked

# In the results folder; one file for each notebook, since a cluster may run each somewhere else.
COSTS_FOLDER = ".costs"

# macOS counts the memory of a process in bytes, Linux in kibibytes.
MEMORY_UNIT = 1 if sys.platform == "darwin" else 1024

Cost = dict[str, Any]


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
    with complete_file(_note_path(output), "the note on what a notebook cost") as aside:
        aside.write_text(json.dumps(cost), "utf-8")


def _note_path(output: Path) -> Path:
    return output.parent.parent / COSTS_FOLDER / f"{output.stem}.json"


def read_costs(outputs: Iterable[Path]) -> dict[str, Cost]:
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
    costs = {}
    for output in outputs:
        try:
            cost = json.loads(_note_path(output).read_text("utf-8"))
        except (OSError, ValueError):
            continue
        if isinstance(cost, dict):
            costs[output.stem] = cost
    return costs
