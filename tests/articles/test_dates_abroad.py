"""Dates with words of other languages, and weekdays before numbers."""

import pytest

from retold.articles.dates_abroad import find_abroad, read_abroad, without_weekday


@pytest.mark.parametrize(
    ("value", "parts"),
    [
        ("13. Mai 2021", ("2021", 5, "13")),
        ("den 13. Mai 2021", ("2021", 5, "13")),
        ("13. Mai 2021 Donnerstag", ("2021", 5, "13")),
        ("domingo 3 de octubre de 2021, 10:45", ("2021", 10, "3")),
        ("3 d’octubre 2021", ("2021", 10, "3")),
        ("3 décembre 2021", ("2021", 12, "3")),
        ("3 DECEMBRE 2021", ("2021", 12, "3")),
        ("декабрь 2021", ("2021", 12, "")),
        ("3.XII.2021", ("2021", 12, "3")),
        ("2021년 12월 3일", ("2021", 12, "3")),
        ("2021年12月", ("2021", 12, "")),
        # None.
        ("Kapitel 3 Mai 2021", None),
        ("3 Mai", None),
        ("Mai", None),
        ("3. Mond 2021", None),
        ("3.XIII.2021", None),
        ("", None),
    ],
)
def test_whole_values(value, parts):
    found = read_abroad(value)
    assert (found and found[:3]) == parts


@pytest.mark.parametrize(
    ("value", "rest"),
    [("Do., 13.05.2021", "13.05.2021"), ("jeudi 13/05/2021", "13/05/2021"), ("чт, 13.05.2021", "13.05.2021")],
)
def test_a_weekday_before_numbers(value, rest):
    assert without_weekday(value) == rest


@pytest.mark.parametrize("value", ["Nr. 13.05.2021", "13.05.2021", "Donnerstag", ""])
def test_what_is_no_weekday_before_numbers(value):
    assert without_weekday(value) == ""


@pytest.mark.parametrize(
    ("name", "days"),
    [
        ("zeitung_13-mai-2021", ["13-mai-2021"]),
        ("3. März 2021 und 4. März 2021", ["3. März 2021", "4. März 2021"]),
        ("1er juin 2021", ["1er juin 2021"]),
        ("mai 2021", []),
        ("3 set 2021", []),
        ("a3 mai 2021", []),
        ("3 mai 20211", []),
    ],
)
def test_days_in_names(name, days):
    assert [found.text for found in find_abroad(name)] == days
