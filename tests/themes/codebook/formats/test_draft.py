"""A codebook in the making: what is mended, remarked and refused."""

import pytest

from retold.errors import CodebookError
from retold.themes.codebook.formats.draft import DEEPEST, SHOWN, Draft, Remarks
from retold.themes.codebook.patterns import read_pattern

from .cases import held


@pytest.mark.parametrize(
    ("cases", "lines"),
    [
        ([], []),
        ([("lost", "")], ["lost"]),
        ([("lost", "a"), ("lost", "a")], ["lost: 'a'"]),
        ([("lost", "a"), ("other", "b"), ("lost", "c")], ["lost: 'a', 'c'", "other: 'b'"]),
        ([("lost", str(n)) for n in range(SHOWN + 2)], ["lost: '0', '1', '2' and 2 more"]),
        ([("lost", str(n)) for n in range(SHOWN)], ["lost: '0', '1', '2'"]),
    ],
)
def test_remarks(cases, lines):
    remarks = Remarks()
    for what, case in cases:
        remarks.add(what, case)
    assert remarks.lines() == lines


def test_themes_and_words():
    draft = Draft("book")
    water = draft.theme(draft.root, " wet   water ")
    rain = draft.theme(water, "rain/snow", description="told")
    nameless = draft.theme(draft.root, "  ")
    for text in ("heavy  rain", "heavy rain", "", "u.s.", "a?b"):
        draft.word(rain, text)
    draft.word(nameless, "x")
    assert draft.theme(water, "rain-snow", description="other") is rain
    draft.question_marks("Them")
    book = draft.finish(title="t", description="d")
    assert held(book) == {
        "wet water": [],
        "wet water/rain-snow": ["heavy rain", "u.s.", "a?b"],
        "unnamed": ["x"],
    }
    assert (book.title, book.description, book.themes[1].description) == ("t", "d", "told")
    assert book.themes[0].children == ("wet water/rain-snow",)
    assert book.remarks == (
        "'/' in a name becomes '-': 'rain/snow'",
        "a category without a name is called 'unnamed'",
        "entries that stand twice in a category are kept once: 'heavy rain'",
        "entries without a word are left out: 'wet water/rain-snow'",
        "categories of the same name are one theme: 'wet water/rain-snow'",
        "'?' is read as any one character, Them may not: 'a?b'",
        "entries with signs that are tokens of their own cannot match: 'u.s.'",
    )


@pytest.mark.parametrize(
    ("words", "remark"),
    [
        ([], "no theme has patterns: the codebook serves hand coding, find_themes finds nothing"),
        (["x"], "themes without patterns serve hand coding alone: 'b'"),
    ],
)
def test_themes_without_patterns(words, remark):
    draft = Draft("book")
    a = draft.theme(draft.root, "a")
    draft.theme(draft.root, "b")
    for word in words:
        draft.word(a, word)
    assert draft.finish().remarks == (remark,)


def test_patterns_that_differ_in_what_they_exclude_are_two():
    draft = Draft("book")
    theme = draft.theme(draft.root, "a")
    for item in ("x", {"glob": "x", "exclude": ["y"]}, "x"):
        draft.pattern(theme, read_pattern("a", item))
    assert held(draft.finish()) == {"a": ["x", "x"]}


def test_what_is_refused():
    with pytest.raises(CodebookError, match=r"no categories(.|\n)*book"):
        Draft("book").finish()
    draft = Draft("book")
    node = draft.root
    for _ in range(DEEPEST + 1):
        node = draft.theme(node, "a")
    with pytest.raises(CodebookError, match=f"nested more than {DEEPEST} deep"):
        draft.theme(node, "a")
