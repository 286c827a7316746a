"""What a notebook uses, read off its cells."""

import ast
import json

import pytest

from retold.errors import NotebookError
from retold.study import depends
from retold.study.depends import PACKAGE, module_files, notebook_uses
from retold.study.findings.needed import EXPLORED, LESSONS


def uses(folder, *sources):
    path = folder / "n.ipynb"
    cells = [{"cell_type": "code", "source": source} for source in sources]
    path.write_text(json.dumps({"nbformat": 4, "cells": cells}), "utf-8")
    return notebook_uses(path)


@pytest.mark.parametrize(
    ("source", "field", "found"),
    [
        ("", "reads", ()),
        ("x = 1", "reads", ()),
        ('t = retold.read_table("details", results)', "reads", ("details",)),
        ("t = retold.read_table(name, results)", "reads", ()),
        ('retold.write_table(t, "details", results)', "writes", ("details",)),
        ('retold.write_table(t, "details", r)\nretold.read_table("details", r)', "reads", ()),
        ('retold.read_table("b")\nretold.read_table("a")', "reads", ("a", "b")),
        ("retold.tell_audit(results)", "reads", LESSONS["tell_audit"]),
        ("retold.open_corpus(results, texts)", "reads", EXPLORED),
        ("retold.draw_coverage(results)", "figures", ("coverage",)),
        ('retold.read_coding(study, "coding/x.csv")', "codings", ("coding/x.csv",)),
        ("retold.read_articles(study)", "reads_articles", True),
        ("retold.read_codebook(study)", "reads_codebook", True),
        ("retold.read_given(study)", "reads_given", True),
        ("other.read_articles(study)", "reads_articles", False),
        ("read_articles(study)", "reads_articles", False),
    ],
)
def test_uses(tmp_path, source, field, found):
    assert getattr(uses(tmp_path, source), field) == found


def test_modules_are_those_of_the_calls(tmp_path):
    names = {
        path.relative_to(PACKAGE).as_posix() for path in uses(tmp_path, "retold.read_articles(x)").modules
    }
    assert names >= {"__init__.py", "articles/corpus.py", "errors.py"}
    assert "themes/keyness.py" not in names
    assert {path.name for path in uses(tmp_path, "x = 1").modules} == {"__init__.py"}


def test_module_files_hold_the_data_beside_them():
    names = {path.relative_to(PACKAGE).as_posix() for path in module_files(["retold.study.report"])}
    assert names >= {"study/report.py", "study/report.html.j2"}


def test_a_cell_that_is_no_python(tmp_path):
    with pytest.raises(
        NotebookError, match=r"a cell is not plain Python: %matplotlib(.|\n)*correct the cell"
    ):
        uses(tmp_path, "%matplotlib inline")


def test_what_reads_words_depends_on_the_lists_of_each_language():
    names = {path.relative_to(PACKAGE).as_posix() for path in module_files(["retold.language.sentence_ends"])}
    assert {
        "language/english/lexicon.py",
        "language/english/abbreviations.py",
        "language/english/__init__.py",
    } <= names


def parsed_imports(source):
    """What a module imports of the package, by its whole tree."""
    for node in ast.walk(ast.parse(source)):
        if (isinstance(node, ast.ImportFrom) and str(node.module).split(".")[0] == "retold") or (
            isinstance(node, ast.Import) and any(name.name.split(".")[0] == "retold" for name in node.names)
        ):
            yield ast.unparse(node)


def test_imports_are_found_without_reading_all_of_a_module():
    for file in PACKAGE.rglob("*.py"):
        source = file.read_text("utf-8")
        found = sorted(map(ast.unparse, depends._import_statements(source)))
        assert found == sorted(parsed_imports(source)), file.name
