"""Sentences, clauses and words as the details of an article are read."""

import itertools

import pytest

from retold.language.clauses import (
    clause_of,
    is_content,
    normalise,
    read_sentences,
    sentence_at,
    stem_of,
    words_after,
    words_before,
)


@pytest.mark.parametrize(
    ("word", "form"),
    [
        ("", ""), ("Norland", "norland"), ("Norland’s", "norland"), ("Norland's", "norland"), ("farmers’", "farmers"),
        ("1,200", "1200"), ("1,234,567", "1234567"), ("1,20", "1,20"), ("2.5", "2.5"), ("don’t", "don't"), ("STRASSE", "strasse"),
        ("Straße", "strasse"), ("ﬁve", "five"),
    ],
)  # fmt: skip
def test_normalise(word, form):
    assert normalise(word) == form


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("treaty", "treaties"), ("signed", "signs"), ("sign", "signing"), ("build", "built"), ("give", "gave"), ("gate", "gates"),
        ("nation", "nations"), ("live", "living"), ("declare", "declared"), ("barge", "barges"), ("neutrality", "neutralities"),
    ],
)  # fmt: skip
def test_forms_of_one_word_share_a_stem(one, other):
    assert stem_of(one) == stem_of(other)


@pytest.mark.parametrize(("one", "other"), [("gate", "goat"), ("river", "rice"), ("war", "ware"), ("", "a")])
def test_other_words_do_not(one, other):
    assert stem_of(one) != stem_of(other)


@pytest.mark.parametrize(
    ("form", "content"),
    [
        ("treaty", True),
        ("the", False),
        ("x", False),
        ("5", False),
        ("1950", False),
        ("said", False),
        ("5th", False),
    ],
)
def test_is_content(form, content):
    assert is_content(form) is content


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("", []),
        ("   \n ", []),
        ("He sang", ["He sang"]),
        ("He sang. They left!", ["He sang. ", "They left!"]),
        ("He sang.” They left.", ["He sang.” ", "They left."]),
        ("Mr. Olsen left. He sang.", ["Mr. Olsen left. ", "He sang."]),
        ("They met in NATO. He sang.", ["They met in NATO. ", "He sang."]),
        ("A title\nHe sang.", ["A title\n", "He sang."]),
        ("It rose 2.5 percent. It fell.", ["It rose 2.5 percent. ", "It fell."]),
        ("... !", []),
    ],
)
def test_sentences(text, sentences):
    found = read_sentences(text)
    assert [text[one.start : one.end] for one in found] == sentences
    assert all(one.words for one in found)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The river Holm rose.", ["holm"]),
        ("Olsen left. They saw Olsen.", ["olsen", "olsen"]),
        ("Olsen left.", []),  # any word may open a sentence with a capital
        ("Ann Olsen left.", ["ann", "olsen"]),
        ("Rivers rose. The rivers fell.", []),
        ("He said: “Rivers rose.”", []),
        ("", []),
    ],
)
def test_names(text, names):
    assert [word.form for one in read_sentences(text) for word in one.words if word.name] == names


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("It rained.", ["It rained."]),
        ("It rained, they left.", ["It rained,", " they left."]),
        ("It rained and they left.", ["It rained ", "and they left."]),
        ("It holds 1,200 boats.", ["It holds 1,200 boats."]),
        ("It met at 10:30 there.", ["It met at 10:30 there."]),
        ("It held since 1971 there.", ["It held since 1971 there."]),
        ("It held since they left.", ["It held ", "since they left."]),
        ("It held after six hours.", ["It held after six hours."]),
        ("It held – they left.", ["It held –", " they left."]),
        ("It held - they left.", ["It held - ", "they left."]),
        ("It is well-known.", ["It is well-known."]),
        ("It held (they left).", ["It held (", "they left)", "."]),
        ("The boat which sank.", ["The boat ", "which sank."]),
    ],
)
def test_clauses(text, clauses):
    (sentence,) = read_sentences(text)
    edges = [*sentence.clauses, sentence.end]
    assert [text[a:b] for a, b in itertools.pairwise(edges)] == clauses
    assert [clause_of(sentence, place) for place in sentence.clauses] == list(range(len(clauses)))
    assert clause_of(sentence, sentence.end) == len(clauses) - 1


def test_words_before_and_after_a_place():
    text = "They met in Old Holm."
    (sentence,) = read_sentences(text)
    at = text.index("Old")

    def before(place, count):
        return [word.form for word in words_before(sentence, place, count)]

    def after(place, count):
        return [word.form for word in words_after(sentence, place, count)]

    assert (before(at, 2), before(at, 9), before(at, 0), before(0, 3)) == (
        ["met", "in"],
        ["they", "met", "in"],
        [],
        [],
    )
    assert (after(at, 1), after(at, 9), after(at, 0), after(len(text), 3)) == (
        ["old"],
        ["old", "holm"],
        [],
        [],
    )
    # A word that the place cuts stands on neither side.
    assert (before(at + 1, 1), after(at + 1, 1)) == (["in"], ["holm"])
    assert (before(at - 1, 1), after(at - 1, 1)) == (["in"], ["old"])


@pytest.mark.parametrize(("place", "number"), [(0, 0), (8, 0), (9, 1), (14, 1), (99, 2)])
def test_sentence_at(place, number):
    assert sentence_at(read_sentences("He sang. He left. He ate."), place) == number


def test_places_of_words():
    text = "The café’s 1,200 boats."
    assert [text[word.start : word.end] for word in read_sentences(text)[0].words] == [
        "The",
        "café’s",
        "1,200",
        "boats",
    ]
