"""A later count of one matter, and a plan with what came of it, are updates and no conflicts."""

import pytest

from retold.consistency.conflicts.compare import compare_details
from tests.consistency.conflicts.cases import find


def verdicts(one, other, kind="number"):
    found = compare_details(find(one, other, date="2020-03-05"))
    return found.loc[found["kind"] == kind, "verdict"].tolist()


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        ("By Monday the fire in the Holm mill had killed 14 people.", "By Wednesday the fire in the Holm mill had killed 19 people.", ["update"]),
        ("On Monday the Holm fire killed at least 14 people.", "By Wednesday the Holm fire had killed at least 19 people.", ["update"]),
        # One day, one count.
        ("On Monday the fire in the Holm mill killed 14 people.", "On Monday the fire in the Holm mill killed 19 people.", ["conflict"]),
        # Another year's fire is another fire.
        ("In March 1950 the fire in the Holm mill killed 14 people.", "In May 1971 the fire in the Holm mill killed 19 people.", ["not comparable"]),
    ],
)  # fmt: skip
def test_counts(one, other, told):
    assert verdicts(one, other) == told


def test_the_reason_names_both_days():
    found = compare_details(
        find(
            "By Monday the fire in the Holm mill had killed 14 people.",
            "By Wednesday the fire in the Holm mill had killed 19 people.",
            date="2020-03-05",
        )
    )
    [reason] = found.loc[found["verdict"] == "update", "reason"]
    assert (
        reason == "one says 14 people, the other 19 people: counted at another time (2020-03-02; 2020-03-04)"
    )
