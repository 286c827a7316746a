"""Coding sheets as workbooks: what each page holds, and what is refused."""

import io

import pandas as pd
import pytest
from openpyxl import load_workbook

from retold.coding import workbooks
from retold.coding.workbooks import LEVELS, instructions, parse_number, workbook_bytes
from retold.errors import ParameterError
from retold.themes.codebook.read import read_codebook

BOOK = read_codebook(
    {
        "themes": {
            "rain": {"description": "Whether it rains.", "patterns": ["rain*"]},
            "fire": {"patterns": ["fire"]},
        }
    }
)


def sheet(**columns):
    base = {
        "unit": ["a:1", "a:2"],
        "sentence": ["It rained.", "=1+1"],
        "rain": ["1", ""],
        "note": ["", ""],
        "sheet": ["", ""],
    }
    return pd.DataFrame(base | columns)


def pages(frame, book=BOOK):
    return load_workbook(io.BytesIO(workbook_bytes(frame, book)))


def test_pages():
    book = pages(sheet())
    assert book.sheetnames == ["coding", "codebook", "instructions"]
    assert [cell.value for cell in book["coding"][1]] == ["unit", "sentence", "rain", "note", "sheet"]
    assert [cell.value for cell in book["coding"][2]] == ["a:1", "It rained.", 1, None, None]
    assert [cell.value for cell in book["codebook"][2]][:3] == ["rain", "yes", "Whether it rains."]
    assert [row[0].value for row in book["instructions"].iter_rows()] == [
        line or None for line in instructions((0, 1), blind=True)
    ]
    assert pages(sheet(), None).sheetnames == ["coding", "instructions"]


def test_text_is_never_a_formula():
    cell = pages(sheet())["coding"]["B3"]
    assert cell.data_type == "s"
    assert cell.quotePrefix


def test_codes_are_offered():
    (rule,) = pages(sheet())["coding"].data_validations.dataValidation
    assert (rule.type, rule.formula1, str(rule.sqref)) == ("list", '"0,1"', "C2:C3")
    assert rule.prompt == "Whether it rains."


def test_the_same_sheet_gives_the_same_bytes():
    assert workbook_bytes(sheet(), BOOK) == workbook_bytes(sheet(), BOOK)


def test_an_empty_sheet():
    book = pages(sheet().head(0))
    assert book["coding"].max_row == 1
    assert not book["coding"].data_validations.dataValidation


def test_too_many_rows(monkeypatch):
    monkeypatch.setattr(workbooks, "MOST_ROWS", 2)
    with pytest.raises(ParameterError, match=r"1 sentences at most, and there are 2(.|\n)*--n"):
        workbook_bytes(sheet(), BOOK)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1", 1),
        ("0.5", 0.5),
        ("-2", -2),
        ("", None),
        ("x", None),
        ("nan", None),
        ("inf", None),
        ("1e400", None),
    ],
)
def test_parse_number(text, number):
    assert parse_number(text) == number


@pytest.mark.parametrize(
    ("codes", "blind", "words"),
    [
        ((0, 1), False, "Codes: 0, 1. 0 says that"),
        ((0, 1, 2), False, "the people who lead the study say"),
        ((0, 1), True, "tell nothing about"),
    ],
)
def test_instructions(codes, blind, words):
    lines = instructions(codes, blind=blind)
    assert words in "\n".join(lines)
    assert [line for line in lines if line.startswith(tuple(level for level, _ in LEVELS))]
    assert ("tell nothing about" in "\n".join(lines)) == blind
