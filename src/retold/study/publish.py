"""Put the results of a complete run in the place of the earlier ones.

A run works in a folder of its own, so that a run that fails or is killed leaves the earlier results as they
were. What takes their place here is complete: files of one run are never beside a report of another, since
the report goes first and comes last. If even this is cut short, the next run completes it, because what has
been moved already is known by its bytes.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
from pathlib import Path

from retold.errors import ResultsError
from retold.files import complete_file
from retold.study.graph import MANIFEST_FILE, REPORT_FILE, Plan
from retold.study.run import failed_path
from retold.study.staleness import RESULT_FOLDERS

# In the working folder: the names of what the last complete run put into the results.
PUBLISHED = "published.json"
# The link to the study, by which an executed notebook finds it.
STUDY_LINK = "study"
# What says of a whole run what it found; removed before the rest is replaced, and put there after it.
CLOSING = (MANIFEST_FILE, REPORT_FILE)


def publish(plan: Plan) -> None:
    """Move all outputs of a plan from the working folder to the results, and remove what earlier runs left.

    Files that no run wrote stay.

    Raises
    ------
    ResultsError
        If the system refuses; the results then have no report, and the next run goes on from here.
    """
    names = [name for step in plan.steps for name in step.outputs]
    try:
        earlier = _read_published(plan.work / PUBLISHED)
        for name in CLOSING:
            (plan.results / name).unlink(missing_ok=True)
        for name in names:
            if name not in CLOSING:
                _move(plan, name)
        for name in sorted(earlier - set(names)):
            (plan.results / name).unlink(missing_ok=True)
        if (plan.work / STUDY_LINK).is_symlink():
            os.replace(plan.work / STUDY_LINK, plan.results / STUDY_LINK)
        for step in plan.notebooks:
            failed_path(plan.results / step.outputs[0]).unlink(missing_ok=True)
        with complete_file(plan.work / PUBLISHED, "the list of results") as aside:
            aside.write_text(json.dumps(names), "utf-8")
        for name in reversed(CLOSING):
            _move(plan, name)
        for folder in RESULT_FOLDERS:
            shutil.rmtree(plan.work / folder, ignore_errors=True)
    except OSError as error:
        raise ResultsError(
            f"the results cannot be put in their place: {error.strerror or error}",
            where=error.filename or plan.results,
            todo="free the file or change its permissions, then run again",
        ) from error


def _read_published(path: Path) -> set[str]:
    try:
        return set(json.loads(path.read_text("utf-8")))
    except (OSError, ValueError):
        return set()


def _move(plan: Plan, name: str) -> None:
    source, target = plan.work / name, plan.results / name
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.replace(source, target)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        # The user keeps this folder of the results on another disk.
        with complete_file(target, "a result") as aside:
            shutil.copy2(source, aside)
