"""YAML files that people write, read with the line of each entry, so that a message can name it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from retold.errors import CodebookError

Place = tuple[object, ...]


def load_yaml(path: Path, *, file: str, content: str) -> tuple[Any, yaml.Node | None]:
    """Return what a YAML file holds, and the same as nodes; both None if it is empty.

    Parameters
    ----------
    path : pathlib.Path
    file, content : str
        What the file is called in messages, and what it holds with its verb ("the codebook is").

    Raises
    ------
    CodebookError
        If there is no file, or it is not valid YAML; the message names the line.
    """
    try:
        text = path.read_text("utf-8")
        return yaml.safe_load(text), yaml.compose(text, Loader=yaml.SafeLoader)
    except FileNotFoundError as error:
        raise CodebookError(
            f"there is no {file}", where=path, todo="write one, or correct the path"
        ) from error
    except IsADirectoryError as error:
        raise CodebookError(f"a {file} was expected, and this is a folder", where=path) from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        place = f"{path}, line {mark.line + 1}" if mark else str(path)
        problem = getattr(error, "problem", None) or error
        raise CodebookError(f"{content} not valid YAML: {problem}", where=place) from error


def line_numbers(node: yaml.Node, inside: Place = ()) -> Iterator[tuple[Place, int]]:
    """Yield the place of each entry, as the keys and numbers that lead to it, and its line.

    Examples
    --------
    >>> sorted(dict(line_numbers(yaml.compose("{a: [x, y]}"))), key=len)
    [(), ('a',), ('a', 0), ('a', 1)]
    """
    yield inside, node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from line_numbers(value, (*inside, key.value))
    elif isinstance(node, yaml.SequenceNode):
        for n, value in enumerate(node.value):
            yield from line_numbers(value, (*inside, n))
