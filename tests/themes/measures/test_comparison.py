"""Shares of voices and articles compared: by hand, against the binomial, and whether the intervals hold the truth."""

import numpy as np
import pytest
from scipy.stats import fisher_exact

from retold.errors import ParameterError
from retold.statistics.resampling import resampled_weights
from retold.themes.measures.comparison import compare_themes
from tests.themes.measures.cases import BOOK, FIVE, NOTES, SNOW, WIND, make

pytestmark = pytest.mark.filterwarnings("error")


def test_shares_of_voices_are_compared():
    rows = compare_themes(*make(FIVE), BOOK, replicates=50).set_index("theme")
    assert rows["group_a"].unique().tolist() == ["journalist"]
    wind = ["share_a", "share_b", "difference", "with_a", "sentences_a", "with_b", "sentences_b"]
    assert rows.loc[WIND, wind].tolist() == pytest.approx([2 / 3, 0, 2 / 3, 2, 3, 0, 2])
    assert rows.loc[SNOW, "difference"] == -0.5


def test_articles_are_compared_with_the_others():
    rows = compare_themes(*make(FIVE), BOOK, by="article_id", replicates=50).set_index(["group_a", "theme"])
    assert rows["group_b"].unique().tolist() == ["others"]
    assert rows.loc[("a", WIND), ["share_a", "share_b"]].tolist() == pytest.approx([1 / 3, 1])
    assert compare_themes(*make(FIVE[:4]), BOOK, by="article_id").empty
    assert compare_themes(*make(FIVE[:1]), BOOK).empty


def test_the_bootstrap_agrees_with_the_binomial():
    rows = [("a", n, "journalist", 3, "w" * (n < 30)) for n in range(100)]
    rows += [("b", n, "journalist", 3, "w" * (n < 10)) for n in range(50)]
    found = compare_themes(*make(rows), BOOK, by="article_id", replicates=4000).set_index(
        ["group_a", "theme"]
    )
    error = np.sqrt(0.3 * 0.7 / 100 + 0.2 * 0.8 / 50)
    row = found.loc[("a", WIND)]
    assert [row["low"], row["high"]] == pytest.approx([0.1 - 1.96 * error, 0.1 + 1.96 * error], abs=0.012)
    assert row["p"] == pytest.approx(fisher_exact([[30, 70], [10, 40]])[1], abs=0.06)


def test_voices_in_the_same_sentences_stay_paired():
    paired = [("a", n, voice, 3, "w" * (n < 10)) for n in range(40) for voice in ("journalist", "subject")]
    apart = [
        ("a", n + 40 * k, v, 3, "w" * (n < 10))
        for n in range(40)
        for k, v in enumerate(("journalist", "subject"))
    ]
    together = compare_themes(*make(paired), BOOK, replicates=200).set_index("theme").loc[WIND]
    separate = compare_themes(*make(apart), BOOK, replicates=200).set_index("theme").loc[WIND]
    # Both voices have the theme in the same sentences: no resample can tell them apart.
    assert np.isnan([together["low"], together["p"]]).all()
    assert together["note"].endswith("all resamples are alike")
    assert separate["low"] < -0.1 < 0.1 < separate["high"]


def test_a_theme_that_one_side_lacks_is_no_certainty():
    rows = [("a", n, "journalist", 3, "") for n in range(12)]
    rows += [("b", n, "journalist", 3, "w" * (n < 20)) for n in range(125)]
    row = compare_themes(*make(rows), BOOK, by="article_id").set_index(["group_a", "theme"]).loc[("a", WIND)]
    assert row["p"] == pytest.approx(fisher_exact([[0, 12], [20, 105]])[1], abs=0.05)
    assert row["low"] < row["difference"] < 0 < row["high"]


@pytest.mark.parametrize("by", ["voice", "article_id"])
def test_intervals_hold_the_truth(by):
    # Small articles and a rare theme, the same for all: a percentile interval held 0 in 78 of 100 such studies.
    rng = np.random.default_rng(1)
    voices = ("subject", "journalist") if by == "voice" else ("journalist",)
    held = []
    for _ in range(100):
        rows = [
            (article, n, voice, 0, "w" * int(rng.random() < 0.1))
            for article in "abcde"
            for n in range(16)
            for voice in voices
        ]
        row = compare_themes(*make(rows), BOOK, by=by, replicates=60).set_index("theme").loc[[WIND]].iloc[0]
        held.append(row["low"] <= 0 <= row["high"])
    assert 0.9 <= np.mean(held) <= 1


@pytest.mark.parametrize(("rows", "note"), NOTES)
def test_comparisons_say_what_is_not_defined(rows, note):
    row = compare_themes(*make(rows), BOOK, replicates=50).set_index("theme").loc[WIND]
    assert note in row["note"]


@pytest.mark.parametrize("options", [{"by": "outlet"}, {"replicates": 1}, {"level": 1.5}])
def test_comparisons_refuse_unknown_settings(options):
    with pytest.raises(ParameterError):
        compare_themes(*make(FIVE), BOOK, **options)


def test_weights_draw_within_strata():
    sizes = np.array([2, 0, 5, 1])
    weights = np.concatenate(list(resampled_weights(sizes, replicates=300, seed=3)))
    assert weights.shape == (300, 8)
    assert (weights[:, :2].sum(axis=1) == 2).all()
    assert (weights[:, 2:7].sum(axis=1) == 5).all()
    assert (weights[:, 7] == 1).all()
    assert weights.mean(axis=0) == pytest.approx(np.ones(8), abs=0.25)
