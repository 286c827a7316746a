"""A run that is cut off leaves nothing behind: no kernel, no half-written file."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from retold.errors import NotebookError
from retold.study.run import run_notebook
from tests.conftest import PATIENCE, wait_for
from tests.study.small_notebooks import _program, make, names, printed


def _is_alive(process: int) -> bool:
    done = subprocess.run(["ps", "-o", "stat=", "-p", str(process)], capture_output=True, text=True)
    return done.stdout.strip()[:1] not in ("", "Z")


@pytest.mark.skipif(os.name != "posix", reason="signals of this kind exist on POSIX only")
@pytest.mark.parametrize(
    ("number", "stubborn", "status"),
    [
        (signal.SIGINT, False, -signal.SIGINT),
        (signal.SIGTERM, False, 128 + signal.SIGTERM),
        (signal.SIGTERM, True, 128 + signal.SIGTERM),
    ],
)
def test_an_interrupt_leaves_nothing_and_a_rerun_succeeds(
    tmp_path: Path, out: Path, temporary: Path, number: signal.Signals, stubborn: bool, status: int
) -> None:
    out.parent.mkdir()
    out.write_text("good")
    marker = out.parent / "marker"
    ignore = (
        "for n in (signal.SIGINT, signal.SIGTERM): signal.signal(n, signal.SIG_IGN)\n" if stubborn else ""
    )
    # The marker appears complete: it is renamed once the processes are in it.
    slow = (
        "import os, signal, subprocess, sys, time\n" + ignore + "child = subprocess.Popen(['sleep', '900'])\n"
        "open('part', 'w').write(f'{os.getpid()} {child.pid}')\nos.rename('part', 'marker')\ntime.sleep(900)"
    )
    notebook = make(tmp_path, slow)
    errors = tmp_path / "errors"
    with errors.open("w") as stream:
        process = subprocess.Popen(
            [sys.executable, "-c", _program(notebook, out)],
            stderr=stream,
            env={**os.environ, "TMPDIR": str(temporary)},
            start_new_session=True,
        )
        wait_for(lambda: marker.exists() or process.poll() is not None)
        kernels = [int(text) for text in marker.read_text().split()]
        process.send_signal(number)
        assert process.wait(PATIENCE) == status
    wait_for(lambda: not any(map(_is_alive, kernels)))
    marker.unlink()
    assert names(out.parent) == ["study.ipynb"]
    assert out.read_text() == "good"
    assert "never retrieved" not in errors.read_text()
    assert "completed" not in errors.read_text()

    run_notebook(make(tmp_path, "print('again')"), out, parameters={}, cwd=tmp_path)
    assert printed(out) == "again\n"


def test_an_interrupt_while_the_kernel_starts_leaves_no_kernel(
    tmp_path: Path, out: Path, temporary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from nbclient import NotebookClient

    processes = []

    def interrupted(self: NotebookClient) -> None:
        processes.append(self.km.provisioner.process)
        assert processes[0].poll() is None
        raise KeyboardInterrupt

    # Here nbclient has a kernel already and does not yet clean up after itself.
    monkeypatch.setattr(NotebookClient, "start_new_kernel_client", interrupted)
    with pytest.raises(KeyboardInterrupt):
        run_notebook(make(tmp_path, "print(1)"), out, parameters={}, cwd=tmp_path)
    assert processes[0].returncode == -signal.SIGKILL
    assert names(out.parent) == []


def test_a_kernel_that_dies_is_told_with_its_last_words(
    tmp_path: Path, out: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    code = "import os\nos.write(2, b'out of luck\\n')\nos._exit(3)"
    with pytest.raises(NotebookError, match="last words: out of luck"):
        run_notebook(make(tmp_path, code), out, parameters={}, cwd=tmp_path)
    assert "out of luck" not in capfd.readouterr().err
