"""The page of errors is what the code says, and holds what a user meets."""

import re
import runpy

import click
import pytest

from retold import errors
from retold.cli import BAD_INPUT, DIFFERS, INTERRUPTED
from retold.study.run import TERMINATED
from tests.conftest import ROOT, retold_here
from tests.study import bad_inputs

LISTED = runpy.run_path(str(ROOT / "docs" / "list_errors.py"))
PAGE = (ROOT / "docs" / "errors.md").read_text("utf-8")


def test_the_page_is_what_the_code_says():
    assert LISTED["page"]() == PAGE, "run: python docs/list_errors.py"


def test_every_kind_of_error_has_its_part():
    kinds = {name for name in vars(errors) if name.endswith("Error")}
    assert set(LISTED["KINDS"]) == kinds
    assert all(f"`{kind}`" in PAGE for kind in kinds)


def test_every_exit_code_is_told():
    told = set(map(int, re.findall(r"^\| (\d+) \|", PAGE, re.MULTILINE)))
    assert told == {0, DIFFERS, BAD_INPUT, INTERRUPTED, TERMINATED}
    assert click.UsageError("").exit_code == BAD_INPUT


def entries():
    """Return the messages of the page as patterns: a gap stands for anything."""
    for line in PAGE.splitlines():
        if line.startswith("| ") and line.count("|") >= 4:
            said = re.split(r"(?<!\\)\|", line)[1].strip().replace("\\|", "|").replace("&lt;", "<")
            yield re.compile(".*".join(map(re.escape, said.split("…"))), re.DOTALL)


ENTRIES = list(entries())
SOME = {**bad_inputs.STUDY, **bad_inputs.CODEBOOK, **bad_inputs.CODING}


@pytest.mark.parametrize("name", sorted(SOME)[::4])
def test_what_a_user_reads_is_on_the_page(small_study, name):
    SOME[name][0](small_study)
    said = " ".join(
        retold_here("check", small_study).stderr.split("\n  where:")[0].removeprefix("retold: ").split()
    )
    assert any(entry.fullmatch(said) for entry in ENTRIES), said
