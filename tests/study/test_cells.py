"""Notebook files read as the JSON they are."""

import json

import pytest

from retold.errors import NotebookError
from retold.study.cells import code_sources, not_a_notebook, read_cells, read_json


def notebook(folder, cells, **fields):
    path = folder / "n.ipynb"
    path.write_text(json.dumps({"nbformat": 4, "cells": cells} | fields), "utf-8")
    return path


@pytest.mark.parametrize(("source", "joined"), [("a\nb", "a\nb"), (["a\n", "b"], "a\nb"), ([], ""), ("", "")])
def test_sources_are_one_string(tmp_path, source, joined):
    cells = [
        {"cell_type": "code", "source": source, "metadata": {}},
        {"cell_type": "markdown", "source": "# x"},
    ]
    path = notebook(tmp_path, cells)
    assert [cell["source"] for cell in read_cells(path)] == [joined, "# x"]
    assert code_sources(path) == [joined]


def test_no_cells_and_a_cell_without_source(tmp_path):
    assert read_cells(notebook(tmp_path, [])) == []
    assert read_cells(notebook(tmp_path, [{"cell_type": "code"}]))[0]["source"] == ""


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"\xff\xfe\xfa", "it is not UTF-8"),
        (b"{", "expected JSON with cells"),
        (b"[]", "expected JSON with cells"),
        (b'{"cells": []}', "expected JSON with cells"),
        (b'{"nbformat": 3, "cells": []}', "expected format 4, found 3"),
    ],
)
def test_what_is_no_notebook(tmp_path, content, message):
    path = tmp_path / "n.ipynb"
    path.write_bytes(content)
    with pytest.raises(NotebookError, match=rf"{message}(.|\n)*n\.ipynb(.|\n)*JupyterLab"):
        read_json(path)


def test_no_file(tmp_path):
    with pytest.raises(NotebookError, match=r"cannot be read(.|\n)*check the path"):
        read_cells(tmp_path / "gone.ipynb")
    assert "restore an older copy" in str(not_a_notebook(tmp_path, "so"))
