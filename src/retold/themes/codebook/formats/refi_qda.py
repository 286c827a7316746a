"""REFI-QDA codebooks, ``.qdc``: the exchange format of NVivo, MAXQDA, ATLAS.ti and others, version 1.0.

Codes nest, and have a name, a description, a colour and an identifier, but no patterns. Patterns are
written into the description, see `retold.themes.codebook.formats.description_blocks`. The standard is at qdasoftware.org.
"""

from __future__ import annotations

from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from retold import __version__
from retold.errors import CodebookError
from retold.themes.codebook.formats.description_blocks import blocks, read_block
from retold.themes.codebook.formats.draft import Draft, Node, Remarks
from retold.themes.codebook.formats.losses import leaf_name, say_fields
from retold.themes.codebook.formats.reading import read_xml
from retold.themes.codebook.formats.xml_text import xml_text
from retold.themes.codebook.model import Codebook, theme_id
from retold.themes.codebook.patterns import Pattern
from retold.xml_elements import Element

NAMESPACE = "urn:QDA-XML:codebook:1.0"
ROOT = "CodeBook"


def read(path: Path) -> Codebook:
    """Read a REFI-QDA codebook.

    Raises
    ------
    CodebookError
        If it is not well formed, no REFI-QDA codebook, or a code has no name.
    """
    draft = Draft(str(path))
    root = read_xml(path)
    if root.name != ROOT:
        raise CodebookError(
            f"the root of the XML is {root.name!r}, not {ROOT!r}",
            where=f"{path}, line {root.line}",
            todo="export a codebook (.qdc), not a project",
        )
    for codes in root.named("Codes"):
        _read_codes(draft, draft.root, codes, ())
    for sets in root.named("Sets"):
        for each in sets.named("Set"):
            draft.remarks.add("sets of codes are left out", each.get("name"))
    return draft.finish()


def _read_codes(draft: Draft, parent: Node, element: Element, shared: tuple[Pattern, ...]) -> None:
    for code in element.named("Code"):
        if not code.get("name").strip():
            raise CodebookError(
                "a code has no name", where=f"{draft.where}, line {code.line}", todo="name it"
            )
        if code.get("color"):
            draft.remarks.add("colours of codes are left out", code.get("name"))
        if code.get("isCodable") in ("false", "0"):
            draft.remarks.add("codes that only hold others become themes as all do", code.get("name"))
        theme = draft.theme(parent, code.get("name"))
        description = "\n".join(each.text.strip() for each in code.named("Description"))
        inner = read_block(draft, theme, description, line=code.line, shared=shared)
        _read_codes(draft, theme, code, inner)


def write(codebook: Codebook) -> tuple[str, list[str]]:
    """Return a codebook as REFI-QDA, and what that cannot hold."""
    remarks = Remarks()
    say_fields(codebook, remarks, held=("description", "examples", "notes"))
    if codebook.patterns:
        remarks.add("patterns, examples and notes stand at the end of the descriptions, between marked lines")
    themes = {theme.name: theme for theme in codebook.themes}
    nested = {child for theme in codebook.themes for child in theme.children}
    descriptions = blocks(codebook)

    def code(name: str, depth: int) -> list[str]:
        margin, theme = "  " * depth, themes[name]
        guid = theme_id(name)
        label = quoteattr(xml_text(leaf_name(theme), remarks))
        lines = [f'{margin}<Code guid="{guid}" name={label} isCodable="true">']
        if descriptions[name]:
            text = escape(xml_text(descriptions[name], remarks), {"\r": "&#13;"})
            lines.append(f"{margin}  <Description>{text}</Description>")
        lines += [line for child in theme.children for line in code(child, depth + 1)]
        return [*lines, f"{margin}</Code>"]

    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<CodeBook xmlns="{NAMESPACE}" origin="retold {__version__}">',
        "  <Codes>",
        *(line for name in themes if name not in nested for line in code(name, 2)),
        "  </Codes>",
        "</CodeBook>",
    ]
    return "\n".join(lines) + "\n", remarks.lines()
