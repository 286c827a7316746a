"""Names that told nothing do not come back, and no module name stands in two stages without a reason."""

import ast
from collections import defaultdict

import pytest

from tests.test_structure import STAGES, modules, room

# What each held is told by no reader: sides of what, which lines, whose widths.
EMPTY = {"sides", "deals", "stories", "widths", "placing", "every"}

# Modules of one name in several stages, and what the name means there.
SHARED = {
    "features": "what a trained model looks at",
    "scorer": "a trained model",
    "units": "of a grouping, what is put into groups; of a number, what it is measured in",
}


def names(tree):
    return {n.name for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.ClassDef)}


@pytest.mark.parametrize("module", [name for name in modules() if name.count(".") > 0])
def test_public_names_are_not_empty(module):
    found = {name.lower() for name in names(ast.parse(modules()[module].read_text("utf-8")))}
    assert not (found | {module.rpartition(".")[2]}) & EMPTY


def test_no_module_name_stands_in_two_stages_without_a_reason():
    stages = defaultdict(set)
    for module in modules():
        # A module of `figures` is called as what it draws.
        if room(module) in set(STAGES) - {"figures"}:
            stages[module.rpartition(".")[2]].add(room(module))
    twice = {name for name, rooms in stages.items() if len(rooms) > 1 and name not in STAGES}
    assert twice == set(SHARED)
