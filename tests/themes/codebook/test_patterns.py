"""One pattern of a codebook: how each kind is written and read, and what is refused."""

import pytest

from retold.errors import CodebookError
from retold.themes.codebook.patterns import read_pattern, write_pattern


@pytest.mark.parametrize(
    ("item", "kind", "text", "name"),
    [
        ("rain*", "glob", "rain*", "rain*"),
        ("  heavy   rain ", "glob", "heavy rain", "heavy rain"),
        (1950, "glob", "1950", "1950"),
        ({"glob": "rain*"}, "glob", "rain*", "rain*"),
        ({"regex": "^rain"}, "regex", "^rain", "regex: ^rain"),
        ({"fixed": "rain*"}, "fixed", "rain*", "fixed: rain*"),
        ({"near": ["red", "line*"], "within": 3}, "near", "", "red ~3 line*"),
        (
            {"near": ["red", {"fixed": "line"}], "within": 1, "ordered": True},
            "near",
            "",
            "red ~1> fixed: line",
        ),
    ],
)
def test_kinds(item, kind, text, name):
    found = read_pattern("t", item, line=7)
    assert (found.theme, found.valuetype, found.text, found.name, found.line) == ("t", kind, text, name, 7)
    assert read_pattern("t", write_pattern(found), line=7) == found


def test_exclusions():
    item = {"glob": "wall", "exclude": ["sea wall", {"regex": "^x"}]}
    found = read_pattern("t", item)
    assert [other.name for other in found.exclude] == ["sea wall", "regex: ^x"]
    assert write_pattern(found) == item
    assert write_pattern(found, inherited=found.exclude[:1]) == {"glob": "wall", "exclude": [{"regex": "^x"}]}
    assert write_pattern(found, inherited=found.exclude) == "wall"


@pytest.mark.parametrize(
    ("item", "message"),
    [
        ("", "is empty"),
        ("  ", "is empty"),
        (None, "is empty"),
        ([], "is empty"),
        ({"glob": {}}, "is empty"),
        (True, "truth value to YAML"),
        ({"globs": "x"}, "unknown key 'globs'(.|\n)*glob"),
        ({}, "should have one key of glob, regex, fixed, near"),
        ({"glob": "x", "fixed": "y"}, "should have one key"),
        ({"glob": "x", "within": 2}, "`within` or `ordered` without `near`"),
        ({"glob": "x", "ordered": True}, "`within` or `ordered` without `near`"),
        ({"glob": "x", "exclude": "y"}, "`exclude` of a pattern of theme 't' should be a list"),
        ({"regex": "["}, r"the regular expression '\[' is broken"),
        ({"near": ["a"], "within": 2}, "should list two patterns"),
        ({"near": "ab", "within": 2}, "should list two patterns"),
        ({"near": ["a", "b"]}, "needs `within`"),
        ({"near": ["a", "b"], "within": 0}, "needs `within`"),
        ({"near": ["a", "b"], "within": True}, "needs `within`"),
        ({"near": ["a", "b"], "within": "2"}, "needs `within`"),
        ({"near": ["a", "b"], "within": 2, "ordered": 1}, "`ordered` of theme 't' is true or false"),
        ({"near": [{"near": ["a", "b"], "within": 1}, "c"], "within": 2}, "are plain patterns"),
        ({"near": [{"glob": "a", "exclude": ["b"]}, "c"], "within": 2}, "are plain patterns"),
    ],
)
def test_what_is_refused(item, message):
    with pytest.raises(CodebookError, match=message) as error:
        read_pattern("t", item, line=3, where="book.yaml")
    assert "book.yaml, line 3" in str(error.value)
