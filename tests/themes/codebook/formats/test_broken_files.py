"""Broken files of every format are told with place and remedy, and encodings are known."""

import pytest

from retold.errors import CodebookError
from retold.themes.codebook.read import read_codebook
from tests.themes.codebook.formats.books import BROKEN, SUFFIX, held, made

ENCODINGS = [
    ("+caf\u00e9\nna\u00efve\n".encode(), "café", 0),
    ("+caf\u00e9\nna\u00efve\n".encode("utf-8-sig"), "café", 0),
    ("+caf\u00e9\nna\u00efve\n".encode("utf-16"), "café", 0),
    ("+caf\u00e9\nna\u00efve\n".encode("cp1252"), "café", 1),
]


@pytest.mark.parametrize(("data", "name", "remarks"), ENCODINGS)
def test_encodings(tmp_path, data, name, remarks):
    book = read_codebook(made(tmp_path, "x.lc3", data))
    assert held(book) == {name: ["naïve"]}
    assert sum("Windows-1252" in remark for remark in book.remarks) == remarks == len(book.remarks)


@pytest.mark.parametrize(("name", "text", "expected"), BROKEN.values(), ids=BROKEN)
def test_broken_files_are_told_with_place_and_remedy(tmp_path, name, text, expected):
    with pytest.raises(CodebookError) as error:
        read_codebook(made(tmp_path, name, text))
    assert name in str(error.value)
    for words in expected:
        assert words in str(error.value)


@pytest.mark.parametrize("suffix", sorted(set(SUFFIX.values())))
def test_missing_file(tmp_path, suffix):
    with pytest.raises(CodebookError, match="there is no codebook"):
        read_codebook(tmp_path / f"none{suffix}")
