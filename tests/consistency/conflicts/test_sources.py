"""Two claims of two speakers disagree as sources do: the row says whose figure it is, and is no conflict of reports."""

import pandas as pd
import pytest

from retold.consistency.conflicts.compare import compare_details
from retold.consistency.conflicts.sources import is_of_two_speakers, names_of, say_sources
from retold.consistency.details.find import find_details
from tests.consistency.conflicts.sides import side

FIRE = ["The fire killed 14 people in Holm.", "The fire killed 19 people in Holm."]


def verdicts(speakers):
    articles = pd.DataFrame({"article_id": ["a", "b"], "text": FIRE, "date": "2020-03-05"})
    statements = pd.DataFrame(
        {"statement_id": ["a:1", "b:1"], "article_id": ["a", "b"], "start": 0, "end": 34, "speaker": speakers}
    )
    found = compare_details(find_details(statements, articles))
    return found[found["kind"] == "number"][["verdict", "reason"]].values.tolist()


@pytest.mark.parametrize(
    ("speakers", "verdict"),
    [
        (["Ann Olsen", "Jan Lund"], "sources differ"),
        (["Ann Olsen", "Mayor Olsen"], "conflict"),
        (["Ann Olsen", "she"], "conflict"),
        (["Ann Olsen", ""], "conflict"),
        (["", ""], "conflict"),
        (["officials", "Jan Lund"], "conflict"),
    ],
)
def test_whose_figure_it_is(speakers, verdict):
    [[told, reason]] = verdicts(speakers)
    assert told == verdict
    assert ("Ann Olsen says 14 people, Jan Lund says 19 people" in reason) == (verdict == "sources differ")


@pytest.mark.parametrize(
    ("a", "b", "two"),
    [
        ("Ann Olsen", "Lund", True),
        ("The ministry", "Lund", False),
        ("The White House", "the White House", False),
        ("Mr. Lund", "Jan Lund, a farmer", False),
        ("Governor Lund", "Governor Olsen", True),
        ("He", "Lund", False),
    ],
)
def test_two_speakers(a, b, two):
    assert is_of_two_speakers(a, b) is is_of_two_speakers(b, a) is two


def test_names_are_no_titles():
    assert names_of("The Senator, Dr. Ann Olsen") == {"ann", "olsen"}


def test_words_name_both():
    known = say_sources(side("a", speaker="Olsen"), side("b", speaker="Lund"), "5", "7")
    assert known == "two sources, not two reports: Olsen says 5, Lund says 7"
    assert say_sources(side("a", speaker="Olsen"), side("b"), "5", "7") == ""
