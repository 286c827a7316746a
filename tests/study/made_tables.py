"""Tables made of a few rows, for tests of what is read off tables."""

from __future__ import annotations

import numpy as np

from retold.tables import SCHEMAS, empty_table

BLANK = {"s": "", "f": np.nan, "i": 0, "b": False, "l": ()}


def rows(name, *records, **same):
    """Return a table of a few rows; what a row does not say is blank."""
    table = empty_table(name)
    for column, kind in SCHEMAS[name].types.items():
        table[column] = [record.get(column, same.get(column, BLANK[kind])) for record in records]
    return table


def empty_tables(**tables):
    """Return every table of a run without rows, but those given."""
    return {**{name: empty_table(name) for name in SCHEMAS}, **tables}
