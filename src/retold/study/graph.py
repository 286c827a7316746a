"""The graph of a study: which notebook waits for which, and running it through Snakemake."""

from __future__ import annotations

import collections
import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import retold
from retold.articles.corpus import list_articles
from retold.errors import NotebookError, ParameterError, ResultsError, StudyError, close_match
from retold.study.check import check_inputs
from retold.study.config import SETTINGS_FILE, Settings, read_settings, settings_schema
from retold.study.depends import Uses, module_files, notebook_uses
from retold.study.parameters import notebook_parameters
from retold.study.step import ERRORS_FOLDER, WATCHED_PROCESS
from retold.tables import table_path

# Parameters that say where things are; they are given by the run, not by the study.
PLACES = ("study", "results")
FIGURE_FORMATS = ("svg", "pdf", "png")
LOCK = ".lock"
LOG = "run.log"

Say = Callable[[str], None]


@dataclass(frozen=True)
class Step:
    """One node of the graph; paths of outputs are relative to the results folder."""

    name: str
    source: str
    inputs: list[str]
    outputs: list[str]
    executed: str
    parameters: str


@dataclass(frozen=True)
class Plan:
    """A study's steps: its notebooks, then the report."""

    results: Path
    notebooks: list[Step]
    report: Step


def workflow_folder() -> Path:
    """Return where the Snakefile and the notebooks are: the checkout, or the installed package."""
    package = Path(retold.__file__).parent
    checkout = package.parents[1]
    return checkout if (checkout / "Snakefile").is_file() else package / "workflow"


def results_folder(settings: Settings, results: str | Path | None = None) -> Path:
    """Return where a study's results go: ``results/<study>``, with the edition if it is not the study's own."""
    if results is not None:
        return Path(results)
    own = read_settings(settings.folder).edition
    return Path("results") / (
        settings.name if settings.edition == own else f"{settings.name}-{settings.edition}"
    )


def check_parameters(parameters: Mapping[str, object]) -> None:
    """Refuse a parameter that no notebook declares.

    Raises
    ------
    ParameterError
        Naming the close match.
    """
    known = {name for notebook in _notebooks() for name in notebook_parameters(notebook)} - set(PLACES)
    for name in parameters:
        if name not in known:
            raise ParameterError(
                f"no notebook has a parameter {name!r}", where=f"-p {name}", todo=close_match(name, known)
            )


def _notebooks() -> list[Path]:
    return sorted((workflow_folder() / "notebooks").glob("[0-9]*.ipynb"))


def make_plan(config: Mapping[str, Any]) -> Plan:
    """Return the steps of a study, as the Snakefile needs them.

    Parameters
    ----------
    config : mapping
        ``study``: its folder; ``results``: where to; ``parameters``: a mapping of changed settings.
    """
    parameters = dict(config.get("parameters") or {})
    settings = study_settings(config.get("study", "data/nato"), parameters)
    results = Path(os.path.abspath(results_folder(settings, config.get("results"))))
    uses = {notebook: notebook_uses(notebook) for notebook in _notebooks()}
    _refuse_twins(uses)
    steps = [_notebook_step(notebook, use, settings, parameters) for notebook, use in uses.items()]
    return Plan(results, steps, _report_step(steps, settings, results, parameters))


def study_settings(study: str | Path, parameters: Mapping[str, object]) -> Settings:
    """Return a study's settings with those parameters that are settings; others go to their notebook only."""
    known = settings_schema()["properties"]
    return read_settings(study, **{name: value for name, value in parameters.items() if name in known})


def _refuse_twins(uses: Mapping[Path, Uses]) -> None:
    writers: dict[str, Path] = {}
    for notebook, use in uses.items():
        for table in use.writes:
            if table in writers:
                raise NotebookError(
                    f"two notebooks write the table {table!r}",
                    where=f"{writers[table].name}, {notebook.name}",
                )
            writers[table] = notebook


def _notebook_step(notebook: Path, use: Uses, settings: Settings, parameters: Mapping[str, object]) -> Step:
    tables = [_table(name, settings) for name in use.writes]
    figures = [f"figures/{name}.{form}" for name in use.figures for form in FIGURE_FORMATS]
    inputs = [
        *map(str, use.modules),
        *(_table(name, settings) for name in use.reads),
        *_study_files(use, settings),
    ]
    values: dict[str, object] = {}
    for name in notebook_parameters(notebook):
        if name not in PLACES and (name in parameters or hasattr(settings, name)):
            values[name] = parameters.get(name, getattr(settings, name, None))
    text = json.dumps({**values, "study": os.path.abspath(settings.folder)}, sort_keys=True)
    return Step(notebook.stem, str(notebook), inputs, tables + figures, f"notebooks/{notebook.name}", text)


def _table(name: str, settings: Settings) -> str:
    return str(table_path(name, ".", table_format=settings.table_format))


def _study_files(use: Uses, settings: Settings) -> Iterator[str]:
    folder = Path(os.path.abspath(settings.folder))
    if use.reads_articles:
        yield from (
            os.path.abspath(path)
            for path in list_articles(folder, edition=settings.edition, columns=settings.columns)["path"]
        )
        if (folder / "articles.csv").is_file():
            yield str(folder / "articles.csv")
    if use.reads_codebook:
        yield str(folder / settings.codebook)
    if use.reads_given and (folder / settings.given).is_file():
        yield str(folder / settings.given)
    for name in use.codings:
        if (folder / "coding" / f"{name}.csv").is_file():
            yield str(folder / "coding" / f"{name}.csv")


def _report_step(
    steps: list[Step], settings: Settings, results: Path, parameters: Mapping[str, object]
) -> Step:
    inputs = [
        str(settings.folder.resolve() / SETTINGS_FILE),
        *(str(file) for file in module_files(["retold.study.report"])),
    ]
    inputs += [name for step in steps for name in (step.executed, *step.outputs)]
    values = {
        "study": str(settings.folder.resolve()),
        "results": str(results),
        "parameters": dict(parameters),
        "inputs": sorted(
            {path for step in steps for path in (step.source, *step.inputs) if os.path.isabs(path)}
        ),
        "outputs": sorted(name for step in steps for name in (step.executed, *step.outputs)),
    }
    return Step(
        "report", "", inputs, ["report.html", "manifest.json"], "", json.dumps(values, sort_keys=True)
    )


def check_study(study: str | Path, parameters: Mapping[str, object] | None = None) -> Iterator[str]:
    """Check a study and its parameters without running anything, and yield a line on each part.

    Raises
    ------
    StudyError
        At the first thing that is wrong.
    """
    parameters = dict(parameters or {})
    check_parameters(parameters)
    yield from check_inputs(study_settings(study, parameters))
    plan = make_plan({"study": str(study), "parameters": parameters})
    yield f"notebooks: {', '.join(step.name for step in plan.notebooks)}"


def run_study(
    study: str | Path,
    *,
    parameters: Mapping[str, object] | None = None,
    results: str | Path | None = None,
    cores: int = 2,
    profile: str | None = None,
    say: Say = print,
) -> Path:
    """Run what is not up to date of a study.

    Parameters
    ----------
    study : path
        The study's folder.
    parameters : mapping, optional
        Settings and notebook parameters to use instead of the study's own.
    results : path, optional
        Where results go. Default: ``results/<study>``.
    cores : int
        How many notebooks may run at once.
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
    check_parameters(parameters)
    settings = study_settings(study, parameters)
    target = Path(os.path.abspath(results_folder(settings, results)))
    config = {"study": os.path.abspath(study), "results": str(target), "parameters": parameters}
    # Finds out what is wrong with the study before anything is written.
    collections.deque(check_inputs(settings), maxlen=0)
    make_plan(config)
    with _locked(target):
        _forget_errors(target)
        status = _snakemake(config, target, cores, profile, say)
        if status:
            raise _why_failed(target)
    return target / "report.html"


@contextmanager
def _locked(results: Path) -> Iterator[None]:
    """Hold a results folder; the lock goes with the process, so a killed run leaves none behind."""
    try:
        results.mkdir(parents=True, exist_ok=True)
        handle = open(results / LOCK, "w")  # noqa: SIM115
    except OSError as error:
        raise ResultsError(
            f"the results folder cannot be written to: {error.strerror or error}",
            where=results,
            todo="choose another folder with --results, or change its permissions",
        ) from error
    with handle:
        if not _lock(handle):
            raise ResultsError(
                "another run is at work in this results folder", where=results, todo="wait for it, or stop it"
            )
        yield


def _lock(handle: Any) -> bool:
    try:
        import fcntl
    except ImportError:  # Windows: Snakemake's own files are all that keeps two runs apart
        return True
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _forget_errors(results: Path) -> None:
    for file in (results / ERRORS_FOLDER).glob("*.txt"):
        file.unlink()


def _snakemake(config: Mapping[str, Any], results: Path, cores: int, profile: str | None, say: Say) -> int:
    command = [
        *(sys.executable, "-m", "retold.study.engine"),
        *("--snakefile", str(workflow_folder() / "Snakefile"), "--cores", str(cores)),
        *("--rerun-incomplete", "--nolock", "--nocolor", "--keep-going"),
        *("--profile", str(_profile(profile))),
        *("--config", f"study={config['study']}", f"results={config['results']}"),
        f"parameters={json.dumps(config['parameters'])}",
    ]
    environment = {**os.environ, WATCHED_PROCESS: str(os.getpid())}
    # A session of its own: Ctrl-C reaches this process alone, which passes it on once.
    child = subprocess.Popen(
        command,
        cwd=results,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
        start_new_session=True,
    )
    try:
        with open(results / LOG, "w", encoding="utf-8") as log:
            for line in child.stdout or ():
                log.write(line)
                _tell_progress(line, say)
        return child.wait()
    except BaseException:
        _stop(child)
        raise


def _profile(profile: str | None) -> Path:
    name = profile or "default"
    folder = workflow_folder() / "profiles" / name
    if folder.is_dir():
        return folder
    if Path(name).is_dir():
        return Path(name).resolve()
    known = sorted(path.name for path in (workflow_folder() / "profiles").iterdir())
    raise ParameterError(f"there is no profile {name!r}", where="--profile", todo=close_match(name, known))


def _tell_progress(line: str, say: Say) -> None:
    if done := re.match(r"(\d+) of (\d+) steps", line.strip()):
        # The last step is the graph's own goal, which does nothing.
        if done[1] != done[2]:
            say(f"{done[1]} of {int(done[2]) - 1} steps done")
    elif (started := re.match(r"(?:local)?rule (\S+):", line.strip())) and started[1] != "all":
        say(f"  {started[1]} …")
    elif "Nothing to be done" in line:
        say("everything is up to date")


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


def _why_failed(results: Path) -> StudyError:
    """Return the error of the step that failed, as it told it, or the last lines of the log."""
    told = sorted((results / ERRORS_FOLDER).glob("*.txt"))
    if told:
        what, *rest = told[0].read_text("utf-8").splitlines()
        details = dict(re.findall(r"^  (where|to do): (.*)$", "\n".join(rest), re.MULTILINE))
        return NotebookError(what, where=details.get("where"), todo=details.get("to do"))
    lines = (results / LOG).read_text("utf-8").strip().splitlines()
    return NotebookError(
        "the run failed", where=results / LOG, todo="read its end: " + " / ".join(lines[-3:])
    )
