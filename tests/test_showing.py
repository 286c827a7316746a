"""Tables on a page: names for ids, what is not there, whole texts."""

import pandas as pd
import pytest

from retold.showing import MISSING, show, tell_first

ARTICLES = pd.DataFrame({"article_id": ["x1", "x2"], "label": ["Post", "Times & Co"]})


def test_labels_stand_for_ids_in_cells_statements_and_columns():
    frame = pd.DataFrame(
        {"article_id": ["x1"], "statement_id": ["x2:14"], "x2": [3], "text": ["x1 is not an id here: 4"]}
    )
    shown = show(frame, articles=ARTICLES)
    assert shown.columns == ["article_id", "statement_id", "Times & Co", "text"]
    assert shown.rows == [["Post", "Times & Co : 14", "3", "x1 is not an id here: 4"]]


def test_groups_of_statements_are_called_by_their_labels():
    labels = pd.DataFrame({"argument": ["A1", "A2"], "label": ["the dam is too old", ""]})
    frame = pd.DataFrame({"argument": ["A1", "A9"], "found": ["A2", "none"], "text": ["A1", "A2"]})
    shown = show(frame, arguments=labels)
    assert shown.rows == [["A1 the dam is too old", "A2", "A1"], ["A9", "none", "A2"]]
    assert show(frame).rows[0] == ["A1", "A2", "A1"]
    indexed = frame.set_index("argument")[["text"]]
    assert show(indexed, arguments=labels).rows[0] == ["A1 the dam is too old", "A1"]


@pytest.mark.parametrize("value", [None, float("nan"), pd.NA])
def test_what_is_not_there_is_said(value):
    assert show(pd.DataFrame({"a": pd.Series([value], dtype=object)})).rows == [[MISSING]]


def test_html_keeps_whole_texts_and_escapes_them():
    text = "<b>" + "long " * 40
    html = show(pd.DataFrame({"text": [text]}))._repr_html_()
    assert "&lt;b&gt;long" in html
    assert html.count("long ") == 40
    assert "text-align: left" in html


def test_plain_form_is_cut_and_numbers_are_rounded():
    lines = repr(show(pd.DataFrame({"text": ["x" * 200], "share": [1 / 3]})))
    assert "…" in lines
    assert "0.33" in lines


def test_a_named_index_is_shown_and_an_empty_table_says_so():
    assert show(pd.DataFrame({"n": [1]}, index=pd.Index(["a"], name="voice"))).columns == ["voice", "n"]
    assert repr(show(pd.DataFrame({"n": []}))) == "(no rows)"
    assert "(no rows)" in show(pd.DataFrame({"n": []}))._repr_html_()


def test_several_things_in_a_cell_are_listed_by_their_names():
    frame = pd.DataFrame({"statement_id": [("x1:2", "x2:1"), ()], "share": [1.0, None]})
    assert show(frame, articles=ARTICLES).rows == [["Post : 2, Times & Co : 1", "1.00"], ["", MISSING]]


@pytest.mark.parametrize(
    ("shown", "there", "options", "said"),
    [
        (5, 5, {}, ""),
        (5, 4, {"order": "by size"}, ""),
        (5, 6, {}, "first 5 of 6 rows"),
        (0, 1_000, {"order": "by size"}, "first 0 of 1,000 rows, by size"),
        (1_000, 2_000, {"file": "a/b/c.csv"}, "first 1,000 of 2,000 rows; all in b/c.csv"),
    ],
)
def test_what_is_left_out_is_told(shown, there, options, said):
    assert tell_first(shown, there, "rows", **options) == said
