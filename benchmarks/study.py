"""Time the whole study: a full run, a run with nothing to do, and one figure drawn again.

Usage: python benchmarks/study.py [STUDY] [--repeat N]
       python benchmarks/study.py --articles N [--copies N] [--keep FOLDER]

With `--articles`, a study of so many articles is made (`made_study.py`) and run once on one core. Printed are, for each
notebook, for the report and for the rest, the seconds, the CPU seconds and the peak memory of the largest process (read
from Linux' /proc, twice a second), then the sizes of what a reader opens: the executed notebooks, their pages, the report.
The goal for 2,000 articles: at most 30 MB to open, and no process above 2 GB.
"""

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import psutil

from made_study import make_study

RETOLD = (sys.executable, "-m", "retold.cli")

# How often the processes of a run are looked at, in seconds; the peak is the system's own, so none is missed but of
# processes that come and go in between.
LOOK = 0.5


def seconds(*arguments: object) -> float:
    """Return how long one command takes, as a process."""
    start = time.perf_counter()
    subprocess.run([*RETOLD, *map(str, arguments)], check=True, capture_output=True)
    return time.perf_counter() - start


class Look(NamedTuple):
    """What a look at one process shows: the part of the run it works for, its peak in MB, its CPU seconds."""

    part: str
    process: int
    peak: float
    spent: float


def look(root: psutil.Process) -> Iterator[Look]:
    """Look at a process and all below it; a kernel works for the notebook that a process above it names."""
    waiting = [(root, "the rest")]
    while waiting:
        process, part = waiting.pop()
        try:
            words = process.cmdline()
            if "retold.study.step" in words:
                part = "report" if "--report" in words else _notebook(words)
            spent = process.cpu_times()
            yield Look(part, process.pid, _peak(process.pid), spent.user + spent.system)
            waiting += [(child, part) for child in process.children()]
        except (psutil.Error, OSError):
            continue


def _notebook(words: list[str]) -> str:
    return next((Path(word).stem for word in words if word.endswith(".ipynb")), "the rest")


def _peak(process: int) -> float:
    lines = Path(f"/proc/{process}/status").read_text("utf-8").splitlines()
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM")), 0.0)


def watch(*arguments: object) -> dict[str, tuple[float, float, float]]:
    """Run one command; return of each part of the run its seconds, CPU seconds and peak in MB."""
    started = subprocess.Popen([*RETOLD, *map(str, arguments)], stdout=subprocess.DEVNULL)
    root = psutil.Process(started.pid)
    times: dict[str, list[float]] = {}
    peaks: dict[str, float] = {}
    spent: dict[tuple[str, int], float] = {}
    while started.poll() is None:
        for seen in look(root):
            times.setdefault(seen.part, []).append(time.perf_counter())
            peaks[seen.part] = max(peaks.get(seen.part, 0.0), seen.peak)
            spent[seen.part, seen.process] = seen.spent
        time.sleep(LOOK)
    if started.returncode:
        raise SystemExit(f"the run ended with {started.returncode}")
    return {
        part: (
            seen[-1] - seen[0],
            sum(value for (own, _), value in spent.items() if own == part),
            peaks[part],
        )
        for part, seen in sorted(times.items())
    }


def measure_made(folder: Path, count: int, copies: int) -> None:
    """Make a study, run it, and print what it took and how large what can be opened is."""
    study, results = folder / "study", folder / "results"
    make_study(study, count, copies=copies)
    print(f"{count:,} articles, one core")
    print(f"{'':<16}{'seconds':>10}{'CPU s':>10}{'peak MB':>10}")
    for part, found in watch("run", study, "--results", results, "--cores", 1).items():
        print(f"{part:<16}" + "".join(f"{value:>10.0f}" for value in found))
    whole = 0
    for pattern in ("notebooks/*.ipynb", "notebooks/*.html", "report.html"):
        size = sum(path.stat().st_size for path in results.glob(pattern))
        whole += size
        print(f"{pattern:<20}{size / 1e6:>8.1f} MB")
    print(f"{'to open':<20}{whole / 1e6:>8.1f} MB")


def measure_study(study: Path, repeat: int) -> None:
    times: dict[str, list[float]] = {"full run": [], "nothing to do": [], "one figure": []}
    for _ in range(repeat):
        with tempfile.TemporaryDirectory() as folder:
            place = ("--results", folder)
            times["full run"].append(seconds("run", study, *place))
            times["nothing to do"].append(seconds("run", study, *place))
            times["one figure"].append(seconds("figure", study, "coverage", *place))
    print(f"{'':<16}{'median s':>10}{'least s':>10}{'most s':>10}   of {repeat}")
    for name, found in times.items():
        print(f"{name:<16}{statistics.median(found):>10.2f}{min(found):>10.2f}{max(found):>10.2f}")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("study", nargs="?", default=Path(__file__).parents[1] / "data" / "nato", type=Path)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--articles", type=int, metavar="N")
    parser.add_argument("--copies", type=int, default=1, help="how often each article is told")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="make and run the study there")
    options = parser.parse_args()
    if not options.articles:
        measure_study(options.study, options.repeat)
    elif options.keep:
        measure_made(options.keep, options.articles, options.copies)
    else:
        with tempfile.TemporaryDirectory() as folder:
            measure_made(Path(folder), options.articles, options.copies)


if __name__ == "__main__":
    main()
