"""Tables of text, whatever stands between their cells."""

import pytest

from retold.errors import CodebookError
from retold.themes.codebook.formats.cells import plain, read_cells
from retold.themes.codebook.formats.draft import Remarks

from .cases import made


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_the_separator_that_makes_the_header_known_is_taken(tmp_path, separator):
    text = f'\nTag{separator}Told, and more\n"a\nb"{separator}c\n\n{separator}\nd{separator}e\n'
    text = text.replace("Told, and more", '"Told, and more"')
    header, rows = read_cells(made(tmp_path, "x.csv", text), Remarks(), fits=lambda names: names[0] == "tag")
    assert header == ["Tag", "Told, and more"]
    assert rows == [(4, ["a\nb", "c"]), (7, ["d", "e"])]


@pytest.mark.parametrize("text", ["a,b\n" + "x" * 2**21 + "\n", "x" * 2**21 + "\n"])
def test_a_broken_table(tmp_path, text):
    with pytest.raises(CodebookError, match=r"cannot be read(.|\n)*line"):
        read_cells(made(tmp_path, "x.csv", text), Remarks(), fits=bool)


@pytest.mark.parametrize("text", ["\n,\n\n", " , ,\n", ",,,"])
def test_a_table_without_a_word(tmp_path, text):
    with pytest.raises(CodebookError, match="the table of the codebook is empty"):
        read_cells(made(tmp_path, "x.csv", text), Remarks(), fits=bool)


def test_names_of_columns():
    assert plain([" Number_of  Highlights", "TAG"]) == ["number of highlights", "tag"]
