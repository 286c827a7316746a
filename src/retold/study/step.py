"""One step of the graph as a process of its own: run a notebook, or close the run."""

from __future__ import annotations

import os
import platform
import re
import sys
import threading
import time
import traceback
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from retold.errors import DEBUG_VARIABLE, NotebookError, StudyError, system_error
from retold.progress import VARIABLE, note
from retold.study.warm import ask, follow

if TYPE_CHECKING:
    from retold.study.graph import Step
    from retold.study.staleness import Keyed

# Set by `retold run` to its own process, `number@machine`: when that is gone, nobody waits for the steps
# any more. Of a process on another machine nothing can be told.
WATCHED_PROCESS = "RETOLD_WATCHED_PROCESS"
ERRORS_FOLDER = "errors"
# In the working folder: how far each step is, in cells and within a cell.
PROGRESS_FOLDER = "progress"

# How soon a step notices that its run was killed, in seconds.
WATCH_SECONDS = 0.5


def watch() -> None:
    """End this process when the run that started it is no more."""
    number, _, machine = os.environ.get(WATCHED_PROCESS, "").partition("@")
    if number and machine == platform.node():
        threading.Thread(target=_wait_for_end, args=(int(number),), daemon=True).start()


def _wait_for_end(process: int) -> None:
    while True:
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            os._exit(1)
        except PermissionError:
            pass
        time.sleep(WATCH_SECONDS)


def main(arguments: list[str]) -> int:
    """Run one step, in a process that is warm already if there is one.

    Parameters
    ----------
    arguments : list of str
        ``PLAN NAME``: the plan's file and the step's name.

    Returns
    -------
    int
        0, or 1 with the error in the folder ``errors`` of the results.
    """
    forked = ask("step", arguments, output=1, errors=2)
    return run_here(arguments) if forked is None else follow(forked)


def run_here(arguments: list[str]) -> int:
    """Run one step in this process; arguments and status are those of `main`."""
    watch()
    from retold.study.staleness import read_plan

    keyed = read_plan(arguments[0])
    step = keyed.step(arguments[1])
    try:
        run_step(keyed, step)
    except Exception as error:
        _tell(_as_told(error, step), keyed.plan.results / ERRORS_FOLDER / f"{step.name}.txt")
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


def _as_told(error: Exception, step: Step) -> StudyError:
    """Return what ended a step as its owner is told it."""
    if isinstance(error, (OSError, MemoryError)):
        return system_error(error)
    if isinstance(error, StudyError):
        return error
    last = traceback.extract_tb(error.__traceback__)[-1]
    return NotebookError(
        f"the step {step.name} failed with {type(error).__name__}: {error}",
        where=f"{last.filename}, line {last.lineno}",
        todo="this is an error of the program: run again with --debug, and report what it prints",
    )


def _tell(error: StudyError, file: Path) -> None:
    """Leave an error where the run looks for it, and print it; in debugging, with where in the program it arose."""
    with suppress(OSError):  # a disk that is full, or a folder that is gone: what is printed goes to the log
        file.parent.mkdir(exist_ok=True)
        file.write_text(str(error), "utf-8")
    if os.environ.get(DEBUG_VARIABLE):
        traceback.print_exc()
    print(error, file=sys.stderr)


def run_step(keyed: Keyed, step: Step) -> None:
    """Run a step in the working folder and record that it has ended; the last one puts all in its place."""
    if step.node:
        from retold.study.sweep.stage import run_node

        run_node(step.node)
        return
    from retold.study.publish import publish
    from retold.study.staleness import check_unchanged, clear_outputs, forget_records, record_step

    plan = keyed.plan
    clear_outputs(keyed, step)
    if step.source:
        _notebook(keyed, step)
        check_unchanged(keyed, (step.source, *step.inputs))
        record_step(keyed, step, plan.work)
        return
    _report(keyed)
    # The manifest vouches for all of them.
    check_unchanged(keyed, plan.files)
    publish(plan)
    record_step(keyed, step, plan.results)
    forget_records(keyed)


def _notebook(keyed: Keyed, step: Step) -> None:
    from retold.study.costs import noting_cost
    from retold.study.kernels import KERNEL_ENVIRONMENT
    from retold.study.links import link_study
    from retold.study.machine import note_machine
    from retold.study.run import failed_path, run_notebook

    plan = keyed.plan
    output = plan.work / step.outputs[0]
    output.parent.mkdir(parents=True, exist_ok=True)
    progress = plan.work / PROGRESS_FOLDER
    progress.mkdir(exist_ok=True)
    # The kernel notes beside it how far a long cell is.
    os.environ[VARIABLE] = str(progress / f"{step.name}.within")
    places = {"study": link_study(plan.study, plan.work), "results": ".."}
    try:
        with noting_cost(output):
            run_notebook(
                Path(step.source),
                output,
                parameters={**step.parameters, **places},
                cwd=output.parent,
                progress=lambda done, total: note(
                    progress / f"{step.name}.cells", f"cell {min(done + 1, total)} of {total}"
                ),
                # Where the earlier results are, which a failure leaves as they were.
                failed=failed_path(plan.results / step.outputs[0]),
            )
    except NotebookError as error:
        # The notebook's way to the study is of no use to who reads the message.
        error.where = re.sub(
            rf"(?<![^\s]){re.escape(places['study'])}(?=/)", lambda _: plan.study, str(error.where)
        )
        raise
    note(progress / f"{step.name}.cells", "")
    note_machine(output, KERNEL_ENVIRONMENT)


def _report(keyed: Keyed) -> None:
    from retold.study.report import finish_run

    plan = keyed.plan
    progress = plan.work / PROGRESS_FOLDER
    progress.mkdir(exist_ok=True)
    os.environ[VARIABLE] = str(progress / f"{plan.report.name}.within")
    note(progress / f"{plan.report.name}.cells", "pages and report")
    values = {
        "study": plan.study,
        "results": str(plan.work),
        "parameters": plan.parameters,
        "inputs": plan.files,
        "outputs": sorted(name for step in plan.notebooks for name in step.outputs),
    }
    finish_run(values, started=datetime.now(UTC))
    note(progress / f"{plan.report.name}.cells", "")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
