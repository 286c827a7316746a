"""When a statement was said, where the words beside it tell."""

import datetime

import pandas as pd
import pytest

from retold.articles.attribution.voices import find_statements
from retold.articles.said import SAID, Published, read_published

# 10 March 2021 is a Wednesday.
DAY = "2021-03-10"


def said(text, date=DAY, which=-1):
    articles = pd.DataFrame({"article_id": ["a"], "text": [text], "date": [date]})
    found = find_statements(articles, subject="Ann Lee", aliases=["Lee", "the mayor"])
    reported = found[found["form"] != "narration"]
    return tuple(reported[SAID].iloc[which])


@pytest.mark.parametrize(
    ("text", "day", "words"),
    [
        ("Lee said Thursday she has doubts about the bridge.", "2021-03-04", "Thursday"),
        ("Lee said on Monday that she had misspoken.", "2021-03-08", "Monday"),
        ("On Monday, Lee told reporters that the bridge was sound.", "2021-03-08", "Monday"),
        ('"We will not pay," Lee said at a news conference in Berlin on Tuesday.', "2021-03-09", "Tuesday"),
        ("Lee said on Wednesday that she would stay.", "2021-03-10", "Wednesday"),
        ("Lee said last Wednesday that she would stay.", "2021-03-03", "last Wednesday"),
        (
            "In an interview shown Thursday on the Noon show, Ms. Lee told Max Orr that she had doubts.",
            "2021-03-04",
            "Thursday",
        ),
        ("The bridge, Lee said yesterday, will open on 5 March.", "2021-03-09", "yesterday"),
        ("The mayor will say on Friday that the bridge is closed.", "2021-03-12", "Friday"),
        ("In a statement on 5 March, Lee said the bridge was closed.", "2021-03-05", "5 March"),
        # A day without a year lies behind the article.
        ("Lee said on 5 December that the bridge was closed.", "2020-12-05", "5 December"),
        ("Lee announced Sunday that Tom Hart will leave on January 1.", "2021-03-07", "Sunday"),
        ("Lee said Thursday she will decide by June whether to run.", "2021-03-04", "Thursday"),
        ('"It is closed," Lee wrote on Twitter Sunday morning.', "2021-03-07", "Sunday"),
        ("Lee, speaking on Tuesday in Oslo, warned that the bridge may fall.", "2021-03-09", "Tuesday"),
        ("According to a report published Monday, the bridge is safe.", "2021-03-08", "Monday"),
        (
            "Speaking to reporters in Rome on March 3, 2019, Lee said the bridge was lost.",
            "2019-03-03",
            "March 3, 2019",
        ),
        ('Lee told Radio Two in an interview broadcast on Monday: "It is lost."', "2021-03-08", "Monday"),
        ("Lee said in a Monday interview that the bridge fell on Sunday.", "2021-03-08", "Monday"),
        (
            "The bridge, which fell in 2019, is lost, Lee said on 5 March 2020.",
            "2020-03-05",
            "5 March 2020",
        ),
        # The same speaker goes on in the same paragraph.
        ('Lee said on Tuesday that it fell. "It is bad," she added.', "2021-03-09", "Tuesday"),
    ],
)
def test_day(text, day, words):
    assert said(text) == (day, "day", words)


@pytest.mark.parametrize(
    ("text", "date", "expected"),
    [
        ("Lee said last April the bridge would open.", DAY, ("2020-04", "month", "last April")),
        ("Lee said last April the bridge would open.", "2023-07", ("2023-04", "month", "last April")),
        ("Lee said last month that it would open.", "2023-07", ("2023-06", "month", "last month")),
        ("Lee had said in 2019 that the bridge was safe.", DAY, ("2019", "year", "2019")),
        ("Lee said two weeks ago that it was safe.", DAY, ("2021-02", "month", "two weeks ago")),
        # Of a month, no day can be counted from; today is in it.
        ("Lee said on Monday that it was safe.", "2023-07", ("", "", "")),
        ("Lee said today that it was safe.", "2023-07", ("2023-07", "month", "today")),
        ("Lee said last April that it was safe.", "2023", ("", "", "")),
        ("Lee said last year that it was safe.", "2023", ("2022", "year", "last year")),
        # An uncertain day is none to count from.
        ("Lee said on Monday that it was safe.", "2021-03-10~", ("", "", "")),
        # Without a date, only what is written out.
        ("Lee said on Monday that it was safe.", "", ("", "", "")),
        ("Lee said on 5 March that it was safe.", "", ("", "", "")),
        ("Lee said on 5 March 2021 that it was safe.", "", ("2021-03-05", "day", "5 March 2021")),
        ("Lee said in March 2021 that it was safe.", "", ("2021-03", "month", "March 2021")),
        # An earlier day that is not told.
        ("Lee has previously said that it is safe.", DAY, ("", "", "previously")),
        ("Lee had said that it was safe.", DAY, ("", "", "had said")),
    ],
)
def test_month_year_and_nothing(text, date, expected):
    assert said(text, date) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Lee said that the bridge fell on Sunday.",
        "Lee said the bridge, which closed on Monday, was lost.",
        "Lee, who was elected on 3 May, said that the bridge fell.",
        "After the flood of March 2011, Lee said the bridge was weak.",
        "Since Monday, Lee said, the bridge was weak.",
        "Lee said Monday would be a holiday.",
        "Lee said Monday's meeting was good.",
        "Lee said she would meet veterans on Tuesday.",
        # Another speaker, and another paragraph.
        "Lee said on Monday that it fell. Tom Hart said that it stands.",
        'Lee said on Monday that it fell.\n\n"It is bad," she added.',
        "It rained on Monday.\n\nLee said that it fell.",
    ],
)
def test_dates_of_something_else(text):
    assert said(text) == ("", "", "")


def test_two_statements_of_two_days():
    text = "Lee said on Monday that it fell, and Tom Hart said on Tuesday that it stands."
    assert [said(text, which=n)[0] for n in (0, 1)] == ["2021-03-08", "2021-03-09"]


def test_narration_is_said_on_no_day():
    articles = pd.DataFrame({"article_id": ["a"], "text": ["It rained on Monday."], "date": [DAY]})
    found = find_statements(articles, subject="Ann Lee")
    assert found[SAID].to_numpy().tolist() == [["", "", ""]]


@pytest.mark.parametrize(
    ("written", "day", "precision"),
    [
        ("2021-03-10", datetime.date(2021, 3, 10), "day"),
        ("2021-03", datetime.date(2021, 3, 15), "month"),
        ("2021", datetime.date(2021, 7, 1), "year"),
        ("2021-03-10?", datetime.date(2021, 3, 10), "month"),
        ("2021~", datetime.date(2021, 7, 1), "year"),
        ("", None, ""),
        (None, None, ""),
        ("soon", None, ""),
        ("2021-13", None, ""),
    ],
)
def test_published(written, day, precision):
    assert read_published(written) == Published(day, precision)
