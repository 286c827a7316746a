"""What the lessons on voices and on arguments open with: whose the statements are, what is argued most, how many groups are trusted."""

import pytest

import retold
from retold.study.findings import on_articles
from tests.study.findings.study_tables import study_tables
from tests.study.findings.told import opens_with

TOLD = {
    "voices": ("tell_voices", {}, ["3 articles hold 8 statements: 4 by Ann Lee, 1 by others, 3 by the reporters."]),
    "arguments": ("tell_arguments", {}, ["“The bridge is safe”: 3 of 4 statements", "1 of 2 groups that were found is trusted"]),
}  # fmt: skip


@pytest.mark.parametrize(("name", "tables", "words"), TOLD.values(), ids=TOLD)
def test_a_lesson_opens_with_what_its_tables_hold(tmp_path, name, tables, words):
    assert getattr(on_articles, name) is getattr(retold, name)
    assert opens_with(name, tmp_path, study_tables(**tables), words)
