"""The parameters that a notebook declares, and whether given values fit them."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePath

from retold.errors import ParameterError, close_match
from retold.study.cells import Cell, read_cells

PARAMETERS_TAG = "parameters"

# What is quoted of a cell, so that a message stays within a few lines.
SOURCE_WIDTH = 80


def shorten(text: str, width: int = SOURCE_WIDTH) -> str:
    """Cut a text to a number of characters, with an ellipsis.

    Examples
    --------
    >>> shorten("a long line", 6)
    'a lon…'
    """
    return text if len(text) <= width else f"{text[: width - 1]}…"


def notebook_parameters(notebook: str | Path) -> dict[str, object]:
    """Return the parameters that a notebook declares, with their default values.

    Parameters
    ----------
    notebook : path
        A notebook with one cell tagged ``parameters`` that assigns plain values to names.

    Returns
    -------
    dict of str to object
        Name and default of each parameter, in the order of the cell. Values are strings, numbers,
        booleans, ``None``, and lists and dictionaries of these. Nothing of the notebook is executed.

    Raises
    ------
    NotebookError
        If the file is no notebook.
    ParameterError
        If there is no such cell or more than one, or if it does something else than assign plain values.
    """
    return _declared_parameters(read_cells(notebook), Path(notebook))


def _declared_parameters(cells: Sequence[Cell], path: Path) -> dict[str, object]:
    tagged = [cell for cell in cells if PARAMETERS_TAG in cell["metadata"].get("tags", [])]
    if len(tagged) != 1:
        raise ParameterError(
            f"expected one cell tagged {PARAMETERS_TAG!r}, found {len(tagged)}",
            where=path,
            todo=f"tag the one cell that holds the defaults with {PARAMETERS_TAG!r}",
        )
    try:
        statements = ast.parse(tagged[0]["source"]).body
    except SyntaxError as error:
        raise _not_plain(path, (error.text or "").strip()) from error
    found: dict[str, object] = {}
    for statement in statements:
        if _is_docstring(statement):
            continue
        line = ast.unparse(statement)
        name, value = _assignment(statement)
        if name is None or value is None:
            raise _not_plain(path, line)
        try:
            found[name] = _plain(ast.literal_eval(value))
        except (ValueError, TypeError) as error:
            raise _not_plain(path, line) from error
    return found


def _is_docstring(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


def _assignment(statement: ast.stmt) -> tuple[str | None, ast.expr | None]:
    match statement:
        case (
            ast.Assign(targets=[ast.Name(id=name)], value=value)
            | ast.AnnAssign(target=ast.Name(id=name), value=value)
        ):
            return name, value
    return None, None


def _not_plain(path: Path, line: str) -> ParameterError:
    return ParameterError(
        f"the {PARAMETERS_TAG} cell may only assign plain values, found: {shorten(line)}",
        where=path,
        todo="write NAME = VALUE with a string, a number, True, False, None, a list or a dictionary",
    )


def _plain(value: object) -> object:
    """Return a value as a notebook can be given it, or raise TypeError."""
    if value is None or isinstance(value, str | bool | int | float):
        return value
    if isinstance(value, PurePath):
        return str(value)
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, dict) and all(isinstance(key, str) for key in value):
        return {key: _plain(item) for key, item in value.items()}
    raise TypeError(f"{type(value).__name__} is not a plain value")


def check_parameters(notebook: str | Path, parameters: Mapping[str, object]) -> dict[str, object]:
    """Return parameters as a notebook can be given them, or say which of them it cannot take.

    Parameters
    ----------
    notebook : path
        The notebook.
    parameters : mapping
        Names and values. Paths become strings and tuples lists.

    Returns
    -------
    dict of str to object
        The same parameters in the order in which the notebook declares them.

    Raises
    ------
    ParameterError
        If the notebook does not declare a name, or declares it with a value of another type. ``None``
        goes with every type, and an integer stands for a float.
    """
    path = Path(notebook)
    return fit_parameters(read_cells(path), path, parameters)


def fit_parameters(cells: Sequence[Cell], path: Path, parameters: Mapping[str, object]) -> dict[str, object]:
    """Do what `check_parameters` does for a notebook whose cells are read already."""
    if not parameters:
        return {}
    declared = _declared_parameters(cells, path)
    for name in parameters:
        if name not in declared:
            raise ParameterError(
                f"there is no parameter {name!r}: {close_match(name, declared)}",
                where=path,
                todo="correct the name, or add it to the notebook's parameters cell",
            )
    return {
        name: _fit(name, parameters[name], declared[name], path) for name in declared if name in parameters
    }


def _fit(name: str, value: object, default: object, path: Path) -> object:
    try:
        value = _plain(value)
    except TypeError as error:
        raise ParameterError(
            f"parameter {name!r}: {error}", where=path, todo="give a string, a number, a list or a dictionary"
        ) from error
    same = type(value) is type(default) or (type(value), type(default)) == (int, float)
    if value is None or default is None or same:
        return value
    raise ParameterError(
        f"parameter {name!r} is {type(default).__name__} in the notebook, found {type(value).__name__}"
        f" {shorten(repr(value))}",
        where=path,
        todo=f"give a value like the default, {shorten(repr(default))}",
    )
