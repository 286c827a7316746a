"""Articles, voices, sentences and hits as numbers."""

import numpy as np
import pandas as pd
import pytest

from retold.errors import ParameterError
from retold.themes.codebook.read import read_codebook
from retold.themes.measures.counting import arrange_units, nested, rank_names, spell
from retold.vocabulary import ALL

BOOK = read_codebook(
    {
        "themes": {
            "water": {"patterns": ["sea"], "themes": {"rain": {"patterns": ["rain"]}}},
            "fire": {"patterns": ["fire"]},
        }
    }
)
STATEMENTS = pd.DataFrame(
    [
        ("b:1", "b", "b:s1", 0, "subject", "sea rain"),
        ("a:2", "a", "a:s2", 9, "journalist", "fire and more"),
        ("a:1", "a", "a:s1", 0, "subject", "rain"),
        ("a:3", "a", "a:s2", 20, "subject", ""),
    ],
    columns=["statement_id", "article_id", "sentence_id", "start", "voice", "text"],
)
HITS = pd.DataFrame(
    [("a:1", "water/rain"), ("a:2", "fire"), ("b:1", "water"), ("b:1", "water/rain"), ("gone", "fire")],
    columns=["statement_id", "theme"],
)


def test_numbers():
    units = arrange_units(HITS, STATEMENTS, BOOK)
    assert (units.articles, units.voices, units.themes) == (
        ["a", "b"],
        ["journalist", "subject"],
        ["water", "water/rain", "fire"],
    )
    # Sentences stand in reading order.
    assert units.sentence_article.tolist() == [0, 0, 1]
    assert units.statement_sentence.tolist() == [2, 1, 0, 1]
    assert units.statement_voice.tolist() == [1, 0, 1, 1]
    assert units.statement_tokens.tolist() == [2, 3, 1, 0]
    assert units.sentences.tolist() == [2, 1]
    # A hit counts for its theme and for that above it.
    found = sorted(zip(units.hit_statement.tolist(), [units.themes[n] for n in units.hit_theme], strict=True))
    assert found == [
        (0, "water"),
        (0, "water"),
        (0, "water/rain"),
        (1, "fire"),
        (2, "water"),
        (2, "water/rain"),
    ]
    assert units.hit_matrix().toarray().tolist() == [[1, 1, 0], [0, 0, 1], [2, 1, 0]]


@pytest.mark.parametrize(
    ("voice", "spoken", "sentences", "hits"),
    [
        (ALL, [True] * 4, [True] * 3, 6),
        ("subject", [True, False, True, True], [True] * 3, 5),
        ("journalist", [False, True, False, False], [False, True, False], 1),
        ("nobody", [False] * 4, [False] * 3, 0),
    ],
)
def test_voices(voice, spoken, sentences, hits):
    units = arrange_units(HITS, STATEMENTS, BOOK)
    assert units.spoken(voice).tolist() == spoken
    assert units.sentences_in(voice).tolist() == sentences
    assert units.hit_matrix(voice).sum() == hits


def test_words_are_counted_only_where_asked_or_known():
    assert arrange_units(HITS, STATEMENTS, BOOK, count_words=False).statement_tokens.tolist() == [0] * 4
    known = STATEMENTS.assign(tokens=[5, 6, 7, 8])
    assert arrange_units(HITS, known, BOOK).statement_tokens.tolist() == [5, 6, 7, 8]


def test_nothing():
    units = arrange_units(HITS.head(0), STATEMENTS.head(0), BOOK)
    assert (units.articles, units.sentences.tolist(), len(units.hit_theme)) == ([], [], 0)
    assert units.hit_matrix().shape == (0, 3)


@pytest.mark.parametrize(
    ("hits", "message"),
    [
        (HITS.assign(statement_id=""), "no hit says in which statement it is(.|\n)*statements="),
        (HITS.replace("fire", "fires"), "theme that the codebook lacks: 'fires'(.|\n)*fire"),
    ],
)
def test_what_is_refused(hits, message):
    with pytest.raises(ParameterError, match=message):
        arrange_units(hits, STATEMENTS, BOOK)


@pytest.mark.parametrize(
    ("one", "other", "inside"),
    [
        ("water", "water/rain", True),
        ("water/rain", "water", True),
        ("water", "watering", False),
        ("a", "a", False),
        ("a", "b/a", False),
    ],
)
def test_nested(one, other, inside):
    assert nested(one, other) is inside


def test_names():
    assert spell(["rain", "wind"], np.array([1, 0, 1])).tolist() == ["wind", "rain", "wind"]
    assert spell([], np.array([], dtype=np.int64)).tolist() == []
    assert rank_names(["wind", "rain", "sea"]).tolist() == [2, 0, 1]
    assert rank_names([]).tolist() == []
