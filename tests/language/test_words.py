"""The words of a statement as they are compared: forms, stems, lemmas, weights."""

import pytest

from retold.language.words import (
    FUNCTION_WORDS,
    LIGHT,
    is_content,
    lemma_word,
    split_words,
    stem_word,
    weigh_words,
)


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("", []),
        ("... – !", []),
        ("They won’t accept it", ["they", "will", "not", "accept", "it"]),
        ("They can't", ["they", "can", "not"]),
        ("“[T]hey can't, [I]t's so", ["they", "can", "not", "it", "so"]),
        ("They cannot", ["they", "can", "not"]),
        ("They shan't", ["they", "shall", "not"]),
        ("It isn't", ["it", "is", "not"]),
        (
            "We're they've she'll I'm he'd",
            ["we", "are", "they", "have", "she", "will", "i", "am", "he", "would"],
        ),
        ("Norland’s five-year plan", ["norland", "5", "year", "plan"]),
        ("1,200 and 2.5", ["1200", "and", "2.5"]),
        ("nineteen twenty ninety zero", ["19", "20", "90", "0"]),
        ("CAFÉ Straße", ["café", "strasse"]),
        ("o'clock", ["o'clock"]),
    ],
)
def test_split_words(text, forms):
    assert [token.form for token in split_words(text)] == forms


def test_places_of_words():
    text = "The mayor’s men won’t go"
    found = [(token.form, text[token.start : token.end]) for token in split_words(text)]
    # A possessive ending is left off; a contraction gives two words over one place.
    assert found == [
        ("the", "The"), ("mayor", "mayor"), ("men", "men"), ("will", "won’t"), ("not", "won’t"), ("go", "go"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("form", "content"),
    [("treaty", True), ("the", False), ("x", False), ("5", True), ("12", True), ("", False)],
)
def test_is_content(form, content):
    assert is_content(form) is content


@pytest.mark.parametrize("word", ["said", "not", "must", "may", "we", "of"])
def test_function_words(word):
    assert word in FUNCTION_WORDS


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("neutrality", "neutral", True),
        ("declares", "declaration", True),
        ("treaties", "treaty", True),
        ("statement", "state", False),
        ("nation", "nat", False),
        ("gate", "gates", True),
        ("leave", "left", True),
        ("gave", "given", True),
        ("kills", "killed", True),
        ("lay", "lays", False),
        ("2020", "2020s", False),
        ("", "s", False),
    ],
)
def test_stems(one, other, same):
    assert (stem_word(one) == stem_word(other)) is same


@pytest.mark.parametrize(
    "forms",
    [
        "draw drew drawn drawing draws", "stop stopped stopping stops", "give gave given giving gives", "take took taken taking",
        "carry carries carried", "sign signs signed signing", "use uses used using", "hope hopes hoped hoping",
        "watch watches watched watching", "write wrote written writing",
    ],
)  # fmt: skip
def test_forms_of_one_word_share_a_lemma(forms):
    assert len({lemma_word(form) for form in forms.split()}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [("sing", "song"), ("bring", "bridge"), ("red", "ring"), ("treat", "treaty"), ("ties", "tea")],
)
def test_other_words_do_not_share_a_lemma(one, other):
    assert lemma_word(one) != lemma_word(other)


@pytest.mark.parametrize(
    ("text", "weights"),
    [
        ("", []),
        ("the river treaty", [LIGHT, 1, 1]),
        ("River treaty", [1, 1]),  # any word has a capital at the beginning
        ("The river Holm rose. Boats left", [LIGHT, 1, LIGHT, 1, 1, 1]),
        ("They said “Boats left”", [LIGHT, LIGHT, 1, 1]),
        ("It fell by 5", [LIGHT, 1, LIGHT, 1]),
    ],
)
def test_weights(text, weights):
    assert weigh_words(text, split_words(text)) == weights
