"""The public face: each public call is used in a notebook, or told of in the README or a page of the docs."""

import json
import re
from importlib import import_module

import pytest

import retold
from tests.conftest import ROOT

PAGES = [
    "README.md",
    "CONTRIBUTING.md",
    *(f"{folder}/**/*.md" for folder in ("docs", "data", "benchmarks", "training")),
]


def read_sources():
    """Yield the text of each page, and the cells of each notebook as they are written."""
    for pattern in PAGES:
        for page in ROOT.glob(pattern):
            yield page.read_text("utf-8")
    for notebook in ROOT.glob("notebooks/**/*.ipynb"):
        for cell in json.loads(notebook.read_text("utf-8"))["cells"]:
            yield "".join(cell["source"])


@pytest.fixture(scope="module")
def named():
    """Each name that a text calls as `retold.name` or stands for as code."""
    text = "\n".join(read_sources())
    return set(re.findall(r"\bretold\.(\w+)", text)) | set(re.findall(r"`(\w+)[`(]", text))


@pytest.mark.parametrize("name", retold.EXPORTS)
def test_each_export_is_needed_by_a_reader(name, named):
    assert name in named, f"{name} is private to {retold.EXPORTS[name]}, or a page should show what it is for"


@pytest.mark.parametrize("name", retold.EXPORTS)
def test_each_export_is_a_documented_call_of_its_module(name):
    call = getattr(retold, name)
    assert call is getattr(import_module(retold.EXPORTS[name]), name)
    assert call.__doc__


def test_what_is_no_export_is_no_attribute():
    with pytest.raises(AttributeError, match="no attribute 'wilson_interval'"):
        _ = retold.wilson_interval
