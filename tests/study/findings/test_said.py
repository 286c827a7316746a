"""Findings on what is said: each sentence and its numbers, of tables whose answer is known."""

import pytest

from retold.study.findings import said
from tests.study.findings.study_tables import study_tables
from tests.study.findings.test_finding import results
from tests.study.made_tables import rows


def test_what_is_argued_most():
    found = said.most_argued(results())
    assert (
        found.sentence
        == "What Ann Lee argues most is “The bridge is safe”: 3 of 4 statements (75 %; interval 30 to 95 %), in 3 of 3 articles."
    )
    assert (found.value, found.n, found.evidence) == (0.75, 4, ("a:1", "b:1", "c:1"))
    assert found.support == "little support"


def test_what_is_argued_most_of_a_group_that_is_not_stable_is_a_suggestion():
    labels = rows("argument_labels", {"argument": "A1", "label": "Safe", "trusted": False})
    found = said.most_argued(results(argument_labels=labels))
    assert found.sentence.startswith(
        "A suggestion, of a group that is not stable: what Ann Lee argues most is “Safe”"
    )
    assert found.support == "suggestion"


def test_without_a_subject_nobody_is_named():
    assert said.most_argued(results(subject="")).sentence.startswith(
        "What is argued most is “The bridge is safe”"
    )


def test_what_is_carried_next_widely():
    arguments = rows(
        "arguments",
        *[{"statement_id": name, "argument": group} for name, group in [("a:1", "A1"), ("b:1", "A2"), ("c:1", "A2"), ("a:2", "A1")]],
    )  # fmt: skip
    found = said.most_carried(results(arguments=arguments))
    # Two statements each: the argument in more articles leads, and the other is in one alone.
    assert found is None
    arguments = rows(
        "arguments",
        *[{"statement_id": name, "argument": "A1"} for name in ("a:1", "b:1")],
        *[{"statement_id": name, "argument": "A2"} for name in ("a:2", "c:1")],
    )
    found = said.most_carried(results(arguments=arguments))
    assert found.sentence == "Just as widely carried is “The bridge is cheap”, in 2 of 3 articles."
    assert (found.value, found.n, found.support) == (pytest.approx(2 / 3), 3, "suggestion")


def test_what_one_article_carries_alone():
    found = said.carried_once(results())
    assert (
        found.sentence == "1 of 2 arguments is carried by one article alone: “The bridge is cheap”, in Post."
    )
    assert (found.value, found.evidence, found.support) == (0.5, ("a:2",), "suggestion")


def test_how_much_are_the_subjects_words():
    found = said.voices(results(), seed=1)
    # 80 of 170 characters; of the articles 30 of 70, 30 of 60, 20 of 40.
    assert found.value == pytest.approx(80 / 170)
    assert found.low < found.value < found.high
    assert "most in News (50 %), least in Post (43 %)" in found.sentence
    assert found.evidence == ("a:1", "a:2", "b:1", "c:1")
    assert said.voices(results(subject=""), seed=1) is None


COMPARED = [
    {"theme": "fear", "group_a": "journalist", "group_b": "subject", "share_a": 0.1, "share_b": 0.4, "difference": -0.3,
     "low": -0.5, "high": -0.1, "p": 0.001, "p_adjusted": 0.004, "sentences_a": 10, "sentences_b": 20},
    {"theme": "hope", "group_a": "journalist", "group_b": "subject", "share_a": 0.3, "share_b": 0.2, "difference": 0.1,
     "low": -0.1, "high": 0.3, "p": 0.2, "p_adjusted": 0.8, "sentences_a": 10, "sentences_b": 20},
    {"theme": "joy", "group_a": "journalist", "group_b": "third_party", "p": 0.0001, "p_adjusted": 0.0001},
]  # fmt: skip
HITS = rows(
    "theme_hits",
    {"theme": "fear", "voice": "subject", "statement_id": "a:1"},
    {"theme": "fear/war", "voice": "journalist", "statement_id": "a:3"},
    {"theme": "fear", "voice": "third_party", "statement_id": "a:4"},
    {"theme": "fearless", "voice": "subject", "statement_id": "b:1"},
)


def test_the_theme_in_which_voices_differ():
    found = said.theme_by_voice(
        results(theme_comparisons=rows("theme_comparisons", *COMPARED), theme_hits=HITS)
    )
    assert found.sentence.endswith("is fear: in 40 % of Ann Lee's sentences and 10 % of the reporters' own.")
    assert (found.value, found.low, found.high, found.n) == (0.3, 0.1, 0.5, 30)
    assert (found.evidence, found.support) == (("a:1", "a:3"), "estimate")


def test_a_difference_that_chance_explains_says_so():
    found = said.theme_by_voice(results(theme_comparisons=rows("theme_comparisons", COMPARED[1])))
    assert found.sentence.endswith(
        "30 % of the reporters' own and 20 % of Ann Lee's sentences, which chance may explain, 1 theme having been tried (adjusted p 0.80)."
    )
    assert found.support == "little support"
    assert said.theme_by_voice(results(theme_comparisons=rows("theme_comparisons", COMPARED[2]))) is None


def test_who_else_is_heard():
    found = said.others_heard(results())
    assert (
        found.sentence
        == "Somebody other than Ann Lee is heard in 1 of 3 articles, in 1 statement; nobody denies in so many words what is argued."
    )
    assert found.evidence == ("a:4",)


@pytest.mark.parametrize(
    ("speaker", "named"), [("Tom Hart", ", most of all Tom Hart (3)"), ("she", ""), ("", "")]
)
def test_who_is_heard_most_is_named_if_it_is_a_name(speaker, named):
    table = study_tables()["statements"]
    others = table["voice"] == "journalist"
    table = table.assign(
        voice=table["voice"].mask(others, "third_party"), speaker=table["speaker"].mask(others, speaker)
    )
    table = table[table["statement_id"] != "a:4"]
    assert said.others_heard(results(statements=table)).sentence.startswith(
        f"Somebody other than Ann Lee is heard in 3 of 3 articles, in 3 statements{named};"
    )


def test_denials_come_first_in_the_evidence():
    denied = rows("contradictions", {"statement_id": "b:2", "argument": "A1"})
    found = said.others_heard(results(contradictions=denied))
    assert found.sentence.endswith("; 1 statement denies in so many words what is argued.")
    assert found.evidence == ("b:2", "a:4")


def test_where_nobody_else_is_heard_it_is_said():
    table = study_tables()["statements"]
    found = said.others_heard(results(statements=table[table["voice"] != "third_party"]))
    assert found.sentence == "No article lets anybody but Ann Lee speak."
    assert found.value == 0
