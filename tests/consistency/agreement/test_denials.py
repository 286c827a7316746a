"""Denials of what the subject says: in so many words, by an answer, by the opposite."""

import pytest

from retold.consistency.agreement.denials import answers_no, denies_claim, find_contradictions
from tests.consistency.agreement.test_coverage import CLAIM, groups, statements


@pytest.mark.parametrize(
    ("text", "denies"),
    [
        ("Officials denied that the bridge was shut.", True),
        ("Officials dismissed the allegation.", True),
        ("It was a false claim.", True),
        ("It was a false flag.", False),
        ("Officials denied visas.", False),
        ("He denied that the bridge was shut.", False),
        ("Officials never spoke.", False),
        ("", False),
    ],
)
def test_denials(text, denies):
    assert denies_claim(text) is denies


@pytest.mark.parametrize(
    ("text", "answers"),
    [
        ("That is not so.", True),
        ("That is not so simple.", False),
        ("But this was plainly wrong.", True),
        ("The log of the harbour shows nothing of the sort: no ship came in.", True),
        ("He did nothing of the sort.", False),
        ("The minutes say otherwise.", True),
        ("He says otherwise.", False),
        ("Unless told otherwise, ships wait.", False),
        ("The minutes correct him: there were two.", True),
        ("Olsen contradicts that.", False),  # the subject
        ("The minutes do not bear this out.", True),
        ("", False),
    ],
)
def test_answers_that_refer_back(text, answers):
    assert answers_no(text, subject=frozenset({"olsen"})) is answers


def test_contradictions_name_who_denies_what():
    rows = statements(("a:1", 100, "subject", CLAIM), ("a:2", 121, "journalist", "That is not so."))
    table = find_contradictions(rows, groups(k1="a:1"))
    assert table[["statement_id", "argument", "denied", "voice", "reason"]].values.tolist() == [
        ["a:2", "k1", "a:1", "journalist", "answers it"]
    ]
    assert find_contradictions(rows.iloc[:1], groups(k1="a:1")).empty


def test_an_answer_cut_in_two_is_read_whole():
    rows = statements(
        ("a:1", 100, "subject", CLAIM),
        ("a:2", 121, "journalist", "The log shows"),
        ("a:3", 145, "third_party", "otherwise"),
    ).assign(sentence_id=["a:s1", "a:s2", "a:s2"])
    assert find_contradictions(rows, groups(k1="a:1"))["statement_id"].tolist() == ["a:2"]
    assert find_contradictions(rows.assign(sentence_id=""), groups(k1="a:1")).empty


def test_an_office_with_an_article_is_no_reason_to_miss_a_denial():
    rows = statements(
        ("a:1", 100, "subject", CLAIM), ("a:2", 121, "journalist", "The log of the port says otherwise.")
    )
    assert len(find_contradictions(rows.assign(speaker="the Premier"), groups(k1="a:1"))) == 1


OPPOSITES = [
    ("third_party", "The harbour was never mined by the southern fleet", True),
    (
        "journalist",
        "But nobody mined the harbour in autumn, and the southern fleet lay at anchor",
        False,
    ),  # half of it in words of its own
    ("journalist", "The minutes show that the harbour was not mined by the southern fleet in autumn.", True),
    ("subject", "The harbour was not mined by the southern fleet in autumn", False),  # his own words
    ("", "The harbour was not mined by the southern fleet in autumn", False),
    ("third_party", "The harbour was mined by the southern fleet in autumn", False),  # the same
    ("third_party", "It is not true that the harbour was not mined by the southern fleet", False),
    ("third_party", "The harbour was not closed", False),  # one word in common
    ("third_party", "", False),
]


@pytest.mark.parametrize(("voice", "text", "opposite"), OPPOSITES)
@pytest.mark.parametrize("article", ["a", "b"])
def test_the_opposite_is_a_denial_anywhere_in_the_article(voice, text, opposite, article):
    rows = statements(("a:1", 100, "subject", CLAIM), (f"{article}:7", 5000, voice, text))
    found = find_contradictions(rows, groups(k1="a:1"))
    if opposite and article == "a":
        assert found[["statement_id", "argument", "denied", "reason"]].values.tolist() == [
            ["a:7", "k1", "a:1", "says the opposite"]
        ]
    else:
        assert found.empty


def test_what_another_voice_says_is_not_the_subjects_to_be_denied():
    rows = statements(
        ("a:1", 100, "third_party", CLAIM),
        ("a:2", 5000, "journalist", "The harbour was not mined by the southern fleet in autumn"),
    )
    assert find_contradictions(rows, groups(k1="a:1")).empty


def test_a_sentence_that_denies_in_two_ways_is_listed_once():
    rows = statements(
        ("a:1", 100, "subject", CLAIM),
        ("a:2", 121, "journalist", "It is false that the harbour was mined by the southern fleet in autumn"),
    )
    assert find_contradictions(rows, groups(k1="a:1"))["reason"].tolist() == ["takes up its words"]


@pytest.mark.parametrize("rows", [statements(), statements(("a:1", 100, "subject", CLAIM))])
def test_where_nobody_else_speaks_nothing_is_denied(rows):
    assert find_contradictions(rows, groups(k1="a:1")).empty
