"""Keyness of themes: by hand, as published, and where it is not defined."""

import numpy as np
import pytest

from retold.errors import ParameterError
from retold.statistics.contrasts import g2
from retold.tables import SCHEMAS, conform
from retold.themes.measures.frequencies import count_themes
from retold.themes.measures.keyness import theme_keyness
from tests.themes.measures.cases import BOOK, FIVE, RAIN, WIND, frequencies, make

pytestmark = pytest.mark.filterwarnings("error")


def test_keyness_by_hand():
    (row, other) = theme_keyness(frequencies([12, 3], [300, 500]), prior_words=100).itertuples()
    prior = 100 * 15 / 800
    odds_a = (12 + prior) / (300 + 100 - 12 - prior)
    odds_b = (3 + prior) / (500 + 100 - 3 - prior)
    log_odds = np.log(odds_a / odds_b)
    assert row.log_odds == pytest.approx(log_odds)
    assert row.z == pytest.approx(log_odds / np.sqrt(1 / (12 + prior) + 1 / (3 + prior)))
    assert other.z == pytest.approx(-row.z)
    # Two equal p: Holm doubles them, Benjamini-Hochberg leaves them.
    assert row.p_adjusted == pytest.approx(2 * row.p)
    assert row.q == pytest.approx(row.p)


def test_g2_as_published():
    # Dunning (1993), table 2: the bigrams "the swiss" and "can be".
    assert g2(110, 2552, 111, 29225) == pytest.approx(270.72, abs=0.005)
    assert g2(29, 42, 123, 31735) == pytest.approx(263.90, abs=0.005)


def test_g2_is_that_of_rayson_and_garside_for_rare_words():
    a, c, b, d = 40, 1_000_000, 10, 2_000_000
    e1, e2 = c * (a + b) / (c + d), d * (a + b) / (c + d)
    assert g2(a, c, b, d) == pytest.approx(2 * (a * np.log(a / e1) + b * np.log(b / e2)), rel=1e-4)


def test_keyness_of_voices():
    counts = count_themes(*make(FIVE), BOOK)
    rows = theme_keyness(counts, by="voice").set_index(["voice", "theme"])
    assert rows.loc[("subject", RAIN), "z"] > 0 > rows.loc[("journalist", RAIN), "z"]
    assert rows.loc[("subject", WIND), "g2"] == pytest.approx(g2(0, 14, 2, 26))
    assert theme_keyness(count_themes(*make(FIVE[:1]), BOOK), by="voice").empty
    assert (
        list(conform(rows.reset_index(), "theme_voice_keyness").columns)
        == SCHEMAS["theme_voice_keyness"].columns
    )


UNDEFINED = [
    ([0, 0], [10, 10], "nobody uses it"),
    ([2, 0], [10, 0], "one side has no words"),
    ([3, 1], [2, 10], "as many hits as words"),
]


@pytest.mark.parametrize(("hits", "words", "note"), UNDEFINED)
def test_keyness_that_is_not_defined(hits, words, note):
    for row in theme_keyness(frequencies(hits, words)).itertuples():
        assert np.isnan([row.log_odds, row.z, row.g2, row.p, row.p_adjusted, row.q]).all()
        assert row.note == f"not defined: {note}"


@pytest.mark.parametrize("options", [{"by": "theme"}, {"prior_words": 0}])
def test_keyness_refuses_unknown_settings(options):
    with pytest.raises(ParameterError):
        theme_keyness(frequencies([1, 2], [10, 10]), **options)
