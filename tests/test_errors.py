"""Errors of three lines: what, where, what to do."""

import pytest

from retold import errors
from retold.errors import MOST_CHARACTERS, MOST_LINES, StudyError, close_match, printable, unfit_sign


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({}, "it is wrong"),
        ({"where": "a.yaml"}, "it is wrong\n  where: a.yaml"),
        ({"todo": "mend it"}, "it is wrong\n  to do: mend it"),
        ({"where": "a\x1b[31m\u202e\udcff\tb"}, "it is wrong\n  where: a\\x1b[31m\\u202e\\udcff\\tb"),
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


@pytest.mark.parametrize(
    ("what", "kept"),
    [
        (f"the word {'x' * 10_000} is too long", ["the word xxx", "xxx is too long"]),
        ("\n".join(map(str, range(1000))), ["0\n1\n", "\n…"]),
        ("x" * MOST_CHARACTERS, ["x" * MOST_CHARACTERS]),
        ("\x1b" * 10_000, ["\\x1b"]),
    ],
)
def test_a_message_is_short_and_keeps_its_reason(what, kept):
    message = str(StudyError(what, where=what, todo=what))
    assert len(message) < 4 * MOST_CHARACTERS
    assert len(message.splitlines()) <= 3 * MOST_LINES
    for words in kept:
        assert words in message


@pytest.mark.parametrize(
    ("text", "shown", "unfit"),
    [
        ("a\nb", "a\nb", ""),
        ("\x00", "\\x00", "U+0000"),
        ("\u2028é€😀", "\\u2028é€😀", ""),
        ("\ud800", "\\ud800", "U+D800"),
        ("\x9b31m", "\\x9b31m", ""),
    ],
)
def test_signs_that_no_terminal_and_no_table_should_get(text, shown, unfit):
    assert printable(text) == shown
    assert unfit_sign(text) == unfit
