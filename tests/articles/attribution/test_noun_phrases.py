"""Noun phrases of a sentence: who stands before a reporting word, who after it, and who is the subject."""

import pytest

from retold.articles.attribution.noun_phrases import (
    Sentence,
    first_subject,
    is_auxiliary,
    is_noun,
    is_pronoun,
    is_verb,
    name_end,
    name_start,
    speaker_before,
    subject_end,
)


def read(text, quotations=()):
    """Read a text as one sentence; quotations are given as they are written."""
    spans = [(text.index(one), text.index(one) + len(one)) for one in quotations]
    return Sentence(text, 0, len(text), spans)


def at(sentence, word):
    return sentence.lowers.index(word)


def test_a_sentence():
    text = "He said. “It rained,” Lee said. “So.”"
    own = Sentence(text, 9, 31, [(9, 21)])
    assert own.lowers == ["“", "it", "rained", ",", "”", "lee", "said", "."]
    assert own.quoted == [True] * 5 + [False] * 3
    assert [text[a:b] for a, b in zip(own.starts, own.ends, strict=True)][1] == "It"
    assert (len(own), own.words(5, 7), own.words(5, 5)) == (8, "Lee said", "")
    assert (own.lower(5), own.lower(-1), own.lower(8)) == ("lee", "", "")
    assert (own.is_capital(5), own.is_capital(6), own.is_capital(8), own.is_capital(-1)) == (
        True,
        False,
        False,
        False,
    )
    assert [own.is_sign(i) for i in (-1, 0, 1, 8)] == [True, True, False, True]
    # Beyond the sentence stands the quotation after it, and none before it.
    assert (own.is_quoted(0), own.is_quoted(5), own.is_quoted(-1), own.is_quoted(8)) == (
        True,
        False,
        False,
        True,
    )


def test_an_empty_sentence():
    empty = Sentence("", 0, 0, [])
    assert (len(empty), empty.lower(0), empty.is_quoted(0), empty.is_quoted(-1)) == (0, "", False, False)
    assert first_subject(empty) is None


@pytest.mark.parametrize(
    ("word", "found"),
    [
        ("he", True),
        ("we", True),
        ("i'd", True),
        ("they’re", True),
        ("who’s", True),
        ("lee's", False),
        ("him", False),
        ("", False),
    ],
)
def test_is_pronoun(word, found):
    assert is_pronoun(word) is found


@pytest.mark.parametrize(
    ("word", "found"),
    [("has", True), ("didn't", True), ("won’t", True), ("will", True), ("said", False), ("", False)],
)
def test_is_auxiliary(word, found):
    assert is_auxiliary(word) is found


@pytest.mark.parametrize(
    ("word", "found"),
    [("belief", True), ("claim", True), ("praise", True), ("said", False), ("insisting", False)],
)
def test_is_noun(word, found):
    assert is_noun(word) is found


@pytest.mark.parametrize(
    ("text", "word", "found"),
    [
        ("Lee said so.", "said", True),
        ("Lee has gone.", "has", True),
        ("Lee didn't go.", "didn't", True),
        ("Lee jumped far.", "jumped", True),
        ("The jumped wall fell.", "jumped", False),  # after a determiner it is an adjective
        ("By jumped wall it fell.", "jumped", False),
        ("Mr Jumped left.", "jumped", False),  # a name
        ("Lee red it.", "red", False),
        ("Lee the mayor left.", "mayor", False),
    ],
)
def test_is_verb(text, word, found):
    sentence = read(text)
    assert is_verb(sentence, at(sentence, word)) is found


def test_no_verb_beyond_the_sentence_or_in_a_quotation():
    sentence = read("“He said so.”", ["“He said so.”"])
    assert [is_verb(sentence, i) for i in (-1, at(sentence, "said"), 99)] == [False, False, False]


@pytest.mark.parametrize(
    ("text", "verb", "subject"),
    [
        ("Lee said so.", "said", "Lee"),
        ("Lee has also said so.", "said", "Lee"),
        ("Lee on Monday said so.", "said", "Lee"),
        ("Lee repeatedly said so.", "said", "Lee"),
        ("Lee had never previously said so.", "said", "Lee"),
        ("Said Lee.", "said", ""),
    ],
)
def test_subject_end(text, verb, subject):
    sentence = read(text)
    assert sentence.words(0, subject_end(sentence, at(sentence, verb))) == subject


@pytest.mark.parametrize(
    ("text", "word", "speaker"),
    [
        ("Lee said it rained.", "said", "Lee"),
        ("Ann Lee has said it rained.", "said", "Ann Lee"),
        ("The mayor of Holm said it rained.", "said", "The mayor of Holm"),
        ("He said it rained.", "said", "He"),
        ("I’d said it rained.", "said", "I"),
        ("Ann Lee, the mayor, said it rained.", "said", "Ann Lee"),
        ("Ann Lee (Holm) said it rained.", "said", "Ann Lee"),
        ("Ann Lee – the mayor – said it rained.", "said", "Ann Lee"),
        ("Ann Lee, who left, said it rained.", "said", "Ann Lee"),
        ("Lee and her deputy said it rained.", "said", "Lee and her deputy"),
        ("Lee, Fox and Olsen said it rained.", "said", "Lee, Fox and Olsen"),
        ("It rained, and Lee said so.", "said", "Lee"),
        ("On Monday the mayor said it rained.", "said", "the mayor"),
        ("In Holm the mayor said it rained.", "said", "the mayor"),
        ("Yet Lee said it rained.", "said", "Lee"),
        ("Last week, the mayor, Ann Lee, said it rained.", "said", "the mayor"),
        ("Lee has decided to say it rained.", "say", "Lee"),
        ("Lee went on to say it rained.", "say", "Lee"),
        ("People briefed on the move said it rained.", "said", "People"),
        ("The mayor who said it rained left.", "said", "The mayor"),
        ("Fear of war said it.", "said", "Fear of war"),
        ("He voiced his belief that it rained.", "belief", "his"),
        ("They met Lee’s belief that it rained.", "belief", "Lee"),
        ("Lee raised a hope that it rained.", "hope", "Lee"),
        ("To say it rained is bold.", "say", None),
        ("It rained, and by insisting so they won.", "insisting", None),
        ("They left and said it rained.", "said", None),
        ("Said Lee.", "said", None),
        ("Recently said.", "said", None),
        ("Lee set her record beside Hart's, saying so.", "saying", None),
    ],
)
def test_speaker_before(text, word, speaker):
    sentence = read(text)
    assert speaker_before(sentence, at(sentence, word))[0] == speaker


def test_a_quotation_ends_the_speaker():
    sentence = read("“It rained” Lee said.", ["“It rained”"])
    assert speaker_before(sentence, at(sentence, "said")) == ("Lee", 4)


@pytest.mark.parametrize(
    ("text", "end", "name"),
    [
        ("They met the mayor of Holm", 6, "the mayor of Holm"),
        ("Because Lee", 2, "Lee"),
        ("“So” Mr. Lee", 6, "Mr. Lee"),
        ("It rained; Lee", 4, "Lee"),
        ("Lee", 0, ""),
    ],
)
def test_name_start(text, end, name):
    sentence = read(text, ["“So”"] if "“" in text else [])
    assert sentence.words(name_start(sentence, end), end) == name


def test_a_name_has_so_many_tokens_and_no_more():
    sentence = read("Lee " * 40)
    assert name_start(sentence, 40) == 15
    assert name_end(sentence, 0) == 25


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ann Lee in Holm", "Ann Lee"),
        ("Ann Lee on Monday", "Ann Lee"),
        ("Ann Lee Monday", "Ann Lee"),
        ("Ann Lee, the mayor", "Ann Lee"),
        ("Ann Lee and Bo Fox.", "Ann Lee and Bo Fox"),
        ("Ann Lee but not Fox", "Ann Lee"),
        ("Ann Lee said", "Ann Lee"),
        ("he left", "he"),
        ("Mr. Lee resigned", "Mr. Lee"),
        ("Lee", "Lee"),
        ("Ann Lee “so”", "Ann Lee"),
    ],
)
def test_name_end(text, name):
    sentence = read(text, ["“so”"] if "“" in text else [])
    assert sentence.words(0, name_end(sentence, 0)) == name


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("The mayor resigned.", "The mayor"),
        ("He resigned.", "He"),
        ("They’re gone.", "They"),
        ("Ann Lee and Bo Fox resigned.", "Ann Lee and Bo Fox"),
        ("In Holm, the mayor resigned.", "the mayor"),
        ("When it rained, Lee resigned.", "Lee"),
        ("Leaving early, Lee resigned.", "Lee"),
        ("After the rain the mayor resigned.", "the mayor"),
        ("Yet Lee resigned.", "Lee"),
        ("The mayor of Holm resigned.", "The mayor"),
        ("The mayor has resigned.", "The mayor"),
        ("The mayor slowly resigned.", "The mayor"),
        ("Lee sings well.", "Lee"),
        ("Here, Lee resigned.", "Lee"),
        ("“So” it goes.", None),
        ("Lee later apologised.", "Lee"),
        ("The mayor also hit back.", "The mayor"),
        ("The mayor herself also hit back.", "The mayor herself"),
        ("On Sunday, the aide, Ann Lee, 31, wrote a letter.", "Ann Lee"),
        ("The aide, Lee, wrote a letter.", "The aide"),
        ("The Globe, Ann Lee, wrote a letter.", "The Globe"),
    ],
)
def test_first_subject(text, subject):
    assert first_subject(read(text, ["“So”"] if "“" in text else [])) == subject
