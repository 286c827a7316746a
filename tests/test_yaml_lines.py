"""YAML with the line of each entry, and messages for files that are none."""

import pytest
import yaml

from retold.errors import CodebookError
from retold.yaml_lines import line_numbers, load_yaml


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
