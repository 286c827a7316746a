"""Seconds and peak memory, as the benchmarks take them."""

import sys

import pytest

from tests.conftest import ROOT


@pytest.fixture
def timing(monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / "benchmarks"))
    import timing

    yield timing
    del sys.modules["timing"]


@pytest.fixture
def clock(timing, monkeypatch):
    """A clock that moves only when a call says so."""
    now = [0.0]
    monkeypatch.setattr(timing.time, "perf_counter", lambda: now[0])

    def spend(seconds):
        now[0] += seconds
        return seconds

    return spend


def test_a_call_is_timed_alone(timing, clock):
    clock(100)
    assert timing.timed(lambda: clock(3)) == (3, 3)


def test_two_calls_take_turns_and_the_median_round_counts(timing, clock):
    order, spent = [], {"a": iter([1, 9, 2]), "b": iter([5, 4, 6])}

    def call(name):
        order.append(name)
        clock(next(spent[name]))

    assert timing.paired(lambda: call("a"), lambda: call("b"), rounds=3) == (2, 5)
    assert order == list("ababab")


def test_peak_memory_is_in_megabytes_and_of_the_process_that_asks(timing, tmp_path):
    script = tmp_path / "hold.py"
    script.write_text(
        f"import sys\nsys.path.append({str(ROOT / 'benchmarks')!r})\nfrom timing import peak_megabytes\n"
        "held = b'x' * (int(sys.argv[1]) << 20)\nprint(peak_megabytes())\n",
        "utf-8",
    )
    little, much = (float(timing.run_apart(str(script), size)) for size in (1, 200))
    assert 150 < much - little < 250
    assert timing.peak_megabytes() > 0
