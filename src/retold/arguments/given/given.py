"""Read known arguments from `arguments.yaml`: each has a label, a description and examples."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from retold.arguments.given.features import words_of
from retold.errors import CodebookError, close_match
from retold.vocabulary import NONE
from retold.yaml_lines import line_numbers, load_yaml

FILE_KEYS = frozenset({"arguments", "description", "title"})
ARGUMENT_KEYS = frozenset({"description", "examples", "label", "notes"})

Path_ = tuple[object, ...]


@dataclass(frozen=True)
class GivenArgument:
    """An argument that a study knows: its name, what it claims, and statements that make it."""

    label: str
    description: str
    examples: tuple[str, ...]

    @property
    def texts(self) -> tuple[str, ...]:
        """Return what statements are compared with: the description and the examples, not the label."""
        return tuple(text for text in (self.description, *self.examples) if words_of(text))


def read_given(
    source: str | Path | Mapping[str, Any], *, missing_ok: bool = False
) -> tuple[GivenArgument, ...]:
    """Read the known arguments of a study and check them.

    Parameters
    ----------
    source : path or mapping
        A YAML file with a key ``arguments``, or the same as a mapping. It holds a list; each argument
        has a ``label``, and a ``description`` (the claim in one sentence) or ``examples`` (statements
        that make it), best both; ``notes`` are for people.
    missing_ok : bool
        Whether a file that is not there gives no arguments, rather than an error.

    Returns
    -------
    tuple of GivenArgument
        In the file's order.

    Raises
    ------
    CodebookError
        If there is no file, no argument, a label is missing, stands twice (letter case does not count) or
        is "none", an argument has neither description nor examples, or a key is unknown or stands twice.
        The message names argument and line.

    Examples
    --------
    >>> given = read_given({"arguments": [{"label": "rain", "description": "It rains too much."}]})
    >>> given[0].label, given[0].texts
    ('rain', ('It rains too much.',))
    """
    lines: Mapping[Path_, int] = {}
    if missing_ok and not isinstance(source, Mapping) and not os.path.lexists(source):
        return ()
    if isinstance(source, Mapping):
        data, where = dict(source), "the given arguments"
    else:
        data, lines = _load(Path(source))
        where = str(source)
    _refuse_unknown(data, FILE_KEYS, "the file", where)
    entries = data.get("arguments")
    if entries is None or entries == [] or entries == {}:
        raise CodebookError("there are no given arguments", where=where, todo=_FORM)
    if isinstance(entries, str | Mapping) or not isinstance(entries, Sequence):
        raise CodebookError(
            "`arguments` should be a list", where=_place(where, lines, "arguments"), todo=_FORM
        )
    given = tuple(
        _read_argument(entry, n, _place(where, lines, "arguments", n)) for n, entry in enumerate(entries)
    )
    _refuse_twins(given, lines, where)
    return given


_FORM = "under `arguments:`, begin each argument with `- label: its name` and add a `description:`"


def _load(path: Path) -> tuple[dict[str, Any], dict[Path_, int]]:
    data, node = load_yaml(path, file="file of given arguments", content="the given arguments are")
    if data is None or node is None:
        raise CodebookError("the file of given arguments is empty", where=path, todo=_FORM)
    if not isinstance(data, dict):
        raise CodebookError("the file has no key `arguments`", where=path, todo=_FORM)
    return data, dict(line_numbers(node))


def _place(where: str, lines: Mapping[Path_, int], *inside: object) -> str:
    return f"{where}, line {lines[inside]}" if inside in lines else where


def _read_argument(entry: object, n: int, place: str) -> GivenArgument:
    if not isinstance(entry, Mapping):
        raise CodebookError(f"argument {n + 1} should be a mapping with a `label`", where=place, todo=_FORM)
    _refuse_unknown(entry, ARGUMENT_KEYS, f"argument {n + 1}", place)
    label = _one_line(entry.get("label"), "label", f"argument {n + 1}", place)
    if not label:
        raise CodebookError(f"argument {n + 1} has no label", where=place, todo="add `label: its name`")
    name = f"argument {label!r}"
    if label.casefold() == NONE:
        raise CodebookError(
            f"an argument cannot be called {label!r}",
            where=place,
            todo="that is the name for statements without an argument; choose another label",
        )
    description = _one_line(entry.get("description"), "description", name, place)
    given = GivenArgument(label, description, _examples(entry.get("examples"), name, place))
    if not given.texts:
        raise CodebookError(
            f"{name} has neither a description nor examples in words",
            where=place,
            todo="add a `description:` of its claim; statements are compared with that, not with the label",
        )
    return given


def _examples(value: object, name: str, place: str) -> tuple[str, ...]:
    if value is None:
        return ()
    # One example without a dash is what people write first.
    items = [value] if isinstance(value, str) else value
    if not isinstance(items, Sequence):
        raise CodebookError(f"{name}: `examples` should be a list", where=place)
    texts = [_one_line(item, "examples", name, place) for item in items]
    return tuple(text for text in texts if text)


def _one_line(value: object, key: str, name: str, place: str) -> str:
    if value is None:
        return ""
    if isinstance(value, Mapping | list | tuple):
        raise CodebookError(
            f"{name}: `{key}` should be text", where=place, todo="put text with a colon in quotation marks"
        )
    return " ".join(str(value).split())


def _refuse_unknown(entry: Mapping[Any, Any], known: frozenset[str], name: str, place: str) -> None:
    for key in entry:
        if key not in known:
            raise CodebookError(
                f"{name} has an unknown key {key!r}", where=place, todo=close_match(str(key), known)
            )


def _refuse_twins(given: Sequence[GivenArgument], lines: Mapping[Path_, int], where: str) -> None:
    seen: dict[str, int] = {}
    for n, argument in enumerate(given):
        key = argument.label.casefold()
        if key in seen:
            both = [lines.get(("arguments", at)) for at in (seen[key], n)]
            place = f"{where}, lines {both[0]} and {both[1]}" if all(both) else where
            raise CodebookError(
                f"the label {argument.label!r} stands twice", where=place, todo="rename or join the two"
            )
        seen[key] = n
