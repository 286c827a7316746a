"""The figure of two articles at a time."""

from __future__ import annotations

from pathlib import Path

import pytest
from matplotlib.patches import PathPatch

from retold.figures.article_pairs import PAIR_COLUMNS
from tests.figures.cases import make_drawn, make_tables, plot, read_words, write_study


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


def test_one_direction_of_reuse_is_enough(studies: dict[str, Path]) -> None:
    assert read_words(plot("article_pairs", studies["three"])).count("0.25") >= 3


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
    assert drawn.numbers.columns.tolist() == PAIR_COLUMNS
