"""Taguette's codebook as CSV: a tag, its description, and in newer versions how often it was used.

A dot nests tags by custom: ``rain.heavy`` is nested in ``rain`` if that is a tag too. Tags have no
patterns; those go into the description, see `retold.themes.codebook.formats.description_blocks`.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from retold.errors import CodebookError
from retold.shielding import shield_formula
from retold.themes.codebook.formats.cells import plain, read_cells
from retold.themes.codebook.formats.description_blocks import blocks, read_block
from retold.themes.codebook.formats.draft import Draft, Node, Remarks
from retold.themes.codebook.formats.losses import say_fields
from retold.themes.codebook.model import SEPARATOR, Codebook
from retold.themes.codebook.patterns import Pattern

COLUMNS = ("tag", "description")
# How versions and translations of its table have called them, in lower case.
TAGS = ("tag", "tag name", "tag path", "name", "path", "code")
DESCRIPTIONS = ("description", "tag description", "definition", "memo")
COUNTS = frozenset({"number of highlights", "highlights", "highlights count", "count", "highlight count"})
# A table with these is the one of highlights.
HIGHLIGHTS = frozenset({"content", "document"})
NESTS = "."
# Between a tag and what it nests, where the dot of a name would be taken for one.
DOT_STANDS = "-"


def read(path: Path) -> Codebook:
    """Read a codebook that Taguette exported.

    Raises
    ------
    CodebookError
        If the columns are not Taguette's, or a tag is empty.
    """
    draft = Draft(str(path))
    header, rows = read_cells(path, draft.remarks, fits=lambda names: _place(names, TAGS) is not None)
    names = plain(header)
    tag, description = _place(names, TAGS), _place(names, DESCRIPTIONS)
    if names and set(names) >= HIGHLIGHTS:
        raise CodebookError(
            "this is a table of highlights, not the codebook",
            where=path,
            todo="export the codebook from Taguette as CSV",
        )
    if tag is None:
        raise CodebookError(
            f"the columns are {', '.join(names)}, not {', '.join(COLUMNS)}",
            where=path,
            todo="export the codebook from Taguette as CSV",
        )
    if description is None:
        draft.remarks.add("there is no column of descriptions")
    for at, name in enumerate(names):
        if name in COUNTS:
            draft.remarks.add("numbers of highlights are left out")
        elif name and at not in (tag, description):
            draft.remarks.add("unknown columns are left out", name)
    places = [at for at in (tag, description) if at is not None]
    _read_tags(draft, [(line, [_cell(row, at) for at in places]) for line, row in rows])
    return draft.finish()


def _place(names: Sequence[str], known: Sequence[str]) -> int | None:
    """Return which column has one of the known names, the first of them that is there."""
    return next((names.index(name) for name in known if name in names), None)


def _cell(row: Sequence[str], at: int) -> str:
    return row[at] if at < len(row) else ""


def _read_tags(draft: Draft, rows: list[tuple[int, list[str]]]) -> None:
    descriptions: dict[str, tuple[int, str]] = {}
    for line, row in rows:
        tag = row[0].strip()
        if not tag:
            raise CodebookError("a tag has no name", where=f"{draft.where}, line {line}", todo="name it")
        if tag in descriptions:
            draft.remarks.add("categories of the same name are one theme", tag)
        descriptions.setdefault(tag, (line, row[1] if len(row) > 1 else ""))
    met: dict[str, tuple[Node, tuple[Pattern, ...]]] = {}
    for tag in descriptions:
        # A tag may stand after those nested in it.
        for each in reversed([tag, *_above(tag, descriptions)]):
            if each not in met:
                met[each] = _read_tag(draft, each, descriptions, met)


def _above(tag: str, tags: Collection[str]) -> Iterator[str]:
    while tag := parent_tag(tag, tags):
        yield tag


def _read_tag(
    draft: Draft,
    tag: str,
    descriptions: dict[str, tuple[int, str]],
    met: dict[str, tuple[Node, tuple[Pattern, ...]]],
) -> tuple[Node, tuple[Pattern, ...]]:
    above = parent_tag(tag, descriptions)
    parent, shared = met[above] if above else (draft.root, ())
    theme = draft.theme(parent, tag[len(above) + 1 :] if above else tag)
    line, text = descriptions[tag]
    return theme, read_block(draft, theme, text, line=line, shared=shared)


def parent_tag(tag: str, tags: Collection[str]) -> str:
    """Return the longest other tag that a tag is nested in, or nothing.

    Examples
    --------
    >>> parent_tag("rain.heavy.cold", {"rain", "rain.heavy"}), parent_tag("U.S. rain", {"rain"})
    ('rain.heavy', '')
    """
    parts = tag.split(NESTS)
    above = (NESTS.join(parts[:n]) for n in range(len(parts) - 1, 0, -1))
    return next((name for name in above if name in tags), "")


def write(codebook: Codebook) -> tuple[str, list[str]]:
    """Return a codebook as Taguette's CSV, and what that cannot hold."""
    remarks = Remarks()
    say_fields(codebook, remarks, held=("description", "examples", "notes"))
    if codebook.patterns:
        remarks.add("patterns, examples and notes stand at the end of the descriptions, between marked lines")
    tags = _tags(codebook, remarks)
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for name, description in blocks(codebook).items():
        writer.writerow((shield_formula(tags[name]), shield_formula(description)))
    return text.getvalue(), remarks.lines()


def _tags(codebook: Codebook, remarks: Remarks) -> dict[str, str]:
    """Return a tag for each theme; a dot in a name stays unless it would nest the tag elsewhere."""
    plain = {theme.name: theme.name.replace(SEPARATOR, NESTS) for theme in codebook.themes}
    parents = {child: theme.name for theme in codebook.themes for child in theme.children}
    used = set(plain.values())
    right = len(used) == len(plain) and all(
        parent_tag(tag, used) == plain.get(parents.get(name, ""), "") for name, tag in plain.items()
    )
    if right:
        return plain
    for name in plain:
        if NESTS in name:
            remarks.add(f"'{NESTS}' in a name becomes '{DOT_STANDS}', as it nests tags", name)
    stands = DOT_STANDS
    while len({name.replace(NESTS, stands) for name in plain}) < len(plain):
        stands += DOT_STANDS
    return {name: name.replace(NESTS, stands).replace(SEPARATOR, NESTS) for name in plain}
