"""Audit of a codebook: which pattern brings what, what hangs on it, and how many hits are right."""

from dataclasses import replace
from math import isnan, nan

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retold.errors import ParameterError, TableError
from retold.figures.audit import draw_theme_patterns, rename_parents
from retold.figures.drawing.style import style
from retold.statistics.intervals import wilson_interval
from retold.study.config import read_coding
from retold.tables import conform, empty_table, read_table, write_table
from retold.themes.audit.pattern_shares import pattern_shares
from retold.themes.audit.precision import hit_precision
from retold.themes.audit.sample import sample_hits
from retold.themes.audit.sensitivity import RULE, WITHOUT, rank_change, theme_sensitivity
from retold.themes.codebook.read import read_codebook
from retold.themes.matching.matching import find_themes
from retold.vocabulary import ALL

TEXTS = ["Heavy rain, heavy rain and rain. The snow line; a snowed-in rain gauge.", "Rains! Dry land."]


def corpus(texts):
    """Return articles, and statements of which each is a sentence that ends with a full stop."""
    articles = pd.DataFrame({"article_id": [f"a{n}" for n in range(len(texts))], "text": texts}).astype("str")
    rows = []
    for name, text in zip(articles["article_id"], texts, strict=True):
        at = 0
        for n, part in enumerate(text.split(". ")):
            voice = ("subject", "journalist", "third_party")[n % 3]
            rows.append((f"{name}:{n + 1}", name, f"{name}:{n + 1}", at, at + len(part) + 1, voice, part))
            at += len(part) + 2
    names = ["statement_id", "article_id", "sentence_id", "start", "end", "voice", "text"]
    return articles, pd.DataFrame(rows, columns=names)


def book(**themes):
    return read_codebook({"themes": {name: {"patterns": patterns} for name, patterns in themes.items()}})


WATER = book(rain=["rain*", "heavy rain", "hail"], snow=["snow*"], fog=["fog"])


def counted():
    articles, statements = corpus(TEXTS)
    return find_themes(articles, WATER, statements=statements), statements


# --- which pattern


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


# --- what hangs on it


def rows_of(table, kind, variant, variant_theme=""):
    chosen = table[(table["kind"] == kind) & (table["variant"] == variant)]
    chosen = chosen[chosen["variant_theme"] == variant_theme] if variant_theme else chosen
    return {row.theme: (row.hits, row.change, row.sentences_with) for row in chosen.itertuples()}


def test_sensitivity_by_hand():
    articles, statements = corpus(TEXTS)
    table = theme_sensitivity(
        find_themes(articles, WATER, overlap="all", statements=statements), WATER, statements
    )
    # Five sentences: "Rains! Dry land." is one, as only ". " ends one here.
    assert rows_of(table, WITHOUT, "heavy rain") == {"rain": (5, 0, 3), ALL: (7, 0, 3)}
    assert rows_of(table, WITHOUT, "rain*") == {"rain": (2, -3, 1), ALL: (4, -3, 2)}
    assert rows_of(table, WITHOUT, "hail") == {"rain": (5, 0, 3), ALL: (7, 0, 3)}
    assert rows_of(table, WITHOUT, "snow*") == {"snow": (0, -2, 0), ALL: (5, -2, 3)}
    assert rows_of(table, RULE, "all") == {
        "rain": (7, 2, 3),
        "snow": (2, 0, 1),
        "fog": (0, 0, 0),
        ALL: (9, 2, 3),
    }
    assert rows_of(table, RULE, "theme")[ALL] == (7, 0, 3)
    own = table[(table["variant"] == "rain*") & (table["theme"] == "rain")].iloc[0]
    assert own["share"] == pytest.approx(1 / 3)
    assert own["share_change"] == pytest.approx(-2 / 3)
    assert (own["low"], own["high"]) == pytest.approx(wilson_interval(1, 3))
    gone = table[(table["variant"] == "snow*") & (table["theme"] == "snow")].iloc[0]
    assert gone["note"] == "the theme has no hit left"
    whole = table[(table["variant"] == "rain*") & (table["theme"] == ALL)].iloc[0]
    # rain 5, snow 2, fog 0 become 2, 2, 0: two of three pairs are left, of a possible root of six.
    assert whole["tau"] == pytest.approx(2 / 6**0.5)
    assert whole["swaps"] == 0
    conform(table, "theme_sensitivity")


def test_leaving_a_pattern_out_may_free_another_theme():
    articles, statements = corpus(["The heavy snow rain fell. Rain."])
    codebook = book(rain=["rain"], storm=["heavy snow rain"], cold=["snow"])
    matches = find_themes(articles, codebook, overlap="all", statements=statements)
    table = theme_sensitivity(matches, codebook, statements, overlap="codebook")
    assert rows_of(table, WITHOUT, "heavy snow rain") == {
        "storm": (0, -1, 0), "rain": (2, 1, 2), "cold": (1, 1, 1), ALL: (3, 1, 2),
    }  # fmt: skip
    assert table[(table["variant"] == "heavy snow rain") & (table["theme"] == ALL)]["swaps"].tolist() == [1]


RANKS = [
    ([3, 2, 1], [3, 2, 1], 1.0, 0),
    ([3, 2, 1], [1, 2, 3], -1.0, 3),
    ([3, 2, 1], [3, 1, 2], 1 / 3, 1),
    ([1, 1], [1, 1], nan, 0),
    ([1], [2], nan, 0),
    ([], [], nan, 0),
    ([2, 1], [1, 1], nan, 0),
    ([3, 1, 1], [3, 2, 1], 2 / 6**0.5, 0),
]


@pytest.mark.parametrize(("before", "after", "tau", "swaps"), RANKS)
def test_rank_change(before, after, tau, swaps):
    found = rank_change(np.array(before, dtype=np.int64), np.array(after, dtype=np.int64))
    assert found[0] == pytest.approx(tau, nan_ok=True)
    assert found[1] == swaps


def test_no_matches_no_statements_and_no_patterns():
    table = theme_sensitivity(empty_table("theme_hits"), WATER)
    assert set(table["hits"]) == {0}
    assert table["share"].isna().all()
    assert table[table["theme"] == ALL]["note"].str.startswith("tau is not defined").all()
    assert theme_sensitivity(empty_table("theme_hits"), replace(WATER, patterns=())).empty
    with pytest.raises(ParameterError, match="did you mean 'theme'"):
        theme_sensitivity(empty_table("theme_hits"), WATER, overlap="themes")


def test_hits_in_no_sentence_count_as_hits_only():
    articles, statements = corpus(TEXTS)
    matches = find_themes(articles, WATER, overlap="all", statements=statements.iloc[:1])
    table = theme_sensitivity(matches, WATER, statements.iloc[:1])
    assert rows_of(table, RULE, "theme")["rain"] == (5, 0, 1)
    assert rows_of(table, RULE, "theme")["snow"] == (2, 0, 0)


# Each example matches once for every pattern and rule.
EXAMPLES = 40
LETTERS = st.sampled_from(["a", "b", "c", "ab", ".", ","])
TEXT = st.lists(LETTERS, max_size=25).map(" ".join)
PATTERN = st.lists(st.sampled_from(["a", "b", "c", "a*", "*", "?"]), min_size=1, max_size=3).map(" ".join)
THEMES = st.dictionaries(
    st.sampled_from(["x", "y", "z"]), st.lists(PATTERN, min_size=1, max_size=4, unique=True), min_size=1
)
OVERLAP = st.sampled_from(["theme", "codebook", "all"])


def count_again(articles, statements, codebook, overlap, themes):
    """Count by matching anew: hits and sentences of each theme, and of all."""
    if not codebook.patterns:
        return dict.fromkeys([*themes, ALL], (0, 0))
    hits = find_themes(articles, codebook, overlap=overlap, statements=statements)
    inside = hits[hits["sentence_id"] != ""]
    counts = {
        name: (int((hits["theme"] == name).sum()), inside[inside["theme"] == name]["sentence_id"].nunique())
        for name in themes
    }
    return {**counts, ALL: (len(hits), inside["sentence_id"].nunique())}


@settings(max_examples=EXAMPLES)
@given(st.lists(TEXT, min_size=1, max_size=2), THEMES, OVERLAP)
def test_leaving_out_is_exactly_matching_again(texts, themes, overlap):
    articles, statements = corpus(texts)
    codebook = book(**themes)
    matches = find_themes(articles, codebook, overlap="all", statements=statements)
    table = theme_sensitivity(matches, codebook, statements, overlap=overlap)
    before = count_again(articles, statements, codebook, overlap, codebook.leaves)
    for pattern in codebook.patterns:
        without = replace(codebook, patterns=tuple(p for p in codebook.patterns if p != pattern))
        after = count_again(articles, statements, without, overlap, codebook.leaves)
        rows = rows_of(table, WITHOUT, pattern.name, pattern.theme)
        assert {pattern.theme, ALL} <= set(rows)
        for theme, (hits, sentences) in after.items():
            # A theme without a row is one that does not change.
            assert rows.get(theme, (*before[theme][:1], 0, before[theme][1])) == (
                hits, hits - before[theme][0], sentences,
            )  # fmt: skip
    for rule in ("theme", "codebook", "all"):
        again = count_again(articles, statements, codebook, rule, codebook.leaves)
        assert {theme: (row[0], row[2]) for theme, row in rows_of(table, RULE, rule).items()} == again


@settings(max_examples=EXAMPLES)
@given(st.lists(TEXT, min_size=1, max_size=2), THEMES, OVERLAP, st.randoms())
def test_laws_of_the_audit(texts, themes, overlap, random):
    articles, statements = corpus(texts)
    codebook = book(**themes)
    hits = find_themes(articles, codebook, overlap=overlap, statements=statements)
    shares = pattern_shares(hits, codebook)
    sums = shares.groupby("theme")["share"].sum(min_count=1)
    present = set(hits["theme"])
    assert all(
        (sums[theme] == pytest.approx(1)) if theme in present else isnan(sums[theme])
        for theme in codebook.leaves
    )
    assert len(shares) == len(codebook.patterns)
    matches = find_themes(articles, codebook, overlap="all", statements=statements)
    table = theme_sensitivity(matches, codebook, statements, overlap=overlap)
    idle = set(shares[shares["hits"] == 0][["theme", "pattern"]].itertuples(index=False, name=None))
    left_out = table[table["kind"] == WITHOUT]
    unmoved = [key in idle for key in zip(left_out["variant_theme"], left_out["variant"], strict=True)]
    assert (left_out.loc[unmoved, "change"] == 0).all()
    order = list(range(len(hits)))
    random.shuffle(order)
    pd.testing.assert_frame_equal(shares, pattern_shares(hits.iloc[order], codebook))
    order = list(range(len(matches)))
    random.shuffle(order)
    pd.testing.assert_frame_equal(
        table, theme_sensitivity(matches.iloc[order], codebook, statements, overlap=overlap)
    )
    sample = sample_hits(hits, statements, n=2, seed=1)
    order = list(range(len(hits)))
    random.shuffle(order)
    pd.testing.assert_frame_equal(sample, sample_hits(hits.iloc[order], statements, n=2, seed=1))


# --- how many are right


def many_hits(count=60, theme="t"):
    return pd.DataFrame(
        {
            "article_id": [f"a{n % 7}" for n in range(count)], "statement_id": "", "theme": theme,
            "pattern": [f"p{n % 3}" for n in range(count)], "start": range(count), "end": range(1, count + 1),
            "text": "w", "voice": "subject", "sentence_id": "",
        }
    )  # fmt: skip


NO_SENTENCES = empty_table("sentences")
KEYS = ["article_id", "theme", "pattern", "start"]


def drawn(hits, **options):
    return set(sample_hits(hits, NO_SENTENCES, **options)[KEYS].itertuples(index=False, name=None))


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


def checked(*answers, theme="t", hits=None):
    rows = many_hits(len(answers), theme)
    return rows.assign(correct=list(answers), stratum=theme, stratum_hits=hits or len(answers))


def test_precision_of_one_theme_is_wilsons():
    table = hit_precision(checked(*["1"] * 9, *["0"] * 3, "", hits=50)).set_index("theme")
    for theme in ("t", ALL):
        row = table.loc[theme]
        assert row[["hits", "checked", "correct", "precision"]].tolist() == [50, 12, 9, 0.75]
        assert (row["low"], row["high"]) == pytest.approx(wilson_interval(9, 12))
        assert row["note"] == ""


def test_the_pooled_precision_weighs_themes_by_their_hits():
    sample = pd.concat(
        [
            checked(*"1111111111", theme="t", hits=30),
            checked(*"1100", theme="u", hits=10),
            checked("", theme="v", hits=5),
        ]
    )
    table = hit_precision(sample).set_index("theme")
    pooled = table.loc[ALL]
    assert pooled["precision"] == pytest.approx(0.75 * 1 + 0.25 * 0.5)
    effective = 1 / (0.75**2 / 10 + 0.25**2 / 4)
    assert (pooled["low"], pooled["high"]) == pytest.approx(wilson_interval(0.875 * effective, effective))
    assert (pooled["hits"], pooled["checked"], pooled["correct"]) == (45, 14, 12)
    assert pooled["note"] == "without 5 hits of which none was checked"
    assert table.loc["u", "note"] == "fewer than 10 hits checked"
    assert table.loc["v", "note"] == "no hit checked"
    assert isnan(table.loc["v", "precision"])
    conform(hit_precision(sample), "theme_precision")


ANSWERS = [
    (["1", "0", ""], 1, 2), ([1, 0, None], 1, 2), ([1.0, nan, nan], 1, 1), ([True, False, True], 2, 3),
    ([" 1 ", "0.0", "1.0"], 2, 3), (["", "", ""], 0, 0), ([pd.NA, "1", "TRUE"], 2, 2),
]  # fmt: skip


@pytest.mark.parametrize(("answers", "correct", "n"), ANSWERS)
def test_answers_as_spreadsheets_write_them(answers, correct, n):
    row = hit_precision(checked(*answers)).iloc[-1]
    assert (row["correct"], row["checked"]) == (correct, n)


BAD = [
    (lambda rows: rows.assign(correct=["1", "maybe", ""]), "holds 'maybe'", "row 2 below the heading, column correct"),
    (lambda rows: rows.assign(correct=["1", "2", ""]), "holds '2'", "article a1, theme t"),
    (lambda rows: rows.drop(columns="correct"), "no column 'correct'", "theme_sample"),
    (lambda rows: rows.drop(columns="stratum"), "no column 'stratum'", "theme_sample"),
    (lambda rows: rows.assign(start=["0", "x", "2"]), "'start' should hold a number", "row 2"),
    (lambda rows: pd.concat([rows, rows.iloc[:1]]), "stands twice", "row 4"),
    (lambda rows: rows.assign(stratum_hits=2), "said to have 2 hits", "3 rows"),
    (lambda rows: rows.assign(stratum_hits=[3, 3, 4]), "said to have 4 hits, elsewhere 3", "stratum_hits"),
    (lambda rows: rows.assign(stratum_hits=["3", "", "3"]), "'stratum_hits' should hold a number", "row 2"),
]  # fmt: skip


@pytest.mark.parametrize(("spoil", "what", "where"), BAD)
def test_bad_samples_are_named_by_row_and_column(spoil, what, where):
    with pytest.raises(TableError) as error:
        hit_precision(spoil(checked("1", "0", "")))
    assert what in str(error.value)
    assert where in str(error.value)


def test_hits_of_today_decide_what_counts():
    sample = checked(*"1111100000", hits=10)
    today = many_hits(10).iloc[:6]
    row = hit_precision(sample, hits=today).set_index("theme").loc["t"]
    assert row[["hits", "checked", "correct"]].tolist() == [6, 6, 5]
    assert row["note"] == "every hit checked; 4 in the sample found no more"
    bare = sample[["article_id", "theme", "pattern", "start", "end", "correct"]]
    pd.testing.assert_frame_equal(hit_precision(bare, hits=today), hit_precision(sample, hits=today))
    gone = hit_precision(sample, hits=empty_table("theme_hits"))
    assert gone["note"].tolist() == ["no hit checked; 10 in the sample found no more"] * 2
    with pytest.raises(TableError, match="neither themes nor patterns"):
        hit_precision(sample.assign(stratum="x"), hits=today)
    more = pd.concat([today, many_hits(4, "u")])
    assert hit_precision(sample, hits=more).set_index("theme").loc["u", "note"] == "no hit checked"


def test_strata_of_patterns_add_up_within_their_theme():
    hits = pd.concat([many_hits(9).assign(pattern="p0"), many_hits(90).assign(pattern="p1")])
    sample = sample_hits(hits, NO_SENTENCES, n=9, by="pattern")
    sample["correct"] = np.where(sample["pattern"] == "p0", "0", "1")
    for table in (hit_precision(sample), hit_precision(sample, hits=hits)):
        assert table["precision"].tolist() == pytest.approx([90 / 99] * 2)


def test_nothing_checked_by_hand_gives_no_rows(tmp_path):
    assert hit_precision(read_coding(tmp_path, "hits", "original")).empty
    assert hit_precision(read_coding(tmp_path, "hits", "original"), hits=many_hits()).empty


def test_a_sample_makes_the_way_through_a_study(tmp_path):
    hits, statements = counted()
    path = write_table(sample_hits(hits, statements, edition="original"), "theme_sample", tmp_path)
    (tmp_path / "coding").mkdir()
    (tmp_path / "coding" / "hits.csv").write_bytes(path.read_bytes())
    blank = hit_precision(read_coding(tmp_path, "hits", "original"), hits=hits)
    assert set(blank["checked"]) == {0}
    filled = read_table("theme_sample", tmp_path)
    filled.assign(correct=["1", "", "0", "1", "1", "1", "1"]).to_csv(
        tmp_path / "coding" / "hits.csv", index=False
    )
    found = hit_precision(read_coding(tmp_path, "hits", "original"), hits=hits).set_index("theme")
    assert found.loc[ALL, ["hits", "checked", "correct"]].tolist() == [7, 6, 5]
    assert hit_precision(read_coding(tmp_path, "hits", "paraphrase"), hits=hits).empty


@given(
    st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12), st.integers(0, 40)), min_size=1, max_size=5)
)
def test_precision_lies_within_its_interval(strata):
    parts = [
        checked(*["1"] * right, *["0"] * wrong, theme=f"t{n}", hits=right + wrong + more)
        for n, (right, wrong, more) in enumerate(strata)
        if right + wrong
    ]
    if parts:
        table = hit_precision(pd.concat(parts))
        assert (
            (table["low"] <= table["precision"] + 1e-12) & (table["precision"] <= table["high"] + 1e-12)
        ).all()
        assert table["low"].min() >= 0
        assert table["high"].max() <= 1
        themes = table.iloc[:-1]
        weights = themes["hits"] / themes["hits"].sum()
        assert table["precision"].iloc[-1] == pytest.approx((weights * themes["precision"]).sum())


# --- the figure


def texts_of(drawn):
    drawn.draw_without_rendering()
    return [label.get_text() for axes in drawn.axes for label in axes.get_yticklabels()]


def test_the_figure_names_what_leads():
    hits, _ = counted()
    with style():
        names = texts_of(
            draw_theme_patterns.__wrapped__(conform(pattern_shares(hits, WATER), "theme_patterns"))
        )
    assert names[:3] == ["rain, n = 5", "snow, n = 2", "fog, n = 0"]
    assert set(names[3:]) == {"rain*", "snow*", "no hit"}


def test_the_figure_says_ties_and_shows_parents_of_their_own():
    codebook = read_codebook(
        {"themes": {"w": {"patterns": ["wet", "damp"], "themes": {"rain": {"patterns": ["rain"]}}}}}
    )
    articles, _ = corpus(["wet damp rain"])
    shares = pattern_shares(find_themes(articles, codebook), codebook)
    assert rename_parents(shares)["theme"].unique().tolist() == ["w/(own patterns)", "w/rain"]
    with style():
        names = texts_of(draw_theme_patterns.__wrapped__(shares))
    assert names[:3] == ["w", "(own patterns), n = 2", "rain, n = 1"]
    assert "damp (2 tie)" in names


def test_the_figure_without_hits_says_so():
    with style():
        drawn = draw_theme_patterns.__wrapped__(pattern_shares(empty_table("theme_hits"), WATER))
    assert "No theme has a hit" in drawn.axes[0].texts[0].get_text()
