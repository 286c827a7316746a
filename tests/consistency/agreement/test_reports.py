"""Which article reports which argument."""

import pandas as pd
import pytest

from retold.consistency.agreement.reports import list_articles, report_matrix
from retold.errors import TableError


def matrix(rows, articles=None):
    coverage = pd.DataFrame(rows, columns=["article_id", "argument", "statements"])
    found = report_matrix(coverage, None if articles is None else pd.DataFrame({"article_id": articles}))
    return list(found.index), list(found.columns), found.astype(int).values.tolist()


@pytest.mark.parametrize(
    ("rows", "articles", "expected"),
    [
        ([], None, ([], [], [])),
        ([], ["a"], (["a"], [], [[]])),
        ([("a", "k1", 2), ("b", "k1", 0)], None, (["a", "b"], ["k1"], [[1], [0]])),
        ([("a", "k1", 0)], None, (["a"], [], [[]])),  # reported by nobody
        ([("a10", "k10", 1), ("a2", "k2", 1)], None, (["a2", "a10"], ["k2", "k10"], [[1, 0], [0, 1]])),
        ([("a", "k1", 1), ("b", "k1", 1)], ["a", "c"], (["a", "c"], ["k1"], [[1], [0]])),
    ],
)
def test_matrix(rows, articles, expected):
    assert matrix(rows, articles) == expected


@pytest.mark.parametrize("column", ["article_id", "argument", "statements"])
def test_missing_columns(column):
    coverage = pd.DataFrame({"article_id": ["a"], "argument": ["k"], "statements": [1]}).drop(columns=column)
    with pytest.raises(TableError, match=f"lacks the column '{column}'"):
        report_matrix(coverage)


def test_articles_are_listed_once_in_natural_order():
    assert list_articles(pd.DataFrame({"article_id": ["a10", "a2", "a10"]})) == ["a2", "a10"]
