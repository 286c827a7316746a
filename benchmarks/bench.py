"""Run the benchmarks, append what they measure to `benchmarks/measured.jsonl`, and write `docs/benchmarks.md` from it.

Usage: python benchmarks/bench.py [--only small growth scripts] [--sizes N ...] [--kind stories] [--scripts NAME ...]
       python benchmarks/bench.py --data attribution PATH --data speakers PATH ...
       python benchmarks/bench.py --page

`make bench` runs it. What needs no outside data always runs: small calls beside their peers (`small_calls.py`, extra `bench`), what each call of
the notebooks costs as a corpus grows (`scale.py`), and what the scripts print. A script that measures on data of others runs where `--data` says
where they are. `--page` writes the page and runs nothing.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Collection, Iterator
from importlib.util import find_spec
from pathlib import Path

import page
from measured import KEPT, ROOT, Line, append, code_and_machine, read
from scale import CALLS, COPIES, measure_apart, tell_machine
from script import SCRIPTS
from timing import timed

PARTS = ("small", "growth", "scripts")

# What takes some minutes; 10,000 and 100,000 take long, and are asked for with --sizes.
SIZES = (250, 1000)


def run_small() -> Iterator[Line]:
    """Yield a line for each small call: median and quartiles of its CPU seconds, and whom it stands beside."""
    if find_spec("pytest_benchmark") is None:
        print('small calls are left out: pip install "retold[bench]" brings what times them', file=sys.stderr)
        return
    with tempfile.TemporaryDirectory() as folder:
        told = Path(folder) / "told.json"
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "small_calls.py"]
        timer = ["--benchmark-timer=time.process_time", f"--benchmark-json={told}"]
        subprocess.run([*command, *timer], cwd=Path(__file__).parent, check=True, stdout=sys.stderr)
        for found in json.loads(told.read_text("utf-8"))["benchmarks"]:
            stats = found["stats"]
            kept = {"seconds": stats["median"], "low": stats["q1"], "high": stats["q3"]}
            yield {"kind": "call", **found["extra_info"], "rounds": stats["rounds"], **kept}


def run_growth(sizes: list[int], kind: str) -> Iterator[Line]:
    """Yield a line for each call of the notebooks on each corpus: CPU seconds and peak memory."""
    plain = argparse.Namespace(calls=list(CALLS), tables=None)
    for size in sizes:
        for call, cost in measure_apart(kind, size, plain).items():
            yield {
                "kind": "growth",
                "corpus": kind,
                "articles": size,
                "call": call,
                "seconds": cost.seconds,
                "megabytes": cost.megabytes,
            }


def run_scripts(data: dict[str, str], names: Collection[str] = ()) -> Iterator[Line]:
    """Yield a line for each script that can run, or of those named: its command, what it printed, and how long that took."""
    for script in SCRIPTS:
        if (names and script.name not in names) or (script.outside and script.name not in data):
            continue
        own = [data[script.name]] if script.outside else []
        command = [sys.executable, f"benchmarks/{script.name}.py", *own, *script.options]
        print(f"{script.name} ...", file=sys.stderr, flush=True)
        done, seconds = timed(
            lambda command=command: subprocess.run(
                command, cwd=ROOT, capture_output=True, text=True, check=False
            )
        )
        if done.returncode:
            raise SystemExit(f"{script.command()} ends with status {done.returncode}:\n{done.stderr[-2000:]}")
        # Where the data of others lie is nobody's affair.
        yield {
            "kind": "script",
            "script": script.name,
            "command": script.command(),
            "took": round(seconds, 1),
            "printed": done.stdout.strip("\n"),
        }


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--only", nargs="+", choices=PARTS, default=list(PARTS))
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES), help="articles of the corpora")
    parser.add_argument("--kind", choices=sorted(COPIES), default="stories", help="of the corpora")
    parser.add_argument("--scripts", nargs="+", default=[], choices=[script.name for script in SCRIPTS])
    parser.add_argument("--data", nargs=2, action="append", default=[], metavar=("SCRIPT", "PATH"))
    parser.add_argument("--to", type=Path, default=KEPT, help="the file of JSON lines")
    parser.add_argument("--page", action="store_true", help="write the page, and run nothing")
    options = parser.parse_args()
    outside = {script.name for script in SCRIPTS if script.outside}
    if strange := sorted({name for name, _ in options.data} - outside):
        parser.error(
            f"no script with data of others: {', '.join(strange)}; there are {', '.join(sorted(outside))}"
        )
    if not options.page:
        head = code_and_machine(tell_machine())
        runs = {
            "small": run_small,
            "growth": lambda: run_growth(options.sizes, options.kind),
            "scripts": lambda: run_scripts(dict(options.data), options.scripts),
        }
        for part in options.only:
            # Line by line, so that what was measured is kept if the next one fails.
            count = sum(append([{**head, **line}], options.to) for line in runs[part]())
            print(f"{part}: {count} lines appended to {options.to}", file=sys.stderr)
    print(page.write(read(options.to)))


if __name__ == "__main__":
    main()
