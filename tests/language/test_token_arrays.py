"""Tokens of many texts at once: by hand, against the regular expression, and in blocks of any size."""

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retold.language import token_arrays as arrays
from retold.language.token_arrays import token_arrays
from retold.language.tokens import TOKEN


def words(*texts):
    tokens = token_arrays(texts)
    return [tokens.vocabulary[n] for n in tokens.ids]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (" \n\t ", []),
        ("It's 1,000.5 km.", ["It's", "1,000.5", "km", "."]),
        ("military-industrial", ["military-industrial"]),
        ("“[T]he [W]e-x", ["“", "[", "T]he", "[", "W]e-x"]),
        (
            "[T] he [1]st x[a] [ab]c",
            ["[", "T", "]", "he", "[", "1", "]", "st", "x", "[", "a", "]", "[", "ab", "]", "c"],
        ),
        ("a- -b -", ["a", "-", "-", "b", "-"]),
        ("'a' b'", ["'", "a", "'", "b", "'"]),
        ("a.b 1.b 1.5 a1.5", ["a", ".", "b", "1", ".", "b", "1.5", "a1", ".", "5"]),
        ("1,5-tonne 3rd", ["1,5-tonne", "3rd"]),
        ("1'000 1-2.5", ["1", "'", "000", "1-2", ".", "5"]),
        ("x-1.5 1.5.2", ["x-1", ".", "5", "1.5.2"]),
        ("e\u0301te\u0301 re\u00adelect", ["e\u0301te\u0301", "re\u00adelect"]),
        ("\u0301a", ["\u0301", "a"]),
        ("👍a 𝔘b", ["👍", "a", "𝔘b"]),
        ("“a…”", ["“", "a", "…", "”"]),
        (".1", [".", "1"]),
        ("1.", ["1", "."]),
    ],
)
def test_tokens_by_hand(text, expected):
    assert words(text) == expected
    assert expected == TOKEN.findall(text)


def test_columns_by_hand():
    tokens = token_arrays(["a b", "", "b, a"])
    assert tokens.first.tolist() == [0, 2, 2, 5]
    assert tokens.start.tolist() == [0, 2, 0, 1, 3]
    assert tokens.end.tolist() == [1, 3, 1, 2, 4]
    assert tokens.ids.tolist() == [0, 1, 1, 2, 0]
    assert tokens.vocabulary == ["a", "b", ","]
    assert tokens.text_of(np.arange(5)).tolist() == [0, 0, 2, 2, 2]
    assert (tokens.first.dtype, tokens.start.dtype, tokens.end.dtype, tokens.ids.dtype) == (
        np.int64, np.int32, np.int32, np.int32,
    )  # fmt: skip


@pytest.mark.parametrize("texts", [[], [""], ["", " "]])
def test_no_tokens(texts):
    tokens = token_arrays(texts)
    assert tokens.first.tolist() == [0] * (len(texts) + 1)
    assert (len(tokens.start), len(tokens.end), len(tokens.ids), tokens.vocabulary) == (0, 0, 0, [])


@pytest.mark.parametrize(
    ("block", "lots"),
    [
        (1, [["ab"], ["c", "", "def"], ["g"]]),
        (2, [["ab", "c"], ["", "def"], ["g"]]),
        (3, [["ab", "c", "", "def"], ["g"]]),
        (99, [["ab", "c", "", "def", "g"]]),
    ],
)
def test_texts_are_handled_in_lots(monkeypatch, block, lots):
    texts = ["ab", "c", "", "def", "g"]
    # A lot ends with the text that goes beyond the bound.
    monkeypatch.setattr(arrays, "BLOCK", block)
    assert [list(lot) for lot in arrays._blocks(texts)] == lots
    assert words(*texts) == ["ab", "c", "def", "g"]
    assert [list(lot) for lot in arrays._blocks([])] == [[]]


# Characters in which tokens begin, end, join and do not: figures, marks that join, signs, other planes.
CHARACTERS = "ab1 2.,-'’\u0301\u00ad\u0e31é_²٣\t\n“”界👍𝔘"


@given(st.lists(st.text(CHARACTERS, max_size=14), max_size=4), st.sampled_from([1, 5, 10_000]))
def test_token_arrays_are_what_the_regular_expression_finds(texts, block):
    whole, arrays.BLOCK = arrays.BLOCK, block
    try:
        tokens = token_arrays(texts)
    finally:
        arrays.BLOCK = whole
    expected = [
        (n, *found.span(), found.group()) for n, text in enumerate(texts) for found in TOKEN.finditer(text)
    ]
    places = tokens.text_of(range(len(tokens.ids))).tolist()
    words = [tokens.vocabulary[n] for n in tokens.ids]
    assert list(zip(places, tokens.start.tolist(), tokens.end.tolist(), words, strict=True)) == expected


def test_half_of_a_surrogate_pair_is_a_sign_of_its_own():
    tokens = token_arrays(["a \ud800 b"])
    assert tokens.start.tolist() == [0, 2, 4]


@pytest.mark.parametrize("texts", [["a \ud800 b", "\udfffa"], ["𝔘 \ud800", "b"]])
def test_texts_with_half_pairs_have_all_their_tokens(texts):
    tokens = token_arrays(texts)
    spans = [(n, *m.span()) for n, text in enumerate(texts) for m in TOKEN.finditer(text)]
    found = zip(tokens.text_of(np.arange(len(tokens.ids))), tokens.start, tokens.end, strict=True)
    assert [tuple(map(int, each)) for each in found] == spans
    # Half of a pair is no character that could be looked up.
    seen = [re.sub("[\ud800-\udfff]", "\ufffd", texts[n][a:b]) for n, a, b in spans]
    assert [tokens.vocabulary[n] for n in tokens.ids] == seen
