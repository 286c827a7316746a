"""Errors of three lines: what, where, what to do."""

import pytest

from retold import errors
from retold.errors import StudyError, close_match


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({}, "it is wrong"),
        ({"where": "a.yaml"}, "it is wrong\n  where: a.yaml"),
        ({"todo": "mend it"}, "it is wrong\n  to do: mend it"),
        ({"where": "a.yaml", "todo": "mend it"}, "it is wrong\n  where: a.yaml\n  to do: mend it"),
    ],
)
def test_messages(fields, message):
    assert str(StudyError("it is wrong", **fields)) == message


@pytest.mark.parametrize("name", [name for name in dir(errors) if name.endswith("Error")])
def test_every_error_is_one_of_a_study(name):
    assert issubclass(getattr(errors, name), StudyError)


@pytest.mark.parametrize(
    ("name", "known", "said"),
    [
        ("edtion", ["edition", "seed"], "did you mean 'edition'?"),
        ("xyz", ["seed", "edition"], "known are: edition, seed"),
        ("xyz", [], "known are: "),
        ("seed", iter(["seed"]), "did you mean 'seed'?"),
    ],
)
def test_close_match(name, known, said):
    assert close_match(name, known) == said
