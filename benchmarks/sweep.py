"""Time a sweep: a study under many specifications, and again when there is nothing to do.

Usage: python benchmarks/sweep.py [STUDY] [--grid FILE] [--cores N]

Printed are the universes, the stages that were run and those that universes shared or took over, seconds, and CPU seconds, those of all
processes; the latter hang less on what else a machine is at. Without `--grid` it is one of 108 universes, most of whose choices are of
grouping, the dearest stage. The goal on data/nato, on two quiet cores: 100 universes in 10 minutes.
"""

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

from key import DATA
from retold.tables import read_table
from timing import children_seconds, timed

GRID = """choices:
  embedding: [encoder, tfidf]
  criterion: [joint, expected, silhouette]
  clauses: [true, false]
  voices: [[subject], [subject, third_party], [third_party]]
  overlap: [theme, codebook, all]
"""


def sweep(study: Path, grid: Path, results: Path, cores: int) -> tuple[float, float]:
    """Return how long a sweep takes, and the CPU seconds of all its processes."""
    command = [
        sys.executable,
        "-m",
        "retold.cli",
        "sweep",
        study,
        grid,
        "--results",
        results,
        "--cores",
        cores,
    ]
    before = children_seconds()
    _, seconds = timed(lambda: subprocess.run([*map(str, command)], check=True, capture_output=True))
    return seconds, children_seconds() - before


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("study", nargs="?", type=Path, default=DATA / "nato")
    parser.add_argument("--grid", type=Path)
    parser.add_argument("--cores", type=int, default=2)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        own = Path(folder) / "grid.yaml"
        own.write_text(GRID, "utf-8")
        for turn in ("all of it", "nothing to do"):
            seconds, spent = sweep(given.study, given.grid or own, Path(folder) / "out", given.cores)
            print(f"{turn}: {seconds:.0f} s, {spent:.0f} CPU s on {given.cores} cores")
        results = Path(folder) / "out" / "sweep"
        universes = read_table("universes", results)
        print(f"{len(universes)} universes, {(universes['status'] == 'done').sum()} came to their end")
        nodes = len([*results.glob(".run/steps/*.json")]) - len(universes)
        print(f"{nodes} stages of {len([*results.glob('stages/*')])} contents")


if __name__ == "__main__":
    main()
