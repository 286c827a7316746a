"""Sheets that came back damaged: what is wrong is told with file, place and next step."""

import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from retold.coding.make_sheets import write_sheet
from retold.coding.read_codes import read_sheet, sheet_codes
from retold.errors import StudyError, TableError
from tests.coding.cases import BAD, BOOK, SENTENCES, THEMES, filled, sheet_of


@pytest.mark.parametrize(("content", "expected"), BAD.values(), ids=BAD)
def test_bad_sheet_is_refused_with_file_place_and_next_step(tmp_path, content, expected):
    path = tmp_path / "ann.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(StudyError) as error:
        read_sheet(path, themes=THEMES)
    message = str(error.value)
    for words in ["ann.csv", "to do:", *expected]:
        assert words in message


def test_bad_workbooks(tmp_path):
    whole = write_sheet(sheet_of(), tmp_path / "whole.xlsx", codebook=BOOK).read_bytes()
    with zipfile.ZipFile(tmp_path / "other.xlsx", "w") as other:
        other.writestr("word/document.xml", "<x/>")
    (tmp_path / "cut.xlsx").write_bytes(whole[: len(whole) // 2])
    (tmp_path / "text.xlsx").write_text("unit,rain\n")
    (tmp_path / "none.xlsx").write_bytes(b"")
    for name in ("other", "cut", "text", "none"):
        with pytest.raises(TableError, match=f"workbook cannot be read(.|\n)*{name}.xlsx"):
            read_sheet(tmp_path / f"{name}.xlsx")
    with pytest.raises(TableError, match="cannot be read: No such file"):
        read_sheet(tmp_path / "absent.xlsx")


def rows_or_advice(path, **options):
    """Return how many rows a sheet has, or what its error tells its owner to do; no other error may come."""
    try:
        return len(read_sheet(path, **options))
    except StudyError as error:
        return error.todo


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    st.binary(max_size=60),
    st.sampled_from([b"", b"unit,talks\n", b"unit;talks\r", b"sep=|\n", b"PK", b"\xff\xfe"]),
)
def test_any_bytes_are_a_sheet_or_an_error_that_helps(tmp_path, content, begin):
    path = tmp_path / "s.csv"
    path.write_bytes(begin + content)
    assert rows_or_advice(path, themes=THEMES)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 255)), min_size=1, max_size=4))
def test_a_damaged_workbook_is_a_sheet_or_an_error_that_helps(tmp_path, changes):
    path = tmp_path / "s.xlsx"
    content = bytearray(path.read_bytes() if path.exists() else write_sheet(sheet_of(), path).read_bytes())
    for at, byte in changes:
        content[at % len(content)] = byte
    (tmp_path / "damaged.xlsx").write_bytes(content)
    assert rows_or_advice(tmp_path / "damaged.xlsx")


def test_note_columns_are_left_aside(tmp_path):
    path = tmp_path / "s.csv"
    path.write_text("unit,talks,note,note on doubts\na:1,1,x,y\n")
    back = read_sheet(path, themes=THEMES)
    assert sheet_codes([back])["theme"].tolist() == ["talks"]


def test_theme_column_that_was_removed_is_missed(tmp_path):
    path = write_sheet(filled(sheet_of()).drop(columns="talks"), tmp_path / "s.csv")
    with pytest.raises(TableError, match=r"made with 3 themes and has 2(.|\n)*not in the sheet: talks"):
        read_sheet(path, themes=THEMES)
    few = write_sheet(filled(sheet_of())[["unit", "talks"]], tmp_path / "t.csv")
    assert len(read_sheet(few, themes=THEMES)) == len(SENTENCES)


@pytest.mark.parametrize(
    ("level", "codes", "cell", "legal"),
    [
        ("nominal", None, "2", False),
        ("ordinal", None, "2", True),
        ("interval", None, "-1,5", True),
        ("nominal", [0, 1, 2], "2", True),
        ("ordinal", [0, 1, 2], "3", False),
        ("ratio", None, "many", False),
    ],
)
def test_which_codes_are_legal_at_which_level(tmp_path, level, codes, cell, legal):
    path = tmp_path / "s.csv"
    path.write_text(f'unit,talks\na:1,"{cell}"\n')
    if legal:
        assert read_sheet(path, level=level, codes=codes)["talks"].notna().all()
    else:
        with pytest.raises(TableError, match="row 2"):
            read_sheet(path, level=level, codes=codes)


def test_codes_that_a_sheet_was_made_for_are_legal_in_it(tmp_path):
    sheet = filled(sheet_of(codes=[0, 1, 2]), codes=2)
    assert (read_sheet(write_sheet(sheet, tmp_path / "s.xlsx"))["talks"] == 2).all()
