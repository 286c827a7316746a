"""What a codebook is."""

import pytest

from retold.themes.codebook.model import CODEBOOK_KEYS, SEPARATOR, THEME_KEYS, Codebook, Theme
from retold.themes.codebook.patterns import Pattern
from retold.themes.codebook.read import read_codebook


def make(*owners, remarks=()):
    themes = tuple(Theme(name) for name in dict.fromkeys(owners))
    patterns = tuple(Pattern(name, f"word{n}", "glob") for n, name in enumerate(owners))
    return Codebook("", "", themes, patterns, remarks=remarks)


@pytest.mark.parametrize(
    ("owners", "leaves"),
    [((), []), (("a",), ["a"]), (("b", "a", "b"), ["b", "a"]), (("a", "a/b"), ["a", "a/b"])],
)
def test_leaves_are_the_themes_with_patterns_each_once_in_order(owners, leaves):
    assert make(*owners).leaves == leaves


def test_a_theme_that_only_holds_others_or_is_coded_by_hand_is_no_leaf():
    book = read_codebook({"themes": {"a": {"themes": {"b": {"patterns": ["x"]}}}, "c": {"by_hand": True}}})
    assert [theme.name for theme in book.themes] == ["a", f"a{SEPARATOR}b", "c"]
    assert book.leaves == ["a/b"]


def test_remarks_are_no_part_of_what_a_codebook_is():
    assert make("a", remarks=("a line was lost",)) == make("a")
    assert make("a") != make("b")


def test_a_codebook_may_hold_every_key_that_is_known():
    theme = {
        "description": "d", "examples": ["e"], "notes": "n", "patterns": ["x"], "exclude": ["y"],
        "themes": {"b": {"by_hand": True}}, "by_hand": False,
    }  # fmt: skip
    source = {"title": "t", "description": "d", "themes": {"a": theme}, "equivalents": {"c": ["d"]}}
    assert (set(theme), set(source)) == (THEME_KEYS, CODEBOOK_KEYS)
    assert read_codebook(source).leaves == ["a"]
