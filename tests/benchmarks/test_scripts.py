"""The scripts of `benchmarks/` and `training/`: each starts, each is in its README, keys are read in one place."""

import ast
import importlib
import re
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

FOLDERS = ("benchmarks", "training")
SCRIPTS = [script for folder in FOLDERS for script in sorted((ROOT / folder).glob("*.py"))]


@pytest.fixture
def alone(monkeypatch):
    """Import scripts as if they were run, and forget them afterwards: they are no modules of the package."""
    monkeypatch.setattr(sys, "path", [*(str(ROOT / folder) for folder in FOLDERS), *sys.path])
    yield importlib.import_module
    for name in {script.stem for script in SCRIPTS} & set(sys.modules):
        del sys.modules[name]


def named(name):
    return f"{name.parent.name}/{name.name}"


@pytest.mark.parametrize("script", SCRIPTS, ids=named)
def test_a_script_says_how_it_is_called_and_what_it_imports_is_there(script, alone, monkeypatch, capsys):
    module = alone(script.stem)
    assert module.__doc__
    if not hasattr(module, "main"):
        return  # shared by the others
    assert f"python {named(script)}" in module.__doc__
    monkeypatch.setattr(sys, "argv", [script.name, "--help"])
    with pytest.raises(SystemExit) as end:
        module.main()
    assert end.value.code == 0
    assert capsys.readouterr().out.startswith("usage:")


@pytest.mark.parametrize("folder", FOLDERS)
def test_the_readme_names_each_script_and_no_other(folder):
    told = (ROOT / folder / "README.md").read_text("utf-8")
    here = {script.name for script in SCRIPTS if script.parent.name == folder}
    assert {name for name in here if name not in told} == set()
    assert {name for name in re.findall(rf"{folder}/(\w+[.]py)", told) if name not in here} == set()


def test_keys_and_clocks_are_read_in_one_place_each():
    reading = {named(script) for script in SCRIPTS if '"planted.csv"' in script.read_text("utf-8")}
    assert reading == {"benchmarks/key.py"}
    used = {
        named(script)
        for script in SCRIPTS
        for node in ast.walk(ast.parse(script.read_text("utf-8")))
        if isinstance(node, ast.Import) and any(alias.name == "resource" for alias in node.names)
    }
    assert used == {"benchmarks/timing.py"}


WEIGHTS = sorted(set(ROOT.glob("src/retold/**/*.json")) - set(ROOT.glob("src/retold/**/*.schema.json")))


@pytest.mark.parametrize("weights", WEIGHTS, ids=lambda file: f"{file.parent.name}/{file.name}")
def test_each_weight_file_has_a_script_that_writes_it(weights, alone):
    name = weights.relative_to(ROOT).as_posix()
    told = (ROOT / "training" / "README.md").read_text("utf-8").splitlines()
    (row,) = [line for line in told if name in line]
    maker = re.search(r"python (training/\w+[.]py)", row)[1]
    assert weights == alone(Path(maker).stem).WEIGHTS
    said = re.search(r"(benchmarks|training)/\w+[.]py", weights.read_text("utf-8"))
    assert said is None or said[0] == maker
