"""Drift, read from the alignment itself: blocks, replaced words, and rows that a whole comparison would not link."""

import pandas as pd
import pytest

from retold.consistency.wording.alignment import align_pairs
from retold.consistency.wording.drift import (
    AFTER,
    BEFORE,
    DRIFT_TYPES,
    INSIDE,
    Block,
    find_blocks,
    show_changes,
    show_words,
    type_drift,
)
from retold.consistency.wording.linking import code_words
from retold.consistency.wording.utterances import join_utterances


def read(left, right, forms=("direct", "direct")):
    """Return two utterances and their alignment."""
    frame = pd.DataFrame(
        {
            "statement_id": ["a:1", "b:1"],
            "article_id": ["a", "b"],
            "argument": "none",
            "form": forms,
            "text": [left, right],
        }
    )
    a, b = join_utterances(frame)
    coded, _ = code_words([a, b])
    return a, b, align_pairs(coded, [(0, 1)])[0]


def types(left, right, **options):
    found = type_drift(*read(left, right, **options)).types
    assert found <= set(DRIFT_TYPES)
    return ";".join(name for name in DRIFT_TYPES if name in found)


ROWS = [
    ("old bakers sell bread", "old bakers sell bread", "verbatim"),
    ("old bakers sell bread", "old bakers sell the bread", "function words"),
    ("bakers sell bread in town", "bakers sell bread at town", "function words"),
    ("bakers sell bread", "bakers sell bread and more bread to all", "truncation"),
    ("old bakers sell bread", "and so old bakers sell bread", "truncation"),
    ("old bakers sell bread", "as we always did old bakers sell bread", "truncation"),
    ("old bakers sell bread", "rich bakers sell bread", "substitution"),
    ("old rich bakers sell bread", "bakers sell bread", "truncation"),
    ("bakers sell old bread today", "bakers sell bread today", "insertion"),
    ("bakers sell bread and rich wet cake today", "bakers sell bread today", "insertion"),
    ("bakers sell 5 loaves today", "bakers sell loaves today", "insertion"),
    ("bakers sell 5 loaves today", "bakers sell 5 loaves today", "verbatim"),
    ("bakers sell 5 loaves today", "bakers sell 6 loaves today", "number changed"),
    ("bakers never sell bread today", "bakers sell bread today", "negation flipped"),
    ("nobody sells bread today", "everybody sells bread today", "negation flipped"),
    ("bakers are able to sell bread", "bakers are unable to sell bread", "negation flipped"),
    ("bakers should sell bread", "bakers sell bread", "modality lost"),
    ("bakers sell bread", "bakers should sell bread", "modality added"),
    ("bakers have to sell bread", "bakers sell bread", "modality lost"),
    ("bakers had to sell bread", "bakers must sell bread", "verbatim"),
    ("we sell our bread today", "they sell our bread today", "substitution"),
    ("we sell bread today", "we sold bread today", "tense"),
    ("we had sold bread today", "we have sold bread today", "tense"),
    ("we would sell bread today", "we will sell bread today", "tense"),
    ("perhaps old bakers sell bread", "old bakers sell bread", "hedge dropped"),
    ("bakers find bread acceptable", "bakers find bread unacceptable", "negation flipped"),
    ("bakers sell bread … in old towns", "bakers sell bread in old towns", "verbatim"),
]  # fmt: skip


@pytest.mark.parametrize(("left", "right", "expected"), ROWS)
def test_types(left, right, expected):
    assert types(left, right) == expected


MIRROR = {"modality lost": "modality added", "modality added": "modality lost"}


@pytest.mark.parametrize(("left", "right", "expected"), ROWS)
def test_types_from_the_other_side(left, right, expected):
    assert types(right, left) == MIRROR.get(expected, expected)


@pytest.mark.parametrize(
    ("left", "right", "forms", "expected"),
    [
        ("we sell our bread", "they sold their bread", ("direct", "indirect"), "direct turned indirect"),
        ("we will sell our bread", "they would sell their bread", ("direct", "indirect"), "direct turned indirect"),
        ("we may sell our bread", "they might sell their bread", ("direct", "indirect"), "direct turned indirect"),
        ("we sold our bread", "they will sell their bread", ("direct", "indirect"), "tense;direct turned indirect"),
        ("they sold our bread", "they had sold our bread", ("indirect", "indirect"), "verbatim"),
        ("they sold our bread", "they will sell our bread", ("indirect", "indirect"), "tense"),
        ("we sell our bread", "we sell our bread", ("mixed", "indirect"), "verbatim"),
        ("we sell our bread", "the old town sold its bread", ("direct", "indirect"), "direct turned indirect"),
    ],
)  # fmt: skip
def test_indirect_speech(left, right, forms, expected):
    assert types(left, right, forms=forms) == expected


@pytest.mark.parametrize(
    ("left", "right", "swaps"),
    [
        ("bakers sell old bread", "bakers sell old bread", []),
        ("bakers sell wet bread", "bakers sell old bread", [(("wet",), ("old",))]),
        ("bakers sell not wet bread", "bakers sell old bread", [(("wet",), ("old",))]),
        ("old bakers sell bread", "rich bakers sell bread", [(("old",), ("rich",))]),
    ],
)
def test_replaced_words(left, right, swaps):
    assert [tuple(swap) for swap in type_drift(*read(left, right)).swaps] == swaps


@pytest.mark.parametrize(
    ("left", "right", "changes"),
    [
        ("bakers sell bread", "bakers sell bread", ""),
        ("bakers sell Old bread", "bakers sell Wet bread", "[Old → Wet]"),
        ("bakers sell bread", "bakers sell wet bread", "[∅ → wet]"),
        ("bakers don’t sell bread", "bakers sell bread", "[do not → ∅]"),
        ("bakers sell bread", "bakers sell bread and much more cake", ""),  # what is cut off is not listed
    ],
)
def test_changes_are_shown_as_written(left, right, changes):
    a, b, matches = read(left, right)
    assert show_changes(a, b, type_drift(a, b, matches)) == changes


def test_words_are_shown_as_written():
    a, _, _ = read("Bakers won’t sell", "x")
    assert [show_words(a, 0, 1), show_words(a, 0, 4), show_words(a, 1, 1)] == [
        "Bakers",
        "Bakers will not sell",
        "∅",
    ]


@pytest.mark.parametrize(
    ("left", "right", "blocks"),
    [
        ("bakers sell bread", "bakers sell bread", []),
        ("bakers sell bread", "bakers sell wet bread", [Block(2, 2, 2, 3, INSIDE)]),
        ("old bakers sell bread", "bakers sell bread", [Block(0, 1, 0, 0, BEFORE)]),
        ("bakers sell bread", "bakers sell bread now", [Block(3, 3, 3, 4, AFTER)]),
        ("bakers sell", "rivers fall", [Block(0, 2, 0, 2, AFTER)]),
        ("old bakers sell bread now", "rich bakers buy bread", [
            Block(0, 1, 0, 1, BEFORE), Block(2, 3, 2, 3, INSIDE), Block(4, 5, 4, 4, AFTER)]),
    ],
)  # fmt: skip
def test_blocks(left, right, blocks):
    assert find_blocks(*read(left, right)) == blocks
