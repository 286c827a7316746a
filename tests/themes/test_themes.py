"""Themes from texts to tables: found, counted, compared, shown and validated."""

import pandas as pd
import pytest

from retold.articles.attribution.voices import find_statements
from retold.coding.validation import validate_themes
from retold.errors import ParameterError
from retold.themes.audit.concordance import concordance
from retold.themes.codebook.read import read_codebook
from retold.themes.matching.matching import find_themes
from retold.themes.measures.frequencies import count_themes
from retold.themes.measures.keyness import theme_keyness


def articles(*texts):
    return pd.DataFrame({"article_id": [f"a{n}" for n in range(len(texts))], "text": texts})


def book(**themes):
    return read_codebook({"themes": {name: {"patterns": patterns} for name, patterns in themes.items()}})


def found(text, codebook, **options):
    hits = find_themes(articles(text), codebook, **options)
    return list(zip(hits["theme"], hits["text"], strict=True))


MATCHES = [
    ("threats threaten unthreatening re-threat", ["threat*"], ["threats", "threaten"]),
    ("cat cut coat", ["c?t"], ["cat", "cut"]),
    ("peace talks. Peace, talks", ["peace talks"], ["peace talks"]),
    ("Peace, talks and peace", ["peace * talks"], ["Peace, talks"]),
    ("[a] a", ["[a]"], []),
    ("military-industrial complex", ["military-*"], ["military-industrial"]),
    ("secure insecure", [{"regex": "^secur"}], ["secure"]),
    ("threat* threat", [{"fixed": "threat"}], ["threat", "threat"]),
    (
        "the United States of America",
        ["united states", "united states of america", "states"],
        ["United States of America"],
    ),
    ("", ["a"], []),
]


@pytest.mark.parametrize(("text", "patterns", "expected"), MATCHES)
def test_patterns(text, patterns, expected):
    assert [words for _, words in found(text, book(t=patterns))] == expected


OVERLAPS = [
    ("theme", [("long", "the United States"), ("short", "United States")]),
    ("codebook", [("long", "the United States")]),
    ("all", [("long", "the United States"), ("short", "United States"), ("short", "States")]),
]


@pytest.mark.parametrize(("overlap", "expected"), OVERLAPS)
def test_overlap_rules(overlap, expected):
    codebook = book(long=["the united states"], short=["united states", "states"])
    assert found("the United States", codebook, overlap=overlap) == expected


def test_themes_that_take_the_same_span_both_count():
    assert found("threats", book(a=["threat*"], b=["threats"]), overlap="codebook") == [
        ("a", "threats"),
        ("b", "threats"),
    ]


def test_case():
    assert found("NATO nato", book(t=["NATO"]), case_sensitive=True) == [("t", "NATO")]


def test_hits_have_exact_offsets_and_do_not_cross_articles():
    texts = ("peace", "talks “peace” talks 👍 peace")
    hits = find_themes(articles(*texts), book(t=["peace", "peace talks"]))
    by_id = dict(zip(["a0", "a1"], texts, strict=True))
    assert len(hits) == 3
    for hit in hits.itertuples():
        assert by_id[hit.article_id][hit.start : hit.end] == hit.text


def test_masked_words_are_not_counted():
    masked = pd.DataFrame({"article_id": ["a0"], "start": [6], "end": [11]})
    assert found("peace peace talks", book(t=["peace", "peace talks"]), masked=masked) == [("t", "peace")]


def test_unknown_overlap_rule():
    with pytest.raises(ParameterError, match="did you mean 'theme'"):
        found("a", book(t=["a"]), overlap="themes")


TEXT = "Lee said that it rained. Rain is wet. “It rained all day long,” Lee said."


def counted():
    corpus = articles(TEXT, "It was dry.")
    statements = find_statements(corpus, subject="Lee")
    codebook = read_codebook(
        {"themes": {"water": {"themes": {"rain": {"patterns": ["rain*"]}, "snow": {"patterns": ["snow"]}}}}}
    )
    hits = find_themes(corpus, codebook, statements=statements)
    return hits, statements, codebook


def test_frequencies_by_voice_with_parents_and_totals():
    rows = count_themes(*counted()).set_index(["article_id", "voice", "theme"])
    assert rows.loc[("a0", "subject", "water/rain"), "hits"] == 2
    assert rows.loc[("a0", "journalist", "water/rain"), "hits"] == 1
    assert rows.loc[("*", "*", "water"), "hits"] == 3
    assert rows.loc[("*", "*", "water/snow"), "hits"] == 0
    assert rows.loc[("a0", "*", "water"), ["sentences", "sentences_with"]].tolist() == [3, 3]
    assert rows.loc[("*", "*", "water"), "tokens"] == 18
    inside = rows.dropna(subset=["share"])
    assert ((inside["low"] <= inside["share"]) & (inside["share"] <= inside["high"])).all()


def test_themes_that_nobody_mentions_are_counted_as_none():
    corpus = articles("It was dry.", "")
    statements = find_statements(corpus, subject="Lee")
    codebook = book(snow=["snow"])
    hits = find_themes(corpus, codebook, statements=statements)
    rows = count_themes(hits, statements, codebook)
    assert hits.empty
    assert rows["hits"].tolist() == [0] * len(rows)
    assert len(rows) > 0
    assert theme_keyness(rows).empty
    assert concordance(hits, statements.rename(columns={"statement_id": "x"})).empty


def test_keyness_is_antisymmetric_for_two_articles_and_undefined_for_one():
    keyness = theme_keyness(count_themes(*counted())).set_index(["article_id", "theme"])
    assert keyness.loc[("a0", "water"), "log_odds"] == pytest.approx(
        -keyness.loc[("a1", "water"), "log_odds"]
    )
    one = count_themes(*counted())
    assert theme_keyness(one[one["article_id"] != "a1"]).empty


def test_concordance_stays_in_the_sentence_and_sorts():
    from retold.articles.clutter import find_clutter
    from retold.articles.segment import split_sentences

    hits, _, _ = counted()
    corpus = articles(TEXT)
    lines = concordance(hits, split_sentences(corpus, find_clutter(corpus)), sort="right")
    assert lines[["left", "keyword", "right"]].values.tolist() == [
        ["Lee said that it", "rained", "."],
        ["“It", "rained", "all day long,” Lee said."],
        ["", "Rain", "is wet."],
    ]


def test_validation_counts_sentences():
    hits, _, _ = counted()
    coding = pd.DataFrame(
        {
            "article_id": "a0",
            "start": [0, 25, 38],
            "end": [24, 37, 75],
            "themes": ["water/rain", "", "water/rain;water/snow"],
        }
    )
    scores = validate_themes(hits, coding, ["water/rain", "water/snow"], replicates=50).set_index("theme")
    assert scores.loc["water/rain", ["precision", "recall"]].tolist() == [pytest.approx(2 / 3), 1]
    assert scores.loc["water/snow", "recall"] == 0
    assert pd.isna(scores.loc["water/snow", "precision"])
    assert scores.loc["water/snow", "note"].startswith("fewer than")
    assert validate_themes(hits, coding.iloc[:0], ["water/rain"]).empty
