"""Reporting clauses that their form alone tells, on English words as well as any."""

import pytest

from retold.articles.attribution.plain_clauses import find_plain_clauses
from retold.articles.attribution.reporting_clauses import TAKE
from retold.language.quotations import quotation_spans


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("Ann Lee said that it rained.", [("Ann Lee", "said", "that it rained.")]),
        ("She said that it rained.", [("She", "said", "that it rained.")]),
        ("Ann Lee told Bo Fox that it rained.", [("Ann Lee", "told", "that it rained.")]),
        ("Ann Lee said: it rained.", [("Ann Lee", "said", "it rained.")]),
        ("It rained, Ann Lee said.", [("Ann Lee", "said", "It rained,")]),
        ("It rained, said Ann Lee.", [("Ann Lee", "said", "It rained,")]),
        ("It rained, said she.", [("she", "said", "It rained,")]),
        ("“It rained all day,” said Ann Lee.", [("Ann Lee", "said", None)]),
        ("Ann Lee said: “It rained all day.”", [("Ann Lee", "said", None)]),
        # Nobody speaks, or nothing is told.
        ("It was said that it rained.", []),
        ("Ann Lee said.", []),
        ("Ann Lee said nothing of the rain.", []),
        ("The rain fell on Ann Lee.", []),
        ("“Ann Lee said that it rained,” we read.", []),
        ("said", []),
        ("", []),
    ],
)
def test_plain_clauses(text, clauses):
    found = find_plain_clauses(text, (0, len(text)), quotation_spans(text), language="en")
    told = [(c.speaker, c.cue, c.content and text[slice(*c.content)]) for c in found]
    assert told == clauses


def test_nothing_was_measured_of_them():
    text = "Ann Lee said that it rained."
    (clause,) = find_plain_clauses(text, (0, len(text)), [], language="en")
    assert (clause.probability, clause.at, clause.looks_back) == (TAKE, text.index("said"), False)
