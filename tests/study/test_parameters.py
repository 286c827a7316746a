"""Parameters of a notebook: read from its cell, and checked before anything runs."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from retold.errors import ParameterError
from retold.study.parameters import check_parameters, notebook_parameters
from retold.study.run import run_notebook
from tests.study.small_notebooks import make, names


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("", {}),
        ("# only a comment", {}),
        ('"""What they mean."""\na = 1', {"a": 1}),
        ("a = 1\na = 2", {"a": 2}),
        ("b = 'x'  # a comment\na: float = -1.5", {"b": "x", "a": -1.5}),
        ("a = {'k': [1, None, True]}", {"a": {"k": [1, None, True]}}),
        ("a = (1, 'b')", {"a": [1, "b"]}),
        ("a = ''\nb = []\nc = {}", {"a": "", "b": [], "c": {}}),
    ],
)
def test_parameters_are_read(tmp_path: Path, source: str, expected: dict[str, object]) -> None:
    found = notebook_parameters(make(tmp_path, parameters=source))
    assert list(found.items()) == list(expected.items())


@pytest.mark.parametrize(
    ("source", "quoted"),
    [
        ("a = b", "a = b"),
        ("a = 1 + 1", "a = 1 + 1"),
        ("a = print('ran')", "print"),
        ("import os", "import os"),
        ("a = b = 1", "a = b = 1"),
        ("a, b = 1, 2", "b"),
        ("a += 1", "a += 1"),
        ("a: int", "a: int"),
        ("a.b = 1", "a.b = 1"),
        ("a = {1, 2}", "{1, 2}"),
        ("a = b'x'", "b'x'"),
        ("a = 1 + 2j", "2j"),
        ("a = {1: 2}", "{1: 2}"),
        ("%matplotlib inline", "%matplotlib"),
        ("a = ", "a ="),
    ],
)
def test_a_cell_of_anything_but_plain_values_is_refused(tmp_path: Path, source: str, quoted: str) -> None:
    with pytest.raises(ParameterError, match="may only assign plain values") as caught:
        notebook_parameters(make(tmp_path, parameters=source))
    assert quoted in caught.value.what


@pytest.mark.parametrize("number", [0, 2])
def test_there_is_one_parameters_cell(tmp_path: Path, number: int) -> None:
    cells = [new_code_cell("a = 1", metadata={"tags": ["parameters"]}) for _ in range(number)]
    path = tmp_path / "x.ipynb"
    nbformat.write(new_notebook(cells=cells), path)
    with pytest.raises(ParameterError, match=f"found {number}"):
        notebook_parameters(path)


@pytest.mark.parametrize(
    ("given_value", "message"),
    [
        ({"cuont": 1}, "did you mean 'count'"),
        ({"qqqqqq": 1}, "known are: count, flag, name, nothing, share, words"),
        ({"count": "1"}, "'count' is int in the notebook, found str"),
        ({"count": 1.0}, "found float"),
        ({"count": True}, "found bool"),
        ({"flag": 1}, "'flag' is bool in the notebook, found int"),
        ({"share": "x"}, "'share' is float"),
        ({"words": "a"}, "'words' is list"),
        ({"name": ["a"]}, "'name' is str"),
        ({"nothing": {1, 2}}, "set is not a plain value"),
        ({"words": [object()]}, "object is not a plain value"),
        ({"nothing": {1: 2}}, "dict is not a plain value"),
    ],
)
def test_parameters_that_do_not_fit_are_refused_before_anything_runs(
    tmp_path: Path, out: Path, given_value: dict[str, object], message: str
) -> None:
    notebook = make(tmp_path, "open('ran', 'w')")
    with pytest.raises(ParameterError) as caught:
        run_notebook(notebook, out, parameters=given_value, cwd=tmp_path)
    assert message in str(caught.value)
    assert "study.ipynb" in str(caught.value)
    assert names(tmp_path) == ["study.ipynb"]


@pytest.mark.parametrize(
    ("given_value", "expected"),
    [
        ({}, {}),
        ({"share": 1}, {"share": 1}),
        ({"count": None}, {"count": None}),
        ({"nothing": "text"}, {"nothing": "text"}),
        ({"flag": False, "count": 2}, {"count": 2, "flag": False}),
        ({"name": Path("a")}, {"name": "a"}),
    ],
)
def test_parameters_that_fit(
    tmp_path: Path, given_value: dict[str, object], expected: dict[str, object]
) -> None:
    assert list(check_parameters(make(tmp_path), given_value).items()) == list(expected.items())
