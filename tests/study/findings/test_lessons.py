"""What each lesson opens with: the number that its tables hold, the tables that it says it reads, and nothing of nothing."""

import inspect

import pytest

import retold
from retold.errors import ResultsError
from retold.study.findings.lesson import NOTHING
from retold.study.findings.needed import LESSONS
from retold.tables import write_table
from tests.study.findings.study_tables import ARTICLES, study_tables
from tests.study.made_tables import empty_tables, rows

# More than a class hour has room for: a lesson of one idea is half as long as the longest of them was.
MOST_CELLS = 40


def tell(name, folder, tables, **options):
    """Write the tables that a lesson asks for, and no others, and return what it opens with."""
    for table in LESSONS[name]:
        write_table(tables[table], table, folder)
    call = getattr(retold, name)
    known = inspect.signature(call).parameters
    return call(folder, **{key: value for key, value in options.items() if key in known})


@pytest.mark.parametrize("name", LESSONS)
def test_a_lesson_reads_its_tables_and_no_others(tmp_path, name):
    assert all(
        isinstance(line, str) and line for line in tell(name, tmp_path, study_tables(), subject="Ann Lee")
    )
    (tmp_path / "tables" / f"{LESSONS[name][0]}.csv").unlink()
    with pytest.raises(ResultsError, match=LESSONS[name][0]):
        getattr(retold, name)(tmp_path)


@pytest.mark.parametrize("name", LESSONS)
def test_a_study_of_nothing_is_told_without_a_number_of_something(tmp_path, name):
    told = tell(name, tmp_path, empty_tables(), subject="Ann Lee")
    assert told
    assert "nan" not in " ".join(told).lower().split()


def theme(name, voice, hits, sentences_with, sentences=10, article="*"):
    return {
        "article_id": article, "voice": voice, "theme": name, "hits": hits, "sentences_with": sentences_with,
        "sentences": sentences, "share": sentences_with / sentences, "low": 0.1, "high": 0.9,
    }  # fmt: skip


THEMES = rows(
    "theme_frequencies",
    theme("water", "*", 9, 8), theme("water/rain", "*", 6, 5), theme("water/snow", "*", 3, 3), theme("sun", "*", 0, 0),
    theme("water", "subject", 5, 5), theme("water/rain", "subject", 5, 5), theme("water/snow", "subject", 0, 0),
    theme("water/snow", "journalist", 3, 3), theme("water/rain", "journalist", 1, 1),
    theme("water/snow", "subject", 9, 9, article="a"),
)  # fmt: skip
CONFLICTS = rows(
    "conflicts",
    {"detail_a": "a:d1", "detail_b": "b:d1", "kind": "number", "verdict": "conflict", "confidence": 0.9},
    {"detail_a": "a:d2", "detail_b": "b:d2", "kind": "date", "verdict": "update"},
    {"detail_a": "a:d3", "detail_b": "b:d3", "kind": "number", "verdict": "sources differ"},
    {"detail_a": "a:d3", "detail_b": "b:d2", "kind": "number", "verdict": "worth a look"},
    {"detail_a": "a:d3", "detail_b": "c:d9", "kind": "number", "verdict": "not comparable"},
)
DETAILS = rows(
    "details",
    {"detail_id": "a:d1", "article_id": "a", "statement_id": "a:1", "kind": "number", "text": "four"},
    {"detail_id": "b:d1", "article_id": "b", "statement_id": "b:1", "kind": "number", "text": "five"},
    {"detail_id": "c:d1", "article_id": "c", "statement_id": "c:1", "kind": "name", "text": "Ann Lee"},
)
TOLD = {
    "voices": ("tell_voices", {}, ["3 articles hold 8 statements: 4 by Ann Lee, 1 by others, 3 by the reporters."]),
    "themes that hold others are not counted": ("tell_themes", {"theme_frequencies": THEMES}, ["2 of 3 themes occur", "In Ann Lee's words the commonest is water/rain: in 5 of 10 sentences (50 %", "in the reporters' own words the commonest is water/snow: in 3 of 10", "Never in Ann Lee's words, though elsewhere in the articles: water/snow."]),
    "a word beyond chance": (
        "tell_contrasts",
        {"word_keyness": rows("word_keyness", {"group": "subject", "word": "we", "log_odds": 1, "z": 5, "p_adjusted": 0.01}, {"group": "subject", "word": "dam", "log_odds": 1, "z": 2, "p_adjusted": 0.3}, {"group": "journalist", "word": "said", "log_odds": 2, "z": 9, "p_adjusted": 0.0})},
        ["1 word sets Ann Lee's words apart", "“we”"],
    ),
    "no word beyond chance": (
        "tell_contrasts",
        {"word_keyness": rows("word_keyness", {"group": "subject", "word": "dam", "log_odds": 1, "z": 2, "p_adjusted": 0.3})},
        ["No single word sets Ann Lee's words apart", "“dam”"],
    ),
    "a theme of one article": (
        "tell_contrasts",
        {"theme_keyness": rows("theme_keyness", {"article_id": "b", "theme": "rain", "z": -4.0, "p_adjusted": 0.01}, {"article_id": "a", "theme": "sun", "z": 1.0, "p_adjusted": 0.9})},
        ["1 of 2 pairs of an article and a theme stands out beyond chance, most of all rain, of which News has less than the others (z -4.0)."],
    ),
    "spread and not": (
        "tell_places",
        {"theme_dispersion": rows("theme_dispersion", {"theme": "rain", "hits": 20, "dp_norm": 0.1, "articles": 3, "articles_with": 3}, {"theme": "sun", "hits": 10, "dp_norm": 0.8, "articles": 3, "articles_with": 1}, {"theme": "few", "hits": 9, "dp_norm": 0.99, "articles": 3, "articles_with": 1})},
        ["Of 2 themes with 10 hits or more, rain is spread most evenly over the articles (DP 0.10), sun least (DP 0.80; 1 of 3 articles has it)."],
    ),
    "early, late and unsettled": (
        "tell_places",
        {"theme_mean_positions": rows("theme_mean_positions", {"theme": "rain", "position": 0.2, "low": 0.1, "high": 0.4}, {"theme": "sun", "position": 0.8, "low": 0.6, "high": 0.9}, {"theme": "fog", "position": 0.5, "low": 0.2, "high": 0.9})},
        ["2 of 3 themes have a place in the articles that is settled: early rain, late sun."],
    ),
    "pairs beyond chance": (
        "tell_places",
        {"theme_cooccurrence": rows("theme_cooccurrence", {"theme_a": "rain", "theme_b": "sun", "sentences": 9, "expected": 2.5, "ratio": 3.6, "p": 0.001, "q": 0.01}, {"theme_a": "fog", "theme_b": "sun", "sentences": 1, "expected": 2, "ratio": 0.5, "p": 0.9, "q": 0.9})},
        ["1 of 2 pairs of themes stands in one sentence more often", "rain with sun: 9 sentences where 2.5 were expected."],
    ),
    "one pattern, no reader": (
        "tell_audit",
        {"theme_patterns": rows("theme_patterns", {"theme": "rain", "pattern": "rain*", "hits": 9, "share": 0.9}, {"theme": "rain", "pattern": "wet", "hits": 1, "share": 0.1}, {"theme": "sun", "pattern": "sun", "hits": 5, "share": 1.0})},
        ["1 of 1 theme of several patterns owes half", "No hit has been read by hand", "No sentence has been coded by hand"],
    ),
    "readers": (
        "tell_audit",
        {"theme_precision": rows("theme_precision", {"theme": "*", "checked": 20, "correct": 18, "precision": 0.9, "low": 0.7, "high": 0.97}),
         "theme_validation": rows("theme_validation", {"theme": "*", "precision": 0.5, "recall": 0.25, "f1": 0.33, "low": 0.2, "high": 0.5}),
         "theme_sensitivity": rows("theme_sensitivity", {"theme": "*", "kind": "without pattern", "variant": "rain*", "variant_theme": "rain", "tau": 0.8, "swaps": 3}, {"theme": "*", "kind": "overlap rule", "variant": "all", "tau": 1.0})},
        ["Of 20 hits read by hand, 18 mean what their theme says (90 %; interval 70 to 97 % of all hits).", "precision is 0.50, recall 0.25 and F1 0.33 (interval 0.20 to 0.50)", "(without pattern: rain* of rain) leaves Kendall's tau at 0.80 and 3 pairs"],
    ),
    "arguments": ("tell_arguments", {}, ["“The bridge is safe”: 3 of 4 statements", "1 of 2 groups that were found is trusted"]),
    "coverage": (
        "tell_coverage",
        {"coverage": rows("coverage", {"article_id": "a", "argument": "A1", "state": "reported"}, {"article_id": "b", "argument": "A1", "state": "reported"}, {"article_id": "b", "argument": "A2", "state": "silent"}, {"article_id": "c", "argument": "A2", "state": "not comparable"})},
        ["Of 4 pairs of an article and a group of statements, 2 reported, 1 not comparable and 1 silent.", "News leaves out most"],
    ),
    "sources": (
        "tell_sources",
        {"reuse": rows("reuse", {"article_a": "a", "article_b": "b", "tokens": 7, "kind": "reuse"}, {"article_a": "a", "article_b": "b", "tokens": 12, "kind": "quotation"}),
         "argument_sources": rows("argument_sources", {"argument": "A1", "articles": 3, "sources": 2.2}, {"argument": "A2", "articles": 1, "sources": 1.0})},
        ["1 pair of articles shares 2 passages, 1 of them outside quotations; the longest has 12 words (Post and News).", "1 of 2 groups of statements counts fewer sources than articles."],
    ),
    "agreement": (
        "tell_agreement",
        {"influence": rows("influence", {"figure": "jaccard", "left_out": "a", "value": 0.5, "change": 0.1}, {"figure": "jaccard", "left_out": "c", "value": 0.2, "change": -0.2}, {"figure": "kappa", "left_out": "b", "value": 0.9, "change": 0.9})},
        ["Left out, Echo would change the mean Jaccard similarity most: to 0.20, by -0.20."],
    ),
    "names": (
        "tell_wording",
        {"naming": rows("naming", {"thing": "the_dam", "name": "dam"}, {"thing": "the_dam", "name": "barrage"}, {"thing": "lake", "name": "lake"})},
        ["1 of 2 things goes by more than one name, most by 2: the dam."],
    ),
    "conflicts": (
        "tell_conflicts",
        {"conflicts": CONFLICTS, "details": DETAILS},
        ["3 details were read: name (1) and number (2).", "By kind: number (1).", "updates (“update”, 1) and disagreements of sources (“sources differ”, 1)", "1 cannot both hold"],
    ),
    "nothing compared": ("tell_conflicts", {"conflicts": CONFLICTS[-1:]}, ["none are compared"]),
    "occasions": ("tell_occasions", {}, ["3 articles report 2 occasions"]),
}  # fmt: skip


@pytest.mark.parametrize(("name", "tables", "words"), TOLD.values(), ids=TOLD)
def test_a_lesson_opens_with_what_its_tables_hold(tmp_path, name, tables, words):
    told = "\n".join(tell(name, tmp_path, study_tables(**tables), subject="Ann Lee"))
    for part in words:
        assert part.lower() in told.lower()


@pytest.mark.parametrize("name", ["tell_sources", "tell_wording"])
def test_words_that_nobody_printed_are_no_finding(tmp_path, name):
    told = tell(name, tmp_path, study_tables(articles=ARTICLES.assign(edition="paraphrase")))
    assert "nobody printed these words" in told[0]


def test_a_question_without_anything_to_work_on_says_so(tmp_path):
    assert tell("tell_themes", tmp_path, empty_tables()) == [NOTHING]


def test_every_lesson_opens_with_what_was_found_and_closes_with_what_it_cannot_show():
    from retold.study.cells import read_cells
    from retold.study.graph import list_notebooks

    for path in list_notebooks():
        cells = read_cells(path)
        found = next(n for n, cell in enumerate(cells) if cell["source"].startswith("## What was found") or (path.stem == "05_findings" and n == 2))  # fmt: skip
        headings = [n for n, cell in enumerate(cells) if cell["source"].startswith("## ")]
        assert found <= headings[0], path.name
        assert cells[-1]["source"].startswith("## What this shows, and what it cannot"), path.name
        assert len(cells) <= MOST_CELLS, path.name
