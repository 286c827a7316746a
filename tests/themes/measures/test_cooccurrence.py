"""Themes in the same sentences, by hand."""

import numpy as np
import pytest
from hypothesis import given, settings
from scipy.stats import fisher_exact

from retold.themes.codebook.read import read_codebook
from retold.themes.measures.cooccurrence import theme_cooccurrence
from tests.themes.measures.cases import BOOK, RAIN, SNOW, UNITS, WIND, make

pytestmark = pytest.mark.filterwarnings("error")


# Co-occurrence
def test_cooccurrence_by_hand():
    rows = [
        ("a", n, "journalist", 3, "rw" if n < 3 else "r" if n < 5 else "w" if n < 6 else "")
        for n in range(10)
    ]
    table = theme_cooccurrence(*make(rows), BOOK).set_index(["theme_a", "theme_b"])
    row = table.loc[(RAIN, WIND)]
    assert row[["sentences", "sentences_a", "sentences_b", "sentences_all"]].tolist() == [3, 5, 4, 10]
    assert (row["expected"], row["ratio"]) == (2, 1.5)
    assert row["phi"] == pytest.approx((3 * 4 - 2 * 1) / np.sqrt(5 * 5 * 4 * 6))
    assert row["p"] == pytest.approx(fisher_exact([[3, 2], [1, 4]], alternative="greater")[1])
    assert list(table.index) == [("water", WIND), (RAIN, SNOW), (RAIN, WIND), (SNOW, WIND)]
    # Two pairs can be tested, and are the same sentences: Holm doubles p, Benjamini-Hochberg leaves it.
    assert table.loc[(RAIN, SNOW), "note"] == "not defined: a theme is in no sentence"
    assert row["p_adjusted"] == pytest.approx(2 * row["p"])
    assert row["q"] == pytest.approx(row["p"])


def test_cooccurrence_in_one_voice():
    rows = [("a", 1, "subject", 3, "r"), ("a", 1, "journalist", 3, "w"), ("a", 2, "subject", 3, "rw")]
    hits, statements = make(rows)

    def both(voice):
        row = (
            theme_cooccurrence(hits, statements, BOOK, voice=voice)
            .set_index(["theme_a", "theme_b"])
            .loc[(RAIN, WIND)]
        )
        return [row["sentences"], row["sentences_all"], row["note"]]

    assert both("*")[:2] == [2, 2]
    assert both("subject")[:2] == [1, 2]
    assert both("journalist")[:2] == [0, 1]
    assert both("nobody") == [0, 0, "not defined: the voice has no sentence"]
    assert "phi not defined" in both("*")[2]


def test_one_theme_has_no_pair():
    book = read_codebook({"themes": {"wind": {"patterns": ["wind"]}}})
    hits, statements = make([("a", 1, "subject", 3, "w")])
    assert theme_cooccurrence(hits, statements, book).empty


@settings(max_examples=60)
@given(UNITS)
def test_cooccurrence_does_not_depend_on_which_theme_comes_first(rows):
    table = theme_cooccurrence(*make(rows), BOOK)
    known = table.dropna(subset=["p"])
    assert ((known["p"] >= 0) & (known["p"] <= 1)).all()
    assert (known["phi"].dropna().abs() <= 1 + 1e-12).all()
    assert (table["sentences"] <= table[["sentences_a", "sentences_b"]].min(axis=1)).all()
    assert not ((table["theme_a"] == "water") & table["theme_b"].str.startswith("water/")).any()
