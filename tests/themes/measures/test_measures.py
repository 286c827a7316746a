"""Laws that hold of several measures: what is refused, what is empty, and what does not change them."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retold.errors import ParameterError
from retold.tables import SCHEMAS, conform, empty_table
from retold.themes.measures.comparison import compare_themes
from retold.themes.measures.cooccurrence import theme_cooccurrence
from retold.themes.measures.dispersion import theme_dispersion
from retold.themes.measures.frequencies import count_themes
from retold.themes.measures.keyness import theme_keyness
from retold.themes.measures.positions import theme_mean_positions, theme_positions
from retold.themes.measures.word_keyness import word_keyness
from tests.themes.measures.cases import BOOK, FIVE, RAIN, SNOW, UNITS, make

MEASURES = {
    "theme_frequencies": count_themes,
    "theme_comparisons": compare_themes,
    "theme_cooccurrence": theme_cooccurrence,
    "theme_positions": theme_positions,
    "theme_mean_positions": theme_mean_positions,
}


pytestmark = pytest.mark.filterwarnings("error")


@pytest.mark.parametrize("measure", MEASURES.values(), ids=MEASURES)
def test_hits_without_statements_or_of_another_codebook_are_refused(measure):
    hits, statements = make(FIVE)
    with pytest.raises(ParameterError, match="in which statement"):
        measure(hits.assign(statement_id=""), statements, BOOK)
    with pytest.raises(ParameterError, match="the codebook lacks: 'wins'") as error:
        measure(hits.assign(theme="wins"), statements, BOOK)
    assert "did you mean 'wind'" in str(error.value)


@pytest.mark.parametrize("name", MEASURES)
def test_nothing_gives_an_empty_table(name):
    rows = MEASURES[name](empty_table("theme_hits"), empty_table("statements"), BOOK)
    assert rows.empty
    assert list(conform(rows, name).columns) == list(SCHEMAS[name].columns)


@pytest.mark.parametrize("name", MEASURES)
@pytest.mark.parametrize(
    "rows", [FIVE, FIVE[:1], [("a", 1, "subject", 0, "")]], ids=["five", "one", "no words"]
)
def test_tables_fit_their_schema_and_say_why_a_value_is_missing(name, rows):
    table = conform(MEASURES[name](*make(rows), BOOK), name)
    assert list(table.columns) == list(SCHEMAS[name].columns)
    if "note" in table:
        measured = table.drop(columns=["per_1000"], errors="ignore")
        assert (table.loc[measured.isna().any(axis=1), "note"] != "").all()


@settings(max_examples=60)
@given(UNITS)
def test_hits_and_words_of_the_voices_and_articles_sum_to_all(rows):
    table = count_themes(*make(rows), BOOK)
    everything = table["article_id"] == "*"
    for part, key in ((everything, "voice"), (table["voice"] == "*", "article_id")):
        whole, parts = table[part & (table[key] == "*")], table[part & (table[key] != "*")]
        summed = parts.groupby("theme")[["hits", "tokens"]].sum().loc[whole["theme"]]
        assert summed.to_numpy().tolist() == whole[["hits", "tokens"]].to_numpy().tolist()
    whole = table[everything & (table["voice"] == "*")].set_index("theme")
    assert whole.loc["water", "hits"] == whole.loc[[RAIN, SNOW], "hits"].sum()
    positions = theme_positions(*make(rows), BOOK)
    summed = positions.groupby(["article_id", "theme"])[["hits", "tokens", "sentences"]].sum()
    same = table[table["voice"] == "*"].set_index(["article_id", "theme"])
    assert summed.equals(same.loc[summed.index, ["hits", "tokens", "sentences"]])


@settings(max_examples=25)
@given(UNITS, st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(rows, random):
    hits, statements = make(rows)
    mixed_hits, mixed = (
        frame.sample(frac=1, random_state=random.randrange(1000)) if len(frame) else frame
        for frame in (hits, statements)
    )
    for name, measure in MEASURES.items():
        options = {"replicates": 20} if name in ("theme_comparisons", "theme_mean_positions") else {}
        pd.testing.assert_frame_equal(
            conform(measure(hits, statements, BOOK, **options), name),
            conform(measure(mixed_hits, mixed, BOOK, **options), name),
        )
    counts = count_themes(hits, statements, BOOK)
    for name, measure in (("theme_dispersion", theme_dispersion), ("theme_keyness", theme_keyness)):
        pd.testing.assert_frame_equal(
            conform(measure(counts), name), conform(measure(counts.sample(frac=1, random_state=1)), name)
        )
    for by in ("article_id", "voice"):
        pd.testing.assert_frame_equal(
            word_keyness(statements, by=by, min_count=1), word_keyness(mixed, by=by, min_count=1)
        )
