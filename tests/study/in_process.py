"""A study run in one process: the code of the notebooks, without kernels, and what their cells show."""

import ast
import contextlib
import io
import json
from typing import NamedTuple

from retold.study.graph import list_notebooks


class Shown(NamedTuple):
    """What one cell shows: of which notebook, as text, and as HTML where it has any."""

    notebook: str
    text: str
    html: str


def run_notebooks(study, results):
    """Run the code of the notebooks, each with names of its own, and return what the cells show."""
    shown = []
    for path in list_notebooks():
        names = {}
        for cell in json.loads(path.read_text("utf-8"))["cells"]:
            if cell["cell_type"] == "code":
                text, html = _run_cell("".join(cell["source"]), path.name, names)
                shown.append(Shown(path.name, text, html))
                if "parameters" in cell["metadata"].get("tags", []):
                    names |= {"study": str(study), "results": str(results)}
    return shown


def _run_cell(source, name, names):
    tree = ast.parse(source)
    last = ast.Expression(tree.body.pop().value) if isinstance(tree.body[-1], ast.Expr) else None
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        exec(compile(tree, name, "exec"), names)
        value = eval(compile(last, name, "eval"), names) if last else None
    text = printed.getvalue() + ("" if value is None else repr(value))
    return text, value._repr_html_() if hasattr(value, "_repr_html_") else ""
