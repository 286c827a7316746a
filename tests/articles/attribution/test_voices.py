import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retold.articles.attribution.speakers import AMBIGUOUS
from retold.articles.attribution.voices import find_statements
from retold.articles.clutter import find_clutter
from retold.articles.segment import split_sentences

NAMES = {"subject": "Ann Lee", "aliases": ["Lee", "the mayor"]}


def statements(text):
    return find_statements(pd.DataFrame({"article_id": ["a"], "text": [text]}), **NAMES)


def reported(text):
    found = statements(text)
    found = found[found["voice"] != "journalist"]
    return list(zip(found["form"], found["voice"], found["text"], strict=True))


CASES = [
    ("Lee said that it rained.", [("indirect", "subject", "that it rained.")]),
    ("Lee said it rained.", [("indirect", "subject", "it rained.")]),
    ("The bridge is safe, Lee said.", [("indirect", "subject", "The bridge is safe,")]),
    ("The bridge is safe, said the mayor on Monday.", [("indirect", "subject", "The bridge is safe,")]),
    ("According to Lee, the bridge is safe.", [("indirect", "subject", "the bridge is safe.")]),
    ("The bridge is safe, according to Lee.", [("indirect", "subject", "The bridge is safe,")]),
    ("In Lee's view, the bridge is safe.", [("indirect", "subject", "the bridge is safe.")]),
    ("In Lee's words, the bridge is safe.", [("indirect", "subject", "the bridge is safe.")]),
    (
        "In the mayor's own words, it is “a bridge for us all”.",
        [("mixed", "subject", "it is “a bridge for us all”.")],
    ),
    ("By Lee's own account, the bridge is late.", [("indirect", "subject", "the bridge is late.")]),
    (
        "The bridge is “a gift to us all”, in Lee's words.",
        [("mixed", "subject", "The bridge is “a gift to us all”,")],
    ),
    ("In other words, it rained.", []),
    ("In Lee's words and deeds there is no rain.", []),
    ("Lee paused. Her answer: The bridge is safe.", [("indirect", "subject", "The bridge is safe.")]),
    (
        "The mayor's reply: “The bridge is quite safe.”",
        [("direct", "subject", "“The bridge is quite safe.”")],
    ),
    ("Tom Hart's verdict: the bridge is old.", [("indirect", "third_party", "the bridge is old.")]),
    ("The answer: a new bridge.", []),
    ("‘Never,’ Lee said.", [("direct", "subject", "‘Never,’")]),
    ("``The bridge is quite safe.'' Lee left.", [("direct", "third_party", "``The bridge is quite safe.''")]),
    ("The bridge is safe, Lee added by email.", [("indirect", "subject", "The bridge is safe,")]),
    ("“The bridge is quite safe,” Lee said.", [("direct", "subject", "“The bridge is quite safe,”")]),
    (
        '"The bridge," she said, "is quite safe for us."',
        [("direct", "third_party", '"The bridge,"'), ("direct", "third_party", '"is quite safe for us."')],
    ),
    (
        "Lee noted that the bridge “will be safe for years” and strong.",
        [("mixed", "subject", "that the bridge “will be safe for years” and strong.")],
    ),
    (
        "Lee said that it rained, adding that it was cold.",
        [("indirect", "subject", "that it rained"), ("indirect", "subject", "that it was cold.")],
    ),
    (
        "Lee said that it rained and added that it was cold.",
        [("indirect", "subject", "that it rained"), ("indirect", "subject", "that it was cold.")],
    ),
    ("It was announced that the bridge is safe.", [("indirect", "third_party", "that the bridge is safe.")]),
    ("Lee's spokesman said that it rained.", [("indirect", "third_party", "that it rained.")]),
    ("A spokesman for Lee said that it rained.", [("indirect", "third_party", "that it rained.")]),
    ("The bridge is safe. Lee stated this in a letter.", [("indirect", "subject", "The bridge is safe.")]),
    ("Lee reportedthat it rained.", [("indirect", "subject", "that it rained.")]),
    ("Lee: The Bridge Is Safe", [("indirect", "subject", "The Bridge Is Safe")]),
    (
        "The mayor called the “red line” a myth of old days.",
        [("indirect", "subject", "the “red line” a myth of old days.")],
    ),
    ("''The bridge is quite safe,'' Lee said.", [("direct", "subject", "''The bridge is quite safe,''")]),
    ('"The bridge is quite safe!" Lee replied.', [("direct", "subject", '"The bridge is quite safe!"')]),
    ('"The bridge is quite safe," Lee told a crowd.', [("direct", "subject", '"The bridge is quite safe,"')]),
    ('"Never," Lee said.', [("direct", "subject", '"Never,"')]),
    ("He praised the “red line” of old.", [("indirect", "third_party", "the “red line” of old.")]),
    (
        "The bridge, Lee said, is safe for years to come.",
        [("indirect", "subject", "The bridge,"), ("indirect", "subject", "is safe for years to come.")],
    ),
    ("Lee noted, however, that the bridge is safe.", [("indirect", "subject", "that the bridge is safe.")]),
    ("Lee asked whether the bridge is safe.", [("indirect", "subject", "whether the bridge is safe.")]),
    # how somebody looks, and what somebody has in mind, nobody need have said
    ("Lee appeared to be tired of the talks.", []),
    ("Lee seemed to have weighed the offer.", []),
    ("It seemed to Lee that the bridge was safe.", []),
    ("Lee is expected to close the bridge.", []),
    ("Lee is believed to have left.", []),
    ("Lee hoped to change the subject.", []),
    ("Lee wanted to be told.", [("indirect", "subject", "to be told.")]),
    ("Lee wants to close the bridge.", [("indirect", "subject", "to close the bridge.")]),
    ("Lee expects to close the bridge.", [("indirect", "subject", "to close the bridge.")]),
    ("Lee wishes to close the bridge.", []),
    ("Lee plans to close the bridge.", []),
    ("Lee intended to close the bridge.", []),
    ("Lee aims to “close the bridge for good”.", [("direct", "subject", "“close the bridge for good”.")]),
    ("Lee believes that the bridge is safe.", [("indirect", "subject", "that the bridge is safe.")]),
    ("The guards saw Lee laying flowers at a grave that holds her brother.", []),
    (
        "Lee hopes the bridge “will be safe for years”.",
        [("mixed", "subject", "the bridge “will be safe for years”.")],
    ),
    ("Lee promised to close the bridge.", [("indirect", "subject", "to close the bridge.")]),
    ("Lee vowed to close the bridge.", [("indirect", "subject", "to close the bridge.")]),
    ("Lee called for a new bridge.", [("indirect", "subject", "a new bridge.")]),
    (
        "Lee expressed his belief that the bridge is safe.",
        [("indirect", "subject", "that the bridge is safe.")],
    ),
    ("Lee, the head of the town, said that it rained.", [("indirect", "subject", "that it rained.")]),
    ("On Monday Lee said that it rained.", [("indirect", "subject", "that it rained.")]),
    ("The demand is old. The states report to nobody.", []),
    ("It rained all day.", []),
    # in a passive somebody else speaks to the subject, or of it
    ("Lee was told that the bridge is old.", [("indirect", "third_party", "that the bridge is old.")]),
    ("Lee has been accused of lying.", [("indirect", "third_party", "lying.")]),
    ("Lee was asked whether the bridge is old.", [("indirect", "third_party", "whether the bridge is old.")]),
    ("The bridge was called “a gift to us all” by Lee.", [("direct", "subject", "“a gift to us all”")]),
    ("The bridge was called “a gift to us all”.", [("direct", "third_party", "“a gift to us all”.")]),
    ("It was said by Lee that it rained.", [("indirect", "subject", "that it rained.")]),
    ("Lee was quoted as saying that it rained.", [("indirect", "subject", "that it rained.")]),
    (
        "Asked if the bridge is old, Lee said that it was.",
        [("indirect", "third_party", "if the bridge is old"), ("indirect", "subject", "that it was.")],
    ),
    ("Lee wants to say that it rained.", [("indirect", "subject", "that it rained.")]),
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text for text, _ in CASES])
def test_reported_words(text, expected):
    assert [(f, v, t.rstrip(",")) for f, v, t in reported(text)] == [
        (f, v, t.rstrip(",")) for f, v, t in expected
    ]


SPEAKERS = [
    ("Lee said that it rained.", "Lee"),
    ("On Monday, the mayor, Ann Lee, said that it rained.", "the mayor"),
    ("Lee and her deputy said that it rained.", "Lee and her deputy"),
    ("A spokesman for the town said that it rained.", "A spokesman for the town"),
    ("Lee went on to say that it rained.", "Lee"),
    ("They’ve said that it rained.", "They"),
    ("It was cold. Ann Lee (Left) said that it rained.", "Ann Lee"),
    ("Lee, who said that it rained, went home.", "Lee"),
    ("His belief that the bridge is safe is known.", "His"),
    ("After the storm, Lee closed the bridge and said that it rained.", "Lee"),
    ("“The bridge is quite safe,” said another mayor.", "another mayor"),
]


@pytest.mark.parametrize(("text", "speaker"), SPEAKERS, ids=[text for text, _ in SPEAKERS])
def test_speaker_is_named_in_the_words_of_the_clause(text, speaker):
    found = statements(text)
    assert found[found["voice"] != "journalist"]["speaker"].tolist() == [speaker]


@pytest.mark.parametrize(
    ("text", "voice", "doubtful"),
    [
        # Nothing tells whom of two a pronoun means: the first is taken, and marked by its confidence.
        ("Ann Lee met Tom Hart. He said that it rained.", "subject", True),
        ("Ann Lee met Tom Hart. She said that it rained.", "subject", True),
        ("Tom Hart met Ann Lee. He said that it rained.", "subject", True),
        ("Ann Lee met Mr. Hart. He said that it rained.", "subject", True),
        # A title does.
        ("Ms. Lee met Mr. Hart. He said that it rained.", "third_party", True),
        ("Ms. Lee met Mr. Hart. She said that it rained.", "subject", False),
        # One alone, or a place.
        ("Ann Lee left. She said that it rained.", "subject", False),
        ("Ann Lee spoke in North Haven. She said that it rained.", "subject", False),
        ("Mayor Ann Lee met the council. She said that it rained.", "subject", False),
    ],
)
def test_a_pronoun_that_may_mean_two_is_marked(text, voice, doubtful):
    found = statements(text)
    said = found[found["voice"] != "journalist"]
    assert said["voice"].tolist() == [voice]
    assert (said["confidence"].iloc[0] <= AMBIGUOUS) == doubtful


def test_pronoun_takes_the_last_speaker():
    assert [v for _, v, _ in reported("Lee said that it rained. He said that it was cold.")] == [
        "subject"
    ] * 2
    assert [v for _, v, _ in reported("Dan Fox said that it rained. He said that it was cold.")] == [
        "third_party"
    ] * 2


@pytest.mark.parametrize(
    ("name", "told", "voices"),
    [
        # the text calls Lee "she" three times over, so that "he" is somebody else, and the other way round
        ("Ann Lee", "Lee took her hat. Lee took her bag. Lee took her keys. {}", ["third_party", "subject"]),
        ("Ann Lee", "Lee took his hat. Lee took his bag. Lee took his keys. {}", ["subject", "third_party"]),
        # nothing tells
        ("Ann Lee", "Lee took a hat. {}", ["subject", "subject"]),
    ],
)
def test_a_pronoun_of_the_other_gender_is_not_the_subject(name, told, voices):
    for pronoun, voice in zip(("He", "She"), voices, strict=True):
        text = told.format(f"Lee said that it rained. {pronoun} said that it was cold.")
        assert [v for _, v, _ in reported(text)] == ["subject", voice], (pronoun, told)


def test_a_pronoun_of_the_other_gender_is_whom_a_sentence_before_named():
    text = "Lee took his hat. Lee took his bag. Lee took his keys. Mia Fox left. “It is very cold now,” she said."
    found = statements(text)
    assert found[found["form"] == "direct"]["speaker"].tolist() == ["she"]
    assert found[found["form"] == "direct"]["voice"].tolist() == ["third_party"]


def test_quotation_without_a_clause_takes_the_running_speaker_with_less_confidence():
    found = statements("Lee said that it rained.\n“The streets are under water today.”")
    quotation = found[found["form"] == "direct"].iloc[0]
    assert quotation["voice"] == "subject"
    assert quotation["confidence"] < found["confidence"].max()


PIECES = st.sampled_from(
    [
        "Lee",
        " said",
        " that",
        " it rained",
        ". ",
        "\n",
        "“",
        "”",
        '"',
        ", ",
        " he added",
        " according to",
        ":",
        "—",
        " ",
        "é",
        "👍",
    ]
)


@settings(max_examples=300)
@given(st.lists(PIECES, max_size=40).map("".join) | st.text(max_size=80))
def test_every_character_is_masked_stated_or_blank(text):
    articles = pd.DataFrame({"article_id": ["a"], "text": [text]})
    masked = find_clutter(articles)
    sentences = split_sentences(articles, masked)
    found = find_statements(articles, sentences, **NAMES)
    owners = [0] * len(text)
    for frame in (masked, found):
        for start, end, words in zip(frame["start"], frame["end"], frame["text"], strict=True):
            assert text[start:end] == words
            for at in range(start, end):
                owners[at] += 1
    for character, owner in zip(text, owners, strict=True):
        blank = character.isspace() or character in "\ufeff\u200b\u200c\u200d\u2060"
        assert owner == 1 or (blank and owner <= 1)


PARTICIPLES = [
    "Lee later apologised for her post, writing “I judged them too fast.”",
    "Lee contrasted her record with Hart's, saying “I have built a bridge.”",
    "Mayor Ann Lee left. The mayor also took a swipe at Hart, calling his plan “a joke.”",
    "The aide, Ann Lee, 31, wrote a letter on her page, saying they should “try a little harder.”",
]


@pytest.mark.parametrize("text", PARTICIPLES)
def test_words_after_a_participle_are_those_of_the_sentence_s_subject(text):
    found = statements(text)
    assert found[found["text"].str.contains("“")]["voice"].unique().tolist() == ["subject"]
