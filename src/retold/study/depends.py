"""What a notebook reads, writes and draws on, read off its code cells: the edges of the graph.

A notebook that is added to the folder joins the graph by what it calls: `read_table("x", ...)` makes it
wait for the notebook that calls `write_table(..., "x", ...)`, and it is run again when a module that
one of its calls needs is edited.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import retold
from retold.errors import NotebookError
from retold.study.cells import code_sources
from retold.study.findings.needed import EXPLORED, LESSONS
from retold.study.findings.needed import TABLES as FOUND_IN

PACKAGE = Path(retold.__file__).parent
# It finds the folders of languages by their names, which no import tells.
LEXICON = "retold.language.lexicon"
DRAW = "draw_"

# A statement that imports the package, over several lines if its names stand in brackets.
_IMPORT = re.compile(r"^[ \t]*(?:import|from)[ \t]+retold\b[^\n(]*(?:\([^)]*\))?", re.MULTILINE)

# Calls that read tables of the results themselves, and which.
READERS = {"findings": FOUND_IN, "compare_trust": FOUND_IN, "open_corpus": EXPLORED, **LESSONS}


@dataclass(frozen=True)
class Uses:
    """What a notebook uses; names of tables, figures and codings, and the files of modules."""

    reads: tuple[str, ...]
    writes: tuple[str, ...]
    figures: tuple[str, ...]
    codings: tuple[str, ...]
    reads_articles: bool
    reads_codebook: bool
    reads_given: bool
    modules: tuple[Path, ...]


def notebook_uses(notebook: str | Path) -> Uses:
    """Return what the code cells of a notebook use.

    Parameters
    ----------
    notebook : path
        The notebook; only calls of the form ``retold.name(...)`` with names written out are seen.

    Returns
    -------
    Uses
        Tables that the notebook writes itself are not among those it reads.
    """
    calls = [call for source in code_sources(notebook) for call in _calls(_parse(source, notebook))]
    names = {name for name, _ in calls}
    writes = _arguments(calls, "write_table", 1)
    reads = {
        *_arguments(calls, "read_table", 0),
        *(table for name in names for table in READERS.get(name, ())),
    }
    return Uses(
        reads=tuple(sorted(reads - set(writes))),
        writes=writes,
        figures=tuple(sorted(name.removeprefix(DRAW) for name in names if name.startswith(DRAW))),
        codings=_arguments(calls, "read_coding", 1),
        reads_articles="read_articles" in names,
        reads_codebook="read_codebook" in names,
        reads_given="read_given" in names,
        modules=module_files(sorted(retold.EXPORTS[name] for name in names if name in retold.EXPORTS)),
    )


def _parse(source: str, notebook: str | Path) -> ast.AST:
    try:
        return ast.parse(source)
    except SyntaxError as error:
        line = (error.text or "").strip()
        raise NotebookError(
            f"a cell is not plain Python: {line}", where=notebook, todo="correct the cell"
        ) from error


def _calls(tree: ast.AST) -> Iterator[tuple[str, list[object]]]:
    """Yield each call of a name of the package, with those of its arguments that are written out."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Attribute(value=ast.Name(id="retold"), attr=name), args=args):
                yield name, [arg.value if isinstance(arg, ast.Constant) else None for arg in args]


def _arguments(calls: list[tuple[str, list[object]]], function: str, position: int) -> tuple[str, ...]:
    found = {str(args[position]) for name, args in calls if name == function and len(args) > position}
    return tuple(sorted(found - {"None"}))


def module_files(modules: list[str]) -> tuple[Path, ...]:
    """Return the files of these modules of the package and of all that they import, sorted."""
    seen: set[str] = set()
    waiting = ["retold", *modules]
    while waiting:
        module = waiting.pop()
        if module not in seen:
            seen.add(module)
            waiting += _imports(module)
    return tuple(sorted({file for module in seen for file in _files(module)}))


@cache
def _imports(module: str) -> tuple[str, ...]:
    found = list(_languages()) if module == LEXICON else []
    for node in _import_statements(_module_file(module).read_text("utf-8")):
        match node:
            case ast.ImportFrom(module=str(name), names=names, level=0):
                # `from retold.articles import cues` imports a module, not a name of one.
                inner = [f"{name}.{alias.name}" for alias in names]
                found += [candidate for candidate in inner if _module_file(candidate).is_file()] or [name]
            case ast.Import(names=names):
                found += [alias.name for alias in names if alias.name.split(".")[0] == "retold"]
    return tuple(found)


def _import_statements(source: str) -> list[ast.stmt]:
    """Return the statements of a module that import the package.

    Parsing nothing else takes a tenth of the time, which a run with nothing to do consists of.
    """
    return [node for found in _IMPORT.finditer(source) for node in ast.parse(found[0].lstrip()).body]


def _languages() -> Iterator[str]:
    """Yield the module of words of each language, with the package that says its code."""
    for file in sorted(PACKAGE.joinpath("language").glob("*/lexicon.py")):
        yield from (f"retold.language.{file.parent.name}", f"retold.language.{file.parent.name}.lexicon")


def _module_file(module: str) -> Path:
    path = PACKAGE.joinpath(*module.split(".")[1:])
    return path / "__init__.py" if path.is_dir() else path.with_suffix(".py")


def _files(module: str) -> Iterator[Path]:
    """Yield a module's file and the data beside it that go by its name: `report.py`, `report.html.j2`."""
    file = _module_file(module)
    if file.name == "__init__.py":
        yield file
    else:
        yield from sorted(file.parent.glob(f"{file.stem}.*"))
