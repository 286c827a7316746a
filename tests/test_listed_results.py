"""The table of docs/reproducing.md is what the notebooks make, but for what was measured."""

import re
import runpy

import pytest

from retold.figures.registry import FIGURES
from retold.tables import SCHEMAS
from tests.conftest import ROOT

LISTED = runpy.run_path(str(ROOT / "docs" / "list_results.py"))
PAGE = (ROOT / "docs" / "reproducing.md").read_text("utf-8")
EMPTY = {"versions": {"platform": "Linux-6", "python": "3.11.9"}, "machines": [{"architecture": "abacus"}]}


def test_the_page_is_what_the_notebooks_make():
    stripped = LISTED["without_measures"]
    assert stripped(LISTED["renew"](PAGE, EMPTY)) == stripped(PAGE), "run: python docs/list_results.py"


def test_every_cell_was_measured():
    rows = [line for line in PAGE.splitlines() if re.match(r"\| (?:figure|table|all)\b", line)]
    assert len(rows) > len(FIGURES)
    for row in rows:
        assert re.search(r"\| \d[\d,]* s \| \d+ MB \| \d[\d,.]* kB \|$", row), row


def test_each_figure_and_each_table_has_its_row():
    found = {(result.kind, result.name): result for result in LISTED["results_of_study"]()}
    assert {name for kind, name in found if kind == "figure"} == set(FIGURES)
    assert {name for kind, name in found if kind == "table"} <= set(SCHEMAS)
    assert all(result.files for result in found.values())
    assert found["figure", "coverage"].notebook == found["table", "coverage"].notebook


def test_costs_and_sizes_come_from_the_manifest():
    costs = {
        "01_articles": {"seconds": 12.4, "memory": 2_000_000},
        "02a_themes": {"seconds": 1.6, "memory": None},
    }
    outputs = {
        "tables/articles.csv": {"size": 1500},
        "figures/voices.png": {"size": 400},
        "report.html": {"size": 7},
    }
    text = LISTED["table"]({**EMPTY, "costs": costs, "outputs": outputs})
    assert "| `tables/articles.csv` | 12 s | 2 MB | 1.5 kB |" in text
    assert "| `figures/voices.*` | 12 s | 2 MB | 0.4 kB |" in text
    assert "| `tables/theme_hits.csv` | 2 s | ? | ? |" in text
    assert "| `report.html` | 14 s | 2 MB | 1.9 kB |" in text
    assert "Linux on abacus, Python 3.11.9" in text


@pytest.mark.parametrize(
    ("page", "left"),
    [
        ("| a | `b` | 12 s | 1 MB | 1,234.5 kB |", "| a | `b` | | | |"),
        ("| a | `b` | ? | ? | ? |", "| a | `b` | | | |"),
        ("| 12 seconds | b |", "| 12 seconds | b |"),
        ("Measured: Linux.\nMore.", "\nMore."),
    ],
)
def test_only_what_is_measured_is_left_out_of_the_comparison(page, left):
    assert LISTED["without_measures"](page) == left
