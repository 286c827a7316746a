"""nbformat works without the grammar that it is imported without, which others may import after it."""

import subprocess
import sys

from nbformat.v4 import new_code_cell, new_notebook

from retold.study.notebook_format import nbformat


def test_notebooks_are_checked_as_ever():
    good = new_notebook(cells=[new_code_cell("1 + 1")])
    nbformat.validate(good)
    good.cells[0].cell_type = "poem"
    assert not nbformat.validator.isvalid(good)


def test_the_grammar_can_be_imported_afterwards():
    script = (
        "import sys; from retold.study.notebook_format import nbformat; assert 'rfc3987_syntax' not in sys.modules;"
        "import importlib.util; print(importlib.util.find_spec('json') is not None)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "True"
