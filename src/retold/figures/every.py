"""Every figure there is: importing this module imports all that draw, and each enters itself into `FIGURES`."""

from __future__ import annotations

from retold.figures import arguments, articles, audit, consistency, themes
from retold.figures.save import FIGURES

MODULES = (articles, themes, audit, arguments, consistency)

__all__ = ["FIGURES", "MODULES"]
