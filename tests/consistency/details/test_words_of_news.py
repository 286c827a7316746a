"""Details as news words them: names that look like dates, ordinals that look like shares, initials that look like places."""

import pandas as pd
import pytest

from retold.consistency.details.find import find_details


def details(text):
    articles = pd.DataFrame({"article_id": ["a"], "text": [text], "date": ["2021-06-09"]})
    statements = pd.DataFrame(
        {"statement_id": ["a:1"], "article_id": ["a"], "start": [0], "end": [len(text)]}
    )
    found = find_details(statements, articles)
    return [tuple(row) for row in found[["kind", "value"]].values.tolist()]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("She told Harbour Today that it rained.", []),
        ("Today it rained.", [("date", "2021-06-09")]),
        ("It rained. “Today we row,” she said.", [("date", "2021-06-09")]),
        ("It rained today.", [("date", "2021-06-09")]),
        ("The deal needs a third party.", []),
        ("They lost for a third time.", []),
        ("They lost a third of the boats.", [("number", "0.333333333333")]),
        ("They lost a third.", [("number", "0.333333333333")]),
        ("He lives in D.C. and swims.", []),
        ("They fished in U.S. waters.", []),
        ("They fished in St. Anne and swam.", [("place", "st anne")]),
        ("They will meet on the coming Tuesday.", [("date", "2021-06-15")]),
        ("Ann Lee, 54, left.", [("duration", "P54Y")]),
        ("It began in the 1990s.", [("date", "199X")]),
        ("The plan is called Vision 2030.", []),
        ("About half a million people came.", [("number", "500000")]),
        ("It took a dozen boats.", [("number", "12")]),
        ("It grew by $2.3 billion.", [("number", "2300000000")]),
        ("It cost $2.3bn.", [("number", "2300000000")]),
        ("It cost $40m in all.", [("number", "40000000")]),
        ("The wall is 40m long.", [("number", "40")]),
        ("It stands in Section 230 of it.", []),
        ("In Holm 90 houses fell.", [("place", "holm"), ("number", "90")]),
        ("They won 3-1 on Monday.", [("date", "2021-06-07")]),
        ("The 54-year-old left.", [("duration", "P54Y")]),
        ("At 10:30 GMT they rowed.", [("time", "T10:30/T22:30")]),
    ],
)
def test_read_right(text, found):
    assert details(text) == found
