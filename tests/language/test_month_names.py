"""Names of months and weekdays, each of one month alone."""

import pytest

from retold.language.month_names import LANGUAGES, month_names, plain_name, weekday_names


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("Januar", 1), ("janvier", 1), ("enero", 1), ("gennaio", 1), ("stycznia", 1), ("styczeń", 1), ("января", 1), ("січня", 1),
        ("März", 3), ("mrt.", 3), ("Sept.", 9), ("wrz", 9), ("října", 10), ("lokakuuta", 10), ("décembre", 12), ("dez.", 12),
    ],
)  # fmt: skip
def test_months(name, number):
    assert month_names()[plain_name(name)] == number


def test_each_language_names_twelve_months():
    full = month_names(full=True)
    assert set(full.values()) == set(range(1, 13))
    assert len(full) > 12 * len(LANGUAGES) / 2
    assert full.items() <= month_names().items()
    assert "wrz" not in full


@pytest.mark.parametrize("word", ["Montag", "mercredi", "środa", "пятница", "quinta-feira", "fre"])
def test_weekdays(word):
    assert plain_name(word) in weekday_names()


@pytest.mark.parametrize("word", ["Mai", "Band", ""])
def test_what_is_no_weekday(word):
    assert plain_name(word) not in weekday_names()
