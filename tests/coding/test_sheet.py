"""What a coding sheet is: which columns are themes, and what it says of its making."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retold.coding.sheet import LEFT, RIGHT, SheetSource, code_text, show_code, theme_columns

SOURCE = SheetSource("paraphrase", "0a1b2c3d", "4e5f6a7b", 2, (0.0, 1.0))
SAID = "edition=paraphrase | sentences=0a1b2c3d | codebook=4e5f6a7b | themes=2 | codes=0 1"


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (SOURCE, SAID),
        (
            SheetSource("", "a", "b", 0, (-1.0, 0.5)),
            "edition= | sentences=a | codebook=b | themes=0 | codes=-1 0.5",
        ),
        (
            SheetSource("a | sentences=x", "a", "b", 12, (0.0,)),
            "edition=a | sentences=x | sentences=a | codebook=b | themes=12 | codes=0",
        ),
    ],
)
def test_a_source_is_read_as_it_is_written(source, text):
    assert str(source) == text
    assert SheetSource.parse(text) == source
    assert SheetSource.parse(f"  {text}\n") == source


@pytest.mark.parametrize(
    "text",
    [
        "",
        "paraphrase",
        SAID.removesuffix("0 1"),
        SAID.replace("themes=2", "themes=two"),
        SAID.replace("0a1b2c3d", ""),
        SAID.replace(" | codebook=4e5f6a7b", ""),
        SAID.replace("0 1", "0 x"),
        f"x{SAID}",
    ],
)
def test_a_damaged_source_is_none(text):
    assert SheetSource.parse(text) is None


@given(
    st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=10).map(str.strip),
    st.lists(st.integers(-50, 50).map(lambda n: n / 4), min_size=1, max_size=5),
)
def test_any_source_comes_back(edition, codes):
    source = SheetSource(edition, "a", "b", 1, tuple(codes))
    assert SheetSource.parse(str(source)) == source


@pytest.mark.parametrize(
    ("code", "text"),
    [(1.0, "1"), (0.5, "0.5"), (-2.0, "-2"), (100.0, "100"), (1 / 3, "0.3333333333"), (0.0, "0")],
)
def test_codes_have_a_point_only_where_they_need_one(code, text):
    assert show_code(code) == code_text(code) == text


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("pro", "pro"),
        ("1.0", "1.0"),
        ("", ""),
        (1, "1"),
        (np.int64(3), "3"),
        (np.nan, ""),
        (None, ""),
        (pd.NA, ""),
    ],
)
def test_cells_as_text(cell, text):
    assert code_text(cell) == text


@pytest.mark.parametrize(
    ("columns", "themes"),
    [
        ([], []),
        ([*LEFT, *RIGHT], []),
        ([*LEFT, "water/rain", "talks", *RIGHT], ["water/rain", "talks"]),
        (["unit", "note", "notes of mine", "Note"], ["Note"]),
        (["b", "a"], ["b", "a"]),
    ],
)
def test_what_is_neither_beside_the_themes_nor_a_note_is_a_theme(columns, themes):
    assert theme_columns(columns) == themes
