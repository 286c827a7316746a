"""Give an executed notebook one form, so that two runs of it give the same bytes.

What an execution leaves behind besides its results (times, random cell ids, the patch release of
Python, the way a stream was cut into pieces) is removed or made constant. Sources, results and error
output stay as they are.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

from retold.files import complete_file
from retold.study.cells import MAJOR_FORMAT, not_a_notebook, read_json
from retold.study.notebook_format import nbformat

# Cell ids are part of the format from 4.5 on; an older notebook is raised to it, so that its ids are
# ours rather than the random ones that nbformat would give it.
FORMAT = (MAJOR_FORMAT, 5)

INJECTED_TAG = "injected-parameters"

# papermill adds two cells with this tag to a notebook that failed, each with a random id.
ERROR_NOTE_TAG = "papermill-error-cell-tag"

# Metadata that tells of one execution rather than of the notebook: papermill's and Jupyter's times,
# and those of the ExecuteTime extension.
EXECUTION_METADATA = ("papermill", "execution", "ExecuteTime")

# Controls live as long as their kernel, under ids drawn at random; what they show at first stands beside them as HTML.
WIDGET_STATES, WIDGET_VIEW = "widgets", "application/vnd.jupyter.widget-view+json"

# Order of the two streams where nothing else stands between them; which one a kernel flushes first
# is a matter of chance.
STREAMS = ("stdout", "stderr")


def normalise(nb: Any) -> Any:
    """Return a copy of a notebook without the traces of when, where and how often it was run.

    Parameters
    ----------
    nb : nbformat.NotebookNode
        A notebook of format 4. It is not changed.

    Returns
    -------
    nbformat.NotebookNode
        The notebook in format 4.5. Execution counts run from 1 without gaps; cells that were not
        executed keep none. A cell keeps its id unless it is missing or taken, the injected cell is
        called ``injected-parameters``. ``normalise(normalise(nb)) == normalise(nb)``.

    Examples
    --------
    >>> cell = nbformat.v4.new_code_cell("1 + 1", execution_count=7, metadata={"papermill": {"duration": 3}})
    >>> once = normalise(nbformat.v4.new_notebook(cells=[cell]))
    >>> once.cells[0].execution_count, dict(once.cells[0].metadata)
    (1, {})
    """
    nb = copy.deepcopy(nb)
    nb.nbformat, nb.nbformat_minor = max((nb.get("nbformat", 4), nb.get("nbformat_minor", 0)), FORMAT)
    _drop(nb.metadata, (*EXECUTION_METADATA, WIDGET_STATES))
    # Another patch release of Python should not change the file.
    _drop(nb.metadata.get("language_info", {}), ("version",))
    for cell in nb.cells:
        _drop(cell.metadata, EXECUTION_METADATA)
        if not cell.metadata.get("tags", True):
            del cell.metadata["tags"]
    _set_ids(nb.cells)
    _renumber([cell for cell in nb.cells if cell.cell_type == "code"])
    return nb


def _drop(metadata: dict[str, Any], keys: tuple[str, ...]) -> None:
    for key in keys:
        metadata.pop(key, None)


def _set_ids(cells: list[Any]) -> None:
    names = _fixed_ids(cells)
    taken = {name for name in names if name}
    # Every id that is kept is known before a free one is chosen, so that none is chosen twice.
    for i, cell in enumerate(cells):
        given = cell.get("id")
        if names[i] is None and given and given not in taken:
            names[i] = given
            taken.add(given)
    for i, cell in enumerate(cells):
        cell["id"] = names[i] or _free_id(i + 1, taken)


def _fixed_ids(cells: list[Any]) -> list[str | None]:
    names: list[str | None] = []
    seen = dict.fromkeys((INJECTED_TAG, ERROR_NOTE_TAG), 0)
    for cell in cells:
        tag = next((tag for tag in seen if tag in cell.metadata.get("tags", [])), None)
        if tag is None:
            names.append(None)
            continue
        seen[tag] += 1
        names.append(tag if seen[tag] == 1 else f"{tag}-{seen[tag]}")
    return names


def _free_id(start: int, taken: set[str]) -> str:
    name = next(name for name in (f"cell-{n}" for n in count(start)) if name not in taken)
    taken.add(name)
    return name


def _renumber(cells: list[Any]) -> None:
    numbers = count(1)
    for cell in cells:
        if cell.get("execution_count") is not None:
            cell["execution_count"] = next(numbers)
        outputs = list(_merge_streams(cell.get("outputs", [])))
        for output in outputs:
            output.get("data", {}).pop(WIDGET_VIEW, None)
            if output.output_type == "execute_result":
                output["execution_count"] = cell.get("execution_count")
        cell["outputs"] = outputs


def _merge_streams(outputs: list[Any]) -> Iterator[Any]:
    """Yield the outputs with each stream in one piece between two outputs of another type."""
    waiting: dict[str, Any] = {}
    for output in outputs:
        if output.output_type != "stream":
            yield from _flush(waiting)
            waiting = {}
            yield output
        elif output.name in waiting:
            waiting[output.name]["text"] += output.text
        else:
            waiting[output.name] = output
    yield from _flush(waiting)


def _flush(waiting: dict[str, Any]) -> Iterator[Any]:
    names = [*STREAMS, *sorted(set(waiting) - set(STREAMS))]
    yield from (waiting[name] for name in names if name in waiting and waiting[name]["text"])


def read_notebook(path: str | Path) -> Any:
    """Read a notebook as it stands in its file.

    Unlike ``nbformat.read`` this gives no random ids to cells that have none; `normalise` gives them
    constant ones.

    Parameters
    ----------
    path : path
        A notebook of format 4.

    Returns
    -------
    nbformat.NotebookNode

    Raises
    ------
    NotebookError
        If the file is not there, is not a notebook, or is one of format 3 or older.
    """
    text = read_json(path)
    try:
        return nbformat.v4.reads(text)
    except (AttributeError, TypeError, ValueError) as error:
        raise not_a_notebook(Path(path), "its cells are not those of a notebook") from error


def write_notebook(nb: Any, path: str | Path) -> Path:
    """Write a notebook with sorted keys and one final newline; the file appears when it is complete.

    Raises
    ------
    ResultsError
        If the file cannot be written.
    """
    path = Path(path)
    with complete_file(path, "the notebook") as aside:
        aside.write_text(nbformat.v4.writes(nb) + "\n", encoding="utf-8", newline="\n")
    return path


def normalise_file(path: str | Path) -> bool:
    """Normalise a notebook in place, as it should be committed.

    Parameters
    ----------
    path : path
        The notebook. It is only written when its bytes change.

    Returns
    -------
    bool
        Whether the file was changed.
    """
    path = Path(path)
    nb = normalise(read_notebook(path))
    if path.read_bytes() == (nbformat.v4.writes(nb) + "\n").encode():
        return False
    write_notebook(nb, path)
    return True
