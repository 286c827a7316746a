"""Read a codebook: nested themes, each with a description and patterns, from YAML or a mapping."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from retold.errors import CodebookError, close_match

# A nested theme is named by its path, as a folder is.
SEPARATOR = "/"
VALUETYPES = ("glob", "regex", "fixed")
THEME_KEYS = frozenset({"description", "examples", "notes", "patterns", "themes"})


@dataclass(frozen=True)
class Pattern:
    """One pattern of a theme: words to look for, how to read them, and its line in the file (0: none)."""

    theme: str
    text: str
    valuetype: str
    line: int = 0

    @property
    def name(self) -> str:
        """Return the pattern as it is shown: a glob as it is, others with their kind."""
        return self.text if self.valuetype == "glob" else f"{self.valuetype}: {self.text}"


@dataclass(frozen=True)
class Theme:
    """A category of the codebook; `name` is its path, `children` its own themes' names."""

    name: str
    description: str
    examples: tuple[str, ...]
    notes: str
    children: tuple[str, ...]


@dataclass(frozen=True)
class Codebook:
    """Themes in the file's order, and the patterns of those that have some."""

    title: str
    description: str
    themes: tuple[Theme, ...]
    patterns: tuple[Pattern, ...]

    @property
    def leaves(self) -> list[str]:
        """Return the names of the themes that have patterns of their own."""
        return list(dict.fromkeys(pattern.theme for pattern in self.patterns))


def read_codebook(source: str | Path | Mapping[str, Any]) -> Codebook:
    """Read a codebook and check it.

    Parameters
    ----------
    source : path or mapping
        A YAML file with a key ``themes``, or the same as a mapping. A theme has a ``description``,
        optional ``examples`` and ``notes``, and ``patterns`` or nested ``themes``. A pattern is a
        string (a glob: ``*`` any characters, ``?`` one, within a token; spaces separate tokens) or
        a mapping with one of the keys ``glob``, ``regex``, ``fixed``. Patterns match tokens.

    Returns
    -------
    Codebook

    Raises
    ------
    CodebookError
        If there is no theme, a theme has no pattern, a key is unknown, a pattern is empty or stands
        twice in its theme, or a regular expression is broken. The message names theme and line.

    Examples
    --------
    >>> book = read_codebook({"themes": {"water": {"patterns": ["rain*", "heavy rain"]}}})
    >>> [(pattern.theme, pattern.text) for pattern in book.patterns]
    [('water', 'rain*'), ('water', 'heavy rain')]
    """
    lines: Mapping[tuple[object, ...], int] = {}
    if isinstance(source, Mapping):
        data, where = dict(source), "the codebook"
    else:
        data, lines = _load(Path(source))
        where = str(source)
    if not isinstance(data.get("themes"), Mapping) or not data["themes"]:
        raise CodebookError(
            "the codebook has no themes", where=where, todo="add a key `themes` with at least one theme"
        )
    themes: list[Theme] = []
    patterns: list[Pattern] = []
    for name, entry in data["themes"].items():
        _read_theme(str(name), entry, ("themes", name), lines, where, themes, patterns)
    for pattern in patterns:
        _check(pattern, where)
    _refuse_twins(patterns, where)
    return Codebook(
        str(data.get("title", "")), str(data.get("description", "")), tuple(themes), tuple(patterns)
    )


def _load(path: Path) -> tuple[dict[str, Any], dict[tuple[object, ...], int]]:
    try:
        text = path.read_text("utf-8")
        node = yaml.compose(text, Loader=yaml.SafeLoader)
        data = yaml.safe_load(text)
    except FileNotFoundError as error:
        raise CodebookError(
            "there is no codebook", where=path, todo="write one, or correct the path"
        ) from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        place = f"{path}, line {mark.line + 1}" if mark else str(path)
        problem = getattr(error, "problem", None) or error
        raise CodebookError(f"the codebook is not valid YAML: {problem}", where=place) from error
    if not isinstance(data, dict) or node is None:
        raise CodebookError(
            "the codebook is empty", where=path, todo="add a key `themes` with at least one theme"
        )
    return data, dict(_line_numbers(node, ()))


def _line_numbers(node: yaml.Node, path: tuple[object, ...]) -> Iterator[tuple[tuple[object, ...], int]]:
    yield path, node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _line_numbers(value, (*path, key.value))
    elif isinstance(node, yaml.SequenceNode):
        for n, value in enumerate(node.value):
            yield from _line_numbers(value, (*path, n))


def _read_theme(
    name: str,
    entry: object,
    path: tuple[object, ...],
    lines: Mapping[tuple[object, ...], int],
    where: str,
    themes: list[Theme],
    patterns: list[Pattern],
) -> None:
    place = f"{where}, line {lines[path]}" if path in lines else where
    if not isinstance(entry, Mapping):
        raise CodebookError(f"theme {name!r} should be a mapping with `patterns` or `themes`", where=place)
    for key in entry:
        if key not in THEME_KEYS:
            raise CodebookError(
                f"theme {name!r} has an unknown key {key!r}",
                where=place,
                todo=close_match(str(key), THEME_KEYS),
            )
    own = entry.get("patterns") or []
    nested = entry.get("themes") or {}
    if not own and not nested:
        raise CodebookError(
            f"theme {name!r} has no patterns", where=place, todo="add a pattern, or remove the theme"
        )
    if not isinstance(own, list) or not isinstance(nested, Mapping):
        raise CodebookError(f"theme {name!r}: `patterns` is a list, `themes` a mapping", where=place)
    children = tuple(f"{name}{SEPARATOR}{child}" for child in nested)
    examples = tuple(str(example) for example in entry.get("examples") or ())
    themes.append(
        Theme(name, str(entry.get("description", "")), examples, str(entry.get("notes", "")), children)
    )
    for n, item in enumerate(own):
        patterns.append(_read_pattern(name, item, lines.get((*path, "patterns", n), 0), where))
    for child, inner in nested.items():
        _read_theme(
            f"{name}{SEPARATOR}{child}", inner, (*path, "themes", child), lines, where, themes, patterns
        )


def _read_pattern(theme: str, item: object, line: int, where: str) -> Pattern:
    place = f"{where}, line {line}" if line else where
    if isinstance(item, Mapping):
        if len(item) != 1 or next(iter(item)) not in VALUETYPES:
            raise CodebookError(
                f"a pattern of theme {theme!r} should have one key of {', '.join(VALUETYPES)}", where=place
            )
        kind, text = next(iter(item.items()))
    else:
        kind, text = "glob", item
    if text is None or not str(text).strip():
        raise CodebookError(
            f"a pattern of theme {theme!r} is empty", where=place, todo="fill it, or remove its line"
        )
    return Pattern(theme, " ".join(str(text).split()) if kind != "regex" else str(text), str(kind), line)


def _check(pattern: Pattern, where: str) -> None:
    if pattern.valuetype != "regex":
        return
    for part in pattern.text.split():
        try:
            re.compile(part)
        except re.error as error:
            raise CodebookError(
                f"theme {pattern.theme!r}: the regular expression {part!r} is broken: {error}",
                where=f"{where}, line {pattern.line}" if pattern.line else where,
            ) from error


def _refuse_twins(patterns: list[Pattern], where: str) -> None:
    seen: dict[tuple[str, str, str], Pattern] = {}
    for pattern in patterns:
        key = (pattern.theme, pattern.valuetype, pattern.text.casefold())
        if key in seen:
            lines = f", lines {seen[key].line} and {pattern.line}" if pattern.line else ""
            raise CodebookError(
                f"theme {pattern.theme!r} has the pattern {pattern.text!r} twice",
                where=where + lines,
                todo="remove one",
            )
        seen[key] = pattern
