import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retold.errors import ResultsError, TableError
from retold.tables import SCHEMAS, conform, empty_table, read_table, table_path, write_table

MASKED = pd.DataFrame(
    {
        "article_id": ["b", "a:10", "NA", "a:2"],
        "start": [0, 1, 2, 3],
        "end": [1, 2, 3, 4],
        "reason": ["x", "", "null", "001"],
        "text": ["a,b\n“c”", " d", "é", "'"],
    }
)


@pytest.mark.parametrize("table_format", ["csv", "parquet"])
def test_round_trip_keeps_every_string(tmp_path, table_format):
    write_table(MASKED, "masked", tmp_path, table_format=table_format)
    back = read_table("masked", tmp_path)
    assert back["article_id"].tolist() == ["NA", "a:2", "a:10", "b"]
    assert back.set_index("article_id")["reason"].to_dict() == {
        "b": "x",
        "a:10": "",
        "NA": "null",
        "a:2": "001",
    }
    assert set(back["text"]) == set(MASKED["text"])


def test_csv_bytes_do_not_depend_on_the_order_of_rows(tmp_path):
    one = write_table(MASKED, "masked", tmp_path / "one").read_bytes()
    two = write_table(MASKED.iloc[::-1], "masked", tmp_path / "two").read_bytes()
    assert one == two
    assert b"\r\n" not in one


def test_floats_are_rounded_and_minus_zero_is_zero(tmp_path):
    rows = pd.DataFrame(
        {"figure": ["a", "b"], "left_out": "none", "value": [1 / 3, -0.0000001], "change": 0.0}
    )
    text = write_table(rows, "influence", tmp_path).read_text("utf-8")
    assert "0.333333," in text
    assert "-0.0" not in text


@pytest.mark.parametrize("name", sorted(SCHEMAS))
def test_empty_tables_survive(tmp_path, name):
    write_table(empty_table(name), name, tmp_path)
    back = read_table(name, tmp_path)
    assert list(back.columns) == SCHEMAS[name].columns
    assert back.empty


@pytest.mark.parametrize(
    ("frame", "name", "words"),
    [
        (MASKED.drop(columns="end"), "masked", "lacks the column 'end'"),
        (MASKED.assign(start="x"), "masked", "masked.start should hold Int64"),
        (MASKED, "nothing", "no table called 'nothing'"),
    ],
)
def test_unfit_tables_are_refused(frame, name, words):
    with pytest.raises(TableError, match=words):
        conform(frame, name)


def test_missing_table_says_what_to_do(tmp_path):
    with pytest.raises(ResultsError, match="run the notebook that writes it"):
        read_table("masked", tmp_path)


def test_nothing_is_left_where_a_table_cannot_be_written(tmp_path):
    (tmp_path / "tables").write_text("a file where the folder should be")
    with pytest.raises(ResultsError, match="cannot be written"):
        write_table(MASKED, "masked", tmp_path)
    assert not table_path("masked", tmp_path).exists()


@given(
    st.lists(
        st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\r\n\x00"), max_size=8), max_size=6
    )
)
def test_any_text_survives(tmp_path_factory, texts):
    folder = tmp_path_factory.mktemp("texts")
    rows = pd.DataFrame(
        {
            "article_id": [f"a{n}" for n in range(len(texts))],
            "start": 0,
            "end": 1,
            "reason": "r",
            "text": texts,
        }
    )
    write_table(rows, "masked", folder)
    assert read_table("masked", folder)["text"].tolist() == texts
