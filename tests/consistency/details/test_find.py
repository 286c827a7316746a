"""Dates, durations, numbers, places and documents, each with its value, its bounds and its slot."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retold.consistency.details.find import find_details
from retold.errors import TableError
from retold.tables import SCHEMAS
from retold.vocabulary import DETAIL_KINDS
from tests.consistency.conflicts.cases import find


def values(text, date=""):
    return find(text, date=date)[["kind", "value", "approximate"]].values.tolist()


def test_a_sentence_of_dates_alone_is_read_to_its_end():
    days = [f"{n % 28 + 1} May {1900 + n % 100}" for n in range(1800)]
    text = f"It rained on {', '.join(days)}."
    assert len(text) > 20_000
    found = find(text)
    assert len(found) == len(days)
    assert found["value"].iloc[-1] == "1999-05-08"


@pytest.mark.parametrize(
    ("text", "value", "approximate"),
    [
        ("It was signed in 1950.", "1950", False),
        ("It was signed in March 1950.", "1950-03", False),
        ("It was signed on March 5, 1950, at sea.", "1950-03-05", False),
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
        ("It was built in the winter of 1962.", "1962-24", False),
        ("It fell in mid-April 1950.", "1950-04", True),
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
        ("They met on Friday.", "1951-07-02", "1951-06-29"),
        ("They met on Monday.", "1951-07-02", "1951-07-02"),
        ("They will meet on Friday.", "1951-07-02", "1951-07-06"),
        ("They met last Monday.", "1951-07-02", "1951-06-25"),
        ("They meet on Friday of next week.", "1951-07-02", "1951-07-13"),
        ("They met yesterday.", "1951-07-01", "1951-06-30"),
        ("They met two days ago.", "1951-07-01", "1951-06-29"),
        ("They met last week.", "1951-07-04", "1951-06-25/1951-07-01"),
        ("They met half a century ago.", "1951-07-01", "1901"),
        ("They meet this summer.", "1951-07-01", "1951-22"),
        ("They met on 3 May.", "1951-07-01", "XXXX-05-03"),
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
        ("It rose by 12 percent.", ["number", "0.12", False]),
        ("It rose by 12%.", ["number", "0.12", False]),
        ("It rose by a third.", ["number", "0.333333333333", False]),
        ("Two in five berths stood empty.", ["number", "0.4", False]),
        ("Three quarters of the berths stood empty.", ["number", "0.75", False]),
        ("The canal is 30 miles long.", ["number", "48280.32", False]),
        ("They let through 600,000 cubic metres.", ["number", "600000000", False]),
        ("The catch fell by 120 tonnes.", ["number", "120000", False]),
        ("It cost $2.5 million.", ["number", "2500000", False]),
        ("It cost some two and a half million crowns.", ["number", "2500000", True]),
        ("It held a dozen boats.", ["number", "12", False]),
        ("It held dozens of boats.", ["number", "24", True]),
        ("Tens of thousands of people left.", ["number", "20000", True]),
        ("Two hundred and ten boats left.", ["number", "210", False]),
        ("Between 14 and 16 boats left.", ["number", "14", False]),
        ("It took no longer than 90 days.", ["duration", "P90D", True]),
        ("It took half a century.", ["duration", "P50Y", False]),
        ("The fourth gate was shut.", ["number", "4", False]),
        ("A column of 2000 soldiers arrived.", ["number", "2000", False]),
    ],
)
def test_durations_and_numbers(text, row):
    assert values(text) == [row]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "They met on 45 March.",
        "It breaks Article 5 of the charter.",
        "It was the third time, the 3rd in all.",
        "They may march on.",
        "No one days, one hopes.",
        "Room 1950 boats",
        "Version 1.2.3 boats",
    ],
)
def test_what_is_no_detail(text):
    assert values(text) == []


@pytest.mark.parametrize(
    ("text", "date", "flag"),
    [
        ("They met on February 31.", "1951-07-02", "no such date"),
        ("They met on 31.2.1950.", "", "no such date"),
        ("They met on 1950-13-01.", "", "no such date"),
        ("They met last year.", "", "no date to count from"),
        ("They met on Friday.", "soon", "no date to count from"),
        ("They met two weeks ago.", "", "no date to count from"),
    ],
)
def test_a_date_that_cannot_be_is_kept_as_text_and_flagged(text, date, flag):
    found = find(text, date=date)
    assert found[["kind", "value", "flag"]].values.tolist() == [["date", "", flag]]
    assert found["low"].isna().all()


@pytest.mark.parametrize(
    ("text", "date", "first", "last"),
    [
        ("It was signed in 1950.", "", "1950-01-01", "1950-12-31"),
        ("It was signed on 3 May.", "1951-07-01", "1951-05-03", "1951-05-03"),
        ("It opens on 3 January.", "1951-12-20", "1952-01-03", "1952-01-03"),
        ("It was signed in February 1952.", "", "1952-02-01", "1952-02-29"),
        ("It fell in mid-April 1950.", "", "1950-04-08", "1950-04-22"),
        ("It was built in the winter of 1962.", "", "1961-12-01", "1963-03-31"),
    ],
)
def test_a_date_bounds_the_days_it_may_be(text, date, first, last):
    row = find(text, date=date).iloc[0]
    assert [str(pd.Timestamp.fromordinal(int(day)).date()) for day in (row.low, row.high)] == [first, last]


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("They lost 14 boats.", 14, 14),
        ("They lost 14 to 16 boats.", 14, 16),
        ("They lost 14-16 boats.", 14, 16),
        ("They lost about 40 boats.", 30, 50),
        ("They lost nearly 40 boats.", 30, 40),
        ("They lost more than 40 boats.", 40, float("inf")),
        ("They lost no more than 40 boats.", float("-inf"), 40),
        ("They lost up to 40 boats.", float("-inf"), 40),
        ("They lost 40 boats at most.", float("-inf"), 40),
        ("They lost dozens of boats.", 24, 99),
    ],
)
def test_a_number_bounds_what_it_may_mean(text, low, high):
    assert find(text)[["low", "high"]].values.tolist() == [[low, high]]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("They met in Old Valdora.", [["place", "old valdora"]]),
        ("They met in St. Anne.", [["place", "st anne"]]),
        ("They spoke in March, in haste and in NATO.", [["date", "XXXX-03"]]),
        ("They broke the Hadley Convention.", [["document", "hadley convention"]]),
        ("They broke the Treaty of Old Valdora.", [["document", "treaty of old valdora"]]),
        ("They broke the treaty.", []),
    ],
)
def test_places_and_named_documents(text, rows):
    assert find(text)[["kind", "value"]].values.tolist() == rows


def test_a_day_counted_within_a_quotation_is_marked():
    cues = find("He said: “Today we agree.” Today they agreed.", date="1951-07-02")["cues"].str.split()
    assert ["quoted" in row for row in cues] == [True, False]


def test_years_are_no_counts():
    found = find("In 2000 they came. 2,000 people came, and 2000 people left.")
    assert found[["kind", "value"]].values.tolist() == [
        ["date", "2000"],
        ["number", "2000"],
        ["number", "2000"],
    ]


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
    names = [slot.split(" | ")[0] for slot in found["slot"]]
    assert names == ["date of the treaty", "number of towns", "date of the treaty"]
    assert found["head"].tolist() == ["treaty", "towns", "treaty"]
    assert find("In 1950 nothing was signed.").loc[0, "slot"] == "date | signed"
    assert find("The talks lasted five hours.").loc[0, "slot"] == "length of the talks | lasted"


def test_degenerate_input_gives_empty_tables():
    assert list(find().columns) == SCHEMAS["details"].columns
    assert find("").empty
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
    assert set(found["kind"]) <= set(DETAIL_KINDS)
    assert all(text[row.start : row.end] == row.text for row in found.itertuples())
