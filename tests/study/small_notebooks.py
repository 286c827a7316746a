"""What the tests of runs share: a notebook of a few cells, and what a folder holds."""

from __future__ import annotations

from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

PARAMETERS = "count = 1\nname = 'plain'\nshare = 0.5\nwords = ['a']\nnothing = None\nflag = True"


def make(folder: Path, *sources: str, name: str = "study.ipynb", parameters: str | None = PARAMETERS) -> Path:
    cells = [new_markdown_cell("# A question")]
    if parameters is not None:
        cells.append(new_code_cell(parameters, metadata={"tags": ["parameters"]}))
    cells += [new_code_cell(source) for source in sources]
    path = folder / name
    nbformat.write(new_notebook(cells=cells), path)
    return path


def printed(path: Path) -> str:
    nb = nbformat.read(path, as_version=4)
    outputs = [output for cell in nb.cells if cell.cell_type == "code" for output in cell.outputs]
    return "".join(output.text for output in outputs if output.get("name") == "stdout")


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def _program(notebook: Path, out: Path) -> str:
    return (
        "from pathlib import Path\nfrom retold.study.run import run_notebook\n"
        f"run_notebook(Path({str(notebook)!r}), Path({str(out)!r}), parameters={{}}, cwd=Path({str(out.parent)!r}))"
    )


def stream(name: str, text: str) -> object:
    return new_output("stream", name=name, text=text)
