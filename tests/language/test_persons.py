"""Persons who are called something, and surnames that are slips of the pen."""

import pytest

from retold.language.clauses import read_sentences
from retold.language.persons import SURNAME, find_persons, is_slip


def find(text):
    return find_persons(text, read_sentences(text))


@pytest.mark.parametrize(
    ("text", "persons"),
    [
        ("", []),
        ("The harbour burnt.", []),
        ("Ann Olsen left.", []),  # called nothing
        ("The mayor left, and so did Ann Olsen.", []),
        ("It hit mayor Ann Olsen.", [("ann olsen", "mayor", "")]),
        ("It hit Mayor Ann Olsen.", [("ann olsen", "mayor", "title")]),
        ("Sen. Ann Olsen spoke.", [("ann olsen", "senator", "title")]),
        ("Harbour Board Chairman Jan B. Lund spoke.", [("jan lund", "chairman", "title")]),
        ("A letter came from Jan B. Lund, a former senior official.", [("jan lund", "official", "former")]),
        ("They met J.", []),
        ("Jan Lund, the retired Norland judge, and Ann Olsen spoke.", [("jan lund", "judge", "former")]),
        ("Former Board Chairman Jan Lund spoke.", [("jan lund", "chairman", "former title")]),
        ("They heard ex-minister Jan Lund.", [("jan lund", "minister", "former")]),
        ("They heard former Holm Gov. Ann Olsen and Board official Jan Lund.",
         [("ann olsen", "governor", "former title"), ("jan lund", "official", "")]),
        ("Jan Lund, who was the chairman, spoke.", [("jan lund", "chairman", "")]),
        ("Jan Lund, 58, a student, spoke.", []),  # too far
        ("They met the Fire Chief.", []),
        ("They met Fire Chief Lund.", []),  # no first name
        ("In March Spokesman April Olsen Lund spoke.", []),  # a month is no name
    ],
)  # fmt: skip
def test_who_is_called_what(text, persons):
    marks = lambda person: " ".join(  # noqa: E731
        name for name, holds in (("former", person.former), ("title", person.title)) if holds
    )
    found = find_persons(text, read_sentences(text, [(0, len(text))]))
    assert [(person.value, person.role, marks(person)) for person in found] == persons


def test_bodies_before_a_role_are_told():
    assert [person.bodies for person in find("A Harbour Board senior official Ann Olsen and mayor Jan Lund left.")] == [
        ("board", "harbour"), (),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("after", "slips"),
    [
        ("Olson was hurt.", ["olson"]),
        ("Olsen was hurt.", []),
        ("The Olsens were hurt.", []),
        ("Old Olson was hurt.", []),
        ("Olson, a farmer, left.", []),  # no verb follows
        ("Mr. Olson was hurt.", ["olson"]),
        ("Lund was hurt.", []),
        ("Hans Olson left. Olson was hurt.", []),  # introduced
        ("Then she left. It rained. It hailed. It snowed. Olson was hurt.", []),  # long ago
    ],
)
def test_a_surname_that_nobody_has(after, slips):
    found = find(f"It hit mayor Ann Olsen. {after}")
    assert [person.value for person in found if person.measure == SURNAME] == slips


@pytest.mark.parametrize(
    ("form", "name", "slip"),
    [
        ("olson", "ann olsen", True),
        ("olsen", "ann olsen", False),
        ("nielsen", "ann olsen", False),
        ("roberts", "robert lund", True),
        ("lunt", "jan lund", False),  # a short name is near many
        ("blsen", "ann olsen", False),
    ],
)
def test_slips(form, name, slip):
    assert is_slip(form, name) is slip
