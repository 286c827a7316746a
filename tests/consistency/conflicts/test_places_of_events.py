"""Where an event was: the place of its topic is none, and two events are not one because both were held."""

import pytest

from retold.consistency.conflicts.compare import compare_details
from tests.consistency.conflicts.cases import find


def verdicts(one, other):
    found = compare_details(find(one, other))
    return set(found.loc[found["kind"] == "place", "verdict"]) - {"not comparable"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The meeting was held in Paris on Wednesday, diplomats said of the tensions with Russia.", "In Washington the council held a meeting about the tensions near Ukraine with Russia."),
        ("The mayors of both coasts held talks in Hadley.", "The mayors of both coasts held talks about the strike in Holm."),
        ("The river council held a conference in Hadley.", "The river council held a conference regarding the floods in Marl."),
        ("Ann Olsen gave a speech in Hadley about the dam.", "Ann Olsen gave a speech about the broken dam near Lenn."),
        ("The ministers met for secret talks in Hadley.", "The ministers met and discussed the secret talks in Holm."),
        ("The council held a debate in Hadley over the school.", "The council held a debate about the burnt school in Lenn."),
        ("The unions held a meeting in Hadley.", "The unions held a meeting over fears of a lockout in Holm."),
        ("A meeting took place in Hadley, fishermen said of the strike in the port.", "In Marl a meeting took place, fishermen said of the strike in the port."),
    ],
)  # fmt: skip
def test_no_conflict(one, other):
    assert not verdicts(one, other)


def test_one_event_in_two_places():
    one = "The mayors of both coasts held secret talks with the ferry unions in Hadley in March 1950."
    assert "conflict" in verdicts(one, one.replace("Hadley", "Marl"))
