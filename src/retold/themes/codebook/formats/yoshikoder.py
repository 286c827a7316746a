"""Yoshikoder dictionaries, ``.ykd``, and those of Lexicoder 2, ``.lcd``: categories and patterns as XML.

``cnode`` is a category with a name and a description, ``pnode`` an entry, and both may have a score.
Yoshikoder puts the whole dictionary into one ``cnode``, whose name is that of the dictionary.
"""

from __future__ import annotations

from pathlib import Path
from xml.sax.saxutils import quoteattr

import regex

from retold.errors import CodebookError
from retold.themes.codebook.formats.draft import Draft, Node, Remarks
from retold.themes.codebook.formats.losses import leaf_name, say_fields, say_question_marks, words_of
from retold.themes.codebook.formats.reading import read_xml
from retold.themes.codebook.formats.xml_text import xml_text
from retold.themes.codebook.model import Codebook
from retold.themes.codebook.patterns import read_pattern
from retold.xml_elements import Element

CATEGORY, ENTRY, ROOT = "cnode", "pnode", "dictionary"
UNTITLED = "codebook"
PROGRAM = "Yoshikoder"


def read(path: Path) -> Codebook:
    """Read a Yoshikoder or Lexicoder 2 dictionary.

    Raises
    ------
    CodebookError
        If it is not well formed, its root is no dictionary, or an entry stands in no category.
    """
    draft = Draft(str(path))
    root = read_xml(path)
    if root.name != ROOT:
        raise CodebookError(
            f"the root of the XML is {root.name!r}, not {ROOT!r}",
            where=f"{path}, line {root.line}",
            todo="is it a dictionary of Yoshikoder or Lexicoder?",
        )
    top, title, about = root, root.get("name"), ""
    outer = root.children[0] if len(root.children) == 1 else None
    if outer is not None and outer.named(CATEGORY) and not outer.named(ENTRY) and not title:
        top, title, about = outer, outer.get("name"), outer.get("desc")
    reader = _Reader(draft, expressions="reg" in root.get("patternengine").lower())
    reader.category(draft.root, top)
    draft.question_marks(PROGRAM)
    return draft.finish(title=title, description="" if about == title else about)


class _Reader:
    def __init__(self, draft: Draft, *, expressions: bool) -> None:
        self.draft = draft
        self.expressions = expressions

    def category(self, theme: Node, element: Element) -> None:
        for child in element.children:
            place = f"{self.draft.where}, line {child.line}"
            if child.get("score"):
                self.draft.remarks.add("scores are left out", child.get("name"))
            if child.name == CATEGORY:
                inner = self.draft.theme(theme, child.get("name"), description=child.get("desc").strip())
                self.category(inner, child)
            elif child.name != ENTRY:
                self.draft.remarks.add("unknown elements are left out", child.name)
            elif theme is self.draft.root:
                raise CodebookError(f"the entry {child.get('name')!r} stands in no category", where=place)
            else:
                if child.get("desc").strip():
                    self.draft.remarks.add("descriptions of entries are left out", child.get("name"))
                self.entry(theme, child.get("name"), child.line)

    def entry(self, theme: Node, text: str, line: int) -> None:
        if not self.expressions or not text.strip() or regex.fullmatch(r"[\w\s'’*-]+", text):
            self.draft.word(theme, text, line=line)
            return
        self.draft.remarks.add("regular expressions are read as matching whole tokens", text)
        parts = " ".join(f"^(?:{part})$" for part in text.split())
        self.draft.pattern(
            theme, read_pattern(theme.path, {"regex": parts}, line=line, where=self.draft.where)
        )


def write(codebook: Codebook) -> tuple[str, list[str]]:
    """Return a codebook as a Yoshikoder dictionary, and what that cannot hold."""
    remarks = Remarks()
    say_fields(codebook, remarks, held=("title", "about", "description"))
    words = words_of(codebook, remarks)
    say_question_marks(words, remarks, PROGRAM)
    if not codebook.title:
        remarks.add(f"the codebook has no title and is called {UNTITLED!r}")
    for listed in words.values():
        for text in listed:
            if " " in text:
                remarks.add(f"{PROGRAM} matches single words; phrases may find nothing there", text)

    def attribute(text: str) -> str:
        return quoteattr(xml_text(text, remarks))

    themes = {theme.name: theme for theme in codebook.themes}
    nested = {child for theme in codebook.themes for child in theme.children}

    def category(name: str, depth: int) -> list[str]:
        theme, margin = themes[name], "  " * depth
        lines = [f"{margin}<cnode name={attribute(leaf_name(theme))} desc={attribute(theme.description)}>"]
        lines += [f"{margin}  <pnode name={attribute(text)}/>" for text in words[name]]
        lines += [line for child in theme.children for line in category(child, depth + 1)]
        return [*lines, f"{margin}</cnode>"]

    title = attribute(codebook.title or UNTITLED)
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<dictionary style="050805" patternengine="substring">',
        f"  <cnode name={title} desc={attribute(codebook.description)}>",
        *(line for name in themes if name not in nested for line in category(name, 2)),
        "  </cnode>",
        "</dictionary>",
    ]
    return "\n".join(lines) + "\n", remarks.lines()
