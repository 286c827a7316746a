"""Tokens as spans, and words in the form in which they are compared."""

import pytest

from retold.language.tokens import count_words, normal_form, token_spans


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("", []),
        ("  \n", []),
        ("It's 1,000 km.", ["It's", "1,000", "km", "."]),
        ("don’t stop", ["don’t", "stop"]),
        ("military-industrial", ["military-industrial"]),
        ("- a -", ["-", "a", "-"]),
        ("1,000.5 and 3rd", ["1,000.5", "and", "3rd"]),
        ("“Why?”", ["“", "Why", "?", "”"]),
        ("cafe\u0301 co\u00adop", ["cafe\u0301", "co\u00adop"]),
        ("'quoted'", ["'", "quoted", "'"]),
        ("👍👍", ["👍", "👍"]),
    ],
)
def test_tokens(text, tokens):
    assert [text[a:b] for a, b in token_spans(text)] == tokens
    assert count_words(text) == sum(token[0].isalnum() for token in tokens)


@pytest.mark.parametrize(
    ("start", "end", "tokens"),
    [(0, None, ["It", "fell", "."]), (3, None, ["fell", "."]), (0, 2, ["It"]), (4, 6, ["el"])],
)
def test_part_of_a_text(start, end, tokens):
    text = "It fell."
    assert [text[a:b] for a, b in token_spans(text, start, end)] == tokens


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Lee’s", "lee's"),
        ("TÜRKIYE", "Tu\u0308rkiye"),
        ("co\u00adop", "coop"),
        ("Straße", "STRASSE"),
        ("well‑known", "well-known"),
        ("", ""),
    ],
)
def test_words_that_are_compared_as_one(one, other):
    assert normal_form(one) == normal_form(other)
