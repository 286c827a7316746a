"""Time the whole study: a full run, a run with nothing to do, and one figure drawn again.

Usage: python benchmarks/study.py [STUDY] [--repeat N]
"""

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

RETOLD = (sys.executable, "-m", "retold.cli")


def seconds(*arguments: object) -> float:
    """Return how long one command takes, as a process."""
    start = time.perf_counter()
    subprocess.run([*RETOLD, *map(str, arguments)], check=True, capture_output=True)
    return time.perf_counter() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("study", nargs="?", default=Path(__file__).parents[1] / "data" / "nato", type=Path)
    parser.add_argument("--repeat", type=int, default=3)
    options = parser.parse_args()
    times: dict[str, list[float]] = {"full run": [], "nothing to do": [], "one figure": []}
    for _ in range(options.repeat):
        with tempfile.TemporaryDirectory() as folder:
            place = ("--results", folder)
            times["full run"].append(seconds("run", options.study, *place))
            times["nothing to do"].append(seconds("run", options.study, *place))
            times["one figure"].append(seconds("figure", options.study, "coverage", *place))
    print(f"{'':<16}{'median s':>10}{'least s':>10}{'most s':>10}   of {options.repeat}")
    for name, found in times.items():
        print(f"{name:<16}{statistics.median(found):>10.2f}{min(found):>10.2f}{max(found):>10.2f}")


if __name__ == "__main__":
    main()
