"""Which words one token of a pattern fits: by hand, against trying word by word, and what is refused."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retold.errors import CodebookError
from retold.themes.matching import expansion
from retold.themes.matching.expansion import Words

SEA = [
    "Sea",
    "seaside",
    "oversea",
    "a",
    "",
    "sea.wall",
    "SEA",
    "Über",
    "über",
    "don’t",
    "re‑sea",
    "é",
    "e\u0301",
]


def fitting(part, valuetype="glob", words=SEA, **options):
    return [words[n] for n in Words(words, **options).fitting(part, valuetype).tolist()]


@pytest.mark.parametrize(
    ("part", "found"),
    [
        ("sea", ["Sea", "SEA"]),
        ("SEA", ["Sea", "SEA"]),
        ("sea*", ["Sea", "seaside", "sea.wall", "SEA"]),
        ("*sea", ["Sea", "oversea", "SEA", "re‑sea"]),
        ("*sea*", ["Sea", "seaside", "oversea", "sea.wall", "SEA", "re‑sea"]),
        ("s*e", ["seaside"]),
        ("se?", ["Sea", "SEA"]),
        ("?ea", ["Sea", "SEA"]),
        ("s?a*l", ["sea.wall"]),
        ("sea?wall", ["sea.wall"]),
        ("sea.*", ["sea.wall"]),  # a dot is a dot
        ("se%", []),  # and so is a sign that other languages of patterns know
        ("?_a", []),
        ("?", ["a", "é", "e\u0301"]),
        ("??", []),
        ("*", SEA),
        ("**", SEA),
        ("?*", [word for word in SEA if word]),
        ("über", ["Über", "über"]),
        ("don't", ["don’t"]),
        ("don`t", ["don’t"]),
        ("re-*", ["re‑sea"]),
        ("e\u0301", ["é", "e\u0301"]),  # an accent that stands apart
        ("sea\\", []),
        ("none", []),
    ],
)
def test_globs(part, found):
    assert fitting(part) == found


@pytest.mark.parametrize(
    ("part", "valuetype", "found"),
    [
        ("sea", "glob", []),
        ("Sea", "glob", ["Sea"]),
        ("S*", "glob", ["Sea", "SEA"]),
        ("*A", "glob", ["SEA"]),
        ("?ea", "glob", ["Sea"]),
        ("S?A", "glob", ["SEA"]),
        ("Sea", "fixed", ["Sea"]),
        ("^S", "regex", ["Sea", "SEA"]),
        ("don't", "glob", ["don’t"]),
    ],
)
def test_where_case_counts(part, valuetype, found):
    assert fitting(part, valuetype, case_sensitive=True) == found


@pytest.mark.parametrize(
    ("part", "words", "found"),
    [
        ("sea*", ["sea*", "Sea*", "seas", "sea"], ["sea*", "Sea*"]),
        ("?", ["?", "a"], ["?"]),
        ("*", ["*", "a"], ["*"]),
        ("sea", ["sea", "seas"], ["sea"]),
    ],
)
def test_fixed_words_have_no_wild_cards(part, words, found):
    assert fitting(part, "fixed", words) == found


@pytest.mark.parametrize(
    ("part", "found"),
    [
        ("^sea$", ["Sea", "SEA"]),
        ("ea", ["Sea", "seaside", "oversea", "sea.wall", "SEA", "re‑sea"]),
        ("^.$", ["a", "é", "e\u0301"]),
        (r"\.", ["sea.wall"]),
        ("^don't$", ["don’t"]),  # straight in the pattern, curly in the text
        ("^don’t$", ["don’t"]),
        ("^don.t$", ["don’t"]),
        ("^re[‑]sea$", ["re‑sea"]),
        ("^é$", ["é", "e\u0301"]),
        ("x", []),
    ],
)
def test_regular_expressions_are_searched_for(part, found):
    assert fitting(part, "regex") == found


def test_a_regular_expression_that_is_curly_finds_what_is_straight():
    words = ["don't", "don’t"]
    assert fitting("^don’t$", "regex", words) == words
    # Within a class the signs may bound a range: it stays as it is.
    assert fitting("^don[’]t$", "regex", words) == ["don’t"]


def test_the_same_part_is_looked_up_once(monkeypatch):
    words, asked = Words(SEA), []
    look_up = Words._look_up
    monkeypatch.setattr(Words, "_look_up", lambda self, *given: asked.append(given) or look_up(self, *given))
    for part, valuetype in (
        ("sea*", "glob"),
        ("SEA*", "glob"),
        ("sea*", "fixed"),
        ("sea*", "glob"),
        ("s", "regex"),
        ("S", "regex"),
    ):
        words.fitting(part, valuetype)
    assert asked == [("sea*", "glob"), ("sea*", "fixed"), ("s", "regex"), ("S", "regex")]


def test_words_are_sorted_by_their_ends_after_many_looks(monkeypatch):
    monkeypatch.setattr(expansion, "SCANS", 2)
    words = Words(["Sea", "oversea", "seat", "Über", "tea"])
    for end, found in (
        ("ea", [0, 1, 4]),
        ("a", [0, 1, 4]),
        ("sea", [0, 1]),
        ("at", [2]),
        ("ber", [3]),
        ("x", []),
    ):
        assert words.fitting(f"*{end}", "glob").tolist() == found


def test_an_endless_regular_expression_is_stopped(monkeypatch):
    monkeypatch.setattr(expansion, "REGEX_SECONDS", 0.2)
    monkeypatch.setattr(expansion, "WORD_SECONDS", 0.1)
    with pytest.raises(CodebookError) as stopped:
        fitting("^(a|aa)+$", "regex", ["a" * 50 + "b"])
    assert str(stopped.value) == (
        "the regular expression '^(a|aa)+$' did not come to an end: 0.1 seconds a word, 0.2 in all\n"
        "  to do: it repeats what is already repeated, as (a+)+ does: write it without, or as globs"
    )


LETTERS = st.text("abAé.*?_%\\👍", max_size=5)


@given(
    st.lists(st.text("abAé._%\\👍", max_size=5), unique=True, max_size=8), LETTERS.filter(bool), st.booleans()
)
def test_globs_fit_as_trying_word_by_word(words, glob, case_sensitive):
    def fold(word):
        return word if case_sensitive else word.lower()

    regex = re.compile(re.escape(fold(glob)).replace(r"\*", ".*").replace(r"\?", "."), re.DOTALL)
    expected = [word for word in words if regex.fullmatch(fold(word))]
    assert fitting(glob, words=words, case_sensitive=case_sensitive) == expected


@pytest.mark.parametrize("part", ["a", "a*", "*a", "*", "a?b", "?b"])
@pytest.mark.parametrize("valuetype", ["glob", "fixed"])
def test_no_words_at_all(part, valuetype):
    assert fitting(part, valuetype, []) == []
    assert fitting("a", "regex", []) == []
