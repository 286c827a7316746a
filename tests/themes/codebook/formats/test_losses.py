"""What a plain word list cannot hold, and how that is said."""

import pytest

from retold.themes.codebook.formats.draft import Remarks
from retold.themes.codebook.formats.losses import (
    flat_names,
    leaf_name,
    line_name,
    say_fields,
    say_question_marks,
    words_of,
)

from .cases import NESTED, book


@pytest.mark.parametrize(
    ("pattern", "words", "remark"),
    [
        ("rain*", ["rain*"], None),
        ({"fixed": "rain"}, ["rain"], "fixed patterns are written as words"),
        ({"fixed": "rain*"}, [], "no words with wildcards"),
        ({"regex": "^rain"}, [], "no words with wildcards"),
        ({"near": ["a", "b"], "within": 2}, [], "no words with wildcards"),
        ({"glob": "rain", "exclude": ["x"]}, ["rain"], "exclusions are left out"),
    ],
)
def test_words(pattern, words, remark):
    remarks = Remarks()
    assert words_of(book({"t": {"patterns": [pattern]}}), remarks) == {"t": words}
    assert [remark in line for line in remarks.lines()] == ([True] if remark else [])


def test_words_that_differ_in_more_than_their_words_are_written_once():
    remarks = Remarks()
    twice = book({"t": {"patterns": ["rain", {"glob": "rain", "exclude": ["x"]}, "hail", {"fixed": "hail"}]}})
    assert words_of(twice, remarks) == {"t": ["rain", "hail"]}
    assert "patterns that differ in more than their words are written once: 'rain', 'hail'" in remarks.lines()


def test_fields():
    codebook = book(
        {"a": {"description": "d", "examples": ["e"], "notes": "n", "patterns": ["x"]}},
        title="t",
        description="about",
    )
    remarks = Remarks()
    say_fields(codebook, remarks)
    assert remarks.lines() == [
        "the title of the codebook is left out: 't'", "the description of the codebook is left out",
        "descriptions of themes are left out: 'a'", "examples are left out: 'a'", "notes are left out: 'a'",
    ]  # fmt: skip
    remarks = Remarks()
    say_fields(codebook, remarks, held=("title", "about", "description", "examples", "notes"))
    assert remarks.lines() == []


def test_names():
    codebook = book(NESTED)
    assert [leaf_name(theme) for theme in codebook.themes] == ["water", "rain", "fire"]
    assert [line_name(theme) for theme in codebook.themes] == ["water", "rain", "fire"]
    remarks = Remarks()
    assert flat_names(codebook, remarks) == {"water": "water", "water/rain": "water - rain", "fire": "fire"}
    assert remarks.lines() == [
        "the format does not nest: these themes are named by their path: 'water - rain'"
    ]
    twins = book({"a": {"themes": {"b": {"patterns": ["x"]}}}, "a - b": {"patterns": ["y"]}})
    assert list(flat_names(twins, Remarks()).values()) == ["a", "a - b", "a - b (2)"]


@pytest.mark.parametrize(("words", "said"), [([], False), (["rain*"], False), (["ra?n"], True)])
def test_question_marks(words, said):
    remarks = Remarks()
    say_question_marks({"t": words}, remarks, "Them")
    assert bool(remarks.lines()) == said
