"""Coding sheets and what comes back of them: round trips, bad input, agreement, the two commands."""

import csv
import io
import zipfile

import numpy as np
import openpyxl
import pandas as pd
import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from retold.articles.clutter import find_clutter
from retold.articles.corpus import read_articles
from retold.articles.segment import split_sentences
from retold.cli import main
from retold.coding.make_sheets import coding_sheet, write_sheet
from retold.coding.read_codes import match_sheet, read_code_counts, read_codes, read_sheet, sheet_codes
from retold.coding.reliability import (
    list_disagreements,
    majority_codes,
    score_code_counts,
    score_coder_pairs,
    score_coders,
)
from retold.coding.sheet import theme_columns
from retold.coding.spreadsheets import escape_cell, shield, unescape_cell, unshield
from retold.coding.validation import code_majority, sentences_with_hits, validate_majority
from retold.errors import ParameterError, ResultsError, StudyError, TableError
from retold.statistics.reliability import LEVELS
from retold.study.coding import make_sheet, score_codes, score_sheets
from retold.tables import CODING_SCHEMAS, SCHEMAS, conform, empty_table
from retold.themes.codebook.read import read_codebook
from tests.conftest import retold

BOOK = read_codebook(
    {
        "themes": {
            "water": {
                "description": "Rain, rivers.",
                "themes": {
                    "rain": {
                        "description": "It rains.",
                        "patterns": ["rain*"],
                        "examples": ["=Rain fell."],
                        "notes": "Snow is not rain.",
                    },
                    "river": {"patterns": ["river*"]},
                },
            },
            "talks": {"patterns": ["talks"]},
        }
    }
)
THEMES = ["water/rain", "water/river", "talks"]

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


def sentences_of(texts, article="a"):
    ends = np.cumsum([len(text) + 1 for text in texts])
    return pd.DataFrame(
        {
            "sentence_id": [f"{article}:{n}" for n in range(1, len(texts) + 1)],
            "article_id": article,
            "start": [0, *ends[:-1]],
            "end": ends - 1,
            "text": texts,
        }
    )


SENTENCES = pd.concat(
    [
        sentences_of(["Rain fell.", "The river rose.", "Talks began.", "All went home."], "a"),
        sentences_of([f"Sentence {n} about rain." for n in range(1, 13)], "b"),
    ],
    ignore_index=True,
)
ARTICLES = pd.DataFrame(
    {"article_id": ["a", "b"], "label": ["Alpha Post", "Beta News"], "edition": "original"}
)


def sheet_of(sentences=SENTENCES, **options):
    return coding_sheet(sentences, BOOK, **{"articles": ARTICLES, **options})


def filled(sheet, codes=None, seed=0):
    """Return a sheet with codes: given as a list for all themes in turn, or drawn."""
    drawn = np.random.default_rng(seed).integers(0, 2, (len(sheet), len(THEMES)))
    return sheet.assign(**{theme: drawn[:, n] if codes is None else codes for n, theme in enumerate(THEMES)})


# ---- making ----


def test_sheet_has_one_row_a_sentence_with_context_of_its_own_article():
    sheet = sheet_of()
    assert list(sheet.columns) == [
        "unit",
        "article",
        "before",
        "sentence",
        "after",
        *THEMES,
        "note",
        "coder",
        "sheet",
    ]
    assert sheet["unit"].tolist() == SENTENCES["sentence_id"].tolist()
    assert sheet.loc[3, ["article", "before", "sentence", "after"]].tolist() == [
        "Alpha Post",
        "Talks began.",
        "All went home.",
        "",
    ]
    assert sheet.loc[4, "before"] == ""
    assert (sheet[THEMES] == "").all(axis=None)


@pytest.mark.parametrize(
    ("context", "before", "after"),
    [(1, "Rain fell.", "Talks began."), (2, "Rain fell.", "Talks began. All went home."), (0, None, None)],
)
def test_context(context, before, after):
    row = sheet_of(context=context).iloc[1]
    assert row.get("before") == before
    assert row.get("after") == after


def test_sheet_does_not_depend_on_the_order_of_rows():
    pd.testing.assert_frame_equal(
        sheet_of(n=6, seed=2, order="random"), sheet_of(SENTENCES.iloc[::-1], n=6, seed=2, order="random")
    )


def test_blind_sheet_tells_no_article_and_is_known_again():
    sheet = sheet_of(blind=True, order="random", seed=5)
    assert "article" not in sheet
    assert not sheet["unit"].isin(SENTENCES["sentence_id"]).any()
    assert sheet["unit"].is_unique
    matched, notes = match_sheet(filled(sheet), SENTENCES, BOOK, edition="original")
    assert notes == []
    assert sorted(matched["unit"]) == sorted(SENTENCES["sentence_id"])
    texts = SENTENCES.set_index("sentence_id")["text"]
    assert (matched["unit"].map(texts) == matched["sentence"]).all()


@pytest.mark.parametrize(
    ("n", "shares"), [(8, {"a": 2, "b": 6}), (16, {"a": 4, "b": 12}), (1, {"b": 1}), (3, {"a": 1, "b": 2})]
)
def test_sample_is_stratified_by_article(n, shares):
    sheet = sheet_of(n=n, seed=1)
    assert sheet["unit"].str[0].value_counts().to_dict() == shares
    assert sheet["unit"].is_unique
    places = [SENTENCES["sentence_id"].tolist().index(unit) for unit in sheet["unit"]]
    assert places == sorted(places)


def test_coders_get_the_same_sample_in_orders_of_their_own():
    ann, ben = (sheet_of(n=8, seed=1, order="random", coder=name) for name in ("Ann", "Ben"))
    assert set(ann["unit"]) == set(ben["unit"]) == set(sheet_of(n=8, seed=1)["unit"])
    assert ann["unit"].tolist() != ben["unit"].tolist()
    assert set(ann["unit"]) != set(sheet_of(n=8, seed=2)["unit"])


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"n": 0}, "between 1 and 16"),
        ({"n": 17}, "between 1 and 16"),
        ({"order": "randon"}, "did you mean 'random'"),
        ({"context": -1}, "0 or more"),
        ({"themes": ["watr/rain"]}, "did you mean 'water/rain'"),
        ({"codes": [1]}, "two codes or more"),
        ({"codes": [0, float("nan")]}, "two codes or more"),
    ],
)
def test_options_that_do_not_fit(options, message):
    with pytest.raises(ParameterError, match=message):
        sheet_of(**options)


def test_themes_may_be_chosen_by_name_or_by_parent():
    assert theme_columns(sheet_of(themes=["water"]).columns) == ["water/rain", "water/river"]
    assert theme_columns(sheet_of(themes=["talks", "water/rain"]).columns) == ["water/rain", "talks"]


@pytest.mark.parametrize("name", ["unit", "notes", "sheet"])
def test_theme_with_the_name_of_a_column_is_refused(name):
    with pytest.raises(ParameterError, match="cannot be told"):
        coding_sheet(SENTENCES, read_codebook({"themes": {name: {"patterns": ["x"]}}}))


def test_sheet_without_sentences(tmp_path):
    sheet = sheet_of(SENTENCES.iloc[:0])
    assert list(sheet.columns) == list(sheet_of().columns)
    for ending in ("csv", "xlsx"):
        with pytest.raises(TableError, match="no rows"):
            read_sheet(write_sheet(sheet, tmp_path / f"s.{ending}", codebook=BOOK))


# ---- writing and reading ----


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


@settings(max_examples=150)
@given(st.text(max_size=40))
@example("''=x")
@example("_x005F_x0041_")
def test_shield_and_escape_can_be_taken_back(text):
    assert unshield(shield(text)) == text
    assert shield(text)[:1] not in tuple("=+-@")
    kept = text.encode("utf-8", "replace").decode()
    assert unshield(unescape_cell(escape_cell(kept))) == kept


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


# ---- bad input: what is wrong, and the words that must tell it ----

HEAD = "unit,sentence,water/rain,water/river,talks,note\n"
BAD = {
    "renamed theme": ("unit,water/rains,water/river,talks\na:1,1,0,0\n", ["'water/rains'", "did you mean 'water/rain'", "header"]),
    "renamed unit": ("units,water/rain\na:1,1\n", ["no column 'unit'", "did you mean 'units'"]),
    "missing unit": ("water/rain,talks\n1,1\n", ["no column 'unit'", "put the column back"]),
    "extra column": ("unit,water/rain,mood\na:1,1,good\n", ["'mood'", "begin with 'note'"]),
    "no theme": ("unit,sentence\na:1,Rain.\n", ["no column of a theme", "water/rain"]),
    "column twice": ("unit,talks,talks\na:1,1,0\n", ["2 columns are called 'talks'", "row 1"]),
    "column without header": ("unit,talks,\na:1,1,0\n", ["column 3 has no header", "row 2"]),
    "unit twice": (HEAD + "a:1,,1,,,\na:2,,1,,,\na:1,,0,,,\n", ["'a:1' stands 2 times", "rows 2, 4"]),
    "no unit": (HEAD + "a:1,,1,,,\n,,1,,,\n", ["1 row(s) do not say which unit", "row 3"]),
    "illegal codes": (
        HEAD + "a:1,,x,,,\na:2,,1,yes,2,\n",
        ["3 cell(s) hold no code", "row 2, column 'water/rain': 'x'", "row 3, column 'talks': '2'", "one of 0, 1"],
    ),
    "many illegal codes": (HEAD + "".join(f"a:{n},,x,,,\n" for n in range(9)), ["9 cell(s)", "and 4 more", "row 6"]),
    "infinite code": (HEAD + "a:1,,inf,,,\n", ["hold no code", "'inf'"]),
    "empty file": ("", ["the file is empty"]),
    "blank lines": ("\n,,,\n", ["the file is empty"]),
    "header only": (HEAD, ["no rows"]),
    "broken zip": (b"PK\x03\x04 this is not a workbook", ["workbook cannot be read", "save it again"]),
    "old workbook": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 xls", ["old XLS format, or one with a password"]),
    "not text": (b"\x00\x01\x02\x00", ["neither a text file nor a workbook"]),
}  # fmt: skip


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


# ---- sheets of another study ----


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


# ---- agreement ----


def long(table, theme="t"):
    """Return long codes from {coder: [codes]}."""
    return pd.DataFrame(
        [(str(u), coder, theme, code) for coder, codes in table.items() for u, code in enumerate(codes)],
        columns=["unit", "coder", "theme", "code"],
    )


X = np.nan
PUBLISHED = {
    "A": [1, 2, 3, 3, 2, 1, 4, 1, 2, X, X, X],
    "B": [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, X, 3],
    "C": [X, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, X],
    "D": [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, X],
}


@pytest.mark.parametrize(
    ("level", "alpha"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849), ("ratio", 0.797)]
)
def test_published_example_scored_from_long_codes(level, alpha):
    row = score_coders(long(PUBLISHED), level=level, replicates=100).iloc[0]
    assert round(row["alpha"], 3) == alpha
    assert (row["coders"], row["units"], row["n"], row["blank"]) == (4, 12, 11, 7)
    assert row["jackknife_low"] < row["alpha"] < row["jackknife_high"]
    assert row["level"] == level


AGREEMENT = {
    "perfect": ({"A": [1, 0, 1], "B": [1, 0, 1]}, {"alpha": 1, "agreement": 1, "kappa": 1, "n": 3}, ""),
    "as bad as can be": ({"A": [1, 0], "B": [0, 1]}, {"alpha": -0.5, "agreement": 0, "kappa": -1, "n": 2}, ""),
    "one code throughout": (
        {"A": [1, 1], "B": [1, 1]},
        {"alpha": X, "low": X, "agreement": 1, "kappa": X, "n": 2, "prevalence": 1},
        "not defined: all codes are the same",
    ),
    "no overlap": (
        {"A": [1, X], "B": [X, 0]},
        {"alpha": X, "agreement": X, "kappa": X, "n": 0, "units": 2},
        "not defined: no unit has two codes",
    ),
    "one coder": ({"A": [1, 0]}, {"alpha": X, "agreement": X, "n": 0, "prevalence": 0.5}, "not defined: one coder only"),
    "no codes": ({"A": [X], "B": [X]}, {"alpha": X, "units": 0, "coders": 0, "blank": 2, "prevalence": X}, "not defined"),
    "blank codes": ({"A": [1, 0, X], "B": [1, 0, 1]}, {"alpha": 1, "n": 2, "units": 3, "blank": 1}, ""),
    "three coders": (
        {"A": [1, 0, 1, 0], "B": [1, 0, 1, 0], "C": [1, 0, 0, 0]},
        {"agreement": 10 / 12, "kappa": (1 + 0.5 + 0.5) / 3},
        "kappa is the mean over 3 pairs",
    ),
    "kappa of a pair is lost": (
        {"A": [1, 1, X], "B": [1, 1, 0], "C": [1, 0, 0]},
        {"kappa": (0 + 0.4) / 2},
        "1 more are not defined",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("table", "expected", "note"), AGREEMENT.values(), ids=AGREEMENT)
def test_agreement_of_small_cases(table, expected, note):
    row = score_coders(long(table), replicates=20).iloc[0]
    for column, value in expected.items():
        assert row[column] == pytest.approx(value, nan_ok=True), column
    assert note in row["note"]
    undefined = row[["alpha", "agreement", "kappa", "prevalence"]].isna().any()
    assert bool(row["note"]) or not undefined


@settings(max_examples=80)
@given(
    st.lists(st.lists(st.sampled_from([0, 1, 2, X]), min_size=5, max_size=5), min_size=1, max_size=4),
    st.sampled_from(LEVELS),
)
def test_nothing_is_missing_without_a_note(table, level):
    codes = long({f"c{n}": row for n, row in enumerate(table)})
    for row in score_coders(codes, level=level, replicates=20).to_dict("records"):
        scores = [row[name] for name in row if name not in ("theme", "level", "note")]
        assert row["note"] or not pd.isna(scores).any()


def test_simulated_coders_have_the_agreement_they_were_made_with():
    """Two coders see a fair truth with an error of one in ten: agreement 0.82, alpha and kappa 0.64."""
    rng = np.random.default_rng(3)
    truth = rng.integers(0, 2, 4000)
    table = {name: np.where(rng.random(4000) < 0.1, 1 - truth, truth) for name in ("A", "B")}
    row = score_coders(long(table), replicates=200).iloc[0]
    assert row["alpha"] == pytest.approx(0.64, abs=0.03)
    # The share of agreements is binomial, and alpha is that share over 0.5, the disagreement by chance.
    width = 2 * 1.96 * np.sqrt(0.82 * 0.18 / 4000) / 0.5
    assert row["high"] - row["low"] == pytest.approx(width, rel=0.2)
    assert row["jackknife_high"] - row["jackknife_low"] == pytest.approx(width, rel=0.1)
    assert row["agreement"] == pytest.approx(0.82, abs=0.02)
    assert row["kappa"] == pytest.approx(row["alpha"], abs=0.001)
    assert row["prevalence"] == pytest.approx(0.5, abs=0.03)


def test_all_themes_together_count_units_of_each_theme_and_resample_sentences():
    codes = pd.concat([long(PUBLISHED, theme) for theme in ("s", "t", "u")])
    scores = score_coders(codes, replicates=300).set_index("theme")
    assert list(scores.index) == ["*", "s", "t", "u"]
    assert scores.loc["*", "n"] == 33
    # The same codes three times over are no more evidence than once.
    width = scores["high"] - scores["low"]
    assert width["*"] == pytest.approx(width["t"], rel=0.25)


def test_scores_do_not_depend_on_the_order_of_rows():
    codes = pd.concat([long(PUBLISHED, theme) for theme in ("s", "t")])
    shuffled = codes.sample(frac=1, random_state=1)
    pd.testing.assert_frame_equal(score_coders(codes, replicates=50), score_coders(shuffled, replicates=50))
    pd.testing.assert_frame_equal(list_disagreements(codes), list_disagreements(shuffled))


def test_codes_may_be_names():
    row = score_coders(long({"A": ["x", "y", None], "B": ["x", "x", "y"]}), replicates=0).iloc[0]
    assert row["agreement"] == 0.5
    assert row["note"].startswith("no prevalence: codes are names") or "no prevalence" in row["note"]
    with pytest.raises(ParameterError, match="must be numbers"):
        score_coders(long({"A": ["x", "y"], "B": ["x", "x"]}), level="ordinal")


def test_long_codes_that_cannot_be_scored():
    with pytest.raises(TableError, match=r"no column 'code'(.|\n)*did you mean 'codes'"):
        score_coders(long(PUBLISHED).rename(columns={"code": "codes"}))
    with pytest.raises(TableError, match="coded unit '0' twice"):
        score_coders(pd.concat([long({"A": [1]}), long({"A": [0]})]))
    assert score_coders(long({})).empty


def test_pairs_show_who_differs():
    table = {"A": [1, 0, 1, 0, X], "B": [1, 0, 1, 0, 1], "C": [0, 1, 0, 1, 1]}
    pairs = score_coder_pairs(pd.concat([long(table, "s"), long(table, "t")]))
    whole = pairs[pairs["theme"] == "*"]
    assert whole[["coder_a", "coder_b", "n", "kappa"]].values.tolist() == [
        ["A", "B", 8, 1.0],
        ["A", "C", 8, -1.0],
        ["B", "C", 10, pytest.approx(-2 / 3)],
    ]
    assert len(pairs) == 9
    for few in ({"A": [1]}, {"A": [1], "B": [X]}):
        assert list(score_coder_pairs(long(few)).columns) == CODING_SCHEMAS["coder_pairs"].columns
        assert score_coder_pairs(long(few)).empty
    alone = score_coder_pairs(long({"A": [1, X], "B": [X, 1]})).iloc[0]
    assert (alone["n"], alone["note"]) == (0, "not defined: no unit has two codes")


def test_a_crowd_has_no_kappa():
    rng = np.random.default_rng(0)
    row = score_coders(long({f"c{n}": rng.integers(0, 2, 5) for n in range(60)}), replicates=0).iloc[0]
    assert np.isnan(row["kappa"])
    assert "more than 50 coders" in row["note"]


def test_disagreements_show_each_coders_code_and_the_sentence():
    codes = pd.concat(
        [long({"A": [1, 0, X], "B": [0, 0, 1]}, "s"), long({"A": [2, 0, 1], "B": [1, 0, X]}, "t")]
    )
    sentences = pd.DataFrame({"sentence_id": ["0", "1", "2"], "text": ["zero", "one", "two"]})
    apart = list_disagreements(codes, sentences)
    assert apart.to_dict("records") == [
        {
            "unit": "0",
            "theme": "s",
            "codes": 2,
            "different": 2,
            "text": "zero",
            "coder A": "1",
            "coder B": "0",
        },
        {
            "unit": "0",
            "theme": "t",
            "codes": 2,
            "different": 2,
            "text": "zero",
            "coder A": "2",
            "coder B": "1",
        },
    ]
    assert (
        list(list_disagreements(long({"A": [1]})).columns)[:5]
        == CODING_SCHEMAS["coder_disagreements"].columns
    )


def test_majority_of_counts():
    counts = pd.DataFrame({"no": [2, 1, 0, 0], "yes": [0, 1, 0, 3]}, index=["a", "b", "c", "d"])
    majority, tied = majority_codes(counts)
    assert majority.tolist() == ["no", None, None, "yes"]
    assert tied.tolist() == [False, True, False, False]


def test_counts_of_coders_give_the_alpha_of_their_codes():
    table = np.array(list(PUBLISHED.values()))
    counts = pd.DataFrame({str(v): (table == v).sum(axis=0) for v in range(1, 6)})
    row = score_code_counts({"all": counts}, level="interval", replicates=0).iloc[0]
    direct = score_coders(long(PUBLISHED), level="interval", replicates=0).iloc[0]
    for column in ("alpha", "agreement", "n", "jackknife_low", "jackknife_high", "prevalence"):
        assert row[column] == pytest.approx(direct[column])
    assert "counts do not tell who coded" in row["note"]


# ---- the codebook against the coders ----


def test_majority_and_codebook_by_sentence():
    sentences = SENTENCES.iloc[:4]
    hits = pd.DataFrame(
        {
            "article_id": "a",
            "theme": ["water/rain", "water/rain", "talks"],
            "start": [0, 13, 27],
            "end": [4, 18, 32],
        }
    )
    np.testing.assert_array_equal(
        sentences_with_hits(hits, sentences.iloc[::-1], THEMES)[::-1],
        [[1, 0, 0], [1, 0, 0], [0, 0, 1], [0, 0, 0]],
    )
    codes = long({"A": [1, 0, 1, X], "B": [1, 0, 0, X]}, "water/rain")
    codes["unit"] = codes["unit"].map(lambda n: f"a:{int(n) + 1}")
    majority = code_majority(codes, hits, sentences, THEMES)
    assert majority[["unit", "majority", "found"]].values.tolist() == [
        ["a:1", "present", True],
        ["a:2", "absent", True],
        ["a:3", "undecided", False],
    ]
    row = validate_majority(majority, replicates=50).set_index("theme").loc["water/rain"]
    assert row[["n", "precision", "recall", "undecided", "coded", "found"]].tolist() == [2, 0.5, 1, 1, 1, 2]
    assert row["precision_low"] == 0
    assert row["precision_high"] == 1
    assert "fewer than 5 sentences found" in row["note"]


def test_codes_of_themes_that_are_names_have_no_majority():
    codes = long({"A": ["yes"]}, "talks").assign(unit="a:1")
    with pytest.raises(ParameterError, match="codes of themes are numbers, and this is 'yes'"):
        code_majority(codes, empty_table("theme_hits"), SENTENCES, THEMES)


def test_a_hit_between_sentences_is_in_none():
    hits = pd.DataFrame({"article_id": ["a", "a", "z"], "theme": "t", "start": [5, 2, 0]})
    sentences = pd.DataFrame({"article_id": "a", "start": [0, 7], "end": [5, 9]})
    assert sentences_with_hits(hits, sentences, ["t"]).tolist() == [[True], [False]]
    assert sentences_with_hits(hits.iloc[:0], sentences, ["t"]).tolist() == [[False], [False]]


@pytest.mark.parametrize(
    ("states", "found", "notes"),
    [
        (["present"] * 6, [False] * 6, ["precision not defined"]),
        (["absent"] * 6, [True] * 6, ["recall not defined"]),
        (
            ["absent"] * 6,
            [False] * 6,
            ["precision not defined", "recall not defined", "not defined: all codes"],
        ),
        (["undecided"] * 2, [True] * 2, ["not defined: no unit has two codes"]),
    ],
)
def test_scores_without_a_denominator_are_missing_and_said(states, found, notes):
    majority = pd.DataFrame(
        {"unit": [f"a:{n}" for n in range(len(states))], "theme": "t", "majority": states, "found": found}
    )
    row = validate_majority(majority, replicates=20).set_index("theme").loc["t"]
    for words in notes:
        assert words in row["note"]
    for score in ("precision", "recall"):
        assert np.isnan(row[score]) == (f"{score} not defined" in row["note"])


def test_empty_tables():
    assert (
        list(validate_majority(empty_table("coder_majority")).columns)
        == CODING_SCHEMAS["coder_validation"].columns
    )
    none = code_majority(long({"A": [X]}), empty_table("theme_hits"), SENTENCES, ["t"])
    assert list(none.columns) == CODING_SCHEMAS["coder_majority"].columns
    assert not set(CODING_SCHEMAS) & set(SCHEMAS)
    for name in CODING_SCHEMAS:
        assert conform(empty_table(name), name).empty


# ---- tables of other studies ----

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


# ---- the commands ----


def code_file(path, decide, coder):
    """Fill a sheet in as a person would: open it, write codes, save it."""
    sheet = read_sheet(path)
    themes = theme_columns(sheet.columns)
    for theme in themes:
        sheet[theme] = [float(decide(theme, text)) for text in sheet["sentence"]]
    return write_sheet(sheet.assign(coder=coder), path)


def careful(theme, text):
    return ("safe" in text) if theme == "safety" else ("talks" in text or "council" in text)


def test_sheets_of_a_study_are_made_filled_in_and_scored(small_study, tmp_path):
    paths = []
    for coder, decide, options in [
        ("Ann", careful, {"blind": True, "order": "random"}),
        ("Ben", lambda theme, text: careful(theme, text) and "never" not in text, {"form": "csv"}),
        ("Cas", careful, {"n": 5}),
    ]:
        form = options.get("form", "xlsx")
        path = make_sheet(small_study, to=tmp_path / f"{coder}.{form}", coder=coder, **options)
        paths.append(code_file(path, decide, coder))
    said = []
    tables = score_sheets(small_study, paths, to=tmp_path / "scores", say=said.append)
    scores = tables["coder_agreement"].set_index("theme")
    articles = read_articles(small_study)
    sentences = split_sentences(articles, find_clutter(articles))
    assert scores.loc["safety", "n"] == len(sentences)
    assert scores.loc["talks", ["alpha", "agreement", "kappa"]].tolist() == [1, 1, 1]
    assert 0 < scores.loc["safety", "alpha"] < 1
    apart = tables["coder_disagreements"]
    assert apart["theme"].unique().tolist() == ["safety"]
    assert apart["text"].str.contains("never safe").all()
    found = tables["coder_validation"].set_index("theme")
    assert found.loc["talks", ["precision", "recall", "f1"]].tolist() == [1, 1, 1]
    for name in CODING_SCHEMAS:
        assert (tmp_path / "scores" / "tables" / f"{name}.csv").is_file()
    text = "\n".join(said)
    for words in (
        "Cas: 5 units coded",
        "Agreement of the coders",
        "Each two coders",
        "The codebook against",
        "1 disagreements",
    ):
        assert words in text


def test_one_coder_still_scores_the_codebook(small_study, tmp_path):
    path = code_file(make_sheet(small_study, to=tmp_path / "s.xlsx"), careful, "Ann")
    said = []
    tables = score_sheets(small_study, [path], say=said.append)
    assert tables["coder_agreement"]["alpha"].isna().all()
    assert tables["coder_validation"].set_index("theme").loc["safety", "f1"] == 1
    text = "\n".join(said)
    assert "safety: not defined: one coder only" in text
    assert "nan" not in text


def test_scoring_refuses_blank_sheets_doubled_coders_and_nothing(small_study, tmp_path):
    blank = make_sheet(small_study, to=tmp_path / "blank.csv")
    with pytest.raises(TableError, match="no sheet holds a code"):
        score_sheets(small_study, [blank], say=str)
    one = code_file(make_sheet(small_study, to=tmp_path / "one.csv"), careful, "Ann")
    two = code_file(make_sheet(small_study, to=tmp_path / "two.csv"), careful, "Ann")
    with pytest.raises(
        TableError,
        match=r"'Ann' has coded the sentence 'north:1' twice(.|\n)*one.csv, row 2; .*two.csv, row 2",
    ):
        score_sheets(small_study, [one, two], say=str)
    with pytest.raises(ParameterError, match="no sheet to score"):
        score_sheets(small_study, [])


def test_a_sheet_is_never_written_over(small_study, tmp_path):
    path = make_sheet(small_study, to=tmp_path / "s.xlsx")
    with pytest.raises(ResultsError, match="may hold somebody's codes"):
        make_sheet(small_study, to=path)


def test_counts_of_another_study_are_scored(tmp_path):
    path = tmp_path / "counts.csv"
    path.write_text(
        "id,experts_no,experts_yes,crowd_no,crowd_yes\n1,3,0,9,1\n2,0,3,2,8\n3,1,2,1,9\n4,3,0,5,5\n"
    )
    said = []
    scores = score_codes(path, unit="id", counts=["experts_", "crowd_"], say=said.append)["coder_agreement"]
    assert scores["theme"].tolist() == ["crowd", "experts", "experts / crowd"]
    both = scores.set_index("theme").loc["experts / crowd"]
    assert (both["n"], both["alpha"], both["kappa"]) == (3, 1, 1)
    assert "experts ties on 0, crowd ties on 1 units" in both["note"]


def test_commands(small_study, tmp_path):
    sheet = tmp_path / "ann.xlsx"
    options = ["--coder", "Ann", "--n", 6, "--seed", 1, "--order", "random", "--blind", "--themes", "safety"]
    done = retold("sheet", small_study, "--to", sheet, *options)
    assert (done.returncode, done.stderr) == (0, "")
    assert str(sheet) in done.stdout
    code_file(sheet, careful, "Ann")
    done = retold("score", small_study, sheet, "--to", tmp_path / "scores")
    assert done.returncode == 0, done.stderr
    assert "Ann: 6 units coded" in done.stdout
    assert "not defined: one coder only" in done.stdout
    wide = tmp_path / "wide.csv"
    wide.write_text("unit,A,B\n1,1,1\n2,2,3\n3,3,3\n4,1,1\n")
    done = CliRunner().invoke(main, ["score", "--codes", str(wide), "--level", "ordinal"])
    assert "codes taken as ordinal" in done.stdout
    for wrong, words in [
        (["score", small_study, tmp_path / "none.xlsx"], "cannot be read"),
        (["score", small_study, "--codes", wide], "give a study and its sheets, or --codes FILE"),
        (["score"], "give a study and its sheets"),
        (["sheet", small_study, "--to", sheet], "may hold somebody's codes"),
        (
            ["sheet", small_study, "--to", tmp_path / "x.csv", "--scale", "low high"],
            "codes should be numbers",
        ),
    ]:
        done = CliRunner().invoke(main, list(map(str, wrong)))
        assert done.exit_code == 2
        assert words in done.stderr
        assert isinstance(done.exception, SystemExit)
