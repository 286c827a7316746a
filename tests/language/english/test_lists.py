"""What holds of every list of English words: lower case, no word twice, nothing that nobody reads."""

import ast
import re
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

import pytest

import retold.language.english
from tests.conftest import ROOT

SOURCE = ROOT / "src" / "retold"
MODULES = [found.name for found in iter_modules(retold.language.english.__path__)]

# Words that are looked up as they are written.
CAPITALISED = {("abbreviations", "STARTERS"), ("calendar", "MONTH_NUMBERS"), ("calendar", "WEEKDAY_NUMBERS")}


@cache
def tree(module):
    return ast.parse((SOURCE / "language" / "english" / f"{module}.py").read_text("utf-8"))


def written_twice(parsed):
    """Return each word that a list, written as words between spaces, has twice."""
    texts = {
        node.targets[0].id: node.value.value
        for node in parsed.body
        if isinstance(node, ast.Assign)
        and isinstance(node.targets[0], ast.Name)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    }
    twice = []
    for node in ast.walk(parsed):
        match node:
            case ast.Call(func=ast.Attribute(attr="split", value=ast.Constant(value=str(text))), args=[]):
                words = text.split()
            case ast.Call(
                func=ast.Attribute(attr="split", value=ast.Name() | ast.JoinedStr() as value), args=[]
            ):
                names = [part.id for part in ast.walk(value) if isinstance(part, ast.Name)]
                words = " ".join(texts.get(name, "") for name in names).split()
            case ast.Set(elts=elements):
                words = [element.value for element in elements if isinstance(element, ast.Constant)]
            case ast.Dict(keys=keys):
                words = [key.value for key in keys if isinstance(key, ast.Constant)]
            case _:
                continue
        twice += sorted({word for word in words if words.count(word) > 1})
    return twice


def public_names(parsed):
    """Return the names of the constants that a module offers."""
    for node in parsed.body:
        if isinstance(node, ast.Assign | ast.AnnAssign):
            for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
                for name in ast.walk(target):
                    if isinstance(name, ast.Name) and not name.id.startswith("_"):
                        yield name.id


@cache
def read_names():
    """Return each module of English with the names that any module of the package, itself included, reads of it."""
    read = {module: set() for module in MODULES}
    for file in SOURCE.rglob("*.py"):
        parsed = ast.parse(file.read_text("utf-8"))
        for node in ast.walk(parsed):
            match node:
                case ast.ImportFrom(module=str(base), names=names) if base.startswith(
                    "retold.language.english."
                ):
                    read[base.rpartition(".")[2]] |= {alias.name for alias in names}
                case ast.Attribute(value=ast.Name(id=module), attr=name) if module in read:
                    read[module].add(name)
                case ast.Name(id=name, ctx=ast.Load()) if file.parent.name == "english" and file.stem in read:
                    read[file.stem].add(name)
    # Languages are found by their folder, and the lexicon of each by its name.
    read["lexicon"].add("LEXICON")
    return read


def word_lists(module):
    """Yield the name and the words of each collection of words that a module offers."""
    held = import_module(f"retold.language.english.{module}")
    for name in public_names(tree(module)):
        value = getattr(held, name)
        if isinstance(value, frozenset | tuple | list | dict) and all(
            isinstance(word, str) for word in value
        ):
            yield name, value


@pytest.mark.parametrize("module", MODULES)
def test_no_word_stands_twice(module):
    assert written_twice(tree(module)) == []


@pytest.mark.parametrize("module", MODULES)
def test_words_are_of_lower_case(module):
    odd = {
        (module, name)
        for name, words in word_lists(module)
        if not words or any(word != word.lower() for word in words)
    }
    assert odd == {one for one in CAPITALISED if one[0] == module}


@pytest.mark.parametrize("module", MODULES)
def test_every_list_is_read(module):
    assert set(public_names(tree(module))) <= read_names()[module]


@pytest.mark.parametrize("module", MODULES)
def test_no_pattern_matches_everywhere(module):
    """A pattern that an empty alternative makes match anything finds its words in every text."""
    held = import_module(f"retold.language.english.{module}")
    patterns = [value for value in vars(held).values() if isinstance(value, re.Pattern)]
    assert [pattern.pattern for pattern in patterns if pattern.search("")] == []


@pytest.mark.parametrize(
    ("source", "twice"),
    [
        ("", []),
        ('A = frozenset("one two".split())', []),
        ('A = frozenset("one two one".split())', ["one"]),
        ('_A = "b a b a"\nA = frozenset(_A.split())', ["a", "b"]),
        ('_A = "a b"\n_B = "c a"\nA = frozenset(f"{_A} {_B}".split())', ["a"]),
        ('A = "b a b a"', []),  # prose, or groups
        ('A = "a b,a c".split(",")', []),
        ('A = {"a", "b", "a"}', ["a"]),
        ('A = {"a": 1, "a": 2}', ["a"]),
        ('A = {**{}, "a": 1}', []),
    ],
)
def test_words_that_stand_twice_are_seen(source, twice):
    assert written_twice(ast.parse(source)) == twice


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("", []),
        ("A = 1\n_B = 2\nC, D = 3, 4\nE: int = 5", ["A", "C", "D", "E"]),
        ("def f():\n    G = 1", []),
    ],
)
def test_public_names_are_seen(source, names):
    assert list(public_names(ast.parse(source))) == names
