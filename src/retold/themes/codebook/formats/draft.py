"""A codebook in the making, and the words for what a format cannot hold: shared by all formats."""

from __future__ import annotations

from dataclasses import dataclass, field

from retold.errors import CodebookError
from retold.themes.codebook.model import SEPARATOR, Codebook, Theme
from retold.themes.codebook.patterns import Pattern, tokens_needed

# What stands for the separator in a foreign name, and the name of a theme that has none.
SEPARATOR_STANDS, UNNAMED = "-", "unnamed"

# How many cases a remark shows before it only counts: enough to recognise them.
SHOWN = 3

# Categories nested deeper than this are no codebook but an attack on the reader's stack.
DEEPEST = 100


class Remarks:
    """What was lost or changed, gathered by kind so that a thousand cases are still one sentence."""

    def __init__(self) -> None:
        self._cases: dict[str, list[str]] = {}

    def add(self, what: str, case: str = "") -> None:
        """Note one case of something; the same case is noted once."""
        cases = self._cases.setdefault(what, [])
        if case:
            cases.append(case)

    def lines(self) -> list[str]:
        """Return a sentence for each kind, with its first cases and how many more there are."""
        lines = []
        for what, cases in self._cases.items():
            distinct = list(dict.fromkeys(cases))
            shown = ", ".join(repr(case) for case in distinct[:SHOWN])
            more = f" and {len(distinct) - SHOWN} more" if len(distinct) > SHOWN else ""
            lines.append(f"{what}: {shown}{more}" if shown else what)
        return lines


@dataclass
class Node:
    """A theme in the making."""

    name: str
    path: str
    description: str = ""
    examples: tuple[str, ...] = ()
    notes: str = ""
    exclude: tuple[Pattern, ...] = ()
    patterns: dict[tuple[object, ...], Pattern] = field(default_factory=dict)
    children: dict[str, Node] = field(default_factory=dict)


class Draft:
    """Gathers themes and patterns as a reader meets them, and mends what a foreign file may hold.

    Parameters
    ----------
    where : str
        The file, for messages.
    """

    def __init__(self, where: str) -> None:
        self.where = where
        self.root = Node("", "")
        self.remarks = Remarks()

    def theme(self, parent: Node, name: str, *, description: str = "") -> Node:
        """Return the theme of that name in its parent; a second one of the same name is the first."""
        clean = self._clean(name)
        known = parent.children.get(clean)
        if known is not None:
            self.remarks.add("categories of the same name are one theme", known.path)
            known.description = known.description or description
            return known
        path = f"{parent.path}{SEPARATOR}{clean}" if parent.path else clean
        if path.count(SEPARATOR) > DEEPEST:
            raise CodebookError(
                f"categories are nested more than {DEEPEST} deep", where=self.where, todo="flatten the file"
            )
        parent.children[clean] = Node(clean, path, description)
        return parent.children[clean]

    def _clean(self, name: str) -> str:
        words = " ".join(name.split())
        if not words:
            self.remarks.add(f"a category without a name is called {UNNAMED!r}")
            return UNNAMED
        if SEPARATOR in words:
            self.remarks.add(f"{SEPARATOR!r} in a name becomes {SEPARATOR_STANDS!r}", words)
            words = words.replace(SEPARATOR, SEPARATOR_STANDS)
        return words

    def word(self, theme: Node, text: str, *, line: int = 0) -> None:
        """Add a glob to a theme; an empty one or one it has already is left out, and said."""
        text = " ".join(text.split())
        if not text:
            self.remarks.add("entries without a word are left out", theme.path)
            return
        self.pattern(theme, Pattern(theme.path, text, "glob", line))

    def pattern(self, theme: Node, pattern: Pattern) -> None:
        """Add a pattern to a theme once."""
        key = (pattern.name, tuple(other.name for other in pattern.exclude))
        if key in theme.patterns:
            self.remarks.add("entries that stand twice in a category are kept once", pattern.name)
            return
        theme.patterns[key] = pattern

    def question_marks(self, program: str) -> None:
        """Say that ``?`` is read as a wildcard, where a program documents only ``*``."""
        for theme in _below(self.root):
            for pattern in theme.patterns.values():
                if pattern.valuetype == "glob" and "?" in pattern.text:
                    self.remarks.add(f"'?' is read as any one character, {program} may not", pattern.text)

    def finish(self, *, title: str = "", description: str = "") -> Codebook:
        """Return the codebook: parents before their children, patterns in the order of the themes."""
        nodes = list(_below(self.root))
        if not nodes:
            raise CodebookError(
                "the codebook has no categories", where=self.where, todo="is it the right file?"
            )
        bare = [node.path for node in nodes if not node.patterns and not node.children]
        if len(bare) == sum(not node.children for node in nodes) and not any(n.patterns for n in nodes):
            self.remarks.add(
                "no theme has patterns: the codebook serves hand coding, find_themes finds nothing"
            )
        else:
            for path in bare:
                self.remarks.add("themes without patterns serve hand coding alone", path)
        patterns = tuple(pattern for node in nodes for pattern in node.patterns.values())
        for pattern in patterns:
            if any(map(tokens_needed, pattern.plain)):
                self.remarks.add("entries with signs that are tokens of their own cannot match", pattern.text)
        themes = tuple(_theme(node) for node in nodes)
        return Codebook(title, description, themes, patterns, remarks=tuple(self.remarks.lines()))


def _below(node: Node) -> list[Node]:
    return [found for child in node.children.values() for found in (child, *_below(child))]


def _theme(node: Node) -> Theme:
    children = tuple(child.path for child in node.children.values())
    return Theme(node.path, node.description, node.examples, node.notes, children, node.exclude)
