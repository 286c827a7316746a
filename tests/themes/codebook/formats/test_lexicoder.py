"""Lexicoder 3 dictionaries."""

import pytest

from retold.errors import CodebookError
from retold.themes.codebook.formats import lexicoder

from .cases import NESTED, book, held, made


@pytest.mark.parametrize(
    ("text", "themes", "remark"),
    [
        ("+a\nrain*\n sea \n+b\nfire\n", {"a": ["rain*", "sea"], "b": ["fire"]}, ""),
        ("+a#AA0000\nrain\n", {"a": ["rain"]}, "colours"),
        ("+a\nrain\n+a\nsea\n", {"a": ["rain", "sea"]}, "same name"),
        ("+a\nr?in\n", {"a": ["r?in"]}, "Lexicoder may not"),
    ],
)
def test_read(tmp_path, text, themes, remark):
    found = lexicoder.read(made(tmp_path, "x.lc3", text))
    assert held(found) == themes
    assert remark in " ".join(found.remarks)
    assert bool(found.remarks) == bool(remark)


def test_an_entry_before_the_first_category(tmp_path):
    with pytest.raises(CodebookError, match=r"'rain' stands before the first category(.|\n)*line 1"):
        lexicoder.read(made(tmp_path, "x.lc3", "rain\n+a\n"))


def test_write(tmp_path):
    text, lost = lexicoder.write(book(NESTED))
    assert text == "+water\nsea\n+water - rain\nrain*\nheavy rain\n+fire\nfire\n"
    assert len(lost) == 2
    text, _ = lexicoder.write(book({"a#AA0000": {"patterns": ["+x"]}}))
    assert held(lexicoder.read(made(tmp_path, "x.lc3", text))) == {"a#AA0000_": ["+x"]}
