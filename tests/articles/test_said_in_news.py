"""When a statement was said, in the words of news reports: of Wednesday 14 July 2021, each row as a reader tells it."""

import pandas as pd
import pytest

from retold.articles.attribution.voices import find_statements
from retold.articles.said import SAID

DAY = "2021-07-14"

# What is written, and what a reader takes from it: day, month or year; "earlier" for an earlier day that is not told, "" for
# the day of the report.
CASES = [
    # Weekdays
    ("Lee said Monday that the dam would hold.", "2021-07-12"),
    ("Lee said on Monday night that the dam would hold.", "2021-07-12"),
    ("Lee said late on Tuesday that the dam would hold.", "2021-07-13"),
    ("“The dam will hold,” Lee said early Wednesday.", "2021-07-14"),
    ("“The dam will hold,” Lee told reporters Friday afternoon.", "2021-07-09"),
    ("On Sunday, Lee said that the dam would hold.", "2021-07-11"),
    ("On Sunday evening, Lee told a crowd in Holm that the dam would hold.", "2021-07-11"),
    ("Lee said last Thursday that the dam would hold.", "2021-07-08"),
    ("Lee told reporters on Tuesday that the dam would hold.", "2021-07-13"),
    ("Speaking on Saturday at a rally in Holm, Lee said that the dam would hold.", "2021-07-10"),
    ("In a tweet on Monday, Lee said the dam would hold.", "2021-07-12"),
    ("Lee, in a statement Tuesday, said the dam would hold.", "2021-07-13"),
    ("In a Sunday interview, Lee said that the dam would hold.", "2021-07-11"),
    ("Lee wrote in a letter released on Friday that the dam would hold.", "2021-07-09"),
    ("At a news conference on Tuesday, Lee denied that the dam was weak.", "2021-07-13"),
    ("In an interview that aired Sunday, Lee said that the dam would hold.", "2021-07-11"),
    ("“The dam will hold,” she said on Monday. “It was built well.”", "2021-07-12"),
    # Today, yesterday
    ("Lee said today that the dam would hold.", "2021-07-14"),
    ("Lee said yesterday that the dam would hold.", "2021-07-13"),
    ("Yesterday Lee said that the dam would hold.", "2021-07-13"),
    ("“The dam will hold,” Lee said this morning.", "2021-07-14"),
    ("“The dam will hold,” Lee said on Wednesday morning.", "2021-07-14"),
    # Days of a month
    ("Lee said on July 9 that the dam would hold.", "2021-07-09"),
    ("Lee said on 9 July that the dam would hold.", "2021-07-09"),
    ("In a speech on June 3, Lee said that the dam would hold.", "2021-06-03"),
    ("On 30 November, Lee said that the dam would hold.", "2020-11-30"),
    ("Speaking to reporters on 2 May 2019, Lee said that the dam would hold.", "2019-05-02"),
    ("In her speech of 2 May 2019, Lee said that the dam would hold.", "2019-05-02"),
    ("In testimony on Dec. 8, 2020, Lee said that the dam would hold.", "2020-12-08"),
    # Months, years, and so long ago
    ("Lee said last April that the dam would hold.", "2021-04"),
    ("Last April, Lee said that the dam would hold.", "2021-04"),
    ("Lee said last month that the dam would hold.", "2021-06"),
    ("Lee said earlier this month that the dam would hold.", "2021-07"),
    ("In an interview last month, Lee said that the dam would hold.", "2021-06"),
    ("Lee said in March that the dam would hold.", "2021-03"),
    ("In March, Lee said that the dam would hold.", "2021-03"),
    ("In September, Lee told the council that the dam would hold.", "2020-09"),
    ("Lee said in March 2019 that the dam would hold.", "2019-03"),
    ("Lee said last year that the dam would hold.", "2020"),
    ("In 2018, Lee said that the dam would hold.", "2018"),
    ("Lee told a newspaper in 2018 that the dam would hold.", "2018"),
    ("Lee said two months ago that the dam would hold.", "2021-05"),
    ("Lee said two days ago that the dam would hold.", "2021-07-12"),
    ("Three years ago, Lee said that the dam would hold.", "2018"),
    # An earlier day that is not told
    ("Lee previously said that the dam would hold.", "earlier"),
    ("Lee has repeatedly said that the dam would hold.", "earlier"),
    ("Lee once said that the dam would hold.", "earlier"),
    ("Lee had earlier said that the dam would hold.", "earlier"),
    ("Lee had said that the dam would hold.", "earlier"),
    ("“The dam will hold,” Lee said earlier.", "earlier"),
    ("Earlier, Lee said that the dam would hold.", "earlier"),
    ("Two days later, Lee said that the dam would hold.", "earlier"),
    ("The next day, Lee said that the dam would hold.", "earlier"),
    ("A week earlier, Lee said that the dam would hold.", "earlier"),
    ("Lee said at the time that the dam would hold.", "earlier"),
    # Still to come
    ("Lee will say on Friday that the dam holds.", "2021-07-16"),
    ("Lee is to tell the council on Monday that the dam holds.", "2021-07-19"),
    # The day of something else
    ("Lee said that the dam broke on Monday.", ""),
    ("Lee said the dam broke in March.", ""),
    ("Lee said the dam had been repaired last year.", ""),
    ("Lee said she would visit the dam on Friday.", ""),
    ("Asked about the flood of Monday, Lee said that the dam would hold.", ""),
    ("After Monday's flood, Lee said that the dam would hold.", ""),
    ("Lee, who became mayor in 2018, said that the dam would hold.", ""),
    ("Lee, elected last year, said that the dam would hold.", ""),
    ("The 2018 report said that the dam would hold.", ""),
    ("Lee said Friday’s vote would be close.", ""),
    ("Lee said Monday is a holiday.", ""),
    ("Since March, Lee said, the dam had been weak.", ""),
    ("By Monday, Lee said, the dam will be dry.", ""),
    ("The dam, built in 1950, will hold, Lee said.", ""),
    ("Lee said that the dam would hold until March.", ""),
    ("It rained on Monday. Lee said that the dam would hold.", ""),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_said(text, expected):
    articles = pd.DataFrame({"article_id": ["a"], "text": [text], "date": [DAY]})
    found = find_statements(articles, subject="Ann Lee", aliases=["Lee", "the mayor"])
    day, _, words = found.loc[found["form"] != "narration", SAID].iloc[-1]
    assert (day or ("earlier" if words else "")) == expected
