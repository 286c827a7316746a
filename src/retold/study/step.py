"""One step of the graph as a process of its own: run a notebook, or write the report."""

from __future__ import annotations

import json
import os
import sys
import threading
import time
from datetime import UTC, datetime
from pathlib import Path

from retold.errors import StudyError

# Set by `retold run` to its own process: when that is gone, nobody waits for the steps any more.
WATCHED_PROCESS = "RETOLD_WATCHED_PROCESS"
ERRORS_FOLDER = "errors"

# How soon a step notices that its run was killed, in seconds.
WATCH_SECONDS = 0.5


def watch() -> None:
    """End this process when the run that started it is no more."""
    watched = os.environ.get(WATCHED_PROCESS)
    if watched:
        threading.Thread(target=_wait_for_end, args=(int(watched),), daemon=True).start()


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
    """Run ``NOTEBOOK OUTPUT PARAMETERS`` or ``--report PARAMETERS``; parameters are JSON.

    Returns
    -------
    int
        0, or 1 with the error in the folder ``errors`` of the results (the working folder).
    """
    watch()
    name = "report" if arguments[0] == "--report" else Path(arguments[0]).stem
    try:
        if name == "report":
            _report(json.loads(arguments[1]))
        else:
            _notebook(Path(arguments[0]), Path(arguments[1]), json.loads(arguments[2]))
    except StudyError as error:
        Path(ERRORS_FOLDER).mkdir(exist_ok=True)
        Path(ERRORS_FOLDER, f"{name}.txt").write_text(str(error), "utf-8")
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


def _notebook(notebook: Path, output: Path, parameters: dict[str, object]) -> None:
    from retold.study.machine import note_machine
    from retold.study.run import KERNEL_ENVIRONMENT, run_notebook

    output.parent.mkdir(parents=True, exist_ok=True)
    places = {"study": _link_study(str(parameters["study"])), "results": ".."}
    run_notebook(notebook, output, parameters={**parameters, **places}, cwd=output.parent)
    note_machine(output, KERNEL_ENVIRONMENT)


def _link_study(folder: str) -> str:
    """Link the study into the results folder and return the link as the notebooks see it.

    The executed notebooks then say the same wherever the study lies, and can be run again where they are.
    """
    link = Path("study")
    try:
        if not link.is_symlink() or os.readlink(link) != folder:
            aside = Path(f".study.{os.getpid()}")
            aside.symlink_to(folder, target_is_directory=True)
            os.replace(aside, link)
    except OSError:  # a system without links
        return folder
    return "../study"


def _report(values: dict[str, object]) -> None:
    from retold.study.report import finish_run

    finish_run(values, started=datetime.now(UTC))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
