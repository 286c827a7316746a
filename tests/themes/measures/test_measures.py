"""Measures of themes and words: against hand and published values, on degenerate rows, and by their laws."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import fisher_exact

from retold.errors import ParameterError
from retold.language.tokens import TOKEN, count_words, normal_form
from retold.statistics.contrasts import g2
from retold.statistics.resampling import resampled_weights
from retold.tables import SCHEMAS, conform, empty_table
from retold.themes.codebook.read import read_codebook
from retold.themes.measures.comparison import compare_themes
from retold.themes.measures.cooccurrence import theme_cooccurrence
from retold.themes.measures.dispersion import measure_spread, theme_dispersion
from retold.themes.measures.frequencies import count_themes
from retold.themes.measures.keyness import theme_keyness
from retold.themes.measures.positions import theme_mean_positions, theme_positions
from retold.themes.measures.word_counts import count_each, number_words
from retold.themes.measures.word_keyness import word_keyness

BOOK = read_codebook(
    {
        "themes": {
            "water": {"themes": {"rain": {"patterns": ["rain*"]}, "snow": {"patterns": ["snow*"]}}},
            "wind": {"patterns": ["wind*"]},
        }
    }
)
RAIN, SNOW, WIND = "water/rain", "water/snow", "wind"
SHORT = {"r": RAIN, "s": SNOW, "w": WIND}


def make(rows):
    """Make statements and hits of (article, sentence, voice, words, hits); hits are letters of SHORT."""
    statements, hits = [], []
    for n, (article, sentence, voice, words, themes) in enumerate(rows):
        shared = {
            "statement_id": f"{article}:{n}",
            "article_id": article,
            "sentence_id": f"{article}:{sentence}",
            "start": 100 * sentence + n,
            "end": 100 * sentence + n + 1,
            "voice": voice,
        }
        statements.append({**shared, "text": " ".join(["word"] * words)})
        hits += [{**shared, "theme": SHORT[letter], "pattern": "x", "text": "x"} for letter in themes]
    columns = ["statement_id", "article_id", "sentence_id", "start", "end", "voice", "text"]
    found = pd.DataFrame(hits, columns=[*columns, "theme", "pattern"])
    return found, pd.DataFrame(statements, columns=columns)


FIVE = [
    ("a", 1, "subject", 4, "rr"),
    ("a", 1, "journalist", 2, "w"),
    ("a", 2, "journalist", 4, ""),
    ("a", 3, "subject", 10, "rs"),
    ("b", 1, "journalist", 20, "w"),
]

MEASURES = {
    "theme_frequencies": count_themes,
    "theme_comparisons": compare_themes,
    "theme_cooccurrence": theme_cooccurrence,
    "theme_positions": theme_positions,
    "theme_mean_positions": theme_mean_positions,
}


def frequencies(hits, words):
    """Make the table of one theme over articles."""
    names = [f"a{n:02d}" for n in range(len(hits))]
    return pd.DataFrame(
        {
            "article_id": [*names, "*"],
            "voice": "*",
            "theme": "rain",
            "hits": [*hits, sum(hits)],
            "tokens": [*words, sum(words)],
        }
    )


pytestmark = pytest.mark.filterwarnings("error")


# Frequencies


def test_frequencies_by_hand():
    rows = count_themes(*make(FIVE), BOOK).set_index(["article_id", "voice", "theme"])
    columns = ["hits", "tokens", "sentences", "sentences_with"]
    assert rows.loc[("a", "subject", RAIN), columns].tolist() == [3, 14, 2, 2]
    assert rows.loc[("a", "subject", "water"), columns].tolist() == [4, 14, 2, 2]
    assert rows.loc[("a", "*", "water"), columns].tolist() == [4, 20, 3, 2]
    assert rows.loc[("*", "*", WIND), columns].tolist() == [2, 40, 4, 2]
    assert rows.loc[("*", "journalist", WIND), columns].tolist() == [2, 26, 3, 2]
    assert rows.loc[("*", "*", WIND), "per_1000"] == 50
    # Wilson for 2 of 4: (1/2 + z2/8 -+ z sqrt(1/16 + z2/64)) / (1 + z2/4), with z = 1.96.
    assert rows.loc[("*", "*", WIND), ["low", "high"]].tolist() == pytest.approx([0.1500, 0.8500], abs=1e-4)
    assert ("b", "subject", RAIN) not in rows.index


def test_a_column_of_words_saves_counting_them():
    hits, statements = make(FIVE)
    given_words = count_themes(hits, statements.assign(tokens=7), BOOK)
    assert given_words.loc[0, "tokens"] == 35
    assert given_words.loc[0, "article_id"] == "*"


def test_hits_outside_the_statements_are_not_counted():
    hits, statements = make(FIVE)
    outside = hits.iloc[:1].assign(statement_id="", sentence_id="", voice="")
    rows = count_themes(pd.concat([hits, outside]), statements, BOOK)
    pd.testing.assert_frame_equal(rows, count_themes(hits, statements, BOOK))


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


# Comparisons


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


NOTES = [
    ([("a", 1, "subject", 3, "w"), ("b", 1, "journalist", 3, "")], "too few: one side"),
    ([("a", 1, "subject", 3, "w"), ("b", 1, "journalist", 3, "w")], "every sentence of both"),
    ([("a", 1, "subject", 3, ""), ("b", 1, "journalist", 3, "")], "no sentence of either"),
    ([("a", n, f"v{n % 2}", 3, "w" * (n < 2)) for n in range(20)], "too few: fewer than 5 sentences with"),
]


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


# Dispersion

# DP and D of the first case are those of Gries (2008); the second DP is his example of three equal parts.
SPREADS = [
    ([1, 2, 3, 4, 5], [9, 10, 10, 10, 11], 0.18, 0.18 / 0.82, 0.785),
    ([2, 1, 0], [10, 10, 10], 1 / 3, 1 / 2, 1 - np.sqrt(2 / 3) / np.sqrt(2)),
    ([1, 2, 3], [10, 20, 30], 0, 0, 1),
    ([6, 0, 0], [10, 20, 30], 5 / 6, 1, 0),
    ([0, 0, 6], [10, 20, 30], 1 / 2, 3 / 5, 0),
]


@pytest.mark.parametrize(("hits", "words", "dp", "dp_norm", "d"), SPREADS)
def test_dispersion(hits, words, dp, dp_norm, d):
    (row,) = theme_dispersion(frequencies(hits, words), replicates=20).itertuples()
    assert (row.dp, row.dp_norm, row.juilland_d) == pytest.approx((dp, dp_norm, d), abs=5e-4)
    assert row.articles_with == sum(n > 0 for n in hits)
    assert row.hits == sum(hits)


UNSPREAD = [([0, 0], [10, 10], "no hits"), ([3], [10], "one article"), ([3, 0], [10, 0], "one article")]


@pytest.mark.parametrize(("hits", "words", "note"), UNSPREAD)
def test_dispersion_that_is_not_defined(hits, words, note):
    (row,) = theme_dispersion(frequencies(hits, words), replicates=20).itertuples()
    assert np.isnan([row.dp, row.dp_norm, row.juilland_d, row.low, row.high]).all()
    assert row.note == f"not defined: {note}"


def test_dispersion_counts_resamples_without_hits():
    (row,) = theme_dispersion(frequencies([9, 0, 0], [10, 10, 10]), replicates=200).itertuples()
    assert row.low <= row.high
    assert "resamples had no hits" in row.note
    assert "fewer than 10 articles" in row.note
    assert theme_dispersion(frequencies([0], [0])).empty


def test_a_weight_is_a_part_of_its_own():
    hits, words = np.array([[4.0], [1.0], [0.0]]), np.array([10.0, 30.0, 20.0])
    weighted = measure_spread(hits, words, np.array([2.0, 1.0, 0.0]))
    assert np.ravel(weighted) == pytest.approx(np.ravel(measure_spread(hits[[0, 0, 1]], words[[0, 0, 1]])))


# Co-occurrence


def test_cooccurrence_by_hand():
    rows = [
        ("a", n, "journalist", 3, "rw" if n < 3 else "r" if n < 5 else "w" if n < 6 else "")
        for n in range(10)
    ]
    table = theme_cooccurrence(*make(rows), BOOK).set_index(["theme_a", "theme_b"])
    row = table.loc[(RAIN, WIND)]
    assert row[["sentences", "sentences_a", "sentences_b", "sentences_all"]].tolist() == [3, 5, 4, 10]
    assert (row["expected"], row["ratio"]) == (2, 1.5)
    assert row["phi"] == pytest.approx((3 * 4 - 2 * 1) / np.sqrt(5 * 5 * 4 * 6))
    assert row["p"] == pytest.approx(fisher_exact([[3, 2], [1, 4]], alternative="greater")[1])
    assert list(table.index) == [("water", WIND), (RAIN, SNOW), (RAIN, WIND), (SNOW, WIND)]
    # Two pairs can be tested, and are the same sentences: Holm doubles p, Benjamini-Hochberg leaves it.
    assert table.loc[(RAIN, SNOW), "note"] == "not defined: a theme is in no sentence"
    assert row["p_adjusted"] == pytest.approx(2 * row["p"])
    assert row["q"] == pytest.approx(row["p"])


def test_cooccurrence_in_one_voice():
    rows = [("a", 1, "subject", 3, "r"), ("a", 1, "journalist", 3, "w"), ("a", 2, "subject", 3, "rw")]
    hits, statements = make(rows)

    def both(voice):
        row = (
            theme_cooccurrence(hits, statements, BOOK, voice=voice)
            .set_index(["theme_a", "theme_b"])
            .loc[(RAIN, WIND)]
        )
        return [row["sentences"], row["sentences_all"], row["note"]]

    assert both("*")[:2] == [2, 2]
    assert both("subject")[:2] == [1, 2]
    assert both("journalist")[:2] == [0, 1]
    assert both("nobody") == [0, 0, "not defined: the voice has no sentence"]
    assert "phi not defined" in both("*")[2]


def test_one_theme_has_no_pair():
    book = read_codebook({"themes": {"wind": {"patterns": ["wind"]}}})
    hits, statements = make([("a", 1, "subject", 3, "w")])
    assert theme_cooccurrence(hits, statements, book).empty


# Positions


def test_positions_by_hand():
    rows = [("a", n, "journalist", 10, "r" if n in (0, 1, 9) else "") for n in range(10)]
    rows += [("b", 0, "subject", 5, "rr")]
    table = theme_positions(*make(rows), BOOK).set_index(["article_id", "theme", "part"])
    columns = ["hits", "tokens", "sentences", "sentences_with"]
    assert table.loc[("a", RAIN, 1), columns].tolist() == [2, 20, 2, 2]
    assert table.loc[("a", RAIN, 5), columns].tolist() == [1, 20, 2, 1]
    # The only sentence of an article is its middle, and its other parts are empty.
    assert table.loc[("b", RAIN, 3), columns].tolist() == [2, 5, 1, 1]
    assert table.loc[("b", RAIN, 1), "note"].startswith("not defined")
    assert table.loc[("*", RAIN, 3), columns].tolist() == [2, 25, 3, 1]
    alone = theme_positions(*make(rows), BOOK, each_article=False)
    everywhere = table.loc[["*"]].reset_index()
    pd.testing.assert_frame_equal(alone, everywhere)
    means = theme_mean_positions(*make(rows), BOOK).set_index("theme")
    assert means.loc[RAIN, "position"] == pytest.approx((0.05 + 0.15 + 0.95 + 0.5 + 0.5) / 5)
    assert means.loc[RAIN, "low"] <= means.loc[RAIN, "position"] <= means.loc[RAIN, "high"]
    assert means.loc[SNOW, "note"] == "not defined: no hits"


def test_sentences_stand_in_reading_order():
    # In the order of their ids, a:10 and a:11 would come before a:2.
    rows = [("a", n, "journalist", 1, "r" if n >= 10 else "") for n in range(12)]
    means = theme_mean_positions(*make(rows), BOOK).set_index("theme")
    assert means.loc[RAIN, "position"] == pytest.approx(11 / 12)


def test_a_draw_stays_within_its_article():
    # Each article has the theme throughout or not at all, so no resample within articles changes a share.
    rows = [
        (a, n, v, 3, "w" * (a == "a")) for a, v in (("a", "subject"), ("b", "journalist")) for n in range(50)
    ]
    row = compare_themes(*make(rows), BOOK, replicates=50).set_index("theme").loc[WIND]
    # What is left is the variance of 51 of 52 and of 1 of 52.
    half = 1.959964 * np.sqrt(2 * 51 / 52**3)
    assert row["difference"] == -1
    assert [row["low"], row["high"]] == pytest.approx([-1, -50 / 52 + half])


def test_an_article_cannot_have_no_parts():
    with pytest.raises(ParameterError, match="parts"):
        theme_positions(*make(FIVE), BOOK, parts=0)


# Keyness


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


# Words

TEXTS = [
    "It’s 1,000.5 km; isn't it? 5-year-old",
    "",
    "—",
    "under_score _x x_ __",
    "Straße, naïve, ÉCOLE’s",
    "Київ — мiсто",
    "1990's and 1990’s, 3.5.2, 10-20, a-1.5, 2,5km",
    "x\u00ady caf\u0065\u0301 no\u200bbreak 字字",
    "tab\tline\nnew\r\n “quoted,” (so)…",
    "½ ² ª º × ÷ µ",
]


@pytest.mark.parametrize("text", TEXTS)
def test_words_are_counted_as_one_by_one(text):
    assert count_each(pd.Series([text, "a b"])).tolist() == [count_words(text), 2]


@settings(max_examples=300)
@given(st.lists(st.text("aZ0 19.,-'’_é×ß½ª\u00ad\u0301\u200dж\n“", max_size=30), max_size=4))
def test_any_words_are_counted_as_one_by_one(texts):
    series = pd.Series(texts, dtype="str")
    assert count_each(series).tolist() == [count_words(text) for text in texts]
    words = number_words(series)
    spoken = [token for text in texts for token in TOKEN.findall(text) if token[0].isalnum()]
    assert [words.names[n] for n in words.word] == [normal_form(token) for token in spoken]
    assert np.bincount(words.text, minlength=len(texts)).tolist() == [count_words(text) for text in texts]


def said(**texts):
    return pd.DataFrame(
        {"article_id": list(texts), "voice": [f"v{n}" for n in range(len(texts))], "text": texts.values()}
    )


def test_word_keyness_by_hand():
    rows = word_keyness(
        said(a="Rain, RAIN and rain. And wind’s", b="and wind's and snow"), min_count=2, prior_words=10
    )
    rows = rows.set_index(["group", "word"])
    assert rows.loc[("a", "rain"), ["by", "count", "other", "per_1000"]].tolist() == ["article_id", 3, 0, 500]
    assert rows.loc[("a", "wind's"), ["count", "other"]].tolist() == [1, 1]
    assert ("b", "rain") not in rows.index
    assert ("b", "snow") not in rows.index
    prior = 10 * 3 / 10
    log_odds = np.log((3 + prior) / (6 + 10 - 3 - prior)) - np.log(prior / (4 + 10 - prior))
    assert rows.loc[("a", "rain"), "log_odds"] == pytest.approx(log_odds)
    assert rows.loc[("a", "rain"), "z"] == pytest.approx(log_odds / np.sqrt(1 / (3 + prior) + 1 / prior))
    assert rows.loc[("a", "rain"), "g2"] == pytest.approx(g2(3, 6, 0, 4))
    # Five rows are tested: rain of a, and `and` and `wind's` of both.
    assert len(rows) == 5
    assert rows["p_adjusted"].min() == pytest.approx(min(1, 5 * rows["p"].min()))


def test_word_keyness_of_nothing_and_of_one():
    for statements in (empty_table("statements"), said(a="rain rain"), said(a="", b="—")):
        assert word_keyness(statements, min_count=1).empty
    alone = word_keyness(said(a="rain", b=""), min_count=1)
    assert alone["p"].isna().all()
    assert alone["note"].tolist() == ["not defined: one side has no words"]
    with pytest.raises(ParameterError):
        word_keyness(said(a="x", b="y"), min_count=0)
    with pytest.raises(ParameterError):
        word_keyness(said(a="x", b="y"), by="outlet")


def test_the_strongest_words_keep_their_p():
    statements = said(a="rain " * 9 + "wind snow sun", b="wind snow sun sun sun", c="snow")
    whole = word_keyness(statements, by="voice", min_count=1)
    few = word_keyness(statements, by="voice", min_count=1, top=1)
    assert few[["group", "word"]].values.tolist() == [["v0", "rain"], ["v1", "sun"], ["v2", "snow"]]
    merged = few.merge(whole, how="left")
    pd.testing.assert_frame_equal(merged, few)


# Laws

UNITS = st.lists(
    st.tuples(
        st.sampled_from(["a", "b", "c"]),
        st.integers(1, 4),
        st.sampled_from(["subject", "journalist", "third_party"]),
        st.integers(0, 6),
        st.text("rsw", max_size=3),
    ),
    min_size=1,
    max_size=14,
)


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


@settings(max_examples=200)
@given(st.lists(st.tuples(st.integers(0, 50), st.integers(1, 500)), min_size=1, max_size=8))
def test_dispersion_lies_between_its_ends(articles):
    hits, words = np.array(articles, dtype=float).T
    spread = measure_spread(hits[:, None], words)
    values = np.ravel(spread)
    if len(articles) < 2 or hits.sum() == 0:
        assert np.isnan(values).all()
        return
    assert ((values >= 0) & (values <= 1)).all()
    assert spread.dp[0] <= spread.dp_norm[0] + 1e-12
    even = measure_spread(words[:, None], words)
    assert np.ravel(even) == pytest.approx([0, 0, 1])


@settings(max_examples=60)
@given(UNITS)
def test_cooccurrence_does_not_depend_on_which_theme_comes_first(rows):
    table = theme_cooccurrence(*make(rows), BOOK)
    known = table.dropna(subset=["p"])
    assert ((known["p"] >= 0) & (known["p"] <= 1)).all()
    assert (known["phi"].dropna().abs() <= 1 + 1e-12).all()
    assert (table["sentences"] <= table[["sentences_a", "sentences_b"]].min(axis=1)).all()
    assert not ((table["theme_a"] == "water") & table["theme_b"].str.startswith("water/")).any()
