"""Sheets that are made for coders: which rows, which context, and what a blind one tells."""

import pandas as pd
import pytest

from retold.coding.make_sheets import coding_sheet, write_sheet
from retold.coding.read_codes import match_sheet, read_sheet
from retold.coding.sheet import theme_columns
from retold.errors import ParameterError, TableError
from retold.themes.codebook.read import read_codebook
from tests.coding.cases import BOOK, SENTENCES, THEMES, filled, sheet_of


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
