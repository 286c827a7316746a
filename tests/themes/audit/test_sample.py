"""The sample of hits for people to check: what is drawn, how often, what it shows, and what is refused."""

from hashlib import blake2b

import pandas as pd
import pytest

from retold.errors import ParameterError
from retold.tables import conform, empty_table
from retold.themes.audit.sample import HIT, PER_STRATUM, name_strata, sample_hits
from tests.themes.audit.cases import NO_SENTENCES, counted, drawn, many_hits


def test_the_sample_is_stratified_seeded_and_stable():
    one, two = many_hits(), many_hits(5, "u")
    sample = sample_hits(pd.concat([one, two]), NO_SENTENCES, n=20, edition="original")
    assert sample["theme"].value_counts().to_dict() == {"t": 20, "u": 5}
    assert sample.groupby("theme")["stratum_hits"].first().to_dict() == {"t": 60, "u": 5}
    assert set(sample["correct"]) == {""}
    assert set(sample["edition"]) == {"original"}
    assert drawn(one) == drawn(one)
    assert drawn(one) != drawn(one, seed=1)
    # Added themes leave a sample as it is; more rows of it only add; lost hits are replaced, the others stay.
    assert drawn(one) == {row for row in drawn(pd.concat([two, one])) if row[1] == "t"}
    assert drawn(one, n=5) < drawn(one, n=6)
    fewer = one[one["start"] != min(row[3] for row in drawn(one))]
    assert len(drawn(fewer) & drawn(one)) == 19
    by_pattern = sample_hits(one, NO_SENTENCES, n=4, by="pattern")
    assert by_pattern["stratum"].value_counts().to_dict() == {"t: p0": 4, "t: p1": 4, "t: p2": 4}


def test_every_hit_is_as_likely_to_be_drawn():
    hits = many_hits()
    starts = [sample_hits(hits, NO_SENTENCES, n=30, seed=seed)["start"] for seed in range(100)]
    times = pd.concat(starts).value_counts()
    # Each is drawn 50 times of 100, with a standard deviation of 5; the whole spread is that of chance too.
    assert len(times) == 60
    assert times.between(25, 75).all()
    assert 3.5 < times.std() < 6.5


def test_the_sample_shows_the_sentence():
    hits, statements = counted()
    sample = sample_hits(hits, statements)
    assert len(sample) == len(hits)
    row = sample[(sample["pattern"] == "snow*")].iloc[0]
    assert (row["left"], row["keyword"]) == ("The", "snow")
    assert sample_hits(hits.iloc[:0], statements).empty
    for options, words in (({"n": 0}, "at least 1"), ({"by": "themes"}, "did you mean 'theme'")):
        with pytest.raises(ParameterError, match=words):
            sample_hits(hits, statements, **options)


def test_those_with_the_lowest_numbers_of_their_own_are_drawn():
    hits = many_hits(9)

    def number(row, seed):
        written = "\x1f".join(map(str, (seed, *row)))
        return blake2b(written.encode(), digest_size=8).digest()

    for seed in (0, 3):
        rows = sorted(hits[HIT].itertuples(index=False, name=None), key=lambda row: number(row, seed))
        assert drawn(hits, n=4, seed=seed) == {row[:4] for row in rows[:4]}


def test_the_order_of_rows_and_what_stands_twice_do_not_matter():
    hits = many_hits()
    twice = pd.concat([hits.iloc[::-1], hits.iloc[:30]])
    pd.testing.assert_frame_equal(sample_hits(twice, NO_SENTENCES, n=7), sample_hits(hits, NO_SENTENCES, n=7))
    assert sample_hits(twice, NO_SENTENCES, n=7)["stratum_hits"].tolist() == [60] * 7


@pytest.mark.parametrize(("count", "n"), [(1, 1), (19, 19), (20, 20), (21, 20), (60, 20)])
def test_twenty_of_a_theme_or_all_that_it_has(count, n):
    assert PER_STRATUM == 20
    assert len(sample_hits(many_hits(count), NO_SENTENCES)) == n


def test_a_sample_has_the_columns_of_its_table():
    sample = sample_hits(many_hits(3), NO_SENTENCES)
    assert list(sample.columns) == list(empty_table("theme_sample").columns)
    assert set(sample["edition"]) == {""}
    conform(sample, "theme_sample")
    pd.testing.assert_frame_equal(sample_hits(many_hits(0), NO_SENTENCES), empty_table("theme_sample"))


def test_strata_are_named_by_theme_or_by_pattern_of_a_theme():
    hits = many_hits(2)
    assert name_strata(hits, "theme").tolist() == ["t", "t"]
    assert name_strata(hits, "pattern").tolist() == ["t: p0", "t: p1"]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"n": 0}, r"^n should be at least 1, and is 0\n  where: sample_hits$"),
        ({"n": -3}, "and is -3"),
        ({"by": "themes"}, r"^by cannot be 'themes'\n  where: sample_hits\n  to do: did you mean 'theme'"),
        ({"by": ""}, "^by cannot be ''"),
    ],
)
def test_what_is_refused(options, message):
    for hits in (many_hits(2), many_hits(0)):
        with pytest.raises(ParameterError, match=message):
            sample_hits(hits, NO_SENTENCES, **options)
