"""Sheets as files: text and codes survive workbook and CSV, and no cell can do harm."""

import csv
import io
import zipfile

import numpy as np
import openpyxl
import pytest

from retold.coding.make_sheets import coding_sheet, write_sheet
from retold.coding.read_codes import match_sheet, read_sheet
from retold.errors import ParameterError, TableError
from retold.statistics.reliability import LEVELS
from tests.coding.cases import BOOK, THEMES, filled, sentences_of, sheet_of

# What a spreadsheet would run, rewrite or refuse.
NASTY = [
    "=1+1 is how the formula began.",
    "+5 degrees were measured.",
    "-3 was the low.",
    "@mayor wrote about rain.",
    "'=quoted already",
    "2022.",
    "12:30",
    "Bell \x07 and _x0041_ and \x0b tab.",
    "“Ця дорога”, she said; “it costs 1,5 million”, he said.",
    'He said "so", then\nleft.',
    "one\rtwo",
    "\ufffe half \uffff",
    "TRUE",
    "1E5",
]


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_round_trip_keeps_text_and_codes(tmp_path, ending):
    sentences = sentences_of(NASTY)
    sheet = filled(coding_sheet(sentences, BOOK, coder="Ann"))
    path = write_sheet(sheet, tmp_path / f"s.{ending}", codebook=BOOK)
    back = read_sheet(path, themes=THEMES)
    for column in ("unit", "coder", "sheet"):
        assert back[column].tolist() == sheet[column].tolist()
    assert back["sentence"].tolist() == [text.strip() for text in NASTY]
    assert (back[THEMES].to_numpy() == sheet[THEMES].to_numpy()).all()
    assert back.index.tolist() == list(range(2, len(NASTY) + 2))
    matched, notes = match_sheet(back, sentences, BOOK, path=path)
    assert notes == []
    assert matched["unit"].tolist() == sentences["sentence_id"].tolist()


def test_no_cell_of_a_workbook_is_a_formula(tmp_path):
    path = write_sheet(coding_sheet(sentences_of(NASTY), BOOK), tmp_path / "s.xlsx", codebook=BOOK)
    for page in openpyxl.load_workbook(path):
        assert {cell.data_type for row in page.iter_rows() for cell in row} <= {"s", "n"}
    with zipfile.ZipFile(path) as parts:
        assert not any(b"<f>" in parts.read(name) or b"<f " in parts.read(name) for name in parts.namelist())


def test_csv_cells_do_not_begin_as_a_formula(tmp_path):
    path = write_sheet(coding_sheet(sentences_of(NASTY), BOOK), tmp_path / "s.csv")
    content = path.read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    cells = [cell for row in csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")) for cell in row]
    assert not [cell for cell in cells if cell[:1] in tuple("=+-@")]


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_equal_sheets_are_equal_files(tmp_path, ending):
    one, two = (
        write_sheet(sheet_of(), tmp_path / f"{n}.{ending}", codebook=BOOK).read_bytes() for n in (1, 2)
    )
    assert one == two


def test_workbook_has_drop_downs_frozen_header_wrapped_text_codebook_and_instructions(tmp_path):
    sheet = sheet_of(codes=[0, 1, 2])
    book = openpyxl.load_workbook(write_sheet(sheet, tmp_path / "s.xlsx", codebook=BOOK))
    assert book.sheetnames == ["coding", "codebook", "instructions"]
    page = book["coding"]
    assert page.freeze_panes == "B2"
    rules = {str(rule.sqref): rule for rule in page.data_validations.dataValidation}
    columns = {cell.value: cell.column_letter for cell in page[1]}
    assert set(rules) == {f"{columns[theme]}2:{columns[theme]}17" for theme in THEMES}
    rain = rules[f"{columns['water/rain']}2:{columns['water/rain']}17"]
    assert (rain.formula1, rain.allow_blank, rain.showErrorMessage) == ('"0,1,2"', True, True)
    assert rain.prompt == "It rains."
    assert page[f"{columns['sentence']}2"].alignment.wrap_text
    assert page.column_dimensions[columns["sentence"]].width > page.column_dimensions[columns["talks"]].width
    assert page.column_dimensions[columns["sheet"]].hidden
    rows = list(book["codebook"].values)
    assert rows[0] == ("theme", "coded", "description", "examples", "notes")
    assert ("water/rain", "yes", "It rains.", "=Rain fell.", "Snow is not rain.") in rows
    assert not any("rain*" in str(cell) for row in rows for cell in row)
    lines = [row[0] for row in book["instructions"].values if row[0]]
    for words in ("Codes: 0, 1, 2.", "blank is counted as missing", *LEVELS):
        assert any(words in line for line in lines)


def test_a_file_must_end_as_what_it_is(tmp_path):
    with pytest.raises(ParameterError, match=r"\.ods"):
        write_sheet(sheet_of(), tmp_path / "s.ods")


CODES = {
    "1": 1, "0": 0, "1.0": 1, "0.0": 0, "1,0": 1, " 1 ": 1, "TRUE": 1, "true": 1, "FALSE": 0, "": np.nan, " ": np.nan,
}  # fmt: skip


@pytest.mark.parametrize(
    ("encoding", "separator"), [("utf-8", ","), ("utf-8-sig", ";"), ("cp1252", ";"), ("utf-16", "\t")]
)
def test_csv_as_spreadsheets_save_it(tmp_path, encoding, separator):
    path = tmp_path / "Zoë.csv"
    rows = [
        ["unit", "sentence", "rain"],
        *([f"a:{n}", "Café; déjà, vu", code] for n, code in enumerate(CODES)),
    ]
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=separator).writerows([*rows, ["", "", ""]])
    back = read_sheet(path)
    np.testing.assert_array_equal(back["rain"], list(CODES.values()))
    assert set(back["sentence"]) == {"Café; déjà, vu"}
    assert set(back["coder"]) == {"Zoë"}


@pytest.mark.parametrize(
    ("coders", "expected"),
    [("Ann;;", "Ann Ann Ann"), (";;", "s s s"), ("Ann;Ben;", "Ann Ben s"), ("Ann ;Ann;Ben", "Ann Ann Ben")],
)
def test_who_coded(tmp_path, coders, expected):
    path = tmp_path / "s.csv"
    rows = [f"a:{n},1,{coder}" for n, coder in enumerate(coders.split(";"))]
    path.write_text("\n".join(["unit,rain,coder", *rows]))
    assert read_sheet(path)["coder"].tolist() == expected.split()


def test_a_long_scale_is_offered_as_a_range(tmp_path):
    sheet = sheet_of(codes=range(101))
    page = openpyxl.load_workbook(write_sheet(sheet, tmp_path / "s.xlsx"))["coding"]
    rule = page.data_validations.dataValidation[0]
    assert (rule.type, rule.formula1, rule.formula2) == ("decimal", "0", "100")
    assert len(rule.error) <= 255


def test_csv_that_names_its_separator_keeps_row_numbers(tmp_path):
    path = tmp_path / "s.csv"
    path.write_text("sep=;\nunit;rain\na:1;1\na:2;x\n", "utf-8")
    with pytest.raises(TableError, match="row 4, column 'rain': 'x'"):
        read_sheet(path)


@pytest.mark.parametrize(
    ("cell", "code"), [(1, 1), (1.0, 1), (True, 1), (False, 0), ("1", 1), ("1,0", 1), (None, np.nan)]
)
def test_cells_of_a_workbook(tmp_path, cell, code):
    book = openpyxl.Workbook()
    book.active.append(["unit", "rain", "coder"])
    book.active.append([12.0, cell, "Ann"])
    book.active.append(["b", 0, None])
    book.save(tmp_path / "s.xlsx")
    back = read_sheet(tmp_path / "s.xlsx")
    assert back["unit"].tolist() == ["12", "b"]
    assert back["coder"].tolist() == ["Ann", "Ann"]
    np.testing.assert_array_equal(back["rain"], [code, 0])
