"""A claim and its denial come apart, and two ways of saying the same don't."""

import csv

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retold.language import denial
from retold.language.denial import DENIED, denies, measure_denial, split_claims
from retold.language.encoder import encode
from retold.language.english import opposites
from tests.conftest import ROOT

DENIALS = [
    ("The dam is safe.", "The dam is not safe."),
    ("The dam is safe and will hold.", "The dam is not safe and will not hold."),
    ("The dam is safe.", "The dam is dangerous."),
    ("The dam is safe.", "The dam is unsafe."),
    ("The dam is safe.", "It is false that the dam is safe."),
    ("The port reopened.", "The port never reopened."),
    ("Everyone was paid.", "Nobody was paid."),
    ("They came to the talks.", "They refused to come to the talks."),
    ("Trams are cheaper.", "Trams are more expensive."),
    ("The treaty is still in force.", "The treaty is no longer in force."),
    ("Farmers can’t sell milk.", "Farmers can sell milk."),
    ("The town has water.", "The town lacks water."),
    ("Not one house was lost.", "He said that the dam held and that one house was lost."),
]
REPEATED = [
    ("The dam is safe.", "The dam is safe."),
    ("The dam is not dangerous.", "The dam is safe."),
    ("Nobody was left unpaid by the mill.", "The mill left all paid."),
    ("It is not true that the port didn't reopen.", "The port reopened."),
    ("Not only farmers sell milk.", "Farmers sell milk."),
    ("The strike will no doubt end.", "The strike will end."),
]
UNRELATED = [
    ("The dam is safe.", "Taxes must not rise."),
    ("", "Taxes must not rise."),
    ("", ""),
    ("🚰🚱", "No!"),
    ("Вода ушла.", "Дом не цел."),
]


@pytest.mark.parametrize(("one", "other"), DENIALS)
def test_a_denial_is_one_from_both_sides(one, other):
    assert denies(one, other)
    assert denies(other, one)


@pytest.mark.parametrize(("one", "other"), REPEATED)
def test_what_is_turned_twice_says_the_same(one, other):
    assert not denies(one, other)
    assert measure_denial([one], [other])[0, 0] < 0


@pytest.mark.parametrize(("one", "other"), UNRELATED)
def test_of_other_matters_nothing_is_known(one, other):
    assert measure_denial([one], [other])[0, 0] == 0


@pytest.mark.parametrize(
    ("text", "words", "denied"),
    [
        ("The dam is safe, but it will not hold.", [("dam", "safe"), ("hold",)], [False, True]),
        ("Men and women work", [("men", "women", "work")], [False]),
        ("Rain fell and the dam did not hold", [("rain", "fell"), ("dam", "hold")], [False, True]),
        ("Whether or not it rains", [("rains",)], [False]),
        ("", [], []),
    ],
)
def test_clauses(text, words, denied):
    found = split_claims(text)
    assert [clause.words for clause in found] == words
    assert [clause.denied for clause in found] == denied


def test_a_table_holds_what_each_pair_gives(monkeypatch):
    one, other = [pair[0] for pair in DENIALS], ["", *(pair[1] for pair in DENIALS[:5])]
    whole = measure_denial(one, other)
    assert whole.shape == (len(DENIALS), 6)
    assert (np.diag(whole[:, 1:]) > 0).all()
    assert (whole[:, 0] == 0).all()
    np.testing.assert_allclose(measure_denial(other, one), whole.T, atol=1e-9)
    monkeypatch.setattr(denial, "BLOCK_PAIRS", 5)
    np.testing.assert_array_equal(measure_denial(one, other), whole)
    assert measure_denial([], other).shape == (0, 6)
    assert measure_denial(one, []).shape == (len(DENIALS), 0)


@settings(max_examples=30)
@given(st.lists(st.text(alphabet="no notsafe,.dm ", max_size=30), min_size=1, max_size=5))
def test_a_text_never_denies_itself_or_leaves_the_range(texts):
    found = measure_denial(texts, texts)
    assert (np.abs(found) <= 1).all()
    assert (np.diag(found) <= 0).all()
    np.testing.assert_allclose(found, found.T, atol=1e-9)


def test_no_word_stands_at_both_poles_of_an_opposition():
    for axis in opposites._AXES:
        one, other = (set(side.split()) for side in axis.split(" / "))
        assert one
        assert other
        assert not one & other


# Those of `held_triples.csv` were written before the lists of words were.
@pytest.mark.parametrize("name", ["triples", "held_triples"])
def test_a_paraphrase_is_nearer_than_a_denial(name):
    with (ROOT / "training" / "encoder" / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    claims, same, denied = ([row[k] for row in rows] for k in ("claim", "paraphrase", "denial"))
    turned, kept = (np.diag(measure_denial(claims, texts)) for texts in (denied, same))
    vectors = [encode(texts) for texts in (claims, same, denied)]
    near, far = ((vectors[0] * other).sum(axis=1) for other in vectors[1:])
    assert (near > far).mean() < 0.2  # by the encoder alone
    assert (near - np.maximum(kept, 0) > far - np.maximum(turned, 0)).mean() >= 0.9
    assert (turned >= DENIED).mean() >= 0.9
    assert (kept >= DENIED).mean() == 0
