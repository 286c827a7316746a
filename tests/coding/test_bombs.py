"""A workbook that would fill the memory or never end is refused before it is unpacked."""

import io
import os
import zipfile

import pytest
from openpyxl import Workbook

from retold.coding import spreadsheets
from retold.coding.spreadsheets import read_rows
from retold.errors import TableError


def workbook(**cells):
    book = Workbook()
    for place, value in cells.items():
        book.active[place] = value
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def repacked(change):
    """Return a workbook whose sheet is changed as text."""
    content = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook(A1="unit", A2="a:1"))) as old,
        zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            text = old.read(name).decode()
            new.writestr(name, change(text) if name.endswith("sheet1.xml") else text)
    return content.getvalue()


def swollen():
    """Return an archive of some kilobytes that unpacks to more than is read."""
    content = io.BytesIO(workbook(A1="unit"))
    with (
        zipfile.ZipFile(content, "a", zipfile.ZIP_DEFLATED) as package,
        package.open("xl/more.xml", "w") as part,
    ):
        for _ in range(201):
            part.write(bytes(10**6))
    return content.getvalue()


def crowded():
    content = io.BytesIO(workbook(A1="unit"))
    with zipfile.ZipFile(content, "a") as package:
        for number in range(10_001):
            package.writestr(f"xl/{number}", b"")
    return content.getvalue()


LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'
BOMBS = {
    "unpacks to gigabytes": (swollen, "it unpacks to 201,"),
    "thousands of parts": (crowded, "in 10,0"),
    "a cell in the last corner": (lambda: workbook(A1="unit", XFD1048576="x"), "row 1,048,576 and column 16,384"),
    "a document type": (lambda: repacked(lambda text: LAUGHS + text.replace("a:1", "&c;")), "cannot be read"),
    "broken XML": (lambda: repacked(lambda text: text[: len(text) // 2]), "cannot be read"),
    "no sheet at all": (lambda: b"PK\x05\x06" + bytes(18), "cannot be read"),
    "cut short": (lambda: workbook(A1="unit")[:900], "cannot be read"),
}  # fmt: skip


@pytest.mark.parametrize(("make", "message"), BOMBS.values(), ids=BOMBS)
def test_a_bomb_is_refused(tmp_path, make, message):
    path = tmp_path / "sheet.xlsx"
    path.write_bytes(make())
    assert path.stat().st_size < 2_000_000
    with pytest.raises(TableError, match=message) as refused:
        read_rows(path)
    assert len(str(refused.value)) < 700


def test_a_text_file_has_a_size_too(tmp_path, monkeypatch):
    monkeypatch.setattr(spreadsheets, "read_file", lambda path: b"unit,a\n1,2\n")
    assert len(read_rows(tmp_path / "any.csv").rows) == 1


@pytest.mark.parametrize(
    "make",
    [os.mkfifo, os.mkdir, lambda path: path.symlink_to("/dev/zero"), lambda path: path.symlink_to(path)],
)
def test_what_is_no_file_is_refused(tmp_path, make):
    path = tmp_path / "sheet.csv"
    make(path)
    with pytest.raises(TableError, match="the file cannot be read"):
        read_rows(path)
