"""Public calls ask for the columns that they need: each is named when it is missing, with the call and what there is."""

import pandas as pd
import pytest

import retold
from retold.errors import TableError
from retold.tables import empty_table, require

ARTICLES = pd.DataFrame({"article_id": ["a"], "text": ["The dam, he said, is safe."], "characters": [26]})
STATEMENTS = pd.DataFrame(
    {"statement_id": ["a:1"], "article_id": ["a"], "start": [0], "end": [26], "voice": ["subject"],
     "text": ["The dam, he said, is safe."], "argument": ["none"]}
)  # fmt: skip
ARGUMENTS = STATEMENTS[["statement_id", "argument"]]
CODEBOOK = retold.read_codebook({"themes": {"water": {"patterns": ["dam"]}}})
CODES = pd.DataFrame({"unit": ["u"], "coder": ["c"], "theme": ["t"], "code": [1]})

# The call, the frame that it is given, its name, and the columns that it cannot do without.
CALLS = {
    "find_clutter": (retold.find_clutter, ARTICLES, "articles", ["article_id", "text"]),
    "split_sentences": (
        lambda frame: retold.split_sentences(frame, empty_table("masked")), ARTICLES, "articles", ["article_id", "text"],
    ),
    "split_sentences, masked": (
        lambda frame: retold.split_sentences(ARTICLES, frame), empty_table("masked"), "masked spans",
        ["article_id", "start", "end"],
    ),
    "find_statements": (
        lambda frame: retold.find_statements(frame, subject="Ann Lee"), ARTICLES, "articles", ["article_id", "text"],
    ),
    "find_themes": (lambda frame: retold.find_themes(frame, CODEBOOK), ARTICLES, "articles", ["article_id", "text"]),
    "find_reuse": (retold.find_reuse, ARTICLES, "articles", ["article_id", "text"]),
    "find_details": (
        lambda frame: retold.find_details(frame, ARTICLES), STATEMENTS, "statements",
        ["statement_id", "article_id", "start", "end"],
    ),
    "find_details, articles": (
        lambda frame: retold.find_details(STATEMENTS, frame), ARTICLES, "articles", ["article_id", "text"],
    ),
    "compare_details": (retold.compare_details, empty_table("details"), "details", ["detail_id", "slot", "value"]),
    "compare_wording": (
        retold.compare_wording, STATEMENTS, "statements", ["statement_id", "article_id", "argument", "text"],
    ),
    "cover_arguments": (
        lambda frame: retold.cover_arguments(frame, ARGUMENTS, ARTICLES), STATEMENTS, "statements",
        ["statement_id", "article_id", "start", "end", "voice", "text"],
    ),
    "cover_arguments, arguments": (
        lambda frame: retold.cover_arguments(STATEMENTS, frame, ARTICLES), ARGUMENTS, "arguments",
        ["statement_id", "argument"],
    ),
    "group_arguments": (retold.group_arguments, STATEMENTS, "statements", ["statement_id", "text"]),
    "score_coders": (retold.score_coders, CODES, "codes", ["unit", "coder", "code"]),
    "write_table": (
        lambda frame: retold.write_table(frame, "masked", "nowhere"), empty_table("masked"), "masked", ["reason", "text"],
    ),
}  # fmt: skip

CASES = {
    f"{name}: {column}": (call, frame, title, column)
    for name, (call, frame, title, columns) in CALLS.items()
    for column in columns
}


@pytest.mark.parametrize(("call", "frame", "title", "column"), CASES.values(), ids=CASES)
def test_a_missing_column_is_named(call, frame, title, column):
    with pytest.raises(TableError) as refused:
        call(frame.drop(columns=column))
    assert f"the table of {title} lacks the column {column!r}" in refused.value.what
    assert refused.value.todo


@pytest.mark.parametrize(
    ("columns", "needed", "what", "todo"),
    [
        (["start"], ["start", "end"], "the table of spans lacks the column 'end'", "known are: start"),
        (["start", "ends"], ["end"], "the table of spans lacks the column 'end'", "did you mean 'ends'?"),
        (["x"], ["a", "b", "c"], "the table of spans lacks the column 'a' (and 'b', 'c')", "known are: x"),
        ([], ["a"], "the table of spans lacks the column 'a'", "it has no column"),
    ],
)
def test_what_is_missing_what_was_meant_and_what_is_there(columns, needed, what, todo):
    with pytest.raises(TableError) as refused:
        require(pd.DataFrame(columns=columns), needed, "spans", where="here")
    assert (refused.value.what, refused.value.where) == (what, "here")
    assert refused.value.todo.endswith(todo)


@pytest.mark.parametrize(("columns", "needed"), [(["a"], []), (["a"], ["a"]), ([], [])])
def test_nothing_is_said_where_nothing_is_missing(columns, needed):
    require(pd.DataFrame(columns=columns), needed, "spans")


def test_the_owner_of_the_call_may_say_what_to_do():
    with pytest.raises(TableError, match="find them again"):
        require(pd.DataFrame(), ["a"], "details", todo="find them again")
