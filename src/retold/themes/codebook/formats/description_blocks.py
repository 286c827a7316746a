"""Patterns inside a description: for programs whose codes have a description, but no patterns.

The description ends with a block between two marked lines, one item a line, its value as JSON. A program
that leaves descriptions alone gives the block back, and with it all that it says.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace

from retold.errors import CodebookError
from retold.themes.codebook.formats.draft import Draft, Node
from retold.themes.codebook.model import SEPARATOR, Codebook, Theme
from retold.themes.codebook.patterns import Pattern, read_pattern, write_pattern

BEGIN, END = "--- retold: patterns ---", "--- retold: end ---"
KEY = re.compile(r"(\w+):\s*")
# A program may have broken or joined the lines, so values are read one after the other.
JSON = json.JSONDecoder(strict=False)


def blocks(codebook: Codebook) -> dict[str, str]:
    """Return the description of each theme, with its block if it has patterns, examples or notes."""
    themes = {theme.name: theme for theme in codebook.themes}
    items: dict[str, list[tuple[str, object]]] = {name: [] for name in themes}
    for pattern in codebook.patterns:
        inherited = _inherited(pattern.theme, themes)
        items[pattern.theme].append(("pattern", write_pattern(pattern, inherited=inherited)))
    written = {}
    for name, theme in themes.items():
        found = [*items[name], *_texts(theme)]
        listed = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in found]
        block = "\n".join([BEGIN, *listed, END]) if listed else ""
        written[name] = "\n".join(part for part in (theme.description, block) if part)
    return written


def _inherited(name: str, themes: dict[str, Theme]) -> tuple[Pattern, ...]:
    parts = name.split(SEPARATOR)
    above = (SEPARATOR.join(parts[: n + 1]) for n in range(len(parts)))
    return tuple(pattern for each in above for pattern in themes[each].exclude)


def _texts(theme: Theme) -> Iterator[tuple[str, object]]:
    for pattern in theme.exclude:
        yield "exclude", write_pattern(pattern)
    for example in theme.examples:
        yield "example", example
    if theme.notes:
        yield "notes", theme.notes


def read_block(
    draft: Draft, theme: Node, text: str, *, line: int = 0, shared: tuple[Pattern, ...] = ()
) -> tuple[Pattern, ...]:
    """Give a theme its description and what a marked block in it says.

    Parameters
    ----------
    draft, theme
        The codebook and the theme in the making.
    text : str
        A description as the file has it.
    line : int
        Where it stands.
    shared : tuple of Pattern
        Exclusions of the themes above.

    Returns
    -------
    tuple of Pattern
        The exclusions that hold for the themes nested in this one.

    Raises
    ------
    CodebookError
        If a line of the block cannot be read.
    """
    before, begin, rest = text.partition(BEGIN)
    block, end, after = rest.partition(END)
    if begin and not end:
        draft.remarks.add(
            "a block of patterns has lost its end; what follows its beginning is read as it", theme.path
        )
    theme.description = theme.description or "\n".join(
        part.strip() for part in (before, after) if part.strip()
    )
    items: dict[str, list[object]] = {"pattern": [], "exclude": [], "example": [], "notes": []}
    at = 0
    while rest := block[at:].strip():
        key = KEY.match(rest)
        try:
            value, length = JSON.raw_decode(rest, key.end() if key else 0)
            items[key[1] if key else ""].append(value)
        except (KeyError, ValueError) as error:
            raise CodebookError(
                f"the patterns in the description of {theme.path!r} cannot be read: {rest.splitlines()[0]!r}",
                where=f"{draft.where}, line {line}" if line else draft.where,
                todo=f"correct them, or remove all from {BEGIN!r} to {END!r}",
            ) from error
        at = len(block) - len(block[at:].lstrip()) + length
    return _give(draft, theme, items, line, shared)


def _give(
    draft: Draft, theme: Node, items: dict[str, list[object]], line: int, shared: tuple[Pattern, ...]
) -> tuple[Pattern, ...]:
    def pattern(item: object) -> Pattern:
        return read_pattern(theme.path, item, line=line, where=draft.where)

    theme.exclude += tuple(pattern(item) for item in items["exclude"])
    theme.examples += tuple(str(item) for item in items["example"])
    theme.notes = theme.notes or "\n".join(str(item) for item in items["notes"])
    inherited = shared + theme.exclude
    for item in items["pattern"]:
        found = pattern(item)
        draft.pattern(theme, replace(found, exclude=found.exclude + inherited))
    return inherited
