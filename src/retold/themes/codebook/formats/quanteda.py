"""quanteda's YAML dictionaries: a key holds a list of words, nested keys, or both in one list.

Read as text throughout, so that ``no`` is a word and ``007`` keeps its zeros. Keys of the same name
are one theme, as in quanteda.
"""

from __future__ import annotations

from pathlib import Path

import yaml

from retold.errors import CodebookError
from retold.themes.codebook.formats.draft import DEEPEST, Draft, Node, Remarks
from retold.themes.codebook.formats.losses import leaf_name, say_fields, words_of
from retold.themes.codebook.formats.reading import read_text
from retold.themes.codebook.model import CODEBOOK_KEYS, Codebook

# The C parser gives the same nodes ten times faster, where PyYAML was built with it.
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

# Keys that only a codebook of our own has: one that holds words under them is not quanteda's.
OWN_KEY, OWN_LIST = "themes", "patterns"
# How deep that is looked for: "themes", misspelt, then a theme, then its patterns.
OWN_LEVELS = 3
NUMBERS = frozenset({"tag:yaml.org,2002:int", "tag:yaml.org,2002:float"})
TYPED = NUMBERS | {"tag:yaml.org,2002:bool", "tag:yaml.org,2002:timestamp"}
# A list within a mapping for each level of themes, and a mapping within that for each pattern.
DEEPEST_YAML = 3 * DEEPEST


def read(path: Path) -> Codebook | None:
    """Read a quanteda dictionary; None if the file is a codebook of our own, or no YAML mapping at all.

    Raises
    ------
    CodebookError
        If a value is used twice by an anchor.
    """
    draft = Draft(str(path))
    text = read_text(path, draft.remarks)
    try:
        _refuse_depth(text, path)
        root = yaml.compose(text, Loader=LOADER)
    except yaml.YAMLError:
        return None
    if not isinstance(root, yaml.MappingNode) or _is_own(root):
        return None
    _Reader(draft).mapping(draft.root, root)
    return draft.finish()


def _refuse_depth(text: str, path: Path) -> None:
    """Refuse what is nested so deep that composing it would break the interpreter's stack."""
    depth = 0
    for event in yaml.parse(text, Loader=LOADER):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > DEEPEST_YAML:
            raise CodebookError(
                f"the YAML is nested more than {DEEPEST_YAML} deep",
                where=f"{path}, line {event.start_mark.line + 1 if event.start_mark else 1}",
                todo="flatten it",
            )


def _is_own(root: yaml.MappingNode) -> bool:
    """Whether a file is a codebook of our own, perhaps with a mistake that its own reader should name."""
    for key, value in root.value:
        known = isinstance(key, yaml.ScalarNode) and key.value in CODEBOOK_KEYS
        if known and (key.value == OWN_KEY or isinstance(value, yaml.ScalarNode)):
            return True
    return _has_own_list(root, levels=OWN_LEVELS)


def _has_own_list(node: yaml.Node, *, levels: int) -> bool:
    if not isinstance(node, yaml.MappingNode) or not levels:
        return False
    return any(
        (key.value == OWN_LIST and isinstance(value, yaml.SequenceNode))
        or _has_own_list(value, levels=levels - 1)
        for key, value in node.value
    )


class _Reader:
    """Walks the nodes of the YAML; each is met once, so that anchors cannot multiply them."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.met: set[int] = set()

    def mapping(self, parent: Node, node: yaml.MappingNode) -> None:
        self._meet(node)
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise CodebookError("a key should be a word", where=self._place(key))
            if isinstance(value, yaml.ScalarNode) and value.tag in NUMBERS:
                # A list of weights has this form; a dictionary of words has no place for them.
                self.draft.remarks.add(
                    "a number alone under a key is read as a word, not as a weight",
                    f"{key.value}: {value.value}",
                )
            if not key.value.strip() or key.tag == "tag:yaml.org,2002:null":
                self.draft.remarks.add("a key without a name", f"line {key.start_mark.line + 1}")
            self.values(self.draft.theme(parent, key.value), value)

    def values(self, theme: Node, node: yaml.Node) -> None:
        if isinstance(node, yaml.ScalarNode):
            if node.value and node.tag != "tag:yaml.org,2002:null":
                if node.tag in TYPED:
                    self.draft.remarks.add(
                        "values that YAML takes for numbers, dates or truth values are read as words",
                        node.value,
                    )
                self.draft.word(theme, node.value, line=node.start_mark.line + 1)
        elif isinstance(node, yaml.MappingNode):
            self.mapping(theme, node)
        else:
            self._meet(node)
            for value in node.value:
                self.values(theme, value)

    def _meet(self, node: yaml.Node) -> None:
        if id(node) in self.met:
            raise CodebookError(
                "an anchor is used more than once",
                where=self._place(node),
                todo="write its words out where they belong",
            )
        self.met.add(id(node))

    def _place(self, node: yaml.Node) -> str:
        return f"{self.draft.where}, line {node.start_mark.line + 1}"


def write(codebook: Codebook) -> tuple[str, list[str]]:
    """Return a codebook as quanteda's YAML, and what that cannot hold."""
    remarks = Remarks()
    say_fields(codebook, remarks)
    words = words_of(codebook, remarks)
    entries: dict[str, object] = {}
    children = {theme.name: theme for theme in codebook.themes}
    nested = {child for theme in codebook.themes for child in theme.children}

    def entry(name: str) -> object:
        inner = {leaf_name(children[child]): entry(child) for child in children[name].children}
        if not inner:
            return list(words[name])
        return [*words[name], inner] if words[name] else inner

    for theme in codebook.themes:
        if not words[theme.name] and not theme.children:
            remarks.add("quanteda drops keys without words", theme.name)
        if theme.name not in nested:
            entries[_safe_key(theme.name, remarks)] = entry(theme.name)
    # Quoted throughout: other readers take yes, no, y and n for truth values.
    text = yaml.safe_dump(
        entries, default_style='"', default_flow_style=False, allow_unicode=True, sort_keys=False, width=100
    )
    return text, remarks.lines()


def _safe_key(name: str, remarks: Remarks) -> str:
    if name != OWN_KEY:
        return name
    remarks.add(f"a theme named {name!r} would be taken for a codebook of retold; it gets a '_'")
    return f"{name}_"
