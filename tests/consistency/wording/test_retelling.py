"""How likely two statements retell one utterance: what is measured, and what is made of it."""

import numpy as np
import pandas as pd
import pytest

from retold.consistency.wording.alignment import Match
from retold.consistency.wording.linking import align_candidates, code_words
from retold.consistency.wording.retelling import (
    ENCODED,
    FEATURES,
    Measured,
    Versions,
    Weights,
    longest_run,
    measure_pairs,
    parse_weights,
    read_weights,
    score_retellings,
    split_clauses,
)
from retold.consistency.wording.utterances import join_utterances


def versions(*texts, **columns):
    names = "abcdef"[: len(texts)]
    frame = {"statement_id": [f"{name}:1" for name in names], "article_id": list(names), "argument": "none"}
    utterances = join_utterances(pd.DataFrame(frame | {"text": list(texts)} | columns))
    return Versions(utterances, code_words(utterances)[1])


def measure(*texts, score=0.0, matched=(), **columns):
    made = versions(*texts, **columns)
    return dict(zip(FEATURES, made.measure(Measured(0, 1, score, list(matched), [])), strict=True))


@pytest.mark.parametrize(
    ("feature", "texts", "columns", "more", "less"),
    [
        (
            "full core",
            ("that it was a “paper tiger”", "A paper tiger is what I saw"),
            {},
            None,
            ("that it was a “paper tiger”", "A tiger of paper is what I saw"),
        ),
        (
            "core",
            ("that it was a “paper tiger” now", "A paper tiger is what I saw"),
            {},
            None,
            ("that it was a “paper tiger of old” now", "A paper tiger is what I saw"),
        ),
        ("lone words", ("The bridge of stone", "A stone bridge"), {}, None, ("The bridge", "A stone bridge")),
    ],
)
def test_a_feature_is_larger_where_more_is_kept(feature, texts, columns, more, less):
    assert measure(*texts, **columns)[feature] > measure(*less, **columns)[feature] >= 0


@pytest.mark.parametrize(
    ("columns", "speaker", "direct"),
    [
        ({"speaker": ["Orla Brand", "Ms. Brand"], "form": "direct"}, 1.0, 1.0),
        ({"speaker": ["Orla Brand", "Mayor Tveit"], "form": ["direct", "indirect"]}, 0.0, 0.0),
        ({"speaker": ["he", "he"], "form": "indirect"}, 0.5, 0.0),
        ({"speaker": ["", ""], "form": "indirect"}, 0.5, 0.0),
    ],
)
def test_speaker_and_form(columns, speaker, direct):
    found = measure("The ice melts", "The ice melts", **columns)
    assert (found["one speaker"], found["both direct"]) == (speaker, direct)


def test_nothing_in_common_measures_nothing():
    told = measure("The ice melts", "A road is long", speaker=["Lund", "Brand"])
    assert set(told.values()) == {0.0}
    assert set(measure("", "", speaker=["Lund", "Brand"]).values()) <= {0.0}


@pytest.mark.parametrize(
    ("own", "other", "run"),
    [
        ("", "", ""),
        ("a b c", "", ""),
        ("a b c", "a b c", "a b c"),
        ("a b c d", "b c x a b", "a b"),  # of equals the first
        ("a b a b c", "a b c", "a b c"),
        ("a b", "b a", "a"),
    ],
)
def test_longest_run(own, other, run):
    assert longest_run(own.split(), other.split()) == run.split()


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("", [""]),
        ("Ice melts", ["Ice melts"]),
        (
            "All of the old ice melts, and it is gone by noon",
            ["All of the old ice melts", ", and it is gone by noon"],
        ),
        ("All of the old ice melts, they say", ["All of the old ice melts , they say"]),
    ],
)
def test_clauses(text, clauses):
    found = split_clauses(text)
    assert "".join(found).replace(" ", "") == text.replace(" ", "")
    assert clauses is None or found == clauses


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        ((2, 5), True),  # the next sentence of both
        ((0, 3), True),  # the sentence before
        ((2, 3), False),  # one goes on, the other goes back
        ((1, 5), False),
        (None, False),
    ],
)
def test_a_sentence_beside_that_is_told_by_both_counts(other, expected):
    frame = {"statement_id": [f"{n}:{i}" for n in "ab" for i in "123"], "article_id": list("aaabbb")}
    made = join_utterances(pd.DataFrame(frame | {"argument": "none", "text": "The old ice melts"}))
    own = Versions(made, code_words(made)[1])
    own.note([Measured(*other, 1.0, [Match(1, 1, True)], [])] if other else [])
    assert (own.beside(1, 4) > 0) == expected


def test_a_sentence_of_another_article_stands_beside_none():
    made = versions("The old ice melts", "The old ice melts", "It melts")
    made.note([Measured(0, 1, 1.0, [Match(1, 1, True)], [])])
    assert made.beside(1, 2) == 0.0


def pairs_of(made):
    coded, _ = code_words(made.utterances)
    return [pair for some in align_candidates(made.utterances, coded) for pair in some]


SAME = (
    "“The old bridge will be closed before winter,”",
    "that the old bridge would be closed before the winter",
)
OTHER = ("“The old bridge will be closed before winter,”", "that no old bridge ever earned a penny of toll")


@pytest.mark.parametrize(("texts", "likely"), [(SAME, True), (OTHER, False)])
def test_the_weights_of_the_package_tell_a_retelling_from_a_sentence_on_the_same_thing(texts, likely):
    made = versions(*texts, speaker=["Orla Brand", "Brand"], form=["direct", "indirect"])
    pairs = pairs_of(made)
    assert (score_retellings(made, pairs, least=[0.7] * len(pairs)) >= 0.7).tolist() == [likely] * len(pairs)
    assert len(pairs) == 1


def test_the_encoder_is_asked_only_where_it_can_change_the_answer(monkeypatch):
    made = versions(*SAME)
    pairs = pairs_of(made)
    full = score_retellings(made, pairs, least=[0.5])
    asked = []

    def encode(texts):
        asked.extend(texts)
        return np.ones((len(texts), 1))

    monkeypatch.setattr("retold.language.encoder.encode", encode)
    certain = Weights(-5.0, np.zeros(len(FEATURES) + len(ENCODED)))
    assert (score_retellings(made, pairs, least=[0.5], weights=certain) < 0.5).all()
    assert asked == []
    score_retellings(made, pairs, least=[float(full[0])])
    assert asked


@pytest.mark.parametrize(
    ("least", "shown", "calls"),
    [(0.99, True, 1), (0.01, True, 2), (0.01, False, 1), (0.5, False, 2)],
)
def test_whole_versions_are_read_where_clauses_leave_it_open(monkeypatch, least, shown, calls):
    made = versions(
        "the bridge is shut, because two of its cables broke",
        "two cables broke last night, so the bridge is closed now",
    )
    asked = []

    def encode(texts):
        asked.append(texts)
        return np.full((len(texts), 1), 0.5**0.5)  # all cosines are 0.5

    monkeypatch.setattr("retold.language.encoder.encode", encode)
    # Clauses 0.5 and whole 0 to 1 give 0.38 to 0.62; nothing 0.005 to 0.997.
    shorter = made.shorter(pairs_of(made)[0])
    weights = Weights(-5.5, np.array([0.0] * len(FEATURES) + [10.0, 1 / shorter]))
    score = score_retellings(made, pairs_of(made), least=[least], shown=[shown], weights=weights)[0]
    assert [len(texts) for texts in asked] == [4, 2][:calls]
    assert (score >= least) == (least <= 0.5)
    if shown and least < 0.5:
        assert score == pytest.approx(0.5)


def test_a_table_of_all_features_has_a_column_each():
    made = versions(*SAME)
    table = measure_pairs(made, pairs_of(made))
    assert table.shape == (1, len(FEATURES) + len(ENCODED))
    assert table[0, len(FEATURES)] == pytest.approx(1, abs=0.4)  # near in sense


def test_no_pairs_have_no_scores():
    assert score_retellings(versions(*SAME), [], least=[]).tolist() == []


def test_weights_are_of_this_version():
    assert len(read_weights().weights) == len(FEATURES) + len(ENCODED)
    with pytest.raises(ValueError, match="other features"):
        parse_weights({"constant": 0.0, "weights": {"core": 1.0}})


def test_a_likelihood_is_the_logistic_of_a_sum():
    weights = Weights(0.0, np.array([1.0, -1.0]))
    assert weights.score(np.array([[0.0, 0.0], [100.0, 0.0], [0.0, 100.0]])).tolist() == [0.5, 1.0, 0.0]
