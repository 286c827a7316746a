"""Where in an article themes stand, by hand."""

import numpy as np
import pandas as pd
import pytest

from retold.errors import ParameterError
from retold.themes.measures.comparison import compare_themes
from retold.themes.measures.positions import theme_mean_positions, theme_positions
from tests.themes.measures.cases import BOOK, FIVE, RAIN, SNOW, WIND, make

pytestmark = pytest.mark.filterwarnings("error")


def test_positions_by_hand():
    rows = [("a", n, "journalist", 10, "r" if n in (0, 1, 9) else "") for n in range(10)]
    rows += [("b", 0, "subject", 5, "rr")]
    table = theme_positions(*make(rows), BOOK).set_index(["article_id", "theme", "part"])
    columns = ["hits", "tokens", "sentences", "sentences_with"]
    assert table.loc[("a", RAIN, 1), columns].tolist() == [2, 20, 2, 2]
    assert table.loc[("a", RAIN, 5), columns].tolist() == [1, 20, 2, 1]
    # The only sentence of an article is its middle, and its other parts are empty.
    assert table.loc[("b", RAIN, 3), columns].tolist() == [2, 5, 1, 1]
    assert table.loc[("b", RAIN, 1), "note"].startswith("not defined")
    assert table.loc[("*", RAIN, 3), columns].tolist() == [2, 25, 3, 1]
    alone = theme_positions(*make(rows), BOOK, each_article=False)
    everywhere = table.loc[["*"]].reset_index()
    pd.testing.assert_frame_equal(alone, everywhere)
    means = theme_mean_positions(*make(rows), BOOK).set_index("theme")
    assert means.loc[RAIN, "position"] == pytest.approx((0.05 + 0.15 + 0.95 + 0.5 + 0.5) / 5)
    assert means.loc[RAIN, "low"] <= means.loc[RAIN, "position"] <= means.loc[RAIN, "high"]
    assert means.loc[SNOW, "note"] == "not defined: no hits"


def test_sentences_stand_in_reading_order():
    # In the order of their ids, a:10 and a:11 would come before a:2.
    rows = [("a", n, "journalist", 1, "r" if n >= 10 else "") for n in range(12)]
    means = theme_mean_positions(*make(rows), BOOK).set_index("theme")
    assert means.loc[RAIN, "position"] == pytest.approx(11 / 12)


def test_a_draw_stays_within_its_article():
    # Each article has the theme throughout or not at all, so no resample within articles changes a share.
    rows = [
        (a, n, v, 3, "w" * (a == "a")) for a, v in (("a", "subject"), ("b", "journalist")) for n in range(50)
    ]
    row = compare_themes(*make(rows), BOOK, replicates=50).set_index("theme").loc[WIND]
    # What is left is the variance of 51 of 52 and of 1 of 52.
    half = 1.959964 * np.sqrt(2 * 51 / 52**3)
    assert row["difference"] == -1
    assert [row["low"], row["high"]] == pytest.approx([-1, -50 / 52 + half])


def test_an_article_cannot_have_no_parts():
    with pytest.raises(ParameterError, match="parts"):
        theme_positions(*make(FIVE), BOOK, parts=0)
