"""Every figure there is: importing this module imports all that draw, and each enters itself into `FIGURES`."""

from __future__ import annotations

from retold.figures import (
    agreement,
    argument_tree,
    arguments,
    article_pairs,
    articles,
    audit,
    conflicts,
    coverage,
    occasions,
    reuse,
    theme_contrasts,
    theme_places,
    themes,
    time_line,
    wording,
)
from retold.figures.drawing.save import FIGURES

MODULES = (
    articles,
    themes,
    theme_contrasts,
    theme_places,
    audit,
    arguments,
    argument_tree,
    coverage,
    article_pairs,
    reuse,
    time_line,
    agreement,
    occasions,
    wording,
    conflicts,
)

__all__ = ["FIGURES", "MODULES"]

# In the order of the lessons, whatever order they were imported in: so a reader meets them.
for _module in MODULES:
    for _name in [name for name, draw in FIGURES.items() if draw.__module__ == _module.__name__]:
        FIGURES[_name] = FIGURES.pop(_name)
