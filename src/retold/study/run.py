"""Run one notebook through papermill, to its end or not at all.

papermill executes a notebook and injects its parameters. What it leaves to its caller is done here:
an output that appears only when it is complete, a refusal of parameters that no cell knows, a kernel
that is this interpreter with an environment of its own, sockets that no other kernel can take, an
output that is the same from run to run, and an end without remains when the run is interrupted.
"""

from __future__ import annotations

import errno
import logging
import os
import re
import signal
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn

from retold import errors
from retold.errors import NotebookError, ResultsError, StudyError, system_error
from retold.study import warm
from retold.study.kernels import kernel_environment
from retold.study.normalise import INJECTED_TAG, normalise, read_notebook, write_notebook
from retold.study.parameters import fit_parameters, shorten
from retold.study.remains import fits_sockets, private_folder

# Called with the number of code cells that are done and the number of all of them.
Progress = Callable[[int, int], None]

# The name under which Jupyter knows the kernel of the interpreter that asks for it.
NATIVE_KERNEL = "python3"

# Where a kernel's process writes what belongs to no cell, in the private folder of its run.
KERNEL_LOG = "kernel.log"

# A busy machine that starts many kernels at once takes its time; nothing is lost by waiting for it.
START_SECONDS = 180
# As long may pass between the end of a cell and its last output (nbclient's own 4 s are too few there).
OUTPUT_SECONDS = 120
# How long a kernel that was sent SIGKILL may take to disappear.
KILL_SECONDS = 10

# What is quoted of an error, so that a message stays within a few lines.
ERROR_LINES = 6
ERROR_WIDTH = 300

# What the system says when a disk, a quota or a limit of a file's size is reached.
NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)

TERMINATED = 128 + signal.SIGTERM


@dataclass
class _Run:
    """What is known of a run while it lasts."""

    notebook: Path
    failed: Path
    progress: Progress | None
    total: int
    done: int = 0
    cell: Any = None
    kernels: list[Any] = field(default_factory=list)

    def cell_starts(self, *, cell: Any, cell_index: int) -> None:
        """Note the cell that is about to run, for the progress and for the message if it fails."""
        if not _is_executable(cell):
            return
        if self.cell is not None:
            self.done += 1
        self.cell = cell
        self.tell()

    def tell(self) -> None:
        """Report the progress to whoever asked for it."""
        if self.progress is not None:
            self.progress(self.done, self.total)


def _is_executable(cell: Any) -> bool:
    # The tag is nbclient's own; such a cell is left alone on purpose.
    skipped = "skip-execution" in cell.metadata.get("tags", [])
    return cell.cell_type == "code" and bool(cell.source.strip()) and not skipped


def failed_path(output: str | Path) -> Path:
    """Return where the evidence of a failed run is kept, beside the wanted output.

    Examples
    --------
    >>> failed_path("results/02a_themes.ipynb").name
    '02a_themes.failed.ipynb'
    """
    output = Path(output)
    return output.with_name(f"{output.stem}.failed.ipynb")


def run_notebook(
    notebook: Path,
    output: Path,
    *,
    parameters: Mapping[str, object],
    cwd: Path,
    kernel_name: str = NATIVE_KERNEL,
    progress: Progress | None = None,
    failed: Path | None = None,
) -> Path:
    """Run a notebook from top to bottom and write the executed notebook, normalised.

    Two runs with the same input write the same bytes. May be called from several threads and
    processes at once, for different outputs.

    Parameters
    ----------
    notebook : path
        The notebook to run. It is not changed.
    output : path
        Where the executed notebook goes. An earlier one is replaced when the run succeeds, and stays
        as it was when it fails.
    parameters : mapping
        Values for names of the cell tagged ``parameters``.
    cwd : path
        The folder the notebook runs in.
    kernel_name : str
        ``python3`` is the interpreter that runs this function, whatever kernels the user has
        installed; any other name is looked up among those.
    progress : callable, optional
        Called as ``progress(done, total)`` with numbers of code cells, before each and at the end.
    failed : path, optional
        Where the evidence of a failure goes. Default: ``NAME.failed.ipynb`` beside the output.

    Returns
    -------
    pathlib.Path
        The output.

    Raises
    ------
    ParameterError
        If a parameter is unknown or does not fit. Nothing has run then.
    NotebookError
        If a cell fails or the kernel dies. What was executed lies where `failed` says.
    ResultsError
        If the output cannot be written.
    """
    notebook, output, cwd = (Path(os.path.abspath(path)) for path in (notebook, output, cwd))
    source = read_notebook(notebook)
    values = fit_parameters(source.cells, notebook, parameters)
    _check_folders(output, cwd)
    source = _prepare(source)
    total = sum(map(_is_executable, source.cells)) + bool(values)
    run = _Run(notebook, failed or failed_path(output), progress, total)
    with _stoppable(run.kernels), private_folder() as folder:
        executed = _execute(source, folder, run, parameters=values, cwd=cwd, kernel_name=kernel_name)
        write_notebook(normalise(executed), output)
        run.failed.unlink(missing_ok=True)
    run.done = run.total
    run.tell()
    return output


def _check_folders(output: Path, cwd: Path) -> None:
    """Find out before a long run, not after it, that its output cannot be written."""
    if not cwd.is_dir():
        raise NotebookError(
            "the folder to run in is not there", where=cwd, todo="create it or correct the path"
        )
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(prefix=f".{output.name}.", dir=output.parent):
            pass
        if output.is_dir():
            raise IsADirectoryError(21, "there is a folder of that name")
    except OSError as error:
        raise ResultsError(
            f"the results folder cannot be written to: {error.strerror or error}",
            where=output,
            todo="choose another folder, or change its permissions",
        ) from error


def _prepare(nb: Any) -> Any:
    """Return the notebook as papermill should get it: no results, and no parameters of an earlier run."""
    nb = normalise(nb)
    nb.cells = [cell for cell in nb.cells if INJECTED_TAG not in cell.metadata.get("tags", [])]
    for cell in nb.cells:
        if cell.cell_type == "code":
            cell["outputs"], cell["execution_count"] = [], None
    return nb


def _execute(
    source: Any, folder: Path, run: _Run, *, parameters: dict[str, object], cwd: Path, kernel_name: str
) -> Any:
    # papermill takes more than a second to import, and `retold --help` should not.
    from retold.study import prompt

    import papermill  # isort: skip
    from papermill.exceptions import PapermillExecutionError

    # papermill warns of what is refused here anyway; who has set up logging still sees it.
    logging.getLogger("papermill").addHandler(logging.NullHandler())
    # papermill works on copies in the private folder: its own writing is in place.
    wanted, written = folder / "wanted.ipynb", folder / "written.ipynb"
    write_notebook(source, wanted)
    try:
        executed = papermill.execute_notebook(
            _literal(wanted),
            _literal(written),
            parameters=parameters,
            kernel_name=kernel_name,
            language="python",
            engine_name=prompt.ENGINE,
            progress_bar=False,
            start_timeout=START_SECONDS,
            # Whatever follows is handed through to nbclient. Its own `cwd` is not used because it
            # changes the folder of this whole process, and with it that of other threads.
            resources={"metadata": {"path": str(cwd)}},
            iopub_timeout=OUTPUT_SECONDS,
            record_timing=False,
            on_cell_start=run.cell_starts,
            config=_kernel_config(folder),
            kernel_manager_class=_kernel_class(kernel_environment(folder), folder / KERNEL_LOG, run.kernels),
        )
    except PapermillExecutionError as error:
        _fail(run, written, _raised(error.ename, error.evalue), error.exec_count, error.source)
    except Exception as error:
        what = f"{type(error).__name__}: {error}{_last_words(folder / KERNEL_LOG)}"
        if run.cell is None:
            _fail(run, written, f"a kernel that could not be started ({what})")
        _fail(run, written, what, run.done + 1, run.cell.source)
    _refuse_exit(executed, run, written)
    return executed


def _literal(path: Path) -> str:
    """Return a path that survives papermill's ``str.format``, which takes braces for parameters."""
    return str(path).replace("{", "{{").replace("}", "}}")


def _refuse_exit(executed: Any, run: _Run, written: Path) -> None:
    # papermill takes `exit(0)` in a cell for success, although the cells after it did not run.
    for cell in executed.cells:
        for output in cell.get("outputs", []):
            if output.output_type == "error":
                what = f"{output.ename}: the cells after it did not run"
                _fail(run, written, what, cell.execution_count, cell.source)


def _raised(name: str, value: str) -> str | StudyError:
    """Return what a cell raised: an error of the study as the one it was, any other as its name and its words."""
    known = getattr(errors, name, None)
    if isinstance(known, type) and issubclass(known, StudyError):
        return StudyError.parse(value)
    refused = re.match(r"\[Errno (\d+)\] ", value)
    if refused and int(refused[1]) in NO_ROOM:
        return system_error(OSError(int(refused[1]), os.strerror(int(refused[1]))))
    return f"{name}: {value}"


def _fail(
    run: _Run, written: Path, what: str | StudyError, number: int | None = None, source: str = ""
) -> NoReturn:
    """Keep what was executed as evidence and raise the error that names it.

    An error of the study says its own reason, place and cure first; any other is named with its cell.
    """
    # The number is the one that the failed notebook shows at this cell, the injected cell counted.
    cell = "" if number is None else f" in cell [{number}]"
    begin = "" if number is None else f",{cell.removeprefix(' in')}: {_first_line(source)}"
    place, todo = f"{run.notebook}{begin}", "correct the cause and run again"
    own = what if isinstance(what, StudyError) else None
    if own and own.todo:
        todo = own.todo
    with suppress(ResultsError, NotebookError):
        write_notebook(normalise(read_notebook(written)), run.failed)
        seen = f"open {run.failed} to see how far it came"
        todo = f"{todo}; {seen}" if own else f"{seen}, then {todo}"
    if own:
        raise NotebookError(own.what, where=f"{own.where}, met by {place}" if own.where else place, todo=todo)
    raise NotebookError(
        f"{run.notebook.name} failed{cell} with {_error_text(str(what))}", where=place, todo=todo
    )


def _first_line(source: str) -> str:
    return shorten(next(line.strip() for line in source.splitlines() if line.strip()))


def _error_text(text: str) -> str:
    """Return an error's message without colours, in a few lines, later ones indented."""
    plain = re.sub(r"\x1b\[[0-9;]*[A-Za-z]", "", text).strip()
    lines = [shorten(line, ERROR_WIDTH) for line in plain.splitlines()]
    if len(lines) > ERROR_LINES:
        lines = [*lines[: ERROR_LINES - 1], "…"]
    return "\n    ".join(lines)


def _kernel_config(folder: Path) -> Any:
    """Return Jupyter's settings for a kernel that shares no socket with any other.

    Kernels that are started at the same moment choose their TCP ports before they bind them, so that
    two may choose the same. A unix socket in a folder of one's own cannot be taken by anyone else.
    """
    import zmq
    from jupyter_client.manager import KernelManager
    from traitlets.config import Config

    config = Config()
    # In the private folder, not in the user's, which may be missing or read-only.
    config.KernelManager.connection_file = str(folder / "kernel.json")
    if os.name == "posix" and zmq.has("ipc") and fits_sockets(folder):
        config.KernelManager.transport = "ipc"
        config.KernelManager.ip = str(folder / "k")
    elif hasattr(KernelManager, "transport_encryption") and zmq.has("curve"):
        # A kernel that gets another's messages drops them, since it does not have the key.
        config.KernelManager.transport_encryption = "auto"
    return config


def _last_words(log: Path) -> str:
    """Return the last line that a kernel's process wrote, which says why it died if anything does."""
    lines = log.read_text("utf-8", "replace").split("\n") if log.is_file() else []
    last = next((line.strip() for line in reversed(lines) if line.strip()), "")
    return f"; its last words: {shorten(last, ERROR_WIDTH)}" if last else ""


def _kernel_class(environment: dict[str, str], log: Path, started: list[Any]) -> Any:
    """Return a class of kernel managers that start this interpreter in the given environment."""
    from ipykernel.kernelspec import RESOURCES, get_kernel_dict
    from jupyter_client.kernelspec import KernelSpec

    from retold.study.prompt import PromptManager

    class OwnKernelManager(PromptManager):
        """Starts the interpreter that is running now, and is remembered so that it can be stopped."""

        def __init__(self, **options: Any) -> None:
            super().__init__(**options)
            self.log_stream: Any = None
            started.append(self)

        @property
        def kernel_spec(self) -> Any:
            # Jupyter would prefer a `python3` in the user's home, whichever interpreter that names.
            if self.kernel_name == NATIVE_KERNEL:
                return KernelSpec(resource_dir=RESOURCES, **get_kernel_dict())
            return super().kernel_spec

        async def _async_pre_start_kernel(self, **options: Any) -> Any:
            # What the process says besides the notebook's outputs (complaints of its event loop when it
            # is stopped under load, for one) goes to a file, not to the caller's terminal.
            self.log_stream = open(log, "ab")  # noqa: SIM115  # the process has it for as long as it lives
            own = {"env": dict(environment), "stdout": self.log_stream, "stderr": self.log_stream}
            return await super()._async_pre_start_kernel(**{**own, **options})

        async def _async_launch_kernel(self, kernel_cmd: list[str], **options: Any) -> None:
            native = self.kernel_name == NATIVE_KERNEL
            if not (native and await warm.launch_kernel(self, kernel_cmd, options)):
                await super()._async_launch_kernel(kernel_cmd, **options)

        def close_log(self) -> None:
            """Let go of the log when the kernel has ended."""
            if self.log_stream is not None:
                self.log_stream.close()

    return OwnKernelManager


@contextmanager
def _stoppable(kernels: list[Any]) -> Iterator[None]:
    """Leave no kernel behind, and let SIGTERM end the run the way Ctrl-C does."""
    # Only the main thread may set handlers, and a handler that someone else has set knows better.
    mine = (
        threading.current_thread() is threading.main_thread()
        and signal.getsignal(signal.SIGTERM) is signal.SIG_DFL
    )
    if mine:
        signal.signal(signal.SIGTERM, _terminate)
    try:
        yield
    except (KeyboardInterrupt, SystemExit):
        _silence_tasks()
        raise
    finally:
        for kernel in kernels:
            _kill(kernel)
            kernel.close_log()
        if mine:
            signal.signal(signal.SIGTERM, signal.SIG_DFL)


def _silence_tasks() -> None:
    # The tasks that nbclient was waiting for when it was interrupted would print their tracebacks when
    # they are collected, long after everyone knows that there was an interrupt.
    from jupyter_core.utils import ensure_event_loop

    loop = ensure_event_loop()
    if not loop.is_running():
        loop.set_exception_handler(lambda loop, context: None)


def _terminate(signum: int, frame: object) -> NoReturn:
    raise SystemExit(TERMINATED)


def _kill(kernel: Any) -> None:
    """End a kernel that is still there, together with the processes it has started."""
    process = getattr(kernel.provisioner, "process", None)
    if process is None or process.poll() is not None:
        return
    with suppress(OSError):
        if hasattr(os, "killpg"):
            # Jupyter starts each kernel as the leader of a group of its own.
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    process.wait(KILL_SECONDS)
