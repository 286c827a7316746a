"""The script that answers the lessons in a browser knows each exercise, and its wrong answers are wrong: held here without a browser."""

import runpy

import nbformat
import pytest

from retold.teaching.answers import NotYetError
from tests.conftest import ROOT

TRIED = runpy.run_path(str(ROOT / "docs" / "try_lessons.py"))
FOLDER = ROOT / "notebooks" / "teaching"


def test_every_lesson_and_every_exercise_is_tried():
    assert set(TRIED["WRONG"]) == {path.stem for path in FOLDER.glob("*.ipynb")}
    for lesson, wrong in TRIED["WRONG"].items():
        cells = nbformat.read(FOLDER / f"{lesson}.ipynb", 4).cells
        asked = [c.id for c in cells if c.cell_type == "code" and c.metadata["nbgrader"]["solution"]]
        found = TRIED["exercises"](lesson)
        assert [exercise.name for exercise in found] == asked == list(wrong)
        assert [cells[exercise.answer].id for exercise in found] == asked
        assert all("check_" in cells[exercise.check].source for exercise in found)


@pytest.mark.parametrize("lesson", TRIED["WRONG"])
def test_a_wrong_answer_is_refused_and_the_right_one_passes(lesson, monkeypatch, capsys):
    monkeypatch.chdir(FOLDER)
    asked = {exercise.check: exercise for exercise in TRIED["exercises"](lesson)}
    answers = {exercise.answer for exercise in asked.values()}
    names = {}
    for place, cell in enumerate(nbformat.read(FOLDER / f"{lesson}.ipynb", 4).cells):
        if cell.cell_type != "code" or place in answers:
            continue
        if place in asked:
            exec(asked[place].wrong, names)
            with pytest.raises(NotYetError):
                exec(cell.source, names)
            exec(asked[place].right, names)
        exec(cell.source, names)
    capsys.readouterr()


@pytest.mark.parametrize(
    ("said", "refused"),
    [
        ("Not yet: sentence 1 speaks of another matter", True),
        ("Right: 4 of 4", False),
        ("", False),
        ("NameError: x", False),
    ],
)
def test_what_a_check_says_is_told_apart(said, refused):
    assert TRIED["is_refused"](said) is refused
