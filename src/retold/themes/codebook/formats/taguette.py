"""Taguette's codebook as CSV: a tag, its description, and in newer versions how often it was used.

A dot nests tags by custom: ``rain.heavy`` is nested in ``rain`` if that is a tag too. Tags have no
patterns; those go into the description, see `retold.themes.codebook.formats.description_blocks`.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterator
from pathlib import Path

from retold.errors import CodebookError
from retold.shielding import shield_formula, unshield_formula
from retold.themes.codebook.formats.description_blocks import blocks, read_block
from retold.themes.codebook.formats.draft import Draft, Node, Remarks
from retold.themes.codebook.formats.losses import say_fields
from retold.themes.codebook.formats.reading import read_text
from retold.themes.codebook.model import SEPARATOR, Codebook
from retold.themes.codebook.patterns import Pattern

COLUMNS = ("tag", "description")
COUNT = "number of highlights"
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
    reader = csv.reader(io.StringIO(read_text(path, draft.remarks), newline=""))
    try:
        rows = [(reader.line_num, [*map(unshield_formula, row)]) for row in reader if row]
    except csv.Error as error:
        raise CodebookError(
            f"the CSV cannot be read: {error}", where=f"{path}, line {reader.line_num}"
        ) from error
    header = [name.strip().lower() for name in rows[0][1]]
    if tuple(header[:2]) != COLUMNS:
        raise CodebookError(
            f"the columns are {', '.join(header)}, not {', '.join(COLUMNS)}",
            where=path,
            todo="export the codebook from Taguette as CSV",
        )
    if COUNT in header:
        draft.remarks.add("numbers of highlights are left out")
    for name in header[2:]:
        if name != COUNT:
            draft.remarks.add("unknown columns are left out", name)
    _read_tags(draft, rows[1:])
    return draft.finish()


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
