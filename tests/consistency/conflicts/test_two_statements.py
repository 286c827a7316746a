"""Two days on which one speaker said two things are no conflict; two days of one statement are."""

import pandas as pd
import pytest

from retold.articles.attribution.voices import find_statements
from retold.articles.clutter import find_clutter
from retold.articles.segment import split_sentences
from retold.consistency.conflicts.compare import compare_details
from retold.consistency.details.find import find_details

APART, ACT, ONE = (
    "two statements, of two days",
    "one is the day of a statement, the other of what happened",
    "",
)

ROWS = [
    ("Attorney General Mia Stone said on Monday that she had misspoken about her service with veterans.", "Attorney General Mia Stone said on Tuesday that she would meet veterans at the hall.", APART),
    ("Mayor Ann Olsen said on Monday that the ferry would be sold.", "Mayor Ann Olsen said on Tuesday that she would visit the school.", APART),
    ("“The mill is lost,” Mayor Ann Olsen told reporters on Monday.", "“We keep the ferry,” Mayor Ann Olsen told reporters on Thursday.", APART),
    ("Ann Olsen announced Monday that the toll would rise.", "Ann Olsen warned Tuesday that the bridge may fall.", APART),
    ("In an interview on Monday, Ann Olsen said that the harbour is full.", "In an interview on Friday, Ann Olsen said that the council sleeps.", APART),
    ("Ann Olsen said in a statement on 3 March that the river treaty binds Norland.", "Ann Olsen said in a statement on 5 March that no boat had been lost.", APART),
    ("“It rains,” Ann Olsen said in March 2015.", "“It snows,” Ann Olsen said in May 2015.", APART),
    ("Ann Olsen, mayor of Holm, told the radio on Monday that taxes fall.", "Ann Olsen, mayor of Holm, told the radio on Tuesday that the bus stops.", APART),
    ("Ann Olsen claimed on Monday that the vote was stolen.", "Ann Olsen denied on Tuesday that she had met Lund.", APART),
    # The day of a statement is not that of what it tells.
    ("Ann Olsen said on Monday that the river treaty was signed.", "Ann Olsen signed the river treaty on Tuesday.", ACT),
    # One statement, one event, one act.
    ("Ann Olsen said on Monday that the ferry would be sold to Norland.", "Ann Olsen said on Tuesday that the ferry would be sold to Norland.", ONE),
    ("“The mill is lost for good,” Ann Olsen said on Monday.", "“The mill is lost for good,” Ann Olsen said on Tuesday.", ONE),
    ("In her budget speech on Monday, Ann Olsen said that the harbour is full.", "In her budget speech on Tuesday, Ann Olsen said that the council sleeps.", ONE),
    ("Ann Olsen said that the tunnel was finished in 1971.", "Ann Olsen said that the tunnel, finished in 1974, leaks.", ONE),
]  # fmt: skip


def read(*texts):
    articles = pd.DataFrame(
        {"article_id": [f"n{i}" for i in range(len(texts))], "text": texts, "date": "2015-06-05"}
    )
    sentences = split_sentences(articles, find_clutter(articles))
    statements = find_statements(articles, sentences, subject="Ann Olsen", aliases=[])
    return find_details(statements, articles, sentences=sentences)


@pytest.mark.parametrize(("one", "other", "apart"), ROWS, ids=[other for _, other, _ in ROWS])
def test_days(one, other, apart):
    found = compare_details(read(one, other)).query("kind == 'date'")
    assert found["verdict"].tolist() == ["not comparable" if apart else "conflict"]
    assert found["reason"].iloc[0].endswith(apart)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Ann Olsen said on Monday that the mill was sold on 3 March.", ["Monday"]),
        ("Ann Olsen said Monday the mill was sold on 3 March.", ["Monday"]),
        ("“The mill was sold on Monday,” Ann Olsen said on Tuesday.", ["Tuesday"]),
        ("Ann Olsen said that the mill was sold on Monday.", []),
        ("The mill was sold on Monday.", []),
    ],
)
def test_which_days_are_those_of_a_statement(text, days):
    found = read(text)
    marked = found[found["cues"].str.split().map(lambda cues: "saying" in cues)]
    assert marked["text"].tolist() == days
