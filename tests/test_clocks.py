"""No test hangs on the time that it takes: only the one that waits for a condition reads a clock."""

import ast
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

FILES = sorted(Path(__file__).parent.rglob("*.py"))
CLOCKS = {
    "perf_counter",
    "process_time",
    "monotonic",
    "thread_time",
    "time",
    "sleep",
    "perf_counter_ns",
    "time_ns",
}


def clock_uses(path):
    """List the lines that read a clock, sleep, or give Hypothesis a time."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "time":
            if node.attr in CLOCKS:
                yield f"{path.name}:{node.lineno}"
        elif isinstance(node, ast.ImportFrom) and node.module in ("time", "timeit"):
            yield f"{path.name}:{node.lineno}"
        elif isinstance(node, ast.keyword) and node.arg == "deadline":
            yield f"{path.name}:{node.value.lineno}"


@pytest.mark.parametrize(
    "path", [path for path in FILES if path.name != "conftest.py"], ids=lambda path: path.name
)
def test_a_test_reads_no_clock(path):
    assert list(clock_uses(path)) == []


def test_hypothesis_judges_no_time():
    assert settings.default.deadline is None
    assert HealthCheck.too_slow in settings.default.suppress_health_check
