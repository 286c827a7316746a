"""Whether two words in each other's place may be two translations of one."""

import pytest

from retold.language.english.synonyms import are_listed, are_opposed, may_be_synonyms


@pytest.mark.parametrize(
    ("a", "b", "listed"),
    [
        ("shut", "closed", True),
        ("gave up", "abandoned", True),
        ("releases", "let go", True),
        ("shut", "shut", True),
        ("rain", "snow", False),
        ("rain", "rain", False),  # in no group
        ("", "", False),
        ("give", "abandoned", False),
        ("up", "abandoned", False),
    ],
)
def test_listed(a, b, listed):
    assert are_listed(a.split(), b.split()) is listed
    assert are_listed(b.split(), a.split()) is listed


@pytest.mark.parametrize(
    ("a", "b", "opposed"),
    [
        ("northern", "southern", True),
        ("Monday", "Friday", True),
        ("early Monday", "Friday", True),
        ("opened", "closing", True),
        ("Monday", "Monday", False),
        ("early Monday", "late Monday", True),
        ("Monday", "north", False),
        ("rain", "snow", False),
        ("", "Friday", False),
    ],
)
def test_opposed(a, b, opposed):
    assert are_opposed(a.split(), b.split()) is opposed
    assert are_opposed(b.split(), a.split()) is opposed


@pytest.mark.parametrize(
    ("a", "b", "may"),
    [
        ("let through", "released", True),
        ("the shut", "a closed", True),
        ("huge", "enormous", True),
        ("bridge", "bridges", True),
        ("wine", "water", False),
        ("monday", "friday", False),
        ("buy", "sell", False),
        ("mayor", "river", False),
    ],
)
def test_may_be_synonyms(a, b, may):
    assert may_be_synonyms(a.split(), b.split()) is may
    assert may_be_synonyms(b.split(), a.split()) is may
