"""What closes a universe: its headline numbers, all its tables and notebooks in a folder of its own, and its manifest."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

from retold.arguments.given.given import read_given
from retold.study.costs import COSTS_FOLDER, read_costs
from retold.study.findings.find import find_all
from retold.study.graph import MANIFEST_FILE, workflow_folder
from retold.study.links import bring, link_study
from retold.study.machine import MACHINES_FOLDER, read_machines
from retold.study.manifest import build_manifest, input_name, write_manifest
from retold.study.notes import note_path
from retold.study.staleness import digest_file
from retold.study.sweep.plan import UNIVERSES, Node, node_path, read_node, record_path
from retold.study.sweep.records import read_record, take_place
from retold.study.values import study_settings
from retold.tables import write_table


def close_universe(node: Node) -> dict[str, str]:
    """Write the folder of a universe whose stages have ended.

    Parameters
    ----------
    node : Node
        The node that closes it.

    Returns
    -------
    dict of str to str
        What lies in it, seen from the folder of the sweep, with the digests.
    """
    started = datetime.now(UTC)
    folder, work = Path(node.folder), node.work / "work" / node.key
    shutil.rmtree(work, ignore_errors=True)
    outputs: list[str] = []
    inputs = set(node.inputs)
    for key in node.after:
        inputs |= set(read_node(node_path(folder, key)).inputs)
        for name in read_record(record_path(folder, key)):
            path = folder / name
            own = f"{path.parent.name}/{path.name}"
            bring(path, work / own)
            outputs.append(own)
            for notes in (COSTS_FOLDER, MACHINES_FOLDER):
                note = note_path(path, notes)
                if path.suffix == ".ipynb" and note.is_file():
                    bring(note, note_path(work / own, notes))
    outputs.append(_write_findings(node, work))
    notebooks = [work / name for name in outputs if name.endswith(".ipynb")]
    manifest = build_manifest(
        inputs={
            input_name(Path(path), workflow_folder(), Path(node.study)): Path(path) for path in sorted(inputs)
        },
        outputs={name: work / name for name in outputs},
        parameters=node.parameters,
        started=started,
        finished=datetime.now(UTC),
        root=workflow_folder(),
        machines=read_machines(notebooks),
        costs=read_costs(notebooks),
    )
    write_manifest(manifest, work / MANIFEST_FILE)
    link_study(node.study, work)
    written = {
        f"{UNIVERSES}/{node.universe}/{name}": digest_file(work / name) for name in [*outputs, MANIFEST_FILE]
    }
    take_place(work, folder / UNIVERSES / node.universe)
    return written


def _write_findings(node: Node, results: Path) -> str:
    """Write all headline numbers of a universe, also those that a report has no room for."""
    settings = study_settings(node.study, node.parameters)
    known = read_given(settings.given_path, missing_ok=True)
    found = find_all(results, subject=settings.subject, given=known, seed=settings.seed, level=settings.level)
    written = write_table(found, "findings", results, table_format=settings.table_format)
    return written.relative_to(results).as_posix()
