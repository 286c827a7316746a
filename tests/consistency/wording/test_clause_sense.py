"""No two versions are the same if a clause that both have differs in negation, modal verb or number."""

import pandas as pd
import pytest

from retold.consistency.wording.alignment import align_pairs
from retold.consistency.wording.clause_sense import changed_sense, number_clauses
from retold.consistency.wording.compare import compare_wording
from retold.consistency.wording.linking import code_words
from retold.consistency.wording.utterances import join_utterances


def read(left, right, forms=("direct", "direct")):
    frame = {"statement_id": ["a:1", "b:1"], "article_id": ["a", "b"], "argument": "k", "text": [left, right]}
    return join_utterances(pd.DataFrame(frame | {"form": list(forms)}))


BRIDGE = "We will close the old bridge before the winter storms"

CASES = [
    (BRIDGE, BRIDGE, True),
    (BRIDGE, "We will not close the old bridge before the winter storms", False),
    (BRIDGE, "We may close the old bridge before the winter storms", False),
    ("We close 4 old bridges before winter", "We close 5 old bridges before winter", False),
    # The negation at an edge, where a cut would hide it.
    ("No old bridge will close before winter", "old bridge will close before winter", False),
    ("never close the old bridge", "close the old bridge", False),
    # In a later clause that both have.
    (
        "The ferry is full, and the old bridge must not close this winter",
        "The ferry is full, and the old bridge must close this winter",
        False,
    ),
    (
        "The ferry is full, and the old bridge could close this winter",
        "The ferry is full, and the old bridge must close this winter",
        False,
    ),
    # In a clause that one side leaves out.
    ("The ferry is full, but nobody may use the old bridge", "The ferry is full", True),
    ("The ferry is full of 40 tourists", "The ferry is full", True),
    # Two negations in one clause are none; a negation that moved from one clause to the other is still there.
    ("No ferry is not full", "Ferry is full", True),
    # Negated in another way.
    ("The ferry is never full", "The ferry is not full", True),
    ("Nobody likes the old ferry", "Everybody likes the old ferry", False),
    ("", "", True),
]


@pytest.mark.parametrize(("left", "right", "kept"), CASES)
def test_what_changes_the_sense(left, right, kept):
    pair = read(left, right)
    for a, b in (pair, pair[::-1]):
        (matches,) = align_pairs(code_words([a, b])[0], [(0, 1)])
        assert (changed_sense(a, b, matches) == frozenset()) == kept


def test_indirect_speech_moves_a_modal_verb_and_no_more():
    for told, kept in (("that it could rain", True), ("that it must rain", False)):
        a, b = read("It can rain", told, ("direct", "indirect"))
        (matches,) = align_pairs(code_words([a, b])[0], [(0, 1)])
        assert (changed_sense(a, b, matches) == frozenset()) == kept


@pytest.mark.parametrize(("left", "right", "kept"), [case for case in CASES if not case[2]])
def test_no_pair_that_changes_its_sense_is_the_same(left, right, kept):
    frame = {"statement_id": ["a:1", "b:1"], "article_id": ["a", "b"], "argument": "k", "text": [left, right]}
    assert "same" not in compare_wording(pd.DataFrame(frame))["verdict"].tolist()


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("", []),
        ("ice melts", [0, 0]),
        ("ice melts, snow falls", [0, 0, 1, 1]),
        ("ice melts because snow falls", [0, 0, 1, 1, 1]),
        ("ice won't melt", [0, 0, 0, 0]),
        ("ice melts, because snow falls", [0, 0, 1, 1, 1]),
    ],
)
def test_clauses(text, clauses):
    assert number_clauses(read(text, "x")[0]) == clauses
