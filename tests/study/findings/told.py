"""A lesson's opening, computed from the tables that it asks for and no others."""

import inspect

import retold
from retold.study.findings.needed import LESSONS
from retold.tables import write_table


def tell(name, folder, tables, **options):
    """Write the tables that a lesson asks for, and no others, and return what it opens with."""
    for table in LESSONS[name]:
        write_table(tables[table], table, folder)
    call = getattr(retold, name)
    known = inspect.signature(call).parameters
    return call(folder, **{key: value for key, value in options.items() if key in known})


def opens_with(name, folder, tables, words):
    """Say whether an opening holds each of some words, however it begins its sentences."""
    told = "\n".join(tell(name, folder, tables, subject="Ann Lee")).lower()
    return [part for part in words if part.lower() not in told] == []
