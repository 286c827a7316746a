"""How the pages of `docs/` become a site: `make docs` writes it to `results/docs/`; nothing is fetched, then or when it is read."""

from __future__ import annotations

import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent / "src")]

import retold  # noqa: E402
from site_lessons import write_lessons  # noqa: E402
from site_pages import write_pages  # noqa: E402

project = "retold"
version = release = retold.__version__
copyright = "the authors of retold; text under CC0"
extensions = [
    "myst_parser",
    "sphinx.ext.autodoc",
    "sphinx.ext.napoleon",
    "site_formulas",
    "site_access",
    "site_lessons",
]
exclude_patterns = ["_build"]
myst_enable_extensions = ["dollarmath"]
myst_heading_anchors = 3
autodoc_typehints = "none"
napoleon_google_docstring = False
napoleon_use_rtype = False
html_theme = "furo"
html_title = f"retold {version}"
html_copy_source = False
html_show_sphinx = False
html_math_renderer = "mathml"


def setup(app):
    """Write the pages that are made: from the code calls, commands, settings, tables, figures; from the notebooks the lessons."""
    write_pages(HERE / "reference")
    write_lessons(HERE / "reference")
