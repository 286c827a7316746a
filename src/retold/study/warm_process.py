"""The process that a run's steps and kernels are forked from; it imports, listens, and does nothing else.

It has one thread, since a fork copies the one that forks alone and leaves the locks of the others held; where
a library starts another, it ends, and everybody starts interpreters of their own.
"""

from __future__ import annotations

import atexit
import gc
import json
import os
import select
import signal
import socket
import struct
import sys
import threading
import traceback
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from types import FrameType
from typing import Any, NoReturn

import retold
from retold.study.costs import own_memory
from retold.study.left_out import left_out
from retold.study.warm import END, NUMBER

# What a step and a kernel import besides the package; pyplot is not among them, since it looks for its notebook as it is imported.
LIBRARIES = (
    "retold.study.run",
    "retold.study.prompt",
    "ipykernel.kernelapp",
    "ipykernel.zmqshell",
    "ipykernel.debugger",
)

# What the first step does without is imported, or called, when nobody asks for anything: while that step is at work. What is
# called keeps what it has read, in a cache of its own, and whoever is forked finds it there.
LATER = (
    "retold.study.notebook_format:make_validator",
    "PIL.Image:init",
    "scipy.stats",
    "sklearn.feature_extraction.text",
    "retold.language.encoder:load_encoder",
    "retold.language.vectors:wordllama_model",
    "retold.study.report",
    "retold.study.pages:page_exporter",
    "latex2mathml.converter",
)

# As a shell tells that a process was interrupted.
INTERRUPTED = 128 + signal.SIGINT


def serve(listener: socket.socket) -> None:
    """Fork a process for each that asks, until the run that started this one has ended."""
    import_all()
    if count_threads() > 1:
        return
    signal.signal(signal.SIGCHLD, _take_leave)
    # What is there stays for good: looking through it for garbage would copy it into every process.
    gc.collect()
    gc.freeze()
    later = list(LATER)
    while True:
        ready, _, _ = select.select([listener, sys.stdin], [], [], 0 if later else None)
        if sys.stdin in ready:
            return
        if listener in ready:
            answer(listener)
        else:
            make_ready(later.pop(0))


def make_ready(name: str) -> None:
    """Import a module, or call a function of one, by ``module`` or ``module:function``."""
    module, _, function = name.partition(":")
    found = import_module(module)
    if function:
        getattr(found, function)()


def _take_leave(number: int, frame: FrameType | None) -> None:
    """Take leave of forked processes that have ended, so that their time counts as this one's."""
    with suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


def import_all() -> None:
    """Import what steps and kernels need: all that notebooks may call, and what runs them."""
    # As in `retold.study.prompt`: notebooks are files here.
    with left_out("pyarrow.fs"):
        for name in (*LIBRARIES, *sorted(set(retold.EXPORTS.values()))):
            import_module(name)


def count_threads() -> int:
    """Return how many threads this process has, those of libraries in C among them."""
    import psutil  # type: ignore[import-untyped]

    return int(psutil.Process().num_threads())


def answer(listener: socket.socket) -> None:
    """Fork a process for the one that asks, if its request is whole."""
    connection, _ = listener.accept()
    with connection:
        files: list[int] = []
        try:
            length, files, _, _ = socket.recv_fds(connection, NUMBER.size, 2)
            request = json.loads(_receive(connection, NUMBER.unpack(length)[0]))
        except (ValueError, OSError, struct.error):  # whoever asked is no more
            request = None
        # Whoever asks is told nothing where no process can be forked, and starts one.
        if request is not None and len(files) == 2 and _fork() == 0:
            listener.close()
            become(request, connection, files)
        for file in files:
            os.close(file)


def _receive(connection: socket.socket, length: int) -> bytes:
    content = b""
    while len(content) < length and (part := connection.recv(length - len(content))):
        content += part
    return content


def _fork() -> int:
    try:
        return os.fork()
    except OSError:
        return -1


def become(request: dict[str, Any], connection: socket.socket, files: list[int]) -> NoReturn:
    """Be the process that was asked for, to its end."""
    status = 1
    try:
        settle_in(request, connection, files)
        number = NUMBER.pack(os.getpid())
        status = run(request["target"], request["arguments"], ready=lambda: connection.sendall(number))
        atexit._run_exitfuncs()
        sys.stdout.flush()
        sys.stderr.flush()
        connection.sendall(END.pack(status, own_memory()))
    finally:
        os._exit(status)


def settle_in(request: dict[str, Any], connection: socket.socket, files: list[int]) -> None:
    """Take on the files, folder, environment and signals of a process that was started for itself."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    kernel = request["target"] == "kernel"
    if kernel:
        os.setsid()
    nothing = os.open(os.devnull, os.O_RDONLY)
    for number, file in enumerate((nothing, *files)):
        os.dup2(file, number)
        os.close(file)
    os.environ.clear()
    os.environ.update(request["environment"])
    os.chdir(request["folder"])
    reseed()
    threading.Thread(target=_end_with, args=(connection, kernel), daemon=True).start()


def reseed() -> None:
    """Let each process draw numbers of its own where no seed is given; Python's own generator sees to that by itself."""
    import numpy as np

    np.random.seed()  # the generator that is shared is the one that would repeat


def _end_with(connection: socket.socket, kernel: bool) -> None:
    """End this process, and what a kernel has started, when the one that asked for it is no more."""
    try:
        connection.recv(1)
    except OSError:
        return
    if kernel:
        os.killpg(0, signal.SIGKILL)
    os._exit(1)


def run(target: str, arguments: list[str], *, ready: Callable[[], object] = lambda: None) -> int:
    """Run a step or a kernel, or write pages, and return the exit status; call what tells that from then on it may be interrupted."""
    try:
        ready()
        if target == "kernel":
            run_kernel(arguments)
            return 0
        if target == "pages":
            from retold.study.pages import write_page

            for notebook in arguments:
                write_page(Path(notebook))
            return 0
        from retold.study.step import run_here

        return run_here(arguments)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception:
        traceback.print_exc()
        return 1


def run_kernel(arguments: list[str]) -> None:
    """Be a kernel until it is asked to end."""
    from ipykernel.kernelapp import IPKernelApp

    sys.argv = ["ipykernel_launcher", *arguments]
    IPKernelApp.launch_instance()
    # ipykernel closes what its control thread publishes to before it waits for that thread to end. Was the thread about to publish,
    # it waits for good, and the kernel is killed after three seconds: so the thread ends first.
    control = IPKernelApp.instance().control_thread
    if control is not None and control.is_alive():
        control.stop()
        control.join()


if __name__ == "__main__":
    # Of `-m`: the folder that it was started in is no place for modules.
    if Path(sys.path[0]) == Path.cwd():
        del sys.path[0]
    with socket.socket(fileno=int(sys.argv[1])) as opened:
        serve(opened)
