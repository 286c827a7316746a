"""Whether two utterances are given to one speaker."""

import pandas as pd
import pytest

from retold.consistency.wording.speaking import NOT_KNOWN, name_speakers, share_speaker
from retold.consistency.wording.utterances import join_utterances


def named(*speakers, articles=None, voices=None):
    frame = {
        "statement_id": [f"x:{n}" for n in range(len(speakers))],
        "article_id": list(articles or "a" * len(speakers)),
        "argument": "none",
        "text": "The ice melts.",
        "speaker": list(speakers),
        "voice": list(voices or ["third_party"] * len(speakers)),
    }
    return [" ".join(sorted(words)) for words in name_speakers(join_utterances(pd.DataFrame(frame)))]


@pytest.mark.parametrize(
    ("speakers", "given", "words"),
    [
        ((), {}, []),
        (("Mr. Lund", "Ms Lund"), {}, ["lund", "lund"]),
        (("the mayor’s lawyer",), {}, ["lawyer mayor"]),
        (("Orla Brand", "she", ""), {}, ["brand orla"] * 3),
        (("she", "Orla Brand"), {}, ["", "brand orla"]),
        (("Orla Brand", "he"), {"articles": "ab"}, ["brand orla", ""]),  # not the one of another article
        (("Orla Brand", "Lund", "he"), {}, ["brand orla", "lund", "lund"]),
        (("the mayor", "he"), {"voices": ["subject", "third_party"]}, ["*", "*"]),
    ],
)
def test_speakers(speakers, given, words):
    frameless = not speakers
    assert (name_speakers([]) if frameless else named(*speakers, **given)) == words


@pytest.mark.parametrize(
    ("a", "b", "share"),
    [
        ("", "", NOT_KNOWN),
        ("lund", "", NOT_KNOWN),
        ("lund", "lund", 1.0),
        ("lund", "mayor lund", 1.0),
        ("mayor brand", "mayor lund", 0.5),
        ("lund", "brand", 0.0),
    ],
)
def test_share(a, b, share):
    assert share_speaker(frozenset(a.split()), frozenset(b.split())) == share
    assert share_speaker(frozenset(b.split()), frozenset(a.split())) == share
