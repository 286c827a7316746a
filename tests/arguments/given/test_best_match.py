"""The best given argument of each statement."""

import pandas as pd
import pytest

from retold.arguments.given.best_match import best_matches
from retold.errors import TableError

ROWS = [
    ("a:1", "rain", 0.7, True),
    ("a:1", "tax", 0.9, True),
    ("a:2", "tax", 0.9, False),
    ("a:3", "tax", 0.8, True),
    ("a:3", "rain", 0.8, True),  # of equals the first by name
    ("a:4", "none", 0.2, pd.NA),
]


def test_each_statement_has_its_best():
    table = pd.DataFrame(ROWS, columns=["statement_id", "argument", "score", "matched"])
    best = best_matches(table).sort_values("statement_id")
    assert best.values.tolist() == [["a:1", "tax"], ["a:3", "rain"]]
    assert best_matches(table.iloc[:0]).empty


def test_a_missing_column_is_named():
    with pytest.raises(TableError, match="matched"):
        best_matches(pd.DataFrame({"statement_id": [], "argument": [], "score": []}))
