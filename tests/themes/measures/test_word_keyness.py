"""Keyness of words: by hand, and counted as one by one."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retold.errors import ParameterError
from retold.language.tokens import TOKEN, count_words, normal_form
from retold.statistics.contrasts import g2
from retold.tables import empty_table
from retold.themes.measures.word_counts import count_each, number_words
from retold.themes.measures.word_keyness import word_keyness

pytestmark = pytest.mark.filterwarnings("error")

TEXTS = [
    "It’s 1,000.5 km; isn't it? 5-year-old",
    "",
    "—",
    "under_score _x x_ __",
    "Straße, naïve, ÉCOLE’s",
    "Київ — мiсто",
    "1990's and 1990’s, 3.5.2, 10-20, a-1.5, 2,5km",
    "x\u00ady caf\u0065\u0301 no\u200bbreak 字字",
    "tab\tline\nnew\r\n “quoted,” (so)…",
    "½ ² ª º × ÷ µ",
]


@pytest.mark.parametrize("text", TEXTS)
def test_words_are_counted_as_one_by_one(text):
    assert count_each(pd.Series([text, "a b"])).tolist() == [count_words(text), 2]


@settings(max_examples=300)
@given(st.lists(st.text("aZ0 19.,-'’_é×ß½ª\u00ad\u0301\u200dж\n“", max_size=30), max_size=4))
def test_any_words_are_counted_as_one_by_one(texts):
    series = pd.Series(texts, dtype="str")
    assert count_each(series).tolist() == [count_words(text) for text in texts]
    words = number_words(series)
    spoken = [token for text in texts for token in TOKEN.findall(text) if token[0].isalnum()]
    assert [words.names[n] for n in words.word] == [normal_form(token) for token in spoken]
    assert np.bincount(words.text, minlength=len(texts)).tolist() == [count_words(text) for text in texts]


def said(**texts):
    return pd.DataFrame(
        {"article_id": list(texts), "voice": [f"v{n}" for n in range(len(texts))], "text": texts.values()}
    )


def test_word_keyness_by_hand():
    rows = word_keyness(
        said(a="Rain, RAIN and rain. And wind’s", b="and wind's and snow"), min_count=2, prior_words=10
    )
    rows = rows.set_index(["group", "word"])
    assert rows.loc[("a", "rain"), ["by", "count", "other", "per_1000"]].tolist() == ["article_id", 3, 0, 500]
    assert rows.loc[("a", "wind's"), ["count", "other"]].tolist() == [1, 1]
    assert ("b", "rain") not in rows.index
    assert ("b", "snow") not in rows.index
    prior = 10 * 3 / 10
    log_odds = np.log((3 + prior) / (6 + 10 - 3 - prior)) - np.log(prior / (4 + 10 - prior))
    assert rows.loc[("a", "rain"), "log_odds"] == pytest.approx(log_odds)
    assert rows.loc[("a", "rain"), "z"] == pytest.approx(log_odds / np.sqrt(1 / (3 + prior) + 1 / prior))
    assert rows.loc[("a", "rain"), "g2"] == pytest.approx(g2(3, 6, 0, 4))
    # Five rows are tested: rain of a, and `and` and `wind's` of both.
    assert len(rows) == 5
    assert rows["p_adjusted"].min() == pytest.approx(min(1, 5 * rows["p"].min()))


def test_word_keyness_of_nothing_and_of_one():
    for statements in (empty_table("statements"), said(a="rain rain"), said(a="", b="—")):
        assert word_keyness(statements, min_count=1).empty
    alone = word_keyness(said(a="rain", b=""), min_count=1)
    assert alone["p"].isna().all()
    assert alone["note"].tolist() == ["not defined: one side has no words"]
    with pytest.raises(ParameterError):
        word_keyness(said(a="x", b="y"), min_count=0)
    with pytest.raises(ParameterError):
        word_keyness(said(a="x", b="y"), by="outlet")


def test_the_strongest_words_keep_their_p():
    statements = said(a="rain " * 9 + "wind snow sun", b="wind snow sun sun sun", c="snow")
    whole = word_keyness(statements, by="voice", min_count=1)
    few = word_keyness(statements, by="voice", min_count=1, top=1)
    assert few[["group", "word"]].values.tolist() == [["v0", "rain"], ["v1", "sun"], ["v2", "snow"]]
    merged = few.merge(whole, how="left")
    pd.testing.assert_frame_equal(merged, few)
