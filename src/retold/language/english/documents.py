"""Words for kinds of texts, and what joins the words of their names."""

from __future__ import annotations

# Different words for one kind of text, each kind under its first word.
_KINDS = (
    "treaty agreement accord accords pact deal convention agreements treaties",
    "memorandum communique communiqué",
    "protocol",
    "declaration proclamation",
    "constitution charter",
    "law act statute code decree bill",
    "resolution",
    "report study survey",
)
DOCUMENTS = {word: line.split()[0] for line in _KINDS for word in line.split()}
LINKS = frozenset("of on for and the".split())
