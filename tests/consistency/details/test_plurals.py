"""What may be a plural, and what only ends like one."""

import pytest

from retold.consistency.details.plurals import is_plural, plural_of
from retold.language.english.amounts import PEOPLE


@pytest.mark.parametrize(
    ("form", "plural"),
    [("towns", True), ("people", True), ("cattle", True), ("town", False), ("bus", False), ("crisis", False), ("gas", False)],
)  # fmt: skip
def test_plurals(form, plural):
    assert is_plural(form) is plural


@pytest.mark.parametrize("form", sorted(PEOPLE))
def test_plurals_without_an_ending(form):
    assert is_plural(form)
    assert not is_plural(f"{form}like")


@pytest.mark.parametrize(
    ("form", "plural"),
    [("page", "pages"), ("judge", "judges"), ("county", "counties"), ("day", "days"), ("box", "boxes"), ("person", "people")],
)  # fmt: skip
def test_how_a_plural_is_written(form, plural):
    assert plural_of(form) == plural
