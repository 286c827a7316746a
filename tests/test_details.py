"""Dates, durations and numbers with their slots; conflicts that are, and many more that only look like it."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retold.consistency.conflicts import compare_details
from retold.consistency.details import KINDS, find_details
from retold.errors import TableError
from retold.tables import SCHEMAS, conform


def find(*texts, date=""):
    ids = [f"n{i}" for i in range(len(texts))]
    articles = pd.DataFrame({"article_id": ids, "text": texts, "date": date})
    spans = pd.DataFrame(
        {
            "statement_id": [f"{name}:1" for name in ids],
            "article_id": ids,
            "start": 0,
            "end": [len(t) for t in texts],
        }
    )
    return conform(find_details(spans, articles), "details")


def values(text, date=""):
    return find(text, date=date)[["kind", "value", "approximate"]].values.tolist()


@pytest.mark.parametrize(
    ("text", "value", "approximate"),
    [
        ("It was signed in 1950.", "1950", False),
        ("It was signed in March 1950.", "1950-03", False),
        ("It was signed on March 5, 1950, at noon.", "1950-03-05", False),
        ("It was signed on 5 March 1950.", "1950-03-05", False),
        ("It was signed on the 5th of March.", "XXXX-03-05", False),
        ("It was signed on Sept. 5.", "XXXX-09-05", False),
        ("They met on March 5-7, 1950.", "1950-03-05/1950-03-07", False),
        ("They met on 1950-03-05.", "1950-03-05", False),
        ("They met on 5.3.1950.", "1950-03-05", False),
        ("They met on 25/3/1950.", "1950-03-25", False),
        ("They met on 3/25/1950.", "1950-03-25", False),
        ("They met on 3/5/1950.", "1950", False),  # which of the two is the month is not known
        ("They met in the 1950s.", "195X", False),
        ("It held between 1950-1956 there.", "1950/1956", False),
        ("The pre-1950 border holds.", "../1950", False),
        ("It has been shut since 1950.", "1950/..", False),
        ("Until March 1950 it was open.", "../1950-03", False),
        ("It was signed late in 1950.", "1950", True),
        ("It was signed around 1950.", "1950", True),
        ("They met in April.", "XXXX-04", False),
        ("It met again in the 1999 elections.", "1999", False),
        ("On February 29 they met.", "XXXX-02-29", False),
    ],
)
def test_dates(text, value, approximate):
    assert values(text) == [["date", value, approximate]]


@pytest.mark.parametrize(
    ("text", "date", "value"),
    [
        ("They met last April.", "1951-07-02", "1951-04"),
        ("They met last April.", "1951-02-02", "1950-04"),
        ("They met last April.", "1951-04-02", "1950-04"),
        ("They met last April.", "", "XXXX-04"),
        ("They meet next April.", "1951-07-02", "1952-04"),
        ("They meet this April.", "1951-07-02", "1951-04"),
        ("They met last year.", "1951-07-02", "1950"),
        ("They met in April last year.", "1951-07-02", "1950-04"),
    ],
)
def test_relative_dates_count_from_the_article(text, date, value):
    assert find(text, date=date)["value"].tolist() == [value]


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("They spoke for five hours.", ["duration", "PT5H", False]),
        ("They spoke for a little over five hours.", ["duration", "PT5H", True]),
        ("A 45-minute call was held.", ["duration", "PT45M", False]),
        ("It took nearly twenty-five years.", ["duration", "P25Y", True]),
        ("It took three weeks.", ["duration", "P3W", False]),
        ("About 1,200 coastal villagers left.", ["number", "1200", True]),
        ("Fourteen former river towns joined.", ["number", "14", False]),
        ("Some 2.5 million people left.", ["number", "2500000", True]),
        ("At least 30 boats sank.", ["number", "30", True]),
        ("It rose by 12 percent.", ["number", "12", False]),
        ("A column of 2000 soldiers arrived.", ["number", "2000", False]),
    ],
)
def test_durations_and_numbers(text, row):
    assert values(text) == [row]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "They met on February 31.",
        "They met on 31.2.1950.",
        "They met on 45 March.",
        "They met on 1950-13-01.",
        "They met last year.",  # no date to count from
        "It breaks Article 5 of the charter.",
        "It was the third time, the 3rd in all.",
        "They may march on.",
        "No one days, one hopes.",
        "The clock showed 10:30 hours.",
        "Room 1950 boats",
        "Version 1.2.3 boats",
    ],
)
def test_what_is_no_detail(text):
    assert values(text) == []


def test_offsets_are_those_of_the_article_and_the_shortest_statement_holds_the_detail():
    text = "“Peace”, he said. The pact of 1950 lasts 20 years, and the other one to 1960."
    articles = pd.DataFrame({"article_id": ["a"], "text": [text]})
    inner = text.index("The pact"), text.index(", and")
    spans = pd.DataFrame(
        {
            "statement_id": ["a:1", "a:2"],
            "article_id": "a",
            "start": [0, inner[0]],
            "end": [inner[1], inner[1]],
        }
    )
    found = find_details(spans, articles)
    assert found["statement_id"].tolist() == ["a:2", "a:2"]
    assert (
        [text[row.start : row.end] for row in found.itertuples()]
        == found["text"].tolist()
        == ["1950", "20 years"]
    )
    assert found["detail_id"].tolist() == ["a:d1", "a:d2"]


def test_the_slot_names_what_the_detail_is_of():
    found = find("The river treaty of 1950 binds fourteen small towns.", "Their 1950 river treaty lasted.")
    heads = [slot.split(" | ")[0] for slot in found["slot"]]
    assert heads == ["treaty", "towns", "treaty"]
    assert find("In 1950 nothing was signed.").loc[0, "slot"].startswith("|")


def verdicts(*texts, date=""):
    return compare_details(find(*texts, date=date))["verdict"].tolist()


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("The river treaty of 1950 binds Norland.", "Norland keeps to the 1951 river treaty."),
        # Another word for one kind of thing, other endings of the same words.
        (
            "Norland rests on the 1950 Proclamation of Freedom, a neutral state by its terms.",
            "The minister meant a statement of 1951 in which Norland chose neutrality.",
        ),
        (
            "The ministers of both coasts met for secret talks in Valdora in March 1950.",
            "The ministers of both coasts met for secret talks in Valdora in April 1950.",
        ),
        (
            "Their secret talks on the Valdora ferry lasted five hours.",
            "Their secret talks on the Valdora ferry lasted nine hours.",
        ),
        ("Norland lost 14 fishing boats off Valdora.", "Off Valdora, Norland lost 17 fishing boats."),
    ],
)
def test_conflicts(left, right):
    assert verdicts(left, right) == ["conflict"]
    assert verdicts(right, left) == ["conflict"]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        # the same value, said in two ways
        ("The river treaty of March 1950 binds Norland.", "Norland keeps to the March 1950 river treaty."),
        # less precise
        ("The river treaty of 1950 binds Norland.", "Norland keeps to the river treaty of March 5, 1950."),
        ("The river treaty of 1950 binds Norland.", "Norland keeps to the river treaty of the 1950s."),
        ("The river treaty of March 5 binds Norland.", "Norland keeps to the river treaty of March 5, 1950."),
        # approximate
        (
            "Their secret talks on the Valdora ferry lasted five hours.",
            "Their secret talks on the Valdora ferry lasted about six hours.",
        ),
        ("Norland lost 14 fishing boats off Valdora.", "Off Valdora, Norland lost some 15 fishing boats."),
        # other units
        (
            "Their secret talks on the Valdora ferry lasted two hours.",
            "Their secret talks on the Valdora ferry lasted 120 minutes.",
        ),
        # the draft and the signing
        ("The river treaty of 1950, drafted with Norland, failed.", "Norland signed the 1951 river treaty."),
    ],
)
def test_compatible_details(left, right):
    assert verdicts(left, right) == ["compatible"]
    assert verdicts(right, left) == ["compatible"]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("The river treaty of 1950 binds Norland.", "The fishing treaty of 1951 binds Southland."),
        ("Norland joined the river league in 1950.", "Norland left the river league in 1960."),
        ("Norland was poor in 1950.", "Norland was rich in 1960."),
        ("Norland lost 14 fishing boats off Valdora.", "Norland sent 17 rescue boats to Valdora."),
        ("Norland lost 14 fishing boats off Valdora.", "Norland lost 17 fishing crews off Valdora."),
        ("Norland lost 14 fishing boats off Valdora.", "Norland lost fishing boats off Valdora for 14 days."),
        ("The Norland river treaty of 1950 binds.", "The Norland river summit of 1951 failed."),
        ("They spoke for five hours.", "They spoke for six hours."),
        ("On March 5 Norland voted.", "On March 6 Norland counted."),
    ],
)
def test_what_only_looks_like_a_conflict(left, right):
    assert set(verdicts(left, right)) <= {"not comparable", "compatible"}


def test_details_close_to_each_other_in_one_article_are_meant_to_differ():
    near = "The river treaty of 1950 bound Norland; the river treaty of 1951 freed Norland."
    assert verdicts(near) == []
    far = near.replace("; the", ". " + "Nothing else was ever agreed upon there by anybody. " * 6 + "The")
    assert verdicts(far) == ["conflict"]


def test_a_word_that_all_articles_are_about_tells_nothing_apart():
    others = [f"Norland and its river saw {n} ships pass." for n in range(20, 40)]
    texts = ["The river treaty of 1950 binds Norland.", "Norland keeps to the 1951 river treaty."]
    assert "conflict" not in verdicts(*texts, *others)


def test_the_reason_is_in_words():
    found = find("The river treaty of 1950 binds Norland.", "Norland keeps to the 1951 river treaty.")
    row = compare_details(found).loc[0]
    assert row["reason"] == "both date the treaty, with norland, river: 1950 and 1951 differ"
    assert row["slot"] == "treaty | river norland"


def test_degenerate_input_gives_empty_tables():
    empty = find()
    assert list(empty.columns) == SCHEMAS["details"].columns
    for details in (empty, find("It was signed in 1950."), find("Nothing.", "Nothing.")):
        conflicts = compare_details(details)
        assert conflicts.empty
        assert list(conflicts.columns) == SCHEMAS["conflicts"].columns
    articles = pd.DataFrame({"article_id": ["a"], "text": ["It was signed in 1950."]})
    no_statements = pd.DataFrame(columns=["statement_id", "article_id", "start", "end"])
    assert find_details(no_statements, articles).empty
    with pytest.raises(TableError, match="'text'"):
        find_details(no_statements, articles[["article_id"]])


_PIECES = (
    "March |31 |February |1950|-|/|.| 12|,|last |April| year|five |hours |to |3.5 |million |boats |in |of "
    "|treaty |(|)|\n|’s |%|0|May |00"
)
PIECES = st.sampled_from(_PIECES.split("|"))


@given(st.lists(PIECES, max_size=25).map("".join), st.sampled_from(["", "1951-07-02", "soon"]))
def test_any_text_is_read_without_a_crash_and_with_exact_places(text, date):
    found = find(text, text, date=date)
    assert set(found["kind"]) <= set(KINDS)
    assert all(text[row.start : row.end] == row.text for row in found.itertuples())
    conflicts = conform(compare_details(found), "conflicts")
    # An article that repeats another has no conflict with it, unless it has one with itself.
    same = conflicts[conflicts["detail_a"].str[3:] == conflicts["detail_b"].str[3:]]
    assert "conflict" not in same["verdict"].tolist()
