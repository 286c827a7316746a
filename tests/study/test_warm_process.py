"""The process that others are forked from: it has one thread, ends with its run, and each fork has a status."""

import importlib
import signal
import socket
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from retold.study import step, warm, warm_process
from retold.study.kernels import kernel_environment
from retold.study.remains import private_folder
from tests.conftest import PATIENCE

pytestmark = pytest.mark.skipif(not warm.can_fork(), reason="no process can be forked here")


def test_a_process_of_two_threads_forks_nobody(monkeypatch):
    monkeypatch.setattr(warm_process, "import_all", lambda: None)
    monkeypatch.setattr(warm_process, "count_threads", lambda: 2)
    handler = signal.getsignal(signal.SIGCHLD)
    with socket.socket(socket.AF_UNIX) as listener:
        warm_process.serve(listener)
    assert signal.getsignal(signal.SIGCHLD) is handler


def test_it_ends_with_its_run_and_imports_meanwhile_what_comes_last(tmp_path, monkeypatch):
    imported = []
    monkeypatch.setattr(warm_process, "import_all", lambda: None)
    monkeypatch.setattr(warm_process, "count_threads", lambda: 1)
    monkeypatch.setattr(warm_process.signal, "signal", lambda number, handler: None)
    monkeypatch.setattr(warm_process.gc, "freeze", lambda: None)
    held, watched = socket.socketpair()
    with socket.socket(socket.AF_UNIX) as listener, watched:
        monkeypatch.setattr(sys, "stdin", watched)

        def make_ready(name):
            imported.append(name)
            if len(imported) == len(warm_process.LATER):
                held.close()

        monkeypatch.setattr(warm_process, "make_ready", make_ready)
        listener.bind(str(tmp_path / "s"))
        listener.listen()
        warm_process.serve(listener)
    assert tuple(imported) == warm_process.LATER


def test_a_module_is_imported_and_a_function_called(monkeypatch):
    called = []
    monkeypatch.setattr(warm, "can_fork", lambda: called.append(True))
    warm_process.make_ready("retold.study.warm")
    assert not called
    warm_process.make_ready("retold.study.warm:can_fork")
    assert called


@pytest.mark.parametrize("name", warm_process.LATER)
def test_what_is_made_ready_later_is_there(name):
    module, _, function = name.partition(":")
    assert not function or callable(getattr(importlib.import_module(module), function))


def test_it_ends_with_its_run(tmp_path):
    with private_folder() as folder:
        process = warm._start(Path(folder, "s"), kernel_environment(folder))
        process.stdin.close()
        assert process.wait(PATIENCE) == 0


def ends_with(end):
    def run_here(arguments):
        if isinstance(end, int):
            return end
        raise end

    return run_here


@pytest.mark.parametrize(
    ("end", "status"),
    [(0, 0), (1, 1), (KeyboardInterrupt(), 130), (SystemExit(), 0), (SystemExit(3), 3), (SystemExit("why"), 1), (KeyError("x"), 1)],
)  # fmt: skip
def test_each_end_has_a_status(monkeypatch, capsys, end, status):
    monkeypatch.setattr(step, "run_here", ends_with(end))
    assert warm_process.run("step", ["plan.json", "report"]) == status
    assert ("KeyError" in capsys.readouterr().err) == isinstance(end, KeyError)


@pytest.mark.parametrize(
    "sent", [b"", b"\0\0\0\4", b"\0\0\0\4{}", b"\0\0\0\2{}"], ids=["nothing", "cut", "short", "no files"]
)
def test_half_a_request_is_not_answered(monkeypatch, tmp_path, sent):
    monkeypatch.setattr(warm_process, "become", lambda *given: pytest.fail("it was answered"))
    with socket.socket(socket.AF_UNIX) as listener, socket.socket(socket.AF_UNIX) as asking:
        listener.bind(str(tmp_path / "s"))
        listener.listen()
        asking.connect(str(tmp_path / "s"))
        asking.sendall(sent)
        asking.shutdown(socket.SHUT_WR)
        warm_process.answer(listener)
        assert asking.recv(4) == b""


@pytest.mark.parametrize(("alive", "done"), [(True, ["stop", "join"]), (False, [])])
def test_a_kernel_s_control_thread_ends_before_what_it_publishes_to_is_closed(monkeypatch, alive, done):
    from ipykernel.kernelapp import IPKernelApp

    calls = []
    control = SimpleNamespace(
        is_alive=lambda: alive, stop=lambda: calls.append("stop"), join=lambda: calls.append("join")
    )
    monkeypatch.setattr(IPKernelApp, "launch_instance", lambda: None)
    monkeypatch.setattr(IPKernelApp, "instance", lambda: SimpleNamespace(control_thread=control))
    monkeypatch.setattr(warm_process.sys, "argv", [])
    warm_process.run_kernel(["-f", "connection.json"])
    assert warm_process.sys.argv == ["ipykernel_launcher", "-f", "connection.json"]
    assert calls == done
