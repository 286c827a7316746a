"""The lists of reporting words: their forms, and which lists may share a word."""

import pytest

from retold.language.english import reporting


@pytest.mark.parametrize(
    ("form", "verb"),
    [
        ("said", "say"), ("says", "say"), ("told", "tell"), ("arguing", "argue"), ("argued", "argue"), ("denies", "deny"),
        ("denied", "deny"), ("confesses", "confess"), ("stressing", "stress"), ("conveys", None), ("written", "write"),
        ("foresaw", "foresee"), ("admitted", "admit"), ("ran", None),
    ],
)  # fmt: skip
def test_forms_of_reporting_verbs(form, verb):
    assert reporting.CUE_FORMS.get(form) == verb


def test_every_verb_has_forms_of_its_own():
    assert all(form.isalpha() and form.islower() for form in reporting.CUE_FORMS)
    assert reporting.CUE_FORMS.keys() >= set(reporting.CUE_FORMS.values()) - {"mean", "distinguish", "seek"}
    assert set(reporting.CUE_FORMS.values()) >= reporting.SPEAKING
    assert "reject" not in reporting.SPEAKING
    assert "say" in reporting.SPEAKING


def test_nouns_that_look_like_verbs_are_forms_of_verbs():
    assert {form for form in reporting.NOUNLIKE if form not in reporting.CUE_FORMS} <= {
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
    assert not getattr(reporting, one) & getattr(reporting, other)


@pytest.mark.parametrize(
    "name",
    [name for name, held in vars(reporting).items() if isinstance(held, frozenset | dict) and name.isupper()],
)
def test_lists_are_not_empty_and_lower_case(name):
    words = getattr(reporting, name)
    assert words
    assert all(word == word.lower() for word in words)
