"""Tables against the expected ones: equal byte for byte, or they differ."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from retold.tables import empty_table, write_table
from tests.study.drawn_results import KEYNESS, STATEMENTS, note, verdicts


@pytest.mark.parametrize(
    ("row", "column", "value", "verdict", "words"),
    [
        (0, "log_odds", 1.5, "identical", ""),
        # Below the last digit that a table keeps, the same text is written.
        (0, "log_odds", 1.5000001, "identical", ""),
        (0, "log_odds", 1.500001, "differs", "log_odds 1.500001, expected 1.5; largest difference 1e-06 (log_odds)"),
        (2, "log_odds", -0.000001, "differs", "log_odds -1e-06, expected 0.0; largest difference 1e-06 (log_odds)"),
        (1, "z", 1.0, "differs", "theme hope, z 1.0, expected -1.0; largest difference 2 (z)"),
        (2, "g2", 0.0, "differs", "theme fear, g2 0.0, expected empty"),
        (0, "g2", np.nan, "differs", "g2 empty, expected 4.0"),
        (0, "g2", np.inf, "differs", "g2 inf, expected 4.0"),
        (0, "note", "few", "differs", "note few, expected empty"),
        (0, "theme", "feat", "differs", "1 new, first: article_id a, theme feat; 1 gone, first: article_id a, theme fear"),
        (0, "article_id", "A", "differs", "1 new, first: article_id A, theme fear"),
    ],
)  # fmt: skip
def test_a_table_is_equal_or_it_differs(
    study: tuple[Path, Path], row: int, column: str, value: object, verdict: str, words: str
) -> None:
    results, expected = study
    changed = KEYNESS.copy()
    changed.loc[row, column] = value
    write_table(changed, "theme_keyness", results)
    assert verdicts(results, expected) == {
        "statements": "identical",
        "theme_keyness": verdict,
        "map": "identical",
    }
    assert words in note(results, expected, "theme_keyness")


@pytest.mark.parametrize(
    ("column", "value", "verdict"),
    [
        ("end", 21, "differs"),
        ("voice", "subject", "differs"),
        ("confidence", 0.999999, "differs"),
        # Words are not recorded, so their change alone cannot be seen.
        ("text", "Altered", "identical"),
        ("speaker", "Altered", "identical"),
    ],
)
def test_integers_and_words(study: tuple[Path, Path], column: str, value: object, verdict: str) -> None:
    results, expected = study
    changed = STATEMENTS.copy()
    changed.loc[1, column] = value
    write_table(changed, "statements", results)
    assert verdicts(results, expected)["statements"] == verdict


def altered(content: bytes, alter: str) -> bytes:
    """Change the bytes of a table as other programs do."""
    lines = content.decode().splitlines(keepends=True)
    return {
        "row order": lambda: "".join([lines[0], lines[2], lines[1], *lines[3:]]).encode(),
        "column order": lambda: content.replace(b"article_id,theme", b"theme,article_id", 1),
        "a column gone": lambda: content.replace(b",note\n", b",remark\n", 1),
        "CR LF": lambda: content.replace(b"\n", b"\r\n"),
        "byte order mark": lambda: b"\xef\xbb\xbf" + content,
        "quotes": lambda: content.replace(b"fear", b'"fear"'),
        "no last line end": lambda: content[:-1],
        "digits": lambda: content.replace(b"1.5,", b"1.50,", 1),
        "a word for a number": lambda: content.replace(b"1.5,", b"high,", 1),
        "nan": lambda: content.replace(b"1.5,", b"nan,", 1),
        "a lone carriage return": lambda: content.replace(b"hope", b"ho\rpe", 1),
        "empty": lambda: b"",
        "no text": lambda: b"\xff\xfe\x00",
        "ragged": lambda: content + b"a,b,c,1,1,1,1,1,1,1,1,1,1\n",
        "an open quote": lambda: content + b'"a,',
    }[alter]()


@pytest.mark.parametrize(
    ("alter", "words"),
    [
        ("row order", "the rows stand in another order, first: article_id a, theme hope in row 1, expected in row 2"),
        ("column order", "the columns stand in another order: theme, article_id, log_odds, z; expected article_id"),
        ("a column gone", "other columns: new: remark; gone: note"),
        ("CR LF", "the values are the same but not the bytes"),
        ("byte order mark", "the values are the same but not the bytes"),
        ("quotes", "the values are the same but not the bytes"),
        ("no last line end", "the values are the same but not the bytes"),
        ("digits", "1 of 3 rows differs, first: article_id a, theme fear, log_odds 1.50, expected 1.5"),
        ("a word for a number", "log_odds high, expected 1.5"),
        ("nan", "log_odds nan, expected 1.5"),
        ("a lone carriage return", r"1 new, first: article_id a, theme 'ho\rpe'"),
        ("empty", "it cannot be read"),
        ("no text", "it cannot be read"),
        ("ragged", "it cannot be read"),
        ("an open quote", "it cannot be read"),
    ],
)  # fmt: skip
def test_other_bytes_are_told_in_one_line(study: tuple[Path, Path], alter: str, words: str) -> None:
    results, expected = study
    table = results / "tables" / "theme_keyness.csv"
    table.write_bytes(altered(table.read_bytes(), alter))
    assert verdicts(results, expected) == {
        "statements": "identical",
        "theme_keyness": "differs",
        "map": "identical",
    }
    said = note(results, expected, "theme_keyness")
    assert words in said
    assert "\n" not in said


def test_a_table_whose_words_are_gone_differs(study: tuple[Path, Path]) -> None:
    results, expected = study
    table = results / "tables" / "statements.csv"
    pd.read_csv(table).drop(columns="text").to_csv(table, index=False)
    assert note(results, expected, "statements") == "other columns: gone: text"


def test_a_folder_with_the_name_of_a_table_cannot_be_read(study: tuple[Path, Path]) -> None:
    results, expected = study
    table = results / "tables" / "statements.csv"
    table.unlink()
    table.mkdir()
    assert note(results, expected, "statements").startswith("it cannot be read: ")


def test_a_column_on_the_right_is_not_compared(study: tuple[Path, Path]) -> None:
    results, expected = study
    write_table(KEYNESS.assign(remark="words"), "theme_keyness", results)
    assert verdicts(results, expected)["theme_keyness"] == "identical"


def test_another_set_of_expected_columns_differs(study: tuple[Path, Path]) -> None:
    results, expected = study
    path = expected / "theme_keyness.csv"
    path.write_text(path.read_text().replace("log_odds", "odds"))
    assert verdicts(results, expected)["theme_keyness"] == "differs"
    assert note(results, expected, "theme_keyness") == "other columns: new: log_odds; gone: odds"


def test_missing_and_unexpected_tables(study: tuple[Path, Path]) -> None:
    results, expected = study
    (results / "tables" / "statements.csv").unlink()
    write_table(empty_table("reuse"), "reuse", results)
    (results / "tables" / "strange.csv").write_text("a\n1\n")
    # What an interrupted run leaves aside is not a table.
    (results / "tables" / ".coverage.csv.part").write_text("a\n")
    assert verdicts(results, expected) == {
        "reuse": "unexpected", "statements": "missing", "strange": "unexpected", "theme_keyness": "identical",
        "map": "identical",
    }  # fmt: skip


def test_a_table_that_this_version_does_not_know(study: tuple[Path, Path]) -> None:
    results, expected = study
    for file in (results / "tables" / "strange.csv", expected / "strange.csv"):
        file.write_text("a\n1\n")
    assert note(results, expected, "strange") == "this version knows no table of that name"
