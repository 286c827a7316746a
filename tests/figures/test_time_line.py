"""The time line of dates."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from retold.figures.time_line import read_span
from tests.figures.cases import make_drawn, make_tables, read_words, write_study


def test_conflicting_dates_are_labelled_with_both_values(tmp_path: Path) -> None:
    tables = make_tables(3)
    values = dict(zip(tables["details"]["detail_id"], tables["details"]["value"], strict=True))
    tables["details"]["text"] = [f"in {value}" for value in tables["details"]["value"]]
    drawn = make_drawn("details", write_study(tmp_path, tables))
    words = read_words(drawn.figure)
    # As the articles have them, not as the table does; once for each disagreement.
    pair = tables["conflicts"].iloc[0]
    assert f"in {values[pair['detail_a']]} ≠ in {values[pair['detail_b']]}" in words
    groups = drawn.numbers["group"].dropna().nunique()
    assert sum("≠" in word for word in words) == groups > 0
    assert drawn.title == f"Reports of one occasion differ in {groups} date{'s' if groups > 1 else ''}"
    assert "3 dates without a first year not shown" in drawn.basis


@pytest.mark.parametrize(
    ("value", "span"),
    [
        ("2021", (2021.0, 2022.0, False)),
        ("2021-07", (2021.5, 2021.5 + 1 / 12, False)),
        ("2021-07-01", (2021.5, 2021.5, False)),
        ("2021/2023", (2021.0, 2024.0, False)),
        ("1997/..", (1997.0, 1998.0, True)),
        ("../1997", None),
        ("XXXX-07-28", None),
        ("P30Y", None),
        ("20211", None),
        ("", None),
    ],
)
def test_spans_of_dates(value: str, span: tuple[float, float, bool] | None) -> None:
    found = read_span(value)
    assert (None if found is None else tuple(found)) == (None if span is None else pytest.approx(span))


def test_dates_without_a_year_that_differ_are_counted_and_told(tmp_path: Path) -> None:
    tables = make_tables(2)
    dated = tables["details"].query("kind == 'date' and value.str.startswith('XXXX')")["detail_id"].tolist()
    tables["conflicts"] = pd.DataFrame([dated[:2]], columns=["detail_a", "detail_b"]).assign(
        kind="date", slot="s", verdict="conflict", reason="", confidence=1.0
    )
    drawn = make_drawn("details", write_study(tmp_path, tables))
    assert drawn.title == "Reports of one occasion differ in 1 date, none of them with a year"
