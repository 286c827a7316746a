"""Measures of a statement and a text: bounds, the text itself, denials, several texts of one argument."""

import numpy as np
import pytest

from retold.arguments.given import features
from retold.arguments.given.features import FEATURES, compare_pairs, row_blocks, words_of
from retold.language.english.frozen import frozen_stem
from tests.arguments.given.cases import GIVEN


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("nations", "nation"),
        ("protected", "protect"),
        ("sing", "sing"),
        ("bus", "bus"),
        ("дожди", "дожди"),
        ("", ""),
    ],
)
def test_stems(word, expected):
    assert frozen_stem(word) == expected


def test_same_text_is_likest_itself():
    texts = [argument["description"] for argument in GIVEN["arguments"][:2]]
    features = compare_pairs(texts, texts, [0, 1]).features
    for name in ("claim", "claim_apart", "repeated", "stems", "runs", "runs_covered"):
        values = features[:, :, FEATURES.index(name)]
        np.testing.assert_allclose(np.diag(values), 1, atol=1e-5)
        assert (values <= 1 + 1e-5).all()
        assert (np.diag(values) > values[[0, 1], [1, 0]]).all()


def test_an_argument_takes_its_likest_text():
    texts = ["taxes are high", "wolves kill sheep", "rain floods streets"]
    apart = compare_pairs(["wolves kill many sheep"], texts, [0, 1, 2]).features
    joined = compare_pairs(["wolves kill many sheep"], texts, [0, 0, 1]).features
    at = FEATURES.index("stems")
    assert joined.shape[1] == 2
    assert joined[0, 0, at] == apart[0, :2, at].max()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It’s RAINING, again.", ["it's", "raining", "again"]),
        ("1,000 wolves_and_sheep", ["1", "000", "wolves", "and", "sheep"]),
        ("🚰 —", []),
        ("", []),
    ],
)
def test_words_as_they_are_compared(text, expected):
    assert words_of(text) == expected


def measure(statement, text, name, **options):
    return compare_pairs([statement], [text], [0], **options).features[0, 0, FEATURES.index(name)]


DENIALS = [
    ("taxes on land must not be cut", "taxes on land must be cut", "denied"),
    ("taxes on land must be cut", "taxes on land must be cut", "repeated"),
    ("the wolves are harmless", "the wolves are dangerous", "denied"),
    ("nobody says that the wolves are not dangerous", "the wolves are dangerous", "repeated"),
]


@pytest.mark.parametrize(("statement", "text", "expected"), DENIALS)
def test_a_denial_is_none_of_the_likenesses(statement, text, expected):
    other = {"denied": "repeated", "repeated": "denied"}[expected]
    assert measure(statement, text, expected) > 0.5
    assert measure(statement, text, other) == 0
    assert measure(statement, text, "claim") > 0.5  # which the encoder doesn't tell apart


def test_what_all_share_is_no_likeness():
    statements = [
        f"the wolves of the old forest {what}" for what in ("kill sheep", "sing at night", "are few")
    ]
    found = compare_pairs(statements, ["the wolves of the old forest dig wells"], [0]).features[:, 0]
    claim, apart = (found[:, FEATURES.index(name)] for name in ("claim", "claim_apart"))
    assert (apart < claim - 0.1).all()


def test_a_middle_steadies_the_centre_of_few():
    middle = features.encode(["rain fell on the town", "farmers pay too much"]).mean(axis=0)
    alone = measure("wolves kill sheep", "wolves kill sheep at night", "claim_apart")
    steadied = measure("wolves kill sheep", "wolves kill sheep at night", "claim_apart", middle=middle)
    assert alone == 0  # one statement is its own centre
    assert steadied > 0.5


def test_vectors_can_come_from_elsewhere():
    turned = lambda texts: np.eye(3)[[len(text) % 3 for text in texts]]  # noqa: E731
    pairs = compare_pairs(["a", "bb"], ["cccc", "ddd"], [0, 1], encode=turned)
    assert pairs.features[:, :, FEATURES.index("claim")].tolist() == [[1, 0], [0, 0]]


@pytest.mark.parametrize(("n", "columns"), [(0, 5), (1, 0), (7, 3), (5, 10**9)])
def test_blocks_hold_every_row_once(n, columns):
    rows = [row for block in row_blocks(n, columns) for row in range(block.start, block.stop)]
    assert rows == list(range(n))
