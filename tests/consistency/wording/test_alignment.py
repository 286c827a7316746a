"""Texts aligned word by word: free ends, gaps, near words, and chance matches that are given up."""

import itertools

import numpy as np
import pytest

from retold.consistency.wording import alignment
from retold.consistency.wording.alignment import WIDE_GAP, Coded, align_pairs
from retold.language.words import LIGHT


def code(text):
    """Code words: a lemma is the word without a trailing mark, a class is that of small words, which weigh less."""
    words = text.split()
    names = [sum(ord(sign) << (8 * n) for n, sign in enumerate(word)) for word in words]
    lemmas = [sum(ord(sign) << (8 * n) for n, sign in enumerate(word.rstrip("+-"))) for word in words]
    small = np.array([word.islower() and len(word) < 3 for word in words], dtype=bool)
    return Coded(np.array(names), np.array(lemmas), small.astype(int), np.where(small, LIGHT, 1.0))


def align(a, b):
    (matches,) = align_pairs([code(a), code(b)], [(0, 1)])
    left, right = a.split(), b.split()
    for match in matches:
        assert match.same == (left[match.a] == right[match.b])
    assert all(p.a < q.a and p.b < q.b for p, q in itertools.pairwise(matches))
    return " ".join(f"{match.a}:{match.b}" for match in matches)


ROWS = [
    ("", "", ""),
    ("", "One", ""),
    ("One", "One", "0:0"),
    ("One", "Two", ""),
    ("One Two Three", "One Two Three", "0:0 1:1 2:2"),
    ("One Two Three", "Four Five Six", ""),
    # Ends are free.
    ("Six One Two", "One Two Three", "1:0 2:1"),
    ("One Two Three", "Two", "1:0"),
    # A gap in the middle.
    ("One Two Three", "One Three", "0:0 2:1"),
    ("One Three", "One Two Three", "0:0 1:2"),
    ("One Two Three", "One Four Three", "0:0 2:2"),
    # Forms of one word stand in each other's place.
    ("One Two Three", "One Two+ Three", "0:0 1:1 2:2"),
    # So do words of one closed class.
    ("One is Three", "One he Three", "0:0 1:1 2:2"),
    # A word that could stand in two places stands beside its neighbours.
    ("Four One", "One Two Four One", "0:2 1:3"),
    ("One Two", "One Six One Two", "0:2 1:3"),
    # The same word is worth more than a form of it.
    ("Two", "Two+ Six Two", "0:2"),
    # Matches do not cross; of two as good ones the first of the left text stands.
    ("One Two", "Two One", "0:1"),
]


@pytest.mark.parametrize(("a", "b", "matches"), ROWS)
def test_alignment(a, b, matches):
    assert align(a, b) == matches


@pytest.mark.parametrize(("gap", "kept"), [(19, True), (21, False)])
def test_twenty_words_without_counterpart_outweigh_a_content_word(gap, kept):
    assert len(align(f"One {'X ' * gap}Two", "One Two").split()) == (2 if kept else 1)


@pytest.mark.parametrize(
    ("left", "right", "kept"),
    [
        (WIDE_GAP // 2, WIDE_GAP // 2, True),
        (WIDE_GAP // 2, WIDE_GAP // 2 + 1, False),
        (0, WIDE_GAP + 1, True),  # beside another match it is no chance
        (WIDE_GAP + 1, 0, True),
    ],
)
def test_a_small_word_between_wide_gaps_is_a_chance_match(left, right, kept):
    one = f"One Two {'W ' * left}of {'X ' * right}Three Four"
    other = f"One Two {'Y ' * left}of {'Z ' * right}Three Four"
    assert (len(align(one, other).split()) == 5) == kept


def test_a_content_word_between_wide_gaps_is_an_anchor():
    one, other = "X " * WIDE_GAP, "Y " * WIDE_GAP
    assert len(align(f"One {one}Six {one}Two", f"One {other}Six {other}Two").split()) == 3


def test_a_small_word_at_an_end_is_kept():
    assert align("of One", "of One") == "0:0 1:1"


@pytest.mark.parametrize("cells", [1, 30, 1_000_000])
def test_many_pairs_give_what_each_gives_alone(monkeypatch, cells):
    monkeypatch.setattr(alignment, "CELLS", cells)
    texts = [code(text) for row in ROWS for text in row[:2]]
    pairs = [(i, j) for i in range(0, len(texts), 3) for j in range(1, len(texts), 2)]
    together = align_pairs(texts, pairs)
    assert together == [align_pairs(texts, [pair])[0] for pair in pairs]


def test_no_pairs():
    assert align_pairs([], []) == []
    assert align_pairs([code("One")], []) == []


def test_very_long_texts_are_aligned_by_their_common_words(monkeypatch):
    monkeypatch.setattr(alignment, "MOST_CELLS", 8)
    assert align("One Two Three", "One Four Three") == "0:0 2:2"
    assert align("One Two Three", "One Two+ Three") == "0:0 2:2"
    assert align("Six One Two", "One Two Three") == "1:0 2:1"
    monkeypatch.setattr(alignment, "MOST_CELLS", 9)
    assert align("One Two Three", "One Two+ Three") == "0:0 1:1 2:2"
