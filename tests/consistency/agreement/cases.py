"""What the tests of agreement share: tables of coverage, of reuse and of articles, small and drawn."""

import numpy as np
import pandas as pd
from hypothesis import strategies as st


def coverage(*rows):
    """Make a coverage table of rows of 0 and 1, an article each."""
    cells = [(f"n{i}", f"k{j}", int(n)) for i, row in enumerate(rows) for j, n in enumerate(row)]
    table = pd.DataFrame(cells, columns=["article_id", "argument", "statements"])
    return table.assign(state="silent", position=np.nan, expected=0.5)


def bits(*rows):
    return [[int(c) for c in row] for row in rows]


TEXTS = [
    "The grey ferry crossed the frozen lake today.",
    "The grey ferry crossed the frozen lake today.",
    "No news.",
]


PLACES = ["article_a", "start_a", "end_a", "article_b", "start_b", "end_b"]


def make_coverage(cells, contradicted=()):
    table = pd.DataFrame(
        [(f"n{i}", f"k{j}", int(n)) for i, row in enumerate(cells) for j, n in enumerate(row)],
        columns=["article_id", "argument", "statements"],
    )
    state = np.where(table["statements"] > 0, "reported", "silent").astype(object)
    state[[at for at in contradicted if at < len(state)]] = "contradicted"
    return table.assign(state=state)


def make_reuse(passages, n):
    """Make tables of articles of 100 characters and of passages that stand at the beginning of both."""
    rows = [(f"n{a}", 0, size, f"n{b}", 0, size) for a, b, size in passages if a != b and max(a, b) < n]
    articles = pd.DataFrame({"article_id": [f"n{i}" for i in range(n)], "characters": 100})
    return pd.DataFrame(rows, columns=PLACES), articles


CELLS = st.integers(1, 6).flatmap(
    lambda m: st.lists(st.lists(st.booleans(), min_size=m, max_size=m), min_size=1, max_size=7)
)
