"""Folded words and shingles: by hand, degenerate texts, and what is refused."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retold.consistency.reuse.shingles import (
    BREAK,
    fold_texts,
    fold_word,
    hash_shingles,
    mask_words,
    shingle_containment,
    shingle_jaccard,
    shingle_sets,
)
from retold.errors import ParameterError

X = float("nan")

# Five and seven trigrams, two of them the same.
ONE, TWO = "The ferry sank off the northern shore", "the ferry sank off a southern shore, it's said"


@pytest.mark.parametrize(
    ("word", "forms"),
    [
        ("Ferry", ["ferry"]),
        ("FERRY’S", ["ferry's"]),
        ("Two-Storey", ["2", "storey"]),
        ("mid‑lake", ["mid", "lake"]),  # a hyphen that does not break
        ("well-to-do", ["well", "to", "do"]),
        ("twelve", ["12"]),
        ("1,200", ["1200"]),
        ("1,234,567", ["1234567"]),
        ("12,34", ["12,34"]),  # no thousands
        ("1,2345", ["1,2345"]),
        ("1.5", ["1.5"]),
        ("…", []),
        ("”", []),
        ("-", []),
        ("", []),
    ],
)
def test_forms_of_a_word(word, forms):
    assert fold_word(word) == forms


def rows(words):
    """Return the form, the text and the span of each place."""
    forms = [words.forms[code] for code in words.code]
    return list(zip(forms, words.text.tolist(), words.start.tolist(), words.end.tolist(), strict=True))


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ([], []),
        ([""], [("", 0, 0, 0)]),
        (["…"], [("", 0, 0, 0)]),
        (["Old ferry."], [("old", 0, 0, 3), ("ferry", 0, 4, 9), ("", 0, 0, 0)]),
        # Parts of a compound stand where they are written; each text ends with a break.
        (
            ["a two-storey", "", "Two"],
            [
                ("a", 0, 0, 1), ("2", 0, 2, 5), ("storey", 0, 6, 12), ("", 0, 0, 0), ("", 1, 0, 0), ("2", 2, 0, 3),
                ("", 2, 0, 0),
            ],
        ),
    ],
)  # fmt: skip
def test_words_of_texts(texts, expected):
    words = fold_texts(texts)
    assert rows(words) == expected
    assert words.forms[BREAK] == ""
    assert len(set(words.forms)) == len(words.forms)


def test_forms_that_are_only_written_with_a_capital_are_names():
    words = fold_texts(["Olsen met the mayor. The Brask-ferry", "olsen’s ferry; Mayor Brask, mayor"])
    named = {form for form, is_name in zip(words.forms, words.names, strict=True) if is_name}
    # "The" and "Mayor" occur with a small letter too; the parts of a compound are written as the whole of it.
    assert named == {"olsen", "brask"}


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("1,200-strong", [("1200", 0, 0, 5), ("strong", 0, 6, 12)]),
        ("mid‑lake", [("mid", 0, 0, 3), ("lake", 0, 4, 8)]),
        ("-built", [("built", 0, 1, 6)]),
    ],
)
def test_parts_of_a_compound_have_places_of_their_own(text, places):
    assert [row for row in rows(fold_texts([text])) if row[0]] == places


@pytest.mark.parametrize(
    ("spans", "left"),
    [
        ([], ["old", "ferry", "", "sank", "old", ""]),
        ([(0, 4, 9)], ["old", "", "", "sank", "old", ""]),
        ([(0, 6, 7)], ["old", "", "", "sank", "old", ""]),  # a part of a word is all of it
        ([(0, 3, 4)], ["old", "ferry", "", "sank", "old", ""]),  # nothing but the blank between two words
        ([(0, 9, 20)], ["old", "ferry", "", "sank", "old", ""]),
        ([(1, 0, 5), (0, 0, 1)], ["", "ferry", "", "", "old", ""]),
        ([(1, 0, 5)], ["old", "ferry", "", "", "old", ""]),
        ([(1, 5, 8)], ["old", "ferry", "", "sank", "", ""]),
    ],
)
def test_masked_words_are_breaks(spans, left):
    words = fold_texts(["old ferry", "sank old"])
    masked = mask_words(words, np.array(spans, dtype=np.int64).reshape(-1, 3))
    assert [masked.forms[code] for code in masked.code] == left
    # What was given stays as it was, and so do all places.
    assert [words.forms[code] for code in words.code] == ["old", "ferry", "", "sank", "old", ""]
    assert [place[1:] for place in rows(masked)] == [place[1:] for place in rows(words)]


@pytest.mark.parametrize(
    ("code", "n", "whole"),
    [
        ([], 1, []),
        ([1, 2], 3, []),
        ([1, 2, 3], 3, [True]),
        ([1, 2, 3, 4], 2, [True, True, True]),
        ([1, 0, 3, 4], 2, [False, False, True]),
        ([1, 2, 0], 1, [True, True, False]),
    ],
)
def test_shingles_stand_where_there_are_enough_words(code, n, whole):
    hashed, found = hash_shingles(np.array(code, dtype=np.int64), n)
    assert found.tolist() == whole
    assert len(hashed) == len(whole)
    assert hashed.dtype == np.uint64


@given(st.lists(st.integers(1, 4), max_size=30), st.integers(1, 4))
def test_hashes_are_equal_where_the_words_are(code, n):
    hashed, _ = hash_shingles(np.array(code, dtype=np.int64), n)
    runs = [tuple(code[at : at + n]) for at in range(max(0, len(code) - n + 1))]
    assert len(hashed) == len(runs)
    by_run = dict(zip(runs, hashed.tolist(), strict=True))
    assert [by_run[run] for run in runs] == hashed.tolist()
    assert len(set(by_run.values())) == len(by_run)


@pytest.mark.parametrize(
    ("a", "b", "n", "jaccard", "ab", "ba"),
    [
        ("a b c d", "a b c d", 2, 1.0, 1.0, 1.0),
        ("a b c d", "b c d e", 2, 2 / 4, 2 / 3, 2 / 3),
        ("a b c d", "A, b; C", 2, 2 / 3, 2 / 3, 1.0),
        ("a b a b a", "a b", 2, 1 / 2, 1 / 2, 1.0),  # each shingle once
        ("a b", "c d", 2, 0.0, 0.0, 0.0),
        ("a b", "a", 2, 0.0, 0.0, X),
        ("a", "b", 2, X, X, X),
        ("", "", 1, X, X, X),
        (ONE, TWO, 3, 2 / 10, 2 / 5, 2 / 7),
        (ONE, ONE.upper() + "!", 5, 1, 1, 1),
        ("well-known ferry", "well known ferry", 2, 1, 1, 1),
        ("it's 3.5 km", "it’s 3,5 km", 1, 1 / 5, 1 / 3, 1 / 3),
    ],
)
def test_likeness_by_hand(a, b, n, jaccard, ab, ba):
    assert shingle_jaccard(a, b, n=n) == pytest.approx(jaccard, nan_ok=True)
    assert shingle_jaccard(b, a, n=n) == pytest.approx(jaccard, nan_ok=True)
    assert shingle_containment(a, b, n=n) == pytest.approx(ab, nan_ok=True)
    assert shingle_containment(b, a, n=n) == pytest.approx(ba, nan_ok=True)


def test_shingles_are_of_five_words_and_those_of_containment_of_three():
    a, b = "a b c d e f", "a b c d e x"
    assert shingle_jaccard(a, b) == shingle_jaccard(a, b, n=5) == 1 / 3
    assert shingle_containment(a, b) == shingle_containment(a, b, n=3) == 3 / 4


@pytest.mark.parametrize(
    ("text", "words"),
    [
        # Unicode, Standard Annex 29, word boundaries: rules WB6, WB7, WB11 and WB12.
        ("It's 1.5 km", {"it's", "1.5", "km"}),
        ("U.S.A.", {"u.s.a"}),
        ("the mid-lake ferry", {"the", "mid", "lake", "ferry"}),
        ("1,200 men; a,b", {"1,200", "men", "a", "b"}),
        ("3.a", {"3", "a"}),
        ("'quoted'", {"quoted"}),
    ],
)
def test_words_are_bounded_as_unicode_says(text, words):
    assert {word for (word,) in shingle_sets(text, "", 1)[0]} == words
    assert shingle_sets(text, "", 1)[1] == set()


@pytest.mark.parametrize("n", [0, -1])
def test_a_shingle_has_a_word(n):
    for call in (shingle_jaccard, shingle_containment):
        with pytest.raises(
            ParameterError, match=rf"^a shingle has at least one word, and not {n}\n  where: shingles$"
        ):
            call("a b", "a b", n=n)
    with pytest.raises(ParameterError, match=rf"and not {n}\n  where: hash_shingles$"):
        hash_shingles(np.array([1, 2]), n)
