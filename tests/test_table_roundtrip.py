"""What is written into a table is read back, whatever signs its texts hold."""

from itertools import count

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retold.errors import TableError
from retold.study.verify import verify_results, write_expected
from retold.tables import (
    CODING_SCHEMAS,
    LIST,
    SCHEMAS,
    conform,
    natural_key,
    read_list,
    read_table,
    table_path,
    write_list,
    write_table,
)

ALL_SCHEMAS = SCHEMAS | CODING_SCHEMAS

# Signs that end a line for somebody, that a reader of CSV or a spreadsheet takes for something, or that look like one.
ODD = [
    "\r",
    "\n",
    "\r\n",
    "\x0b",
    "\x0c",
    "\x1c",
    "\x85",
    "\u2028",
    "\u2029",
    "\ufeff",
    "\x1a",
    "\x01",
    "\x7f",
]
TAKEN = ["", " ", "NA", "null", "nan", "None", "1e5", "001", "-0", "inf", "True", '"', "'", "a,b", ";", "|", "\t", "#",
         "=1+1", "@x", "../x", "$x_1$", "{x}", "%s", "\\", "[]", '["a"]', "ü", "u\u0308", "a:1", "*", "none"]  # fmt: skip

TEXTS = st.one_of(
    st.sampled_from(ODD + TAKEN),
    st.lists(st.sampled_from(ODD + TAKEN), max_size=4).map("".join),
    st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\x00"), max_size=8),
)
NUMBERS = st.floats(-1e6, 1e6)


def frame_of(name, texts, numbers, size):
    """Return rows of a table: texts and numbers dealt to its cells, every seventh of which is missing."""
    deal = count()

    def cell(kind):
        at = next(deal)
        text, number = texts[at % len(texts)], numbers[at % len(numbers)]
        missing = at % 7 == 6
        return {
            "s": text,
            "i": None if missing else int(number),
            "f": None if missing else number,
            "b": None if missing else at % 2 == 0,
            LIST: () if missing else (text, *texts[: at % 3]),
        }[kind]

    types = ALL_SCHEMAS[name].types
    rows = [{column: cell(kind) for column, kind in types.items()} for _ in range(size)]
    return pd.DataFrame(rows, columns=list(types))


@pytest.mark.parametrize("table_format", ["csv", "parquet"])
@pytest.mark.parametrize("name", sorted(ALL_SCHEMAS))
def test_every_table_is_read_back_as_it_was_written(tmp_path_factory, name, table_format):
    folder = tmp_path_factory.mktemp("round")

    @settings(max_examples=10)
    @given(
        st.lists(TEXTS, min_size=1, max_size=9), st.lists(NUMBERS, min_size=1, max_size=3), st.integers(0, 3)
    )
    def check(texts, numbers, size):
        frame = frame_of(name, texts, numbers, size)
        write_table(frame, name, folder, table_format=table_format)
        pd.testing.assert_frame_equal(read_table(name, folder), conform(frame, name))

    check()


@pytest.mark.parametrize("table_format", ["csv", "parquet"])
@pytest.mark.parametrize("odd", ODD + TAKEN)
def test_each_odd_text_is_one_cell(tmp_path, odd, table_format):
    rows = {
        "article_id": [f"a{odd}b", odd],
        "start": 0,
        "end": 1,
        "reason": [odd, f"{odd}{odd}"],
        "text": odd,
    }
    write_table(pd.DataFrame(rows), "masked", tmp_path, table_format=table_format)
    back = read_table("masked", tmp_path)
    assert sorted(back["article_id"]) == sorted(rows["article_id"])
    assert back["text"].tolist() == [odd, odd]
    assert sorted(back["reason"]) == sorted(rows["reason"])


@pytest.mark.parametrize("table_format", ["csv", "parquet"])
def test_a_column_that_no_schema_knows_is_text(tmp_path, table_format):
    rows = {"figure": "f", "left_out": ["a", "b"], "value": 1.0, "change": 0.0, "mine": ["001", "NA"]}
    write_table(pd.DataFrame(rows), "influence", tmp_path, table_format=table_format)
    assert read_table("influence", tmp_path)["mine"].tolist() == ["001", "NA"]


@given(st.lists(TEXTS, max_size=4))
def test_lists_are_read_back(items):
    assert read_list(write_list(items)) == tuple(items)


@pytest.mark.parametrize("cell", ["a b", "{}", "[1]", '"a"', "[", "null"])
def test_what_is_no_list_of_strings_is_refused_with_the_file_and_the_column(tmp_path, cell):
    with pytest.raises(ValueError, match=r"no JSON list|Expecting"):
        read_list(cell)
    rows = pd.DataFrame({"utterance": ["u1"], "argument": "k", "article_id": "a", "statement_id": [("a:1",)],
                         "start": 0, "end": 1, "central": True, "words": [("x",)], "changed": "0"})  # fmt: skip
    path = write_table(rows, "wording_rows", tmp_path)
    told = pd.read_csv(path, dtype="str", keep_default_na=False).assign(statement_id=cell)
    told.to_csv(path, index=False)
    with pytest.raises(TableError, match=r"wording_rows\.statement_id should hold JSON lists") as caught:
        read_table("wording_rows", tmp_path)
    assert caught.value.where == path


@pytest.mark.parametrize("value", ["a:1 a:2", 7])
def test_text_in_place_of_a_list_is_refused_when_it_is_written(value):
    rows = pd.DataFrame({"article_id": ["a"], "argument": "k", "state": "reported", "statements": 1, "position": 0.5,
                         "expected": 0.5, "voices": [value], "last": 0.6, "denials": 0})  # fmt: skip
    with pytest.raises(TableError, match=r"coverage\.voices should hold lists of strings"):
        conform(rows, "coverage")


def test_nul_is_refused_in_csv_and_kept_in_parquet(tmp_path):
    rows = pd.DataFrame({"article_id": ["a"], "start": 0, "end": 1, "reason": "r", "text": "x\0y"})
    with pytest.raises(TableError, match="NUL"):
        write_table(rows, "masked", tmp_path)
    assert not table_path("masked", tmp_path).exists()
    write_table(rows, "masked", tmp_path, table_format="parquet")
    assert read_table("masked", tmp_path)["text"].tolist() == ["x\0y"]


def test_half_a_sign_is_refused(tmp_path):
    rows = pd.DataFrame(
        {"article_id": pd.Series(["a\ud800"], dtype=object), "start": 0, "end": 1, "reason": "", "text": ""}
    )
    with pytest.raises(TableError):
        write_table(rows, "masked", tmp_path)


@pytest.mark.parametrize("ids", [["1", "001", "01"], ["a1b", "a01b"], ["9" * 5000, "9" * 5001]])
def test_ids_that_are_one_number_have_one_order(ids):
    assert len({natural_key(name) for name in ids}) == len(ids)


def test_expected_results_of_odd_names_are_compared_cell_by_cell(tmp_path):
    rows = pd.DataFrame({"figure": "f", "left_out": ["a\rb", "none", '"x"\n'], "value": 1.0, "change": 0.0})
    write_table(rows, "influence", tmp_path / "results")
    write_expected(tmp_path / "results", tmp_path / "expected")
    write_table(rows.assign(value=[1.0, 1.0, 2.0]), "influence", tmp_path / "results")
    found = verify_results(tmp_path / "results", tmp_path / "expected")
    assert found.loc[0, "note"].startswith("1 of 3 rows differs")
