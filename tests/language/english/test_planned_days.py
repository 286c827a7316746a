"""Words that put a day ahead of its article, or make it a name or a habit."""

import pytest

from retold.language.english.planned_days import AHEAD, IS, NAMED_DAYS, PLANNED, REPEATED, WAS


def test_what_was_planned_is_not_what_is():
    assert not IS & WAS
    assert not PLANNED & (AHEAD | IS | WAS)


@pytest.mark.parametrize(
    ("before", "wanted"),
    [
        ("every ", True),
        ("Each ", True),
        ("on any ", True),
        ("every other ", False),
        ("every", False),
        ("a ", False),
    ],
)
def test_repeated(before, wanted):
    assert bool(REPEATED.search(before)) == wanted


def test_a_day_of_the_week_names_no_other():
    assert not NAMED_DAYS & {"monday", "friday", "next", "last", "this"}
