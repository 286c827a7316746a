"""Matching against a slow and simple reference, and what quanteda has not: near, exclusions, bounds."""

import re

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retold.errors import CodebookError, ParameterError
from retold.language.tokens import TOKEN
from retold.themes.codebook.read import read_codebook
from retold.themes.matching import expansion
from retold.themes.matching.matching import find_themes

WORDS = ["a", "ab", "abc", "b", "ba", "A", "Ab", "x-y", "1,000", ",", ".", "é", "👍"]
GLOBS = [
    "a*",
    "a",
    "?",
    "*b",
    "a b",
    "* b",
    "ab *",
    "x-*",
    "a?c",
    "*",
    "b b",
    "A",
    "* *",
    "é",
    "?-?",
    "a* b*",
]
PATTERNS = st.lists(st.sampled_from(GLOBS), min_size=1, max_size=5, unique_by=str.lower)


def slow_matches(texts, themes, fold):
    """Return every match as (text, first, length, theme): each pattern is tried at each token."""
    found = set()
    for n, text in enumerate(texts):
        tokens = [fold(m.group()) for m in TOKEN.finditer(text)]
        for theme, globs in themes.items():
            for glob in globs:
                parts = [re.escape(fold(p)).replace(r"\*", ".*").replace(r"\?", ".") for p in glob.split()]
                for at in range(len(tokens) - len(parts) + 1):
                    window = tokens[at : at + len(parts)]
                    if all(re.fullmatch(p, t, re.DOTALL) for p, t in zip(parts, window, strict=True)):
                        found.add((n, at, len(parts), theme))
    return found


def slow_rule(found, overlap):
    """Take the longest, then the leftmost, that shares no token with what stands in its way."""
    kept = []
    for n, at, size, theme in sorted(found, key=lambda m: (-m[2], m[0], m[1], m[3])):
        rivals = [k for k in kept if k[0] == n and (k[3] == theme or (overlap == "codebook" and k[2] > size))]
        if overlap == "all" or all(at + size <= k[1] or k[1] + k[2] <= at for k in rivals):
            kept.append((n, at, size, theme))
    return set(kept)


@pytest.mark.filterwarnings("ignore:pattern .* matches every one")
@settings(max_examples=150)
@given(
    st.lists(st.lists(st.sampled_from(WORDS), max_size=9).map(" ".join), min_size=1, max_size=3),
    st.dictionaries(st.sampled_from("stu"), PATTERNS, min_size=1, max_size=3),
    st.sampled_from(["theme", "codebook", "all"]),
    st.booleans(),
)
def test_matches_are_those_of_a_slow_search(texts, themes, overlap, case_sensitive):
    articles = pd.DataFrame({"article_id": [f"a{n}" for n in range(len(texts))], "text": texts})
    book = read_codebook({"themes": {name: {"patterns": globs} for name, globs in themes.items()}})
    hits = find_themes(articles, book, overlap=overlap, case_sensitive=case_sensitive)
    spans = {f"a{n}": [m.span() for m in TOKEN.finditer(text)] for n, text in enumerate(texts)}
    expected = {
        (f"a{n}", spans[f"a{n}"][at][0], spans[f"a{n}"][at + size - 1][1], theme)
        for n, at, size, theme in slow_rule(
            slow_matches(texts, themes, (lambda word: word) if case_sensitive else str.lower), overlap
        )
    }
    assert set(hits[["article_id", "start", "end", "theme"]].itertuples(index=False, name=None)) == expected
    by_id = dict(zip(articles["article_id"], texts, strict=True))
    assert all(by_id[hit.article_id][hit.start : hit.end] == hit.text for hit in hits.itertuples())


def found(text, *patterns, exclude=(), **options):
    articles = pd.DataFrame({"article_id": ["a"], "text": [text]})
    book = read_codebook({"themes": {"t": {"patterns": list(patterns), "exclude": list(exclude)}}})
    return find_themes(articles, book, **options)["text"].tolist()


def near(first, second, within, **options):
    return {"near": [first, second], "within": within, **options}


NEAR = {
    "adjacent": ("a red line", near("red", "line*", 1), ["red line"]),
    "not adjacent": ("a red long line", near("red", "line*", 1), []),
    "at the bound": ("red x y line", near("red", "line*", 3), ["red x y line"]),
    "beyond the bound": ("red x y z line", near("red", "line*", 3), []),
    "either order": ("lines that are red", near("red", "line*", 3), ["lines that are red"]),
    "one order": ("lines that are red", near("red", "line*", 3, ordered=True), []),
    "the shortest span": ("red red line", near("red", "line", 3), ["red line"]),
    "spans that share a part": ("red line red", near("red", "line", 3), ["red line"]),
    "phrases": (
        "the old wall by the new gate",
        near("old wall", "new gate", 3),
        ["old wall by the new gate"],
    ),
    "parts do not overlap": ("old wall", near("old wall", "wall", 2), []),
    "the same word twice": ("wall to wall", near("wall", "wall", 2), ["wall to wall"]),
    "a part that is not there": ("red", near("red", "line", 2), []),
}


@pytest.mark.parametrize(("text", "pattern", "expected"), NEAR.values(), ids=NEAR)
def test_near(text, pattern, expected):
    assert found(text, pattern) == expected


def test_near_does_not_reach_into_the_next_article():
    articles = pd.DataFrame({"article_id": ["a", "b"], "text": ["red", "line"]})
    book = read_codebook({"themes": {"t": {"patterns": [near("red", "line", 2)]}}})
    assert find_themes(articles, book).empty


EXCLUDED = {
    "inside": ("guarantees and a guaranteed loan", ["guaranteed loan"], ["guarantees"]),
    "overlapping": ("old sea wall", ["wall"], []),
    "beside": ("sea walls wall", ["wall"], ["sea walls"]),
    "excluded by a long one": ("in the old sea wall", ["the old * wall"], []),
    "nothing excluded": ("sea wall", ["river"], ["sea wall"]),
    "near": ("guarantees, no loan", [near("guarantee*", "loan", 3)], []),
}


@pytest.mark.parametrize(("text", "exclude", "expected"), EXCLUDED.values(), ids=EXCLUDED)
def test_exclusions_of_a_pattern_and_of_a_theme(text, exclude, expected):
    patterns = ["guarantee*", "sea wall*"]
    assert found(text, *patterns, exclude=exclude) == expected
    assert found(text, *({"glob": glob, "exclude": exclude} for glob in patterns)) == expected


def test_exclusions_hold_for_nested_themes():
    book = read_codebook(
        {"themes": {"a": {"exclude": ["sea wall"], "themes": {"b": {"patterns": ["wall"]}}}}}
    )
    articles = pd.DataFrame({"article_id": ["a"], "text": ["sea wall, wall"]})
    assert find_themes(articles, book)["start"].tolist() == [10]


def test_an_endless_regular_expression_is_stopped_and_named(monkeypatch):
    monkeypatch.setattr(expansion, "REGEX_SECONDS", 0.2)
    with pytest.raises(
        CodebookError, match=r"'\^\(a\|aa\)\+\$' did not come to an end: 0.2 seconds a word"
    ) as error:
        found("a" * 50 + "b", {"regex": "^(a|aa)+$"})
    assert "theme 't'" in str(error.value)


def test_a_pattern_that_matches_everything_is_named_and_counted():
    with pytest.warns(UserWarning, match=r"'\*' of theme 't' matches every one of 20 tokens"):
        assert len(found("sea wall " * 10, "*")) == 20
    assert found("sea wall.", "*") == ["sea", "wall", "."]


def test_ten_thousand_patterns():
    words = [f"w{n}" for n in range(10_000)]
    book = read_codebook({"themes": {"t": {"patterns": [f"{word}x*" for word in words]}}})
    articles = pd.DataFrame({"article_id": ["a"], "text": [" ".join(f"{word}xy" for word in words)]})
    assert len(find_themes(articles, book)) == 10_000


def test_a_codebook_without_patterns_finds_nothing_and_says_so():
    book = read_codebook({"themes": {"t": {"patterns": ["a"]}}})
    empty = type(book)(book.title, book.description, book.themes, ())
    with pytest.warns(UserWarning, match="has no patterns"):
        assert find_themes(pd.DataFrame({"article_id": ["a"], "text": ["a"]}), empty).empty


def test_depth_below_one_is_refused():
    with pytest.raises(ParameterError, match="depth cannot be 0"):
        found("a", "a", depth=0)


def test_no_articles_and_empty_articles_give_an_empty_table():
    book = read_codebook({"themes": {"t": {"patterns": ["a", "a b", near("a", "b", 2)]}}})
    for texts in ([], [""], ["", " "]):
        articles = pd.DataFrame({"article_id": [str(n) for n in range(len(texts))], "text": texts})
        assert find_themes(articles, book).empty


def test_masked_spans_of_several_articles():
    articles = pd.DataFrame({"article_id": ["a", "b"], "text": ["sea sea sea", "sea sea"]})
    masked = pd.DataFrame(
        [("b", 0, 2), ("a", 4, 5), ("gone", 0, 9), ("a", 7, 8)], columns=["article_id", "start", "end"]
    )
    book = read_codebook({"themes": {"t": {"patterns": ["sea"]}}})
    hits = find_themes(articles, book, masked=masked)
    assert hits[["article_id", "start"]].values.tolist() == [["a", 0], ["a", 8], ["b", 4]]
