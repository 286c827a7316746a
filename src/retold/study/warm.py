"""Ask for processes that begin warm: forked from one that has imported, once for a run, what steps and kernels need.

A run of five articles starts some thirty interpreters, and each imports the same libraries for seconds. Where a
system can fork, `retold run` starts one process that imports them (`retold.study.warm_process`); a step, and the kernel of its
notebook, are forked from it, each with memory of its own. Where there is none, or it does not answer, whoever
asks starts an interpreter as before: nothing but time hangs on it.
"""

from __future__ import annotations

import json
import os
import select
import signal
import socket
import struct
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any, ClassVar

# Where the warm process listens. Set to nothing by a user, there is none: each step and kernel is an interpreter of its own.
VARIABLE = "RETOLD_WARM_PROCESS"

# How its socket is called, in a private folder.
SOCKET = "warm"

# How long a request is, and the number of the process that answers it.
NUMBER = struct.Struct("!I")

# What a process tells as it ends: its exit status, and the most bytes that it has held.
END = struct.Struct("!IQ")

# Arrow's allocator clears up in a thread of its own unless it is told not to, and a process of two threads is not to be forked.
ONE_THREAD = {"JE_ARROW_MALLOC_CONF": "background_thread:false"}

# As many may ask before the first is answered: far more than cores.
BACKLOG = 64


class Forked:
    """A process that was forked for us: as much of `subprocess.Popen` as Jupyter asks for.

    It tells its exit status over a connection that both hold, and each notices there that the other is no more.

    Attributes
    ----------
    most_memory : int
        Of all that have ended, the most bytes that one has held: they are nobody's children here, so the system does not tell it.
    """

    stdin = stdout = stderr = None
    most_memory: ClassVar[int] = 0

    def __init__(self, connection: socket.socket, pid: int) -> None:
        self.pid = pid
        self.returncode: int | None = None
        self._connection = connection

    def poll(self) -> int | None:
        """Return the exit status, or None while it lives; that of a killed process is a negative signal."""
        return self.returncode if self.returncode is not None else self._read(0)

    def wait(self, timeout: float | None = None) -> int:
        """Return the exit status when it has ended.

        Raises
        ------
        subprocess.TimeoutExpired
            If it lives longer than `timeout` seconds.
        """
        status = self.returncode if self.returncode is not None else self._read(timeout)
        if status is None:
            raise subprocess.TimeoutExpired(str(self.pid), timeout or 0)
        return status

    def _read(self, timeout: float | None) -> int | None:
        if select.select([self._connection], [], [], timeout)[0]:
            told = self._connection.recv(END.size)
            self.returncode, memory = END.unpack(told) if len(told) == END.size else (-signal.SIGKILL, 0)
            Forked.most_memory = max(Forked.most_memory, memory)
            self._connection.close()
        elif not self._lives():  # what it has started may hold the connection open
            self.returncode = -signal.SIGKILL
        return self.returncode

    def _lives(self) -> bool:
        try:
            os.kill(self.pid, 0)
        except ProcessLookupError:
            return False
        return True

    def send_signal(self, number: int) -> None:
        """Send it a signal, if it lives."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """End it."""
        self.send_signal(signal.SIGKILL)


def can_fork() -> bool:
    """Tell whether processes may be forked here and spoken to over sockets that are files."""
    return hasattr(os, "fork") and hasattr(socket, "AF_UNIX") and hasattr(socket, "send_fds")


@contextmanager
def warm_process(folder: Path, environment: Mapping[str, str]) -> Iterator[dict[str, str]]:
    """Keep a warm process for as long as a block lasts.

    Parameters
    ----------
    folder : path
        A private folder with a name that is short enough for sockets.
    environment : mapping of str to str
        What kernels are started with, as far as libraries read it when they are imported.

    Yields
    ------
    dict of str to str
        The variable by which those that are to ask it find it; empty where there is none.
    """
    process = None if VARIABLE in os.environ or not can_fork() else _start(folder / SOCKET, environment)
    if process is None:
        yield {}
        return
    try:
        yield {VARIABLE: str(folder / SOCKET)}
    finally:
        process.kill()
        process.communicate()


def _start(address: Path, environment: Mapping[str, str]) -> subprocess.Popen[bytes] | None:
    """Start a warm process that listens at an address; None where the system refuses."""
    try:
        with socket.socket(socket.AF_UNIX) as listener:
            listener.bind(str(address))
            listener.listen(BACKLOG)
            return subprocess.Popen(
                [sys.executable, "-m", "retold.study.warm_process", str(listener.fileno())],
                # It ends when this pipe does, however this process ends.
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                pass_fds=[listener.fileno()],
                env={**environment, **ONE_THREAD},
                cwd=address.parent,
                start_new_session=True,
            )
    except OSError:
        return None


def ask(
    target: str,
    arguments: Sequence[str],
    *,
    output: int,
    errors: int,
    environment: Mapping[str, str] | None = None,
    folder: str | Path | None = None,
) -> Forked | None:
    """Have a process forked.

    Parameters
    ----------
    target : {"step", "kernel", "pages"}
        What it is to be; pages are of the notebooks that are its arguments.
    arguments : sequence of str
        As its own program would be given them.
    output, errors : int
        Numbers of the open files that it writes to.
    environment, folder : optional
        Default: those of this process.

    Returns
    -------
    Forked or None
        None where no warm process is, or it does not answer.
    """
    address = os.environ.get(VARIABLE)
    if not address or not can_fork():
        return None
    request = {
        "target": target,
        "arguments": list(arguments),
        "environment": dict(os.environ if environment is None else environment),
        "folder": os.fspath(folder) if folder is not None else os.getcwd(),
    }
    content = json.dumps(request).encode("ascii")
    connection = socket.socket(socket.AF_UNIX)
    try:
        connection.connect(address)
        socket.send_fds(connection, [NUMBER.pack(len(content))], [output, errors])
        connection.sendall(content)
        told = connection.recv(NUMBER.size)
    except OSError:
        told = b""
    if len(told) < NUMBER.size:
        connection.close()
        return None
    return Forked(connection, NUMBER.unpack(told)[0])


def follow(process: Forked) -> int:
    """Stand for a forked process: hand signals on to it, and end as it ends.

    Returns
    -------
    int
        Its exit status.
    """

    def hand_on(number: int, frame: FrameType | None) -> None:
        process.send_signal(number)

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, hand_on)
    status = process.wait()
    if status < 0:
        # Whoever waits for this process is to see that it was killed.
        os.kill(os.getpid(), -status)
    return status


async def launch_kernel(manager: Any, command: Sequence[str], options: Mapping[str, Any]) -> bool:
    """Have the kernel of a manager forked, and tell whether it was.

    Parameters
    ----------
    manager : jupyter_client.KernelManager
        About to launch its kernel.
    command : sequence of str
        What it would run.
    options : mapping
        What `subprocess.Popen` would be given: ``env``, ``cwd``, ``stdout`` and ``stderr``.
    """
    program = "ipykernel_launcher"
    if program not in command:
        return False
    process = ask(
        "kernel",
        command[list(command).index(program) + 1 :],
        output=options["stdout"].fileno(),
        errors=options["stderr"].fileno(),
        environment=options["env"],
        folder=options.get("cwd"),
    )
    if process is None:
        return False
    provisioner = manager.provisioner
    # It leads a group of its own, as Jupyter's kernels do.
    provisioner.process, provisioner.pid, provisioner.pgid = process, process.pid, process.pid
    manager._reconcile_connection_info(provisioner.connection_info)
    return True
