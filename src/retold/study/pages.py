"""An executed notebook as a page that opens in any browser, formulas and pictures included."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from retold.writing import complete_file

# Display formulas, then formulas within a line; never in code, which is matched first and left alone.
_MATH = re.compile(r"(?P<code>`[^`]*`)|\$\$(?P<block>.+?)\$\$|\$(?P<inline>[^$\n]+?)\$", re.DOTALL)


def write_page(notebook: Path) -> Path:
    """Write a notebook as a page beside it.

    Formulas become MathML, which browsers show by themselves: the usual way, a script from another
    server, leaves raw LaTeX where there is no network.

    Parameters
    ----------
    notebook : pathlib.Path
        An executed notebook.

    Returns
    -------
    pathlib.Path
        The page; it needs no other file.
    """
    import nbformat
    from nbconvert import HTMLExporter

    content: Any = nbformat.read(notebook, as_version=4)
    for cell in content.cells:
        if cell.cell_type == "markdown":
            cell.source = as_mathml(cell.source)
    body, _ = HTMLExporter(embed_images=True, mathjax_url="").from_notebook_node(content)
    page = notebook.with_suffix(".html")
    with complete_file(page, "the page") as aside:
        aside.write_text(body, "utf-8")
    return page


def as_mathml(markdown: str) -> str:
    """Return Markdown with its LaTeX formulas as MathML.

    Examples
    --------
    >>> as_mathml("the share $p$ of `$x$`")
    'the share <math xmlns="http://www.w3.org/1998/Math/MathML" display="inline"><mrow><mi>p</mi></mrow></math> of `$x$`'
    """
    from latex2mathml.converter import convert

    def replaced(found: re.Match[str]) -> str:
        if found["code"]:
            return found["code"]
        formula = found["block"] or found["inline"]
        # A line break would end the HTML block for the Markdown reader.
        return str(convert(formula.strip(), display="block" if found["block"] else "inline")).replace(
            "\n", " "
        )

    return _MATH.sub(replaced, markdown)
