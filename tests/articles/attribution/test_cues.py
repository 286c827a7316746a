"""The lists of reporting words: their forms, and which lists may share a word."""

import pytest

from retold.articles.attribution import cues


@pytest.mark.parametrize(
    ("form", "verb"),
    [
        ("said", "say"), ("says", "say"), ("told", "tell"), ("arguing", "argue"), ("argued", "argue"), ("denies", "deny"),
        ("denied", "deny"), ("confesses", "confess"), ("stressing", "stress"), ("conveys", None), ("written", "write"),
        ("foresaw", "foresee"), ("admitted", "admit"), ("ran", None),
    ],
)  # fmt: skip
def test_forms_of_reporting_verbs(form, verb):
    assert cues.CUE_FORMS.get(form) == verb


def test_every_verb_has_forms_of_its_own():
    assert all(form.isalpha() and form.islower() for form in cues.CUE_FORMS)
    assert cues.CUE_FORMS.keys() >= set(cues.CUE_FORMS.values()) - {"mean", "distinguish", "seek"}
    assert set(cues.CUE_FORMS.values()) >= cues.SPEAKING
    assert "reject" not in cues.SPEAKING
    assert "say" in cues.SPEAKING


def test_nouns_that_look_like_verbs_are_forms_of_verbs():
    assert {form for form in cues.NOUNLIKE if form not in cues.CUE_FORMS} <= {
        "threat",
        "thought",
        "meaning",
        "saying",
        "feeling",
    }


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("PERSONAL", "AUXILIARIES"),
        ("DAYS", "PREPOSITIONS"),
        ("OPENING", "DETERMINERS"),
        ("PERSONAL", "OWNERS"),
        ("TELLING", "NOUNLIKE"),
    ],
)
def test_lists_that_must_not_meet(one, other):
    assert not getattr(cues, one) & getattr(cues, other)


@pytest.mark.parametrize("name", [name for name in dir(cues) if name.isupper()])
def test_lists_are_not_empty_and_lower_case(name):
    words = getattr(cues, name)
    assert words
    assert all(word == word.lower() for word in words)
