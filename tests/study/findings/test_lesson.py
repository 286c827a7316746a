"""Lessons: each reads its own tables, says nothing of nothing, and opens and closes its notebook."""

import pytest

import retold
from retold.errors import ResultsError
from retold.study.cells import read_cells
from retold.study.findings.lesson import NOTHING, read_lesson
from retold.study.findings.needed import LESSONS
from retold.study.graph import list_notebooks
from tests.study.findings.study_tables import study_tables
from tests.study.findings.told import tell
from tests.study.made_tables import empty_tables

# More than a class hour has room for: a lesson of one idea is half as long as the longest of them was.
MOST_CELLS = 40


@pytest.mark.parametrize("name", LESSONS)
def test_a_lesson_reads_its_tables_and_no_others(tmp_path, name):
    assert all(
        isinstance(line, str) and line for line in tell(name, tmp_path, study_tables(), subject="Ann Lee")
    )
    (tmp_path / "tables" / f"{LESSONS[name][0]}.csv").unlink()
    with pytest.raises(ResultsError, match=LESSONS[name][0]):
        getattr(retold, name)(tmp_path)


@pytest.mark.parametrize("name", LESSONS)
def test_a_study_of_nothing_is_told_without_a_number_of_something(tmp_path, name):
    told = tell(name, tmp_path, empty_tables(), subject="Ann Lee")
    assert told
    assert "nan" not in " ".join(told).lower().split()


def test_a_question_without_anything_to_work_on_says_so(tmp_path):
    assert tell("tell_themes", tmp_path, empty_tables()) == [NOTHING]
    assert read_lesson("tell_themes", tmp_path).tables.keys() == set(LESSONS["tell_themes"])


@pytest.mark.parametrize("path", list_notebooks(), ids=lambda path: path.stem)
def test_a_notebook_opens_with_what_was_found_and_closes_with_what_it_cannot_show(path):
    cells = read_cells(path)
    # What is printed first comes before any question; of the notebook of findings it is the whole of it.
    first = next(n for n, cell in enumerate(cells) if "print(" in cell["source"])
    headings = [cell["source"].partition("\n")[0] for cell in cells if cell["source"].startswith("## ")]
    before = [cell for cell in cells[:first] if cell["source"].startswith("## ")]
    assert [cell["source"] for cell in before] in ([], ["## What was found"])
    assert headings[-1] == "## What this shows, and what it cannot"
    assert cells[-1]["source"].startswith(headings[-1])
    assert len(cells) <= MOST_CELLS
