"""Codes of another study: sheets that do not fit it, and tables that others made."""

import pytest

from retold.coding.make_sheets import coding_sheet
from retold.coding.read_codes import match_sheet, read_code_counts, read_codes
from retold.errors import StudyError, TableError
from retold.themes.codebook.read import read_codebook
from tests.coding.cases import BOOK, SENTENCES, sheet_of


def test_sheet_of_another_edition_is_refused():
    with pytest.raises(TableError, match=r"edition 'original'(.|\n)*-p edition original"):
        match_sheet(sheet_of(), SENTENCES, BOOK, edition="paraphrase", path="ann.xlsx")


def test_sheet_made_without_articles_has_no_edition_to_compare():
    sheet = coding_sheet(SENTENCES, BOOK)
    assert match_sheet(sheet, SENTENCES, BOOK, edition="paraphrase")[1] == []


def test_sheet_of_other_sentences_is_refused():
    changed = SENTENCES.assign(text=SENTENCES["text"].replace("Rain fell.", "Snow fell."))
    with pytest.raises(TableError, match=r"1 sentence\(s\) of the sheet(.|\n)*row 0, column 'sentence'"):
        match_sheet(sheet_of(), changed, BOOK, edition="original")
    with pytest.raises(TableError, match=r"other sentences(.|\n)*'sentence' to compare"):
        match_sheet(sheet_of().drop(columns="sentence"), changed, BOOK, edition="original")
    with pytest.raises(TableError, match=r"4 unit\(s\)(.|\n)*'a:1'; the sheet was made of other sentences"):
        match_sheet(sheet_of(), SENTENCES.iloc[4:], BOOK, edition="original")


def test_sentences_that_did_not_change_are_scored_though_others_did():
    changed = SENTENCES.assign(text=SENTENCES["text"].replace("Rain fell.", "Snow fell."))
    matched, notes = match_sheet(sheet_of().iloc[1:], changed, BOOK, edition="original")
    assert len(matched) == len(SENTENCES) - 1
    assert notes == []


NOTED = {
    "other codebook": (lambda sheet: sheet, "description", "descriptions, examples or notes of the codebook have changed"),
    "edited sentence": (lambda sheet: sheet.replace({"sentence": "Rain fell."}, "rain fell"), "", "1 sentence(s) were edited"),
    "no source": (lambda sheet: sheet.assign(sheet=""), "", "does not say what it was made of"),
    "damaged source": (lambda sheet: sheet.assign(sheet="edition"), "", "does not say what it was made of"),
}  # fmt: skip


@pytest.mark.parametrize(("change", "description", "expected"), NOTED.values(), ids=NOTED)
def test_what_does_not_stand_against_scoring_is_noted(change, description, expected):
    entry = {"description": description, "patterns": ["talks"]}
    book = read_codebook({"themes": {"talks": entry}}) if description else BOOK
    _, notes = match_sheet(change(sheet_of()), SENTENCES, book, edition="original", path="ann.xlsx")
    assert len(notes) == 1
    assert notes[0].startswith("ann.xlsx")
    assert expected in notes[0]


def test_two_sheets_in_one_file_are_refused():
    sheet = sheet_of()
    sheet.loc[3, "sheet"] = sheet.loc[3, "sheet"].replace("original", "paraphrase")
    with pytest.raises(TableError, match="two different sheets"):
        match_sheet(sheet, SENTENCES, BOOK, edition="original")


LONG = "unit,coder,code\n1,A,yes\n1,B,no\n2,A,yes\n2,B,yes\n"


WIDE = "item;A;B;notes\n1;yes;no;?\n2;yes;yes;\n"


@pytest.mark.parametrize(
    ("text", "unit"), [(LONG, "unit"), (WIDE, "item"), (LONG.replace("unit", "id"), "id")]
)
def test_long_and_wide_codes_are_the_same(tmp_path, text, unit):
    path = tmp_path / "codes.csv"
    path.write_text(text)
    codes = read_codes(path, unit=unit).sort_values(["unit", "coder"])
    assert codes.values.tolist() == [
        ["1", "A", "code", "yes"],
        ["1", "B", "code", "no"],
        ["2", "A", "code", "yes"],
        ["2", "B", "code", "yes"],
    ]


@pytest.mark.parametrize("name", ["theme", "variable"])
@pytest.mark.parametrize("text", ["unit,{},coder,code\n1,s,A,1\n1,s,B,0\n", "unit,{},A,text,B\n1,s,1,so,0\n"])
def test_several_variables_and_chosen_coders(tmp_path, name, text):
    path = tmp_path / "codes.csv"
    path.write_text(text.format(name))
    codes = read_codes(path, coders=["A", "B"] if "text" in text else [])
    assert codes.values.tolist() == [["1", "A", "s", 1], ["1", "B", "s", 0]]


BAD_CODES = {
    "no unit": ("id,A,B\n1,1,1\n", {}, ["no column 'unit'", "--unit"]),
    "close unit": ("unitt,A,B\n1,1,1\n", {}, ["did you mean 'unitt'"]),
    "coder without code": ("unit,coder,value\n1,A,1\n", {}, ["no column 'code'"]),
    "no coder": ("unit,notes\n1,1\n", {}, ["no column of a coder"]),
    "unknown coder": ("unit,Ann,B\n1,1,1\n", {"coders": ["Anne", "B"]}, ["no column 'Anne'", "did you mean 'Ann'"]),
    "no rows": ("unit,A\n", {}, ["no rows"]),
    "blank coder": ("unit,coder,code\n1,A,1\n2,,1\n", {}, ["does not say its coder", "row 3"]),
    "twice": ("unit,coder,code\n1,A,1\n1,A,0\n", {}, ["coded unit '1' twice"]),
    "names at a level of numbers": (WIDE, {"unit": "item", "level": "ordinal"}, ["ordinal level codes are numbers", "row 2", "'yes'"]),
}  # fmt: skip


@pytest.mark.parametrize(("text", "options", "expected"), BAD_CODES.values(), ids=BAD_CODES)
def test_bad_codes_of_another_study(tmp_path, text, options, expected):
    path = tmp_path / "codes.csv"
    path.write_text(text)
    with pytest.raises(StudyError) as error:
        read_codes(path, **options)
    for words in ["codes.csv", "to do:", *expected]:
        assert words in str(error.value)


BAD_COUNTS = {
    "no such columns": ("unit,a_x,a_y\n1,1,1\n", "b_", ["begin with 'b_'", "a_x"]),
    "a share": ("unit,a_x,a_y\n1,1,1\n2,0.5,1\n", "a_", ["whole number", "row 3", "'a_x'"]),
    "blank": ("unit,a_x,a_y\n1,1,\n", "a_", ["whole number", "write 0"]),
    "unit twice": ("unit,a_x,a_y\n1,1,0\n1,1,0\n", "a_", ["'1' stands twice", "row 3"]),
}


@pytest.mark.parametrize(("text", "prefix", "expected"), BAD_COUNTS.values(), ids=BAD_COUNTS)
def test_bad_counts(tmp_path, text, prefix, expected):
    path = tmp_path / "counts.csv"
    path.write_text(text)
    with pytest.raises(TableError) as error:
        read_code_counts(path, [prefix])
    for words in expected:
        assert words in str(error.value)
