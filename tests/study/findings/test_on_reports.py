"""What the lessons on consistency open with: coverage, sources, agreement, wording, conflicts, occasions."""

import pytest

import retold
from retold.study.findings import on_reports
from tests.study.findings.study_tables import ARTICLES, study_tables
from tests.study.findings.told import opens_with, tell
from tests.study.made_tables import rows

CONFLICTS = rows(
    "conflicts",
    {"detail_a": "a:d1", "detail_b": "b:d1", "kind": "number", "verdict": "conflict", "confidence": 0.9},
    # A second pair of the same disagreement: counted once.
    {"detail_a": "a:d1", "detail_b": "c:d2", "kind": "number", "verdict": "conflict", "confidence": 0.8},
    {"detail_a": "a:d2", "detail_b": "b:d2", "kind": "date", "verdict": "update"},
    {"detail_a": "a:d3", "detail_b": "b:d3", "kind": "number", "verdict": "sources differ"},
    {"detail_a": "a:d3", "detail_b": "b:d2", "kind": "number", "verdict": "worth a look"},
    {"detail_a": "a:d3", "detail_b": "c:d9", "kind": "number", "verdict": "not comparable"},
)
DETAILS = rows(
    "details",
    {"detail_id": "a:d1", "article_id": "a", "statement_id": "a:1", "kind": "number", "text": "four"},
    {"detail_id": "b:d1", "article_id": "b", "statement_id": "b:1", "kind": "number", "text": "five"},
    {"detail_id": "c:d2", "article_id": "c", "statement_id": "c:2", "kind": "number", "text": "six"},
    {"detail_id": "c:d1", "article_id": "c", "statement_id": "c:1", "kind": "name", "text": "Ann Lee"},
)

TOLD = {
    "coverage": (
        "tell_coverage",
        {"coverage": rows("coverage", *({"article_id": article, "argument": argument, "state": "reported", "statements": 1} for article, argument in (("a", "A1"), ("b", "A1"), ("a", "A2"))))},
        ["Of 6 pairs of an article and a group of statements, 3 reported, 2 not comparable and 1 silent.", "News leaves out most"],
    ),
    "coverage of listed arguments, which lead": (
        "tell_coverage",
        {"coverage": rows("coverage", {"article_id": "a", "argument": "A1", "state": "reported"}, {"article_id": "b", "argument": "A1", "state": "silent"}),
         "coverage_given": rows("coverage_given", {"article_id": "a", "argument": "is_safe", "state": "reported", "statements": 1}),
         "argument_matches": rows("argument_matches", {"statement_id": "a:1", "argument": "is_safe", "score": 0.9, "rank": 1, "matched": True})},
        ["Of 3 pairs of an article and an argument that the study lists, 1 not comparable, 1 reported and 1 silent.", "“is safe”"],
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
        ["4 details were read: name (1) and number (3).", "By kind: number (1).", "updates (“update”, 1 pair) and disagreements of sources (“sources differ”, 1 pair)", "they differ in 1 detail"],
    ),
    "nothing compared": ("tell_conflicts", {"conflicts": CONFLICTS[-1:]}, ["none are compared"]),
    "occasions": ("tell_occasions", {}, ["3 articles report 2 occasions"]),
}  # fmt: skip


@pytest.mark.parametrize(("name", "tables", "words"), TOLD.values(), ids=TOLD)
def test_a_lesson_opens_with_what_its_tables_hold(tmp_path, name, tables, words):
    assert getattr(on_reports, name) is getattr(retold, name)
    assert opens_with(name, tmp_path, study_tables(**tables), words)


@pytest.mark.parametrize("name", ["tell_sources", "tell_wording"])
def test_words_that_nobody_printed_are_no_finding(tmp_path, name):
    told = tell(name, tmp_path, study_tables(articles=ARTICLES.assign(edition="paraphrase")))
    assert "nobody printed these words" in told[0]
