"""Which pattern brings the hits of a theme."""

from dataclasses import replace
from math import isnan

import pytest

from retold.errors import ParameterError
from retold.statistics.intervals import wilson_interval
from retold.tables import conform, empty_table
from retold.themes.audit.pattern_shares import pattern_shares
from retold.themes.audit.sensitivity import theme_sensitivity
from retold.themes.matching.matching import find_themes
from tests.themes.audit.cases import WATER, book, corpus, counted


def test_pattern_shares_by_hand():
    hits, statements = counted()
    shares = pattern_shares(hits, WATER, sentences=statements)
    low, high = wilson_interval([3, 2, 0, 2], [5, 5, 5, 2])
    expected = [
        ("rain", "rain*", 3, 0.6, 2, 2, 0, 1, 2, "rain", 2, ""),
        ("rain", "heavy rain", 2, 0.4, 1, 2, 0, 0, 1, "heavy rain", 2, ""),
        ("rain", "hail", 0, 0.0, 0, 0, 0, 0, 0, "", 0, "no hit"),
        ("snow", "snow*", 2, 1.0, 1, 0, 0, 2, 2, "snow", 1, ""),
    ]
    columns = [column for column in shares.columns if column not in ("low", "high")]
    assert list(shares[columns].itertuples(index=False, name=None))[:4] == expected
    assert shares["low"].tolist()[:4] == pytest.approx(low)
    assert shares["high"].tolist()[:4] == pytest.approx(high)
    fog = shares.iloc[4]
    assert (fog["hits"], fog["note"]) == (0, "the theme has no hit")
    assert isnan(fog["share"])
    assert isnan(fog["low"])
    conform(shares, "theme_patterns")


def test_one_pattern_that_brings_all_is_noted_only_beside_others():
    articles, _ = corpus(["rain and snow"])
    codebook = book(rain=["rain", "hail"], snow=["snow"])
    shares = pattern_shares(find_themes(articles, codebook), codebook)
    assert shares["note"].tolist() == ["all hits of the theme are its own", "no hit", ""]


def test_without_hits_every_pattern_is_listed():
    shares = pattern_shares(empty_table("theme_hits"), WATER)
    assert shares["hits"].tolist() == [0] * 5
    assert set(shares["note"]) == {"the theme has no hit"}
    assert pattern_shares(empty_table("theme_hits"), replace(WATER, patterns=())).empty


TOO_MUCH = [
    (["*"], "takes 100% of all tokens"),
    (["a", "*x*"], "takes 30% of all tokens"),
    (["a", "x1"], ""),
    (["a b", "*x? c"], ""),
]


@pytest.mark.parametrize(("patterns", "note"), TOO_MUCH)
def test_a_pattern_that_takes_most_tokens_is_noted(patterns, note):
    articles, statements = corpus(["x1 b x2 c d e, x3 f g"])  # ten tokens with the comma
    codebook = book(t=patterns)
    hits = find_themes(articles, codebook)
    notes = pattern_shares(hits, codebook, sentences=statements)["note"].str.cat(sep=" | ")
    assert (note in notes) if note else ("tokens" not in notes)
    assert "tokens" not in pattern_shares(hits, codebook)["note"].str.cat()


def test_hits_of_another_codebook_are_refused():
    hits, statements = counted()
    other = book(rain=["rain*"])
    with pytest.raises(ParameterError, match="no pattern 'heavy rain' in a theme 'rain'"):
        pattern_shares(hits, other)
    with pytest.raises(ParameterError, match="no pattern"):
        theme_sensitivity(hits, other, statements)
