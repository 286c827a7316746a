"""Units of measure: which measure a unit is of, and how many of the base unit it makes."""

from __future__ import annotations

from typing import NamedTuple

from retold.language.english.units import (
    CURRENCIES,
    MEASURES,
    NO_PLURAL,
    PER_CENT,
    PERCENT,
    PLURALS,
    POINTS,
    POWERS,
    TIMES,
)


class Unit(NamedTuple):
    """A unit: what it measures, its size in the base unit of that measure, and its ISO 8601 form if it is a time."""

    measure: str
    size: float
    iso: str = ""


UNITS: dict[str, Unit] = {
    name: Unit(measure, size)
    for measure, units in MEASURES.items()
    for names, size in units.items()
    for name in names.split()
}
UNITS |= {
    form: Unit("time", size, iso)
    for name, (iso, size) in TIMES.items()
    for form in (name, PLURALS.get(name, name + "s"))
}
UNITS |= {
    form: Unit(f"money ({name})", 1.0)
    for name in CURRENCIES
    for form in ({name} if name in NO_PLURAL else {name + "s"})
}


def find_unit(words: list[str]) -> tuple[Unit, int] | None:
    """Return the unit with which a list of words begins, and of how many words it is made; None if there is none.

    Examples
    --------
    >>> find_unit(["cubic", "metres", "of"])
    (Unit(measure='volume', size=1000.0, iso=''), 2)
    >>> find_unit(["barges"]) is None
    True
    """
    if not words:
        return None
    if words[0] in POWERS and len(words) > 1 and words[1] in UNITS and UNITS[words[1]].measure == "length":
        measure, power, factor = POWERS[words[0]]
        return Unit(measure, UNITS[words[1]].size ** power * factor), 2
    if words[:2] == PER_CENT:
        return UNITS[PERCENT], 2
    # A share that grows by 5 percentage points does not grow by 5 percent.
    if words[:2] in POINTS:
        return Unit("percentage points", 1.0), 2
    if words[0] in UNITS:
        return UNITS[words[0]], 1
    return None
