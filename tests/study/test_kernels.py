"""What kernels are started with: numbers that come out the same, and nothing of the user's own."""

import os
import subprocess
import sys

import pytest

from retold.study.kernels import DEBUGGER, KERNEL_ENVIRONMENT, kernel_environment
from retold.study.warm import VARIABLE


@pytest.mark.parametrize("name", ["MPLBACKEND", "PYTHONSTARTUP", VARIABLE])
def test_what_a_user_has_set_for_other_programs_is_left_out(name, tmp_path, monkeypatch):
    monkeypatch.setenv(name, "set")
    monkeypatch.setenv("OMP_NUM_THREADS", "7")
    monkeypatch.setenv("SAILS", "kept")
    found = kernel_environment(tmp_path)
    assert name not in found
    assert (os.environ[name], os.environ["OMP_NUM_THREADS"]) == ("set", "7")
    assert (found["SAILS"], found["OMP_NUM_THREADS"]) == ("kept", KERNEL_ENVIRONMENT["OMP_NUM_THREADS"])
    assert found["IPYTHONDIR"] == str(tmp_path / "ipython")


def test_a_kernel_has_what_its_debugger_sets_by_itself():
    bare = {name: value for name, value in os.environ.items() if name not in DEBUGGER}
    code = "import os; before = dict(os.environ); import ipykernel.debugger; print(dict(os.environ.items() - before.items()))"
    done = subprocess.run(
        [sys.executable, "-c", code], env=bare, capture_output=True, text=True, check=True, timeout=120
    )
    assert done.stdout.strip() == str(DEBUGGER)
