"""Candidates of reporting clauses: one form of English news prose a row."""

import pytest

from retold.articles.attribution.cue_candidates import (
    Candidate,
    begins_clause,
    features,
    is_glued,
    is_plain,
    left_class,
    read_cue,
    right_class,
    speaker_class,
)
from retold.articles.attribution.noun_phrases import Sentence


def read(text):
    """Read a text as one sentence; what stands between curly marks is a quotation."""
    spans, start = [], text.find("“")
    while start >= 0:
        end = text.index("”", start) + 1
        spans.append((start, end))
        start = text.find("“", end)
    return Sentence(text, 0, len(text), spans)


def candidate(text, word, floor=0):
    sentence = read(text)
    return sentence, read_cue(sentence, sentence.lowers.index(word), floor)


@pytest.mark.parametrize(
    ("text", "word", "kind", "speaker", "content"),
    [
        ("Lee said that it rained.", "said", "that", "Lee", "that it rained."),
        ("Lee said on Monday that it rained.", "said", "that", "Lee", "that it rained."),
        ("Lee told reporters in the city that it rained.", "told", "that", "Lee", "that it rained."),
        ("Lee noted, however, that it rained.", "noted", "that", "Lee", "that it rained."),
        ("Lee said: it rained.", "said", "colon", "Lee", "it rained."),
        ("Lee said: “It rained.”", "said", "quote", "Lee", None),
        ("Lee said, “It rained.”", "said", "quote", "Lee", None),
        ("“It rained,” Lee said.", "said", "quote", "Lee", None),
        ("“It rained,” said Lee.", "said", "quote", "Lee", None),
        ("“It rained,” Lee told the council.", "told", "quote", "Lee", None),
        ("It rained, Lee said.", "said", "before", "Lee", "It rained,"),
        ("It rained, said Lee.", "said", "before", "Lee", "It rained,"),
        ("It rained, Lee said at Holm.", "said", "before", "Lee", "It rained,"),
        ("Lee said it rained.", "said", "clause", "Lee", "it rained."),
        ("Lee rejected the offer.", "rejected", "clause", "Lee", "the offer."),
        ("Lee told him it rained.", "told", "clause", "Lee", "it rained."),
        ("Lee told Fox it rained.", "told", "clause", "Lee", "it rained."),
        ("Lee told reporters it rained.", "told", "clause", "Lee", "it rained."),
        ("Lee asked to go home.", "asked", "infinitive", "Lee", "to go home."),
        ("Lee asked whether it rained.", "asked", "question", "Lee", "whether it rained."),
        ("Lee called for an end.", "called", "topic", "Lee", "an end."),
        ("Lee spoke about peace.", "spoke", "topic", "Lee", "peace."),
        ("Lee said this on Monday.", "said", "back", "Lee", None),
        ("Lee, who left, said that it rained.", "said", "that", "Lee", "that it rained."),
        ("They left and said that it rained.", "said", "that", None, "that it rained."),
        ("Lee reportedthat it rained.", "reportedthat", "that", "Lee", "reportedthat it rained."),
    ],
)
def test_forms(text, word, kind, speaker, content):
    sentence, found = candidate(text, word)
    assert (found.kind, found.speaker) == (kind, speaker)
    assert (sentence.words(found.first, found.last) if found.first >= 0 else None) == content
    assert sentence.lowers[found.at] == word


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Lee said.", "said"),
        ("Lee said", "said"),
        ("Lee said!", "said"),
    ],
)
def test_no_candidates(text, word):
    assert candidate(text, word)[1] is None


@pytest.mark.parametrize(
    ("text", "word", "kind"),
    [
        ("Lee said he knew that it rained.", "said", "clause"),
        ("Lee said “no” to that offer.", "said", "quote"),
        ("Lee said in the big old hall of the very old town that it rained.", "said", "clause"),
    ],
)
def test_that_must_be_near_and_of_this_verb(text, word, kind):
    assert candidate(text, word)[1].kind == kind


def test_what_is_before_begins_after_what_was_reported_before():
    sentence, found = candidate("It rained and so it fell, Lee said.", "said", floor=3)
    assert sentence.words(found.first, found.last) == "so it fell,"


@pytest.mark.parametrize(
    ("word", "found"),
    [("reportedthat", True), ("saidthat", True), ("that", False), ("hatthat", False), ("said", False)],
)
def test_is_glued(word, found):
    assert is_glued(word) is found


@pytest.mark.parametrize(
    ("text", "word", "plain"),
    [
        ("Lee said that it rained.", "said", True),
        ("Lee said on Monday that it rained.", "said", True),
        ("Lee said in the old hall that it rained.", "said", False),
        ("Lee said it rained.", "said", False),
        ("Lee called the “line” a myth.", "called", True),
        ("They left and said that it rained.", "said", False),
        ("Lee has the belief that it rained.", "belief", True),
        ("Lee accepted the deal that would end it.", "accepted", False),
        ("Lee asked to go home.", "asked", False),
        # A threat or a promise is said, whoever waits for it; any other act may go without a word.
        ("Lee threatens to sue.", "threatens", True),
        ("Lee swore to close the bridge.", "swore", True),
        ("Lee tried to close the bridge.", "tried", False),
        ("Threatened to be late, the boats left.", "threatened", False),
    ],
)
def test_is_plain(text, word, plain):
    sentence, found = candidate(text, word)
    assert is_plain(sentence, found) is plain


@pytest.mark.parametrize(
    ("text", "speaker", "plain"),
    [
        ("Ann Lee: the bridge is safe", "Ann Lee", True),
        ("Ann Lee: the bridge is safe.", "Ann Lee", False),
        ("Ann Lee: it fell", "Ann Lee", False),
        ("UN: the bridge is safe", "UN", False),
    ],
)
def test_headlines(text, speaker, plain):
    sentence = read(text)
    at = sentence.lowers.index(":")
    assert (
        is_plain(sentence, Candidate(at, "headline", speaker, at + 1, sentence.size, True, at + 1)) is plain
    )


def test_according_to_is_plain():
    assert is_plain(read("According to Lee, it rained."), Candidate(0, "source", "Lee", 4, 6, True, 3))


@pytest.mark.parametrize(
    ("text", "at", "found"),
    [
        ("It rained, adding that it fell.", 2, True),
        ("It rained and added that it fell.", 2, True),
        ("It rained and also said that it fell.", 2, True),
        ("It rained but said “so”.", 2, True),
        ("It rained, added that it fell.", 2, False),
        ("It rained and adding that it fell.", 2, False),
        ("It rained and hopes that it fell.", 2, False),
        ("It rained and reports that it fell.", 2, False),
        ("It rained and said so.", 2, False),
        ("It rained or said that it fell.", 2, False),
        ("It rained and", 2, False),
    ],
)
def test_begins_clause(text, at, found):
    assert begins_clause(read(text), at) is found


def test_features_name_the_words_around_a_cue():
    sentence, found = candidate("Lee said that it would fall.", "said")
    assert features(sentence, found) == [
        "kind=that", "form=said", "form=said kind=that", "left=name", "beside=name", "left=name shape=-", "right=that kind=that",
        "shape=- right=that", "speaker=name", "speaker=name kind=that", "that=it", "that verb=0 far=1",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "at", "left", "right"),
    [
        ("So he left", -1, "start", "end"),
        ("So he left", 3, None, "end"),
        ("So he left", 1, "he", "he"),
        ("So Lee left", 1, "name", "name"),
        ("So mayor left", 1, "word", "word"),
        ("So boldly left", 1, "ly", "ly"),
        ("So mayors left", 1, "s", "s"),
        ("So falling left", 1, "word", "ing"),
        ("So , left", 1, ",", ","),
        ("So % left", 1, "sign", "sign"),
        ("So 14 left", 1, "word", "number"),
        ("So Lee’s left", 1, "owner", "name"),
        ("So “it” left", 2, "quoted", "quoted"),
        ("So couldn't left", 1, "aux", "word"),
    ],
)
def test_classes_of_words(text, at, left, right):
    sentence = read(text)
    assert right_class(sentence, at) == right
    assert left is None or left_class(sentence, at) == left


@pytest.mark.parametrize(
    ("speaker", "found"),
    [
        (None, "none"),
        ("", "none"),
        ("He", "he"),
        ("Her", "her"),
        ("Ann Lee", "name"),
        ("the mayor", "noun"),
        ("the mayor Lee", "name"),
    ],
)
def test_speaker_class(speaker, found):
    assert speaker_class(speaker) == found
