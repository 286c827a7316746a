"""Figures of the fourth stage: coverage, influence, reuse, details."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from matplotlib.patches import PathPatch

from retold.figures.consistency import read_span
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


def test_ribbons_are_as_many_as_passages(tmp_path: Path) -> None:
    tables = make_tables(5)
    reuse = tables["reuse"]
    drawn = plot("reuse", write_study(tmp_path, tables))
    ribbons = [patch for patch in drawn.axes[0].patches if isinstance(patch, PathPatch)]
    assert len(ribbons) == len(reuse) == 10
    n = int((reuse["kind"] == "reuse").sum())
    assert f"same words of its own ({n})" in read_words(drawn)
    assert f"same quotation ({len(reuse) - n})" in read_words(drawn)
    # The kinds differ in grey: the darker is twice as dark.
    greys = {sum(ribbon.get_facecolor()[:3]) / 3 for ribbon in ribbons}
    assert len(greys) == 2
    assert max(greys) > 2 * min(greys)


def test_of_many_articles_the_shared_words_of_each_pair_stand_in_a_table(studies: dict[str, Path]) -> None:
    reuse = read_table("reuse", studies["twelve"])
    drawn = plot("reuse", studies["twelve"])
    assert not [patch for patch in drawn.axes[0].patches if isinstance(patch, PathPatch)]
    written = [text.get_text() for text in drawn.axes[0].texts]
    assert len(written) == len(reuse.groupby(["article_a", "article_b", "kind"]))
    assert sum(map(int, written)) == reuse["tokens"].sum()


def test_three_passages_are_told_in_words(studies: dict[str, Path]) -> None:
    drawn = make_drawn("reuse", studies["three"])
    assert drawn.said
    assert drawn.title.endswith("No other passage is shared.")
    assert drawn.title.count("share 9 words") == len(drawn.numbers) == 3


def test_words_of_a_paraphrase_edition_are_no_finding(tmp_path: Path) -> None:
    tables = make_tables(3)
    study = write_study(tmp_path, tables | {"articles": tables["articles"].assign(edition="paraphrase")})
    drawn = plot("reuse", study)
    assert not [patch for patch in drawn.axes[0].patches if isinstance(patch, PathPatch)]
    assert "paraphrase edition" in " ".join(read_words(drawn))
    assert "0.25" not in read_words(plot("article_pairs", study))


def test_undefined_measures_are_said(studies: dict[str, Path]) -> None:
    assert read_words(plot("article_pairs", studies["three"])).count("n.d.") == 1
    assert "not defined: Cohen's kappa" in make_drawn("agreement", studies["three"]).basis
    alone = make_drawn("agreement", studies["one"])
    assert alone.said
    assert alone.title.startswith("No measure of agreement is defined")
    assert "not defined: Jaccard, Jaccard by source, Cohen's kappa, Krippendorff's alpha" in alone.basis


def test_every_row_of_agreement_is_drawn_or_told(studies: dict[str, Path]) -> None:
    agreement = read_table("agreement", studies["three"])
    drawn = make_drawn("agreement", studies["three"])
    (axes,) = drawn.figure.axes
    rows = [label.get_text() for label in axes.get_yticklabels()]
    dots = [line for line in axes.lines if line.get_marker() == "o"]
    assert len(rows) == len(dots) == 3
    assert "articles 3" in drawn.basis
    assert sorted(drawn.numbers["measure"]) == sorted(agreement["measure"])


def test_one_direction_of_reuse_is_enough(studies: dict[str, Path]) -> None:
    assert read_words(plot("article_pairs", studies["three"])).count("0.25") >= 3


def test_conflicting_dates_are_labelled_with_both_values(tmp_path: Path) -> None:
    tables = make_tables(3)
    values = dict(zip(tables["details"]["detail_id"], tables["details"]["value"], strict=True))
    tables["details"]["text"] = [f"in {value}" for value in tables["details"]["value"]]
    drawn = make_drawn("details", write_study(tmp_path, tables))
    words = read_words(drawn.figure)
    # As the articles have them, not as the table does; once for each disagreement.
    pair = tables["conflicts"].iloc[0]
    assert f"in {values[pair['detail_a']]} ≠ in {values[pair['detail_b']]}" in words
    groups = drawn.numbers["group"].dropna().nunique()
    assert sum("≠" in word for word in words) == groups > 0
    assert drawn.title == f"Reports of one occasion differ in {groups} date{'s' if groups > 1 else ''}"
    assert "3 dates without a first year not shown" in drawn.basis


@pytest.mark.parametrize(
    ("value", "span"),
    [
        ("2021", (2021.0, 2022.0, False)),
        ("2021-07", (2021.5, 2021.5 + 1 / 12, False)),
        ("2021-07-01", (2021.5, 2021.5, False)),
        ("2021/2023", (2021.0, 2024.0, False)),
        ("1997/..", (1997.0, 1998.0, True)),
        ("../1997", None),
        ("XXXX-07-28", None),
        ("P30Y", None),
        ("20211", None),
        ("", None),
    ],
)
def test_spans_of_dates(value: str, span: tuple[float, float, bool] | None) -> None:
    found = read_span(value)
    assert (None if found is None else tuple(found)) == (None if span is None else pytest.approx(span))


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


@pytest.mark.parametrize(("edition", "said"), [("paraphrase", True), ("original", False)])
def test_pairs_of_which_nothing_can_be_compared_are_a_sentence(
    tmp_path: Path, edition: str, said: bool
) -> None:
    tables = make_tables(3)
    tables["articles"] = tables["articles"].assign(edition=edition)
    tables["article_pairs"] = tables["article_pairs"].assign(note="not comparable")
    drawn = make_drawn("article_pairs", write_study(tmp_path, tables))
    assert drawn.said == said
    assert drawn.title.startswith("No two of the articles report one occasion")
    assert len(drawn.numbers) == 3


def test_dates_without_a_year_that_differ_are_counted_and_told(tmp_path: Path) -> None:
    tables = make_tables(2)
    dated = tables["details"].query("kind == 'date' and value.str.startswith('XXXX')")["detail_id"].tolist()
    tables["conflicts"] = pd.DataFrame([dated[:2]], columns=["detail_a", "detail_b"]).assign(
        kind="date", slot="s", verdict="conflict", reason="", confidence=1.0
    )
    drawn = make_drawn("details", write_study(tmp_path, tables))
    assert drawn.title == "Reports of one occasion differ in 1 date, none of them with a year"
