"""The values of `-p NAME VALUE`: text as it was typed, read as what the setting is meant to be."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from retold.errors import ParameterError, close_match
from retold.study.config import NULL, Settings, read_settings, settings_schema
from retold.study.graph import PLACES, list_notebooks
from retold.study.parameters import notebook_parameters
from retold.yaml_lines import parse_both_ways, refuse_twin_keys

# What a parameter of a notebook is meant to be, by its default; settings have a schema that says it.
KINDS = {bool: "boolean", int: "integer", float: "number", str: "string", list: "array", dict: "object"}

Schema = Mapping[str, Any]


@cache
def known_parameters() -> dict[str, Schema]:
    """Return the schema of every parameter that may be given: settings, and what the notebooks declare."""
    known: dict[str, Schema] = {}
    for notebook in list_notebooks():
        for name, default in notebook_parameters(notebook).items():
            if name not in PLACES:
                known[name] = {"type": KINDS[type(default)]} if type(default) in KINDS else {}
    return {**known, **settings_schema()["properties"]}


def read_parameters(pairs: Iterable[tuple[str, object]]) -> dict[str, object]:
    """Read parameters as they were given, by name and value.

    Parameters
    ----------
    pairs : iterable of (str, object)
        A value that is text is read as `read_value` does; another is taken as it is.

    Returns
    -------
    dict of str to object
        Plain values, which JSON knows. Whether they are in range is for `study_settings` to say.

    Raises
    ------
    ParameterError
        If there is no parameter of a name, it is given twice, or its text cannot be read.

    Examples
    --------
    >>> read_parameters([("overlap", "all"), ("seed", "7"), ("aliases", "[Lee, 007]"), ("subject", "1984")])
    {'overlap': 'all', 'seed': 7, 'aliases': ['Lee', '007'], 'subject': '1984'}
    """
    known = known_parameters()
    values: dict[str, object] = {}
    for name, value in pairs:
        where = f"-p {name}"
        check_names([name])
        if name in values:
            raise ParameterError(f"the parameter {name!r} is given twice", where=where, todo="give it once")
        values[name] = read_value(value, known[name], where) if isinstance(value, str) else value
        if values[name] is None:
            values[name] = _null(name, known[name], where)
    return values


def check_names(names: Iterable[str]) -> None:
    """Refuse a parameter that is no setting and that no notebook declares.

    Raises
    ------
    ParameterError
        Naming the close match.
    """
    known = known_parameters()
    for name in names:
        if name not in known:
            raise ParameterError(
                f"no notebook has a parameter {name!r}", where=f"-p {name}", todo=close_match(name, known)
            )


def _null(name: str, schema: Schema, where: str) -> object:
    """Return what stands for null, which a setting that is left as it is has to be told apart from."""
    kinds = _kinds(schema)
    if not kinds:
        return None
    if "null" in kinds:
        return NULL
    raise ParameterError(
        f"{name!r} cannot be null",
        where=where,
        todo=f"leave out -p {name} to leave it as it is"
        + (", or quote the word twice: '\"null\"'" if "string" in kinds else ""),
    )


def _kinds(schema: Schema) -> list[str]:
    kinds = schema.get("type", [])
    return [kinds] if isinstance(kinds, str) else list(kinds)


def read_value(text: str, schema: Schema, where: str = "") -> object:
    """Read one value, as a setting of some kind is typed on a command line.

    Parameters
    ----------
    text : str
        YAML. For a setting that is text it is taken literally, but for quotation marks around all of it:
        numbers, dates, ``yes`` and ``#`` are letters there. Numbers are decimal.
    schema : mapping
        JSON Schema of the setting; only types and those of members are looked at. Empty: any YAML.
    where : str
        What an error names.

    Returns
    -------
    object
        Plain values. Text that fits no kind is left for the check of the settings to refuse.

    Raises
    ------
    ParameterError
        If the text is not YAML.

    Examples
    --------
    >>> read_value("010", {"type": "integer"}), read_value("1e-3", {"type": "number"})
    (10, 0.001)
    >>> read_value("Lee # the mayor", {"type": "string"}), read_value("'no'", {"type": "string"})
    ('Lee # the mayor', 'no')
    >>> read_value("{text: yes, 1: x}", {"type": "object", "additionalProperties": {"type": "string"}})
    {'text': 'yes', '1': 'x'}
    """
    literal = "string" in _kinds(schema)
    try:
        typed, raw, node = parse_both_ways(text)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        if literal:
            return text
        raise ParameterError(
            f"the value {text!r} is not YAML", where=where, todo="put it in quotes, or close its brackets"
        ) from error
    if literal:
        return _read_text(text, typed)
    # Of two equal keys YAML keeps the last in silence.
    refuse_twin_keys(node, where=where, error=ParameterError)
    quoted = text.strip()[:1] in ("'", '"')
    return typed if quoted else _read(typed, raw, schema)


def _read_text(text: str, typed: object) -> object:
    first = text.strip()[:1]
    quoted = first in ("'", '"') and isinstance(typed, str)
    listed = first in ("[", "{") and isinstance(typed, list | dict)
    missing = typed is None and bool(text.strip()) and not text.strip().startswith("#")
    return typed if quoted or listed or missing else text


def _read(typed: object, raw: object, schema: Schema) -> object:
    """Return a value as YAML types it, or as its schema wants it where YAML guesses from the letters."""
    kinds = _kinds(schema)
    if isinstance(typed, list) and isinstance(raw, list):
        items = schema.get("items", {})
        return [_read(one, text, items) for one, text in zip(typed, raw, strict=True)]
    if isinstance(typed, dict) and isinstance(raw, dict):
        members = schema.get("additionalProperties", {})
        members = members if isinstance(members, Mapping) else {}
        return {
            str(name): _read(one, text, members)
            for one, (name, text) in zip(typed.values(), raw.items(), strict=False)
        }
    if typed is None or (isinstance(typed, bool) and "boolean" in kinds):
        return typed
    if "string" in kinds:
        return raw
    if {"integer", "number"} & set(kinds) and not isinstance(typed, bool):
        return _number(str(raw), whole="number" not in kinds)
    if isinstance(typed, str | bool | int | float):
        return typed
    return raw


def _number(text: str, *, whole: bool) -> object:
    """Return a decimal number, or the text if it is none."""
    if re.fullmatch(r"[+-]?[0-9][0-9_]*", text):
        return int(text.replace("_", ""))
    try:
        number = float(text) if re.fullmatch(r"[+-]?[0-9.]+(?:[eE][+-]?[0-9]+)?", text) else math.nan
    except ValueError:
        return text
    if not math.isfinite(number):
        return text
    return int(number) if whole and number.is_integer() else number


def study_settings(study: str | Path, parameters: Mapping[str, object]) -> Settings:
    """Return a study's settings with those parameters that are settings; others go to their notebook only."""
    known = settings_schema()["properties"]
    return read_settings(study, **{name: value for name, value in parameters.items() if name in known})
