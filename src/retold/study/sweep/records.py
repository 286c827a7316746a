"""Which nodes of a sweep are finished: told by the bytes of what they wrote, as in a run."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path

from retold.files import complete_file
from retold.study.staleness import digest_file
from retold.study.sweep.plan import Sweep, record_path

# Of a node that has ended, the paths of what it wrote, seen from the folder of the sweep, with their digests.
Written = dict[str, str]


def write_record(path: Path, name: str, written: Mapping[str, str]) -> None:
    """Note that a node has ended, and what it wrote."""
    with complete_file(path, "the record of a stage") as aside:
        aside.write_text(json.dumps({"name": name, "outputs": dict(written)}, indent=1), "utf-8")


def read_record(path: Path) -> Written:
    """Return what a node wrote, by path; nothing if it has not ended."""
    try:
        return dict(json.loads(path.read_text("utf-8"))["outputs"])
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def find_done(sweep: Sweep) -> set[str]:
    """Return the keys of the nodes whose results are there as they were written, and those of the nodes before them."""
    digest = cache(digest_file)
    done: set[str] = set()
    for key, node in sweep.nodes.items():
        written = read_record(record_path(sweep.folder, key))
        if (
            written
            and all(other in done for other in node.after)
            and all(digest(sweep.folder / name) == value for name, value in written.items())
        ):
            done.add(key)
    return done


def forget_undone(sweep: Sweep, done: set[str]) -> None:
    """Remove the records of nodes whose results are not there, so that they are made again."""
    for key in sweep.nodes:
        if key not in done:
            record_path(sweep.folder, key).unlink(missing_ok=True)


def take_place(made: Path, place: Path) -> None:
    """Move a folder that is complete to its place, instead of what is there."""
    place.parent.mkdir(parents=True, exist_ok=True)
    shutil.rmtree(place, ignore_errors=True)
    # Two of the same content may end at one moment: what the first has put there stays.
    with suppress(OSError):
        os.rename(made, place)
