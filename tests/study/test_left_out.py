"""Imports that are left out come back after it, and a process of a run does without them."""

import subprocess
import sys

import pytest

from retold.study.left_out import left_out

GONE = "colorsys"


@pytest.fixture
def unknown(monkeypatch):
    monkeypatch.delitem(sys.modules, GONE, raising=False)


def test_what_is_left_out_is_not_installed_as_long_as_it_lasts(unknown):
    with pytest.raises(ImportError), left_out(GONE):
        __import__(GONE)
    assert __import__(GONE).rgb_to_hsv


def test_what_is_imported_already_stays(unknown):
    module = __import__(GONE)
    with left_out(GONE):
        assert sys.modules[GONE] is module
    assert sys.modules[GONE] is module


def test_a_step_starts_without_what_it_does_not_need():
    """Each of these takes half a second or more, in each process of a run."""
    script = (
        "import sys, retold.study.staleness, retold.study.run, retold.study.publish, retold.study.machine;"
        "print([name for name in ('rfc3987_syntax', 'pandas', 'matplotlib', 'scipy') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
