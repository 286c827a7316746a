"""What a notebook costs: noted when it has run, told by its name, and unknown where nothing was noted."""

import subprocess
import sys

import pytest

from retold.study.costs import COSTS_FOLDER, children_memory, noting_cost, read_costs
from retold.study.warm import Forked

MEGABYTE = 1_000_000


@pytest.fixture
def outputs(tmp_path):
    return [tmp_path / "notebooks" / f"{name}.ipynb" for name in ("01_a", "02_b", "03_c")]


def test_seconds_and_memory_of_a_process_are_noted(outputs):
    pytest.importorskip("resource")
    hungry = "import time; held = bytearray(300_000_000); time.sleep(0.2)"
    with noting_cost(outputs[0]):
        subprocess.run([sys.executable, "-c", hungry], check=True)
    (cost,) = read_costs(outputs).values()
    assert cost["seconds"] >= 0.2
    assert cost["memory"] >= 300 * MEGABYTE


def test_a_notebook_without_a_note_is_left_out(outputs, tmp_path):
    with noting_cost(outputs[2]):
        pass
    for name, text in (("01_a", "{"), ("02_b", "[1]")):
        (tmp_path / COSTS_FOLDER / f"{name}.json").write_text(text)
    assert list(read_costs(outputs)) == ["03_c"]


def test_what_fails_leaves_no_note(outputs):
    with pytest.raises(ZeroDivisionError), noting_cost(outputs[0]):
        raise ZeroDivisionError
    assert read_costs(outputs) == {}


def test_a_later_run_replaces_the_note(outputs, monkeypatch):
    for ticks in ([0.0, 5.0], [0.0, 7.25]):
        monkeypatch.setattr("retold.study.costs.perf_counter", iter(ticks).__next__)
        with noting_cost(outputs[0]):
            pass
    assert read_costs(outputs)["01_a"]["seconds"] == 7.25


def test_a_system_that_does_not_tell_memory_is_no_error(monkeypatch):
    monkeypatch.setitem(sys.modules, "resource", None)
    monkeypatch.setattr(Forked, "most_memory", 0)
    assert children_memory() is None
