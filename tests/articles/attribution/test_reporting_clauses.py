"""Reporting clauses of whole sentences: who says what, and where it ends."""

import pytest

from retold.articles.attribution.reporting_clauses import find_clauses


def read(text):
    spans, start = [], text.find("“")
    while start >= 0:
        end = text.index("”", start) + 1
        spans.append((start, end))
        start = text.find("“", end)
    found = find_clauses(text, (0, len(text)), spans)
    assert all(0 < clause.probability <= 1 for clause in found)
    assert all(text[clause.at :].startswith(clause.cue.split()[-1]) or " " in clause.cue for clause in found)
    return [(c.speaker, c.cue, text[slice(*c.content)] if c.content else None) for c in found]


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("", []),
        ("It rained.", []),
        ("Lee said that it rained.", [("Lee", "said", "that it rained.")]),
        ("It rained, Lee said.", [("Lee", "said", "It rained,")]),
        ("It rained, said Lee.", [("Lee", "said", "It rained,")]),
        ("“It rained,” Lee said.", [("Lee", "said", None)]),
        ("Lee said: “It rained.”", [("Lee", "said", None)]),
        ("According to Lee, it rained.", [("Lee", "according to", "it rained.")]),
        ("It rained, according to Lee.", [("Lee", "according to", "It rained,")]),
        ("In Lee’s view, it rained.", [("Lee", "in view", "it rained.")]),
        ("In the view of Lee, it rained.", [("Lee", "in view", "it rained.")]),
        ("The talks failed, Ann Lee said, adding that she had warned them.",
         [("Ann Lee", "said", "The talks failed,"), ("Ann Lee", "adding", "that she had warned them.")]),
        ("Ann Lee: the old bridge is safe", [("Ann Lee", ":", "the old bridge is safe")]),
        ("Lee reportedthat it rained.", [("Lee", "reported", "that it rained.")]),
    ],
)  # fmt: skip
def test_clauses(text, clauses):
    assert read(text) == clauses


def test_places_are_those_of_the_article():
    text = "It fell. Lee said that it rained. It rose."
    (clause,) = find_clauses(text, (9, 33), [])
    assert (clause.at, clause.content) == (13, (18, 33))


def test_a_clause_that_looks_back():
    (clause,) = find_clauses("Lee said this on Monday.", (0, 24), [])
    assert (clause.speaker, clause.content, clause.looks_back) == ("Lee", None, True)
