"""The prose of the project, and the numbers in it: what a person typed, without code, formulas, addresses and references."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tests.conftest import ROOT

# What is no prose, or is computed when it is shown.
_NO_PROSE = re.compile(
    r"```.*?```|<!--\s*(?:number:|results).*?<!--\s*end\s*-->|<!--.*?-->|\$\$.+?\$\$|\$[^$\n]+\$|`[^`]*`|\{[{%#].*?[}%#]\}|<(?:style|script)\b.*?</|<[^>]*>"
    r"|\]\([^)]*\)|https?://\S+",
    re.DOTALL,
)
_REFERENCES = re.compile(
    r"^(?:## References\n.*?(?=^## |\Z)|\*\*References\.\*\*.*?(?=\n\n|\Z))", re.MULTILINE | re.DOTALL
)
# A number by itself or with a sign of its own, not one in a name (Python3, SHA-256, F1, UTF-8, ISO 8601, C99).
_NUMBER = re.compile(r"(?<![\w.,/#-])(?:\d+(?:,\d{3})+|\d+)(?:\.\d+)?(?![\w/-]|\.\d)(?:\s?%)?")
_YEAR = re.compile(r"(?:1[89]|20)\d\d")
_HEADING = re.compile(r"^#+ .*$", re.MULTILINE)


class Number(NamedTuple):
    """A number of the prose: its file, the section it stands in, the number, and its line."""

    file: str
    section: str
    number: str
    line: str


def strip_prose(text: str) -> str:
    """Return text with all that is no prose blanked, lines kept.

    Examples
    --------
    >>> strip_prose("in `a 5` and $x^2$: 7")
    'in         and      : 7'
    """
    return _NO_PROSE.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), _REFERENCES.sub("", text))


def find_numbers(file: str, text: str) -> Iterator[Number]:
    """Yield each number of a text's prose but years and the numbers of lists and headings."""
    section = ""
    for raw, line in zip(_REFERENCES.sub("", text).splitlines(), strip_prose(text).splitlines(), strict=True):
        if _HEADING.match(raw):
            section = raw.lstrip("# ")
            continue
        said = re.sub(r"^\s*\d+[.)] ", "", line)
        for found in _NUMBER.finditer(said):
            if not _YEAR.fullmatch(found[0]):
                yield Number(file, section, found[0], raw.strip())


def cells() -> Iterator[tuple[str, str]]:
    """Yield each markdown cell of the notebooks, with the notebook's path."""
    for path in sorted((ROOT / "notebooks").rglob("*.ipynb")):
        for cell in json.loads(path.read_text("utf-8"))["cells"]:
            if cell["cell_type"] == "markdown":
                yield path.relative_to(ROOT).as_posix(), "".join(cell["source"])


def pages(*patterns: str) -> Iterator[tuple[str, str]]:
    """Yield the path and text of each file of the project that fits."""
    for pattern in patterns:
        for path in sorted(ROOT.glob(pattern)):
            yield path.relative_to(ROOT).as_posix(), path.read_text("utf-8")


def literals() -> frozenset[float]:
    """Return every number that is written in the package's code: what can be a parameter or a definition."""
    found = set()
    for file in (ROOT / "src" / "retold").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and type(node.value) in (int, float):
                found.add(float(node.value))
    return frozenset(found)


def as_value(number: str) -> float:
    """Return a number of the prose as a value; of per cent, the number before it."""
    return float(Path(number.rstrip("% ")).name.replace(",", ""))
