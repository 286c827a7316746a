"""Two upper marks that something is held against can both be right; two limits of it, and two tellings of one sentence, cannot."""

import pandas as pd
import pytest

from retold.consistency.conflicts.compare import compare_details
from tests.consistency.conflicts.cases import find

COMPATIBLE = [
    ("The jury took the case at noon, and a verdict was reached less than two hours later.", "The jury convicted Brand after deliberating for less than 90 minutes, and read the verdict in court."),
    ("The crossing of the Orne took the ferry less than 40 minutes.", "The ferry took under 30 minutes for its crossing of the Orne."),
    ("The Holm mill fire was put out in less than five hours.", "In under four hours the fire in the Holm mill was put out."),
    ("The Holm mill employs fewer than 200 workers.", "Fewer than 150 workers are employed in the Holm mill."),
    ("The repair of the Valdora lock cost less than 4 million crowns.", "The repair of the Valdora lock cost under 3 million crowns."),
    ("The village of Lenn has fewer than 500 inhabitants.", "Lenn, a village of under 400 inhabitants, voted against it."),
    ("The Orne bridge is less than 400 metres long.", "The bridge over the Orne is below 350 metres long."),
    ("Turnout in Marl was below 60 percent, the election board said.", "The election board put turnout in Marl at less than 55 percent."),
    ("The garrison of Lenn lost fewer than 30 boats.", "Under 20 boats were lost by the garrison of Lenn."),
    ("The pilot was under water for less than 10 minutes at the Holm lock.", "At the Holm lock the pilot was under water for less than five minutes."),
    # A mark and a limit of the other report.
    ("The list of the Holm council names fewer than 10 farms.", "The list of the Holm council names at most 22 farms."),
]  # fmt: skip

CONFLICTS = [
    # Two limits are facts of their own.
    ("The repair of the lock will take no more than 90 days.", "The repair of the lock will take 60 days at most."),
    ("The repair of the lock will take up to 90 days.", "The repair of the lock will take up to 60 days."),
    # "More than" and a number is the count itself, cut off.
    ("The talks on the Valdora ferry lasted more than five hours.", "The talks on the Valdora ferry lasted over six hours."),
    ("More than 200 houses were flooded in Marl.", "In Marl over 250 houses were flooded."),
    # A mark and a number beyond it.
    ("The crossing of the Orne took the ferry less than 40 minutes.", "The crossing of the Orne took the ferry 55 minutes."),
    # A condition sets a limit.
    ("“The mills stop if the river falls below 3 metres.”", "He warned that the mills will stop if the river falls below 5 metres."),
]  # fmt: skip


def verdicts(one, other, wording=None):
    details = find(one, other)
    found = compare_details(details, wording)
    return found.loc[found["kind"].isin(["number", "duration"]), "verdict"].tolist()


@pytest.mark.parametrize(("one", "other"), COMPATIBLE)
def test_both_can_be_true(one, other):
    assert not {"conflict", "worth a look", "update", "sources differ"} & set(verdicts(one, other))


@pytest.mark.parametrize(("one", "other"), CONFLICTS)
def test_both_cannot_be_true(one, other):
    assert "conflict" in verdicts(one, other)


def test_one_sentence_was_said_with_one_number():
    one, other = "“It took the ferry less than 90 minutes.”", "“It took the ferry less than 60 minutes.”"
    wording = pd.DataFrame({"statement_a": ["n0:1"], "statement_b": ["n1:1"], "similarity": [0.9]})
    assert verdicts(one, other, wording) == ["conflict"]
    assert verdicts(one, other) == ["compatible"]


def test_the_reason_says_how_they_are_told():
    found = compare_details(find(*COMPATIBLE[1]))
    assert "less than 40 minutes and less than 30 minutes can both be true" in found["reason"].iloc[0]
