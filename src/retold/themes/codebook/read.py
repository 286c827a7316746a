"""Read a codebook: nested themes, each with a description and patterns, from YAML or a mapping."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from retold.errors import CodebookError, close_match
from retold.themes.codebook.formats import read_foreign
from retold.themes.codebook.model import CODEBOOK_KEYS, SEPARATOR, THEME_KEYS, Codebook, Theme
from retold.themes.codebook.patterns import TYPED_KEYS, Pattern, read_pattern, tokens_needed
from retold.vocabulary import ALL
from retold.yaml_lines import line_numbers, load_yaml

# What holds a truth value or a number; all else is words, as it is written.
TYPED = frozenset({"by_hand", *TYPED_KEYS})

# The longest name of a theme and the longest pattern, in characters.
LONGEST = 1000


@dataclass(frozen=True)
class _Source:
    """Where a codebook was read, to say it in messages."""

    where: str
    lines: Mapping[tuple[object, ...], int]

    def place(self, path: tuple[object, ...]) -> str:
        line = self.lines.get(path)
        return f"{self.where}, line {line}" if line else self.where


def read_codebook(source: str | Path | Mapping[str, Any]) -> Codebook:
    """Read a codebook and check it.

    Parameters
    ----------
    source : path or mapping
        A YAML file with a key ``themes``, or the same as a mapping; or a file of another program, told
        by its suffix, see `retold.themes.codebook.formats`. A theme has a ``description``, optional ``examples`` and
        ``notes``, ``patterns`` or nested ``themes``, and perhaps ``exclude``; one that only people code has
        ``by_hand: true`` instead of patterns.
        A pattern is a string (a glob: ``*`` any characters, ``?`` one, within a token; spaces separate
        tokens) or a mapping, see `retold.themes.codebook.patterns.read_pattern`. Patterns match tokens.

    Returns
    -------
    Codebook

    Raises
    ------
    CodebookError
        If there is no theme, a theme has no pattern, a key is unknown or stands twice, a pattern is empty or
        stands twice in its theme, or a regular expression is broken. The message names theme and line.

    Examples
    --------
    >>> book = read_codebook({"themes": {"water": {"patterns": ["rain*", "heavy rain"]}}})
    >>> [(pattern.theme, pattern.text) for pattern in book.patterns]
    [('water', 'rain*'), ('water', 'heavy rain')]
    """
    if isinstance(source, Mapping):
        data, origin = dict(source), _Source("the codebook", {})
    else:
        foreign = read_foreign(Path(source))
        if foreign is not None:
            _refuse_names(foreign.themes, str(source))
            _refuse_long(foreign.patterns, str(source))
            return foreign
        data, lines = _load(Path(source))
        origin = _Source(str(source), lines)
    _refuse_unknown(data, CODEBOOK_KEYS, "the codebook", origin, ())
    for key in ("title", "description"):
        _refuse_no_text(data, key, "the codebook", origin.place((key,)))
    if not isinstance(data.get("themes"), Mapping) or not data["themes"]:
        raise CodebookError(
            "the codebook has no themes",
            where=origin.where,
            todo="add a key `themes` with at least one theme",
        )
    themes: list[Theme] = []
    patterns: list[Pattern] = []
    for name, entry in data["themes"].items():
        _read_theme(str(name), entry, ("themes", name), origin, (), themes, patterns)
    _refuse_names(themes, origin.where)
    _refuse_twins(patterns, origin.where)
    _refuse_long(patterns, origin.where)
    title, description = str(data.get("title") or ""), str(data.get("description") or "")
    equivalents = _read_equivalents(data, origin)
    return Codebook(title, description, tuple(themes), tuple(patterns), equivalents, _remarks(patterns))


def _remarks(patterns: list[Pattern]) -> tuple[str, ...]:
    """Say which patterns have a word that is several tokens of a text, and so fits none."""
    remarks = []
    for pattern in patterns:
        for plain in pattern.plain:
            if needed := tokens_needed(plain):
                line = f" (line {plain.line})" if plain.line else ""
                remarks.append(
                    f"{plain.text!r} in theme {pattern.theme!r}{line} cannot match: a text has it as several tokens; "
                    f"write {needed!r}, with a space between tokens"
                )
    return tuple(dict.fromkeys(remarks))


def _read_equivalents(data: Mapping[str, Any], origin: _Source) -> dict[str, tuple[str, ...]]:
    """Return the names of each thing; what they are is left to those who look for them."""
    listed = data.get("equivalents") or {}
    place = origin.place(("equivalents",))
    form = "write `equivalents:`, and below it `thing: [name, another name]`"
    if not isinstance(listed, Mapping):
        raise CodebookError("`equivalents` is no mapping of things to names", where=place, todo=form)
    for thing, names in listed.items():
        where = origin.place(("equivalents", thing))
        if not isinstance(names, list) or not all(isinstance(name, str) and name.strip() for name in names):
            raise CodebookError(f"the names of {thing!r} are no list of words", where=where, todo=form)
    return {str(thing): tuple(names) for thing, names in listed.items()}


def _load(path: Path) -> tuple[dict[str, Any], dict[tuple[object, ...], int]]:
    data, node = load_yaml(path, file="codebook", content="the codebook is", typed=TYPED)
    if not isinstance(data, dict) or node is None:
        raise CodebookError(
            "the codebook is empty", where=path, todo="add a key `themes` with at least one theme"
        )
    return data, dict(line_numbers(node))


def _read_theme(
    name: str,
    entry: object,
    path: tuple[object, ...],
    origin: _Source,
    inherited: tuple[Pattern, ...],
    themes: list[Theme],
    patterns: list[Pattern],
) -> None:
    """Add a theme, its patterns and the themes nested in it."""
    entry = _check_theme(name, entry, path, origin)
    own, nested = entry.get("patterns") or [], entry.get("themes") or {}
    exclude = tuple(_read_patterns(name, entry.get("exclude") or [], (*path, "exclude"), origin))
    shared = inherited + exclude
    themes.append(
        Theme(
            name,
            str(entry.get("description") or ""),
            tuple(str(example) for example in entry.get("examples") or ()),
            str(entry.get("notes") or ""),
            tuple(f"{name}{SEPARATOR}{child}" for child in nested),
            exclude,
        )
    )
    for pattern in _read_patterns(name, own, (*path, "patterns"), origin):
        patterns.append(replace(pattern, exclude=pattern.exclude + shared))
    for child, inner in nested.items():
        child_path = (*path, "themes", child)
        _read_theme(f"{name}{SEPARATOR}{child}", inner, child_path, origin, shared, themes, patterns)


def _check_theme(name: str, entry: object, path: tuple[object, ...], origin: _Source) -> Mapping[str, Any]:
    place = origin.place(path)
    if SEPARATOR in str(path[-1]):
        raise CodebookError(
            f"theme {path[-1]!r} has {SEPARATOR!r} in its name",
            where=place,
            todo=f"nest it under `themes`; {SEPARATOR!r} joins the names of nested themes",
        )
    if not isinstance(entry, Mapping):
        raise CodebookError(f"theme {name!r} should be a mapping with `patterns` or `themes`", where=place)
    _refuse_unknown(entry, THEME_KEYS, f"theme {name!r}", origin, path)
    own, nested = entry.get("patterns") or [], entry.get("themes") or {}
    if not own and not nested and entry.get("by_hand") is not True:
        raise CodebookError(
            f"theme {name!r} has no patterns",
            where=place,
            todo="add a pattern, remove the theme, or say `by_hand: true` if only people code it",
        )
    lists = (own, entry.get("exclude") or [], entry.get("examples") or [])
    if not all(isinstance(each, (list, tuple)) for each in lists) or not isinstance(nested, Mapping):
        raise CodebookError(
            f"theme {name!r}: `patterns`, `exclude` and `examples` are lists, `themes` is a mapping",
            where=place,
        )
    for key in ("description", "notes"):
        _refuse_no_text(entry, key, f"theme {name!r}", place)
    return entry


def _refuse_no_text(entry: Mapping[str, Any], key: str, owner: str, place: str) -> None:
    if isinstance(entry.get(key), list | Mapping):
        raise CodebookError(
            f"{owner}: `{key}` should be text",
            where=place,
            todo="put text with a colon or brackets in quotation marks",
        )


def _refuse_unknown(
    entry: Mapping[str, Any], known: frozenset[str], owner: str, origin: _Source, path: tuple[object, ...]
) -> None:
    for key in entry:
        if key not in known:
            raise CodebookError(
                f"{owner} has an unknown key {key!r}",
                where=origin.place((*path, key)),
                todo=close_match(str(key), known),
            )


def _read_patterns(
    theme: str, items: list[object], path: tuple[object, ...], origin: _Source
) -> Iterator[Pattern]:
    for n, item in enumerate(items):
        yield read_pattern(theme, item, line=origin.lines.get((*path, n), 0), where=origin.where)


def _refuse_names(themes: Sequence[Theme], where: str) -> None:
    """Refuse a name that means something else, is blank or ragged, or is another theme's too."""
    seen: set[str] = set()
    for theme in themes:
        if theme.name == ALL:
            raise CodebookError(
                f"a theme cannot be called {ALL!r}, which means all themes in the tables",
                where=where,
                todo="rename it",
            )
        if any(not part or part != part.strip() for part in theme.name.split(SEPARATOR)):
            raise CodebookError(
                f"the theme {theme.name!r} has a blank name, or one that begins or ends with white space",
                where=where,
                todo="rename it: spreadsheets take that off",
            )
        if len(theme.name) > LONGEST:
            raise CodebookError(
                f"a theme has a name of {len(theme.name):,} characters: {theme.name[:20]!r}…",
                where=where,
                todo=f"shorten it to {LONGEST:,} characters",
            )
        if theme.name in seen:
            raise CodebookError(
                f"the theme {theme.name!r} stands twice",
                where=where,
                todo="rename one; a number or a yes is read as the text that it is written as",
            )
        seen.add(theme.name)


def _refuse_long(patterns: Sequence[Pattern], where: str) -> None:
    """Refuse what no word and no phrase of a text is like, and what no figure could show."""
    for pattern in patterns:
        for plain in pattern.plain:
            if len(plain.text) > LONGEST:
                raise CodebookError(
                    f"theme {pattern.theme!r} has a pattern of {len(plain.text):,} characters: {plain.text[:20]!r}…",
                    where=f"{where}, line {plain.line}" if plain.line else where,
                    todo=f"shorten it to {LONGEST:,} characters; is a line break or a separator missing?",
                )


def _refuse_twins(patterns: list[Pattern], where: str) -> None:
    seen: dict[tuple[object, ...], Pattern] = {}
    for pattern in patterns:
        # Two patterns that differ in letters' case alone are two where case counts.
        key = (pattern.theme, pattern.name, pattern.exclude)
        if key in seen:
            lines = f", lines {seen[key].line} and {pattern.line}" if pattern.line else ""
            raise CodebookError(
                f"theme {pattern.theme!r} has the pattern {pattern.name!r} twice",
                where=where + lines,
                todo="remove one",
            )
        seen[key] = pattern
