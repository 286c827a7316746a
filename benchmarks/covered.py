"""How much of the package do the tests go through? Lines and branches of each room, and of the whole, by coverage.py.

    python benchmarks/covered.py                        # all tests: `make coverage`
    python benchmarks/covered.py tests/themes src       # some of them
    python benchmarks/covered.py --show                 # the last measurement again, with the lines that none goes through

What notebooks, steps and commands do in processes of their own is not counted, only what tests call themselves. It ends
with status 1 where a test fails or the whole is below 95 % of lines or 90 % of branches.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

import coverage
import pytest

ROOT = Path(__file__).parents[1]
DATA = ROOT / ".coverage"

# Of the whole package.
LEAST_LINES, LEAST_BRANCHES = 0.95, 0.90


class Counts(NamedTuple):
    """Lines and branches, and how many of them no test goes through."""

    lines: int = 0
    lines_left: int = 0
    branches: int = 0
    branches_left: int = 0

    def shares(self) -> tuple[float, float]:
        """Return the shares of lines and of branches that tests go through; of nothing, all."""
        return 1 - self.lines_left / max(self.lines, 1), 1 - self.branches_left / max(self.branches, 1)


def count_rooms(summaries: dict[str, dict[str, int]]) -> dict[str, Counts]:
    """Return the counts of each room, the first folder below the package, from coverage's summaries of files."""
    rooms: dict[str, Counts] = defaultdict(Counts)
    for name, summary in summaries.items():
        parts = Path(name).parts
        inner = parts[parts.index("retold") + 1 :]
        own = Counts(
            summary["num_statements"],
            summary["missing_lines"],
            summary["num_branches"],
            summary["missing_branches"],
        )
        room = inner[0] if len(inner) > 1 else "(beside the rooms)"
        rooms[room] = whole({"so far": rooms[room], "more": own})
    return dict(sorted(rooms.items()))


def whole(rooms: dict[str, Counts]) -> Counts:
    """Return the counts of all rooms together."""
    return Counts(*map(sum, zip(*rooms.values(), strict=True))) if rooms else Counts()


def describe(rooms: dict[str, Counts]) -> list[str]:
    """Return a line for each room and one for the whole."""
    rows = [*rooms.items(), ("whole", whole(rooms))]
    return [f"{'':20}   lines  covered  branches  covered"] + [
        f"{name:20} {counts.lines:7} {100 * lines:7.1f}% {counts.branches:9} {100 * branches:7.1f}%"
        for name, counts in rows
        for lines, branches in [counts.shares()]
    ]


def is_enough(rooms: dict[str, Counts]) -> bool:
    """Say whether the whole package has its least shares."""
    lines, branches = whole(rooms).shares()
    return lines >= LEAST_LINES and branches >= LEAST_BRANCHES


def read_summaries(measured: coverage.Coverage) -> dict[str, dict[str, int]]:
    """Return coverage's own summary of each file."""
    with tempfile.NamedTemporaryFile(suffix=".json") as file:
        measured.json_report(outfile=file.name)
        found = json.loads(Path(file.name).read_text("utf-8"))
    return {name: entry["summary"] for name, entry in found["files"].items()}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("tests", nargs="*", help="files and folders of tests; all, if none is named")
    parser.add_argument("--show", action="store_true", help="run nothing; list the lines of the last run")
    options = parser.parse_args()
    measured = coverage.Coverage(data_file=str(DATA), branch=True, source_pkgs=["retold"], messages=False)
    failed = 0
    if options.show:
        measured.load()
        measured.report(show_missing=True, skip_covered=True)
    else:
        measured.erase()
        measured.start()
        failed = pytest.main([*options.tests, "-q", "--rootdir", str(ROOT)])
        measured.stop()
        measured.save()
    rooms = count_rooms(read_summaries(measured))
    print("\n".join(describe(rooms)))
    sys.exit(0 if not failed and is_enough(rooms) else 1)


if __name__ == "__main__":
    main()
