"""What a codebook is: nested themes, each with a description, and their patterns."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field

from retold.themes.codebook.patterns import Pattern

# A nested theme is named by its path, as a folder is.
SEPARATOR = "/"
THEME_KEYS = frozenset({"description", "examples", "notes", "patterns", "exclude", "themes", "by_hand"})
CODEBOOK_KEYS = frozenset({"title", "description", "themes", "equivalents"})


# Identifiers are made of a theme's path in this space of ours, so that a file is the same each time
# and a program that imports it again meets the codes it knows.
_SPACE = uuid.uuid5(uuid.NAMESPACE_OID, "retold codebook")


def theme_id(name: str) -> str:
    """Return the identifier of a theme in files of other programs, made of its path.

    Examples
    --------
    >>> theme_id("water") == theme_id("water") != theme_id("money")
    True
    """
    return str(uuid.uuid5(_SPACE, name)).upper()


@dataclass(frozen=True)
class Theme:
    """A category of the codebook.

    Attributes
    ----------
    name : str
        Its path, such as ``security/guarantees``.
    description, notes : str
    examples : tuple of str
    children : tuple of str
        Names of the themes nested in it.
    exclude : tuple of Pattern
        What no match of its patterns, nor of the themes nested in it, may share a token with.
    """

    name: str
    description: str = ""
    examples: tuple[str, ...] = ()
    notes: str = ""
    children: tuple[str, ...] = ()
    exclude: tuple[Pattern, ...] = ()


@dataclass(frozen=True)
class Codebook:
    """Themes in the file's order, parents before their children, and the patterns of those that have some.

    `equivalents` lists, for a thing, the names it goes by. `remarks` says which patterns cannot match, and what a
    file of another program held that could not be carried over.
    """

    title: str
    description: str
    themes: tuple[Theme, ...]
    patterns: tuple[Pattern, ...]
    equivalents: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    remarks: tuple[str, ...] = field(default=(), compare=False)

    @property
    def leaves(self) -> list[str]:
        """Return the names of the themes that have patterns of their own."""
        return list(dict.fromkeys(pattern.theme for pattern in self.patterns))
