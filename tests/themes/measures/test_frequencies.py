"""Frequencies of themes, by hand."""

import pandas as pd
import pytest

from retold.themes.measures.frequencies import count_themes
from tests.themes.measures.cases import BOOK, FIVE, RAIN, WIND, make

pytestmark = pytest.mark.filterwarnings("error")


def test_frequencies_by_hand():
    rows = count_themes(*make(FIVE), BOOK).set_index(["article_id", "voice", "theme"])
    columns = ["hits", "tokens", "sentences", "sentences_with"]
    assert rows.loc[("a", "subject", RAIN), columns].tolist() == [3, 14, 2, 2]
    assert rows.loc[("a", "subject", "water"), columns].tolist() == [4, 14, 2, 2]
    assert rows.loc[("a", "*", "water"), columns].tolist() == [4, 20, 3, 2]
    assert rows.loc[("*", "*", WIND), columns].tolist() == [2, 40, 4, 2]
    assert rows.loc[("*", "journalist", WIND), columns].tolist() == [2, 26, 3, 2]
    assert rows.loc[("*", "*", WIND), "per_1000"] == 50
    # Wilson for 2 of 4: (1/2 + z2/8 -+ z sqrt(1/16 + z2/64)) / (1 + z2/4), with z = 1.96.
    assert rows.loc[("*", "*", WIND), ["low", "high"]].tolist() == pytest.approx([0.1500, 0.8500], abs=1e-4)
    assert ("b", "subject", RAIN) not in rows.index


def test_a_column_of_words_saves_counting_them():
    hits, statements = make(FIVE)
    given_words = count_themes(hits, statements.assign(tokens=7), BOOK)
    assert given_words.loc[0, "tokens"] == 35
    assert given_words.loc[0, "article_id"] == "*"


def test_hits_outside_the_statements_are_not_counted():
    hits, statements = make(FIVE)
    outside = hits.iloc[:1].assign(statement_id="", sentence_id="", voice="")
    rows = count_themes(pd.concat([hits, outside]), statements, BOOK)
    pd.testing.assert_frame_equal(rows, count_themes(hits, statements, BOOK))
