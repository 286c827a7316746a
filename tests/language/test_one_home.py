"""English words stand in `language/english/` and nowhere else."""

import ast
import re
from functools import cache

import pytest

from retold.language.english import calendar, function_words, modality, numerals, reporting
from tests.conftest import ROOT

SOURCE = ROOT / "src" / "retold"
LEAST = 3

# What looks like words and is none: names of rules and of marks, and what people write for a missing value.
NO_ENGLISH = frozenset(
    [
        "articles/attribution/cue_candidates.py RULES",
        "consistency/details/detail.py CUE_KINDS",
        "statistics/missing_codes.py MARKS",
    ]
)


@cache
def closed_classes():
    """Return the words of which three make a list English: those that no setting or column is named after."""
    return (
        function_words.FUNCTION_WORDS
        | function_words.FUNCTION_WORDS_OF_DETAILS
        | numerals.NUMBER_WORDS.keys()
        | calendar.MONTHS
        | calendar.WEEKDAYS
        | modality.MODALS
        | modality.HEDGES
        | modality.PRONOUNS
        | (reporting.CUE_FORMS.keys() - reporting.NOUNLIKE)
    )


def english_lists(source):
    """Yield the line and name of each list of English words: a constant of a module, or what a function looks a word up in."""
    tree = ast.parse(source)
    for node in tree.body:
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None and _is_list(node.value):
            target = node.targets[0] if isinstance(node, ast.Assign) else node.target
            yield node.lineno, ast.unparse(target)
    for function in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)):
        for node in ast.walk(function):
            if isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.In | ast.NotIn):
                for held in node.comparators:
                    if _is_list(held):
                        yield held.lineno, ast.unparse(held)


def _is_list(value):
    words, split = set(), set()
    for node in ast.walk(value):
        match node:
            case ast.Call(func=ast.Attribute(attr="split", value=ast.Constant(value=str(text)))):
                split |= set(text.split())
            case ast.Constant(value=str(text)):
                words |= set(_words(text))
    a_set = isinstance(value, ast.Call) and ast.unparse(value.func) in ("frozenset", "set")
    plain = {word for word in split if word.isalpha() and word.islower()}
    return len((words | split) & closed_classes()) >= LEAST or (a_set and len(plain) >= LEAST)


def _words(text):
    """Return the words of a string that is one word or a pattern with alternatives; prose has none."""
    if re.fullmatch(r"[a-z]+", text):
        return [text]
    return re.findall(r"(?<=[|(:])[a-z]+(?=[|)?])", text) if "|" in text else []


def files():
    for file in sorted(SOURCE.rglob("*.py")):
        name = file.relative_to(SOURCE).as_posix()
        if not name.startswith("language/english/"):
            yield name, file


def test_no_list_stands_elsewhere():
    found = [
        f"{name}:{line} {what}"
        for name, file in files()
        for line, what in english_lists(file.read_text("utf-8"))
        if f"{name} {what}" not in NO_ENGLISH
    ]
    assert found == []


def test_no_name_is_excused_that_is_gone():
    seen = {f"{name} {what}" for name, file in files() for _, what in english_lists(file.read_text("utf-8"))}
    assert seen >= NO_ENGLISH


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("", False),
        ('A = frozenset("monday friday sunday".split())', True),
        ('A = frozenset("signed opened closed".split())', True),
        ('A = ("he", "she", "they")', True),
        ('A = {"two": 2, "three": 3, "four": 4}', True),
        ('A: list[str] = ["which", "whose", "whom"]', True),
        ('A = re.compile(r"\\\\b(?:said|told|added)\\\\b")', True),
        ('A = "of the in".split()', True),
        ('def f(word):\n    return word in {"him", "her", "them"}', True),
        ('A = ("start", "end", "text")', False),
        ('A = ("he", "she")', False),
        ('A = "no two statements make the same claim, so that none of them is in a group"', False),
        ('def f():\n    """He said that she and they were there."""', False),
        ('A = {"a": 1, "b": 2, "c": 3}', False),
    ],
)
def test_lists_are_seen(source, found):
    assert any(english_lists(source)) is found
