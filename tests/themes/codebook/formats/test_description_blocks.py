"""Patterns inside a description, between two marked lines."""

import pytest

from retold.errors import CodebookError
from retold.themes.codebook.formats.description_blocks import BEGIN, END, blocks, read_block
from retold.themes.codebook.formats.draft import Draft

from .cases import book, held


def read(text, shared=()):
    draft = Draft("book")
    theme = draft.theme(draft.root, "t")
    inherited = read_block(draft, theme, text, line=5, shared=shared)
    return draft.finish(), theme, inherited


def block(*lines):
    return "\n".join([BEGIN, *lines, END])


@pytest.mark.parametrize(
    ("text", "description", "patterns"),
    [
        ("", "", []),
        ("told", "told", []),
        (block('pattern: "rain*"'), "", ["rain*"]),
        ("told\n" + block('pattern: "rain*"') + "\nmore", "told\nmore", ["rain*"]),
        # A program may have joined the lines.
        (block('pattern: "a" pattern: {"regex": "^b"}').replace("\n", " "), "", ["a", "regex: ^b"]),
        (block(), "", []),
        (BEGIN + '\npattern: "a"', "", ["a"]),  # the end is lost
    ],
)
def test_blocks(text, description, patterns):
    codebook, theme, _ = read(text)
    assert theme.description == description
    assert held(codebook) == {"t": patterns}
    assert any("lost its end" in remark for remark in codebook.remarks) == (BEGIN in text and END not in text)


def test_exclusions_examples_and_notes():
    codebook, theme, inherited = read(
        block('exclude: "sea"', 'example: "It rains."', 'notes: "n"', 'pattern: "a"')
    )
    assert (theme.examples, theme.notes) == (("It rains.",), "n")
    assert [pattern.name for pattern in inherited] == ["sea"]
    assert [other.name for other in codebook.patterns[0].exclude] == ["sea"]


@pytest.mark.parametrize("line", ["x", "unknown: 1", "pattern: rain", 'pattern: "a" x'])
def test_what_cannot_be_read(line):
    with pytest.raises(
        CodebookError, match=r"patterns in the description of 't' cannot be read(.|\n)*line 5"
    ):
        read(block(line))


def test_what_is_written_is_read_back():
    themes = {
        "t": {
            "description": "told",
            "examples": ["e"],
            "notes": "n",
            "exclude": ["sea"],
            "patterns": ["a", {"regex": "^b"}],
        }
    }
    codebook = book(themes)
    back, theme, _ = read(blocks(codebook)["t"])
    assert (theme.description, theme.examples, theme.notes) == ("told", ("e",), "n")
    assert held(back) == held(codebook)
    assert blocks(book({"t": {"description": "told", "by_hand": True}})) == {"t": "told"}
