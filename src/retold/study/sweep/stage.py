"""One node of a sweep, in a process of its own: a notebook, unless another universe has run it on the same tables.

Universes often come to the same tables by different choices: two criteria that cut a tree at one place, two seeds of what is not drawn
at random. So before a notebook is run, the digest of what it will read is looked up; what was written from the same notebook, modules,
parameters and tables is taken over, with the same bytes.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from retold.errors import StudyError
from retold.figures.drawing.save import UNDRAWN
from retold.study.costs import noting_cost
from retold.study.kernels import KERNEL_ENVIRONMENT
from retold.study.links import bring, link_study
from retold.study.machine import note_machine
from retold.study.run import failed_path, run_notebook
from retold.study.staleness import digest_file, digest_text
from retold.study.sweep.plan import CLOSING, STAGES, Node, read_node, record_path
from retold.study.sweep.records import read_record, take_place, write_record

ERRORS_FOLDER = "errors"
# In the folder of a stage: what it wrote, with the digests; there when all of it is.
DONE = "done.json"


def run_node(path: str | Path) -> None:
    """Run a node and record that it has ended.

    Parameters
    ----------
    path : path
        The file that describes it.

    Raises
    ------
    StudyError
        If the notebook fails, or a file was changed since the sweep began.
    """
    node = read_node(path)
    if node.stage == CLOSING:
        from retold.study.sweep.close import close_universe

        write_record(node.record, node.name, close_universe(node))
        return
    tables = find_tables(node)
    content = digest_content(node, tables)
    place = Path(node.folder) / STAGES / content
    written = _written(place)
    if not written:
        _run_stage(node, tables, place)
        written = _written(place)
    write_record(
        node.record, node.name, {f"{STAGES}/{content}/{name}": digest for name, digest in written.items()}
    )


def find_tables(node: Node) -> dict[str, Path]:
    """Return where each table lies that a node reads, by name."""
    found: dict[str, Path] = {}
    for key in node.after:
        for name in read_record(record_path(node.folder, key)):
            path = Path(node.folder) / name
            if path.parent.name == "tables" and path.stem in node.reads:
                found[path.stem] = path
    return found


def digest_content(node: Node, tables: Mapping[str, Path]) -> str:
    """Return the digest of all that a stage's results follow from, with the bytes of the tables that it reads."""
    content = {
        "stage": node.stage,
        "inputs": [[os.path.relpath(path, node.study), digest] for path, digest in node.inputs.items()],
        "parameters": node.parameters,
        "tables": {name: digest_file(path) for name, path in sorted(tables.items())},
        "outputs": node.outputs,
        "versions": node.versions,
    }
    return digest_text(json.dumps(content, sort_keys=True))


def _written(place: Path) -> dict[str, str]:
    """Return what a stage wrote into its folder, if it is all there as it was written."""
    written = read_record(place / DONE)
    return written if all(digest_file(place / name) == digest for name, digest in written.items()) else {}


def _run_stage(node: Node, tables: Mapping[str, Path], place: Path) -> None:
    work = node.work / "work" / node.key
    shutil.rmtree(work, ignore_errors=True)
    output = work / node.outputs[0]
    output.parent.mkdir(parents=True)
    for path in tables.values():
        bring(path, work / "tables" / path.name)
    study = link_study(node.study, work)
    # Headline numbers are all that is asked of a universe.
    os.environ[UNDRAWN] = "1"
    errors = Path(node.folder) / ERRORS_FOLDER
    with noting_cost(output):
        run_notebook(
            Path(node.source),
            output,
            parameters={**node.parameters, "study": study, "results": ".."},
            cwd=output.parent,
            failed=failed_path(errors / f"{node.name}.ipynb"),
        )
    note_machine(output, KERNEL_ENVIRONMENT)
    check_inputs(node)
    for path in tables.values():
        if f"tables/{path.name}" not in node.outputs:
            (work / "tables" / path.name).unlink()
    written = {name: digest_file(work / name) for name in node.outputs}
    write_record(work / DONE, node.name, written)
    # What another universe's stage has put there in the meantime is the same.
    if not _written(place):
        take_place(work, place)
    shutil.rmtree(work, ignore_errors=True)


def check_inputs(node: Node) -> None:
    """Refuse results of files that were changed in the middle of a sweep.

    Raises
    ------
    StudyError
        If a file is no longer what it was when the sweep began.
    """
    for path, digest in node.inputs.items():
        if digest_file(path) != digest:
            raise StudyError("a file was changed while the sweep was at work", where=path, todo="sweep again")
