"""Each rule by which the marks of a slot are read, alone: what it takes, and what it leaves."""

import pytest

from retold.consistency.details.slots import RULES, Cue, Surroundings
from retold.language.clauses import clause_of, read_sentences


def surroundings(text, detail, between=()):
    (sentence,) = read_sentences(text)
    start = text.index(detail)
    end = start + len(detail)
    words = [word for word in sentence.words if not start <= word.start < end]
    inner = [w for w in words if clause_of(sentence, w.start) == clause_of(sentence, start)]
    return Surroundings(text, sentence, inner, [w for w in words if w not in inner], start, end, between)


@pytest.mark.parametrize(
    ("rule", "text", "detail", "cues"),
    [
        ("acts", "They sold 14 boats.", "14 boats", [Cue("aspect", "sold")]),
        ("acts", "They signed it, and 14 boats came.", "14 boats", [Cue("outer", "signed")]),
        ("acts", "Here are 14 boats.", "14 boats", []),
        ("figures beside", "In 1950 they lost 14 boats.", "1950", [Cue("figure", "14")]),
        ("figures beside", "In 1950 they lost two boats.", "1950", [Cue("figure", "two")]),
        ("figures beside", "In 1950 they lost boats.", "1950", []),
        ("ranks beside", "In 1950 the second gate fell.", "1950", [Cue("rank", "second")]),
        ("ranks beside", "In 1950 the gate fell.", "1950", []),
        ("future", "It will end in 1950.", "1950", [Cue("", "future")]),
        ("future", "It ended in 1950.", "1950", []),
        ("future", "If the lake falls below 31 metres, wells dry.", "31 metres", [Cue("", "future")]),
        ("future", "Unless 14 boats come, the shore starves.", "14 boats", [Cue("", "future")]),
        ("future", "If the lake falls, 14 boats strand.", "14 boats", []),
        ("future", "It held 14 boats if the log is right.", "14 boats", []),
        ("parts", "They lost 14 boats alone.", "14 boats", [Cue("part", "alone")]),
        ("parts", "They lost 14 boats there.", "14 boats", []),
        ("rates", "They lost 14 boats a week.", "14 boats", [Cue("rate", "week")]),
        ("rates", "They lost 14 boats this week.", "14 boats", []),
        ("differences", "It ran 15 minutes longer than that.", "15 minutes", [Cue("part", "difference")]),
        ("differences", "It ran 15 minutes longer.", "15 minutes", []),
        ("ranked parts", "The second group lost 14 boats.", "14 boats", [Cue("part", "second")]),
        ("ranked parts", "The first group lost 14 boats.", "14 boats", []),
        ("dimensions", "It is 80 metres high.", "80 metres", [Cue("dimension", "height")]),
        ("dimensions", "It is 80 metres there.", "80 metres", []),
        ("changes", "Then they lost 14 boats.", "14 boats", [Cue("change", "then")]),
        ("changes", "They so far lost 14 boats.", "14 boats", [Cue("change", "so-far")]),
        ("changes", "They lost 14 boats so badly.", "14 boats", []),
        ("whole set", "The 14 boats sank.", "14 boats", [Cue("", "timeless")]),
        ("whole set", "Holm has 14 boats.", "14 boats", [Cue("", "timeless")]),
        ("whole set", "Some 14 people live there.", "14 people", [Cue("", "timeless")]),
        ("whole set", "They lost a 14 boats.", "14 boats", []),
        ("known set", "The 14 boats sank.", "14 boats", [Cue("", "known")]),
        ("known set", "Holm has 14 boats.", "14 boats", []),
        ("owned", "Holm’s 14 boats sank.", "14 boats", [Cue("", "timeless")]),
        ("owned", "Holm 14 boats sank.", "14 boats", []),
        ("held against", "They lost fewer than 14 boats.", "14 boats", [Cue("", "against")]),
        ("held against", "They lost over 14 boats.", "14 boats", [Cue("", "against")]),
        ("held against", "They lost no fewer than 14 boats.", "14 boats", []),
        ("held against", "They lost never more than 14 boats.", "14 boats", []),
        ("held against", "They lost as many as 14 boats.", "14 boats", []),
        ("held against", "They lost at most 14 boats.", "14 boats", []),
        ("held against", "They fear it if they lose over 14 boats.", "14 boats", []),
        ("held against", "14 boats.", "14 boats", []),
    ],
)
def test_a_rule_alone(rule, text, detail, cues):
    assert RULES[rule][1](surroundings(text, detail)) == cues


def test_scopes_are_read_from_stems():
    around = surroundings("They lost 14 boats in two villages.", "14 boats")
    assert RULES["scopes"][1](around) == [Cue("scope", "village")]
    assert RULES["scopes"][1](surroundings("They lost 14 boats.", "14 boats")) == []


def test_every_rule_is_tested_alone():
    (table,) = test_a_rule_alone.pytestmark
    assert {row[0] for row in table.args[1]} | {"scopes", "modifiers"} == set(RULES)


def test_words_between_are_modifiers_and_may_be_dimensions():
    around = surroundings("It has 14 high gates.", "14 high gates", between=("high",))
    assert RULES["modifiers"][1](around) == [Cue("modifier", "high")]
    assert RULES["dimensions"][1](around) == [Cue("dimension", "high")]
    assert RULES["modifiers"][1](surroundings("It has 14 gates.", "14 gates")) == []
