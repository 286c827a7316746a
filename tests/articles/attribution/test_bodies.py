import pytest

from retold.articles.attribution.bodies import is_body
from retold.language.lexicon import lexicon

CASES = [
    ("the Globe", True),
    ("The White House", True),
    ("CNN", True),
    ("the crowd", True),
    ("supporters of the mayor", True),
    ("the ministry", True),
    ("a report", True),
    ("the prepared text of remarks", True),
    ("Ann Lee", False),
    ("Lee", False),
    ("the mayor", False),
    ("The President", False),
    ("a spokesman for the ministry", False),
    ("", False),
]


@pytest.mark.parametrize(("words", "expected"), CASES, ids=[words for words, _ in CASES])
def test_bodies_are_no_persons(words, expected):
    english = lexicon("en")
    assert is_body(words, english.reporting, english.persons) == expected
