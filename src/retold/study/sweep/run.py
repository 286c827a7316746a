"""Sweep over a grid: have Snakemake run what is not finished of all universes, as one graph, and put the tables together."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd

from retold.errors import GridError
from retold.study.drive import Say, check_run, find_profile, hold, keep_warm, run_snakemake
from retold.study.graph import SENSITIVITY, results_folder, workflow_folder
from retold.study.links import link_study
from retold.study.pages import write_page
from retold.study.remains import sweep_private_folders
from retold.study.run import run_notebook
from retold.study.staleness import cannot_write, write_plan
from retold.study.sweep.collect import DONE, collect_articles, collect_numbers, collect_universes
from retold.study.sweep.grid import Grid, Universe, list_universes, read_grid
from retold.study.sweep.plan import CLOSING, SWEEP_FOLDER, Sweep, plan_sweep, write_nodes
from retold.study.sweep.records import find_done, forget_undone
from retold.study.sweep.stage import ERRORS_FOLDER
from retold.study.values import check_names, study_settings
from retold.tables import read_table, table_path, write_table

# So often it is said how far a sweep is, in seconds: a line a stage would be a thousand lines.
TELL_SECONDS = 5.0


def sweep_study(
    study: str | Path,
    grid: str | Path,
    *,
    parameters: Mapping[str, object] | None = None,
    results: str | Path | None = None,
    cores: int = 2,
    profile: str | None = None,
    yes: bool = False,
    say: Say = print,
) -> Path:
    """Run a study under every specification of a grid, and tell what holds in how many of them.

    What is finished is not run again: a sweep that was cut short goes on, and one of another grid takes over what both share.

    Parameters
    ----------
    study : path
        The study's folder; it need not have been run.
    grid : path
        The grid file; see `retold.study.sweep.grid.read_grid`.
    parameters : mapping, optional
        Settings that all universes share.
    results : path, optional
        The study's results folder, in which the folder ``sweep`` is made. Default: ``results/<study>``.
    cores : int
        How many stages may run at once.
    profile : str, optional
        Name of a folder in ``profiles/``, or path of one.
    yes : bool
        Whether more universes are meant than `retold.study.sweep.grid.MOST_UNASKED`.
    say : callable
        Called with each line of progress.

    Returns
    -------
    pathlib.Path
        The executed notebook as a page.

    Raises
    ------
    StudyError
        If the study, the grid or the results folder is unfit, or every universe fails.
    """
    shared = dict(parameters or {})
    check_names(shared)
    where = find_profile(profile)
    settings = study_settings(study, shared)
    read = read_grid(grid, study, shared)
    universes = list_universes(read, study, shared, yes=yes)
    check_run(study, shared)
    sweep_private_folders()
    folder = Path(os.path.abspath(results_folder(settings, results))) / SWEEP_FOLDER
    with hold(folder):
        sweep = plan_sweep(study, universes, folder)
        _tell_plan(sweep, read, universes, say)
        _run(sweep, cores, where, say)
        return _finish(sweep, universes, say)


def _tell_plan(sweep: Sweep, grid: Grid, universes: Sequence[Universe], say: Say) -> None:
    stages = sum(node.stage != CLOSING for node in sweep.nodes.values())
    alone = sum(len(sweep.nodes[key].after) for key in sweep.closing.values())
    say(
        f"{len(universes)} universes of {grid.file}: {stages} stages instead of {alone}, since some share them"
    )
    before = table_path("universes", sweep.folder)
    if before.is_file():
        earlier = set(read_table("universes", sweep.folder)["universe"])
        if earlier != set(sweep.closing):
            say(
                f"the tables of {len(earlier)} universes of another grid are replaced; what both share is kept: {sweep.folder}"
            )


def _run(sweep: Sweep, cores: int, profile: Path, say: Say) -> None:
    """Run the nodes that are not finished; those that fail leave their errors, and the others go on."""
    keyed = sweep.keyed
    done = find_done(sweep)
    if len(done) == len(sweep.nodes):
        say("every universe is up to date")
        return
    try:
        for left in ("work", ".snakemake"):
            shutil.rmtree(keyed.plan.work / left, ignore_errors=True)
        shutil.rmtree(sweep.folder / ERRORS_FOLDER, ignore_errors=True)
        forget_undone(sweep, done)
        write_nodes(sweep)
    except OSError as error:
        raise cannot_write(sweep.folder, error) from error
    write_plan(keyed)
    # Whatever fails is told by the universes that it belongs to; each stage works on one core, as there are enough of them.
    with keep_warm(keyed.plan) as warm:
        run_snakemake(keyed.plan, cores, profile, _now_and_then(say), warm, each=1)


def _now_and_then(say: Say) -> Say:
    """Return what says how many steps are done, and not too often."""
    told = [time.monotonic()]

    def tell(line: str) -> None:
        if " steps done" in line and time.monotonic() - told[0] >= TELL_SECONDS:
            told[0] = time.monotonic()
            say(line)

    return tell


def _finish(sweep: Sweep, universes: Sequence[Universe], say: Say) -> Path:
    """Write the tables of a sweep and run the notebook that reads them."""
    table = collect_universes(sweep, universes, find_done(sweep))
    failed = table[table["status"] != DONE]
    if len(failed) == len(table):
        first = failed.iloc[0]
        raise GridError(
            f"no universe came to its end; the first failed at {first['stage']}: {first['reason']}",
            where=sweep.folder / ERRORS_FOLDER,
            todo="run the study by itself with `retold run`, and see what it says",
        )
    for row in failed.itertuples():
        say(f"failed: {row.universe} at {row.stage}: {row.reason}")
    write_tables(table, sweep.folder)
    output = sweep.folder / "notebooks" / f"{SENSITIVITY}.ipynb"
    output.parent.mkdir(exist_ok=True)
    study = link_study(sweep.study, sweep.folder)
    run_notebook(
        workflow_folder() / "notebooks" / f"{SENSITIVITY}.ipynb",
        output,
        parameters={"study": study, "results": ".."},
        cwd=output.parent,
    )
    say(
        f"{len(table) - len(failed)} of {len(table)} universes came to their end; tables: {sweep.folder / 'tables'}"
    )
    return write_page(output)


def write_tables(universes: pd.DataFrame, folder: Path) -> None:
    """Write the tables of a sweep: of universes, numbers, and articles for the edition that pictures name."""
    numbers = collect_numbers(universes, folder)
    write_table(universes, "universes", folder)
    write_table(numbers, "numbers", folder)
    write_table(collect_articles(universes, folder), "articles", folder)
