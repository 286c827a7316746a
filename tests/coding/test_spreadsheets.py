"""Spreadsheets: what is shielded and escaped, what a file is taken for, and what is refused."""

import csv
import datetime

import openpyxl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from retold.coding.spreadsheets import (
    CELL_LIMIT,
    escape_cell,
    read_rows,
    shield,
    unescape_cell,
    unshield,
)
from retold.errors import TableError


@pytest.mark.parametrize(
    ("text", "shielded"),
    [
        ("=1+1", "'=1+1"),
        ("+5 degrees", "'+5 degrees"),
        ("-3", "'-3"),
        ("@mayor", "'@mayor"),
        ("\tso", "'\tso"),
        ("\rso", "'\rso"),
        ("12:30", "'12:30"),
        ("2022.", "'2022."),
        ("3/4-5, 6", "'3/4-5, 6"),
        ("'=1", "''=1"),
        ("''12", "'" + "''12"),
        ("", ""),
        ("'tis so", "'tis so"),
        ("12 men", "12 men"),
        ("a=1", "a=1"),
        (" =1", " =1"),
        ("1E5", "1E5"),
        ("It rained.", "It rained."),
    ],
)
def test_what_a_spreadsheet_would_run_or_rewrite_is_shielded(text, shielded):
    assert shield(text) == shielded
    assert unshield(shielded) == text


@pytest.mark.parametrize("text", ["'tis", "'", "", "a'", "'a"])
def test_what_is_no_shield_stays(text):
    assert unshield(text) == text


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("a\x07b", "a_x0007_b"),
        ("\x00\x0b\x1f", "_x0000__x000B__x001F_"),
        ("a\tb\nc", "a\tb\nc"),
        ("\ufffe", "_xFFFE_"),
        ("_x0041_", "_x005F_x0041_"),
        ("_x41_ _y0041_", "_x41_ _y0041_"),
        ("=1", "=1"),
        ("'=1", "''=1"),  # as reading takes one off
    ],
)
def test_what_no_workbook_can_hold_is_escaped(text, escaped):
    assert escape_cell(text) == escaped
    assert unshield(unescape_cell(escaped)) == text


def test_half_of_a_pair_and_what_is_too_long_cannot_be_kept():
    assert escape_cell("a\ud800") == "a\ufffd"
    assert escape_cell("x" * 32_767) == "x" * 32_767
    assert escape_cell("x" * 32_768) == "x" * 32_766 + "…"
    assert len(escape_cell("\x07" * 10_000)) == CELL_LIMIT == 32_767


@settings(max_examples=150)
@given(st.text(max_size=40))
@example("''=x")
@example("_x005F_x0041_")
def test_shield_and_escape_can_be_taken_back(text):
    assert unshield(shield(text)) == text
    assert shield(text)[:1] not in tuple("=+-@")
    kept = text.encode("utf-8", "replace").decode()
    assert unshield(unescape_cell(escape_cell(kept))) == kept


SMALL = (["unit", "rain"], [(2, ["a:1", "1"]), (3, ["a:2", None])])


@pytest.mark.parametrize(
    ("content", "header", "rows"),
    [
        (b"unit,rain\na:1,1\na:2,\n", *SMALL),
        (b"unit;rain\r\na:1;1\r\na:2;\r\n", *SMALL),
        (b"unit\train\ra:1\t1\ra:2\t\r", *SMALL),
        (b"unit|rain\na:1|1\na:2|", *SMALL),
        (b"sep=|\nunit|rain\na:1|1\n", ["unit", "rain"], [(3, ["a:1", "1"])]),
        (b"sep=;\r\nunit;rain,\r\na:1;1\r\n", ["unit", "rain,"], [(3, ["a:1", "1"])]),
        (b"\xef\xbb\xbfunit,rain\na:1,1\na:2,\n", *SMALL),
        ("unit,rain\na:1,1\na:2,\n".encode("utf-16"), *SMALL),
        ("unit,rain\na:1,1\na:2,\n".encode("utf-16-be").join([b"\xfe\xff", b""]), *SMALL),
        # Of these bytes five are no character, and are told as such.
        (b"unit,x\na,\x93\x81\n", ["unit", "x"], [(2, ["a", "“\ufffd"])]),
        # The separator that is named, though another one would make more columns.
        (b"sep=;\nunit;a,b,c\n1;2\n", ["unit", "a,b,c"], [(3, ["1", "2"])]),
        (b"unit,caf\xe9\na,\x93so\x94\n", ["unit", "café"], [(2, ["a", "“so”"])]),
        # Blank lines keep their numbers; blank columns go, and short rows are filled up.
        (b"\n,\nunit,rain,\n\na:1,1,\na:2\n", ["unit", "rain"], [(5, ["a:1", "1"]), (6, ["a:2", None])]),
        (b'unit,"a, ""b"""\n"a\n1",\xc2\xa0 x \n', ["unit", 'a, "b"'], [(2, ["a\n1", "x"])]),
        (b"unit,'=1\n'12,''=x\n", ["unit", "=1"], [(2, ["12", "'=x"])]),
        (b"unit,\n", ["unit"], []),
    ],
)
def test_text_files(tmp_path, content, header, rows):
    path = tmp_path / "s.csv"
    path.write_bytes(content)
    found = read_rows(path)
    assert (found.header, found.rows) == (header, rows)


def test_a_cell_may_be_longer_than_readers_of_csv_expect(tmp_path):
    path, limit = tmp_path / "s.csv", csv.field_size_limit()
    path.write_text("unit,sentence\na," + "x" * 200_000 + "\n", "utf-8")
    ((_, (_, cell)),) = read_rows(str(path)).rows
    assert len(cell) == 200_000
    path.write_text("x" * 200_000 + "\na\n", "utf-8")
    assert [len(name) for name in read_rows(path).header] == [200_000]
    assert csv.field_size_limit() == limit


def save(path, *rows, title="Sheet"):
    book = openpyxl.Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    book.save(path)
    return book


DAY = datetime.datetime(2021, 5, 3)


@pytest.mark.parametrize("name", ["s.xlsx", "s.csv", "s"])
def test_a_workbook_is_known_by_its_content(tmp_path, name):
    save(
        tmp_path / "s.xlsx",
        ["unit", "a", "b", "c"],
        ["x_x0007_", 1, True, DAY],
        [None] * 4,
        ["'=1", 1.5, " ", None],
    )
    (tmp_path / "s.xlsx").rename(tmp_path / name)
    found = read_rows(tmp_path / name)
    assert found.header == ["unit", "a", "b", "c"]
    assert found.rows == [(2, ["x\x07", 1, True, DAY]), (4, ["=1", 1.5, None, None])]


def test_a_formula_is_the_value_that_was_saved_with_it(tmp_path):
    book = save(tmp_path / "s.xlsx", ["unit", "x"], ["a", "=1+1"])
    assert book.active["B2"].data_type == "f"
    # As no program has computed it yet, there is none.
    assert read_rows(tmp_path / "s.xlsx").rows == [(2, ["a", None])]


@pytest.mark.parametrize(("title", "cell"), [("coding", "second"), ("other", "first")])
def test_the_sheet_called_coding_is_read_or_else_the_first(tmp_path, title, cell):
    book = save(tmp_path / "s.xlsx", ["unit"], ["first"])
    page = book.create_sheet(title)
    page.append(["unit"])
    page.append(["second"])
    book.save(tmp_path / "s.xlsx")
    assert read_rows(tmp_path / "s.xlsx").rows == [(2, [cell])]


BAD = {
    "empty": (b"", "s.csv", "the file is empty\n  where: {path}\n  to do: make a sheet with `retold sheet`"),
    "blank": (b"\n ,\xc2\xa0\n", "s.csv", "the file is empty"),
    "a name only of the separator": (b"sep=;\n", "s.csv", "the file is empty"),
    "old workbook": (
        b"\xd0\xcf\x11\xe0..", "s.csv",
        "this is a workbook in the old XLS format, or one with a password\n  where: {path}\n"
        "  to do: save it as XLSX without a password, or as CSV",
    ),
    "zip that is no workbook": (b"PK\x03\x04", "s.csv", "the workbook cannot be read: "),
    "text by the name of a workbook": (b"unit\n", "s.XLSX", "the workbook cannot be read: "),
    "neither": (b"a\x00b", "s.csv", "this is neither a text file nor a workbook\n  where: {path}\n  to do: save it as XLSX or CSV"),
    "no header": (
        b"unit,,x\n1,,\n2,so,\n", "s.csv",
        "column 2 has no header, but row 3 holds 'so' in it\n  where: {path}, row 1\n"
        "  to do: give the column its name back; a name that begins with `note` is for remarks",
    ),
    "too many cells": (b"unit\na,b\n", "s.csv", "column 2 has no header, but row 2 holds 'b' in it"),
    "one name thrice": (
        b"\nx,x,y,x\n1,2,3,4\n", "s.csv",
        "3 columns are called 'x'\n  where: {path}, row 2\n  to do: keep one of them, or give each its own name",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("content", "name", "said"), BAD.values(), ids=BAD)
def test_what_is_no_spreadsheet_is_refused(tmp_path, content, name, said):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(TableError) as refused:
        read_rows(path)
    assert str(refused.value).startswith(said.format(path=path))


def test_a_file_that_is_not_there_and_a_folder(tmp_path):
    with pytest.raises(TableError) as refused:
        read_rows(tmp_path / "none.csv")
    assert str(refused.value) == (
        f"the file cannot be read: No such file or directory\n  where: {tmp_path / 'none.csv'}\n  to do: check the path"
    )
    with pytest.raises(TableError, match="cannot be read"):
        read_rows(tmp_path)


def test_csv_that_cannot_be_parsed_is_refused(tmp_path, monkeypatch):
    path, limit = tmp_path / "s.csv", csv.field_size_limit()
    path.write_text("unit\na\n", "utf-8")

    def fail(*given, **options):
        raise csv.Error("line contains what it may not")

    monkeypatch.setattr(csv, "reader", fail)
    with pytest.raises(TableError, match=r"^the CSV file cannot be read: line contains what it may not\n"):
        read_rows(path)
    assert csv.field_size_limit() == limit
