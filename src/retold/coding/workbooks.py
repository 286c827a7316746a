"""Draw up a coding sheet as an XLSX workbook: the sheet itself, the codebook, and how to code."""

from __future__ import annotations

import io
import math
import re
import zipfile
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

import pandas as pd

from retold.coding.sheet import PRESENCE, SheetSource, code_text, show_code, theme_columns
from retold.coding.spreadsheets import escape_cell
from retold.errors import ParameterError
from retold.themes.codebook.model import Codebook

# Widths in characters: a sentence of the usual length then wraps to three or four lines on a laptop's screen.
WIDTHS = {"unit": 14, "article": 16, "before": 34, "sentence": 60, "after": 34, "note": 24, "coder": 10}
THEME_WIDTH = 6

# Points that a sign of an upright bold name takes, and the most that Excel gives a row.
SIGN_HEIGHT, MOST_HEIGHT = 6, 409

# Limits of Excel for what it shows when a cell is entered.
PROMPT_TITLE, PROMPT = 32, 255

# Excel calls a workbook damaged whose drop-down lists more signs, or that has more rows.
LIST, MOST_ROWS = 255, 1_048_576

# A workbook's parts carry times; equal sheets should be equal files.
EPOCH = (1980, 1, 1, 0, 0, 0)
_TIMES = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")

LEVELS = (
    ("nominal", "codes are names: two codes are the same or not"),
    ("ordinal", "codes are ranks: more or less, without saying by how much"),
    ("interval", "codes are amounts whose differences can be compared"),
    ("ratio", "codes are amounts from a true zero, whose ratios can be compared"),
)


def workbook_bytes(sheet: pd.DataFrame, codebook: Codebook | None) -> bytes:
    """Return a coding sheet as the content of an XLSX file; the same sheet gives the same bytes."""
    from openpyxl import Workbook

    book = Workbook()
    themes = theme_columns(sheet.columns)
    if len(sheet) >= MOST_ROWS:
        raise ParameterError(
            f"a workbook holds {MOST_ROWS - 1:,} sentences at most, and there are {len(sheet):,}",
            where="write_sheet",
            todo="draw a sample with --n, or write CSV",
        )
    source = SheetSource.parse(str(sheet["sheet"].iloc[0])) if len(sheet) and "sheet" in sheet else None
    codes = source.codes if source else PRESENCE
    coding = book.active
    coding.title = "coding"
    _fill(coding, sheet, themes)
    _offer_codes(coding, sheet, themes, codes, codebook)
    if codebook is not None:
        _add_codebook(book.create_sheet("codebook"), codebook, themes)
    _add_lines(book.create_sheet("instructions"), instructions(codes, blind="article" not in sheet))
    content = io.BytesIO()
    book.save(content)
    return _without_times(content.getvalue())


def _fill(page: Any, sheet: pd.DataFrame, themes: Sequence[str]) -> None:
    from openpyxl.utils import get_column_letter

    for at, name in enumerate(sheet.columns, start=1):
        theme = name in themes
        _head(page.cell(1, at), name, upright=theme)
        width = THEME_WIDTH if theme else WIDTHS.get(name, WIDTHS["note"])
        column = page.column_dimensions[get_column_letter(at)]
        # Blank cells are not written, so that the column says how they are to look when they are filled.
        column.width, column.alignment = width, _alignment("code" if theme else "text")
        write, show = (_write_code, code_text) if theme else (_write_text, str)
        for row, text in enumerate(map(show, sheet[name]), start=2):
            if text:
                write(page.cell(row, at), text)
    page.row_dimensions[1].height = min(MOST_HEIGHT, SIGN_HEIGHT * max(map(len, sheet.columns)) + SIGN_HEIGHT)
    page.freeze_panes = "B2"
    page.auto_filter.ref = page.dimensions
    page.page_setup.orientation = "landscape"
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.print_title_rows = "1:1"
    # Coders have no use for what ties the sheet to its study, and less reason to change it.
    page.column_dimensions[get_column_letter(list(sheet.columns).index("sheet") + 1)].hidden = True


def _head(cell: Any, name: str, *, upright: bool) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill

    _write_text(cell, name)
    cell.font = Font(bold=True)
    cell.fill = PatternFill("solid", fgColor="DDDDDD")
    cell.alignment = Alignment(
        text_rotation=90 if upright else 0, vertical="bottom", horizontal="center" if upright else None
    )


@cache
def _alignment(kind: str) -> Any:
    """Return how cells of codes, or of text, are set."""
    from openpyxl.styles import Alignment

    if kind == "code":
        return Alignment(horizontal="center", vertical="top")
    return Alignment(wrap_text=True, vertical="top")


def _write_text(cell: Any, text: str) -> None:
    """Write text that stays text: never a formula, also after it has been edited."""
    if not text:
        return
    cell.value = escape_cell(text)
    cell.data_type = "s"
    cell.quotePrefix = True
    cell.alignment = _alignment("text")


def _write_code(cell: Any, text: str) -> None:
    number = parse_number(text)
    if number is None:
        _write_text(cell, text)
        return
    cell.value = int(number) if number == int(number) else number
    cell.alignment = _alignment("code")


def parse_number(text: str) -> float | None:
    """Return a code's text as a number, if it is one that a cell can hold."""
    try:
        number = float(text)
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _offer_codes(
    page: Any, sheet: pd.DataFrame, themes: Sequence[str], codes: Sequence[float], codebook: Codebook | None
) -> None:
    """Give the cells of each theme a drop-down, with the theme's description beside it."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    told = {theme.name: theme.description for theme in codebook.themes} if codebook else {}
    shown = [show_code(code) for code in codes]
    for theme in themes if len(sheet) else ():
        letter = get_column_letter(list(sheet.columns).index(theme) + 1)
        rule = DataValidation(type="list", formula1=f'"{",".join(shown)}"', allow_blank=True)
        if len(rule.formula1) > LIST:
            bounds = {"formula1": shown[0], "formula2": shown[-1]}
            rule = DataValidation(type="decimal", operator="between", allow_blank=True, **bounds)
        rule.errorTitle, rule.error = "Not a code", f"Please use one of: {', '.join(shown)}"[:PROMPT]
        rule.promptTitle = escape_cell(theme)[-PROMPT_TITLE:]
        rule.prompt = escape_cell(told.get(theme) or theme)[:PROMPT]
        rule.showErrorMessage = rule.showInputMessage = True
        rule.add(f"{letter}2:{letter}{len(sheet) + 1}")
        page.add_data_validation(rule)


def _add_codebook(page: Any, codebook: Codebook, themes: Iterable[str]) -> None:
    coded = set(themes)
    rows = [
        (
            theme.name,
            "yes" if theme.name in coded else "",
            theme.description,
            "\n".join(theme.examples),
            theme.notes,
        )
        for theme in codebook.themes
        if theme.name in coded or theme.children
    ]
    header = ("theme", "coded", "description", "examples", "notes")
    for at, (name, width) in enumerate(zip(header, (34, 8, 50, 50, 50), strict=True), start=1):
        _head(page.cell(1, at), name, upright=False)
        page.column_dimensions["ABCDE"[at - 1]].width = width
        for row, cells in enumerate(rows, start=2):
            _write_text(page.cell(row, at), cells[at - 1])
    page.freeze_panes = "B2"


def _add_lines(page: Any, lines: Sequence[str]) -> None:
    page.column_dimensions["A"].width = 110
    for row, line in enumerate(lines, start=1):
        _write_text(page.cell(row, 1), line)


def instructions(codes: Sequence[float], *, blind: bool = False) -> list[str]:
    """Return what a coder should know, line by line.

    Examples
    --------
    >>> instructions((0, 1))[2]
    'Codes: 0, 1. 0 says that the theme is not in the sentence, 1 that it is.'
    """
    shown = ", ".join(map(show_code, codes))
    meaning = (
        " 0 says that the theme is not in the sentence, 1 that it is."
        if tuple(codes) == PRESENCE
        else " What each stands for, the people who lead the study say; above 0 the theme counts as present."
    )
    return [
        "How to fill in the sheet `coding`",
        "Read the descriptions on the sheet `codebook` first. Then give each sentence one code in each column of a theme.",
        f"Codes: {shown}.{meaning}",
        "A sentence may have several themes, or none. Code the sentence itself; those before and after are there to "
        "understand it.",
        "Leave a cell blank if you cannot decide: blank is counted as missing, never as 0.",
        "Work alone. Talk about the coding with the other coders only when all sheets are handed in.",
        "Write remarks into the column `note`; further columns of your own must have names that begin with `note`.",
        "Rows may be sorted and filtered. Leave the columns `unit`, `sentence` and the hidden `sheet` as they are: they "
        "tie your codes to the text.",
        *(["The names of the units tell nothing about where a sentence comes from."] if blind else []),
        "Save the file as XLSX, or as CSV.",
        "",
        "Levels of measurement, of which one is chosen when the sheets are scored (`retold score --level`)",
        *(f"{level}: {what}" for level, what in LEVELS),
    ]


def _without_times(content: bytes) -> bytes:
    """Return a workbook with all its times set to one date."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "docProps/core.xml":
                part = _TIMES.sub(rb"\g<1>1980-01-01T00:00:00Z", part)
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, part)
    return made.getvalue()
