"""The graph of a study: which notebook waits for which, what each reads and writes, and where results go."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import TYPE_CHECKING

import retold
from retold.errors import NotebookError
from retold.study.depends import Uses, module_files, notebook_uses
from retold.study.parameters import notebook_parameters
from retold.vocabulary import NUMBERS, PRINT_FORMATS, SCREEN_FORMAT

if TYPE_CHECKING:
    from retold.study.config import Settings

# Parameters that say where things are; they are given by the run, not by the study.
PLACES = ("study", "results")
REPORT = "report"
REPORT_FILE = "report.html"
FIGURES_FILE = "figures.html"
MANIFEST_FILE = "manifest.json"
# The notebook that reads many runs at once, and stands in the graph of none: `retold sweep` runs it.
SENSITIVITY = "06_sensitivity"
# Where a run works, in its results folder; the results take their own place when all of them are there.
WORK_FOLDER = ".run"


@dataclass(frozen=True)
class Step:
    """One node of the graph: a notebook, or the report.

    Attributes
    ----------
    name, source : str
        The step's name, and its notebook (none of the report).
    inputs : list of str
        Absolute paths of the files that it draws on: modules, and files of the study.
    after : list of str
        Names of the steps whose tables it reads.
    outputs : list of str
        What it writes, relative to the results folder; the executed notebook first.
    parameters : dict
        What the notebook is given.
    node : str
        Of a stage of a sweep, the file that describes it; of a step of a run, nothing.
    """

    name: str
    source: str
    inputs: list[str]
    after: list[str]
    outputs: list[str]
    parameters: dict[str, object]
    node: str = ""


@dataclass(frozen=True)
class Plan:
    """A study's steps, each after those that it waits for; the report is the last one."""

    study: str
    results: Path
    parameters: dict[str, object]
    steps: list[Step]

    @property
    def work(self) -> Path:
        """Return the folder that the steps work in."""
        return self.results / WORK_FOLDER

    @property
    def notebooks(self) -> list[Step]:
        """Return the steps that are notebooks."""
        return self.steps[:-1]

    @property
    def report(self) -> Step:
        """Return the step that closes a run."""
        return self.steps[-1]

    @property
    def files(self) -> list[str]:
        """Return every file that draws on nothing but itself: notebooks, modules, files of the study."""
        return sorted({file for step in self.steps for file in (step.source, *step.inputs) if file})

    def count_waiting(self, step: Step) -> int:
        """Return how many steps wait for a step, or for one that waits for it: of several that may begin, the one with most is begun.

        Examples
        --------
        >>> one, two, last = (Step(name, "", [], after, [], {}) for name, after in (("1", []), ("2", ["1"]), ("3", ["2"])))
        >>> [Plan("study", Path("results"), {}, [one, two, last]).count_waiting(step) for step in (one, two, last)]
        [2, 1, 0]
        """
        waiting = {step.name}
        for other in self.steps:
            if waiting & set(other.after):
                waiting.add(other.name)
        return len(waiting) - 1


def workflow_folder() -> Path:
    """Return where the Snakefile and the notebooks are: the checkout, or the installed package."""
    package = Path(retold.__file__).parent
    checkout = package.parents[1]
    return checkout if (checkout / "Snakefile").is_file() else package / "workflow"


def list_notebooks() -> list[Path]:
    """Return the notebooks of the graph, in the order of their names."""
    found = sorted((workflow_folder() / "notebooks").glob("[0-9]*.ipynb"))
    return [notebook for notebook in found if notebook.stem != SENSITIVITY]


def results_folder(settings: Settings, results: str | Path | None = None) -> Path:
    """Return where a study's results go: ``results/<study>``, with the edition if it is not the study's own."""
    if results is not None:
        return Path(results)
    from retold.study.config import read_settings

    own = read_settings(settings.folder).edition
    return Path("results") / (
        settings.name if settings.edition == own else f"{settings.name}-{settings.edition}"
    )


def make_plan(settings: Settings, parameters: Mapping[str, object], results: str | Path) -> Plan:
    """Return the steps of a study.

    Parameters
    ----------
    settings : Settings
        The study's settings, those of the parameters among them.
    parameters : mapping
        Settings and notebook parameters that differ from the study's own.
    results : path
        The results folder.

    Raises
    ------
    StudyError
        If the articles cannot be listed, two notebooks write one table, or they wait for one another.
    """
    uses = {notebook: notebook_uses(notebook) for notebook in list_notebooks()}
    declared = {notebook: tuple(notebook_parameters(notebook)) for notebook in uses}
    articles = article_files(settings)
    steps = notebook_steps(settings, parameters, uses=uses, declared=declared, articles=articles)
    study = os.path.abspath(settings.folder)
    return Plan(
        study, Path(os.path.abspath(results)), dict(parameters), [*steps, _report_step(steps, settings)]
    )


def notebook_steps(
    settings: Settings,
    parameters: Mapping[str, object],
    *,
    uses: Mapping[Path, Uses],
    declared: Mapping[Path, Iterable[str]],
    articles: list[str],
) -> list[Step]:
    """Return the notebooks of a study as steps, each after those whose tables it reads.

    Parameters
    ----------
    settings, parameters
        As for `make_plan`.
    uses : mapping of path to Uses
        What each notebook uses.
    declared : mapping of path to names
        The parameters that each of them declares.
    articles : list of str
        The files of the articles, as `article_files` returns them.

    Raises
    ------
    NotebookError
        If two notebooks write one table, or they wait for one another.
    """
    writers = _find_writers(uses)
    return [
        _notebook_step(notebook, uses[notebook], declared[notebook], writers, articles, settings, parameters)
        for notebook in _in_order(uses, writers)
    ]


def _find_writers(uses: Mapping[Path, Uses]) -> dict[str, Path]:
    """Return which notebook writes each table."""
    writers: dict[str, Path] = {}
    for notebook, use in uses.items():
        for table in use.writes:
            if table in writers:
                raise NotebookError(
                    f"two notebooks write the table {table!r}",
                    where=f"{writers[table].name}, {notebook.name}",
                )
            writers[table] = notebook
    for notebook, use in uses.items():
        for table in use.reads:
            if table not in writers:
                raise NotebookError(
                    f"no notebook writes the table {table!r}",
                    where=notebook,
                    todo="correct its name in the cell that reads it",
                )
    return writers


def _in_order(uses: Mapping[Path, Uses], writers: Mapping[str, Path]) -> list[Path]:
    """Return the notebooks, each after those whose tables it reads, else by name."""
    waits = {notebook: sorted({writers[table] for table in use.reads}) for notebook, use in uses.items()}
    sorter = TopologicalSorter(waits)
    try:
        sorter.prepare()
    except CycleError as error:
        names = " -> ".join(path.name for path in error.args[1])
        raise NotebookError("notebooks wait for one another", where=names) from error
    order: list[Path] = []
    ready: list[Path] = []
    while sorter.is_active():
        ready = sorted([*ready, *sorter.get_ready()])
        order.append(ready.pop(0))
        sorter.done(order[-1])
    return order


def article_files(settings: Settings) -> list[str]:
    """Return the files that a study's articles are read from, sorted.

    Raises
    ------
    StudyError
        If they cannot be listed.
    """
    # Each step reads a plan, and none lists articles: what does is imported where it is needed.
    from retold.articles.corpus import corpus_files

    files = corpus_files(os.path.abspath(settings.folder), **settings.reading)
    return sorted(map(str, set(files)))


def _notebook_step(
    notebook: Path,
    use: Uses,
    declared: Iterable[str],
    writers: Mapping[str, Path],
    articles: list[str],
    settings: Settings,
    parameters: Mapping[str, object],
) -> Step:
    from retold.tables import table_path

    tables = [str(table_path(name, ".", table_format=settings.table_format)) for name in use.writes]
    figures = [f"figures/{name}.{form}" for name in use.figures for form in (SCREEN_FORMAT, NUMBERS)]
    values: dict[str, object] = {}
    for name in declared:
        if name not in PLACES and (name in parameters or hasattr(settings, name)):
            values[name] = parameters.get(name, getattr(settings, name, None))
    return Step(
        name=notebook.stem,
        source=str(notebook),
        inputs=[
            *map(str, use.modules),
            *(articles if use.reads_articles else ()),
            *_study_files(use, settings),
        ],
        after=sorted({writers[table].stem for table in use.reads}),
        outputs=[f"notebooks/{notebook.name}", *tables, *figures],
        parameters=values,
    )


def _study_files(use: Uses, settings: Settings) -> Iterator[str]:
    folder = Path(os.path.abspath(settings.folder))
    if use.reads_codebook:
        yield str(folder / settings.codebook)
    if use.reads_given and (folder / settings.given).is_file():
        yield str(folder / settings.given)
    for name in use.codings:
        if (folder / "coding" / f"{name}.csv").is_file():
            yield str(folder / "coding" / f"{name}.csv")


def _report_step(steps: list[Step], settings: Settings) -> Step:
    from retold.study.config import SETTINGS_FILE

    pages = [str(Path(step.outputs[0]).with_suffix(".html")) for step in steps]
    drawn = sorted(
        Path(name) for step in steps for name in step.outputs if name.endswith(f".{SCREEN_FORMAT}")
    )
    printed = [f"{file.with_suffix('')}.{form}" for file in drawn for form in PRINT_FORMATS]
    return Step(
        name=REPORT,
        source="",
        inputs=[
            os.path.abspath(settings.folder / SETTINGS_FILE),
            *(str(file) for file in module_files(["retold.study.report"])),
        ],
        after=[step.name for step in steps],
        outputs=[
            *pages,
            *(printed if settings.print_figures else ()),
            FIGURES_FILE,
            REPORT_FILE,
            MANIFEST_FILE,
        ],
        parameters={},
    )
