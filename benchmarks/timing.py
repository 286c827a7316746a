"""Seconds and peak memory: of one call, of two calls that take turns, of a process of its own."""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

Result = TypeVar("Result")


def timed(call: Callable[[], Result]) -> tuple[Result, float]:
    """Return what a call gives, and its seconds."""
    start = time.perf_counter()
    result = call()
    return result, time.perf_counter() - start


def paired(first: Callable[[], object], second: Callable[[], object], *, rounds: int) -> tuple[float, float]:
    """Return the median seconds of two calls that take turns, so that both meet the same load of the machine."""
    spent: tuple[list[float], list[float]] = ([], [])
    for _ in range(rounds):
        for call, times in zip((first, second), spent, strict=True):
            times.append(timed(call)[1])
    return statistics.median(spent[0]), statistics.median(spent[1])


def peak_megabytes() -> float:
    """Return the most memory that this process has had so far, in MiB.

    Linux tells it in /proc; what `getrusage` has there is never less than the memory of the process that started this one.
    """
    status = Path("/proc/self/status")
    told = status.read_text("ascii").partition("VmHWM:")[2].split() if status.exists() else []
    if told:
        return int(told[0]) / 2**10
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)


def children_seconds() -> float:
    """Return the CPU seconds of all processes that this one has started and seen end."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def run_apart(script: str, *arguments: object) -> str:
    """Run a script in a process of its own, whose peak of memory is its own, and return what it prints."""
    command = [sys.executable, script, *map(str, arguments)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout
