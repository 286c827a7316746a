"""Figures of the articles: shares of voices."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from retold.figures.articles import share_voices
from retold.figures.drawing.labels import name_articles
from retold.figures.drawing.style import VOICE_COLOURS
from retold.tables import SCHEMAS, empty_table
from tests.figures.cases import _articles, plot, read_words, write_study


def test_shares_of_voices_are_written_in_the_bars(studies: dict[str, Path]) -> None:
    # Of 770 characters, each voice has so many spans of 90, and 50 are masked.
    words = read_words(plot("voices", studies["one"]))
    assert [word for word in words if word in {"35", "23", "6"}] == ["35", "35", "23", "6"]
    assert {"subject", "third party", "journalist", "masked"} <= set(words)


def test_voices_differ_in_grey() -> None:
    greys = sorted(
        np.dot([int(c[i : i + 2], 16) for i in (1, 3, 5)], [0.299, 0.587, 0.114])
        for c in VOICE_COLOURS.values()
    )
    assert min(np.diff(greys)) > 25


def test_a_voice_without_sentences_has_no_dots(studies: dict[str, Path]) -> None:
    drawn = plot("theme_shares", studies["three"])
    dots = [line for line in drawn.axes[0].lines if line.get_linestyle() == "None"]
    assert sorted(len(line.get_xdata()) for line in dots) == [4, 4]
    assert "third party, n = 0" in read_words(drawn)


def test_more_articles_than_fit_are_counted(tmp_path: Path) -> None:
    tables = {name: empty_table(name) for name in SCHEMAS} | {
        "articles": _articles([f"b{i}" for i in range(50)], False)
    }
    drawn = plot("voices", write_study(tmp_path, tables))
    assert any("first 30 of 50 articles" in word for word in read_words(drawn))
    assert len(drawn.axes[0].get_yticklabels()) == len(name_articles(tables["articles"])) == 30


@pytest.mark.parametrize(
    ("spans", "masked", "shares"),
    [
        ([("a", 0, 30, "subject"), ("a", 30, 40, "journalist")], [("a", 40, 50)], {"a": [60, 0, 20, 20]}),
        ([("a", 5, 15, "subject"), ("a", 20, 30, "subject")], [], {"a": [100, 0, 0, 0]}),
        # Each article by itself; one that is clutter only has no voice; a span of no length counts for nothing.
        ([("a", 0, 1, "third_party"), ("a", 1, 1, "subject")], [("b", 0, 9)], {"a": [0, 100, 0, 0], "b": [0, 0, 0, 100]}),
        ([("a", 4, 4, "subject")], [], {"a": [0, 0, 0, 0]}),
        ([], [], {}),
    ],
)  # fmt: skip
def test_shares_of_voices_by_hand(spans: list, masked: list, shares: dict) -> None:
    found = share_voices(
        pd.DataFrame(spans, columns=["article_id", "start", "end", "voice"]),
        pd.DataFrame(masked, columns=["article_id", "start", "end"]),
    )
    assert list(found.columns) == ["subject", "third_party", "journalist", "masked"]
    assert {name: row.tolist() for name, row in found.iterrows()} == shares
