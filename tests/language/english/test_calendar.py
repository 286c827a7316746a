"""Days and months, and the lists that hold them all."""

import pytest

from retold.language.english import clauses, page, reporting
from retold.language.english.calendar import MONTHS, WEEKDAYS


def test_a_year_and_a_week():
    assert (len(MONTHS), len(WEEKDAYS)) == (12, 7)


@pytest.mark.parametrize(
    ("held", "of"),
    [(reporting.DAYS, WEEKDAYS), (reporting.TIMES, MONTHS | WEEKDAYS), (clauses.TIME_AFTER, MONTHS | WEEKDAYS),
     (page.TIME_WORDS, MONTHS | WEEKDAYS)],
)  # fmt: skip
def test_lists_that_hold_all_of_them(held, of):
    assert of < held
