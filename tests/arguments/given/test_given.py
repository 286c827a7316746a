"""Given arguments are read from a file or a mapping; what cannot be used is refused with its place."""

import textwrap

import pytest

from retold.arguments.given.given import GivenArgument, read_given
from retold.errors import CodebookError


def file_of(tmp_path, text):
    path = tmp_path / "arguments.yaml"
    path.write_text(textwrap.dedent(text), encoding="utf-8")
    return path


def test_arguments_are_read_from_a_file_in_its_order(tmp_path):
    path = file_of(
        tmp_path,
        """\
        title: what is said about the weather
        arguments:
          - label: rain
            description: >
              It rains
              too much.
            examples: [rain again, "  ", more rain]
          - label: wind
            examples: the wind is strong
        """,
    )
    assert read_given(path) == (
        GivenArgument("rain", "It rains too much.", ("rain again", "more rain")),
        GivenArgument("wind", "", ("the wind is strong",)),
    )


BROKEN = [
    ("", "is empty", "arguments.yaml"),
    ("# nothing\n", "is empty", "arguments.yaml"),
    ("- label: rain\n", "no key `arguments`", "arguments.yaml"),
    ("arguments:\n", "no given arguments", "arguments.yaml"),
    ("arguments: []\n", "no given arguments", "arguments.yaml"),
    ("argument:\n - label: a\n", "did you mean 'arguments'", "arguments.yaml"),
    ("arguments:\n  rain: it rains\n", "should be a list", "line 2"),
    ("arguments:\n  - rain\n", "should be a mapping", "line 2"),
    ("arguments:\n  - label: a\n    description: it rains\n  - description: b c\n", "no label", "line 4"),
    ("arguments:\n  - label: a\n    descripton: it rains\n", "did you mean 'description'", "line 2"),
    ("arguments:\n  - label: a\n", "neither a description nor examples", "line 2"),
    (
        "arguments:\n  - label: a\n    description: '?!'\n    examples: ['']\n",
        "neither a description",
        "line 2",
    ),
    ("arguments:\n  - label: None\n    description: b c\n", "cannot be called", "line 2"),
    ("arguments:\n  - label: a\n    description: {b: c}\n", "should be text", "line 2"),
    ("arguments:\n  - label: a\n    examples: {b: c}\n", "should be a list", "line 2"),
    ("arguments:\n  - label: a\n    examples: [b: c]\n", "should be text", "line 2"),
    (
        "arguments:\n  - label: a\n    description: b\n    label: c\n",
        "key 'label' stands twice",
        "lines 2 and 4",
    ),
    (
        "arguments:\n  - label: a\n    description: b\n  - label: A\n    description: c\n",
        "label 'A' stands twice",
        "lines 2 and 4",
    ),
    ("arguments:\n  - label: a\n   description: b\n", "not valid YAML", "line 3"),
]


@pytest.mark.parametrize(("text", "message", "where"), BROKEN)
def test_a_broken_file_says_what_and_where(tmp_path, text, message, where):
    with pytest.raises(CodebookError) as caught:
        read_given(file_of(tmp_path, text))
    assert message in str(caught.value)
    assert where in str(caught.value)


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(CodebookError, match="no file of given arguments"):
        read_given(tmp_path / "nowhere.yaml")
    with pytest.raises(CodebookError, match="folder"):
        read_given(tmp_path)


def test_where_nothing_is_given_nothing_is_matched(tmp_path):
    assert read_given(tmp_path / "arguments.yaml", missing_ok=True) == ()
