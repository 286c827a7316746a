"""The figure of shared passages."""

from __future__ import annotations

from pathlib import Path

from matplotlib.patches import PathPatch

from retold.figures.reuse import COPIES, FEW_PASSAGES
from retold.tables import read_table
from tests.figures.cases import make_drawn, make_tables, plot, read_words, write_study


def test_ribbons_are_as_many_as_passages(tmp_path: Path) -> None:
    tables = make_tables(5)
    reuse = tables["reuse"]
    drawn = plot("reuse", write_study(tmp_path, tables))
    ribbons = [patch for patch in drawn.axes[0].patches if isinstance(patch, PathPatch)]
    assert len(ribbons) == len(reuse) == 10
    n = int((reuse["kind"] == COPIES).sum())
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
    assert drawn.title.count("share 9 words") == len(drawn.numbers) == FEW_PASSAGES
