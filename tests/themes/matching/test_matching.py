"""What a table of hits holds beside the hits: statements, masks, depth, letters, order, and what is refused."""

import warnings

import pandas as pd
import pytest

from retold.errors import ParameterError
from retold.tables import empty_table
from retold.themes.codebook.read import read_codebook
from retold.themes.matching.matching import FEW_TOKENS, find_themes

BOOK = read_codebook(
    {
        "themes": {
            "water": {"patterns": ["sea"], "themes": {"rain": {"patterns": ["rain*", "sea rain"]}}},
            "fire": {"patterns": ["fire"]},
        }
    }
)


def find(*texts, book=BOOK, **options):
    articles = pd.DataFrame({"article_id": [f"a{n}" for n in range(len(texts))], "text": list(texts)})
    return find_themes(articles, book, **options)


def rows(hits, *columns):
    return [" ".join(map(str, row)) for row in hits[list(columns)].values.tolist()]


def test_all_columns_of_a_hit():
    statements = pd.DataFrame(
        [("a0:1", "a0", "a0:1", 0, 9, "subject"), ("a0:2", "a0", "a0:2", 10, 20, "journalist")],
        columns=["statement_id", "article_id", "sentence_id", "start", "end", "voice"],
    )
    hits = find("Rain fell. Sea rain.", statements=statements)
    assert list(hits.columns) == list(empty_table("theme_hits").columns)
    assert hits.to_dict("records") == [
        {"article_id": "a0", "statement_id": "a0:1", "sentence_id": "a0:1", "voice": "subject", "theme": "water/rain",
         "pattern": "rain*", "start": 0, "end": 4, "text": "Rain"},
        {"article_id": "a0", "statement_id": "a0:2", "sentence_id": "a0:2", "voice": "journalist", "theme": "water",
         "pattern": "sea", "start": 11, "end": 14, "text": "Sea"},
        {"article_id": "a0", "statement_id": "a0:2", "sentence_id": "a0:2", "voice": "journalist", "theme": "water/rain",
         "pattern": "sea rain", "start": 11, "end": 19, "text": "Sea rain"},
    ]  # fmt: skip


STATEMENTS = [
    # spans of statements (article, start, end), and the statement of the hits of "sea", "sea" at 4 and 12
    ([], ["", ""]),
    ([("a0", 4, 7)], ["0", ""]),
    ([("a0", 0, 5)], ["0", ""]),  # a hit belongs to the statement that holds its first character
    ([("a0", 5, 20)], ["", "0"]),
    ([("a0", 0, 4)], ["", ""]),
    ([("a0", 12, 13), ("a0", 4, 5)], ["1", "0"]),
    ([("a1", 0, 20)], ["", ""]),
    ([("a1", 0, 20), ("a0", 0, 20)], ["1", "1"]),
    ([("a0", 0, 12), ("a0", 12, 20)], ["0", "1"]),
    ([("gone", 0, 20)], ["", ""]),
]


@pytest.mark.parametrize(("spans", "expected"), STATEMENTS)
def test_statements(spans, expected):
    columns = ["article_id", "start", "end"]
    statements = pd.DataFrame(spans, columns=columns).assign(voice="subject", sentence_id="s")
    statements["statement_id"] = [str(n) for n in range(len(statements))]
    hits = find("the sea and sea", "", statements=statements)
    assert hits["statement_id"].tolist() == expected
    assert hits["voice"].tolist() == ["subject" if name else "" for name in expected]
    assert hits["sentence_id"].tolist() == ["s" if name else "" for name in expected]


def test_statements_of_several_articles():
    statements = pd.DataFrame(
        [("b", "a1", 0, 3), ("a", "a0", 0, 3), ("c", "a2", 0, 3)],
        columns=["statement_id", "article_id", "start", "end"],
    ).assign(voice="", sentence_id="")
    hits = find("sea sea", "sea", "fire sea", statements=statements)
    assert rows(hits, "article_id", "start", "statement_id") == [
        "a0 0 a",
        "a0 4 ",
        "a1 0 b",
        "a2 0 c",
        "a2 5 ",
    ]


@pytest.mark.parametrize(
    ("span", "starts"),
    [
        ((0, 0), [0, 4, 8]),
        ((0, 1), [4, 8]),
        ((2, 3), [4, 8]),
        ((3, 4), [0, 4, 8]),
        ((3, 5), [0, 8]),
        ((2, 9), []),
        ((7, 8), [0, 4, 8]),
        ((11, 99), [0, 4, 8]),
        ((10, 11), [0, 4]),
    ],
)
def test_a_hit_that_shares_a_character_with_a_masked_span_is_none(span, starts):
    masked = pd.DataFrame([("a0", *span)], columns=["article_id", "start", "end"])
    assert find("sea sea sea", masked=masked)["start"].tolist() == starts
    other = find("sea sea sea", "sea", masked=masked.assign(article_id="a1"))
    assert other.loc[other["article_id"] == "a0", "start"].tolist() == [0, 4, 8]


def test_no_masks():
    masked = pd.DataFrame([], columns=["article_id", "start", "end"])
    assert find("sea", masked=masked)["start"].tolist() == [0]


def test_a_phrase_does_not_reach_over_a_mask():
    masked = pd.DataFrame([("a0", 4, 7)], columns=["article_id", "start", "end"])
    assert rows(find("sea xxx rain", masked=masked), "text") == ["sea", "rain"]


@pytest.mark.parametrize(
    ("depth", "hits"),
    [
        (None, ["water sea", "water/rain sea rain"]),
        (1, ["water sea rain"]),
        (2, ["water sea", "water/rain sea rain"]),
        (9, ["water sea", "water/rain sea rain"]),
    ],
)
def test_depth(depth, hits):
    assert rows(find("sea rain", depth=depth), "theme", "text") == hits


@pytest.mark.parametrize(
    ("patterns", "case_sensitive", "hits"),
    [
        (["Sea"], False, ["Sea: sea", "Sea: Sea", "Sea: SEA"]),
        (["Sea"], True, ["Sea: Sea"]),
        # Patterns that differ in their capitals only are one, under the name that stands first.
        (["Sea", "sea"], False, ["Sea: sea", "Sea: Sea", "Sea: SEA"]),
        (["Sea", "sea"], True, ["sea: sea", "Sea: Sea"]),
    ],
)
def test_capital_letters(patterns, case_sensitive, hits):
    book = read_codebook({"themes": {"t": {"patterns": patterns}}})
    found = find("sea Sea SEA", book=book, case_sensitive=case_sensitive, overlap="all")
    assert rows(found.assign(pattern=found["pattern"] + ":"), "pattern", "text") == hits


def test_regular_expressions_that_differ_in_capitals_are_two():
    book = read_codebook({"themes": {"t": {"patterns": [{"regex": r"^\S$"}, {"regex": r"^\s$"}]}}})
    assert rows(find("a", book=book, overlap="all"), "pattern") == [r"regex: ^\S$"]


def test_order_is_by_place_then_length_then_pattern():
    book = read_codebook(
        {"themes": {"b": {"patterns": ["sea rain", "sea"]}, "a": {"patterns": ["sea", "rain"]}}}
    )
    hits = find("sea rain", "sea", book=book, overlap="all")
    assert rows(hits, "article_id", "theme", "text") == [
        "a0 b sea",
        "a0 a sea",
        "a0 b sea rain",
        "a0 a rain",
        "a1 b sea",
        "a1 a sea",
    ]


@pytest.mark.parametrize(
    ("overlap", "hits"),
    [
        ("theme", ["water sea", "water/rain sea rain"]),
        ("codebook", ["water/rain sea rain"]),
        ("all", ["water sea", "water/rain sea rain", "water/rain rain"]),
    ],
)
def test_overlaps(overlap, hits):
    assert rows(find("sea rain", overlap=overlap), "theme", "text") == hits


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"overlap": "code"}, r"overlap cannot be 'code'(.|\n)*find_themes(.|\n)*codebook"),
        ({"depth": 0}, r"depth cannot be 0(.|\n)*find_themes(.|\n)*give 1 or more"),
        ({"depth": -1}, "depth cannot be -1"),
    ],
)
def test_what_is_refused(options, message):
    with pytest.raises(ParameterError, match=message):
        find("sea", **options)


@pytest.mark.parametrize(("tokens", "warned"), [(FEW_TOKENS, True), (FEW_TOKENS - 1, False)])
def test_a_pattern_that_matches_all_tokens_of_a_long_text_is_named(tmp_path, tokens, warned):
    path = tmp_path / "codebook.yaml"
    path.write_text("themes:\n  all:\n    patterns:\n      - '*'\n", "utf-8")
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        assert len(find("sea " * tokens, book=read_codebook(path))) == tokens
    assert [str(one.message) for one in caught] == (
        [f"pattern '*' of theme 'all' (line 4) matches every one of {tokens} tokens"] if warned else []
    )


def test_no_line_is_named_where_the_codebook_is_no_file():
    book = read_codebook({"themes": {"all": {"patterns": ["*"]}}})
    with pytest.warns(UserWarning, match="^pattern '\\*' of theme 'all' matches every one of 20 tokens$"):
        find("sea " * FEW_TOKENS, book=book)


def test_look_alikes_are_one_pattern_but_of_regular_expressions_two():
    articles = pd.DataFrame({"article_id": ["a"], "text": ["we don't row"]})

    def patterns_of(*patterns):
        book = read_codebook({"themes": {"t": {"patterns": list(patterns)}}})
        return find_themes(articles, book, overlap="all")["pattern"].tolist()

    assert patterns_of("don't", "don’t") == ["don't"]
    assert patterns_of({"regex": "^don't$"}, {"regex": "^don’t$"}) == ["regex: ^don't$", "regex: ^don’t$"]


def test_hits_of_one_span_stand_in_the_order_of_their_patterns():
    names = [f"t{n:02}" for n in range(40)]
    book = read_codebook({"themes": {name: {"patterns": ["sea"]} for name in reversed(names)}})
    articles = pd.DataFrame({"article_id": ["a"], "text": ["the sea, the sea"]})
    assert find_themes(articles, book)["theme"].tolist() == names[::-1] * 2


def test_a_codebook_of_themes_that_people_code_finds_nothing_and_says_so():
    book = read_codebook({"themes": {"t": {"by_hand": True}}})
    with pytest.warns(UserWarning, match="^the codebook has no patterns, so no theme is found$"):
        hits = find_themes(pd.DataFrame({"article_id": ["a"], "text": ["a"]}), book)
    assert list(hits.columns) == list(empty_table("theme_hits").columns)
    assert hits.empty
