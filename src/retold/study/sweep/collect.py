"""The tables of a sweep: a row a universe, and a row for each headline number of each."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from retold.errors import StudyError
from retold.statistics.variance import variance_shares
from retold.study.findings.headlines import HEADLINES
from retold.study.sweep.grid import Universe
from retold.study.sweep.plan import UNIVERSES, Sweep
from retold.study.sweep.stage import ERRORS_FOLDER
from retold.tables import SWEEP_SCHEMAS, conform, empty_table, read_table

DONE, FAILED = "done", "failed"

# In `choice_shares`, what no choice alone accounts for.
INTERACTIONS = "interactions"


def collect_universes(sweep: Sweep, universes: Sequence[Universe], done: set[str]) -> pd.DataFrame:
    """Return the table ``universes``.

    Parameters
    ----------
    sweep : Sweep
    universes : sequence of Universe
    done : set of str
        Keys of the nodes that have ended.

    Returns
    -------
    pandas.DataFrame
        A row a universe, those that failed among them: ``universe``, ``place``, ``preferred``, ``in_grid``, ``status``, and of a failed
        one the ``stage`` that failed and the ``reason``; then a column a choice.
    """
    rows = []
    for universe in universes:
        stage, reason = _failure(sweep, universe, done)
        rows.append(
            {
                "universe": universe.name,
                "place": universe.place,
                "preferred": universe.preferred,
                "in_grid": universe.in_grid,
                "status": FAILED if stage else DONE,
                "stage": stage,
                "reason": reason,
                **universe.options,
            }
        )
    return conform(pd.DataFrame(rows), "universes")


def _failure(sweep: Sweep, universe: Universe, done: set[str]) -> tuple[str, str]:
    """Return the stage at which a universe failed, and why; nothing of one that did not."""
    closing = sweep.closing[universe.name]
    if closing in done:
        return "", ""
    # In the order of a run: what comes later failed only because this did.
    first = next(sweep.nodes[key] for key in (*sweep.nodes[closing].after, closing) if key not in done)
    told = sweep.folder / ERRORS_FOLDER / f"{first.name}.txt"
    reason = StudyError.parse(told.read_text("utf-8")).what if told.is_file() else "it did not end"
    return first.stage, " ".join(reason.split())


def collect_numbers(universes: pd.DataFrame, folder: str | Path) -> pd.DataFrame:
    """Return the table ``numbers``.

    Parameters
    ----------
    universes : pandas.DataFrame
        The table ``universes``.
    folder : path
        The folder of the sweep.

    Returns
    -------
    pandas.DataFrame
        A row for each headline number of each universe that has it: ``what`` it is and its ``unit``, ``value``, ``low``, ``high``,
        ``n``, ``support``, ``by`` (which arguments it rests on), ``same`` and the ``sentence``. ``same`` is the Jaccard similarity of the
        statements it rests on with those of the study's own specification; empty where either rests on none.
    """
    finished = universes[universes["status"] == DONE]
    found = {
        str(name): read_table("findings", Path(folder) / UNIVERSES / str(name))
        for name in finished["universe"]
    }
    own = [str(name) for name in finished.loc[finished["preferred"], "universe"]]
    evidence = _evidence(found[own[0]]) if own else {}
    tables = []
    for name, table in found.items():
        rows = table.assign(universe=name)
        rows["same"] = [
            _jaccard(set(cell), evidence.get(finding, set()))
            for finding, cell in zip(rows["finding"], rows["evidence"], strict=True)
        ]
        tables.append(rows)
    if not tables:
        return empty_table("numbers")
    every = pd.concat(tables, ignore_index=True)
    every["what"] = every["finding"].map(lambda name: HEADLINES[name].what)
    every["unit"] = every["finding"].map(lambda name: HEADLINES[name].unit)
    return conform(every[SWEEP_SCHEMAS["numbers"].columns], "numbers")


def _evidence(table: pd.DataFrame) -> dict[str, set[str]]:
    return {
        str(finding): set(cell) for finding, cell in zip(table["finding"], table["evidence"], strict=True)
    }


def _jaccard(one: set[str], other: set[str]) -> float:
    return len(one & other) / len(one | other) if one and other else float("nan")


def collect_articles(universes: pd.DataFrame, folder: str | Path) -> pd.DataFrame:
    """Return the table ``articles`` of all universes together: of each edition each article once."""
    finished = universes.loc[universes["status"] == DONE, "universe"]
    tables = [read_table("articles", Path(folder) / UNIVERSES / str(name)) for name in finished]
    if not tables:
        return empty_table("articles")
    every = pd.concat(tables, ignore_index=True)
    return every.drop_duplicates(["article_id", "edition"], ignore_index=True)


def choices_of(universes: pd.DataFrame) -> pd.DataFrame:
    """Return what was chosen in each universe: the columns of the table ``universes`` that its schema does not name."""
    own = SWEEP_SCHEMAS["universes"].columns
    return universes[[column for column in universes.columns if column not in own]]


def grid_numbers(universes: pd.DataFrame, numbers: pd.DataFrame, finding: str) -> pd.DataFrame:
    """Return one headline number in the universes of the grid, with what was chosen in each; those that lack it are left out."""
    counted = universes[universes["in_grid"] & (universes["status"] == DONE)]
    rows = numbers[(numbers["finding"] == finding) & numbers["value"].notna()]
    return counted.merge(rows.drop(columns="finding"), on="universe", how="inner")


def share_variance(universes: pd.DataFrame, numbers: pd.DataFrame) -> pd.DataFrame:
    """Return how much of the variance of each headline number goes with each choice.

    Parameters
    ----------
    universes, numbers : pandas.DataFrame
        The tables of a sweep.

    Returns
    -------
    pandas.DataFrame
        The table ``choice_shares``: a row for each finding and choice, with its ``options`` and ``universes`` (those of the grid that have
        the number), and its ``share``: eta squared, from 0 to 1, empty where the number does not vary. The row ``interactions`` is
        what all choices added up leave; see `retold.statistics.variance.variance_shares`.
    """
    names = list(choices_of(universes).columns)
    rows = []
    for finding in sorted(set(numbers["finding"])):
        chosen = grid_numbers(universes, numbers, finding)
        if chosen.empty:
            continue
        shares = variance_shares(chosen["value"].to_numpy(float), chosen[names])
        counts = {name: int(chosen[name].nunique()) for name in names}
        for name, share in [*shares.alone.items(), (INTERACTIONS, shares.rest)]:
            rows.append((finding, name, counts.get(str(name), 0), len(chosen), share))
    if not rows:
        return empty_table("choice_shares")
    return conform(pd.DataFrame(rows, columns=SWEEP_SCHEMAS["choice_shares"].columns), "choice_shares")
