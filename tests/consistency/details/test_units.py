"""Units: what each measures, how large it is, and under which names it is known."""

import pytest

from retold.consistency.details.units import UNITS, Unit, find_unit
from retold.language.english.units import POWERS, SYMBOLS

SIZES = [
    ("length", "kilometres", 1000), ("length", "metres", 1), ("length", "centimetres", 0.01),
    ("length", "millimetres", 0.001), ("length", "miles", 1609.344), ("length", "yards", 0.9144),
    ("length", "feet", 0.3048), ("length", "inches", 0.0254), ("area", "hectares", 10_000), ("area", "acres", 4046.86),
    ("volume", "litres", 1), ("volume", "hectolitres", 100), ("volume", "gallons", 3.785), ("volume", "barrels", 158.987),
    ("mass", "kilograms", 1), ("mass", "grams", 0.001), ("mass", "tonnes", 1000), ("mass", "kilotons", 1e6),
    ("mass", "quintals", 100), ("power", "watts", 1), ("power", "kilowatts", 1e3), ("power", "megawatts", 1e6),
    ("power", "gigawatts", 1e9), ("temperature", "degrees", 1), ("share", "percent", 0.01), ("time", "seconds", 1 / 86400),
    ("time", "minutes", 1 / 1440), ("time", "hours", 1 / 24), ("time", "days", 1), ("time", "weeks", 7),
    ("time", "fortnights", 14), ("time", "months", 30.44), ("time", "years", 365.25), ("time", "decades", 3652.5),
    ("time", "centuries", 36525), ("money (dollar)", "dollars", 1), ("money (crown)", "crowns", 1), ("money (yen)", "yen", 1),
]  # fmt: skip


@pytest.mark.parametrize(("measure", "name", "size"), SIZES)
def test_sizes(measure, name, size):
    unit, words = find_unit([name, "of"])
    assert (unit.measure, words) == (measure, 1)
    assert unit.size == pytest.approx(size)


def test_every_unit_that_is_no_money_has_a_size_in_this_file():
    known = {(measure, size) for measure, _, size in SIZES}
    for unit in UNITS.values():
        assert unit.measure.startswith("money") or (unit.measure, unit.size) in known


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("metre", "m"), ("metre", "meters"), ("kilometre", "km"), ("foot", "feet"), ("inch", "inches"), ("kilogram", "kg"),
        ("kilogram", "kilos"), ("tonne", "tons"), ("hectare", "ha"), ("kilowatt", "kw"), ("century", "centuries"),
        ("day", "days"),
    ],
)  # fmt: skip
def test_names_of_one_unit(one, other):
    assert UNITS[one] == UNITS[other]


@pytest.mark.parametrize(
    ("name", "iso"),
    [
        ("second", "PT{}S"), ("minute", "PT{}M"), ("hour", "PT{}H"), ("day", "P{}D"), ("week", "P{}W"),
        ("fortnight", "P{}D"), ("month", "P{}M"), ("year", "P{}Y"), ("decade", "P{}Y"), ("century", "P{}Y"), ("mile", ""),
    ],
)  # fmt: skip
def test_times_have_a_form_of_iso_8601(name, iso):
    assert UNITS[name].iso == iso


@pytest.mark.parametrize(
    ("words", "measure", "size", "count"),
    [
        (["square", "metres"], "area", 1, 2),
        (["square", "kilometres", "of"], "area", 1e6, 2),
        (["square", "feet"], "area", 0.09290304, 2),
        (["cubic", "metres"], "volume", 1000, 2),
        (["cubic", "centimetres"], "volume", 0.001, 2),
        (["per", "cent", "of"], "share", 0.01, 2),
        (["percent"], "share", 0.01, 1),
    ],
)
def test_units_of_two_words(words, measure, size, count):
    unit, found = find_unit(words)
    assert (unit.measure, found) == (measure, count)
    assert unit.size == pytest.approx(size)


@pytest.mark.parametrize(
    "words",
    [
        [], ["barges"], ["square"], ["square", "deals"], ["square", "hectares"], ["cubic", "days"], ["per"],
        ["per", "head"], ["of", "metres"], ["Metres"], ["yens"], ["dollar"],
    ],
)  # fmt: skip
def test_what_is_no_unit(words):
    assert find_unit(words) is None


def test_signs_are_currencies():
    assert SYMBOLS == {"$": "dollar", "€": "euro", "£": "pound", "¥": "yen"}
    measures = {unit.measure for unit in UNITS.values()}
    assert {f"money ({name})" for name in SYMBOLS.values()} <= measures
    assert POWERS.keys() == {"square", "cubic"}
    assert Unit("length", 1.0).iso == ""
