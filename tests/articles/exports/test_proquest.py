"""Text files of ProQuest."""

import pytest

from retold.articles.exports.proquest import split
from tests.articles.exports.samples import PROQUEST


@pytest.mark.parametrize(
    ("old", "new", "title", "outlet", "date"),
    [
        ("North Post; Norton", "North Post [Norton]", "Mayor promises bridge", "North Post", "2021-05-03"),
        ("Title: Mayor promises bridge\n\n", "", "Document 1 of 2", "North Post", "2021-05-03"),
        ("Publication date: May 3, 2021", "Publication date: 03 May 2021", "Mayor promises bridge", "North Post", "2021-05-03"),
        ("Publication date: May 3, 2021\n", "", "Mayor promises bridge", "North Post", "2021"),
    ],
)  # fmt: skip
def test_heads(old, new, title, outlet, date):
    changed = PROQUEST.replace(old, new)
    assert changed != PROQUEST
    piece = split(changed)[0]
    assert (piece.title, piece.outlet, piece.date) == (title, outlet, date)
    assert piece.text(changed).endswith("She said: yes.")
