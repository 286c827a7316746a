"""Dates of articles as ISO 8601 and EDTF write them."""

import pytest

from retold.articles.publication import read_date
from retold.errors import ArticleError


@pytest.mark.parametrize(
    ("value", "date"),
    [
        ("", ""), ("  ", ""), ("2021", "2021"), ("2021-05", "2021-05"), ("2021-05-03", "2021-05-03"), (" 2021-05-03 ", "2021-05-03"),
        ("2021-05-03T10:45:00Z", "2021-05-03"), ("2021-05-03 10:45", "2021-05-03"), ("2021-05-03T10:45:00.5+02:00", "2021-05-03"),
        ("2021-05-03?", "2021-05-03?"), ("2021~", "2021~"), ("2021-05%", "2021-05%"), ("2024-02-29", "2024-02-29"),
    ],
)  # fmt: skip
def test_dates(value, date):
    assert read_date(value, "") == date


@pytest.mark.parametrize(
    "value", ["soon", "2021-13", "2021-02-29", "2021-5-3", "03.05.2021", "0000", "2021-05-03x", "٢٠٢١"]
)
def test_what_is_no_date(value):
    with pytest.raises(ArticleError, match=r"is no date(.|\n)*row 3(.|\n)*YYYY-MM-DD"):
        read_date(value, "row 3")
