"""YAML files that people write: words stay words, no key stands twice, and each entry has its line for messages.

YAML 1.1 takes ``no`` and ``on`` for truth values, ``2020-01-02`` for a date, ``12:30`` for 750 and ``010`` for 8, and of two
equal keys keeps the last. Here all that is written is text, except under the keys that a file says hold numbers or
truth values; what stands twice is refused. So is what a few lines could blow up: aliases count as what they stand for,
and no list holds itself.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

import yaml
from yaml.composer import ComposerError
from yaml.constructor import BaseConstructor

from retold.errors import CodebookError, StudyError, unfit_sign
from retold.files import read_file

Place = tuple[object, ...]

TEXT, NOTHING, TRUTH, WHOLE, NUMBER, MERGE = (
    f"tag:yaml.org,2002:{name}" for name in "str null bool int float merge".split()
)
# How a number is written; the point may be left out before an exponent, which YAML 1.1 does not allow.
_WHOLE = re.compile(r"[-+]?\d[\d_]*")
_NUMBER = re.compile(r"[-+]?(?:\d[\d_]*\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_TRUTH = re.compile("true|false|yes|no|on|off", re.IGNORECASE)
_NOTHING = re.compile("~|null|", re.IGNORECASE)

# The largest dictionaries have some ten thousand words, each with its list and mapping; what is nested deeper than
# this would break the interpreter's stack, and no setting has a number of so many digits.
LARGEST_YAML = 50_000_000
MOST_NODES = 500_000
DEEPEST_YAML = 100
MOST_DIGITS = 100


class BoundedLoader(yaml.SafeLoader):
    """Composes YAML within limits: `DEEPEST_YAML` levels, `MOST_NODES` nodes with every alias written out."""

    def __init__(self, stream: str) -> None:
        super().__init__(stream)
        self._depth = 0
        self._nodes = 0
        # The nodes that an alias stands for, by the node it points to; one that is not finished yet has none.
        self._sizes: dict[int, int] = {}

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
        """Compose a node, and count it."""
        event: Any = self.peek_event()  # type: ignore[no-untyped-call]
        mark: Any = event.start_mark
        before = self._nodes
        self._depth += 1
        if self._depth > DEEPEST_YAML:
            raise ComposerError(None, None, f"it is nested more than {DEEPEST_YAML} deep", mark)
        node: yaml.Node | None = super().compose_node(parent, index)
        self._depth -= 1
        if isinstance(event, yaml.AliasEvent):
            if id(node) not in self._sizes:
                raise ComposerError(None, None, f"the anchor {event.anchor!r} holds itself", mark)
            self._nodes += self._sizes[id(node)]
        else:
            self._nodes += 1
            self._sizes[id(node)] = self._nodes - before
        if self._nodes > MOST_NODES:
            what = f"with every alias written out it has more than {MOST_NODES:,} entries"
            raise ComposerError(None, None, what, mark)
        return node


def load_yaml(
    path: Path,
    *,
    file: str,
    content: str,
    typed: Collection[str] = (),
    error: type[StudyError] = CodebookError,
) -> tuple[Any, yaml.Node | None]:
    """Return what a YAML file holds, and the same as nodes; both None if it is empty.

    Parameters
    ----------
    path : pathlib.Path
    file, content : str
        What the file is called in messages, and what it holds with its verb ("the codebook is").
    typed : collection of str
        The keys under which numbers, truth values and nothing are read as such. Everywhere else they are text as
        it is written; a key without a value holds None.
    error : type
        What is raised.

    Raises
    ------
    StudyError
        If there is no file, it is not valid YAML, or a key stands twice in one mapping; the message names the line.
    """
    try:
        text = read_file(path, most=LARGEST_YAML).decode("utf-8-sig")
        return parse_yaml(text, where=path, typed=typed, error=error)
    except FileNotFoundError as problem:
        raise error(f"there is no {file}", where=path, todo="write one, or correct the path") from problem
    except IsADirectoryError as problem:
        raise error(f"a {file} was expected, and this is a folder", where=path) from problem
    except OSError as problem:
        raise error(f"the {file} cannot be read: {problem.strerror or problem}", where=path) from problem
    except (yaml.YAMLError, ValueError, RecursionError) as problem:
        mark = getattr(problem, "problem_mark", None)
        place = f"{path}, line {mark.line + 1}" if mark else str(path)
        said = "it is nested too deep" if isinstance(problem, RecursionError) else problem
        reason = getattr(problem, "problem", None) or said
        raise error(f"{content} not valid YAML: {reason}", where=place) from problem


def parse_yaml(
    text: str,
    *,
    where: object,
    key: str = "",
    typed: Collection[str] = (),
    error: type[StudyError] = CodebookError,
) -> tuple[Any, yaml.Node | None]:
    """Return what a text in YAML holds, and the same as nodes; as in `load_yaml`.

    `key` is what the text stands under, if it is a value only.

    Examples
    --------
    >>> parse_yaml("{words: [no, 2020, 1e5], no: 12:30, seed: 010}", where="here", typed={"seed"})[0]
    {'words': ['no', '2020', '1e5'], 'no': '12:30', 'seed': 10}
    """
    loader = BoundedLoader(text)
    try:
        node = loader.get_single_node()
        if node is None:
            return None, None
        _settle(node, key, typed, where, error, set())
        return loader.construct_document(node), node
    finally:
        loader.dispose()


def parse_both_ways(text: str) -> tuple[Any, Any, yaml.Node | None]:
    """Return what a text in YAML holds with the types that YAML guesses, as the text it is written in, and as nodes.

    Raises
    ------
    yaml.YAMLError, ValueError, RecursionError
        If it is not valid.

    Examples
    --------
    >>> parse_both_ways("[010, no]")[:2]
    ([8, False], ['010', 'no'])
    """
    loader = BoundedLoader(text)
    try:
        node = loader.get_single_node()
        if node is None:
            return None, None, None
        # The types come last: they put what is merged into the nodes of a mapping.
        written = copy.deepcopy(node)
        return loader.construct_document(node), BaseConstructor().construct_document(written), written
    finally:
        loader.dispose()


def refuse_twin_keys(node: yaml.Node | None, *, where: object, error: type[StudyError]) -> None:
    """Refuse nodes in which a key stands twice in one mapping; they are settled as text."""
    if node is not None:
        _settle(node, "", (), where, error, set())


def _settle(
    node: yaml.Node,
    key: str,
    typed: Collection[str],
    where: object,
    error: type[StudyError],
    met: set[int],
) -> None:
    """Give each scalar the type that its key asks for, and refuse keys that stand twice."""
    if id(node) in met:
        return
    met.add(id(node))
    if isinstance(node, yaml.ScalarNode):
        _refuse_unfit(node, where, error)
        _type_scalar(node, typed=key in typed)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            _settle(item, key, typed, where, error, met)
            # A key may be left without a value; what stands in a list of words is a word, "null" too.
            if key not in typed and item.tag == NOTHING and item.value:
                item.tag = TEXT
    elif isinstance(node, yaml.MappingNode):
        _refuse_twin_keys(node, where, error)
        for name, value in node.value:
            if isinstance(name, yaml.ScalarNode) and name.tag != MERGE:
                name.tag = TEXT
            inner = key if key in typed else str(getattr(name, "value", ""))
            _settle(value, inner, typed, where, error, met)


def _refuse_twin_keys(node: yaml.MappingNode, where: object, error: type[StudyError]) -> None:
    seen: dict[str, int] = {}
    for key, _ in node.value:
        if not isinstance(key, yaml.ScalarNode) or key.tag == MERGE:
            continue
        _refuse_unfit(key, where, error)
        line = key.start_mark.line + 1
        if key.value in seen:
            first = seen[key.value]
            lines = f"line {line}, twice" if first == line else f"lines {first} and {line}"
            raise error(
                f"the key {key.value!r} stands twice",
                where=f"{where}, {lines}",
                todo="remove one, give it another name, or join the two",
            )
        seen[key.value] = line


def _refuse_unfit(node: yaml.ScalarNode, where: object, error: type[StudyError]) -> None:
    """Refuse what only an escape can bring into a text: NUL, which no table holds, and halves of signs."""
    if unfit := unfit_sign(node.value):
        raise error(
            f"a text holds {unfit}, which no file of the results could",
            where=f"{where}, line {node.start_mark.line + 1}",
            todo="take it out",
        )


def _type_scalar(node: yaml.ScalarNode, *, typed: bool) -> None:
    plain = node.style is None
    if plain and _NOTHING.fullmatch(node.value):
        node.tag = NOTHING
    elif not (plain and typed):
        node.tag = TEXT
    elif _TRUTH.fullmatch(node.value):
        node.tag = TRUTH
    elif len(node.value) > MOST_DIGITS:
        node.tag = TEXT
    elif _WHOLE.fullmatch(node.value):
        node.tag, node.value = WHOLE, str(int(node.value))
    elif _NUMBER.fullmatch(node.value):
        node.tag, node.value = NUMBER, repr(float(node.value))
    else:
        node.tag = TEXT


def line_numbers(node: yaml.Node, inside: Place = ()) -> Iterator[tuple[Place, int]]:
    """Yield the place of each entry, as the keys and numbers that lead to it, and its line.

    Examples
    --------
    >>> sorted(dict(line_numbers(yaml.compose("{a: [x, y]}"))), key=len)
    [(), ('a',), ('a', 0), ('a', 1)]
    """
    yield inside, node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from line_numbers(value, (*inside, key.value))
    elif isinstance(node, yaml.SequenceNode):
        for n, value in enumerate(node.value):
            yield from line_numbers(value, (*inside, n))
