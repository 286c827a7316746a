"""Our own YAML, which holds all of a codebook; see `retold.themes.codebook.read.read_codebook` for its shape."""

from __future__ import annotations

import yaml

from retold.themes.codebook.formats.losses import leaf_name
from retold.themes.codebook.model import Codebook, Theme
from retold.themes.codebook.patterns import Pattern, write_pattern


def write(codebook: Codebook) -> tuple[str, list[str]]:
    """Return a codebook as our own YAML, which loses nothing."""
    themes = {theme.name: theme for theme in codebook.themes}
    nested = {child for theme in codebook.themes for child in theme.children}
    patterns: dict[str, list[Pattern]] = {name: [] for name in themes}
    for pattern in codebook.patterns:
        patterns[pattern.theme].append(pattern)

    def entry(theme: Theme, inherited: tuple[Pattern, ...]) -> dict[str, object]:
        shared = inherited + theme.exclude
        held: dict[str, object] = {
            "description": theme.description,
            "examples": list(theme.examples),
            "notes": theme.notes,
            "patterns": [write_pattern(each, inherited=shared) for each in patterns[theme.name]],
            "exclude": [write_pattern(each) for each in theme.exclude],
            "themes": {leaf_name(themes[child]): entry(themes[child], shared) for child in theme.children},
        }
        if not patterns[theme.name] and not theme.children:
            held["by_hand"] = True
        return {key: value for key, value in held.items() if value}

    data: dict[str, object] = {"title": codebook.title, "description": codebook.description}
    data = {key: value for key, value in data.items() if value}
    data["themes"] = {name: entry(theme, ()) for name, theme in themes.items() if name not in nested}
    if codebook.equivalents:
        data["equivalents"] = {thing: list(names) for thing, names in codebook.equivalents.items()}
    text = yaml.safe_dump(data, default_flow_style=False, allow_unicode=True, sort_keys=False, width=100)
    return text, []
