"""Run a study: find out what is not up to date, and have Snakemake run it."""

from __future__ import annotations

import atexit
import collections
import json
import os
import platform
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple, TextIO

from retold.cores import VARIABLE as CORES
from retold.errors import NotebookError, ParameterError, ResultsError, StudyError, close_match
from retold.files import complete_file, lock_file
from retold.study.graph import REPORT_FILE, WORK_FOLDER, Plan, make_plan, results_folder, workflow_folder
from retold.study.kernels import INLINE, kernel_environment
from retold.study.remains import private_folder, sweep_private_folders
from retold.study.staleness import PLAN_FILE, Keyed, is_complete, key_steps, prepare, read_plan
from retold.study.step import ERRORS_FOLDER, PROGRESS_FOLDER, WATCHED_PROCESS
from retold.study.values import check_names, read_parameters, study_settings
from retold.study.warm import warm_process
from retold.yaml_lines import BoundedLoader

LOCK = ".lock"
LOG = "run.log"
# What Snakemake is told, in the working folder: a file, since its `--config` reads every value as text.
CONFIG_FILE = "config.json"
# In the working folder, for caches of which the user's home has no place.
CACHE_FOLDER = "cache"

# So often it is said how far a step is, if it is any further; and that it is at the same after so long, so that no minute is silent.
TELL_SECONDS, AGAIN_SECONDS = 3.0, 30.0

Say = Callable[[str], None]


def plan_study(
    study: str | Path, parameters: Mapping[str, object], results: str | Path | None = None
) -> Plan:
    """Return the steps of a study with some parameters changed."""
    settings = study_settings(study, parameters)
    return make_plan(settings, parameters, results_folder(settings, results))


def run_study(
    study: str | Path,
    *,
    parameters: Mapping[str, object] | None = None,
    results: str | Path | None = None,
    cores: int = 2,
    profile: str | None = None,
    say: Say = print,
) -> Path:
    """Run what is not up to date of a study. Earlier results stay until all of the new ones are there.

    Parameters
    ----------
    study : path
        The study's folder.
    parameters : mapping, optional
        Settings and notebook parameters to use instead of the study's own.
    results : path, optional
        Where results go. Default: ``results/<study>``.
    cores : int
        How many notebooks may run at once, and on how many cores each may work.
    profile : str, optional
        Name of a folder in ``profiles/``, or path of one: where Snakemake runs the steps.
    say : callable
        Called with each line of progress.

    Returns
    -------
    pathlib.Path
        The report.

    Raises
    ------
    StudyError
        If the study, a parameter or the results folder is unfit, or a notebook fails.
    """
    parameters = dict(parameters or {})
    check_names(parameters)
    where = find_profile(profile)
    sweep_private_folders()
    keyed = key_steps(plan_study(study, parameters, results))
    plan = keyed.plan
    report = plan.results / REPORT_FILE
    if is_complete(keyed):
        say("everything is up to date")
        return report
    # It imports what steps need while the study is looked at, and while Snakemake imports what it needs itself.
    with keep_warm(plan) as warm:
        check_run(study, parameters)
        with hold(plan.results):
            _forget_errors(plan.results)
            prepare(keyed)
            status = run_snakemake(plan, cores, where, say, warm)
            if status:
                raise _why_failed(plan)
    return report


@contextmanager
def keep_warm(plan: Plan) -> Iterator[dict[str, str]]:
    """Keep a process that steps and kernels are forked from, and yield the variable by which they find it."""
    with private_folder() as folder:
        environment = {**kernel_environment(folder), **INLINE, **_cache_environment(plan.work)}
        with warm_process(folder, environment) as found:
            yield found


def check_run(study: str | Path, parameters: Mapping[str, object]) -> None:
    """Find out what is wrong with a study before anything is written."""
    # A run with nothing to do should not wait for what reads articles and codebooks.
    from retold.study.check import check_study

    collections.deque(check_study(study, parameters), maxlen=0)


def open_plan(config: Mapping[str, Any], *, main: bool = True) -> Keyed:
    """Return the plan that the Snakefile is to make rules of.

    Parameters
    ----------
    config : mapping
        ``plan``: the file of a plan, as `retold run` gives it; or, by hand, ``study``: its folder,
        ``results``: where to, and ``parameters``: a mapping of changed settings, or YAML of one.
    main : bool
        Whether this is the process that Snakemake was started as. Those that it starts itself, on another
        machine for one, find the plan that the first one wrote.
    """
    if "plan" in config:
        return read_plan(config["plan"])
    study = str(config.get("study", "data/nato"))
    parameters = read_parameters(_given(config.get("parameters")).items())
    results = config.get("results")
    settings = study_settings(study, parameters)
    folder = Path(os.path.abspath(results_folder(settings, None if results is None else str(results))))
    if not main:
        return read_plan(folder / WORK_FOLDER / PLAN_FILE)
    keyed = key_steps(make_plan(settings, parameters, folder))
    if not is_complete(keyed):
        check_run(study, parameters)
    # Held until this process ends.
    atexit.register(hold(folder).close)
    _forget_errors(folder)
    prepare(keyed)
    return keyed


def _given(parameters: object) -> dict[str, object]:
    """Return what Snakemake's ``--config parameters=...`` or a file of settings holds."""
    import yaml

    try:
        values = yaml.load(parameters, BoundedLoader) if isinstance(parameters, str) else parameters
    except (yaml.YAMLError, ValueError) as error:
        raise ParameterError(f"the parameters are not YAML: {parameters!r}", where="--config") from error
    values = {} if values is None else values
    if not isinstance(values, Mapping):
        raise ParameterError(
            f"the parameters are no mapping: {parameters!r}",
            where="--config",
            todo="write parameters='{overlap: all}'",
        )
    return {str(name): value for name, value in values.items()}


def step_command(keyed: Keyed) -> list[str]:
    """Return the command of a step, but for its name. It is short whatever the study holds."""
    return [sys.executable, "-m", "retold.study.step", str(keyed.plan.work / PLAN_FILE)]


def hold(results: Path) -> TextIO:
    """Lock a results folder; the lock goes with the process, so a killed run leaves none behind."""
    try:
        results.mkdir(parents=True, exist_ok=True)
        handle = open(results / LOCK, "w")  # noqa: SIM115
    except OSError as error:
        raise ResultsError(
            f"the results folder cannot be written to: {error.strerror or error}",
            where=results,
            todo="choose another folder with --results, or change its permissions",
        ) from error
    if not lock_file(handle):
        handle.close()
        raise ResultsError(
            "another run is at work in this results folder", where=results, todo="wait for it, or stop it"
        )
    return handle


def _forget_errors(results: Path) -> None:
    for file in (results / ERRORS_FOLDER).glob("*.txt"):
        file.unlink()


def snakemake_command(plan: Plan, cores: int, profile: Path) -> list[str]:
    """Return the command that runs the steps of a plan. It is short whatever the study holds."""
    return [
        *(sys.executable, "-m", "retold.study.engine"),
        *("--snakefile", str(workflow_folder() / "Snakefile"), "--cores", str(cores)),
        *("--nolock", "--nocolor", "--keep-going", "--profile", str(profile)),
        *("--configfile", str(plan.work / CONFIG_FILE)),
    ]


def run_snakemake(
    plan: Plan, cores: int, profile: Path, say: Say, warm: Mapping[str, str], *, each: int | None = None
) -> int:
    """Have Snakemake run the steps of a plan that lies in its working folder.

    Parameters
    ----------
    plan : Plan
    cores : int
        How many steps may run at once.
    profile : path
        As `find_profile` returns it.
    say : callable
        Called with each line of progress.
    warm : mapping of str to str
        As `keep_warm` yields it: by what steps find the process that they are forked from.
    each : int, optional
        On how many cores each step may work. Default: all of them.

    Returns
    -------
    int
        Snakemake's exit status.
    """
    with complete_file(plan.work / CONFIG_FILE, "the settings of the run") as aside:
        aside.write_text(json.dumps({"plan": str(plan.work / PLAN_FILE)}), "utf-8")
    environment = {
        **os.environ,
        **_cache_environment(plan.work),
        **warm,
        CORES: str(each or cores),
        WATCHED_PROCESS: f"{os.getpid()}@{platform.node()}",
    }
    # A session of its own: Ctrl-C reaches this process alone, which passes it on once.
    child = subprocess.Popen(
        snakemake_command(plan, cores, profile),
        cwd=plan.work,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
        start_new_session=True,
    )
    try:
        with (
            open(plan.results / LOG, "w", encoding="utf-8") as log,
            _telling_within(plan.work / PROGRESS_FOLDER, say),
        ):
            for line in child.stdout or ():
                log.write(line)
                _tell_progress(line, say)
        return child.wait()
    except BaseException:
        _stop(child)
        raise


def _cache_environment(work: Path) -> dict[str, str]:
    """Return what lets Snakemake and matplotlib keep their caches where a home cannot be written to, or is none."""
    home = Path(os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache"))
    try:
        home.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=home):
            return {}
    except OSError:
        cache = str(work / CACHE_FOLDER)
        return {"XDG_CACHE_HOME": cache, "MPLCONFIGDIR": cache}


def find_profile(profile: str | None) -> Path:
    """Return the folder of a profile: where Snakemake runs the steps.

    Raises
    ------
    ParameterError
        If there is none of that name.
    """
    name = profile or "default"
    folder = workflow_folder() / "profiles" / name
    if folder.is_dir():
        return folder
    if Path(name).is_dir():
        return Path(name).resolve()
    known = sorted(path.name for path in (workflow_folder() / "profiles").iterdir())
    raise ParameterError(f"there is no profile {name!r}", where="--profile", todo=close_match(name, known))


class _Told(NamedTuple):
    """What was last said of a step, since when it holds, and when it was said."""

    how_far: str
    since: float
    told: float


@contextmanager
def _telling_within(folder: Path, say: Say) -> Iterator[None]:
    """Say now and then how far each step at work is, for as long as a block lasts."""
    shutil.rmtree(folder, ignore_errors=True)
    ended = threading.Event()

    def tell() -> None:
        told: dict[str, _Told] = {}
        while not ended.wait(TELL_SECONDS):
            now = time.monotonic()
            for name, how_far in read_progress(folder).items():
                last = told.get(name)
                if last is None or last.how_far != how_far:
                    told[name] = _Told(how_far, now, now)
                    say(f"    {name}: {how_far}")
                elif now - last.told >= AGAIN_SECONDS:
                    told[name] = last._replace(told=now)
                    say(f"    {name}: {how_far}, for {now - last.since:.0f} s")

    teller = threading.Thread(target=tell, daemon=True)
    teller.start()
    try:
        yield
    finally:
        ended.set()
        teller.join()


def read_progress(folder: Path) -> dict[str, str]:
    """Return how far each step is, by its name: the cell it is at, and what that has done.

    Parameters
    ----------
    folder : path
        Where the steps and their kernels note it.

    Returns
    -------
    dict of str to str
        ``{"03_arguments": "cell 7 of 31, resamples of groups 40 of 100"}``, say; nothing of steps that have ended.
    """
    found = {}
    for file in sorted(folder.glob("[!.]*.cells")):
        parts = [""]
        try:
            parts = [file.read_text("utf-8")]
            within = file.with_suffix(".within")
            # What an earlier cell has noted last is not of this one.
            if within.stat().st_mtime_ns >= file.stat().st_mtime_ns:
                parts.append(within.read_text("utf-8"))
        except OSError:  # nothing is noted yet, or just being written
            pass
        if parts[0]:
            found[file.stem] = ", ".join(filter(None, parts))
    return found


def _tell_progress(line: str, say: Say) -> None:
    if done := re.match(r"(\d+) of (\d+) steps", line.strip()):
        # The last step is the graph's own goal, which does nothing.
        if done[1] != done[2]:
            say(f"{done[1]} of {int(done[2]) - 1} steps done")
    elif (started := re.match(r"(?:local)?rule (\S+):", line.strip())) and started[1] != "all":
        say(f"  {started[1]} …")


def _stop(child: subprocess.Popen[str]) -> None:
    """Interrupt Snakemake and its steps once, give them time to clean up, then kill what is left."""
    for number, patience in ((signal.SIGINT, 15), (signal.SIGTERM, 5), (signal.SIGKILL, 5)):
        try:
            os.killpg(child.pid, number)
            child.wait(timeout=patience)
            return
        except ProcessLookupError:
            return
        except subprocess.TimeoutExpired:
            continue


# How a line of the log begins that says why: the last line of a traceback, or a shell's words for a command that was killed.
_REASON = re.compile(r"[A-Za-z_.]*(?:Error|Exception): |.*\b(?:Killed|Segmentation fault|out of memory)\b")


def _why_failed(plan: Plan) -> StudyError:
    """Return the error of the step that failed, as it told it, or what the log says of it."""
    if not (plan.work / PLAN_FILE).is_file():
        return ResultsError(
            "the results folder was removed while the run was at work",
            where=plan.results,
            todo="run the same command again",
        )
    told = sorted((plan.results / ERRORS_FOLDER).glob("*.txt"))
    if told:
        return StudyError.parse(told[0].read_text("utf-8"))
    lines = (plan.results / LOG).read_text("utf-8").strip().splitlines()
    reasons = [line.strip() for line in lines if _REASON.match(line.strip())]
    return NotebookError(
        f"the run failed: {reasons[-1]}" if reasons else "the run failed",
        where=plan.results / LOG,
        todo="read its end: " + " / ".join(lines[-3:]),
    )
