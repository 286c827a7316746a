"""What a learner wrote is read with patience: any form of a right answer, and a word to each odd one."""

import numpy as np
import pandas as pd
import pytest

from retold.errors import StudyError
from retold.teaching import answers
from retold.teaching.answers import NotYetError
from tests.teaching.odd_answers import NAN, NO_CHOICES, NO_NAMES, NO_NUMBER, NO_NUMBERS, forms

VOICES = ("subject", "third_party", "journalist")


@pytest.mark.parametrize("answer", forms([1, 3]), ids=lambda answer: type(answer).__name__)
def test_numbers_may_stand_in_any_form_and_order(answer):
    assert answers.read_numbers(answer, {1, 2, 3}, of="line") == {1, 3}


@pytest.mark.parametrize("answer", [[], (), set(), np.array([])])
def test_a_list_may_be_empty(answer):
    assert answers.read_numbers(answer, {1}, of="line") == set()


@pytest.mark.parametrize(("answer", "said"), NO_NUMBERS)
def test_what_is_no_list_of_numbers_is_told(answer, said):
    with pytest.raises(NotYetError, match=said):
        answers.read_numbers(answer, range(1, 10), of="line")


@pytest.mark.parametrize(
    "answer", [["War", "pause"], ("pause", " war "), {"WAR", "pause"}, pd.Series(["pause", "war"])]
)
def test_names_may_stand_in_any_form_and_order(answer):
    assert answers.read_names(answer, {"war", "pause", "closure"}, of="name") == {"war", "pause"}


@pytest.mark.parametrize(("answer", "said"), [*NO_NAMES, (["wars"], "did you mean 'war'")])
def test_what_is_no_list_of_names_is_told(answer, said):
    with pytest.raises(NotYetError, match=said):
        answers.read_names(answer, {"war", "pause"}, of="name")


@pytest.mark.parametrize(
    ("answer", "read"),
    [
        ("subject", "subject"),
        ("Third party", "third_party"),
        ("third-party", "third_party"),
        (" JOURNALIST ", "journalist"),
    ],
)
def test_a_choice_is_read_without_regard_to_how_it_is_set(answer, read):
    assert answers.read_choice(answer, VOICES, of="voice") == read


@pytest.mark.parametrize(
    ("answer", "said"),
    [(None, "no voice is given"), (NAN, "no voice is given"), (" ", "no voice is given"), (1, "1 is no voice"),
     (["subject"], "is no voice"), ("subjects", "did you mean 'subject'"), ("him", "known are")],
)  # fmt: skip
def test_what_is_no_choice_is_told(answer, said):
    with pytest.raises(NotYetError, match=said):
        answers.read_choice(answer, VOICES, of="voice")


@pytest.mark.parametrize(
    "answer", [{2: "subject", 1: "journalist", 3: "x"}, pd.Series({1: "journalist", 2: "subject"})]
)
def test_choices_are_read_for_what_was_asked(answer):
    assert answers.read_choices(answer, [1, 2], VOICES, of="voice") == {1: "journalist", 2: "subject"}


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        *NO_CHOICES,
        ({1: "subject"}, "given for 2"),
        ({1: "subject", 2: None}, "2: no voice"),
        ({1: "he", 2: "subject"}, "1: 'he'"),
    ],
)
def test_what_is_no_set_of_choices_is_told(answer, said):
    with pytest.raises(NotYetError, match=said):
        answers.read_choices(answer, [1, 2], VOICES, of="voice")


@pytest.mark.parametrize("answer", [0.85, 17 / 20, np.float64(0.85), 0.854, 0.846, 0.84])
def test_a_number_may_be_rounded(answer):
    answers.check_number(answer, 0.85, what="the share", look="the table")


@pytest.mark.parametrize(
    ("answer", "said"),
    [*NO_NUMBER, (85, "as a percentage"), (85.0, "as a percentage"), (0.15, "the other share"), (0.5, "0.5 is not the share"),
     (0, "0 is not the share"), (0.87, "0.87 is not"), (17, "17 is not the share")],
)  # fmt: skip
def test_a_number_that_is_not_the_right_one_is_told(answer, said):
    with pytest.raises(NotYetError, match=said):
        answers.check_number(
            answer, 0.85, what="the share", look="the table", slips={"the other share": 0.15}
        )


def test_a_number_that_is_no_share_is_not_taken_for_a_percentage():
    with pytest.raises(NotYetError, match="1430 is not the rate"):
        answers.check_number(1430, 14.3, what="the rate", look="the table")


def test_a_notebook_shows_three_lines_and_no_traceback():
    error = NotYetError("sentence 3 is not of the theme", where="“The goose slept.”", todo="read it again")
    assert isinstance(error, StudyError)
    assert error._render_traceback_() == [
        "Not yet: sentence 3 is not of the theme\n  where: “The goose slept.”\n  to do: read it again"
    ]
