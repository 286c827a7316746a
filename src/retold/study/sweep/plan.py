"""The graph of a sweep: each stage of each universe, and those that several universes share once.

A stage has the key that it has in a run (`retold.study.staleness`): the digest of its notebook, modules, files and parameters, and of
the keys of the stages before it. Two universes whose choices differ only in what a stage does not read give it one key, and so one
node of the graph. Stages that the headline numbers do not rest on are left out, and no stage draws.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from retold.files import complete_file
from retold.study.config import SETTINGS_FILE, Settings
from retold.study.depends import Uses, module_files, notebook_uses
from retold.study.findings.needed import TABLES
from retold.study.graph import WORK_FOLDER, Plan, Step, article_files, list_notebooks, notebook_steps
from retold.study.parameters import notebook_parameters
from retold.study.staleness import RECORDS, Keyed, digest_file, digest_text, key_versions, step_keys
from retold.study.sweep.grid import Universe

# In the results folder of a study.
SWEEP_FOLDER = "sweep"
# In the folder of a sweep: what each stage wrote, by what it follows from; a folder a universe; descriptions of the nodes.
STAGES, UNIVERSES, NODES = "stages", "universes", "nodes"

CLOSING = "universe"
CLOSING_MODULE = "retold.study.sweep.close"

# Digits of a key in the name of a node, which people see in messages; names are told apart by more than chance needs.
SHOWN_DIGITS = 12


@dataclass(frozen=True)
class Node:
    """One stage of one universe or of several, or what closes a universe.

    Attributes
    ----------
    name, key : str
        The node's name, and the digest of all that it follows from.
    stage, source : str
        The notebook's name and its file; of what closes a universe, ``universe`` and nothing.
    inputs : dict of str to str
        The files that it draws on, the notebook among them, with their digests.
    parameters : dict
        What the notebook is given; what closes a universe is given all changed settings.
    after : list of str
        Keys of the nodes that it waits for, in the order of a run; of a notebook all whose tables it could read.
    reads : list of str
        The tables that it reads.
    outputs : list of str
        What it writes, relative to its folder, the executed notebook first.
    folder, study : str
        The folder of the sweep, and that of the study.
    universe : str
        Of what closes a universe, its name.
    versions : str
        Digest of the versions of the packages.
    """

    name: str
    key: str
    stage: str
    source: str
    inputs: dict[str, str]
    parameters: dict[str, object]
    after: list[str]
    reads: list[str]
    outputs: list[str]
    folder: str
    study: str
    universe: str
    versions: str

    @property
    def work(self) -> Path:
        """Return the folder that a sweep works in."""
        return Path(self.folder) / WORK_FOLDER

    @property
    def record(self) -> Path:
        """Return where it is noted that the node has ended."""
        return record_path(self.folder, self.key)


def record_path(folder: str | Path, key: str) -> Path:
    """Return where it is noted that a node has ended, in the folder of a sweep."""
    return Path(folder) / WORK_FOLDER / RECORDS / f"{key}.json"


def node_path(folder: str | Path, key: str) -> Path:
    """Return where a node is described."""
    return Path(folder) / WORK_FOLDER / NODES / f"{key}.json"


@dataclass(frozen=True)
class Sweep:
    """All nodes of a sweep by key, each after those that it waits for, and which one closes each universe."""

    study: str
    folder: Path
    nodes: dict[str, Node]
    closing: dict[str, str]

    @property
    def keyed(self) -> Keyed:
        """Return the nodes as the plan that the Snakefile makes rules of; each is described in a file of its own."""
        names = {key: node.name for key, node in self.nodes.items()}
        steps = [
            Step(
                node.name,
                "",
                [],
                [names[key] for key in node.after],
                [],
                {},
                str(node_path(self.folder, key)),
            )
            for key, node in self.nodes.items()
        ]
        keys = {name: key for key, name in names.items()}
        return Keyed(Plan(self.study, self.folder, {}, steps), keys, {})


def plan_sweep(study: str | Path, universes: Iterable[Universe], folder: str | Path) -> Sweep:
    """Return the graph of a sweep.

    Parameters
    ----------
    study : path
        The study's folder.
    universes : iterable of Universe
        As `retold.study.sweep.grid.list_universes` returns them.
    folder : path
        Where the sweep goes.

    Raises
    ------
    StudyError
        If the articles of an edition cannot be listed.
    """
    planner = _Planner(os.path.abspath(study), Path(os.path.abspath(folder)))
    closing = {universe.name: planner.add(universe) for universe in universes}
    return Sweep(planner.study, planner.folder, planner.nodes, closing)


class _Planner:
    """Adds universes one by one; what they share is read once."""

    def __init__(self, study: str, folder: Path) -> None:
        self.study = study
        self.folder = folder
        self.nodes: dict[str, Node] = {}
        self.uses = _needed_uses()
        self.declared = {notebook: tuple(notebook_parameters(notebook)) for notebook in self.uses}
        self.versions = key_versions()
        self.versions_digest = digest_text(json.dumps(self.versions, sort_keys=True))
        self.closing_inputs = [os.path.join(study, SETTINGS_FILE), *map(str, module_files([CLOSING_MODULE]))]
        self.digests: dict[str, str] = {}
        self.articles: dict[str, list[str]] = {}

    def add(self, universe: Universe) -> str:
        """Add the nodes of a universe that are not there yet; return the key of the one that closes it."""
        settings = universe.settings
        steps = [
            _without_figures(step)
            for step in notebook_steps(
                settings,
                universe.parameters,
                uses=self.uses,
                declared=self.declared,
                articles=self._articles(settings),
            )
        ]
        plan = Plan(self.study, self.folder, dict(universe.parameters), steps)
        keys = step_keys(
            plan, self._digest(path for step in steps for path in (step.source, *step.inputs)), self.versions
        )
        for step in steps:
            key = keys[step.name]
            if key not in self.nodes:
                self.nodes[key] = self._node(step, key, [keys[name] for name in step.after])
        return self._close(universe, [keys[step.name] for step in steps])

    def _articles(self, settings: Settings) -> list[str]:
        reading = json.dumps(settings.reading, sort_keys=True)
        if reading not in self.articles:
            self.articles[reading] = article_files(settings)
        return self.articles[reading]

    def _digest(self, paths: Iterable[str]) -> Mapping[str, str]:
        for path in paths:
            if path not in self.digests:
                self.digests[path] = digest_file(path)
        return self.digests

    def _node(self, step: Step, key: str, after: list[str]) -> Node:
        use = self.uses[Path(step.source)]
        return Node(
            name=f"{step.name}-{key[:SHOWN_DIGITS]}",
            key=key,
            stage=step.name,
            source=step.source,
            inputs={path: self.digests[path] for path in (step.source, *step.inputs)},
            parameters=step.parameters,
            after=after,
            reads=list(use.reads),
            outputs=step.outputs,
            folder=str(self.folder),
            study=self.study,
            universe="",
            versions=self.versions_digest,
        )

    def _close(self, universe: Universe, after: list[str]) -> str:
        self._digest(self.closing_inputs)
        inputs = {path: self.digests[path] for path in self.closing_inputs}
        parameters: dict[str, object] = dict(universe.parameters)
        content = [CLOSING, universe.name, after, parameters, [*inputs.values()], self.versions_digest]
        key = digest_text(json.dumps(content, sort_keys=True))
        self.nodes[key] = Node(
            name=f"{CLOSING}-{universe.name}",
            key=key,
            stage=CLOSING,
            source="",
            inputs=inputs,
            parameters=parameters,
            after=after,
            reads=list(TABLES),
            outputs=[],
            folder=str(self.folder),
            study=self.study,
            universe=universe.name,
            versions=self.versions_digest,
        )
        return key


def _needed_uses() -> dict[Path, Uses]:
    """Return the notebooks that write what the headline numbers are computed from, with what each uses."""
    every = {notebook: notebook_uses(notebook) for notebook in list_notebooks()}
    writers = {table: notebook for notebook, use in every.items() for table in use.writes}
    needed: set[Path] = set()
    waiting = [writers[table] for table in TABLES]
    while waiting:
        notebook = waiting.pop()
        if notebook not in needed:
            needed.add(notebook)
            waiting += [writers[table] for table in every[notebook].reads]
    return {notebook: use for notebook, use in every.items() if notebook in needed}


def _without_figures(step: Step) -> Step:
    kept = [name for name in step.outputs if not name.startswith("figures/")]
    return Step(step.name, step.source, step.inputs, step.after, kept, step.parameters)


def write_nodes(sweep: Sweep) -> None:
    """Describe each node in a file of its own, which the process that runs it reads, and no other."""
    for key, node in sweep.nodes.items():
        path = node_path(sweep.folder, key)
        text = json.dumps(asdict(node))
        if path.is_file() and path.read_text("utf-8") == text:
            continue
        with complete_file(path, "the plan of a sweep") as aside:
            aside.write_text(text, "utf-8")


def read_node(path: str | Path) -> Node:
    """Read a node that `write_nodes` described."""
    values: dict[str, Any] = json.loads(Path(path).read_text("utf-8"))
    return Node(**values)
