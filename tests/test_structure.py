"""The plan of the house: no circle, no arrow upward, no stage in another stage's rooms; each module has its test."""

import ast
from functools import cache

import pytest

from tests.conftest import ROOT

SOURCE = ROOT / "src"
STAGES = ("articles", "themes", "coding", "arguments", "consistency", "figures")

# What stands above and may use what stands below; rooms of one row may not use each other.
ROWS = (
    ("cores", "errors", "ties", "vocabulary"),
    (
        "files",
        "progress",
        "shielding",
        "xml_elements",
        "yaml_lines",
        "language",
        "statistics",
        "tables",
        "showing",
        "disagreements",
        "silence",
    ),
    STAGES,
    ("study",),
    ("teaching",),
    ("cli",),
)

# What a stage may use of another one, and why.
SHARED = {
    # People code the themes of a codebook, so the sheets are made from one.
    "coding": {"retold.themes.codebook.model"},
}

# Modules that have no test of their own name yet.
UNTESTED: dict[str, set[str]] = {}

# Modules here that only list words have one test together: what holds of a list holds of all of them.
WORDS, TEST_OF_WORDS = "retold.language.english", "tests/language/english/test_lists.py"

# What stands in one test file is read as one thing.
MOST_LINES = 400


@cache
def modules():
    """Return each module of the package with its file."""
    found = {}
    for file in sorted(SOURCE.rglob("*.py")):
        parts = file.relative_to(SOURCE).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = file
    return found


@cache
def imports():
    """Return what each module imports of the package, wherever in it the import stands."""
    return {
        name: frozenset(_imported(ast.parse(file.read_text("utf-8")))) - {name}
        for name, file in modules().items()
    }


def _imported(tree):
    for node in ast.walk(tree):
        match node:
            case ast.ImportFrom(module=str(base), names=names, level=0) if base.split(".")[0] == "retold":
                for alias in names:
                    inner = f"{base}.{alias.name}"
                    yield inner if inner in modules() else base
            case ast.Import(names=names):
                yield from (alias.name for alias in names if alias.name in modules())


def room(module):
    """Return the first name below the package, which says where a module stands."""
    return [*module.split("."), ""][1]


def row(module):
    """Return in which row a module stands; the package itself is what everybody may ask for its version."""
    return next((n for n, rooms in enumerate(ROWS) if room(module) in rooms), -1)


def test_every_room_has_a_row():
    assert {room(name) for name in modules()} - {""} == {name for rooms in ROWS for name in rooms}


def test_no_arrow_points_upward():
    upward = [
        (one, other) for one, others in imports().items() for other in others if 0 <= row(one) < row(other)
    ]
    assert upward == []


def test_no_stage_uses_another():
    crossing = [
        (one, other)
        for one, others in imports().items()
        for other in others
        if room(one) in STAGES and room(other) in STAGES and room(one) != room(other)
        and other not in SHARED.get(room(one), ())
    ]  # fmt: skip
    assert crossing == []


def test_no_circle():
    assert _circle(imports()) == []


def _circle(arrows):
    """Return the modules of one circle of imports, none if there is none."""
    done, path = set(), []

    def walk(name):
        if name in path:
            return path[path.index(name) :]
        if name in done:
            return []
        path.append(name)
        for other in sorted(arrows.get(name, ())):
            if found := walk(other):
                return found
        done.add(path.pop())
        return []

    for name in sorted(arrows):
        if found := walk(name):
            return found
    return []


@pytest.mark.parametrize(
    ("arrows", "circle"),
    [
        ({}, []),
        ({"a": {"b"}, "b": set()}, []),
        ({"a": {"b"}, "b": {"a"}}, ["a", "b"]),
        ({"a": {"b"}, "b": {"c"}, "c": {"b"}}, ["b", "c"]),
        ({"a": {"b", "c"}, "b": {"d"}, "c": {"d"}, "d": set()}, []),
    ],
)
def test_circles_are_seen(arrows, circle):
    assert _circle(arrows) == circle


def holds_code(source):
    """Say whether a module holds more than its docstring."""
    return any(not isinstance(node, ast.Expr) for node in ast.parse(source).body)


def lists_words(module, source):
    """Say whether a module is one of words and does nothing with them: it defines no function and no class."""
    defines = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    return f"{module}.".startswith(f"{WORDS}.") and not any(
        isinstance(node, defines) for node in ast.walk(ast.parse(source))
    )


def own_test(module):
    """Return where the test of a module stands: in the same room of the tests, under its name."""
    folder = modules()[module].relative_to(SOURCE / "retold").parent
    return ROOT / "tests" / folder / f"test_{module.rpartition('.')[2]}.py"


def imported_by(test):
    return set(_imported(ast.parse(test.read_text("utf-8")))) if test.is_file() else set()


def test_each_module_is_imported_by_a_test_of_its_own_name():
    without = {
        module
        for module, file in modules().items()
        if holds_code(source := file.read_text("utf-8"))
        and not lists_words(module, source)
        and module not in imported_by(own_test(module))
    }
    assert without == {f"{room}.{name}" for room, names in UNTESTED.items() for name in names}


def test_lists_of_words_have_a_test_together():
    assert WORDS in imported_by(ROOT / TEST_OF_WORDS)


@pytest.mark.parametrize(
    ("module", "source", "listed"),
    [
        (WORDS, 'CODE = "en"', True),
        (f"{WORDS}.page", 'A = frozenset("a b".split())', True),
        (f"{WORDS}.page", "import re\nA = re.compile('a|b')", True),
        (f"{WORDS}.page", "def f():\n    return 1", False),
        (f"{WORDS}.page", "A = sorted(B, key=lambda word: len(word))", True),
        (f"{WORDS}.page", "if True:\n    class A:\n        a = 1", False),
        (f"{WORDS}er", 'A = frozenset("a b".split())', False),
        ("retold.language.lexicon", "A = 1", False),
    ],
)
def test_modules_that_only_list_words_are_told_from_others(module, source, listed):
    assert lists_words(module, source) is listed


def test_no_test_file_is_long():
    lines = {
        str(file.relative_to(ROOT)): len(file.read_text("utf-8").splitlines())
        for file in (ROOT / "tests").rglob("*.py")
    }
    assert {name: count for name, count in lines.items() if count > MOST_LINES} == {}
