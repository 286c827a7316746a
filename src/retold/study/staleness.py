"""Which steps of a run are finished: told by what files hold, never by when they were written.

Each step has a key, the digest of all that its results follow from: the notebook, the modules that it
needs, the files of the study that it reads, its parameters, the versions of the packages, and the keys of
the steps before it. A step that has ended leaves a record under its key with the digests of what it wrote.
It is finished as long as those very bytes lie in the results, or in the folder where a run works. A file
that was touched is thus the same, and one that was replaced by an older one is another.

Files are read whole each time: size, time and inode of a file tell nothing after `cp -p` or `rsync`, and
reading a hundred megabytes takes less than a tenth of what it takes to start one notebook.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
import shutil
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

from retold.errors import ResultsError, StudyError
from retold.files import PART, complete_file
from retold.study.graph import Plan, Step, workflow_folder
from retold.study.links import bring
from retold.study.manifest import package_versions, sha256_file

PLAN_FILE = "plan.json"
# In the working folder: one record a finished step, named by its key.
RECORDS = "steps"
# What lies in the working folder and is moved to the results when a run is complete.
RESULT_FOLDERS = ("tables", "figures", "notebooks")
# What Snakemake notes of earlier runs, by times and parameters, and what it is in the way of after a kill.
SNAKEMAKE_NOTES = ("metadata", "incomplete", "locks")

ABSENT = "absent"
# Digits of a key: 128 bits, far beyond chance, and short enough for the name of a file.
KEY_DIGITS = 32


@dataclass(frozen=True)
class Keyed:
    """A plan with the key of each step and the digest of each file that it draws on."""

    plan: Plan
    keys: dict[str, str]
    digests: dict[str, str]

    def record(self, step: Step) -> str:
        """Return where a step's record is, relative to the working folder."""
        return f"{RECORDS}/{self.keys[step.name]}.json"

    def step(self, name: str) -> Step:
        """Return a step by its name."""
        return next(step for step in self.plan.steps if step.name == name)


def digest_file(path: str | Path) -> str:
    """Return the SHA-256 of a file, or ``absent``."""
    return sha256_file(path) if Path(path).is_file() else ABSENT


def digest_files(paths: Iterable[str]) -> dict[str, str]:
    """Return the digest of each file."""
    return {path: digest_file(path) for path in paths}


def key_steps(plan: Plan) -> Keyed:
    """Read every file that a plan draws on, once, and give each step its key."""
    digests = digest_files(plan.files)
    return Keyed(plan, step_keys(plan, digests, key_versions()), digests)


def key_versions() -> dict[str, str | None]:
    """Return the versions that a step's results follow from: of Python, of this package and of what it needs."""
    return {"python": platform.python_version(), **package_versions(workflow_folder())}


def step_keys(plan: Plan, digests: Mapping[str, str], versions: Mapping[str, str | None]) -> dict[str, str]:
    """Return the key of each step of a plan, from the digests of its files and the versions of the packages."""
    keys: dict[str, str] = {}
    for step in plan.steps:
        content = {
            "name": step.name,
            "study": plan.study,
            "source": digests.get(step.source, ""),
            "inputs": [[os.path.relpath(path, plan.study), digests[path]] for path in step.inputs],
            "parameters": step.parameters if step.source else plan.parameters,
            "outputs": step.outputs,
            "after": [keys[name] for name in step.after],
            "versions": versions,
        }
        text = json.dumps(content, sort_keys=True)
        keys[step.name] = digest_text(text)
    return keys


def digest_text(text: str) -> str:
    """Return the digest of a text, as long as a key.

    Examples
    --------
    >>> digest_text("")
    'e3b0c44298fc1c149afbf4c8996fb924'
    """
    return hashlib.sha256(text.encode()).hexdigest()[:KEY_DIGITS]


def find_finished(keyed: Keyed) -> dict[str, dict[str, str]]:
    """Return the steps whose results are there as they were written, with the digest of each output.

    Those of a notebook may lie in the results or in the working folder. The report is finished when all
    results are in their place.
    """
    plan = keyed.plan
    digest = cache(digest_file)
    finished: dict[str, dict[str, str]] = {}
    for step in plan.steps:
        written = _read_record(plan.work / keyed.record(step))
        if not set(step.outputs) <= set(written) or any(name not in finished for name in step.after):
            continue
        if step is plan.report:
            wanted = {**written, **_all_outputs(finished)}
            there = all(digest(plan.results / name) == value for name, value in wanted.items())
        else:
            there = all(_locate(plan, name, value, digest) for name, value in written.items())
        if there:
            finished[step.name] = written
    return finished


def is_complete(keyed: Keyed) -> bool:
    """Tell whether all results are in their place and follow from what the study is now."""
    return keyed.plan.report.name in find_finished(keyed)


def _all_outputs(finished: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    return {name: digest for written in finished.values() for name, digest in written.items()}


def _read_record(path: Path) -> dict[str, str]:
    try:
        return dict(json.loads(path.read_text("utf-8"))["outputs"])
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def _locate(plan: Plan, name: str, wanted: str, digest: Callable[[Path], str] = digest_file) -> Path | None:
    """Return where an output lies with the bytes that its step wrote."""
    for folder in (plan.results, plan.work):
        if digest(folder / name) == wanted:
            return folder / name
    return None


def prepare(keyed: Keyed) -> None:
    """Make the working folder ready: what is finished lies in it, and nothing else of results does.

    The results themselves are not touched. A finished file is linked, or copied where the system has no
    links: steps write files anew and never into one.
    """
    plan = keyed.plan
    try:
        plan.work.mkdir(parents=True, exist_ok=True)
        for note in SNAKEMAKE_NOTES:
            shutil.rmtree(plan.work / ".snakemake" / note, ignore_errors=True)
        finished = find_finished(keyed)
        kept = _all_outputs(finished)
        for name, digest in kept.items():
            _bring(plan, name, digest)
        for step in plan.steps:
            if step.name not in finished:
                (plan.work / keyed.record(step)).unlink(missing_ok=True)
        for place in (plan.work, plan.results, *(plan.results / name for name in RESULT_FOLDERS)):
            # What a run was writing when it was killed; no other run is at work here.
            for path in place.glob(f".*{PART}"):
                path.unlink()
        for folder in RESULT_FOLDERS:
            for path in sorted((plan.work / folder).rglob("*")):
                if path.is_file() and path.relative_to(plan.work).as_posix() not in kept:
                    path.unlink()
    except OSError as error:
        raise cannot_write(plan.work, error) from error
    write_plan(keyed)


def _bring(plan: Plan, name: str, digest: str) -> None:
    target = plan.work / name
    found = _locate(plan, name, digest)
    if found is not None and found != target:
        bring(found, target)


def cannot_write(path: Path, error: OSError) -> ResultsError:
    """Return what to say of a results folder that refuses to be written to."""
    return ResultsError(
        f"the results folder cannot be written to: {error.strerror or error}",
        where=error.filename or path,
        todo="choose another folder with --results, or change its permissions",
    )


def write_plan(keyed: Keyed) -> Path:
    """Write a plan for its steps, which read it by themselves: no list of files goes over a command line."""
    values = asdict(keyed) | {"plan": asdict(keyed.plan) | {"results": str(keyed.plan.results)}}
    path = keyed.plan.work / PLAN_FILE
    with complete_file(path, "the plan of the run") as aside:
        aside.write_text(json.dumps(values), "utf-8")
    return path


def read_plan(path: str | Path) -> Keyed:
    """Read a plan that `write_plan` wrote."""
    values: dict[str, Any] = json.loads(Path(path).read_text("utf-8"))
    plan = values["plan"]
    steps = [Step(**step) for step in plan["steps"]]
    return Keyed(
        Plan(**{**plan, "results": Path(plan["results"]), "steps": steps}), values["keys"], values["digests"]
    )


def clear_outputs(keyed: Keyed, step: Step) -> None:
    """Remove what a step is about to write from the working folder."""
    for name in step.outputs:
        (keyed.plan.work / name).unlink(missing_ok=True)


def check_unchanged(keyed: Keyed, files: Iterable[str]) -> None:
    """Refuse results of files that were changed in the middle of a run.

    Raises
    ------
    StudyError
        If a file is no longer what it was when the run began.
    """
    for path in files:
        if path and digest_file(path) != keyed.digests[path]:
            raise StudyError("a file was changed while the run was at work", where=path, todo="run again")


def record_step(keyed: Keyed, step: Step, folder: Path) -> None:
    """Write the record of a step whose outputs lie in a folder.

    Raises
    ------
    StudyError
        If an output is missing.
    """
    written = {name: digest_file(folder / name) for name in step.outputs}
    for name, digest in written.items():
        if digest == ABSENT:
            raise StudyError(
                f"{step.name} ended without writing {name}",
                where=step.source or step.name,
                todo="let each table and figure be written whatever the texts hold",
            )
    with complete_file(keyed.plan.work / keyed.record(step), "the record of a step") as aside:
        aside.write_text(json.dumps({"name": step.name, "outputs": written}, indent=1), "utf-8")


def forget_records(keyed: Keyed) -> None:
    """Remove the records of steps that are not of this plan: their results are gone."""
    kept = set(keyed.keys.values())
    for path in (keyed.plan.work / RECORDS).glob("*.json"):
        if path.stem not in kept:
            with suppress(OSError):
                path.unlink()
