"""YAML with the line of each entry, and messages for files that are none."""

import os

import pytest
import yaml

from retold.errors import CodebookError
from retold.yaml_lines import line_numbers, load_yaml, parse_both_ways


def load(path):
    return load_yaml(path, file="codebook", content="the codebook is")


def test_values_and_nodes(tmp_path):
    path = tmp_path / "book.yaml"
    path.write_text("a:\n  - x\n  - y: {z: 1}\nb: 2\n")
    values, node = load(path)
    assert values == {"a": ["x", {"y": {"z": "1"}}], "b": "2"}
    assert load_yaml(path, file="", content="", typed={"b"})[0]["b"] == 2
    assert dict(line_numbers(node)) == {
        (): 1, ("a",): 2, ("a", 0): 2, ("a", 1): 3, ("a", 1, "y"): 3, ("a", 1, "y", "z"): 3, ("b",): 4,
    }  # fmt: skip


@pytest.mark.parametrize("text", ["", "\n", "# a remark\n"])
def test_an_empty_file(tmp_path, text):
    path = tmp_path / "book.yaml"
    path.write_text(text)
    assert load(path) == (None, None)


@pytest.mark.parametrize("text", ["x", "[]", "{}"])
def test_a_lone_value_has_one_line(text):
    assert dict(line_numbers(yaml.compose(text))) == {(): 1}


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"a: [", r"the codebook is not valid YAML(.|\n)*book.yaml, line"),
        (b"a: b\n c: d", r"not valid YAML(.|\n)*book.yaml, line 2"),
        (b"\xff\xfe\xfa", r"not valid YAML(.|\n)*book.yaml"),
    ],
)
def test_broken_files(tmp_path, content, message):
    path = tmp_path / "book.yaml"
    path.write_bytes(content)
    with pytest.raises(CodebookError, match=message):
        load(path)


def test_no_file_and_a_folder(tmp_path):
    with pytest.raises(CodebookError, match=r"there is no codebook(.|\n)*write one"):
        load(tmp_path / "gone.yaml")
    with pytest.raises(CodebookError, match="a codebook was expected, and this is a folder"):
        load(tmp_path)


LAUGHS = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 10)
)
MERGED = "a0: &a0 {x: y}\n" + "".join(
    f"a{n}: &a{n} {{<<: [{', '.join([f'*a{n - 1}'] * 10)}], k{n}: v}}\n" for n in range(1, 10)
)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (LAUGHS, r"with every alias written out it has more than 500,000 entries(.|\n)*line 6"),
        (MERGED, "with every alias written out it has more than"),
        ("a: &a [*a]", "the anchor 'a' holds itself"),
        ("a: &a {b: *a}", "the anchor 'a' holds itself"),
        ("a: &a {b: &b [c, *a]}", "the anchor 'a' holds itself"),
        ("&a ? *a : b", "not valid YAML"),
        ("a: &a\n  <<: *a", "the anchor 'a' holds itself"),
        ("[" * 10_000, "nested more than 100 deep"),
        ("{a: " * 10_000, "nested more than 100 deep"),
        ("- " * 10_000, "nested more than 100 deep"),
        ("a: b\0c", "not valid YAML"),
        ("a: \ud800".encode("utf-8", "surrogatepass"), "not valid YAML"),
        ("a: [b\n" * 3, "not valid YAML"),
        ("a: !!python/object/apply:os.system [ls]", "not valid YAML"),
        ("? [a, b]\n: c", "not valid YAML"),
        ("a: *b", "found undefined alias"),
    ],
)
@pytest.mark.parametrize("typed", [(), ("a",)])
def test_what_would_take_all_memory_or_the_stack_is_refused(tmp_path, text, message, typed):
    path = tmp_path / "book.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(CodebookError, match=message) as refused:
        load_yaml(path, file="codebook", content="the codebook is", typed=typed)
    assert len(str(refused.value).splitlines()) <= 6


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: &a [x, y]\nb: *a\nc: [*a, *a]", {"a": ["x", "y"], "b": ["x", "y"], "c": [["x", "y"]] * 2}),
        ("a: " + "[" * 98 + "]" * 98, None),
        ("n: " + "9" * 5000, {"n": "9" * 5000}),
        ("n: -1" + "0" * 5000 + ".5", {"n": "-1" + "0" * 5000 + ".5"}),
        ("n: 12345678901234567890", {"n": 12345678901234567890}),
    ],
)
def test_aliases_depth_and_numbers_within_the_limits_are_read(tmp_path, text, value):
    path = tmp_path / "book.yaml"
    path.write_text(text)
    found = load_yaml(path, file="codebook", content="the codebook is", typed={"n"})[0]
    assert value is None or found == value


@pytest.mark.parametrize(
    "make", [os.mkfifo, lambda path: path.symlink_to(path.name), lambda path: path.symlink_to("/dev/zero")]
)
def test_what_never_ends_is_refused(tmp_path, make):
    path = tmp_path / "book.yaml"
    make(path)
    with pytest.raises(CodebookError, match=r"the codebook cannot be read: (it is a pipe|Too many levels)"):
        load(path)


@pytest.mark.parametrize("text", ["{a: *a}", "&a [*a]", "[" * 10_000, "9" * 5000, "!!int 9x", "2020-13-45"])
def test_values_on_a_command_line_have_the_same_limits(text):
    with pytest.raises((yaml.YAMLError, ValueError)):
        parse_both_ways(text)
