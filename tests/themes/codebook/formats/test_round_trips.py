"""Any codebook through any format and back."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retold.themes.codebook.formats import write_codebook
from retold.themes.codebook.read import read_codebook
from tests.themes.codebook.formats.books import (
    SUFFIX,
    WHOLE,
    WORDS,
    bare,
    name,
    phrase,
    text,
    theme,
)


def sorted_patterns(book):
    """Return a codebook whose patterns stand in alphabetical order within their themes."""
    book = bare(book)
    order = {theme.name: n for n, theme in enumerate(book.themes)}
    patterns = sorted(book.patterns, key=lambda pattern: (order[pattern.theme], pattern.name))
    return replace(book, patterns=tuple(patterns))


# Enough to meet each sign; making a codebook takes longer than reading and writing it.
EXAMPLES = 40


codebooks = st.fixed_dictionaries(
    {"themes": st.dictionaries(name, theme, min_size=1, max_size=3)},
    optional={"title": phrase, "description": text},
).map(read_codebook)


@pytest.mark.parametrize("form", WHOLE)
@settings(max_examples=EXAMPLES)
@given(book=codebooks)
def test_whole_formats_give_back_what_they_were_given(tmp_path_factory, form, book):
    file = Path(tmp_path_factory.getbasetemp()) / f"whole{SUFFIX[form]}"
    lost = write_codebook(book, file, format=form)
    again = read_codebook(file)
    if form != "retold":
        book = replace(book, title="", description="")
    if any("as it nests tags" in line for line in lost):
        assert [p.name for p in again.patterns] == [p.name for p in book.patterns]
    else:
        assert bare(again) == bare(book)


@pytest.mark.parametrize("form", WORDS)
@settings(max_examples=EXAMPLES)
@given(book=codebooks)
def test_word_formats_say_what_they_lose_and_lose_it_once(tmp_path_factory, form, book):
    file = Path(tmp_path_factory.getbasetemp()) / f"words{SUFFIX[form]}"
    lost = write_codebook(book, file, format=form)
    again = read_codebook(file)
    if not lost:
        assert sorted_patterns(again) == sorted_patterns(book)
    assert len(again.themes) == len(book.themes)
    write_codebook(again, file, format=form)
    assert sorted_patterns(read_codebook(file)) == sorted_patterns(again)
