"""Details are read from the sentences of the study alone: clutter is no detail, and says nothing of one (law 1)."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retold.consistency.details.find import find_details
from retold.errors import TableError

AD = "They bought 14 boats in Holm in March 1999."


def spans(*places):
    return pd.DataFrame(places, columns=["article_id", "start", "end"])


def find(text, *, sentences=None, masked=None, date="1951-07-02"):
    articles = pd.DataFrame({"article_id": ["a"], "text": [text], "date": date})
    whole = pd.DataFrame({"statement_id": ["a:1"], "article_id": "a", "start": [0], "end": [len(text)]})
    return find_details(whole, articles, sentences=sentences, masked=masked)


def read_with_ad(before, after):
    """Return what is found in a text with an advertisement masked in its middle, without it and with it."""
    text = f"{before}{AD}{after}"
    return find(text), find(text, masked=spans(("a", len(before), len(before) + len(AD))))


def test_clutter_is_no_detail():
    with_ad, without = read_with_ad("They met in Norland. ", " They sold 20 gates.")
    assert with_ad["value"].tolist() == ["norland", "14", "holm", "1999-03", "20"]
    assert without["value"].tolist() == ["norland", "20"]


@pytest.mark.parametrize("ad", ["Buy 14 boats at Holm.", "Holm Holm Holm", "“Ring", "on March 5, 1950"])
def test_clutter_says_nothing_of_a_detail(ad):
    text = f"They sold 20 gates. {ad} They met in Norland."
    masked = spans(("a", 20, 20 + len(ad)))
    blank = find(text.replace(ad, "\n" * len(ad)))
    pd.testing.assert_frame_equal(find(text, masked=masked), blank)
    assert "Holm" not in " ".join(find(text, masked=masked)["context"])


def test_no_detail_goes_on_over_clutter():
    text = "They sold 14 AD boats."
    assert find(text, masked=spans(("a", 13, 15)))["text"].tolist() == []


def test_the_sentences_are_those_of_the_study():
    text = "They met Capt. Olsen, who sold 14 boats. He left."
    cut = find(text)
    whole = find(text, sentences=spans(("a", 0, 40), ("a", 41, 49)))
    assert cut["sentence"].tolist() != whole["sentence"].tolist() == [0]
    assert "met" in whole.loc[0, "context"].split("|")[1].split()


def test_what_stands_in_no_sentence_is_not_read():
    text = "They sold 14 boats. Buy 90 boats. They left Holm."
    assert find(text, sentences=spans(("a", 0, 19), ("a", 34, 49)))["text"].tolist() == ["14 boats"]
    assert find(text, sentences=spans()).empty
    assert find(text, sentences=spans(("b", 0, 19))).empty


def test_tables_in_any_order_and_of_other_articles():
    text = "They sold 14 boats. They bought 20 gates."
    rows = [("a", 20, 41), ("b", 3, 9), ("a", 0, 19)]
    found = find(text, sentences=spans(*rows), masked=spans(("b", 0, 41)))
    assert found[["text", "sentence"]].values.tolist() == [["14 boats", 0], ["20 gates", 20]]


@pytest.mark.parametrize("name", ["sentences", "masked"])
def test_a_table_without_its_columns_is_refused(name):
    with pytest.raises(TableError, match="'start'"):
        find("They left.", **{name: pd.DataFrame({"article_id": ["a"]})})


@given(st.text("a1 .\n“”", max_size=30).map("It was 14 boats in March 1950. {}".format), st.data())
def test_no_detail_lies_in_clutter(text, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    found = find(text, masked=spans(("a", start, end)))
    assert all(row.end <= start or end <= row.start or start == end for row in found.itertuples())
    assert all(text[row.start : row.end] == row.text for row in found.itertuples())
