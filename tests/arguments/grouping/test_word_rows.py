"""Claims without some of their words, compared without being read anew."""

import numpy as np
import pytest

from retold.arguments.grouping.claims import claim_texts
from retold.arguments.grouping.same_claim import pair_probabilities
from retold.arguments.grouping.word_rows import read_word_rows
from tests.arguments.grouping.test_group import TEXTS

EMBEDDINGS = ["encoder", "wordllama", "tfidf"]


@pytest.mark.parametrize("embedding", EMBEDDINGS)
def test_all_words_together_are_the_claim(embedding):
    claims = claim_texts([*TEXTS, "It’s NATO-led, he said — “isn’t it?”", "🙂 👍", "Мир нужен всем"])
    rows = read_word_rows(claims, embedding=embedding)
    assert np.allclose(rows.probabilities(), pair_probabilities(claims, embedding=embedding), atol=1e-5)


@pytest.mark.parametrize("embedding", EMBEDDINGS)
def test_claims_without_words_are_read_as_texts_without_them(embedding):
    rows = read_word_rows(TEXTS[:5], embedding=embedding)
    thinned = rows.without(np.arange(len(rows.words)) % 4 == 1)
    assert thinned._texts() == [
        " ".join(rows.words[at] for at in np.flatnonzero(rows.owner == claim) if at % 4 != 1)
        for claim in range(5)
    ]
    assert not np.allclose(thinned.probabilities(), rows.probabilities())


def test_a_claim_never_loses_all_of_its_words():
    rows = read_word_rows(["rain", "rain fell"], embedding="wordllama")
    assert rows.without(np.array([True, True, False]))._texts() == ["rain", "fell"]


@pytest.mark.parametrize("embedding", EMBEDDINGS)
def test_some_of_the_claims(embedding):
    rows = read_word_rows(TEXTS[:5], embedding=embedding)
    part = rows.part(np.array([0, 2, 4]))
    assert part._texts() == [TEXTS[0], TEXTS[2], TEXTS[4]]
    assert part.size == 3
    assert part.probabilities().shape == (3, 3)


@pytest.mark.parametrize("embedding", EMBEDDINGS)
def test_shuffled_words_keep_the_lengths_of_claims(embedding):
    rows = read_word_rows(TEXTS[:5], embedding=embedding)
    mixed = rows.shuffled(np.random.default_rng(0))
    assert sorted(mixed.words) == sorted(rows.words)
    assert mixed.words != rows.words
    assert mixed.owner.tolist() == rows.owner.tolist()
    likely = mixed.probabilities()
    assert np.isfinite(likely).all()
    assert likely.shape == (5, 5)
