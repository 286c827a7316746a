"""Time the whole study: a full run, a run with nothing to do, one figure drawn again, and the figures for print.

Usage: python benchmarks/study.py [STUDY] [--repeat N] [--cold]
       python benchmarks/study.py --small [--repeat N] [--cold]
       python benchmarks/study.py --articles N [--copies N] [--keep FOLDER]

Printed are seconds and CPU seconds, those of all processes of a command; the latter hang less on what else a machine is at.
With `--small` the study is of two sentences; with `--cold` each step and kernel is an interpreter of its own, not forked from
a process that has imported what they need. The goal for five articles, on two quiet cores: a full run in 15 s, nothing to do in 1 s.

With `--articles`, a study of so many articles is made (`made_study.py`) and run once on one core. Printed are, for each
notebook, for the report and for the rest, the seconds, the CPU seconds and the peak memory of the largest process (read
from Linux' /proc, twice a second), then the sizes of what a reader opens: the executed notebooks, their pages, the report.
The goal for 2,000 articles: at most 30 MB to open, and no process above 2 GB.
"""

import argparse
import os
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
from retold.study.warm import VARIABLE
from timing import children_seconds, timed

RETOLD = (sys.executable, "-m", "retold.cli")

# How often the processes of a run are looked at, in seconds; the peak is the system's own, so none is missed but of
# processes that come and go in between.
LOOK = 0.5


# Set so, no process is kept warm.
COLD = {VARIABLE: ""}

# A study as small as one can be that has something to find.
TWO_SENTENCES = "The bridge will be safe, Ann Lee said. The council voted in May."


def spend(*arguments: object, cold: bool) -> tuple[float, float]:
    """Return how long one command takes, as a process, and the CPU seconds of it and of all that it starts."""
    environment = {**os.environ, **COLD} if cold else None
    command = [*RETOLD, *map(str, arguments)]
    before = children_seconds()
    _, seconds = timed(lambda: subprocess.run(command, check=True, capture_output=True, env=environment))
    return seconds, children_seconds() - before


def make_small(folder: Path) -> Path:
    """Make a study of two sentences."""
    (folder / "articles").mkdir(parents=True)
    (folder / "articles" / "a.txt").write_text(TWO_SENTENCES, "utf-8")
    (folder / "study.yaml").write_text("subject: Ann Lee\naliases: [Lee]\n", "utf-8")
    (folder / "codebook.yaml").write_text("themes: {safety: {patterns: [safe*]}}\n", "utf-8")
    return folder


class Look(NamedTuple):
    """What a look at one process shows: the part of the run it works for, its peak in MB, its CPU seconds."""

    part: str
    process: int
    peak: float
    spent: float


def look(root: psutil.Process) -> Iterator[Look]:
    """Look at a process and all below it; a kernel works for the step that a process above it names."""
    waiting = [(root, "the rest")]
    while waiting:
        process, part = waiting.pop()
        try:
            words = process.cmdline()
            if "retold.study.step" in words:
                part = words[-1]
            spent = process.cpu_times()
            yield Look(part, process.pid, _peak(process.pid), spent.user + spent.system)
            waiting += [(child, part) for child in process.children()]
        except (psutil.Error, OSError):
            continue


def _peak(process: int) -> float:
    lines = Path(f"/proc/{process}/status").read_text("utf-8").splitlines()
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM")), 0.0)


def watch(*arguments: object) -> dict[str, tuple[float, float, float]]:
    """Run one command; return of each part of the run its seconds, CPU seconds and peak in MB."""
    # What is forked from a warm process is not told apart by its command.
    environment = {**os.environ, **COLD}
    started = subprocess.Popen([*RETOLD, *map(str, arguments)], stdout=subprocess.DEVNULL, env=environment)
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


def measure_study(study: Path, repeat: int, *, cold: bool) -> None:
    """Time what is done with one study, so many times, and print the median of each."""
    spent: dict[str, list[tuple[float, float]]] = {}
    for _ in range(repeat):
        with tempfile.TemporaryDirectory() as folder:
            place = ("--results", folder)
            for name, command in (
                ("full run", ("run", study, *place)),
                ("nothing to do", ("run", study, *place)),
                ("one figure", ("figure", study, "coverage", *place)),
                ("for print", ("run", study, *place, "--print")),
            ):
                spent.setdefault(name, []).append(spend(*command, cold=cold))
    print(f"{study.name}, {'each process by itself' if cold else 'forked from a warm process'}")
    print(f"{'':<16}{'median s':>10}{'least s':>10}{'most s':>10}{'CPU s':>10}   of {repeat}")
    for name, found in spent.items():
        times, works = zip(*found, strict=True)
        print(
            f"{name:<16}{statistics.median(times):>10.2f}{min(times):>10.2f}{max(times):>10.2f}{statistics.median(works):>10.2f}"
        )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("study", nargs="?", default=Path(__file__).parents[1] / "data" / "nato", type=Path)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--small", action="store_true", help="a study of two sentences")
    parser.add_argument("--cold", action="store_true", help="keep no process warm")
    parser.add_argument("--articles", type=int, metavar="N")
    parser.add_argument("--copies", type=int, default=1, help="how often each article is told")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="make and run the study there")
    options = parser.parse_args()
    if options.small:
        with tempfile.TemporaryDirectory() as folder:
            measure_study(make_small(Path(folder, "two_sentences")), options.repeat, cold=options.cold)
    elif not options.articles:
        measure_study(options.study, options.repeat, cold=options.cold)
    elif options.keep:
        measure_made(options.keep, options.articles, options.copies)
    else:
        with tempfile.TemporaryDirectory() as folder:
            measure_made(Path(folder), options.articles, options.copies)


if __name__ == "__main__":
    main()
