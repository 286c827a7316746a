"""Each rule by which a clause tells what it reports, alone: what it takes, and what it leaves to the others."""

import pytest

from retold.articles.attribution.cue_candidates import RULES, Told, read_clause
from retold.articles.attribution.noun_phrases import Sentence
from retold.language.quotations import quotation_spans


def clause(text, word, floor=0):
    sentence = Sentence(text, 0, len(text), quotation_spans(text))
    return read_clause(sentence, sentence.lowers.index(word), floor)


@pytest.mark.parametrize(
    ("rule", "text", "word", "told"),
    [
        ("that", "Lee said that it rained.", "said", ("that", "that it rained.")),
        ("that", "Lee said, however, that it rained.", "said", ("that", "that it rained.")),
        ("that", "Lee said it rained.", "said", None),
        ("that", "“It rained,” said Lee of that.", "said", None),  # the verb stands before its speaker
        ("colon", "Lee said: it rained.", "said", ("colon", "it rained.")),
        ("colon", "Lee said: “It rained.”", "said", ("quote", "")),
        ("colon", "Lee said it: rain.", "said", None),
        ("quotation follows", "Lee said “it rained”.", "said", ("quote", "")),
        ("quotation follows", "Lee said, “It rained.”", "said", ("quote", "")),
        ("quotation follows", "Lee said: “It rained.”", "said", None),
        ("quotation follows", "Lee said, it rained.", "said", None),
        ("before", "It rained, Lee said.", "said", ("before", "It rained,")),
        ("before", "It rained, said Lee.", "said", ("before", "It rained,")),
        ("before", "It rained, Lee said it.", "said", None),
        ("before", "It rained Lee said.", "said", None),
        ("before", "“It rained,” Lee said.", "said", None),  # all of it is a quotation
        ("quotation before", "“It rained,” Lee said.", "said", ("quote", "")),
        ("quotation before", "“It rained,” Lee told the council.", "told", ("quote", "")),
        ("quotation before", "“It rained” Lee hoped then.", "hoped", None),
        ("quotation before", "It rained, Lee said.", "said", None),
        ("quotation near", "“It rained,” the man at Holm hoped.", "hoped", ("quote", "")),
        ("quotation near", "The “line” is what Lee hoped to hold.", "hoped", None),
        ("quotation near", "It rained, Lee said.", "said", None),
        ("nothing follows", "It rained, said Lee.", "said", ("", "")),
        ("nothing follows", "It rained, Lee said", "said", ("", "")),
        ("nothing follows", "Lee said it rained.", "said", None),
        ("back", "Lee said this on Monday.", "said", ("back", "")),
        ("back", "Lee said so.", "said", ("back", "")),
        ("back", "Lee said this man left.", "said", None),
        ("back", "Lee hoped this on Monday.", "hoped", None),
        ("infinitive", "Lee asked to go.", "asked", ("infinitive", "to go.")),
        ("infinitive", "Lee asked them to go.", "asked", None),
        ("question", "Lee asked whether it rained.", "asked", ("question", "whether it rained.")),
        ("question", "Lee asked it.", "asked", None),
        ("topic", "Lee called for an end.", "called", ("topic", "an end.")),
        ("topic", "Lee called an end.", "called", None),
        ("clause", "Lee said it rained.", "said", ("clause", "it rained.")),
        ("clause", "Lee told him it rained.", "told", ("clause", "it rained.")),
        ("clause", "Lee said also it rained.", "said", ("clause", "it rained.")),
        ("clause", "Lee said, it rained.", "said", ("", "")),
    ],
)
def test_a_rule_alone(rule, text, word, told):
    own = clause(text, word)
    found = RULES[rule](own)
    assert (found and (found.kind, own.sentence.words(max(found.first, 0), max(found.last, 0)))) == told


def test_what_is_before_begins_after_what_was_reported_before():
    own = clause("It rained and so it fell, Lee said.", "said", floor=3)
    assert RULES["before"](own) == Told("before", 3, 7)


def test_every_rule_is_tested_alone_and_the_last_one_always_holds():
    marks = {mark.args[1][n][0] for mark in test_a_rule_alone.pytestmark for n in range(len(mark.args[1]))}
    assert marks == set(RULES)
    assert list(RULES)[-1] == "clause"


@pytest.mark.parametrize(
    ("text", "word", "speaker", "after", "inverted"),
    [
        ("Lee said it rained.", "said", "Lee", "it", False),
        ("Lee said also it rained.", "said", "Lee", "it", False),
        ("“It rained,” said Lee.", "said", "Lee", ".", True),
        ("It rained, said Ann Lee on Monday.", "said", "Ann Lee", "on", True),
        ("They left and said it rained.", "said", None, "it", False),
    ],
)
def test_read_clause(text, word, speaker, after, inverted):
    own = clause(text, word)
    assert (own.speaker, own.follows, own.inverted) == (speaker, after, inverted)
