"""Write docs/errors.md: every error of the package with its cause and its cure, read off the code that raises it.

Run it after a message was changed: `python docs/list_errors.py`. A test compares the page with the code.
"""

from __future__ import annotations

import ast
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "retold"
PAGE = ROOT / "docs" / "errors.md"

# What is raised, what it is about, and what helps where a message says no more.
KINDS = {
    "SettingError": ("Settings in study.yaml", "correct the line that the message names"),
    "ParameterError": ("Values on the command line, and options of functions", "give a value of the kind that the message names"),
    "ArticleError": ("Articles and lists of them", "correct the file or row that the message names"),
    "CodebookError": ("Codebooks, in YAML and of other programs", "correct the line that the message names"),
    "TableError": ("Tables, coding sheets and codings by hand", "correct the column, row or cell that the message names"),
    "GridError": ("Grids of `retold sweep`", "correct the line that the message names"),
    "NotebookError": ("Notebooks and runs", "open the failed notebook that the message names, correct the cause, run again"),
    "ResultsError": ("Results: to be written, or to be read", "run the study first, or free the folder"),
    "StudyError": ("Everything else", "do what the message says"),
}  # fmt: skip
# Functions that return or raise one of several kinds, which they are given.
PASSED_ON = {"error"}
GAP = "…"

HEAD = """# Errors

What can be wrong with a study, a sheet, a codebook or a run, by what it is about; what a message quotes stands here as “…”. A message
has three lines at most: what is wrong, where, and what to do. `--debug` with any command shows the place in the program too. An error
that is not listed and ends in a traceback is one of the program: please report it.

## Exit codes

| code | meaning |
|---|---|
| 0 | done; for `verify`, the results are the expected ones |
| 1 | `verify`: the results differ from the expected ones |
| 2 | something is wrong with the study, the command or the machine (disk, memory, permissions), and is told; earlier results are as they were |
| 130 | interrupted (Ctrl-C); the same command goes on where it stopped |
| 143 | ended by the system (SIGTERM); the same command goes on where it stopped |
"""


def list_errors() -> dict[str, list[tuple[str, str, str]]]:
    """Return the errors of each kind: what is said, what to do, and the module, in order of the words."""
    found: dict[str, set[tuple[str, str, str]]] = defaultdict(set)
    for file in sorted(SOURCE.rglob("*.py")):
        room = file.relative_to(SOURCE).with_suffix("").as_posix()
        tree = ast.parse(file.read_text("utf-8"))
        own = Counter(_kind(call, room) for call in ast.walk(tree) if isinstance(call, ast.Call))
        for said in _prepared(tree):
            kind = max(KINDS, key=lambda each: own[each])
            found[kind].add((said, KINDS[kind][1], room))
        for call in ast.walk(tree):
            kind = _kind(call, room) if isinstance(call, ast.Call) and call.args else ""
            if kind and (said := _words(call.args[0])).strip(f"{GAP} :"):
                cure = next((_words(key.value) for key in call.keywords if key.arg == "todo"), "")
                found[kind].add((said, cure if cure.strip(GAP) else KINDS[kind][1], room))
    return {kind: sorted(found[kind], key=lambda row: (row[0].casefold(), row)) for kind in KINDS}


def _kind(call: ast.Call, room: str) -> str:
    """Return which error a call makes; nothing if it makes none."""
    name = call.func.id if isinstance(call.func, ast.Name) else ""
    if name in PASSED_ON:
        return "CodebookError" if "yaml" in room else "StudyError"
    return name if name in KINDS else ""


def _prepared(tree: ast.Module) -> Iterator[str]:
    """Yield messages that are put together before they are raised, under the name `what`."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Assign) or not isinstance(node.value, ast.JoinedStr):
            continue
        if [ast.unparse(name) for name in node.targets] == ["what"]:
            yield _words(node.value)


def _words(node: ast.expr) -> str:
    """Return the words of a message; what is filled in, and what only the program knows, is a gap."""
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.JoinedStr(values=values):
            return "".join(_words(value) for value in values)
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            return _words(left) + _words(right)
        case ast.IfExp(body=body, orelse=other):
            return _words(body) if isinstance(body, ast.Constant | ast.JoinedStr) else _words(other)
    return GAP


def page() -> str:
    """Return the text of the page."""
    parts = [HEAD]
    for kind, rows in list_errors().items():
        about = KINDS[kind][0]
        parts.append(f"## {about}\n\n`{kind}`\n\n| what is wrong | cure | told by |\n|---|---|---|")
        parts += [f"| {_cell(said)} | {_cell(todo)} | `{room}` |" for said, todo, room in rows]
        parts.append("")
    return "\n".join(parts)


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|").replace("<", "&lt;")


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
