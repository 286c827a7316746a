"""Counts and ages as two reports of one event word them: what is of one thing, however it is named."""

import pandas as pd
import pytest

from retold.consistency.conflicts.compare import compare_details
from retold.consistency.details.find import find_details

DAY = "2019-05-16"


def verdicts(one, other, kind):
    """Return the verdicts on pairs of details of a kind in two reports of one sentence each."""
    told = {"article_id": ["a", "b"], "text": [one, other], "date": DAY}
    spans = {
        "statement_id": ["a:1", "b:1"],
        "article_id": ["a", "b"],
        "start": 0,
        "end": [len(one), len(other)],
    }
    found = compare_details(find_details(pd.DataFrame(spans), pd.DataFrame(told)))
    return sorted(found["verdict"][found["kind"] == kind])


@pytest.mark.parametrize(
    ("one", "other", "kind", "wanted"),
    [
        # An age is in years, however it is written.
        (
            "The suspect is the 29-year-old Jan Lund of Holm.",
            "Jan Lund, 30, of Holm was named as the suspect.",
            "duration",
            ["conflict"],
        ),
        (
            "The suspect is the 29-year-old Jan Lund of Holm.",
            "Jan Lund, 29, of Holm was named as the suspect.",
            "duration",
            ["compatible"],
        ),
        # The dead are people killed; what befell others is another count.
        (
            "The fire in the Holm hotel left 53 dead.",
            "The fire in the Holm hotel killed 50 people.",
            "number",
            ["conflict"],
        ),
        (
            "The fire in the Holm hotel left 53 dead.",
            "The fire in the Holm hotel wounded 50 people.",
            "number",
            ["not comparable"],
        ),
        (
            "The fire in the Holm hotel left 53 people dead.",
            "Deaths in the Holm hotel fire have risen, to 53.",
            "number",
            ["compatible"],
        ),
        # What a verb tells the number of is named by its subject.
        (
            "Arrests at the Lund crossing fell to 400,000 last year.",
            "There were 520,000 arrests at the Lund crossing last year.",
            "number",
            ["conflict"],
        ),
        (
            "Arrests at the Lund crossing fell to 400,000 last year.",
            "There were 400,000 apprehensions at the Lund crossing last year.",
            "number",
            ["compatible"],
        ),
        # Others are a part of all.
        (
            "Fifteen other towns signed the pact, the mayor of Holm said.",
            "Sixteen towns signed the pact, the mayor of Holm said.",
            "number",
            ["not comparable"],
        ),
        (
            "Fifteen other towns signed the pact, the mayor of Holm said.",
            "Twelve other towns signed the pact, the mayor of Holm said.",
            "number",
            ["conflict"],
        ),
        # An "and" between two kinds ends no clause.
        (
            "The pay at more than 4,300 Holm and Lund shops across the country is low.",
            "The pay at 3,400 shops is low.",
            "number",
            ["not comparable"],
        ),
        # A board has its members by a hyphen, too.
        (
            "The nine-member board of the Holm museum will sell the painting.",
            "The 11-member board of the Holm museum will sell the painting.",
            "number",
            ["conflict"],
        ),
    ],
)
def test_counts_of_one_thing(one, other, kind, wanted):
    assert verdicts(one, other, kind) == wanted
