"""A grid of settings: read from a file, checked by the schema of study.yaml, and laid out as universes.

What a *universe* is, and that only choices which can be defended belong into a grid, is from Steegen, Tuerlinckx, Gelman and Vanpaemel
(2016), *Increasing transparency through a multiverse analysis*; that the own *specification* stands among the others, from Simonsohn,
Simmons and Nelson (2020), *Specification curve analysis*. Choices that do not go together are what users of such tools ask for first
(boba's constraints, specr's issue 23): here they stand below ``except``.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from itertools import product
from pathlib import Path
from typing import Any

from retold.errors import GridError, ParameterError, close_match
from retold.study.config import NULL, Settings, read_settings, settings_schema, typed_settings
from retold.study.staleness import digest_text
from retold.yaml_lines import Place, line_numbers, load_yaml

CHOICES, EXCEPT = "choices", "except"

# Settings that change how results are written or told, and no number of them.
NO_NUMBERS = frozenset(["title", "description", "table_format", "texts", "print_figures", "labels"])

# `given: none` is a study without arguments of its own: found groups lead then.
NO_LIST = "none"

# More universes than this are hours on one machine, and most often a slip: they are run if that is asked for.
MOST_UNASKED = 1_000
# More than this no picture could show and no machine of a reader's run through.
MOST_UNIVERSES = 100_000

# No setting is this.
_ABSENT = object()

# Digits of a universe's name: 48 bits, so that a hundred thousand have names of their own.
NAME_DIGITS = 12


@dataclass(frozen=True)
class Option:
    """One value of a choice: how it is called, what the run is given, the setting then, and what that comes to."""

    label: str
    given: object
    setting: Any
    value: object


@dataclass(frozen=True)
class Grid:
    """What a grid file says: the options of each choice, and the combinations that are left out."""

    file: Path
    choices: Mapping[str, tuple[Option, ...]]
    exceptions: tuple[Mapping[str, str], ...] = ()

    @property
    def size(self) -> int:
        """Return how many combinations there are, those that are left out among them."""
        return math.prod(len(options) for options in self.choices.values())


@dataclass(frozen=True)
class Universe:
    """One specification of a study.

    Attributes
    ----------
    name : str
        A digest of its settings, the same in every grid.
    place : int
        Its place in the grid, from 1; 0 of the study's own specification where the grid does not hold it.
    options : mapping of str to str
        What was chosen, by choice.
    parameters : mapping of str to object
        What a run is given: the settings that are other than those of study.yaml, and nothing else, so that universes of two grids
        are the same where their settings are.
    settings : Settings
        All settings, those among them.
    preferred : bool
        Whether it is the study's own specification.
    """

    name: str
    place: int
    options: Mapping[str, str]
    parameters: Mapping[str, object]
    settings: Settings
    preferred: bool = False

    @property
    def in_grid(self) -> bool:
        """Return whether it counts among the universes of the grid."""
        return self.place > 0


def name_value(value: object) -> str:
    """Return how a value is called that has no name of its own.

    Examples
    --------
    >>> [name_value(value) for value in (None, True, 0.5, "all", ["subject", "third_party"], [], "")]
    ['null', 'true', '0.5', 'all', 'subject + third_party', 'empty', 'empty']
    """
    if value is None or isinstance(value, bool):
        return json.dumps(value)
    if isinstance(value, list | tuple) and value and all(isinstance(item, str) for item in value):
        return " + ".join(value)
    if isinstance(value, dict | list | tuple):
        return json.dumps(value, ensure_ascii=False, sort_keys=True) if value else "empty"
    return str(value) or "empty"


def read_grid(file: str | Path, study: str | Path, parameters: Mapping[str, object] | None = None) -> Grid:
    """Read a grid, and check it against the settings that a study may have.

    Parameters
    ----------
    file : path
        YAML with ``choices`` (a setting and the list of its values, or a mapping of names to values) and, if wanted, ``except`` (a
        list of combinations that are left out).
    study : path
        The study's folder.
    parameters : mapping, optional
        Settings that all universes share.

    Returns
    -------
    Grid

    Raises
    ------
    GridError
        If the file is not there or no YAML, names no choice or an unknown one, a value stands twice or is refused by the schema, or an
        exception names what is not in the grid. The message names the line.
    """
    path = Path(file)
    data, node = load_yaml(
        path, file="grid file", content="the grid is", typed=typed_settings(), error=GridError
    )
    lines = dict(line_numbers(node)) if node is not None else {}
    reader = _Reader(path, lines, Path(study), dict(parameters or {}))
    if not isinstance(data, dict) or not data.get(CHOICES):
        if isinstance(data, dict):
            reader.refuse_keys(data)
        raise GridError(
            "the grid names no choice, so that there is nothing to compare",
            where=path,
            todo=f"write `{CHOICES}:` and below it a setting with its values, as `  overlap: [theme, all]`",
        )
    reader.refuse_keys(data)
    choices = reader.choices(data[CHOICES])
    return Grid(path, choices, reader.exceptions(data.get(EXCEPT) or [], choices))


@dataclass(frozen=True)
class _Reader:
    """Reads the parts of one file, with the line of each for messages."""

    file: Path
    lines: Mapping[Place, int]
    study: Path
    parameters: Mapping[str, object]

    def where(self, *place: object) -> str:
        line = self.lines.get(place)
        return f"{self.file}, line {line}" if line else str(self.file)

    def refuse_keys(self, data: Mapping[str, object]) -> None:
        for key in data:
            if key not in (CHOICES, EXCEPT):
                own = str(key) in settings_schema()["properties"]
                raise GridError(
                    f"a grid has no part {key!r}",
                    where=self.where(key),
                    todo=f"put it below `{CHOICES}:`" if own else close_match(str(key), [CHOICES, EXCEPT]),
                )

    def choices(self, data: object) -> dict[str, tuple[Option, ...]]:
        if not isinstance(data, dict):
            raise GridError(
                f"{CHOICES!r} should be settings with their values",
                where=self.where(CHOICES),
                todo="write one a line, as `overlap: [theme, all]`",
            )
        return {str(name): self.options(str(name), values) for name, values in data.items()}

    def options(self, name: str, values: object) -> tuple[Option, ...]:
        place = (CHOICES, name)
        known = settings_schema()["properties"]
        if name not in known:
            raise GridError(
                f"there is no setting {name!r}",
                where=self.where(*place),
                todo=close_match(name, set(known) - NO_NUMBERS),
            )
        if name in NO_NUMBERS:
            raise GridError(
                f"the setting {name!r} changes no number, or only how groups are called",
                where=self.where(*place),
                todo="leave it out of the grid",
            )
        if name in self.parameters:
            raise GridError(
                f"the setting {name!r} is a choice of the grid, and is given for all universes as well",
                where=self.where(*place),
                todo=f"leave out -p {name}, or take it out of the grid",
            )
        if not isinstance(values, list | dict) or not values:
            raise GridError(
                f"the choice {name!r} has no list of values",
                where=self.where(*place),
                todo=f"write `{name}: [...]`, or leave it out",
            )
        named = values.items() if isinstance(values, dict) else ((name_value(each), each) for each in values)
        keys = list(values) if isinstance(values, dict) else range(len(values))
        found: list[Option] = []
        for key, (label, value) in zip(keys, named, strict=True):
            option = self.option(name, str(label), value, (*place, key))
            for other in found:
                if option.value == other.value or option.label == other.label:
                    raise GridError(
                        f"the value {name_value(value)!r} of {name!r} stands twice",
                        where=self.where(*place, key),
                        todo="remove one: a universe that stands twice would count twice",
                    )
            found.append(option)
        return tuple(found)

    def option(self, name: str, label: str, value: object, place: Place) -> Option:
        given = NULL if value is None else value
        if value is None and "null" not in settings_schema()["properties"][name]["type"]:
            raise GridError(
                f"the setting {name!r} cannot be null",
                where=self.where(*place),
                todo="give a value, or write null in quotes if the word is meant",
            )
        try:
            settings = read_settings(self.study, **{**known_settings(self.parameters), name: given})
            check_option(name, settings)
        except ParameterError as error:
            raise GridError(error.what, where=self.where(*place), todo=error.todo) from error
        return Option(label, given, getattr(settings, name), effect(settings, name))

    def exceptions(
        self, data: object, choices: Mapping[str, tuple[Option, ...]]
    ) -> tuple[Mapping[str, str], ...]:
        if not isinstance(data, list) or not all(isinstance(each, dict) and each for each in data):
            raise GridError(
                f"{EXCEPT!r} should be a list of combinations",
                where=self.where(EXCEPT),
                todo="write one a line, as `- {embedding: tfidf, overlap: all}`",
            )
        return tuple(
            {
                str(name): self.excepted(str(name), value, choices, (EXCEPT, n, name))
                for name, value in each.items()
            }
            for n, each in enumerate(data)
        )

    def excepted(
        self, name: str, value: object, choices: Mapping[str, tuple[Option, ...]], place: Place
    ) -> str:
        if name not in choices:
            raise GridError(
                f"the exception names {name!r}, which is no choice of this grid",
                where=self.where(*place),
                todo=close_match(name, choices),
            )
        for option in choices[name]:
            if option.label == name_value(value) or option.value == value:
                return option.label
        raise GridError(
            f"the exception names a value of {name!r} that the grid does not have: {name_value(value)}",
            where=self.where(*place),
            todo=close_match(name_value(value), [option.label for option in choices[name]]),
        )


def check_option(name: str, settings: Settings) -> None:
    """Refuse a value that the schema lets pass and no run could use: a file that is not there, a model that is not installed.

    Raises
    ------
    ParameterError
        Of an embedding that is not on this machine, or a file of the study that is not there.
    StudyError
        Of a codebook, or a list of arguments, that cannot be read.
    """
    # A plan should not wait for what reads codebooks and vectors.
    if name == "embedding":
        from retold.arguments.grouping.embedding import check_embedding

        check_embedding(settings.embedding)
    elif name == "codebook":
        from retold.themes.codebook.read import read_codebook

        _need(settings.codebook_path, "codebook")
        read_codebook(settings.codebook_path)
    elif name == "given" and settings.given != NO_LIST:
        from retold.arguments.given.given import read_given

        _need(settings.given_path, "list of arguments")
        read_given(settings.given_path)


def effect(settings: Settings, name: str) -> object:
    """Return what a setting comes to: two ways to say one thing are one value.

    Nobody's voices are the subject's, or all reported speech; a list of arguments that is not there is none.
    """
    if name == "voices":
        return sorted(settings.grouped_voices)
    if name == "given" and not settings.given_path.is_file():
        return NO_LIST
    return getattr(settings, name)


def _need(path: Path, what: str) -> None:
    if not path.is_file():
        raise ParameterError(
            f"there is no such {what}: {path.name}",
            where=path,
            todo="name a file of the study, seen from its folder"
            + (f"; or {NO_LIST}, for found groups alone" if what == "list of arguments" else ""),
        )


def list_universes(
    grid: Grid, study: str | Path, parameters: Mapping[str, object] | None = None, *, yes: bool = False
) -> list[Universe]:
    """Lay out a grid as universes, with the study's own specification among them.

    Parameters
    ----------
    grid : Grid
    study : path
        The study's folder.
    parameters : mapping, optional
        Settings that all universes share.
    yes : bool
        Whether more than ``MOST_UNASKED`` universes are meant.

    Returns
    -------
    list of Universe
        In the order of the grid, the last choice changing first. Where the grid does not hold the study's own specification, that comes
        first, with place 0.

    Raises
    ------
    GridError
        If there are too many universes, or the exceptions leave none.
    """
    shared = dict(parameters or {})
    _refuse_many(grid, yes)
    plain, own = read_settings(study), read_settings(study, **known_settings(shared))
    told = {name: value for name, value in shared.items() if getattr(plain, name, _ABSENT) != value}
    found: list[Universe] = []
    for options in product(*grid.choices.values()):
        chosen = dict(zip(grid.choices, options, strict=True))
        if any(_matches(chosen, each) for each in grid.exceptions):
            continue
        changed: dict[str, Any] = {name: option.setting for name, option in chosen.items()}
        settings = replace(own, **changed)
        given = {name: each.given for name, each in chosen.items() if each.setting != getattr(plain, name)}
        labels = {name: option.label for name, option in chosen.items()}
        name = name_universe(settings)
        found.append(
            Universe(name, len(found) + 1, labels, {**told, **given}, settings, name == name_universe(own))
        )
    if not found:
        raise GridError(
            "the exceptions leave no universe", where=grid.file, todo=f"take some out of `{EXCEPT}:`"
        )
    if any(universe.preferred for universe in found):
        return found
    return [Universe(name_universe(own), 0, _own_options(grid, own), told, own, True), *found]


def known_settings(parameters: Mapping[str, object]) -> dict[str, object]:
    """Return those parameters that are settings; others go to their notebook only."""
    known = settings_schema()["properties"]
    return {name: value for name, value in parameters.items() if name in known}


def _refuse_many(grid: Grid, yes: bool) -> None:
    if grid.size > MOST_UNIVERSES or (grid.size > MOST_UNASKED and not yes):
        what = f"the grid has {grid.size:,} combinations"
        raise GridError(
            what,
            where=grid.file,
            todo="leave out choices or values"
            + (", or add --yes if so many are meant" if grid.size <= MOST_UNIVERSES else ""),
        )


def _matches(chosen: Mapping[str, Option], exception: Mapping[str, str]) -> bool:
    return all(chosen[name].label == label for name, label in exception.items())


def _own_options(grid: Grid, own: Settings) -> dict[str, str]:
    """Return what the study's own settings are called, by choice."""
    return {name: next(_labels_of(options, effect(own, name))) for name, options in grid.choices.items()}


def _labels_of(options: tuple[Option, ...], value: object) -> Iterator[str]:
    yield from (option.label for option in options if option.value == value)
    yield name_value(value)


def name_universe(settings: Settings) -> str:
    """Return the name of a universe: a digest of all settings, wherever the study lies."""
    values: dict[str, Any] = {name: effect(settings, name) for name in asdict(settings) if name != "folder"}
    return digest_text(json.dumps(values, sort_keys=True))[:NAME_DIGITS]
