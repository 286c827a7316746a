"""The claim inside a statement, without its wrapping."""

import pytest

from retold.arguments.grouping.claims import claim_text, claim_texts
from retold.language.english.claims import REPORTING


@pytest.mark.parametrize(
    ("statement", "claim"),
    [
        ("", ""),
        ("“”", ""),
        ("It rained.", "It rained."),
        ("“It rained.”", "It rained."),
        ("that it rained", "it rained"),
        ("that “it rained all day,”", "it rained all day"),
        ("That it rained", "it rained"),
        ("thatched roofs burned", "thatched roofs burned"),
        ("He said that it rained", "it rained"),
        ("Ann Lee said on Monday that it rained", "it rained"),
        ("The mayor said that the bridge, he added, was too old", "the bridge, was too old"),
        ("Lee said: it rained", "it rained"),
        ("Lee warned that it rained", "Lee warned that it rained"),  # that says something of the claim
        ("it rained, said Lee", "it rained"),
    ],
)
def test_claims(statement, claim):
    assert claim_text(statement) == claim


def test_a_statement_that_is_nothing_but_wrapping_stays():
    assert claim_texts(["“It rained.”", "“”"]) == ["It rained.", "“”"]
    assert claim_texts([]) == []


@pytest.mark.parametrize("verb", REPORTING.split())
def test_verbs_that_only_report(verb):
    assert claim_text(f"Lee {verb} that it rained") == "it rained"
