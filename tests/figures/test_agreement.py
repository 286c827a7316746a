"""Figures of agreement and of what hangs on one article."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from retold.figures.agreement import WRITTEN
from retold.figures.drawing.labels import name_measure
from retold.tables import read_table
from tests.figures.cases import make_drawn, make_tables, plot, read_words, write_study


def test_figures_that_no_article_moves_are_said(tmp_path: Path) -> None:
    tables = make_tables(3)
    own = tables["influence"]
    tables["influence"] = own.assign(change=own["change"].where(own["figure"] != "jaccard", 0.0))
    drawn = make_drawn("influence", write_study(tmp_path, tables))
    assert "unchanged, whichever is left out: Jaccard" in drawn.basis
    assert "not defined: Cohen's kappa" in drawn.basis
    assert not any(word.startswith("Jaccard") for word in read_words(drawn.figure))
    still = tables["influence"].assign(change=0.0)
    said = make_drawn("influence", write_study(tmp_path / "still", tables | {"influence": still}))
    assert said.title == "No article, if it is left out, changes a measure of agreement."


def test_influence_has_a_cell_for_each_change(studies: dict[str, Path]) -> None:
    influence = read_table("influence", studies["three"])
    known = influence[(influence["left_out"] != "none") & influence["change"].notna()]
    written = [text.get_text() for text in plot("influence", studies["three"]).axes[0].texts]
    assert len(written) == len(known)
    narrow = make_drawn("influence", studies["three"], "single")
    measures = known["figure"].nunique()
    assert measures <= 5 or f"first 5 of {measures} measures" in narrow.basis


def test_every_row_of_agreement_is_drawn_or_told(studies: dict[str, Path]) -> None:
    agreement = read_table("agreement", studies["three"])
    drawn = make_drawn("agreement", studies["three"])
    (axes,) = drawn.figure.axes
    rows = [label.get_text() for label in axes.get_yticklabels()]
    dots = [line for line in axes.lines if line.get_marker() == "o"]
    assert len(rows) == len(dots) == 3
    assert not set(rows) & {name_measure(name) for name in WRITTEN}
    assert "articles 3" in drawn.basis
    assert sorted(drawn.numbers["measure"]) == sorted(agreement["measure"])


@pytest.mark.parametrize(
    ("changes", "title"),
    [
        ({"jaccard": [0.1, -0.2, 0.0]}, "Most hangs on The very long evening…: without it, Jaccard −0.20"),
        (
            {"kappa": [0.2, -0.2, 0.1]},
            "Most hangs on 2 of 3 articles: without one of them, Cohen's kappa +0.20",
        ),
        ({"effective_articles": [-1.0, -1.0, -1.0]}, "Whichever article is left out: effective articles −1"),
        # What moves by the same whichever is left out tells less than what does not.
        (
            {"effective_articles": [-1.0, -1.0, -1.0], "arguments": [0.0, -2.0, -6.0]},
            "Most hangs on The very long evening…: without it, arguments −6",
        ),
    ],
)
def test_influence_names_the_article_that_most_hangs_on(
    tmp_path: Path, changes: dict[str, list[float]], title: str
) -> None:
    tables = make_tables(3)
    ids = tables["articles"]["article_id"]
    rows = [
        (measure, article, 1.0, change)
        for measure, of in changes.items()
        for article, change in zip([*ids, "none"], [*of, 0.0], strict=True)
    ]
    tables["influence"] = pd.DataFrame(rows, columns=["figure", "left_out", "value", "change"])
    told = make_drawn("influence", write_study(tmp_path, tables)).title
    begins, _, ends = title.partition("The very long evening…")
    assert told.startswith(begins)
    assert told.endswith(ends)
