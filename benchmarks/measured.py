"""What was measured, kept: a file of JSON lines, one a measure, to which each run appends and from which the page is made.

Each line says what was run, on which commit, with which machine and versions, so that no number is ever typed.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from retold.study.manifest import git_state

ROOT = Path(__file__).parents[1]
KEPT = ROOT / "benchmarks" / "measured.jsonl"

# What a line may be: a small call, a call on a corpus of some size, what a script printed.
KINDS = ("call", "growth", "script")

# Less than a microsecond is no measure.
DIGITS = 6

# A commit is known by so many characters.
COMMIT = 10

Line = dict[str, Any]


def code_and_machine(machine: str) -> Line:
    """Return what is said of every line of a run: the commit, whether files differ from it, the machine, what else it was at."""
    state = git_state(ROOT)
    return {
        "commit": str(state["commit"] or "unknown")[:COMMIT],
        "dirty": bool(state["dirty"]),
        "machine": machine,
        "load": round(os.getloadavg()[0], 1),
    }


def append(lines: Iterable[Line], path: Path = KEPT) -> int:
    """Append lines to a file, and return how many."""
    written = [json.dumps(_rounded(line), ensure_ascii=False, sort_keys=True) + "\n" for line in lines]
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "a", encoding="utf-8", newline="\n") as file:
        file.writelines(written)
    return len(written)


def _rounded(line: Line) -> Line:
    return {name: round(value, DIGITS) if isinstance(value, float) else value for name, value in line.items()}


def read(path: Path = KEPT) -> list[Line]:
    """Return the lines of a file in their order; none if there is no file. A line that is none is named."""
    if not path.exists():
        return []
    return [_parse(text, f"{path.name}, line {n}") for n, text in enumerate(_lines(path), 1)]


def _lines(path: Path) -> Iterator[str]:
    yield from path.read_text("utf-8").splitlines()


def _parse(text: str, where: str) -> Line:
    try:
        line = json.loads(text)
    except ValueError as error:
        raise SystemExit(f"{where} is no JSON: {error}") from None
    if not isinstance(line, dict) or line.get("kind") not in KINDS:
        raise SystemExit(f"{where} is of no kind that is known: {', '.join(KINDS)}")
    return line


def of_kind(lines: Iterable[Line], kind: str) -> list[Line]:
    """Return the lines of a kind."""
    return [line for line in lines if line["kind"] == kind]


def newest(lines: Iterable[Line], *names: str) -> dict[tuple[Any, ...], Line]:
    """Return the last line for each set of values of some fields, in the order in which these first came.

    Examples
    --------
    >>> newest([{"a": 1, "b": 5}, {"a": 1, "b": 6}], "a")
    {(1,): {'a': 1, 'b': 6}}
    """
    found: dict[tuple[Any, ...], Line] = {}
    for line in lines:
        found[tuple(line[name] for name in names)] = line
    return found


def code_of(line: Mapping[str, Any]) -> str:
    """Return which code a line is of: the commit, and a plus sign where files differed from it."""
    return f"{line['commit']}{'+' * line['dirty']}"
