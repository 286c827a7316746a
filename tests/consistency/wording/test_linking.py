"""Which statements of two articles are one utterance, and how like they are."""

import pandas as pd
import pytest

from retold.consistency.wording.linking import (
    OTHER_VOICE,
    RETOLD,
    SAME_UTTERANCE,
    code_words,
    link_utterances,
)
from retold.consistency.wording.utterances import join_utterances
from retold.language.words import LIGHT

BRIDGE = "The old stone bridge carries heavy trucks today"


def read(texts, articles=None, **columns):
    ids = articles or [f"a{n}" for n in range(len(texts))]
    frame = pd.DataFrame(
        {"statement_id": [f"{name}:{n}" for n, name in enumerate(ids)], "article_id": ids, "text": texts}
    )
    return join_utterances(frame.assign(argument="k", **columns))


def link(*texts, **options):
    return link_utterances(read(list(texts), **options))


@pytest.mark.parametrize(
    ("texts", "similarity"),
    [
        ([], None),
        ([BRIDGE], None),
        ([BRIDGE, ""], None),
        ([BRIDGE, "Nobody saw rivers flood green valleys"], None),
        ([BRIDGE, BRIDGE], 1),
        ([BRIDGE, "The old stone bridge carries heavy trucks"], 0.99),  # a word is cut off
        ([BRIDGE, "The old stone bridge carries very heavy trucks today"], 1),  # a small word more
        ([BRIDGE, "The old stone bridge carries heavy green trucks today"], 7 / 7.25),
        ([BRIDGE, "The old stone bridge carries light trucks today"], 6 / 7),
        ([BRIDGE, "The old stone tower sees green fish today"], None),
    ],
)
def test_similarity(texts, similarity):
    links = link(*texts)
    assert len(links) == (similarity is not None)
    for found in links:
        assert (found.a, found.b, found.fragment) == (0, 1, False)
        assert found.similarity == pytest.approx(similarity, abs=0.02)
        assert found.similarity >= SAME_UTTERANCE
        assert 0 < found.confidence < found.similarity


def test_threshold():
    texts = [BRIDGE, "The old stone bridge carries light trucks today"]
    assert len(link_utterances(read(texts), threshold=0.8)) == 1
    assert link_utterances(read(texts), threshold=0.99) == []


def test_statements_of_one_article_are_not_linked():
    assert link(BRIDGE, BRIDGE, articles=["a", "a"]) == []


def test_the_better_of_two_statements_of_an_article_is_kept():
    worse = "The old stone bridge carries light carts today"
    assert [(one.a, one.b) for one in link(BRIDGE, BRIDGE, worse, articles=["a", "b", "b"])] == [(0, 1)]
    assert len(link(BRIDGE, BRIDGE, BRIDGE, articles=["a", "b", "b"])) == 2


def test_another_voice_takes_some_off():
    (same,) = link(BRIDGE, BRIDGE, voice=["subject", "subject"])
    other = link(BRIDGE, BRIDGE, voice=["subject", "third_party"])
    assert same.similarity == 1
    assert all(found.similarity == pytest.approx(1 - OTHER_VOICE, abs=0.3) for found in other)
    assert all(found.similarity < 1 for found in other)


def test_names_alone_link_nothing():
    assert link("we met Prime Minister Ann Olsen", "they like Prime Minister Ann Olsen") == []


def test_fragments_are_linked_without_alignment(monkeypatch):
    monkeypatch.setattr("retold.consistency.wording.linking.RETOLD", 1.1)
    (found,) = link("that it was a “paper tiger” for him", "“They built a paper tiger and no more.”")
    assert (found.fragment, found.matches, found.similarity, found.confidence) == (True, [], 0.65, 0.65)


def test_words_are_coded_once_and_weighed():
    coded, rarity = code_words(read(["old bridges fell", "the old bridge will fall"]))
    a, b = coded
    assert a.words[0] == b.words[1]
    assert a.words[1] != b.words[2]
    assert a.lemmas[1] == b.lemmas[2]
    assert b.weights.tolist() == [LIGHT, 1, 1, LIGHT, 1]
    assert (b.classes > 0).tolist() == [False, False, False, True, False]
    assert max(rarity.values()) == 1
    assert 0 < rarity["old"] < 1


@pytest.mark.parametrize(
    ("column", "values", "linked"),
    [
        ("occasion", ["Monday's speech", "Monday's speech"], 1),
        ("occasion", ["Monday's speech", "the interview"], 0),
        ("occasion", ["Monday's speech", None], 1),
        ("said", ["2014-06-13", "2014-06-13"], 1),
        ("said", ["2014-06-13", "2014-06-12"], 0),
        ("said", ["2014-06-13", "2014-06"], 1),
        ("said", ["2014-06-13", "2014-05"], 0),
        ("said", ["2014-06-13", ""], 1),
    ],
)
def test_what_was_said_on_another_occasion_or_day_is_another_utterance(column, values, linked):
    assert len(link(BRIDGE, BRIDGE, **{column: values})) == linked


def test_a_retelling_is_one_if_it_is_likely_enough(monkeypatch):
    told = [
        "“I will not resign before the winter is over,”",
        "that the mayor would stay in office until spring",
    ]
    least = max(RETOLD, SAME_UTTERANCE)
    for likely, linked in ((least + 0.01, 1), (least - 0.01, 0)):
        monkeypatch.setattr(
            "retold.consistency.wording.linking.score_retellings",
            lambda versions, pairs, least, shown, likely=likely: [likely] * len(pairs),
        )
        monkeypatch.setattr("retold.consistency.wording.linking.find_retellings", lambda found: [(0, 1)])
        assert [found.similarity for found in link(*told)] == [likely] * linked


def test_the_sense_of_a_plain_pair_is_not_asked_for(monkeypatch):
    def refuse(versions, pairs, least, shown):
        assert pairs == []
        return []

    monkeypatch.setattr("retold.consistency.wording.linking.score_retellings", refuse)
    assert len(link(BRIDGE, BRIDGE)) == 1
