"""The made transcripts: many kinds, whose turns are found and given to the right voice."""

import pandas as pd
import pytest
from benchmarks.transcripts import REPORTS, made_transcripts, measure, right_characters

from retold.articles.attribution.turns import text_form

# The least share of characters in the right voice, for each kind and for all.
LEAST = 0.98


def test_each_kind_is_told_from_prose():
    made = made_transcripts()
    assert len(made) >= 50
    assert {kind: text_form(own.text) for kind, own in made.items()} == dict.fromkeys(made, "transcript")
    assert [text_form(text) for text in REPORTS] == [""] * len(REPORTS)


def test_turns_are_what_they_are_said_to_be():
    for kind, own in made_transcripts().items():
        for start, end, voice in own.turns:
            assert own.text[start:end].strip() == own.text[start:end], kind
            assert voice in {"subject", "third_party", "journalist"}


@pytest.mark.parametrize(("kind", "right", "size"), list(measure()), ids=[row[0] for row in measure()])
def test_characters_are_in_the_right_voice(kind, right, size):
    assert right >= LEAST * size, kind


def test_what_is_not_found_is_not_right():
    own = next(iter(made_transcripts().values()))
    right, size = right_characters(own, pd.DataFrame({"start": [], "end": [], "voice": []}))
    assert (right, size > 0) == (0, True)
