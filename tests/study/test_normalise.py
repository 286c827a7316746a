"""Executed notebooks are normalised: no traces of one execution, and once is enough."""

from __future__ import annotations

import random
from pathlib import Path

import nbformat
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from retold.study.normalise import WIDGET_VIEW, normalise, normalise_file, read_notebook, write_notebook
from tests.study.small_notebooks import make, names, stream


def notebook_of(cells: list[object]) -> nbformat.NotebookNode:
    """Build a notebook as it may lie in a file; `new_notebook` would mend its ids."""
    return nbformat.from_dict({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


RESULT = new_output("execute_result", data={"text/plain": "1"}, execution_count=8)


SHOWN = new_output("display_data", data={"text/plain": "shown"})


@pytest.mark.parametrize(
    ("outputs", "expected"),
    [
        ([], []),
        ([stream("stdout", "")], []),
        ([stream("stdout", "a"), stream("stdout", "b")], [("stdout", "ab")]),
        (
            [stream("stderr", "e"), stream("stdout", "o"), stream("stderr", "f")],
            [("stdout", "o"), ("stderr", "ef")],
        ),
        ([stream("stdout", "a"), SHOWN, stream("stdout", "b")], [("stdout", "a"), "shown", ("stdout", "b")]),
        ([stream("stderr", "e"), SHOWN, stream("stdout", "b")], [("stderr", "e"), "shown", ("stdout", "b")]),
    ],
)
def test_streams_are_merged_between_other_outputs(outputs: list[object], expected: list[object]) -> None:
    nb = normalise(new_notebook(cells=[new_code_cell("x", outputs=outputs)]))
    found = [
        (output.name, output.text) if output.output_type == "stream" else output.data["text/plain"]
        for output in nb.cells[0].outputs
    ]
    assert found == expected


@pytest.mark.parametrize(
    ("ids", "tags", "expected"),
    [
        ([], [], []),
        (["a", "b"], ["", ""], ["a", "b"]),
        ([None, None], ["", ""], ["cell-1", "cell-2"]),
        (["a", "a", "a"], ["", "", ""], ["a", "cell-2", "cell-3"]),
        ([None, "cell-1"], ["", ""], ["cell-2", "cell-1"]),
        (["", "cell-1", "cell-1"], ["", "", ""], ["cell-2", "cell-1", "cell-3"]),
        (["x9", "y"], ["injected-parameters", ""], ["injected-parameters", "y"]),
        (["injected-parameters", "z"], ["", "injected-parameters"], ["cell-1", "injected-parameters"]),
    ],
)
def test_ids_are_kept_or_constant(ids: list[str | None], tags: list[str], expected: list[str]) -> None:
    cells = [new_markdown_cell("x", metadata={"tags": [tag]} if tag else {}) for tag in tags]
    for cell, name in zip(cells, ids, strict=True):
        del cell["id"]
        if name is not None:
            cell["id"] = name
    assert [cell.id for cell in normalise(notebook_of(cells)).cells] == expected


def test_controls_go_with_their_kernel_and_what_they_showed_first_stays() -> None:
    view = {"version_major": 2, "version_minor": 0, "model_id": "af1e"}
    shown = new_output(
        "display_data", data={WIDGET_VIEW: view, "text/html": "<p>any</p>", "text/plain": "any"}
    )
    nb = new_notebook(
        cells=[new_code_cell("panel", outputs=[shown])], metadata={"widgets": {"application/x": {}}}
    )
    done = normalise(nb)
    assert done.cells[0].outputs[0].data == {"text/html": "<p>any</p>", "text/plain": "any"}
    assert "widgets" not in done.metadata
    assert WIDGET_VIEW in nb.cells[0].outputs[0].data


def test_what_is_not_of_one_execution_stays() -> None:
    metadata = {"tags": ["keep"], "papermill": {"a": 1}, "execution": {"b": "2"}, "collapsed": True}
    cells = [
        new_code_cell("1", execution_count=8, metadata=metadata, outputs=[RESULT]),
        new_code_cell("2", metadata={"tags": []}),
        new_code_cell("3", execution_count=3),
    ]
    nb = new_notebook(
        cells=cells, metadata={"papermill": {}, "language_info": {"name": "python", "version": "3.99"}}
    )
    before = nbformat.v4.writes(nb)
    result = normalise(nb)
    assert nbformat.v4.writes(nb) == before, "the notebook given was changed"
    assert result.metadata == {"language_info": {"name": "python"}}
    assert [cell.metadata for cell in result.cells] == [{"tags": ["keep"], "collapsed": True}, {}, {}]
    assert [cell.execution_count for cell in result.cells] == [1, None, 2]
    assert result.cells[0].outputs[0].execution_count == 1


CELLS = st.builds(
    lambda name, tag, count, outputs: {"id": name, "tag": tag, "count": count, "outputs": outputs},
    st.sampled_from([None, "", "a", "b", "cell-1", "cell-2", "injected-parameters"]),
    st.sampled_from(["injected-parameters", "papermill-error-cell-tag", "other"]),
    st.none() | st.integers(0, 9),
    st.lists(
        st.tuples(st.sampled_from(["stdout", "stderr", "shown"]), st.text("ab\n", max_size=3)), max_size=4
    ),
)


@given(st.lists(CELLS, max_size=6))
def test_normalising_twice_changes_nothing_and_ids_are_unique(cells: list[dict[str, object]]) -> None:
    made = []
    for cell in cells:
        outputs = [SHOWN.copy() if name == "shown" else stream(name, text) for name, text in cell["outputs"]]
        code = new_code_cell(
            "x", execution_count=cell["count"], outputs=outputs, metadata={"tags": [cell["tag"]]}
        )
        code["id"] = cell["id"]
        made.append(code)
    once = normalise(notebook_of(made))
    assert normalise(once) == once
    assert len({cell.id for cell in once.cells}) == len(made)
    nbformat.validate(once)
    for name in ("stdout", "stderr"):
        texts = [
            "".join(o.text for c in nb for o in c.outputs if o.get("name") == name)
            for nb in (made, once.cells)
        ]
        assert texts[0] == texts[1], "a stream lost or gained text"


def test_a_file_is_normalised_once(tmp_path: Path) -> None:
    path = make(tmp_path, "1")
    nb = read_notebook(path)
    nb.cells[0].metadata["papermill"] = {"duration": random.random()}
    write_notebook(nb, path)
    assert normalise_file(path)
    first = path.read_bytes()
    assert not normalise_file(path)
    assert path.read_bytes() == first
    assert b"papermill" not in first
    assert names(tmp_path) == ["study.ipynb"]
