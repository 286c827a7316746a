"""What is said of two tables that differ: rows by their keys, values as they are printed, numbers by their distance."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retold.study.differences import describe_columns, describe_rows, print_table, read_printed

HEADER = ["id", "argument", "strength"]
ROWS = [("1:1", "A1", "0.5"), ("1:2", "A2", "0.25"), ("1:3", "A3", "1.0"), ("1:4", "A5", "")]


def frame(rows: list[tuple[str, ...]]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=HEADER, dtype="str")


def with_row(number: int, *row: str) -> list[tuple[str, ...]]:
    return [*ROWS[:number], row, *ROWS[number + 1 :]]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (ROWS, ""),
        (with_row(3, "1:4", "A3", ""), "1 of 4 rows differs, first: id 1:4, argument A3, expected A5"),
        (
            with_row(1, "1:2", "A2", "0.250001"),
            "1 of 4 rows differs, first: id 1:2, strength 0.250001, expected 0.25; largest difference 1e-06 (strength)",
        ),
        (with_row(3, "1:4", "A5", "nan"), "1 of 4 rows differs, first: id 1:4, strength nan, expected empty"),
        (with_row(0, "1:1", "A1", ""), "1 of 4 rows differs, first: id 1:1, strength empty, expected 0.5"),
        (with_row(0, "1:1", "A1", "inf"), "1 of 4 rows differs, first: id 1:1, strength inf, expected 0.5"),
        (with_row(0, "1:1", " A1", "0.5"), "1 of 4 rows differs, first: id 1:1, argument ' A1', expected A1"),
        (with_row(0, "1:1", "A1", "0.50"), "1 of 4 rows differs, first: id 1:1, strength 0.50, expected 0.5"),
        (
            [("1:1", "A2", "0.5"), ("1:2", "A2", "2.25"), ("1:3", "A2", "0.0"), ROWS[3]],
            "3 of 4 rows differ, first: id 1:1, argument A2, expected A1; columns argument, strength;"
            " largest difference 2 (strength)",
        ),
        (ROWS[1:], "3 rows, expected 4; 1 gone, first: id 1:1"),
        ([*ROWS, ("1:5", "A1", "")], "5 rows, expected 4; 1 new, first: id 1:5"),
        ([*ROWS, ROWS[3]], "5 rows, expected 4; 1 new, first: id 1:4"),
        (with_row(0, "1:9", "A1", "0.5"), "1 new, first: id 1:9; 1 gone, first: id 1:1"),
        ([], "0 rows, expected 4; 4 gone, first: id 1:1"),
        (
            [ROWS[1], ROWS[0], *ROWS[2:]],
            "the rows stand in another order, first: id 1:2 in row 1, expected in row 2",
        ),
        (
            [ROWS[1], ("1:1", "A9", "0.5"), *ROWS[2:]],
            "1 of 4 rows differs, first: id 1:1, argument A9, expected A1;"
            " the rows stand in another order, first: id 1:2 in row 1, expected in row 2",
        ),
    ],
)
def test_rows_are_paired_by_their_keys(rows: list[tuple[str, ...]], said: str) -> None:
    assert describe_rows(frame(rows), frame(ROWS), ["id"]) == said


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (ROWS, ""),
        (with_row(1, "1:2", "A9", "0.25"), "1 of 4 rows differs, first: row 2, argument A9, expected A2"),
        (ROWS[:3], "3 rows, expected 4; 1 gone, first: row 4"),
        (
            [ROWS[1], ROWS[0], *ROWS[2:]],
            "the rows stand in another order, first: id 1:2, argument A2, strength 0.25 in row 1, expected in row 2",
        ),
    ],
)
def test_rows_without_keys_are_paired_by_their_place(rows: list[tuple[str, ...]], said: str) -> None:
    assert describe_rows(frame(rows), frame(ROWS), []) == said


@pytest.mark.parametrize(
    ("found", "expected", "said"),
    [
        ("a b c", "a c", "other columns: new: b"),
        ("a", "a b c", "other columns: gone: b, c"),
        ("", "a b c d e f", "other columns: gone: a, b, c, d and 2 more"),
        ("a c b", "a b c", "the columns stand in another order: c, b; expected b, c"),
    ],
)
def test_columns(found: str, expected: str, said: str) -> None:
    assert describe_columns(found.split(), expected.split()) == said


CELLS = st.text('a1.,"\r é', max_size=4)
TABLES = st.lists(st.tuples(CELLS, CELLS, CELLS), max_size=5)


@given(TABLES, TABLES, st.sampled_from([[], ["id"], ["id", "argument"]]))
def test_nothing_is_said_exactly_where_nothing_differs(
    rows: list[tuple[str, ...]], others: list[tuple[str, ...]], keys: list[str]
) -> None:
    assert describe_rows(frame(rows), frame(rows), keys) == ""
    assert (describe_rows(frame(rows), frame(others), keys) == "") == (rows == others)
    assert "\n" not in describe_rows(frame(rows), frame(others), keys)


@given(TABLES)
def test_a_table_is_read_as_it_was_printed(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, ...]]
) -> None:
    path = Path(tmp_path_factory.getbasetemp()) / "printed.csv"
    path.write_bytes(print_table(frame(rows)).encode())
    found, as_written = read_printed(path)
    assert as_written
    assert found.to_numpy().tolist() == [list(row) for row in rows]
