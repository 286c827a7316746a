"""Statements become utterances: broken quotations joined, what nobody says left out, words read."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retold.consistency.wording.utterances import (
    end_of_sentence,
    join_utterances,
    quoted_spans,
    read_words,
    start_of_sentence,
)
from retold.language.words import split_words


def join(*texts, starts=None, **columns):
    """Join statements of one article that stand one after another, a blank between, unless told where."""
    places, at = [], 0
    for text in texts:
        places.append(at)
        at += len(text) + 1
    starts = starts or places
    frame = {
        "statement_id": [f"a:{n}" for n in range(1, len(texts) + 1)],
        "article_id": "a",
        "argument": "none",
        "text": list(texts),
        "start": starts,
        "end": [start + len(text) for start, text in zip(starts, texts, strict=True)],
    }
    return join_utterances(pd.DataFrame(frame | columns))


@pytest.mark.parametrize(
    ("texts", "columns", "ids"),
    [
        ((), {}, []),
        (("“The ice is thin,”", "“but it holds.”"), {}, [("a:1", "a:2")]),
        # The sentence was over, or the next part begins one.
        (("“The ice is thin.”", "“but it holds.”"), {}, [("a:1",), ("a:2",)]),
        (("“The ice is thin,”", "“But it holds.”"), {}, [("a:1",), ("a:2",)]),
        # Never closed, so what follows needs no mark.
        (("“The ice is thin,", "but it holds.”"), {}, [("a:1", "a:2")]),
        (("The ice is thin,", "but it holds."), {}, [("a:1",), ("a:2",)]),
        # Too far away, another voice, another speaker, another article.
        (("“The ice is thin,”", "“but it holds.”"), {"starts": [0, 200]}, [("a:1",), ("a:2",)]),
        (
            ("“The ice is thin,”", "“but it holds.”"),
            {"voice": ["subject", "third_party"]},
            [("a:1",), ("a:2",)],
        ),
        (("“The ice is thin,”", "“but it holds.”"), {"speaker": ["Orla", "Brand"]}, [("a:1",), ("a:2",)]),
        (("“The ice is thin,”", "“but it holds.”"), {"speaker": ["Orla", ""]}, [("a:1", "a:2")]),
        (("“The ice is thin,”", "“but it holds.”"), {"article_id": ["a", "b"]}, [("a:1",), ("a:2",)]),
    ],
)
def test_which_statements_are_one_utterance(texts, columns, ids):
    assert [found.statement_ids for found in join(*texts, **columns)] == ids


@pytest.mark.parametrize(
    ("text", "columns", "read"),
    [
        ("“Ice melts in the sun”", {}, ["“Ice melts in the sun”"]),
        # Of narration only a quotation that is a sentence.
        ("He read: “Ice melts in the sun”", {"voice": "journalist"}, ["“Ice melts in the sun”"]),
        ("He read “Ice Melts”", {"voice": "journalist"}, []),
        ("He read “Old Ice Melts Tomorrow”", {"voice": "journalist"}, []),
        ("He read it.", {"voice": "journalist"}, []),
        ("— Ice melts, he said.", {"voice": "journalist"}, ["— Ice melts, he said."]),
        # Of a mixed statement its quotation, if it is most of it and the only one.
        ("that “ice melts in the sun”", {"form": "mixed"}, ["“ice melts in the sun”"]),
        (
            "that all of the old ice there “melts now” soon",
            {"form": "mixed"},
            ["that all of the old ice there “melts now” soon"],
        ),
        (
            "that “ice melts in sun” and “snow melts in rain”",
            {"form": "mixed"},
            ["that “ice melts in sun” and “snow melts in rain”"],
        ),
    ],
)
def test_what_of_a_statement_is_read(text, columns, read):
    found = join(text, starts=[7], **columns)
    assert [utterance.text for utterance in found] == read
    assert [(utterance.start, utterance.end) for utterance in found] == [
        (7 + text.index(part), 7 + text.index(part) + len(part)) for part in read
    ]


@pytest.mark.parametrize(
    ("text", "given_form", "form"),
    [
        ("“Ice melts”", "", "direct"),
        ("that ice melts", "", "indirect"),
        ("that ice melts", "direct", "direct"),
        ("“Ice melts", "indirect", "direct"),  # a quotation of several sentences begins
        ("ice melts.”", "indirect", "direct"),  # or ends
        ("— Ice melts", "", "direct"),
        ("that the old “ice” melts", "", "indirect"),
        ("“", "", "direct"),
        ("", "", "indirect"),
    ],
)
def test_which_form_an_utterance_has(text, given_form, form):
    columns = {"form": given_form} if given_form else {}
    assert [utterance.form for utterance in join(text, **columns)] == [form]


def test_an_utterance_says_which_words_make_it_what_it_is():
    (found,) = join("Perhaps Norland must close the old Bridge", confidence=0.7)
    assert [found.forms[i] for i in found.said] == ["norland", "close", "old", "bridge"]
    assert [found.forms[i] for i in sorted(found.names)] == ["norland", "bridge"]
    assert [found.forms[i] for i in sorted(found.hedges)] == ["perhaps"]
    assert found.sureness == 0.7
    assert [found.text[word.start : word.end] for word in found.words][:2] == ["Perhaps", "Norland"]


def test_without_places_there_are_none():
    frame = {"statement_id": ["a:1"], "article_id": "a", "argument": "none", "text": "Ice melts"}
    (found,) = join_utterances(pd.DataFrame(frame))
    assert (found.start, found.end, found.voice, found.speaker) == (-1, -1, "", "")


@pytest.mark.parametrize(
    ("text", "place", "start", "end"),
    [
        ("that it rains and that it blows", 2, 0, 2),
        ("that it rains and that it blows", 5, 4, 6),
        ("“It rains and that it blows”", 2, 0, 6),  # not indirect
        ("that it rains and it blows", 4, 0, 5),
    ],
)
def test_where_the_sentences_of_indirect_speech_begin_and_end(text, place, start, end):
    (found,) = join(text)
    assert (start_of_sentence(found, place), end_of_sentence(found, place)) == (start, end)


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("", []),
        ("no marks", []),
        ("a “thick” wall", [(2, 9)]),
        ('a "thick" wall', [(2, 9)]),
        ("„thick“ and «thin» and ‹fine›", [(0, 7), (12, 18), (23, 29)]),
        ("the boy's and the boys' wall", []),
        ("a ‘boy’s wall’ here", [(2, 14)]),
        ("“never closed", []),
    ],
)
def test_quotations(text, spans):
    assert quoted_spans(text) == spans


@given(st.text(max_size=80))
def test_words_stand_where_they_say(text):
    for tokens in (split_words(text), read_words(text)):
        assert all(0 <= token.start < token.end <= len(text) for token in tokens)
        assert [token.start for token in tokens] == sorted(token.start for token in tokens)


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("“Ice,” he said, “melts.”", "ice melts"),
        ("« Ice, he replied, melts. »", "ice melts"),
        ("— Ice melts, he shouted back.", "ice melts"),
        ("that ice melts", "ice melts"),
        ("“Ice [at sea] melts”", "ice melts"),
        ("“Ice, I think, melts”", "ice i think melts"),
        ("“Ice […] melts”", "ice … melts"),
        ("that ice melts, and, in the same breath:", "ice melts"),
        ("two hundred and fifty", "200 and 50"),
        ("twenty-five to a dozen", "25 to 12"),
        ("a third of it, 33 %, 33 percent and 33 per cent", "33% of it 33% 33% and 33%"),
        ("three quarters of the 1 200 or 1,200 tons", "75% of the 1200 or 1200 tons"),
        ("in 1990 300 came in May", "in 1990 300 came in May"),
    ],
)
def test_words_are_read_without_what_is_not_said(text, forms):
    assert " ".join(word.form for word in read_words(text)) == forms
