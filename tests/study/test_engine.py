"""The graph's engine as a process: it starts Snakemake, and only when it is run."""

import importlib
import subprocess
import sys

from retold.study import engine


def test_importing_it_starts_nothing():
    before = set(sys.modules)
    module = importlib.reload(engine)
    assert module.watch is importlib.import_module("retold.study.step").watch
    assert "snakemake.cli" in before or "snakemake.cli" not in sys.modules


def test_it_is_snakemake():
    command = [sys.executable, "-m", "retold.study.engine", "--version"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert (done.returncode, done.stdout.split(".")[0]) == (0, "9")
